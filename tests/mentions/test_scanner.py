"""What the scanner reads, form by form: numbers, ranges, labels, and the words that only look like quantities."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from reportlint.mentions import Kind, scan


def read(text):
    """(text, value or (low, high), unit) of each mention that is no label, ordinal or period."""
    return [
        (text[m.start:m.end], m.value if m.value is not None else (m.low, m.high), m.unit)
        for m in scan(text) if m.kind not in (Kind.LABEL, Kind.ORDINAL, Kind.PERIOD)
    ]


@pytest.mark.parametrize(("text", "span", "value", "unit"), [
    ("投资三点五亿元", "三点五亿元", 350_000_000, "元"),
    ("共1，234个村", "1，234个", 1234, "个"),
    ("产量１．７亿吨", "１．７亿吨", 170_000_000, "吨"),
    ("占比61．5%", "61．5%", F("61.5"), "%"),
    ("增长3。1%。", "3。1%", F("3.1"), "%"),
    ("收入3亿5000万元", "3亿5000万元", 350_000_000, "元"),
    ("人口1万2千人", "1万2千人", 12000, "人"),
    ("降至-3.2%", "-3.2%", F("-3.2"), "%"),
    ("重量三斤半，", "三斤半", F(7, 2), "斤"),
    ("用了一个半小时", "一个半小时", F(3, 2), "小时"),
    ("共3个半月", "3个半月", F(7, 2), "个月"),
    ("花了123元1角1分", "123元1角1分", F("123.11"), "元"),
    ("价格12块5，", "12块5", F("12.5"), "块"),
    ("合同价¥3.5万", "¥3.5万", 35000, "元"),
    ("新台币177.1亿元", "新台币177.1亿元", 17_710_000_000, "新台币"),
    ("占四分之三", "四分之三", F(3, 4), ""),
    ("占1/3以上", "1/3", F(1, 3), ""),
    ("约占三成五", "三成五", F(7, 2), "成"),
    ("减少九九折", "九九折", F("9.9"), "折"),
    ("百分之三点五", "百分之三点五", F("3.5"), "%"),
    ("千分之六", "千分之六", 6, "‰"),
    ("能耗0.5吨标准煤/万元", "0.5吨标准煤/万元", F("0.5"), "吨标准煤/万元"),
    ("完成2000元/人", "2000元/人", 2000, "元/人"),
    ("装机二十万千瓦", "二十万千瓦", 200_000, "千瓦"),
    ("重达二十五千克", "二十五千克", 25, "千克"),
    ("气温降至零下15℃", "零下15℃", -15, "℃"),
    ("gdp4亿元", "4亿元", 400_000_000, "元"),
    ("生产总值[gdp]4亿元", "4亿元", 400_000_000, "元"),
    ("[2]13902.67万元", "13902.67万元", 139_026_700, "元"),
    ("六万万人民", "六万万人", 600_000_000, "人"),
])
def test_one_value(text, span, value, unit):
    assert read(text) == [(span, value, unit)]


@pytest.mark.parametrize(("text", "span", "low", "high", "unit"), [
    ("三到五年内", "三到五年", 3, 5, "年"),
    ("建成2到3个", "2到3个", 2, 3, "个"),
    ("两三个村", "两三个", 2, 3, "个"),
    ("二三十家", "二三十家", 20, 30, "家"),
    ("三五百户", "三五百户", 300, 500, "户"),
    ("三四千人", "三四千人", 3000, 4000, "人"),
    ("十几万人", "十几万人", 110_000, 190_000, "人"),
    ("增长5%—5.5%", "5%—5.5%", 5, F("5.5"), "%"),
    ("增长5.5—6%", "5.5—6%", F("5.5"), 6, "%"),
    ("5.5个至6个百分点", "5.5个至6个百分点", F("5.5"), 6, "个百分点"),
    ("3.8‰—4.2‰", "3.8‰—4.2‰", F("3.8"), F("4.2"), "‰"),
    ("1000至2000万元", "1000至2000万元", 10_000_000, 20_000_000, "元"),
    ("一千到两千万元", "一千到两千万元", 10_000_000, 20_000_000, "元"),
    ("误差±5%", "±5%", -5, 5, "%"),
])
def test_ranges_and_alternatives(text, span, low, high, unit):
    assert read(text) == [(span, (low, high), unit)]


@pytest.mark.parametrize(("text", "hedge", "value"), [
    ("2.3万多人", "more", 23000), ("近万名党员", "under", 10000), ("上千家企业", "at_least", 1000), ("过百亿元", "over", 10**10),
    ("十多亿元", "more", 10**9), ("百余人", "more", 100), ("5000余万元", "more", 50_000_000), ("约3亿元", "about", 3 * 10**8),
    ("8%左右", "about", 8), ("50岁以下", "at_most", 50), ("不低于95%", "at_least", 95),
])
def test_hedges(text, hedge, value):
    mention = next(m for m in scan(text) if m.value is not None)
    assert (mention.hedge.value, mention.value) == (hedge, value)


@pytest.mark.parametrize("text", [
    "〔2018〕59号", "0745-2712345", "十八届三中全会", "四届三次会议", "3+2", "2+8+n", "8·33", "小（2）型", "1、2号干线", "320国道", "S231",
    "5a级", "2号线", "14:30", "9点25分", "90年代", "PM2.5",
])
def test_labels_are_one_piece(text):
    assert [(m.kind, m.start, m.end) for m in scan(f"有{text}的")] == [(Kind.LABEL, 1, 1 + len(text))]


def test_a_rank_list_is_one_ordinal():
    assert [(m.kind, m.end - m.start) for m in scan("获得第1、2、3名")] == [(Kind.ORDINAL, 6)]


@pytest.mark.parametrize("text", ["三农", "十五规划", "两会", "一二三产业", "五位一体", "百年", "千方百计", "三元村", "九江市", "十分", "一带一路", "二三产业", "一批", "一系列", "一方面", "三七开", "四六级", "半数", "八一", "五四", "七一勋章", "六一", "一二·九", "三八红旗手", "九年一贯制", "一站式", "五保户", "四套班子", "十里八乡", "八成新", "百强县", "千人计划", "万众创新", "百日攻坚", "成千上万", "数以万计", "统一", "唯一", "进一步", "一成不变", "百度", "三令五申", "千家万户", "一心一意", "四面八方", "百花齐放", "二元结构", "三维设计", "四通八达", "五金", "六安市", "七里河", "八方", "三门峡", "五家渠", "百企联百村", "一村一品", "两不愁三保障", "三公经费", "万无一失"])
def test_words_are_no_quantities(text):
    for sentence in (text, f"推进{text}工作"):
        assert read(sentence) == []


def test_a_broken_group_has_no_value_and_says_so():
    mention, = scan("存款20,54亿元")
    assert (mention.value, mention.flaw, mention.unit) == (None, "grouping", "元")


@pytest.mark.parametrize(("text", "start", "end"), [
    ("2004年", (2004, 1, 1), (2004, 12, 31)), ("二○○四年", (2004, 1, 1), (2004, 12, 31)), ("2024年1—6月份", (2024, 1, 1), (2024, 6, 30)),
    ("2021—2025年", (2021, 1, 1), (2025, 12, 31)), ("“十四五”时期", (2021, 1, 1), (2025, 12, 31)), ("2004-2005", (2004, 1, 1), (2005, 12, 31)),
    ("2024年3月5日至8日", (2024, 3, 5), (2024, 3, 8)), ("’08年", (2008, 1, 1), (2008, 12, 31)),
])
def test_periods(text, start, end):
    mention, = scan(text)
    assert (mention.kind, mention.period.start, mention.period.end) == (Kind.PERIOD, start, end)
