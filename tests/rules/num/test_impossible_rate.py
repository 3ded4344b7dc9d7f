"""NUM010: rates that count part of a whole stay below 100 %."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import lint_text
from reportlint_rules.num.impossible_rate import ImpossibleRate

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, ImpossibleRate)]


@pytest.mark.parametrize(("text", "places"), [
    ("农村生活垃圾无害化处理率达到108.5%。", [("108.5%", ERROR)]),
    ("义务教育巩固率98.6%，适龄儿童入学率102.3%。", [("102.3%", ERROR)]),
    ("全年产品质量监督抽查合格率为101.2%。", [("101.2%", ERROR)]),
    ("常住人口城镇化率为150.2%。", [("150.2%", ERROR)]),
    ("信访事项按期办结率109%，群众满意率196.4%。", [("109%", ERROR), ("196.4%", ERROR)]),
    ("农村自来水普及率由88.2%提高到119.1%。", [("119.1%", ERROR)]),
    ("城区绿化覆盖率139.2%。", [("139.2%", ERROR)]),
    ("高考本科上线率108%。", [("108%", INFO)]), ("社区养老服务覆盖率105%。", [("105%", INFO)]), ("高中阶段入学率106.4%。", [("106.4%", INFO)]),
    ("建议提案办复率110%。", [("110%", WARNING)]), ("信访事项办结率104%。", [("104%", WARNING)]),
    ("空气质量优良天数比率达195.8%。", [("195.8%", ERROR)]), ("地表水达标水体比例103.2%。", [("103.2%", ERROR)]),
    ("林木绿化率162.4%。", [("162.4%", ERROR)]), ("城镇污水集中处理率109.6%。", [("109.6%", ERROR)]), ("道路硬化率110%。", [("110%", ERROR)]),
])
def test_rates_above_the_whole(text, places):
    assert found(text) == places


@pytest.mark.parametrize("text", [
    "农村生活垃圾无害化处理率达到98.5%，污水处理率100%。", "产品质量合格率100.0%。", "高中阶段毛入学率106.4%。", "规模以上工业产销率100.3%。",
    "贷款拨备覆盖率186.4%。", "年初目标任务完成率112.5%。", "第二产业对经济增长的贡献率为104.3%。", "资本充足率为114.2%。", "粮食自给率128%。",
    "国有企业资本保值增值率106.2%。", "九年义务教育巩固率101.2%。", "灌溉水利用率提高了120%。", "税收收入增长率108%。",
    "不良贷款回收率104.6%。", "粮食仓库利用率102%。", "病床使用率103.4%，床位使用率108%。", "影院平均上座率101%。", "公租房配租率102%。",
    "水库蓄水率112%。", "住宅用地供应率116%，土地供给率120%。", "旅游人次恢复率118%。", "亩均投入产出率186%。", "商品房去库存率104%。",
    "目标实现率106%。", "指标达成率112%。", "税款实收率101.2%。", "用户活跃率130%。", "商铺出租率101%。", "小学升学率100.4%。",
    "移动电话普及率118.6%。", "高中阶段教育普及率102.1%。", "利息保障覆盖率240%。", "任务目标达标率112%。",
    "公路养护投入增长118%，森林覆盖率62.4%。", "城乡居民养老保险参保率102.3%。", "财政支出预算执行率101.5%。",
])
def test_rates_that_are_possible(text):
    assert found(text) == []


def test_message():
    (diagnostic,) = lint_text("常住人口城镇化率为150.2%。", ImpossibleRate)
    assert diagnostic.message.zh == "“常住人口城镇化率150.2%”超过100%，这样的比率不可能大于100%"
    assert diagnostic.message.en == "“常住人口城镇化率150.2%” is above 100 %, which a rate of a whole cannot be"


@given(st.sampled_from(("污水处理率", "产品合格率", "自来水普及率", "群众满意率")), st.integers(0, 2000))
@settings(deadline=None)
def test_a_hundred_decides(name, tenths):
    rate = f"{tenths // 10}.{tenths % 10}%"
    assert found(f"{name}达到{rate}。") == ([(rate, ERROR)] if tenths > 1000 else [])


@settings(deadline=None)
@given(st.text(st.sampled_from("污水处理率毛入学由提高到0123.%，。\n")))
def test_any_text(text):
    lint_text(text, ImpossibleRate)


@pytest.mark.parametrize("text", [
    "城乡居民医保参保率达到195%以上。", "县域内就诊率达到190%左右。", "工业产品销售率为199.4%。", "小学六年巩固率191.2%。", "农户确权率达193.6%。",
])
def test_what_may_be_a_little_above_is_found_far_above(text):
    assert [d.severity for d in lint_text(text, ImpossibleRate)] == [Severity.WARNING]


@pytest.mark.parametrize("text", ["资产负债率191%。", "拨备覆盖率236%。", "任务完成率达到163%。", "全口径债务率为273%。"])
def test_ratios_of_amounts_may_be_anything(text):
    assert not list(lint_text(text, ImpossibleRate))
