"""NUM015: a growth that is said to be so many points above another one, which the text states differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Interval,
    Kind,
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

_ABOVE = re.compile(
    r"(?:增速|增幅)?(?:同比)?(?:分别|均)?(?:(?P<up>高于|快于|高出|超过)|(?P<down>低于|慢于)|[比较])(?P<bench>[^，。；：、（）]{1,20}?)(?:的)?(?:平均)?(?:增速|增幅|增长速度|水平)*"
    r"(?:(?P<more>高出?|快|多)|(?P<less>低|慢|少))?\s*\Z"
)
_ENDINGS = ("增加值", "总产值", "产值", "投资", "收入")
_ANY, _WHOLE = "指标", "全市"
_CLEAR = Fraction(1, 5)


class GrowthGapMismatch(ArithmeticRule):
    """A growth less the points that it is ahead by is the growth it is compared with."""

    meta = RuleMeta(
        "NUM015", "growth-gap-mismatch",
        Message("“高于……个百分点”与两个增速之差不符", "points between two growths that their difference does not give"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every gap between growths whose other growth the document states."""
        growths: dict[str, list[Fact]] = {}
        for fact in reading.facts:
            if fact.role is Role.GROWTH and fact.mention.kind is Kind.PERCENT and fact.indicator:
                growths.setdefault(fact.indicator, []).append(fact)
        for index, (before, gap) in enumerate(zip(reading.facts, reading.facts[1:], strict=False)):
            if gap.mention.kind is not Kind.PERCENTAGE_POINT or before.role is not Role.GROWTH or before.mention.kind is not Kind.PERCENT:
                continue
            if gap.sentence != before.sentence:
                continue
            found = _ABOVE.fullmatch(reading.document.flow[before.mention.end:gap.mention.start].lstrip("，, 、"))
            if found is None:
                continue
            sign = 1 if found["up"] or found["more"] else -1 if found["down"] or found["less"] else 0
            pairs = _pairs(reading, index)
            if not sign or any(f.mention.hedge is not None or f.average for pair in pairs for f in pair):
                continue
            report = reading.document.report_at(before.mention.start)
            endings = [e for e in _ENDINGS if any(growth.phrase.text.endswith(e) for growth, _ in pairs)]
            known = False
            for growth, points in pairs:
                others = [f for f in _benchmarks(growths, growth, found["bench"], endings) if report.start <= f.mention.start < report.end]
                if others:
                    known = True
                    yield self._judge(reading, growth, points, sign, others[-1])
            if not known and len(pairs) > 1:
                yield from self._same(reading, pairs, sign, found["bench"])

    def _same(self, reading: Reading, pairs: Sequence[tuple[Fact, Fact]], sign: int, bench: str) -> Iterator[Finding]:
        """Growths compared with one that is not printed: it is the same for all (12%和10%，高于…7个和5个百分点)."""
        flow = reading.document.flow
        ahead, gap = pairs[0]
        first = _behind(ahead, gap, sign)
        for growth, points in pairs[1:]:
            claims = [wording.claim(f.mention, flow) for f in (ahead, gap, growth, points)]
            operator = "−" if sign > 0 else "+"
            expression = f"{claims[0]} {operator} {claims[1]} ~ {claims[2]} {operator} {claims[3]}"
            operands = [("growth", ahead.mention), ("gap", gap.mention), ("growth", growth.mention), ("gap", points.mention)]
            other = _behind(growth, points, sign)
            if first.overlaps(other):
                yield self.relation(reading, CheckKind.POINT_CHANGE, Verdict.CONSISTENT, expression, operands)
                continue
            shown = [wording.percent_range(interval) for interval in (first, other)]
            yield self.relation(
                reading, CheckKind.POINT_CHANGE, Verdict.INCONSISTENT, expression, operands,
                message=Message(
                    f"按“{claims[0]}”和“{claims[1]}”，{bench}为{shown[0]}；按“{claims[2]}”和“{claims[3]}”，却为{shown[1]}",
                    f"by “{claims[0]}” and “{claims[1]}” {bench} is {shown[0]}, but by “{claims[2]}” and “{claims[3]}” it is {shown[1]}",
                ),
                related=[(ahead.mention, Message("增速", "growth")), (growth.mention, Message("增速", "growth"))],
                severity=Severity.WARNING if first.distance(other) >= _CLEAR else Severity.INFO,
                confidence=Confidence.MEDIUM if first.distance(other) >= _CLEAR else Confidence.LOW,
            )

    def _judge(self, reading: Reading, growth: Fact, gap: Fact, sign: int, other: Fact) -> Finding:
        flow = reading.document.flow
        ahead, points, behind = signed(growth), inner(gap.mention), signed(other)
        derived = ahead - behind if sign > 0 else behind - ahead
        word = "高于" if sign > 0 else "低于"
        claims = [wording.claim(f.mention, flow) for f in (growth, gap, other)]
        first, second = ("-" if f.direction < 0 else "" for f in (growth, other))
        expression = f"{first}{claims[0]} {word} {second}{claims[2]} {claims[1]}"
        operands = [("growth", growth.mention), ("gap", gap.mention), ("benchmark", other.mention)]
        if derived.overlaps(points):
            return self.relation(reading, CheckKind.POINT_CHANGE, Verdict.CONSISTENT, expression, operands)
        distance = derived.distance(points)
        clear = distance >= _CLEAR
        shown = wording.percent_range(derived).replace("%", "")
        return self.relation(
            reading, CheckKind.POINT_CHANGE, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"{first}{claims[0]}{word}{other.phrase.text}的{second}{claims[2]}应为{shown}个百分点，与“{claims[1]}”不符",
                f"{first}{claims[0]} differs from the {second}{claims[2]} of {other.phrase.text} by {shown} points, not by “{claims[1]}”",
            ),
            related=[(growth.mention, Message("增速", "growth")), (other.mention, Message("对比的增速", "growth compared with"))],
            severity=Severity.WARNING if clear else Severity.INFO, confidence=Confidence.MEDIUM if clear else Confidence.LOW,
        )


def _pairs(reading: Reading, index: int) -> list[tuple[Fact, Fact]]:
    """The growth at an index with the points behind it; where both are the ends of lists of one length, all their pairs."""
    facts, flow = reading.facts, reading.document.flow
    last = index + 1
    while last + 1 < len(facts) and facts[last + 1].mention.kind is Kind.PERCENTAGE_POINT and _listed(facts[last], facts[last + 1], flow):
        last += 1
    first = index
    while first and facts[first - 1].role is Role.GROWTH and _listed(facts[first - 1], facts[first], flow):
        first -= 1
    growths, points = facts[first:index + 1], facts[index + 1:last + 1]
    return list(zip(growths, points, strict=True)) if len(growths) == len(points) else [(facts[index], facts[index + 1])]


def _listed(before: Fact, after: Fact, flow: str) -> bool:
    return flow[before.mention.end:after.mention.start] in ("、", "和", "及", "与", "以及")


def _behind(growth: Fact, points: Fact, sign: int) -> Interval:
    """The growth that another one is said to be ahead of, or, with a negative sign, behind."""
    return signed(growth) - inner(points.mention) if sign > 0 else signed(growth) + inner(points.mention)


def _benchmarks(growths: Mapping[str, Sequence[Fact]], growth: Fact, bench: str, endings: Sequence[str]) -> list[Fact]:
    """The growths that a benchmark names, where they all have one value; empty where it is no growth of this text."""
    phrase = read_phrase(bench)
    if read_phrase(bench + _ANY) == read_phrase(_WHOLE + _ANY):
        # 高于全市: the same indicator of the whole area, where the growth is that of a place within it
        phrase = read_phrase("")
        names = [name for name in growths if name != growth.indicator and len(name) >= 4 and growth.phrase.text.endswith(name)]
    else:
        names = [phrase.key, *(phrase.key + ending for ending in endings)]
    for name in names:
        found = [
            f for f in growths.get(name, ())
            if f is not growth and f.year == growth.year and f.grain is growth.grain and f.part is growth.part
            and f.phrase.scope == phrase.scope and f.mention.hedge is None and not f.average and f.basis_year is None
        ]
        if found:
            return found if len({(f.mention.value, f.direction) for f in found}) == 1 else []
    return []
