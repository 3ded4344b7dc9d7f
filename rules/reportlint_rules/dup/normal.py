"""What two copies of a passage have in common however they are set: letters alone, a number or mask as one sign.

Blanks, marks and line breaks go; a number or a mask ("2004", "1,200.5", "20xx", "××") becomes one private
sign, the same for the same number. So a copy matches although its punctuation or its line ends have changed, a
changed number is one changed sign, and every sign of the normal text still knows its place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from zlib import crc32

from reportlint import patterns as re
from reportlint.records import dataclass

_CLAUSE = re.compile(r"[^，。；：、！？…;:!?\n]+")
_TOKEN = re.compile(r"[0-9０-９xX×＊*_□]+(?:[.．,][0-9０-９]+)*|[^\W\d_xX×]+")
_MASK = frozenset("0123456789０１２３４５６７８９xX×＊*_□")
_FIRST, _COUNT = 0xE000, 6400
_SIGN = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + _COUNT - 1)}]")
_LONG = 12
"""A clause with more signs than this has a second seed."""


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in normal form. ``starts[i]`` of ``text`` is ``places[i]`` of the source, in step up to the next.

    ``seeds`` are the offsets in ``text`` where a clause of prose begins, and eight signs on in a longer one.
    ``source`` is the text that it was made from.
    """

    text: str
    source: str
    starts: list[int]
    places: list[int]
    seeds: list[int]

    def start(self, offset: int) -> int:
        """The source offset of the sign at an offset of the normal text."""
        index = bisect_right(self.starts, offset) - 1
        return self.places[index] + offset - self.starts[index]

    def end(self, offset: int) -> int:
        """The source offset behind the sign before an offset of the normal text; a number ends with its last digit."""
        place = self.start(offset - 1)
        if _FIRST <= ord(self.text[offset - 1]) < _FIRST + _COUNT and (token := _TOKEN.match(self.source, place)):
            return token.end()
        return place + 1


def normalize(source: str, ranges: Iterable[tuple[int, int, bool]]) -> Normal:
    """The normal form of ranges of a text; the third value tells whether seeds may begin there."""
    pieces: list[str] = []
    starts: list[int] = []
    places: list[int] = []
    seeds: list[int] = []
    length = 0
    for low, high, seeded in ranges:
        if not seeded:
            for token in _TOKEN.finditer(source, low, high):
                word = _sign(token.group())
                pieces.append(word)
                starts.append(length)
                places.append(token.start())
                length += len(word)
            continue
        for clause in _CLAUSE.finditer(source, low, high):
            piece = clause.group()
            place = clause.start()
            seeds.append(length)
            if len(piece) > _LONG:
                seeds.append(length + 8)
            if piece.isalpha() and "x" not in piece and "X" not in piece:
                pieces.append(piece)
                starts.append(length)
                places.append(place)
                length += len(piece)
                continue
            commas = "," in piece
            last = 0
            for token in _TOKEN.finditer(piece):
                word = _sign(token.group())
                if commas:
                    if "," in piece[last:token.start()]:
                        seeds.append(length)
                    last = token.end()
                pieces.append(word)
                starts.append(length)
                places.append(place + token.start())
                length += len(word)
    return Normal("".join(pieces), source, starts, places, seeds)


def _sign(word: str) -> str:
    """A word as it is, a number or mask as its one sign."""
    return chr(_FIRST + crc32(word.encode()) % _COUNT) if word[0] in _MASK else word


def letters(text: str, start: int, end: int) -> int:
    """How many signs of a range of a normal text are no numbers."""
    return end - start - len(_SIGN.findall(text, start, end))


def wording(text: str) -> str:
    """A normal text in which all numbers are alike."""
    return _SIGN.sub("0", text)
