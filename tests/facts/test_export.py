"""Facts as rows: values, owners, places in the text, tables."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.document import Document, assemble
from reportlint.facts import Reading
from reportlint.facts.export import COLUMNS, FactRow, rows_of
from reportlint.readers.markdown import reader as markdown
from reportlint.readers.text import reader as plain

HEAD = "青禾镇政府工作报告\n\n——2010年1月8日在青禾镇第十六届人民代表大会第四次会议上\n\n一、2009年工作回顾\n\n"


def document_of(text: str, reader=plain) -> Document:
    read = reader.read_bytes(text.encode())
    return assemble(read.content, path="a.txt", format=read.format, encoding=read.encoding)


def rows(text: str, reader=plain) -> list[FactRow]:
    return list(rows_of(Reading(document_of(text, reader))))


def test_a_level_with_its_growth_and_its_parts():
    text = HEAD + "全镇财政总收入2841万元，增长11.9%。其中：税收收入2130万元，非税收入711万元。\n"
    level, growth, tax, _ = rows(text)
    assert (level.path, level.report, level.title, level.place) == ("a.txt", 1, "青禾镇政府工作报告", "青禾镇")
    assert (level.year, level.year_from, level.grain, level.part) == (2009, "report", "year", "review")
    assert (level.role, level.indicator, level.value, level.exact, level.unit) == ("level", "财政总收入", "2841万元", "28410000", "元")
    assert (level.low, level.high, level.direction, level.of_value) == ("28405000", "28415000", None, "")
    assert (growth.role, growth.exact, growth.unit, growth.low, growth.direction) == ("growth", "11.9", "%", "11.85", 1)
    assert (growth.of_indicator, growth.of_value) == ("财政总收入", "2841万元")
    assert tax.sentence == "其中：税收收入2130万元，非税收入711万元。"


@pytest.mark.parametrize(
    ("sentence", "index", "expected"),
    [
        ("其中，税收收入占财政总收入的75%。", 0, {"role": "share", "share_of": "财政总收入", "exact": "75"}),
        ("粮食产量由3575吨减少到3210吨，下降10.2%。", 0, {"role": "base", "of_value": "3210吨"}),
        ("粮食产量由3575吨减少到3210吨，下降10.2%。", 2, {"role": "growth", "direction": -1, "exact": "10.2"}),
        ("2008年粮食产量达到3575吨。", 0, {"year": 2008, "year_from": "text"}),
        ("累计投入资金约320万元。", 0, {"hedge": "about", "exact": "3200000"}),
        ("受益群众超过3万人。", 0, {"hedge": "over", "high": ""}),
        ("城镇化率提高0.6个百分点。", 0, {"role": "point_change", "unit": "个百分点", "exact": "0.6"}),
        ("栽种树木5到6万株。", 0, {"exact": "", "low": "50000", "high": "60000"}),
        ("地区生产总值1.0万亿元。", 0, {"exact": "1000000000000", "unit": "元"}),
        ("县城空气优良天数比例95%。", 0, {"scope": "县城", "exact": "95"}),
    ],
)
def test_fields(sentence, index, expected):
    row = rows(HEAD + sentence + "\n")[index]
    assert {name: getattr(row, name) for name in expected} == expected


def test_targets_are_of_the_next_year():
    row = rows(HEAD + "全镇财政总收入2841万元。\n\n二、2010年工作安排\n\n财政总收入达到3125万元。\n")[-1]
    assert (row.year, row.part, row.exact) == (2010, "target", "31250000")


def test_a_number_with_neither_unit_nor_indicator_is_left_out():
    assert rows("12。\n") == []


def test_places_point_into_the_text_even_where_the_paragraph_is_wrapped():
    text = HEAD + "　　全镇财政总收\r\n入2841\r\n万元，比上年增长\r\n11.9%。\r\n"
    for row in rows(text):
        assert "".join(text[row.start:row.end].split()) == row.value
        line = text.split("\n")[row.line - 1]
        assert line[row.column - 1] == text[row.start]


def test_the_cells_of_a_markdown_table():
    text = (
        "# 云岭县2015年统计公报\n\n表1 主要指标\n\n| 指标 | 单位 | 2014年 | 2015年 | 增长（%） |\n|---|---|---|---|---|\n"
        "| 财政收入 | 万元 | 5250 | 5680 | 8.2 |\n| 粮食产量 | 吨 | 860 | 920 | 7.0 |\n| 常住人口 | 万人 | 21 |  |  |\n"
    )
    found = [row for row in rows(text, markdown) if row.role == "cell"]
    assert [(r.indicator, r.table_column, r.table_header, r.year, r.exact, r.unit) for r in found] == [
        ("财政收入", 2, "2014年", 2014, "52500000", "元"),
        ("财政收入", 3, "2015年", 2015, "56800000", "元"),
        ("财政收入", 4, "增长（%）", None, "8.2", "%"),
        ("粮食产量", 2, "2014年", 2014, "860000", "千克"),
        ("粮食产量", 3, "2015年", 2015, "920000", "千克"),
        ("粮食产量", 4, "增长（%）", None, "7", "%"),
        ("常住人口", 2, "2014年", 2014, "210000", "人"),
    ]


def test_the_cells_of_a_flattened_table():
    text = (
        "云岭县2015年预算执行情况表\n\n单位：万元\n项目\n2014年决算数\n2015年执行数\n比上年增减％\n"
        "税收收入\n41100\n44500\n8.3\n非税收入\n14900\n17300\n16.1\n合计\n56000\n61800\n10.4\n其他\n300\n"
    )
    found = [row for row in rows(text) if row.role == "cell"]
    assert [(r.table_row, r.table_column, r.year, r.exact, r.unit) for r in found[:3]] == [
        ("税收收入", 1, 2014, "411000000", "元"), ("税收收入", 2, 2015, "445000000", "元"), ("税收收入", 3, None, "8.3", "%"),
    ]
    assert (found[0].low, found[0].high) == ("410995000", "411005000")
    assert (found[0].sentence, found[0].table_header) == ("税收收入 41100 44500 8.3", "2014年决算数")
    last = found[-1]
    assert (last.table_row, last.table_column, last.year, last.unit) == ("其他", None, None, "")


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="全镇收入增长占其中由到，。：\n 0123456789.%万元亿年一二（）\t-", max_size=120))
def test_any_text_gives_rows_that_can_be_read(text):
    document = document_of(text)
    for row in rows_of(Reading(document)):
        assert set(COLUMNS) == set(FactRow.__slots__)
        assert "".join(document.text[row.start:row.end].split()) == row.value
        for number in (row.exact, row.low, row.high):
            assert not number or isinstance(Fraction(number), Fraction)
            assert "e" not in number.lower()


def test_the_sample_drafts_have_a_place_each(request):
    folder = Path(request.config.rootpath) / "seeds" / "clean"
    read = plain.read_bytes((folder / "town_report.txt").read_bytes())
    document = assemble(read.content, path="town_report.txt", format=read.format, encoding=read.encoding)
    found = list(rows_of(Reading(document)))
    assert {row.place for row in found} == {"青禾镇"}
    assert [row.start for row in found] == sorted(row.start for row in found)
