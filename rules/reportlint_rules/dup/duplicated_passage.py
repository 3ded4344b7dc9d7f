"""Passages that stand twice: within one file (DUP001) and in two files (DUP002)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from reportlint.records import dataclass
from reportlint.rule import (
    Confidence,
    Diagnostic,
    Document,
    DocumentRule,
    Finding,
    Message,
    Place,
    ProjectRule,
    Reading,
    Rule,
    RuleMeta,
    Severity,
)

from .across import Seeded, copies_across
from .copies import Limits, Passage, Spot, compared, copy_of, passages
from .normal import normalize, wording
from .passages import matches, seed_pairs
from .standing import by_custom


class DuplicatedPassage(DocumentRule):
    """A passage that stands twice in one file, word for word or nearly."""

    meta = RuleMeta(
        "DUP001", "duplicated-passage",
        Message("同一文件中有一段文字出现两次", "a passage stands twice in one file"),
    )

    @dataclass(frozen=True)
    class Options:
        """What counts as a copy."""

        min_length: int = 70
        """The fewest letters (no digits, marks or set phrases) that a passage must share with its copy."""
        similarity: float = 0.8
        """How alike the copies must be, from 0 to 1."""
        equal_numbers: float = 0.7
        """The share of numbers that must be equal; the same wording with other figures is no copy."""
        shortest_paragraph: int = 40
        """Shorter lines (rows, entries of a table of contents) are not compared."""

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one diagnostic for each passage that stands more than once."""
        limits = _limits(self.options)
        normal = compared(reading.document, limits.shortest_paragraph)
        found = matches(normal.text, normal.text, seed_pairs(normal.text, normal.seeds))
        copies = [
            copy for match in found if (copy := copy_of(normal, normal, match, limits)) is not None
        ]
        for passage in passages(copies):
            spots = sorted(passage.spots)
            severity = Severity.INFO if by_custom(spots, [reading.document]) else self.meta.severity
            yield _diagnostic(self, passage, spots, [reading.document], severity)


class DuplicatedPassageAcross(ProjectRule):
    """A passage that stands in two files, word for word or nearly."""

    meta = RuleMeta(
        "DUP002", "passage-copied-across-files",
        Message("两个文件中有同一段文字", "a passage stands in two files"),
    )

    @dataclass(frozen=True)
    class Options:
        """What counts as a copy."""

        min_length: int = 100
        """The fewest letters (no digits, marks or set phrases) that a passage must share with its copy."""
        similarity: float = 0.8
        """How alike the copies must be, from 0 to 1."""
        equal_numbers: float = 0.7
        """The share of numbers that must be equal; the same wording with other figures is no copy."""
        shortest_paragraph: int = 40
        """Shorter lines (rows, entries of a table of contents) are not compared."""

    def extract(self, reading: Reading) -> dict[str, Any]:
        """The text in normal form, and the distances from seed to seed."""
        normal = compared(reading.document, self.options.shortest_paragraph)
        return {"text": normal.text, "steps": [offset - last for last, offset in pairwise((0, *normal.seeds))]}

    def check_project(self, readings: Sequence[Reading]) -> Iterator[Finding]:
        """Yields one diagnostic for each passage that stands in more than one document."""
        ordered = sorted(readings, key=lambda reading: reading.document.path)
        documents = [reading.document for reading in ordered]
        extracts = [self.extracted(reading) for reading in ordered]
        seeded = [Seeded(extract["text"], array("I", accumulate(extract["steps"]))) for extract in extracts]
        for passage in passages(copies_across(seeded, documents, _limits(self.options), self.spread)):
            years = {spot: documents[spot.document].report_at(spot.start).year for spot in passage.spots}
            told = [year for year in years.values() if year is not None]
            spots = sorted(passage.spots)
            if len(told) == len(spots):
                spots.sort(key=lambda spot: (years[spot] or 0, spot))
            # Next year's report is written on this year's: a copy into another year's report is worth a look only.
            expected = len(told) == len(spots) and all(years[copy.first] != years[copy.second] for copy in passage.copies)
            severity = Severity.INFO if expected or by_custom(spots, documents) else self.meta.severity
            yield _diagnostic(self, passage, spots, documents, severity)


def _limits(options: DuplicatedPassage.Options | DuplicatedPassageAcross.Options) -> Limits:
    return Limits(options.min_length, options.similarity, options.equal_numbers, options.shortest_paragraph)


def _diagnostic(
    rule: Rule, passage: Passage, spots: Sequence[Spot], documents: Sequence[Document], severity: Severity,
) -> Diagnostic:
    """The finding of a passage: its last spot, with the others related."""
    last = spots[-1]
    document = documents[last.document]
    related = tuple(_related(rule, passage, spot, last, documents) for spot in spots[:-1])
    first = spots[0]
    alike = passage.likeness(first, last)
    length = last.end - last.start
    opening = _opening(document.flow, last)
    line = documents[first.document].lines.locate(related[0].span.start)[0]
    elsewhere = first.document != last.document
    where_zh = f"{documents[first.document].path} 第{line}行" if elsewhere else f"前文第{line}行"
    where_en = f"{documents[first.document].path} line {line}" if elsewhere else f"line {line}"
    more_zh = f"，共出现{len(spots)}处" if len(spots) > 2 else ""
    more_en = f", {len(spots)} places in all" if len(spots) > 2 else ""
    shown = _percent(alike)
    message = Message(
        f"“{opening}”起的这段文字与{where_zh}起的一段{'逐字相同' if shown == '100%' else '几乎相同'}"
        f"（{length}字，相似度{shown}{more_zh}），疑为重复粘贴",
        f"the passage from “{opening}” on repeats the one from {where_en} on "
        f"({length} characters, {shown} alike{more_en})",
    )
    return rule.diagnostic(
        rule.place(document, last.start, last.end), message, related=related, severity=severity,
        confidence=Confidence.HIGH if alike >= 0.9 else Confidence.MEDIUM, key=_key(document.flow, last),
    )


def _related(rule: Rule, passage: Passage, spot: Spot, last: Spot, documents: Sequence[Document]) -> Place:
    shown = _percent(passage.likeness(spot, last))
    return rule.place(
        documents[spot.document], spot.start, spot.end,
        Message(f"同一段文字（相似度{shown}）", f"the same passage ({shown} alike)"),
    )


def _percent(share: float) -> str:
    """A share as a percentage with one decimal; only what is wholly alike is 100%."""
    return "100%" if share >= 1 else f"{min(share, 0.999):.1%}"


def _opening(flow: str, spot: Spot) -> str:
    """The first words of a spot, on one line."""
    words = flow[spot.start:min(spot.end, spot.start + 40)].replace("\n", "")
    return words[:16] + ("…" if len(words) > 16 else "")


def _key(flow: str, spot: Spot) -> str:
    """What makes the fingerprint: the normal beginning of the passage and the class of its length."""
    beginning = wording(normalize(flow, [(spot.start, min(spot.end, spot.start + 120), False)]).text[:32])
    return f"{beginning}/{(spot.end - spot.start).bit_length()}"
