"""Tables of PDF files: ruled, open at the sides, over several pages, and without lines."""

from __future__ import annotations

import pytest

from reportlint.readers.pdf import reader

pytest.importorskip("pypdfium2")

XS = (80, 220, 320, 420)
ROWS = [["项目", "2022年", "2023年"], ["税收收入", "2000", "2130"], ["非税收入", "700", "711"], ["合计", "2700", "2841"]]


def read(data: bytes):
    return reader.read_bytes(data).content


def grids(data: bytes) -> list[list[tuple[int, int, int, int, str]]]:
    content = read(data)
    return [
        [(c.row, c.column, c.row_span, c.column_span, content.text[c.start:c.end]) for c in table.cells]
        for table in content.tables
    ]


def texts(data: bytes) -> list[str]:
    content = read(data)
    return [content.text[line.start:line.end] for line in content.lines]


def plain(rows) -> list[tuple[int, int, int, int, str]]:
    return [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def words(pdf, rows, top, *, xs=XS, height=20):
    return "".join(
        pdf.show(xs[c] + 6, top - height * (r + 1) + 6, text, 12) for r, row in enumerate(rows) for c, text in enumerate(row) if text
    )


def lines(pdf, count, top, *, xs=XS, height=20, across=None, down=None):
    left, right = across or (xs[0], xs[-1])
    made = "".join(pdf.rule(left, top - height * r, right, top - height * r) for r in range(count + 1))
    return made + "".join(pdf.rule(x, top, x, top - height * count) for x in (xs if down is None else down))


def test_ruled(pdf):
    data = pdf.build(
        pdf.show(170, 760, "表1　收入完成情况") + pdf.show(360, 740, "单位：万元", 12) + words(pdf, ROWS, 730) + lines(pdf, 4, 730)
        + pdf.show(80, 630, "注：合计为快报数。", 12)
    )
    assert grids(data) == [plain(ROWS)]
    content = read(data)
    table, = content.tables
    assert content.text[table.caption.start:table.caption.end] == "表1　收入完成情况\n单位：万元"
    assert texts(data)[-1] == "注：合计为快报数。"
    place = next(anchor.place for anchor in content.anchors if content.text[anchor.start:anchor.end] == "2130")
    assert place == {"page": 1, "table": 0, "row": 1, "column": 2}


def test_lines_may_be_rectangles_or_doubled(pdf):
    boxes = "".join(
        f"{XS[c]} {730 - 20 * (r + 1)} {XS[c + 1] - XS[c]} 20 re S\n" for r in range(4) for c in range(3)
    )
    thin = "".join(f"{XS[0]} {730 - 20 * r} 340 0.7 re f\n" for r in range(5)) + "".join(f"{x} 650 0.7 80 re f\n" for x in XS)
    for drawn in (boxes, thin, lines(pdf, 4, 730) + lines(pdf, 4, 731.5)):
        assert grids(pdf.build(words(pdf, ROWS, 730) + drawn)) == [plain(ROWS)]


def test_turned_with_its_page(pdf):
    content = "".join(
        pdf.show(730 - (730 - 20 * (r + 1) + 6) + 100, XS[c] + 6, text, 12, turned="0 1 -1 0") for r, row in enumerate(ROWS) for c, text in enumerate(row)
    )
    content += "".join(pdf.rule(100 + 20 * r, XS[0], 100 + 20 * r, XS[-1]) for r in range(5))
    content += "".join(pdf.rule(100, x, 180, x) for x in XS)
    assert grids(pdf.build(content, page="/Rotate 90")) == [plain(ROWS)]


def test_open_at_the_sides(pdf):
    assert grids(pdf.build(words(pdf, ROWS, 730) + lines(pdf, 4, 730, down=XS[1:3]))) == [plain(ROWS)]


def test_merged_cells(pdf):
    drawn = lines(pdf, 0, 730) + pdf.rule(220, 710, 420, 710) + pdf.rule(320, 710, 320, 670)
    drawn += "".join(pdf.rule(80, y, 420, y) for y in (690, 670)) + "".join(pdf.rule(x, 730, x, 670) for x in (80, 220, 420))
    shown = pdf.show(86, 706, "项目", 12) + pdf.show(300, 716, "金额", 12) + words(pdf, [["", "预算数", "执行数"], ["税收", "1", "2"]], 710)
    assert grids(pdf.build(shown + drawn)) == [[
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "预算数"), (1, 2, 1, 1, "执行数"),
        (2, 0, 1, 1, "税收"), (2, 1, 1, 1, "1"), (2, 2, 1, 1, "2"),
    ]]


def test_lines_within_cells_are_joined(pdf):
    rows = [["项目", "2022年", "2023年"], ["", "2000", "2130"], ["", "", ""], ["非税收入", "700", "711"]]
    shown = words(pdf, rows, 730) + pdf.show(86, 694, "企业所得税（含个人独资企", 11) + pdf.show(86, 680, "业所得税）", 11)
    drawn = "".join(pdf.rule(80, y, 420, y) for y in (730, 710, 670, 650)) + "".join(pdf.rule(x, 730, x, 650) for x in XS)
    assert (1, 0, 1, 1, "企业所得税（含个人独资企业所得税）") in grids(pdf.build(shown + drawn))[0]


def test_goes_on_over_pages_without_repeating_its_head(pdf):
    page = words(pdf, ROWS, 730) + lines(pdf, 4, 730) + pdf.show(290, 40, "— 1 —")
    more = [ROWS[0], ["上级补助", "100", "120"]]
    following = words(pdf, more, 770) + lines(pdf, 2, 770) + pdf.show(290, 40, "— 2 —")
    data = pdf.build(page, following)
    assert grids(data) == [plain([*ROWS, more[1]])]
    assert [anchor.place["page"] for anchor in read(data).anchors][-3:] == [2, 2, 2]
    other = words(pdf, [["乡镇", "人口"], ["枫桥", "3"]], 770, xs=(80, 200, 300)) + lines(pdf, 2, 770, xs=(80, 200, 300))
    assert len(grids(pdf.build(page, other))) == 2
    assert len(grids(pdf.build(page, pdf.show(80, 780, "表2　支出完成情况") + following))) == 2


def test_a_row_that_a_page_tears(pdf):
    rows = [*ROWS[:3], ["企业所得税（含个人", "70", "71"]]
    data = pdf.build(words(pdf, rows, 730) + lines(pdf, 4, 730), words(pdf, [["独资企业）", "", ""], ["合计", "1", "2"]], 770) + lines(pdf, 2, 770))
    assert grids(data) == [plain([*rows[:3], ["企业所得税（含个人独资企业）", "70", "71"], ["合计", "1", "2"]])]


@pytest.mark.parametrize(
    "drawn",
    [
        lambda pdf: pdf.rule(60, 780, 540, 780) + pdf.rule(60, 60, 540, 60) + pdf.rule(60, 60, 60, 780) + pdf.rule(540, 60, 540, 780),
        lambda pdf: lines(pdf, 10, 500, xs=(100, 150, 200, 250)),
        lambda pdf: pdf.rule(60, 780, 540, 780),
        lambda pdf: "".join(pdf.rule(x, 60, x + 30, 90) for x in range(60, 500, 7)),
    ],
    ids=["frame", "chart", "head", "hatching"],
)
def test_lines_that_make_no_table(pdf, drawn):
    shown = "".join(pdf.show(90, 740 - 20 * at, "全镇上下认真贯彻落实上级决策部署，扎实推进各项工作。") for at in range(6))
    data = pdf.build(shown + drawn(pdf))
    assert grids(data) == []
    assert "".join(texts(data)) == "全镇上下认真贯彻落实上级决策部署，扎实推进各项工作。" * 6


def test_columns_of_figures_without_lines(pdf):
    text = pdf.show(80, 760, "全镇收入完成情况如下：")
    data = pdf.build(text + words(pdf, ROWS, 740) + pdf.rule(80, 740, 420, 740) + pdf.rule(80, 720, 420, 720) + pdf.show(80, 600, "以上为快报数，以决算数为准。"))
    assert grids(data) == [plain(ROWS)]
    assert texts(data)[0] == "全镇收入完成情况如下："
    assert texts(data)[-1] == "以上为快报数，以决算数为准。"


def test_empty_cells_keep_their_columns(pdf):
    rows = [*ROWS[:3], ["上级补助", "", "120"], ["合计", "2700", "2961"]]
    assert grids(pdf.build(words(pdf, rows, 740))) == [[cell for cell in plain(rows) if cell[4]]]


def test_lines_between_rows_only(pdf):
    assert grids(pdf.build(words(pdf, ROWS, 730) + lines(pdf, 4, 730, down=(XS[0], XS[-1])))) == [plain(ROWS)]


def test_a_label_that_wraps(pdf):
    rows = [ROWS[0], ROWS[1], ["企业所得税（含个人", "70", "71"], ["独资企业）", "", ""], ROWS[3]]
    table, = grids(pdf.build(words(pdf, rows, 740)))
    assert [text for _, column, *_, text in table if column == 0] == ["项目", "税收收入", "企业所得税（含个人独资企业）", "合计"]


def test_entries_that_are_no_table(pdf):
    shown = pdf.show(80, 700, "镇长：张三") + pdf.show(300, 700, "2024年1月5日") + pdf.show(80, 680, "附件1") + pdf.show(300, 680, "附件2")
    data = pdf.build(shown)
    assert grids(data) == []
    assert texts(data) == ["镇长：张三\t2024年1月5日", "附件1\t附件2"]
