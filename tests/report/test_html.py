"""The page for the person who signs: whole text, exact marks, safe against any text, links that lead somewhere."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.cli import main
from reportlint.document import Cell, Document, Extracted, Line, LineKind, Span, Table, assemble
from reportlint.facts import Reading
from reportlint.facts.export import rows_of
from reportlint.readers.markdown import reader as markdown_reader
from reportlint.readers.text import text_lines
from reportlint.report import FileResult, OutputOptions, RunResult, SkippedFile, write
from reportlint.report import html as page_of
from reportlint.report.html.escape import escape
from reportlint.report.html.index import visible
from reportlint.report.html.words import EN, ZH
from reportlint.report.model import Suppressed
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

html = pytest.importorskip("lxml.html")

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TEXT = "石桥乡工作报告\n\n一、收入\n\n全乡财政收入10亿元，其中：税收6亿元，非税5亿元，增长5%。\n\n二、支出\n\n支出8亿元。\n"


def document_of(text, path="a.txt"):
    if path.endswith(".md"):
        return assemble(markdown_reader.read_bytes(text.encode()).content, path=path, format="markdown")
    return assemble(Extracted(text, tuple(text_lines(text))), path=path)


def result_of(*documents, diagnostics=(), checks=(), **others):
    files = tuple(FileResult(document, 4, 2, len(checks), 0) for document in documents)
    return RunResult(files, (), tuple(diagnostics), tuple(checks), documents={d.path: d for d in documents}, **others)


def at(document, piece, start=0):
    start = document.text.index(piece, start)
    return Place(document.path, Span(start, start + len(piece)))


def finding(place, *, code="NUM002", severity=Severity.ERROR, message="不符", **others):
    return Diagnostic(code, "sum-mismatch", severity, Confidence.HIGH, Message(message, "wrong"), place, **others)


def check(document, verdict, *operands, expression="10 = 6 + 5", **others):
    made = tuple(Operand("part", at(document, piece), piece, "亿元") for piece in operands)
    return document.path, Check(CheckKind.SUM, "NUM002", verdict, expression, made, **others)


def written(result, **options):
    stream = io.StringIO()
    write("html", result, OutputOptions(**options), stream)
    return stream.getvalue()


def parsed(result, **options):
    return html.fromstring(written(result, **options))


def only(tree, path):
    found = tree.xpath(path)
    assert len(found) == 1, (path, [html.tostring(each, encoding="unicode") for each in found])
    return found[0]


def bare(text):
    return re.sub(r"[\s\u200b]", "", text)


def shown_text(section):
    """The text of a document as the page shows it, without the findings below the passages."""
    return bare("".join(section.xpath('.//text()[not(ancestor::*[@class="cards" or @class="marker"])]')))


# What the page needs, and what it may not do.


def test_the_page_stands_alone():
    page = written(result_of(document_of(TEXT)))
    tree = html.fromstring(page)
    assert not tree.xpath("//@src | //@srcset | //@style | //@onclick")
    assert all(link.startswith("#") or link == "data:," for link in tree.xpath("//@href"))
    assert not re.search(r"url\(|@import|https?:", page)
    policy = only(tree, '//meta[@http-equiv="Content-Security-Policy"]/@content')
    for kind in ("style", "script"):
        content = re.search(rf"<{kind}>(.*?)</{kind}>", page, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


HOSTILE = (
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "<!-- ", "-->", "]]>", "</noscript>", "</section></details>",
    "<img src=x onerror=alert(3)>", "&lt;b&gt; &amp;", "\"'`", "a\u2028b\u2029c", "\x00\x01\x1b[31m\x7f\x85", "\u202egnp.txt\u2066", "{0}",
)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("folded", [False, True])
def test_no_text_gets_out_of_its_place(hostile, folded, monkeypatch):
    monkeypatch.setattr(page_of, "FOLDED", 0 if folded else 10_000)
    document = Document(**{**vars_of(document_of(TEXT)), "path": f"{hostile}.txt"})
    place = at(document, "10")
    evil = replace(
        finding(place, code=hostile, message=hostile), name=hostile, related=(replace(at(document, "5%"), message=Message(hostile, hostile)),),
        fix=Fix(Message(hostile, hostile), (Edit(place.span, hostile),), safe=True),
    )
    relation = Check(CheckKind.SUM, hostile, Verdict.SKIPPED, hostile, (Operand(hostile, place, hostile, hostile),), reason=hostile)
    other = document_of(f"正文\n\n前{hostile}后，收入5亿元{hostile}。\n", "b.txt")
    result = replace(
        result_of(document, other, diagnostics=[evil], checks=[(document.path, relation)], notices=(hostile,)),
        skipped=(SkippedFile(hostile, hostile, hostile),),
    )
    page = written(result)
    assert page.count("<script") == page.count("</script") == 1
    assert page.count("<noscript>") == page.count("</noscript>") == (2 if folded else 0)
    assert "<!--" not in page
    assert "<img" not in page
    assert not set(page) & set("\x00\x01\x1b\x7f\x85\u2028\u2029\u202e\u2066")
    tree = html.fromstring(page.replace("noscript>", "div>"))
    assert only(tree, '//ul[@class="notices"]/li[not(b)]').text == expected(hostile)
    assert len(tree.xpath('//details[starts-with(@class, "doc")]')) == 2
    assert bare(f"前{expected(hostile)}后") in shown_text(only(tree, '//*[@id="d2"]//section[@class="text"]'))


def vars_of(document):
    return {field.name: getattr(document, field.name) for field in fields(document)}


def expected(text):
    return text.translate({0: "␀", 1: "␁", 0x1B: "␛", 0x7F: "␡", 0x85: "\ufffd", 0x2028: " ", 0x2029: " ", 0x202E: "\ufffd", 0x2066: "\ufffd"})


def test_halves_of_surrogates_can_be_written():
    document = replace(document_of(TEXT), path="\udce4.txt")
    moved = finding(Place(document.path, Span(0, 2)), message="\ud800")
    page = written(result_of(document, diagnostics=[moved]))
    assert "\ufffd" in page
    page.encode()


@pytest.mark.parametrize(("text", "safe"), [("普通文字 5%", "普通文字 5%"), ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"), ("\t\n", "\t\n"), ("\x0c", "␌")])
def test_escape(text, safe):
    assert escape(text) == safe


# The text and its marks.


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """The page of all samples, and the findings of the same run."""
    folder = tmp_path_factory.mktemp("page")
    main(["check", str(SEEDS), "--isolated", "--output-format", "concise", "--output", f"html={folder / 'page.html'}", "--lang", "zh"])
    return html.fromstring((folder / "page.html").read_text(encoding="utf-8"))


def test_the_text_is_there_in_full(seeds):
    sections = seeds.xpath('//details[starts-with(@class, "doc")]')
    texts = {section.get("data-path"): section.xpath('.//section[@class="text"]')[0] for section in sections}
    plain = [path for path in texts if path.endswith(".txt")]
    assert len(plain) == 16
    for path in plain:
        encoding = "gb18030" if "gb18030" in path else "utf-8"
        assert shown_text(texts[path]) == bare(Path(path).read_text(encoding=encoding)), path


def test_every_link_leads_somewhere_and_every_identifier_is_one(seeds):
    identifiers = seeds.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert {link[1:] for link in seeds.xpath("//a/@href")} <= set(identifiers)
    assert len(seeds.xpath('//a[@class="place"]')) > 100


def test_findings_stand_at_their_exact_characters():
    document = document_of(TEXT)
    tree = parsed(result_of(document, diagnostics=[finding(at(document, "财政收入10亿元"))]))
    assert [mark.text_content() for mark in tree.xpath('//section[@class="text"]//mark')] == ["财政收入", "10", "亿元"]
    card = only(tree, '//li[@id="d1f1"]')
    assert card.getparent().getparent().get("class") == "b"
    assert "全乡财政收入" in card.getparent().getprevious().text_content()


def test_overlapping_findings_keep_both():
    document = document_of(TEXT)
    first, second = finding(at(document, "财政收入10")), finding(at(document, "收入10亿"), severity=Severity.WARNING)
    tree = parsed(result_of(document, diagnostics=[first, second]))
    marks = [(mark.text_content(), mark.get("data-f"), mark.get("class").split()[1]) for mark in tree.xpath('//section[@class="text"]//mark')]
    assert marks == [("财政", "1", "error"), ("收入", "1 2", "error"), ("10", "1 2", "error"), ("亿", "2", "warning")]
    assert [badge.get("data-n") for badge in tree.xpath('//section[@class="text"]//a[contains(@class, "badge")]')] == ["1", "2"]


def test_a_finding_that_spans_passages_is_marked_in_each_and_numbered_in_the_first():
    document = document_of(TEXT)
    start, end = document.text.index("一、"), document.text.index("支出8")
    tree = parsed(result_of(document, diagnostics=[finding(Place("a.txt", Span(start, end)))]))
    passages = only(tree, '//section[@class="text"]').xpath("./*")
    assert [bool(passage.xpath(".//mark")) for passage in passages] == [False, True, True, True, False]
    assert [len(passage.xpath('.//a[contains(@class, "badge")]')) for passage in passages] == [0, 1, 0, 0, 0]


@pytest.mark.parametrize("span", [Span(0, 0), Span(len(TEXT), len(TEXT)), Span(len(TEXT) - 1, len(TEXT)), Span(7, 9), Span(len(TEXT), len(TEXT) + 9)])
def test_findings_between_passages_are_shown_all_the_same(span):
    document = document_of(TEXT)
    tree = parsed(result_of(document, diagnostics=[finding(Place("a.txt", span))]))
    assert len(tree.xpath('//section[@class="text"]//mark[@data-f="1"]')) == 1
    assert len(tree.xpath('//a[contains(@class, "badge") and @data-n="1"]')) == 1
    only(tree, '//li[@id="d1f1"]')


def test_a_finding_in_a_file_without_text():
    document = document_of("")
    tree = parsed(result_of(document, diagnostics=[finding(Place("a.txt", Span(0, 0)))]))
    only(tree, '//li[@id="d1f1"]')
    assert only(tree, '//ol[@class="list"]//a').get("href") == "#d1"


def test_findings_of_a_group_share_a_number():
    document = document_of("xx村和xx镇，收入3亿元。")
    second = Place("a.txt", Span(4, 6))
    found = [finding(at(document, "xx"), group="xx"), finding(second, group="xx")]
    tree = parsed(result_of(document, diagnostics=found))
    assert [mark.get("data-f") for mark in tree.xpath('//section[@class="text"]//mark')] == ["1", "1"]
    assert [link.get("href") for link in tree.xpath('//li[@id="d1f1"]//ul[@class="places"]//a')] == ["#d1-0", "#d1-4"]
    assert only(tree, '//details[@class="doc"]').get("data-f") == "NUM002:error:2"


def test_numbers_tell_whether_they_were_recomputed():
    document = document_of(TEXT)
    rate = Operand("growth", Place("a.txt", Span(document.text.index("5%"), document.text.index("%"))), "5", "%")
    path, failed = check(document, Verdict.INCONSISTENT, "10", expression="x")
    checks = [
        check(document, Verdict.CONSISTENT, "10", "6", "5"), (path, replace(failed, operands=(*failed.operands, rate))),
        check(document, Verdict.SKIPPED, "6", "8", expression="y", reason="not-exhaustive"),
    ]
    tree = parsed(result_of(document, checks=checks))
    shown = [(span.text_content(), span.get("class")) for span in tree.xpath('//section[@class="text"]//span[@class]')]
    assert shown == [("10", "n bad"), ("6", "n ok"), ("5", "n ok"), ("5", "n bad"), ("8", "n unjudged")]
    plain = parsed(result_of(document))
    assert {span.get("class") for span in plain.xpath('//section[@class="text"]//span')} == {"n"}


def test_lines_that_a_sentence_joins_read_on():
    text = "一、收入\n\n" + "全乡财政收入达到三亿元以上，比上年有较大的增长，其中税收\n收入增长较快，非税收入保持平稳，圆满完成了全年的任务。\n"
    document = document_of(text)
    tree = parsed(result_of(document))
    passages = only(tree, '//section[@class="text"]').xpath("./*")
    assert [bare(passage.text_content())[:4] for passage in passages] == ["一、收入", "全乡财政"]
    assert len(passages[1].xpath('.//i[@class="br"]')) == 1


PIECES = st.sampled_from(
    ["财政收入", "10亿元", "增长5%", "，", "。", "\n", "\n\n", "一、", "\t", " ", "　　", "\x0c", "\u200b", "<b>", "&", "— 3 —", "xx", "表1", "单位：万元", "12,345\n", "\r\n"],
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.lists(st.tuples(st.integers(0, 120), st.integers(0, 30)), max_size=5))
def test_whatever_the_text_nothing_is_lost(text, spans):
    document = document_of(text)
    found = [finding(Place("a.txt", Span(start, start + length)), message=f"{start} {length}") for start, length in spans if start + length <= len(text)]
    tree = parsed(result_of(document, diagnostics=found))
    section = only(tree, '//section[@class="text"]')
    if text.strip():
        assert kept(shown_text(section)) == kept(text)
    identifiers = tree.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(identifiers)
    assert len(tree.xpath('//li[contains(@class, "card")]')) == len(found)
    if text:
        for number, each in enumerate(found, 1):
            span = visible(each.place.span, len(text))
            marked = "".join(mark.text_content() for mark in section.xpath(f'.//mark[contains(concat(" ", @data-f, " "), " {number} ")]'))
            assert kept(marked) == kept(text[span.start:span.end])


def kept(text):
    return re.sub("[␌\x0c]", "", bare(text))


# Tables.


def test_a_markdown_table_is_a_table():
    tree = parsed(result_of(document_of("# 表\n\n| 指标 | 数值 |\n|---|---|\n| 收入 | 5亿元 |\n\n- 甲\n", "a.md")))
    table = only(tree, '//section[@class="text"]//table')
    assert [[cell.text_content() for cell in row] for row in table.xpath(".//tr")] == [["指标", "数值"], ["收入", "5亿元"]]
    assert [cell.get("scope") for cell in table.xpath(".//th")] == ["col", "col"]
    assert tree.xpath('//section[@class="text"]/h3')[0].text_content() == "表"
    assert only(tree, '//p[contains(@class, "bullet")]').text_content() == "甲"


def test_merged_cells_and_tables_within_cells():
    text = "甲\n乙\n丙\n丁\n戊"
    lines = tuple(Line(i, i + 1, LineKind.CELL, hard=True) for i in range(0, 9, 2))
    outer = Table((Cell(0, 1, 0, 0, column_span=2), Cell(2, 3, 1, 0, row_span=2), Cell(4, 7, 1, 1), Cell(8, 9, 2, 1)))
    inner = Table((Cell(4, 5, 0, 0), Cell(6, 7, 0, 1)))
    document = assemble(Extracted(text, lines, (outer, inner)), path="a.docx", format="docx")
    tree = parsed(result_of(document))
    table = tree.xpath('//section[@class="text"]//table')[0]
    rows = table.xpath("./tr | ./tbody/tr")
    assert [[cell.text_content() for cell in row] for row in rows] == [["甲"], ["乙", "丙丁"], ["戊"]]
    assert rows[0][0].get("colspan") == "2"
    assert rows[1][0].get("rowspan") == "2"
    assert [cell.text_content() for cell in rows[1][1].xpath(".//table//th")] == ["丙", "丁"]


def test_empty_cells_keep_their_columns():
    cells = (Cell(0, 1, 0, 0), Cell(2, 3, 0, 2), Cell(4, 5, 1, 2))
    lines = tuple(Line(i, i + 1, LineKind.CELL, hard=True) for i in (0, 2, 4))
    document = assemble(Extracted("甲\n乙\n丙", lines, (Table(cells),)), path="a.docx", format="docx")
    rows = parsed(result_of(document)).xpath('//section[@class="text"]//tr')
    assert [[(cell.text_content(), cell.get("colspan")) for cell in row] for row in rows] == [
        [("甲", None), ("", None), ("乙", None)], [("", "2"), ("丙", None)],
    ]


def test_spans_wider_than_any_page():
    cells = (Cell(0, 1, 0, 0, row_span=10**9, column_span=3000), Cell(2, 3, 1, 5000))
    lines = tuple(Line(i, i + 1, LineKind.CELL, hard=True) for i in (0, 2))
    document = assemble(Extracted("甲\n乙", lines, (Table(cells),)), path="a.docx", format="docx")
    assert len(parsed(result_of(document)).xpath('//section[@class="text"]//tr')) == 2


def test_a_table_of_one_cell_a_line_has_rows_again():
    lines = ["表1 收入", "单位：万元", "项目", "2023年", "2024年", "税收", "13690", "14097", "非税", "8106", "9991", "其他", "12", "合计", "21796", "24100"]
    tree = parsed(result_of(document_of("\n".join(lines) + "\n")))
    table = only(tree, '//section[@class="text"]//table')
    rows = [[bare(cell.text_content()) for cell in row] for row in table.xpath(".//tr")]
    assert ["税收", "13690", "14097"] in rows
    assert ["合计", "21796", "24100"] in rows
    assert only(table, './/td[@class="loose"]').text_content() == "12"  # which of the two years it is cannot be told
    assert shown_text(only(tree, '//section[@class="text"]')) == bare("".join(lines))


def test_lines_with_tabs_are_a_table():
    tree = parsed(result_of(document_of("名单如下\n\n张三\t局长\n李四\t科长\n\n以上。\n")))
    assert [[cell.text_content() for cell in row] for row in tree.xpath('//section[@class="text"]//tr')] == [["张三", "局长"], ["李四", "科长"]]


# Findings and ledger.


def test_a_finding_links_its_places_in_other_files():
    first, second = document_of(TEXT), document_of(TEXT, "b.txt")
    related = (replace(at(second, "10"), message=Message("上年：10亿元", "last year: 10亿元")),)
    tree = parsed(result_of(first, second, diagnostics=[finding(at(first, "6"), related=related)]))
    link = only(tree, '//li[@id="d1f1"]//div[@class="also"]//a')
    assert link.text_content() == "上年：10亿元 b.txt:5:7"
    assert only(tree, f'//*[@id="{link.get("href")[1:]}"]').xpath('ancestor::details[@id="d2"]')


def test_a_failed_relation_and_its_finding_lead_to_each_other():
    document = document_of(TEXT)
    wrong = finding(at(document, "10"))
    lenient = replace(wrong, severity=Severity.WARNING)  # as the settings have it
    relation = check(document, Verdict.INCONSISTENT, "10", "6", finding=wrong)
    tree = parsed(result_of(document, diagnostics=[lenient], checks=[relation]))
    row = only(tree, '//li[@id="d1c1"]')
    assert row.xpath('.//a[@href="#d1f1"]')
    assert only(tree, '//li[@id="d1f1"]').xpath('.//a[@href="#d1c1"]')
    unlisted = only(parsed(result_of(document, checks=[relation])), '//li[@id="d1c1"]')
    assert ZH.not_listed in unlisted.text_content()


def test_the_ledger_is_by_section_and_says_why_a_relation_was_not_judged():
    document = document_of(TEXT)
    checks = [
        check(document, Verdict.SKIPPED, "8", reason="not-exhaustive"), check(document, Verdict.CONSISTENT, "10", "6", "5"),
        check(document, Verdict.SKIPPED, "6", reason="odd"),
    ]
    ledger = only(parsed(result_of(document, checks=checks)), '//details[contains(@class, "ledger")]')
    sections = [(part.find("h4").text_content(), [row.get("data-v") for row in part.xpath(".//li[@data-v]")]) for part in ledger.xpath('.//section[@class="part"]')]
    assert sections == [("一、收入", ["consistent", "skipped"]), ("二、支出", ["skipped"])]
    assert [reason.text_content() for reason in ledger.xpath('.//span[@class="reason"]')] == ["odd", "分项未必列全"]
    row = ledger.xpath('.//li[@data-v="consistent"]')[0]
    assert only(row, ".//details").get("data-o") == " ".join(f"1-{s.start}-{s.end}" for s in (at(document, piece).span for piece in ("10", "6", "5")))
    assert [link.get("href") for link in row.xpath(".//a")] == [f"#d1-{at(document, piece).span.start}" for piece in ("10", "6", "5")]


def keys(document, *checks):
    return [row.get("data-k") for row in parsed(result_of(document, checks=checks)).xpath('//li[@data-k]')]


def test_a_tick_stays_with_a_relation_until_it_reads_differently():
    document, moved = document_of(TEXT), document_of("前言。\n\n" + TEXT)
    known = keys(document, check(document, Verdict.CONSISTENT, "10", "6"))
    assert keys(moved, check(moved, Verdict.CONSISTENT, "10", "6")) == known
    assert keys(document, check(document, Verdict.INCONSISTENT, "10", "6")) != known
    assert keys(document, check(document, Verdict.CONSISTENT, "10", "6", expression="11 = 6 + 5")) != known
    twice = keys(document, check(document, Verdict.CONSISTENT, "10"), check(document, Verdict.CONSISTENT, "6"))
    assert twice == [known[0], f"{known[0]}-2"]


def test_operands_in_files_that_are_not_there_are_left_out():
    document = document_of(TEXT)
    path, relation = check(document, Verdict.CONSISTENT, "10")
    elsewhere = Operand("whole", Place("gone.txt", Span(0, 1)), "1", "")
    tree = parsed(result_of(document, checks=[(path, replace(relation, operands=(elsewhere, *relation.operands)))]))
    assert len(tree.xpath('//ul[@class="operands"]/li')) == 1


# Facts, summary, languages.


def test_the_facts_are_a_table_that_leads_into_the_text():
    document = document_of("石桥乡2020年政府工作报告\n\n一、2019年工作回顾\n\n全乡财政收入3亿元，增长百分之五。\n")
    tree = parsed(result_of(document))
    rows = tree.xpath('//table[@class="facts"]/tbody/tr')
    assert [[cell.text_content().strip() for cell in row] for row in rows] == [
        ["5:7", "财政收入", "石桥乡", "2019", "", "数值", "3亿元", "300000000", "元", ""],
        ["5:13", "财政收入", "石桥乡", "2019", "", "增长", "百分之五", "5", "%", "财政收入 3亿元"],
    ]
    targets = [only(row, ".//a").get("href")[1:] for row in rows]
    assert [only(tree, f'//*[@id="{target}"]').text_content() for target in targets] == ["3", "五"]


def test_the_facts_of_one_endless_sentence_share_it():
    document = document_of("".join(f"第{n}项收入{n}亿元，" for n in range(1, 50)))
    sentences = [row.sentence for row in rows_of(Reading(document))]
    assert len(sentences) == 49
    assert all(sentence is sentences[0] for sentence in sentences)


def test_what_fails_in_the_facts_costs_nothing_else(monkeypatch):
    def fail(_reading):
        raise ValueError("<odd>")

    monkeypatch.setattr(page_of, "rows_of", fail)
    document = document_of(TEXT)
    tree = parsed(result_of(document, diagnostics=[finding(at(document, "10"))], checks=[check(document, Verdict.CONSISTENT, "6")]))
    assert "ValueError: <odd>" in only(tree, '//details[contains(@class, "facts")]').text_content()
    assert only(tree, '//section[@class="text"]//mark').text_content() == "10"


def test_the_summary():
    document = document_of(TEXT)
    result = replace(
        result_of(document, document_of(TEXT, "b.txt"), diagnostics=[finding(at(document, "10"))], known=2, notices=("注意",)),
        skipped=(SkippedFile("old.doc", "unsupported-format", ".doc"),),
    )
    tree = parsed(result)
    figures = {div.find("dt").text: div.find("dd").text for div in tree.xpath('//dl[@class="figures"]/div')}
    assert figures == {
        "文件": "2", "字数": f"{2 * len(TEXT)}", "数字": "8", "复算关系": "0", "不符": "0", "数字复算比例": "50%", "错误": "1", "警告": "0",
        "提示": "0", "已忽略": "0", "基线已知": "2", "跳过的文件": "1",
    }
    assert [line.text_content() for line in tree.xpath('//p[contains(@class, "verdict")]')] == [f"✗ {ZH.verdict_errors.format(count=1)}", f"! {ZH.incomplete}"]
    assert [item.text_content() for item in tree.xpath('//ul[@class="notices"]/li')] == [
        "注意", "old.doc：不支持的格式，请用 WPS 或 Word 另存为 .docx 后再检查（.doc）"]
    assert [[cell.text_content().strip() for cell in row] for row in tree.xpath('//tr[@data-d]')] == [
        ["a.txt", str(len(TEXT)), "4", "0", "50%", "0", "1", "0", "0"], ["b.txt", str(len(TEXT)), "4", "0", "50%", "0", "0", "0", "0"]]


def test_what_was_left_out_on_purpose_is_listed_with_its_reason():
    document = document_of(TEXT)
    left = finding(at(document, "10"), message="<相差1亿元>")
    result = result_of(
        document, checks=[check(document, Verdict.INCONSISTENT, "10", finding=left)], suppressions=(Suppressed(left, "四舍五入", in_source=True),),
    )
    assert "（" not in only(parsed(replace(result, suppressions=(Suppressed(left, "", in_source=True),))), '//h2[text()="已忽略的问题"]/following-sibling::ul/li').text_content()
    tree = parsed(result)
    assert only(tree, '//h2[text()="已忽略的问题"]/following-sibling::ul/li').text_content() == "a.txt:5:7 NUM002 <相差1亿元>（理由：四舍五入）"
    assert only(tree, '//li[@id="d1c1"]//span[@class="reason"]').text_content() == "已忽略：四舍五入"
    assert not parsed(result, suppressed=False).xpath('//h2[text()="已忽略的问题"]')


def test_fingerprints_are_shown_when_asked_for():
    document = document_of(TEXT)
    result = result_of(document, diagnostics=[finding(at(document, "10"))])
    assert result.fingerprint(result.diagnostics[0]) not in written(result)
    assert result.fingerprint(result.diagnostics[0]) in written(result, fingerprints=True)


def test_nothing_to_show():
    assert ZH.nothing in written(RunResult((), (), (), ()))
    assert ZH.verdict_clean in written(result_of(document_of(TEXT)))


@pytest.mark.parametrize(("numbers", "checked", "said"), [
    (0, 0, "文中没有可供复算的数字。"), (2, 2, "全文 2 个数字都在复算过的关系里。"),
    (1200, 300, "全文 1,200 个数字中，300 个（25%）在复算过的关系里；其余 900 个没有复算（文中没有可供复算的关系，或关系无法判定），须对照原始资料核对。"),
])
def test_it_says_how_much_was_recomputed(numbers, checked, said):
    result = result_of(document_of(TEXT))
    files = (replace(result.files[0], numbers=numbers, numbers_checked=checked),)
    assert only(parsed(replace(result, files=files)), '//p[@class="coverage"]').text_content() == said


def test_english():
    tree = parsed(result_of(document_of(TEXT), diagnostics=[finding(Place("a.txt", Span(0, 1)))]), lang="en")
    assert tree.get("lang") == "en"
    assert only(tree, '//section[@class="text"]').get("lang") == "zh-CN"
    assert only(tree, '//p[contains(@class, "verdict")]').text_content() == "✗ 1 error to correct or explain before signing"
    assert only(tree, '//li[@id="d1f1"]//p[@class="says"]').text_content().startswith("wrong ")


@pytest.mark.parametrize("field", [field.name for field in fields(ZH)])
def test_both_languages_say_the_same_things(field):
    zh, en = getattr(ZH, field), getattr(EN, field)
    if isinstance(zh, str):
        assert zh
        assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en))
    else:
        assert len(zh) == len(en)
        assert not isinstance(zh, dict) or set(zh) == set(en)


def test_many_characters_stand_folded_and_are_all_there(monkeypatch):
    documents = [document_of(TEXT), document_of(TEXT, "b.txt")]
    result = result_of(*documents, diagnostics=[finding(at(documents[1], "10"))])
    plain = written(result)
    monkeypatch.setattr(page_of, "FOLDED", len(TEXT))
    folded = written(result)
    assert plain.count("<noscript>") == 0
    assert folded.count("<noscript>") == 2
    assert folded.replace("<noscript>", "").replace("</noscript>", "").replace('"doc folded"', '"doc" open') == plain
    assert "<noscript>" not in written(result_of(documents[0]))


def test_the_page_is_written_piece_by_piece():
    class Stream(io.StringIO):
        longest = 0

        def write(self, text):
            self.longest = max(self.longest, len(text))
            return super().write(text)

        def writelines(self, lines):
            for line in lines:
                self.write(line)

    stream = Stream()
    document = document_of("".join(f"第{n}段，收入{n}亿元，支出{n}亿元。\n\n" for n in range(3000)))
    write("html", result_of(document), OutputOptions(), stream)
    assert stream.longest * 10 < len(stream.getvalue())


def test_the_command_line(tmp_path, capfd):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    status = main(["check", str(tmp_path), "--isolated", "--output-format", "html", "--output", f"html={tmp_path / 'page.html'}", "--lang", "en"])
    out = capfd.readouterr().out
    assert status == 0
    assert out.startswith("<!DOCTYPE html>")
    assert out.endswith("</html>\n")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == out
