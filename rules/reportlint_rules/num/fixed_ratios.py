"""The ratios that every bulletin prints: incomes of town and country, cost per hundred yuan, days with good air, deaths per output."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from operator import attrgetter

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Grain,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    Role,
    Severity,
    Verdict,
    inner,
    signed,
    wording,
)

_INCOME_RATIO = re.compile(r"(?:城乡(?:居民)?(?:人均可支配)?收入(?:之|倍差|比值?|比例)*(?:比|倍差)|城乡收入比)")
_HUNDRED_YUAN = re.compile(r"每百元(?P<of>(?:主营业务|营业)收入)中?的?(?P<what>成本|费用)")
_OUTPUT = re.compile(r"亿元(?:gdp|地区生产总值|国内生产总值|生产总值)[^，。；]{0,8}死亡", re.IGNORECASE)
_HUNDRED = Fraction(100)
_BILLION = 10**8
_REVISED = Fraction(1, 50)
"""How far a preliminary output may lie from the one that an office has used."""
_CLEAR_COST = Fraction(1)
"""Yuan per hundred that the changing set of enterprises does not explain."""
_CLEAR_RATIO = Fraction(1, 50)
_START = attrgetter("start")


class FixedRatios(ArithmeticRule):
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
        former = _former(cost).over(_former(revenue))
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
        expression = f"{claims[0]}，{moved}{claims[1]} ~ 成本{_sign(cost.growth)}{claims[2]}，收入{_sign(revenue.growth)}{claims[3]}"
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

    def incomes(self, reading: Reading) -> Iterator[Finding]:
        """The ratio of urban to rural income per head, printed as a plain number or as 2.27:1."""
        flow = reading.document.flow
        for found in _INCOME_RATIO.finditer(flow):
            _, last = reading.document.sentence_at(found.start())
            behind = bisect_left(reading.mentions, found.end(), key=_START)
            stop = bisect_left(reading.mentions, min(last, found.end() + 40), key=_START)
            ratios = [r for m in reading.mentions[behind:stop] if (r := _ratio(m)) is not None]
            if not ratios or ratios[0].start > found.end() + 16:
                continue
            former = re.search("由|从|上年|去年", flow[found.end():ratios[0].start]) is not None
            if former and len(ratios) < 2:
                continue
            first = ratios[1] if former else ratios[0]
            levels = [_only(reading, name, first.start) for name in ("城镇居民人均可支配收入", "农村居民人均可支配收入")]
            if not all(levels):
                continue
            town, country = (level for level in levels if level is not None)
            if former:
                yield from self._former_ratio(reading, ratios[0], town, country)
            quotient = inner(town.mention).over(inner(country.mention))
            if quotient is None:
                continue
            printed, above, below = wording.claim(first, flow), wording.claim(town.mention, flow), wording.claim(country.mention, flow)
            operands = [("ratio", first), ("numerator", town.mention), ("denominator", country.mention)]
            expression = f"{above} ÷ {below} ~ {printed}"
            stated = inner(first)
            if quotient.overlaps(stated):
                yield self.relation(reading, CheckKind.RATIO, Verdict.CONSISTENT, expression, operands)
                continue
            shown = f"{float(quotient.low or 0):.3f}"
            yield self.relation(
                reading, CheckKind.RATIO, Verdict.INCONSISTENT, expression, operands,
                message=Message(f"城乡居民收入 {above} ÷ {below} = {shown}，与“{printed}”不符", f"urban over rural income, {above} ÷ {below} = {shown}, not “{printed}”"),
                related=[(town.mention, Message("城镇", "urban")), (country.mention, Message("农村", "rural"))],
                confidence=Confidence.MEDIUM,
            )

    def _former_ratio(self, reading: Reading, former: Mention, town: Fact, country: Fact) -> Iterator[Finding]:
        """Last year's ratio of incomes by this year's incomes and their growths: 由上年的2.31缩小为2.27."""
        if town.growth is None or country.growth is None or former.hedge is not None:
            return
        derived = _former(town).over(_former(country))
        if derived is None:
            return
        flow = reading.document.flow
        claims = [wording.claim(m, flow) for m in (former, town.mention, town.growth.mention, country.mention, country.growth.mention)]
        operands = [
            ("ratio", former), ("numerator", town.mention), ("numerator_growth", town.growth.mention), ("denominator", country.mention),
            ("denominator_growth", country.growth.mention),
        ]
        expression = f"{claims[1]}（{_sign(town.growth)}{claims[2]}） ÷ {claims[3]}（{_sign(country.growth)}{claims[4]}） ~ 上年{claims[0]}"
        if derived.overlaps(inner(former)):
            yield self.relation(reading, CheckKind.RATIO, Verdict.CONSISTENT, expression, operands)
            return
        clear = derived.distance(inner(former)) >= _CLEAR_RATIO
        shown = f"{float(derived.low or 0):.3f}～{float(derived.high or 0):.3f}"
        yield self.relation(
            reading, CheckKind.RATIO, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"按城乡居民收入及其增速推算，上年的收入比应为{shown}，与“{claims[0]}”不符",
                f"by the incomes and their growths the ratio was {shown} a year before, not “{claims[0]}”",
            ),
            related=[(town.mention, Message("城镇", "urban")), (country.mention, Message("农村", "rural"))],
            severity=Severity.WARNING if clear else Severity.INFO, confidence=Confidence.MEDIUM if clear else Confidence.LOW,
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


def _former(level: Fact) -> Interval:
    """What a level was before its growth."""
    assert level.growth is not None
    rate = signed(level.growth)
    if rate.low is None or rate.high is None or rate.low <= -_HUNDRED:
        return Interval(None, None)
    return inner(level.mention).over(Interval(1 + rate.low / _HUNDRED, 1 + rate.high / _HUNDRED)) or Interval(None, None)


def _sign(growth: Fact) -> str:
    return "-" if growth.direction < 0 else "+"


def _ratio(mention: Mention) -> Mention | None:
    """The number of a ratio of incomes: 2.27, or 2.27:1."""
    if mention.kind is Kind.COMPOSITION and len(mention.parts) == 2 and mention.parts[1].value == 1:
        return mention.parts[0]
    return mention if mention.kind is Kind.NUMBER and 1 < (mention.value or 0) < 6 and mention.decimals else None


def _only(reading: Reading, name: str, near: int) -> Fact | None:
    """The level of an indicator in the report, where one value is printed for the report's year."""
    report = reading.document.report_at(near)
    found = [
        f for f in reading.levels_by_indicator.get(name, ())
        if report.start <= f.mention.start < report.end and not f.phrase.scope and f.year in (report.year, None)
        and abs(f.block - reading.document.block_index(near)) <= 3
    ]
    return found[0] if found and len({f.mention.value for f in found}) == 1 else None
