"""NUM015: points between two growths of one text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.growth_gap_mismatch import GrowthGapMismatch

INDUSTRY = "全年规模以上工业增加值增长7.5%。高技术制造业增加值增长20.4%，{}个百分点。"


def severities(text: str) -> list[Severity]:
    return [d.severity for d in lint_text(text, GrowthGapMismatch)]


@pytest.mark.parametrize("text", [
    INDUSTRY.format("高于规模以上工业增速12.9"), INDUSTRY.format("比规模以上工业增加值高12.9"), INDUSTRY.format("快于规模以上工业增加值增速13.0"),
    "全年规模以上工业增加值增长7.5%。高技术制造业增加值下降2.4%，低于规模以上工业增速9.9个百分点。",
    "全市固定资产投资增长8.2%。青禾县固定资产投资增长11.4%，增速高于全市3.2个百分点。",
])
def test_agreeing_gaps_are_counted(text):
    assert [(c.kind, c.verdict) for c in checks_in(text, GrowthGapMismatch)] == [(CheckKind.POINT_CHANGE, Verdict.CONSISTENT)]


@pytest.mark.parametrize(("text", "severity"), [
    (INDUSTRY.format("高于规模以上工业增速11.9"), Severity.WARNING), (INDUSTRY.format("低于规模以上工业增速12.9"), Severity.WARNING),
    (INDUSTRY.format("高于规模以上工业增速13.1"), Severity.INFO),
    ("全市固定资产投资增长8.2%。青禾县固定资产投资增长11.4%，增速高于全市2.3个百分点。", Severity.WARNING),
])
def test_other_gaps_are_found(text, severity):
    assert severities(text) == [severity]


@pytest.mark.parametrize("text", [
    "全年规模以上工业增加值增长7.5%，高于全国1.7个百分点。", "全市固定资产投资增长8.2%，高于全市2.3个百分点。",
    INDUSTRY.format("高于规模以上工业增速10") + "规模以上工业增加值增长8.5%。",
    INDUSTRY.format("高于规模以上工业增速11.9").replace("增长20.4%", "增长20%以上"),
    INDUSTRY.format("高于规模以上工业增速11.9").replace("全年", "上半年"),
    INDUSTRY.format("占比提高11.9"), INDUSTRY.format("拉动规模以上工业增长11.9"),
])
def test_other_growths_are_left_alone(text):
    assert not severities(text)


LIST = "高新技术产业、装备制造业增加值分别增长{}，{}规模以上工业增速{}个百分点。"


@pytest.mark.parametrize(("growths", "word", "points", "verdict"), [
    ("12.4%和10.1%", "高于", "7.2个和4.9", Verdict.CONSISTENT), ("12.4%和10.1%", "高于", "7.2和4.9", Verdict.CONSISTENT),
    ("12.4%和10.1%", "高于", "7.2、4.9", Verdict.CONSISTENT), ("2.4%和1.1%", "低于", "3.2个和4.5", Verdict.CONSISTENT),
    ("12.4%和10.1%", "高于", "7.2个和6.9", Verdict.INCONSISTENT), ("12%和10%", "高于", "7个和5", Verdict.CONSISTENT),
])
def test_a_benchmark_that_is_not_printed_is_one(growths, word, points, verdict):
    (check,) = checks_in(LIST.format(growths, word, points), GrowthGapMismatch)
    assert (check.kind, check.verdict, len(check.operands)) == (CheckKind.POINT_CHANGE, verdict, 4)


def test_each_of_a_list_is_held_against_a_benchmark_that_is_printed():
    text = "规模以上工业增加值增长5.2%。" + LIST.format("12.4%和10.1%", "分别高于", "7.2个和3.9")
    assert [c.verdict for c in checks_in(text, GrowthGapMismatch)] == [Verdict.CONSISTENT, Verdict.INCONSISTENT]


def test_the_message_names_the_benchmark():
    (finding,) = lint_text(LIST.format("12.4%和10.1%", "高于", "7.2个和6.9"), GrowthGapMismatch)
    assert finding.message.zh == "按“12.4%”和“7.2个”，规模以上工业为5.10%～5.30%；按“10.1%”和“6.9个百分点”，却为3.10%～3.30%"


@settings(max_examples=80, deadline=None)
@given(st.integers(-900, 3000), st.integers(-900, 3000))
def test_rounding_never_makes_a_finding(first, second):
    """Growths of two decimals printed with one, and their gap rounded from the unrounded growths."""
    gap = abs(first - second) / 100

    def said(value: int) -> str:
        return ("增长" if value >= 0 else "下降") + f"{abs(value) / 100:.1f}%"

    word = "高于" if first >= second else "低于"
    text = f"规模以上工业增加值{said(second)}。高技术制造业增加值{said(first)}，{word}规模以上工业增速{gap:.1f}个百分点。"
    assert not severities(text)
