"""``reportlint check``: exact output in every format, selection, exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reportlint import plugins

TEXT = """\
draft.txt
  3:3  错误  PLH901 mask
    占位符“xx”没有替换
    3 | xx县财政总收入3亿=1亿+2亿元，工业总产值5亿=1亿+2亿元。
      | ^^
  3:26  警告  NUM901 odd-sum
    5不等于3
    3 | xx县财政总收入3亿=1亿+2亿元，工业总产值5亿=1亿+2亿元。
      |                                        ^
    另见 draft.txt:3:29  和为3

1 个文件，42 字，复算 2 处关系；数字 6 个，在复算关系中的 6 个（100%）：1 个错误，1 个警告，0 个提示（0.00 秒）
"""


@pytest.mark.usefixtures("draft")
def test_text(cli):
    ran = cli("draft.txt")
    assert (ran.out, ran.err, ran.status) == (TEXT, "", 1)


@pytest.mark.usefixtures("draft")
def test_check_is_the_default_command_and_the_current_folder_the_default_argument(cli):
    assert cli("check", "draft.txt").out == TEXT
    assert cli().out == TEXT
    assert cli("--fail-on", "never").status == 0


@pytest.mark.usefixtures("draft")
def test_english_with_ledger_and_statistics(cli):
    ran = cli("draft.txt", "--lang", "en", "--checks", "--statistics", "--select", "NUM")
    assert ran.out == """\
draft.txt
  3:26  warning  NUM901 odd-sum
    5 is not 3
    3 | xx县财政总收入3亿=1亿+2亿元，工业总产值5亿=1亿+2亿元。
      |                                        ^
    see draft.txt:3:29  adds up to 3

Recomputed relations
draft.txt
  一、回顾
    ✓ 3:11  sum  3亿=1亿+2亿
    ✗ 3:26  sum  5亿=1亿+2亿  NUM901

Findings by rule
       1  NUM901 odd-sum

1 file, 42 characters, 2 relations recomputed; numbers 6, in recomputed relations 6 (100%): 0 errors, 1 warning, 0 infos (0.00 s)
"""
    assert ran.status == 0


@pytest.mark.usefixtures("draft")
def test_concise(cli):
    assert cli("draft.txt", "--output-format", "concise").out == (
        "draft.txt:3:3: PLH901 error 占位符“xx”没有替换\ndraft.txt:3:26: NUM901 warning 5不等于3\n"
    )


@pytest.mark.usefixtures("draft")
def test_github(cli):
    assert cli("draft.txt", "--output-format", "github").out == (
        "::error file=draft.txt,line=3,col=3,endLine=3,endColumn=5,title=PLH901 mask::占位符“xx”没有替换\n"
        "::warning file=draft.txt,line=3,col=26,endLine=3,endColumn=27,title=NUM901 odd-sum::"
        "5不等于3%0A另见 draft.txt:3:29 和为3\n"
    )


@pytest.mark.usefixtures("draft")
def test_json_keys_are_those_of_version_1_in_their_order(cli):
    ran = cli("draft.txt", "--output-format", "json", "--checks")
    written = json.loads(ran.out)
    assert list(written) == ["version", "files", "skipped", "diagnostics", "checks", "summary"]
    assert written["version"] == 1
    assert written["files"] == [{
        "path": "draft.txt", "format": "text", "encoding": "utf-8", "characters": 42,
        "numbers": 6, "numbers_checked": 6, "checks": 2, "inconsistent": 1,
    }]
    found = written["diagnostics"][1]
    fingerprint = found.pop("fingerprint")
    assert len(fingerprint) == 20
    assert found == {
        "code": "NUM901", "name": "odd-sum", "severity": "warning", "confidence": "high", "path": "draft.txt",
        "message": "5不等于3", "span": {"start": 31, "end": 32},
        "start": {"line": 3, "column": 26}, "end": {"line": 3, "column": 27},
        "related": [{
            "path": "draft.txt", "span": {"start": 34, "end": 38},
            "start": {"line": 3, "column": 29}, "end": {"line": 3, "column": 33}, "message": "和为3",
        }],
        "fix": None,
    }
    assert written["checks"][0] == {
        "kind": "sum", "code": "NUM901", "verdict": "consistent", "path": "draft.txt", "expression": "3亿=1亿+2亿",
        "operands": [
            {"role": role, "path": "draft.txt", "span": {"start": start, "end": start + 1}, "text": text, "unit": "亿元"}
            for role, start, text in (("whole", 16, "3"), ("part", 19, "1"), ("part", 22, "2"))
        ],
    }
    summary = written["summary"]
    assert summary.pop("seconds") >= 0
    assert summary == {"files": 1, "errors": 1, "warnings": 1, "infos": 0, "suppressed": 0, "known": 0}
    assert "checks" not in json.loads(cli("draft.txt", "--output-format", "json").out)


def test_spans_index_the_decoded_text(cli, tmp_path):
    (tmp_path / "a.txt").write_bytes("标题\r\n\r\n　　报告xx，\r\n　　又xx。\r\n".encode("gb18030"))
    written = json.loads(cli("a.txt", "--output-format", "json").out)
    text = (tmp_path / "a.txt").read_bytes().decode("gb18030")
    assert [text[d["span"]["start"]:d["span"]["end"]] for d in written["diagnostics"]] == ["xx", "xx"]


@pytest.mark.usefixtures("draft")
def test_output_files_beside_standard_output(cli, tmp_path):
    ran = cli("draft.txt", "--output", "json=out.json", "--output", "concise=out.txt")
    assert ran.out == TEXT
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["summary"]["errors"] == 1
    assert (tmp_path / "out.txt").read_text("utf-8").count("\n") == 2
    assert "FORMAT=PATH" in cli("draft.txt", "--output", "yaml=x").err
    assert cli("draft.txt", "--output", "json=no/such/folder").status == 2


@pytest.mark.usefixtures("draft")
def test_quiet_writes_findings_only(cli):
    assert cli("draft.txt", "-q").out == TEXT.rsplit("1 个文件", 1)[0]


def test_findings_of_one_group_are_gathered(cli, tmp_path):
    (tmp_path / "a.txt").write_text("，".join(["镇xx村"] * 12) + "。\n", encoding="utf-8")
    assert cli("a.txt", "-q").out == """\
a.txt
  1:2  错误  PLH901 mask（同类共 12 处）
    占位符“xx”没有替换
    1 | 镇xx村，镇xx村，镇xx村，镇xx村，镇xx村，镇xx村，镇xx村，镇xx村，镇xx村，镇xx村，镇xx村...
      |   ^^
    另见 1:7, 1:12, 1:17, 1:22, 1:27, 1:32, 1:37 …另有 4 处

"""


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], {"PLH901", "NUM901"}),
        (["--select", "PLH"], {"PLH901"}),
        (["--select", "odd-sum,mask"], {"PLH901", "NUM901"}),
        (["--select", "ALL", "--ignore", "NUM901"], {"PLH901"}),
        (["--select", "NUM901", "--ignore", "NUM"], {"NUM901"}),
        (["--ignore", "mask"], {"NUM901"}),
        (["--extend-select", "trial"], {"PLH901", "NUM901", "PLH902"}),
        (["--preview"], {"PLH901", "NUM901", "PLH902"}),
    ],
)
def test_selection(cli, draft, arguments, codes):
    draft.write_text(draft.read_text("utf-8") + "\n　　试点。\n", encoding="utf-8")
    written = json.loads(cli("draft.txt", "--output-format", "json", *arguments).out)
    assert {found["code"] for found in written["diagnostics"]} == codes


@pytest.mark.usefixtures("draft")
def test_an_unknown_rule_is_an_error_with_the_nearest(cli):
    ran = cli("draft.txt", "--select", "maks")
    assert (ran.status, ran.out, ran.err) == (2, "", "reportlint: 未知的规则代码或名称“maks”，是不是“mask”？\n")
    assert cli("draft.txt", "--ignore", "ALL").err == "reportlint: 按这些设置没有任何规则会运行\n"


@pytest.mark.parametrize(
    ("fail_on", "text", "status"),
    [
        ("error", "xx", 1), ("error", "5亿=1亿+2亿", 0), ("warning", "5亿=1亿+2亿", 1), ("info", "5亿=1亿+2亿", 1),
        ("never", "xx", 0), ("error", "好", 0), ("info", "好", 0),
    ],
)
def test_exit_status(cli, tmp_path, fail_on, text, status):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert cli("a.txt", "--fail-on", fail_on).status == status


@pytest.mark.usefixtures("draft")
def test_pages_that_an_earlier_run_has_written_are_not_linted(cli, monkeypatch):
    from reportlint.readers.html import reader as html
    from reportlint.readers.markdown import reader as markdown
    from reportlint.readers.text import reader as text

    monkeypatch.setattr(plugins, "load_readers", lambda _points=None: plugins.ReaderSet([text, markdown, html]))
    first = cli(".", "--output", "html=all.html", "--output", "markdown=all.md", "--output-format", "concise")
    Path("own.md").write_text("xx\n", encoding="utf-8")
    again = json.loads(cli(".", "--output-format", "json", "--lang", "en").out)
    assert {found["path"] for found in again["diagnostics"]} == {"draft.txt", "own.md"}
    assert len(again["diagnostics"]) == len(first.out.splitlines()) + 1
    assert [(file["path"], file["reason"], file["fault"]) for file in again["skipped"]] == [
        ("all.html", "own-output", False), ("all.md", "own-output", False)]


@pytest.mark.usefixtures("draft")
def test_a_crashing_rule_is_named_and_the_rest_goes_on(cli, tmp_path):
    (tmp_path / "z.txt").write_text("xx崩溃", encoding="utf-8")
    ran = cli(".", "--output-format", "concise")
    assert ran.status == 2
    said = "reportlint: 规则 ZZZ901 crash 在检查 z.txt 时出错，结果可能不全：ValueError: last line"
    assert re.fullmatch(rf"{said} \(\S*conftest:\d+\)\n", ran.err)
    assert ran.out.splitlines()[-1] == "z.txt:1:1: PLH901 error 占位符“xx”没有替换"
    assert len(ran.out.splitlines()) == 3


def test_scope(cli, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("相同", encoding="utf-8")
    assert cli(".", "--output-format", "concise").out == "b.txt:1:1: DUP901 info 文件相同\n"
    assert cli(".", "--output-format", "concise", "--scope", "document").out == ""


def test_standard_input(cli):
    ran = cli("-", "--stdin-filename", "报告.txt", "--output-format", "concise", stdin="一xx".encode("gb18030"))
    assert ran.out == "报告.txt:1:2: PLH901 error 占位符“xx”没有替换\n"
    assert cli("-", "--output-format", "concise", stdin=b"xx").out.startswith("-:1:1: ")


def test_order_of_arguments_changes_nothing(cli, tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("xx和5亿=1亿+2亿", encoding="utf-8")
    assert cli("c.txt", "a.txt", "b.txt").out == cli("b.txt", "c.txt", "a.txt", "a.txt").out


def test_nothing_to_lint_is_said(cli):
    ran = cli(".")
    assert (ran.status, ran.err) == (0, "reportlint: 没有找到可检查的文件\n")


@pytest.mark.usefixtures("draft")
def test_settings_count_and_the_command_line_wins(cli, tmp_path: Path):
    (tmp_path / "reportlint.toml").write_text(
        'lang = "en"\nignore = ["odd-sum"]\nfail-on = "never"\n[rules.mask]\nmasks = ["县"]\n[severity]\nPLH = "info"\n',
        encoding="utf-8",
    )
    ran = cli("draft.txt", "--output-format", "concise")
    assert (ran.status, ran.out) == (0, "draft.txt:3:5: PLH901 info the mask 县 was left\n")
    assert cli("draft.txt", "--output-format", "concise", "--fail-on", "info").status == 1
    assert "NUM901" in cli("draft.txt", "--output-format", "concise", "--select", "odd-sum").out
    assert "县" not in cli("draft.txt", "--output-format", "concise", "--isolated").out.splitlines()[0]
    (tmp_path / "other.toml").write_text('lang = "zh"\n', encoding="utf-8")
    assert "5不等于3" in cli("draft.txt", "--output-format", "concise", "--config", "other.toml").out


@pytest.mark.usefixtures("draft")
def test_several_outputs_at_once(cli):
    names = {"sarif": "a.sarif", "junit": "j.xml", "gitlab": "g.json", "rdjson": "r.json", "json": "f.json"}
    ran = cli("draft.txt", *(word for name, path in names.items() for word in ("--output", f"{name}={path}")))
    assert ran.status == 1
    assert "PLH901" in ran.out
    for path in names.values():
        assert "PLH901" in Path(path).read_text(encoding="utf-8")
    assert cli("draft.txt", "--output", "sarif=none/a.sarif").status == 2
    assert cli("draft.txt", "--output", "sarf=a").status == 2
