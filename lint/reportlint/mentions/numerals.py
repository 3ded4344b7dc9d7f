"""The exact values of printed numerals, Arabic and Chinese.

``cn2an`` reads the plain Chinese integers; what it gets wrong or refuses is handled here: signs before
decimals, 多/余/几, scale words after decimals (1.2万亿, 三点五亿), ○ and 〇, bare 百万, 3,000万, colloquial
endings (三千五), alternatives (三五百, 十五六), doubled scales (一亿亿), mixed print (3亿5000万).
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from reportlint import patterns as re

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = (("亿", 10**8), ("万", 10**4))
FOLD = str.maketrans(
    "壹贰叁肆伍陆柒捌玖拾佰仟〇○Ｏ两俩仨幺弌弍弎貳貮參叄陸萬億兩點負倆",
    "一二三四五六七八九十百千零零零二二三一一二三二二三三六万亿二点负二",
)
_MOST_DIGITS = 40
_MIXED = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千]?)")
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
    text = printed.translate(FOLD)
    sign = 1
    if text.startswith("负"):
        sign, text = -1, text[1:]
    if not text or _spread(text) is not None:
        return None
    if text == "半":
        return Fraction(sign, 2), 1
    if "点" in text:
        return _decimal(text, sign)
    number = _integer(text)
    return None if number is None else (Fraction(sign * number), 0)


def _decimal(text: str, sign: int) -> tuple[Fraction, int] | None:
    whole, _, rest = text.partition("点")
    digits = rest.rstrip("十百千万亿")
    head = _integer(whole)
    if head is None or not digits or any(c not in DIGITS for c in digits):
        return None
    value = head + Fraction(int("".join(str(DIGITS[c]) for c in digits)), 10 ** len(digits))
    return sign * value * _scale(rest[len(digits):]), len(digits)


@lru_cache(maxsize=1024)
def alternatives(printed: str) -> Range | None:
    """The least and greatest of an approximate numeral: 三五百, 二三十, 十五六, 七八, 十几, 几十, 数百; None for others."""
    text = printed.translate(FOLD)
    for vague in ("几", "数"):
        if vague in text:
            return _vague(text, vague)
    return _spread(text)


def _vague(text: str, vague: str) -> Range | None:
    head, _, tail = text.partition(vague)
    if tail.strip("十百千万亿"):
        return None
    unit = _scale(tail)
    if not head:
        return Fraction(2) * unit, Fraction(9) * unit
    base = _integer(head)
    if base is None or tail.strip("万亿") or not head.endswith(("十", "百", "千")):
        return None
    step = _PLACES[head[-1]] // 10
    return Fraction(base + step) * unit, Fraction(base + 9 * step) * unit


@lru_cache(maxsize=4096)
def _spread(text: str) -> Range | None:
    """The two numbers of 两三, 三五百, 二三十, 十五六, 八百五六十."""
    for index in range(min(len(text) - 1, _MOST_DIGITS)):
        first, second = DIGITS.get(text[index], 0), DIGITS.get(text[index + 1], 0)
        if first and (second - first == 1 or (first, second) == (3, 5)):
            head, tail = text[:index], text[index + 2:]
            if (head and head[-1] not in "十百千万亿") or tail.strip("十百千万亿"):
                return None
            if head and head[-1] == "十" and tail[:1] in ("十", "百", "千"):
                return None
            low, high = _parse(head + text[index] + tail), _parse(head + text[index + 1] + tail)
            return None if low is None or high is None else (Fraction(low), Fraction(high))
    return None


def fraction(printed: str) -> Fraction | None:
    """The value of a fraction: 四分之三, 100分之57, 九又四分之三, 1/3; None where a part is no number."""
    sign = 1
    if printed.startswith(("负", "-")):
        sign, printed = -1, printed[1:]
    if "/" in printed:
        front, _, rest = printed.rpartition("又")
        above, _, below = rest.partition("/")
        below = f"{front}又{below}" if front else below
    else:
        below, _, above = printed.partition("分之")
    whole = Fraction(0)
    if "又" in below:
        front, _, below = below.partition("又")
        read = plain(front)
        if read is None:
            return None
        whole = read
    if above.startswith(("负", "-")):
        sign, above = -sign, above[1:]
    numerator, denominator = plain(above), plain(below)
    if numerator is None or not denominator:
        return None
    return sign * (whole + numerator / denominator)


def tenths(printed: str) -> tuple[Fraction, int] | None:
    """The number of tenths: 三成五 and 3.5成 are 7/2, 九九折 is 99/10; the words themselves are left out."""
    text = printed.translate(FOLD).replace("折", "成")
    head, _, tail = text.partition("成")
    if len(head) == 2 and all(c in DIGITS for c in head):
        return Fraction(10 * DIGITS[head[0]] + DIGITS[head[1]], 10), 1
    value = plain(head)
    if value is None:
        return None
    decimals = len(head.partition(".")[2]) or len(head.partition("点")[2])
    if tail == "半":
        return value + Fraction(1, 2), 1
    return (value + Fraction(DIGITS[tail], 10), 1) if tail in DIGITS else (value, decimals)


def plain(text: str) -> Fraction | None:
    """The value of an Arabic or Chinese numeral."""
    if text and text.lstrip("+-").replace(".", "", 1).isascii() and text.lstrip("+-")[:1].isdigit():
        try:
            return arabic(text)[0]
        except ValueError:
            return None
    read = chinese(text)
    return None if read is None else read[0]


def is_mixed(printed: str) -> bool:
    """Whether a print mixes Arabic digits with scale words: 3亿5000, 1万2千."""
    return not printed.isascii() and printed[:1].isascii() and any(c in "十百千万亿" for c in printed)


def mixed(text: str) -> Fraction | None:
    """The value of mixed print, 3亿5000万 or 5亿1万4千6百; None where the scales do not descend."""
    for word, worth in _MYRIADS:
        if word in text:
            head, _, tail = text.rpartition(word)
            above, below = mixed(head), mixed(tail.lstrip("零")) if tail else Fraction(0)
            if above is None or below is None or below >= worth:
                return None
            if len(tail) == 1 and tail.isdigit():
                below *= worth // 10
            return above * worth + below
    total, least = Fraction(0), 10**9
    position = 0
    for match in _MIXED.finditer(text):
        if match.start() != position:
            return None
        position = match.end()
        factor = _PLACES.get(match[2], 1)
        if factor >= least:
            return None
        least = factor
        total += arabic(match[1])[0] * factor
    return total if position == len(text) and position else None


def last_scale(printed: str) -> int:
    """What the 万 or 亿 that ends a Chinese numeral is worth: its number is rounded to that."""
    return 10**8 if printed.endswith("亿") else 10**4 if printed.endswith("万") else 1


def _scale(text: str) -> int:
    """The power that a run of scale words stands for: 万亿 is 10^12."""
    factor = 1
    for c in text:
        factor *= _PLACES.get(c) or (10**4 if c == "万" else 10**8)
    return factor


def _integer(text: str) -> int | None:
    """The value of a folded Chinese integer."""
    length = len(text)
    if length == 1:
        return DIGITS[text] if text in DIGITS else _scale(text) if text in "十百千万亿" else None
    if length == 2 and text[0] == "十" and text[1] in DIGITS:
        return 10 + DIGITS[text[1]] if text[1] != "零" else None
    if length in (2, 3) and text[0] in DIGITS and text[1] == "十" and text[-1] != "零" and (length == 2 or text[2] in DIGITS):
        return 10 * DIGITS[text[0]] + (DIGITS[text[2]] if length == 3 else 0)
    if not length or length > _MOST_DIGITS:
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    if not text.strip("百千万亿"):
        return _scale(text)
    text = text.replace("廿", "二十").replace("卅", "三十").replace("卌", "四十")
    if text[0] in "百千" and length > 2 and "万" not in text and "亿" not in text:
        return None
    if text[0] in DIGITS and text[-1] in "十百千万亿":
        read = _cn2an(text)
        if read is not None:
            return read
    return _parse(text)


def _parse(text: str) -> int | None:
    """The value of an integer by its places, colloquial endings included: 三千五 is 3500, 两万五 25000, 千三 1300."""
    if not text:
        return None
    for word, worth in _MYRIADS:
        head, found, tail = text.rpartition(word)
        if found:
            above = _parse(head) if head else 1
            if above is None or not tail:
                return None if above is None else above * worth
            if len(tail) == 1 and tail in DIGITS:
                return above * worth + DIGITS[tail] * worth // 10
            below = _parse(tail.lstrip("零"))
            return None if below is None or below >= worth else above * worth + below
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    total, last, digit, gap = 0, 10**4, None, False
    for index, c in enumerate(text):
        if c == "零":
            if digit is not None:
                return None
            gap = True
        elif c in DIGITS:
            if digit is not None:
                return None
            digit = DIGITS[c]
        elif c in _PLACES:
            place = _PLACES[c]
            if place >= last or (digit is None and index and c != "十" and not gap):
                return None
            total, last, digit, gap = total + (1 if digit is None else digit) * place, place, None, False
        else:
            return None
    if digit is not None:
        total += digit * (last // 10 if 10 < last < 10**4 and not gap else 1)
    elif gap and total == 0:
        return 0
    return total


def _cn2an(text: str) -> int | None:
    """What cn2an reads strictly; None where it refuses, or reads something that is not a whole number."""
    import cn2an

    try:
        value = cn2an.cn2an(text, "strict")
    except (ValueError, KeyError, IndexError):
        return None
    return value if isinstance(value, int) else None
