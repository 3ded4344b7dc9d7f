"""Slips of the pen: single typing errors that would repair a relation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise


def slips(printed: str) -> list[tuple[str, Fraction]]:
    """The numbers that one typing error turns into ``printed``: another digit, two digits swapped, the point moved.

    Each with the difference that it makes to the value; numbers of other lengths are left out.
    """
    if not printed or any(c not in "0123456789." for c in printed) or printed.count(".") > 1:
        return []
    value = _number(printed)
    found: dict[str, Fraction] = {}
    digits = [i for i, c in enumerate(printed) if c != "."]
    for i in digits:
        for c in "0123456789":
            if c != printed[i] and not (i == digits[0] and c == "0"):
                found[printed[:i] + c + printed[i + 1:]] = Fraction(0)
    for a, b in pairwise(digits):
        if printed[a] != printed[b]:
            s = list(printed)
            s[a], s[b] = s[b], s[a]
            found["".join(s)] = Fraction(0)
    point = printed.find(".")
    if point > 0:
        bare = printed.replace(".", "")
        for at in range(1, len(bare)):
            if at != point:
                found[bare[:at] + "." + bare[at:]] = Fraction(0)
    return [(text, _number(text) - value) for text in found]


def _number(printed: str) -> Fraction:
    whole, _, decimals = printed.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def repairs(gap: Fraction, slack: Fraction, numbers: Sequence[tuple[str, Fraction, int]]) -> list[tuple[int, str]]:
    """Which single slip closes a gap: (index of the number, what it should read).

    ``numbers`` are (printed, worth of one, sign of its term); the gap is what the signed terms leave over, and
    must vanish to within ``slack``.
    """
    found: list[tuple[int, str]] = []
    for index, (printed, factor, sign) in enumerate(numbers):
        least, most = sorted((end - gap) / (sign * factor) for end in (-slack, slack))
        found.extend((index, text) for text, difference in slips(printed) if least <= difference <= most)
    return found
