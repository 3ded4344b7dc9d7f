"""Copies between documents: an index of the seeds that stand in more than one, then matches pair by pair.

Memory is bounded by eight bytes a seed for those of all documents, and by a table entry for those that at least
two documents share; a document is looked at itself only where it has a match that is long enough.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportlint.records import dataclass
from reportlint.rule import Document

from .copies import Copy, Limits, compared, copy_of
from .normal import Normal
from .passages import SEED, matches

_SLOTS = 1 << 25
_RECENT = 4
"""Documents with a seed that a later one is compared with."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """A document's text in normal form, and the offsets in it of its seeds."""

    text: str
    seeds: Sequence[int]


def copies_across(seeded: Sequence[Seeded], documents: Sequence[Document], limits: Limits) -> Iterator[Copy]:
    """Yields the copies between any two of the documents; their numbers are the positions in the sequences."""
    counts = bytearray(_SLOTS)
    texts = [one.text for one in seeded]
    seeds = [array("I", one.seeds) for one in seeded]
    for text, offsets in zip(texts, seeds, strict=True):
        for key in set(_keys(text, offsets)):
            slot = key % _SLOTS
            if counts[slot] < 2:
                counts[slot] += 1

    @lru_cache(maxsize=256)
    def normal_of(number: int) -> Normal:
        return compared(documents[number], limits.shortest_paragraph)

    known: dict[int, list[tuple[int, int]]] = {}
    for number, text in enumerate(texts):
        pairs: dict[int, list[tuple[int, int]]] = {}
        shared = [
            (key, offset) for key, offset in zip(_keys(text, seeds[number]), seeds[number], strict=False)
            if counts[key % _SLOTS] > 1
        ]
        for key, offset in shared:
            for other, place in known.get(key, ()):
                pairs.setdefault(other, []).append((place, offset))
        for other, places in pairs.items():
            if len(places) < 2:
                continue
            for match in matches(texts[other], text, places):
                if 2 * match.same >= limits.min_length:
                    copy = copy_of(normal_of(other), normal_of(number), match, limits, (other, number))
                    if copy is not None:
                        yield copy
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
