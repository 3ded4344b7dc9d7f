"""Rates of bulletins whose denominator is the people or the output: births and deaths, telephones, insurance; and profit margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.records import dataclass
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
    wording,
)
from reportlint_rules.num.fixed_ratios import FixedRatios

_SLIGHT = Fraction(1, 50)
"""How far a rate may lie from its values before it is no matter of revised populations and outputs."""
_REACH = 160
_PREMIUMS = re.compile(r"(?:保险公司|保险业|全部|实现)*(?:原保险|原)?保费(?:总)?收入")
_TAX_SHARE = re.compile(r"税比|税占比|税收(?:收入)?占比|税收(?:收入)?比重")
_TAXES = re.compile(r"(?:地方)?(?:各项)?税收(?:收入)?")
_REVENUES = re.compile(r"(?:地方)?一般公共预算收入|(?:地方)?财政收入|公共财政预算收入")
_LOANS_TO_DEPOSITS = re.compile(r"存贷款?比(?:例|率)?")
_ALL_BANKS = r"(?:银行业?|各类|全部)?(?:金融机构)?(?:本外币|人民币)?(?:各项)?"
_LOANS = re.compile(_ALL_BANKS + r"贷款(?:余额)?")
_DEPOSITS = re.compile(_ALL_BANKS + r"存款(?:余额)?")
_REVENUE = re.compile(r".*营业收入")
_PROFIT = re.compile(r".*利润(?:总额)?")


@dataclass(frozen=True, slots=True)
class Population:
    """The people of a report: at the end of the year and, where the change is printed, at its mean."""

    fact: Fact
    counts: tuple[Interval, ...]
    change: Fact | None = None


@dataclass(frozen=True, slots=True)
class _PerHead:
    """A rate over the people: its name, the kind of its number, what is counted, and how many people it is for."""

    name: re.Pattern[str]
    kind: Kind
    counted: re.Pattern[str]
    people: int


_PER_HEAD = (
    _PerHead(re.compile(r"(?:人口)?出生率"), Kind.PER_MILLE, re.compile(r"出生(?:人口|人数|婴儿)?"), 1),
    _PerHead(re.compile(r"(?:人口)?死亡率"), Kind.PER_MILLE, re.compile(r"死亡(?:人口|人数)?"), 1),
    _PerHead(re.compile(r"移动电话普及率"), Kind.COUNT, re.compile(r"移动电话(?:年末)?用户(?:数|总数)?"), 100),
    _PerHead(re.compile(r"固定电话普及率"), Kind.COUNT, re.compile(r"固定电话(?:年末)?用户(?:数|总数)?"), 100),
)


class PopulationRates(FixedRatios):
    """Rates over the people and the output of a report, and profit margins."""

    def rates(self, reading: Reading, fact: Fact, population: Population | None) -> Iterator[Finding]:
        """The checks of one rate or level."""
        if fact.mention.hedge is not None or fact.mention.value is None or fact.phrase.scope or fact.grain is not Grain.YEAR:
            return
        if population is not None:
            for sort in _PER_HEAD:
                if fact.mention.kind is sort.kind and sort.name.fullmatch(fact.phrase.text):
                    yield from self._per_head_rate(reading, fact, population, sort)
        if fact.mention.kind is Kind.PERCENT and fact.phrase.text.endswith("收入利润率"):
            profit, revenue = (_nearest(reading, fact, pattern) for pattern in (_PROFIT, _REVENUE))
            yield from self._quotient(reading, fact, profit, revenue)
        elif fact.mention.kind is Kind.PERCENT and _TAX_SHARE.fullmatch(fact.phrase.text):
            yield from self._quotient(reading, fact, _nearest(reading, fact, _TAXES), _nearest(reading, fact, _REVENUES))
        elif fact.mention.kind is Kind.PERCENT and _LOANS_TO_DEPOSITS.fullmatch(fact.phrase.text):
            yield from self._quotient(reading, fact, _nearest(reading, fact, _LOANS), _nearest(reading, fact, _DEPOSITS))
        elif fact.mention.kind is Kind.PERCENT and fact.phrase.text.startswith("保险深度"):
            yield from self._quotient(reading, fact, _nearest(reading, fact, _PREMIUMS), _output(reading, fact))

    def _per_head_rate(self, reading: Reading, fact: Fact, population: Population, sort: _PerHead) -> Iterator[Finding]:
        counted = _nearest(reading, fact, sort.counted)
        if counted is None or counted.mention.hedge is not None or counted.year != population.fact.year:
            return
        derived = [q.scaled(sort.people) for n in population.counts if (q := inner(counted.mention).over(n)) is not None]
        lows, highs = [d.low for d in derived if d.low is not None], [d.high for d in derived if d.high is not None]
        if not lows or not highs:
            return
        hull, stated = Interval(min(lows), max(highs)), inner(fact.mention)
        if sort.kind is not Kind.PER_MILLE:
            value, half = fact.mention.value or Fraction(0), Fraction(1, 2 * 10**fact.mention.decimals)
            stated = Interval(value - half, value + half)
        else:
            hull = hull.scaled(1000)
        flow = reading.document.flow
        printed, above, below = (wording.claim(f.mention, flow) for f in (fact, counted, population.fact))
        operands = [("rate", fact.mention), ("numerator", counted.mention), ("population", population.fact.mention)]
        if population.change is not None:
            operands.append(("change", population.change.mention))
        expression = f"{above} ÷ {below} ~ {printed}"
        if hull.overlaps(stated):
            yield self.relation(reading, CheckKind.PER_CAPITA, Verdict.CONSISTENT, expression, operands)
            return
        if sort.kind is Kind.PER_MILLE and _is_of_others(reading, fact, counted):
            # births over the registered people, as the deaths are
            yield self.relation(reading, CheckKind.PER_CAPITA, Verdict.SKIPPED, expression, operands, reason="other-denominator")
            return
        assert hull.high is not None
        if hull.distance(stated) <= hull.high * _SLIGHT:
            yield self.relation(reading, CheckKind.PER_CAPITA, Verdict.SKIPPED, expression, operands, reason="population-basis")
            return
        unit = "‰" if sort.kind is Kind.PER_MILLE else fact.mention.unit
        shown = f"{float(hull.low or 0):.2f}～{float(hull.high):.2f}{unit}"
        yield self.relation(
            reading, CheckKind.PER_CAPITA, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"{counted.phrase.text}{above}、人口{below}，{fact.phrase.text}应为{shown}，与“{printed}”不符",
                f"{counted.phrase.text} {above} over a population of {below} gives {shown}, not “{printed}”",
            ),
            related=[(counted.mention, Message("分子", "numerator")), (population.fact.mention, Message("人口", "population"))],
            severity=Severity.WARNING, confidence=Confidence.MEDIUM,
        )

    def _quotient(self, reading: Reading, fact: Fact, above: Fact | None, below: Fact | None) -> Iterator[Finding]:
        """A rate in per cent of two amounts."""
        if above is None or below is None or above is below:
            return
        quotient = inner(above.mention).over(inner(below.mention))
        if quotient is not None:
            yield from self.compare(reading, fact, above, below, quotient.scaled(100), fact.phrase.text, CheckKind.RATIO, _SLIGHT)


def _is_of_others(reading: Reading, fact: Fact, counted: Fact) -> bool:
    """Whether another rate of the paragraph is over the same other number of people."""
    people = inner(counted.mention).over(inner(fact.mention))
    for other in reading.facts:
        if other.block != fact.block or other is fact or other.mention.kind is not Kind.PER_MILLE or people is None:
            continue
        sort = next((s for s in _PER_HEAD if s.kind is Kind.PER_MILLE and s.name.fullmatch(other.phrase.text)), None)
        beside = None if sort is None else _nearest(reading, other, sort.counted)
        implied = None if beside is None or beside is counted else inner(beside.mention).over(inner(other.mention))
        if implied is not None and implied.low is not None and implied.overlaps(people):
            return True
    return False


def _nearest(reading: Reading, fact: Fact, pattern: re.Pattern[str]) -> Fact | None:
    """The last level of a name before a rate in its paragraph, not far from it."""
    found = [
        f for f in reading.facts
        if f.role is Role.LEVEL and f.block == fact.block and 0 < fact.mention.start - f.mention.start <= _REACH and pattern.fullmatch(f.phrase.text)
        and f.year == fact.year and f.mention.value is not None and f.own_phrase
    ]
    return found[-1] if found else None


def _output(reading: Reading, fact: Fact) -> Fact | None:
    """The output of the report's year, where it is printed with one value."""
    report = reading.document.report_at(fact.mention.start)
    found: Sequence[Fact] = [
        f for f in reading.levels_by_indicator.get("地区生产总值", ())
        if report.start <= f.mention.start < report.end and f.year == fact.year and not f.phrase.scope and f.grain is Grain.YEAR
    ]
    return found[0] if len({f.mention.value for f in found}) == 1 else None
