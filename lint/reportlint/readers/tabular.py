"""What stands round a table in the same grid: titles and unit lines above it, notes below it, blank rows between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint import patterns as re

_UNIT = re.compile(r"[（(]?(?:计量|金额|货币)?单\s*位(?:[：:]|[（(]?(?:亿|万|千|百)?元)")
_NAMED = re.compile(r"[^：:]{1,12}[：:]")
_NOTE = re.compile(r"注\s{0,3}\d{0,2}[：:.、]|(?:说\s*明|备\s*注|附\s*注|资料来源|数据来源|来\s*源)\s*[：:]|[*＊※]")
_NUMBER = re.compile(r"[-－—+]?[\d,，]+(?:[.．]\d+)?[%％‰]?\Z")
_LONG_NOTE = 40
_SHORT = 40
_SENTENCE_END = "。！？；：!?;:"


class Entry(NamedTuple):
    """A cell that is not empty: its column from 0, how many columns it spans, its text without surrounding blanks."""

    column: int
    span: int
    text: str


Row = Sequence[Entry]


def is_title(row: Row, width: int) -> bool:
    """Whether a row above a table of ``width`` columns is no part of it: a title, or what the unit or the office is."""
    if any(_UNIT.match(entry.text) for entry in row):
        return all(_NAMED.match(entry.text) for entry in row)
    if len(row) != 1 or _NUMBER.match(row[0].text):
        return False
    only = row[0]
    return only.span >= width or (only.column == 0 and width > 2) or (width > 2 and only.span * 2 > width)


def is_note(row: Row, width: int) -> bool:
    """Whether a row below a table is no part of it: one cell over its whole width that reads as a note."""
    if len(row) != 1 or row[0].column:
        return False
    text = row[0].text
    return _NOTE.match(text) is not None or len(text) > _LONG_NOTE or (row[0].span >= width > 1 and "。" in text)


def table_rows(rows: Sequence[Row], width: int) -> tuple[int, int]:
    """The half-open range of the rows that make up the table itself; the others are titles and notes. Empty for no table."""
    first, last = 0, len(rows)
    while first < last and (not rows[first] or is_title(rows[first], width)):
        first += 1
    while last > first and (not rows[last - 1] or is_note(rows[last - 1], width)):
        last -= 1
    return first, last


def tables(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The half-open ranges of rows that hold one table each, with its titles and notes.

    A blank row ends a table where what follows begins anew: with a title, or with a row of words and no number.
    """
    start = 0
    count = len(rows)
    position = 0
    while position < count:
        if rows[position]:
            position += 1
            continue
        blank = position
        while position < count and not rows[position]:
            position += 1
        if position < count and blank > start and _begins(rows, position, position - blank):
            yield start, blank
            start = position
        elif blank == start:
            start = position
    if start < count:
        yield start, count


def _begins(rows: Sequence[Row], at: int, blanks: int) -> bool:
    """Whether the row behind blank ones begins a table of its own."""
    row = rows[at]
    if blanks > 1 or any(_UNIT.match(entry.text) for entry in row):
        return True
    below = rows[at + 1] if at + 1 < len(rows) else ()
    if len(row) == 1:
        return not below or is_note(row, 0) or len(below) > 2
    return len(row) > 2 and not any(_NUMBER.match(entry.text) for entry in row)


def joined(text: str) -> str:
    """A cell's text in one line where line breaks only wrap it: short, without a sentence that ends at one."""
    if "\n" not in text:
        return text
    rows = [row.strip() for row in text.split("\n")]
    if len(text) > _SHORT or any(row.endswith(tuple(_SENTENCE_END)) for row in rows[:-1]):
        return "\n".join(row for row in rows if row)
    made = ""
    for row in rows:
        blank = made and row and made[-1].isascii() and row[0].isascii() and made[-1].isalnum() and row[0].isalnum()
        made += " " + row if blank else row
    return made
