"""A copy that is reviewed again: our comments of before are replaced, what people made of them is left."""

import pytest

BODY = "<w:p><w:r><w:t>前甲乙后</w:t></w:r></w:p><w:p><w:r><w:t>丙丁</w:t></w:r></w:p>"
EX = "http://schemas.microsoft.com/office/word/2012/wordml"
IDS = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
EXTENSIBLE = "http://schemas.microsoft.com/office/word/2018/wordml/cex"
KINDS = {
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    "commentsIds": "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
    "commentsExtensible": "http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible",
}


def saved_by_word(word, data, extended, extra=""):
    """The copy as Word saves it: paragraphs have ids (A0, A1 …), and three parts tell of comments; ``extra`` is a further comment."""
    members = word.members(data)
    text = members["word/comments.xml"].decode().replace("<w:comments ", '<w:comments xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ')
    for number, piece in enumerate(text.split("<w:comment ")[1:]):
        last = piece.rindex("<w:p>")
        text = text.replace(piece, piece[:last] + f'<w:p w14:paraId="A{number}">' + piece[last + 5:])
    text = text.replace("</w:comments>", extra + "</w:comments>")
    relations = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{name}.xml"/>' for name, kind in KINDS.items())
    known = "".join(f'<i:commentId i:paraId="A{n}" i:durableId="D{n}"/>' for n in range(4))
    durable = "".join(f'<e:commentExtensible e:durableId="D{n}" e:dateUtc="2025-01-01T00:00:00Z"/>' for n in range(4))
    raw = {
        **members, "word/comments.xml": text,
        "word/commentsExtended.xml": f'<x:commentsEx xmlns:x="{EX}">{extended}</x:commentsEx>',
        "word/commentsIds.xml": f'<i:commentsIds xmlns:i="{IDS}">{known}</i:commentsIds>',
        "word/commentsExtensible.xml": f'<e:commentsExtensible xmlns:e="{EXTENSIBLE}">{durable}</e:commentsExtensible>',
        "word/_rels/document.xml.rels": members["word/_rels/document.xml.rels"].decode().replace("</Rel", relations + "</Rel"),
    }
    return word.build(raw=raw)


def entry(number, done=0, parent=""):
    return f'<x:commentEx x:paraId="A{number}" x:done="{done}"{parent and f" x:paraIdParent={chr(34)}{parent}{chr(34)}"}/>'


def test_comments_of_before_are_replaced(word):
    first = word.annotate(word.build(BODY), "甲乙", "丁")
    again = word.annotate(first.data, "甲乙", "丁")
    assert (again.comments, again.replaced) == (2, 2)
    assert word.members(again.data) == word.members(first.data)
    other = word.annotate(first.data, "丙")
    assert (other.comments, other.replaced) == (1, 2)
    assert word.anchors(other.data) == {"0": "丙"}
    assert len(word.comments(other.data)) == 1


def test_what_is_mended_loses_its_comment(word):
    first = word.annotate(word.build(BODY), "甲乙", "丁")
    mended = word.annotate(first.data)
    assert (mended.comments, mended.replaced, word.comments(mended.data), word.anchors(mended.data)) == (0, 2, [], {})
    assert word.read(mended.data).text == word.read(word.build(BODY)).text


@pytest.mark.parametrize(
    ("author", "text", "stays"),
    [
        ("reportlint", "NUM001 growth-mismatch · 错误", False),
        ("reportlint", "XZ901 own-rule", False),
        ("reportlint", "reportlint: ignore[NUM001] 已核对", True),
        ("reportlint", "请看第3页", True),
        ("张", "NUM001 growth-mismatch · 错误", True),
    ],
)
def test_only_our_own_comments_go(word, author, text, stays):
    body = "<w:p><w:commentRangeStart w:id='3'/><w:r><w:t>甲</w:t></w:r><w:commentRangeEnd w:id='3'/><w:r><w:rPr/><w:commentReference w:id='3'/></w:r></w:p>"
    comments = f"<w:comment w:id='3' w:author='{author}'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
    reviewed = word.annotate(word.build(body, comments=comments), "甲")
    assert [each[1] for each in word.comments(reviewed.data)] == [author] * stays + ["reportlint"]
    assert reviewed.replaced == (not stays)


def test_a_reference_in_a_run_with_text_goes_alone(word):
    body = "<w:p><w:r><w:t>甲</w:t><w:commentReference w:id='0'/><w:t>乙</w:t></w:r></w:p>"
    comments = "<w:comment w:id='0' w:author='reportlint'><w:p><w:r><w:t>NUM001 growth-mismatch</w:t></w:r></w:p></w:comment>"
    reviewed = word.annotate(word.build(body, comments=comments))
    assert b"<w:r><w:t>\xe7\x94\xb2</w:t><w:t>\xe4\xb9\x99</w:t></w:r>" in word.members(reviewed.data)["word/document.xml"]


def test_what_word_keeps_beside_comments_goes_with_them(word):
    first = word.annotate(word.build(BODY), "甲乙", "丁")
    data = saved_by_word(word, first.data, entry(0) + entry(1))
    after = word.members(word.annotate(data, "丙").data)
    assert b"<x:commentEx " not in after["word/commentsExtended.xml"]
    for name in ("commentsIds", "commentsExtensible"):
        content = after[f"word/{name}.xml"]
        assert [f'"D{n}"'.encode() in content for n in range(4)] == [False, False, True, True]
    assert set(word.anchors(word.annotate(data, "丙").data).values()) == {"丙"}


def test_answered_and_resolved_comments_stay_and_are_not_doubled(word):
    first = word.annotate(word.build(BODY), "甲乙", "丁", "丙")
    reply = "<w:comment w:id='9' w:author='张'><w:p w14:paraId='B9'><w:r><w:t>年报如此</w:t></w:r></w:p></w:comment>"
    extended = entry(0) + '<x:commentEx x:paraId="B9" x:done="0" x:paraIdParent="A0"/>' + entry(1, done=1) + entry(2)
    data = saved_by_word(word, first.data, extended, reply)
    again = word.annotate(data, "甲乙", "丁", "丙")
    assert (again.comments, again.replaced, again.answered) == (1, 1, 2)
    assert sorted(each[0] for each in word.comments(again.data)) == ["0", "1", "2", "9"]
    assert b'x:paraId="A2"' not in word.members(again.data)["word/commentsExtended.xml"]
    assert b'x:paraIdParent="A0"' in word.members(again.data)["word/commentsExtended.xml"]
    changed = word.annotate(data, "前", "丁", "丙")  # the message of the first is another one now
    assert [each[3].splitlines()[-1] for each in word.comments(changed.data)].count("第0处") == 1
    other = word.annotate(data, word.finding(word.read(data), "甲乙", message="另一处"))
    assert (other.comments, other.answered) == (1, 2)
