"""Reporters given a result made by hand: anchors, fixes, groups, skipped files, escaping."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from reportlint.document import Anchor, Block, BlockKind, Document, Span
from reportlint.report import FORMATS, OutputOptions, RunResult, SkippedFile, write
from reportlint.report.model import FileResult
from reportlint.report.strings import EN, REASONS, ZH, reason
from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    Edit,
    Fix,
    Message,
    Operand,
    Place,
    Severity,
    Verdict,
)

TEXT = "一、收入\n全市收入3亿元。\n二、支出\n支出4亿元，增长5%。\n"
PATH = "a,b:c%\n.docx"


@pytest.fixture
def result() -> RunResult:
    anchors = (Anchor(0, 4, {"paragraph": 0, "run": 0}), Anchor(5, 13, {"paragraph": 1, "run": 2}))
    blocks = (Block(0, 4, BlockKind.HEADING, 1), Block(5, 13, BlockKind.PARAGRAPH), Block(14, 18, BlockKind.HEADING, 1),
              Block(19, len(TEXT) - 1, BlockKind.PARAGRAPH))
    document = Document(PATH, "docx", "", TEXT, TEXT, ((0, 0),), blocks, (), (), anchors)
    income, spent, rate = (Place(PATH, Span(s, s + 1)) for s in (9, 21, 27))
    fix = Fix(Message("改", "change"), (Edit(Span(9, 10), "4"),), True)
    message = Message("100%\n不对", "100%\nwrong")
    diagnostics = (
        Diagnostic("NUM001", "x-y", Severity.INFO, Confidence.LOW, message, income, (Place(PATH, Span(19, 25)),), fix),
    )
    checks = (
        (PATH, Check(CheckKind.EQUAL_MENTION, "NUM001", Verdict.CONSISTENT, "3 = 3", (Operand("a", income, "3", "亿元"),))),
        (PATH, Check(CheckKind.GROWTH, "NUM001", Verdict.SKIPPED, "4 / ?", (Operand("a", spent, "4", "亿元"),), "constant-price")),
        (PATH, Check(CheckKind.SHARE, "NUM001", Verdict.INCONSISTENT, "5%", (Operand("a", rate, "5", "%"),))),
    )
    return RunResult(
        (FileResult(document, 3, 2, 2, 1),),
        (SkippedFile("old.doc", "unsupported-format", ".doc", fault=False), SkippedFile("bad.txt", "odd-reason", "why")),
        diagnostics, checks, (), 1.5, {PATH: document},
    )


def written(name: str, result: RunResult, **options: object) -> str:
    stream = io.StringIO()
    write(name, result, OutputOptions(**options), stream)
    return stream.getvalue()


def test_text_with_ledger(result):
    assert written("text", result, checks=True) == """\
a,b:c% .docx
  2:5  提示  NUM001 x-y
    100% 不对
    2 | 全市收入3亿元。
      |         ^
    另见 a,b:c% .docx:4:1  支出4亿元，

复算清单
a,b:c% .docx
  一、收入
    ✓ 2:5  前后一致  3 = 3
  二、支出
    ✗ 4:9  占比      5%  NUM001
  未判定 1 处：不变价或可比口径 1 处

跳过的文件
  old.doc：不支持的格式，请用 WPS 或 Word 另存为 .docx 后再检查（.doc）
  bad.txt：odd-reason（why）

1 个文件，31 字，复算 2 处关系；数字 3 个，在复算关系中的 2 个（67%）：0 个错误，0 个警告，1 个提示（1.50 秒）
"""


def test_the_ledger_counts_what_was_not_judged_by_reason(result):
    skipped = [(PATH, replace(result.checks[1][1], reason=reason)) for reason in ("constant-price", "odd", "constant-price")]
    text = written("text", replace(result, checks=tuple(skipped)), checks=True, lang="en")
    assert "\n  3 not judged: constant prices or a comparable basis (2), odd (1)\n" in text
    assert "✓" not in text


def test_the_ledger_shows_the_place_in_the_file_that_a_relation_belongs_to(result):
    path, check = result.checks[2]
    elsewhere = Operand("a", Place("other.txt", Span(0, 1)), "1", "")
    text = written("text", replace(result, checks=((path, replace(check, operands=(elsewhere, *check.operands))),)), checks=True)
    assert "  二、支出\n    ✗ 4:9  占比  5%  NUM001\n" in text


def test_quiet_leaves_out_files_that_are_no_reports(result):
    text = written("text", result, quiet=True)
    assert "old.doc" not in text
    assert "bad.txt" in text


def test_json_of_a_word_document(result):
    found = json.loads(written("json", result, lang="en"))["diagnostics"][0]
    assert found["anchor"] == {"paragraph": 1, "run": 2}
    assert found["message"] == "100%\nwrong"
    assert found["related"][0]["message"] == ""
    assert "anchor" not in found["related"][0]
    assert found["fix"] == {"safe": True, "edits": [{"span": {"start": 9, "end": 10}, "text": "4"}], "message": "change"}
    skipped = json.loads(written("json", result, checks=True))
    assert skipped["checks"][1]["reason"] == "constant-price"
    assert "reason" not in skipped["checks"][0]
    assert skipped["skipped"][0] == {"path": "old.doc", "reason": "unsupported-format", "detail": ".doc", "fault": False}


def test_github_escapes(result):
    assert written("github", result, lang="en").splitlines() == [
        "::notice file=a%2Cb%3Ac%25%0A.docx,line=2,col=5,endLine=2,endColumn=6,title=NUM001 x-y::100%25%0Awrong"
        "%0Asee a,b:c%25%0A.docx:4:1",
        "::error file=bad.txt,title=reportlint::odd-reason (why)",
    ]


def test_concise_keeps_to_one_line(result):
    assert written("concise", result) == "a,b:c% .docx:2:5: NUM001 info 100% 不对\n"


def test_markdown_escapes_and_lists_the_gravest_first(result):
    grave = replace(result.diagnostics[0], severity=Severity.ERROR, message=Message("*a*|\n<b>", "*a*|\n<b>"))
    text = written("markdown", replace(result, diagnostics=(*result.diagnostics * 60, grave)), lang="en")
    tables = [line for line in text.splitlines() if line.startswith("| a,b")]
    assert len(tables) == 50
    assert tables[0].endswith(r"| error | NUM001 | \*a\*\| \<b\> |")
    assert "11 more are not listed." in text
    assert "**1 error**, 0 warnings, 60 infos" in text
    assert "- bad.txt: odd-reason (why)" in text


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_result(name):
    assert isinstance(written(name, RunResult((), (), (), ())), str)


def test_every_kind_has_a_word_in_both_languages():
    for words in (ZH, EN):
        assert set(words.kinds) == set(CheckKind)
        assert set(words.severities) == set(Severity)


def test_reasons():
    assert all(message.zh and message.en for message in REASONS.values())
    assert reason("unsupported-format", ".ofd", "zh").startswith("不支持的格式，请检查原稿")
    assert reason("unsupported-format", ".et", "en") == "unsupported format; save it as .xlsx (.et)"
    assert reason("needs-extra", "pdf", "zh").endswith("请先安装：pip install 'reportlint[pdf]'")
    assert reason("pages-without-text", "3–5、8", "zh").endswith("未检查：3–5、8")
    assert reason("unreadable", "", "en") == "cannot be read"
