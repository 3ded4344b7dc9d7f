"""Lists: numbers of one style that follow one another, found among headings, items and running text."""

from __future__ import annotations

import weakref
from dataclasses import field

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import Document

from .markers import Marker, markers

_FAR = 2
"""How many numbers a list may skip and still be taken for the same list."""
_DEEPEST = 4
"""How many lists of one style may be open inside one another."""
_TABLE_GAP = 160
_CELL = 28
_PARAGRAPH = 45
_ABOUT = 5
_FIGURE = re.compile(r"[-+—\d.,，%％\s]{1,24}")
_NEAR_BLOCKS = 4
_ITEM = 120
HEADINGS = ("第一篇", "第一部分", "第一章", "第一节", "一、", "（一）")


@dataclass(slots=True)
class Sequence:
    """A list: its members in order; ``former`` is the one of its style that it took the place of; ``table`` tells that it stands among short lines, ``closed`` that a heading,
    a sibling of its parent or a new list of its style came after it."""

    style: str
    members: list[Marker] = field(default_factory=list)
    table: bool = False
    closed: bool = False
    former: Sequence | None = None

    @property
    def last(self) -> Marker:
        """The member that came last."""
        return self.members[-1]

    @property
    def values(self) -> list[int]:
        """The values of the members in order."""
        return [member.value for member in self.members]


def sequences(document: Document) -> list[Sequence]:
    """The lists of a document, in the order of their first members; those with one member too."""
    for known, lists in _memo:
        if known() is document:
            return lists
    found = _collect(document)
    _memo[:] = [(weakref.ref(document), found)]
    return found


_memo: list[tuple[weakref.ref[Document], list[Sequence]]] = []
"""The document last looked at and its lists: three rules ask for the same ones in turn."""


def _collect(document: Document) -> list[Sequence]:
    found: list[Sequence] = []
    stack: list[Sequence] = []
    report = None
    for marker in markers(document):
        here = document.report_at(marker.start)
        if here is not report:
            report = here
            _close(stack, 0)
        _place(document, marker, stack, found)
    return found


def _place(document: Document, marker: Marker, stack: list[Sequence], found: list[Sequence]) -> None:
    """Puts a marker into the list that it goes on, or opens a new one."""
    same = [index for index in range(len(stack) - 1, -1, -1) if stack[index].style == marker.style]
    if marker.value > 1:
        fitting = next((i for i in same if stack[i].last.value + 1 == marker.value and _resumes(stack[i], marker)), None)
        if fitting is None and (dormant := _dormant(stack, same, marker)) is not None:
            stack[same[0]] = dormant
            _close(stack, same[0] + 1)
            dormant.members.append(marker)
            return
        if fitting is None and not marker.doubtful:
            fitting = next((i for i in same if _plausible(stack[i], marker)), None)
        if fitting is not None:
            sequence = stack[fitting]
            if sequence.table and any(other.table and other.style == marker.style for other in stack[fitting + 1:]):
                stack.append(stack.pop(fitting))  # columns that stand side by side go on in turn
            else:
                _close(stack, fitting + 1)
            sequence.members.append(marker)
            return
        if marker.doubtful:
            return
        if same:
            _close(stack, same[0])
        else:
            _close_running(stack, marker)
    elif marker.doubtful:
        return
    elif same:
        other = stack[same[0]]
        if len(same) < _DEEPEST and _tabular(document, other.last, marker):
            other.table = True
            _open(stack, found, marker, table=True)
            return
        if len(same) >= _DEEPEST or not _nests(document, other, marker):
            _close(stack, same[-1] if _is_heading(marker) else same[0])
            _open(stack, found, marker, former=other)
            return
    else:
        _close_running(stack, marker)
    _open(stack, found, marker)


def _dormant(stack: list[Sequence], same: list[int], marker: Marker) -> Sequence | None:
    """The list that an inner one of the same style has broken off, where the marker goes on in it."""
    inner = stack[same[0]] if same else None
    former = inner.former if inner is not None else None
    if former is None or inner is None or not marker.leads or len(inner.members) < 2 or len(former.members) < 2:
        return None
    return former if former.last.leads and former.last.value + 1 == marker.value else None


def _open(stack: list[Sequence], found: list[Sequence], marker: Marker, *, table: bool = False, former: Sequence | None = None) -> None:
    sequence = Sequence(marker.style, [marker], table, former=former)
    stack.append(sequence)
    found.append(sequence)


def _close(stack: list[Sequence], size: int) -> None:
    for sequence in stack[size:]:
        sequence.closed = True
    del stack[size:]


def _close_running(stack: list[Sequence], marker: Marker) -> None:
    """Before a heading of a style that is not open: ends the running lists, which do not reach over headings."""
    if marker.leads and marker.style in HEADINGS:
        rank = HEADINGS.index(marker.style)
        size = len(stack)
        while size and (stack[size - 1].style not in HEADINGS or HEADINGS.index(stack[size - 1].style) > rank):
            size -= 1
        _close(stack, size)


def _is_heading(marker: Marker) -> bool:
    return marker.leads and marker.style in HEADINGS


def _nests(document: Document, outer: Sequence, marker: Marker) -> bool:
    """Whether a new list of the same style stands inside the last item of another."""
    if _is_heading(marker):
        return False
    if outer.last.block == marker.block:
        # an inner list begins in the first sentence of its item; later it is the next list of the paragraph
        return marker.start - outer.last.end < _ITEM and document.flow.count("。", outer.last.end, marker.start) < 2
    return outer.last.leads and not marker.leads and marker.block - outer.last.block <= _NEAR_BLOCKS


def _resumes(sequence: Sequence, marker: Marker) -> bool:
    """Whether a list may go on in a marker: in its own paragraph, at the start of one, or shortly after."""
    return marker.leads or marker.block == sequence.last.block or marker.block - sequence.last.block <= _NEAR_BLOCKS


def _plausible(sequence: Sequence, marker: Marker) -> bool:
    """Whether a marker that does not fit is a misnumbered member of the list rather than the start of another."""
    step = marker.value - sequence.last.value
    return 0 <= step <= _FAR + 1 and _resumes(sequence, marker) and (
        sequence.last.leads == marker.leads or sequence.style not in HEADINGS
    )


def _tabular(document: Document, before: Marker, after: Marker) -> bool:
    """Whether two numbers stand in the cells of a table, next to each other or in columns side by side."""
    return in_table(document, after) and in_table(document, before) and after.start - before.start <= _TABLE_GAP


def in_table(document: Document, marker: Marker) -> bool:
    """Whether a number stands at the start of a short line that has lines of mere numbers about it."""
    if not marker.leads:
        return False
    blocks, flow = document.blocks, document.flow
    block = blocks[marker.block]
    if block.end - block.start > _CELL:
        return False
    after = blocks[marker.block + 1] if marker.block + 1 < len(blocks) else block
    if after.end - after.start > _PARAGRAPH:
        return False
    first, last = max(0, marker.block - _ABOUT), min(len(blocks), marker.block + _ABOUT + 1)
    figures = sum(1 for other in blocks[first:last] if _FIGURE.fullmatch(flow, other.start, other.end))
    short = sum(
        1 for other in blocks[first:last]
        if other.end - other.start <= _CELL and flow.find("。", other.start, other.end) == -1
    )
    return figures >= 2 or (short >= last - first - 1 and short > _ABOUT)
