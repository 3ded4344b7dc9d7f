"""The public normalizer: every number, rate, quantity and period of a Chinese text, with exact values.

>>> import reportlint
>>> [(m.text, m.value, m.unit) for m in reportlint.normalize("新增两万多亩，增长5.2%")]
[('两万多亩', Fraction(20000, 1), '亩'), ('5.2%', Fraction(26, 5), '%')]
"""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from reportlint import patterns as re
from reportlint.mentions.around import HAN_DIGITS
from reportlint.mentions.lexicon import lexicon
from reportlint.mentions.model import SCALE_POWERS, Hedge, Kind, Mention, Period
from reportlint.mentions.periods import resolved
from reportlint.mentions.scanner import scan
from reportlint.records import dataclass
from reportlint.spacing import is_justified, pieces

_APART = re.compile(
    rf"(?<=[{HAN_DIGITS}点點又分之负個个百佰成])[ \u3000]+(?=[{HAN_DIGITS}点點又分之個个成折余多几半])"
    r"|(?<=\d[万千百亿萬億])[ ]+(?=\d+[千百十万])|(?<=[分之])[ ]+(?=\d)|(?<=\d)[ ]+(?=分[ ]*之|[个個][ ]*百[ ]*分|\d[ ]*折)"
    r"|(?<=负)[ ]+(?=\d)|(?<=[百千万佰仟])[ ]+(?=分[ ]*之)|(?<=分)[ ]+(?=之|[点點])"
)
_BLANK = re.compile("[ \u3000]")
_SPELT = re.compile(r"(?<!\S)\S(?: \S){3,}")
_TEN = 10


class Span(NamedTuple):
    """A half-open range of code points in the text as given."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class When:
    """A period: first and last day as ISO dates (None where open or masked), its grain, and how it was printed."""

    start: str | None
    end: str | None
    grain: str
    instant: bool
    relative: int | None
    masked: bool

    def to_dict(self) -> dict[str, object]:
        """The fields by name, safe for JSON."""
        return {
            "start": self.start, "end": self.end, "grain": self.grain, "instant": self.instant, "relative": self.relative,
            "masked": self.masked,
        }


@dataclass(frozen=True, slots=True)
class Normalized:
    """One mention of a text.

    ``value`` is the exact printed number with its scale word, in ``unit`` (as printed, without the scale word); None for
    a pure interval, a label or a print that has no one reading. ``low`` and ``high`` bound what the print stands for
    under rounding and hedge; None is unbounded. ``canonical`` is the value in ``base_unit``. ``parts`` are the members
    of a composition. ``flaw`` names what is wrong with the print ("point", "grouping"), "" for nothing.
    """

    span: Span
    text: str
    kind: Kind
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str
    hedge: Hedge | None
    decimals: int
    canonical: Fraction | None
    base_unit: str
    parts: tuple[Fraction, ...] = ()
    period: When | None = None
    flaw: str = ""

    @property
    def start(self) -> int:
        """The first offset."""
        return self.span.start

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.span.end

    def to_dict(self) -> dict[str, object]:
        """The fields by name, safe for JSON: whole numbers as numbers, all others as exact strings ("5.2", "1/3")."""
        return {
            "start": self.span.start, "end": self.span.end, "text": self.text, "kind": self.kind.value,
            "value": exact(self.value), "low": exact(self.low), "high": exact(self.high), "unit": self.unit,
            "hedge": self.hedge.value if self.hedge is not None else None, "decimals": self.decimals,
            "canonical": exact(self.canonical), "base_unit": self.base_unit,
            "parts": [exact(part) for part in self.parts],
            "period": None if self.period is None else self.period.to_dict(), "flaw": self.flaw,
        }


def normalize(text: str, *, year: int | None = None) -> list[Normalized]:
    """The mentions of a text in order, none overlapping; offsets are into the text as given.

    ``year`` is the year that the text reports on: relative periods (去年, 上半年) are put into the calendar by it.
    """
    compact, kept = _compacted(text)
    return [_record(mention, text, kept, year) for mention in scan(compact)]


def exact(value: Fraction | None) -> int | str | None:
    """A number as JSON can hold it exactly: an int, a decimal string, or "n/d" where no decimal ends."""
    if value is None:
        return None
    if value.denominator == 1:
        return value.numerator
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * _TEN**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def _record(mention: Mention, text: str, kept: _Map, year: int | None) -> Normalized:
    values = mention.values
    span = Span(kept.original(mention.start), kept.original(mention.end - 1) + 1)
    base, factor = _base(mention)
    canonical = None if values.value is None else values.value * factor
    parts = tuple(part.value for part in mention.parts if part.value is not None) if mention.kind is Kind.COMPOSITION else ()
    return Normalized(
        span, text[span.start:span.end], mention.kind, values.value, values.low, values.high, mention.unit, mention.hedge,
        values.decimals, canonical, base, parts, _when(mention, year), mention.flaw,
    )


def _base(mention: Mention) -> tuple[str, Fraction]:
    """The base unit of a mention and the factor to it."""
    units = lexicon().units
    known = units.get(mention.unit)
    if known is not None:
        return known.base, known.factor
    above, slash, below = mention.unit.partition("/")
    if slash:
        plain = below if below in units else below.lstrip("十百千万亿")
        scale = _TEN ** SCALE_POWERS.get(below[:len(below) - len(plain)], 0)
        top, bottom = units.get(above), units.get(plain)
        if top is not None and bottom is not None:
            return f"{top.base}/{bottom.base}", top.factor / (bottom.factor * scale)
    return mention.unit, Fraction(1)


def _when(mention: Mention, year: int | None) -> When | None:
    period: Period | None = mention.period
    if period is None:
        return None
    if year is not None:
        period = resolved(mention.printed, period, year)
    return When(
        _iso(period.start), _iso(period.end), period.grain.value, period.instant, period.relative, period.masked,
    )


def _iso(day: tuple[int, int, int] | None) -> str | None:
    return None if day is None else f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"


class _Map:
    """Offsets of a text without some blanks, taken back to the text with them."""

    def __init__(self, starts: list[int], shifts: list[int]) -> None:
        self._starts = starts
        self._shifts = shifts

    def original(self, offset: int) -> int:
        """The offset in the text as given."""
        index = bisect_right(self._starts, offset) - 1
        return offset + (self._shifts[index] if index >= 0 else 0)


def _compacted(text: str) -> tuple[str, _Map]:
    """The text without the blanks that only justify or stand inside a number, and the map back."""
    if " " not in text and "\u3000" not in text:
        return text, _Map([], [])
    kept: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        content = line.rstrip("\r\n")
        cuts = _runs(content)
        kept.extend((position + first, position + last) for first, last in cuts)
        kept.append((position + len(content), position + len(line)))
        position += len(line)
    starts: list[int] = []
    shifts: list[int] = []
    taken: list[str] = []
    length = 0
    for first, last in kept:
        if last > first:
            starts.append(length)
            shifts.append(first - length)
            taken.append(text[first:last])
            length += last - first
    return "".join(taken), _Map(starts, shifts)


def _runs(line: str) -> list[tuple[int, int]]:
    """The ranges of a line between the blanks that stand inside a numeral."""
    if _BLANK.search(line) is None:
        return [(0, len(line))]
    gaps = {gap.span() for gap in _APART.finditer(line)}
    spelt = ((0, line),) if is_justified(line) else ((m.start(), m[0]) for m in _SPELT.finditer(line) if not m[0].isascii())
    for start, run in spelt:
        gaps.update((start + before[1], start + after[0]) for before, after in pairwise(pieces(run)))
    runs: list[tuple[int, int]] = []
    position = 0
    for first, last in sorted(gaps):
        if first >= position:
            runs.append((position, first))
            position = last
    runs.append((position, len(line)))
    return runs
