"""What a copy is made of: everything that is no comment stays byte for byte, whatever the package looks like."""

import io
import random
import zipfile

import docx
import pytest

from reportlint.annotate import comments as comments_module
from reportlint.annotate.part import Part, Splice, splice
from reportlint.source import SourceError

BODY = "<w:p><w:r><w:t>前甲乙后</w:t></w:r></w:p>"
CHANGED = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
STYLES = (
    "<w:style w:type='character' w:styleId='af1'><w:name w:val='annotation reference'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='af2'><w:name w:val='Annotation Text'/></w:style>"
)
OTHERS = "<w:comment w:id='{}' w:author='张' w:initials='Z'><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment>"
COMMENTED = (
    "<w:p><w:commentRangeStart w:id='0'/><w:r><w:t>前甲</w:t></w:r><w:commentRangeEnd w:id='0'/>"
    "<w:r><w:commentReference w:id='0'/></w:r><w:r><w:t>乙后</w:t></w:r></w:p>"
)


def changes(before, after):
    return {name for name in after if before.get(name) != after[name]}


def test_other_members_stay_as_they_are(word):
    data = word.build(BODY, styles=STYLES, header1=word.p(word.r("页眉")), settings="")
    before, after = word.members(data), word.members(word.annotate(data, "甲").data)
    assert list(after) == [*before, "word/comments.xml"]
    assert changes(before, after) == CHANGED | {"word/comments.xml"}


def test_the_xml_is_cut_and_not_written_anew(word):
    data = word.build(BODY)
    before, after = (word.members(each)["word/document.xml"].decode() for each in (data, word.annotate(data, "甲乙").data))
    mark = '<w:commentRange{}{} w:id="0"/>'
    cut = "</w:t></w:r>{}<w:r><w:t>"
    assert after == before.replace("前甲乙后", "前" + cut.format(mark.format("Start", "")) + "甲乙" + cut.format(
        mark.format("End", "") + '<w:r><w:commentReference w:id="0"/></w:r>') + "后")


def test_nothing_changes_where_there_is_nothing_to_say(word):
    data = word.build(BODY)
    assert word.annotate(data).data == data


def test_zip_details_stay(word):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in word.members(word.build(BODY)).items():
            info = zipfile.ZipInfo(name, (2020, 5, 17, 8, 30, 0))
            info.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            package.writestr(info, content)
        package.comment = b"remark"
    with zipfile.ZipFile(io.BytesIO(word.annotate(file.getvalue(), "甲").data)) as copy:
        assert copy.comment == b"remark"
        assert {info.date_time for info in copy.infolist()} == {(2020, 5, 17, 8, 30, 0), (1980, 1, 1, 0, 0, 0)}
        assert copy.getinfo("word/media/picture.png").compress_type == zipfile.ZIP_STORED


def test_comments_of_others_stay_and_ids_do_not_clash(word):
    data = word.build(COMMENTED, comments=OTHERS.format(0) + OTHERS.format(7))
    reviewed = word.annotate(data, "甲乙", "后")
    assert [(number, author) for number, author, _, _ in word.comments(reviewed.data)] == [
        ("0", "张"), ("7", "张"), ("1", "reportlint"), ("2", "reportlint")]
    assert word.anchors(reviewed.data) == {"0": "前甲", "1": "甲乙", "2": "后"}
    before, after = word.members(data), word.members(reviewed.data)
    assert changes(before, after) == {"word/document.xml", "word/comments.xml"}
    assert after["word/comments.xml"].startswith(before["word/comments.xml"].removesuffix(b"</w:comments>"))


def test_marks_without_a_comment_keep_their_ids(word):
    reviewed = word.annotate(word.build(COMMENTED), "乙")
    assert set(word.anchors(reviewed.data)) == {"0", "1"}


@pytest.mark.parametrize("inner", ["<w:comments xmlns:w='{}'/>", "<c:comments xmlns:c='{}'></c:comments>", "<comments xmlns='{}' />"])
def test_comments_parts_of_every_look(word, inner):
    data = word.build(BODY, comments="", raw={"word/comments.xml": inner.format(word.WORD)})
    assert word.comments(word.annotate(data, "甲").data)[0][1:3] == ("reportlint", "RL")


def test_the_styles_of_the_document_are_used(word):
    after = word.members(word.annotate(word.build(BODY, styles=STYLES), "甲").data)
    assert b'<w:rStyle w:val="af1"/></w:rPr><w:commentReference' in after["word/document.xml"]
    assert b'<w:pStyle w:val="af2"/>' in after["word/comments.xml"]


def test_words_of_comments_are_escaped(word):
    document = word.read(word.build(BODY))
    found = word.finding(document, "甲", message='A&B <"C">\x0b]]>')
    assert word.comments(word.annotate(word.build(BODY), found).data)[0][3].splitlines()[1] == 'A&B <"C">\ufffd]]>'


def without_names(text):
    return text.replace("</w:", "</").replace("<w:", "<").replace("xmlns:w=", "xmlns=").replace("<document ", "<document xmlns:q='{}' ".format(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main")).replace(" w:", " q:")


ENCODINGS = [
    ("utf-16", lambda t: t.replace("UTF-8", "UTF-16").encode("utf-16")),
    ("utf-16-be", lambda t: b"\xfe\xff" + t.replace("UTF-8", "UTF-16").encode("utf-16-be")),
    ("utf-8-sig", lambda t: t.encode("utf-8-sig")),
    ("ascii", lambda t: t.replace("UTF-8", "US-ASCII").encode("ascii", "xmlcharrefreplace")),
    ("no declaration", lambda t: t.partition("?>")[2].strip().encode()),
    ("crlf", lambda t: t.replace("><", ">\r\n<").encode()),
    ("single quotes", lambda t: t.replace('"', "'").encode()),
    ("other prefix", lambda t: t.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0=").encode()),
    ("no prefix", lambda t: without_names(t).encode()),
    ("w is something else", lambda t: t.replace("w:", "q:").replace("xmlns:w=", "xmlns:q=").replace("<q:body>", "<q:body xmlns:w='urn:other'>").encode()),
]


@pytest.mark.parametrize("change", [change for _, change in ENCODINGS], ids=[name for name, _ in ENCODINGS])
def test_encodings_and_prefixes(word, change):
    body = "<w:p><w:pPr><w:jc w:val='left'/></w:pPr><w:r><w:rPr><w:b w:val='true'/></w:rPr><w:t>前甲乙后</w:t></w:r></w:p>"
    text = word.members(word.build(body))["word/document.xml"].decode()
    data = word.build(raw={"word/document.xml": change(text)})
    reviewed = word.annotate(data, "甲乙")
    assert word.anchors(reviewed.data) == {"0": "甲乙"}
    after = word.members(reviewed.data)["word/document.xml"]
    original = change(text)
    assert after[:60] == original[:60], "declaration and byte order mark"
    assert len(docx.Document(io.BytesIO(reviewed.data)).paragraphs) == 1
    again = word.annotate(reviewed.data, "甲乙")
    assert word.members(again.data) == word.members(reviewed.data)


def test_strict_documents_get_strict_comments(word):
    after = word.members(word.annotate(word.build(BODY, strict=True), "甲").data)
    assert word.STRICT.encode() in after["word/comments.xml"]
    assert f'Type="{word.STRICT_OFFICE}/comments"'.encode() in after["word/_rels/document.xml.rels"]


def test_packages_without_relationships_and_with_a_stray_comments_part(word):
    data = word.build(BODY, drop=["word/_rels/document.xml.rels"], raw={"word/comments.xml": "<x/>"})
    after = word.members(word.annotate(data, "甲").data)
    assert after["word/comments.xml"] == b"<x/>"
    assert b'Target="comments1.xml"' in after["word/_rels/document.xml.rels"]
    assert after["word/comments1.xml"].count(b"<w:comment ") == 1


def test_no_more_comments_than_word_opens(word, monkeypatch):
    monkeypatch.setattr(comments_module, "MAX_COMMENTS", 3)
    reviewed = word.annotate(word.build(COMMENTED, comments=OTHERS.format(0)), "前", "甲", "乙", "后")
    assert (reviewed.comments, reviewed.beyond) == (2, 2)
    assert len(word.comments(reviewed.data)) == 3


def test_signatures_are_said(word):
    rels = word.members(word.build(BODY))["_rels/.rels"].decode()
    signed = rels.replace("</Rel", '<Relationship Id="s" Type="x/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Rel')
    assert not word.annotate(word.build(BODY), "甲").signed
    assert word.annotate(word.build(BODY, raw={"_rels/.rels": signed}), "甲").signed


@pytest.mark.parametrize(
    ("raw", "drop"),
    [({"[Content_Types].xml": "<Types"}, []), ({}, ["[Content_Types].xml"]), ({"word/comments.xml": "<broken"}, [])],
)
def test_broken_packages_are_refused(word, raw, drop):
    data = word.build(BODY, drop=drop, raw=raw, **({"comments": ""} if "word/comments.xml" in raw else {}))
    with pytest.raises(SourceError) as error:
        word.annotate(data, "甲")
    assert error.value.reason == "damaged"


def test_members_that_unpack_to_too_much_are_refused(word, monkeypatch):
    monkeypatch.setattr("reportlint.annotate.archive.MAX_MEMBERS", 3000)
    with pytest.raises(SourceError) as error:
        word.annotate(word.build(BODY, raw={"word/media/big.bin": bytes(5000)}), "甲")
    assert error.value.reason == "too-large"


def test_a_copy_with_another_text_is_never_handed_out(word, monkeypatch):
    monkeypatch.setattr(Part, "spliced", lambda self, splices: self.encoded(splice(self.utf8, splices)).replace("乙".encode(), b""))
    with pytest.raises(SourceError) as error:
        word.annotate(word.build(BODY), "甲")
    assert error.value.reason == "unfaithful"


def test_splices_must_not_overlap():
    assert splice(b"abcd", [Splice(2, 2, b"X"), Splice(2, 3, b"Y"), Splice(0, 0, b"Z")]) == b"ZabXYd"
    with pytest.raises(ValueError, match="overlap"):
        splice(b"abcd", [Splice(0, 3, b""), Splice(1, 2, b"")])


def test_random_places_in_a_document_of_python_docx(word):
    chance = random.Random(11)
    made = docx.Document()
    made.add_heading("政府工作报告", 0)
    for number in range(30):
        paragraph = made.add_paragraph(f"第{number}段：完成产值")
        paragraph.add_run(f"{number * 37}.5亿元").bold = True
        paragraph.add_run(f"，增长{number}%，\t其中 A&B <二> 产业")
    table = made.add_table(3, 3)
    for cell in (cell for row in table.rows for cell in row.cells):
        cell.text = f"{chance.randrange(999)}万元"
    file = io.BytesIO()
    made.save(file)
    document = word.read(file.getvalue())
    spans = []
    while len(spans) < 200:
        start = chance.randrange(len(document.text))
        end = start + chance.randrange(1, 9)
        if "\n" not in document.text[start:end] and end <= len(document.text):
            spans.append((start, end))
    reviewed = word.annotate(file.getvalue(), *(word.finding(document, span) for span in spans))
    found = word.anchors(reviewed.data)
    assert [found[str(number)] for number in range(200)] == [document.text[start:end] for start, end in spans]
    assert len(word.comments(reviewed.data)) == 200
