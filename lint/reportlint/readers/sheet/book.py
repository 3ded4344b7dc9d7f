"""A workbook as its readers hand it over, and how it is laid out as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from reportlint.document.model import Extracted, LineKind, Remark
from reportlint.readers.layout import GridCell, Layout
from reportlint.readers.tabular import Entry, tables
from reportlint.records import dataclass

MAX_CELLS = 200_000
"""Cells read of one workbook: beyond that nobody reads it as a report, and checking takes minutes."""
_DEFAULT_NAME = re.compile(r"(?:Sheet|工作表|表格?)\s?\d{0,3}", re.IGNORECASE)
_BLANK_ROWS = 2


@dataclass(slots=True)
class Sheet:
    """A sheet: the texts of its cells that are not empty, by row and column from 0, as they are shown.

    ``merged`` are ranges (first row, first column, last row, last column). ``uncounted`` are the addresses of formulas
    without a stored result; ``left_out`` is the first row that was not read, None where all were.
    """

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)
    left_out: int | None = None


def laid_out(sheets: Sequence[Sheet]) -> Extracted:
    """The text of a workbook."""
    layout = Layout()
    remarks: list[Remark] = []
    for sheet in sheets:
        if sheet.rows and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
            layout.paragraph([(sheet.name, {"sheet": sheet.name})], LineKind.HEADING, 1)
        for cells in _tables(sheet):
            layout.table(cells)
        remarks.extend(_remarks(sheet))
    hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet.rows]
    if hidden:
        remarks.append(Remark("hidden-sheet", "、".join(hidden), unread=False))
    return layout.extracted(remarks)


def _remarks(sheet: Sheet) -> Iterator[Remark]:
    if sheet.left_out is not None:
        yield Remark("rows-left-out", f"{sheet.name}!{sheet.left_out + 1}–")
    if sheet.uncounted:
        shown = "、".join(sheet.uncounted[:3])
        yield Remark("values-missing", f"{sheet.name}!{shown}{'…' if len(sheet.uncounted) > 3 else ''}")


def _tables(sheet: Sheet) -> Iterator[list[GridCell]]:
    """The tables of a sheet, each with the titles and notes around it, in columns without empty ones."""
    columns = {column: at for at, column in enumerate(sorted({column for row in sheet.rows.values() for column in row}))}
    spans = {(first, left): (last - first + 1, right) for first, left, last, right in sheet.merged}
    numbers: list[int] = []  # the sheet's rows, with one in place of every gap
    for number in sorted(sheet.rows):
        gap = number - numbers[-1] - 1 if numbers else 0
        numbers.extend(range(number - min(gap, _BLANK_ROWS), number + 1))
    entries: list[list[Entry]] = []
    for number in numbers:
        row = sheet.rows.get(number, {})
        entries.append([
            Entry(columns[column], _width(spans.get((number, column)), column, columns), row[column]) for column in sorted(row)
        ])
    for start, end in tables(entries):
        kept = [at for at in range(start, end) if entries[at]]
        places = {numbers[at]: row for row, at in enumerate(kept)}
        yield [
            GridCell(
                places[numbers[at]], entry.column, entry.text,
                {"sheet": sheet.name, "cell": address(numbers[at], column)},
                _height(spans.get((numbers[at], column)), numbers[at], places), entry.span,
            )
            for at in kept
            for entry, column in zip(entries[at], sorted(sheet.rows[numbers[at]]), strict=True)
        ]


def _width(span: tuple[int, int] | None, column: int, columns: dict[int, int]) -> int:
    """How many columns that are not empty a cell takes."""
    if span is None:
        return 1
    return max(1, sum(1 for other in columns if column <= other <= span[1]))


def _height(span: tuple[int, int] | None, row: int, places: dict[int, int]) -> int:
    """How many rows that are not blank a cell takes."""
    if span is None or span[0] == 1:
        return 1
    return max(1, sum(1 for other in range(row, row + min(span[0], 1000)) if other in places))


def address(row: int, column: int) -> str:
    """The address of a cell, "B12" for row 11 and column 1."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{letters}{row + 1}"
