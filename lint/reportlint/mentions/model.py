"""Mentions: the numbers, quantities, rates and periods that a text holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from reportlint.records import dataclass

if TYPE_CHECKING:
    from reportlint.mentions.values import Values

SCALE_POWERS: Mapping[str, int] = {
    "": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
    "万万": 8, "亿万": 12, "十万亿": 13, "百万亿": 14, "千万亿": 15,
}
"""Scale words and the power of ten that each stands for."""


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
    TENTHS = "tenths"            # 成 折
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


@cache
def _valuer() -> Callable[[Mention], Values]:
    """What reads values, imported late: its module is built on this one."""
    from reportlint.mentions.values import values_of

    return values_of


class Mention:
    """A number, quantity, rate, period, ordinal or label in a text.

    ``start``/``end`` span the whole mention with its scale word and unit, ``number_start``/``number_end`` the
    number itself, sign and decimals included. ``printed`` is the numeral without blanks. ``parts`` are the two
    ends of a range, the members of a composition, or, where ``summed``, the addends of one amount (3斤5两, 一年半).
    """

    __slots__ = (
        "_values", "bare", "end", "flaw", "hedge", "kind", "number_end", "number_start", "parts", "period", "printed",
        "scale", "start", "summed", "unit",
    )

    def __init__(
        self, start: int, end: int, kind: Kind, number_start: int, number_end: int, printed: str, scale: str = "",
        unit: str = "", hedge: Hedge | None = None, period: Period | None = None, parts: tuple[Mention, ...] = (),
        bare: bool = False, summed: bool = False, flaw: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.number_start = number_start
        self.number_end = number_end
        self.printed = printed
        self.scale = scale
        self.unit = unit
        self.hedge = hedge
        self.period = period
        self.parts = parts
        self.bare = bare
        """Whether the number is a scale word alone (百万, 亿元以上), as names and thresholds have it."""
        self.summed = summed
        self.flaw = flaw
        """What is wrong with the print: ``point`` (3。1%, read as 3.1) or ``grouping`` (20,54亿元, no value)."""
        self._values: Values | None = None

    @property
    def values(self) -> Values:
        """Value, printed precision and interval, computed when first asked for."""
        if self._values is None:
            self._values = _valuer()(self)
        return self._values

    @property
    def value(self) -> Fraction | None:
        """The exact printed number with its scale word, in ``unit``; None for a pure interval or a label."""
        return self.values.value

    @property
    def low(self) -> Fraction | None:
        """The least value that the print stands for under rounding and hedge; None for unbounded."""
        return self.values.low

    @property
    def high(self) -> Fraction | None:
        """The greatest value that the print stands for under rounding and hedge; None for unbounded."""
        return self.values.high

    @property
    def decimals(self) -> int:
        """The digits behind the printed point."""
        return self.values.decimals

    @property
    def printed_unit(self) -> str:
        """The unit with its scale word, as printed: 万元."""
        return self.scale + self.unit

    @property
    def span(self) -> tuple[int, int]:
        """The half-open range of the whole mention."""
        return self.start, self.end

    def __repr__(self) -> str:
        return f"Mention({self.start}, {self.end}, {self.kind.value}, {self.printed!r}, {self.printed_unit!r})"
