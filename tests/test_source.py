"""Encodings by content, and positions."""

import codecs
import random
import zlib
from pathlib import Path

import pytest

from reportlint import source
from reportlint.source import LineIndex, SourceError, decode, read_bytes

REPORT = "2023年，全县生产总值完成128.5亿元，比上年增长6.8%。\r\n一般公共预算收入9.3亿元，增长5.1%。\n"
HAN = "全市经济社会发展取得新的成绩人民生活水平进一步提高"
ONES = "第一产业一二三一一一一季度一一"
TRADITIONAL = "全縣經濟社會發展取得新的成績，人民生活水準進一步提高。"
ENCODED = [
    ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be"),
]


@pytest.mark.parametrize("text", [REPORT, HAN, ONES, TRADITIONAL, REPORT * 3000, "一般公共预算收入", "张冲镇（枨冲村）"])
@pytest.mark.parametrize(("encoding", "name"), ENCODED)
def test_text_comes_back_in_every_encoding(text, encoding, name):
    assert decode(text.encode(encoding)) == (text, name)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [REPORT, HAN, "plain", "", "𠮷林"])
def test_the_mark_decides_and_is_no_text(mark, encoding, text):
    assert decode(mark + text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("length", [4, 6, 8, 12])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_short_texts_are_told_apart(length, encoding):
    phrases = "全县实现地区生产总值完成固定资产投资同比增长社会消费品零售总额达到城镇居民人均可支配收入粮食总产量保持稳定"
    for start in range(len(phrases) - length):
        piece = phrases[start:start + length]
        data = piece.encode(encoding)
        if not _is_utf8(data):  # four characters may be: then nothing tells them apart
            assert decode(data) == (piece, encoding)


def _is_utf8(data):
    try:
        return bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("", "utf-8")),
        (codecs.BOM_UTF8, ("", "utf-8-sig")),
        (b"plain ASCII", ("plain ASCII", "utf-8")),
        ("plain ASCII\n".encode("utf-16-le"), ("plain ASCII\n", "utf-16-le")),
        ("plain ASCII\n".encode("utf-16-be"), ("plain ASCII\n", "utf-16-be")),
        ("①②③：100%～120℃".encode("gb18030"), ("①②③：100%～120℃", "gb18030")),
        ("\ufffd乱码".encode(), ("\ufffd乱码", "utf-8")),  # in the file itself: for a rule to find
        (("报告" * 1000 + "\0").encode(), ("报告" * 1000 + "\0", "utf-8")),
    ],
)
def test_what_else_is_text(data, expected):
    assert decode(data) == expected


def _png():
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + zlib.compress(bytes(range(256)) * 20)


@pytest.mark.parametrize(
    "data",
    [
        _png(), b"\xff\xd8\xff\xe0\0\x10JFIF", b"%PDF-1.7\n%plain enough", b"PK\x03\x04" + b"a" * 50, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest",
        b"\0", b"\0" * 5000, b"report\0", bytes(range(32)) * 40, bytes(range(256)) * 40, b"\x01\x02\x03\x04abc", b"report\0\0\0\0\0\0report",
    ],
)
def test_binary(data):
    with pytest.raises(SourceError) as error:
        decode(data)
    assert error.value.reason == "binary"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (codecs.BOM_UTF16_LE + b"\x00\xd8" + "报告\n".encode("utf-16-le"), "undecodable"),
        (codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le") + b"\x00", "undecodable"),
        (REPORT.encode("utf-16-le") + b"\x00\xdc" + REPORT.encode("utf-16-le"), "undecodable"),
        (REPORT.encode("utf-16-be") + b"\xd8\x00", "undecodable"),
        (codecs.BOM_UTF8 + "报告".encode()[:-1], "undecodable"),
        ((REPORT * 5).encode()[:-40] + b"\xff" + REPORT.encode(), "undecodable"),
        (HAN.encode()[:-1], "undecodable"),
        ("報告內容：全縣經濟社會發展取得新的成績".encode("big5"), "undecodable"),
        ("Café à la crème, déjà vu, naïve".encode("latin-1"), "undecodable"),
        ("경제 사회 발전과 국민 생활 수준이 더욱 향상되었다. ".encode("euc-kr") * 20, "undecodable"),
        ("Экономическое развитие".encode("cp1251"), "undecodable"),
    ],
)
def test_broken_or_foreign_text_is_refused_and_never_mended(data, reason):
    with pytest.raises(SourceError) as error:
        decode(data)
    assert error.value.reason == reason
    assert error.value.detail


def test_the_error_says_where():
    with pytest.raises(SourceError, match="byte 6"):
        decode(codecs.BOM_UTF16_LE + "报告".encode("utf-16-le") + b"\x00\xd8a\0")


@pytest.mark.parametrize("size", [64, 500, 4096, 70000])
def test_random_bytes_are_refused(size):
    chance = random.Random(size)
    for _ in range(20):
        with pytest.raises(SourceError) as error:
            decode(chance.randbytes(size))
        assert error.value.reason in {"binary", "undecodable"}


def test_any_bytes_give_text_or_a_source_error():
    chance = random.Random(7)
    for _ in range(2000):
        data = bytes(chance.choices([0, 10, 65, 0x4E, 0xB0, 0xA1, 0xD8, 0xE6, 0xFF], k=chance.randrange(12)))
        try:
            text, encoding = decode(data)
        except SourceError:
            continue
        assert text.encode(encoding).endswith(data[-1:])


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", [(0, 0)]),
        ("a", [(0, 1)]),
        ("a\nb", [(0, 1), (2, 3)]),
        ("a\r\nb\r\n", [(0, 1), (3, 4), (6, 6)]),
        ("a\r\r\nb", [(0, 1), (4, 5)]),
        ("a\rb\rc", [(0, 1), (2, 3), (4, 5)]),
        ("a\rb\nc", [(0, 3), (4, 5)]),
    ],
)
def test_lines(text, spans):
    index = LineIndex(text)
    assert [index.line(number + 1) for number in range(len(spans))] == spans


def test_positions_count_code_points():
    index = LineIndex("𠮷林\r\n一二三")
    assert [index.locate(offset) for offset in (0, 1, 4, 6)] == [(1, 1), (1, 2), (2, 1), (2, 3)]


def test_files(tmp_path: Path, monkeypatch):
    path = tmp_path / "报告.txt"
    path.write_bytes(REPORT.encode("gb18030"))
    assert decode(read_bytes(path)) == (REPORT, "gb18030")
    monkeypatch.setattr(source, "MAX_BYTES", 10)
    for broken, reason in ((path, "too-large"), (tmp_path / "none.txt", "unreadable"), (tmp_path, "unreadable"), (Path("a\0b"), "unreadable")):
        with pytest.raises(SourceError) as error:
            read_bytes(broken)
        assert error.value.reason == reason
