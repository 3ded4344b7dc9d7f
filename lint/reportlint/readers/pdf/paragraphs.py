"""Printed lines to paragraphs: which line goes on in the next one, by margins, indents, spacing and size."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reportlint.readers.pdf.rows import Row
from reportlint.records import dataclass

_CLOSING = frozenset("。！？；：!?;:…")
_AFTER_CLOSING = frozenset("”’）)』」》】\"'")
_NEVER_FIRST = frozenset("％‰℃、，。；：！？”’）》」』】〕")
_FULL_LINES = 3
_NARROWEST = 12
_SAME_SIZE = 0.12
_INDENT = 1.2
_DEEPEST_INDENT = 3.2
_SLACK = 2.2
_SPACING = 1.6
_SET_APART = 0.2
_TABULAR = 15
_LATIN_WIDTH = 0.6


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Style:
    """How a document sets its text: the usual distance of two lines in ems, and what begins a paragraph.

    ``indented`` tells that an indent does; ``apart`` is the distance of two lines between paragraphs where that is
    larger than within them, else 0.
    """

    spacing: float
    indented: bool
    apart: float = 0.0


def margins(rows: Sequence[Row], size: float) -> Margins | None:
    """The margins of a column by its own lines; None where too few of them fill it to tell."""
    body = [row for row in rows if abs(row.size - size) <= _SAME_SIZE * size]
    often = max(_FULL_LINES, len(body) // 30)
    lefts = Counter(round(row.x0 / 2) for row in body)
    left = next((at * 2.0 for at in sorted(lefts) if lefts[at] + lefts[at + 1] >= often), None)
    rights = sorted((row.x1 for row in body), reverse=True)
    right = next((x for at, x in enumerate(rights) if at + often <= len(rights) and x - rights[at + often - 1] <= 0.6 * size), None)
    if left is None or right is None:
        return None
    full = sum(1 for row in body if abs(row.x0 - left) <= 0.5 * size and right - row.x1 <= 1.2 * size)
    return Margins(left, right) if full >= _FULL_LINES and right - left >= _NARROWEST * size else None


def style(columns: Sequence[tuple[Sequence[Row], Margins]]) -> Style:
    """How the text is set in columns of lines, each from top to bottom."""
    steps: list[float] = []
    ends: list[float] = []
    indents = lines = 0
    for rows, box in columns:
        for above, row in pairwise(rows):
            step = (above.y - row.y) / row.size
            if 0 < step < 4 and abs(above.size - row.size) <= _SAME_SIZE * row.size:
                steps.append(step)
                if (box.right - above.x1) / above.size > 2 * _SLACK:
                    ends.append(step)
        for row in rows:
            lines += 1
            indents += _INDENT <= (row.x0 - box.left) / row.size <= _DEEPEST_INDENT and row.x1 - row.x0 > 10 * row.size
    spacing = statistics.median(steps) if steps else 1.5
    apart = statistics.median(ends) if ends else 0.0
    if len(ends) * 2 > len(steps) and steps:  # most lines end a paragraph: the smaller steps are those within
        spacing = statistics.quantiles(steps, n=10)[0] if len(steps) > 1 else spacing
    return Style(spacing, indents * 25 >= lines and indents > 1, apart if apart >= spacing + _SET_APART else 0.0)


def goes_on(above: Row, row: Row, here: Margins, box: Margins, how: Style, *, apart: bool) -> bool | None:
    """Whether ``row`` goes on in the paragraph of ``above``; None where the text has to tell.

    ``here`` and ``box`` are the margins of the two; ``apart`` tells that a page or column ends in between.
    """
    em = above.size
    if abs(above.size - row.size) > _SAME_SIZE * above.size:
        return False
    if is_tabular(above) or is_tabular(row):
        return False
    step = (above.y - row.y) / em
    if not apart and step > (how.spacing * _SPACING if not how.apart else (how.spacing + how.apart) / 2):
        return False
    short = (here.right - above.x1) / em > max(_SLACK, _first_word(row) + 0.5)
    if is_centered(above, here) or is_centered(row, box):
        return None if short else True
    if short:
        return False
    closed = _is_closed(above.text)
    if closed and (box.right - row.x1) / em > _SLACK and not _is_closed(row.text):
        return None  # a heading, rather than the last line of a paragraph
    indent = (row.x0 - box.left) / em
    if indent >= _INDENT:
        level = (above.x0 - here.left) / em
        if how.indented and abs(level - indent) > 0.5:
            return False
        return None if closed or how.indented else True
    return True if how.indented or not closed or (how.apart and not apart) else None


def _is_closed(text: str) -> bool:
    """Whether a line ends a sentence."""
    return text[-1] in _CLOSING or (text[-1] in _AFTER_CLOSING and text[-2:-1] in _CLOSING)


def is_centered(row: Row, box: Margins) -> bool:
    """Whether a line stands in the middle of its column."""
    left, right = (row.x0 - box.left) / row.size, (box.right - row.x1) / row.size
    return left > 2.5 and right > 1.5 and abs(left - right) <= 1.5


def is_tabular(row: Row) -> bool:
    """Whether a line consists of entries rather than of text."""
    return len(row.pieces) > 2 or (len(row.pieces) == 2 and all(len(piece.text) <= _TABULAR for piece in row.pieces))


def _first_word(row: Row) -> float:
    """The width in ems of what a line begins with and is not broken: a Latin word or number with its unit and mark."""
    width = 0.0
    for character in row.text:
        if character in _NEVER_FIRST:
            width += 1
        elif character.isascii() and not character.isspace():
            width += _LATIN_WIDTH
        else:
            break
    return width
