"""Properties of the scanner on any text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportlint
from reportlint.mentions import numerals, scan

PIECES = st.sampled_from([
    "增长", "5.2", "%", "万", "亿", "元", "三", "十", "百", "千", "点", "两", "多", "余", "几", "半", "分之", "到", "至", "—", "-", "：", ":", "，", ",", ".", "。", "、", " ",
    "\n", "年", "月", "日", "2024", "去年", "第", "届", "成", "折", "番", "翻", "个", "家", "亩", "百分点", "±", "负", "¥", "(", "）", "[2]", "+", "·", "/", "〔2018〕59号",
    "零", "○", "１", "．", "１２", "角", "块", "时", "20xx", "同期", "以上", "左右", "近", "上", "千瓦", "比", "又", "每", "人", "号", "S", "PM",
])
MIXED = st.lists(PIECES, max_size=40).map("".join)


def sound(text):
    """Checks that the mentions are in order, apart, and inside the text."""
    last = 0
    for mention in scan(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.number_start <= mention.number_end <= len(text)
        assert mention.low is None or mention.high is None or mention.low <= mention.high or mention.parts
        last = mention.end
    last = 0
    for record in reportlint.normalize(text, year=2024):
        assert last <= record.start < record.end <= len(text)
        assert text[record.start:record.end] == record.text
        record.to_dict()
        last = record.end


@settings(max_examples=300, deadline=None)
@given(MIXED)
def test_pieces_of_reports(text):
    sound(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    sound(text)


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=4))
def test_arabic_values(number, decimals):
    value = Fraction(number, 10**decimals)
    digits = str(number).rjust(decimals + 1, "0")
    printed = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    mention, = scan(f"共{printed}万元")
    assert mention.value == value * 10**4
    assert mention.decimals == decimals


def spelt(number):
    """A whole number in Chinese numerals."""
    if number == 0:
        return "零"
    groups, words = [], ["", "万", "亿", "万亿"]
    while number:
        number, group = divmod(number, 10**4)
        groups.append(group)
    text, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        gap = False
        text += below_myriad(group) + words[index]
    return text


def below_myriad(group):
    """A number under ten thousand in Chinese numerals."""
    text, gap = "", False
    for place, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = group // place % 10
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + word
            gap = False
        else:
            gap = True
    return text


@settings(max_examples=300, deadline=None)
@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_chinese_values(number):
    assert numerals.chinese(spelt(number))[0] == number


SIZE = 100_000
HOSTILE = {
    "nines": "9" * SIZE, "brackets": "（" * (SIZE // 2) + "）" * (SIZE // 2), "onetwo": "一二" * (SIZE // 2), "myriads": "亿" * SIZE, "ratio": "1:" * (SIZE // 2),
    "groups": "1," * (SIZE // 2), "dashes": "—" * SIZE, "masked": "20xx" * (SIZE // 4), "points": "1." * (SIZE // 2), "ordinals": "第" * SIZE, "fractions": "分之" * (SIZE // 2),
    "han points": "一点" * (SIZE // 2), "thirds": "三分之" * (SIZE // 3), "pluses": "1+" * (SIZE // 2), "slashes": "1/" * (SIZE // 2), "money": "1元" * (SIZE // 2),
    "blanks": "1 " * (SIZE // 2), "ranges": "1-" * (SIZE // 2), "lists": "1、" * (SIZE // 2), "full-width": "１，" * (SIZE // 2), "years": "2024年" * (SIZE // 5),
    "latin": "A1" * (SIZE // 2), "letters": "A" * SIZE, "halves": "半" * SIZE, "and": "一又" * (SIZE // 2), "ratios": "一比" * (SIZE // 2), "hundreds": "百分之" * (SIZE // 3),
    "at": "a@" * (SIZE // 2), "words": "http" * (SIZE // 4), "dots": "a." * (SIZE // 2) + "@", "to": "一到" * (SIZE // 2), "sums": "1年2月" * (SIZE // 4), "spelt": "增 长 " * (SIZE // 4),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_to_their_end(name):
    """What takes more than linear time would not end here; benchmarks time it."""
    text = HOSTILE[name]
    assert all(0 <= m.start < m.end <= len(text) for m in reportlint.normalize(text))
