"""What a mention's number is worth: the exact value, its printed precision and the interval that it stands for."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from reportlint.mentions import numerals
from reportlint.mentions.lexicon import Unit, lexicon
from reportlint.mentions.model import SCALE_POWERS, Hedge, Kind, Mention

_ZERO = Fraction(0)
_NOT_VALUES = (Kind.PERIOD, Kind.LABEL, Kind.COMPOSITION)


class Values(NamedTuple):
    """What a mention's number is worth: exact value, decimals, closed interval, and one unit in the last place.

    ``outer`` is half a unit of the last digit that is not zero, for whole numbers that end in zeros and may be
    rounded further up; it equals half an ``ulp`` elsewhere. Exact counts have an ``ulp`` of zero.
    """

    value: Fraction | None
    decimals: int
    low: Fraction | None
    high: Fraction | None
    ulp: Fraction
    outer: Fraction


NOTHING = Values(None, 0, None, None, _ZERO, _ZERO)
"""The values of what is no quantity."""


def values_of(mention: Mention) -> Values:
    """The values of a mention; all None where it is not a quantity."""
    if mention.kind in _NOT_VALUES or mention.flaw == "grouping":
        return NOTHING
    if mention.summed:
        return _summed(mention)
    if len(mention.parts) == 2:
        first, last = mention.parts[0].values, mention.parts[1].values
        low, high = (first.value, first.low), (last.value, last.high)
        return Values(
            None, max(first.decimals, last.decimals), low[0] if low[0] is not None else low[1],
            high[0] if high[0] is not None else high[1], _ZERO, _ZERO,
        )
    return _single(mention.kind, mention.printed, mention.scale, mention.hedge)


@lru_cache(maxsize=8192)
def _single(kind: Kind, printed: str, scale: str, hedge: Hedge | None) -> Values:
    factor = 10 ** SCALE_POWERS[scale]
    is_arabic = printed.isascii() and "/" not in printed
    if is_arabic:
        number, decimals = numerals.arabic(printed)
        value = number if factor == 1 else number * factor
    else:
        read = _read(kind, printed, scale)
        if read is None:
            spread = numerals.alternatives(printed)
            return NOTHING if spread is None else Values(None, 0, spread[0] * factor, spread[1] * factor, _ZERO, _ZERO)
        number, decimals = read
        value = number * factor
        factor *= numerals.last_scale(printed)
    exact = kind in (Kind.COUNT, Kind.ORDINAL, Kind.DOUBLING, Kind.FRACTION) and not decimals and factor == 1
    ulp = _ZERO if exact else Fraction(factor, 10**decimals)
    zeros = _trailing_zeros(printed) if is_arabic and not decimals else 0
    half = _ZERO if exact else Fraction(factor, 2 * 10**decimals)
    outer = half * 10**zeros if zeros >= 2 else half
    if exact and zeros >= 2:
        outer = Fraction(10**zeros, 2)
    low: Fraction | None = value
    high: Fraction | None = value
    if hedge is None and not exact:
        low, high = value - half, value + half
    elif hedge is not None:
        place = _last_place(printed, decimals, is_arabic, number) * 10 ** SCALE_POWERS[scale]
        low, high = _hedged(hedge, value, place)
    return Values(value, decimals, low, high, ulp, outer)


def _read(kind: Kind, printed: str, scale: str) -> tuple[Fraction, int] | None:
    """The number of a print that is not plain Arabic, and its decimals."""
    if kind is Kind.FRACTION and ("分之" in printed or "/" in printed):
        fraction = numerals.fraction(printed)
        return None if fraction is None else (fraction, 0)
    if kind is Kind.TENTHS:
        return numerals.tenths(printed)
    if numerals.is_mixed(printed):
        sum_of = numerals.mixed(printed + scale)
        return None if sum_of is None else (sum_of / 10 ** SCALE_POWERS[scale], 0)
    return numerals.chinese(printed)


@lru_cache(maxsize=256)
def _ratio(unit: Unit, head: Unit) -> Fraction:
    return unit.factor / head.factor


def _summed(mention: Mention) -> Values:
    """The sum of an amount's addends, in the first one's unit."""
    units = lexicon().units
    head = units.get(mention.unit)
    total, ulp = _ZERO, _ZERO
    for part in mention.parts:
        value = part.values.value
        known = units.get(part.unit)
        if value is None:
            return NOTHING
        factor = _ratio(known, head) if known is not None and head is not None else Fraction(1)
        total += value * factor
        ulp = part.values.ulp * factor
    low: Fraction | None = total - ulp / 2
    high: Fraction | None = total + ulp / 2
    if mention.hedge is not None:
        low, high = _hedged(mention.hedge, total, ulp or Fraction(1))
    return Values(total, 0, low, high, ulp, ulp / 2)


def _hedged(hedge: Hedge, value: Fraction, place: Fraction) -> tuple[Fraction | None, Fraction | None]:
    if hedge in (Hedge.OVER, Hedge.AT_LEAST):
        return value, None
    if hedge in (Hedge.UNDER, Hedge.AT_MOST):
        return None, value
    if hedge is Hedge.MORE:
        return value, value + place
    return value - place, value + place


def _trailing_zeros(printed: str) -> int:
    return len(printed) - len(printed.rstrip("0"))


def _last_place(printed: str, decimals: int, is_arabic: bool, number: Fraction) -> Fraction:
    """The worth of the last digit that is not zero, before the scale word: 10 for 350, 1/10 for 3.5."""
    if not is_arabic:
        digits = str(int(number))
        return Fraction(10 ** _trailing_zeros(digits)) if number else Fraction(1)
    if decimals:
        stripped = printed.rstrip("0")
        kept = len(stripped) - stripped.find(".") - 1
        return Fraction(1, 10**kept) if kept else Fraction(10 ** _trailing_zeros(stripped.rstrip(".")))
    return Fraction(10 ** _trailing_zeros(printed))
