"""Where a text says the same characters twice in a row, found without looking at each character in Python."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re

_ASTRAL = re.compile("[\U00010000-\U0010ffff\ud800-\udfff]")


def repeats(text: str, longest: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, period) of each maximal stretch in which every character equals the one a period later.

    Periods run from 1 to ``longest``, stretches hold at least two periods. The text, as 16-bit words, is
    combined with itself shifted by the period: words that are equal become zero, and runs of zeros are
    found by searching bytes; the time is linear with a factor of a few nanoseconds for each period.
    """
    words = _ASTRAL.sub("\ufffe", text).encode("utf-16-le")
    number = int.from_bytes(words, "little")
    for period in range(1, longest + 1):
        if len(text) < 2 * period:
            return
        equal = (number ^ (number >> (16 * period))).to_bytes(len(words), "little")[:len(words) - 2 * period]
        yield from ((start, end + period, period) for start, end in _zero_runs(equal, period))


def _zero_runs(data: bytes, least: int) -> Iterator[tuple[int, int]]:
    """The runs of at least ``least`` zero words, as half-open ranges of words."""
    zeros = bytes(2 * least)
    size = len(data) // 2
    at = data.find(zeros)
    while at != -1:
        start = (at + 1) // 2
        end = start
        while end < size and data[2 * end] == 0 == data[2 * end + 1]:
            end += 1
        if end - start >= least:
            yield start, end
        at = data.find(zeros, max(2 * end, at + 1))
