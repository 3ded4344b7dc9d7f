"""Which matches are copies, and which copies are of one passage.

Reports repeat themselves by nature: formulas of address and of policy, and sentences with the same wording and
other figures ("全市…亿元", "市级…亿元"). A slip of the clipboard keeps the figures too, and has text of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import BlockKind, Document

from .lcs import common
from .normal import Normal, letters, normalize
from .passages import Match

_PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM)
_MARKS = re.compile(r"[，。；,;]")
_LEFT_OUT = (BlockKind.CODE, BlockKind.FURNITURE)
_LINE = re.compile(r"[^\n]+")
_CLAUSE = re.compile(r"[^，。；：、！？…,;:!?]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*|[零〇一二三四五六七八九十百千万亿]{2,}")
_SPARSE = 60
"""Where numbers stand this many letters apart they are not what the passage says, and may all differ."""
_TOUCH = 20
"""Fewer letters than this at the edge of a line do not belong to the passage."""
_NUMBER = 4
"""How many letters an equal number is worth: that figures agree is what gives a copy away."""
_FORMULA = 0.3
"""What a letter in a set phrase is worth."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a match must reach: own letters, likeness (0 to 1), the share of equal numbers, the shortest paragraph."""

    min_length: int
    similarity: float
    equal_numbers: float
    shortest_paragraph: int


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A half-open range of the flow of a document, which is known by its number."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Copy:
    """Two spots that hold one passage, and how alike they are, from 0 to 1."""

    first: Spot
    second: Spot
    alike: float


@dataclass(slots=True)
class Passage:
    """All spots of one passage and the copies that link them."""

    spots: list[Spot] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)

    def likeness(self, spot: Spot, other: Spot) -> float:
        """How alike two spots are: as measured, or the least of what links them."""
        for copy in self.copies:
            if {copy.first, copy.second} == {spot, other}:
                return copy.alike
        return min(copy.alike for copy in self.copies)


def compared(document: Document, shortest: int) -> Normal:
    """The normal form of a document; only paragraphs that are long enough and have marks give seeds.

    Cells, headings and short lines (rows of a flattened table, entries of a table of contents) may stand inside
    a copied passage, but are no sign of one.
    """
    flow = document.flow
    return normalize(flow, (
        (block.start, block.end, block.kind in _PROSE and block.end - block.start >= shortest
         and _MARKS.search(flow, block.start, block.end) is not None)
        for block in document.blocks if block.kind not in _LEFT_OUT
    ))


def copy_of(a: Normal, b: Normal, match: Match, limits: Limits, documents: tuple[int, int] = (0, 0)) -> Copy | None:
    """The copy that a match shows, or None where it is too short, too unlike, a formula or the same wording only.

    Where the match as a whole is none, its longest exact block may still be one: a copied paragraph between
    paragraphs of parallel wording.
    """
    found = _copy_of(a, b, match, limits, documents)
    at, to, length = match.core
    if found is None and length < match.same:
        found = _copy_of(a, b, Match(at, at + length, to, to + length, length, match.core), limits, documents)
    return found


def _copy_of(a: Normal, b: Normal, match: Match, limits: Limits, documents: tuple[int, int]) -> Copy | None:
    alike = match.alike
    if alike < limits.similarity and (match.kept < 0.9 or alike < limits.similarity - 0.1):
        return None
    signs = letters(b.text, match.b, match.b_end)
    if 2 * signs < limits.min_length:
        return None
    start, end = b.start(match.b), b.end(match.b_end)
    first, last = a.start(match.a), a.end(match.a_end)
    if a is b:
        last = min(last, start)
    numbers, others = _FIGURE.findall(a.source, first, last), _FIGURE.findall(b.source, start, end)
    equal, fewer = common(numbers, others), min(len(numbers), len(others))
    if fewer > 1 and equal < min(limits.equal_numbers * fewer, fewer - 1) and signs < _SPARSE * fewer:
        return None
    own, formal = _weighed(b.source, start, end, limits.shortest_paragraph)
    if (own + _FORMULA * formal + _NUMBER * equal) * match.same < limits.min_length * (match.b_end - match.b):
        return None
    return Copy(
        Spot(documents[0], *_trimmed(a.source, first, last)), Spot(documents[1], *_trimmed(b.source, start, end)), alike,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the few letters of a line that it only touches at either end."""
    if start > 0 and text[start - 1] != "\n" and 0 <= (line := text.find("\n", start, end) + 1) - start <= _TOUCH:
        start = line
    if end < len(text) and text[end] != "\n" and end - (line := text.rfind("\n", start, end)) <= _TOUCH < line:
        end = line
    return start, end


def _weighed(text: str, start: int, end: int, shortest: int) -> tuple[int, int]:
    """How many Chinese letters of a range stand in ordinary clauses and how many in set phrases; short lines are left out."""
    formulas = _formulas()
    own = formal = 0
    for line in _LINE.finditer(text, start, end):
        inner = start < line.start() and line.end() < end
        if inner and line.end() - line.start() < shortest:
            continue
        for clause in _CLAUSE.findall(text, line.start(), line.end()):
            size = len(_HAN.findall(clause))
            if formulas.search(clause):
                formal += size
            else:
                own += size
    return own, formal


@cache
def _formulas() -> re.Pattern[str]:
    lines = Path(__file__).with_name("formulas.txt").read_text("utf-8").splitlines()
    return re.compile("|".join(re.escape(line) for line in lines if line and not line.startswith("#")))


_CELL = 256
_TOLD = 3
"""A place that this many passages have told of is left alone: such a text repeats itself throughout."""


def passages(copies: Iterable[Copy]) -> list[Passage]:
    """The copies gathered by passage, the longest first; a copy inside a longer one is not told again."""
    found: list[Passage] = []
    grid: dict[tuple[int, int], list[tuple[int, Spot]]] = {}

    def add(index: int, spot: Spot) -> None:
        found[index].spots.append(spot)
        for cell in range(spot.start // _CELL, (spot.end - 1) // _CELL + 1):
            grid.setdefault((spot.document, cell), []).append((index, spot))

    def around(spot: Spot) -> dict[int, Spot]:
        """The passages, by their number, with a spot that holds the middle of the given one."""
        middle = (spot.start + spot.end) // 2
        near = grid.get((spot.document, middle // _CELL), ())
        return {index: other for index, other in near if other.start <= middle < other.end}

    for copy in sorted(copies, key=lambda copy: (copy.first.start - copy.first.end, copy.second, copy.first)):
        first, second = around(copy.first), around(copy.second)
        if len(second) >= _TOLD or any(_inside(copy, spot, second[index]) for index, spot in first.items() if index in second):
            continue
        if (index := _same_size(first, copy.first)) is not None:
            found[index].copies.append(Copy(first[index], copy.second, copy.alike))
            add(index, copy.second)
        elif (index := _same_size(second, copy.second)) is not None:
            found[index].copies.append(Copy(copy.first, second[index], copy.alike))
            add(index, copy.first)
        else:
            found.append(Passage(copies=[copy]))
            add(len(found) - 1, copy.first)
            add(len(found) - 1, copy.second)
    return found


def _inside(copy: Copy, first: Spot, second: Spot) -> bool:
    """Whether a copy is part of a longer one between two spots: its halves stand at the same depth."""
    if first == second:
        return False
    depth, other = copy.first.start - first.start, copy.second.start - second.start
    return abs(depth - other) <= max(64, (first.end - first.start) // 50)


def _same_size(around: dict[int, Spot], spot: Spot) -> int | None:
    """The number of a passage whose spot is about as long as the given one, or None."""
    size = spot.end - spot.start
    for index, other in around.items():
        if 0.6 <= size / (other.end - other.start) <= 1.6:
            return index
    return None

