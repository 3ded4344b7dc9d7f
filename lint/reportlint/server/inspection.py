"""What is known of a place in a document: the number there, the relations that it stands in, the findings on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from reportlint.document import Span
from reportlint.facts import Reading
from reportlint.facts.export import FactRow, rows_of
from reportlint.mentions import Kind, Mention
from reportlint.normalizer import exact
from reportlint.report.model import RunResult
from reportlint.rule import Check, Place
from reportlint.server.presenter import Presenter, interval
from reportlint.server.records import Inspected, Number
from reportlint.server.words import Words, words

_NO_NUMBERS = frozenset({Kind.ORDINAL, Kind.LABEL})


class Inspection:
    """Answers for the places of one reading."""

    def __init__(self, reading: Reading, result: RunResult, presenter: Presenter) -> None:
        self._reading = reading
        self._document = reading.document
        self._result = result
        self._presenter = presenter
        presenter.with_mentions(self._document, by_number(reading))

    def at(self, offset: int) -> Inspected:
        """What is known of an offset of the text; an offset just behind a number counts for it where nothing else is there."""
        mention = self._mention(offset)
        span = self._span(mention) if mention is not None else Span(offset, offset + 1)
        relations = [check for _, check in self._result.checks if self._concerns(check, span)]
        number = self._number(mention) if mention is not None and mention.kind not in _NO_NUMBERS else None
        findings = [
            found for found in self._result.diagnostics
            if found.place.path == self._document.path and found.place.span.overlaps(Span(offset, offset + 1))
        ]
        return Inspected(
            number, tuple(map(self._presenter.relation, relations)), tuple(map(self._presenter.found, findings)),
        )

    def _mention(self, offset: int) -> Mention | None:
        """The mention at an offset, the innermost of several."""
        best: tuple[bool, int] | None = None
        chosen = None
        flow = self._document.flow_offset(offset)
        for mention in self._reading.mentions:
            if mention.start > flow:
                break
            if mention.end < flow:
                continue
            span = self._span(mention)
            if span.start <= offset <= span.end:
                rank = (offset == span.end, span.end - span.start)
                if best is None or rank < best:
                    best, chosen = rank, mention
        return chosen

    def _span(self, mention: Mention) -> Span:
        return self._document.span(mention.start, mention.end)

    def _concerns(self, check: Check, span: Span) -> bool:
        """Whether a relation has an operand in the span, or its finding stands there."""
        path = self._document.path
        if any(o.place.path == path and o.place.span.overlaps(span) for o in check.operands):
            return True
        return check.finding is not None and check.finding.place.path == path and check.finding.place.span.overlaps(span)

    def _number(self, mention: Mention) -> Number:
        say = words(self._presenter.lang)
        span = self._span(mention)
        row = next((row for row in self._rows if row.start == span.start and row.end == span.end), None)
        text = "".join(self._document.flow[mention.start:mention.end].split())
        return Number(
            self._presenter.spot(Place(self._document.path, span)), text,
            role=say.role(row.role, row.direction) if row else "",
            indicator=(row.phrase or row.indicator) if row else "", place=row.place if row else "",
            year=_year(row, say) if row else "", value=_value(mention, say), interval=_interval(mention),
            of=f"{row.of_indicator}{row.of_value}" if row else "",
        )

    @cached_property
    def _rows(self) -> tuple[FactRow, ...]:
        return tuple(rows_of(self._reading))


def by_number(reading: Reading) -> Mapping[int, Mention]:
    """The mentions, and the parts that ranges and sums are made of, by where their numbers start in the text."""
    found: dict[int, Mention] = {}
    for mention in reading.mentions:
        for one in (*mention.parts, mention):
            found[reading.document.position(one.number_start)] = one
    return found


def _year(row: FactRow, say: Words) -> str:
    if row.year is None:
        return ""
    return (say.year_of_report if row.year_from == "report" else say.year).format(year=row.year)


def _value(mention: Mention, say: Words) -> str:
    """The exact value with its unit, or the days that a period lasts."""
    if mention.period is not None:
        start, end = mention.period.start, mention.period.end
        days = [f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}" for day in (start, end) if day is not None]
        return say.until.join(dict.fromkeys(days))
    if mention.value is None:
        return ""
    value = exact(mention.value)
    return f"{value:,}{mention.unit}" if isinstance(value, int) else f"{value}{mention.unit}"


def _interval(mention: Mention) -> str:
    return "" if mention.period is not None else interval(mention)
