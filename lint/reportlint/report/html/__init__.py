"""One page for the person who signs the report: the text with its findings in place, the ledger beside it, the facts below.

The page needs nothing but itself. Without its script it shows everything that it shows with it; the script adds
filters, sorting, ticks that are remembered, and the marking of all operands of a relation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TextIO

from reportlint.document import Document, Span
from reportlint.facts import Grid, Reading
from reportlint.facts.export import FactRow, rows_of
from reportlint.ledger import value_numbers
from reportlint.records import dataclass
from reportlint.report.html.body import Body
from reportlint.report.html.escape import escape
from reportlint.report.html.facts import fact_table
from reportlint.report.html.findings import Findings
from reportlint.report.html.flat import flat_tables
from reportlint.report.html.frame import Frame
from reportlint.report.html.index import Entry, Index, Numbered
from reportlint.report.html.relations import Ledger
from reportlint.report.html.segments import Layer, Mark, Painter
from reportlint.report.html.words import Words, words_of
from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.strings import Strings, strings
from reportlint.rule import Severity, Verdict

FOLDED = 300_000
"""Characters of several documents together from which on each stands closed, and is built by the script when opened."""

_LAYERS = {Verdict.CONSISTENT: Layer.OK, Verdict.INCONSISTENT: Layer.BAD, Verdict.SKIPPED: Layer.UNJUDGED}


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes the page, document by document."""
    words, known = words_of(options.lang), strings(options.lang)
    index = Index(result)
    frame = Frame(index, options, words, known)
    stream.writelines(frame.head())
    folded = len(index.entries) > 1 and sum(len(entry.document.text) for entry in index.entries) > FOLDED
    for entry in index.entries:
        stream.writelines(_Section(entry, index, options, words, known, folded=folded).pieces())
    stream.writelines(frame.tail())


@dataclass(frozen=True, slots=True)
class _Read:
    """What is read of a document again for the page: the spans of its value numbers, its facts and its tables.

    ``starts`` are the text offsets of the facts' numbers.
    """

    numbers: tuple[Span, ...] = ()
    facts: tuple[FactRow, ...] = ()
    starts: tuple[int, ...] = ()
    grids: tuple[Grid, ...] = ()
    failure: str = ""


def _read(document: Document) -> _Read:
    """The numbers and facts of a document; what went wrong instead, so that the page loses nothing else."""
    if not document.text.strip():
        return _Read()
    try:
        reading = Reading(document)
        numbers = tuple(sorted(document.span(start, end) for start, end in value_numbers(reading).items()))
        facts = tuple(rows_of(reading))
        return _Read(numbers, facts, tuple(_starts(numbers, facts)), tuple(reading.grids))
    except Exception as error:
        return _Read(failure=f"{type(error).__name__}: {error}")


class _Section:
    """Writes the section of one document."""

    def __init__(self, entry: Entry, index: Index, options: OutputOptions, words: Words, known: Strings, *, folded: bool) -> None:
        self._entry = entry
        self._index = index
        self._options = options
        self._lang = options.lang
        self._words = words
        self._strings = known
        self._folded = folded

    def pieces(self) -> Iterator[str]:
        """The HTML of the section. A folded one stands in ``noscript``: with the script it is one string until it is opened."""
        entry, document = self._entry, self._entry.document
        read = _read(document)
        state = '"doc folded"' if self._folded else '"doc" open'
        yield (
            f'<details class={state} id="d{entry.number}" data-path="{escape(document.path)}" data-f="{self._counts()}">\n'
            f'<summary><h2>{escape(document.path)}</h2> {self._figures()}</summary>\n{"<noscript>" if self._folded else ""}<div class="content">\n'
        )
        yield from self._pair(read)
        yield from self._facts(read)
        yield f'<p class="signed">{self._words.signed}</p></div>{"</noscript>" if self._folded else ""}</details>\n'

    def _counts(self) -> str:
        """The findings for the filters: code, severity and count of each kind."""
        counts: dict[tuple[str, str], int] = {}
        for numbered in self._entry.findings:
            key = (numbered.first.code, numbered.first.severity.value)
            counts[key] = counts.get(key, 0) + len(numbered.members)
        return " ".join(f"{escape(code)}:{severity}:{count}" for (code, severity), count in counts.items())

    def _figures(self) -> str:
        counts = dict.fromkeys(Severity, 0)
        for numbered in self._entry.findings:
            for found in numbered.members:
                counts[found.severity] += 1
        shown = [
            f'<span class="{severity.value}">{self._strings.severities[severity]} {count}</span>' for severity, count in counts.items() if count
        ]
        file, figures = self._entry.file, self._words.figures
        share = f"{file.numbers_checked}/{file.numbers}"
        shown.append(f'<span>{figures["relations"]} {file.checks}</span> <span>{figures["share"]} {share}</span>')
        return f'<span class="counts">{" ".join(shown)}</span>'

    def _pair(self, read: _Read) -> Iterator[str]:
        """The text, and beside it the findings and the ledger."""
        entry, words = self._entry, self._words
        findings = Findings(entry, self._index, self._options, words, self._strings)
        painter = Painter(entry.document.text, self._marks(read), entry.number, words.finding)
        cards = _dealt(entry.findings, findings.card, self._index)
        body = Body(entry.document, painter, flat_tables(entry.document, read.grids), cards, words)
        yield f'<div class="pair"><section class="text" lang="zh-CN" aria-label="{words.text}">\n'
        yield from body.pieces()
        yield f'</section>\n<aside>\n<details class="panel findings" open><summary><h3>{words.findings} {sum(len(numbered.members) for numbered in entry.findings)}</h3></summary>\n'
        yield from findings.listed()
        ledger = Ledger(entry, self._index, self._lang, words, self._strings)
        yield (
            f'</details>\n<details class="panel ledger" open><summary><h3>{words.ledger} {len(entry.relations)}</h3> '
            f'<output data-template="{words.ticked}"></output></summary>\n'
        )
        yield from ledger.pieces()
        yield "</details>\n</aside></div>\n"

    def _facts(self, read: _Read) -> Iterator[str]:
        words = self._words
        yield f'<details class="panel facts"><summary><h3>{words.facts} {len(read.facts)}</h3></summary>\n'
        if read.failure:
            yield f'<p class="none">{escape(words.facts_failed.format(cause=read.failure))}</p>'
        elif not read.facts:
            yield f'<p class="none">{words.no_facts}</p>'
        else:
            yield f'<p class="filter" hidden><label>{words.fact_filter} <input type="search"></label></p>'
            yield from fact_table(zip(read.facts, read.starts, strict=True), self._entry.number, self._lang, words)
        yield "</details>\n"

    def _marks(self, read: _Read) -> list[Mark]:
        entry = self._entry
        marks = [
            Mark(span.start, span.end, _LAYERS[entry.operands[span]] if span in entry.operands else Layer.PLAIN) for span in read.numbers
        ]
        values = frozenset(read.numbers)
        marks.extend(Mark(span.start, span.end, Layer.OPERAND) for span in entry.operands if span not in values)
        marks.extend(Mark(span.start, span.end, Layer.RELATED) for span in entry.related)
        marks.extend(Mark(span.start, span.end, Layer.OUT) for span in _left_out(entry.document))
        begun = {mark.start for mark in marks}
        marks.extend(Mark(start, start + 1, Layer.OPERAND) for start in set(read.starts) - begun)
        for numbered in entry.findings:
            for found in numbered.members:
                span = self._index.span(found.place)
                if span.end > span.start:
                    marks.append(Mark(span.start, span.end, Layer.FINDING, numbered.number, found.severity))
        return marks


def _starts(numbers: Iterable[Span], facts: Iterable[FactRow]) -> Iterator[int]:
    """For each fact the text offset of its number, which in 百分之五 stands behind its sign."""
    rest = iter(numbers)
    number = next(rest, None)
    for row in facts:
        while number is not None and number.start < row.start:
            number = next(rest, None)
        yield number.start if number is not None and number.start < row.end else row.start


def _left_out(document: Document) -> Iterator[Span]:
    """What stands within a paragraph of the text and was not read: page headers between its halves, comments."""
    for (flow, text), (next_flow, next_text) in pairwise(document.breaks):
        end = text + next_flow - flow
        if next_text > end and document.text[end:next_text].strip() and document.block_at(next_flow).start < next_flow:
            yield Span(end, next_text)


def _dealt(findings: list[Numbered], card: Callable[[Numbered], str], index: Index) -> Callable[[int], str]:
    """A function that gives the cards of the findings that begin before an offset, each once."""
    waiting = sorted(findings, key=lambda numbered: index.span(numbered.first.place).start)[::-1]

    def cards(end: int) -> str:
        dealt = []
        while waiting and index.span(waiting[-1].first.place).start < end:
            dealt.append(card(waiting.pop()))
        return f'<ul class="cards">{"".join(dealt)}</ul>' if dealt else ""

    return cards
