"""Headings, tables of contents and automatic numbers."""

import pytest

from reportlint.readers.docx import reader
from reportlint.readers.docx.numerals import numeral

STYLES = """
<w:docDefaults/><w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name w:val='Normal'/></w:style>
<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='a'/></w:style>
<w:style w:type='paragraph' w:styleId='2'><w:name w:val='标题 2'/></w:style>
<w:style w:type='paragraph' w:styleId='own'><w:name w:val='我的标题'/><w:basedOn w:val='1'/></w:style>
<w:style w:type='paragraph' w:styleId='third'><w:name w:val='x'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>
<w:style w:type='paragraph' w:styleId='flat'><w:name w:val='y'/><w:basedOn w:val='1'/><w:pPr><w:outlineLvl w:val='9'/></w:pPr></w:style>
<w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style>
<w:style w:type='paragraph' w:styleId='toc1'><w:name w:val='toc 1'/></w:style>
<w:style w:type='paragraph' w:styleId='loop'><w:name w:val='z'/><w:basedOn w:val='pool'/></w:style>
<w:style w:type='paragraph' w:styleId='pool'><w:basedOn w:val='loop'/></w:style>
<w:style w:type='paragraph' w:styleId='listed'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>
<w:style w:type='paragraph' w:styleId='sub'><w:basedOn w:val='listed'/></w:style>
<w:style w:type='table' w:styleId='grid'><w:tblStylePr><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:tblStylePr></w:style>
"""


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("properties", "kind", "level"),
    [
        ("", "text", 0),
        ("<w:pStyle w:val='1'/>", "heading", 1),
        ("<w:pStyle w:val='2'/>", "heading", 2),
        ("<w:pStyle w:val='own'/>", "heading", 1),
        ("<w:pStyle w:val='third'/>", "heading", 3),
        ("<w:pStyle w:val='flat'/>", "text", 0),
        ("<w:pStyle w:val='t'/>", "heading", 1),
        ("<w:pStyle w:val='loop'/>", "text", 0),
        ("<w:pStyle w:val='grid'/>", "text", 0),
        ("<w:pStyle w:val='none'/>", "text", 0),
        ("<w:outlineLvl w:val='1'/>", "heading", 2),
        ("<w:pStyle w:val='1'/><w:outlineLvl w:val='9'/>", "text", 0),
        ("<w:pPrChange><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:pPrChange>", "text", 0),
        ("<w:pStyle w:val='toc1'/>", "furniture", 0),
    ],
)
def test_headings(word, properties, kind, level, strict):
    line, = reader.read_bytes(word(paragraph("甲", properties), styles=STYLES, strict=strict)).content.lines
    assert (line.kind, line.level) == (kind, level)


def level(place, text, fmt="decimal", start=1, extra=""):
    return f"<w:lvl w:ilvl='{place}'><w:start w:val='{start}'/><w:numFmt w:val='{fmt}'/>{extra}<w:lvlText w:val='{text}'/></w:lvl>"


def abstract(name, *inner):
    return f"<w:abstractNum w:abstractNumId='{name}'>{''.join(inner)}</w:abstractNum>"


def number(name, of, *inner):
    return f"<w:num w:numId='{name}'><w:abstractNumId w:val='{of}'/>{''.join(inner)}</w:num>"


NUMBERING = (
    abstract(0, level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCountingThousand"), level(2, "%3."), level(3, "%1.%4", extra="<w:isLgl/>"))
    + abstract(1, level(0, "%1.", start=5), level(1, "%1.%2", extra="<w:lvlRestart w:val='0'/>"))
    + abstract(2, level(0, "·", "bullet"))
    + abstract(3, level(0, "第%1章", "japaneseCounting", extra="<w:pStyle w:val='listed'/>"), level(1, "%1-%2", "upperRoman", extra="<w:pStyle w:val='sub'/>"))
    + abstract(4, "<w:numStyleLink w:val='list'/>") + abstract(5, "<w:styleLink w:val='list'/>", level(0, "%1)", "lowerLetter"))
    + number(1, 0) + number(2, 1) + number(3, 3) + number(4, 2) + number(5, 4)
    + number(6, 0, "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>")
    + number(7, 1, "<w:lvlOverride w:ilvl='0'>" + level(0, "[%1]", "upperLetter") + "</w:lvlOverride>")
)


def listed(number_id, place=0):
    return f"<w:numPr><w:ilvl w:val='{place}'/><w:numId w:val='{number_id}'/></w:numPr>"


@pytest.mark.parametrize(
    ("properties", "markers"),
    [
        ([listed(1), listed(1, 1), listed(1, 1), listed(1), listed(1, 1)], ["一、", "（一）", "（二）", "二、", "（一）"]),
        ([listed(1, 2), listed(1, 2), listed(1, 3)], ["1.", "2.", "1.1"]),
        ([listed(2), listed(2, 1), listed(2), listed(2, 1)], ["5.", "5.1", "6.", "6.2"]),
        ([listed(1), listed(6), listed(6), listed(1)], ["一、", "一、", "二、", "三、"]),
        ([listed(2), listed(7)], ["5.", "[F]"]),
        ([listed(4), listed(4)], ["", ""]),
        ([listed(5), listed(5)], ["a)", "b)"]),
        ([listed(9)], [""]),
        ([listed(1), "<w:numPr><w:numId w:val='0'/></w:numPr>", listed(1)], ["一、", "", "二、"]),
        (["<w:pStyle w:val='listed'/>", "<w:pStyle w:val='sub'/>", "<w:pStyle w:val='listed'/>"], ["第一章", "一-I", "第二章"]),
        (["<w:pStyle w:val='listed'/><w:numPr><w:numId w:val='0'/></w:numPr>", "<w:pStyle w:val='listed'/>"], ["", "第一章"]),
    ],
)
def test_automatic_numbers(word, properties, markers):
    body = "".join(paragraph("甲", each) for each in properties)
    content = reader.read_bytes(word(body, styles=STYLES, numbering=NUMBERING)).content
    assert [line.marker for line in content.lines] == markers
    assert content.text == "\n".join("甲" * len(markers))


def test_numbered_paragraphs_are_items_unless_they_are_headings(word):
    body = paragraph("甲", listed(1)) + paragraph("乙", "<w:pStyle w:val='1'/>" + listed(1)) + paragraph("丙", listed(4))
    lines = reader.read_bytes(word(body, styles=STYLES, numbering=NUMBERING)).content.lines
    assert [(line.kind, line.marker) for line in lines] == [("item", "一、"), ("heading", "二、"), ("item", "")]


@pytest.mark.parametrize(
    ("format_", "written"),
    [
        ("decimal", {0: "0", 7: "7", -1: "-1"}),
        ("decimalZero", {7: "07", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○"}),
        ("chineseCountingThousand", {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 1010: "一千零一十", 12345: "12345"}),
        ("japaneseCounting", {3: "三", 15: "十五", 21: "二十一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographDigital", {10: "一〇"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("upperLetter", {2: "B"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX", 5000: "5000"}),
        ("lowerRoman", {9: "ix"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {3: "⒊"}),
        ("decimalFullWidth", {12: "１２"}),
        ("none", {3: ""}),
        ("someday", {3: "3"}),
    ],
)
def test_numerals(format_, written):
    assert {value: numeral(value, format_) for value in written} == written
