"""Findings for people, grouped by file, each with its line and a marker under the very characters.

Everything is built as lines of styled pieces and written by one of two writers: plain text, which imports
nothing, or rich, which knows how to colour each kind of terminal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TextIO

from reportlint.document import Document
from reportlint.report.excerpt import excerpt
from reportlint.report.ledger import Line, ledger
from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.places import whereabouts
from reportlint.report.strings import Strings, reason, strings
from reportlint.report.width import clean, fit, width
from reportlint.rule import Diagnostic, Place, Severity

_STYLES = {
    "path": "bold underline", "error": "bold red", "warning": "bold yellow", "info": "bold cyan", "code": "bold",
    "dim": "dim", "ok": "green", "bad": "bold red", "head": "bold",
}
_PLACES_SHOWN = 8


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes findings, the ledger when asked for, skipped files and the summary."""
    lines = _Writer(result, options).lines()
    if options.color:
        _write_rich(lines, options, stream)
    else:
        stream.writelines("".join(text for text, _ in line).rstrip() + "\n" for line in lines)


def _write_rich(lines: Iterable[Line], options: OutputOptions, stream: TextIO) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, width=max(options.width, 20), highlight=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((text, _STYLES.get(style, "")) for text, style in line)))


class _Writer:
    """Builds the lines of one result."""

    def __init__(self, result: RunResult, options: OutputOptions) -> None:
        self.result = result
        self.options = options
        self.lang = options.lang
        self.words: Strings = strings(options.lang)

    def lines(self) -> Iterator[Line]:
        """All lines, without line ends."""
        for path, found in groupby(self.result.diagnostics, key=lambda d: d.place.path):
            yield ((clean(path), "path"),)
            for gathered in _gather(found):
                yield from self.block(gathered)
            yield ()
        if self.options.checks:
            yield from ledger(self.result, self.options)
        yield from self.skipped()
        if self.options.statistics:
            yield from self.statistics()
        if not self.options.quiet:
            yield self.summary()

    def block(self, gathered: list[Diagnostic]) -> Iterator[Line]:
        """One finding, or several of one group: what, the message, the line with its marker, the other places."""
        first, document = gathered[0], self.result.documents[gathered[0].place.path]
        count = self.words.same_fault.format(count=len(gathered)) if len(gathered) > 1 else ""
        yield (
            (f"  {self.spot(first.place, document)}  ", "dim"),
            (self.words.severities[first.severity], first.severity.value),
            (f"  {first.code} {first.name}", "code"), (count, ""), (self.fingerprints(gathered), "dim"),
        )
        yield ((f"    {clean(first.message.text(self.lang))}", ""),)
        yield from self.marked(document, first)
        for place in first.related:
            yield self.other(place)
        if len(gathered) > 1:
            places = [self.spot(d.place, document) for d in gathered[1:_PLACES_SHOWN]]
            rest = len(gathered) - 1 - len(places)
            more = " " + self.words.more_places.format(count=rest) if rest else ""
            yield ((f"    {self.words.see_also} {', '.join(places)}{more}", "dim"),)

    def fingerprints(self, gathered: list[Diagnostic]) -> str:
        """What the settings may suppress the findings by, where that is asked for."""
        if not self.options.fingerprints:
            return ""
        return "  " + " ".join(dict.fromkeys(self.result.fingerprint(found) for found in gathered))

    def marked(self, document: Document, found: Diagnostic) -> Iterator[Line]:
        """The source line, and below it the marker."""
        number = str(document.lines.locate(found.place.span.start)[0])
        shown = excerpt(document, found.place.span, self.options.width - len(number) - 7)
        yield (f"    {number} | ", "dim"), (shown.text, "")
        yield (
            (f"    {' ' * len(number)} | ", "dim"),
            (" " * shown.column + "^" * shown.length, found.severity.value),
        )

    def other(self, place: Place) -> Line:
        """Another place of a finding, with what is to be said about it, or else with its text."""
        document = self.result.documents[place.path]
        text = place.message.text(self.lang) if place.message else document.text[place.span.start:place.span.end][:80]
        spot = f"{clean(place.path)}:{self.spot(place, document)}"
        room = max(self.options.width - width(spot) - 12, 20) if not place.message else 10_000
        return (f"    {self.words.see_also} {spot}", "dim"), ("  " + fit(clean(text), room), "")

    def spot(self, place: Place, document: Document) -> str:
        """The place as ``line:column``, with the page or cell where lines are those of the extracted text."""
        line, column = document.lines.locate(place.span.start)
        where = clean(whereabouts(document, place.span.start, self.lang)) if document.anchors else ""
        if not where:
            return f"{line}:{column}"
        return f"{line}:{column}（{where}）" if self.lang == "zh" else f"{line}:{column} ({where})"

    def skipped(self) -> Iterator[Line]:
        """The files that were not linted, with the reason."""
        said = [s for s in self.result.skipped if s.fault or not self.options.quiet]
        if said:
            yield ((self.words.skipped, "head"),)
            for skipped in said:
                text = reason(skipped.reason, skipped.detail, self.lang)
                yield (
                    (f"  {clean(skipped.path)}", "error" if skipped.fault else ""),
                    (f"{self.words.separator}{clean(text)}", ""),
                )
            yield ()

    def statistics(self) -> Iterator[Line]:
        """How many findings each rule has, the most frequent first."""
        counts = Counter((found.code, found.name) for found in self.result.diagnostics)
        if counts:
            yield ((self.words.statistics, "head"),)
            for (code, name), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
                yield ((f"  {count:>6}  {code} {name}", ""),)
            yield ()

    def summary(self) -> Line:
        """The figures of the run in one line."""
        result = self.result
        numbers = sum(file.numbers for file in result.files)
        checked = sum(file.numbers_checked for file in result.files)
        percent = f"{checked / numbers:.0%}" if numbers else "0%"
        text = self.words.summary.format(
            files=len(result.files), characters=f"{sum(f.document.characters for f in result.files):,}",
            checks=sum(file.checks for file in result.files), numbers=f"{numbers:,}", checked=f"{checked:,}", percent=percent,
            errors=result.count(Severity.ERROR), warnings=result.count(Severity.WARNING),
            infos=result.count(Severity.INFO), seconds=f"{result.seconds:.2f}",
        )
        for words, count in ((self.words.suppressed, result.suppressed), (self.words.known, result.known)):
            if count:
                text += self.words.comma + words.format(count=count)
        if self.lang == "en":
            text = re.sub(r"\b1 (file|character|relation|error|warning|info)s\b", r"1 \1", text)
        return ((text, "head"),)


def _gather(found: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    """The findings of one file; those of one group and code together, where the first of them stands."""
    blocks: list[list[Diagnostic]] = []
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for diagnostic in found:
        key = (diagnostic.code, diagnostic.group)
        if diagnostic.group and key in groups:
            groups[key].append(diagnostic)
            continue
        block = [diagnostic]
        blocks.append(block)
        if diagnostic.group:
            groups[key] = block
    return blocks
