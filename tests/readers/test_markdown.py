"""Markdown, block by block: each row of a table here is a text and the records that it gives."""

import random

import pytest

from reportlint.readers.markdown import reader


def read(text):
    return reader.read_bytes(text.encode()).content


def rows(text):
    """The records as "kind:text", headings with their level, hard ones with a stroke behind."""
    return [
        f"{line.kind}{line.level or ''}:{text[line.start:line.end]}{'/' * line.hard}" for line in read(text).lines
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# 标题 #\n## 二 ##\n### C#", ["heading1:标题/", "heading2:二/", "heading3:C#/"]),
        ("##一、回顾\n#话题#", ["heading2:一、回顾/", "text:#话题#/"]),
        ("#\u3000标题\n####### 七", ["heading1:标题/", "text:####### 七/"]),
        ("标题\n===\n小题\n---\n", ["heading1:标题/", "heading2:小题/"]),
        ("全年增长5%。\n---\n下文", ["text:全年增长5%。/", "text:下文/"]),
        ("---\n\n***\n* * *\n下文", ["text:下文/"]),
        ("甲\n乙\n\n丙", ["text:甲", "text:乙/", "text:丙/"]),
        ("甲  \n乙\\\n丙", ["text:甲", "text:乙", "text:丙/"]),
        ("- 甲\n- 乙\n  续\n* [x] 丙\n+ [ ] 丁\n", ["item:甲/", "item:乙", "text:续/", "item:丙/", "item:丁/"]),
        ("1. 甲\n2. 乙\n10) 丙", ["item:1. 甲/", "item:2. 乙/", "item:10) 丙/"]),
        ("1、甲\n2、乙\n", ["item:1、甲/", "item:2、乙/"]),
        ("1、2月份增长\n", ["text:1、2月份增长/"]),
        ("达到\n10. 5亿元", ["text:达到", "text:10. 5亿元/"]),
        ("分三步。\n3. 丙", ["text:分三步。/", "item:3. 丙/"]),
        ("-5%的降幅\n*强调*", ["text:-5%的降幅", "text:*强调*/"]),
        ("> 甲\n>\n> 乙\n续\n> > 丙", ["text:甲/", "text:乙", "text:续/", "text:丙/"]),
        ("> # 题\n> - 甲", ["heading1:题/", "item:甲/"]),
        ("```py\n甲 = 1\n\n```\n乙", ["code:甲 = 1", "text:乙/"]),
        ("~~~\n```\n~~~\n乙", ["code:```", "text:乙/"]),
        ("```\n甲", ["code:甲"]),
        ("`甲` ``` 乙", ["text:`甲` ``` 乙/"]),
        ("甲\n\n    x = 1\n    y\n", ["text:甲/", "code:x = 1", "code:y"]),
        ("\tx = 1", ["code:x = 1"]),
        ("甲\n\n    四格缩进的正文\n", ["text:甲/", "text:四格缩进的正文/"]),
        ("甲\n    x = 1", ["text:甲", "text:x = 1/"]),
        ("\u3000\u3000x = 1\n\n\u3000\u3000甲", ["text:x = 1/", "text:甲/"]),
        ("- 甲\n\n    x = 1", ["item:甲/", "text:x = 1/"]),
        ("---\ntitle: 报告\ntags: [a]\n---\n甲", ["code:title: 报告", "code:tags: [a]", "text:甲/"]),
        ("---\n甲\n\n---\n乙", ["text:甲/", "text:乙/"]),
        ("---\ntitle: 报告\n甲", ["text:title: 报告", "text:甲/"]),
        ("<!-- 注 -->\n[链接](http://a/b) ![图](c)", ["text:[链接](http://a/b) ![图](c)/"]),
        ("甲\r\n乙\r\n\r\n丙", ["text:甲", "text:乙/", "text:丙/"]),
    ],
)
def test_blocks(text, expected):
    assert rows(text) == expected


def test_gaps_and_indents():
    assert [(line.gap, line.indent) for line in read("\n甲\n\n\n\u3000\u3000乙\n    丙\n---\n\n# 丁").lines] == [
        (1, False), (2, True), (0, True), (1, False),
    ]


@pytest.mark.parametrize(
    ("text", "cells", "caption"),
    [
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 |  |\n| 2 | 3", ["甲@0,0", "乙@0,1", "1@1,0", "@1,1", "2@2,0", "3@2,1"], None),
        ("表1 指标\n单位：万元\n\n甲|乙\n-|-\n1|2\n\n下文", ["甲@0,0", "乙@0,1", "1@1,0", "2@1,1"], "表1 指标\n单位：万元"),
        ("> |甲|\n> |-|\n> |1|", ["甲@0,0", "1@1,0"], None),
        ("|甲\\|乙|\n|-|\n|1|2|", ["甲\\|乙@0,0", "1@1,0", "2@1,1"], None),
    ],
)
def test_tables(text, cells, caption):
    table, = read(text).tables
    assert [f"{text[cell.start:cell.end]}@{cell.row},{cell.column}" for cell in table.cells] == cells
    assert (table.caption and text[table.caption.start:table.caption.end]) == caption
    assert [text[line.start:line.end] for line in read(text).lines if line.kind == "cell"] == [
        content for cell in cells if (content := cell.split("@")[0])
    ]


@pytest.mark.parametrize("text", ["甲|乙\n下文", "甲|乙\n-|-|-\n1|2", "甲\n---|---\n", "|-|\n"])
def test_bars_alone_make_no_table(text):
    assert not read(text).tables


@pytest.mark.parametrize(
    "text",
    [
        "|a|b|\n|-|-|\n" * 20_000, "|" * 300_000 + "\n" + "|-" * 200_000, "> " * 200_000, "- " * 200_000 + "x",
        "a\n-\n" * 20_000, "a\n" * 50_000 + "---", "# #" * 100_000, "`" * 300_000 + "x`", "1" * 300_000, " " * 500_000 + "x",
    ],
)
def test_hostile_texts_are_read_to_their_end(text):
    read(text)


def test_any_text_gives_trimmed_lines_in_order():
    chance = random.Random(3)
    marks = ["#", "-", "|", "\n", "\r", " ", "    ", "\u3000", ">", "`", "```", "~~~", "1. ", "1、", "甲", "=", "*", "\\", ":", "---\n"]
    for _ in range(1500):
        text = "".join(chance.choices(marks, k=chance.randrange(30)))
        found = read(text)
        end = 0
        for line in found.lines:
            assert end <= line.start < line.end <= len(text)
            assert text[line.start:line.end] == text[line.start:line.end].strip(" \u3000\t\r\n")
            end = line.end
        for cell in (cell for table in found.tables for cell in table.cells):
            assert 0 <= cell.start <= cell.end <= len(text)
