"""FACT003: this year's report against last year's, and two documents of one place and year against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reportlint.rule import (
    Basis,
    Check,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Grain,
    Interval,
    Kind,
    Message,
    Operand,
    Part,
    ProjectRule,
    Reading,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    place_of,
    slips,
    unit_of,
    wording,
)

_HUNDRED = Fraction(100)
_REVISED = Fraction(1, 100)
_FAR = Fraction(5, 100)


@dataclass(frozen=True, slots=True)
class _Results:
    """What a report states as results of its year: one level for each known indicator that has just one value."""

    reading: Reading
    place: str
    year: int
    levels: dict[str, Fact]


class ConflictAcrossFiles(ProjectRule):
    """The base that a growth implies against last year's report; one fact in two documents of the same place and year."""

    meta = RuleMeta(
        "FACT003", "conflict-across-files",
        Message("不同文件之间同一指标的数值不一致", "one fact stated differently in two files"),
        severity=Severity.WARNING,
    )

    def check_project(self, readings: Sequence[Reading]) -> Iterator[Finding]:
        """Yields a check for every indicator that two reports of one place share."""
        by_place: dict[str, list[_Results]] = {}
        for reading in readings:
            results = _results(reading)
            if results is not None:
                by_place.setdefault(results.place, []).append(results)
        for group in by_place.values():
            group.sort(key=lambda r: (r.year, r.reading.document.path))
            for index, later in enumerate(group):
                for earlier in group[:index]:
                    if earlier.year == later.year:
                        yield from self._same_year(earlier, later)
                    elif earlier.year == later.year - 1:
                        yield from self._next_year(earlier, later)

    def _next_year(self, earlier: _Results, later: _Results) -> Iterator[Finding]:
        """The value of last year's report against what this year's value and growth imply for it."""
        for name, fact in later.levels.items():
            base = earlier.levels.get(name)
            growth = fact.growth
            if base is None or growth is None or growth.mention.kind is not Kind.PERCENT or growth.basis_year is not None:
                continue
            if fact.basis is not Basis.NOMINAL or growth.comparable or unit_of(base.mention)[0] != unit_of(fact.mention)[0]:
                continue
            rate = inner(growth.mention)
            signed = rate if growth.direction > 0 else -rate
            if signed.low is None or signed.high is None or signed.low <= -_HUNDRED:
                continue
            implied = inner(fact.mention).over(Interval(1 + signed.low / _HUNDRED, 1 + signed.high / _HUNDRED))
            if implied is None or not implied.bounded or base.mention.value is None:
                continue
            yield self._judge(earlier, later, base, fact, growth, implied)

    def _judge(self, earlier: _Results, later: _Results, base: Fact, fact: Fact, growth: Fact, implied: Interval) -> Check:
        flows = earlier.reading.document.flow, later.reading.document.flow
        former, current, rate = wording.claim(base.mention, flows[0]), wording.claim(fact.mention, flows[1]), wording.claim(growth.mention, flows[1])
        word = "下降" if growth.direction < 0 else "增长"
        operands = [
            self._operand(later, fact, "current"), self._operand(later, growth, "growth"), self._operand(earlier, base, "base"),
        ]
        name = fact.phrase.text
        expression = f"{name}：{earlier.year}年{former}，{later.year}年{current}（{word}{rate}）"
        stated = inner(base.mention)
        if implied.overlaps(stated):
            return self.check_of(CheckKind.GROWTH, Verdict.CONSISTENT, expression, operands)
        value = (base.mention.value or Fraction(1)) * unit_of(base.mention)[1]
        gap = implied.distance(stated) / value
        if gap < _REVISED:
            # last year's figure is revised as a matter of course
            return self.check_of(CheckKind.GROWTH, Verdict.SKIPPED, expression, operands, reason="revised-base")
        shown = wording.amount_range(implied, base.mention, unit_of(base.mention)[1])
        finding = self.diagnostic(
            self.place(later.reading.document, fact.mention.start, growth.mention.end if growth.mention.end > fact.mention.start else fact.mention.end),
            Message(
                f"{later.year}年{name}{current}、{word}{rate}，上年应为{shown}，而{earlier.year}年的报告写的是{former}",
                f"{name} {current} in {later.year}, {rate} on the year, implies {shown} for {earlier.year}, but that year's report says {former}",
            ),
            related=[self.place(earlier.reading.document, base.mention.start, base.mention.end, Message(f"{earlier.year}年：{former}", f"{earlier.year}: {former}"))],
            severity=Severity.WARNING if gap >= _FAR else Severity.INFO, confidence=Confidence.MEDIUM if gap >= _FAR else Confidence.LOW,
            key=f"{name}|{former}|{current}|{rate}",
        )
        return self.check_of(CheckKind.GROWTH, Verdict.INCONSISTENT, expression, operands, finding=finding)

    def _same_year(self, earlier: _Results, later: _Results) -> Iterator[Finding]:
        """One indicator of one place and year in two documents."""
        flows = earlier.reading.document.flow, later.reading.document.flow
        for name, fact in later.levels.items():
            other = earlier.levels.get(name)
            if other is None or unit_of(other.mention)[0] != unit_of(fact.mention)[0]:
                continue
            first, second = wording.claim(other.mention, flows[0]), wording.claim(fact.mention, flows[1])
            operands = [self._operand(later, fact, "mention"), self._operand(earlier, other, "mention")]
            expression = f"{name}：{first}，{second}"
            if inner(other.mention).overlaps(inner(fact.mention)):
                yield self.check_of(CheckKind.EQUAL_MENTION, Verdict.CONSISTENT, expression, operands)
                continue
            suspicious = any(text == other.mention.printed.replace(",", "") for text, _ in slips(fact.mention.printed.replace(",", "")))
            finding = self.diagnostic(
                self.place(later.reading.document, fact.mention.start, fact.mention.end),
                Message(
                    f"{later.year}年{fact.phrase.text}此处为{second}，而{earlier.reading.document.path}为{first}",
                    f"{fact.phrase.text} of {later.year} is {second} here and {first} in {earlier.reading.document.path}",
                ),
                related=[self.place(earlier.reading.document, other.mention.start, other.mention.end, Message(first, first))],
                severity=Severity.WARNING if suspicious else Severity.INFO,
                confidence=Confidence.MEDIUM if suspicious else Confidence.LOW, key=f"{name}|{first}|{second}",
            )
            yield self.check_of(CheckKind.EQUAL_MENTION, Verdict.INCONSISTENT, expression, operands, finding=finding)

    def _operand(self, results: _Results, fact: Fact, role: str) -> Operand:
        return self.operand(results.reading, fact.mention, role)


def _results(reading: Reading) -> _Results | None:
    """The results that the first report of a document states; None without a place or a year."""
    report = reading.document.reports[0]
    if report.year is None:
        return None
    place = place_of(reading.document, report)
    if not place:
        return None
    levels: dict[str, list[Fact]] = {}
    for fact in reading.facts:
        if (
            fact.role is Role.LEVEL and fact.phrase.known is not None and fact.own_phrase and fact.year == report.year
            and fact.part is Part.REVIEW and fact.grain is Grain.YEAR and not fact.phrase.scope and fact.mention.hedge is None
            and fact.mention.value is not None and fact.mention.start < report.end and not fact.phrase.known.ambiguous
        ):
            levels.setdefault(fact.phrase.known.name, []).append(fact)
    single = {
        name: max(facts, key=lambda f: f.growth is not None) for name, facts in levels.items() if len({f.mention.value for f in facts}) == 1
    }
    return _Results(reading, place, report.year, single)
