"""What makes a growth that two values do not give a fault, and what would repair it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from reportlint.records import dataclass
from reportlint.rule import (
    Basis,
    Confidence,
    Fact,
    Interval,
    Mention,
    Severity,
    inner,
    signed,
    slips,
    unit_of,
    wording,
    worth_of,
)

_HUNDRED = Fraction(100)
_LONG = 5
_NARROW = Fraction(2, 100)
"""Points within which two values must tell their growth before a single digit is taken for the fault."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A value, the one it grew from and the stated growth; ``planned`` where a target is set on a result."""

    current: Fact
    base: Fact
    growth: Fact
    planned: bool


def grown(pair: Pair, interval_of: Callable[[Mention], Interval]) -> Interval | None:
    """The growth that the two values give, in percent; None where the base is open or may be zero."""
    quotient = interval_of(pair.current.mention).over(interval_of(pair.base.mention))
    if quotient is None:
        return None
    return Interval(
        None if quotient.low is None else _HUNDRED * (quotient.low - 1), None if quotient.high is None else _HUNDRED * (quotient.high - 1),
    )


def repairs_of(pair: Pair) -> tuple[str, str]:
    """Which single number would have to change, and to what."""
    value, base, rate = pair.current.mention.value, pair.base.mention.value, pair.growth.mention.value
    if value is None or base is None or rate is None or pair.growth.mention.hedge or not base:
        return "", ""
    change = (value * unit_of(pair.current.mention)[1]) / (base * unit_of(pair.base.mention)[1]) - 1
    needed = wording.percent(abs(change) * 100, max(pair.growth.mention.decimals, 1))
    needed_zh, needed_en = (f"下降{needed}", f"a fall of {needed}") if change < 0 else (needed, needed)
    grown = base * unit_of(pair.base.mention)[1] * (1 + pair.growth.direction * rate / 100)
    current = wording.amount(grown, pair.current.mention, unit_of(pair.current.mention)[1])
    return f"（若两数无误，应为{needed_zh}；若增速无误，本期应约为{current}）", f" (if the values are right it is {needed_en}; if the rate is right the value is about {current})"


def is_one_slip(pair: Pair) -> bool:
    """Whether one mistyped digit in the growth or in one of the values explains it, which is no accident with numbers this long."""
    numbers = [pair.current.mention, pair.base.mention, pair.growth.mention]
    if pair.growth.mention.decimals < 2 or any(m.hedge is not None or m.value is None or m.parts for m in numbers):
        return False
    current, base, growth = (inner(m) for m in numbers)
    stated = growth if pair.growth.direction > 0 else -growth
    printed = grown(pair, inner)
    if printed is None or printed.low is None or printed.high is None or printed.high - printed.low > _NARROW:
        return False
    for index, mention in enumerate(numbers):
        if index < 2 and sum(map(str.isdigit, mention.printed)) < _LONG:
            continue  # a digit of a short number is easily one that fits by accident
        for _, difference in slips(mention.printed.replace(",", "")):
            moved = difference * worth_of(mention)
            shift = Interval(moved, moved)
            quotient = (current + shift if index == 0 else current).over(base + shift if index == 1 else base)
            if quotient is None or quotient.low is None or quotient.high is None:
                continue
            derived = Interval(_HUNDRED * (quotient.low - 1), _HUNDRED * (quotient.high - 1))
            if derived.overlaps(stated + (shift if pair.growth.direction > 0 else -shift) if index == 2 else stated):
                return True
    return False


def severity_of(pair: Pair, close: Interval, wide: Interval) -> tuple[Severity, Confidence]:
    """An error where printed values prove it; a warning where price basis or rounding leaves room."""
    stated = signed(pair.growth)
    if wide.overlaps(stated):
        return Severity.INFO, Confidence.LOW
    gap = close.distance(stated)
    basis = pair.current.basis
    if basis is Basis.NOMINAL:
        if gap < Fraction(1, 2) and not pair.current.base:
            return Severity.WARNING, Confidence.MEDIUM
        return Severity.ERROR, Confidence.HIGH if not pair.planned or gap > 1 else Confidence.MEDIUM
    if pair.planned and gap >= 3:
        return Severity.ERROR, Confidence.MEDIUM
    return Severity.WARNING, Confidence.MEDIUM
