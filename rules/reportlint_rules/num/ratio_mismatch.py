"""NUM009: a ratio or an amount per head that its two values do not give."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    RuleMeta,
    Severity,
    Verdict,
    inner,
    unit_of,
    wording,
    worth_of,
)

_PER = re.compile(r"(?:每|平均每)?(?P<count>万|千|百|十万)(?:名|位)?(?:人口?|常住人口)(?P<what>[^，。；]{2,24})")
_INCOME_RATIO = re.compile(r"(?:城乡(?:居民)?(?:人均可支配)?收入(?:之|倍差|比值?|比例)*(?:比|倍差)|城乡收入比)")
_URBAN = re.compile(r"(?:常住人口)?城[镇市]化率")
_HUNDRED_YUAN = re.compile(r"每百元(?P<of>(?:主营业务|营业)收入)中?的?(?P<what>成本|费用)")
_REGISTERED = re.compile(r"按[^，。；]{0,6}(?:户籍|总|服务|管理)[^，。；]{0,4}人口|户籍人口[^，。；\d]{0,6}(?:计算|平均)")
_FLOW = re.compile(r"新增|净增|增加|申请|授权|受理|新建|新设|招收|当年|本年")
_STOCK_HEAD = re.compile(r"(?:有效|国内|累计|拥有|共有|现有|年末|全[市县区州省国]|医疗卫生机构|医疗机构|卫生机构|医院|各类|执业)*")
_TOWN = ("城镇人口", "城镇常住人口", "城镇")
_ALL_PEOPLE = re.compile(r"(?:全[市县区州省])?(?:总人口|常住人口|常住总人口|全部人口|人口)(?:总数|总量)?")
_COUNTS = {"万": 10**4, "千": 10**3, "百": 10**2, "十万": 10**5}
_HUNDRED = Fraction(100)
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class _Population:
    """The people of a report: at the end of the year and, where the change is printed, at its mean."""

    fact: Fact
    counts: tuple[Interval, ...]
    change: Fact | None = None


class RatioMismatch(ArithmeticRule):
    """Amounts per head, urban shares and the ratio of urban to rural incomes."""

    meta = RuleMeta(
        "NUM009", "ratio-mismatch",
        Message("人均值、比值与分子分母不符", "an amount per head or a ratio that does not match its values"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every ratio whose two values stand in the document."""
        people = {}
        for report in reading.document.reports:
            people[report.start] = _population(reading, report.start, report.end)
        for fact in reading.facts:
            if fact.role not in (Role.LEVEL, Role.RATE, Role.SHARE) or fact.grain is not Grain.YEAR:
                continue
            population = people[reading.document.report_at(fact.mention.start).start]
            if (population is None and not fact.indicator.startswith("每百元")) or fact.mention.value is None:
                continue
            if fact.role is Role.SHARE:
                if population is not None:
                    yield from self._urban_share(reading, fact, population)
                continue
            if fact.role is Role.RATE:
                if population is not None and _URBAN.fullmatch(fact.phrase.text) and fact.mention.kind is Kind.PERCENT:
                    yield from self._urban(reading, fact, population)
                continue
            if population is not None and not fact.phrase.scope:
                if fact.indicator == "人均地区生产总值":
                    yield from self._per_head(reading, fact, population, "地区生产总值", 1)
                elif found := _PER.match(fact.phrase.text):
                    yield from self._per_head(reading, fact, population, found["what"], _COUNTS[found["count"]])
            if fact.indicator.startswith("每百元"):
                yield from self._per_hundred(reading, fact)
        yield from self._incomes(reading)
        yield from self._good_days(reading)

    def _per_hundred(self, reading: Reading, fact: Fact) -> Iterator[Finding]:
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
        yield from self._compare(reading, fact, above[0], below[0], quotient.scaled(_HUNDRED), f"{fact.phrase.text}", CheckKind.RATIO)

    def _good_days(self, reading: Reading) -> Iterator[Finding]:
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

    def _compare(
        self, reading: Reading, fact: Fact, above: Fact, below: Fact, derived: Interval, name: str, kind: CheckKind,
    ) -> Iterator[Finding]:
        flow = reading.document.flow
        printed, small, big = (wording.claim(f.mention, flow) for f in (fact, above, below))
        operands = [("ratio", fact.mention), ("numerator", above.mention), ("denominator", below.mention)]
        if derived.overlaps(inner(fact.mention)):
            yield self.relation(reading, kind, Verdict.CONSISTENT, f"{small} ÷ {big} ~ {printed}", operands)
            return
        shown = f"{float(derived.low or 0):.4g}"
        yield self.relation(
            reading, kind, Verdict.INCONSISTENT, f"{small} ÷ {big} ~ {printed}", operands,
            message=Message(f"{small} ÷ {big} 得{name}{shown}，与“{printed}”不符", f"{small} ÷ {big} gives {shown}, not “{printed}”"),
            related=[(above.mention, Message("分子", "numerator")), (below.mention, Message("分母", "denominator"))], confidence=Confidence.MEDIUM,
        )

    def _per_head(self, reading: Reading, fact: Fact, population: _Population, name: str, count: int) -> Iterator[Finding]:
        total = _total(reading, fact, name)
        if total is None:
            return
        if fact.mention.hedge is not None:
            stated = inner(fact.mention)
        else:
            half = Fraction(1, 2 * 10**fact.mention.decimals) * worth_of(fact.mention)
            value = (fact.mention.value or Fraction(0)) * unit_of(fact.mention)[1]
            stated = Interval(value - half, value + half)
        derived = [q.scaled(count) for n in population.counts if (q := inner(total.mention).over(n)) is not None]
        if not derived:
            return
        flow = reading.document.flow
        printed, above, below = (wording.claim(f.mention, flow) for f in (fact, total, population.fact))
        operands = [("rate", fact.mention), ("numerator", total.mention), ("population", population.fact.mention)]
        if population.change is not None:
            operands.append(("change", population.change.mention))
        expression = f"{above} ÷ {below} ~ {printed}"
        if _other_people(reading, fact):
            yield self.relation(reading, CheckKind.PER_CAPITA, Verdict.SKIPPED, expression, operands, reason="other-denominator")
            return
        if any(d.overlaps(stated) for d in derived):
            yield self.relation(reading, CheckKind.PER_CAPITA, Verdict.CONSISTENT, expression, operands)
            return
        lows, highs = [d.low for d in derived if d.low is not None], [d.high for d in derived if d.high is not None]
        hull = Interval(min(lows), max(highs))
        assert hull.high is not None
        gap = hull.distance(stated) / hull.high
        if gap < Fraction(1, 50 if count == 1 else 16):
            # offices revise populations: a small distance proves nothing
            yield self.relation(reading, CheckKind.PER_CAPITA, Verdict.SKIPPED, expression, operands, reason="population-basis")
            return
        shown = f"{float(hull.low or 0):.6g}～{float(hull.high):.6g}{fact.mention.unit}" if fact.mention.scale == "" else wording.amount_range(hull, fact.mention)
        yield self.relation(
            reading, CheckKind.PER_CAPITA, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"{total.phrase.text}{above}、人口{below}，{fact.phrase.text}应为{shown}，与“{printed}”不符",
                f"{total.phrase.text} {above} over a population of {below} gives {shown}, not “{printed}”",
            ),
            related=[(total.mention, Message("分子", "numerator")), (population.fact.mention, Message("人口", "population"))],
            confidence=Confidence.MEDIUM,
            severity=Severity.WARNING if gap < Fraction(1, 4) else None,
        )

    def _urban_share(self, reading: Reading, share: Fact, population: _Population) -> Iterator[Finding]:
        """The urban share where it is printed as one: 其中城镇人口18.4万人，占总人口的56.4%."""
        town, of = share.of, share.denominator
        if town is None or of is None or town.phrase.text not in _TOWN or town.mention.unit != "人" or town.mention.value is None:
            return
        if not _ALL_PEOPLE.fullmatch(re.sub(r"的?(?:比重|比例)?\s*(?:[（(].*)?\Z", "", of.text)) or town.year != population.fact.year or abs(town.block - population.fact.block) > 1:
            return
        quotient = inner(town.mention).over(inner(population.fact.mention))
        if quotient is not None:
            yield from self._share(reading, share, town, population.fact, quotient.scaled(_HUNDRED))

    def _urban(self, reading: Reading, rate: Fact, population: _Population) -> Iterator[Finding]:
        towns = [
            f for f in reading.facts
            if f.role is Role.LEVEL and f.phrase.text in _TOWN and f.mention.unit == "人"
            and f.year == rate.year and abs(f.block - population.fact.block) <= 1
        ]
        if len(towns) != 1:
            return
        quotient = inner(towns[0].mention).over(inner(population.fact.mention))
        if quotient is None:
            return
        yield from self._share(reading, rate, towns[0], population.fact, quotient.scaled(_HUNDRED))

    def _share(self, reading: Reading, rate: Fact, part: Fact, whole: Fact, derived: Interval) -> Iterator[Finding]:
        flow = reading.document.flow
        printed, small, big = (wording.claim(f.mention, flow) for f in (rate, part, whole))
        operands = [("share", rate.mention), ("part", part.mention), ("whole", whole.mention)]
        expression = f"{small} ÷ {big} ~ {printed}"
        if derived.overlaps(inner(rate.mention)):
            yield self.relation(reading, CheckKind.SHARE, Verdict.CONSISTENT, expression, operands)
            return
        yield self.relation(
            reading, CheckKind.SHARE, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"城镇人口{small}占常住人口{big}的{wording.percent_range(derived)}，与城镇化率“{printed}”不符",
                f"the urban population {small} is {wording.percent_range(derived)} of {big}, not “{printed}”",
            ),
            related=[(part.mention, Message("城镇人口", "urban")), (whole.mention, Message("常住人口", "all"))],
            severity=Severity.WARNING, confidence=Confidence.MEDIUM,
        )

    def _incomes(self, reading: Reading) -> Iterator[Finding]:
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
            mention = first
            levels = [_only(reading, name, mention.start) for name in ("城镇居民人均可支配收入", "农村居民人均可支配收入")]
            if not all(levels):
                continue
            town, country = (level for level in levels if level is not None)
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


def _ratio(mention: Mention) -> Mention | None:
    """The number of a ratio of incomes: 2.27, or 2.27:1."""
    if mention.kind is Kind.COMPOSITION and len(mention.parts) == 2 and mention.parts[1].value == 1:
        return mention.parts[0]
    return mention if mention.kind is Kind.NUMBER and 1 < (mention.value or 0) < 6 and mention.decimals else None


def _population(reading: Reading, start: int, end: int) -> _Population | None:
    """The resident population of a report, where exactly one is printed for its year."""
    levels = [
        f for f in reading.levels_by_indicator.get("常住人口", ())
        if start <= f.mention.start < end and f.mention.unit == "人" and not f.phrase.scope and f.mention.value is not None
        and f.whole is None
    ]
    if not levels or len({f.mention.value for f in levels}) != 1:
        return None
    fact = levels[0]
    count = inner(fact.mention)
    counts = [count]
    used: Fact | None = None
    for change in fact.changes:
        if change.role is Role.DELTA and change.mention.unit == "人":
            step = inner(change.mention)
            used = change
            counts.append(count - (step if change.direction > 0 else -step).scaled(Fraction(1, 2)))
        elif change.role is Role.GROWTH and change.mention.kind is Kind.PERCENT:
            rate = inner(change.mention)
            signed = rate if change.direction > 0 else -rate
            if signed.low is not None and signed.high is not None:
                former = count.over(Interval(1 + signed.low / _HUNDRED, 1 + signed.high / _HUNDRED))
                if former is not None:
                    used = change
                    counts.append((count + former).scaled(Fraction(1, 2)))
    return _Population(fact, tuple(counts), used)


def _total(reading: Reading, fact: Fact, name: str) -> Fact | None:
    """The one level that a rate per head is taken of."""
    core = re.sub(r"(?:拥有量?|数量?|量)\Z", "", re.sub(r"\A(?:口)?(?:拥有|的)", "", name))
    if len(core) < 3:
        return None
    report = reading.document.report_at(fact.mention.start)
    found: Sequence[Fact] = [
        f for f in reading.facts
        if f.role is Role.LEVEL and f is not fact and f.phrase.key and f.year == fact.year and f.grain is fact.grain
        and report.start <= f.mention.start < report.end and not f.phrase.scope and f.mention.hedge is None
        and (f.indicator == name or (fact.indicator != "人均地区生产总值" and _is_stock_of(reading, f, core, name)))
        and (f.mention.unit == fact.mention.unit)
    ]
    return found[0] if len({f.mention.value for f in found}) == 1 else None


def _is_stock_of(reading: Reading, fact: Fact, core: str, name: str) -> bool:
    """Whether a level counts all of what a rate per head is taken of: not those of one kind, and not those of the year."""
    text = re.sub(r"(?:拥有量?|数量?|量)\Z", "", fact.phrase.text)
    if not text.endswith(core) or not _STOCK_HEAD.fullmatch(text[:-len(core)]):
        return False
    clause = re.split("[，。；：、\n]", reading.document.flow[max(0, fact.mention.start - 24):fact.mention.start])[-1]
    return _FLOW.search(clause) is None or _FLOW.search(name) is not None


def _other_people(reading: Reading, fact: Fact) -> bool:
    """Whether the text says that an amount is per head of others than the residents: 按户籍人口计算."""
    flow = reading.document.flow
    start = max(reading.document.sentence_at(fact.mention.start)[0], fact.mention.start - 40)
    behind = re.match(r"[（(][^（()）]{0,20}[)）]", flow[fact.mention.end:fact.mention.end + 24])
    text = flow[start:fact.mention.start] + (behind[0] if behind else "")
    return _REGISTERED.search(text) is not None and re.search("按[^，。；]{0,4}常住", text) is None


def _only(reading: Reading, name: str, near: int) -> Fact | None:
    """The level of an indicator in the report, where one value is printed for the report's year."""
    report = reading.document.report_at(near)
    found = [
        f for f in reading.levels_by_indicator.get(name, ())
        if report.start <= f.mention.start < report.end and not f.phrase.scope and f.year in (report.year, None)
        and abs(f.block - reading.document.block_index(near)) <= 3
    ]
    return found[0] if found and len({f.mention.value for f in found}) == 1 else None
