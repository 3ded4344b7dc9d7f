"""FACT001: one fact, two values."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.fact.conflicting_values import ConflictingValues

COMMUNIQUE = "青禾县2023年国民经济和社会发展统计公报\n一、综合\n"
TWICE = "2023年全县财政总收入{}。\n2023年，全县财政总收入{}，实现了预期目标。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, ConflictingValues)]


@pytest.mark.parametrize(("text", "value"), [
    (TWICE.format("48652万元", "46852万元"), "46852万元"), (TWICE.format("48652万元", "48657万元"), "48657万元"),
    (TWICE.format("12.36亿元", "123.6亿元"), "123.6亿元"), (TWICE.format("4.8652亿元", "4.8652万元"), "4.8652万元"),
    ("2023年全县粮食产量18.62万吨。\n二、农业\n2023年粮食产量达到16.82万吨。", "16.82万吨"),
    (TWICE.format("48652万元", "48653万元"), "48653万元"),
    (COMMUNIQUE + "固定资产投资（不含农户）增长8.2%。\n五、投资\n全年固定资产投资（不含农户）增长8.9%。", "8.9%"),
    ("2023年末金融机构人民币各项存款余额286.42亿元。\n2023年末人民币存款余额268.42亿元。", "268.42亿元"),
    ("2023年末常住人口326400人。\n2023年末全县常住人口324600人。", "324600人"),
    (COMMUNIQUE + "全年地区生产总值120.54亿元，增长6.2%。\n二、农业\n全年地区生产总值102.54亿元。", "102.54亿元"),
    (COMMUNIQUE + "社会消费品零售总额38.62亿元，增长6.2%。\n四、国内贸易\n全年社会消费品零售总额38.62亿元，增长2.6%。", "2.6%"),
])
def test_conflicts(text, value):
    assert found(text) == [(value, Severity.WARNING)]


@pytest.mark.parametrize("text", [
    TWICE.format("48652万元", "48652万元"), TWICE.format("48652万元", "4.87亿元"), TWICE.format("约5亿元", "4.865亿元"),
    TWICE.format("48652万元", "31274万元"), "2022年全县财政总收入46852万元。\n2023年全县财政总收入48652万元。",
    "2023年1-6月财政总收入46852万元。\n2023年全县财政总收入48652万元。", "2023年全县财政总收入48652万元。\n2023年县本级财政总收入46852万元。",
    "2023年全县财政总收入48652万元。\n2024年全县财政总收入目标为46852万元。", "2023年规模以上工业增加值42.16亿元。\n2023年工业增加值41.26亿元。",
    COMMUNIQUE + "固定资产投资增长8.2%。\n五、投资\n全年固定资产投资（不含农户）增长8.9%。",
    COMMUNIQUE + "固定资产投资286.42亿元，增长8.2%。\n五、投资\n全年固定资产投资（不含农户）268.42亿元，增长8.9%。",
    "2023年全县财政总收入48652万元。\n2023年全县财政总收入（含上划收入）46852万元。",
    "2023年全县财政总收入（按原口径）48652万元。\n2023年全县财政总收入46852万元。",
    "2023年末金融机构各项存款余额286.42亿元。\n2023年末金融机构人民币存款余额268.42亿元。",
    "2023年末本外币贷款余额286.42亿元。\n2023年末人民币贷款余额268.42亿元。",
    "2023年户籍人口326400人。\n2023年常住人口324600人。", "2023年青禾镇完成财政总收入1236万元。\n2023年白水镇完成财政总收入1326万元。",
    "2023年预算安排一般公共预算收入12.36亿元。\n2023年完成一般公共预算收入13.26亿元。",
])
def test_agreements_and_other_facts(text):
    assert found(text) == []


def test_messages():
    (diagnostic,) = lint_text(TWICE.format("48652万元", "46852万元"), ConflictingValues)
    assert diagnostic.message.zh == "财政总收入前文为48652万元，此处为46852万元"
    assert diagnostic.message.en == "财政总收入 is 48652万元 earlier in the text and 46852万元 here"
    assert [place.message.zh for place in diagnostic.related if place.message] == ["前文：48652万元"]


def test_the_ledger_tells_what_agrees_and_what_may_be_another_scope():
    (check,) = checks_in(TWICE.format("48652万元", "4.87亿元"), ConflictingValues)
    assert (check.kind, check.verdict) == (CheckKind.EQUAL_MENTION, Verdict.CONSISTENT)
    assert [(o.role, o.text, o.unit) for o in check.operands] == [("mention", "4.87", "亿元"), ("mention", "48652", "万元")]
    (check,) = checks_in(TWICE.format("48652万元", "31274万元"), ConflictingValues)
    assert (check.verdict, check.reason) == (Verdict.SKIPPED, "different-scope")


@given(st.integers(1000, 99999999), st.integers(0, 4))
@settings(deadline=None)
def test_two_prints_of_one_value_are_never_a_conflict(value, decimals):
    rounded = (Decimal(value) / 10000).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    if rounded:
        assert found(TWICE.format(f"{value}万元", f"{rounded}亿元")) == []


@given(st.integers(10000, 999999), st.data())
@settings(deadline=None)
def test_one_wrong_digit_is_always_found(value, data):
    printed = str(value)
    at = data.draw(st.integers(1, len(printed) - 2))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != printed[at]]))
    wrong = printed[:at] + digit + printed[at + 1:]
    assert found(TWICE.format(f"{value}万元", f"{wrong}万元")) == [(f"{wrong}万元", Severity.WARNING)]


@settings(deadline=None)
@given(st.text(st.sampled_from("2023年全县财政总收入0123.亿万元增长%，。\n")))
def test_any_text(text):
    lint_text(text, ConflictingValues)
