"""NUM016: average growths over years."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.average_growth_mismatch import AverageGrowthMismatch

VALUES = "{}从{}的203.2亿元增长至{}的226.6亿元，年均增长{}。"
TOTAL = "2007年，财政总收入达到6.6亿元，比2002年增长{}，年均增长{}。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, AverageGrowthMismatch)]


def verdicts(text: str) -> list[tuple[Verdict, str]]:
    return [(c.verdict, c.reason) for c in checks_in(text, AverageGrowthMismatch)]


@pytest.mark.parametrize("text", [
    VALUES.format("税收收入", "2020年", "2025年", "2.2%"), VALUES.format("税收收入", "2019年", "2023年", "2.8%"), TOTAL.format("65.5%", "10.6%"),
    VALUES.format("税收收入", "2020年", "2025年", "超过2%"), "五年来，财政总收入从4.37亿元增长到6.89亿元，年均增长9.5%。",
    "从业人员由2018年的3.20万人减少到2023年的2.41万人，年均下降5.5%。", VALUES.format("地区生产总值", "2020年", "2025年", "2.2%"),
    "五年来，财政总收入44.9亿元，比2011年增长84.5%，年均增长13%。",
])
def test_averages_that_agree(text):
    assert verdicts(text) == [(Verdict.CONSISTENT, "")]


@pytest.mark.parametrize(("text", "rate", "severity"), [
    (VALUES.format("税收收入", "2020年", "2025年", "4.8%"), "4.8%", Severity.WARNING), (VALUES.format("税收收入", "2020年", "2025年", "2.4%"), "2.4%", Severity.INFO),
    (TOTAL.format("65.5%", "13.1%"), "13.1%", Severity.ERROR), (TOTAL.format("65.5%", "11.2%"), "11.2%", Severity.WARNING),
    (VALUES.format("税收收入", "2020年", "2025年", "超过5%"), "5%", Severity.WARNING),
])
def test_averages_that_do_not(text, rate, severity):
    assert [(printed.removeprefix("超过"), s) for printed, s in found(text)] == [(rate, severity)]


@pytest.mark.parametrize(("text", "reason"), [
    (VALUES.format("地区生产总值", "2020年", "2025年", "5.8%"), "constant-price"), ("财政总收入从4.37亿元增长到6.89亿元，年均增长3.5%。", "years-not-said"),
    (VALUES.format("税收收入", "2021年", "2025年", "4.8%"), "several-bases"),
    ("人均消费由2018年的3175元提高到2023年的4288元，扣除价格上涨因素，年均提高4.3%。", "constant-price"),
])
def test_averages_that_are_not_judged(text, reason):
    assert verdicts(text) == [(Verdict.SKIPPED, reason)]


def test_what_has_no_average_or_no_base():
    for text in ("财政总收入从4.37亿元增长到6.89亿元，增长57.7%。", "财政总收入6.89亿元，年均增长9.5%。", "2025年财政总收入6.89亿元，比2024年增长9.5%，年均增长8.1%。"):
        assert verdicts(text) == []


def test_the_message_says_how_it_is_counted():
    (finding,) = lint_text(VALUES.format("税收收入", "2020年", "2024年", "2.2%"), AverageGrowthMismatch)
    assert finding.message.zh == "税收收入4年间由203.2亿元到226.6亿元，年均增长2.75%～2.77%，与“2.2%”不符；若按5年计算则相符"
    assert finding.message.en == "税收收入: from 203.2亿元 to 226.6亿元 in 4 years is 2.75%～2.77% a year, not “2.2%”; over 5 years it would agree"


def test_the_ledger_has_all_numbers():
    (check,) = checks_in(TOTAL.format("65.5%", "10.6%"), AverageGrowthMismatch)
    assert (check.kind, [o.text for o in check.operands]) == (CheckKind.AVERAGE_GROWTH, ["10.6", "65.5"])


@settings(max_examples=80, deadline=None)
@given(st.integers(1000, 99999), st.integers(-60, 300), st.integers(2, 12))
def test_rounding_never_makes_a_finding(base, permille, years):
    """A value that grows at a rate of some per mille a year, printed with one decimal of a per cent."""
    current = round(base * (1 + permille / 1000) ** years)
    average = 100 * ((current / base) ** (1 / years) - 1)
    word = "增长" if average >= 0 else "下降"
    text = f"从业人员由{2024 - years}年的{base}人变为2024年的{current}人，增至{current}人，年均{word}{abs(average):.1f}%。"
    assert found(text) == []
    text = f"从业人员由{2024 - years}年的{base}人增加到2024年的{current}人，年均{word}{abs(average):.1f}%。"
    assert found(text) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("由从2020年财政收入3.5亿元增长到，年均%比。")))
def test_any_text(text):
    lint_text(text, AverageGrowthMismatch)
