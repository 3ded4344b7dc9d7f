"""What each document's section needs of the whole run: numbers for findings and relations, and places to link to.

A place is linked by the offset that it begins at: the piece of text that begins there has the identifier
``d3-219``, the section itself ``d3``, the finding's card ``d3f4``, the relation's row ``d3c12``.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from reportlint.document import Document, Span
from reportlint.records import dataclass
from reportlint.report.model import FileResult, RunResult
from reportlint.rule import Check, Diagnostic, Place, Verdict

Claim = tuple[str, str, Span, str]
"""What tells a finding apart whatever its severity was set to: code, path, span, message."""


@dataclass(slots=True)
class Numbered:
    """A finding, or several of one group, under the number that it has in its document (from 1).

    ``relation`` is the number of the relation in the same document that it follows from, 0 for none.
    """

    number: int
    members: list[Diagnostic]
    relation: int = 0

    @property
    def first(self) -> Diagnostic:
        """The member that speaks for all."""
        return self.members[0]


@dataclass(slots=True)
class Relation:
    """A row of the ledger under its number (from 1).

    ``position`` is the text offset of its first operand in the document, None where all stand elsewhere. ``key``
    stays the same as long as the relation reads the same, wherever it has moved. ``finding`` is the number of the
    finding that follows from it, 0 for none.
    """

    number: int
    check: Check
    position: int | None
    key: str
    finding: int = 0


@dataclass(slots=True)
class Entry:
    """A document with its number in the page (from 1), its findings and relations, and the spans that others link to."""

    number: int
    file: FileResult
    findings: list[Numbered] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    related: set[Span] = field(default_factory=set)
    operands: dict[Span, Verdict] = field(default_factory=dict)
    """What became of the relations that an operand stands in: a failure outweighs an agreement, that one not judged."""

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.file.document


class Index:
    """The entries of a run in order, and the links between them."""

    def __init__(self, result: RunResult) -> None:
        self.result = result
        self.entries = [Entry(number, file) for number, file in enumerate(result.files, 1)]
        self._by_path: Mapping[str, Entry] = {entry.document.path: entry for entry in self.entries}
        self.suppressed: Mapping[Claim, str] = {claim_of(left.diagnostic): left.reason for left in result.suppressions}
        """The findings that were left out on purpose, with the reason that was given."""
        self._findings(result.diagnostics)
        self._relations(result.checks)
        for left in result.suppressions:
            place = left.diagnostic.place
            self._by_path[place.path].related.add(self.span(place))

    def knows(self, place: Place) -> bool:
        """Whether the place is in a document of the page."""
        return place.path in self._by_path

    def entry_of(self, place: Place) -> Entry:
        """The document that a place is in."""
        return self._by_path[place.path]

    def span(self, place: Place) -> Span:
        """The span to mark for a place: within the text, and never empty unless the text is."""
        return visible(place.span, len(self._by_path[place.path].document.text))

    def target(self, place: Place) -> str:
        """The identifier of the piece of text that a place begins with."""
        entry = self._by_path[place.path]
        return f"d{entry.number}-{self.span(place).start}" if entry.document.text else f"d{entry.number}"

    def spot(self, place: Place) -> str:
        """The place as ``line:column``, both from 1, columns in code points."""
        line, column = self._by_path[place.path].document.lines.locate(place.span.start)
        return f"{line}:{column}"

    def reference(self, place: Place) -> str:
        """The place for the script: ``document-start-end``."""
        span = self.span(place)
        return f"{self._by_path[place.path].number}-{span.start}-{span.end}"

    def _findings(self, diagnostics: Iterable[Diagnostic]) -> None:
        groups: dict[tuple[str, str, str], Numbered] = {}
        for found in diagnostics:
            entry = self._by_path[found.place.path]
            key = (found.place.path, found.code, found.group)
            if found.group and key in groups:
                groups[key].members.append(found)
            else:
                numbered = Numbered(len(entry.findings) + 1, [found])
                entry.findings.append(numbered)
                if found.group:
                    groups[key] = numbered
            for place in found.related:
                self._by_path[place.path].related.add(self.span(place))

    def _relations(self, checks: Iterable[tuple[str, Check]]) -> None:
        by_claim = {
            claim_of(found): numbered for entry in self.entries for numbered in entry.findings for found in numbered.members
        }
        keys: Counter[tuple[str, str]] = Counter()
        by_path: dict[str, list[tuple[int, Check]]] = {}
        for path, check in checks:
            position = next((self.span(o.place).start for o in check.operands if o.place.path == path), -1)
            by_path.setdefault(path, []).append((position, check))
            for operand in check.operands:
                if not self.knows(operand.place):
                    continue
                marks = self._by_path[operand.place.path].operands
                span = self.span(operand.place)
                marks[span] = _graver(marks.get(span), check.verdict)
        for path, placed in by_path.items():
            entry = self._by_path.get(path)
            if entry is None:
                continue
            for number, (position, check) in enumerate(sorted(placed, key=lambda pair: pair[0]), 1):
                key = tick_key(check)
                keys[path, key] += 1
                repeated = keys[path, key]
                relation = Relation(
                    number, check, None if position < 0 else position, key if repeated == 1 else f"{key}-{repeated}",
                )
                numbered = by_claim.get(claim_of(check.finding)) if check.finding else None
                if numbered is not None and numbered.first.place.path == path:
                    relation.finding = numbered.number
                    numbered.relation = numbered.relation or number
                entry.relations.append(relation)


def visible(span: Span, length: int) -> Span:
    """The span within a text of that length, widened to one character where it is empty."""
    start = min(span.start, max(length - 1, 0))
    return Span(start, min(max(span.end, start + 1), length))


def claim_of(found: Diagnostic) -> Claim:
    """The claim that a finding makes."""
    return found.code, found.place.path, found.place.span, found.message.zh


def tick_key(check: Check) -> str:
    """Eight hexadecimal digits of what a relation says, so that a tick is kept until a number in it changes."""
    said = "\x1f".join((check.kind.value, check.code, check.verdict.value, check.expression))
    return f"{zlib.crc32(said.encode('utf-8', 'surrogatepass')):08x}"


_GRAVITY: Sequence[Verdict] = (Verdict.SKIPPED, Verdict.CONSISTENT, Verdict.INCONSISTENT)


def _graver(known: Verdict | None, verdict: Verdict) -> Verdict:
    return verdict if known is None else max(known, verdict, key=_GRAVITY.index)
