"""The intervals that printed numbers stand for, and the units in which they can be compared."""

from __future__ import annotations

from fractions import Fraction

from reportlint.facts.interval import Interval
from reportlint.facts.model import Fact
from reportlint.mentions import Mention
from reportlint.mentions.lexicon import lexicon
from reportlint.mentions.model import SCALE_POWERS


def inner(mention: Mention) -> Interval:
    """The closed interval that a print stands for, in the unit's base: half a unit in its last place on both sides."""
    factor = unit_of(mention)[1]
    values = mention.values
    if factor == 1:
        return Interval(values.low, values.high)
    return Interval(
        None if values.low is None else values.low * factor, None if values.high is None else values.high * factor
    )


def signed(change: Fact) -> Interval:
    """The printed interval of a growth or an amount of change, negative after a fall."""
    printed = inner(change.mention)
    return printed if change.direction > 0 else -printed


def outer(mention: Mention) -> Interval:
    """The interval of a whole number that may have been rounded up to its trailing zeros; equals :func:`inner` elsewhere."""
    values = mention.values
    if values.value is None or mention.hedge is not None:
        return inner(mention)
    factor = unit_of(mention)[1]
    return Interval((values.value - values.outer) * factor, (values.value + values.outer) * factor)


def unit_of(mention: Mention) -> tuple[str, Fraction]:
    """The base unit of a mention and the exact factor to it; units that share a base can be compared."""
    unit = mention.unit
    known = lexicon().units.get(unit)
    if known is not None:
        return known.base, known.factor
    if "/" in unit:
        above, _, below = unit.partition("/")
        top, bottom = lexicon().units.get(above), lexicon().units.get(below)
        if top is not None and bottom is not None:
            return f"{top.base}/{bottom.base}", top.factor / bottom.factor
    return unit, Fraction(1)


def worth_of(mention: Mention) -> Fraction:
    """What one of the printed numeral is worth in the base unit: its scale word times the unit's factor."""
    return Fraction(10 ** SCALE_POWERS[mention.scale]) * unit_of(mention)[1]


def unit_named(name: str) -> tuple[str, Fraction] | None:
    """The base unit and the worth of one of a unit printed with its scale word (亿元, 千公顷); None for unknown ones."""
    units = lexicon().units
    for length in range(len(name) + 1):
        scale, unit = name[:length], name[length:]
        if scale in SCALE_POWERS and unit in units:
            return units[unit].base, Fraction(10 ** SCALE_POWERS[scale]) * units[unit].factor
    return None
