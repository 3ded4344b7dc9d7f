"""Reading a number that is printed with Arabic digits."""

from __future__ import annotations

import itertools

from reportlint import patterns as re
from reportlint.mentions import amounts, labels, numerals
from reportlint.mentions.around import (
    BLANKS,
    DIGITS,
    HAN,
    hedge_after,
    hedge_before,
    is_han,
    scale_at,
    tail_at,
)
from reportlint.mentions.lexicon import Lexicon
from reportlint.mentions.model import SCALE_POWERS, Hedge, Kind, Mention

MAX_DIGITS = 40
_MARKS = frozenset("+＋·•∙-—－/#.[［〔【（(第")
_TITLE = re.compile(r"[0-9]+(?:[-－.][0-9]{1,2}(?![0-9]))?")
_TITLES = frozenset("表图件栏")
_SIGNS = frozenset("-－−–+负±正")
_BROKEN_POINT = re.compile(r"[0-9]{1,4}。[0-9]{1,2}(?=[%％‰万亿元个倍吨亩])(?!个(?!百分))")
_BROKEN_GROUPS = re.compile(r"[0-9]{1,3},[0-9]{1,2}(?=[万亿%％]|元)")
_MIXED = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[十百千]?[亿万千百])(?:零?[0-9]{1,4}(?:[十百千]?[万千百]|(?<=[0-9]{2})))+(?![0-9.])")
_MIXED_PART = re.compile(r"[0-9.]+([十百千]?[亿万千百]?)")
_MINUTES = re.compile(r"[0-5]?[0-9]分(?!钟|之)(?:[0-5]?[0-9]秒)?")
_DEGREE_WORDS = ("℃", "°C", "摄氏度", "度")
_TEMPERATURES = ("℃", "°C", "摄氏度")
_MASKED = re.compile("[xX×＊*]{1,8}(?![0-9A-Za-z])")
_RATES = (Kind.PERCENT, Kind.PER_MILLE, Kind.PERCENTAGE_POINT)
_HALF_NOT = frozenset("数成年自导挂径程山岛封日天路价场岁壁")
_HALVES = re.compile(r"个半(小时|月|钟头|世纪|学期|分钟)")


def read(text: str, start: int, end: int, lex: Lexicon) -> Mention | None:
    """The mention that the digits from ``start`` to ``end`` belong to."""
    printed = text[start:end]
    if end - start > MAX_DIGITS:
        return Mention(start, end, Kind.LABEL, start, end, printed)
    before = text[start - 1] if start else "\n"
    after = text[end:end + 1]
    flaw = ""
    if before in _TITLES and labels.is_titled(text, start):
        title = _TITLE.match(text, start)
        end = title.end() if title is not None else end
        return Mention(start, end, Kind.LABEL, start, end, text[start:end])
    if not printed.isascii() or " " in printed:
        if not _is_grouped(text, start, end, printed, lex):
            end = start + len(re.split("[， ]", printed)[0])
            after = text[end:end + 1]
        printed = text[start:end].replace(" ", "").replace("，", ",")
    if after == "。" and "." not in printed and (broken := _BROKEN_POINT.match(text, start)):
        end, flaw = broken.end(), "point"
        printed = broken[0].replace("。", ".")
    elif after == "," and (broken := _BROKEN_GROUPS.match(text, start)) and before not in ",、":
        end, flaw = broken.end(), "grouping"
        printed = broken[0]
    elif before in _MARKS or after in _MARKS:
        label = labels.label_at(text, start, end, printed)
        if label is not None:
            return label
    scale_end, scale, hedge = scale_at(text, end, lex)
    if scale and text[scale_end:scale_end + 1] in DIGITS and (mixed := _mixed(text, start)):
        end, printed, scale = mixed
        scale_end = end + len(scale)
    unit_end, unit, kind = tail_at(text, scale_end, lex)
    if hedge is not None and not scale and not unit and (text[end:end + 1] not in ("多", "余") or is_han(text[scale_end:scale_end + 1])):
        scale_end, hedge = end, None
        unit_end = end
    if (kind is Kind.LABEL and (scale or ("." in printed and unit not in lex.decimal_labels))) or (unit == "两" and is_han(text[unit_end:unit_end + 1])):
        unit_end, unit, kind = scale_end, "", None
    if kind is Kind.TENTHS:
        if scale or (unit == "成" and text[unit_end:unit_end + 1] in lex.tenths_not) or (unit == "成" and not (printed.isascii() and 0 < numerals.arabic(printed)[0] <= 10)):
            unit_end, unit, kind = scale_end, "", None
        else:
            return _tenths(text, start, unit_end, end, printed, unit, hedge, lex)
    if before.isascii() and before.isalpha() and (word := labels.latin_before(text, start)):
        quantity = (scale and unit and kind is not Kind.LABEL) or kind is Kind.PERCENT
        if not quantity and word.upper() not in lex.currencies:
            return Mention(start - len(word), end, Kind.LABEL, start, end, printed)
    if kind is Kind.LABEL:
        return Mention(start, unit_end, Kind.LABEL, start, end, printed)
    after = text[end:end + 1]
    if after and after in "xX×＊*" and (masked := _MASKED.match(text, end)) is not None:
        return Mention(start, masked.end(), Kind.LABEL, start, end, printed)
    if not scale and not unit and after.isascii() and after.isalpha():
        return Mention(start, end, Kind.LABEL, start, end, printed)
    if unit in ("点", "时", "日") and not scale and _is_date_part(text, start, unit_end, printed, unit):
        minutes = _MINUTES.match(text, unit_end) if unit != "日" else None
        unit_end = minutes.end() if minutes is not None else unit_end
        return Mention(start, unit_end, Kind.LABEL, start, end, printed)
    return _quantity(text, start, end, printed, scale, scale_end, unit, unit_end, kind, hedge, flaw, lex)


def _quantity(
    text: str, start: int, end: int, printed: str, scale: str, scale_end: int, unit: str, unit_end: int, kind: Kind | None,
    hedge: Hedge | None, flaw: str, lex: Lexicon,
) -> Mention | None:
    """The quantity, rate or plain number that is left when labels are taken out."""
    number_start, number_end = start, end
    sign = text[start - 1] if start else ""
    if sign and sign in _SIGNS and _is_sign(text, start - 1, kind, unit):
        number_start = start - 1
        if sign not in "+±正":
            printed = "-" + printed
    elif unit in _DEGREE_WORDS and text.startswith("零下", start - 2) and start > 1:
        number_start, printed = start - 2, "-" + printed
    stop = unit_end if unit else scale_end
    if not unit and (scale_end > end and text[scale_end - 1] in BLANKS):
        stop = end
    currency = _currency(text, number_start, unit, lex)
    if currency is not None and kind in (None, Kind.MONEY):
        number_from, unit = currency
        kind = Kind.MONEY
    else:
        number_from = number_start
    if not unit and not scale and not hedge:
        special = labels.bare(text, start, end, printed) if number_start == start else None
        if special is not None:
            return special
    elif unit in ("年", "月", "天", "周", "岁", "个月", "小时") and hedge is None and text[stop:stop + 1] in ("多", "余"):
        hedge, stop = Hedge.MORE, stop + 1
    hedge = hedge or hedge_before(text, number_from, lex) or hedge_after(text, stop, lex)
    unit = "%" if kind is Kind.PERCENT else _degrees(text, number_from, unit)
    half = half_behind(text, scale_end, stop, unit)
    mention = Mention(number_from, stop, kind or Kind.NUMBER, number_start, number_end, printed, scale, unit, hedge, flaw=flaw)
    if half is not None:
        return with_half(mention, *half)
    if kind is Kind.MONEY and sign != "±":
        return amounts.with_minor(text, mention)
    if sign == "±":
        low = Mention(start, stop, mention.kind, start, end, "-" + printed, scale, unit)
        high = Mention(start, stop, mention.kind, start, end, printed, scale, unit)
        mention.parts = (low, high)
        mention.start = start - 1
    return mention


_DEGREES = re.compile(r"(?P<scale>摄氏|华氏|攝氏|華氏)(?:温度|溫度)?[为約约达到至]{0,2}\Z")


def _degrees(text: str, start: int, unit: str) -> str:
    """摄氏度 for the 度 of 摄氏37度."""
    if unit not in ("度", "°"):
        return unit
    match = _DEGREES.search(text, max(0, start - 8), start)
    return unit if match is None else f"{match['scale'].translate({0x651D: '摄', 0x83EF: '华'})}度"


def with_half(mention: Mention, stop: int, unit: str) -> Mention:
    """A mention with the half behind it: 3斤半, 一个半月."""
    kind = Kind.MEASURE if unit != mention.unit else mention.kind
    first = Mention(mention.start, mention.end, kind, mention.number_start, mention.number_end, mention.printed, mention.scale, unit)
    second = Mention(stop - 1, stop, kind, stop - 1, stop, "半", "", unit)
    return Mention(
        mention.start, stop, kind, mention.number_start, mention.number_end, mention.printed, mention.scale, unit,
        mention.hedge, parts=(first, second), summed=True,
    )


def half_behind(text: str, scale_end: int, stop: int, unit: str) -> tuple[int, str] | None:
    """The end and unit of a quantity with a half: 3斤半, 3个半月; None where no half follows."""
    if not unit or text[stop:stop + 1] != "半":
        return None
    if unit == "个":
        halves = _HALVES.match(text, scale_end)
        return None if halves is None else (halves.end(), ("个月" if halves[1] == "月" else halves[1]))
    return None if text[stop + 1:stop + 2] in _HALF_NOT and stop + 1 < len(text) else (stop + 1, unit)


def _tenths(
    text: str, start: int, stop: int, end: int, printed: str, unit: str, hedge: Hedge | None, lex: Lexicon,
) -> Mention:
    if text[stop:stop + 1] == "半" or (text[stop:stop + 1] in HAN and unit == "成" and stop < len(text)):
        stop += 1
    hedge = hedge or hedge_before(text, start, lex) or hedge_after(text, stop, lex)
    word = text[start:stop] if stop - end > len(unit) else printed
    if unit == "折" and printed.isdigit() and len(printed) == 2 and printed != "10":
        word = f"{printed[0]}.{printed[1]}"
    return Mention(start, stop, Kind.TENTHS, start, end, word.replace(" ", ""), "", unit, hedge)


def _is_grouped(text: str, start: int, end: int, printed: str, lex: Lexicon) -> bool:
    """Whether full-width commas or blanks group digits here: a unit follows and nothing numeric stands around."""
    if printed.count("，") > 1 and len(printed) > len("1，234，567") - 1:
        return True
    before = text[start - 1] if start else "\n"
    after = text[end:end + 1]
    if before in "$¥￥€£＄":
        return False
    if (before in "，,、" and start) or (after in "，、" and after) or (before in BLANKS and " " in printed):
        return False
    scale_end, scale, _ = scale_at(text, end, lex)
    return scale != "" or tail_at(text, scale_end, lex)[1] != ""


def _mixed(text: str, start: int) -> tuple[int, str, str] | None:
    """The end of the last digits, the print and the last scale of an amount in two scales: 3亿5000万, 1万2千."""
    match = _MIXED.match(text, start)
    if match is None:
        return None
    scales = [SCALE_POWERS.get(part[1], 0) for part in _MIXED_PART.finditer(match[0])]
    if any(above <= below for above, below in itertools.pairwise(scales)):
        return None
    printed = match[0].rstrip("十百千万亿")
    return start + len(printed), printed, match[0][len(printed):]


def _is_sign(text: str, position: int, kind: Kind | None, unit: str) -> bool:
    """Whether the dash at a position is a sign, not a range or a hyphen."""
    sign = text[position]
    before = text[position - 1] if position else "\n"
    if sign in "负±":
        return True
    if sign == "正":
        return False
    if before in "\n（(，,、：:；; \t\u3000“[【|率速降增为是" or not before.strip():
        return True
    return (kind in _RATES or unit in _TEMPERATURES) and is_han(before)


def _currency(text: str, start: int, unit: str, lex: Lexicon) -> tuple[int, str] | None:
    """The start and the unit of an amount with a currency sign or word before it: ¥3.5万, 新台币177亿元."""
    if unit not in ("", "元") or not start:
        return None
    c = text[start - 1]
    if not (c in "¥￥$＄€£₩币金元DBY" or c in BLANKS):
        return None
    match = lex.currency.search(text, max(0, start - 6), start)
    if match is None:
        return None
    word = match[0].strip()
    if not unit and is_han(word[0]) and text[max(0, start - 1)] != " " and word in ("美元", "欧元", "日元", "港元"):
        return None
    if is_han(word[0]) and lex.currencies[word] == unit:
        return None
    return match.start(), lex.currencies[word]


def _is_date_part(text: str, start: int, end: int, printed: str, unit: str) -> bool:
    """Whether 点, 时 or 日 makes a time of day or a day of the month."""
    if unit == "日":
        return printed.isdigit() and int(printed) <= 31 and text[start - 1:start] in ("月", "、", "—", "-")
    return labels.is_clock(text, start, end, printed)
