"""From the pages of a PDF file to its extracted text."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from reportlint.document.model import Extracted, LineKind, Remark
from reportlint.readers.layout import GridCell, Layout, Piece, Place
from reportlint.readers.pdf.aligned import aligned_tables
from reportlint.readers.pdf.columns import Stream, gutter, streams
from reportlint.readers.pdf.furniture import furniture, is_contents, is_page_number, notes
from reportlint.readers.pdf.glyphs import body_size, once
from reportlint.readers.pdf.pages import Page, read_pages
from reportlint.readers.pdf.paragraphs import Margins, goes_on, margins, style
from reportlint.readers.pdf.rows import Row, rows_of
from reportlint.readers.pdf.tables import PageCell, PageTable, goes_on_in, ruled_tables
from reportlint.records import dataclass
from reportlint.source import SourceError

_FEW = 40
"""Glyphs that a page may have beside its image and still be a scan: a page number, a stamp."""
_SAME_BORDER = 3.0
_NARROW = 0.85


@dataclass(slots=True)
class _Sheet:
    """A page taken apart: its lines and tables in reading order, its footnotes, what runs in other directions."""

    page: Page
    rows: list[Row] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)
    notes: list[Row] = field(default_factory=list)
    aside: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Set:
    """A line with where it stands: its page, its number there, its column's margins, and which column that is."""

    row: Row
    place: Place
    box: Margins
    column: tuple[int, int]


@dataclass(slots=True)
class _Table:
    """A table that may go on on further pages: the cells of all of them with their places."""

    last: PageTable
    page: int
    rows: int
    cells: list[tuple[PageCell, int, int]]
    """Each with its row in the whole table and its page."""


def read_document(data: bytes) -> Extracted:
    """The text of a PDF file.

    Raises:
        SourceError: ``encrypted``, ``damaged``, ``too-large``, ``no-text-layer`` or ``unreadable-characters``.
    """
    sheets = [_sheet(page) for page in read_pages(data)]
    remarks = _unread(sheets)
    size = body_size([glyph for sheet in sheets for glyph in sheet.page.glyphs])
    for sheet, gone in zip(sheets, furniture([(sheet.page, sheet.rows) for sheet in sheets]), strict=True):
        sheet.rows = [row for at, row in enumerate(sheet.rows) if at not in gone]
        first = notes(sheet.rows, size)
        sheet.rows, sheet.notes = sheet.rows[:first], sheet.rows[first:]
        sheet.page.glyphs = []
    gutters = [found for sheet in sheets if (found := gutter(sheet.rows)) is not None]
    known = statistics.median_low(gutters) if len(gutters) * 2 >= len(sheets) else None
    for sheet in sheets:
        sheet.streams = streams(sheet.rows, sheet.tables, known)
    return _Writer(sheets, size).extracted(remarks)


def _sheet(page: Page) -> _Sheet:
    glyphs = once(page.glyphs)
    tables, rest = ruled_tables(glyphs, page.rules)
    aside = [row for turned in page.aside for row in rows_of(once(turned))]
    return _Sheet(page, rows_of(rest), tables, aside=aside)


def _unread(sheets: Sequence[_Sheet]) -> list[Remark]:
    """What has to be said of pages without text; raises SourceError where there is no text at all."""
    known = sum(len(sheet.page.glyphs) for sheet in sheets)
    unknown = sum(sheet.page.unknown for sheet in sheets)
    blank = [sheet.page.number for sheet in sheets if sheet.page.pictured and len(sheet.page.glyphs) < _FEW]
    if unknown * 3 > known + unknown:
        raise SourceError("unreadable-characters", "")
    if blank and len(blank) * 10 >= len(sheets) * 9:
        raise SourceError("no-text-layer", "")
    return [Remark("pages-without-text", "、".join(_ranges(blank)))] if blank else []


def _ranges(numbers: Sequence[int]) -> Iterator[str]:
    """Numbers in order as "3–5" and "8"."""
    for _, group in itertools.groupby(enumerate(numbers), lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


class _Writer:
    """Joins lines to paragraphs and tables over pages, and lays them out."""

    def __init__(self, sheets: Sequence[_Sheet], size: float) -> None:
        self._layout = Layout()
        self._open: list[_Set] = []
        self._waiting: list[tuple[Piece, LineKind]] = []  # stands between the lines of the open paragraph or table
        self._table: _Table | None = None
        self._boxes = _column_boxes(sheets, size)
        self._style = style([
            ([item for item in stream if isinstance(item, Row)], self._boxes[sheet.page.number, index])
            for sheet in sheets for index, stream in enumerate(sheet.streams)
        ])
        for sheet in sheets:
            self._sheet(sheet)
        self._close()

    def extracted(self, remarks: Sequence[Remark]) -> Extracted:
        """The text of all pages."""
        return self._layout.extracted(remarks)

    def _sheet(self, sheet: _Sheet) -> None:
        page, line = sheet.page.number, 0
        for index, stream in enumerate(sheet.streams):
            for item in _with_aligned(stream):
                if isinstance(item, PageTable):
                    self._add_table(item, page)
                    line += item.height
                else:
                    line += 1
                    self._add_row(_Set(item, {"page": page, "line": line}, self._boxes[page, index], (page, index)))
        for kind, rows in ((LineKind.NOTE, sheet.notes), (LineKind.TEXT, sheet.aside)):
            for row in rows:
                line += 1
                if not (kind is LineKind.TEXT and is_page_number(row.text)):
                    self._waiting.append(((row.text, {"page": page, "line": line}), kind))
        if not self._open and self._table is None:
            self._flush()

    def _add_row(self, new: _Set) -> None:
        if self._table is not None or is_contents(new.row.text):
            self._close()
        if self._open:
            above = self._open[-1]
            on = goes_on(above.row, new.row, above.box, new.box, self._style, apart=above.column != new.column)
            if not on:
                self._close(soft=on is None)
        self._open.append(new)
        if is_contents(new.row.text):
            self._close()

    def _close(self, *, soft: bool = False) -> None:
        """Ends the open paragraph or table; a ``soft`` end is one that the text may heal."""
        if self._open:
            pieces = _joined([(line.row.text, line.place) for line in self._open])
            kind = LineKind.FURNITURE if is_contents(self._open[-1].row.text) else LineKind.TEXT
            self._layout.paragraph(pieces, kind, hard=not soft)
            self._open.clear()
        if self._table is not None:
            self._layout.table([
                GridCell(row, cell.column, cell.text, {"page": page}, cell.rows, cell.columns)
                for cell, row, page in self._table.cells
            ])
            self._table = None
        self._flush()

    def _flush(self) -> None:
        for piece, kind in self._waiting:
            self._layout.paragraph([piece], kind)
        self._waiting.clear()

    def _add_table(self, table: PageTable, page: int) -> None:
        """Adds a table, or the rows with which one of the page before goes on; its header is not repeated then."""
        open_table = self._table
        if open_table is not None and open_table.page + 1 == page and _same_columns(open_table.last, table):
            skipped = _repeated_rows(open_table.cells, table)
            if _goes_on_in_row(open_table, table, skipped):
                skipped += 1
            open_table.cells.extend(
                (cell, open_table.rows + cell.row - skipped, page) for cell in table.cells if cell.row >= skipped
            )
            open_table.rows += table.height - skipped
            open_table.page, open_table.last = page, table
            return
        self._close()
        self._table = _Table(table, page, table.height, [(cell, cell.row, page) for cell in table.cells])


def _column_boxes(sheets: Sequence[_Sheet], size: float) -> dict[tuple[int, int], Margins]:
    """The margins of every column by page and index: its own, those of the same column on other pages where it has short lines only."""
    columns = {(sheet.page.number, index): (len(sheet.streams), stream) for sheet in sheets for index, stream in enumerate(sheet.streams)}
    usual: dict[tuple[int, int], list[Row]] = {}
    for (_, index), (count, stream) in columns.items():
        usual.setdefault((count, index), []).extend(item for item in stream if isinstance(item, Row))
    common = {
        key: margins(rows, size) or Margins(min((row.x0 for row in rows), default=0.0), max((row.x1 for row in rows), default=0.0))
        for key, rows in usual.items()
    }
    made: dict[tuple[int, int], Margins] = {}
    for (page, index), (count, stream) in columns.items():
        own = margins([item for item in stream if isinstance(item, Row)], size)
        everywhere = common[count, index]
        narrow = own is None or own.right - own.left < _NARROW * (everywhere.right - everywhere.left)
        made[page, index] = everywhere if own is None or narrow else own
    return made


def _with_aligned(items: Sequence[Row | PageTable]) -> Iterator[Row | PageTable]:
    """The items of a column with lines that make a table put together."""
    for is_row, group in itertools.groupby(items, lambda item: isinstance(item, Row)):
        if not is_row:
            yield from group
            continue
        rows = [item for item in group if isinstance(item, Row)]
        position = 0
        for start, end, table in aligned_tables(rows):
            yield from rows[position:start]
            yield table
            position = end
        yield from rows[position:]


def _joined(lines: Sequence[Piece]) -> list[Piece]:
    """The lines of a paragraph so that their texts read on: a blank between Latin words, no hyphen that only divides one."""
    made: list[Piece] = []
    for (text, place), following in zip(lines, [*(text for text, _ in lines[1:]), ""], strict=True):
        if following and _is_letter(following[0]):
            if text[-1] in "-‐" and _is_letter(text[-2:-1]) and following[0].islower():
                text = text[:-1]
            elif _is_letter(text[-1]) or text[-1] in ",.;:)":
                text += " "
        made.append((text, place))
    return made


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _same_columns(before: PageTable, after: PageTable) -> bool:
    """Whether two tables have the same borders between their columns, each from its left one on."""
    if len(before.borders) != len(after.borders) or before.ruled != after.ruled:
        return False
    slack = _SAME_BORDER if before.ruled else 4 * _SAME_BORDER
    return all(
        abs((a - before.x0) - (b - after.x0)) <= slack for a, b in zip(before.borders, after.borders, strict=True)
    )


def _goes_on_in_row(before: _Table, table: PageTable, row: int) -> bool:
    """Whether a row at the head of a page is the rest of the one at the foot of the page before; takes its text over then."""
    rest = {cell.column: cell.text for cell in table.cells if cell.row == row and cell.text}
    last = {cell.column: at for at, (cell, line, _) in enumerate(before.cells) if line == before.rows - 1 and cell.text}
    if not rest or len(rest) >= len(last) or not all(
        column in last and goes_on_in(before.cells[last[column]][0], text) for column, text in rest.items()
    ):
        return False
    for column, text in rest.items():
        cell, line, page = before.cells[last[column]]
        before.cells[last[column]] = (replace(cell, text=cell.text + text), line, page)
    return True


def _repeated_rows(cells: Sequence[tuple[PageCell, int, int]], table: PageTable) -> int:
    """How many rows at the head of a table repeat those at the head of the one that it goes on with."""
    def head(row: int) -> list[tuple[int, str]]:
        return sorted((cell.column, cell.text) for cell, at, _ in cells if at == row)

    repeated = 0
    while repeated < table.height:
        own = sorted((cell.column, cell.text) for cell in table.cells if cell.row == repeated)
        if own != head(repeated) or not any(text for _, text in own):
            break
        repeated += 1
    return repeated
