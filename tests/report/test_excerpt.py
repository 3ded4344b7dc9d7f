"""Excerpts and widths: the marker stands under the very characters, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reportlint.document import Document, Span
from reportlint.report.excerpt import excerpt
from reportlint.report.width import clean, fit, width


def document(text: str) -> Document:
    return Document("a.txt", "text", "utf-8", text, text, ((0, 0),), (), ())


def marked(text: str, start: int, end: int, columns: int = 60) -> str:
    """What stands above the marker."""
    shown = excerpt(document(text), Span(start, end), columns)
    above, column = "", 0
    for char in shown.text:
        if shown.column <= column < shown.column + shown.length:
            above += char
        column += width(char)
    return above


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("财政收入", 8), ("“十五”", 6), ("—…·", 3), ("e\u0301", 1), ("１％", 4), ("\u200b", 0), ("㎡", 2), ("①", 1)],
)
def test_width(text, columns):
    assert width(text) == columns


@given(st.text(st.sampled_from("财政，。“”—…·×①ａａabc 　0０%％（）《》【】、ﾊ한か±≥℃")))
def test_width_is_that_of_rich(text):
    assert width(text) == cell_len(text)


def test_clean():
    assert clean("a\tb\x1b[31m\u202e\r\n") == "a b\ufffd[31m\ufffd  "
    assert clean("财政收入") == "财政收入"


def test_fit():
    assert fit("财政收入", 8) == "财政收入"
    assert fit("财政收入合计", 8) == "财政..."


def test_a_line_that_fits_is_shown_whole_without_its_indent():
    shown = excerpt(document("一\n　　全镇xx万元。\n三"), Span(6, 8), 60)
    assert (shown.text, shown.column, shown.length) == ("全镇xx万元。", 4, 2)


@pytest.mark.parametrize("columns", [20, 40, 60, 97])
def test_a_long_line_is_cut_on_both_sides(columns):
    text = "工作" * 200 + "增长25.8%" + "任务" * 200
    shown = excerpt(document(text), Span(402, 407), columns)
    assert shown.text.startswith("...")
    assert shown.text.endswith("...")
    assert columns - 3 <= width(shown.text) <= columns
    assert marked(text, 402, 407, columns) == "25.8%"


def test_a_span_longer_than_the_line_is_marked_from_its_beginning():
    text = "前" * 50 + "重复" * 400
    shown = excerpt(document(text), Span(50, 850), 60)
    assert width(shown.text) <= 60
    assert marked(text, 50, 850).startswith("重复重复")


def test_a_span_over_several_lines_is_marked_on_its_first():
    assert marked("甲乙丙\n丁戊\n", 1, 6) == "乙丙"


@pytest.mark.parametrize(("text", "start"), [("", 0), ("甲", 1), ("甲\n", 1), ("甲\r\n乙", 1), ("甲\n\n乙", 2), ("　　", 2)])
def test_an_empty_span_has_a_marker(text, start):
    assert excerpt(document(text), Span(start, start), 60).length >= 1


@given(
    st.text(st.sampled_from("财政收入，。“”ab12 　\t\n\r\x1b\u200b\u0301％"), max_size=300),
    st.integers(0, 300), st.integers(0, 60), st.integers(20, 120),
)
def test_random_text_never_crashes_and_always_fits(text, start, length, columns):
    start = min(start, len(text))
    end = min(start + length, len(text))
    shown = excerpt(document(text), Span(start, end), columns)
    assert width(shown.text) <= columns
    assert shown.column + shown.length <= columns + 1
    assert not set(shown.text) & set("\n\r\t\x1b")
    if start < end and text[start] not in "\n\r\t\x1b \u200b\u0301":
        # a mark without width at the edge belongs to the letter before
        assert marked(text, start, end, columns).lstrip("\u200b\u0301").startswith(text[start])
