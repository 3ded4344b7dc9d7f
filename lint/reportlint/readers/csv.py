"""Comma-separated values (.csv, .tsv), also with semicolons or tabs: one table or several, in the file's own text.

Spans point into the file's decoded text, so that a finding has the file's own line and column; quotation marks around a
cell are no part of it, doubled ones inside stay as they are. The standard library's parser tells no places, so the
file is taken apart here by the same rules (RFC 4180). Titles, units and notes above and below a table are text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlint.document.model import Cell, Extracted, Line, LineKind, Remark, Table
from reportlint.readers.base import ReadFile
from reportlint.readers.tabular import Entry, table_rows, tables
from reportlint.readers.text import caption_before, line_ranges, text_lines, trim
from reportlint.source import decode, read_bytes

MAX_CELLS = 200_000
"""Cells read of one file; the rest is left out, which is said."""
_DELIMITERS = (",", "\t", ";")
_SAMPLE = 200
_HINT = "sep="
Range = tuple[int, int]


class CsvReader:
    """Reads comma-separated values; spans point into the file's decoded text itself."""

    name = "csv"
    suffixes = frozenset({".csv", ".tsv"})

    def read(self, path: Path) -> ReadFile:
        """The file's content; raises SourceError where it is unreadable, too large or no text."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of a file given as bytes; raises SourceError likewise."""
        text, encoding = decode(data)
        return ReadFile(self.name, encoding, _extracted(text))


reader = CsvReader()


def records(text: str, delimiter: str, start: int = 0) -> Iterator[list[Range]]:
    """The records of a text, each as the ranges of its fields without the quotation marks around them."""
    end = len(text)
    while start < end:
        fields: list[Range] = []
        while True:
            field, start = _field(text, start, end, delimiter)
            fields.append(field)
            if start < end and text[start] == delimiter:
                start += 1
                continue
            break
        yield fields
        if text.startswith("\r", start):
            start += 1
        if text.startswith("\n", start):
            start += 1


def _field(text: str, start: int, end: int, delimiter: str) -> tuple[Range, int]:
    """The range of the field that begins at ``start``, and where it ends in the file."""
    first = start
    while first < end and text[first] in " \u3000":
        first += 1
    if first < end and text[first] == '"':
        close = _closing(text, first + 1, end, delimiter)
        if close >= 0:
            after = close + 1
            while after < end and text[after] in " \u3000":
                after += 1
            return (first + 1, close), after
    stop = _first_of(text, start, end, delimiter)
    return (start, stop), stop


def _closing(text: str, start: int, end: int, delimiter: str) -> int:
    """Where a quoted field is closed; -1 where it is not, so that the mark is a character like others."""
    position = start
    while True:
        position = text.find('"', position, end)
        if position < 0:
            return -1
        if text.startswith('"', position + 1):
            position += 2
            continue
        after = position + 1
        while after < end and text[after] in " \u3000":
            after += 1
        return position if after >= end or text[after] in (delimiter, "\r", "\n") else -1


def _first_of(text: str, start: int, end: int, delimiter: str) -> int:
    """Where the delimiter or a line end comes next."""
    stop = end
    for mark in (delimiter, "\n", "\r"):
        found = text.find(mark, start, stop)
        if found >= 0:
            stop = found
    return stop


def _delimiter(text: str) -> tuple[str, int]:
    """What parts the fields of a text, and where its records begin; empty where every line is one field."""
    start, end = next(line_ranges(text))
    hint = text[start:end].strip().lower()
    if hint.startswith(_HINT) and len(hint) == len(_HINT) + 1:
        following = text.find("\n", end)
        return text[start:end].strip()[-1], len(text) if following < 0 else following + 1
    best, most = "", (0.0, 0)
    for delimiter in _DELIMITERS:
        counts = Counter[int]()
        for number, fields in enumerate(records(text, delimiter)):
            if number >= _SAMPLE:
                break
            if len(fields) > 1 or fields[0][0] < fields[0][1]:
                counts[len(fields)] += 1
        if not counts:
            continue
        width, often = max(counts.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        score = (often / counts.total(), width)
        if width > 1 and score > most:
            best, most = delimiter, score
    return best, 0


def _extracted(text: str) -> Extracted:
    delimiter, start = _delimiter(text)
    if not delimiter:
        return Extracted(text, tuple(text_lines(text)))
    rows: list[list[tuple[int, int, int]]] = []  # column and range of every field that is not empty
    cells = 0
    remarks: tuple[Remark, ...] = ()
    for number, fields in enumerate(records(text, delimiter, start)):
        if cells >= MAX_CELLS:
            remarks = (Remark("rows-left-out", f"{number + 1}–"),)
            break
        row = []
        for column, (begin, end) in enumerate(fields):
            first, last, _ = trim(text, begin, end)
            if first < last:
                row.append((column, first, last))
        cells += len(row)
        rows.append(row)
    lines: list[Line] = []
    made: list[Table] = []
    entries = [[Entry(column, 1, text[first:last]) for column, first, last in row] for row in rows]
    for begin, end in tables(entries):
        made.extend(_table(text, rows[begin:end], entries[begin:end], lines))
    return Extracted(text, tuple(lines), tuple(made), remarks=remarks)


def _table(
    text: str, rows: Sequence[Sequence[tuple[int, int, int]]], entries: Sequence[Sequence[Entry]], lines: list[Line],
) -> Iterator[Table]:
    """Adds the lines of a table with its titles and notes, and gives the table if there is one."""
    width = max((row[-1][0] + 1 for row in rows if row), default=0)
    start, end = table_rows(entries, width)
    for row in rows[:start]:
        _add_text(text, row, lines)
    cells: list[Cell] = []
    caption = caption_before(text, lines)
    for number, row in enumerate(rows[start:end]):
        for column, first, last in row:
            cells.append(Cell(first, last, number, column))
            _add_cell(text, first, last, lines)
    if cells:
        yield Table(tuple(cells), caption)
    for row in rows[end:]:
        _add_text(text, row, lines)


def _add_text(text: str, row: Sequence[tuple[int, int, int]], lines: list[Line]) -> None:
    for _, first, last in row:
        for begin, end in _rows(text, first, last):
            lines.append(Line(begin, end, LineKind.TEXT, hard=True))


def _add_cell(text: str, first: int, last: int, lines: list[Line]) -> None:
    for begin, end in _rows(text, first, last):
        lines.append(Line(begin, end, LineKind.CELL, hard=True))


def _rows(text: str, first: int, last: int) -> Iterator[Range]:
    """The lines of a field that are not blank, each as its range."""
    if "\n" not in text[first:last] and "\r" not in text[first:last]:
        yield first, last
        return
    for begin, end in line_ranges(text[first:last]):
        start, stop, _ = trim(text, first + begin, first + end)
        if start < stop:
            yield start, stop
