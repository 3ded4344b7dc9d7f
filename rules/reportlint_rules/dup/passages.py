"""Passages that stand in two places: seeds at clause starts, exact blocks, chains of blocks, and their joining.

The steps are linear in the text. A *seed* is the eight signs that a clause begins with; a seed meets only its
last few occurrences, so that formulas stay cheap. A pair of seeds grows into the longest exact *block*; blocks
on nearly the same diagonal (the distance between the copies) become a *match*, which bridges replaced signs
and dropped clauses; matches join where the gap between them is small against what they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.records import dataclass

from .lcs import common

SEED = 8
"""Signs in a seed."""
RECENT = 6
"""Occurrences of a seed that a later one is compared with."""
COMMON = 64
"""A seed that has occurred this often is a formula, or the text repeats itself throughout; it leads no further."""
_REACH = 160
"""The widest gap between two blocks of a chain."""
_SPLINTER = 18
"""Matches that share fewer signs are noise and do not take part in joining."""
_STRIDES = 6
"""How often a match may stride over a replaced sign or clause beyond its outermost seed."""
_ROUNDS = 4
"""How often the matches are looked through for neighbours that join."""
_NEAR = 32
"""Signs that are compared one by one: most blocks are short."""
_SLIP = 12
"""Unmatched signs that never part two blocks."""


@dataclass(slots=True)
class Match:
    """Two ranges, ``[a, a_end)`` and ``[b, b_end)``, that share ``same`` signs in the same order."""

    a: int
    a_end: int
    b: int
    b_end: int
    same: int
    core: tuple[int, int, int]
    """The longest exact block in it: its offset in either text and its length."""

    @property
    def alike(self) -> float:
        """The share of signs that both ranges have in common, from 0 to 1."""
        return 2 * self.same / (self.a_end - self.a + self.b_end - self.b)

    @property
    def kept(self) -> float:
        """The share of the shorter range that stands in the longer one."""
        return self.same / min(self.a_end - self.a, self.b_end - self.b)


def seed_pairs(text: str, seeds: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yields (earlier, later) offsets of equal seeds within one text, by the later offset."""
    seen: dict[str, list[int]] = {}
    times: dict[str, int] = {}
    last = len(text) - SEED
    for offset in seeds:
        if offset > last:
            break
        seed = text[offset:offset + SEED]
        known = seen.get(seed)
        if known is None:
            seen[seed] = [offset]
            continue
        count = times.get(seed, 1)
        if count >= COMMON:
            continue
        times[seed] = count + 1
        for earlier in known:
            yield earlier, offset
        known.append(offset)
        if len(known) > RECENT:
            del known[0]


def matches(a: str, b: str, pairs: Iterable[tuple[int, int]]) -> list[Match]:
    """The matches that pairs of equal seeds lead to, in the order of ``b``; pairs come by their second offset."""
    found = [match for chain in _chains(_blocks(a, b, pairs)) for match in _joined_chain(a, b, chain)
             if match.same >= _SPLINTER]
    for match in found:
        _grow(a, b, match)
    return _join_all(a, b, found)


def _blocks(a: str, b: str, pairs: Iterable[tuple[int, int]]) -> list[Match]:
    """The longest exact blocks through the pairs, each once."""
    covered: dict[int, int] = {}
    blocks = []
    for i, j in pairs:
        diagonal = j - i
        if diagonal == 0 and a is b:
            continue
        done = covered.get(diagonal, 0)
        if j < done:
            continue
        if a[i:i + SEED] != b[j:j + SEED]:
            continue
        ahead = SEED + _same_ahead(a, b, i + SEED, j + SEED)
        limit = min(i, j - done)
        back = _same_back(a, b, i, j, limit) if limit and a[i - 1] == b[j - 1] else 0
        covered[diagonal] = j + ahead
        core = i - back, j - back, back + ahead
        blocks.append(Match(i - back, i + ahead, j - back, j + ahead, back + ahead, core))
    blocks.sort(key=lambda block: (block.b, block.a))
    return blocks


def _same_ahead(a: str, b: str, i: int, j: int) -> int:
    """How many signs are equal from the two offsets on: the first one by one, then steps that double, then halve."""
    length = 0
    for sign, other in zip(a[i:i + _NEAR], b[j:j + _NEAR], strict=False):
        if sign != other:
            return length
        length += 1
    if length < _NEAR:
        return length
    limit = min(len(a) - i, len(b) - j)
    step, growing = 16, True
    while step:
        ahead = length + step
        if ahead <= limit and a[i + length:i + ahead] == b[j + length:j + ahead]:
            length = ahead
            step = min(step * 2, 1 << 16) if growing else step // 2
        else:
            growing = False
            step //= 2
    return length


def _same_back(a: str, b: str, i: int, j: int, limit: int) -> int:
    """How many signs are equal before the two offsets, at most ``limit``."""
    length, step, growing = 0, 8, True
    while step:
        back = length + step
        if back <= limit and a[i - back:i - length] == b[j - back:j - length]:
            length = back
            step = min(step * 2, 1 << 16) if growing else step // 2
        else:
            growing = False
            step //= 2
    return length


def _chains(blocks: list[Match]) -> list[list[Match]]:
    """The blocks in chains whose diagonal drifts little from block to block."""
    chains: list[list[Match]] = []
    active: dict[int, list[Match]] = {}
    for block in blocks:
        bucket = (block.b - block.a) >> 6
        best: list[Match] | None = None
        nearest = _REACH + 1
        for key in (bucket, bucket - 1, bucket + 1):
            chain = active.get(key)
            if chain is None:
                continue
            end = chain[-1]
            gap = max(block.a - end.a_end, block.b - end.b_end)
            if gap < nearest and block.a > end.a and block.b > end.b and block.a_end > end.a_end:
                best, nearest = chain, gap
        if best is None:
            best = []
            chains.append(best)
        best.append(block)
        active[bucket] = best
    return chains


def _merged(a: str, b: str, left: Match, right: Match) -> Match | None:
    """Both as one match, or None where the gap is too wide for what they share."""
    if a is b and right.a_end > left.b:
        return None
    over = max(0, left.a_end - right.a, left.b_end - right.b)
    if over >= right.same:
        return None
    from_a, to_a = left.a_end, right.a + over
    from_b, to_b = left.b_end, right.b + over
    wide, narrow = max(to_a - from_a, to_b - from_b), min(to_a - from_a, to_b - from_b)
    shared = min(left.same, right.same)
    if wide - narrow > max(_SLIP, shared):
        return None
    if narrow > 2 * max(_SLIP, shared):
        return None
    inner = common(a[from_a:to_a], b[from_b:to_b]) if 0 < wide <= 2000 else 0
    if narrow - inner > max(_SLIP, shared // 2):
        return None
    core = left.core if left.core[2] >= right.core[2] else right.core
    return Match(left.a, right.a_end, left.b, right.b_end, left.same + right.same - over + inner, core)


def _joined_chain(a: str, b: str, chain: list[Match]) -> list[Match]:
    """The matches of one chain: neighbours are joined while the gap allows."""
    stack: list[Match] = []
    for block in chain:
        stack.append(block)
        while len(stack) > 1:
            joined = _merged(a, b, stack[-2], stack[-1])
            if joined is None:
                break
            stack[-2:] = [joined]
    return stack


def _grow(a: str, b: str, match: Match) -> None:
    """Extends a match at both ends over replaced signs and dropped clauses that no seed has bridged."""
    for _ in range(_STRIDES):
        room = match.b if a is b else len(a)
        step = _step(a[match.a_end:min(match.a_end + 96, room)], b[match.b_end:match.b_end + 96])
        if step is None:
            break
        match.a_end += step[0]
        match.b_end += step[1]
        match.same += step[2]
    for _ in range(_STRIDES):
        room = match.a_end if a is b else 0
        step = _step(a[max(0, match.a - 96):match.a][::-1], b[max(room, match.b - 96):match.b][::-1])
        if step is None:
            break
        match.a -= step[0]
        match.b -= step[1]
        match.same += step[2]


def _step(a: str, b: str) -> tuple[int, int, int] | None:
    """How far both tails go on alike (signs of either, signs shared), or None where they part."""
    width = 5
    for skip in range(4):
        probe = b[skip:skip + width]
        if len(probe) < width:
            break
        at = a.find(probe, max(0, skip - 3), skip + 3 + width)
        if at >= 0:
            length = _same_ahead(a, b, at, skip)
            return at + length, skip + length, length
    probe = b[:2 * width]
    if len(probe) == 2 * width and (at := a.find(probe)) > 0:
        length = _same_ahead(a, b, at, 0)
        return (at + length, length, length) if length * 2 >= at else None
    probe = a[:2 * width]
    if len(probe) == 2 * width and (at := b.find(probe)) > 0:
        length = _same_ahead(a, b, 0, at)
        return (length, at + length, length) if length * 2 >= at else None
    return None


def _join_all(a: str, b: str, found: list[Match]) -> list[Match]:
    """The matches joined across chains."""
    found.sort(key=lambda match: (match.b, match.a))
    for _ in range(_ROUNDS):
        kept: list[Match] = []
        for match in found:
            for index in range(len(kept) - 1, max(-1, len(kept) - 9), -1):
                other = kept[index]
                if other.a <= match.a and match.a_end <= other.a_end and match.b_end <= other.b_end:
                    break
                if match.a < other.a or match.a_end <= other.a_end or match.b_end <= other.b_end:
                    continue
                joined = _merged(a, b, other, match)
                if joined is not None:
                    kept[index] = joined
                    break
            else:
                kept.append(match)
        if len(kept) == len(found):
            break
        found = sorted(kept, key=lambda match: (match.b, match.a))
    return found
