"""The text of an open document: positions of the protocol, changes, and places carried over to a changed text.

A position is a (line, column) pair that counts from 0; columns count code units of the negotiated encoding. A line
ends with LF, CR LF or CR and with nothing else, so form feeds and U+2028 are characters like any other.
"""

from __future__ import annotations

import bisect
import re
from functools import cached_property
from itertools import accumulate

from reportlint.document import Span

UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"

Position = tuple[int, int]
Range = tuple[Position, Position]

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLOCK = 1024


class Text:
    """A text that does not change, with its lines."""

    def __init__(self, text: str, encoding: str = UTF16) -> None:
        self.text = text
        self.encoding = encoding

    @cached_property
    def _ends(self) -> list[tuple[int, int]]:
        """The ranges of the line ends."""
        return [found.span() for found in _LINE_END.finditer(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end for _, end in self._ends)]

    @property
    def lines(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self._starts)

    @property
    def line_end(self) -> str:
        """How the text ends its lines: as the first one does, with LF where there is none."""
        return self.text[slice(*self._ends[0])] if self._ends else "\n"

    def line(self, number: int) -> Span:
        """The span of a line, counted from 0, without its line end."""
        return Span(self._starts[number], self._ends[number][0] if number < len(self._ends) else len(self.text))

    def line_of(self, offset: int) -> int:
        """The number of the line, counted from 0, that an offset stands in."""
        return bisect.bisect_right(self._starts, offset) - 1

    def position(self, offset: int) -> Position:
        """The position of an offset; one within a line end is where the line ends."""
        offset = min(max(offset, 0), len(self.text))
        number = self.line_of(offset)
        span = self.line(number)
        return number, self._units(min(offset, span.end)) - self._units(span.start)

    def range(self, span: Span) -> Range:
        """The positions of a span's two ends."""
        return self.position(span.start), self.position(span.end)

    def offset(self, position: Position) -> int:
        """The offset of a position; one beyond the line or the text is taken to its end, one within a character to its start."""
        number, column = position
        if number >= self.lines:
            return len(self.text)
        span = self.line(max(number, 0))
        wanted = self._units(span.start) + max(column, 0)
        return bisect.bisect_right(range(span.start, span.end + 1), wanted, key=self._units) - 1 + span.start

    def changed(self, replaced: tuple[Position, Position] | None, text: str) -> Text:
        """The text with a range replaced; the whole of it where there is no range."""
        if replaced is None:
            return Text(text, self.encoding)
        start, end = sorted((self.offset(replaced[0]), self.offset(replaced[1])))
        return Text(self.text[:start] + text + self.text[end:], self.encoding)

    def _units(self, offset: int) -> int:
        """The code units before an offset of the text."""
        if self._plain:
            return offset
        block = offset // _BLOCK
        return self._marks[block] + self._count(self.text[block * _BLOCK:offset])

    @cached_property
    def _plain(self) -> bool:
        """Whether every character is one code unit."""
        return self.encoding == UTF32 or self.text.isascii() or (self.encoding == UTF16 and max(self.text) <= "\uffff")

    @cached_property
    def _marks(self) -> list[int]:
        """The code units before each block of characters, so that a long line is not counted anew for each place in it."""
        counts = (self._count(self.text[start:start + _BLOCK]) for start in range(0, len(self.text), _BLOCK))
        return list(accumulate(counts, initial=0))

    def _count(self, piece: str) -> int:
        if self.encoding == UTF8:
            return len(piece.encode("utf-8", "surrogatepass"))
        return len(piece.encode("utf-16-le", "surrogatepass")) // 2


class Carry:
    """Takes spans of one text to another that differs from it in one stretch."""

    def __init__(self, old: str, new: str) -> None:
        self._same = old == new
        self._head = _common(old, new)
        room = min(len(old), len(new)) - self._head
        self._tail = 0 if self._same else _common(old[::-1], new[::-1], room)
        self._old, self._shift = len(old), len(new) - len(old)

    def __call__(self, span: Span) -> Span | None:
        """The span in the new text; None for one that the difference touches."""
        if self._same or span.end < self._head:
            return span
        if span.start > self._old - self._tail:
            return Span(span.start + self._shift, span.end + self._shift)
        return None


def _common(first: str, second: str, most: int | None = None) -> int:
    """The length of the beginning that two texts share, at most ``most``."""
    limit = min(len(first), len(second)) if most is None else most
    position = 0
    while position < limit and first[position:min(position + _BLOCK, limit)] == second[position:min(position + _BLOCK, limit)]:
        position = min(position + _BLOCK, limit)
    while position < limit and first[position] == second[position]:
        position += 1
    return position


def differences(old: str, new: str) -> list[tuple[Span, str]]:
    """The edits that make ``new`` of ``old``, in order: one in each line that differs, or one in all where lines were added or lost."""
    before, after = _with_ends(old), _with_ends(new)
    if len(before) != len(after):
        before, after = [old], [new]
    edits: list[tuple[Span, str]] = []
    start = 0
    for removed, put in zip(before, after, strict=True):
        if removed != put:
            head = _common(removed, put)
            tail = _common(removed[::-1], put[::-1], min(len(removed), len(put)) - head)
            edits.append((Span(start + head, start + len(removed) - tail), put[head:len(put) - tail]))
        start += len(removed)
    return edits


def _with_ends(text: str) -> list[str]:
    lines, position = [], 0
    for end in _LINE_END.finditer(text):
        lines.append(text[position:end.end()])
        position = end.end()
    return [*lines, text[position:]]
