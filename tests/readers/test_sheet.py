"""Workbooks: cells as they are shown, tables with titles and units, merged cells, hidden sheets, very large ones, other formats."""

from __future__ import annotations

import io
import struct
import sys
import zipfile

import pytest

from reportlint.document import assemble
from reportlint.readers.sheet import book as sheet_book
from reportlint.readers.sheet import ods as sheet_ods
from reportlint.readers.sheet import reader
from reportlint.readers.sheet import xlsx as sheet_xlsx
from reportlint.readers.sheet.book import address
from reportlint.readers.sheet.xls import reader as xls_reader
from reportlint.source import SourceError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """<numFmts count='2'><numFmt numFmtId='164' formatCode='0.0&quot;万元&quot;'/><numFmt numFmtId='165' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/></numFmts>
<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>
<cellXfs><xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='4'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='14'/></cellXfs>"""
GENERAL, PERCENT, MONEY, OWN, MONTH, DAY = range(6)


def xlsx(sheets, *, strings=(), styles=STYLES, strict=False, drop=(), book="", raw=None):
    """The bytes of a workbook: sheets as (name, XML within the worksheet[, state])."""
    members = {"[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"}
    wrap = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
    members["_rels/.rels"] = wrap.format(f"<Relationship Id='a' Type='{OFFICE}/officeDocument' Target='xl/workbook.xml'/>")
    listed = related = ""
    for number, (name, inner, *state) in enumerate(sheets, 1):
        members[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet xmlns='{MAIN}'>{inner}</worksheet>"
        listed += f"<sheet name='{name}' sheetId='{number}' state='{state[0] if state else 'visible'}' r:id='s{number}'/>"
        related += f"<Relationship Id='s{number}' Type='{OFFICE}/worksheet' Target='worksheets/sheet{number}.xml'/>"
    related += f"<Relationship Id='t' Type='{OFFICE}/styles' Target='styles.xml'/><Relationship Id='u' Type='{OFFICE}/sharedStrings' Target='/xl/sharedStrings.xml'/>"
    members["xl/workbook.xml"] = f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'>{book}<sheets>{listed}</sheets></workbook>"
    members["xl/_rels/workbook.xml.rels"] = wrap.format(related)
    members["xl/styles.xml"] = f"<styleSheet xmlns='{MAIN}'>{styles}</styleSheet>"
    members["xl/sharedStrings.xml"] = f"<sst xmlns='{MAIN}'>{''.join(f'<si>{text}</si>' for text in strings)}</sst>"
    if strict:
        members = {name: text.replace(MAIN, STRICT) for name, text in members.items()}
    members |= raw or {}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            if name not in drop:
                package.writestr(name, content)
    return file.getvalue()


def cell(where, value, style=GENERAL):
    """The XML of a cell: text, number or formula ("=…")."""
    if isinstance(value, str) and value.startswith("="):
        return f"<c r='{where}' s='{style}'><f>{value[1:]}</f></c>"
    if isinstance(value, str):
        return f"<c r='{where}' s='{style}' t='inlineStr'><is><t>{value}</t></is></c>"
    return f"<c r='{where}' s='{style}'><v>{value}</v></c>"


def grid(*rows, first=1, style=GENERAL, after=""):
    """The XML of rows of values; None leaves a cell out."""
    made = ""
    for number, row in enumerate(rows, first):
        cells = "".join(cell(address(number - 1, at), value, style) for at, value in enumerate(row) if value is not None)
        made += f"<row r='{number}'>{cells}</row>" if cells else ""
    return f"<sheetData>{made}</sheetData>{after}"


def read(data):
    return reader.read_bytes(data).content


def texts(data):
    content = read(data)
    return [content.text[line.start:line.end] for line in content.lines]


def tables(data):
    content = read(data)
    return [[(c.row, c.column, c.row_span, c.column_span, content.text[c.start:c.end]) for c in table.cells] for table in content.tables]


TABLE = [["项目", "2022年", "2023年"], ["税收收入", 2000, 2130], ["非税收入", 700, 711]]
FLAT = [(r, c, 1, 1, str(value)) for r, row in enumerate(TABLE) for c, value in enumerate(row)]


@pytest.mark.parametrize("strict", [False, True])
def test_cells_are_read_as_they_are_shown(strict):
    row = (
        cell("A1", "项目") + "<c r='B1' t='s'><v>0</v></c><c r='C1' t='s'><v>1</v></c><c r='D1' t='str'><f>A1</f><v>甲&amp;乙</v></c>"
        + cell("E1", 0.0512, PERCENT) + cell("F1", 1234.5, MONEY) + cell("G1", 28.41, OWN) + cell("H1", 45296, MONTH) + cell("I1", 45296, DAY)
        + "<c r='J1' t='b'><v>1</v></c><c r='K1' t='e'><v>#DIV/0!</v></c><c r='L1'><v>0.30000000000000004</v></c><c r='M1'/><c r='N1' t='s'><v>99</v></c>"
    )
    data = xlsx([("收支", f"<sheetData><row r='1'>{row}</row></sheetData>")], strict=strict,
                strings=["<t>共用</t>", "<r><t>分</t></r><r><t>段</t></r><rPh sb='0' eb='1'><t>ふり</t></rPh>"])
    assert texts(data) == ["收支", "项目", "共用", "分段", "甲&乙", "5.12%", "1,234.50", "28.4万元", "2024年1月", "2024/1/5", "TRUE", "#DIV/0!", "0.3"]


def test_sheets_are_headings_and_tables():
    data = xlsx([("收入", grid(*TABLE)), ("Sheet2", grid(*TABLE)), ("空表", "<sheetData/>")])
    content = read(data)
    assert [(content.text[line.start:line.end], line.level) for line in content.lines if line.kind == "heading"] == [("收入", 1)]
    assert tables(data) == [FLAT, FLAT]
    document = assemble(content, path="a.xlsx", format="sheet")
    assert document.anchor_at(document.text.index("2130")) == {"sheet": "收入", "cell": "C2", "table": 0, "row": 1, "column": 2}


def test_titles_units_and_notes_stand_outside_the_table():
    rows = [["枫桥镇2023年收入情况表"], ["编制单位：财政所", None, "单位：万元"], *TABLE, [None, None, None], ["注：快报数。"]]
    data = xlsx([("Sheet1", grid(*rows, after="<mergeCells><mergeCell ref='A1:C1'/></mergeCells>"))])
    assert tables(data) == [FLAT]
    assert texts(data)[:3] == ["枫桥镇2023年收入情况表", "编制单位：财政所", "单位：万元"]
    assert texts(data)[-1] == "注：快报数。"
    content = read(data)
    assert content.text[content.tables[0].caption.start:content.tables[0].caption.end] == "单位：万元"


def test_merged_cells_and_empty_columns():
    rows = [["项目", None, "金额", None], [None, None, "2022年", "2023年"], ["税收", None, 2000, 2130], ["非税", None, 700, 711]]
    merged = "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='C1:D1'/><mergeCell ref='A3:B3'/><mergeCell ref='x'/></mergeCells>"
    assert tables(xlsx([("Sheet1", grid(*rows, first=5, after=merged.replace("A1", "A5").replace("B2", "B6").replace("C1:D1", "C5:D5")))])) == [[
        (0, 0, 2, 1, "项目"), (0, 1, 1, 2, "金额"), (1, 1, 1, 1, "2022年"), (1, 2, 1, 1, "2023年"),
        (2, 0, 1, 1, "税收"), (2, 1, 1, 1, "2000"), (2, 2, 1, 1, "2130"), (3, 0, 1, 1, "非税"), (3, 1, 1, 1, "700"), (3, 2, 1, 1, "711"),
    ]]


def test_blank_rows_part_tables_only_where_one_begins():
    two = [*TABLE, [None], ["二、支出"], *TABLE]
    assert tables(xlsx([("Sheet1", grid(*two))])) == [FLAT, FLAT]
    one = [*TABLE, [None], ["合计", 2700, 2841]]
    assert len(tables(xlsx([("Sheet1", grid(*one))]))) == 1
    assert tables(xlsx([("Sheet1", grid(*TABLE, [None], [None], ["项目", "人口", "户数"], ["枫桥", 3, 1]))]))[1][0][4] == "项目"


def test_line_breaks_that_only_wrap_a_label():
    rows = [["一般公共&#10;预算收入", "金额&#10;（万元）"], ["税收收入", 1], ["说明：第一句。&#10;第二句。", 2]]
    assert [text for *_, text in tables(xlsx([("Sheet1", grid(*rows))]))[0]] == ["一般公共预算收入", "金额（万元）", "税收收入", "1", "说明：第一句。\n第二句。", "2"]


def test_what_is_hidden_or_missing_is_said():
    data = xlsx([("收入", grid(*TABLE)), ("底稿", grid(*TABLE), "hidden"), ("旧", grid(*TABLE), "veryHidden"), ("空", "", "hidden"),
                 ("算", grid(["甲", "=A1"], ["乙", "=A1"], ["丙", "=A1"], ["丁", "=A1"]))])
    assert [(r.reason, r.detail, r.unread) for r in read(data).remarks] == [
        ("values-missing", "算!B1、B2、B3…", True), ("hidden-sheet", "底稿、旧", False),
    ]


def test_large_workbooks_are_cut_and_that_is_said(monkeypatch):
    for module in (sheet_xlsx, sheet_ods, sheet_book):
        monkeypatch.setattr(module, "MAX_CELLS", 30)
    rows = [[f"甲{n}", n, n] for n in range(1, 40)]
    for data in (xlsx([("收入", grid(*rows)), ("支出", grid(*rows))]), ods("".join(f"<table:table table:name='{name}'>{cells(*rows)}</table:table>" for name in ("收入", "支出")))):
        assert [(r.reason, r.detail) for r in read(data).remarks] == [("rows-left-out", "收入!11–"), ("rows-left-out", "支出!1–")][:1 + data.count(b"xl/workbook")]
        assert len(tables(data)[0]) == 30


def test_cells_far_apart_cost_nothing():
    data = xlsx([("Sheet1", f"<sheetData><row r='1'>{cell('A1', '项目')}</row><row r='1048576'>{cell('XFD1048576', 1)}{cell('XFE1', 2)}</row></sheetData>"
                           "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>")])
    assert texts(data) == ["项目", "1"]


def test_positions_may_be_left_out():
    data = xlsx([("Sheet1", "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row></sheetData>")])
    assert tables(data) == [[(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2"), (1, 0, 1, 1, "3"), (1, 1, 1, 1, "4")]]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"), (b"PK\x03\x04 cut off", "damaged"), (xlsx([("a", grid(*TABLE))])[:900], "damaged"),
        (xlsx([("a", "<sheetData><row>")]), "damaged"), (xlsx([], drop=("xl/workbook.xml",)), "unsupported-format"),
        (xlsx([("a", "")], raw={"xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><workbook/>"}), "damaged"),
        (xlsx([("a", "")], raw={"xl/worksheets/sheet1.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet/>"}), "damaged"),
        (xlsx([("a", "")], raw={"xl/workbook.xml": "<document/>"}), "unsupported-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_what_is_no_workbook(data, reason):
    with pytest.raises(SourceError) as error:
        read(data)
    assert error.value.reason == reason


def ods(inner, styles="", root="spreadsheet", **members):
    """The bytes of an OpenDocument workbook."""
    spaces = "".join(f" xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("office", "table", "text", "style"))
    content = (f"<office:document-content{spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
               f"<office:body><office:{root}>{inner}</office:{root}></office:body></office:document-content>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        for name, data in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def cells(*rows):
    return "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in row) + "</table:table-row>" for row in rows
    )


def test_opendocument():
    inner = """<table:table table:name="收入" table:style-name="t2"><table:table-column/><table:table-row>
    <table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="1"><text:p>表1 收入</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>
    <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
    <table:table-row><table:table-cell><text:p>项<text:s text:c="2"/>目</text:p></table:table-cell><table:table-cell><text:p><text:span>比</text:span>重</text:p>
    <office:annotation><text:p>批注</text:p></office:annotation></table:table-cell><table:table-cell><text:p>金额</text:p></table:table-cell></table:table-row>
    <table:table-row><table:table-cell><text:p>税收</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.0512"><text:p>5.12%</text:p></table:table-cell>
    <table:table-cell office:value-type="float" office:value="0.1"/></table:table-row>
    <table:table-row><table:table-cell><text:p>非税</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5"/>
    <table:table-cell office:value="7"><text:p>7</text:p></table:table-cell></table:table-row>
    <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"""
    styles = '<style:style style:name="t2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    content = read(ods(inner, styles))
    assert [content.text[line.start:line.end] for line in content.lines] == ["收入", "表1 收入", "项  目", "比重", "金额", "税收", "5.12%", "0.1", "非税", "50%", "7"]
    assert [(r.reason, r.detail) for r in content.remarks] == [("hidden-sheet", "收入")]
    assert content.anchors[-1].place["cell"] == "C6"
    assert len(content.tables) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ods("", root="text"), "unsupported-format"),
        (ods("", META_INF__manifest_xml="<m><encryption-data/></m>").replace(b"META_INF", b"META-INF"), "encrypted"),
        (ods("<table:table"), "damaged"),
    ],
)
def test_what_is_no_opendocument_workbook(data, reason):
    with pytest.raises(SourceError) as error:
        read(data)
    assert error.value.reason == reason


def biff(*records):
    """The bytes of a workbook of Excel 2.1, which needs no container: records as (number, data)."""
    made = [(0x0009, struct.pack("<HH", 2, 0x10)), *records, (0x000A, b"")]
    return b"".join(struct.pack("<HH", number, len(data)) + data for number, data in made)


def label(row, column, text):
    data = text.encode("gbk")
    return 0x0004, struct.pack("<HHBBBB", row, column, 0, 0, 0, len(data)) + data


def number(row, column, value, style=0):
    return 0x0003, struct.pack("<HHBBBd", row, column, 0, style, 0, value)


def test_old_excel():
    pytest.importorskip("xlrd")
    codepage = (0x0042, struct.pack("<H", 936))
    formats = [(0x001E, bytes([len(code)]) + code) for code in (b"General", b"0.00%")]
    data = biff(codepage, *formats, label(0, 0, "项目"), label(0, 1, "金额"), label(0, 2, "增长"), label(1, 0, "税收"), number(1, 1, 2130.5), number(1, 2, 0.0512, 1),
                label(2, 0, "非税"), number(2, 1, 711), number(2, 2, 0.1, 1))
    found = xls_reader.read_bytes(data)
    assert found.format == "xls"
    assert [found.content.text[line.start:line.end] for line in found.content.lines] == ["项目", "金额", "增长", "税收", "2130.5", "5.12%", "非税", "711", "10.00%"]


def test_other_things_that_are_called_xls():
    assert xls_reader.read_bytes(xlsx([("Sheet1", grid(*TABLE))])).format == "sheet"
    assert xls_reader.read_bytes("项目\t金额\n税收\t2130\n非税\t711\n".encode("gb18030")).format == "csv"
    pytest.importorskip("lxml")
    page = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table><tr><td>项目<td>金额<tr><td>税收<td>2130</table>"
    assert xls_reader.read_bytes(page.encode()).format == "html"
    for data, reason in ((b"", "damaged"), (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>", "unsupported-format")):
        with pytest.raises(SourceError) as error:
            xls_reader.read_bytes(data)
        assert error.value.reason == reason


def test_damaged_old_excel():
    pytest.importorskip("xlrd")
    for data in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000, b"\xd0\xcf\x11\xe0", biff()[:5]):
        with pytest.raises(SourceError) as error:
            xls_reader.read_bytes(data)
        assert error.value.reason == "damaged"


def test_without_the_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(SourceError) as error:
        xls_reader.read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert (error.value.reason, error.value.detail) == ("needs-extra", "sheet")


@pytest.mark.parametrize(("row", "column", "expected"), [(0, 0, "A1"), (11, 1, "B12"), (0, 25, "Z1"), (0, 26, "AA1"), (1048575, 16383, "XFD1048576")])
def test_addresses(row, column, expected):
    assert address(row, column) == expected
