"""Intervals, slips of the pen, partitions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.facts import Interval, disjoint_among, is_partition, repairs, slips

FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Fraction]:
    """An interval and a value inside it."""
    low, value, high = sorted(draw(st.tuples(FRACTIONS, FRACTIONS, FRACTIONS)))
    return Interval(low, high), value


@given(intervals(), intervals())
def test_results_hold_what_the_values_give(first, second):
    (a, x), (b, y) = first, second
    for result, value in ((a + b, x + y), (a - b, x - y), (-a, -x)):
        assert result.low <= value <= result.high
    quotient = a.over(b)
    if quotient is not None and y:
        assert (quotient.low is None or quotient.low <= x / y)
        assert (quotient.high is None or x / y <= quotient.high)
    assert a.overlaps(b) == b.overlaps(a) == (a.distance(b) == 0)


@given(st.from_regex(r"[1-9]\d{1,4}(\.\d{1,2})?", fullmatch=True))
def test_slips_go_both_ways(printed):
    for text, difference in slips(printed):
        assert len(text) == len(printed)
        assert text != printed
        assert Fraction(text) - Fraction(printed) == difference
        assert printed in {back for back, _ in slips(text)} or text[0] == "0" or printed[0] == "0"


@pytest.mark.parametrize(("numbers", "meant"), [
    ([("45.7", 1), ("31.5", -1), ("12.2", -1)], None), ([("47.3", 1), ("31.5", -1), ("12.2", -1)], (0, "43.7")),
    ([("43.7", 1), ("35.1", -1), ("12.2", -1)], (1, "31.5")), ([("43.7", 1), ("31.5", -1), ("1.22", -1)], (2, "12.2")),
])
def test_one_slip_repairs_a_sum(numbers, meant):
    gap = sum((Fraction(text) * sign for text, sign in numbers), Fraction(0))
    found = repairs(gap, Fraction(1, 100), [(text, Fraction(1), sign) for text, sign in numbers])
    assert (meant in found) if meant is not None else all(index != 1 or text != "31.5" for index, text in found)


@pytest.mark.parametrize(("names", "whole", "complete"), [
    (["第一产业增加值", "第二产业增加值", "第三产业增加值"], "地区生产总值", True), (["第一产业增加值", "第二产业增加值"], "地区生产总值", False),
    (["城镇人口", "乡村人口"], "常住人口", True), (["税收收入", "非税收入"], "一般公共预算收入", True), (["税收收入", "专项收入"], "", False),
    (["第一产业用电", "第二产业用电", "第三产业用电"], "全社会用电量", False), (["金牌", "银牌", "铜牌"], "奖牌", True),
])
def test_partitions(names, whole, complete):
    assert is_partition(names, whole) is complete


def test_classes_that_never_overlap():
    assert disjoint_among(["教育支出", "民生支出", "农林水支出"]) == [0, 2]
    assert disjoint_among(["教育支出", "民生支出"]) == []
    assert disjoint_among(["小麦面积", "玉米面积", "小麦种子"]) == [0, 1]
