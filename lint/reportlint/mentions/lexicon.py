"""The words that the scanner knows: units, hedges, labels; read from the data files once, at first use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.mentions.model import Hedge, Kind
from reportlint.mentions.trie import pattern_of
from reportlint.records import dataclass

_DATA = Path(__file__).with_name("data")
_KINDS = {"money": Kind.MONEY, "count": Kind.COUNT, "measure": Kind.MEASURE}

RATES: Mapping[str, Kind] = {
    "%": Kind.PERCENT, "％": Kind.PERCENT, "﹪": Kind.PERCENT, "‰": Kind.PER_MILLE, "个百分点": Kind.PERCENTAGE_POINT,
    "百分点": Kind.PERCENTAGE_POINT, "个百份点": Kind.PERCENTAGE_POINT, "个千分点": Kind.PER_MILLE, "个基点": Kind.BASIS_POINT,
    "基点": Kind.BASIS_POINT, "个bp": Kind.BASIS_POINT, "BP": Kind.BASIS_POINT, "bp": Kind.BASIS_POINT, "倍": Kind.MULTIPLE,
    "成": Kind.TENTHS, "折": Kind.TENTHS, "番": Kind.DOUBLING,
}
"""Units of rates and the kind that each makes."""

EXTENSIONS: list[Unit] = []
"""Units from the settings, added by :func:`reportlint.mentions.units.extend_units`."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: its kind, dimension, and the exact factor to the dimension's base unit."""

    text: str
    kind: Kind
    dimension: str
    base: str
    factor: Fraction
    chinese: bool
    """Whether it may follow a Chinese numeral."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Units by their text, hedges by the character next to the number, and the patterns that find words at a place.

    ``tail`` finds the longest unit, rate or label behind a number; ``kinds`` tells which it is.
    """

    units: Mapping[str, Unit]
    kinds: Mapping[str, Kind]
    tail: re.Pattern[str]
    hedges_before: Mapping[str, tuple[tuple[str, Hedge], ...]]
    hedges_after: Mapping[str, tuple[tuple[str, Hedge], ...]]
    stop: re.Pattern[str]
    counted: re.Pattern[str]
    currencies: Mapping[str, str]
    currency: re.Pattern[str]
    ranked: frozenset[str]
    decimal_labels: frozenset[str]
    not_unit: Mapping[str, str]
    before_one: frozenset[str]
    before_digit: frozenset[str]
    place_units: frozenset[str]
    place_tails: frozenset[str]
    tenths_not: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The built-in lexicon."""
    import tomllib

    units = {unit.text: unit for unit in (*_units(), *EXTENSIONS)}
    words = tomllib.loads((_DATA / "words.toml").read_text("utf-8"))
    stop = words["stop"]
    labels: dict[str, Kind] = dict.fromkeys(words["labels"]["after"], Kind.LABEL)
    kinds = {**labels, **{text: unit.kind for text, unit in units.items()}, **RATES}
    currencies: dict[str, str] = words["currency"]
    signs = "|".join(re.escape(sign) for sign in sorted(currencies, key=len, reverse=True))
    return Lexicon(
        units=units,
        kinds=kinds,
        tail=re.compile(pattern_of(kinds)),
        hedges_before=_hedges(words["hedge_before"], -1),
        hedges_after=_hedges(words["hedge_after"], 0),
        stop=re.compile(pattern_of(stop["words"])),
        counted=re.compile(pattern_of(stop["counted"])),
        currencies=currencies,
        currency=re.compile(rf"(?:{signs})[ ]{{0,2}}\Z"),
        ranked=frozenset(words["labels"]["ranked"]),
        decimal_labels=frozenset(words["labels"]["decimal"]),
        not_unit=words["not_unit"],
        before_one=frozenset(stop["before_one"]),
        before_digit=frozenset(stop["before_digit"]),
        place_units=frozenset(stop["place_units"]),
        place_tails=frozenset(stop["place_tails"]),
        tenths_not=frozenset(stop["tenths_not"]),
    )


def _units() -> Iterable[Unit]:
    import tomllib

    for dimension, table in tomllib.loads((_DATA / "units.toml").read_text("utf-8")).items():
        kind = _KINDS[table.pop("kind")]
        for text in table.pop("words", ()):
            yield Unit(text, kind, f"count:{text}", text, Fraction(1), True)
        for text in table.pop("arabic", ()):
            yield Unit(text, kind, f"count:{text}", text, Fraction(1), False)
        for text, definition in table.items():
            factor, _, base = definition.partition(" ")
            yield Unit(text, kind, dimension, base, Fraction(factor), True)


def _grouped(words: Iterable[str], index: int) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[index], []).append(word)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in groups.items()}


def _hedges(table: Mapping[str, list[str]], index: int) -> dict[str, tuple[tuple[str, Hedge], ...]]:
    of = {word: Hedge(name) for name, words in table.items() for word in words}
    return {
        first: tuple((word, of[word]) for word in group) for first, group in _grouped(of, index).items()
    }
