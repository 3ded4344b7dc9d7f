"""Tables of web pages: spans, layout tables, captions, titles inside the table."""

from __future__ import annotations

import pytest

from reportlint.readers.html import reader

pytest.importorskip("lxml")


def read(page: str):
    return reader.read_bytes(page.encode()).content


def grid(page: str) -> list[list[tuple[int, int, int, int, str]]]:
    content = read(page)
    return [
        [(c.row, c.column, c.row_span, c.column_span, content.text[c.start:c.end]) for c in table.cells]
        for table in content.tables
    ]


def texts(page: str) -> list[str]:
    content = read(page)
    return [content.text[line.start:line.end] for line in content.lines]


def test_spans_are_resolved():
    page = """<table><thead><tr><th rowspan=2>项目<th colspan=2>2023年<tr><th>金额<th>增长%</thead>
    <tbody><tr><td>税收<td>2130<td>5.2<tr><td>非税<td>711<td></table>"""
    assert grid(page) == [[
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "2023年"), (1, 1, 1, 1, "金额"), (1, 2, 1, 1, "增长%"),
        (2, 0, 1, 1, "税收"), (2, 1, 1, 1, "2130"), (2, 2, 1, 1, "5.2"), (3, 0, 1, 1, "非税"), (3, 1, 1, 1, "711"), (3, 2, 1, 1, ""),
    ]]


@pytest.mark.parametrize(
    ("attributes", "spans"),
    [
        ("rowspan=0 colspan=0", (1, 1)), ("rowspan=9 colspan=2", (2, 2)), ("rowspan=-1 colspan=x", (1, 1)),
        ("rowspan='2 ' colspan='1.5'", (2, 1)), ("rowspan=99999999999 colspan=''", (1, 1)), ("rowspan=² colspan=2", (1, 2)),
    ],
)
def test_spans_that_make_no_sense(attributes, spans):
    table, = grid(f"<table><tr><td {attributes}>甲<td>1<tr><td>2<td>3<td>4</table>")
    assert table[0][2:4] == spans


def test_spans_cannot_blow_up():
    page = "<table>" + ("<tr>" + "<td colspan=1000 rowspan=60000>1" * 20) * 200 + "</table>"
    table, = grid(page)
    assert {(row, column) for row, column, *_ in table} == {(0, 0), (0, 1000)}


def test_tables_that_lay_out_are_unfolded():
    page = """<table><tr><td>左栏</td><td><p>第一段。</p>
    <table border=1><tr><th>项目<th>金额<tr><td>税收<td>2130</table><p>第二段。</p></td></tr></table>"""
    content = read(page)
    assert [[content.text[c.start:c.end] for c in table.cells] for table in content.tables] == [["项目", "金额", "税收", "2130"]]
    assert texts(page) == ["左栏", "第一段。", "项目", "金额", "税收", "2130", "第二段。"]
    assert [str(line.kind) for line in content.lines] == ["text", "text", "cell", "cell", "cell", "cell", "text"]
    assert grid("<table><tr><td>只有一格。</td></tr></table>") == []
    assert grid("<table><tr><td>一行<td>两格</td></tr></table>") == []
    assert grid("<table><tr><td>一列<tr><td>两行</td></tr></table>") == []
    long = "全镇实现财政总收入2841万元。" * 20
    assert grid(f"<table><tr><td>目录<td>甲<tr><td>正文<td>{long}</table>") == []
    assert len(grid(f"<table><tr><td>项目<td>内容{'<tr><td>甲<td>1' * 9}<tr><td>说明<td>{long}</table>")) == 0
    assert len(grid(f"<table><tr><td>项目<td>内容{('<tr><td>甲<td>' + long) * 9}</table>")) == 1


def test_titles_units_and_notes_stand_outside():
    page = """<table><caption>枫桥镇收入</caption><tr><td colspan=3>表1 收入完成情况</td></tr><tr><td colspan=3>单位：万元</td></tr>
    <tr><td>项目<td>2022年<td>2023年<tr><td>税收<td>2000<td>2130<tr><td>非税<td>700<td>711
    <tr><td colspan=3>注：非税收入含罚没收入。</td></tr></table>"""
    content = read(page)
    table, = content.tables
    assert content.text[table.caption.start:table.caption.end] == "表1 收入完成情况\n单位：万元"
    assert texts(page)[:3] == ["枫桥镇收入", "表1 收入完成情况", "单位：万元"]
    assert texts(page)[-1] == "注：非税收入含罚没收入。"
    assert {cell.row for cell in table.cells} == {0, 1, 2}


def test_cells_of_several_lines():
    page = "<table><tr><td>一般公共<br>预算<td>金额（<br>万元）<tr><td><p>甲。</p><p>乙。</p><td>1</table>"
    assert [text for *_, text in grid(page)[0]] == ["一般公共预算", "金额（万元）", "甲。\n乙。", "1"]


def test_nested_and_unclosed_tables_end():
    assert grid("<table><tr><td>甲<td>1<tr><td>乙<td>2") == [[(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "1"), (1, 0, 1, 1, "乙"), (1, 1, 1, 1, "2")]]
    assert texts("<table><table><table><tr><td>甲") == ["甲"]
    assert texts("<tr><td>甲</td></tr><caption>乙</caption>") == ["甲乙"] or texts("<tr><td>甲</td></tr><caption>乙</caption>") == ["甲", "乙"]
