"""Numbers put into words for messages and ledger lines; results are rounded only here, for people."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

from reportlint.facts.interval import Interval
from reportlint.mentions import Mention
from reportlint.mentions.model import SCALE_POWERS


def percent_range(interval: Interval) -> str:
    """The interval as percent, rounded outwards: ``30.3%～34.2%``; one number where both ends print alike."""
    if interval.low is None or interval.high is None:
        return _half_open(interval, "%")
    width = interval.high - interval.low
    places = 1 if width >= Fraction(3, 10) else 2 if width >= Fraction(3, 100) else 3
    low, high = _fixed(interval.low, places, ROUND_FLOOR), _fixed(interval.high, places, ROUND_CEILING)
    return f"{low}%" if low == high else f"{low}%～{high}%"


def amount_range(interval: Interval, like: Mention, factor: Fraction = Fraction(1)) -> str:
    """The interval in the unit in which ``like`` is printed; ``factor`` takes that unit to the interval's base."""
    scale = Fraction(10 ** SCALE_POWERS[like.scale]) * factor
    unit = like.printed_unit
    if interval.low is None or interval.high is None:
        return _half_open(Interval(
            None if interval.low is None else interval.low / scale,
            None if interval.high is None else interval.high / scale,
        ), unit)
    low, high = interval.low / scale, interval.high / scale
    places = _places(high - low, like.decimals)
    printed_low, printed_high = _fixed(low, places, ROUND_FLOOR), _fixed(high, places, ROUND_CEILING)
    return f"{printed_low}{unit}" if printed_low == printed_high else f"{printed_low}～{printed_high}{unit}"


def amount(value: Fraction, like: Mention, factor: Fraction = Fraction(1)) -> str:
    """A value rounded to the precision and unit in which ``like`` is printed."""
    return f"{_fixed(value / factor / 10 ** SCALE_POWERS[like.scale], like.decimals, ROUND_HALF_UP)}{like.printed_unit}"


def percent(value: Fraction, decimals: int = 1) -> str:
    """A percent number, rounded half up."""
    return f"{_fixed(value, decimals, ROUND_HALF_UP)}%"


def claim(mention: Mention, flow: str) -> str:
    """The mention as printed, blanks left out."""
    return "".join(flow[mention.start:mention.end].split())


def _half_open(interval: Interval, unit: str) -> str:
    if interval.low is not None:
        return f"≥{_fixed(interval.low, 1, ROUND_FLOOR)}{unit}"
    if interval.high is not None:
        return f"≤{_fixed(interval.high, 1, ROUND_CEILING)}{unit}"
    return "?"


def _places(width: Fraction, decimals: int) -> int:
    return min(decimals + 1, 6) if width < Fraction(5, 10**decimals) else decimals


def _fixed(value: Fraction, places: int, rounding: str) -> str:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return str(number.quantize(Decimal(1).scaleb(-places), rounding=rounding))
