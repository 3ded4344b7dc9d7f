"""The text of a document in full: headings, paragraphs and tables, with marks in place and findings below their passage."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence

from reportlint.document import Block, BlockKind, Document, Span, Table
from reportlint.report.html.escape import escape
from reportlint.report.html.flat import FlatRow, FlatTable
from reportlint.report.html.segments import Painter, unbroken
from reportlint.report.html.words import Words

_Ranged = tuple[Span, Table]

_WIDEST = 1000
"""Columns of a table that are told apart; browsers take no wider spans either."""

_TAGS = {
    BlockKind.PARAGRAPH: '<p{}>{}</p>', BlockKind.ITEM: '<p{} class="item">{}</p>', BlockKind.CELL: '<p{}>{}</p>',
    BlockKind.CODE: '<pre{}>{}</pre>', BlockKind.NOTE: '<p{} class="note">{}</p>', BlockKind.FURNITURE: '<p{} class="out">{}</p>',
}


class Body:
    """Writes one document's text from its beginning to its end.

    ``cards`` gives the cards of the findings that begin before a text offset and have not been given yet.
    """

    def __init__(self, document: Document, painter: Painter, flat: Sequence[FlatTable], cards: Callable[[int], str], words: Words) -> None:
        self._document = document
        self._painter = painter
        self._cards = cards
        self._words = words
        self._flat = {table.first: table for table in flat}
        self._tables = _ranged(document.tables)
        self._positions = [document.position(block.start) for block in document.blocks]
        self._painted = 0
        self._next_table = 0

    def pieces(self) -> Iterator[str]:
        """The HTML of the text, passage by passage."""
        document, count = self._document, len(self._document.blocks)
        index = 0
        if not document.text.strip():
            yield f'<p class="none">{self._words.empty_text}</p>\n'
            count = 0
        while index < count:
            block, position = document.blocks[index], self._positions[index]
            yield self._gap(position)
            flat = self._flat.get(index)
            table = self._table_at(Span(position, len(document.text)))
            if table is not None:
                shown = self._table(*table)
                index = max(index + 1, bisect.bisect_left(self._positions, table[0].end))
            elif flat is not None:
                shown = self._flat_table(flat)
                index = flat.last
            else:
                shown = self._block(block)
                index += 1
            yield self._passage(shown, self._painted)
        yield self._gap(len(document.text))
        yield self._cards(len(document.text) + 1)

    def _passage(self, shown: str, end: int) -> str:
        """A passage with the cards of the findings that begin in it."""
        cards = self._cards(end)
        return f'<div class="b">{shown}{cards}</div>\n' if cards else shown + "\n"

    def _block(self, block: Block) -> str:
        span = self._document.span(block.start, block.end)
        line = self._line(span.start)
        shown = self._paint(span)
        if block.marker and not self._document.text.startswith(block.marker, span.start):
            shown = f'<span class="marker">{escape(block.marker)}</span>{shown}'
        if block.kind is BlockKind.HEADING:
            level = min(max(block.level, 1), 4) + 2
            return f"<h{level}{line}>{shown}</h{level}>"
        if block.kind is BlockKind.ITEM and block.ordinal is None:
            return f'<p{line} class="item bullet">{shown}</p>'
        return _TAGS[block.kind].format(line, shown)

    def _line(self, position: int) -> str:
        """The line number, which the style sheet puts into the margin."""
        return f' data-l="{self._document.lines.locate(position)[0]}"'

    def _gap(self, end: int) -> str:
        """What was not read between the passages before and the text offset, as a passage of its own."""
        start = self._painted
        shown = self._lead(end)
        return self._passage(f'<p class="out"{self._line(start)}>{shown}</p>', self._painted) if shown else ""

    def _lead(self, end: int) -> str:
        """What was not read up to a text offset, where it says something or is marked; markup and blanks say nothing."""
        start = self._painted
        if start >= end:
            return ""
        text = self._document.text[start:end]
        if self._painter.begins_within(start, end):
            return self._paint(Span(start, end))
        if not any(char.isalnum() for char in text):
            return ""
        start += len(text) - len(text.lstrip())
        return self._paint(Span(start, start + len(text.strip())))

    def _paint(self, span: Span) -> str:
        self._painted = max(self._painted, span.end)
        return self._painter.paint(span.start, span.end)

    # Tables.

    def _table_at(self, within: Span) -> _Ranged | None:
        """The next real table, where it begins at the start of a range and ends in it."""
        while self._next_table < len(self._tables) and self._tables[self._next_table][0].start < within.start:
            self._next_table += 1
        if self._next_table < len(self._tables):
            span, table = self._tables[self._next_table]
            if span.start == within.start and span.end <= within.end:
                self._next_table += 1
                return span, table
        return None

    def _table(self, span: Span, table: Table) -> str:
        """A table with its merged cells; the first row is its head."""
        first = min(cell.row for cell in table.cells)
        rows: list[str] = []
        row = first - 1
        covered: dict[int, int] = {}  # column: the row from which on it is free again
        column = 0
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            if cell.row != row:
                rows.append("<tr>")
                row, column = cell.row, 0
            if cell.column >= _WIDEST:
                columns = 1
            else:
                holes = sum(covered.get(other, 0) <= row for other in range(column, cell.column))
                rows.append(f'<td{_number("colspan", holes)}></td>' if holes else "")
                columns = min(max(cell.column_span, 1), _WIDEST)
                covered.update((other, row + cell.row_span) for other in range(cell.column, cell.column + columns))
                column = cell.column + columns
            name, scope = ("th", ' scope="col"') if row == first else ("td", "")
            spans = scope + _number("colspan", columns) + _number("rowspan", cell.row_span)
            rows.append(f"<{name}{spans}>{self._cell(Span(cell.start, cell.end))}</{name}>")
        self._painted = max(self._painted, span.end)
        return f'<div class="wide"><table class="t">{"".join(rows)}</table></div>'

    def _cell(self, span: Span) -> str:
        """The paragraphs of a cell, and the tables in it."""
        document = self._document
        if span.start < self._painted:
            return unbroken(document.text[span.start:span.end])
        index = bisect.bisect_left(self._positions, span.start)
        shown: list[str] = []
        while index < len(self._positions) and self._positions[index] < span.end:
            position = self._positions[index]
            inner = self._table_at(Span(position, span.end))
            if inner is not None:
                shown.append(self._table(*inner))
                index = max(index + 1, bisect.bisect_left(self._positions, inner[0].end))
                continue
            block = document.blocks[index]
            shown.append(("<br>" if shown else "") + self._before(position) + self._paint(document.span(block.start, block.end)))
            index += 1
        return "".join(shown)

    def _before(self, position: int) -> str:
        """What was not read before the text of a cell."""
        shown = self._lead(position)
        return f'<span class="out">{shown}</span> ' if shown else ""

    def _flat_table(self, table: FlatTable) -> str:
        width = max(table.width, 2)
        rows = "".join(self._flat_row(row, width) for row in table.rows)
        return f'<div class="wide"><table class="t flat">{rows}</table></div>'

    def _flat_row(self, row: FlatRow, width: int) -> str:
        name = "th" if row.head else "td"
        line = self._line(row.cells[0].start)
        cells = [self._before(cell.start) + self._paint(cell) for cell in row.cells]
        if len(cells) == width:
            return f"<tr{line}>" + "".join(f"<{name}>{cell}</{name}>" for cell in cells) + "</tr>"
        if row.head or len(cells) < 2:
            return f'<tr{line}><{name} colspan="{width}">{" ".join(f"<span>{cell}</span>" for cell in cells)}</{name}></tr>'
        rest = " ".join(f"<span>{cell}</span>" for cell in cells[1:])
        return f'<tr{line}><td>{cells[0]}</td><td class="loose" colspan="{width - 1}">{rest}</td></tr>'


def _ranged(tables: Sequence[Table]) -> list[_Ranged]:
    """The tables with the ranges of their text, in order, an outer one before those in it; those without text are left out."""
    found: list[_Ranged] = []
    for table in tables:
        filled = [cell for cell in table.cells if cell.end > cell.start]
        if filled:
            found.append((Span(min(cell.start for cell in filled), max(cell.end for cell in filled)), table))
    return sorted(found, key=lambda pair: (pair[0].start, -pair[0].end))


def _number(name: str, value: int) -> str:
    return f' {name}="{value}"' if value > 1 else ""
