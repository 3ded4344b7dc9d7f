"""The part of a source line around a span, cut to the terminal's width."""

from __future__ import annotations

from reportlint.document import Document, Span
from reportlint.records import dataclass
from reportlint.report.width import char_width, clean, width

_ELLIPSIS = "..."
_MARGIN = 12
"""Columns before a span that is itself too long for the line."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text to show, and under which of its columns (counted from 0) the marker stands, how many columns long."""

    text: str
    column: int
    length: int


def excerpt(document: Document, span: Span, columns: int) -> Excerpt:
    """The first line of the span with as much of its surroundings as fits; cut ends show "...".

    The line may be millions of characters long: only what can be shown is looked at.
    """
    columns = max(columns, 20)
    line_start, line_end = document.lines.line(document.lines.locate(span.start)[0])
    start, end = span.start, max(min(span.end, line_end), min(span.start + 1, line_end))
    text = document.text
    first = max(line_start, start - columns)
    while first < start and text[first].isspace() and first == line_start:
        first += 1
        line_start += 1
    last = min(line_end, max(end, start) + columns)
    window = clean(text[first:min(last, start + 2 * columns)])
    cut_left, cut_right = first > line_start, first + len(window) < line_end
    if not cut_left and not cut_right and width(window) <= columns:
        left, right = 0, len(window)
    else:
        left, right = _window(window, start - first, min(end - first, len(window)), columns)
    before = _ELLIPSIS if cut_left or left > 0 else ""
    after = _ELLIPSIS if cut_right or right < len(window) else ""
    shown = window[left:right]
    marked = window[max(start - first, left):min(end - first, right)]
    column = len(before) + width(window[left:start - first])
    return Excerpt(before + shown + after, column, max(width(marked), 1))


def _window(text: str, start: int, end: int, columns: int) -> tuple[int, int]:
    """The half-open range of the text to show so that it holds start to end, or their beginning, in the columns."""
    room = columns - 2 * len(_ELLIPSIS)
    spare = room - width(text[start:end])
    left, used = start, 0
    wanted = spare // 2 if spare >= 0 else min(_MARGIN, room // 4)
    while left > 0 and used + char_width(text[left - 1]) <= wanted:
        left -= 1
        used += char_width(text[left])
    right = start
    while right < len(text) and used + char_width(text[right]) <= room:
        used += char_width(text[right])
        right += 1
    while right == len(text) and left > 0 and used + char_width(text[left - 1]) <= room:
        left -= 1
        used += char_width(text[left])
    return left, right
