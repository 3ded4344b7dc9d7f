"""NUM005: a whole grows no faster than its fastest part and no slower than its slowest."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.growth_out_of_bounds import GrowthOutOfBounds

ERROR, WARNING = Severity.ERROR, Severity.WARNING
REVENUE = "全县财政总收入4850万元，增长{}%，其中：税收收入3700万元，增长12.1%，非税收入1150万元，增长9.4%。"
RATE = Decimal("0.1")


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, GrowthOutOfBounds)]


@pytest.mark.parametrize(("text", "rate", "severity"), [
    (REVENUE.format("15.2"), "15.2%", ERROR), (REVENUE.format("8.2"), "8.2%", ERROR), (REVENUE.format("12.3"), "12.3%", WARNING),
    ("进出口总额8.6亿美元，下降3.2%。其中，出口总额5.2亿美元，增长1.4%；进口总额3.4亿美元，增长2.8%。", "3.2%", ERROR),
    ("社会消费品零售总额28.6亿元，增长7.2%。按经营地统计，城镇消费品零售额21.4亿元，增长8.5%；乡村消费品零售额7.2亿元，增长9.1%。", "7.2%", ERROR),
    ("地区生产总值120.5亿元，增长9.8%。其中：第一产业增加值30.2亿元，增长4.1%；第二产业增加值48.1亿元，增长8.6%；第三产业增加值42.2亿元，增长7.9%。",
     "9.8%", WARNING),
    ("规模以上工业增加值增长6.8%。分门类看，采矿业增加值增长2.1%，制造业增加值增长5.4%，电力、热力、燃气及水生产和供应业增加值增长3.3%。", "6.8%", ERROR),
    ("规模以上工业增加值比上年增长9.5%。其中，轻工业增长6.2%，重工业增长8.1%。", "9.5%", ERROR),
    ("税收收入60.12亿元，增长10.3%，非税收入26.12亿元，增长8.6%，一般公共预算收入86.24亿元，增长12.5%。", "12.5%", ERROR),
    ("一般公共预算收入86.24亿元，增长12.5%，税收收入60.12亿元，增长10.3%，非税收入26.12亿元，增长8.6%。", "12.5%", ERROR),
    ("各项存款余额100亿元，比年初增长6.9%，其中境内存款60亿元，增长12.4%，境外存款40亿元，增长9.5%。", "6.9%", ERROR),
    ("居民消费价格上涨4.1%。其中，城市上涨2.2%，农村上涨2.6%。", "4.1%", ERROR),
    ("规模以上工业增加值增长9.4%。国有企业增长3.0%，股份制企业增长6.1%。分门类看，采矿业增长3.4%，制造业增长8.1%，电力、热力、燃气及水生产和供应业增长4.6%。",
     "9.4%", ERROR),
    ("粮食产量18.6万吨，增长5.2%。其中，夏粮产量4.2万吨，增长2.1%；秋粮产量14.4万吨，增长3.4%。", "5.2%", ERROR),
])
def test_growths_outside_their_parts(text, rate, severity):
    assert found(text) == [(rate, severity)]


@pytest.mark.parametrize("text", [
    REVENUE.format("12.2"), REVENUE.format("9.3"), REVENUE.format("11.5"), REVENUE.format("12左右"),
    "进出口总额8.6亿美元，下降3.2%。其中，出口总额5.2亿美元，增长1.4%；进口总额3.4亿美元，下降9.5%。",
    "居民人均可支配收入21560元，增长8.9%。按常住地分，城镇居民人均可支配收入28430元，增长7.6%；农村居民人均可支配收入14210元，增长8.4%。",
    "固定资产投资66亿元，增长15.2%。其中，工业投资30亿元，增长12.1%；房地产开发投资12亿元，增长4.8%。",
    "规模以上工业增加值增长9.2%，其中装备制造业增长6.1%，高技术制造业增长8.3%。",
    "一般公共预算支出20.6亿元，增长8.1%，其中教育支出4.2亿元，增长5.2%，卫生健康支出2.1亿元，增长6.4%等。",
    "财政总收入4850万元，增长15.2%，其中：税收收入3700万元，增长12.1%，非税收入1150万元。",
    "全市社会消费品零售总额38.6亿元，增长6.4%。限额以上单位中，商品零售增长4.1%，餐饮收入增长5.2%。",
    "地区生产总值增长7.3%，其中第一产业增加值增长4.1%，第二产业增加值增长8.6%，第三产业增加值增长7.9%；规模以上工业增加值增长9.9%。",
    # other bases
    "各项存款余额100亿元，比年初增长6.9%，其中境内存款60亿元，同比增长12.4%，境外存款40亿元，同比增长9.5%。",
    "社会消费品零售总额100亿元，增长6.9%，其中城镇60亿元，环比增长12.4%，农村40亿元，环比增长9.5%。",
    "税费收入100亿元，同口径增长6.9%，其中税收收入60亿元，增长12.4%，非税收入40亿元，增长9.5%。",
    "财政总收入100亿元，增长6.9%，其中税收收入60亿元，剔除退税因素增长12.4%，非税收入40亿元，增长9.5%。",
    # an accidental sum of things that are no classes
    "旅游收入86.24亿元，增长12.5%，财政收入60.12亿元，增长10.3%，工业投资26.12亿元，增长8.6%。",
    "住宅销售均价上涨6.2%，其中新建住宅上涨4.1%，二手住宅上涨5.2%。",
    "房屋施工面积增长6.2%，其中住宅增长4.1%；竣工面积增长2.1%，其中住宅增长1.6%。",
])
def test_growths_inside_and_lists_that_are_open(text):
    assert found(text) == []


SECTORS = "全年地区生产总值180亿元，其中第二产业增加值68.9亿元，增长{}。\n二、工业和建筑业\n工业增加值56.4亿元，增长{}。规模以上工业增加值增长9.1%。建筑业增加值12.6亿元，增长{}。"


def test_parts_that_make_up_an_indicator_are_found_wherever_they_stand():
    (check,) = list(checks_in("# 某市2024年国民经济和社会发展统计公报\n" + SECTORS.format("6.3%", "7.0%", "5.5%"), GrowthOutOfBounds))
    assert (check.verdict, [o.text for o in check.operands]) == (Verdict.CONSISTENT, ["6.3", "7.0", "5.5"])
    assert found("# 某市2024年国民经济和社会发展统计公报\n" + SECTORS.format("6.3%", "5.7%", "5.5%")) == [("6.3%", Severity.WARNING)]


def test_a_semicolon_does_not_end_a_list_of_classes():
    text = (
        "居民消费价格比上年下降{}。其中食品烟酒价格下降1.0%，衣着价格下降0.6%，居住价格下降0.4%，交通通信价格下降2.5%，教育文化娱乐价格下降0.1%；"
        "生活用品及服务价格上涨0.7%，医疗保健价格上涨1.8%，其他用品及服务价格上涨9.2%。"
    )
    (check,) = checks_in(text.format("0.3%"), GrowthOutOfBounds)
    assert (check.verdict, len(check.operands)) == (Verdict.CONSISTENT, 9)
    assert found(text.format("3.0%")) == [("3.0%", Severity.ERROR)]


def test_messages():
    (diagnostic,) = lint_text(REVENUE.format("15.2"), GrowthOutOfBounds)
    assert diagnostic.message.zh == (
        "财政总收入增长15.2%，而其全部分项（税收收入增长12.1%、非税收入增长9.4%）的增速都在它的同一侧，总体增速只能在9.3%～12.2%之间"
    )
    assert diagnostic.message.en.endswith("the whole can only grow within 9.3%～12.2%")
    assert [place.message.zh for place in diagnostic.related if place.message] == ["税收收入", "非税收入"]


def test_a_growth_inside_is_in_the_ledger():
    (check,) = checks_in(REVENUE.format("11.5"), GrowthOutOfBounds)
    assert (check.kind, check.verdict) == (CheckKind.MEAN_BOUND, Verdict.CONSISTENT)
    assert [(o.role, o.text) for o in check.operands] == [("whole", "11.5"), ("part", "12.1"), ("part", "9.4")]


bases = st.integers(200, 9000)
growths = st.integers(-400, 600)


@given(bases, bases, growths, growths, st.integers(0, 1))
@settings(deadline=None)
def test_true_growths_are_never_wrong(tax, other, tax_growth, other_growth, decimals):
    new_tax, new_other = tax * (1000 + tax_growth) // 1000, other * (1000 + other_growth) // 1000
    printed = [
        ((Decimal(new) / old - 1) * 100).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
        for new, old in ((new_tax + new_other, tax + other), (new_tax, tax), (new_other, other))
    ]
    text = (
        f"财政总收入{new_tax + new_other}万元，{moved(printed[0])}，"
        f"其中：税收收入{new_tax}万元，{moved(printed[1])}，非税收入{new_other}万元，{moved(printed[2])}。"
    )
    assert found(text) == []


@given(st.integers(1010, 9000), st.integers(1010, 9000), st.tuples(growths, growths), st.integers(5, 300), st.booleans())
@settings(deadline=None)
def test_a_growth_outside_is_always_found(tax, other, rates, off, above):
    first, second = rates
    low, high = sorted((first, second))
    whole = RATE * (high + off if above else low - off)
    if whole == 0:
        return
    text = (
        f"财政总收入{tax + other}万元，{moved(whole)}，"
        f"其中：税收收入{tax}万元，{moved(RATE * first)}，非税收入{other}万元，{moved(RATE * second)}。"
    )
    assert found(text) == [(f"{abs(whole)}%", ERROR)]


def moved(rate: Decimal) -> str:
    return f"下降{-rate}%" if rate < 0 else f"增长{abs(rate)}%"


@settings(deadline=None)
@given(st.text(st.sampled_from("财政总收入0123.亿元增长下降%其中：税收非，。；\n")))
def test_any_text(text):
    lint_text(text, GrowthOutOfBounds)
