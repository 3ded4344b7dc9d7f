"""Mentions: the numbers, quantities, rates and periods that a text holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Kind(StrEnum):
    """What a mention is. Rates, points, per mille and multiples are kinds of their own and never compared as one."""

    NUMBER = "number"
    MONEY = "money"
    COUNT = "count"
    MEASURE = "measure"
    PERCENT = "percent"
    PER_MILLE = "per_mille"
    PERCENTAGE_POINT = "percentage_point"
    BASIS_POINT = "basis_point"
    TENTHS = "tenths"            # 成
    MULTIPLE = "multiple"        # 倍
    DOUBLING = "doubling"        # 番
    FRACTION = "fraction"        # 四分之三
    COMPOSITION = "composition"  # 10.5:31.1:58.4
    PERIOD = "period"
    ORDINAL = "ordinal"
    LABEL = "label"


class Hedge(StrEnum):
    """What a qualifier does to the printed number X (p: the place of its last non-zero digit)."""

    OVER = "over"          # 超过 逾 突破 大于: (X, ∞)
    AT_LEAST = "at_least"  # 以上 不少于 不低于 至少: [X, ∞)
    UNDER = "under"        # 不足 近 接近: (-∞, X)
    AT_MOST = "at_most"    # 以内 不超过 至多 以下: (-∞, X]
    MORE = "more"          # 余 多: [X, X+p)
    ABOUT = "about"        # 约 左右 上下: X ± p


class Grain(StrEnum):
    """The length of a period."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time by year and month; None where the text leaves it open or masked.

    ``start`` and ``end`` are (year, month, day) of the first and the last day; ``instant`` tells a point in
    time (年末, 截至6月底) from a stretch; ``relative`` is the year's distance from the report's year where the
    text says it relatively (去年 -1, 今年 0).
    """

    start: tuple[int, int, int] | None
    end: tuple[int, int, int] | None
    grain: Grain
    instant: bool = False
    relative: int | None = None
    masked: bool = False

    @property
    def year(self) -> int | None:
        """The year, for a period that lies within one."""
        if self.start is None or self.end is None or self.start[0] != self.end[0]:
            return None
        return self.start[0]


class Mention:
    """A number, quantity, rate, period, ordinal or label in a text.

    ``start``/``end`` span the whole mention with its scale word and unit, ``number_start``/``number_end`` the
    number itself, sign and decimals included. ``value`` is exact, scale word included; None for a pure
    interval. ``low``/``high`` are the closed interval that the print stands for under rounding and hedge, in
    the same unit; None means unbounded. ``decimals`` are the digits behind the printed point.
    """

    __slots__ = (
        "decimals", "end", "exponent", "hedge", "high", "kind", "low", "number_end", "number_start", "parts",
        "period", "printed", "scale", "start", "unit", "value",
    )

    def __init__(
        self, start: int, end: int, kind: Kind, number_start: int, number_end: int, *, printed: str = "",
        value: Fraction | None = None, low: Fraction | None = None, high: Fraction | None = None, decimals: int = 0,
        exponent: int = 0, scale: str = "", unit: str = "", hedge: Hedge | None = None, period: Period | None = None,
        parts: tuple[Mention, ...] = (),
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.number_start = number_start
        self.number_end = number_end
        self.printed = printed
        self.value = value
        self.low = low
        self.high = high
        self.decimals = decimals
        self.exponent = exponent
        self.scale = scale
        self.unit = unit
        self.hedge = hedge
        self.period = period
        self.parts = parts

    @property
    def printed_unit(self) -> str:
        """The unit with its scale word, as printed: 万元."""
        return self.scale + self.unit

    @property
    def span(self) -> tuple[int, int]:
        """The half-open range of the whole mention."""
        return self.start, self.end

    def __repr__(self) -> str:
        return f"Mention({self.start}, {self.end}, {self.kind.value}, {self.printed!r}, value={self.value}, unit={self.printed_unit!r})"
