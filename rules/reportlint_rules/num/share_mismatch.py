"""NUM003: a share that its part and its whole do not give."""

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
    ReportKind,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    outer,
    unit_of,
    wording,
)

_HUNDRED = Fraction(100)
_ROUGHLY = Fraction(1)
"""Tenths by which a share in words may fall short or go beyond (近七成, 六成多)."""


class ShareMismatch(DocumentRule):
    """Statements of the form 占…% recomputed from the part and the whole."""

    meta = RuleMeta(
        "NUM003", "share-mismatch",
        Message("占比与分子、分母不符", "a share that does not match its part and its whole"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every share whose part and whole stand in the document."""
        index: dict[str, list[Fact]] = {}
        for fact in reading.facts:
            if fact.role is Role.LEVEL and fact.indicator:
                index.setdefault(fact.indicator, []).append(fact)
        taken_from: dict[int, list[Fact]] = {}
        for breakdown in reading.breakdowns:
            if breakdown.whole.level is not None:
                for entry in breakdown.levels():
                    taken_from.setdefault(entry.start, []).append(breakdown.whole.level)
        for share in reading.facts:
            if share.role is not Role.SHARE or share.mention.kind not in (Kind.PERCENT, Kind.TENTHS) or share.denominator is None:
                continue
            part = share.of or _nearest(share, index.get(share.indicator, ()), reading)
            if part is None or part.role is not Role.LEVEL:
                continue
            key = share.denominator.key
            wholes = [
                fact for fact in index.get(key, ())
                if fact is not part and unit_of(fact.mention)[0] == unit_of(part.mention)[0] and fact.year == part.year
                and fact.grain is part.grain and fact.part is part.part and fact.phrase.scope == part.phrase.scope | share.denominator.scope
                and reading.document.report_at(fact.mention.start) is reading.document.report_at(part.mention.start)
            ]
            certain = True
            if not key and not (wholes := _before(reading, part)):
                certain = False
                wholes = taken_from.get(part.mention.start, [])
            yield from self._judge(reading, share, part, wholes, certain)

    def _judge(self, reading: Reading, share: Fact, part: Fact, wholes: Sequence[Fact], certain: bool) -> Iterator[Finding]:
        stated = _stated(share)
        tried: list[tuple[Fact, Interval]] = []
        for whole in wholes:
            quotient = inner(part.mention).over(inner(whole.mention))
            wide = outer(part.mention).over(outer(whole.mention))
            if quotient is None or wide is None:
                continue
            if quotient.scaled(_HUNDRED).overlaps(stated):
                yield self._check(reading, share, part, whole, Verdict.CONSISTENT)
                return
            if wide.scaled(_HUNDRED).overlaps(stated):
                continue
            tried.append((whole, quotient.scaled(_HUNDRED)))
        if not tried:
            return
        # a whole further away is the one meant where a communiqué states it once and part and share stand together;
        # budgets give the same name to several levels of government
        far = tried[0][0].block != part.block
        report = reading.document.report_at(part.mention.start)
        near = not far or (share.of is part and tried[0][0].phrase.known is not None and report.kind is ReportKind.COMMUNIQUE)
        single = len({whole.mention.value for whole, _ in tried}) == 1
        if not (certain and single and near and (part.own_phrase or not (share.denominator and share.denominator.key))):
            yield self._check(reading, share, part, tried[0][0], Verdict.SKIPPED, "several-wholes")
            return
        whole, derived = tried[0]
        yield self._check(
            reading, share, part, whole, Verdict.INCONSISTENT, finding=self._finding(reading, share, part, whole, derived),
        )

    def _check(
        self, reading: Reading, share: Fact, part: Fact, whole: Fact, verdict: Verdict, reason: str = "",
        finding: Diagnostic | None = None,
    ) -> Check:
        flow = reading.document.flow
        printed = [wording.claim(f.mention, flow) for f in (part, whole, share)]
        return self.check_of(
            CheckKind.SHARE, verdict, f"{printed[0]} ÷ {printed[1]} ~ {printed[2]}",
            [
                self.operand(reading, share.mention, "share"), self.operand(reading, part.mention, "part"),
                self.operand(reading, whole.mention, "whole"),
            ],
            reason=reason, finding=finding,
        )

    def _finding(self, reading: Reading, share: Fact, part: Fact, whole: Fact, derived: Interval) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        small, big, stated = (wording.claim(f.mention, flow) for f in (part, whole, share))
        shown = wording.percent_range(derived)
        gap = derived.distance(_stated(share))
        return self.diagnostic(
            self.place(document, share.mention.start, share.mention.end),
            Message(
                f"{part.phrase.text}{small}占{whole.phrase.text}{big}的{shown}，与“{stated}”不符",
                f"{part.phrase.text} {small} is {shown} of {whole.phrase.text} {big}, not “{stated}”",
            ),
            related=[
                self.place(document, part.mention.start, part.mention.end, Message(f"分子：{small}", f"part: {small}")),
                self.place(document, whole.mention.start, whole.mention.end, Message(f"分母：{big}", f"whole: {big}")),
            ],
            confidence=Confidence.HIGH if gap >= 1 else Confidence.MEDIUM,
            severity=None if gap >= 1 and whole.block == part.block and share.mention.kind is Kind.PERCENT else Severity.WARNING,
            key=f"{part.phrase.text}|{small}|{big}|{stated}",
        )


def _stated(share: Fact) -> Interval:
    """What a share stands for in percent; tenths in words (近七成) are spoken roughly: a tenth on the open side too."""
    printed = inner(share.mention)
    if share.mention.kind is Kind.PERCENT:
        return printed
    value = share.mention.value or Fraction(0)
    low = value - _ROUGHLY if printed.low is None else printed.low
    high = value + _ROUGHLY if printed.high is None else printed.high
    return Interval(low * 10, high * 10)


def _before(reading: Reading, part: Fact) -> list[Fact]:
    """The level that a part is taken out of in its own sentence: 其中, or 11个项目中…有6个."""
    if part.whole is not None and unit_of(part.whole.mention)[0] == unit_of(part.mention)[0]:
        return [part.whole]
    levels = [f for f in reading.facts if f.sentence == part.sentence and f.role is Role.LEVEL and f.mention.end <= part.mention.start]
    if levels and unit_of(levels[-1].mention)[0] == unit_of(part.mention)[0]:
        between = reading.document.flow[levels[-1].mention.end:part.mention.start]
        if "中" in between and "，" not in between:
            return levels[-1:]
    return []


def _nearest(share: Fact, candidates: Sequence[Fact], reading: Reading) -> Fact | None:
    """The last level of the same indicator, year and part before a share in its report."""
    report = reading.document.report_at(share.mention.start)
    found = [
        fact for fact in candidates
        if fact.mention.start < share.mention.start and fact.year == share.year and fact.part is share.part
        and fact.phrase.scope == share.phrase.scope and fact.mention.start >= report.start
    ]
    if found:
        return found[-1]
    later = [
        fact for fact in candidates
        if fact.phrase.known is not None and fact.year == share.year and fact.part is share.part
        and fact.phrase.scope == share.phrase.scope and report.start <= fact.mention.start < report.end
    ]
    return later[0] if len({fact.mention.value for fact in later}) == 1 else None
