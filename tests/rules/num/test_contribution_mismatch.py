"""NUM018: points that parts pull a growth by, and their contributions to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.contribution_mismatch import ContributionMismatch

OUTPUT = "全年地区生产总值增长{}。三次产业对经济增长的贡献率分别为10.8%、37.1%和52.1%，分别拉动GDP增长{}个百分点。"
MINING = "规模以上工业增加值增长12.9%。采矿业{}，占规模以上工业增加值的43.7%，拉动规模以上工业增加值{}个百分点。"
VALUES = "工业总产值486.6亿元，增长3.9%。高技术制造业产值188.8亿元，增长5.5%，对工业总产值增长的贡献率达{}。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, ContributionMismatch)]


def verdicts(text: str) -> list[tuple[CheckKind, Verdict]]:
    return [(c.kind, c.verdict) for c in checks_in(text, ContributionMismatch)]


@pytest.mark.parametrize("points", ["0.6、2.2和3.1", "0.6个、2.2个、3.1"])
def test_pulls_that_agree(points):
    agreed = Verdict.CONSISTENT
    assert verdicts(OUTPUT.format("5.9%", points)) == [(CheckKind.RATE_SUM, agreed), *[(CheckKind.CONTRIBUTION, agreed)] * 3]


@pytest.mark.parametrize("text", [
    MINING.format("增长13.9%", "增长5.7"), MINING.format("增长13.9%", "增速6.2"), MINING.format("下降3.9%", "下降2.0"),
    VALUES.format("53.3%"), "全州地区生产总值增长5.4%。青禾县地区生产总值77亿元，增长4.2%，占比28.3%，拉动全州经济增长1.2个百分点。",
])
def test_shares_and_values_that_agree(text):
    assert verdicts(text) == [(CheckKind.CONTRIBUTION, Verdict.CONSISTENT)]


@pytest.mark.parametrize(("text", "numbers"), [
    (OUTPUT.format("5.9%", "0.6、2.2和3.9"), ["5.9%", "3.9个百分点"]), (OUTPUT.format("6.9%", "0.6、2.2和3.1"), ["6.9%", "2.2", "3.1个百分点"]),
    (MINING.format("增长13.9%", "增长7.5"), ["7.5个百分点"]), (MINING.format("下降13.9%", "增长5.7"), ["5.7个百分点"]), (VALUES.format("35.3%"), ["35.3%"]),
])
def test_contributions_that_do_not(text, numbers):
    assert [number for number, severity in found(text) if severity is Severity.WARNING] == numbers


@pytest.mark.parametrize("text", [
    "采矿业增长13.9%，占规模以上工业增加值的43.7%，拉动规模以上工业增加值增长7.5个百分点。", MINING.format("增长13.9%", "增长6.7"), VALUES.format("58.3%"),
    "全年地区生产总值增长5.9%。三次产业拉动经济增长3.9个百分点。", "投资拉动经济增长2.1个百分点，消费拉动3.9个百分点。",
    OUTPUT.format("5.9%", "0.6、2.2和3.9").replace("三次产业", "甲乙丙三县"), "全年地区生产总值增长5.9%，上半年地区生产总值增长6.4%。三次产业分别拉动GDP增长0.6、2.2和3.9个百分点。",
])
def test_what_is_not_judged(text):
    assert found(text) == []


NESTED = "第一、二、三产业对经济增长的贡献率分别为6.2%、60.0%和33.8%。其中，工业对经济增长的贡献率为{}。"


@pytest.mark.parametrize(("rate", "verdict", "reason"), [("59.5%", Verdict.CONSISTENT, ""), ("61.2%", Verdict.SKIPPED, "others-may-fall")])
def test_industry_within_its_sector(rate, verdict, reason):
    assert [(c.verdict, c.reason) for c in checks_in(NESTED.format(rate), ContributionMismatch)] == [(verdict, reason)]


def test_rounding_of_three_pulls():
    assert found(OUTPUT.format("6.0%", "0.6、2.2和3.1")) == []
    assert found("全年地区生产总值增长6.1%。三次产业分别拉动GDP增长0.6、2.2和3.1个百分点。") == []
    assert found("全年地区生产总值增长6.2%。三次产业分别拉动GDP增长0.6、2.2和3.1个百分点。") == [("6.2%", Severity.INFO)]


def test_the_messages():
    texts = [d.message.zh for d in lint_text(OUTPUT.format("5.9%", "0.6、2.2和3.9"), ContributionMismatch)]
    assert texts == ["三次产业拉动之和为6.7个百分点，与“地区生产总值增长5.9%”不符", "贡献率52.1%、总体增长5.9%，应拉动3.04～3.11个百分点，与“3.9个百分点”不符"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=3, max_size=3))
def test_rounding_never_makes_a_finding(hundredths):
    """Pulls and the growth that they add up to, in hundredths of a point and printed with one decimal."""
    points = "、".join(f"{value / 100:.1f}" for value in hundredths)
    text = f"全年地区生产总值增长{sum(hundredths) / 100:.1f}%。三次产业分别拉动GDP增长{points}个百分点。"
    assert found(text) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("拉动GDP增长经济贡献率分别为3.5%、个百分点占三次产业，。")))
def test_any_text(text):
    lint_text(text, ContributionMismatch)
