"""NUM008: an average lies between the averages of its groups."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.average_out_of_bounds import AverageOutOfBounds

INCOME = "居民人均可支配收入{}元，增长8.9%。按常住地分，城镇居民人均可支配收入{}元，增长7.6%；农村居民人均可支配收入{}元，增长8.4%。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, AverageOutOfBounds)]


@pytest.mark.parametrize(("text", "average"), [
    (INCOME.format(12560, 28430, 14210), "12560元"), (INCOME.format(31560, 28430, 14210), "31560元"),
    ("全体居民人均可支配收入30560元。城镇居民人均可支配收入28430元；农村居民人均可支配收入14210元。", "30560元"),
    ("居民人均可支配收入12560元，其中城镇居民28430元，农村居民14210元。", "12560元"),
    ("居民人均消费支出9120元，其中：城镇18640元，农村10250元。", "9120元"),
    ("居民人均消费支出9120元。城镇居民人均消费支出18640元，农村居民人均消费支出10250元。", "9120元"),
    ("城镇居民人均可支配收入达到32640元，农村居民人均可支配收入达到16820元，居民人均可支配收入达到35210元。", "35210元"),
    ("全年居民人均可支配收入41250元，比上年增长5.4%。\n城镇居民人均可支配收入38260元。农村居民人均可支配收入21430元。", "41250元"),
])
def test_averages_outside_their_groups(text, average):
    assert found(text) == [(average, Severity.ERROR)]


@pytest.mark.parametrize("text", [
    INCOME.format(21560, 28430, 14210), INCOME.format(28430, 28430, 14210), INCOME.format("1.4万", 28430, 14210),
    "居民人均消费支出14860元，增长6.3%。城镇居民人均消费支出18640元，农村居民人均消费支出10250元。",
    "2015年居民人均可支配收入12560元。2023年城镇居民人均可支配收入28430元，农村居民人均可支配收入14210元。",
    "全市居民人均可支配收入25000元。市区居民人均可支配收入32560元，其中城镇居民人均可支配收入28430元，农村居民人均可支配收入14210元。",
    "市区居民人均可支配收入32560元，其中城镇居民28430元，农村居民14210元。",
    "“十三五”末居民人均可支配收入13600元，城镇居民人均可支配收入28430元，农村居民人均可支配收入14210元。",
    "五年前居民人均可支配收入13600元，城镇居民人均可支配收入28430元，农村居民人均可支配收入14210元。",
    "居民人均可支配收入21560元，其中城镇居民28430元，农村居民14210元。", "居民人均可支配收入21560元，其中工资性收入12430元，转移净收入4210元。",
    "上半年居民人均可支配收入10560元。全年城镇居民人均可支配收入28430元，农村居民人均可支配收入14210元。",
    "居民人均可支配收入比上年增加1960元，城镇居民人均可支配收入增加1830元，农村居民人均可支配收入增加1210元。",
    "居民人均可支配收入中位数12560元。城镇居民人均可支配收入28430元，农村居民人均可支配收入14210元。",
    "居民人均可支配收入21560元，农村居民人均可支配收入24210元。",
    "居民人均可支配收入增长8.9%，城镇居民人均可支配收入增长7.6%，农村居民人均可支配收入增长8.4%。",
])
def test_averages_inside_and_what_is_none(text):
    assert found(text) == []


def test_message():
    (diagnostic,) = lint_text(INCOME.format(12560, 28430, 14210), AverageOutOfBounds)
    assert diagnostic.message.zh == "居民人均可支配收入12560元是各组（28430元、14210元）的平均，却不在它们之间"
    assert diagnostic.message.en == "居民人均可支配收入 12560元 is an average of its groups (28430元、14210元), but lies outside them"
    assert [place.message.zh for place in diagnostic.related if place.message] == ["分组", "分组"]


def test_an_average_inside_is_in_the_ledger():
    (check,) = checks_in(INCOME.format(21560, 28430, 14210), AverageOutOfBounds)
    assert (check.kind, check.verdict) == (CheckKind.MEAN_BOUND, Verdict.CONSISTENT)
    assert [(o.role, o.text) for o in check.operands] == [("whole", "21560"), ("part", "28430"), ("part", "14210")]


incomes = st.integers(4001, 90000)


@given(incomes, incomes, st.integers(0, 100))
@settings(deadline=None)
def test_a_mean_is_never_wrong(town, country, urban):
    assert found(INCOME.format((town * urban + country * (100 - urban)) // 100, town, country)) == []


@given(incomes, incomes, st.integers(2, 3000), st.booleans())
@settings(deadline=None)
def test_a_value_outside_is_always_found(town, country, off, above):
    average = max(town, country) + off if above else min(town, country) - off
    assert found(INCOME.format(average, town, country)) == [(f"{average}元", Severity.ERROR)]


@settings(deadline=None)
@given(st.text(st.sampled_from("城镇农村居民人均可支配收入0123.万元，。；\n")))
def test_any_text(text):
    lint_text(text, AverageOutOfBounds)
