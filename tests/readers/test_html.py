"""Web pages: text, headings, lists, white space, encodings, places, broken markup."""

from __future__ import annotations

import sys

import pytest

from reportlint.document import assemble
from reportlint.readers.html import reader
from reportlint.source import SourceError

pytest.importorskip("lxml")


def read(page: str | bytes):
    return reader.read_bytes(page.encode() if isinstance(page, str) else page).content


def texts(page: str | bytes) -> list[str]:
    content = read(page)
    return [content.text[line.start:line.end] for line in content.lines]


def kinds(page: str) -> list[tuple[str, int, str, str]]:
    content = read(page)
    return [(str(line.kind), line.level, line.marker, content.text[line.start:line.end]) for line in content.lines]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("甲<div>乙</div>丙", ["甲", "乙", "丙"]),
        ("<div><b>甲</b>乙<i>丙</i></div>", ["甲乙丙"]),
        ("<p>甲<br>乙<br/><br>丙</p>", ["甲", "乙", "丙"]),
        ("<p>增长\n   5.2%，财政\n收入</p>", ["增长 5.2%，财政收入"]),
        ("<p>增\r\n\t\t长</p>", ["增长"]),
        ("<p>GDP\ngrowth   rate</p>", ["GDP growth rate"]),
        ("<p>&nbsp;&nbsp;&nbsp; 甲&ldquo;乙&rdquo;&amp;丙&#20013;&#x56fd;&mdash;</p>", ["甲“乙”&丙中国—"]),
        ("<p>5.2&#37;&lt;6％</p>", ["5.2%<6％"]),
        ("<p>\u3000\u3000甲</p>", ["甲"]),
        ("<p>甲\u200b乙&shy;丙\ufeff</p>", ["甲乙丙"]),
        ("<p>甲&#150;乙</p>", ["甲–乙"]),
        ("<p>面积12km<sup>2</sup>、3m<sup>3</sup></p>", ["面积12km²、3m³"]),
        ("<p>增长5.2<sup>1</sup>%<sup>[12]</sup></p>", ["增长5.2¹%[12]"]),
        ("<p>他说<q>甲</q></p>", ["他说“甲”"]),
        ("<p>甲<wbr>乙<span></span>丙</p>", ["甲乙丙"]),
        ("<p><ruby>枫<rt>fēng</rt></ruby>桥<del>村</del><ins>镇</ins></p>", ["枫桥镇"]),
        ("<span style='display:block'>甲</span><span style='DISPLAY: block'>乙</span>", ["甲", "乙"]),
        ("<dl><dt>甲</dt><dd>乙</dd></dl><address>丙</address>", ["甲", "乙", "丙"]),
        ("<p>甲</p>&nbsp;<p> </p><p><img src=x></p>", ["甲"]),
        ("<custom-x>甲</custom-x><o:p>乙</o:p>", ["甲乙"]),
        ("", []),
        ("   ", []),
        ("只有文字", ["只有文字"]),
    ],
)
def test_text(page, expected):
    assert texts(page) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '乙。';</script>", "<style>p{}</style>", "<!-- 乙 -->", "<noscript>乙</noscript>", "<div hidden>乙</div>",
        "<p style='display:none'>乙</p>", "<span style='color:red; VISIBILITY : hidden'>乙</span>", "<template>乙</template>",
        "<p style='mso-hide:all'>乙</p>", "<select><option>乙</select>", "<button>乙</button>", "<iframe>乙</iframe>",
        "<svg><text>乙</text></svg>", "<textarea>乙</textarea>", "<input value=乙>", "<title>乙</title>",
        "<!--[if gte mso 9]><xml>乙</xml><![endif]-->",
    ],
)
def test_what_is_not_shown_is_no_text(hidden):
    assert texts(f"<p>甲{hidden}丙</p>") in (["甲丙"], ["甲", "丙"])
    assert texts(f"<body>甲{hidden}丙") in (["甲丙"], ["甲", "丙"])


def test_a_page_that_a_script_would_show_is_read():
    assert texts("<body style='display:none'><p>全镇实现财政总收入2841万元。</p></body>") == ["全镇实现财政总收入2841万元。"]
    assert texts("<p>公告。</p><p style='display:none'>甲。</p>") == ["公告。"]


def test_headings_and_lists():
    assert kinds("<h1>甲</h1><h3><span>乙</span></h3><p>丙</p>") == [
        ("heading", 1, "", "甲"), ("heading", 3, "", "乙"), ("text", 0, "", "丙"),
    ]
    assert kinds("<h2><div>甲</div></h2>") == [("heading", 2, "", "甲")]
    assert kinds("<ol start=3><li>甲<p>续</p><li>乙<li value=9><p>丙</p></ol>") == [
        ("item", 0, "3.", "甲"), ("text", 0, "", "续"), ("item", 0, "4.", "乙"), ("item", 0, "9.", "丙"),
    ]
    assert kinds("<ol style='list-style-type: none'><li>甲</ol><ul><li>乙</ul><ol type=a><li>丙</ol>") == [
        ("item", 0, "", "甲"), ("item", 0, "", "乙"), ("item", 0, "", "丙"),
    ]
    assert kinds("<ol><li>甲<ol><li>子</ol><li>乙</ol>") == [
        ("item", 0, "1.", "甲"), ("item", 0, "1.", "子"), ("item", 0, "2.", "乙"),
    ]
    assert kinds("<ol start=x><li value=-1>甲</ol>") == [("item", 0, "1.", "甲")]


def test_preformatted_text_keeps_its_lines():
    content = read("<pre>政府工作报告\r\n\r\n    全镇财政收入\r\n2841万元。\r\n  甲  乙\t1</pre>")
    lines = [(content.text[line.start:line.end], line.gap, line.indent) for line in content.lines]
    assert lines == [("政府工作报告", 0, False), ("全镇财政收入", 1, True), ("2841万元。", 0, False), ("甲  乙  1", 0, True)]


def test_lines_broken_within_a_paragraph_heal():
    page = "<p>全镇上下认真贯彻落实上级决策部署，扎实推进各项工作，经济社会发展稳中有进，财政总收<br>入2841万元。</p>"
    document = assemble(read(page), path="a.html", format="html")
    assert "财政总收入2841万元。" in document.flow


def test_paragraphs_end_and_divisions_need_not():
    assert [line.hard for line in read("<p>甲</p><div>乙</div><li>丙").lines] == [True, False, True]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<meta charset=gb2312><p>枫桥镇，朱镕基</p>".encode("gb18030"), "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=GBK'><p>枫桥镇㐂</p>".encode("gb18030"), "gb18030"),
        ("<meta charset='gb2312'><p>枫桥镇</p>".encode(), "utf-8"),
        ("<p>枫桥镇人民政府工作报告</p>".encode("gb18030"), "gb18030"),
        ("\ufeff<p>枫桥镇</p>".encode(), "utf-8-sig"),
        ("\ufeff<meta charset=gbk><p>枫桥镇</p>".encode("utf-16-le"), "utf-16-le"),
        ("<meta charset=big5><p>國民經濟和社會發展統計公報，全縣財政收入</p>".encode("big5"), "big5hkscs"),
        ("<?xml version='1.0' encoding='GBK'?><html><p>枫桥镇政府</p></html>".encode("gbk"), "gb18030"),
        ("<meta charset=nonsense><p>枫桥镇</p>".encode(), "utf-8"),
        (b"<meta charset=iso-8859-1><p>" + "枫桥镇的工作".encode("gbk"), "gb18030"),
    ],
)
def test_encodings(data, encoding):
    read = reader.read_bytes(data)
    assert read.encoding == encoding
    assert "枫桥镇" in read.content.text or "國民經濟" in read.content.text


def test_a_few_broken_bytes_do_not_lose_the_page():
    data = b"<meta charset=utf-8>" + ("<p>" + "枫桥镇财政收入增长。" * 100).encode() + b"\xe6\x9e"
    assert read(data).text.endswith("\ufffd")
    with pytest.raises(SourceError) as error:
        read(b"<meta charset=utf-8><p>\xff\xfe\xfd\x80\x81" * 40)
    assert error.value.reason == "undecodable"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "binary"), (b"PK\x03\x04....", "binary"), (b"\x89PNG....", "binary"),
        (b"<html><body><div id=app></div><script src=app.js></script></body></html>", "no-text"),
        (b"<frameset><frame src=a.html></frameset>", "no-text"),
    ],
)
def test_what_is_no_page(data, reason):
    with pytest.raises(SourceError) as error:
        read(data)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><div><p>甲</div></body></html><html><body><p>乙</p></body></html>",
        "<p>甲</body></html><p>乙",
        "<div><font><font><p>甲</font></p></div></font></div></div></table><p>乙",
        "<p>甲</p><td>乙</td>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><title/><script src='a'/><a name='x'/><p>甲</p><div/><p>乙</p></html>",
        "<p>甲\0</p><p>乙</p><!--" + "x" * 600 + "--><",
        "<p>甲</p>" + "<div><font>" * 3000 + "乙",
        "<head><p>甲</p></head><body>乙",
    ],
)
def test_broken_markup(page):
    assert [text for text in texts(page) if text != "<"] == ["甲", "乙"]


def test_nested_without_end():
    found = ""
    try:
        found = texts("<table><tr><td>" * 3000 + "甲")[0]  # older parsers take any depth
    except SourceError as error:
        found = error.reason
    assert found in ("甲", "damaged")


def test_places_lead_into_the_file():
    content = read("<html>\n<body>\n<div>\n<p>甲</p>\n<p>乙</p></div>\n<table>\n<tr><td>丙<td>丁\n<tr><td>1<td>2</table>")
    document = assemble(content, path="a.html", format="html")
    assert document.anchor_at(document.text.index("乙")) == {"element": "/html/body/div[1]/p[2]", "line": 5}
    assert document.anchor_at(document.text.index("2")) == {
        "element": "/html/body/table[1]/tr[2]/td[2]", "line": 8, "table": 0, "row": 1, "column": 1,
    }


def test_places_are_paths_in_the_tree():
    from lxml import etree

    page = "<html><body><div><p>甲</p><div><p>乙</p>丙</div></div><ul><li>丁<li>戊</ul></body></html>"
    content = read(page)
    tree = etree.fromstring(page, etree.HTMLParser())
    for anchor in content.anchors:
        element, = tree.xpath(anchor.place["element"])
        assert content.text[anchor.start:anchor.end] in "".join(element.itertext())


def test_comments_to_reportlint_stay():
    content = read("<p>甲<!-- reportlint: ignore[NUM001] 已核 --></p><!-- reportlint: ignore-file[PLH] x --><p>乙<!-- 普通 --></p>")
    assert "<!-- reportlint: ignore[NUM001] 已核 -->" in content.text
    assert "<!-- reportlint: ignore-file[PLH] x -->" in content.text.split("\n")
    assert assemble(content, path="a.html", format="html").flow.split() == ["甲", "乙"]


def test_without_the_parser(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    with pytest.raises(SourceError) as error:
        reader.read_bytes(b"<p>x</p>")
    assert (error.value.reason, error.value.detail) == ("needs-extra", "html")


@pytest.mark.parametrize(
    "page",
    ["<div>" * 20_000 + "甲", "<" * 300_000, " " * 300_000, "<a href=x>" * 20_000 + "甲", "&#x4e2d;" * 50_000, "<ul><li>" * 5_000 + "甲"],
    ids=["deep", "open", "blank", "links", "entities", "lists"],
)
def test_hostile_pages_end(page):
    assert len(read(page).lines) <= 1
