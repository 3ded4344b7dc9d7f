"""From glyphs to printed lines: by their baselines, in order, with blanks where there are gaps that say something."""

from __future__ import annotations

import bisect
import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportlint.readers.pdf.glyphs import Glyph
from reportlint.records import dataclass

_SAME_LINE = 0.3
_SMALL = 0.8
_FEW = 24
_RAISED = 0.75
_LOWERED = 0.35
_BLANK_CHINESE = 0.8
_BLANK_LATIN = 0.15
APART = 1.4
"""Gaps from so many ems on separate pieces of a line: cells of a table, columns of a page."""
_SPREAD = 0.12
_NARROW_GAP = 0.06
_OF_NUMBERS = frozenset("0123456789.,")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a printed line without wide gaps; ``starts`` are where its characters begin, blanks with the one behind them."""

    x0: float
    x1: float
    text: str
    starts: tuple[float, ...]

    def parted(self, at: int) -> tuple[Piece, Piece]:
        """The pieces before and from a character on, without the blanks between them."""
        first, last = self.text[:at].rstrip(), self.text[at:]
        return Piece(self.x0, self.starts[at], first, self.starts[:len(first)]), Piece(self.starts[at], self.x1, last, self.starts[at:])


@dataclass(slots=True)
class Row:
    """A printed line: its pieces from left to right, its baseline and font size."""

    y: float
    size: float
    pieces: list[Piece]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.pieces[-1].x1

    @property
    def text(self) -> str:
        """Its text, pieces separated by tabs."""
        return "\t".join(piece.text for piece in self.pieces)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The printed lines of glyphs from top to bottom."""
    lines = _merged(_lines(glyphs))
    return [row for line in lines if (row := _row(line))]


def _lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs by baseline, from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.x0)):
        if lines and lines[-1][0].y - glyph.y <= _SAME_LINE * min(max(lines[-1][0].size, 1.0), max(glyph.size, 1.0)):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


def _merged(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Lines with the small raised and lowered characters that belong to them; raised digits become superscripts."""
    made: list[list[Glyph]] = []
    for line in lines:
        above = made[-1] if made else None
        if above is None:
            made.append(line)
            continue
        distance = above[0].y - line[0].y
        if distance <= _RAISED * line[0].size and _is_small(above, line) and _fits(above, line):
            made[-1] = [*(glyph._replace(text=glyph.text.translate(_SUPERSCRIPTS)) for glyph in above), *line]
        elif distance <= _LOWERED * above[0].size and _is_small(line, above) and _fits(line, above):
            above.extend(line)
        else:
            made.append(line)
    return made


def _is_small(line: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    return len(line) <= _FEW and max(glyph.size for glyph in line) <= _SMALL * statistics.median(glyph.size for glyph in other)


def _fits(small: Sequence[Glyph], line: Sequence[Glyph]) -> bool:
    """Whether the glyphs of a small line stand in gaps of the other, or right at its ends."""
    size = line[0].size
    inked = [glyph for glyph in line if glyph.text != " "]
    if not inked:
        return False
    for glyph in small:
        middle = (glyph.x0 + glyph.x1) / 2
        if any(other.x0 + 0.1 * size < middle < other.x1 - 0.1 * size for other in inked):
            return False
        if min(min(abs(glyph.x0 - other.x1), abs(other.x0 - glyph.x1)) for other in inked) > 1.5 * size:
            return False
    return True


def _row(line: Sequence[Glyph]) -> Row | None:
    """The printed line that glyphs make; None where there are only blanks."""
    inked = sorted((glyph for glyph in line if glyph.text not in (" ", "\u3000")), key=lambda glyph: (glyph.x0, glyph.x1))
    if not inked:
        return None
    size = statistics.median_high(glyph.size for glyph in inked) or 1.0
    spread = _spread(inked, size)
    typed = _typed_blanks(line, inked)
    pieces: list[Piece] = []
    text, begin, end = inked[0].text, inked[0].x0, inked[0].x1
    starts = [begin] * len(text)
    for at, glyph in enumerate(inked[1:]):
        before, gap = inked[at], (glyph.x0 - end) / size - spread
        if gap >= APART:
            pieces.append(Piece(begin, end, text, tuple(starts)))
            text, begin, starts = "", glyph.x0, []
        else:
            text += _blank(before.text[-1], glyph.text[0], gap, typed=at in typed) or _between_numbers(inked, at, gap, size)
        text += glyph.text
        starts.extend([glyph.x0] * (len(text) - len(starts)))
        end = max(end, glyph.x1) if text != glyph.text else glyph.x1
    pieces.append(Piece(begin, end, text, tuple(starts)))
    return Row(statistics.median(glyph.y for glyph in inked), size, pieces)


def _spread(inked: Sequence[Glyph], size: float) -> float:
    """The gap, in ems, with which all characters of a line are set apart (to fill it, or for a title); 0 where they are not."""
    gaps = [(glyph.x0 - before.x1) / size for before, glyph in pairwise(inked)]
    if len(gaps) < 3:
        return 0.0
    middle = statistics.median(gaps)
    if middle < _SPREAD:
        return 0.0
    even = sum(1 for gap in gaps if abs(gap - middle) <= max(0.25 * middle, 0.1))
    return max(gap for gap in gaps if abs(gap - middle) <= max(0.25 * middle, 0.1)) if even * 10 >= len(gaps) * 7 else 0.0


def _typed_blanks(line: Iterable[Glyph], inked: Sequence[Glyph]) -> set[int]:
    """After which of the characters of a line the text layer has a blank; none where it has one after every other."""
    starts = [glyph.x0 for glyph in inked]
    found = {bisect.bisect_right(starts, glyph.x0 + 0.01) - 1 for glyph in line if glyph.text == " "}
    return set() if len(found) * 3 > len(inked) and len(found) > 2 and _mostly_chinese(inked) else found


def _mostly_chinese(inked: Sequence[Glyph]) -> bool:
    return sum(1 for glyph in inked if not _is_latin(glyph.text[0])) * 2 > len(inked)


def _blank(before: str, after: str, gap: float, *, typed: bool) -> str:
    """What a gap of so many ems between two characters stands for; ``typed`` tells that the text layer has a blank there.

    Between Chinese and Latin characters programs leave a quarter of an em by themselves, some of them as a blank.
    """
    latin = _is_latin(before), _is_latin(after)
    if all(latin):
        return " " if gap >= _BLANK_LATIN else ""
    if gap >= _BLANK_CHINESE:
        return "\u3000"
    return " " if typed and gap >= _BLANK_LATIN and not any(latin) else ""


def _between_numbers(inked: Sequence[Glyph], at: int, gap: float, size: float) -> str:
    """A blank where two numbers stand close together: a small gap after a character that none inside them has; else nothing."""
    if gap < _NARROW_GAP or not (inked[at].text[-1:].isdigit() and inked[at + 1].text[:1].isdigit()):
        return ""
    first, last = at, at + 1
    while first > 0 and inked[first - 1].text in _OF_NUMBERS:
        first -= 1
    while last + 1 < len(inked) and inked[last + 1].text in _OF_NUMBERS:
        last += 1
    inside = [(inked[i + 1].x0 - inked[i].x1) / size for i in range(first, last) if i != at]
    return " " if len(inside) > 1 and max(inside) * 3 <= gap else ""


def _is_latin(character: str) -> bool:
    return character < "\u0500" and character not in "·×±"
