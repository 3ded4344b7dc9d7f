"""NUM017: areas, yields and prices that multiply."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.product_mismatch import ProductMismatch

GRAIN = "全年粮食播种面积{}，粮食总产量{}，粮食平均亩产{}。"
GROWTH = "粮食种植面积88.2万亩，增长1.2%，粮食产量35.6万吨，{}，粮食单产403.6公斤，增长0.3%。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, ProductMismatch)]


@pytest.mark.parametrize("text", [
    GRAIN.format("88.2万亩", "35.6万吨", "403.6公斤"), GRAIN.format("5.88万公顷", "7.12亿斤", "807斤"), GRAIN.format("88.2万亩", "35.6万吨左右", "404公斤"),
    "小麦播种面积5.88万公顷，总产量35.6万吨，单产6054公斤。", "水稻种植面积5.88万公顷，总产量35.6万吨，单产6.05吨/公顷。",
    "商品房销售面积275万平方米，下降24.7%；商品房销售额114.2亿元、下降31.6%，每平方米销售均价4152.9元。",
])
def test_products_that_agree(text):
    assert [(c.kind, c.verdict) for c in checks_in(text, ProductMismatch)] == [(CheckKind.PRODUCT, Verdict.CONSISTENT)]


@pytest.mark.parametrize(("text", "whole", "severity"), [
    (GRAIN.format("88.2万亩", "36.5万吨", "403.6公斤"), "36.5万吨", Severity.WARNING), (GRAIN.format("88.2万亩", "35.7万吨", "403.6公斤"), "35.7万吨", Severity.INFO),
    (GRAIN.format("88.2万亩", "35.6万吨", "403.6斤"), "35.6万吨", Severity.WARNING), (GROWTH.format("增长3.5%"), "3.5%", Severity.WARNING),
    ("商品房销售面积275万平方米；商品房销售额14.2亿元，每平方米销售均价4152.9元。", "14.2亿元", Severity.WARNING), (GROWTH.format("增长1.9%"), "1.9%", Severity.INFO),
])
def test_products_that_do_not(text, whole, severity):
    assert found(text) == [(whole, severity)]


@pytest.mark.parametrize("text", [
    "粮食播种面积88.2万亩，粮食总产量36.5万吨，小麦平均亩产403.6公斤。", "粮食播种面积88.2万亩，小麦播种面积42.1万亩，总产量36.5万吨，单产503.6公斤。",
    "2022年粮食播种面积88.2万亩。2023年粮食总产量36.5万吨，粮食平均亩产403.6公斤。", "粮食总产量36.5万吨，粮食平均亩产403.6公斤。",
    "粮食播种面积88.2万亩，粮食总产量35万吨以上，粮食平均亩产403.6公斤。", "商品房销售面积275万平方米；二手房成交额14.2亿元，新房均价4152.9元。",
])
def test_numbers_that_do_not_belong_together(text):
    assert found(text) == []


def test_growths_multiply():
    kinds = [(c.verdict, [o.role for o in c.operands]) for c in checks_in(GROWTH.format("增长1.5%"), ProductMismatch)]
    assert kinds == [(Verdict.CONSISTENT, ["product", "factor", "factor"]), (Verdict.CONSISTENT, ["growth", "factor_growth", "factor_growth"])]


def test_the_message():
    (finding,) = lint_text(GRAIN.format("88.2万亩", "36.5万吨", "403.6公斤"), ProductMismatch)
    assert finding.message.zh == "粮食：88.2万亩 × 403.6公斤 = 35.57～35.63万吨，与“36.5万吨”不符"


@settings(max_examples=60, deadline=None)
@given(st.integers(1_000, 2_000_000), st.integers(2_000, 9_000))
def test_rounding_never_makes_a_finding(area, each):
    """Mu and tenths of a kilogram, printed in ten thousand mu, kilograms and ten thousand tonnes."""
    total = area * each / 10
    text = GRAIN.format(f"{area / 10_000:.2f}万亩", f"{total / 10_000_000:.2f}万吨", f"{each / 10:.1f}公斤")
    assert found(text) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("粮食播种面积总产量亩产单产3.5万亩吨公斤，。销售额均价元")))
def test_any_text(text):
    lint_text(text, ProductMismatch)
