"""Units: the pint definitions and the scanner's table say the same, conversions are exact, settings extend them."""

from __future__ import annotations

from fractions import Fraction

import pytest

import reportlint
from reportlint.mentions import lexicon as words
from reportlint.mentions import units
from reportlint.mentions.lexicon import lexicon
from reportlint.mentions.units import UnitError, convert, extend_units

VALUE = Fraction(7, 3)


def test_both_tables_agree():
    wrong = [u.text for u in lexicon().units.values() if convert(VALUE, u.text, u.base) != VALUE * u.factor]
    assert wrong == []


@pytest.mark.parametrize(("value", "unit", "to", "expected"), [
    (3, "亩", "平方米", 2000), (3, "万亩", "平方公里", 20), (5, "亿元", "万元", 50000), (30, "%", "‰", 300), (2, "斤", "千克", 1), (1, "公里", "里", 2),
    (5, "元/人", "万元/万人", 5), (1, "TEU", "标准箱", 1), (3, "㎡", "亩", Fraction(9, 2000)),
])
def test_conversions_are_exact(value, unit, to, expected):
    assert convert(Fraction(value), unit, to) == expected


@pytest.mark.parametrize(("unit", "to"), [("%", "个百分点"), ("家", "户"), ("元", "美元"), ("亩", "千克"), ("人", "人次"), ("亩", "没有这个单位")])
def test_other_dimensions_fail_clearly(unit, to):
    with pytest.raises(UnitError, match=to):
        convert(Fraction(1), unit, to)


@pytest.fixture
def _restored():
    yield
    words.EXTENSIONS.clear()
    units._extensions.clear()
    lexicon.cache_clear()
    units._registry.cache_clear()


@pytest.mark.usefixtures("_restored")
def test_settings_extend_the_units():
    extend_units(["标准亩 = 1.2 * 亩", "菇棒 = [菇棒]"])
    assert convert(Fraction(5), "标准亩", "亩") == 6
    assert [(m.value, m.unit, m.canonical) for m in reportlint.normalize("种植5标准亩、3万菇棒")] == [(5, "标准亩", 4000), (30000, "菇棒", 30000)]


@pytest.mark.parametrize("definition", ["没有等号", "a = 3 * 没有这个单位", "= 3 * 亩"])
def test_bad_definitions_are_refused(definition):
    with pytest.raises(UnitError):
        extend_units([definition])
