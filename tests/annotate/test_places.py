"""Where comments hang: on the very characters, else on what is nearest, and then they say so."""

import pytest

REFERENCE = "<w:r><w:footnoteReference w:id='2'/></w:r>"
BREAKS = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/><w:t xml:space='preserve'>乙 </w:t><w:br/><w:t>丙丁</w:t></w:r>"


def exact(w):
    """Bodies with the words that a comment is put on; its anchor must be just these."""
    r, p = w.r, w.p
    return {
        "middle of a run": (p(r("前甲乙后")), "甲乙"),
        "a whole run": (p(r("前"), r("甲乙"), r("后")), "甲乙"),
        "over several runs": (p(r("前甲", "<w:b/>"), r("乙"), r("丙后", "<w:i/>")), "甲乙丙"),
        "the whole paragraph": (p(r("甲乙")), "甲乙"),
        "text of several elements": (p("<w:r><w:t>前甲</w:t><w:t>乙</w:t><w:t>后</w:t></w:r>"), "甲乙"),
        "entities": (p(r("A&amp;B&lt;5&#x4E2D;&#20013;&gt;")), "&B<5中中"),
        "an entity at the edge": (p(r("A&amp;&lt;B")), "&"),
        "character data": (p(r("甲<![CDATA[<&乙>]]>丙")), "&乙"),
        "over the end of character data": (p(r("甲<![CDATA[<&>]]>丙")), ">丙"),
        "comments and instructions": (p(r("甲<!-- 乙 --><?x 乙?>丙丁")), "丙"),
        "beyond the basic plane": (p(r("前𠀀𠀁后")), "𠀁"),
        "after a tab": (p(BREAKS), "乙 "),
        "with a tab": (p(BREAKS), "甲\t乙"),
        "with a line break": (p(BREAKS), "\n丙"),
        "blanks at the edges": (p(r("前 甲 后")), " 甲 "),
        "beside deleted text": (p(r("甲"), "<w:del w:id='1'><w:r><w:delText>删</w:delText></w:r></w:del>", r("乙丙")), "甲乙"),
        "in inserted text": (p(r("前"), "<w:ins w:id='1' w:author='x'>", r("甲乙丙"), "</w:ins>"), "乙"),
        "into inserted text": (p(r("前甲"), "<w:ins w:id='1' w:author='x'>", r("乙丙"), "</w:ins>"), "甲乙"),
        "in a hyperlink": (p(r("前"), "<w:hyperlink w:anchor='q'>", r("甲乙丙"), "</w:hyperlink>"), "乙"),
        "out of a hyperlink": (p("<w:hyperlink w:anchor='q'>", r("甲乙"), "</w:hyperlink>", r("丙后")), "乙丙"),
        "in a field that links": (p(w.field('HYPERLINK "u"', r("甲乙丙"))), "乙"),
        "in a table": (w.table(w.cell(p(r("甲乙丙"))), w.cell(p(r("丁")))), "乙"),
        "in a nested table": (w.table(w.cell(w.table(w.cell(p(r("甲乙丙")))), p()), w.cell(p(r("丁")))), "乙"),
        "in the second paragraph of a control": (w.control(p(r("一")) + p(r("甲乙丙"))), "乙"),
        "in rows of a control": ("<w:tbl>" + w.control("<w:tr>" + w.cell(p(r("甲乙丙"))) + "</w:tr>") + "</w:tbl>", "乙"),
        "in custom XML": ("<w:customXml>" + p(r("甲乙丙")) + "</w:customXml>", "乙"),
        "with run attributes and changed properties": (
            p(r("甲乙丙", "<w:b/><w:rPrChange w:id='9' w:author='x'><w:rPr/></w:rPrChange>", " w:rsidR='00A1'")), "乙"),
        "in a run with a picture": (p("<w:r><w:t>甲乙</w:t><w:drawing/><w:t>丙</w:t></w:r>"), "乙丙"),
        "beside hidden text": (p(r("甲"), r("藏", "<w:vanish/>"), r("乙")), "甲乙"),
        "indented XML": (p("\n <w:r>\n  <w:rPr/>\n  <w:t>甲乙</w:t>\n  <w:tab/>\n  <w:t>丙</w:t>\n </w:r>\n"), "乙\t"),
    }


@pytest.mark.parametrize("strict", [False, True])
def test_comments_hang_on_the_very_characters(word, strict):
    for name, (body, words) in exact(word).items():
        data = word.build(word.p(word.r("首")) + body, strict=strict)
        reviewed = word.annotate(data, words)
        hidden = "藏" if "hidden" in name else ""
        assert word.anchors(reviewed.data)["0"].replace(hidden, "") == words, name
        assert (reviewed.comments, reviewed.near) == (1, 0), name
        assert word.read(reviewed.data).text == word.read(data).text, name


def near(w):
    """Bodies with the words, what the comment hangs on instead, and a word of the reason that it gives."""
    r, p = w.r, w.p
    ruby = f"<w:r><w:ruby><w:rt>{r('zhong')}</w:rt><w:rubyBase>{r('甲')}</w:rubyBase></w:ruby></w:r>"
    return {
        "control in a line": (p(r("前"), w.control(r("甲乙")), r("后")), "乙", "甲乙", "内容控件"),
        "control of plain text": (p(r("前")) + w.control(p(r("一")) + p(r("甲乙")), "<w:text/>") + p(r("后")), "乙", "一甲乙", "内容控件"),
        "control bound to data": (w.control(p(r("一")) + p(r("甲乙")), "<w:dataBinding/>") + p(r("后")), "乙", "一甲乙", "内容控件"),
        "first paragraph of a control": (p(r("前")) + w.control(p(r("甲乙")) + p(r("丙"))) + p(r("后")), "乙", "甲乙丙", "内容控件"),
        "first paragraph of a nested control": (w.control(p(r("一")) + w.control(p(r("甲乙")))) + p(r("后")), "乙", "甲乙", "内容控件"),
        "control with a table": (w.control(w.table(w.cell(p(r("甲乙")))) + p()) + p(r("后")), "乙", "", "内容控件"),
        "control that is all": (w.control(p(r("甲乙"))), "乙", "", "内容控件"),
        "control around a cell": ("<w:tbl><w:tr>" + w.control(w.cell(p(r("甲乙")))) + "</w:tr></w:tbl>" + p(r("后")), "乙", "", "内容控件"),
        "simple field": (p(r("前"), f"<w:fldSimple w:instr='DATE'>{r('甲乙')}</w:fldSimple>"), "乙", "甲乙", "域"),
        "field": (p(r("前"), w.field("REF x", r("甲"), r("乙")), r("后")), "乙后", "甲乙后", "域"),
        "field in a field": (p(r("前"), w.field("IF 1", r("一"), w.field("HYPERLINK", r("甲乙"))), r("后")), "乙", "一甲乙", "域"),
        "field over two paragraphs": (
            p(r("前"), w.field("REF x", r("甲"), "</w:p><w:p>", r("乙")), r("后")), "甲", "甲乙", "域"),
        "formula": (p(r("占"), "<m:oMath><m:r><m:t>1/3</m:t></m:r></m:oMath>", r("后")), "1/3后", "后", "公式"),
        "phonetic guide": (p(r("前"), ruby, r("后")), "甲后", "zhong甲后", "对象"),
        "smart tag": (p(r("前"), f"<w:smartTag>{r('甲乙')}</w:smartTag>"), "乙", "甲乙", "对象"),
        "text box": (p(r("前"), w.box(p(r("甲")), p(r("乙丙"))), r("后")) + p(r("尾")), "丙", "甲乙丙", "文本框"),
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_no_comment_can_be_it_hangs_near_and_says_so(word, lang):
    for name, (body, words, anchored, why) in near(word).items():
        data = word.build(body)
        reviewed = word.annotate(data, words, lang=lang)
        assert (reviewed.comments, reviewed.near) == (1, 1), name
        assert word.anchors(reviewed.data)["0"] == anchored, name
        text = word.comments(reviewed.data)[0][3]
        assert f"“{words}”" in text, name
        assert why in text or lang == "en", name
        assert word.read(reviewed.data).text == word.read(data).text, name


def test_notes_and_headers(word):
    notes = f"<w:footnote w:id='2'>{word.p(word.r('注甲'))}</w:footnote>"
    ends = f"<w:endnote w:id='5'>{word.p(word.r('尾乙'))}</w:endnote>"
    body = word.p(word.r("标题")) + word.p(word.r("正文"), REFERENCE, word.r("续"), "<w:r><w:endnoteReference w:id='5'/></w:r>")
    data = word.build(body, footnotes=notes, endnotes=ends, header1=word.p(word.r("页眉丙")))
    reviewed = word.annotate(data, "甲", "乙", "丙", "续")
    texts = [text for _, _, _, text in word.comments(reviewed.data)]
    assert ["注" in texts[0], "注" in texts[1], "页眉" in texts[2], "（" in texts[3]] == [True, True, True, False]
    found = word.members(reviewed.data)["word/document.xml"].decode()
    assert '<w:commentRangeStart w:id="0"/>' + REFERENCE + '<w:commentRangeEnd w:id="0"/>' in found
    assert '<w:body><w:p><w:commentRangeStart w:id="2"/><w:commentRangeEnd w:id="2"/>' in found
    assert word.anchors(reviewed.data)["3"] == "续"
    before, after = word.members(data), word.members(reviewed.data)
    for part in ("footnotes", "endnotes", "header1"):
        assert after[f"word/{part}.xml"] == before[f"word/{part}.xml"]


def test_points(word):
    data = word.build(word.p(word.r("甲乙")) + "<w:p/>" + word.p(word.r("丙")))
    for offset, shown in ((0, "<w:p>{}<w:r><w:t>甲乙"), (1, "甲</w:t></w:r>{}<w:r><w:t>乙"), (2, "甲乙</w:t></w:r>{}</w:p>"), (5, "丙</w:t></w:r>{}")):
        reviewed = word.annotate(data, word.finding(word.read(data), (offset, offset)))
        mark = '<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        assert shown.format(mark) in word.members(reviewed.data)["word/document.xml"].decode()


@pytest.mark.parametrize("body", ["", "<w:sectPr/>", "<w:p/>", "<w:p><w:pPr/></w:p>"])
def test_documents_without_text(word, body):
    data = word.build(body)
    reviewed = word.annotate(data, word.finding(word.read(data), (0, 0)))
    assert (reviewed.near, word.anchors(reviewed.data)) == (1, {"0": ""})


def test_findings_over_the_border_of_the_body_hang_on_what_is_in_it(word):
    data = word.build(word.p(word.r("正文"), REFERENCE), footnotes=f"<w:footnote w:id='2'>{word.p(word.r('注'))}</w:footnote>")
    assert word.anchors(word.annotate(data, "文\n注").data) == {"0": "文"}
    data = word.build(word.p(word.box(word.p(word.r("框"))), word.r("正文")))
    assert word.anchors(word.annotate(data, "文\n框").data) == {"0": "文"}
    data = word.build(word.p(word.r("一二")) + word.p(word.r("三四")))
    assert word.anchors(word.annotate(data, "二\n三").data) == {"0": "二三"}


def test_comments_that_overlap_touch_and_coincide(word):
    data = word.build(word.p(word.r("甲乙丙丁戊")))
    reviewed = word.annotate(data, "甲乙丙", "乙丙丁", "乙丙", "乙丙", "丁", "甲乙丙丁戊")
    found = word.anchors(reviewed.data)
    assert [found[str(number)] for number in range(6)] == ["甲乙丙", "乙丙丁", "乙丙", "乙丙", "丁", "甲乙丙丁戊"]
    assert word.members(reviewed.data)["word/document.xml"].decode().count("<w:t>") == 4
