"""Plain text, line by line."""


import pytest

from reportlint.document.model import LineKind
from reportlint.readers.text import caption_before, reader, text_lines
from reportlint.source import SourceError


def rows(text):
    return [(text[line.start:line.end], line.gap, line.indent) for line in text_lines(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n\u3000\n", []),
        ("甲", [("甲", 0, False)]),
        ("甲\n乙\r\n丙\r丁", [("甲", 0, False), ("乙", 0, False), ("丙", 0, False), ("丁", 0, False)]),
        ("甲\r\r\n乙", [("甲", 0, False), ("乙", 0, False)]),
        ("甲\n\r乙", [("甲", 0, False), ("乙", 1, False)]),
        ("\n\n甲\n\u3000\t\n乙\n", [("甲", 2, False), ("乙", 1, False)]),
        ("\u3000\u3000甲 乙\u00a0\n\t丙\u2002\u2003", [("甲 乙", 0, True), ("丙", 0, True)]),
        ("\ufeff甲\u200b\n\f乙\n丙\f", [("甲", 0, False), ("乙", 0, False), ("丙", 0, False)]),
        ("甲\n\f\n乙\x1a", [("甲", 0, False), ("乙", 1, False)]),
        ("甲\u2028乙\x85丙", [("甲\u2028乙\x85丙", 0, False)]),
    ],
)
def test_lines(text, expected):
    assert rows(text) == expected


def test_a_file():
    found = reader.read_bytes("一、总体\r\n\u3000\u3000全年增长5%。".encode("gb18030"))
    assert (found.format, found.encoding) == ("text", "gb18030")
    assert found.content.text == "一、总体\r\n\u3000\u3000全年增长5%。"
    assert {(line.kind, line.hard, line.marker) for line in found.content.lines} == {(LineKind.TEXT, False, "")}


def test_what_is_no_text_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(SourceError, match="PNG"):
        reader.read(path)


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("正文。\n表1 主要指标\n单位：万元", "表1 主要指标\n单位：万元"),
        ("正文。\n附表二：预算", "附表二：预算"),
        ("正文。\n（单位：亿元）", "（单位：亿元）"),
        ("表1 主要指标\n正文。", None),
        ("表示感谢", None),
        ("", None),
    ],
)
def test_captions(text, caption):
    found = caption_before(text, list(text_lines(text)))
    assert (None if found is None else text[found.start:found.end]) == caption


@pytest.mark.parametrize("text", ["增长" * 1_000_000, "增长5%。\n" * 50_000, "\r" * 200_000, " " * 1_000_000, "\u3000甲\u3000\r\n" * 50_000])
def test_large_files_are_read_to_their_end(text):
    assert all(line.start <= line.end <= len(text) for line in text_lines(text))
