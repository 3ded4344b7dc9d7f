"""Text with marks: cut at every border of a mark, so that marks may overlap, and painted piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from itertools import pairwise

from reportlint.records import dataclass
from reportlint.report.html.escape import escape
from reportlint.rule import Severity


class Layer(IntEnum):
    """What a mark is for; a piece in several layers shows all of them."""

    PLAIN = 0       # a number in no relation
    UNJUDGED = 1    # a number in a relation that was not judged
    OK = 2          # a number that was recomputed and agrees
    BAD = 3         # a number that was recomputed and fails
    OPERAND = 4     # an operand that is no value (a year, an ordinal): linked to, not shown
    RELATED = 5     # a place that a finding names besides its own
    OUT = 6         # text that is no part of what was read
    FINDING = 7


_CLASSES = {
    Layer.PLAIN: "n", Layer.UNJUDGED: "n unjudged", Layer.OK: "n ok", Layer.BAD: "n bad", Layer.RELATED: "related",
    Layer.OUT: "out",
}
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_BREAK = re.compile(r"[ \t]*(?:\r\r?\n|\r|\n)\s*")
_BREAK_SIGN = '<i class="br"></i>'


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A half-open range of the text in a layer; ``number`` and ``severity`` are those of a finding."""

    start: int
    end: int
    layer: Layer
    number: int = 0
    severity: Severity = Severity.INFO


class Painter:
    """Paints ranges of one text from its beginning to its end; each piece with a mark gets ``prefix-offset`` as identifier.

    ``finding`` says a number aloud ("finding {number}").
    """

    def __init__(self, text: str, marks: Iterable[Mark], document: int, finding: str) -> None:
        self._text = text
        self._marks = sorted(marks)
        self._document = document
        self._finding = finding
        self._next = 0
        self._active: list[Mark] = []
        self._shown: set[Mark] = set()

    def begins_within(self, first: int, last: int) -> bool:
        """Whether a mark that is still to be painted begins in the range."""
        return any(first <= mark.start < last for mark in self._upcoming(last))

    def paint(self, first: int, last: int) -> str:
        """The text of a range as HTML; ranges must come in order, what lies between them is passed over."""
        marks = self._entering(first, last)
        if not marks:
            return unbroken(self._text[first:last])
        borders = {first, last}
        for mark in marks:
            borders.add(max(first, mark.start))
            borders.add(min(last, mark.end))
        cuts = sorted(borders)
        pieces = []
        active: list[Mark] = []
        waiting = 0
        for start, end in pairwise(cuts):
            while waiting < len(marks) and marks[waiting].start <= start:
                active.append(marks[waiting])
                waiting += 1
            active = [mark for mark in active if mark.end > start]
            pieces.append(self._piece(start, end, active))
            pieces.extend(
                self._badge(mark) for mark in active
                if mark.layer is Layer.FINDING and end in (mark.end, last) and mark not in self._shown
            )
        return "".join(pieces)

    def _upcoming(self, last: int) -> Iterable[Mark]:
        for index in range(self._next, len(self._marks)):
            if self._marks[index].start >= last:
                return
            yield self._marks[index]

    def _entering(self, first: int, last: int) -> list[Mark]:
        """The marks that reach into the range, sorted; those that end before it are forgotten."""
        entering = list(self._upcoming(last))
        self._next += len(entering)
        self._active = [mark for mark in (*self._active, *entering) if mark.end > first]
        return [mark for mark in self._active if mark.start < last]

    def _piece(self, start: int, end: int, active: list[Mark]) -> str:
        shown = unbroken(self._text[start:end])
        if not active:
            return shown
        found = [mark for mark in active if mark.layer is Layer.FINDING]
        # of the states of a number the gravest, then whatever else the piece is
        states = [mark.layer for mark in active if mark.layer <= Layer.BAD]
        layers = {mark.layer for mark in active if mark.layer > Layer.OPERAND}
        names = [_CLASSES[layer] for layer in (*([max(states)] if states else []), *sorted(layers)) if layer in _CLASSES]
        place = f' id="d{self._document}-{start}"'
        if not found:
            return f'<span{_attribute("class", " ".join(names))}{place}>{shown}</span>'
        worst = min((mark.severity for mark in found), key=_SEVERITIES.index)
        names = ["f", worst.value, *names]
        numbers = " ".join(str(number) for number in dict.fromkeys(mark.number for mark in found))
        if not shown.strip("\u200b\u200c\u200d\u2060\ufeff\xad"):
            names.append("unseen")
        return f'<mark class="{" ".join(names)}"{place} data-f="{numbers}">{shown}</mark>'

    def _badge(self, mark: Mark) -> str:
        """The number of a finding, linked to its card; drawn by the style sheet, so that copied text is without it."""
        self._shown.add(mark)
        said = self._finding.format(number=mark.number)
        return (
            f'<a class="badge {mark.severity.value}" href="#d{self._document}f{mark.number}" data-n="{mark.number}"'
            f' aria-label="{said}"></a>'
        )


def unbroken(text: str) -> str:
    """The text as HTML in one line: where the source breaks it, a sign stands instead of the break."""
    escaped = escape(text)
    return _BREAK.sub(_BREAK_SIGN, escaped) if "\n" in escaped or "\r" in escaped else escaped


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""
