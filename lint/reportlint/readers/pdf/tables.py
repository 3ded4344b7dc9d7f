"""Ruled tables of a PDF page."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from reportlint import patterns as re
from reportlint.document.ordinals import read_ordinal
from reportlint.readers.pdf.glyphs import Glyph
from reportlint.readers.pdf.lattice import Field, Lattice, bundles, lattice
from reportlint.readers.pdf.pages import Rule
from reportlint.readers.pdf.rows import Row, rows_of
from reportlint.records import dataclass

_FIGURE = re.compile(r"[-－—+＋±]?\s?[\d,，]+(?:[.．]\d+)?\s?[%％‰]?\Z|[—–-]{1,2}\Z|\.{3}\Z")
SENTENCE_END = ("。", "；", "！", "？", "：")
_FEWEST_FILLED = 4
_MOST_LATTICES = 100
FEWEST_ROWS = 3
_FULL = 1.3


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of a table on a page: its place in the grid, its text, and how many ems its last printed line leaves free."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    free: float = float("inf")


@dataclass(slots=True)
class PageTable:
    """A table on a page: its box, the borders between its columns, its cells; ``ruled`` tells that lines show them."""

    x0: float
    x1: float
    y0: float
    y1: float
    borders: tuple[float, ...]
    cells: list[PageCell]
    ruled: bool = True

    @property
    def height(self) -> int:
        """How many rows it has."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)


def ruled_tables(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[list[PageTable], list[Glyph]]:
    """The ruled tables of a page from the top, and the glyphs that stand in none."""
    tables: list[PageTable] = []
    rest = list(glyphs)
    found = [made for bundle in bundles(rules) if (made := lattice(bundle)) is not None]
    found = sorted(found, key=lambda made: -len(made.fields))[:_MOST_LATTICES]
    for made in sorted(found, key=lambda made: (made.x1 - made.x0) * (made.y1 - made.y0)):  # a table in a cell comes first
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in rest:
            (inside if _is_within(glyph, made) else outside).append(glyph)
        table = _ruled(inside, made)
        if table is not None:
            tables.append(table)
            rest = outside
    tables.sort(key=lambda table: -table.y1)
    return tables, rest


def _is_within(glyph: Glyph, made: Lattice) -> bool:
    middle = glyph.y + 0.3 * glyph.size
    return made.x0 < (glyph.x0 + glyph.x1) / 2 < made.x1 and made.y0 < middle < made.y1


def _ruled(glyphs: Sequence[Glyph], made: Lattice) -> PageTable | None:
    """The table that a lattice and the glyphs in it make; None where it is a frame, a chart or a form."""
    upwards = made.ys[::-1]
    by_place = {
        (row, column): cell for cell in made.fields
        for row in range(cell.row, cell.row + cell.rows) for column in range(cell.column, cell.column + cell.columns)
    }
    contents: dict[Field, list[Glyph]] = {}
    for glyph in glyphs:
        column = bisect.bisect_right(made.xs, (glyph.x0 + glyph.x1) / 2) - 1
        row = len(upwards) - 1 - bisect.bisect_right(upwards, glyph.y + 0.3 * glyph.size)
        cell = by_place.get((row, column))
        if cell is not None:
            contents.setdefault(cell, []).append(glyph)
    cells: list[PageCell] = []
    side_by_side = 0
    for cell in made.fields:
        lines = rows_of(contents.get(cell, ()))
        side_by_side += sum(map(has_figures, lines))
        cells.append(PageCell(
            cell.row, cell.column, _cell_text(lines, cell.x1 - cell.x0), cell.rows, cell.columns,
            (cell.x1 - lines[-1].x1) / lines[-1].size if lines else float("inf"),
        ))
    if side_by_side >= FEWEST_ROWS:  # lines between the rows only: the columns are told by their figures
        return None
    filled = [cell for cell in cells if cell.text]
    if (
        len(filled) < _FEWEST_FILLED or len(filled) * 4 < len(cells)
        or len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2
    ):
        return None
    return PageTable(made.x0, made.x1, made.y0, made.y1, made.xs, cells)


def _cell_text(rows: Sequence[Row], width: float) -> str:
    """The text of the printed lines in a cell of a width; those that only wrap are joined."""
    text = ""
    free = 0.0
    for row in rows:
        line = " ".join(piece.text for piece in row.pieces)
        if not text:
            text = line
        elif text.endswith(SENTENCE_END) and free > 2 * row.size:
            text += "\n" + line
        elif _is_word(text[-1]) and _is_word(line[0]):
            text += " " + line
        else:
            text += line
        free = width - (row.x1 - row.x0)
    return text


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalpha()


def has_figures(row: Row) -> bool:
    """Whether a line is a label with figures behind it."""
    return len(row.pieces) > 1 and all(_FIGURE.match(piece.text) for piece in row.pieces[1:]) and any(
        piece.text[-1].isdigit() or piece.text[-1] in "%％‰" for piece in row.pieces[1:]
    )


def goes_on_in(cell: PageCell, text: str) -> bool:
    """Whether a cell goes on with a text that stands alone below it: it breaks off within brackets, or has no room left."""
    opened = cell.text.count("（") + cell.text.count("(") > cell.text.count("）") + cell.text.count(")")
    return opened or (cell.free < _FULL and len(cell.text) > 2 and not opens(text))


def opens(text: str) -> bool:
    """Whether a label begins a row of its own."""
    return read_ordinal(text) is not None or text.startswith("其中")
