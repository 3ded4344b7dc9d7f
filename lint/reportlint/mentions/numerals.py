"""The exact values of printed numerals, Arabic and Chinese.

``cn2an`` reads the plain Chinese integers; what it gets wrong or refuses is handled here: signs before
decimals, 多/余/几, scale words after decimals (1.2万亿, 三点五亿), ○ and 〇, bare 百万, 3,000万, colloquial
endings (三千五), alternatives (三五百, 十五六).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3,
}
_POWER = {"十": 1, "百": 2, "千": 3, "拾": 1, "佰": 2, "仟": 3}
_FOLD = str.maketrans({
    "壹": "一", "贰": "二", "叁": "三", "肆": "四", "伍": "五", "陆": "六", "柒": "七", "捌": "八", "玖": "九", "拾": "十", "佰": "百",
    "仟": "千", "〇": "零", "○": "零", "两": "二", "萬": "万", "億": "亿",
})
Range = tuple[Fraction, Fraction]


def arabic(printed: str) -> tuple[Fraction, int]:
    """The (value, decimals) of an Arabic numeral: digits, grouping commas, a point, a sign."""
    plain = printed.replace(",", "").replace("，", "").replace(" ", "")
    whole, point, decimals = plain.partition(".")
    if not point:
        return Fraction(int(whole)), 0
    negative = whole.startswith("-")
    digits = int((whole.lstrip("+-") or "0") + decimals)
    return Fraction(-digits if negative else digits, 10 ** len(decimals)), len(decimals)


@lru_cache(maxsize=4096)
def chinese(printed: str) -> tuple[Fraction, int] | None:
    """The (value, decimals) of a Chinese numeral that stands for one number; None for anything else.

    Decimals are those behind 点, before a scale word is applied: 三点五亿 is 350,000,000 with one decimal.
    """
    text = printed.translate(_FOLD)
    sign = 1
    if text.startswith("负"):
        sign, text = -1, text[1:]
    if "点" in text:
        whole, _, rest = text.partition("点")
        digits = rest.rstrip("十百千万亿")
        scale = rest[len(digits):]
        head = _integer(whole) if whole else 0
        if head is None or not digits or any(c not in _DIGIT for c in digits):
            return None
        factor = _scale(scale)
        if factor is None:
            return None
        value = head + Fraction(int("".join(str(_DIGIT[c]) for c in digits)), 10 ** len(digits))
        return sign * value * factor, len(digits)
    number = _integer(text)
    return None if number is None else (Fraction(sign * number), 0)


@lru_cache(maxsize=1024)
def alternatives(printed: str) -> Range | None:
    """The least and greatest of an approximate numeral: 三五百, 二三十, 十五六, 七八, 十几, 几十, 数百; None for others."""
    text = printed.translate(_FOLD)
    for vague in ("几", "数"):
        if vague in text:
            head, _, tail = text.partition(vague)
            if head.endswith("十") and not tail.strip("万亿"):
                base, unit = _integer(head), _scale(tail)
                return None if base is None or unit is None else (Fraction(base + 1) * unit, Fraction(base + 9) * unit)
            unit = _scale(tail)
            if head or unit is None:
                return None
            return Fraction(2) * unit, Fraction(9) * unit
    for index in range(len(text) - 1):
        first, second = text[index], text[index + 1]
        if first in _DIGIT and second in _DIGIT and _DIGIT[second] - _DIGIT[first] in (1, 2) and _DIGIT[first] > 0:
            head, tail = text[:index], text[index + 2:]
            if head and not head.endswith(("十", "百", "千", "万", "亿")):
                return None
            low, high = _integer(head + first + tail), _integer(head + second + tail)
            return None if low is None or high is None else (Fraction(low), Fraction(high))
    return None


def _scale(text: str) -> int | None:
    """The power that a run of scale words stands for: 万亿 is 10^12; None for anything else."""
    factor = 1
    for c in text:
        if c in _POWER:
            factor *= 10 ** _POWER[c]
        elif c == "万":
            factor *= 10**4
        elif c == "亿":
            factor *= 10**8
        else:
            return None
    return factor


def _integer(text: str) -> int | None:
    """The value of a folded Chinese integer."""
    if not text:
        return None
    if len(text) == 1:
        if text in _DIGIT:
            return _DIGIT[text]
        return _scale(text)
    if len(text) == 2 and text[0] == "十" and text[1] in _DIGIT:
        return 10 + _DIGIT[text[1]]
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    if text[0] in "十百千万亿" and text[0] != "十":
        bare = _scale(text)
        if bare is not None:
            return bare
    if text[0] in "百千万亿":
        text = "一" + text
    text = text.replace("廿", "二十").replace("卅", "三十")
    # colloquial endings: 三千五 is 3500, 两万五 is 25000, 一百五 is 150
    if text[-1] in _DIGIT and text[-2] in "百千万亿" and _DIGIT[text[-1]]:
        power = {"百": "十", "千": "百", "万": "千", "亿": "千万"}[text[-2]]
        text += power
    return _cn2an(text)


def _cn2an(text: str) -> int | None:
    """What cn2an reads; None where it refuses, or reads something that is not a whole number."""
    import cn2an

    try:
        value = cn2an.cn2an(text, "strict")
    except ValueError:
        try:
            value = cn2an.cn2an(text, "normal")
        except (ValueError, KeyError, IndexError):
            return None
    except (KeyError, IndexError):
        return None
    return value if isinstance(value, int) else None
