"""NUM006: the growth of a whole from the values and growths of its parts."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.growth_of_parts import GrowthOfParts

WARNING, INFO = Severity.WARNING, Severity.INFO
REVENUE = "财政总收入4850万元，增长{}，其中：税收收入3700万元，增长12.1%，非税收入1150万元，增长25.4%。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, GrowthOfParts)]


@pytest.mark.parametrize(("text", "rate", "severity"), [
    (REVENUE.format("12.0%"), "12.0%", WARNING), (REVENUE.format("15.2%"), "15.2%", INFO), (REVENUE.format("14.7%"), "14.7%", WARNING),
    ("进出口总额8.60亿美元，增长9.0%。其中，出口总额5.20亿美元，增长12.4%；进口总额3.40亿美元，增长1.8%。", "9.0%", WARNING),
    ("社会消费品零售总额38.60亿元，增长9.8%，其中：商品零售32.10亿元，增长10.2%，餐饮收入6.50亿元，增长4.8%。", "9.8%", WARNING),
    ("一般公共预算收入12.36亿元，增长6.5%。其中：税收收入8.24亿元，增长10.3%；非税收入4.12亿元，下降5.6%。", "6.5%", WARNING),
    ("年末汽车保有量86400辆，增长7.0%，其中：私人汽车71250辆，增长11.2%，单位汽车15150辆，增长4.3%。", "7.0%", WARNING),
    ("一般公共预算收入86420万元，为预算的101.2%，增长7.8%。其中：税收收入64210万元，为预算的100.4%，增长8.2%；"
     "非税收入22210万元，为预算的103.6%，增长3.5%。", "7.8%", WARNING),
])
def test_growths_that_the_parts_do_not_give(text, rate, severity):
    assert found(text) == [(rate, severity)]


@pytest.mark.parametrize("text", [
    REVENUE.format("15.0%"), REVENUE.format("15%"), REVENUE.format("10%左右"),
    "进出口总额8.6亿美元，增长9%。其中，出口总额5.2亿美元，增长12%；进口总额3.4亿美元，增长2%。",
    "地区生产总值120.5亿元，增长8.4%。其中：第一产业增加值30.2亿元，增长4.1%；第二产业增加值48.1亿元，增长8.6%；第三产业增加值42.2亿元，增长7.9%。",
    "固定资产投资66.0亿元，增长12.2%，其中：工业投资30.0亿元，增长12.1%，基础设施投资36.0亿元，增长15.9%。",
    "税收收入8.24亿元，同口径增长9.9%，其中：增值税3.10亿元，增长10.3%，企业所得税5.14亿元，增长8.6%。",
    "财政总收入4850万元，增长10%，其中税收收入3700万元，增长12.1%，国内增值税1420万元，增长8.2%。",
    "财政总收入4850万元，增长10%，其中：税收收入3700万元，增长12.1%，非税收入1150万元。",
    "居民人均可支配收入21560元，增长8.9%，其中城镇28430元，增长7.6%，农村14210元，增长8.4%。",
    "财政总收入86420万元，增长6.9%，其中税收收入64210万元，两年平均增长2.4%，非税收入22210万元，两年平均增长1.5%。",
])
def test_growths_that_the_parts_give_and_what_cannot_be_derived(text):
    assert found(text) == []


def test_message():
    (diagnostic,) = lint_text(REVENUE.format("12.0%"), GrowthOfParts)
    assert diagnostic.message.zh == "按分项 3700万元（+12.1%）、1150万元（+25.4%） 推算，财政总收入的增速应为14.90%～15.08%，与“+12.0%”不符"
    assert diagnostic.message.en == (
        "by its parts 3700万元（+12.1%）、1150万元（+25.4%）, 财政总收入 grew by 14.90%～15.08%, not “+12.0%”"
    )


def test_a_growth_that_follows_is_in_the_ledger():
    (check,) = checks_in(REVENUE.format("15.0%"), GrowthOfParts)
    assert (check.kind, check.verdict) == (CheckKind.MEAN_BOUND, Verdict.CONSISTENT)
    assert [(o.role, o.text) for o in check.operands] == [
        ("whole", "4850"), ("part", "3700"), ("part", "1150"), ("growth", "15.0"), ("part_growth", "12.1"), ("part_growth", "25.4"),
    ]


former = st.integers(1000, 90000)
latter = st.integers(1000, 90000)


def sentence(new: list[int], old: list[int], decimals: int, off: Decimal = Decimal(0)) -> tuple[str, str]:
    """The sentence with its growths as rounding gives them, the whole's ``off`` points more; and the whole's as printed."""
    rates = [
        ((Decimal(after) / before - 1) * 100).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
        for after, before in zip((sum(new), *new), (sum(old), *old), strict=True)
    ]
    rates[0] += off
    tax, other = new
    whole, first, second = (f"下降{-rate}%" if rate < 0 else f"增长{abs(rate)}%" for rate in rates)
    text = f"财政总收入{sum(new)}万元，{whole}，其中：税收收入{tax}万元，{first}，非税收入{other}万元，{second}。"
    return text, whole[2:]


@given(st.tuples(latter, latter), st.tuples(former, former), st.integers(0, 2))
@settings(deadline=None)
def test_true_growths_are_never_wrong(new, old, decimals):
    assert found(sentence(list(new), list(old), decimals)[0]) == []


@given(st.tuples(latter, latter), st.tuples(former, former), st.integers(2, 90), st.sampled_from((-1, 1)))
@settings(deadline=None)
def test_a_growth_some_points_off_is_always_found(new, old, off, sign):
    if any(after > 3 * before or before > 3 * after for after, before in zip(new, old, strict=True)):
        return
    text, rate = sentence(list(new), list(old), 1, Decimal(off * sign))
    assert found(text) == [(rate, WARNING)]


@settings(deadline=None)
@given(st.text(st.sampled_from("财政总收入0123.亿元增长下降%其中：税收非，。；\n")))
def test_any_text(text):
    lint_text(text, GrowthOfParts)


@pytest.mark.parametrize("text", [
    "各项存款余额100亿元，比年初增长6.9%，其中境内存款60亿元，同比增长12.4%，境外存款40亿元，同比增长9.5%。",
    "社会消费品零售总额100亿元，增长6.9%，其中城镇60亿元，环比增长12.4%，农村40亿元，环比增长9.5%。",
])
def test_growths_over_different_bases_are_not_compared(text):
    (check,) = checks_in(text, GrowthOfParts)
    assert (check.verdict, check.reason, check.finding) == (Verdict.SKIPPED, "different-scope", None)


def test_parts_without_a_word_that_are_all_there_are():
    text = "一般公共预算收入86.24亿元，增长12.5%，税收收入60.12亿元，增长10.3%，非税收入26.12亿元，增长8.6%。"
    assert [text[d.place.span.start:d.place.span.end] for d in lint_text(text, GrowthOfParts)] == ["12.5%"]
