"""FACT003: this year's report against last year's, and two documents of one place and year against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from reportlint.records import dataclass
from reportlint.rule import (
    Basis,
    Check,
    CheckKind,
    Confidence,
    Document,
    Fact,
    Finding,
    Grain,
    Hedge,
    Interval,
    Kind,
    Mention,
    Message,
    Operand,
    Part,
    Place,
    ProjectRule,
    Reading,
    Report,
    Role,
    RuleMeta,
    Severity,
    Span,
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
class _Number:
    """A number of a document as it is printed, with its spans in the text: with its unit, and the digits alone."""

    mention: Mention
    claim: str
    span: Span
    digits: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Growth:
    """The growth that a level is stated with."""

    number: _Number
    direction: int
    over_a_year: bool
    """Whether it is a growth in percent over the year before, not at comparable prices."""


@dataclass(frozen=True, slots=True)
class _Level:
    """The one value that a report states for an indicator."""

    phrase: str
    number: _Number
    nominal: bool
    growth: _Growth | None


@dataclass(frozen=True, slots=True)
class _Results:
    """What a report states as results of its year: one level for each known indicator that has just one value."""

    path: str
    year: int
    levels: dict[str, _Level]


class ConflictAcrossFiles(ProjectRule):
    """The base that a growth implies against last year's report; one fact in two documents of the same place and year."""

    meta = RuleMeta(
        "FACT003", "conflict-across-files",
        Message("不同文件之间同一指标的数值不一致", "one fact stated differently in two files"),
        severity=Severity.WARNING,
    )

    def extract(self, reading: Reading) -> dict[str, Any] | None:
        """The place, the year and the levels that the first report states as its results; None without place or year."""
        report = reading.document.reports[0]
        place = place_of(reading.document, report) if report.year is not None else ""
        if not place:
            return None
        return {"place": place, "year": report.year, "levels": {
            name: _write_level(reading.document, fact) for name, fact in _levels(reading, report).items()
        }}

    def check_project(self, readings: Sequence[Reading]) -> Iterator[Finding]:
        """Yields a check for every indicator that two reports of one place share."""
        by_place: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for reading in readings:
            extract = self.extracted(reading)
            if extract is not None:
                by_place.setdefault(extract["place"], []).append((reading.document.path, extract))
        for extracts in by_place.values():
            if len(extracts) < 2:
                continue
            group = [
                _Results(path, extract["year"], {name: _read_level(level) for name, level in extract["levels"].items()})
                for path, extract in extracts
            ]
            group.sort(key=lambda r: (r.year, r.path))
            for index, later in enumerate(group):
                for earlier in group[:index]:
                    if earlier.year == later.year:
                        yield from self._same_year(earlier, later)
                    elif earlier.year == later.year - 1:
                        yield from self._next_year(earlier, later)

    def _next_year(self, earlier: _Results, later: _Results) -> Iterator[Finding]:
        """The value of last year's report against what this year's value and growth imply for it."""
        for name, level in later.levels.items():
            base, growth = earlier.levels.get(name), level.growth
            if base is None or growth is None or not growth.over_a_year or not level.nominal:
                continue
            value = base.number.mention.value
            if value is None or unit_of(base.number.mention)[0] != unit_of(level.number.mention)[0]:
                continue
            rate = inner(growth.number.mention)
            signed = rate if growth.direction > 0 else -rate
            if signed.low is None or signed.high is None or signed.low <= -_HUNDRED:
                continue
            implied = inner(level.number.mention).over(Interval(1 + signed.low / _HUNDRED, 1 + signed.high / _HUNDRED))
            if implied is not None and implied.bounded:
                yield self._judge(earlier, later, base, level, growth, implied)

    def _judge(self, earlier: _Results, later: _Results, base: _Level, level: _Level, growth: _Growth, implied: Interval) -> Check:
        former, current, rate = base.number.claim, level.number.claim, growth.number.claim
        word = "下降" if growth.direction < 0 else "增长"
        operands = [
            _operand(later, level.number, "current"), _operand(later, growth.number, "growth"), _operand(earlier, base.number, "base"),
        ]
        name = level.phrase
        expression = f"{name}：{earlier.year}年{former}，{later.year}年{current}（{word}{rate}）"
        mention = base.number.mention
        stated = inner(mention)
        if implied.overlaps(stated):
            return self.check_of(CheckKind.GROWTH, Verdict.CONSISTENT, expression, operands)
        factor = unit_of(mention)[1]
        gap = implied.distance(stated) / ((mention.value or Fraction(1)) * factor)
        if gap < _REVISED:
            # last year's figure is revised as a matter of course
            return self.check_of(CheckKind.GROWTH, Verdict.SKIPPED, expression, operands, reason="revised-base")
        shown = wording.amount_range(implied, mention, factor)
        end = growth.number.span.end if growth.number.span.end > level.number.span.start else level.number.span.end
        finding = self.diagnostic(
            Place(later.path, Span(level.number.span.start, end)),
            Message(
                f"{later.year}年{name}{current}、{word}{rate}，上年应为{shown}，而{earlier.year}年的报告写的是{former}",
                f"{name} {current} in {later.year}, {rate} on the year, implies {shown} for {earlier.year}, but that year's report says {former}",
            ),
            related=[Place(earlier.path, base.number.span, Message(f"{earlier.year}年：{former}", f"{earlier.year}: {former}"))],
            severity=Severity.WARNING if gap >= _FAR else Severity.INFO, confidence=Confidence.MEDIUM if gap >= _FAR else Confidence.LOW,
            key=f"{name}|{former}|{current}|{rate}",
        )
        return self.check_of(CheckKind.GROWTH, Verdict.INCONSISTENT, expression, operands, finding=finding)

    def _same_year(self, earlier: _Results, later: _Results) -> Iterator[Finding]:
        """One indicator of one place and year in two documents."""
        for name, level in later.levels.items():
            other = earlier.levels.get(name)
            if other is None or unit_of(other.number.mention)[0] != unit_of(level.number.mention)[0]:
                continue
            first, second = other.number.claim, level.number.claim
            operands = [_operand(later, level.number, "mention"), _operand(earlier, other.number, "mention")]
            expression = f"{name}：{first}，{second}"
            if inner(other.number.mention).overlaps(inner(level.number.mention)):
                yield self.check_of(CheckKind.EQUAL_MENTION, Verdict.CONSISTENT, expression, operands)
                continue
            printed, others = level.number.mention.printed.replace(",", ""), other.number.mention.printed.replace(",", "")
            suspicious = any(text == others for text, _ in slips(printed))
            finding = self.diagnostic(
                Place(later.path, level.number.span),
                Message(
                    f"{later.year}年{level.phrase}此处为{second}，而{earlier.path}为{first}",
                    f"{level.phrase} of {later.year} is {second} here and {first} in {earlier.path}",
                ),
                related=[Place(earlier.path, other.number.span, Message(first, first))],
                severity=Severity.WARNING if suspicious else Severity.INFO,
                confidence=Confidence.MEDIUM if suspicious else Confidence.LOW, key=f"{name}|{first}|{second}",
            )
            yield self.check_of(CheckKind.EQUAL_MENTION, Verdict.INCONSISTENT, expression, operands, finding=finding)


def _operand(results: _Results, number: _Number, role: str) -> Operand:
    return Operand(role, Place(results.path, number.digits), number.text, number.mention.printed_unit)


def _levels(reading: Reading, report: Report) -> dict[str, Fact]:
    """The levels that a report states as results of its year, by indicator, where it states only one value."""
    levels: dict[str, list[Fact]] = {}
    for fact in reading.facts:
        if (
            fact.role is Role.LEVEL and fact.phrase.known is not None and fact.own_phrase and fact.year == report.year
            and fact.part is Part.REVIEW and fact.grain is Grain.YEAR and not fact.phrase.scope and fact.mention.hedge is None
            and fact.mention.value is not None and fact.mention.start < report.end and not fact.phrase.known.ambiguous
        ):
            levels.setdefault(fact.phrase.known.name, []).append(fact)
    return {
        name: max(facts, key=lambda f: f.growth is not None) for name, facts in levels.items() if len({f.mention.value for f in facts}) == 1
    }


def _write_level(document: Document, fact: Fact) -> dict[str, Any]:
    growth = fact.growth
    return {
        "phrase": fact.phrase.text, "number": _write_number(document, fact.mention), "nominal": fact.basis is Basis.NOMINAL,
        "growth": None if growth is None else {
            "number": _write_number(document, growth.mention), "direction": growth.direction,
            "over_a_year": growth.mention.kind is Kind.PERCENT and growth.basis_year is None and not growth.comparable,
        },
    }


def _read_level(written: dict[str, Any]) -> _Level:
    growth = written["growth"]
    return _Level(
        written["phrase"], _read_number(written["number"]), written["nominal"],
        None if growth is None else _Growth(_read_number(growth["number"]), growth["direction"], growth["over_a_year"]),
    )


def _write_number(document: Document, mention: Mention) -> list[Any]:
    span, digits = document.span(mention.start, mention.end), document.span(mention.number_start, mention.number_end)
    return [
        _write_mention(mention), wording.claim(mention, document.flow), span.start, span.end, digits.start, digits.end,
        document.flow[mention.number_start:mention.number_end],
    ]


def _read_number(written: list[Any]) -> _Number:
    mention, claim, start, end, first, last, text = written
    return _Number(_read_mention(mention), claim, Span(start, end), Span(first, last), text)


def _write_mention(mention: Mention) -> list[Any]:
    return [
        mention.start, mention.end, mention.kind.value, mention.number_start, mention.number_end, mention.printed, mention.scale,
        mention.unit, mention.hedge.value if mention.hedge else "", [_write_mention(part) for part in mention.parts], mention.bare,
        mention.summed, mention.flaw,
    ]


def _read_mention(written: list[Any]) -> Mention:
    start, end, kind, number_start, number_end, printed, scale, unit, hedge, parts, bare, summed, flaw = written
    return Mention(
        start, end, Kind(kind), number_start, number_end, printed, scale, unit, Hedge(hedge) if hedge else None, None,
        tuple(_read_mention(part) for part in parts), bare, summed, flaw,
    )
