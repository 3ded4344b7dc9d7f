"""Packages that are broken, hostile or something else; and agreement with python-docx on ordinary ones."""

import contextlib
import io
import random
import zipfile

import docx
import pytest

from reportlint.readers.docx import package as docx_package
from reportlint.readers.docx import reader
from reportlint.source import SourceError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BODY = "<w:p><w:r><w:t>增长5%</w:t></w:r></w:p>"
ENTITY = "<!DOCTYPE d [<!ENTITY a 'aaaa'>]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body/></w:document>"


def zipped(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def reason(data):
    with pytest.raises(SourceError) as error:
        reader.read_bytes(data)
    assert error.value.detail
    return error.value.reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "damaged"),
        (b"plain text", "unsupported-format"),
        (b"{\\rtf1 text}", "unsupported-format"),
        (b"<html></html>", "unsupported-format"),
        (OLE, "unsupported-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le") + bytes(9), "encrypted"),
        (b"PK\x03\x04", "damaged"),
        (zipped(**{"a.txt": "x"}), "unsupported-format"),
        (zipped(**{"xl__workbook.xml": "<x/>", "[Content_Types].xml": "<Types/>"}), "unsupported-format"),
        (zipped(**{"word__styles.xml": "<x/>"}), "damaged"),
        (zipped(**{"word__document.xml": "<x/>"}), "unsupported-format"),
        (zipped(**{"word__document.xml": ENTITY}), "damaged"),
        (zipped(**{"word__document.xml": "<x>"}), "damaged"),
        (zipped(**{"word__document.xml": ""}), "damaged"),
        (zipped(**{"word__document.xml": "<?xml version='1.0' encoding='nonsense'?><x/>"}), "damaged"),
        (zipped(**{"word__document.xml": "<d xmlns='http://schemas.openxmlformats.org/wordprocessingml/2006/main'/>"}), "unsupported-format"),
        (zipped(**{"word__document.xml": ENTITY.partition("]>")[2].replace("<w:body/>", "")}), "damaged"),
    ],
)
def test_what_is_no_word_document(data, expected):
    assert reason(data) == expected


def test_a_document_without_relationships_is_read():
    data = zipped(**{"word__document.xml": ENTITY.partition("]>")[2]})
    assert reader.read_bytes(data).content.text == ""


def test_cut_and_scratched_packages_never_raise_anything_else(word):
    data = word(BODY * 50, styles="", numbering="")
    for end in range(0, len(data), 37):
        assert reason(data[:end]) in {"damaged", "unsupported-format"}
    chance = random.Random(5)
    for _ in range(300):
        scratched = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            scratched[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(SourceError):
            reader.read_bytes(bytes(scratched))


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/header1.xml"])
def test_broken_parts_are_not_passed_over(word, part):
    body = "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    parts = {"styles": "", "numbering": "", "footnotes": "", "header1": ""}
    assert reason(word(body, raw={part: "<broken"}, **parts)) == "damaged"
    assert reader.read_bytes(word(body, drop=[part], **parts)).content.text == ""


def test_encrypted_members(word):
    data = bytearray(word(BODY))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place != -1:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    assert reason(bytes(data)) == "encrypted"


def test_bombs(word, monkeypatch):
    assert reason(word(raw={"word/document.xml": b" " * 20_000_000})) == "too-large"
    monkeypatch.setattr(docx_package, "MAX_PART", 5000)
    assert reason(word(BODY * 200)) == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr(docx_package, "MAX_TOTAL", 5000)
    assert reason(word(BODY * 40, styles="<w:style/>" * 400)) == "too-large"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:p>", "</w:p>"), ("<w:del><w:p>", "</w:p></w:del>"),
    ],
)
def test_deep_nesting(word, opening, closing):
    assert reason(word(opening * 5000 + closing * 5000)) == "damaged"
    assert reader.read_bytes(word(opening * 10 + BODY + closing * 10))


def test_utf16_parts_and_foreign_names(word):
    document = f"<?xml version='1.0' encoding='UTF-16'?>{ENTITY.partition(']>')[2].replace('<w:body/>', f'<w:body>{BODY}</w:body>')}"
    data = word(raw={"word/document.xml": document.encode("utf-16")})
    assert reader.read_bytes(data).content.text == "增长5%"
    assert reader.read_bytes(zipped(**{"Word\\Document.xml": document.encode("utf-16")})).content.text == "增长5%"


def test_files(tmp_path, word):
    path = tmp_path / "报告.docx"
    path.write_bytes(word(BODY))
    found = reader.read(path)
    assert (found.format, found.encoding, found.content.text) == ("docx", "", "增长5%")
    with pytest.raises(SourceError):
        reader.read(tmp_path / "none.docx")


def test_agrees_with_python_docx():
    document = docx.Document()
    document.add_heading("2024年政府工作报告", 0)
    document.add_heading("一、工作回顾", 1)
    for text in ("全年地区生产总值128.5亿元，增长6.8%。", "", "  前后有空格  ", "甲\t乙\n丙"):
        document.add_paragraph(text).add_run("（续）").bold = True
    document.add_paragraph("项目", style="List Number")
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "并"
    file = io.BytesIO()
    document.save(file)
    content = reader.read_bytes(file.getvalue()).content
    body = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert content.text[:len(body)] == body
    assert [(content.text[c.start:c.end], c.row, c.column, c.row_span, c.column_span) for c in content.tables[0].cells] == [
        ("合", 0, 0, 1, 2), ("02", 0, 2, 1, 1), ("10", 1, 0, 1, 1), ("11", 1, 1, 1, 1), ("并", 1, 2, 2, 1), ("20", 2, 0, 1, 1), ("21", 2, 1, 1, 1),
    ]
    assert [(line.kind, line.level) for line in content.lines[:2]] == [("heading", 1), ("heading", 1)]
    numbered = next(line for line in content.lines if line.kind == "item")
    assert numbered.marker == "1."
    for anchor in content.anchors:
        if "table" not in anchor.place:
            run = document.paragraphs[anchor.place["paragraph"]].runs[anchor.place["run"]]
            assert run.text == content.text[anchor.start:anchor.end]
