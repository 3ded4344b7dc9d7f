"""Intervals of exact values: what a printed number stands for."""

from __future__ import annotations

from fractions import Fraction

from reportlint.records import dataclass

_ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """The closed interval [low, high] of exact values; None is unbounded on that side."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def point(cls, value: Fraction | int) -> Interval:
        """The interval that holds one value."""
        exact = Fraction(value)
        return cls(exact, exact)

    @property
    def bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.low is not None and self.high is not None

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
        )

    def __neg__(self) -> Interval:
        return Interval(None if self.high is None else -self.high, None if self.low is None else -self.low)

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def scaled(self, factor: Fraction | int) -> Interval:
        """The interval times a number that is not negative."""
        return Interval(
            None if self.low is None else self.low * factor, None if self.high is None else self.high * factor
        )

    def over(self, other: Interval) -> Interval | None:
        """The quotient of two intervals of values that are not negative; None where the divisor may be zero."""
        if other.low is None or other.low <= 0 or self.low is None or self.low < 0:
            return None
        return Interval(
            _ZERO if other.high is None else self.low / other.high,
            None if self.high is None else self.high / other.low,
        )

    def overlaps(self, other: Interval) -> bool:
        """Whether the two intervals share a value."""
        return (self.low is None or other.high is None or self.low <= other.high) and (
            other.low is None or self.high is None or other.low <= self.high
        )

    def distance(self, other: Interval) -> Fraction:
        """How far apart two intervals are; zero where they overlap."""
        if self.low is not None and other.high is not None and self.low > other.high:
            return self.low - other.high
        if other.low is not None and self.high is not None and other.low > self.high:
            return other.low - self.high
        return _ZERO
