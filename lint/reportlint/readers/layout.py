"""From paragraphs and tables with their places to one text with line records, tables and anchors.

One line feed stands between two paragraphs, between those of two cells too. Used by the readers whose text is
not that of the file itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlint.document.model import Anchor, Cell, Extracted, Line, LineKind, Remark, Table
from reportlint.readers.tabular import Entry, joined, table_rows
from reportlint.readers.text import caption_before, trim
from reportlint.records import dataclass

Place = Mapping[str, int | str]
Piece = tuple[str, Place]
"""Text with the place that it stands at."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table: rows and columns from 0, its text (lines separated by line feeds), and where it stands."""

    row: int
    column: int
    text: str
    place: Place
    rows: int = 1
    columns: int = 1


class Layout:
    """Collects text paragraph by paragraph."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._begun = False
        self._gap = 0
        self._lines: list[Line] = []
        self._anchors: list[Anchor] = []
        self._tables: list[tuple[tuple[Cell, ...], int]] = []  # with the number of lines before it

    def extracted(self, remarks: Sequence[Remark] = ()) -> Extracted:
        """The text of all that was added, with its lines, tables and anchors."""
        text = "".join(self._pieces)
        tables = (
            Table(cells, caption_before(text, self._lines[max(0, before - 2):before])) for cells, before in self._tables
        )
        return Extracted(text, tuple(self._lines), tuple(tables), tuple(self._anchors), tuple(remarks))

    def blank(self) -> None:
        """Lets the next line have a blank one before it."""
        self._gap += 1

    def paragraph(
        self, pieces: Sequence[Piece], kind: LineKind = LineKind.TEXT, level: int = 0, *,
        hard: bool = True, marker: str = "",
    ) -> None:
        """Adds a paragraph: one line, or several where its text holds line feeds, of which only the last is ``hard``."""
        start = self._begin()
        for piece in pieces:
            self._put(piece)
        text = "".join(text for text, _ in pieces)
        found: list[tuple[int, int, int, bool]] = []
        begin = 0
        for row in text.split("\n"):
            first, last, indent = trim(text, begin, begin + len(row))
            begin += len(row) + 1
            if first == last:
                self._gap += 1
            else:
                found.append((start + first, start + last, self._gap, indent))
                self._gap = 0
        for number, (first, last, gap, indent) in enumerate(found):
            ends = hard and number == len(found) - 1
            self._lines.append(Line(first, last, kind, level, gap, indent, ends, "" if number else marker))

    def table(self, cells: Sequence[GridCell]) -> None:
        """Adds a table, empty cells too; titles above it and notes below it become paragraphs.

        The places of its cells get ``table`` (the index among all tables), ``row`` and ``column``.
        """
        height = max((cell.row + cell.rows for cell in cells), default=0)
        width = max((cell.column + cell.columns for cell in cells), default=0)
        by_row: list[list[GridCell]] = [[] for _ in range(height)]
        for cell in cells:
            by_row[cell.row].append(cell)
        first, last = table_rows([
            [Entry(cell.column, cell.columns, text) for cell in row if (text := cell.text.strip())] for row in by_row
        ], width)
        for row in by_row[:first]:
            self._outside(row)
        if first < last:
            self._table(by_row[first:last], first)
        for row in by_row[last:]:
            self._outside(row)

    def _outside(self, row: Sequence[GridCell]) -> None:
        for cell in row:
            if cell.text.strip():
                self.paragraph([(cell.text, cell.place)])

    def _table(self, rows: Sequence[Sequence[GridCell]], above: int) -> None:
        before = len(self._lines)
        made: list[Cell] = []
        for index, row in enumerate(rows):
            for cell in row:
                start = self._begin()
                text = joined(cell.text)
                place = {**cell.place, "table": len(self._tables), "row": cell.row - above, "column": cell.column}
                self._put((text, place))
                begin, end = self._cell_lines(text, start)
                made.append(Cell(begin, end, cell.row - above, cell.column, min(cell.rows, len(rows) - index), cell.columns))
        self._gap = 0
        self._tables.append((tuple(made), before))

    def _begin(self) -> int:
        """Separates from what was added before; returns where the next text begins."""
        if self._begun:
            self._pieces.append("\n")
            self._length += 1
        self._begun = True
        return self._length

    def _put(self, piece: Piece) -> None:
        text, place = piece
        self._pieces.append(text)
        self._anchors.append(Anchor(self._length, self._length + len(text), place))
        self._length += len(text)

    def _cell_lines(self, text: str, start: int) -> tuple[int, int]:
        """Adds the lines of a cell; returns the range of its text without surrounding blanks."""
        begin, found = start, []
        for row in text.split("\n"):
            first, last, _ = trim(row, 0, len(row))
            if first < last:
                found.append(Line(begin + first, begin + last, LineKind.CELL, hard=True))
            begin += len(row) + 1
        self._lines.extend(found)
        return (found[0].start, found[-1].end) if found else (start, start)
