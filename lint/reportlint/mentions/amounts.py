"""Amounts in several units that are written as one: 壹元贰角叁分, 三块五, 十块三毛, and texts that are one amount."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.mentions import numerals
from reportlint.mentions.around import HAN_DIGITS, tail_at
from reportlint.mentions.lexicon import RATES, Lexicon
from reportlint.mentions.model import Kind, Mention

_NUMERAL = rf"(?:[0-9]+(?:\.[0-9]+)?|[{HAN_DIGITS}]+(?:点[{HAN_DIGITS}]+)?)"
MINOR = re.compile(rf"[零又]?(?P<number>{_NUMERAL})(?P<unit>角|毛|美分|分|厘)(?!之|别|钟|布|析)")
_COLLOQUIAL = re.compile(r"[0-9一二三四五六七八九](?![0-9.%万千百十亿个分角毛点年月日块元一二三四五六七八九])")
_CLOSING = re.compile(r"(?:整|正|钱)?\Z")
_ANY = re.compile(rf"[零又]?(?P<number>半|{_NUMERAL})(?P<scale>万亿|[万亿])?")
_FRONT = re.compile(r"(?:人民币|¥|￥)?(?P<sign>负)?")
_LEAST_YEAR = 1000
_MINOR_UNITS = {"角": "角", "毛": "毛", "分": "分钱", "厘": "厘钱", "美分": "美分"}
_MAJOR = frozenset({"元", "块", "角", "毛", "美元", "圆", "港元"})


def with_minor(text: str, mention: Mention) -> Mention:
    """A sum of money with the smaller units behind it; the mention itself where none follow."""
    if mention.unit not in _MAJOR or mention.scale or (mention.hedge is not None and mention.hedge.value != "about"):
        return mention
    addends = [mention]
    end = mention.end
    while (match := MINOR.match(text, end)) is not None and len(addends) < 4:
        unit = _MINOR_UNITS[match["unit"]]
        addends.append(_part(match.start("number"), match.end(), match["number"], unit, Kind.MONEY))
        end = match.end()
    if len(addends) == 1 and mention.unit == "块" and (tail := _COLLOQUIAL.match(text, end)) is not None:
        addends.append(_part(tail.start(), tail.end(), tail[0], "角", Kind.MONEY))
        end = tail.end()
    if len(addends) == 1:
        return mention
    if text[end:end + 1] == "钱":
        end += 1
    return _sum(addends, end, mention)


def _part(start: int, end: int, printed: str, unit: str, kind: Kind) -> Mention:
    return Mention(start, end, kind, start, start + len(printed), printed, "", unit)


def _sum(addends: list[Mention], end: int, head: Mention) -> Mention:
    return Mention(
        head.start, end, head.kind, head.number_start, addends[-1].number_end, head.printed, head.scale, head.unit, head.hedge,
        parts=tuple(addends), summed=True,
    )


def whole(text: str, lex: Lexicon) -> Mention | None:
    """The amount that a text is from end to end (壹元壹分, 二两, 五分半, 一升); None for any other text."""
    compact = "".join(text.split())
    if not compact or len(compact) > 80:
        return None
    front = _FRONT.match(compact)
    position = front.end() if front is not None else 0
    stop = lex.stop.match(compact, position)
    addends: list[Mention] = []
    money = position > 0
    while (match := _ANY.match(compact, position)) is not None:
        printed, scale = match["number"], match["scale"] or ""
        at, unit, kind = tail_at(compact, match.end(), lex)
        if printed[-1] == "两" and len(printed) > 1 and not unit:
            printed, at, unit, kind = printed[:-1], match.end(), "两", Kind.MEASURE
        if printed == "半" and addends and not unit:
            at, unit, kind = match.end(), addends[-1].unit, addends[-1].kind
        if unit in ("分", "厘") and (money or (addends and addends[-1].kind is Kind.MONEY)):
            unit, kind = _MINOR_UNITS[unit], Kind.MONEY
        number = numerals.plain(printed)
        if not unit or kind is Kind.LABEL or unit in RATES or unit in ("点", "时", "月") or kind is None or number is None:
            return None
        if unit == "年" and number >= _LEAST_YEAR:
            return None
        part = Mention(match.start(), at, kind, match.start(), match.start() + len(printed), printed, scale, unit)
        if addends and kind is not addends[0].kind:
            return None
        addends.append(part)
        position = at
    if not addends or _CLOSING.match(compact, position) is None or not addends[0].printed.strip("百千万亿"):
        return None
    if stop is not None and len(addends) == 1 and stop.end() >= len(compact) and compact not in ("一升", "一角", "一元", "一分", "一斤", "一克"):
        return None
    return _placed(text, front is not None and front["sign"] is not None, addends, lex)


def _placed(text: str, negative: bool, addends: list[Mention], lex: Lexicon) -> Mention | None:
    """The amount over the whole of the text as given, blanks and all."""
    bases = {lex.units[part.unit].base for part in addends if part.unit in lex.units}
    if len(bases) != 1:
        return None
    stripped = text.strip()
    start = text.index(stripped[0])
    end = start + len(stripped)
    if negative:
        for part in addends:
            part.printed = ("-" if part.printed[:1].isascii() else "负") + part.printed
    head = addends[0]
    return Mention(
        start, end, head.kind, start, end, head.printed, head.scale, head.unit, parts=tuple(addends) if len(addends) > 1 else (),
        summed=len(addends) > 1,
    )


