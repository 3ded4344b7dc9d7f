"""NUM004: a part that is larger than its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    DocumentRule,
    Entry,
    Finding,
    Kind,
    Message,
    Reading,
    ReportKind,
    RuleMeta,
    Severity,
    Verdict,
    Wording,
    closes,
    inner,
    outer,
    wording,
)
from reportlint_rules.num.counted_sets import counted_sets
from reportlint_rules.num.part_years import part_years
from reportlint_rules.num.running_totals import increases, nested_classes, running_totals

_NEAR = 3
"""Paragraphs between the numbers of the whole city and those of its own level."""
_OWN_LEVEL = frozenset({"市级", "市本级", "县级", "县本级", "区级", "区本级", "省级", "省本级", "州本级", "本级"})
_NOT_PARTS = ("人均", "平均", "均价", "单价", "价格", "户均", "指数", "标准", "工资", "密度", "温度", "每", "率")


class PartExceedsWhole(DocumentRule):
    """Parts against the whole that the text takes them out of."""

    meta = RuleMeta(
        "NUM004", "part-exceeds-whole",
        Message("分项大于总量", "a part larger than its whole"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each list of parts that is not a sum already."""
        for breakdown in (*reading.breakdowns, *reading.narrower):
            parts = breakdown.levels()
            whole = breakdown.whole
            if not parts or whole.level is None or breakdown.wording in (Wording.TOTAL, Wording.CLOSURE) or any(w in whole.name for w in _NOT_PARTS):
                continue
            if any(closes(whole, parts[:n]) for n in range(2, len(parts) + 1)):
                continue
            if breakdown.wording in (Wording.LEXICON, Wording.NAME):
                # some services that offices count in industry belong to the tertiary sector: a little more is no fault;
                # elsewhere than in communiqués a name may be that of one enterprise or project
                communique = reading.document.report_at(whole.start).kind is ReportKind.COMMUNIQUE
                parts = [
                    p for p in parts
                    if _fits(p, whole) or (breakdown.sure and (communique or p.fact.sentence == whole.fact.sentence) and p.value * 10 > whole.value * 11)
                ]
            flow = reading.document.flow
            # more than is left of gains and losses, or a thing of another kind, is no part that is too large
            net = breakdown.is_net(flow)
            parts = [p for p in parts if _is_bounded(p, whole) and (_fits(p, whole) or (not net and p.is_of_kind(whole, flow)))]
            severity = None if breakdown.wording is Wording.WITHIN else Severity.WARNING
            if breakdown.sure or all(_fits(p, whole) for p in parts):
                yield from self._compare(reading, whole, parts, severity)
        yield from self._pairs(reading)
        yield from self._scopes(reading)
        yield from self._members(reading)

    def _compare(self, reading: Reading, whole: Entry, parts: Sequence[Entry], severity: Severity | None) -> Iterator[Finding]:
        fitting = list(takewhile(lambda p: _fits(p, whole), parts))
        if fitting:
            yield self._check(reading, whole, fitting, Verdict.CONSISTENT)
        # what does not fit behind a part that does is the next subject, not a part, unless the list goes on
        for index, part in enumerate(parts[:len(fitting) + 1]):
            if not _fits(part, whole):
                if index and not (member := _goes_on(parts[index - 1], part, reading.document.flow)):
                    return
                if index and member is not Severity.ERROR:
                    severity = Severity.WARNING
                certain = not outer(part.mention).overlaps(outer(whole.mention))
                yield self._check(
                    reading, whole, [part], Verdict.INCONSISTENT,
                    self._finding(reading, whole, part, severity if certain else Severity.INFO),
                )

    def _pairs(self, reading: Reading) -> Iterator[Finding]:
        """What is new against the total that it adds up to, and classes above a higher threshold against those above a lower one."""
        for pair in (*running_totals(reading), *nested_classes(reading), *part_years(reading), *increases(reading)):
            if _fits(pair.part, pair.whole):
                yield self._check(reading, pair.whole, [pair.part], Verdict.CONSISTENT)
            elif not outer(pair.part.mention).overlaps(outer(pair.whole.mention)):
                if pair.proven:
                    finding = (self._growth if pair.grown else self._finding)(reading, pair.whole, pair.part, Severity.WARNING)
                    yield self._check(reading, pair.whole, [pair.part], Verdict.INCONSISTENT, finding)
                else:
                    yield self._check(reading, pair.whole, [pair.part], Verdict.SKIPPED, reason=pair.reason)

    def _members(self, reading: Reading) -> Iterator[Finding]:
        """Members of a list of so many, a rank among so many, and some of all there are."""
        document, flow = reading.document, reading.document.flow
        for found in counted_sets(reading):
            part, whole = found.part, found.whole
            fits = (part.value or 0) <= (whole.value or 0)
            small, big = flow[part.start:part.end], flow[whole.start:whole.end]
            operands = [self.operand(reading, whole, "whole"), self.operand(reading, part, "part")]
            if fits:
                yield self.check_of(CheckKind.PART, Verdict.CONSISTENT, f"{small} ≤ {big}", operands)
                continue
            finding = self.diagnostic(
                self.place(document, part.start, part.end),
                Message(f"{found.name}“{small}”大于它所在的“{found.of}”", f"{found.name} “{small}” is more than the “{found.of}” that it is counted in"),
                related=[self.place(document, whole.start, whole.end, Message(f"总数：{big}", f"whole: {big}"))],
                severity=Severity.WARNING, confidence=Confidence.MEDIUM, key=f"{found.of}|{found.name}|{small}",
            )
            yield self.check_of(CheckKind.PART, Verdict.INCONSISTENT, f"{small} > {big}", operands, finding=finding)

    def _scopes(self, reading: Reading) -> Iterator[Finding]:
        """What a city's own level has against what the whole city has: 市级 within 全市."""
        entries: dict[tuple[object, ...], list[Entry]] = {}
        for entry in reading.entries:
            fact = entry.fact
            if entry.level is not None and fact.phrase.known is not None and fact.mention.hedge is None and fact.year is not None:
                report = reading.document.report_at(entry.start).start
                entries.setdefault((fact.indicator, fact.year, fact.grain, fact.part, entry.unit, report), []).append(entry)
        for group in entries.values():
            own = [e for e in group if e.fact.phrase.scope & _OWN_LEVEL]
            if len({e.mention.value for e in own}) != 1:
                continue
            wholes = [e for e in group if not e.fact.phrase.scope]
            # the districts of a city speak of their own numbers far behind
            near = [e for e in wholes if 0 <= own[0].fact.block - e.fact.block <= _NEAR]
            candidates = near or wholes
            if len({e.mention.value for e in candidates}) == 1 and _fits(own[0], candidates[-1]):
                yield self._check(reading, candidates[-1], [own[0]], Verdict.CONSISTENT)

    def _check(
        self, reading: Reading, whole: Entry, parts: Sequence[Entry], verdict: Verdict, finding: Diagnostic | None = None, reason: str = "",
    ) -> Check:
        flow = reading.document.flow
        sign = "≤" if verdict is Verdict.CONSISTENT else ">"
        listed = "、".join(wording.claim(p.mention, flow) for p in parts)
        return self.check_of(
            CheckKind.PART, verdict, f"{listed} {sign} {wording.claim(whole.mention, flow)}",
            [self.operand(reading, whole.mention, "whole"), *(self.operand(reading, p.mention, "part") for p in parts)],
            finding=finding, reason=reason,
        )

    def _finding(self, reading: Reading, whole: Entry, part: Entry, severity: Severity | None) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        small, big = wording.claim(part.mention, flow), wording.claim(whole.mention, flow)
        of, name = whole.printed_name(flow), part.printed_name(flow)
        return self.diagnostic(
            self.place(document, part.mention.start, part.mention.end),
            Message(
                f"{name}{small}是{of}{big}的一部分，却大于它",
                f"{name} {small} is a part of {of} {big}, but larger",
            ),
            related=[self.place(document, whole.mention.start, whole.mention.end, Message(f"总量：{big}", f"whole: {big}"))],
            severity=severity, confidence=Confidence.HIGH if severity is None else Confidence.MEDIUM,
            key=f"{of}|{big}|{name}|{small}",
        )

    def _growth(self, reading: Reading, whole: Entry, part: Entry, severity: Severity | None) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        small, big = wording.claim(part.mention, flow), wording.claim(whole.mention, flow)
        name = whole.printed_name(flow)
        return self.diagnostic(
            self.place(document, part.mention.start, part.mention.end),
            Message(
                f"{name}{big}，增加{small}：增加的比增加以后的还多，原来的数就是负数", f"{name} {big} after an increase of {small}: it would have been negative before",
            ),
            related=[self.place(document, whole.mention.start, whole.mention.end, Message(f"增加以后：{big}", f"after the increase: {big}"))],
            severity=severity, confidence=Confidence.MEDIUM, key=f"{name}|{big}|{small}",
        )


def _goes_on(before: Entry, part: Entry, flow: str) -> Severity | None:
    """How sure it is that an item goes on with the list that holds the one before it: 小学52所、初中98所."""
    gap = flow[before.end:part.start]
    if part.mention.kind is not Kind.COUNT or part.unit in ("人", "人次") or gap[1:] != part.name:
        return None
    if gap[0] == "、":
        return Severity.ERROR
    short = len(part.name) <= 4 and len(part.name) == len(before.name)
    return Severity.WARNING if gap[0] == "，" and short else None


def _is_bounded(part: Entry, whole: Entry) -> bool:
    """Whether a part tells how large it is at least, or, as 近3000万元 does, that it is less than the whole."""
    known, most = inner(part.mention), inner(whole.mention).high
    return known.low is not None or (known.high is not None and most is not None and known.high <= most)


def _fits(part: Entry, whole: Entry) -> bool:
    low, high = inner(part.mention).low, inner(whole.mention).high
    return low is None or high is None or low <= high
