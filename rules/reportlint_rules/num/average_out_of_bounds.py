"""NUM008: an average that lies outside the averages of the groups it is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Entry,
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
    is_partition,
    unit_of,
    wording,
)

_GROUP = re.compile(r"(?:城镇|农村|乡村)(?:常住)?居民(?:人均可支配收入|人均消费支出|人均)?|城镇|农村|乡村")
_DISTRICTS = frozenset({"市区", "市辖区", "县城", "市直", "市本级", "县本级", "区本级"})
_ANOTHER_TIME = re.compile(r"[一二三四五六七八九十]五[”\"]?(?:规划|时期|期间)?(?:初|末|期末|初期|末期)|[五十]年前|期初|基期")
_AVERAGES = ("居民人均可支配收入", "居民人均消费支出")


class AverageOutOfBounds(ArithmeticRule):
    """Income per head of all between town and country; a price index between its classes."""

    meta = RuleMeta(
        "NUM008", "average-out-of-bounds",
        Message("总平均不在各组平均之间", "an average outside the averages of its groups"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every average whose groups are complete."""
        seen: set[int] = set()
        for name in _AVERAGES:
            for whole in reading.levels_by_indicator.get(name, ()):
                groups = [_beside(reading, whole, kind + name) for kind in ("城镇", "农村")]
                if all(groups) and _speaks_for_all(reading, whole):
                    seen.add(whole.mention.start)
                    yield from self._judge(reading, whole.mention, whole.phrase.text, [g.mention for g in groups if g])
        for breakdown in reading.breakdowns:
            fact = breakdown.whole.fact
            if fact.role is Role.LEVEL and fact.indicator in _AVERAGES and fact.mention.start not in seen and breakdown.sure:
                levels = breakdown.levels()[:2]
                town_and_country = is_partition([p.name for p in levels]) and all(_GROUP.fullmatch(p.name) for p in levels)
                if len(levels) == 2 and town_and_country and levels == list(breakdown.parts[:2]) and _speaks_for_all(reading, fact):
                    yield from self._judge(reading, fact.mention, fact.phrase.text, [p.mention for p in levels])
            rates = [p for p in breakdown.parts if p.fact.role is Role.RATE and p.fact.mention.kind is Kind.PERCENT]
            whole_entry = breakdown.whole
            if whole_entry.fact.role is not Role.RATE or not _is_index(whole_entry) or not 2 <= len(rates) == len(breakdown.parts):
                continue
            if is_partition([p.name for p in rates]) or len(rates) >= 8:
                yield from self._judge(reading, whole_entry.fact.mention, whole_entry.name, [p.fact.mention for p in rates])

    def _judge(self, reading: Reading, whole: Mention, name: str, groups: Sequence[Mention]) -> Iterator[Finding]:
        bounds = [inner(g) for g in groups]
        lows = [b.low for b in bounds if b.low is not None]
        highs = [b.high for b in bounds if b.high is not None]
        if len(lows) < len(bounds) or len(highs) < len(bounds):
            return
        hull = Interval(min(lows), max(highs))
        flow = reading.document.flow
        printed, listed = wording.claim(whole, flow), "、".join(wording.claim(g, flow) for g in groups)
        operands = [("whole", whole), *(("part", g) for g in groups)]
        if inner(whole).overlaps(hull):
            yield self.relation(reading, CheckKind.MEAN_BOUND, Verdict.CONSISTENT, f"{printed} ∈ [{listed}]", operands)
            return
        yield self.relation(
            reading, CheckKind.MEAN_BOUND, Verdict.INCONSISTENT, f"{printed} ∉ [{listed}]", operands,
            message=Message(f"{name}{printed}是各组（{listed}）的平均，却不在它们之间", f"{name} {printed} is an average of its groups ({listed}), but lies outside them"),
            related=[(g, Message("分组", "group")) for g in groups], confidence=Confidence.HIGH,
        )


def _speaks_for_all(reading: Reading, whole: Fact) -> bool:
    """Whether an average is the whole area's in the year of the report: not a district's beside the city's, not 五年前."""
    flow = reading.document.flow
    if _ANOTHER_TIME.search(flow, max(whole.sentence[0], whole.mention.start - 40), whole.mention.start):
        return False
    if whole.phrase.scope & _DISTRICTS:
        return False
    others = reading.levels_by_indicator.get(whole.indicator, ())
    return not whole.phrase.scope or not any(
        o.year == whole.year and o.phrase.scope != whole.phrase.scope and abs(o.block - whole.block) <= 1 for o in others
    )


def _is_index(entry: Entry) -> bool:
    return "指数" in entry.name or "价格" in entry.name


def _beside(reading: Reading, whole: Fact, name: str) -> Fact | None:
    """The only level of an indicator for the year of another, near it in the text."""
    found = [
        fact for fact in reading.levels_by_indicator.get(name, ())
        if fact.year == whole.year and abs(fact.block - whole.block) <= 1 and fact.phrase.scope == whole.phrase.scope
        and unit_of(fact.mention)[0] == unit_of(whole.mention)[0] and fact.part is whole.part and fact.grain is whole.grain
    ]
    return found[0] if len({f.mention.value for f in found}) == 1 else None
