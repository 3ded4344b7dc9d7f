"""Fixes as tracked changes: what they look like, and where a fix stays a comment."""

import io

import docx
import pytest
from lxml import etree

from reportlint.rule import Edit, Fix, Message, Span

REFERENCE = "<w:r><w:footnoteReference w:id='2'/></w:r>"


def fix(document, *edits, safe=True):
    """A fix: each edit is the words (or a range) and what they become."""
    made = []
    for words, new in edits:
        start = document.text.index(words) if isinstance(words, str) else words[0]
        made.append(Edit(Span(start, start + len(words)) if isinstance(words, str) else Span(*words), new))
    return Fix(Message("改正", "mend"), tuple(made), safe)


def tracked(word, data, *edits, words=None):
    """The copy with one fix asked for, its markup between the paragraph's tags, and its text when changes are refused."""
    document = word.read(data)
    mend = fix(document, *edits)
    found = word.finding(document, words or edits[0][0], fix=mend)
    reviewed = word.review(data, document, [found], {document.path: document}, word.STAMP, fixes=[mend])
    return reviewed


def refused(word, data):
    """The text of the document's part when all tracked changes of ours are refused."""
    root = etree.fromstring(word.members(data)["word/document.xml"])
    names = {"w": word.WORD}
    for element in root.findall(".//w:ins[@w:author='reportlint']", names):
        element.getparent().remove(element)
    return "".join(element.text or "" for element in root.iter(f"{{{word.WORD}}}t", f"{{{word.WORD}}}delText"))


def inner(word, data):
    return word.members(data)["word/document.xml"].decode().partition("<w:body>")[2].removesuffix("</w:body></w:document>")


ABOUT = 'w:author="reportlint" w:date="2025-01-02T03:04:05Z"'


def test_a_replacement(word):
    data = word.build(word.p(word.r("前甲乙后", "<w:b/>")))
    reviewed = tracked(word, data, ("甲乙", "丙"))
    assert (reviewed.tracked, reviewed.untracked) == (1, 0)
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
    assert inner(word, reviewed.data) == (
        "<w:p>" + run.format("前") + '<w:commentRangeStart w:id="0"/>'
        f'<w:del w:id="1" {ABOUT}><w:r><w:rPr><w:b/></w:rPr><w:delText>甲乙</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {ABOUT}><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">丙</w:t></w:r></w:ins>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' + run.format("后") + "</w:p>"
    )
    assert word.read(reviewed.data).text == "前丙后"
    assert refused(word, reviewed.data) == "前甲乙后"
    assert "修订" in word.comments(reviewed.data)[0][3]
    assert docx.Document(io.BytesIO(reviewed.data)).paragraphs[0].text == "前后"  # python-docx reads neither


def bodies(w):
    """Bodies with edits that can be tracked."""
    r, p = w.r, w.p
    return {
        "over runs": (p(r("前甲", "<w:b/>"), r("乙"), r("丙后", "<w:i/>")), ("甲乙丙", "丁")),
        "whole runs": (p(r("前"), r("甲"), r("乙"), r("后")), ("甲乙", "丁")),
        "left out": (p(r("前甲乙后")), ("甲乙", "")),
        "put in": (p(r("前后")), ((1, 1), "甲")),
        "put in at the beginning": (p(r("前后")), ((0, 0), "甲")),
        "put in at the end": (p(r("前后")), ((2, 2), "甲")),
        "only what differs": (p(r("前甲乙丙后")), ("前甲乙丙后", "前甲丁丙后")),
        "with a tab": (p("<w:r><w:t>前</w:t><w:tab/><w:t>甲</w:t><w:t>乙后</w:t></w:r>"), ("前\t甲乙", "前乙")),
        "entities": (p(r("前A&amp;B&lt;后")), ("A&B<", "C&D")),
        "character data": (p(r("前<![CDATA[<&甲>]]>后")), ("<&甲", "A<B")),
        "blanks": (p(r("前 甲 后")), (" 甲 ", " 乙 ")),
        "in a hyperlink": (p(r("前"), "<w:hyperlink w:anchor='q'>", r("甲乙"), "</w:hyperlink>"), ("乙", "丙")),
        "in a table": (w.table(w.cell(p(r("甲乙")))), ("乙", "丙")),
        "over a bookmark": (p(r("前甲"), "<w:bookmarkStart w:id='1' w:name='b'/>", r("乙后")), ("甲乙", "丙")),
        "beside a reference": (p("<w:r><w:t>前甲</w:t><w:footnoteReference w:id='2'/><w:t>乙</w:t></w:r>"), ("甲", "丙")),
    }


def test_tracked_changes_read_as_made_and_can_be_refused(word):
    for name, (body, edit) in bodies(word).items():
        data = word.build(body)
        before = word.read(data).text
        reviewed = tracked(word, data, edit)
        start, end = edit[0] if isinstance(edit[0], tuple) else (before.index(edit[0]), before.index(edit[0]) + len(edit[0]))
        assert reviewed.tracked == 1, name
        assert word.read(reviewed.data).text == before[:start] + edit[1] + before[end:], name
        assert refused(word, reviewed.data) == before.replace("\t", ""), name
        ids = etree.fromstring(word.members(reviewed.data)["word/document.xml"]).xpath(
            "//w:ins/@w:id | //w:del/@w:id | //w:bookmarkStart/@w:id", namespaces={"w": word.WORD})
        assert len(ids) == len(set(ids)), name


def unsafe(w):
    """Bodies with edits that stay comments."""
    r, p = w.r, w.p
    return {
        "two paragraphs": (p(r("前甲")) + p(r("乙后")), ("甲\n乙", "丙")),
        "paragraphs joined": (p(r("前甲")) + p(r("乙后")), ("\n", "")),
        "new paragraph": (p(r("前甲乙")), ("甲", "甲\n")),
        "field": (p(w.field("REF x", r("甲乙"))), ("甲", "丙")),
        "link field": (p(w.field("HYPERLINK", r("甲乙"))), ("甲", "丙")),
        "simple field": (p(f"<w:fldSimple w:instr='X'>{r('甲乙')}</w:fldSimple>"), ("甲", "丙")),
        "control in a line": (p(w.control(r("甲乙"))), ("甲", "丙")),
        "control": (w.control(p(r("一")) + p(r("甲乙"))), ("甲", "丙")),
        "text box": (p(w.box(p(r("甲乙")))), ("甲", "丙")),
        "inserted by another": (p(f"<w:ins w:id='1' w:author='x'>{r('甲乙')}</w:ins>"), ("甲", "丙")),
        "half inserted by another": (p(r("甲"), f"<w:ins w:id='1' w:author='x'>{r('乙')}</w:ins>"), ("甲乙", "丙")),
        "over a reference": (p("<w:r><w:t>前甲</w:t><w:footnoteReference w:id='2'/><w:t>乙</w:t></w:r>"), ("甲乙", "丙")),
        "formula": (p("<m:oMath><m:r><m:t>甲乙</m:t></m:r></m:oMath>"), ("甲", "丙")),
        "line break": (p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"), ("甲\n乙", "丙")),
        "hyphen": (p("<w:r><w:t>甲</w:t><w:noBreakHyphen/><w:t>乙</w:t></w:r>"), ("甲-乙", "丙")),
    }


def test_where_a_change_cannot_be_tracked_the_comment_says_what_to_do(word):
    for name, (body, edit) in unsafe(word).items():
        data = word.build(body)
        reviewed = tracked(word, data, edit, words=word.read(data).text[:1])
        assert (reviewed.tracked, reviewed.untracked, reviewed.comments) == (0, 1, 1), name
        assert b'w:author="reportlint"' not in word.members(reviewed.data)["word/document.xml"], name
        text = word.comments(reviewed.data)[0][3]
        assert "建议：改正" in text, name
        assert "修订" not in text, name


def test_a_fix_is_tracked_whole_or_not_at_all(word):
    data = word.build(word.p(word.r("甲")) + word.control(word.p(word.r("乙"))) + word.p(word.r("丙")))
    assert tracked(word, data, ("甲", "一"), ("乙", "二")).untracked == 1
    both = tracked(word, data, ("甲", "一"), ("丙", "三"))
    assert (both.tracked, word.read(both.data).text) == (1, "一\n乙\n三")


def test_notes_and_headers_are_changed_in_their_own_parts(word):
    notes = f"<w:footnote w:id='2'>{word.p(word.r('注甲'))}</w:footnote>"
    data = word.build(word.p(word.r("正文"), REFERENCE), footnotes=notes, header1=word.p(word.r("页眉乙")))
    document = word.read(data)
    fixes = [fix(document, ("甲", "一")), fix(document, ("乙", "二"))]
    found = [word.finding(document, words, fix=each) for words, each in zip("甲乙", fixes, strict=True)]
    reviewed = word.review(data, document, found, {document.path: document}, word.STAMP, fixes=fixes)
    assert (reviewed.tracked, word.read(reviewed.data).text) == (2, "正文\n注一\n页眉二")
    after = word.members(reviewed.data)
    assert b"<w:ins " in after["word/footnotes.xml"]
    assert b"<w:ins " in after["word/header1.xml"]
    assert b"commentReference" not in after["word/header1.xml"]


def test_properties_that_are_tracked_are_not_copied_into_new_text(word):
    changed = "<w:b/><w:rPrChange w:id='7' w:author='x'><w:rPr/></w:rPrChange>"
    reviewed = tracked(word, word.build(word.p(word.r("甲乙", changed))), ("甲", "丙"))
    assert "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">丙" in inner(word, reviewed.data)


@pytest.mark.parametrize("change", [lambda t: t.replace("UTF-8", "UTF-16").encode("utf-16"), lambda t: t.replace("w:", "q:").replace("xmlns:w=", "xmlns:q=").encode()])
def test_encodings_and_prefixes(word, change):
    text = word.members(word.build(word.p(word.r("前甲乙后"))))["word/document.xml"].decode()
    reviewed = tracked(word, word.build(raw={"word/document.xml": change(text)}), ("甲乙", "丙"))
    assert (reviewed.tracked, word.read(reviewed.data).text) == (1, "前丙后")


def test_changes_tracked_before_stay_when_a_copy_is_reviewed_again(word):
    first = tracked(word, word.build(word.p(word.r("前甲乙后"))), ("甲乙", "丙"))
    again = word.annotate(first.data)
    assert again.replaced == 1
    assert refused(word, again.data) == "前甲乙后"
    assert word.read(again.data).text == "前丙后"
