"""From the paragraphs and tables of a Word document to one text with line records, tables and anchors."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.document.model import Anchor, Cell, Extracted, Line, LineKind, MarginNote, Table
from reportlint.readers.docx.numbering import Numbering
from reportlint.readers.docx.styles import Styles
from reportlint.readers.docx.tree import Block, Paragraph, WordTable
from reportlint.readers.text import caption_before, trim

_Place = dict[str, int | str]
_NO_LIST = "0"
_RUNNING = re.compile("[\n\t]")
_PAGE_COUNT = re.compile(r"(?:第|共|总|页|码|次|page|of|[0-9０-９一二三四五六七八九十百]|[-–—‐·•.,，/|~:：()（）\s])*", re.I)


class Layout:
    """Collects text block by block: one line feed stands between two paragraphs, in the body and in cells alike."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._pieces: list[str] = []
        self._length = 0
        self._begun = False
        self._gap = 0
        self._lines: list[Line] = []
        self._anchors: list[Anchor] = []
        self._tables: list[list[Cell]] = []
        self._lines_before: list[int] = []  # by table
        self._said: set[str] | None = None  # in headers and footers: the lines that need not be read again

    @property
    def anchors(self) -> list[Anchor]:
        """The places of all text added, in order."""
        return self._anchors

    @property
    def length(self) -> int:
        """The length of all text added."""
        return self._length

    def extracted(self, margin: tuple[MarginNote, ...] = ()) -> Extracted:
        """The text of all blocks added, with its lines, tables and anchors, and the comments beside it."""
        text = "".join(self._pieces)
        tables = [
            Table(tuple(cells), caption_before(text, self._lines[max(0, before - 2):before]))
            for cells, before in zip(self._tables, self._lines_before, strict=True) if cells
        ]
        return Extracted(text, tuple(self._lines), tuple(tables), tuple(self._anchors), margin=margin)

    def add(self, blocks: list[Block], place: _Place | None = None, kind: LineKind = LineKind.TEXT) -> None:
        """Adds the blocks of a story; ``kind`` is that of its lines where it is not the body."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block, place or {}, kind)
                if not all(isinstance(box, Paragraph) and box.empty for box in block.after):
                    self.add(block.after, place, kind)
            else:
                self._table(block, place or {}, kind)

    def add_running(self, blocks: list[Block], place: _Place) -> None:
        """Adds a header or footer: its parts are notes of their own, but page counts and what was said before are furniture."""
        if self._said is None:
            text = "".join(self._pieces)
            self._said = {text[line.start:line.end] for line in self._lines}
        self.add(blocks, place, LineKind.NOTE)

    def _separate(self) -> None:
        if self._begun:
            self._pieces.append("\n")
            self._length += 1
        self._begun = True

    def _paragraph(self, paragraph: Paragraph, place: _Place, kind: LineKind) -> None:
        self._separate()
        start = self._length
        pieces = paragraph.pieces
        position, count = 0, len(pieces)
        while position < count:
            index, run, _ = pieces[position]
            begin = self._length
            while position < count and pieces[position][0] == index and pieces[position][1] == run:
                self._pieces.append(pieces[position][2])
                self._length += len(pieces[position][2])
                position += 1
            where: _Place = {**place, "paragraph": index}
            if run >= 0:
                where["run"] = run
            self._anchors.append(Anchor(begin, self._length, where))
        marker = self._marker(paragraph)
        if kind is not LineKind.TEXT:
            level = 0
        elif self._styles.is_contents(paragraph.style):
            kind, level = LineKind.FURNITURE, 0
        elif level := self._styles.heading_level(paragraph.style, paragraph.outline):
            kind = LineKind.HEADING
        elif marker is not None:
            kind = LineKind.ITEM
        self._add_lines("".join(piece for _, _, piece in pieces), start, kind, level, marker or "")

    def _add_lines(self, text: str, start: int, kind: LineKind, level: int, marker: str) -> None:
        """Adds the records of a paragraph: one, or several where it holds line breaks; only the last is hard."""
        found: list[tuple[int, int, int, bool]] = []
        begin = 0
        for row in text.split("\n") if self._said is None else _RUNNING.split(text):
            first, last, indent = trim(text, begin, begin + len(row))
            begin += len(row) + 1
            if first == last:
                self._gap += 1
            else:
                found.append((start + first, start + last, self._gap, indent))
                self._gap = 0
        for number, (first, last, gap, indent) in enumerate(found):
            hard = number == len(found) - 1
            if self._said is not None:
                content, hard = text[first - start:last - start], True
                kind = LineKind.FURNITURE if content in self._said or _PAGE_COUNT.fullmatch(content) else LineKind.NOTE
                self._said.add(content)
            self._lines.append(Line(first, last, kind, level, gap, indent, hard, "" if number else marker))

    def _marker(self, paragraph: Paragraph) -> str | None:
        """The automatic number of the paragraph, empty for a bullet, None where it is in no list."""
        style = self._styles.get(paragraph.style)
        number_id, level = paragraph.numbering, paragraph.number_level
        if number_id is None:
            number_id = style.numbering
            if number_id is not None and level is None:
                level = self._numbering.level_of_style(number_id, paragraph.style)
                level = style.number_level if level is None else level
        if number_id is None or number_id == _NO_LIST:
            return None
        return self._numbering.next_marker(number_id, level or 0)

    def _table(self, table: WordTable, place: _Place, kind: LineKind) -> None:
        """Adds a table; one in a note, header or footer is only text in cells."""
        if kind not in (LineKind.TEXT, LineKind.CELL):
            for row in table.rows:
                for cell in row.cells:
                    self.add(cell.blocks, place, kind)
            return
        number = len(self._tables)
        self._tables.append([])
        self._lines_before.append(len(self._lines))
        cells: list[_Open] = []
        above: dict[int, _Open] = {}
        self._gap = 0
        for row_number, row in enumerate(table.rows):
            column = row.before
            left: _Open | None = None
            for cell in row.cells:
                if cell.merge_across and left is not None:
                    left.columns += cell.span
                elif cell.merge == "continue" and column in above:
                    left = above[column]
                    left.rows = row_number - left.row + 1
                else:
                    where = {**place, "table": number, "row": row_number, "column": column}
                    start, end = self._cell(cell.blocks, where)
                    left = _Open(start, end, row_number, column, cell.span)
                    cells.append(left)
                    above.pop(column, None)
                    if cell.merge == "restart":
                        above[column] = left
                column += cell.span
        self._gap = 0
        self._tables[number] = [Cell(c.start, c.end, c.row, c.column, c.rows, c.columns) for c in cells]

    def _cell(self, blocks: list[Block], place: _Place) -> tuple[int, int]:
        """Adds the blocks of a cell; returns the range of its text without surrounding blanks."""
        begin = self._length + 1 if self._begun else 0
        before = len(self._lines)
        self.add(blocks or [Paragraph(-1)], place, LineKind.CELL)
        self._gap = 0
        inside = self._lines[before:]
        return (inside[0].start, inside[-1].end) if inside else (begin, begin)


class _Open:
    """A cell of a table that further rows and columns may still be merged into."""

    __slots__ = ("column", "columns", "end", "row", "rows", "start")

    def __init__(self, start: int, end: int, row: int, column: int, columns: int) -> None:
        self.start, self.end, self.row, self.column, self.columns = start, end, row, column, columns
        self.rows = 1
