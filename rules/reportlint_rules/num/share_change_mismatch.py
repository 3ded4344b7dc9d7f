"""NUM014: the change of a share that the growths of its part and its whole do not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    ArithmeticRule,
    Basis,
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
    signed,
    unit_of,
    wording,
)

_HUNDRED = Fraction(100)
_CLEAR = Fraction(3, 10)
_REACH = 20
"""Characters between a share and the change stated with it."""
_NEAR = 2
"""Paragraphs between a share and the growths of names that the lexicon does not know."""
_URBAN = "城镇化率"
_ENDINGS = ("增加值", "总产值", "产值", "零售额", "投资", "收入")
_URBAN_PART, _URBAN_WHOLE = "城镇人口", "常住人口"


class ShareChangeMismatch(ArithmeticRule):
    """A share s that part and whole with factors p and w led to has changed by s · (1 − w/p) points."""

    meta = RuleMeta(
        "NUM014", "share-change-mismatch",
        Message("占比的变化与部分、总体的增速不符", "a change of a share that the growths of part and whole do not give"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every share with a stated change whose part and whole state what they grew by."""
        facts = reading.facts
        by_name: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.role in (Role.GROWTH, Role.DELTA) and fact.indicator:
                by_name.setdefault(fact.indicator, []).append(fact)
        for index, share in enumerate(facts):
            names = _names(share)
            if names is None or share.mention.hedge is not None:
                continue
            change = next((f for f in facts[index + 1:index + 3] if _belongs(share, f)), None)
            if change is None or change.direction == 0:
                continue
            part = share.of if share.of is not None and share.of.indicator == names[0] else None
            report = reading.document.report_at(share.mention.start)
            near = {
                name: [f for f in by_name.get(name, ()) if report.start <= f.mention.start < report.end]
                for variants in _variants(*names) for name in variants
            }
            part_change = next((c for name in _variants(*names)[0] if (c := _grown(near[name], share, part))), None)
            whole_change = next((c for name in _variants(*names)[1] if (c := _grown(near[name], share, None))), None)
            if part_change is not None and whole_change is not None:
                yield from self._judge(reading, share, change, part_change, whole_change)

    def _judge(self, reading: Reading, share: Fact, change: Fact, part: Fact, whole: Fact) -> Iterator[Finding]:
        factors = _factor(part), _factor(whole)
        if factors[0] is None or factors[1] is None:
            return
        quotient = factors[1].over(factors[0])
        if quotient is None or quotient.low is None or quotient.high is None:
            return
        stated = signed(change)
        level = inner(share.mention)
        if level.low is None or level.high is None:
            return
        ends = [value * (1 - ratio) for value in (level.low, level.high) for ratio in (quotient.low, quotient.high)]
        derived = Interval(min(ends), max(ends))
        flow = reading.document.flow
        claims = [wording.claim(f.mention, flow) for f in (share, change, part, whole)]
        signs = ["下降" if f.direction < 0 else "增长" for f in (part, whole)]
        moved = "下降" if change.direction < 0 else "提高"
        expression = f"占比{claims[0]}，{moved}{claims[1]} ~ 部分{signs[0]}{claims[2]}，总体{signs[1]}{claims[3]}"
        operands = [("share", share.mention), ("change", change.mention)]
        for role, fact in (("part", part), ("whole", whole)):
            if fact.of is not None:
                operands.append((role, fact.of.mention))
            operands.append((f"{role}_growth", fact.mention))
        if derived.overlaps(stated):
            yield self.relation(reading, CheckKind.POINT_CHANGE, Verdict.CONSISTENT, expression, operands)
            return
        if not (_proves(part) and _proves(whole)):
            yield self.relation(reading, CheckKind.POINT_CHANGE, Verdict.SKIPPED, expression, operands, reason="price-basis")
            return
        gap = derived.distance(stated)
        shown = _points(derived)
        yield self.relation(
            reading, CheckKind.POINT_CHANGE, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"部分{signs[0]}{claims[2]}、总体{signs[1]}{claims[3]}，占比应变化{shown}个百分点，与“{moved}{claims[1]}”不符",
                f"with its part and whole changing by {claims[2]} and {claims[3]}, the share moves by {shown} points, not “{moved}{claims[1]}”",
            ),
            related=[(share.mention, Message("占比", "share")), (part.mention, Message("部分", "part")), (whole.mention, Message("总体", "whole"))],
            severity=Severity.WARNING if gap >= _CLEAR else Severity.INFO,
            confidence=Confidence.MEDIUM if gap >= _CLEAR else Confidence.LOW,
        )


def _names(share: Fact) -> tuple[str, str] | None:
    """The indicators that a share divides: part, whole."""
    if share.mention.kind is not Kind.PERCENT:
        return None
    if share.role is Role.SHARE and share.denominator is not None and share.denominator.key and share.indicator:
        return share.indicator, share.denominator.key
    if share.role in (Role.RATE, Role.SHARE) and share.indicator.endswith(_URBAN):
        return _URBAN_PART, _URBAN_WHOLE
    return None


def _variants(part: str, whole: str) -> tuple[list[str], list[str]]:
    """The names that part and whole may go by: 占规模以上工业的比重 means 规模以上工业增加值 where the part is an 增加值."""
    parts = [part, "城镇常住人口"] if part == _URBAN_PART else [part]
    ending = next((e for e in _ENDINGS if part.endswith(e) and not whole.endswith(e)), None)
    return parts, [whole] if ending is None else [whole, whole + ending]


def _belongs(share: Fact, change: Fact) -> bool:
    """Whether a change in points is stated with the share right before it."""
    return (
        change.role is Role.POINT_CHANGE and change.sentence == share.sentence and not change.average and change.basis_year is None
        and change.mention.hedge is None and 0 < change.mention.start - share.mention.end <= _REACH and not change.own_phrase
    )


def _grown(changes: Sequence[Fact], share: Fact, level: Fact | None) -> Fact | None:
    """How the indicator of a share changed: a growth, or an amount of change with the level that it belongs to.

    Indicators of the lexicon mean the same all over a report, other names only nearby.
    """
    own = None if level is None else next((c for c in level.changes if _usable(c, share)), None)
    if own is not None:
        return own
    found = [
        f for f in changes
        if _usable(f, share) and f.phrase.scope == share.phrase.scope and (f.phrase.known is not None or abs(share.block - f.block) <= _NEAR)
    ]
    return found[-1] if len({(f.mention.value, f.direction) for f in found}) == 1 else None


def _usable(fact: Fact, share: Fact) -> bool:
    if fact.year != share.year or fact.grain is not share.grain or fact.average or fact.basis_year is not None or fact.mention.hedge is not None:
        return False
    if fact.role is Role.GROWTH:
        return fact.mention.kind is Kind.PERCENT
    return fact.role is Role.DELTA and fact.of is not None and unit_of(fact.mention)[0] == unit_of(fact.of.mention)[0]


def _factor(change: Fact) -> Interval | None:
    """What the former value was multiplied by."""
    stated = signed(change)
    if change.role is Role.GROWTH:
        if stated.low is None or stated.high is None or stated.low <= -_HUNDRED:
            return None
        return Interval(1 + stated.low / _HUNDRED, 1 + stated.high / _HUNDRED)
    assert change.of is not None
    level = inner(change.of.mention)
    former = level - stated
    return None if former.low is None or former.low <= 0 else level.over(former)


def _proves(change: Fact) -> bool:
    """Whether a growth compares printed values: people, or what the lexicon calls nominal."""
    if change.comparable:
        return False
    level = change.of
    if level is not None and unit_of(level.mention)[0] == "人":
        return True
    known = change.phrase.known
    return known is not None and known.basis is Basis.NOMINAL


def _points(derived: Interval) -> str:
    low, high = (f"{float(value):+.2f}" for value in (derived.low or 0, derived.high or 0))
    return low if low == high else f"{low}～{high}"
