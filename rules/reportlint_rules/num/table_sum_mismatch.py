"""NUM013: a table whose rows or columns do not add up in the one place where they should."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Finding,
    Grid,
    Interval,
    Mention,
    Message,
    Reading,
    Row,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    wording,
)
from reportlint_rules.num.table_structure import Column, Structure, candidates, columns, sum_of

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
        proven: dict[_Labels, int] = {}
        for _, structures in judged:
            for structure, cells in structures:
                agreeing = sum(1 for cell in cells if cell.agrees)
                if agreeing:
                    proven[structure.labels] = proven.get(structure.labels, 0) + agreeing
        for grid, structures in judged:
            yield from self._totals(reading, structures, proven)
            yield from self._across(reading, grid)

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
                    settled.add(place)
                    yield self._wrong(reading, structure, column, support)

    def _check(self, reading: Reading, structure: Structure, column: Column, verdict: Verdict) -> Finding:
        flow = reading.document.flow
        sign = "=" if verdict is Verdict.CONSISTENT else "≠"
        kind = CheckKind.BALANCE if -1 in column.signs else CheckKind.SUM
        return self.relation(
            reading, kind, verdict, f"{structure.total.label} {wording.claim(column.total, flow)} {sign} {_terms(column, flow)}",
            [("whole", column.total), *(("part", m) for m in column.parts)],
        )

    def _wrong(self, reading: Reading, structure: Structure, column: Column, support: int) -> Finding:
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
                f"表中“{structure.total.label}”为{printed}，而各项 {_terms(column, flow)} = {shown}（其余{support}列按此相加均相符）",
                f"in the table, {structure.total.label} is {printed}, but {_terms(column, flow)} = {shown} ({support} other columns add up)",
            ),
            related=[(m, Message(part.label, part.label)) for m, part in zip(column.parts, structure.parts, strict=False)],
            severity=None if clear else Severity.WARNING, confidence=Confidence.HIGH if clear else Confidence.MEDIUM,
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
                elif row in rows:
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


def _terms(column: Column, flow: str) -> str:
    text = ""
    for mention, sign in zip(column.parts, column.signs, strict=True):
        joint = " + " if sign > 0 else " − "
        text += (joint if text or sign < 0 else "") + wording.claim(mention, flow)
    return text


def _adds_up(cells: Sequence[Mention], *, first: bool) -> bool:
    whole, parts = (cells[0], cells[1:]) if first else (cells[-1], cells[:-1])
    total = Interval.point(0)
    for cell in parts:
        total += inner(cell)
    return total.overlaps(inner(whole))
