"""NUM012: a growth column that its two value columns do not give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Finding,
    Grid,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    Row,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    slips,
    wording,
)
from reportlint_rules.num.table_growths import GrowthColumns, bounds, growth_of, in_text

_MIN_ROWS = 3
_MIN_SHARE = Fraction(6, 10)
_SAMPLE = 60
_NEAR = 0.6


class TableGrowthMismatch(ArithmeticRule):
    """Tables in which a column is the growth from one column to another, as most of their rows show."""

    meta = RuleMeta(
        "NUM012", "table-growth-mismatch",
        Message("表格中增长率与前后两列数值不符", "a growth in a table that does not match its row"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every row of a table with a growth column."""
        for grid in reading.grids:
            columns = _columns(grid)
            if columns is not None:
                yield from self._rows(reading, grid, *columns)
                found = GrowthColumns(*columns)
                yield from bounds(self, reading, grid, found)
                yield from in_text(self, reading, grid, found)

    def _rows(self, reading: Reading, grid: Grid, base: int, current: int, growth: int) -> Iterator[Finding]:
        flow = reading.document.flow
        rows = [row for row in grid.rows if len(row.cells) == grid.width and _derived(row.cells[base], row.cells[current]) is not None]
        agreeing = sum(1 for row in rows if _agrees(row, base, current, growth))
        places = {column: Counter(row.cells[column].decimals for row in rows).most_common(1)[0][0] for column in (base, current, growth)} if rows else {}
        clear = agreeing >= 5 and agreeing * 10 >= len(rows) * 8
        for row in rows:
            a, b, rate = row.cells[base], row.cells[current], row.cells[growth]
            printed = [wording.claim(m, flow) for m in (a, b, rate)]
            expression = f"{row.label}：{printed[0]} → {printed[1]}（{printed[2]}）"
            operands = [("growth", rate), ("current", b), ("base", a)]
            derived = _derived(a, b)
            assert derived is not None
            if _agrees(row, base, current, growth):
                yield self.relation(reading, CheckKind.GROWTH, Verdict.CONSISTENT, expression, operands)
                continue
            meant = _slip(a, b, rate)
            if meant is None and agreeing == len(rows) - 1 >= _MIN_ROWS:
                meant = _lost_point(a, b, rate, (places[base], places[current], places[growth]))
            if meant is None:
                # scraping shuffles cells: only what one typing error explains is a fault of the report
                yield self.relation(reading, CheckKind.GROWTH, Verdict.SKIPPED, expression, operands, reason="unreadable-row")
                continue
            gap = derived.distance(inner(rate))
            shown = wording.percent_range(derived)
            yield self.relation(
                reading, CheckKind.GROWTH, Verdict.INCONSISTENT, expression, operands,
                message=Message(
                    f"表中“{row.label}”由{printed[0]}到{printed[1]}，增幅为{shown}，与“{printed[2]}”不符（本表另有{agreeing}行按此计算相符；若“{meant[0]}”为{meant[1]}之误则相符）",
                    f"in the table, {row.label} goes from {printed[0]} to {printed[1]}, a growth of {shown}, not “{printed[2]}” ({agreeing} other rows agree; it would agree if “{meant[0]}” were {meant[1]})",
                ),
                related=[(a, Message("基数", "base")), (b, Message("本期", "current"))],
                severity=None if clear and gap >= 1 else Severity.WARNING,
                confidence=Confidence.HIGH if clear and gap >= 1 else Confidence.MEDIUM,
            )


def _columns(grid: Grid) -> tuple[int, int, int] | None:
    """The (base, current, growth) columns that most rows agree on; None where there are none."""
    full = [row for row in grid.rows if len(row.cells) == grid.width]
    if grid.width < 3 or len(full) < _MIN_ROWS:
        return None
    sample = full[:: max(1, len(full) // _SAMPLE)]
    values = [[float(cell.value or 0) for cell in row.cells] for row in sample]
    columns = range(grid.width)
    rated = [c for c in columns if _is_rate_column(sample, c)]
    plain = [c for c in columns if sample[0].cells[c].kind is not Kind.PERCENT]
    votes: Counter[tuple[int, int, int]] = Counter()
    for growth in rated:
        for base in plain:
            for current in plain:
                if len({base, current, growth}) == 3:
                    votes[base, current, growth] = sum(
                        1 for row in values if row[base] > 0 and abs(100 * (row[current] / row[base] - 1) - row[growth]) <= _NEAR
                    )
    for key, count in votes.most_common(1):
        if count >= _MIN_ROWS and count >= len(sample) * _MIN_SHARE:
            return key
    return None


def _is_rate_column(rows: Sequence[Row], column: int) -> bool:
    """Whether a column may hold rates: percentages, or small numbers with a decimal point."""
    cells = [row.cells[column] for row in rows]
    return all(cell.kind is Kind.PERCENT for cell in cells) or (
        all(cell.kind is Kind.NUMBER for cell in cells) and sum(1 for cell in cells if cell.decimals) * 2 >= len(cells)
    )


def _derived(base: Mention, current: Mention) -> Interval | None:
    return growth_of(inner(base), inner(current))


def _slip(base: Mention, current: Mention, rate: Mention) -> tuple[str, str] | None:
    """The number that one typing error explains, as printed and as meant; None where no single one does.

    Of several readings that fit, the one that comes nearest to the exact growth is meant.
    """
    for mention in (rate, current, base):
        texts = [text for text, _ in slips(mention.printed.replace(",", "").lstrip("-"))]
        found = [(off, text) for text in texts if (off := _off(text, mention, base, current, rate)) is not None]
        if found:
            return mention.printed, _signed(min(found)[1], mention)
    return None


def _lost_point(base: Mention, current: Mention, rate: Mention, places: tuple[int, int, int]) -> tuple[str, str] | None:
    """The number that has lost the point which the other cells of its column have, as printed and as meant."""
    for mention, decimals in ((rate, places[2]), (current, places[1]), (base, places[0])):
        digits = mention.printed.replace(",", "").lstrip("-")
        if not decimals or not digits.isdigit() or len(digits) <= decimals:
            continue
        text = f"{digits[:-decimals]}.{digits[-decimals:]}"
        if _off(text, mention, base, current, rate) is not None:
            return mention.printed, _signed(text, mention)
    return None


def _off(text: str, mention: Mention, base: Mention, current: Mention, rate: Mention) -> Fraction | None:
    """How far the growth is from the stated one if a cell read ``text``; None where rounding does not explain it."""
    value = Fraction(_signed(text, mention))
    half = Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    meant = Interval(value - half, value + half)
    derived = growth_of(meant if mention is base else inner(base), meant if mention is current else inner(current))
    stated = meant if mention is rate else inner(rate)
    if derived is None or derived.low is None or derived.high is None or stated.low is None or stated.high is None or not derived.overlaps(stated):
        return None
    return abs(derived.low + derived.high - stated.low - stated.high)


def _signed(text: str, mention: Mention) -> str:
    return f"-{text}" if mention.printed.startswith("-") else text


def _agrees(row: Row, base: int, current: int, growth: int) -> bool:
    derived = _derived(row.cells[base], row.cells[current])
    return derived is not None and derived.overlaps(inner(row.cells[growth]))
