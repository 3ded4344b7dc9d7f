"""Copies between documents: an index of the seeds that stand in more than one, then matches pair by pair.

Memory is bounded by eight bytes a seed for those of all documents, and by a table entry for those that at least
two documents share; a document is looked at itself only where it has a match that is long enough.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from reportlint.records import dataclass
from reportlint.rule import Document, Spread

from .copies import Copy, Limits, compared, copy_of
from .normal import Normal
from .passages import SEED, Match, matches

_SLOTS = 1 << 25
_RECENT = 4
"""Documents with a seed that a later one is compared with."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """A document's text in normal form, and the offsets in it of its seeds."""

    text: str
    seeds: array[int]


Pairs = dict[int, list[tuple[int, int]]]
"""The offsets of seeds that a document shares with each earlier one: the earlier one's, its own."""


def copies_across(
    seeded: Sequence[Seeded], documents: Sequence[Document], limits: Limits, spread: Spread = map,
) -> Iterator[Copy]:
    """Yields the copies between any two of the documents; their numbers are the positions in the sequences."""
    texts = [one.text for one in seeded]

    @lru_cache(maxsize=256)
    def normal_of(number: int) -> Normal:
        return compared(documents[number], limits.shortest_paragraph)

    look = partial(_long_matches, texts, limits.min_length)
    for number, found in spread(look, _pairs(texts, [one.seeds for one in seeded])):
        for other, match in found:
            copy = copy_of(normal_of(other), normal_of(number), match, limits, (other, number))
            if copy is not None:
                yield copy


def _long_matches(texts: Sequence[str], least: int, item: tuple[int, Pairs]) -> tuple[int, list[tuple[int, Match]]]:
    """The number of a document, and the matches that it has with earlier ones, each with the number of that."""
    number, pairs = item
    return number, [
        (other, match) for other, places in pairs.items() for match in matches(texts[other], texts[number], places)
        if 2 * match.same >= least
    ]


def _pairs(texts: Sequence[str], seeds: Sequence[array[int]]) -> Iterator[tuple[int, Pairs]]:
    """Yields the number of each document that shares seeds with earlier ones, with the seeds that it shares."""
    counts = bytearray(_SLOTS)
    for text, offsets in zip(texts, seeds, strict=True):
        for key in set(_keys(text, offsets)):
            slot = key % _SLOTS
            if counts[slot] < 2:
                counts[slot] += 1

    known: dict[int, list[tuple[int, int]]] = {}
    for number, text in enumerate(texts):
        pairs: Pairs = {}
        shared = [
            (key, offset) for key, offset in zip(_keys(text, seeds[number]), seeds[number], strict=False)
            if counts[key % _SLOTS] > 1
        ]
        for key, offset in shared:
            for other, place in known.get(key, ()):
                pairs.setdefault(other, []).append((place, offset))
        several = {other: places for other, places in pairs.items() if len(places) > 1}
        if several:
            yield number, several
        for key, offset in shared:
            recent = known.setdefault(key, [])
            if not recent or recent[-1][0] != number:
                recent.append((number, offset))
                if len(recent) > _RECENT:
                    del recent[0]


def _keys(text: str, seeds: Sequence[int]) -> list[int]:
    """The keys of the seeds of a text, in order; seeds too near the end have none. Equal only within one run."""
    last = len(text) - SEED
    return [hash(text[offset:offset + SEED]) for offset in seeds if offset <= last]
