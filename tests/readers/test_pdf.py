"""PDF files: lines to paragraphs, what is printed on every page, columns, turned pages, what cannot be read."""

from __future__ import annotations

import sys

import pytest

from reportlint.document import assemble
from reportlint.readers.pdf import reader
from reportlint.source import SourceError

pytest.importorskip("pypdfium2")

BODY = (
    "2023年，全镇上下认真贯彻落实上级决策部署，扎实推进各项工作，经济社会发展稳中有进，全镇实现财政总收入2841万元，"
    "比上年增长11.9%，其中税收收入2130万元，农民人均纯收入3910元，各项社会事业全面进步，社会大局保持和谐稳定。"
)
LAST = "二是工业经济提质增效。工业总产值7.8亿元，增长32.2%，新增规模以上企业3家，累计达到12家，完成技改投资1.2亿元。"


def read(data: bytes):
    return reader.read_bytes(data).content


def texts(data: bytes) -> list[str]:
    content = read(data)
    return [content.text[line.start:line.end] for line in content.lines]


def wrapped(text: str, first: int = 26, width: int = 28) -> list[str]:
    """The text in lines, the first shorter by the indent; a Latin character takes half a place, and no mark begins a line."""
    lines, room = [""], first * 2
    for position, character in enumerate(text):
        wide = 1 if character.isascii() else 2
        following = text[position + 1:position + 2]
        if room < wide + (0 if following not in "，。、；%" else (1 if following == "%" else 2)):
            lines.append("")
            room = width * 2
        lines[-1] += character
        room -= wide
    return lines


def paragraph(pdf, text: str, y: float, *, left: float = 90, indent: float = 28, step: float = 28) -> str:
    """The operators for a paragraph of 28 characters a line in 14 points."""
    lines = wrapped(text)
    return "".join(pdf.show(left + (0 if at else indent), y - at * step, line) for at, line in enumerate(lines))


def test_lines_are_joined_into_paragraphs(pdf):
    data = pdf.build(paragraph(pdf, BODY, 700) + paragraph(pdf, LAST, 560))
    content = read(data)
    assert texts(data) == [BODY, LAST]
    assert all(line.hard for line in content.lines)
    document = assemble(content, path="a.pdf", format="pdf")
    assert document.anchor_at(document.text.index("2023")) == {"page": 1, "line": 1}
    assert document.anchor_at(document.text.index("2130")) == {"page": 1, "line": 3}
    assert document.anchor_at(document.text.index("二是")) == {"page": 1, "line": 5}


def test_a_paragraph_goes_on_on_the_next_page(pdf):
    lines = wrapped(BODY)
    first = paragraph(pdf, LAST, 700) + pdf.show(118, 588, lines[0]) + pdf.show(90, 560, lines[1]) + pdf.show(290, 40, "- 1 -")
    second = "".join(pdf.show(90, 700 - 28 * at, line) for at, line in enumerate(lines[2:])) + pdf.show(290, 40, "- 2 -")
    data = pdf.build(first, second + paragraph(pdf, LAST, 600))
    content = read(data)
    assert texts(data) == [LAST, BODY, LAST]
    assert [anchor.place["page"] for anchor in content.anchors[3:7]] == [1, 1, 2, 2]


def test_paragraphs_without_indents_are_told_by_their_spacing(pdf):
    def block(text, y):
        return "".join(pdf.show(90, y - at * 20, line) for at, line in enumerate(wrapped(text, first=28)))

    full = "全镇粮食总产量一点五万吨，比上年增三个百分点，产量新高。蔬菜产量三点二万吨，增长五个百分点，水果产量一点一万吨。茶叶产量持续增长。"
    assert wrapped(full, first=28)[0].endswith("。")
    assert texts(pdf.build(block(BODY, 720) + block(full, 620) + block(LAST, 540))) == [BODY, full, LAST]


def test_titles_stand_alone(pdf):
    page = (
        pdf.show(165, 760, "枫桥镇政府工作报告", 28) + pdf.show(200, 720, "——2024年1月5日在镇人代会上")
        + pdf.show(260, 692, "镇长　张三") + paragraph(pdf, BODY, 640) + paragraph(pdf, LAST, 500)
    )
    assert texts(pdf.build(page)) == ["枫桥镇政府工作报告", "——2024年1月5日在镇人代会上", "镇长　张三", BODY, LAST]


@pytest.mark.parametrize(
    ("operators", "expected"),
    [
        ([(90, "财政总收入2841万元", "2 Tc")], "财政总收入2841万元"),
        ([(90, "政", ""), (120, "府", ""), (150, "工", ""), (180, "作", ""), (210, "报", ""), (240, "告", "")], "政府工作报告"),
        ([(90, "财政", ""), (119, "总收入", "")], "财政总收入"),
        ([(90, "增长", ""), (121, "5.2%，", ""), (168, "其中", "")], "增长5.2%，其中"),
        ([(90, "GDP", ""), (116, "growth", "")], "GDP growth"),
        ([(90, "镇长", ""), (132, "张三", "")], "镇长　张三"),
        ([(90, "镇长 张三 李四王五", "")], "镇长 张三 李四王五"),
        ([(90, "合计", ""), (160, "100.5", ""), (230, "3.2", "")], "合计\t100.5\t3.2"),
        ([(90, "100.5", ""), (127.2, "20.5", "")], "100.5 20.5"),
        ([(90, "面积12米", ""), (146, "2", "SUP"), (150, "。", "")], "面积12米²。"),
        ([(90, "财政收入", ""), (90.4, "财政收入", ""), (146, "增长11%", ""), (146.3, "增长11%", "")], "财政收入增长11%"),
    ],
    ids=["spread", "letterspaced", "adjusted", "mixed", "latin", "name", "typed", "columns", "numbers", "raised", "bold"],
)
def test_blanks_within_lines(pdf, operators, expected):
    page = "".join(
        pdf.show(x, 705, text, 7) if state == "SUP" else pdf.show(x, 700, text, before=state) for x, text, state in operators
    )
    assert texts(pdf.build(page)) == [expected]


def test_latin_words_that_lines_divide(pdf):
    lines = ["The gross product of the county rose by a total of 5.2 per-", "cent in 2023, and the fiscal revenue of the entire county by", "nearly 8 percent."]
    page = "".join(pdf.show(90, 700 - 20 * at, line) for at, line in enumerate(lines))
    filler = "".join(pdf.show(90, 600 - 20 * at, "an ordinary line of text that fills the whole of the width.") for at in range(5))
    assert texts(pdf.build(page + filler))[0] == (
        "The gross product of the county rose by a total of 5.2 percent in 2023, and the fiscal revenue of the entire county by nearly 8 percent."
    )


def test_headers_footers_and_page_numbers_are_left_out(pdf):
    pages = [
        pdf.show(240, 800, "枫桥镇人代会文件") + paragraph(pdf, BODY, 700) + paragraph(pdf, LAST, 560) + pdf.show(280, 40, f"— {n} —")
        for n in range(9, 13)
    ]
    assert texts(pdf.build(*pages)) == [BODY, LAST] * 4


def test_figures_at_the_foot_of_pages_are_no_page_numbers(pdf):
    pages = [paragraph(pdf, BODY, 700) + pdf.show(90, 100, "税收收入") + pdf.show(90, 72, str(figure)) for figure in (2841, 2130, 711)]
    assert [text for text in texts(pdf.build(*pages)) if text.isdigit()] == ["2841", "2130", "711"]
    pages = [paragraph(pdf, BODY, 700) + pdf.show(90, 72, f"{year}年完成{year}万元") for year in (2021, 2023, 2020)]
    assert len(texts(pdf.build(*pages))) == 6


def test_running_lines_with_numbers_that_are_spaced_differently(pdf):
    pages = [pdf.show(90, 800, f"12 {n} {n}" if n % 2 else f"{n}12{n}") + paragraph(pdf, BODY, 700) for n in range(1, 5)]
    assert texts(pdf.build(*pages)).count(BODY) == 4


def test_a_heading_at_the_margin_does_not_go_on_in_a_full_line(pdf):
    assert wrapped(BODY)[-1].endswith("。")
    data = pdf.build(paragraph(pdf, BODY, 700) + pdf.show(90, 588, "二、工业") + paragraph(pdf, LAST, 560))
    assert texts(data) == [BODY, "二、工业", LAST]


def test_slanted_text_is_a_watermark(pdf):
    data = pdf.build(paragraph(pdf, BODY, 700) + pdf.show(200, 300, "内部资料", 60, turned="0.7 0.7 -0.7 0.7"))
    assert texts(data) == [BODY]


def test_text_beside_the_pages_text_follows(pdf):
    data = pdf.build(paragraph(pdf, BODY, 700) + pdf.show(40, 300, "装订线", turned="0 1 -1 0"))
    assert texts(data) == [BODY, "装订线"]


@pytest.mark.parametrize(
    ("turned", "place"),
    [
        ("0 1 -1 0", lambda x, y: (650 - y, x)), ("0 -1 1 0", lambda x, y: (y - 200, 800 - x)), ("-1 0 0 -1", lambda x, y: (550 - x, 842 - y)),
    ],
)
@pytest.mark.parametrize("page", ["", "/Rotate 90", "/Rotate 270"])
def test_pages_that_are_printed_sideways(pdf, turned, place, page):
    content = ""
    for text, top in ((BODY, 600), (LAST, 400)):
        for at, line in enumerate(wrapped(text)):
            x, y = place(90 + (0 if at else 28), top - 28 * at)
            content += pdf.show(x, y, line, turned=turned)
    assert texts(pdf.build(content, page=page)) == [BODY, LAST]


def test_columns_are_read_one_after_the_other(pdf):
    def column(text, left, top, begin=0, end=99):
        lines = list(enumerate(wrapped(text, first=12, width=14)))[begin:end]
        return "".join(pdf.show(left + (0 if at else 28), top - 20 * (at - begin), line) for at, line in lines)

    page = pdf.show(170, 780, "枫桥镇统计公报", 26) + column(BODY, 80, 700) + column(LAST, 80, 480) + column(LAST, 310, 697) + column(BODY, 310, 540)
    assert texts(pdf.build(page)) == ["枫桥镇统计公报", BODY, LAST, LAST, BODY]
    few = column(LAST, 80, 760, end=3) + column(LAST, 310, 760, begin=3)  # too few lines to tell by themselves
    assert texts(pdf.build(page, few)) == ["枫桥镇统计公报", BODY, LAST, LAST, BODY, LAST]


def test_footnotes_are_notes_and_stand_behind_the_paragraph(pdf):
    lines = wrapped(BODY)
    first = paragraph(pdf, LAST, 700) + pdf.show(118, 588, lines[0]) + pdf.show(90, 560, lines[1])
    first += pdf.show(90, 100, "① 财政总收入含上划收入。", 9) + pdf.show(90, 86, "② 快报数。", 9)
    second = "".join(pdf.show(90, 700 - 28 * at, line) for at, line in enumerate(lines[2:])) + paragraph(pdf, LAST, 600)
    content = read(pdf.build(first, second))
    assert [(str(line.kind), content.text[line.start:line.end]) for line in content.lines] == [
        ("text", LAST), ("text", BODY), ("note", "① 财政总收入含上划收入。"), ("note", "② 快报数。"), ("text", LAST),
    ]


def test_tables_of_contents_are_furniture(pdf):
    page = pdf.show(270, 700, "目　录") + pdf.show(90, 660, "一、2023年工作回顾" + "." * 40 + "3") + pdf.show(90, 640, "二、2024年工作安排" + "." * 40 + "12")
    assert [str(line.kind) for line in read(pdf.build(page)).lines] == ["text", "furniture", "furniture"]


def test_pages_that_are_images_are_said(pdf):
    page = paragraph(pdf, BODY, 700)
    content = read(pdf.build(page, pdf.SCAN, pdf.SCAN + pdf.show(290, 40, "3"), page, pdf.SCAN))
    assert [(r.reason, r.detail, r.unread) for r in content.remarks] == [("pages-without-text", "2–3、5", True)]
    assert read(pdf.build(page, "", page)).remarks == ()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda pdf: pdf.build(pdf.SCAN, pdf.SCAN), "no-text-layer"),
        (lambda pdf: pdf.build("".join(f"{n} 0 m {n} 9 l 9 9 l f\n" for n in range(99))), "no-text-layer"),
        (lambda pdf: pdf.build(pdf.show(72, 700, BODY), trailer=f"/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -44/O<{'11' * 32}>/U<{'22' * 32}>>>/ID[<00><00>]"), "encrypted"),
        (lambda _: b"", "damaged"),
        (lambda _: b"%PDF-1.7\n" + b"\0" * 500, "damaged"),
        (lambda _: "不是PDF".encode() * 90, "damaged"),
        (lambda pdf: pdf.build(pdf.show(72, 700, "".join(map(chr, range(0xE800, 0xE840))))), "unreadable-characters"),
    ],
    ids=["scan", "drawn", "encrypted", "empty", "cut off", "text", "unknown"],
)
def test_what_cannot_be_read(pdf, make, reason):
    with pytest.raises(SourceError) as error:
        read(make(pdf))
    assert error.value.reason == reason


def test_a_broken_table_of_objects_is_repaired(pdf):
    data = pdf.build(paragraph(pdf, BODY, 700))
    assert texts(data.replace(b"startxref", b"startxxxx")) == [BODY]


def test_without_the_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(SourceError) as error:
        reader.read_bytes(b"%PDF-1.7")
    assert (error.value.reason, error.value.detail) == ("needs-extra", "pdf")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (0x2F40, "支"), (0x2ED3, "长"), (0x2EA0, "民"), (0x2F08, "人"), (0xF9D0, "類"), (0xFA0E, "﨎"), (0xFB01, "fi"), (0xFE35, "（"), (0xFE10, "，"),
        (0x00A0, " "), (0x3000, "\u3000"), (0x2, "-"), (0x0, ""), (0x00AD, ""), (0xFEFF, ""), (0xD800, ""), (0x110000, ""), (0x2EF3, "龟"),
        (0xFF15, "５"), (0x33A1, "㎡"), (ord("增"), "增"),
    ],
)
def test_characters(code, text):
    from reportlint.readers.pdf.glyphs import character

    assert character(code) == text
