"""The longest common subsequence, bit-parallel (Hyyrö 2004): one big-integer step for each element."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def common(first: Sequence[Hashable], second: Sequence[Hashable]) -> int:
    """How many elements the longest common subsequence has."""
    if not first or not second:
        return 0
    if first == second:
        return len(first)
    masks: dict[Hashable, int] = {}
    bit = 1
    for element in first:
        masks[element] = masks.get(element, 0) | bit
        bit <<= 1
    full = bit - 1
    state = full
    for element in second:
        mask = masks.get(element)
        if mask is not None:
            step = state & mask
            state = ((state + step) | (state - step)) & full
    return len(first) - state.bit_count()
