"""What the growth column of a table is good for beside its own rows: bounds of totals, and growths of the text whose base stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.records import dataclass
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Grid,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    Role,
    Row,
    Severity,
    Verdict,
    inner,
    read_phrase,
    signed,
    slips,
    unit_named,
    wording,
)
from reportlint_rules.num.table_structure import Structure, candidates, sum_of

_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class GrowthColumns:
    """The places of the base, the current values and their growth in the full rows of a table."""

    base: int
    current: int
    growth: int


def growth_of(base: Interval, current: Interval) -> Interval | None:
    """The growth in percent from one interval to another; None where the base may be zero."""
    quotient = current.over(base)
    if quotient is None or quotient.low is None or quotient.high is None:
        return None
    return Interval(_HUNDRED * (quotient.low - 1), _HUNDRED * (quotient.high - 1))


def bounds(rule: ArithmeticRule, reading: Reading, grid: Grid, columns: GrowthColumns) -> Iterator[Finding]:
    """A total of the table grows no faster than the fastest and no slower than the slowest of the rows that make it up."""
    flow = reading.document.flow
    seen: set[int] = set()
    for structure in candidates(grid):
        rows = (structure.total, *structure.parts)
        if structure.total.start in seen or -1 in structure.signs or any(len(row.cells) != grid.width for row in rows):
            continue
        if not all(_adds_up(structure, column) for column in (columns.base, columns.current)):
            continue
        seen.add(structure.total.start)
        rates = [row.cells[columns.growth] for row in rows]
        lows, highs = zip(*((inner(rate).low, inner(rate).high) for rate in rates[1:]), strict=True)
        if None in lows or None in highs or not all(_positive(row.cells[columns.base]) for row in structure.parts):
            continue
        hull = Interval(min(lows), max(highs))
        printed = [wording.claim(rate, flow) for rate in rates]
        operands = [("whole", rates[0]), *(("part", rate) for rate in rates[1:])]
        if inner(rates[0]).overlaps(hull):
            yield rule.relation(reading, CheckKind.MEAN_BOUND, Verdict.CONSISTENT, f"{structure.total.label}：{printed[0]} ∈ [{'，'.join(printed[1:])}]", operands)
            continue
        own = growth_of(inner(structure.total.cells[columns.base]), inner(structure.total.cells[columns.current]))
        if own is None or not own.overlaps(inner(rates[0])):
            continue  # the row itself is at fault, which is said there
        shown = wording.percent_range(hull)
        yield rule.relation(
            reading, CheckKind.MEAN_BOUND, Verdict.INCONSISTENT, f"{structure.total.label}：{printed[0]} ∉ [{'，'.join(printed[1:])}]", operands,
            message=Message(
                f"表中“{structure.total.label}”增长{printed[0]}，而组成它的各行增速在{shown}之间",
                f"in the table, {structure.total.label} grows by {printed[0]}, but the rows that make it up by {shown}",
            ),
            severity=Severity.WARNING, confidence=Confidence.MEDIUM,
        )


def in_text(rule: ArithmeticRule, reading: Reading, grid: Grid, columns: GrowthColumns) -> Iterator[Finding]:
    """Growths of the text whose value stands in a row of the table: the row has the base that the text leaves out."""
    unit = unit_named(grid.unit)
    if unit is None or unit[0] != "元":
        return
    rows: dict[str, list[Row]] = {}
    for row in grid.rows:
        key = read_phrase(row.label.removesuffix("小计")).key
        if len(row.cells) == grid.width and len(key) >= 3:
            rows.setdefault(key, []).append(row)
    for fact in reading.facts:
        growth = fact.growth
        if fact.role is not Role.LEVEL or growth is None or fact.base is not None or growth.mention.kind is not Kind.PERCENT:
            continue
        if growth.mention.hedge is not None or growth.comparable or fact.mention.hedge is not None:
            continue
        fitting = [row for row in rows.get(fact.indicator, ()) if _in_unit(row.cells[columns.current], unit[1]).overlaps(inner(fact.mention))]
        if len(fitting) == 1:
            yield from _judge(rule, reading, fact, growth, fitting[0].cells[columns.base], unit[1])


def _judge(rule: ArithmeticRule, reading: Reading, fact: Fact, growth: Fact, base: Mention, worth: Fraction) -> Iterator[Finding]:
    flow = reading.document.flow
    derived = growth_of(_in_unit(base, worth), inner(fact.mention))
    if derived is None:
        return
    claims = [wording.claim(m, flow) for m in (base, fact.mention, growth.mention)]
    sign = "-" if growth.direction < 0 else "+"
    expression = f"{fact.phrase.text}：{claims[0]}（表）→ {claims[1]}（{sign}{claims[2]}）"
    operands = [("growth", growth.mention), ("current", fact.mention), ("base", base)]
    if derived.overlaps(signed(growth)):
        yield rule.relation(reading, CheckKind.GROWTH, Verdict.CONSISTENT, expression, operands)
        return
    half = Fraction(1, 2 * 10 ** growth.mention.decimals)
    meant = [
        text for text, _ in slips(growth.mention.printed)
        if derived.overlaps(Interval(growth.direction * Fraction(text) - half, growth.direction * Fraction(text) + half))
    ]
    if not meant or growth.mention.decimals < 2:
        # the text may compare with another year or with the budget
        yield rule.relation(reading, CheckKind.GROWTH, Verdict.SKIPPED, expression, operands, reason="several-bases")
        return
    shown = wording.percent_range(derived if growth.direction > 0 else -derived)
    yield rule.relation(
        reading, CheckKind.GROWTH, Verdict.INCONSISTENT, expression, operands,
        message=Message(
            f"{fact.phrase.text}{claims[1]}，按表中基数{claims[0]}，{'降幅' if growth.direction < 0 else '增幅'}为{shown}，与“{claims[2]}”不符",
            f"{fact.phrase.text} {claims[1]} on the table's base {claims[0]} is a change of {shown}, not “{claims[2]}”",
        ),
        related=[(base, Message(f"表：{claims[0]}", f"table: {claims[0]}"))], severity=Severity.WARNING, confidence=Confidence.MEDIUM,
    )


def _in_unit(cell: Mention, worth: Fraction) -> Interval:
    """What a cell stands for in the base unit of its table."""
    return inner(cell).scaled(worth)


def _positive(cell: Mention) -> bool:
    low = inner(cell).low
    return low is not None and low > 0


def _adds_up(structure: Structure, column: int) -> bool:
    cells: Sequence[Mention] = [row.cells[column] for row in structure.parts]
    return sum_of([(cell, 1) for cell in cells]).overlaps(inner(structure.total.cells[column]))
