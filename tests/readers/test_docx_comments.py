"""Comments in Word that speak to reportlint: read beside the text, on whatever they hang."""

import io

import docx
import pytest

from reportlint.readers.docx import reader

START, END = "<w:commentRangeStart w:id='{}'/>", "<w:commentRangeEnd w:id='{}'/>"
REFERENCE = "<w:r><w:commentReference w:id='{}'/></w:r>"


def r(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(*inner):
    return f"<w:p>{''.join(inner)}</w:p>"


def on(number, *inner):
    return START.format(number) + "".join(inner) + END.format(number) + REFERENCE.format(number)


def said(number, *paragraphs, author="张"):
    return f"<w:comment w:id='{number}' w:author='{author}'>{''.join(p(r(text)) for text in paragraphs)}</w:comment>"


def margin(data):
    content = reader.read_bytes(data).content
    return [(note.text, [content.text[s.start:s.end] for s in note.spans]) for note in content.margin]


IGNORE = said(1, "reportlint: ignore[NUM001] 已核对")
BODIES = [
    (p(r("甲")) + p(r("乙"), on(1, r("丙")), r("丁")), ["乙丙丁"]),
    (p(r("甲"), START.format(1)) + p(r("乙")) + p(r("丙"), END.format(1), REFERENCE.format(1)) + p(r("丁")), ["甲\n乙\n丙"]),
    (p(r("甲")) + p(r("乙"), REFERENCE.format(1)), ["乙"]),
    (p(r("甲")) + START.format(1) + p(r("乙")) + END.format(1) + p(REFERENCE.format(1), r("丙")), ["乙"]),
    (p(r("甲"), on(1, "<w:r><w:txbxContent>" + p(r("框")) + "</w:txbxContent></w:r>")) + p(r("丙")), ["甲\n框"]),
    (p(r("甲"), on(1, "<w:r><w:footnoteReference w:id='2'/></w:r>")) + p(r("丙")), ["甲", "注"]),
    (p("<w:del>", START.format(1), r("删"), "</w:del>", r("乙"), END.format(1), REFERENCE.format(1)) + p(r("丙")), ["乙"]),
    (p(r("甲")) + p(on(1)) + p(r("丙")), [""]),
    (p(r("甲")) + "<w:tbl><w:tr><w:tc>" + p(on(1, r("格"))) + "</w:tc><w:tc>" + p(r("邻")) + "</w:tc></w:tr></w:tbl>", ["格"]),
]


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(("body", "spans"), BODIES)
def test_what_a_comment_hangs_on(word, body, spans, strict):
    notes = "<w:footnote w:id='2'>" + p(r("注")) + "</w:footnote>"
    assert margin(word(body, comments=IGNORE, footnotes=notes, strict=strict)) == [(" ignore[NUM001] 已核对", spans)]


def test_a_comment_on_an_empty_paragraph_stands_before_what_follows(word):
    content = reader.read_bytes(word(p(r("甲")) + p(on(1)) + p(r("丙")), comments=IGNORE)).content
    assert [(s.start, s.end) for s in content.margin[0].spans] == [(3, 3)]


def test_only_comments_to_reportlint_are_kept_in_the_order_of_their_places(word):
    comments = (
        said(1, "Reportlint：ignore[NUM001] 一", "二") + said(2, "请核对") + said(3, "reportlint: ignore-file[PLH]")
        + said(4, "reportlint: ignore[X] 未引用")
    )
    body = p(on(3, r("甲"))) + p(on(2, r("乙"))) + p(on(1, r("丙")))
    assert margin(word(body, comments=comments)) == [(" ignore-file[PLH]", ["甲"]), ("ignore[NUM001] 一 二", ["丙"])]


def test_comments_in_notes_hang_on_the_note(word):
    notes = "<w:footnote w:id='2'>" + p(on(1, r("注"))) + "</w:footnote>"
    body = p(r("甲"), "<w:r><w:footnoteReference w:id='2'/></w:r>")
    assert margin(word(body, comments=IGNORE, footnotes=notes)) == [(" ignore[NUM001] 已核对", ["注"])]


def test_comments_are_no_text_and_agree_with_python_docx():
    document = docx.Document()
    document.add_paragraph("甲。")
    paragraph = document.add_paragraph("工业总产值")
    run = paragraph.add_run("5亿元")
    document.add_comment(run, text="reportlint: ignore[NUM001] 年报数", author="张")
    document.add_comment(run, text="什么？", author="李")
    file = io.BytesIO()
    document.save(file)
    assert reader.read_bytes(file.getvalue()).content.text == "甲。\n工业总产值5亿元"
    assert margin(file.getvalue()) == [(" ignore[NUM001] 年报数", ["工业总产值5亿元"])]
