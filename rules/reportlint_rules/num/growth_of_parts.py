"""NUM006: the growth of a whole that its parts' values and growths do not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    Basis,
    Breakdown,
    Check,
    CheckKind,
    Confidence,
    DocumentRule,
    Entry,
    Fact,
    Finding,
    Interval,
    Kind,
    Message,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
    Wording,
    closes,
    inner,
    is_partition,
    signed,
    wording,
)

_HUNDRED = Fraction(100)
_CLEAR = Fraction(1, 2)


class GrowthOfParts(DocumentRule):
    """The base of a whole is the sum of its parts' bases: w / (p₁/(1+g₁) + p₂/(1+g₂) + …) − 1."""

    meta = RuleMeta(
        "NUM006", "growth-of-parts",
        Message("总体增速与分项的数值和增速不符", "a growth that the parts' values and growths do not give"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every sum whose whole and parts all state a growth."""
        for breakdown in reading.breakdowns:
            if breakdown.wording is Wording.CLOSURE and not is_partition([p.name for p in breakdown.parts], breakdown.whole.name):
                continue
            parts = _adding_up(breakdown)
            whole = breakdown.whole
            if not parts or whole.growth is None or any(p.growth is None for p in parts):
                continue
            growths = [e.growth for e in (whole, *parts) if e.growth is not None]
            if any(g.mention.kind is not Kind.PERCENT or g.mention.hedge is not None for g in growths):
                continue
            if Basis.CONSTANT in (e.level.basis for e in (whole, *parts) if e.level is not None):
                continue
            yield self._judge(reading, breakdown, parts, growths)

    def _judge(self, reading: Reading, breakdown: Breakdown, parts: Sequence[Entry], growths: Sequence[Fact]) -> Check:
        document, flow = reading.document, reading.document.flow
        whole = breakdown.whole
        derived = _derived(whole, parts)
        stated = signed(growths[0])
        claim = wording.claim(growths[0].mention, flow)
        operands = [
            self.operand(reading, e.mention, role) for e, role in ((whole, "whole"), *((p, "part") for p in parts))
        ] + [self.operand(reading, g.mention, role) for g, role in ((growths[0], "growth"), *((g, "part_growth") for g in growths[1:]))]
        terms = "、".join(f"{wording.claim(p.mention, flow)}（{_sign(g)}{wording.claim(g.mention, flow)}）" for p, g in zip(parts, growths[1:], strict=True))
        expression = f"{wording.claim(whole.mention, flow)}（{_sign(growths[0])}{claim}） ~ {terms}"
        if derived is None or derived.overlaps(stated):
            return self.check_of(CheckKind.MEAN_BOUND, Verdict.CONSISTENT, expression, operands)
        if not breakdown.same_basis(flow, parts):
            return self.check_of(CheckKind.MEAN_BOUND, Verdict.SKIPPED, expression, operands, reason="different-scope")
        gap = derived.distance(stated)
        shown = wording.percent_range(derived)
        finding = self.diagnostic(
            self.place(document, growths[0].mention.start, growths[0].mention.end),
            Message(
                f"按分项 {terms} 推算，{whole.name}的增速应为{shown}，与“{_sign(growths[0])}{claim}”不符",
                f"by its parts {terms}, {whole.name} grew by {shown}, not “{_sign(growths[0])}{claim}”",
            ),
            related=[
                self.place(document, p.mention.start, g.mention.end, Message(p.name or "分项", p.name or "part"))
                for p, g in zip(parts, growths[1:], strict=True) if g.mention.end > p.mention.start
            ],
            confidence=Confidence.MEDIUM if gap >= _CLEAR else Confidence.LOW,
            severity=Severity.WARNING if gap >= Fraction(1, 10) else Severity.INFO,
            key=f"{whole.name}|{claim}|{terms}",
        )
        return self.check_of(CheckKind.MEAN_BOUND, Verdict.INCONSISTENT, expression, operands, finding=finding)


def _adding_up(breakdown: Breakdown) -> list[Entry]:
    levels = breakdown.levels()
    for count in range(len(levels), 1, -1):
        if closes(breakdown.whole, levels[:count]):
            return levels[:count]
    return []


def _derived(whole: Entry, parts: Sequence[Entry]) -> Interval | None:
    """The growth of the whole in percent; None where a base may be zero."""
    base = Interval.point(0)
    for part in parts:
        assert part.growth is not None
        rate = signed(part.growth)
        if rate.low is None or rate.high is None or rate.low <= -_HUNDRED:
            return None
        former = inner(part.mention).over(Interval(1 + rate.low / _HUNDRED, 1 + rate.high / _HUNDRED))
        if former is None:
            return None
        base += former
    quotient = inner(whole.mention).over(base)
    if quotient is None or quotient.low is None or quotient.high is None:
        return None
    return Interval(_HUNDRED * (quotient.low - 1), _HUNDRED * (quotient.high - 1))



def _sign(growth: Fact) -> str:
    return "-" if growth.direction < 0 else "+"
