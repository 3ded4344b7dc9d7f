"""NUM018: what parts contribute to a growth, in points or in per cent of it, that the growths and shares do not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    ArithmeticRule,
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
    read_phrase,
    signed,
    wording,
)

_PULL = re.compile(
    r"(?P<down>下拉|向下拉动|下降)?(?:分别)?拉动(?P<of>[^，。；、\d]{0,24}?)(?:同比)?(?P<fall>下降|回落)?(?:增长|增速|增幅|上升|上涨)?(?:分别)?(?:为|达)?\s*\Z|(?P<pulled>下拉)(?P<below>[^，。；、\d]{0,24}?)(?:增速|增长)?\s*\Z"
)
_RATE = re.compile(r"(?:对(?P<of>[^，。；、\d]{2,24}?)(?:的)?(?:增长|增量)?(?:的)?)?贡献(?:率|份额)(?:分别)?(?:为|是|达到?|高达)?\s*\Z")
_INDUSTRIES = re.compile(r"三次?产业|[一二三]产|第一")
_ECONOMY = re.compile(r"(?:全[市县区州省国]|地区|本[市县区])?(?:经济|GDP|gdp|生产总值|地区生产总值|国内生产总值)(?:总量)?(?:的)?(?:增长)?")
_INDUSTRY = re.compile(r"(?:\A|[，。；、其中])(?:全部)?工业(?:增加值)?对")
_ENDINGS = ("增加值", "总额", "总产值")
_LIST_GAPS = frozenset({"、", "和", "及", "与", "，"})
_HUNDRED = Fraction(100)
_CLEAR_POINTS = Fraction(3, 20)
_NEAR, _FAR = Fraction(3, 20), Fraction(1, 5)
"""How far, relative to what share and growth give, a pull at constant prices may lie; and how far it cannot."""
_OUTPUT = "地区生产总值"


@dataclass(frozen=True, slots=True)
class _Said:
    """A number or a list of three that says what is contributed, to what, in which direction."""

    numbers: tuple[Mention, ...]
    of: str
    sign: int
    index: int


class ContributionMismatch(ArithmeticRule):
    """拉动 in points adds up to the growth; 贡献率 is the pull over the growth; both follow from share and growth of the part."""

    meta = RuleMeta(
        "NUM018", "contribution-mismatch",
        Message("拉动点数、贡献率与增速、占比不符", "contributions to a growth that the growths and shares do not give"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every contribution whose growths, shares or values stand in the document."""
        pulls = list(_said(reading, Kind.PERCENTAGE_POINT, _PULL))
        rates = list(_said(reading, Kind.PERCENT, _RATE))
        if not pulls and not rates:
            return
        growths: dict[str, list[Fact]] = {}
        for fact in reading.facts:
            if fact.role is Role.GROWTH and fact.mention.kind is Kind.PERCENT and fact.indicator and not fact.average and fact.basis_year is None:
                growths.setdefault(fact.indicator, []).append(fact)
        for pull in pulls:
            whole = _whole(reading, growths, pull)
            if len(pull.numbers) == 3 and whole is not None:
                yield self._sum(reading, pull, whole)
            beside = [r for r in rates if r.numbers[0].start != pull.numbers[0].start and len(r.numbers) == len(pull.numbers) and _together(reading, pull, r)]
            if beside and whole is not None:
                yield from self._rates(reading, pull, beside[0], whole)
            if len(pull.numbers) == 1:
                yield from self._share(reading, pull, whole)
        for rate in rates:
            if len(rate.numbers) == 1 and rate.of:
                yield from self._values(reading, rate)
                yield from self._within(reading, rate, rates)

    def _sum(self, reading: Reading, pull: _Said, whole: Fact) -> Finding:
        """The pulls of the three industries are the growth of the whole."""
        flow = reading.document.flow
        total = Interval.point(0)
        for number in pull.numbers:
            total += inner(number)
        stated = signed(whole)
        claims = [wording.claim(number, flow) for number in pull.numbers]
        printed = wording.claim(whole.mention, flow)
        operands = [("whole", whole.mention), *(("part", number) for number in pull.numbers)]
        expression = f"{' + '.join(claims)} ~ {printed}"
        if total.overlaps(stated):
            return self.relation(reading, CheckKind.RATE_SUM, Verdict.CONSISTENT, expression, operands)
        gap = total.distance(stated)
        shown = f"{float(sum((n.value or Fraction(0) for n in pull.numbers), Fraction(0))):g}"
        return self.relation(
            reading, CheckKind.RATE_SUM, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"三次产业拉动之和为{shown}个百分点，与“{whole.phrase.text}增长{printed}”不符",
                f"the pulls of the three industries add up to {shown} points, but {whole.phrase.text} grew by “{printed}”",
            ),
            related=[(number, Message("拉动", "pull")) for number in pull.numbers],
            severity=Severity.WARNING if gap >= _CLEAR_POINTS else Severity.INFO, confidence=Confidence.MEDIUM if gap >= _CLEAR_POINTS else Confidence.LOW,
        )

    def _rates(self, reading: Reading, pull: _Said, rate: _Said, whole: Fact) -> Iterator[Finding]:
        """A contribution in per cent is the pull over the growth."""
        flow = reading.document.flow
        growth = signed(whole)
        for points, percent in zip(pull.numbers, rate.numbers, strict=True):
            derived = _times(inner(percent), growth)
            if derived is None:
                continue
            claims = [wording.claim(m, flow) for m in (points, percent, whole.mention)]
            operands = [("pull", points), ("contribution", percent), ("growth", whole.mention)]
            expression = f"{claims[0]} ~ {claims[1]} × {claims[2]}"
            stated = inner(points) if pull.sign > 0 else -inner(points)
            if derived.overlaps(stated):
                yield self.relation(reading, CheckKind.CONTRIBUTION, Verdict.CONSISTENT, expression, operands)
                continue
            gap = derived.distance(stated)
            shown = wording.percent_range(derived).replace("%", "")
            yield self.relation(
                reading, CheckKind.CONTRIBUTION, Verdict.INCONSISTENT, expression, operands,
                message=Message(
                    f"贡献率{claims[1]}、总体增长{claims[2]}，应拉动{shown}个百分点，与“{claims[0]}”不符",
                    f"a contribution of {claims[1]} to a growth of {claims[2]} is {shown} points, not “{claims[0]}”",
                ),
                related=[(percent, Message("贡献率", "contribution")), (whole.mention, Message("总体增速", "growth of the whole"))],
                severity=Severity.WARNING if gap >= _CLEAR_POINTS else Severity.INFO, confidence=Confidence.MEDIUM if gap >= _CLEAR_POINTS else Confidence.LOW,
            )

    def _share(self, reading: Reading, pull: _Said, whole: Fact | None) -> Iterator[Finding]:
        """A pull is the growth of the part times the share that it had: 增长13.9%，占43.7%，拉动5.7个百分点."""
        points = pull.numbers[0]
        start, _ = reading.document.sentence_at(points.start)
        before = [f for f in reading.facts if start <= f.mention.start < points.start]
        growths = [f for f in before if f.role is Role.GROWTH and f.mention.kind is Kind.PERCENT and not f.average]
        shares = [f for f in before if f.role is Role.SHARE and f.mention.kind is Kind.PERCENT]
        if len(growths) != 1 or len(shares) != 1 or any(f.mention.hedge is not None for f in (growths[0], shares[0])):
            return
        growth, share = growths[0], shares[0]
        g, s = growth.mention.value, share.mention.value
        total = None if whole is None else whole.mention.value
        if g is None or s is None or not g or points.value is None:
            return
        g *= growth.direction
        rise = Fraction(0) if total is None or whole is None else total * whole.direction
        # the share is this year's: before the growth it was smaller by the part's growth and larger by the whole's
        expected = g * s / _HUNDRED * (1 + rise / _HUNDRED) / (1 + g / _HUNDRED)
        flow = reading.document.flow
        claims = [wording.claim(m, flow) for m in (growth.mention, share.mention, points)]
        operands = [("pull", points), ("growth", growth.mention), ("share", share.mention)]
        if whole is not None:
            operands.append(("whole_growth", whole.mention))
        expression = f"{'-' if growth.direction < 0 else '+'}{claims[0]}，占{claims[1]} ~ 拉动{claims[2]}"
        stated = points.value * pull.sign
        rounding = Fraction(1, 10 ** max(points.decimals, 1))
        gap = abs(stated - expected)
        if gap <= max(abs(expected) * _NEAR, rounding):
            yield self.relation(reading, CheckKind.CONTRIBUTION, Verdict.CONSISTENT, expression, operands)
        elif gap <= max(abs(expected) * _FAR, 3 * rounding) or whole is None:
            yield self.relation(reading, CheckKind.CONTRIBUTION, Verdict.SKIPPED, expression, operands, reason="price-basis")
        else:
            yield self.relation(
                reading, CheckKind.CONTRIBUTION, Verdict.INCONSISTENT, expression, operands,
                message=Message(
                    f"增长{claims[0]}、占{claims[1]}，约拉动{float(expected):.1f}个百分点，与“{claims[2]}”不符",
                    f"a growth of {claims[0]} of a share of {claims[1]} pulls by about {float(expected):.1f} points, not “{claims[2]}”",
                ),
                related=[(growth.mention, Message("增速", "growth")), (share.mention, Message("占比", "share"))], confidence=Confidence.MEDIUM,
            )

    def _within(self, reading: Reading, rate: _Said, rates: Sequence[_Said]) -> Iterator[Finding]:
        """Industry contributes no more than its sector, unless construction has fallen."""
        flow, number = reading.document.flow, rate.numbers[0]
        lead = flow[max(0, number.start - 30):number.start]
        listed = [r for r in rates if len(r.numbers) == 3 and reading.document.block_index(r.numbers[0].start) == reading.document.block_index(number.start)]
        if not listed or _INDUSTRY.search(lead) is None or _ECONOMY.fullmatch(rate.of) is None:
            return
        sector = listed[-1].numbers[1]
        small, big = wording.claim(number, flow), wording.claim(sector, flow)
        operands = [("part", number), ("whole", sector)]
        low, high = inner(number).low, inner(sector).high
        if low is None or high is None or low <= high:
            yield self.relation(reading, CheckKind.PART, Verdict.CONSISTENT, f"工业{small} ≤ 第二产业{big}", operands)
        else:
            yield self.relation(reading, CheckKind.PART, Verdict.SKIPPED, f"工业{small} > 第二产业{big}", operands, reason="others-may-fall")

    def _values(self, reading: Reading, rate: _Said) -> Iterator[Finding]:
        """A contribution by the increments of part and whole, from their values and growths."""
        percent = rate.numbers[0]
        start, _ = reading.document.sentence_at(percent.start)
        parts = [
            f for f in reading.facts
            if f.role is Role.LEVEL and f.growth is not None and start <= f.mention.start < percent.start and f.mention.kind is Kind.MONEY
        ]
        key = read_phrase(rate.of).key
        report = reading.document.report_at(percent.start)
        wholes = [
            f for f in reading.levels_by_indicator.get(key, ())
            if f.growth is not None and f not in parts and report.start <= f.mention.start < report.end and not f.phrase.scope
        ]
        if len(parts) != 1 or not wholes or len({f.mention.value for f in wholes}) > 1 or wholes[0].year != parts[0].year:
            return
        part, whole = parts[0], wholes[0]
        above, below = _increment(part), _increment(whole)
        if above is None or below is None or below.low is None or below.low <= 0:
            return
        derived = above.over(below)
        if derived is None:
            return
        derived = derived.scaled(_HUNDRED)
        assert part.growth is not None
        assert whole.growth is not None
        flow = reading.document.flow
        claims = [wording.claim(m, flow) for m in (part.mention, part.growth.mention, whole.mention, whole.growth.mention, percent)]
        operands = [
            ("contribution", percent), ("part", part.mention), ("part_growth", part.growth.mention), ("whole", whole.mention),
            ("whole_growth", whole.growth.mention),
        ]
        expression = f"{claims[0]}（{claims[1]}）、{claims[2]}（{claims[3]}） ~ 贡献率{claims[4]}"
        gap = derived.distance(inner(percent))
        if not gap:
            yield self.relation(reading, CheckKind.CONTRIBUTION, Verdict.CONSISTENT, expression, operands)
        elif gap < 10:
            yield self.relation(reading, CheckKind.CONTRIBUTION, Verdict.SKIPPED, expression, operands, reason="price-basis")
        else:
            shown = wording.percent_range(derived)
            yield self.relation(
                reading, CheckKind.CONTRIBUTION, Verdict.INCONSISTENT, expression, operands,
                message=Message(
                    f"按两者的数值和增速，贡献率应为{shown}，与“{claims[4]}”不符",
                    f"by the values and growths of part and whole the contribution is {shown}, not “{claims[4]}”",
                ),
                related=[(part.mention, Message("部分", "part")), (whole.mention, Message("总体", "whole"))], confidence=Confidence.MEDIUM,
            )


def _said(reading: Reading, kind: Kind, pattern: re.Pattern[str]) -> Iterator[_Said]:
    """The contributions of one sort: each number that the words stand before, with the list that it begins."""
    flow, mentions = reading.document.flow, reading.mentions
    for index, mention in enumerate(mentions):
        if mention.kind is not kind or mention.hedge is not None or mention.value is None or mention.parts:
            continue
        start = max(reading.document.sentence_at(mention.start)[0], mention.start - 44)
        lead = re.split("[，：:（(]", flow[start:mention.start])[-1]
        found = pattern.search(lead)
        if found is None:
            continue
        groups = found.groupdict()
        run = [mention]
        for other in mentions[index + 1:index + 4]:
            if other.kind is not kind or flow[run[-1].end:other.start].strip() not in _LIST_GAPS:
                break
            run.append(other)
        industries = _INDUSTRIES.search(flow[max(0, reading.document.sentence_at(mention.start)[0]):mention.start]) is not None
        if len(run) not in (1, 3) or (len(run) == 3 and not industries):
            continue
        sign = -1 if groups.get("down") or groups.get("fall") or groups.get("pulled") else 1
        yield _Said(tuple(run), groups.get("of") or groups.get("below") or "", sign, index)


def _whole(reading: Reading, growths: dict[str, list[Fact]], said: _Said) -> Fact | None:
    """The growth that is contributed to, where the report states it with one value."""
    mention = said.numbers[0]
    report = reading.document.report_at(mention.start)
    if _ECONOMY.fullmatch(said.of) or (len(said.numbers) == 3 and not said.of):
        keys = [_OUTPUT]
    else:
        key = read_phrase(said.of).key
        keys = [key, *(key + ending for ending in _ENDINGS)] if key else []
    for key in keys:
        found = [
            f for f in growths.get(key, ())
            if report.start <= f.mention.start < report.end and not f.phrase.scope and f.mention.hedge is None
            and not any(f.mention.start == m.start for m in said.numbers)
        ]
        if found:
            before = [f for f in found if f.mention.start < mention.start] or found
            return before[-1] if len({(f.mention.value, f.direction, f.grain) for f in found}) == 1 else None
    return None


def _together(reading: Reading, pull: _Said, rate: _Said) -> bool:
    """Whether a pull and a contribution stand in one sentence and speak of the same growth."""
    return reading.document.sentence_at(pull.numbers[0].start) == reading.document.sentence_at(rate.numbers[0].start)


def _times(percent: Interval, growth: Interval) -> Interval | None:
    """A share in percent of a growth, in points."""
    if None in (percent.low, percent.high, growth.low, growth.high):
        return None
    ends: Sequence[Fraction] = [
        p * g / _HUNDRED for p in (percent.low, percent.high) for g in (growth.low, growth.high) if p is not None and g is not None
    ]
    return Interval(min(ends), max(ends))


def _increment(level: Fact) -> Interval | None:
    """By how much a level has grown: v − v / (1 + g), from its printed value and growth."""
    assert level.growth is not None
    rate, value = signed(level.growth), inner(level.mention)
    if None in (rate.low, rate.high, value.low, value.high) or (rate.low is not None and rate.low <= -_HUNDRED):
        return None
    ends = [v * r / (_HUNDRED + r) for v in (value.low, value.high) for r in (rate.low, rate.high) if v is not None and r is not None]
    return Interval(min(ends), max(ends))
