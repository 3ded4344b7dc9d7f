"""Tables of web pages: which hold data and which only lay out the page; cells in the grid that spans make."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.readers.html.tree import Block, PageTable, TableCell, TextBlock

MAX_SPAN = 1000
"""The columns that browsers let a cell span."""
MAX_COLUMNS = 2000
"""Columns from which on cells are left out: no table of a report has so many."""
_FEW_CELLS = 6
_LONG = 200
_FIGURE = re.compile(r"[-－—+]?[\d,，]+(?:[.．]\d+)?\s?[%％‰]?\Z")


def is_layout(table: PageTable) -> bool:
    """Whether a table only lays out the page: it has no two rows or columns, holds tables, links, or the text of the page."""
    rows = [row for row in table.rows if any(_blocks(cell) for cell in row)]
    if len(rows) < 2 or max((sum(bool(cell.blocks) for cell in row) for row in rows), default=0) < 2:
        return True
    if any(isinstance(block, PageTable) for row in rows for cell in row for block in cell.blocks):
        return True
    texts = [text for text in table.texts if text]
    total = sum(map(len, texts))
    figures = sum(1 for text in texts if _FIGURE.match(text.strip()))
    if table.links * 2 > total and figures * 2 < len(texts):
        return True
    longest = max(texts, key=len)
    if len(longest) < _LONG or "。" not in longest:
        return False
    return len(texts) <= _FEW_CELLS or len(longest) * 10 > total * 6


def unfolded(table: PageTable) -> Iterator[Block]:
    """The blocks in a table that only lays out, in order; each cell ends what is in it."""
    yield from table.caption
    for row in table.rows:
        for cell in row:
            for block in cell.blocks:
                if isinstance(block, TextBlock) and block is cell.blocks[-1]:
                    block.hard = True
                yield block


def placed(table: PageTable) -> Iterator[tuple[int, int, int, int, TableCell]]:
    """The cells with row, column, and how many rows and columns of the grid they take."""
    taken: list[int] = []  # by column: the rows still taken by a cell from above
    heights = len(table.rows)
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while column < len(taken) and taken[column]:
                column += 1
            if column >= MAX_COLUMNS:
                break
            rows = min(cell.rows, heights - number)
            columns = min(cell.columns, MAX_COLUMNS - column)
            taken.extend([0] * (column + columns - len(taken)))
            for at in range(column, column + columns):
                taken[at] = max(taken[at], rows)
            yield number, column, rows, columns, cell
            column += columns
        taken = [max(0, left - 1) for left in taken]


def _blocks(cell: TableCell) -> bool:
    return any(not isinstance(block, TextBlock) or block.text for block in cell.blocks)
