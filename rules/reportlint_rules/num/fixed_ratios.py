"""The ratios that every bulletin prints: cost per hundred yuan, days with good air, deaths per output."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportlint import patterns as re
from reportlint.rule import (
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Grain,
    Interval,
    Kind,
    Message,
    Reading,
    Role,
    Severity,
    Verdict,
    inner,
    signed,
    wording,
)
from reportlint_rules.num.incomes import IncomeRatios, former_value, sign_of

_HUNDRED_YUAN = re.compile(r"每百元(?P<of>(?:主营业务|营业)收入)中?的?(?P<what>成本|费用)")
_OUTPUT = re.compile(r"亿元(?:gdp|地区生产总值|国内生产总值|生产总值)[^，。；]{0,8}死亡", re.IGNORECASE)
_PRICE_INDEX = re.compile(r"价格(?:总)?指数|CPI|PPI", re.IGNORECASE)
_INDEX_FROM, _INDEX_TO = 85, 125
_INDEX_SLIP = Fraction(6)
_HUNDRED = Fraction(100)
_BILLION = 10**8
_REVISED = Fraction(1, 50)
"""How far a preliminary output may lie from the one that an office has used."""
_CLEAR_COST = Fraction(1)
"""Yuan per hundred that the changing set of enterprises does not explain."""


class FixedRatios(IncomeRatios):
    """Ratios between statistics that always belong together."""

    def per_hundred(self, reading: Reading, fact: Fact) -> Iterator[Finding]:
        """The cost of a hundred yuan of revenue: 每百元营业收入中的成本85.15元."""
        named = _HUNDRED_YUAN.match(fact.phrase.text)
        if named is None:
            return
        above = [f for f in reading.facts if f.role is Role.LEVEL and f.phrase.text.endswith("营业" + named["what"]) and f.block == fact.block]
        below = [f for f in reading.facts if f.role is Role.LEVEL and f.phrase.text.endswith(named["of"]) and f.block == fact.block and f is not fact]
        above = [f for f in above if f is not fact]
        if len(above) != 1 or len(below) != 1:
            return
        quotient = inner(above[0].mention).over(inner(below[0].mention))
        if quotient is None:
            return
        yield from self.compare(reading, fact, above[0], below[0], quotient.scaled(_HUNDRED), f"{fact.phrase.text}", CheckKind.RATIO)
        yield from self._cost_change(reading, fact, above[0], below[0])

    def _cost_change(self, reading: Reading, fact: Fact, cost: Fact, revenue: Fact) -> Iterator[Finding]:
        """How much more or less the cost is than a year before: 85.15元，比上年增加1.06元, by the growths of cost and revenue."""
        change = next((c for c in fact.changes if c.role is Role.DELTA and not c.average), None)
        if change is None or cost.growth is None or revenue.growth is None:
            return
        former = former_value(cost).over(former_value(revenue))
        if former is None:
            return
        derived = inner(fact.mention) - former.scaled(_HUNDRED)
        flow = reading.document.flow
        claims = [wording.claim(f.mention, flow) for f in (fact, change, cost.growth, revenue.growth)]
        moved = "增加" if change.direction > 0 else "减少"
        operands = [("ratio", fact.mention), ("change", change.mention)]
        for role, level in (("numerator", cost), ("denominator", revenue)):
            assert level.growth is not None
            operands += [(role, level.mention), (f"{role}_growth", level.growth.mention)]
        expression = f"{claims[0]}，{moved}{claims[1]} ~ 成本{sign_of(cost.growth)}{claims[2]}，收入{sign_of(revenue.growth)}{claims[3]}"
        if derived.overlaps(signed(change)):
            yield self.relation(reading, CheckKind.DELTA, Verdict.CONSISTENT, expression, operands)
        elif derived.distance(signed(change)) < _CLEAR_COST:
            # the enterprises that are counted change from year to year, and growths are of those that remain
            yield self.relation(reading, CheckKind.DELTA, Verdict.SKIPPED, expression, operands, reason="different-scope")
        else:
            low, high = (f"{float(end or 0):+.2f}" for end in (derived.low, derived.high))
            yield self.relation(
                reading, CheckKind.DELTA, Verdict.INCONSISTENT, expression, operands,
                message=Message(
                    f"按成本、收入的增速推算，{fact.phrase.text}应变化{low}～{high}元，与“{moved}{claims[1]}”不符",
                    f"by the growths of cost and revenue, {fact.phrase.text} changes by {low} to {high} yuan, not “{moved}{claims[1]}”",
                ),
                severity=Severity.WARNING, confidence=Confidence.MEDIUM,
            )

    def indices(self, reading: Reading) -> Iterator[Finding]:
        """A price index with last year as 100 and the change beside it: 指数为100.5，比上年上涨0.5%."""
        for index in reading.facts:
            if index.role not in (Role.LEVEL, Role.RATE) or _PRICE_INDEX.search(index.phrase.text) is None or index.mention.hedge is not None:
                continue
            value = index.mention.value
            changes = [c for c in index.changes if c.role in (Role.GROWTH, Role.POINT_CHANGE) and not c.average and c.mention.hedge is None]
            if value is None or not _INDEX_FROM <= value <= _INDEX_TO or len(changes) != 1 or changes[0].basis_year is not None:
                continue
            change, flow = changes[0], reading.document.flow
            derived, stated = inner(index.mention) - Interval.point(100), signed(change)
            claims = [wording.claim(f.mention, flow) for f in (index, change)]
            moved = "-" if change.direction < 0 else "+"
            operands = [("index", index.mention), ("change", change.mention)]
            expression = f"{claims[0]} ~ 100 {moved} {claims[1]}"
            if derived.overlaps(stated):
                yield self.relation(reading, CheckKind.POINT_CHANGE, Verdict.CONSISTENT, expression, operands)
            elif derived.distance(stated) >= _INDEX_SLIP:
                # an index of another year's prices may move by anything
                yield self.relation(reading, CheckKind.POINT_CHANGE, Verdict.SKIPPED, expression, operands, reason="several-bases")
            else:
                yield self.relation(
                    reading, CheckKind.POINT_CHANGE, Verdict.INCONSISTENT, expression, operands,
                    message=Message(
                        f"{index.phrase.text}{claims[0]}即比上年{float(value - 100):+g}%，与“{claims[1]}”不符",
                        f"{index.phrase.text} at {claims[0]} is a change of {float(value - 100):+g} %, not “{claims[1]}”",
                    ),
                    severity=Severity.WARNING, confidence=Confidence.MEDIUM,
                )

    def deaths(self, reading: Reading) -> Iterator[Finding]:
        """Deaths in accidents per 100 million yuan of output: 死亡25人, 亿元GDP生产安全事故死亡率0.0082."""
        facts = reading.facts
        for index, rate in enumerate(facts):
            if _OUTPUT.match(rate.phrase.text) is None or rate.mention.value is None or not rate.mention.decimals or rate.mention.hedge is not None:
                continue
            deaths = [
                f for f in facts[max(0, index - 12):index]
                if f.block == rate.block and f.role is Role.LEVEL and f.mention.unit == "人" and "死亡" in f.phrase.text and "道路" not in f.phrase.text
                and "交通" not in f.phrase.text and f.mention.hedge is None
            ]
            report = reading.document.report_at(rate.mention.start)
            outputs = [
                f for f in reading.levels_by_indicator.get("地区生产总值", ())
                if report.start <= f.mention.start < report.end and f.year in (rate.year, None) and not f.phrase.scope and f.grain is Grain.YEAR
            ]
            if not deaths or not outputs or len({f.mention.value for f in outputs}) > 1:
                continue
            quotient = inner(deaths[-1].mention).over(inner(outputs[0].mention))
            if quotient is not None:
                yield from self.compare(reading, rate, deaths[-1], outputs[0], quotient.scaled(Fraction(_BILLION)), rate.phrase.text, CheckKind.RATIO, _REVISED)

    def good_days(self, reading: Reading) -> Iterator[Finding]:
        """The share of days with good air in a year of 365 or 366 days."""
        days = [f for f in reading.facts if f.role is Role.LEVEL and f.mention.unit == "天" and "优良" in f.phrase.text and f.grain is Grain.YEAR]
        rates = [f for f in reading.facts if f.role in (Role.RATE, Role.SHARE) and "优良" in f.phrase.text and f.mention.kind is Kind.PERCENT]
        for rate in rates:
            beside = [d for d in days if d.sentence == rate.sentence and d.mention.value is not None and 100 <= d.mention.value <= 366]
            if len(beside) != 1 or rate.mention.value is None or rate.mention.hedge is not None:
                continue
            flow = reading.document.flow
            count, printed = wording.claim(beside[0].mention, flow), wording.claim(rate.mention, flow)
            operands = [("share", rate.mention), ("part", beside[0].mention)]
            value = beside[0].mention.value
            assert value is not None
            derived = [Interval.point(_HUNDRED * value / year) for year in (365, 366)]
            # stations that fail shorten the year: a little more than the days give is no fault
            if any(d.overlaps(inner(rate.mention)) for d in derived):
                yield self.relation(reading, CheckKind.SHARE, Verdict.CONSISTENT, f"{count} ÷ 365 ~ {printed}", operands)
            elif min(abs((d.low or 0) - rate.mention.value) for d in derived) > 3:
                yield self.relation(
                    reading, CheckKind.SHARE, Verdict.INCONSISTENT, f"{count} ÷ 365 ~ {printed}", operands,
                    message=Message(f"优良天数{count}占全年的{wording.percent(derived[0].low or Fraction(0))}，与“{printed}”不符", f"{count} of a year are {wording.percent(derived[0].low or Fraction(0))}, not “{printed}”"),
                    confidence=Confidence.MEDIUM,
                )

    def compare(
        self, reading: Reading, fact: Fact, above: Fact, below: Fact, derived: Interval, name: str, kind: CheckKind,
        slack: Fraction = Fraction(0),
    ) -> Iterator[Finding]:
        """A ratio against its two values; within ``slack``, relative to what they give, a difference is only a note."""
        flow = reading.document.flow
        printed, small, big = (wording.claim(f.mention, flow) for f in (fact, above, below))
        operands = [("ratio", fact.mention), ("numerator", above.mention), ("denominator", below.mention)]
        if derived.overlaps(inner(fact.mention)):
            yield self.relation(reading, kind, Verdict.CONSISTENT, f"{small} ÷ {big} ~ {printed}", operands)
            return
        shown = f"{float(derived.low or 0):.4g}"
        slight = derived.high is not None and derived.distance(inner(fact.mention)) <= derived.high * slack
        yield self.relation(
            reading, kind, Verdict.INCONSISTENT, f"{small} ÷ {big} ~ {printed}", operands,
            message=Message(f"{small} ÷ {big} 得{name}{shown}，与“{printed}”不符", f"{small} ÷ {big} gives {shown}, not “{printed}”"),
            related=[(above.mention, Message("分子", "numerator")), (below.mention, Message("分母", "denominator"))], confidence=Confidence.LOW if slight else Confidence.MEDIUM,
            severity=Severity.INFO if slight else None,
        )
