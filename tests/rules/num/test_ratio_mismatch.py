"""NUM009: amounts per head, urban shares and ratios of incomes."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.ratio_mismatch import RatioMismatch

WARNING = Severity.WARNING
HEAD = "2023年全县地区生产总值120.5亿元，人均地区生产总值{}元。年末常住人口32.6万人。"
INCOMES = "城镇居民人均可支配收入28430元，农村居民人均可支配收入14210元，城乡居民收入比{}。"
CITY = "年末全市常住人口412.5万人，比上年末增加1.8万人。全年地区生产总值2460.5亿元，增长6.2%；人均地区生产总值{}元，增长5.8%。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, RatioMismatch)]


@pytest.mark.parametrize(("text", "ratio", "severity"), [
    (HEAD.format(39640), "39640元", WARNING), (HEAD.format(63960), "63960元", WARNING), (HEAD.format(3696), "3696元", WARNING),
    (CITY.format(69786), "69786元", WARNING),
    ("年末常住人口32.6万人，其中城镇人口18.4万人，常住人口城镇化率62.4%。", "62.4%", WARNING),
    (INCOMES.format("为2.27:1"), "2.27", WARNING), (INCOMES.format("由上年的2.07缩小到1.89"), "1.89", WARNING),
    ("年末常住人口32.6万人。卫生技术人员2450人，每千人口卫生技术人员9.2人。", "9.2人", WARNING),
    ("全年空气质量优良天数346天，优良天数比率98.4%。", "98.4%", WARNING),
    ("年末常住人口32.6万人，其中城镇人口18.4万人，占总人口比重（常住人口城镇化率）为54.6%。", "54.6%", WARNING),
    ("年末常住人口32.6万人，其中城镇常住人口18.4万人，占总人口的54.6%。", "54.6%", WARNING),
    ("年末常住人口32.6万人。有效发明专利212件，每万人口发明专利拥有量5.6件。", "5.6件", WARNING),
    (HEAD.format("超过3.9万"), "3.9万元", WARNING),
])
def test_mismatches(text, ratio, severity):
    assert found(text) == [(ratio, severity)]


@pytest.mark.parametrize("text", [
    HEAD.format(36980), HEAD.format("3.7万"), CITY.format(59780), CITY.format(59650),
    "年末常住人口32.6万人，其中城镇人口18.4万人，常住人口城镇化率56.4%。",
    "年末常住人口32.6万人，其中城镇人口18.4万人，城镇化率比上年提高1.2个百分点，户籍人口城镇化率38.2%。",
    INCOMES.format("为2.00:1"), INCOMES.format("由上年的2.07缩小到2.00"), INCOMES.format("较上年缩小0.02"), INCOMES.format("缩小到2以内"),
    "年末户籍人口41.3万人。卫生技术人员2450人，每千人口卫生技术人员7.5人。",
    "年末常住人口32.6万人。医疗卫生机构床位2120张，每千名儿童拥有床位2.3张。",
    "2023年地区生产总值120.5亿元，2020年人均地区生产总值30640元。年末常住人口32.6万人。",
    "年末全市常住人口412.5万人。市区常住人口96.3万人，市区人均地区生产总值98600元。全市地区生产总值2460.5亿元。",
    "全年空气质量优良天数346天，优良天数比率95.6%。", "全年空气质量优良天数347天，优良天数比率94.8%。",
    "年末常住人口32.6万人，其中城镇人口18.4万人，占总人口比重（常住人口城镇化率）为56.4%。",
    "年末常住人口32.6万人，其中城镇人口18.4万人，占全省城镇人口的2.4%。",
    "全县地区生产总值120.5亿元，按户籍人口计算，人均地区生产总值29180元。年末常住人口32.6万人，户籍人口41.3万人。",
    "全县地区生产总值120.5亿元，人均地区生产总值29180元（按户籍人口计算）。年末常住人口32.6万人。",
    HEAD.format("超过3.5万"), HEAD.format("约3.7万"),
    "年末常住人口32.6万人。新增有效发明专利129件，每万人发明专利拥有量6.5件。",
    "年末常住人口32.6万人。申请发明专利129件，每万人口发明专利拥有量6.5件。",
    "年末常住人口32.6万人。高价值发明专利129件，每万人口发明专利拥有量6.5件。",
    "人均地区生产总值力争达到4.5万元。2022年全县地区生产总值98.5亿元，年末常住人口32.6万人。",
])
def test_agreements_and_what_has_another_denominator(text):
    assert found(text) == []


FORMER = "城镇居民人均可支配收入39667元，增长5.1%；农村居民人均可支配收入17494元，增长6.9%。城乡居民收入比由上年的{}缩小为2.27。"
MOVED = "城镇居民人均可支配收入39667元，增长5.1%；农村居民人均可支配收入17494元，增长6.9%。城乡居民收入比为2.27，比上年{}。"
COST = "营业收入3834.7亿元，下降1.6%；营业成本3265.2亿元，下降{}。每百元营业收入中的成本85.15元，比上年增加{}元。"
DEATHS = "全年地区生产总值3033.5亿元。\n全年发生生产安全事故28起，死亡{}人，受伤8人。亿元GDP生产安全事故死亡率{}。道路交通事故死亡6人。"


@pytest.mark.parametrize(("text", "kind"), [
    (FORMER.format("2.31"), CheckKind.RATIO), (MOVED.format("缩小0.04"), CheckKind.RATIO), (COST.format("0.4%", "1.06"), CheckKind.DELTA), (DEATHS.format(25, "0.0082"), CheckKind.RATIO),
])
def test_fixed_ratios_that_agree(text, kind):
    found = [c for c in checks_in(text, RatioMismatch) if c.verdict is Verdict.CONSISTENT]
    assert kind in [c.kind for c in found]
    assert not [c for c in checks_in(text, RatioMismatch) if c.verdict is Verdict.INCONSISTENT]


@pytest.mark.parametrize(("text", "number", "severity"), [
    (FORMER.format("2.38"), "2.38", WARNING), (MOVED.format("扩大0.04"), "0.04", WARNING), (MOVED.format("缩小0.06"), "0.06", Severity.INFO), (FORMER.format("2.33"), "2.33", Severity.INFO), (COST.format("6.4%", "1.06"), "85.15元", WARNING),
    (DEATHS.format(52, "0.0082"), "0.0082", WARNING), (DEATHS.format(25, "0.0083"), "0.0083", Severity.INFO),
])
def test_fixed_ratios_that_do_not(text, number, severity):
    assert found(text) == [(number, severity)]


PEOPLE = "年末常住人口412.5万人，比上年末减少1.8万人。"


@pytest.mark.parametrize("text", [
    PEOPLE + "全年出生人口2.28万人，出生率5.52‰。", PEOPLE + "移动电话用户645.3万户，移动电话普及率156.4部/百人。",
    "规模以上工业企业营业收入3834.7亿元，利润总额207.03亿元，营业收入利润率为5.4%。", "地区生产总值880.4亿元。\n保费收入32.84亿元，增长4.7%。保险深度（保费收入/GDP）3.73%。",
    "金融机构存、贷款余额分别达到143亿元和68亿元，存贷比47.6%。", "一般公共预算收入380亿元，其中税收收入229.2亿元，税比60.3%。",
])
def test_rates_of_people_and_output(text):
    assert [c.verdict for c in checks_in(text, RatioMismatch)] == [Verdict.CONSISTENT]


@pytest.mark.parametrize(("text", "number"), [
    (PEOPLE + "全年出生人口2.28万人，出生率5.25‰。", "5.25‰"), ("金融机构存、贷款余额分别达到143亿元和86亿元，存贷比47.6%。", "47.6%"),
    ("一般公共预算收入380亿元，其中税收收入229.2亿元，税比63.0%。", "63.0%"), (PEOPLE + "移动电话用户645.3万户，移动电话普及率165.4部/百人。", "165.4部/百人"),
    ("规模以上工业企业营业收入3834.7亿元，利润总额270.03亿元，营业收入利润率为5.4%。", "5.4%"),
    (PEOPLE + "全年出生人口2.28万人，出生率5.52‰；死亡人口3.63万人，死亡率为7.78‰。", "7.78‰"),
])
def test_rates_of_people_and_output_that_do_not_agree(text, number):
    assert found(text) == [(number, WARNING)]


def test_births_and_deaths_over_the_registered_people():
    text = PEOPLE + "全年出生人口3.18万人，出生率4.86‰；死亡人口3.73万人，死亡率5.69‰。"
    assert [(c.verdict, c.reason) for c in checks_in(text, RatioMismatch)] == [(Verdict.SKIPPED, "other-denominator")] * 2


@pytest.mark.parametrize(("text", "verdict"), [
    ("居民消费价格指数（CPI）为100.5，比上年上涨0.5%。", Verdict.CONSISTENT), ("居民消费价格指数为100.1%，比上年增长0.1个百分点。", Verdict.CONSISTENT),
    ("居民消费价格总指数为99.6，比上年下降0.4%。", Verdict.CONSISTENT), ("居民消费价格指数为100.5，比上年上涨1.5%。", Verdict.INCONSISTENT),
    ("居民消费价格指数为99.6，比上年上涨0.4%。", Verdict.INCONSISTENT), ("居民消费价格指数为118.5，比上年上涨0.5%。", Verdict.SKIPPED),
])
def test_price_indices(text, verdict):
    assert [c.verdict for c in checks_in(text, RatioMismatch)] == [verdict]


def test_costs_of_changing_enterprises_prove_little():
    checks = checks_in(COST.format("0.4%", "0.56"), RatioMismatch)
    assert [(c.verdict, c.reason) for c in checks if c.kind is CheckKind.DELTA] == [(Verdict.SKIPPED, "different-scope")]


def test_messages():
    (diagnostic,) = lint_text(HEAD.format(39640), RatioMismatch)
    assert diagnostic.message.zh == "地区生产总值120.5亿元、人口32.6万人，人均地区生产总值应为36891.3～37035.3元，与“39640元”不符"
    assert diagnostic.message.en == "地区生产总值 120.5亿元 over a population of 32.6万人 gives 36891.3～37035.3元, not “39640元”"
    (diagnostic,) = lint_text("年末常住人口32.6万人，其中城镇人口18.4万人，常住人口城镇化率62.4%。", RatioMismatch)
    assert diagnostic.message.zh == "城镇人口18.4万人占常住人口32.6万人的56.2%～56.7%，与城镇化率“62.4%”不符"


def test_what_agrees_is_in_the_ledger():
    (check,) = checks_in(HEAD.format(36980), RatioMismatch)
    assert (check.kind, check.verdict) == (CheckKind.PER_CAPITA, Verdict.CONSISTENT)
    assert [(o.role, o.text, o.unit) for o in check.operands] == [
        ("rate", "36980", "元"), ("numerator", "120.5", "亿元"), ("population", "32.6", "万人"),
    ]
    (check,) = checks_in(INCOMES.format("为2.00:1"), RatioMismatch)
    assert (check.kind, check.verdict) == (CheckKind.RATIO, Verdict.CONSISTENT)


def test_a_small_distance_may_be_another_population():
    (check,) = checks_in("地区生产总值120.5亿元，按户籍人口计算，人均地区生产总值29180元。年末常住人口32.6万人。", RatioMismatch)
    assert (check.verdict, check.reason) == (Verdict.SKIPPED, "other-denominator")
    (check,) = checks_in(HEAD.format(37400), RatioMismatch)
    assert (check.verdict, check.reason) == (Verdict.SKIPPED, "population-basis")


@given(st.integers(200, 9999), st.integers(100, 9999), st.integers(0, 2))
@settings(deadline=None)
def test_a_true_quotient_is_never_wrong(product, people, decimals):
    head = (Decimal(product) * 10000 / people).quantize(Decimal(1), ROUND_HALF_UP)
    scale = Decimal(10) ** -decimals
    text = f"全年地区生产总值{Decimal(product).quantize(scale)}亿元，人均地区生产总值{head}元。年末常住人口{Decimal(people).quantize(scale)}万人。"
    assert found(text) == []


@given(st.integers(8001, 60000), st.integers(5001, 30000), st.integers(2, 90))
@settings(deadline=None)
def test_the_quotient_of_incomes_decides(town, country, off):
    ratio = (Decimal(town) / country).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"城镇居民人均可支配收入{town}元，农村居民人均可支配收入{country}元，城乡居民收入比为{{}}:1。"
    assert found(text.format(ratio)) == []
    wrong = ratio + Decimal("0.01") * off
    if ratio > 1 and wrong < 6:
        assert found(text.format(wrong)) == [(str(wrong), WARNING)]


@settings(deadline=None)
@given(st.text(st.sampled_from("城镇农村居民人均可支配收入地区生产总值常住人口化率比为0123.:万元%，。\n")))
def test_any_text(text):
    lint_text(text, RatioMismatch)
