"""Tables of a PDF page without lines: labels with columns of figures that stand one below the other."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reportlint.readers.pdf.rows import Piece, Row
from reportlint.readers.pdf.tables import (
    FEWEST_ROWS,
    SENTENCE_END,
    PageCell,
    PageTable,
    goes_on_in,
    has_figures,
    opens,
)

_HEADER_ROWS = 3
_LABEL_LINES = 6
_NEAR = 2.5
_WIDER = 1.15
_ALMOST_FULL = 3.2
_SLACK = 1.0
_LINE_HEIGHTS = 2.6


def aligned_tables(rows: Sequence[Row]) -> list[tuple[int, int, PageTable]]:
    """The tables without lines among printed lines that follow one another, with the half-open range of lines each takes."""
    found: list[tuple[int, int, PageTable]] = []
    start = 0
    while start < len(rows):
        if not has_figures(rows[start]):
            start += 1
            continue
        end = start + 1
        while end < len(rows) and rows[end - 1].y - rows[end].y <= _LINE_HEIGHTS * rows[end].size and _may_belong(rows, end):
            end += 1
        while end > start and not has_figures(rows[end - 1]):
            end -= 1
        body = rows[start:end]
        bands = _bands(body)
        if sum(map(has_figures, body)) >= FEWEST_ROWS and len(bands) > 1 and _fit(body, bands):
            first = _header(rows, start, bands, found[-1][1] if found else 0)
            found.append((first, end, _aligned(rows[first:end], bands)))
        start = max(end, start + 1)
    return found


def _may_belong(rows: Sequence[Row], at: int) -> bool:
    """Whether a line can stand in a table: figures, or a label alone before a line of figures."""
    for row in rows[at:at + _LABEL_LINES]:
        if has_figures(row):
            return True
        if len(row.pieces) > 1 or len(row.text) > 30 or row.text.endswith(SENTENCE_END):
            return False
    return False


def _bands(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """The ranges on the x axis that the columns take."""
    spans = sorted((piece.x0, piece.x1) for row in rows for piece in row.pieces)
    bands: list[tuple[float, float]] = []
    for start, end in spans:
        if bands and start < bands[-1][1] + _SLACK:
            bands[-1] = (bands[-1][0], max(bands[-1][1], end))
        else:
            bands.append((start, end))
    return bands


def _fit(rows: Sequence[Row], bands: Sequence[tuple[float, float]]) -> bool:
    """Whether no line has two pieces in one column, and most lines have one in each."""
    for row in rows:
        places = [_band(piece, bands) for piece in row.pieces]
        if len(set(places)) < len(places):
            return False
    full = sum(1 for row in rows if len(row.pieces) == len(bands))
    return full * 2 >= sum(map(has_figures, rows))


def _band(piece: Piece, bands: Sequence[tuple[float, float]]) -> int:
    """The column that a piece shares most of its width with, else the nearest one."""
    def shared(at: int) -> tuple[float, float]:
        low, high = bands[at]
        middle = (piece.x0 + piece.x1) / 2
        return max(0.0, min(high, piece.x1) - max(low, piece.x0)), -abs(middle - (low + high) / 2)

    return max(range(len(bands)), key=shared)


def _header(rows: Sequence[Row], start: int, bands: Sequence[tuple[float, float]], least: int) -> int:
    """The first of the lines right above the figures that name the columns."""
    first = start
    while first > max(least, start - _HEADER_ROWS):
        above = _parted(rows[first - 1], bands)
        if above.y - rows[first].y > _LINE_HEIGHTS * above.size or len(above.pieces) > len(bands):
            break
        places = [_band(piece, bands) for piece in above.pieces]
        if len(places) < 2 or len(set(places)) < len(places) or any(piece.text.endswith(SENTENCE_END) for piece in above.pieces):
            break
        first -= 1
    return first


def _parted(row: Row, bands: Sequence[tuple[float, float]]) -> Row:
    """A line with the pieces parted that stand over several columns with a gap in between."""
    borders = [(left[1] + right[0]) / 2 for left, right in pairwise(bands)]
    pieces: list[Piece] = []
    for whole in row.pieces:
        piece = whole
        for border in borders:
            at = _widest_gap(piece, border, _NEAR * row.size) if piece.x0 < border < piece.x1 else 0
            if at and piece.starts[at] - piece.starts[at - 1] > _WIDER * row.size:
                before, piece = piece.parted(at)
                pieces.append(before)
        pieces.append(piece)
    return Row(row.y, row.size, pieces)


def _widest_gap(piece: Piece, border: float, reach: float) -> int:
    """The character near a border that begins farthest behind the one before it; 0 for none."""
    best = 0
    for at in range(1, len(piece.text)):
        if abs(piece.starts[at] - border) <= reach:
            gap = piece.starts[at] - piece.starts[at - 1]
            if not best or gap > piece.starts[best] - piece.starts[best - 1]:
                best = at
    return best


def _aligned(rows: Sequence[Row], bands: Sequence[tuple[float, float]]) -> PageTable:
    cells: list[PageCell] = []
    steps = [above.y - row.y for above, row in pairwise(rows) if has_figures(above) and has_figures(row)]
    close = 0.9 * statistics.median(steps) if steps else 0.0
    number = -1
    label = -1  # the cell that a label on a line of its own may go on with
    for at, row in enumerate(rows):
        parted = row if has_figures(row) else _parted(row, bands)
        if label >= 0 and len(parted.pieces) == 1 and _band(parted.pieces[0], bands) == 0:
            before = cells[label]
            if goes_on_in(before, row.text) or (rows[at - 1].y - row.y <= close and before.free < _ALMOST_FULL and not opens(row.text)):
                cells[label] = replace(before, text=before.text + row.text, free=(bands[0][1] - row.x1) / row.size)
                continue
        number += 1
        for piece in parted.pieces:
            column = _band(piece, bands)
            free = (bands[0][1] - piece.x1) / row.size if column == 0 else float("inf")
            cells.append(PageCell(number, column, piece.text, free=free))
            if column == 0:
                label = len(cells) - 1
    borders = (bands[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(bands)), bands[-1][1])
    return PageTable(bands[0][0], bands[-1][1], rows[-1].y, rows[0].y + rows[0].size, borders, cells, ruled=False)
