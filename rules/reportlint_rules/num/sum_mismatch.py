"""NUM002: parts that are said to make up a whole, and do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    ArithmeticRule,
    Breakdown,
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    Entry,
    Fact,
    Finding,
    Interval,
    Kind,
    Message,
    Place,
    Reading,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    Wording,
    closes,
    disjoint_among,
    inner,
    is_partition,
    outer,
    repairs,
    same_frame,
    unit_of,
    wording,
    worth_of,
)

_NOT_ADDITIVE = ("人均", "平均", "均价", "单价", "价格", "每", "户均", "指数", "标准", "工资", "密度", "率")
_MIN_SLIP_ULPS = 100
_MIN_COUNT = 10
"""A handful of things is told by examples: 七个险种，其中三个…."""
_CUT = re.compile(r"\d[,，]\s*\Z")
"""The front of a number that blanks tear apart (3, 156,077)."""
_MINUS = re.compile(r"减去|扣除|剔除|减[：:]")
_TRADE, _PEOPLE = r"(?:货物|外贸|对外|贸易|进出口)*", r"(?:常住|户籍)?(?:人口)?"
_DIFFERENCES = tuple(tuple(map(re.compile, names)) for names in (
    (_TRADE + r"(?:贸易)?顺差额?", _TRADE + r"出口(?:总额|总值|额)?", _TRADE + r"进口(?:总额|总值|额)?"),
    (_TRADE + r"(?:贸易)?逆差额?", _TRADE + r"进口(?:总额|总值|额)?", _TRADE + r"出口(?:总额|总值|额)?"),
    (_PEOPLE + r"自然增长率", _PEOPLE + r"出生率", _PEOPLE + r"死亡率"),
    (_PEOPLE + r"自然增长(?:人口|人数)?", _PEOPLE + r"出生(?:人口|人数)?", _PEOPLE + r"死亡(?:人口|人数)?"),
))
_DIFFERENCE_WORD = re.compile(r"顺差|逆差|进口|出口|自然增长|出生|死亡")
_LIMIT = re.compile(r"限额|控制在|低于|不超过|未超|预算|计划")


_EXACT = frozenset({"进出口总额", "一般公共预算收入"})
"""Indicators whose parts by definition add up to them to the last digit, wherever they stand."""


@dataclass(frozen=True, slots=True)
class _Sum:
    whole: Entry
    parts: tuple[Entry, ...]


class SumMismatch(ArithmeticRule):
    """Lists of parts, added up."""

    meta = RuleMeta(
        "NUM002", "sum-mismatch",
        Message("分项之和与合计不符", "parts that do not add up to their whole"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every whole whose parts stand beside it."""
        for breakdown in reading.breakdowns:
            levels = breakdown.levels()
            if len(levels) < 2 or any(word in breakdown.whole.name for word in _NOT_ADDITIVE):
                continue
            yield from self._add_up(reading, breakdown, levels)
        yield from self._differences(reading)

    def _differences(self, reading: Reading) -> Iterator[Finding]:
        """What is by its name the difference of two others of its sentence or the one before: 自然增长率 = 出生率 − 死亡率."""
        flow = reading.document.flow
        sentences: dict[tuple[int, int], list[Fact]] = {}
        for fact in reading.facts:
            if fact.role in (Role.LEVEL, Role.RATE) and fact.own_phrase and _DIFFERENCE_WORD.search(fact.phrase.text):
                # up to the full stop: semicolons do not part birth from death
                start = reading.document.blocks[fact.block].start
                sentences.setdefault((fact.block, flow.rfind("。", start, fact.mention.start)), []).append(fact)
        before: list[Fact] = []
        for facts in sentences.values():
            earlier, before = before, facts
            for names in _DIFFERENCES:
                found = [[f for f in facts if name.fullmatch(f.phrase.text)] for name in names]
                if len(found[0]) == 1 and not found[1] and not found[2]:
                    found[1:] = [[f for f in earlier if f.block == found[0][0].block and name.fullmatch(f.phrase.text)] for name in names[1:]]
                if any(len(f) != 1 for f in found):
                    continue
                left, first, second = (f[0] for f in found)
                terms = (left, first, second)
                if len({(unit_of(f.mention)[0], f.mention.kind, f.year, f.grain, f.phrase.scope) for f in terms}) > 1:
                    continue
                if any(f.mention.hedge is not None or f.mention.value is None or f.mention.parts for f in terms):
                    continue
                if (inner(first.mention) - inner(second.mention)).overlaps(inner(left.mention)):
                    printed = [wording.claim(f.mention, flow) for f in terms]
                    yield self.relation(
                        reading, CheckKind.BALANCE, Verdict.CONSISTENT, f"{printed[0]} = {printed[1]} − {printed[2]}",
                        [("whole", left.mention), ("part", first.mention), ("part", second.mention)],
                    )
                elif not (outer(first.mention) - outer(second.mention)).overlaps(outer(left.mention)):
                    yield self._difference(reading, left, first, second, None if first in facts else Severity.WARNING)

    def _difference(self, reading: Reading, left: Fact, first: Fact, second: Fact, severity: Severity | None) -> Check:
        flow = reading.document.flow
        printed = [wording.claim(f.mention, flow) for f in (left, first, second)]
        operands = [("whole", left.mention), ("part", first.mention), ("part", second.mention)]
        shown = wording.amount_range(inner(first.mention) - inner(second.mention), first.mention, unit_of(first.mention)[1])
        name = left.phrase.text
        return self.relation(
            reading, CheckKind.BALANCE, Verdict.INCONSISTENT, f"{printed[0]} ≠ {printed[1]} − {printed[2]}", operands,
            message=Message(
                f"{name}{printed[0]}，而{first.phrase.text}{printed[1]}减{second.phrase.text}{printed[2]}为{shown}",
                f"{name} is {printed[0]}, but {first.phrase.text} {printed[1]} less {second.phrase.text} {printed[2]} is {shown}",
            ),
            related=[(f.mention, Message(f.phrase.text, f.phrase.text)) for f in (first, second)],
            severity=severity,
        )

    def _add_up(self, reading: Reading, breakdown: Breakdown, levels: Sequence[Entry]) -> Iterator[Finding]:
        whole = breakdown.whole
        for count in range(len(levels), 1, -1):
            runs = [levels[:count]] if breakdown.wording is not Wording.TOTAL else [levels[:count], levels[-count:]]
            for run in runs:
                if closes(whole, run):
                    yield self._check(reading, _Sum(whole, tuple(run)), Verdict.CONSISTENT)
                    yield from self._changes(reading, whole, run)
                    return
        total = _Sum(whole, tuple(levels))
        flow = reading.document.flow
        if front := self._front(breakdown, levels, flow):
            levels = front
            total = _Sum(whole, tuple(levels))
            breakdown = replace(breakdown, parts=tuple(levels))
        if breakdown.wording is Wording.TOTAL:
            adds_up = _MINUS.search(flow, levels[0].end, whole.start) is None
        else:
            adds_up = breakdown.adds_up(flow, levels)
        if not adds_up:
            yield self._check(reading, total, Verdict.SKIPPED, "not-exhaustive")
            return
        if self._is_all(reading, breakdown, levels):
            if not _total(levels).overlaps(outer(whole.mention)):
                severity = Severity.WARNING if breakdown.wording is Wording.LEXICON else None
                yield self._check(reading, total, Verdict.INCONSISTENT, finding=self._finding(reading, total, severity))
                return
        elif breakdown.is_usually_all() and not flow.startswith("等", levels[-1].end) and not _total(levels).overlaps(outer(whole.mention)):
            yield self._check(reading, total, Verdict.INCONSISTENT, finding=self._finding(reading, total, Severity.WARNING))
            return
        elif slip := self._slip(breakdown, levels):
            yield self._check(reading, total, Verdict.INCONSISTENT, finding=self._suspicion(reading, total, *slip))
            return
        elif over := self._overfull(breakdown, levels):
            yield self._check(reading, over, Verdict.INCONSISTENT, finding=self._excess(reading, over))
            return
        yield self._check(reading, total, Verdict.SKIPPED, "not-exhaustive")

    def _front(self, breakdown: Breakdown, levels: Sequence[Entry], flow: str) -> list[Entry]:
        """The complete list that a further amount stands behind: 其中一般债务…、专项债务…，控制在限额…以内."""
        for count in range(len(levels) - 1, 1, -1):
            run = list(levels[:count])
            if list(breakdown.parts[:count]) == run and is_partition([p.name for p in run], breakdown.whole.name):
                inside = [flow[a.end:b.start] for a, b in pairwise(run)]
                behind = flow[run[-1].end:levels[count].start]
                # what would still fit may be one more part
                left = breakdown.whole.value - sum((p.value for p in run), Fraction(0))
                ended = levels[count].value > left and "，" in behind and not any("，" in gap or "；" in gap for gap in inside)
                return run if ended or _LIMIT.search(behind) else []
        return []

    def _changes(self, reading: Reading, whole: Entry, parts: Sequence[Entry]) -> Iterator[Finding]:
        """The changes of parts add up as the parts do: 增加2.79万人 = 4.76 − 1.97."""
        changes = [_change(entry) for entry in (whole, *parts)]
        if any(change is None for change in changes):
            return
        known = [change for change in changes if change is not None]
        flow = reading.document.flow
        total = Interval.point(0)
        for change in known[1:]:
            step = inner(change.mention)
            total = total + step if change.direction > 0 else total - step
        stated = inner(known[0].mention) if known[0].direction > 0 else -inner(known[0].mention)
        printed = [("增加" if c.direction > 0 else "减少") + wording.claim(c.mention, flow) for c in known]
        operands = [("whole", known[0].mention), *(("part", c.mention) for c in known[1:])]
        expression = f"{printed[0]} = {'、'.join(printed[1:])}"
        if total.overlaps(stated):
            yield self.relation(reading, CheckKind.DELTA, Verdict.CONSISTENT, expression, operands)
            return
        shown = wording.amount_range(total, known[0].mention, unit_of(known[0].mention)[1])
        yield self.relation(
            reading, CheckKind.DELTA, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"{whole.name}{printed[0]}，而各分项{'、'.join(printed[1:])}，合计变化为{shown}",
                f"{whole.name} changed by {wording.claim(known[0].mention, flow)}, but its parts by {shown} together",
            ),
            related=[(c.mention, Message("分项变化", "change of a part")) for c in known[1:]],
            severity=Severity.WARNING, confidence=Confidence.MEDIUM,
        )

    def _is_all(self, reading: Reading, breakdown: Breakdown, levels: Sequence[Entry]) -> bool:
        """Whether the wording or the names say that these parts are all there are."""
        if any(p.level is None or p.level.mention.hedge for p in levels) or breakdown.whole.level is None or breakdown.whole.level.mention.hedge:
            return False
        flow = reading.document.flow
        if any(_CUT.search(flow, max(p.mention.start - 3, 0), p.mention.start) for p in (breakdown.whole, *levels)):
            return False
        if breakdown.whole.mention.kind is Kind.COUNT and breakdown.whole.value < _MIN_COUNT:
            return False
        if breakdown.wording is Wording.TOTAL:
            return len(levels) == len(breakdown.parts) and "加上" in flow[levels[0].end:levels[1].start]
        if breakdown.wording is Wording.LEXICON:
            known = breakdown.whole.fact.phrase.known
            return known is not None and known.name in _EXACT and is_partition([p.name for p in levels], breakdown.whole.name)
        return breakdown.wording in (Wording.WITHIN, Wording.SPLIT) and breakdown.sure and (
            len(levels) == len([p for p in breakdown.parts if p.level is not None]) and is_partition([p.name for p in levels], breakdown.whole.name)
            and same_frame(breakdown, reading.document.flow)
        )

    def _overfull(self, breakdown: Breakdown, levels: Sequence[Entry]) -> _Sum | None:
        """Classes that never overlap and are more together than their whole."""
        if breakdown.wording not in (Wording.WITHIN, Wording.SPLIT) or any(p.level is None or p.level.mention.hedge for p in levels):
            return None
        if breakdown.whole.level is None or breakdown.whole.level.mention.hedge:
            return None
        classes = [levels[i] for i in disjoint_among([p.name for p in levels])]
        if any("进出口" in p.name for p in classes) and "进出口" not in breakdown.whole.name:
            return None
        low, high = _total(classes).low, outer(breakdown.whole.mention).high
        return _Sum(breakdown.whole, tuple(classes)) if classes and low is not None and high is not None and low > high else None

    def _slip(self, breakdown: Breakdown, levels: Sequence[Entry]) -> tuple[int, str] | None:
        """The one number that a single typing error explains, in a list that adds up to all but that."""
        if breakdown.wording is Wording.CLOSURE or len(levels) != len(breakdown.parts):
            return None
        if len(levels) == 2 and not (breakdown.wording in (Wording.WITHIN, Wording.SPLIT) and _alike(levels)):
            return None
        terms = [breakdown.whole, *levels]
        if any(t.level is None or t.level.mention.hedge is not None or not t.level.mention.printed.isascii() for t in terms):
            return None
        ulp = max(t.mention.values.ulp * unit_of(t.mention)[1] for t in terms)
        gap = breakdown.whole.value - sum((p.value for p in levels), Fraction(0))
        if not ulp or abs(gap) < _MIN_SLIP_ULPS * ulp or abs(gap) > breakdown.whole.value / 2:
            return None
        numbers = [
            (t.mention.printed.replace(",", ""), worth_of(t.mention), 1 if index == 0 else -1) for index, t in enumerate(terms)
        ]
        found = repairs(gap, ulp * len(levels) / 2, numbers)
        return found[0] if len({index for index, _ in found}) == 1 else None

    def _check(
        self, reading: Reading, total: _Sum, verdict: Verdict, reason: str = "", finding: Diagnostic | None = None,
    ) -> Check:
        flow = reading.document.flow
        sign = {Verdict.CONSISTENT: "=", Verdict.INCONSISTENT: "≠", Verdict.SKIPPED: "⊇"}[verdict]
        expression = f"{_claim(total.whole, flow)} {sign} {' + '.join(_claim(p, flow) for p in total.parts)}"
        operands = [self.operand(reading, total.whole.mention, "whole"), *(self.operand(reading, p.mention, "part") for p in total.parts)]
        return self.check_of(CheckKind.SUM, verdict, expression, operands, reason=reason, finding=finding)

    def _finding(self, reading: Reading, total: _Sum, severity: Severity | None = None) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        whole = total.whole.mention
        factor = unit_of(whole)[1]
        added = sum((part.value for part in total.parts), Fraction(0))
        shown, gap = wording.amount(added, whole, factor), wording.amount(abs(added - total.whole.value), whole, factor)
        printed = wording.claim(whole, flow)
        listed = " + ".join(_claim(p, flow) for p in total.parts)
        return self.diagnostic(
            self.place(document, whole.start, whole.end),
            Message(
                f"{total.whole.name}{printed}，而分项 {listed} = {shown}，相差{gap}",
                f"{total.whole.name} is {printed}, but its parts {listed} = {shown}, {gap} apart",
            ),
            related=self._parts(reading, total), severity=severity, confidence=Confidence.HIGH if severity is None else Confidence.MEDIUM,
            key=f"{total.whole.name}|{printed}|{listed}",
        )

    def _excess(self, reading: Reading, total: _Sum) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        whole = total.whole.mention
        added = wording.amount(sum((part.value for part in total.parts), Fraction(0)), whole, unit_of(whole)[1])
        printed, listed = wording.claim(whole, flow), " + ".join(_claim(p, flow) for p in total.parts)
        return self.diagnostic(
            self.place(document, whole.start, whole.end),
            Message(
                f"{total.whole.name}{printed}，而其中互不重叠的分项 {listed} = {added}，已经超出",
                f"{total.whole.name} is {printed}, but parts of it that do not overlap, {listed} = {added}, exceed it",
            ),
            related=self._parts(reading, total), severity=Severity.WARNING, confidence=Confidence.MEDIUM,
            key=f"{total.whole.name}|{printed}|{listed}",
        )

    def _suspicion(self, reading: Reading, total: _Sum, index: int, meant: str) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        suspect = [total.whole, *total.parts][index].mention
        whole = total.whole.mention
        added = wording.amount(sum((part.value for part in total.parts), Fraction(0)), whole, unit_of(whole)[1])
        printed = wording.claim(whole, flow)
        return self.diagnostic(
            self.place(document, suspect.start, suspect.end),
            Message(
                f"{total.whole.name}{printed}的各分项之和为{added}；若“{wording.claim(suspect, flow)}”是{meant}{suspect.printed_unit}之误，恰好相等",
                f"the parts of {total.whole.name} {printed} add up to {added}; they would agree if “{wording.claim(suspect, flow)}” were {meant}{suspect.printed_unit}",
            ),
            related=[self.place(document, whole.start, whole.end, Message("合计", "whole")), *self._parts(reading, total)],
            severity=Severity.WARNING, confidence=Confidence.LOW, key=f"{total.whole.name}|{printed}|{meant}",
        )

    def _parts(self, reading: Reading, total: _Sum) -> list[Place]:
        return [
            self.place(reading.document, p.mention.start, p.mention.end, Message(p.name or "分项", p.name or "part"))
            for p in total.parts
        ]


def _change(entry: Entry) -> Fact | None:
    """The change stated with a level in its own unit, where there is exactly one."""
    found = [c for c in entry.fact.changes if c.role is Role.DELTA and unit_of(c.mention)[0] == entry.unit and not c.average]
    return found[0] if len(found) == 1 else None


def _alike(levels: Sequence[Entry]) -> bool:
    """Whether two parts are of one sort by their names: 电信业务收入, 邮政业务收入."""
    first, second = levels[0].name, levels[1].name
    return len(first) > 2 and len(second) > 2 and first[-2:] == second[-2:] and first != second


def _total(parts: Sequence[Entry]) -> Interval:
    """The widest interval of the sum: trailing zeros may be rounding."""
    total = Interval.point(0)
    for part in parts:
        total += outer(part.mention)
    return total


def _claim(entry: Entry, flow: str) -> str:
    return wording.claim(entry.mention, flow)
