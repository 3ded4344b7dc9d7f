"""NUM001: growth recomputed by intervals, with the gate of price basis."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.growth_mismatch import GrowthMismatch

ERROR, WARNING = Severity.ERROR, Severity.WARNING
REPORT = (
    "青禾镇政府工作报告\n——2010年1月8日在青禾镇人民代表大会会议上\n一、2009年工作回顾\n"
    "2009年全镇财政总收入2841万元，农民人均纯收入3575元，工业总产值5.9亿元。\n"
    "二、2010年主要目标\n2010年全镇财政总收入3700万元，增长30%；农民人均纯收入3910元，增长{income}%；工业总产值7.8亿元，增长{output}%。"
)


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, GrowthMismatch)]


@pytest.mark.parametrize(("text", "rates"), [
    ("农民人均纯收入由3575元增加到3910元，增长7%。", [("7%", ERROR)]),
    ("2008年全县财政总收入为3.20亿元。2009年全县财政总收入为3.84亿元，增长25%。", [("25%", ERROR)]),
    ("一般公共预算收入12.60亿元，比上年增加1.20亿元，增长15.2%。", [("15.2%", ERROR)]),
    ("粮食产量由8.5万吨下降到7.9万吨，下降3.2%。", [("3.2%", ERROR)]),
    ("户籍人口由32.5万人增加到33.1万人，增长18.5%。", [("18.5%", ERROR)]),
    ("工业总产值由5.9亿元增加到7.8亿元，增长25.8%。", [("25.8%", WARNING)]),
    (REPORT.format(income=7, output="32.2"), [("7%", ERROR)]),
    (REPORT.format(income="9.4", output="25.8"), [("25.8%", ERROR)]),
])
def test_mismatches(text, rates):
    assert found(text) == rates


@pytest.mark.parametrize("text", [
    "财政总收入由2841万元增加到3700万元，增长30%。", "一般公共预算收入12.60亿元，比上年增加1.20亿元，增长10.5%。",
    "地区生产总值由98.5亿元增加到121.3亿元，增长12.5%。", "规模以上工业增加值由20亿元增加到28亿元，按可比价格计算增长18%。",
    "城镇居民人均可支配收入由12000元增加到13500元，扣除价格因素，实际增长9%。", "固定资产投资由40亿元增加到66亿元，同口径增长30%。",
    "税收收入由约3亿元增加到4亿元左右，增长30%左右。", "财政总收入由3.2亿元增加到3.5亿元，其中税收收入增长15%。",
    "财政总收入由2005年的3.2亿元增加到2010年的6.4亿元，年均增长14.9%。", "农民人均纯收入由3575元增加到3910元，年均增长3%。",
    "全县财政总收入3.84亿元，增长20%；县本级财政总收入1.20亿元，增长8%。",
    "2009年1-6月财政总收入1.8亿元。2009年财政总收入3.84亿元，增长20%。", REPORT.format(income="9.4", output="32.2"),
])
def test_agreements_and_what_cannot_be_compared(text):
    assert found(text) == []


def test_messages():
    (diagnostic,) = lint_text("农民人均纯收入由3575元增加到3910元，增长7%。", GrowthMismatch)
    assert diagnostic.message.zh == (
        "农民人均纯收入由3575元到3910元，增幅为9.34%～9.40%，与“增长7%”不符（若两数无误，应为9.4%；若增速无误，本期应约为3825元）"
    )
    assert diagnostic.message.en.startswith("农民人均纯收入: from 3575元 to 3910元 is a growth of 9.34%～9.40%, not “增长7%”")
    assert [place.message.zh for place in diagnostic.related if place.message] == ["基数：3575元", "本期：3910元"]


def test_constant_prices_are_said_in_the_ledger():
    (check,) = checks_in("地区生产总值由98.5亿元增加到121.3亿元，增长12.5%。", GrowthMismatch)
    assert (check.verdict, check.reason) == (Verdict.SKIPPED, "constant-price")


def test_operands_are_the_numbers_alone():
    (check,) = checks_in("财政总收入由2841万元增加到3700万元，增长30%。", GrowthMismatch)
    assert check.verdict is Verdict.CONSISTENT
    assert {(o.role, o.text, o.unit) for o in check.operands} == {
        ("current", "3700", "万元"), ("base", "2841", "万元"), ("growth", "30", "%"),
    }


@given(st.integers(1000, 99999), st.integers(1000, 99999))
@settings(deadline=None)
def test_what_rounding_gives_is_never_wrong(base, current):
    growth = ((Decimal(current) / base - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if growth <= 0:
        return
    assert found(f"财政总收入由{base}万元增加到{current}万元，增长{growth}%。") == []


@given(st.integers(1001, 9999), st.integers(5, 300), st.integers(2, 60))
@settings(deadline=None)
def test_a_rate_some_points_off_is_always_found(base, percent, off):
    current = base * (100 + percent) // 100
    if current % 100 == 0 or base % 100 == 0:
        return
    text = f"财政总收入由{base}万元增加到{current}万元，增长{percent + off}%。"
    assert found(text) == [(f"{percent + off}%", ERROR)]


@settings(deadline=None)
@given(st.text(st.sampled_from("财政总收入由0123.亿万元增加到长下降%，。；年其中比上\n")))
def test_any_text(text):
    lint_text(text, GrowthMismatch)


@pytest.mark.parametrize(("text", "severities"), [
    ("金融机构各项存款余额28.62亿元，比年初增加2.31亿元，增长8.8%。", []), ("金融机构各项存款余额28.62亿元，比年初减少2.31亿元，下降7.5%。", []),
    ("一般公共预算收入28.62亿元，比上年减少2.31亿元，下降8.8%。", [Severity.ERROR]),
    ("一般公共预算收入28.62亿元，同口径比上年减少2.31亿元，下降8.8%。", []),
    ("行政事业性收费收入98505万元，减少16158元，下降14.1%。", [Severity.ERROR]),
    ("农用化肥使用量89.04万吨，比上年减少0.35万吨，下降0.4%。", []), ("农用化肥使用量89.04万吨，比上年减少0.35万吨，下降4.0%。", [Severity.WARNING]),
])
def test_a_change_and_its_growth(text, severities):
    assert [d.severity for d in lint_text(text, GrowthMismatch)] == severities


BUDGET = """# 某市2025年预算执行情况和2026年预算草案的报告

一、甲开发区

（一）2025年预算执行情况

一般公共预算收入完成{}万元，加上转移性收入159891万元，收入合计225314万元。

（二）2026年预算（草案）

一般公共预算收入安排{}万元，下降{}，加上转移性收入76939万元。

二、乙旅游区

（一）2025年预算执行情况

一般公共预算收入完成7280万元。

（二）2026年预算（草案）

一般公共预算收入安排7300万元，增长0.27%。
"""


def test_a_budget_grows_from_the_result_of_its_own_chapter():
    checks = checks_in(BUDGET.format(65423, 63596, "2.79%"), GrowthMismatch)
    assert [(c.verdict, [o.text for o in c.operands]) for c in checks] == [
        (Verdict.CONSISTENT, ["63596", "65423", "2.79"]), (Verdict.CONSISTENT, ["7300", "7280", "0.27"]),
    ]


@pytest.mark.parametrize("numbers", [(65423, 63596, "2.97%"), (65423, 63956, "2.79%"), (56423, 63596, "2.79%")])
def test_one_slip_in_a_budget_is_a_warning(numbers):
    assert [d.severity for d in lint_text(BUDGET.format(*numbers), GrowthMismatch)] == [Severity.WARNING]


@pytest.mark.parametrize("numbers", [(65423, 63596, "8.13%"), (65423, 63596, "4.8%"), (6542, 6360, "12.35%")])
def test_other_bases_of_a_budget_are_not_judged(numbers):
    checks = checks_in(BUDGET.format(*numbers), GrowthMismatch)
    assert next((c.verdict, c.reason) for c in checks) == (Verdict.SKIPPED, "several-bases")
