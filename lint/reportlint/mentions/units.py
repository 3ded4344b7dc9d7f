"""Conversion between printed units, exact, by the definitions in ``data/units.txt``.

This is the only module that knows pint. The registry is made once and only when a conversion is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from reportlint import patterns as re
from reportlint.mentions import lexicon as words
from reportlint.mentions.lexicon import Unit, lexicon
from reportlint.mentions.model import Kind

_DEFINITIONS = Path(__file__).with_name("data") / "units.txt"
_EXTENSION = re.compile(r"\s*(?P<name>[^\s=]+)\s*=\s*(?:(?P<factor>\d+(?:\.\d+)?(?:\s*/\s*\d+)?)\s*\*\s*)?(?P<unit>[^\s=\[\]*]+|\[[^\]]*\])\s*\Z")
_EXPRESSIONS = {"%": "百分比", "‰": "千分比", "℃": "摄氏度", "℉": "华氏度", "°": "角度", "K": "开尔文"}
_extensions: list[str] = []


class UnitError(ValueError):
    """A unit that is not defined, a definition that cannot be read, or two units of different dimensions."""


def convert(value: Fraction, unit: str, to: str) -> Fraction:
    """The value in another unit, exact; scale words may precede either (万亩, 亿元/万人).

    Raises :class:`UnitError` where a unit is unknown or the dimensions differ.
    """
    import pint

    registry = _registry()
    expression, factor = _expression(unit)
    target, divisor = _expression(to)
    try:
        found = registry.Quantity(Fraction(value) * factor, expression).to(target)
    except pint.errors.DimensionalityError as error:
        raise UnitError(f"{unit} 不能换算成 {to} (cannot convert {unit} to {to}: different dimensions)") from error
    except (pint.errors.UndefinedUnitError, pint.errors.DefinitionSyntaxError, AttributeError, SyntaxError, TypeError, ValueError) as error:
        raise UnitError(f"不认识的单位：{unit} → {to} (unknown unit)") from error
    return Fraction(found.magnitude) / divisor


def extend_units(definitions: Iterable[str]) -> None:
    """Adds units, one definition each in pint's format: ``"标准亩 = 1.2 * 亩"``, or ``"菇棒 = [菇棒]"`` for a new count.

    The scanner reads them as units from then on. Raises :class:`UnitError` for a definition that cannot be read.
    """
    table = dict(lexicon().units)
    added: list[Unit] = []
    lines: list[str] = []
    for definition in definitions:
        match = _EXTENSION.match(definition)
        if match is None:
            raise UnitError(f"读不懂的单位定义：{definition} (cannot read this definition of a unit)")
        name, factor = match["name"], Fraction((match["factor"] or "1").replace(" ", ""))
        if match["unit"].startswith("["):
            unit = Unit(name, Kind.COUNT, f"count:{name}", name, Fraction(1), True)
        else:
            known = table.get(match["unit"])
            if known is None:
                raise UnitError(f"不认识的单位：{match['unit']} (unknown unit)")
            unit = Unit(name, known.kind, known.dimension, known.base, known.factor * factor, True)
        table[name] = unit
        added.append(unit)
        lines.append(definition.strip())
    words.EXTENSIONS.extend(added)
    _extensions.extend(lines)
    lexicon.cache_clear()
    _registry.cache_clear()


def _expression(unit: str) -> tuple[str, Fraction]:
    """What pint is to read for a printed unit, and the factor for one that has no name there."""
    above, slash, below = unit.partition("/")
    if slash:
        whole = lexicon().units.get(unit)
        if whole is not None and whole.base != unit:
            expression, factor = _expression(whole.base)
            return expression, factor * whole.factor
        top, factor = _expression(above)
        bottom, divisor = _expression(below)
        return f"({top})/({bottom})", factor / divisor
    if unit in _EXPRESSIONS:
        return _EXPRESSIONS[unit], Fraction(1)
    known = lexicon().units.get(unit)
    if known is not None and (not unit.isidentifier() or (not unit.isascii() and unit != known.base and not _is_plain(unit))):
        if known.base == unit:
            return "dimensionless", Fraction(1)
        return _EXPRESSIONS.get(known.base, known.base), known.factor
    return unit, Fraction(1)


def _is_plain(unit: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" or c.isascii() for c in unit)


@cache
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(None, non_int_type=Fraction)
    for line in (*_DEFINITIONS.read_text("utf-8").splitlines(), *_extensions):
        definition = line.partition("#")[0].strip()
        if definition:
            registry.define(definition)
    return registry
