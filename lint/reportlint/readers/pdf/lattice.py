"""Tables by their ruled lines: lines that cross make a lattice, its fields without a line between them are one cell."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from reportlint.readers.pdf.pages import Rule
from reportlint.records import dataclass

_SNAP = 3.0
"""Lines so near to one another (points) are one: double lines, the two edges of neighbouring cells."""
_REACH = 4.0
_COVERED = 0.6
_MAX_LINES = 4000
_MAX_FIELDS = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a lattice: its place in the grid, from the top left, and its box."""

    row: int
    column: int
    rows: int
    columns: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: its columns' borders from left to right, its rows' from the top, its cells in order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    fields: tuple[Field, ...]

    @property
    def x0(self) -> float:
        """Its left border."""
        return self.xs[0]

    @property
    def x1(self) -> float:
        """Its right border."""
        return self.xs[-1]

    @property
    def y0(self) -> float:
        """Its lower border."""
        return self.ys[-1]

    @property
    def y1(self) -> float:
        """Its upper border."""
        return self.ys[0]


@dataclass(slots=True)
class Bundle:
    """Ruled lines that touch one another: horizontal and vertical ones, each straight line once with the parts that are drawn."""

    across: list[tuple[float, list[tuple[float, float]]]]
    down: list[tuple[float, list[tuple[float, float]]]]


def bundles(rules: Sequence[Rule]) -> list[Bundle]:
    """The ruled lines of a page, those that touch one another together."""
    if len(rules) > _MAX_LINES:
        return []
    across = _straight(rule for rule in rules if rule.horizontal)
    down = _straight(rule for rule in rules if not rule.horizontal)
    lines = [(True, at, part) for at, parts in across for part in parts] + [(False, at, part) for at, parts in down for part in parts]
    groups = _touching(lines)
    made: dict[int, Bundle] = {}
    for (horizontal, at, part), group in zip(lines, groups, strict=True):
        bundle = made.setdefault(group, Bundle([], []))
        side = bundle.across if horizontal else bundle.down
        if side and side[-1][0] == at:
            side[-1][1].append(part)
        else:
            side.append((at, [part]))
    return list(made.values())


def lattice(bundle: Bundle) -> Lattice | None:
    """The table that lines make; None where they are no grid of two fields or more."""
    if len(bundle.across) < 2 or not bundle.down:
        return None
    ys = sorted((at for at, _ in bundle.across), reverse=True)
    xs = sorted(at for at, _ in bundle.down)
    first = min(start for _, parts in bundle.across for start, _ in parts)
    last = max(end for _, parts in bundle.across for _, end in parts)
    if first < xs[0] - 2 * _REACH:  # tables are often open at their sides
        xs.insert(0, first)
    if last > xs[-1] + 2 * _REACH:
        xs.append(last)
    if len(xs) < 2 or (len(xs) - 1) * (len(ys) - 1) not in range(2, _MAX_FIELDS):
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(_fields(xs, ys, bundle)))


def _straight(rules: Iterable[Rule]) -> list[tuple[float, list[tuple[float, float]]]]:
    """The straight lines that rules lie on, with the parts that are drawn."""
    near: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if near and rule.at - near[-1][0].at <= _SNAP:
            near[-1].append(rule)
        else:
            near.append([rule])
    lines = []
    for group in near:
        parts: list[tuple[float, float]] = []
        for rule in sorted(group, key=lambda rule: rule.start):
            if parts and rule.start <= parts[-1][1] + _SNAP:
                parts[-1] = (parts[-1][0], max(parts[-1][1], rule.end))
            else:
                parts.append((rule.start, rule.end))
        lines.append((sum(rule.at for rule in group) / len(group), parts))
    return lines


_Line = tuple[bool, float, tuple[float, float]]


def _touching(lines: Sequence[_Line]) -> list[int]:
    """A number for each line, the same for those that touch one another."""
    groups = list(range(len(lines)))

    def find(at: int) -> int:
        while groups[at] != at:
            groups[at] = groups[groups[at]]
            at = groups[at]
        return at

    down = sorted((at, number) for number, (horizontal, at, _) in enumerate(lines) if not horizontal)
    places = [at for at, _ in down]
    for number, (horizontal, height, (start, end)) in enumerate(lines):
        if not horizontal:
            continue
        for place in range(bisect.bisect_left(places, start - _REACH), bisect.bisect_right(places, end + _REACH)):
            low, high = lines[down[place][1]][2]
            if low - _REACH <= height <= high + _REACH:
                groups[find(number)] = find(down[place][1])
    return [find(number) for number in range(len(lines))]


def _fields(xs: Sequence[float], ys: Sequence[float], bundle: Bundle) -> Iterable[Field]:
    """The cells of a grid, ``ys`` from the top, merged where no line is drawn between two fields."""
    width, height = len(xs) - 1, len(ys) - 1
    across = dict(bundle.across)
    down = dict(bundle.down)
    taken = [[False] * width for _ in range(height)]

    def wall_right(row: int, column: int) -> bool:
        return column == width - 1 or _is_drawn(down.get(xs[column + 1], []), ys[row + 1], ys[row])

    def wall_below(row: int, column: int) -> bool:
        return row == height - 1 or _is_drawn(across.get(ys[row + 1], []), xs[column], xs[column + 1])

    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            columns = 1
            while column + columns < width and not taken[row][column + columns] and not wall_right(row, column + columns - 1):
                columns += 1
            rows = 1
            while row + rows < height and not any(
                wall_below(row + rows - 1, at) or taken[row + rows][at] for at in range(column, column + columns)
            ) and all(not wall_right(row + rows, at) for at in range(column, column + columns - 1)):
                rows += 1
            for below in range(row, row + rows):
                taken[below][column:column + columns] = [True] * columns
            yield Field(row, column, rows, columns, xs[column], ys[row + rows], xs[column + columns], ys[row])


def _is_drawn(parts: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    """Whether most of the way from start to end is drawn."""
    covered = sum(max(0.0, min(end, last) - max(start, first)) for first, last in parts)
    return covered >= _COVERED * (end - start)
