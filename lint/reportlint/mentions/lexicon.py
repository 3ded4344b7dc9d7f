"""The words that the scanner knows: units, hedges, labels; read from the data files once, at first use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from reportlint.mentions.model import Hedge, Kind

_DATA = Path(__file__).with_name("data")
_KINDS = {"money": Kind.MONEY, "count": Kind.COUNT, "measure": Kind.MEASURE}

RATES: Mapping[str, Kind] = {
    "%": Kind.PERCENT, "％": Kind.PERCENT, "﹪": Kind.PERCENT, "‰": Kind.PER_MILLE, "个百分点": Kind.PERCENTAGE_POINT,
    "百分点": Kind.PERCENTAGE_POINT, "个百份点": Kind.PERCENTAGE_POINT, "个千分点": Kind.PER_MILLE, "个基点": Kind.BASIS_POINT,
    "基点": Kind.BASIS_POINT, "个bp": Kind.BASIS_POINT, "BP": Kind.BASIS_POINT, "bp": Kind.BASIS_POINT, "倍": Kind.MULTIPLE,
}


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
    """Units by their text and by first character (longest first), hedges by the character next to the number."""

    units: Mapping[str, Unit]
    by_first: Mapping[str, tuple[str, ...]]
    hedges_before: Mapping[str, tuple[tuple[str, Hedge], ...]]
    hedges_after: Mapping[str, tuple[tuple[str, Hedge], ...]]
    labels_after: tuple[str, ...]
    stop: Mapping[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """The built-in lexicon."""
    units = {unit.text: unit for unit in _units()}
    words = tomllib.loads((_DATA / "words.toml").read_text("utf-8"))
    return Lexicon(
        units=units,
        by_first=_grouped([*units, *RATES], 0),
        hedges_before=_hedges(words["hedge_before"], -1),
        hedges_after=_hedges(words["hedge_after"], 0),
        labels_after=tuple(sorted(words["labels"]["after"], key=len, reverse=True)),
        stop=_grouped(words["labels"]["stop"], 0),
    )


def _units() -> Iterable[Unit]:
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
