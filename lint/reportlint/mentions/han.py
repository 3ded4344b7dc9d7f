"""Reading a number that is printed with Chinese numerals."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.mentions import amounts, arabic, numerals
from reportlint.mentions.around import (
    BLANKS,
    DIGITS,
    HAN,
    HAN_DIGITS,
    hedge_after,
    hedge_before,
    is_han,
    scale_at,
    tail_at,
)
from reportlint.mentions.labels import opens_item
from reportlint.mentions.lexicon import RATES, Lexicon
from reportlint.mentions.model import Hedge, Kind, Mention

_CONNECTED = re.compile(rf"(?:到|至|—{{1,2}}|-|~|～|–)(?:(?P<han>[{HAN_DIGITS}]+(?:点[{HAN_DIGITS}]+)?)|(?P<arabic>[0-9]+(?:\.[0-9]+)?))")
_SESSION = re.compile(rf"届(?:[{HAN_DIGITS}]+(?:中全会|次(?:全体)?(?:会议|全会))|(?=[人全政党委历中国省市县区镇乡常村职监纪领]|[{HAN_DIGITS}]+(?:中|次)))")
_MEETING = re.compile(r"次(?:全体)?(?:会议|全会)")
_HEDGED_BARE = frozenset("上近超过逾破数几约达")
_AFTER_OK = frozenset("的以左多之上内外余，。、；：）)”\n 　！？,;:.（(")
_SCALES = frozenset("百千万亿")
_WEAK = frozenset("里度分方尺寸丈升克卡节码担焦帕赫伏瓦转两")
_NOT_TIME = frozenset("时日月周节刻")
_WORDY = frozenset("位层口条道门片组对句字段场套把块团串束员样味面")
_NOT_BEFORE = frozenset("第xX×＊*")
_PEOPLE = frozenset("们妻母女子兄弟哥姐妹咱他口")


def read(text: str, start: int, end: int, lex: Lexicon, *, is_last: bool = False) -> Mention | None:
    """The mention that the Chinese numeral from ``start`` to ``end`` belongs to; None where it is part of a word.

    ``is_last`` tells that a range ends here, so that no other one begins.
    """
    if end - start > arabic.MAX_DIGITS:
        return None
    printed = text[start:end]
    before = text[start - 1] if start else "\n"
    c = text[end:end + 1]
    if len(printed) > 1 and printed[0] == "一" and before in lex.before_one and printed[1] in HAN and printed[1] not in "百千万亿十点":
        return read(text, start + 1, end, lex, is_last=is_last)
    mark = _mark(text, start, end, before, c)
    if mark is not None:
        return mark if mark.end > mark.start else None
    if _is_word(text, start, end, printed, before, c, lex):
        return None
    if printed in ("俩", "仨"):
        return Mention(start, end, Kind.COUNT, start, end, printed, "", "个") if before in _PEOPLE and not is_han(c) else None
    if len(printed) > 1 and printed[-1] == "两" and printed[-2] in HAN:
        end -= 1
        printed, c = printed[:-1], "两"
    if len(printed) > 1 and printed[-1] == "千" and _takes_thousand(printed) and tail_at(text, end - 1, lex)[1]:
        end -= 1  # 千万千瓦, 二十五千克: the last 千 belongs to the unit
        printed, c = printed[:-1], "千"
    at, scale, hedge = end, "", None
    if c and c in "多余来":
        at, scale, hedge = scale_at(text, end, lex)
    unit_end, unit, kind = tail_at(text, at, lex)
    if not unit or kind is Kind.LABEL or (kind is Kind.DOUBLING and "翻" not in text[max(0, start - 3):start]):
        return _without_unit(text, start, end, printed, scale, hedge, lex, is_last=is_last)
    if kind is Kind.TENTHS:
        return _tenths(text, start, end, unit_end, printed, unit, before, lex)
    if unit not in RATES and not _is_counted(text, unit_end, printed, unit, kind, before, hedge, lex):
        return None
    return _quantity(text, start, end, printed, scale, unit, unit_end, kind, hedge, lex)


def _takes_thousand(printed: str) -> bool:
    """Whether a numeral that ends in 千 is one only without it."""
    return printed[-2] in "万亿" or (numerals.chinese(printed) is None and numerals.alternatives(printed) is None)


def _quantity(
    text: str, start: int, end: int, printed: str, scale: str, unit: str, stop: int, kind: Kind | None, hedge: Hedge | None,
    lex: Lexicon,
) -> Mention | None:
    number_start = start
    if start and text[start - 1] == "负":
        number_start, printed = start - 1, "负" + printed
    bare = not printed.strip("百千万亿")
    if hedge is None and unit in ("年", "月", "天", "周", "岁", "个月", "小时", "个小时") and text[stop:stop + 1] in ("多", "余") and stop < len(text):
        hedge, stop = Hedge.MORE, stop + 1
    if hedge is None and bare and start and text[start - 1] in "上过":
        hedge = Hedge.AT_LEAST if text[start - 1] == "上" else Hedge.OVER
    hedge = hedge or hedge_before(text, number_start, lex) or hedge_after(text, stop, lex)
    unit = "%" if kind is Kind.PERCENT else unit
    if kind is Kind.DOUBLING:
        return Mention(start, stop, Kind.DOUBLING, start, end, printed, unit="番", hedge=hedge)
    mention = Mention(number_start, stop, kind or Kind.NUMBER, number_start, end, printed, scale, unit, hedge, bare=bare and hedge is None)
    if kind is Kind.MONEY:
        return amounts.with_minor(text, mention)
    half = arabic.half_behind(text, end, stop, unit)
    return mention if half is None else arabic.with_half(mention, *half)


def _mark(text: str, start: int, end: int, before: str, c: str) -> Mention | None:
    """An ordinal of a list, a session, a mark that is none: an empty mention stands for "no mention"."""
    if c in ("、", "）", ")") and end - start <= 3:
        if c == "、" and (before == "\n" or (before in BLANKS and text[start - 2:start - 1] in ("", "\n", " ", "\u3000"))):
            return Mention(start, end, Kind.ORDINAL, start, end, text[start:end])
        if c != "、" and before in "（(" and opens_item(text, start - 1):
            return Mention(start - 1, end + 1, Kind.ORDINAL, start, end, text[start:end])
    if c == "届" and (session := _SESSION.match(text, end)):
        return Mention(start, session.end(), Kind.LABEL, start, end, text[start:end])
    if c == "次" and end - start <= 2 and "届" in text[max(0, start - 16):start] and (meeting := _MEETING.match(text, end)):
        return Mention(start, meeting.end(), Kind.LABEL, start, end, text[start:end])
    return None


def _is_word(text: str, start: int, end: int, printed: str, before: str, c: str, lex: Lexicon) -> bool:
    """Whether a numeral begins a word that counts nothing."""
    found = lex.stop.match(text, start)
    if found is None or (found.end() <= end and ("点" in printed or len(printed) > 2)):
        return False
    if lex.counted.match(text, start) is not None or (c in ("元", "块", "角") and amounts.MINOR.match(text, end + 1)):
        return False
    if c == "番" and "翻" in text[max(0, start - 3):start]:
        return False
    hedged = before in _HEDGED_BARE or (c in "多余几" and c != "")
    return not (hedged and not printed.strip("百千万亿"))


def _is_counted(
    text: str, unit_end: int, printed: str, unit: str, kind: Kind | None, before: str, hedge: Hedge | None,
    lex: Lexicon,
) -> bool:
    """Whether a Chinese numeral before a unit is a count, and not part of a word."""
    known = lex.units.get(unit)
    if known is None or before in DIGITS or before in _NOT_BEFORE:
        return False
    if not known.chinese and len(printed) < 3:
        return False
    single = len(printed) == 1
    if single and (before in lex.before_one if printed == "一" else before in lex.before_digit):
        return False
    after = text[unit_end:unit_end + 1]
    scaled = printed[-1] in _SCALES
    if single and not scaled and unit in lex.place_units and after in lex.place_tails and after:
        return False
    hedged = hedge is not None or before in _HEDGED_BARE
    if single and scaled and kind is Kind.COUNT and not hedged:
        return False
    if kind is Kind.COUNT:
        return not (unit in _WORDY and after in ("一", "体", "级", "面", "化", "制") and after)
    if kind is Kind.MONEY:
        return scaled or not is_han(after) or after in "的以左多钱人整正或至到又" or after in HAN or not single
    if known.dimension == "time":
        if printed == "一" and unit == "年" and before in "的新键要":
            return False
        return unit not in _NOT_TIME or len(printed) > 2 or (unit == "周" and (len(printed) == 2 or after in ("", "，", "。", "的", "内", "左")))
    if single and not scaled:
        return not is_han(after) or after in "的以左多半到至地水粮" or len(unit) > 1 or unit in "吨亩斤米"
    return unit not in _WEAK or len(printed) > 1


def _tenths(text: str, start: int, end: int, stop: int, printed: str, unit: str, before: str, lex: Lexicon) -> Mention | None:
    """三成, 三成五, 七成以上, 八折; None for words such as 一成不变."""
    following = text[stop:stop + 1]
    digits = printed.translate(numerals.FOLD)
    whole = digits.partition("点")[0]
    if (before in "十百千第翻" and before) or any(c in "百千万亿" for c in digits) or (len(whole) > 1 and unit == "成" and whole != "十"):
        return None
    if following and following in "一二三四五六七八九半" and unit == "成":
        stop += 1
    elif (unit == "成" and ((following in lex.tenths_not and following) or text.startswith("不变", stop))) or (unit == "折" and (following in "不旧射腾中叠算线回返" and following)):
        return None
    hedge = hedge_before(text, start, lex) or hedge_after(text, stop, lex)
    word = text[start:stop] if stop - end > len(unit) else printed
    return Mention(start, stop, Kind.TENTHS, start, end if word == printed else stop, word, unit=unit, hedge=hedge)


def _without_unit(
    text: str, start: int, end: int, printed: str, scale: str, hedge: Hedge | None, lex: Lexicon, *, is_last: bool,
) -> Mention | None:
    """The start of a range whose unit stands at its end (三到五年), or a number that is one by its shape alone."""
    connected = None if is_last else _CONNECTED.match(text, end)
    if connected is not None:
        last = (
            read(text, connected.start("han"), connected.end("han"), lex, is_last=True) if connected["han"]
            else arabic.read(text, connected.start("arabic"), connected.end("arabic"), lex)
        )
        if last is None and connected["han"] and connected["han"][-1] in "万亿":
            last = Mention(connected.start("han"), connected.end("han"), Kind.NUMBER, connected.start("han"), connected.end("han"), connected["han"])
        if last is not None and (last.unit or last.printed[-1] in "万亿") and not last.parts and last.kind not in (Kind.LABEL, Kind.ORDINAL):
            first = Mention(start, end, last.kind, start, end, _scaled(printed, last.printed), last.scale, last.unit)
            if first.value is not None and last.value is not None and first.value <= last.value:
                return Mention(
                    start, last.end, last.kind, start, last.number_end, text[start:last.number_end], last.scale, last.unit,
                    last.hedge, parts=(first, last),
                )
    behind = scale_at(text, end, lex)[0] if scale else end
    after = text[behind:behind + 1]
    if is_han(after) and after not in "的以左之上或多余和与及到至是为等":
        return None
    if scale and (after == "" or not is_han(after) or after in "的以左之上"):
        hedge = hedge or hedge_before(text, start, lex)
        return Mention(start, behind, Kind.NUMBER, start, end, printed, scale, "", hedge)
    if (len(printed) >= 3 or "几" in printed or "数" in printed) and any(c in "十百千万亿点" for c in printed) and any(c not in "十百千万亿点" for c in printed):
        negative = start and text[start - 1] == "负"
        number_start = start - 1 if negative else start
        word = "负" + printed if negative else printed
        if numerals.chinese(word) is None and not ("几" in printed and numerals.alternatives(printed)):
            return None
        stop = end + 1 if hedge is not None and after in ("多", "余") else end
        hedge = hedge or hedge_before(text, number_start, lex) or hedge_after(text, end, lex)
        return Mention(number_start, stop, Kind.NUMBER, number_start, end, word, scale, "", hedge)
    return None


def _scaled(first: str, last: str) -> str:
    """The first numeral of a range with the scale that only the last one prints: 一千到两千万."""
    first, last = first.translate(numerals.FOLD), last.translate(numerals.FOLD)
    digits = last.rstrip("十百千万亿")
    scale = last[len(digits):]
    if not scale or first.strip("一二两三四五六七八九"):
        scale = scale.lstrip("十百千")
        return first + scale if scale and first[-1] not in "万亿" else first
    return first + scale if len(first) == 1 and first[-1] not in "万亿" else first


def whole(text: str) -> Mention | None:
    """The number that a text is from end to end, blanks left out: 一千零五十, 负三点一, 二〇〇八; None for any other."""
    stripped = text.strip()
    compact = "".join(stripped.split()).translate({0x5713: "元"})
    if (compact[-1:] == "两" and compact[:-1]) or not 0 < len(compact) <= 2 * arabic.MAX_DIGITS or not compact.strip("百千万亿"):
        return None
    if numerals.chinese(compact) is None and numerals.alternatives(compact) is None:
        return None
    start = text.index(stripped[0])
    return Mention(start, start + len(stripped), Kind.NUMBER, start, start + len(stripped), compact)
