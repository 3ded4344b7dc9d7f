"""How the rows of a table add up, found from the columns in which they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import inf, prod

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import Grid, Interval, Mention, Row, inner

_TOTAL = re.compile(r"合计|总计|小计|总收入|总支出|\A计\Z")
_GRAND = re.compile(r"合计|总计|总收入|总支出|\A计\Z")
_SUBTOTAL = re.compile(r"小计")
_REST = re.compile(r"结余|差额|缺口|赤字")
_RECEIVED = re.compile(r"上年(?:结[转余]|滚存)|上年结余|调入|动用|上级补助|下级上解|转贷收入")
_GIVEN = re.compile(r"上解上级|补助下级|还本|调出|安排[^，]{0,4}稳定调节|结转下年|年终结[余转]|转贷支出|债券结余")
_LEVELS = ("第章", "一、", "（一）", "1.", "（1）", "①")
_MAX_CHOICES = 400
_MAX_STEPS = 20000
_FLOAT_ERROR = 1e-9


@dataclass(frozen=True, slots=True)
class Structure:
    """A row and the rows that it is the signed sum of."""

    total: Row
    parts: tuple[Row, ...]
    signs: tuple[int, ...]

    @property
    def labels(self) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
        """What the structure is called, for finding it again in another table."""
        return self.total.label, tuple(part.label for part in self.parts), self.signs


@dataclass(frozen=True, slots=True)
class Column:
    """A structure in one column: the cells, and whether they add up; ``loose`` where empty cells leave doubt."""

    total: Mention
    parts: tuple[Mention, ...]
    signs: tuple[int, ...]
    agrees: bool
    loose: bool


def candidates(grid: Grid) -> Iterator[Structure]:
    """The structures that the labels of a table suggest."""
    rows = grid.rows
    for at, row in enumerate(rows):
        for parts in _part_lists(rows, at):
            if len(parts) >= 2:
                yield Structure(row, tuple(parts), (1,) * len(parts))
        if _REST.search(row.label):
            yield from _differences(rows, at)


def columns(structure: Structure, width: int) -> list[Column]:
    """The structure in each value column in which it can be told."""
    found = []
    totals = structure.total.values
    ragged = len(totals) < width
    if len(totals) > width:
        return []
    for column in range(len(totals)):
        fixed: list[tuple[Mention, int]] = []
        loose: list[list[tuple[Mention, int]]] = []
        for part, sign in zip(structure.parts, structure.signs, strict=True):
            if len(part.values) == width and not ragged:
                fixed.append((part.values[column], sign))
            else:
                # an empty cell has left no trace: the row gives one of its cells to this column, or none
                loose.append([(cell, sign) for cell in reversed(part.values if ragged else part.values[:column + 1])])
        if prod(len(cells) + 1 for cells in loose) > _MAX_CHOICES or totals[column].printed.startswith("-"):
            continue
        chosen = _closing(totals[column], fixed, loose)
        if chosen is not None:
            found.append(Column(totals[column], tuple(m for m, _ in chosen), tuple(s for _, s in chosen), True, bool(loose)))
        elif len(fixed) >= 2:
            found.append(Column(totals[column], tuple(m for m, _ in fixed), tuple(s for _, s in fixed), False, bool(loose)))
    return found


def sum_of(parts: Sequence[tuple[Mention, int]]) -> Interval:
    """The interval of a signed sum."""
    total = Interval.point(0)
    for mention, sign in parts:
        total = total + inner(mention) if sign > 0 else total - inner(mention)
    return total


def _signed(term: tuple[Mention, int]) -> Interval:
    mention, sign = term
    return inner(mention) if sign > 0 else -inner(mention)


def near(interval: Interval) -> tuple[float, float]:
    """The interval in floats, a little wider: quick to rule out sums that are then not computed exactly."""
    low = -inf if interval.low is None else float(interval.low)
    high = inf if interval.high is None else float(interval.high)
    return low - _FLOAT_ERROR * abs(low), high + _FLOAT_ERROR * abs(high)


def _closing(
    total: Mention, fixed: Sequence[tuple[Mention, int]], loose: Sequence[Sequence[tuple[Mention, int]]],
) -> list[tuple[Mention, int]] | None:
    """The cells that add up to the total: all fixed ones, and those of the loose ones that fit."""
    target = inner(total)
    nearly = near(target)
    low, high = map(sum, zip(*(near(_signed(term)) for term in fixed), strict=True)) if fixed else (0.0, 0.0)
    options = [[*((cell, near(_signed(cell))) for cell in cells), (None, (0.0, 0.0))] for cells in loose]
    for choice in product(*options):
        terms = [*fixed, *(cell for cell, _ in choice if cell is not None)]
        if (
            len(terms) >= 2 and low + sum(near[0] for _, near in choice) <= nearly[1]
            and high + sum(near[1] for _, near in choice) >= nearly[0] and sum_of(terms).overlaps(target)
        ):
            return terms
    return None


def paired(grid: Grid, width: int) -> Iterator[tuple[Row, Row, list[Column]]]:
    """Two subtotals side by side, and a division of the rows below between them that makes both add up.

    Flattened two-sided tables interleave receipts and expenditure; that both sides close is proof enough of who
    belongs where.
    """
    rows = grid.rows
    for at in range(len(rows) - 1):
        left, right = rows[at], rows[at + 1]
        if not (_SUBTOTAL.search(left.label) and _SUBTOTAL.search(right.label)) or {_side(left.label), _side(right.label)} != {"收", "支"}:
            continue
        below = _until_break(rows, at + 1)
        if len(below) < 3 or len(left.values) != len(right.values):
            continue
        for column in range(len(left.values)):
            found = _divide(left, right, below, column, width if len(left.values) == width else 0)
            if found is not None:
                one, two = found
                yield left, right, [
                    Column(left.values[column], tuple(one), (1,) * len(one), True, False),
                    Column(right.values[column], tuple(two), (1,) * len(two), True, False),
                ]


def _divide(left: Row, right: Row, below: Sequence[Row], column: int, width: int) -> tuple[list[Mention], list[Mention]] | None:
    """The cells of each side, where a division makes both subtotals; None where none does within the limit."""
    targets = inner(left.values[column]), inner(right.values[column])
    options: list[list[tuple[int, Mention | None]]] = []
    for row in below:
        side = _side(row.label)
        sides = [0 if side == _side(left.label) else 1] if side else [0, 1]
        if len(row.values) == width:
            options.append([(s, row.values[column]) for s in sides])
        else:
            cells = list(reversed(row.values[:column + 1] if width else row.values))
            options.append([(s, cell) for cell in cells for s in sides] + [(0, None)])
    options.sort(key=len)
    budget = [_MAX_STEPS]
    limits = [t.high for t in targets]
    if any(limit is None for limit in limits):
        return None

    def search(index: int, sums: tuple[Interval, Interval], chosen: tuple[list[Mention], list[Mention]]) -> tuple[list[Mention], list[Mention]] | None:
        budget[0] -= 1
        if budget[0] < 0 or any(s.low is not None and limit is not None and s.low > limit for s, limit in zip(sums, limits, strict=True)):
            return None
        if index == len(options):
            return chosen if all(s.overlaps(t) for s, t in zip(sums, targets, strict=True)) else None
        for side, cell in options[index]:
            if cell is None:
                found = search(index + 1, sums, chosen)
            elif side == 0:
                found = search(index + 1, (sums[0] + inner(cell), sums[1]), ([*chosen[0], cell], chosen[1]))
            else:
                found = search(index + 1, (sums[0], sums[1] + inner(cell)), (chosen[0], [*chosen[1], cell]))
            if found is not None:
                return found
        return None

    found = search(0, (Interval.point(0), Interval.point(0)), ([], []))
    return found if found is not None and all(len(side) >= 2 for side in found) else None


def _part_lists(rows: Sequence[Row], at: int) -> Iterator[list[Row]]:
    row = rows[at]
    if _TOTAL.search(row.label):
        before = _since_total(rows, at)
        side = _side(row.label)
        for group in (before, [r for r in before if _side(r.label) == side]):
            yield [r for r in group if r.ordinal is not None and r.ordinal.style == _style(group)]
            yield [r for r in group if not r.within]
        if _GRAND.search(row.label):
            subtotals = [r for r in rows[:at] if _SUBTOTAL.search(r.label)]
            yield [r for r in subtotals if _side(r.label) == side]
            yield subtotals
            yield [r for r in _below_items(rows, at) if _account_side(r.label) == side]
    after = _until_break(rows, at)
    if after:
        yield after
        yield [r for r in after if (r.index - row.index) % 2 == 0]
        yield [r for r in after if _side(r.label) == _side(row.label)]


def _below_items(rows: Sequence[Row], at: int) -> list[Row]:
    """The rows between the last numbered item and a grand total: subtotals, transfers and what is carried over."""
    first = next((index + 1 for index in range(at - 1, -1, -1) if rows[index].ordinal is not None), 0)
    return [r for r in rows[first:at] if not r.within and not _GRAND.search(r.label)]


def _since_total(rows: Sequence[Row], at: int) -> list[Row]:
    """The rows between the last total of the same side and this one."""
    side = _side(rows[at].label)
    start = 0
    for index in range(at - 1, -1, -1):
        if _TOTAL.search(rows[index].label) and (_side(rows[index].label) == side or index < at - 1):
            start = index + 1
            break
    return [r for r in rows[start:at] if not _TOTAL.search(r.label)]


def _until_break(rows: Sequence[Row], at: int) -> list[Row]:
    """The rows below a parent: deeper ordinals under an ordinal, rows without one under a subtotal."""
    row = rows[at]
    if row.ordinal is not None:
        level = _depth(row)
        found = []
        for other in rows[at + 1:]:
            if (other.ordinal is not None and _depth(other) <= level) or _GRAND.search(other.label):
                break
            found.append(other)
        children = [r for r in found if r.ordinal is not None]
        if children:
            first = min(_depth(r) for r in children)
            return [r for r in children if _depth(r) == first]
        return [r for r in found if not r.within]
    if not _SUBTOTAL.search(row.label):
        return []
    found = []
    for other in rows[at + 1:]:
        if _GRAND.search(other.label) or other.ordinal is not None:
            break
        if not _SUBTOTAL.search(other.label) and not other.within:
            found.append(other)
    return found


def _differences(rows: Sequence[Row], at: int) -> Iterator[Structure]:
    """A surplus as receipts less expenditure, or as two other surpluses together."""
    before = [r for r in rows[max(0, at - 24):at] if not r.within]
    income = [r for r in before if _side(r.label) == "收"][:1]
    spending = [r for r in before if _side(r.label) == "支"][:1]
    own = rows[at].ordinal
    top = [r for r in before if r.ordinal is not None and own is not None and r.ordinal.style == own.style]
    for first in (income, [r for r in top if _side(r.label) == "收"]):
        for second in (spending, [r for r in top if _side(r.label) == "支"]):
            if first and second:
                yield Structure(rows[at], (first[-1], second[-1]), (1, -1))
    rests = [r for r in before if _REST.search(r.label)]
    if len(rests) >= 2:
        yield Structure(rows[at], (rests[-2], rests[-1]), (1, 1))


def _side(label: str) -> str:
    """收 for receipts, 支 for expenditure, nothing for others."""
    if "支出" in label and "收入" not in label:
        return "支"
    return "收" if "收入" in label and "支出" not in label else ""


def _account_side(label: str) -> str:
    """The side of an account that a row of transfers or of what is carried over belongs to (上年结转: 收, 调出资金: 支)."""
    if _RECEIVED.search(label):
        return "收"
    return "支" if _GIVEN.search(label) else _side(label)


def _depth(row: Row) -> int:
    style = row.ordinal.style if row.ordinal is not None else ""
    return _LEVELS.index(style) if style in _LEVELS else len(_LEVELS)


def _style(rows: Sequence[Row]) -> str:
    """The highest ordinal style of the rows."""
    styles = [row.ordinal.style for row in rows if row.ordinal is not None and row.ordinal.style in _LEVELS]
    return min(styles, key=_LEVELS.index) if styles else ""
