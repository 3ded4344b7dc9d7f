"""UNIT001: % and ‰ confused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import lint_text
from reportlint_rules.unit.rate_unit import RateUnit

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, RateUnit)]


@pytest.mark.parametrize(("text", "rates"), [
    ("人口自然增长率控制在4%以内。", [("4%", ERROR)]),
    ("人口自然增长率控制在百分之五以内。", [("百分之五", ERROR)]),
    ("人口自然增长率2.5%，低于全市平均水平。", [("2.5%", WARNING)]),
    ("全县人口出生率为12.3%，死亡率为6.1%，自然增长率为6.2%。", [("12.3%", ERROR), ("6.1%", ERROR), ("6.2%", ERROR)]),
    ("人口出生率12.3‰，死亡率6.1‰，自然增长率0.62%。", [("0.62%", ERROR)]),
    ("全市人口出生率3%。", [("3%", WARNING)]),
    ("年末城镇化率达到52.3‰。", [("52.3‰", ERROR)]),
    ("新型农村合作医疗参合率达到98.6‰。", [("98.6‰", ERROR)]),
    ("城镇登记失业率控制在3.8‰以内。", [("3.8‰", ERROR)]),
])
def test_wrong_units(text, rates):
    assert found(text) == rates


@pytest.mark.parametrize("text", [
    "人口自然增长率控制在4‰以内，财政收入增长12%。", "全县人口出生率为12.3‰，死亡率为6.1‰，自然增长率为6.2‰。", "人口自然增长率为0.52%。",
    "婴儿死亡率下降到6.2‰，孕产妇死亡率为18.5/10万。", "生猪死亡率控制在3%以内，肺癌死亡率为5%。", "住院病死率2.1%，术后死亡率3%。",
    "城镇化率达到52.3%，提高1.2个百分点。", "城镇登记失业率3.8%，入学率99.9%。", "土地增值税预征率为5‰。", "人口出生率下降1.2个千分点。",
    "人口出生率下降5%。", "财政收入自然增长率达到12%。", "企业出生率为13%。", "犊牛死亡率5%。", "亿元GDP生产安全事故死亡率下降12%。",
    "5岁以下儿童死亡率为6.8‰。",
])
def test_right_units(text):
    assert found(text) == []


def test_messages():
    (natural,) = lint_text("人口自然增长率控制在4%以内。", RateUnit)
    assert natural.message.zh == "“人口自然增长率4%”的单位应为‰：4%即40‰，人口没有这样的自然增长率"
    assert natural.message.en == "“人口自然增长率4%” should be in ‰: 4% would be 40‰, which no population has"
    (urban,) = lint_text("年末城镇化率达到52.3‰。", RateUnit)
    assert urban.message.zh == "“城镇化率52.3‰”的单位应为%：城镇化率以%计"


@given(st.decimals(3, 40, places=1), st.sampled_from(["以内", "以下", "", "左右"]))
def test_every_impossible_rate_is_an_error(rate, hedge):
    text = f"人口自然增长率控制在{rate}%{hedge}。"
    assert found(text) == [(f"{rate}%", ERROR)]
    assert found(text.replace("%", "‰")) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("人口自然增长率出生死亡城镇化失业0123.%‰，。百分之五\n")))
def test_any_text(text):
    for diagnostic in lint_text(text, RateUnit):
        assert text[diagnostic.place.span.start:diagnostic.place.span.end].strip()
