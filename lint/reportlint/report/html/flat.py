"""Tables that a text file holds as lines, one cell a line or cells between tabs, as rows again.

Nothing is moved: every cell stands where the text has it. Cells stand in columns only where a row has as many of
them as the table; an empty cell leaves no trace in such a text, so shorter rows are not said to fit the columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reportlint.document import Block, BlockKind, Document, Span
from reportlint.facts import Grid
from reportlint.records import dataclass

_FEWEST = 2
"""Lines with tabs that follow one another before they are taken for a table."""


@dataclass(frozen=True, slots=True)
class FlatRow:
    """The cells of a row as spans of the text."""

    cells: tuple[Span, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table that covers the blocks ``first`` up to but not including ``last``; ``width`` is the usual number of cells."""

    first: int
    last: int
    rows: tuple[FlatRow, ...]
    width: int


def flat_tables(document: Document, grids: Iterable[Grid]) -> list[FlatTable]:
    """The flat tables of a document in order; they share no block."""
    found: list[FlatTable] = []
    taken = 0
    for grid in grids:
        first = document.block_index(grid.start)
        last = document.block_index(max(grid.start, grid.end - 1)) + 1
        if first < taken or any(block.kind in (BlockKind.CELL, BlockKind.CODE) for block in document.blocks[first:last]):
            continue
        found.extend(_tabbed(document, taken, first))
        found.append(_of_grid(document, grid, first, last))
        taken = last
    found.extend(_tabbed(document, taken, len(document.blocks)))
    return found


def _of_grid(document: Document, grid: Grid, first: int, last: int) -> FlatTable:
    """The rows of a table of one cell a line or of several: each begins with the label that was read."""
    starts = [row.start for row in grid.rows]
    rows: list[list[Span]] = [[]]
    waiting = 0
    for block in document.blocks[first:last]:
        for cell in _cells(document, block):
            end = document.flow_offset(cell.end - 1) + 1
            begins = waiting < len(starts) and starts[waiting] < end
            while waiting < len(starts) and starts[waiting] < end:
                waiting += 1
            if begins:
                rows.append([])
            rows[-1].append(cell)
    head, *others = rows
    made = [FlatRow(tuple(head), head=True)] if head else []
    made.extend(FlatRow(tuple(cells)) for cells in others)
    return FlatTable(first, last, tuple(made), grid.width + 1)


def _tabbed(document: Document, first: int, last: int) -> Iterator[FlatTable]:
    """The runs of lines with tabs among the blocks."""
    run: list[tuple[int, list[Span]]] = []
    for index in range(first, last + 1):
        block = document.blocks[index] if index < last else None
        if block is not None and block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and "\t" in document.flow[block.start:block.end]:
            run.append((index, _cells(document, block)))
            continue
        if len(run) >= _FEWEST:
            width = Counter(len(cells) for _, cells in run).most_common(1)[0][0]
            yield FlatTable(run[0][0], run[-1][0] + 1, tuple(FlatRow(tuple(cells)) for _, cells in run), width)
        run = []


def _cells(document: Document, block: Block) -> list[Span]:
    """The pieces of a block between tabs that are not blank."""
    span = document.span(block.start, block.end)
    cells: list[Span] = []
    start = span.start
    for piece in document.text[span.start:span.end].split("\t"):
        core = piece.strip()
        if core:
            first = start + piece.index(core)
            cells.append(Span(first, first + len(core)))
        start += len(piece) + 1
    return cells
