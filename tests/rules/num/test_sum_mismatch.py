"""NUM002: parts added up by intervals, and only where they are everything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.sum_mismatch import SumMismatch


def found(text: str) -> list[str]:
    return [text[d.place.span.start:d.place.span.end] for d in lint_text(text, SumMismatch)]


@pytest.mark.parametrize(("text", "whole"), [
    ("全县财政总收入4950万元，其中：税收收入3700万元，非税收入1150万元。", "4950万元"),
    ("年末户籍人口32.6万人，其中：城镇人口11.2万人，农村人口21.8万人。", "32.6万人"),
    ("进出口总额8.6亿美元，其中：进口总额3.1亿美元，出口总额5.2亿美元。", "8.6亿美元"),
    ("地区生产总值120.5亿元，其中：第一产业增加值30.2亿元，第二产业增加值52.1亿元，第三产业增加值42.2亿元。", "120.5亿元"),
    ("社会消费品零售总额28.6亿元，其中：商品零售24.1亿元，餐饮收入5.5亿元。", "28.6亿元"),
    ("户籍人口32.6万人，其中男性人口16.9万人，女性人口16.7万人。", "32.6万人"),
    ("引进资金12.8亿元，其中：市外资金9.6亿元，市内资金4.2亿元。", "12.8亿元"),
    ("政府债务余额286400万元，其中一般债务124200万元、专项债务126200万元，控制在限额328000万元以内。", "286400万元"),
    ("财政总收入4950万元，其中税收收入3700万元、非税收入1150万元，高于预算4600万元。", "4950万元"),
    ("一般公共预算收入86240万元。\n加上上级补助收入221640万元、上年结转收入8640万元，收入总计361520万元。", "361520万元"),
    ("一般公共预算支出286240万元，增长4.2%。加上上解支出21640万元、结转下年支出8640万元，支出总计361520万元。", "361520万元"),
])
def test_mismatches(text, whole):
    (diagnostic,) = lint_text(text, SumMismatch)
    assert (found(text), diagnostic.severity) == ([whole], Severity.ERROR)


@pytest.mark.parametrize("text", [
    "全县财政总收入4850万元，其中：税收收入3700万元，非税收入1150万元。",
    "税收收入9.8亿元，其中：增值税5.1亿元，企业所得税4.3亿元，其他税收0.36亿元。",
    "地区生产总值120.5亿元，其中：第一产业增加值30.2亿元，第二产业增加值48.1亿元，第三产业增加值42.3亿元。",
    "一般公共预算支出20.6亿元，其中：教育支出4.2亿元，卫生支出2.1亿元。",
    "固定资产投资66亿元，其中：工业投资30亿元，房地产开发投资12亿元，民间投资41亿元。",
    "全县财政总收入约5000万元，其中：税收收入3700万元，非税收入1150万元。",
    "全县财政总收入超过4950万元，其中：税收收入3700万元，非税收入1150万元。",
    "政府债务余额250400万元，其中一般债务124200万元、专项债务126200万元，控制在限额328000万元以内。",
    "一般公共预算收入86240万元。\n加上上级补助收入221640万元、上年结转收入8640万元，收入总计316520万元。",
    # two amounts that the sum may begin with, an amount taken off, a number torn apart
    "一般公共预算收入86240万元。政府性基金收入26240万元。\n加上上级补助收入221640万元、上年结转收入8640万元，收入总计361520万元。",
    "一般公共预算收入86240万元。加上上级补助收入221640万元，减去上解支出8640万元，收入总计361520万元。",
    "一般公共预算支出286,240万元。加上上解支出121, 640万元，结转下年支出8,640万元，支出总计416,520万元。",
    # balances, losses
    "贸易顺差1.8亿美元，其中出口5.2亿美元，进口3.4亿美元。", "人口净流入3.6万人，其中男性流入4.1万人，女性流出0.5万人。",
    "实现利润3.2亿元，其中国有企业4.1亿元，非国有企业亏损0.9亿元。",
    "人均可支配收入12000元，其中：城镇18000元，农村8000元。", "新建学校394所，其中：小学163所、初中222所、高中9所。",
])
def test_agreements_and_open_lists(text):
    assert found(text) == []


def test_message():
    (diagnostic,) = lint_text("全县财政总收入4950万元，其中：税收收入3700万元，非税收入1150万元。", SumMismatch)
    assert diagnostic.message.zh == "财政总收入4950万元，而分项 3700万元 + 1150万元 = 4850万元，相差100万元"
    assert diagnostic.message.en == "财政总收入 is 4950万元, but its parts 3700万元 + 1150万元 = 4850万元, 100万元 apart"
    assert len(diagnostic.related) == 2


@pytest.mark.parametrize(("text", "left"), [
    ("进出口总额8.6亿美元，其中出口5.2亿美元，进口3.4亿美元，贸易顺差2.8亿美元。", "2.8亿美元"),
    ("货物进口总额52.6亿元，出口总额31.2亿元，贸易逆差12.4亿元。", "12.4亿元"),
    ("人口出生率9.26‰，死亡率6.14‰，自然增长率3.42‰。", "3.42‰"), ("全年出生人口4820人，死亡人口3560人，自然增长1620人。", "1620人"),
    ("全年出生人口0.48万人，出生率9.26‰；死亡人口0.36万人，死亡率6.14‰；自然增长率3.42‰。", "3.42‰"),
])
def test_differences(text, left):
    (diagnostic,) = lint_text(text, SumMismatch)
    assert (found(text), diagnostic.severity) == ([left], Severity.ERROR)


def test_a_difference_of_the_sentence_before_is_a_warning():
    text = "进出口总额8.6亿美元。其中，出口5.2亿美元，增长4.1%；进口3.4亿美元，下降2.6%。贸易顺差2.8亿美元。"
    assert [d.severity for d in lint_text(text, SumMismatch)] == [Severity.WARNING]
    assert found(text.replace("2.8", "1.8")) == []


@pytest.mark.parametrize("text", [
    "进出口总额8.6亿美元，其中出口5.2亿美元，进口3.4亿美元，贸易顺差1.8亿美元。", "人口出生率9.26‰，死亡率6.14‰，自然增长率3.12‰。",
    "人口出生率6.14‰，死亡率9.26‰，自然增长率-3.12‰。", "全年出生人口4820人，死亡人口3560人，自然增长1260人。",
    "全年出生人口0.48万人，出生率9.26‰；死亡人口0.36万人，死亡率6.14‰；自然增长率3.12‰。",
    "对美国出口5.2亿美元，进口3.4亿美元，对欧盟贸易顺差2.8亿美元。", "出口5.2亿美元，进口3.4亿美元，贸易顺差约2亿美元。",
    "出口36.2亿元，进口3.4亿美元，贸易顺差2.8亿美元。",
])
def test_differences_that_agree_and_what_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize("text", [
    "全年实施重点项目86个，其中续建项目62个，新开工项目34个。", "幼儿园86所，其中公办幼儿园62所，民办幼儿园34所。",
])
def test_parts_that_are_mostly_everything_are_a_warning(text):
    assert [d.severity for d in lint_text(text, SumMismatch)] == [Severity.WARNING]


@pytest.mark.parametrize("text", [
    "全年实施重点项目86个，其中续建项目52个，新开工项目34个。", "重点项目86个，其中续建项目42个，新开工项目34个，前期项目10个。",
    "重点项目86个，其中续建项目42个、新开工项目34个等。", "重点项目近90个，其中续建项目52个，新开工项目34个。",
    # one more part that would still fit
    "财政总收入4950万元，其中国税收入2700万元、地税收入1150万元，财政部门收入约1100万元。",
])
def test_parts_that_are_mostly_everything_and_are_not(text):
    assert found(text) == []


def test_an_open_list_is_said_in_the_ledger():
    (check,) = checks_in("一般公共预算支出20.6亿元，其中：教育支出4.2亿元，卫生支出2.1亿元。", SumMismatch)
    assert (check.verdict, check.reason) == (Verdict.SKIPPED, "not-exhaustive")


@given(st.integers(101, 99999), st.integers(101, 99999), st.integers(0, 5000))
@settings(deadline=None)
def test_the_sum_decides(tax, other, off):
    text = f"全县财政总收入{tax + other + off}万元，其中：税收收入{tax}万元，非税收入{other}万元。"
    round_numbers = any(n % 100 == 0 for n in (tax, other, tax + other + off))
    if off == 0:
        assert found(text) == []
    elif off > 2 and not round_numbers:
        assert found(text) == [f"{tax + other + off}万元"]


@settings(deadline=None)
@given(st.text(st.sampled_from("财政收入0123.亿万元其中：税收非，。；、\n分别为")))
def test_any_text(text):
    lint_text(text, SumMismatch)


@pytest.mark.parametrize("text", [
    "全年粮食种植面积122.25万亩，其中，小麦面积13.93万亩，稻谷面积78.47万亩，玉米面积86.14万亩。",
    "卫生技术人员2.44万人，其中，执业医师1.26万人，注册护士1.57万人。",
    "一般公共预算支出54.58亿元。其中：教育支出40.38亿元，科学技术支出2.09亿元，农林水支出18.05亿元，民生支出42.22亿元。",
])
def test_classes_that_never_overlap_cannot_exceed_their_whole(text):
    assert [d.severity for d in lint_text(text, SumMismatch)] == [Severity.WARNING]


@pytest.mark.parametrize("text", [
    "一般公共预算支出54.58亿元。其中：教育支出10.38亿元，科学技术支出2.09亿元，农林水支出18.05亿元，民生支出42.22亿元。",
    "出口总额25.86亿元。按贸易方式分，一般贸易进出口32.17亿元，加工贸易进出口12.51亿元。",
    "规模以上工业总产值489.4亿元。分经济类型看，国有控股企业产值178.5亿元，民营企业产值251.9亿元，外商及港澳台企业产值220.9亿元。",
])
def test_classes_that_overlap_may(text):
    assert not list(lint_text(text, SumMismatch))


def test_two_parts_of_one_sort_are_added_up_where_a_slip_explains_the_rest():
    text = "年末汽车保有量65.57万辆，其中，甲类汽车保有量42.90万辆，乙类汽车保有量26.27万辆。"
    (found,) = lint_text(text, SumMismatch)
    assert found.severity is Severity.WARNING
    assert "22.67" in found.message.zh
    assert not list(lint_text(text.replace("26.27", "12.35"), SumMismatch))
