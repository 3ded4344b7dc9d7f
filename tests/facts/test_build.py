"""From mentions to facts: roles, owners, years, lists."""

from __future__ import annotations

import pytest

from reportlint.document import assemble
from reportlint.facts import Fact, Reading, Role
from reportlint.readers.text import reader

HEAD = "青禾县2023年国民经济和社会发展统计公报\n\n"


def facts(text: str, head: str = HEAD) -> list[Fact]:
    read = reader.read_bytes((head + text).encode())
    document = assemble(read.content, path="a.txt", format=read.format, encoding=read.encoding)
    return [f for f in Reading(document).facts if f.mention.start >= len(head.rstrip())]


def told(text: str) -> list[tuple[str, str, str]]:
    return [(f.role.value, f.indicator, f.mention.printed) for f in facts(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("粮食产量12.5万吨，增长3.2%。", [("level", "粮食产量", "12.5"), ("growth", "粮食产量", "3.2")]),
    ("税收收入8.2亿元，占财政总收入的65.6%。", [("level", "税收收入", "8.2"), ("share", "税收收入", "65.6")]),
    ("研发经费占生产总值比重从1.07%提高到1.49%。", [("other", "研发经费", "1.07"), ("share", "研发经费", "1.49")]),
    ("完成年初预算的102.3%。", [("share", "", "102.3")]),
    ("登记失业率3.2%，比上年回落0.3个百分点。", [("rate", "登记失业率", "3.2"), ("point_change", "登记失业率", "0.3")]),
    ("常住人口32.6万人，比上年末增加0.4万人。", [("level", "常住人口", "32.6"), ("delta", "常住人口", "0.4")]),
    ("森林面积444万亩，新增2.9万亩。", [("level", "森林面积", "444"), ("delta", "森林面积", "2.9")]),
    ("引进亿元以上项目12个。", [("level", "亿元以上项目", "12")]),
    ("其中10亿元以上项目3个。", [("level", "10亿元以上项目", "3")]),
    ("跨上千亿元台阶，总量1062亿元。", [("level", "总量", "1062")]),
    ("失业保险基金收入2.1亿元、支出1.8亿元。", [("level", "失业保险基金收入", "2.1"), ("level", "失业保险基金支出", "1.8")]),
    ("有色、石化、装备产业增加值分别增长17.8%、4.8%、9.9%。",
     [("growth", "有色产业增加值", "17.8"), ("growth", "石化产业增加值", "4.8"), ("growth", "装备产业增加值", "9.9")]),
    ("城镇、农村居民人均可支配收入分别达到44999元、24102元，分别增长4.6%、6.3%。",
     [("level", "城镇居民人均可支配收入", "44999"), ("level", "农村居民人均可支配收入", "24102"),
      ("growth", "城镇居民人均可支配收入", "4.6"), ("growth", "农村居民人均可支配收入", "6.3")]),
])
def test_roles_and_indicators(text, expected):
    assert told(text) == expected


def test_a_change_belongs_to_the_level_before_it():
    level, growth, other = facts("粮食产量12.5万吨，增长3.2%；油料产量下降1.1%。")
    assert growth.of is level
    assert level.growth is growth
    assert (growth.direction, other.direction) == (1, -1)
    assert other.of is None
    assert other.indicator == "油料产量"


def test_from_and_to():
    base, level, growth = facts("粮食产量由2022年的12.1万吨增加到12.5万吨，增长3.3%。")
    assert (base.role, base.year, level.base, level.year) == (Role.BASE, 2022, base, 2023)
    assert growth.of is level


def test_the_year_a_change_starts_from_dates_one_number():
    former, rate, people = facts("城镇化率由上年的55.6%提高到56.4%。年末常住人口32.6万人。")
    assert [f.year for f in (former, rate, people)] == [2022, 2023, 2023]


def test_a_year_of_which_a_value_is_a_multiple_dates_nothing():
    *_, sales = facts("竣工54.6万平方米，分别是上年的2.9倍和2倍；粮食产量12.5万吨。")
    assert (sales.indicator, sales.year) == ("粮食产量", 2023)


def test_averages_that_are_dealt_out_belong_to_the_levels_before():
    town, village, *rates = facts("城镇、农村居民收入分别完成2.3万元、1.5万元，比2018年分别增长43.7%和75%，年均分别增长7.5%和11.9%。")
    assert [(r.of, r.average, r.basis_year) for r in rates] == [(town, False, 2018), (village, False, 2018), (town, True, None), (village, True, None)]


def test_parts_know_their_whole():
    whole, tax, other, next_one = facts("财政总收入12.5亿元，其中：税收收入10.2亿元；非税收入2.3亿元。财政支出20亿元。")
    assert tax.whole is whole
    assert other.whole is whole
    assert next_one.whole is None


def test_scopes_carry_on_and_the_whole_area_ends_them():
    own, tax, everywhere = facts("县本级财政收入3.1亿元，税收收入2.2亿元。全县财政支出20.6亿元。")
    assert [set(f.phrase.scope) for f in (own, tax, everywhere)] == [{"县本级"}, {"县本级"}, set()]


def test_orders_and_labels_are_no_facts():
    assert not facts("第3季度以来，320国道沿线第二批项目按《青政发〔2023〕12号》实施。")
