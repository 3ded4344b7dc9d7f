"""NUM005: the growth of a whole that lies outside the growths of all its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    Basis,
    Breakdown,
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
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
    comparable,
    is_partition,
    same_frame,
    signed,
    wording,
)

_CLEAR = Fraction(3, 10)
# The growth of an average may leave its parts' behind: people who move to town raise it.
_AVERAGES = ("人均", "平均", "户均", "均价", "率")


class GrowthOutOfBounds(DocumentRule):
    """A whole grows at a mean of its parts' rates: no faster than the fastest, no slower than the slowest."""

    meta = RuleMeta(
        "NUM005", "growth-out-of-bounds",
        Message("总体增速不在各分项增速之间", "a whole that grows faster or slower than all its parts"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every breakdown whose parts are all there are and all have a growth."""
        for breakdown in reading.breakdowns:
            closure = breakdown.wording is Wording.CLOSURE
            if (closure and not is_partition([p.name for p in breakdown.parts], breakdown.whole.name)) or any(word in breakdown.whole.name for word in _AVERAGES):
                continue
            parts = _exhaustive(breakdown, reading.document.flow)
            whole = breakdown.whole.growth
            if whole is None or not parts or whole.mention.kind is not Kind.PERCENT:
                continue
            growths = [p.growth for p in parts if p.growth is not None and p.growth.mention.kind is Kind.PERCENT]
            if len(growths) == len(parts):
                yield self._judge(reading, breakdown, parts, whole, growths)

    def _judge(
        self, reading: Reading, breakdown: Breakdown, parts: Sequence[Entry], whole: Fact, growths: Sequence[Fact],
    ) -> Check:
        stated, bounds = signed(whole), _hull(growths)
        if bounds is None or stated.overlaps(bounds):
            return self._check(reading, whole, growths, Verdict.CONSISTENT)
        if not breakdown.same_basis(reading.document.flow, parts):
            return self._check(reading, whole, growths, Verdict.SKIPPED, reason="different-scope")
        sure = breakdown.sure or breakdown.wording is Wording.CLOSURE
        clear = stated.distance(bounds) >= _CLEAR and sure and not whole.comparable and (
            breakdown.whole.level is None or breakdown.whole.level.basis is not Basis.CONSTANT
        )
        document, flow = reading.document, reading.document.flow
        claim = _print(whole, flow)
        listed = "、".join(f"{p.name}{_print(g, flow)}" for p, g in zip(parts, growths, strict=False))
        name = breakdown.whole.name
        finding = self.diagnostic(
            self.place(document, whole.mention.start, whole.mention.end),
            Message(
                f"{name}{claim}，而其全部分项（{listed}）的增速都在它的同一侧，总体增速只能在{wording.percent_range(bounds)}之间",
                f"{name} {claim} lies outside its parts ({listed}); the whole can only grow within {wording.percent_range(bounds)}",
            ),
            related=[
                self.place(document, g.mention.start, g.mention.end, Message(p.name or "分项", p.name or "part"))
                for p, g in zip(parts, growths, strict=False)
            ],
            severity=None if clear else Severity.WARNING, confidence=Confidence.HIGH if clear else Confidence.MEDIUM,
            key=f"{name}|{claim}|{listed}",
        )
        return self._check(reading, whole, growths, Verdict.INCONSISTENT, finding)

    def _check(
        self, reading: Reading, whole: Fact, growths: Sequence[Fact], verdict: Verdict, finding: Diagnostic | None = None, reason: str = "",
    ) -> Check:
        flow = reading.document.flow
        sign = "∈" if verdict is Verdict.CONSISTENT else "∉"
        return self.check_of(
            CheckKind.MEAN_BOUND, verdict, f"{_print(whole, flow)} {sign} [{'，'.join(_print(g, flow) for g in growths)}]",
            [self.operand(reading, whole.mention, "whole"), *(self.operand(reading, g.mention, "part") for g in growths)],
            reason=reason, finding=finding,
        )


def _exhaustive(breakdown: Breakdown, flow: str) -> list[Entry]:
    """The parts, where they are all there are: by their sum, or by their names."""
    levels = breakdown.levels()
    for count in range(len(levels), 1, -1):
        if closes(breakdown.whole, levels[:count]):
            return levels[:count]
    parts = list(breakdown.parts)
    if breakdown.wording is Wording.LEXICON:
        # what industry does for other sectors is counted elsewhere: parts that miss the whole by little are still all of it
        near = not all(comparable(p, breakdown.whole) for p in parts) or abs(sum(p.value for p in parts) - breakdown.whole.value) * 33 <= breakdown.whole.value
        return parts if near and is_partition([p.name for p in parts], breakdown.whole.name) else []
    if not same_frame(breakdown, flow) or not breakdown.sure:
        return []
    for count in range(len(parts), 1, -1):
        run = parts[:count]
        if is_partition([p.name for p in run], breakdown.whole.name) and not all(comparable(p, breakdown.whole) for p in run):
            return run
    return []



def _hull(growths: Sequence[Fact]) -> Interval | None:
    """From the slowest growth's least to the fastest growth's greatest value; None where one is open."""
    intervals = [signed(g) for g in growths]
    lows = [i.low for i in intervals if i.low is not None]
    highs = [i.high for i in intervals if i.high is not None]
    if len(lows) < len(intervals) or len(highs) < len(intervals):
        return None
    return Interval(min(lows), max(highs))


def _print(growth: Fact, flow: str) -> str:
    claim = wording.claim(growth.mention, flow)
    return f"下降{claim}" if growth.direction < 0 else f"增长{claim}"
