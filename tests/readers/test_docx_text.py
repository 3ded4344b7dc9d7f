"""What a Word document's body says, and where: text, tables, notes, places."""

import pytest

from reportlint.document.model import LineKind
from reportlint.readers.docx import reader

NESTED = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>内</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"


def r(text, properties=""):
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def p(*inner, properties=""):
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{''.join(inner)}</w:p>"


def box(*paragraphs):
    return f"<wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx>"


def field(kind):
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def table(*rows):
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text)) if text else '<w:p/>'}</w:tc>"


DELETED_MARK = "<w:rPr><w:del w:id='1'/></w:rPr>"
TEXTS = [
    (p(r("增长"), r("5%")) + "<w:p/>" + p(r("下")), "增长5%\n\n下"),
    (p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:t>5</w:t></w:r>"), "甲\t乙\n丙\n-5"),
    (p(r("甲"), properties="<w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs>"), "甲"),
    (p("<w:r><w:sym w:font='Wingdings' w:char='F0FC'/><w:sym w:font='Symbol' w:char='F0B1'/><w:sym w:font='宋体' w:char='3007'/><w:sym w:char='zz'/></w:r>"), "✓±〇"),
    (p(r("甲\n 乙")), "甲  乙"),
    # tracked changes, as accepted
    (p("<w:ins w:id='1'>", r("新"), "</w:ins><w:del w:id='2'><w:r><w:delText>旧</w:delText></w:r></w:del>", r("文")), "新文"),
    (p("<w:moveFrom>", r("原"), "</w:moveFrom>", r("中"), "<w:moveTo>", r("后"), "</w:moveTo>"), "中后"),
    (p(r("前"), properties=DELETED_MARK) + p(r("后")) + p(r("末")), "前后\n末"),
    (p(r("甲"), properties=DELETED_MARK) + p(r("乙"), properties=DELETED_MARK) + p(r("丙")), "甲乙丙"),
    (p("<w:del>", r("全"), "</w:del>", properties=DELETED_MARK) + p(r("后")), "后"),
    (p(r("末"), properties=DELETED_MARK), "末"),
    (p(r("甲"), properties="<w:rPr><w:ins w:id='1'/></w:rPr>") + p(r("乙")), "甲\n乙"),
    (p(r("甲", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>")), "甲"),
    # wrappers
    ("<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr></w:sdtPr><w:sdtContent>" + p(r("控件")) + "</w:sdtContent></w:sdt>", "控件"),
    (p("<w:sdt><w:sdtContent>", r("控"), "</w:sdtContent></w:sdt><w:hyperlink>", r("链"), "</w:hyperlink><w:smartTag>", r("标"), "</w:smartTag>"), "控链标"),
    ("<w:customXml>" + p("<w:customXml>", r("甲"), "</w:customXml>") + "</w:customXml>", "甲"),
    (p("<w:commentRangeStart w:id='0'/>", r("甲"), "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>"), "甲"),
    (p("<w:r><w:ruby><w:rt>", r("zhong"), "</w:rt><w:rubyBase>", r("中"), "</w:rubyBase></w:ruby><w:t>后</w:t></w:r>"), "中后"),
    (p(r("占"), "<m:oMath><m:r><m:t>1/3</m:t></m:r></m:oMath>"), "占1/3"),
    # hidden text
    (p(r("藏", "<w:vanish/>"), r("显", "<w:vanish w:val='0'/>"), r("样", "<w:rStyle w:val='Hidden'/>")), "显"),
    (p(r("甲"), properties="<w:rPr><w:vanish/></w:rPr>"), "甲"),
    # fields
    (p(field("begin"), "<w:r><w:instrText>PAGE</w:instrText></w:r>", field("separate"), r("3"), field("end"), r("页")), "3页"),
    (p(field("begin"), "<w:r><w:instrText>IF </w:instrText></w:r>", field("begin"), field("separate"), r("码"), field("end"), field("separate"), r("果"), field("end")), "果"),
    (p("<w:fldSimple w:instr='DATE'>", r("2024年"), "</w:fldSimple>"), "2024年"),
    (p(field("begin"), r("未完")) + p(r("下文")), "未完\n下文"),
    (p(field("end"), r("甲")), "甲"),
    # text boxes and alternatives
    (p(r("前"), "<w:r>" + box(p(r("框")), p(r("二"))) + "</w:r>", r("后")) + p(r("下")), "前后\n框\n二\n下"),
    (p("<w:r><mc:AlternateContent><mc:Choice Requires='wps'>" + box(p(r("框"))) + "</mc:Choice><mc:Fallback><v:textbox><w:txbxContent>" + p(r("框")) + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>"), "\n框"),
    (p("<w:r><mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback><w:t>退</w:t></mc:Fallback></mc:AlternateContent></w:r>"), "退"),
    (p("<w:r><mc:AlternateContent><mc:Choice Requires='a'><w:t>一</w:t></mc:Choice><mc:Choice Requires='b'><w:t>二</w:t></mc:Choice></mc:AlternateContent></w:r>"), "一"),
    (p(r("甲"), "<w:r>" + box("<w:p/>") + "</w:r>"), "甲"),
    # tables
    (p(r("前")) + table(cell("甲") + cell("乙"), cell("1") + cell("")) + p(r("后")), "前\n甲\n乙\n1\n\n后"),
    (table("<w:trPr><w:del w:id='1'/></w:trPr>" + cell("删"), cell("留")), "留"),
    (table(cell("删", "<w:cellDel w:id='1'/>") + cell("留")), "留"),
    ("", ""),
]
STYLES = "<w:style w:type='character' w:styleId='Hidden'><w:rPr><w:vanish/></w:rPr></w:style>"


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(("body", "text"), TEXTS)
def test_text(word, body, text, strict):
    content = reader.read_bytes(word(body, styles=STYLES, strict=strict)).content
    assert content.text == text
    assert "".join(text[a.start:a.end] for a in content.anchors).replace("\n", "") == text.replace("\n", "")
    assert [a.start for a in content.anchors] == sorted(a.start for a in content.anchors)


def places(content):
    return [(content.text[a.start:a.end], dict(a.place)) for a in content.anchors]


def test_places_count_what_is_in_the_xml(word):
    fallback = "<mc:AlternateContent><mc:Choice>" + box(p(r("框"))) + "</mc:Choice><mc:Fallback><w:txbxContent>" + p(r("框")) + "</w:txbxContent></mc:Fallback></mc:AlternateContent>"
    body = (
        p(r("甲"), "<w:del>", r("删"), "</w:del>", r("乙"), "<w:r><w:t>丙</w:t><w:tab/></w:r>")
        + p(f"<w:r>{fallback}</w:r>", r("丁"))
        + table(cell("戊") + cell("己"))
        + p(r("庚"), properties=DELETED_MARK) + p(r("辛"))
    )
    assert places(reader.read_bytes(word(body)).content) == [
        ("甲", {"paragraph": 0, "run": 0}), ("乙", {"paragraph": 0, "run": 2}), ("丙\t", {"paragraph": 0, "run": 3}),
        ("丁", {"paragraph": 1, "run": 1}), ("框", {"paragraph": 2, "run": 0}),
        ("戊", {"table": 0, "row": 0, "column": 0, "paragraph": 4, "run": 0}),
        ("己", {"table": 0, "row": 0, "column": 1, "paragraph": 5, "run": 0}),
        ("庚", {"paragraph": 6, "run": 0}), ("辛", {"paragraph": 7, "run": 0}),
    ]


def cells(content, number=0):
    return [
        (content.text[c.start:c.end], c.row, c.column, c.row_span, c.column_span) for c in content.tables[number].cells
    ]


def test_merged_cells(word):
    down, on, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
    body = table(
        cell("甲", down) + cell("乙", wide),
        cell("", on) + cell("1") + cell("2"),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("3") + cell(""),
    )
    assert cells(reader.read_bytes(word(body)).content) == [
        ("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1), ("3", 2, 1, 1, 1), ("", 2, 2, 1, 1),
    ]


def test_nested_tables_and_captions(word):
    inner = f"<w:tc>{p(r(' 外 '))}{NESTED}<w:p/></w:tc>"
    content = reader.read_bytes(word(p(r("表1 指标")) + p(r("单位：万元")) + table(inner + cell("右")))).content
    assert cells(content) == [("外 \n内", 0, 0, 1, 1), ("右", 0, 1, 1, 1)]
    assert cells(content, 1) == [("内", 0, 0, 1, 1)]
    caption = content.tables[0].caption
    assert content.text[caption.start:caption.end] == "表1 指标\n单位：万元"
    assert [line.kind for line in content.lines] == [LineKind.TEXT] * 2 + [LineKind.CELL] * 3


def test_notes_headers_and_footers_follow_the_body(word):
    reference = "<w:r><w:footnoteReference w:id='{}'/></w:r>"
    notes = "<w:footnote w:type='separator' w:id='0'>" + p(r("线")) + "</w:footnote>" + "".join(
        f"<w:footnote w:id='{n}'>{p(r(text))}</w:footnote>" for n, text in ((1, "删去的注"), (2, "后注"), (3, "先注"))
    )
    body = p(r("甲"), reference.format(3), r("。"), reference.format(2), "<w:del>" + reference.format(1) + "</w:del>")
    content = reader.read_bytes(word(body, footnotes=notes, header1=p(r("页眉")), footer2=p(r("1")) + table(cell("格")))).content
    assert content.text == "甲。\n先注\n后注\n1\n格\n页眉"
    assert [(content.text[a.start:a.end], a.place.get("part"), a.place.get("note"), a.place["paragraph"]) for a in content.anchors] == [
        ("甲", None, None, 0), ("。", None, None, 0), ("先注", "footnotes", "3", 3), ("后注", "footnotes", "2", 2),
        ("1", "footer2", None, 0), ("格", "footer2", None, 1), ("页眉", "header1", None, 0),
    ]
    assert [line.kind for line in content.lines] == [LineKind.TEXT] + [LineKind.NOTE] * 2 + [LineKind.FURNITURE] + [LineKind.NOTE] * 2
    assert not content.tables


def test_headers_are_read_without_page_counts_and_what_was_said_before(word):
    tab = "<w:r><w:tab/></w:r>"
    footer = p(r("××县"), tab, r("第 1 页 共 12 页")) + p(r("— 3 —"), tab, r("第xx页"))
    content = reader.read_bytes(word(
        p(r("××县报告")) + p(r("正文。")), header1=p(r("××县报告")) + p(r("送审稿")), header2=p(r(" 送审稿 ")), footer1=footer,
    )).content
    assert [(content.text[x.start:x.end], x.kind) for x in content.lines[2:]] == [
        ("××县", "note"), ("第 1 页 共 12 页", "furniture"), ("— 3 —", "furniture"), ("第xx页", "note"),
        ("××县报告", "furniture"), ("送审稿", "note"), ("送审稿", "furniture"),
    ]


def test_lines_are_trimmed_and_end_their_paragraph(word):
    body = p(r("\u3000\u3000甲 ")) + "<w:p/>" + p("<w:r><w:t>乙</w:t><w:br/><w:br/><w:t> 丙</w:t></w:r>")
    content = reader.read_bytes(word(body)).content
    assert [(content.text[x.start:x.end], x.gap, x.indent, x.hard) for x in content.lines] == [
        ("甲", 0, True, True), ("乙", 1, False, False), ("丙", 1, True, True),
    ]
