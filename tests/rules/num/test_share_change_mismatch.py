"""NUM014: what a share's change follows from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.share_change_mismatch import ShareChangeMismatch

PEOPLE = "年末常住人口438.39万人，下降0.7%。其中城镇人口227.74万人，增长1.3%。年末城镇化率为51.95%，比上年末{}个百分点。"
TAXES = "一般公共预算收入139.3亿元，增长20.9%。税收收入98.1亿元，增长22.5%，占一般公共预算收入比重70.4%，比上年{}个百分点。"


def verdicts(text: str) -> list[tuple[CheckKind, Verdict, str]]:
    return [(c.kind, c.verdict, c.reason) for c in checks_in(text, ShareChangeMismatch)]


@pytest.mark.parametrize("text", [PEOPLE.format("提高1.06"), TAXES.format("提高0.9")])
def test_agreeing_changes_are_counted(text):
    assert verdicts(text) == [(CheckKind.POINT_CHANGE, Verdict.CONSISTENT, "")]


@pytest.mark.parametrize(("text", "severity"), [
    (PEOPLE.format("提高1.60"), Severity.WARNING), (PEOPLE.format("下降1.06"), Severity.WARNING),
    (TAXES.format("下降0.9"), Severity.WARNING), (PEOPLE.format("提高1.26"), Severity.INFO),
])
def test_other_changes_are_found(text, severity):
    (found,) = lint_text(text, ShareChangeMismatch)
    assert found.severity is severity


def test_amounts_of_change_give_factors_too():
    text = (
        "年末常住人口294.26万人，比上年末增加2.79万人。其中，城镇人口247.70万人，比上年末增加4.76万人。"
        "城镇化率为84.18%，比上年末提高{}个百分点。"
    )
    assert verdicts(text.format("0.83"))[0][1] is Verdict.CONSISTENT
    assert verdicts(text.format("1.83"))[0][1] is Verdict.INCONSISTENT


@pytest.mark.parametrize("text", [
    "地区生产总值800亿元，增长6.0%。第三产业增加值420亿元，增长8.0%，占地区生产总值的比重为52.5%，比上年提高2.1个百分点。",
    "固定资产投资57.1亿元，下降6.5%。工业投资22.5亿元，增长6.1%，占固定资产投资的比重为39.4%，比上年提高1.8个百分点。",
])
def test_growth_at_constant_prices_proves_nothing(text):
    assert verdicts(text) == [(CheckKind.POINT_CHANGE, Verdict.SKIPPED, "price-basis")]


@pytest.mark.parametrize("text", [
    PEOPLE.format("提高1.60").replace("比上年末提高", "年均提高"), PEOPLE.format("提高1.60").replace("比上年末提高", "比2015年提高"),
    PEOPLE.format("提高1.60").replace("增长1.3%", "增长1%以上"), TAXES.format("下降0.9").replace("税收收入98.1亿元，增长22.5%，", "税收收入"),
])
def test_other_bases_and_hedges_are_left_alone(text):
    assert not list(lint_text(text, ShareChangeMismatch))


@settings(max_examples=60, deadline=None)
@given(st.integers(1000, 9000), st.integers(-90, 200), st.integers(-90, 200))
def test_rounding_never_makes_a_finding(share, part, whole):
    change = share / 100 * (1 - (1 + whole / 1000) / (1 + part / 1000))
    words = ["增长" if g >= 0 else "下降" for g in (part, whole)]
    text = (
        f"一般公共预算收入139.3亿元，{words[1]}{abs(whole) / 10}%。税收收入{words[0]}{abs(part) / 10}%，"
        f"占一般公共预算收入比重{share / 100:.2f}%，比上年{'提高' if change >= 0 else '下降'}{abs(change):.2f}个百分点。"
    )
    assert not list(lint_text(text, ShareChangeMismatch))
