"""The reading order of a page: columns of text one after the other, between what runs across them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from reportlint.readers.pdf.rows import Piece, Row
from reportlint.readers.pdf.tables import PageTable

Item = Row | PageTable
Stream = list[Item]
"""Lines and tables that are read one after the other."""
_FEWEST_LINES = 6
_CROSSING = 6
_NARROWEST = 8.0
"""Columns are at least so many ems wide, so that those of a table are none."""
_DEPTH = 3
_MOST_PIECES = 4000


def streams(rows: Sequence[Row], tables: Sequence[PageTable], known: float | None = None) -> list[Stream]:
    """The lines and tables of a page in reading order; ``known`` is where other pages are parted into columns."""
    return _split(list(rows), list(tables), _DEPTH, known)


def _split(rows: list[Row], tables: list[PageTable], depth: int, known: float | None = None) -> list[Stream]:
    found = gutter(rows) if depth else None
    if found is None and known is not None and _may_be_parted(rows, known):
        found = known
    if found is None:
        return [_stream(rows, tables)] if rows or tables else []
    left, right, across = _parted(rows, found)
    wide = [table for table in tables if table.x0 < found < table.x1]
    sides = (
        (left, [table for table in tables if table.x1 <= found]), (right, [table for table in tables if table.x0 >= found]),
    )
    made: list[Stream] = []
    bars: list[Item] = [*across, *wide]
    bars.sort(key=_top, reverse=True)
    above = float("inf")
    ends: list[Item | None] = [*bars, None]
    for bar in ends:
        below = _top(bar) if bar is not None else float("-inf")
        for side_rows, side_tables in sides:
            made.extend(_split(
                [row for row in side_rows if below < row.y <= above], [table for table in side_tables if below < table.y1 <= above],
                depth - 1,
            ))
        if bar is not None:
            if made and made[-1][-1] in bars:
                made[-1].append(bar)
            else:
                made.append([bar])
        above = below
    return made


def _top(item: Item) -> float:
    return item.y if isinstance(item, Row) else item.y1


def _stream(rows: Sequence[Row], tables: Sequence[PageTable]) -> Stream:
    items: list[Item] = [*rows, *tables]
    items.sort(key=_top, reverse=True)
    return items


def gutter(rows: Sequence[Row]) -> float | None:
    """Where a page's text is parted into columns; None where it is not."""
    pieces = [(piece, row.size) for row in rows for piece in row.pieces]
    if not 2 * _FEWEST_LINES <= len(pieces) <= _MOST_PIECES:
        return None
    low, high = min(piece.x0 for piece, _ in pieces), max(piece.x1 for piece, _ in pieces)
    best: tuple[int, float] | None = None
    for candidate in sorted({round(piece.x0, 0) - 1.0 for piece, _ in pieces}):
        if not low + 0.2 * (high - low) <= candidate <= high - 0.2 * (high - low):
            continue
        crossing = sum(1 for piece, _ in pieces if piece.x0 < candidate < piece.x1)
        if crossing * _CROSSING > len(pieces) or (best is not None and crossing >= best[0]):
            continue
        left = [(piece, size) for piece, size in pieces if piece.x1 <= candidate]
        right = [(piece, size) for piece, size in pieces if piece.x0 >= candidate]
        if _is_column(left) and _is_column(right):
            best = (crossing, candidate)
    return best[1] if best is not None else None


def _may_be_parted(rows: Sequence[Row], at: float) -> bool:
    """Whether a page with few lines can be parted where others are: nothing runs across, and both sides have lines of text."""
    pieces = [(piece, row.size) for row in rows for piece in row.pieces]
    if any(piece.x0 < at < piece.x1 for piece, _ in pieces):
        return False
    sides = ([piece.x1 - piece.x0 for piece, _ in pieces if piece.x1 <= at], [piece.x1 - piece.x0 for piece, _ in pieces if piece.x0 >= at])
    return all(len(side) > 1 and max(side) >= _NARROWEST * pieces[0][1] for side in sides)


def _is_column(pieces: Sequence[tuple[Piece, float]]) -> bool:
    """Whether pieces are lines of text: many, and most of them as wide as the widest."""
    if len(pieces) < _FEWEST_LINES:
        return False
    widths = [(piece.x1 - piece.x0) / size for piece, size in pieces]
    middle = statistics.median(widths)
    return middle >= _NARROWEST and middle >= 0.6 * (max(p.x1 for p, _ in pieces) - min(p.x0 for p, _ in pieces)) / pieces[0][1]


def _parted(rows: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row], list[Row]]:
    """The lines left and right of a gutter, and those that run across it."""
    left: list[Row] = []
    right: list[Row] = []
    across: list[Row] = []
    for row in rows:
        first = [piece for piece in row.pieces if piece.x1 <= gutter]
        last = [piece for piece in row.pieces if piece.x0 >= gutter]
        if len(first) + len(last) < len(row.pieces):
            across.append(row)
            continue
        if first:
            left.append(Row(row.y, row.size, first))
        if last:
            right.append(Row(row.y, row.size, last))
    return left, right, across
