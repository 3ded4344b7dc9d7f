"""NUM009: a ratio or an amount per head that its two values do not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    RuleMeta,
    Severity,
    Verdict,
    inner,
    unit_of,
    wording,
    worth_of,
)
from reportlint_rules.num.population_rates import Population, PopulationRates

_PER = re.compile(r"(?:每|平均每)?(?P<count>万|千|百|十万)(?:名|位)?(?:人口?|常住人口)(?P<what>[^，。；]{2,24})")
_URBAN = re.compile(r"(?:常住人口)?城[镇市]化率")
_REGISTERED = re.compile(r"按[^，。；]{0,6}(?:户籍|总|服务|管理)[^，。；]{0,4}人口|户籍人口[^，。；\d]{0,6}(?:计算|平均)")
_FLOW = re.compile(r"新增|净增|增加|申请|授权|受理|新建|新设|招收|当年|本年")
_STOCK_HEAD = re.compile(r"(?:有效|国内|累计|拥有|共有|现有|年末|全[市县区州省国]|医疗卫生机构|医疗机构|卫生机构|医院|各类|执业)*")
_TOWN = ("城镇人口", "城镇常住人口", "城镇")
_ALL_PEOPLE = re.compile(r"(?:全[市县区州省])?(?:总人口|常住人口|常住总人口|全部人口|人口)(?:总数|总量)?")
_COUNTS = {"万": 10**4, "千": 10**3, "百": 10**2, "十万": 10**5}
_HUNDRED = Fraction(100)
_SMALL_GAP = Fraction(1, 200)


class RatioMismatch(PopulationRates):
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
            yield from self.rates(reading, fact, population)
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
                yield from self.per_hundred(reading, fact)
        yield from self.incomes(reading)
        yield from self.good_days(reading)
        yield from self.deaths(reading)
        yield from self.indices(reading)

    def _per_head(self, reading: Reading, fact: Fact, population: Population, name: str, count: int) -> Iterator[Finding]:
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
        known = population.change is not None and count != 1
        if gap < (_SMALL_GAP if known else Fraction(1, 50 if count == 1 else 16)):
            # offices revise populations: a small distance proves nothing, less than that where this year's and last year's are printed
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

    def _urban_share(self, reading: Reading, share: Fact, population: Population) -> Iterator[Finding]:
        """The urban share where it is printed as one: 其中城镇人口18.4万人，占总人口的56.4%."""
        town, of = share.of, share.denominator
        if town is None or of is None or town.phrase.text not in _TOWN or town.mention.unit != "人" or town.mention.value is None:
            return
        if not _ALL_PEOPLE.fullmatch(re.sub(r"的?(?:比重|比例)?\s*(?:[（(].*)?\Z", "", of.text)) or town.year != population.fact.year or abs(town.block - population.fact.block) > 1:
            return
        quotient = inner(town.mention).over(inner(population.fact.mention))
        if quotient is not None:
            yield from self._share(reading, share, town, population.fact, quotient.scaled(_HUNDRED))

    def _urban(self, reading: Reading, rate: Fact, population: Population) -> Iterator[Finding]:
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


def _population(reading: Reading, start: int, end: int) -> Population | None:
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
    return Population(fact, tuple(counts), used)


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
