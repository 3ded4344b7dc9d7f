"""NUM016: an average growth over years that the first and the last value, or the whole growth, do not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    ArithmeticRule,
    Basis,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    signed,
    unit_of,
    wording,
)

_HUNDRED = Fraction(100)
_REAL = re.compile(r"扣除|剔除|不变价|可比|同口径|实际")
_PLAN = 5
"""Years of a plan."""
_MOST_YEARS = 40
_USUAL = (5, 4, 3, 6, 2, 10)
"""Years that a period of unnamed length may have, the likeliest first."""
_CLEAR = 0.3
"""Points from which on a difference is beyond what revised values explain."""


@dataclass(frozen=True, slots=True)
class _Span:
    """How often a value has multiplied from its base on, over how many years (empty where the text does not say), and the numbers used."""

    quotient: Interval
    years: int | None
    operands: tuple[tuple[str, Mention], ...]
    printed: tuple[str, str]
    by_values: bool


class AverageGrowthMismatch(ArithmeticRule):
    """(1 + average)ⁿ is the quotient of the last and the first value, or one plus the growth over all n years."""

    meta = RuleMeta(
        "NUM016", "average-growth-mismatch",
        Message("年均增长率与首末两个数值、累计增长率不符", "an average growth that the values or the growth over all years do not give"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every average growth that stands with both values, or with the growth over all years."""
        for fact in reading.facts:
            if fact.role is not Role.LEVEL:
                continue
            averages = [c for c in fact.changes if c.role is Role.GROWTH and c.average and c.mention.kind is Kind.PERCENT]
            if len(averages) != 1 or averages[0].mention.parts:
                continue
            span = _by_values(reading, fact) or _by_growth(reading, fact)
            if span is not None:
                yield self._judge(reading, fact, averages[0], span)

    def _judge(self, reading: Reading, fact: Fact, average: Fact, span: _Span) -> Finding:
        flow = reading.document.flow
        stated = wording.claim(average.mention, flow)
        sign = "-" if average.direction < 0 else "+"
        operands = [("average", average.mention), *span.operands]
        candidates = _USUAL if span.years is None else (span.years,)
        fitting = next((n for n in candidates if _power(average, n).overlaps(span.quotient)), None)
        years = span.years or fitting
        over = f"{years}年" if years else "数年"
        expression = f"{fact.phrase.text or '？'}：{span.printed[0]} → {span.printed[1]}，{over}年均{sign}{stated}"
        if fitting is not None:
            return self.relation(reading, CheckKind.AVERAGE_GROWTH, Verdict.CONSISTENT, expression, operands)
        if span.years is None:
            return self.relation(reading, CheckKind.AVERAGE_GROWTH, Verdict.SKIPPED, expression, operands, reason="years-not-said")
        if span.by_values and (fact.basis is Basis.CONSTANT or average.comparable or _REAL.search(flow[fact.mention.end:average.mention.start])):
            return self.relation(reading, CheckKind.AVERAGE_GROWTH, Verdict.SKIPPED, expression, operands, reason="constant-price")
        if span.by_values and span.years == _PLAN - 1 and fact.year is not None and fact.year % _PLAN == 0:
            # a plan's average counts from the year before it, though the first value printed is that of its first year
            return self.relation(reading, CheckKind.AVERAGE_GROWTH, Verdict.SKIPPED, expression, operands, reason="several-bases")
        low, high = _root(span.quotient, span.years)
        gap = _distance(low, high, average)
        other = next((n for n in (span.years + 1, span.years - 1) if n > 1 and _power(average, n).overlaps(span.quotient)), None)
        shown = f"{low:.2f}%" if f"{low:.2f}" == f"{high:.2f}" else f"{low:.2f}%～{high:.2f}%"
        counted_zh = f"；若按{other}年计算则相符" if other else ""
        counted_en = f"; over {other} years it would agree" if other else ""
        proven = gap >= 1 and not other and not span.by_values
        return self.relation(
            reading, CheckKind.AVERAGE_GROWTH, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"{fact.phrase.text}{span.years}年间由{span.printed[0]}到{span.printed[1]}，年均增长{shown}，与“{sign if sign == '-' else ''}{stated}”不符{counted_zh}",
                f"{fact.phrase.text}: from {span.printed[0]} to {span.printed[1]} in {span.years} years is {shown} a year, not “{sign if sign == '-' else ''}{stated}”{counted_en}",
            ),
            related=[(mention, Message("首末数值或累计增速", "the values or the growth over all years")) for _, mention in span.operands],
            severity=Severity.ERROR if proven else Severity.WARNING if gap >= _CLEAR else Severity.INFO,
            confidence=Confidence.HIGH if proven else Confidence.MEDIUM if gap >= _CLEAR else Confidence.LOW,
        )


def _by_values(reading: Reading, fact: Fact) -> _Span | None:
    """The first and the last value: 从2021年的…增长至2025年的…."""
    base = fact.base
    if base is None or unit_of(base.mention)[0] != unit_of(fact.mention)[0] or fact.mention.kind is Kind.PERCENT:
        return None
    quotient = inner(fact.mention).over(inner(base.mention))
    if quotient is None or quotient.low is None or quotient.low <= 0:
        return None
    years = None if base.year is None or fact.year is None else fact.year - base.year
    if years is not None and not 2 <= years <= _MOST_YEARS:
        return None
    flow = reading.document.flow
    printed = wording.claim(base.mention, flow), wording.claim(fact.mention, flow)
    return _Span(quotient, years, (("base", base.mention), ("current", fact.mention)), printed, True)


def _by_growth(reading: Reading, fact: Fact) -> _Span | None:
    """The growth over all years beside the average: 比2002年增长65.5%，年均增长10.6%."""
    totals = [c for c in fact.changes if c.role is Role.GROWTH and not c.average and c.basis_year is not None and c.mention.kind is Kind.PERCENT]
    if len(totals) != 1 or totals[0].basis_year is None:
        return None
    years = None if fact.year is None else fact.year - totals[0].basis_year
    growth = signed(totals[0])
    if (years is not None and not 2 <= years <= _MOST_YEARS) or growth.low is None or growth.low <= -_HUNDRED:
        return None
    quotient = Interval(1 + growth.low / _HUNDRED, None if growth.high is None else 1 + growth.high / _HUNDRED)
    stated = wording.claim(totals[0].mention, reading.document.flow)
    sign = "-" if totals[0].direction < 0 else "+"
    return _Span(quotient, years, (("growth", totals[0].mention),), (f"{totals[0].basis_year}年", f"{fact.year or '？'}年（{sign}{stated}）"), False)


def _power(average: Fact, years: int) -> Interval:
    """What a value multiplies by over the years at an average growth; open where the growth is."""
    rate = signed(average)
    low = None if rate.low is None or rate.low <= -_HUNDRED else (1 + rate.low / _HUNDRED) ** years
    high = None if rate.high is None else (1 + rate.high / _HUNDRED) ** years
    return Interval(low, high)


def _root(quotient: Interval, years: int) -> tuple[float, float]:
    """The average growth in percent that a quotient gives."""
    ends: Sequence[Fraction] = [end for end in (quotient.low, quotient.high) if end is not None]
    low, high = (100 * (float(end) ** (1 / years) - 1) for end in (min(ends), max(ends)))
    return low, high


def _distance(low: float, high: float, average: Fact) -> float:
    """How many points a stated average lies from what the values give."""
    rate = signed(average)
    above = 0.0 if rate.low is None else float(rate.low) - high
    below = 0.0 if rate.high is None else low - float(rate.high)
    return max(above, below, 0.0)
