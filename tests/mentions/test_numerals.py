"""Printed numerals and their exact values."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from reportlint.mentions import numerals


@pytest.mark.parametrize(("printed", "value"), [
    ("十", 10), ("十二", 12), ("二十", 20), ("一百五", 150), ("一百零五", 105), ("三千五", 3500), ("两万五", 25000), ("三千五百万", 35_000_000),
    ("百万", 10**6), ("万亿", 10**12), ("一亿亿", 10**16), ("四万万", 4 * 10**8), ("廿一", 21), ("卅三", 33), ("壹佰贰拾叁", 123), ("二○○四", 2004),
    ("三点五亿", 350_000_000), ("负三点二", F("-3.2")), ("一千零十", 1010), ("十万零十", 100_010), ("四千万零六千", 40_006_000), ("千三", 1300),
    ("一百零一万零三千零十二", 1_013_012), ("半", F(1, 2)),
])
def test_chinese(printed, value):
    assert numerals.chinese(printed)[0] == value


@pytest.mark.parametrize("printed", ["", "点", "零点", "百十一", "十几", "两三", "一二", "三五百", "亿点", "十十十点"])
def test_what_is_not_one_number(printed):
    assert numerals.chinese(printed) is None


@pytest.mark.parametrize(("printed", "low", "high"), [
    ("两三", 2, 3), ("二三十", 20, 30), ("三五百", 300, 500), ("十五六", 15, 16), ("八百五六十", 850, 860), ("几十", 20, 90), ("二十几万", 210_000, 290_000),
])
def test_alternatives(printed, low, high):
    assert numerals.alternatives(printed) == (low, high)


@pytest.mark.parametrize(("printed", "value"), [("3亿5000万", 350_000_000), ("5亿1万4千6百", 500_014_600), ("1万600", 10600), ("3千5百万", 35_000_000)])
def test_mixed(printed, value):
    assert numerals.mixed(printed) == value


@pytest.mark.parametrize(("printed", "value"), [("四分之三", F(3, 4)), ("九又四分之三", F(39, 4)), ("100分之57", F(57, 100)), ("-1/3", F(-1, 3))])
def test_fractions(printed, value):
    assert numerals.fraction(printed) == value
