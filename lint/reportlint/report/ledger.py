"""The ledger for people: the relations that were recomputed, by file and section, for ticking off."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportlint.document import BlockKind, Document
from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.strings import Strings, strings, unjudged
from reportlint.report.width import clean, fit, width
from reportlint.rule import Check, Operand, Verdict

_MARKS = {Verdict.CONSISTENT: ("✓", "ok"), Verdict.INCONSISTENT: ("✗", "bad")}

Piece = tuple[str, str]
"""Some text, and the style it is in or an empty text."""

Line = tuple[Piece, ...]


def ledger(result: RunResult, options: OutputOptions) -> Iterator[Line]:
    """The lines of the ledger: relations that agree or fail, one a line; those that were not judged are counted by reason."""
    words = strings(options.lang)
    yield ((words.ledger, "head"),)
    if not result.checks:
        yield ((f"  {words.no_checks}", "dim"),)
    for path, pairs in groupby(result.checks, key=lambda pair: pair[0]):
        yield ((clean(path), "path"),)
        checks = [check for _, check in pairs]
        judged = [check for check in checks if check.verdict is not Verdict.SKIPPED]
        yield from _table(judged, path, result.documents.get(path), words)
        yield from _not_judged([check for check in checks if check.verdict is Verdict.SKIPPED], words, options.lang)
    yield ()


def _table(checks: Sequence[Check], path: str, document: Document | None, words: Strings) -> Iterator[Line]:
    """The judged relations of a file under the headings of their sections: verdict, place, kind, expression."""
    sections = _Sections(document) if document else None
    rows = [(check, _own_operand(check, path)) for check in checks]
    spots = [_spot(operand, document) for _, operand in rows]
    room = max(map(width, spots), default=0)
    kinds = max((width(words.kinds[check.kind]) for check in checks), default=0)
    section = None
    for (check, operand), spot in zip(rows, spots, strict=True):
        title = sections.at(operand) if sections else ""
        if title != section:
            section = title
            yield ((f"  {fit(clean(title), 60) or words.front}", "head"),)
        mark, style = _MARKS[check.verdict]
        code = f"  {check.code}" if check.verdict is Verdict.INCONSISTENT else ""
        yield (
            (f"    {mark} ", style), (_padded(spot, room), "dim"), (f"  {_padded(words.kinds[check.kind], kinds)}", ""),
            (f"  {clean(check.expression)}", ""), (code, "code"),
        )


def _not_judged(checks: Iterable[Check], words: Strings, lang: str) -> Iterator[Line]:
    """How many relations were not judged, by reason, the most frequent first."""
    reasons = Counter(check.reason for check in checks)
    if reasons:
        listed = words.comma.join(
            words.reason_count.format(reason=unjudged(reason, lang), count=count)
            for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        )
        yield ((f"  {words.not_judged.format(count=reasons.total(), reasons=listed)}", "dim"),)


def _own_operand(check: Check, path: str) -> Operand | None:
    """The first operand that stands in the file itself: a relation may reach over several."""
    return next((operand for operand in check.operands if operand.place.path == path), None)


def _spot(operand: Operand | None, document: Document | None) -> str:
    """The operand's place as ``line:column``."""
    if operand is None or document is None:
        return ""
    line, column = document.lines.locate(operand.place.span.start)
    return f"{line}:{column}"


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


class _Sections:
    """The headings of a document, found by place."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
        self._starts = [block.start for block in self._headings]

    def at(self, operand: Operand | None) -> str:
        """The heading above an operand, or an empty text."""
        if operand is None:
            return ""
        offset = self._document.flow_offset(operand.place.span.start)
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0:
            return ""
        heading = self._headings[index]
        return heading.marker + self._document.flow[heading.start:heading.end]
