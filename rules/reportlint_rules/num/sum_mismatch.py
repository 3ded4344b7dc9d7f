"""NUM002: parts that are said to make up a whole, and do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    DocumentRule,
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
    outer,
    unit_of,
    wording,
)

# Names of parts that together are everything: where all of a row occur among the parts, the list is exhaustive.
_PARTITIONS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("市外", "县外", "省外", "区外", "境外"), ("市内", "县内", "省内", "区内", "境内")),
    (("城镇",), ("农村", "乡村")),
    (("第一产业", "一产"), ("第二产业", "二产"), ("第三产业", "三产")),
    (("税收",), ("非税",)),
    (("进口",), ("出口",)),
    (("男",), ("女",)),
    (("内资",), ("外资",)),
    (("国税",), ("地税",)),
    (("公共财政预算", "一般公共预算", "一般预算"), ("基金预算", "政府性基金")),
    (("商品零售",), ("餐饮",)),
)


_NOT_ADDITIVE = ("人均", "平均", "均价", "单价", "价格", "每", "户均", "指数", "标准", "工资", "密度")


class SumMismatch(DocumentRule):
    """Explicit lists of parts, added up."""

    meta = RuleMeta(
        "NUM002", "sum-mismatch",
        Message("分项之和与合计不符", "parts that do not add up to their whole"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every whole whose parts stand behind it and add up, or are all there are."""
        groups: dict[int, list[Fact]] = {}
        wholes: dict[int, Fact] = {}
        for fact in reading.facts:
            if fact.role is Role.LEVEL and fact.whole is not None and _comparable(fact, fact.whole):
                groups.setdefault(id(fact.whole), []).append(fact)
                wholes[id(fact.whole)] = fact.whole
        for key, parts in groups.items():
            yield from self._add_up(reading, wholes[key], parts)

    def _add_up(self, reading: Reading, whole: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
        if len(parts) < 2 or any(word in whole.phrase.text for word in _NOT_ADDITIVE):
            return
        target = inner(whole.mention)
        # the parts go on until they make the whole; what follows belongs to something else
        for count in range(2, len(parts) + 1):
            if _sum(parts[:count], exact=True).overlaps(target):
                if _near(parts[:count], whole):
                    yield self._check(reading, whole, parts[:count], Verdict.CONSISTENT)
                    return
        taken = _partition(parts)
        if len(taken) != len(parts):
            yield self._check(reading, whole, parts, Verdict.SKIPPED, "not-exhaustive")
            return
        total = _sum(taken, exact=False)
        if total.overlaps(outer(whole.mention)):
            yield self._check(reading, whole, taken, Verdict.CONSISTENT)
            return
        yield self._check(reading, whole, taken, Verdict.INCONSISTENT, finding=self._finding(reading, whole, taken))

    def _check(
        self, reading: Reading, whole: Fact, parts: Sequence[Fact], verdict: Verdict, reason: str = "",
        finding: Diagnostic | None = None,
    ) -> Check:
        flow = reading.document.flow
        sign = "=" if verdict is Verdict.CONSISTENT else "≠" if verdict is Verdict.INCONSISTENT else "⊇"
        expression = f"{wording.claim(whole.mention, flow)} {sign} {' + '.join(wording.claim(p.mention, flow) for p in parts)}"
        operands = [self.operand(reading, whole.mention, "whole"), *(self.operand(reading, p.mention, "part") for p in parts)]
        return self.check_of(CheckKind.SUM, verdict, expression, operands, reason=reason, finding=finding)

    def _finding(self, reading: Reading, whole: Fact, parts: Sequence[Fact]) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        factor = unit_of(whole.mention)[1]
        total = sum((_value(part) for part in parts), Fraction(0))
        shown = wording.amount(total, whole.mention, factor)
        printed = wording.claim(whole.mention, flow)
        listed = " + ".join(wording.claim(p.mention, flow) for p in parts)
        gap = wording.amount(abs(total - _value(whole)), whole.mention, factor)
        return self.diagnostic(
            self.place(document, whole.mention.start, whole.mention.end),
            Message(
                f"{whole.phrase.text}{printed}，而分项 {listed} = {shown}，相差{gap}",
                f"{whole.phrase.text} is {printed}, but its parts {listed} = {shown}, {gap} apart",
            ),
            related=[
                self.place(document, p.mention.start, p.mention.end, Message(p.phrase.text or "分项", p.phrase.text or "part"))
                for p in parts
            ],
            confidence=Confidence.HIGH, key=f"{whole.phrase.text}|{printed}|{listed}",
        )


def _value(fact: Fact) -> Fraction:
    value = fact.mention.value
    return Fraction(0) if value is None else value * unit_of(fact.mention)[1]


def _comparable(part: Fact, whole: Fact) -> bool:
    """Whether a part can be added to its whole: the same unit, no thresholds, exact print."""
    return (
        unit_of(part.mention)[0] == unit_of(whole.mention)[0] and part.mention.kind is whole.mention.kind
        and part.mention.hedge is None and not part.mention.parts and part.mention.value is not None
        and whole.mention.hedge is None and whole.mention.value is not None and part.mention.kind is not Kind.NUMBER
    )


def _sum(parts: Sequence[Fact], *, exact: bool) -> Interval:
    total = Interval.point(0)
    for part in parts:
        total += inner(part.mention) if exact else outer(part.mention)
    return total


def _near(parts: Sequence[Fact], whole: Fact) -> bool:
    """Whether agreement means something: the rounding of the parts is small beside the smallest part."""
    width = _sum(parts, exact=True)
    assert width.low is not None
    assert width.high is not None
    return width.high - width.low <= _value(whole) / 25


def _partition(parts: Sequence[Fact]) -> list[Fact]:
    """The parts that one of the known partitions names, each member once; empty where none is complete."""
    for row in _PARTITIONS:
        taken = []
        for names in row:
            members = [p for p in parts if p.own_phrase and any(p.phrase.text.startswith(name) for name in names)]
            if len(members) != 1:
                break
            taken.append(members[0])
        else:
            return taken
    return []


