"""NUM013: a table whose rows or columns do not add up in the one place where they should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Finding,
    Grid,
    Mention,
    Message,
    Reading,
    Row,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    repairs,
    wording,
)
from reportlint_rules.num.table_classes import classes
from reportlint_rules.num.table_scopes import below, beside
from reportlint_rules.num.table_structure import Column, Structure, candidates, columns, near, paired, sum_of

_MIN_GAP = 10
_LEFT_OVER = re.compile(r"结余|缺口|差额|赤字|结转|调出|上解|稳定调节")
_Labels = tuple[str, tuple[str, ...], tuple[int, ...]]


class TableSumMismatch(ArithmeticRule):
    """Totals of tables. How a table adds up is learned from its other columns, and from tables with the same rows."""

    meta = RuleMeta(
        "NUM013", "table-sum-mismatch",
        Message("表格中合计与各项不符", "a total in a table that its rows do not give"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every total of a table whose structure is known."""
        judged = [(grid, list(_judge(grid))) for grid in reading.grids]
        columns_of: dict[_Labels, set[int]] = {}
        for _, structures in judged:
            for structure, cells in structures:
                # labels may suggest a structure twice: a column that agrees is one proof
                columns_of.setdefault(structure.labels, set()).update(c.total.start for c in cells if c.agrees and not c.loose)
        proven = {labels: len(agreeing) for labels, agreeing in columns_of.items()}
        for grid, structures in judged:
            yield from self._totals(reading, structures, proven)
            yield from self._sides(reading, grid)
            yield from self._across(reading, grid)
            yield from self._balances(reading, grid)
            yield from beside(self, reading, grid)
            yield from classes(self, reading, grid)
        yield from below(self, reading)

    def _totals(
        self, reading: Reading, structures: Sequence[tuple[Structure, list[Column]]], proven: dict[_Labels, int],
    ) -> Iterator[Finding]:
        settled: set[tuple[int, int]] = set()
        # a structure that holds somewhere comes before one that is only suggested
        ranked = sorted(structures, key=lambda item: (-sum(c.agrees for c in item[1]), -len(item[0].parts)))
        for structure, cells in ranked:
            for column in cells:
                place = (structure.total.start, column.total.start)
                if place in settled:
                    continue
                if column.agrees:
                    if _means_something(column):
                        settled.add(place)
                        yield self._check(reading, structure, column, Verdict.CONSISTENT)
                elif not column.loose and (support := proven.get(structure.labels, 0)) and _trusted(structure, support):
                    meant = _slip(column)
                    if meant is not None:
                        settled.add(place)
                        yield self._wrong(reading, structure, column, support, meant)

    def _check(self, reading: Reading, structure: Structure, column: Column, verdict: Verdict) -> Finding:
        flow = reading.document.flow
        sign = "=" if verdict is Verdict.CONSISTENT else "≠"
        kind = CheckKind.BALANCE if -1 in column.signs else CheckKind.SUM
        return self.relation(
            reading, kind, verdict, f"{structure.total.label} {wording.claim(column.total, flow)} {sign} {_terms(column, flow)}",
            [("whole", column.total), *(("part", m) for m in column.parts)],
        )

    def _wrong(self, reading: Reading, structure: Structure, column: Column, support: int, meant: tuple[str, str]) -> Finding:
        flow = reading.document.flow
        printed = wording.claim(column.total, flow)
        added = sum(((m.value or Fraction(0)) * s for m, s in zip(column.parts, column.signs, strict=True)), Fraction(0))
        shown = wording.amount(added, column.total)
        clear = support >= 2 or len(structure.parts) >= 4
        kind = CheckKind.BALANCE if -1 in column.signs else CheckKind.SUM
        return self.relation(
            reading, kind, Verdict.INCONSISTENT, f"{structure.total.label} {printed} ≠ {_terms(column, flow)}",
            [("whole", column.total), *(("part", m) for m in column.parts)],
            message=Message(
                f"表中“{structure.total.label}”为{printed}，而各项 {_terms(column, flow)} = {shown}（其余{support}列按此相加相符；若“{meant[0]}”为{meant[1]}之误则相符）",
                f"in the table, {structure.total.label} is {printed}, but {_terms(column, flow)} = {shown} ({support} other columns add up; this one would if “{meant[0]}” were {meant[1]})",
            ),
            related=[(m, Message(part.label, part.label)) for m, part in zip(column.parts, structure.parts, strict=False)],
            severity=None if clear else Severity.WARNING, confidence=Confidence.HIGH if clear else Confidence.MEDIUM,
        )

    def _sides(self, reading: Reading, grid: Grid) -> Iterator[Finding]:
        """Subtotals of receipts and of expenditure above rows that are divided between them."""
        widths = [len(row.values) for row in grid.rows]
        for left, right, both in paired(grid, max(set(widths), key=widths.count)):
            for row, column in zip((left, right), both, strict=True):
                yield self._check(reading, Structure(row, (), ()), column, Verdict.CONSISTENT)

    def _balances(self, reading: Reading, grid: Grid) -> Iterator[Finding]:
        """The grand totals of receipts and expenditure in one table."""
        flow = reading.document.flow
        left = [r for r in grid.rows if re.search(r"收入(?:合计|总计|总量)|总收入", r.label)]
        right = [r for r in grid.rows if re.search(r"支出(?:合计|总计|总量)|总支出", r.label)]
        if len(left) != 1 or len(right) != 1 or len(left[0].values) != len(right[0].values):
            return
        pairs = list(zip(left[0].values, right[0].values, strict=True))
        equal = [inner(a).overlaps(inner(b)) for a, b in pairs]
        rests = [r for r in grid.rows if _LEFT_OVER.search(r.label) and r not in (left[0], right[0])]
        beside = any(r.index > max(left[0].index, right[0].index) for r in rests)
        for at, ((a, b), agrees) in enumerate(zip(pairs, equal, strict=True)):
            operands = [("income", a), ("expenditure", b)]
            one, two = wording.claim(a, flow), wording.claim(b, flow)
            rest = next((r for r in rests if len(r.values) == len(pairs) and _is_rest(r.values[at], a, b)), None)
            if not agrees and rest is not None:
                yield self.relation(
                    reading, CheckKind.BALANCE, Verdict.CONSISTENT, f"{rest.label} {wording.claim(rest.values[at], flow)} = {one} − {two}",
                    [("whole", rest.values[at]), *operands],
                )
            elif not agrees and beside:
                # what a surplus or a carry-over below the totals should be is judged with the table's own sums
                yield self.relation(reading, CheckKind.BALANCE, Verdict.SKIPPED, f"{one}、{two}", operands, reason="carried-over")
            elif agrees:
                yield self.relation(reading, CheckKind.BALANCE, Verdict.CONSISTENT, f"{one} = {two}", operands)
            elif _slip(Column(a, (b,), (1,), False, False)) is not None:
                yield self.relation(
                    reading, CheckKind.BALANCE, Verdict.INCONSISTENT, f"{one} ≠ {two}", operands,
                    message=Message(f"表中收入合计{one}与支出合计{two}不等", f"in the table, receipts total {one} and expenditure {two}"),
                    related=[(b, Message("支出合计", "expenditure"))],
                    severity=None if any(equal) else Severity.WARNING, confidence=Confidence.MEDIUM,
                )

    def _across(self, reading: Reading, grid: Grid) -> Iterator[Finding]:
        """Rows whose first or last cell is the sum of the others, where most rows show it."""
        if grid.width < 3:
            return
        rows = [row for row in grid.rows if len(row.values) == grid.width == len(row.cells)]
        for first in (True, False):
            agreeing = [row for row in rows if _adds_up(row.cells, first=first)]
            telling = [row for row in agreeing if sum(1 for cell in row.cells if cell.value) >= 3]
            if len(telling) < 3 or len(agreeing) * 10 < len(rows) * 7:
                continue
            for row in grid.rows:
                if len(row.values) != len(row.cells) or len(row.cells) < 3:
                    continue
                if _adds_up(row.cells, first=first):
                    yield self._row(reading, row, first, Verdict.CONSISTENT, len(telling))
                elif row in rows and _slip(_as_column(row, first)) is not None:
                    yield self._row(reading, row, first, Verdict.INCONSISTENT, len(telling))
            return

    def _row(self, reading: Reading, row: Row, first: bool, verdict: Verdict, support: int) -> Finding:
        flow = reading.document.flow
        whole, parts = (row.cells[0], row.cells[1:]) if first else (row.cells[-1], row.cells[:-1])
        printed = wording.claim(whole, flow)
        listed = " + ".join(wording.claim(m, flow) for m in parts)
        operands = [("whole", whole), *(("part", m) for m in parts)]
        if verdict is Verdict.CONSISTENT:
            return self.relation(reading, CheckKind.SUM, verdict, f"{row.label} {printed} = {listed}", operands)
        shown = wording.amount(sum((m.value or Fraction(0) for m in parts), Fraction(0)), whole)
        return self.relation(
            reading, CheckKind.SUM, verdict, f"{row.label} {printed} ≠ {listed}", operands,
            message=Message(
                f"表中“{row.label}”行：{listed} = {shown}，与合计“{printed}”不符（本表其余{support}行均相符）",
                f"in the table row {row.label}: {listed} = {shown}, not “{printed}” ({support} other rows add up)",
            ),
            severity=None if support >= 5 else Severity.WARNING, confidence=Confidence.HIGH if support >= 5 else Confidence.MEDIUM,
        )


def _is_rest(rest: Mention, income: Mention, spending: Mention) -> bool:
    """Whether a surplus, deficit or carry-over is what receipts and expenditure leave."""
    derived = inner(income) - inner(spending)
    return derived.overlaps(inner(rest)) or (-derived).overlaps(inner(rest))


def _judge(grid: Grid) -> Iterator[tuple[Structure, list[Column]]]:
    widths = [len(row.values) for row in grid.rows]
    width = max(set(widths), key=widths.count)
    for structure in candidates(grid):
        found = columns(structure, width)
        if found:
            yield structure, found


def _means_something(column: Column) -> bool:
    """Whether agreement is no accident: several parts, or numbers printed long enough."""
    if len(column.parts) >= 3 and not column.loose:
        return True
    width = sum_of(list(zip(column.parts, column.signs, strict=True)))
    target = inner(column.total)
    if width.low is None or width.high is None or target.high is None:
        return False
    return (width.high - width.low) * 100 <= abs(target.high)


def _trusted(structure: Structure, support: int) -> bool:
    """Whether a structure that holds elsewhere is enough to call a total wrong."""
    return len(structure.parts) >= 3 or support >= 2


def _slip(column: Column) -> tuple[str, str] | None:
    """The number that one typing error explains, as printed and as meant; None where none does, as in shuffled cells."""
    cells = [column.total, *column.parts]
    if any(m.printed.startswith("-") for m in cells):
        return None
    signs = [1, *(-sign for sign in column.signs)]
    gap = sum(((m.value or Fraction(0)) * s for m, s in zip(cells, signs, strict=True)), Fraction(0))
    ulp = max(m.values.ulp for m in cells)
    if abs(gap) < ulp * _MIN_GAP:
        # two rounding errors, or a row that scraping has lost
        return None
    numbers = [(m.printed.replace(",", ""), Fraction(1), s) for m, s in zip(cells, signs, strict=True)]
    for index, text in repairs(gap, ulp * len(cells) / 2, numbers):
        return cells[index].printed, text
    return None


def _as_column(row: Row, first: bool) -> Column:
    whole, parts = (row.cells[0], row.cells[1:]) if first else (row.cells[-1], row.cells[:-1])
    return Column(whole, parts, (1,) * len(parts), False, False)


def _terms(column: Column, flow: str) -> str:
    text = ""
    for mention, sign in zip(column.parts, column.signs, strict=True):
        joint = " + " if sign > 0 else " − "
        text += (joint if text or sign < 0 else "") + wording.claim(mention, flow)
    return text


def _adds_up(cells: Sequence[Mention], *, first: bool) -> bool:
    whole, parts = (cells[0], cells[1:]) if first else (cells[-1], cells[:-1])
    low, high = map(sum, zip(*(near(inner(cell)) for cell in parts), strict=True))
    least, most = near(inner(whole))
    return low <= most and high >= least and sum_of([(cell, 1) for cell in parts]).overlaps(inner(whole))
