"""Positions, changes, and places that are carried over to a changed text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document import Span
from reportlint.server.text import UTF8, UTF16, UTF32, Carry, Text, differences

TEXT = "甲𠮷乙\r\n丙\x0c丁\u2028戊\rz\n"


@pytest.mark.parametrize(("encoding", "columns"), [(UTF8, [0, 3, 7, 10]), (UTF16, [0, 1, 3, 4]), (UTF32, [0, 1, 2, 3])])
def test_columns_count_units_of_the_encoding(encoding, columns):
    text = Text(TEXT, encoding)
    assert [text.position(offset) for offset in range(4)] == [(0, column) for column in columns]
    assert [text.offset((0, column)) for column in columns] == [0, 1, 2, 3]


def test_only_the_three_line_ends_end_lines():
    text = Text(TEXT)
    assert [TEXT[span.start:span.end] for span in map(text.line, range(text.lines))] == ["甲𠮷乙", "丙\x0c丁\u2028戊", "z", ""]
    assert text.position(len(TEXT)) == (3, 0)
    assert Text("").lines == 1


def test_a_position_inside_a_character_or_beyond_the_line_is_taken_to_an_end():
    text = Text(TEXT)
    assert text.offset((0, 2)) == 1
    assert text.offset((0, 99)) == 3
    assert text.offset((99, 0)) == len(TEXT)
    assert text.position(4) == (0, 4), "between CR and LF"


@pytest.mark.parametrize(("first", "line_end"), [("a\r\nb\n", "\r\n"), ("a\nb\r\n", "\n"), ("a\rb", "\r"), ("a", "\n")])
def test_the_line_end_of_a_text(first, line_end):
    assert Text(first).line_end == line_end


def test_a_change_replaces_a_range_or_everything():
    text = Text("甲𠮷乙\r\n丙")
    assert text.changed(((0, 3), (1, 0)), "；").text == "甲𠮷；丙"
    assert text.changed(((1, 1), (1, 1)), "。").text == "甲𠮷乙\r\n丙。"
    assert text.changed(None, "新").text == "新"


@given(st.text("甲𠮷a\r\n\x0c\u2028", max_size=30), st.sampled_from([UTF8, UTF16, UTF32]))
def test_positions_round_trip(text, encoding):
    held = Text(text, encoding)
    for offset in range(len(text) + 1):
        back = held.offset(held.position(offset))
        assert back == offset or text[back:offset + 1] == "\r\n"


def test_a_long_line_is_counted_across_blocks():
    text = Text("𠮷好a" * 1000 + "\n末", UTF8)
    assert text.position(2999) == (0, 8 * 999 + 7)
    assert text.offset((0, 8 * 999 + 7)) == 2999
    assert text.position(3002) == (1, 3)


@given(st.text("ab\r\n", max_size=20), st.text("ab\r\n", max_size=20))
def test_differences_make_one_text_of_the_other(old, new):
    made = old
    edits = differences(old, new)
    for span, put in reversed(edits):
        made = made[:span.start] + put + made[span.end:]
    assert made == new
    assert all(before.end <= after.start for (before, _), (after, _) in pairwise(edits))


def test_differences_are_as_small_as_the_lines_that_differ():
    assert differences("一亿\n二亿\n三亿\n", "一亿\n贰亿\n三亿元\n") == [(Span(3, 4), "贰"), (Span(8, 8), "元")]


def test_places_are_carried_over_what_changed_elsewhere():
    old = "收入5亿元，支出3亿元。"
    carry = Carry(old, "总收入5亿元，支出3亿元。")
    assert carry(Span(2, 3)) == Span(3, 4)
    grown = Carry(old, "收入5亿元，支出3.2亿元。")
    assert grown(Span(2, 3)) == Span(2, 3)
    assert grown(Span(8, 9)) is None, "the number was changed"
    assert Carry(old, old)(Span(0, 2)) == Span(0, 2)


@given(st.text("ab", max_size=12), st.text("ab", max_size=12), st.integers(0, 12), st.integers(1, 3))
def test_a_carried_place_has_the_same_text(old, new, start, length):
    span = Span(min(start, len(old)), min(start + length, len(old)))
    carried = Carry(old, new)(span)
    assert carried is None or new[carried.start:carried.end] == old[span.start:span.end]
