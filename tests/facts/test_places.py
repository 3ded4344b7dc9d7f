"""Whose report a document is."""

from __future__ import annotations

import pytest

from reportlint.document import assemble
from reportlint.facts.places import place_of
from reportlint.readers.text import reader

BODY = "\n\n各位代表：\n\n现在，我向大会报告工作，请予审议。去年以来，我们与邻近的高桥县开展了协作。\n"


def place(text: str, path: str = "报告.txt") -> str:
    read = reader.read_bytes((text + BODY).encode())
    document = assemble(read.content, path=path, format=read.format, encoding=read.encoding)
    return place_of(document, document.reports[0])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("青禾镇政府工作报告", "青禾镇"),
        ("云岭县2015年财政预算执行情况和2016年财政预算草案的报告", "云岭县"),
        ("2016年云岭县政府工作报告", "云岭县"),
        ("关于临川市2016年国民经济和社会发展计划的报告", "临川市"),
        ("临川市2022年国民经济和社会发展统计公报", "临川市"),
        ("南江省临川市2022年国民经济和社会发展统计公报", "临川市"),
        ("（南江省）2022年临川市统计公报", "临川市"),
        ("南江省统计局\n\n临川市2022年统计公报", "临川市"),
        ("南江省2022年国民经济和社会发展统计公报", "南江省"),
        ("云岭彝族自治县人民政府工作报告", "云岭彝族自治县"),
        ("东乡族自治县人民政府工作报告", "东乡族自治县"),
        ("西河自治区政府工作报告", "西河自治区"),
        ("新乡市政府工作报告", "新乡市"),
        ("2023年日照市政府工作报告", "日照市"),
        ("中华人民共和国2022年国民经济和社会发展统计公报", "全国"),
    ],
)
def test_the_title_tells(title: str, expected: str) -> None:
    assert place(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("政府工作报告\n\n——2010年1月8日在青禾镇第十六届人民代表大会第四次会议上", "青禾镇"),
        ("政府工作报告\n\n（2023年1月11日在临川市第五届人民代表大会第三次会议上）", "临川市"),
        ("乡镇政府工作报告", ""),
        ("全市和市级2019年预算执行情况", ""),
        ("2021年全市及市本级预算草案", ""),
        ("政府工作报告", ""),
    ],
)
def test_words_for_areas_are_no_places(title: str, expected: str) -> None:
    assert place(title) == expected


def test_the_report_itself_says_who_speaks() -> None:
    text = "各位代表：\n\n现在，我代表石桥乡人民政府向大会报告工作，请予审议。"
    assert place(text) == "石桥乡"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("drafts/2018_青禾镇_v2.txt", "青禾镇"), ("云岭县/报告.txt", ""), (r"C:\稿\临川市2016.txt", "临川市"), ("-", "")],
)
def test_the_file_name_tells_where_the_text_does_not(path: str, expected: str) -> None:
    assert place("政府工作报告", path) == expected


def test_the_text_wins_over_the_file_name() -> None:
    assert place("青禾镇政府工作报告", "云岭县.txt") == "青禾镇"


def test_each_report_of_a_collection_has_its_own_place() -> None:
    text = "工作报告精选\n\n工作报告篇一\n\n枫溪镇政府工作报告\n\n各位代表：我报告工作。\n\n工作报告篇二\n\n柳河镇政府工作报告\n\n各位代表：我报告工作。\n"
    read = reader.read_bytes(text.encode())
    document = assemble(read.content, path="a.txt", format=read.format, encoding=read.encoding)
    assert [place_of(document, report) for report in document.reports][1:] == ["枫溪镇", "柳河镇"]
