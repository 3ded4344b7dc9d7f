"""Labels and ordinals: numbers that name something and count nothing."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.mentions.around import DIGITS
from reportlint.mentions.model import Grain, Kind, Mention, Period

_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z&\-]*\Z")
_GLUED = frozenset({"gdp", "cpi", "ppi", "rcep", "rd", "r&d", "gnp", "gni", "pmi"})
_CHAINED = frozenset("+＋·•∙-—－/#")
_OPENING = frozenset("[［〔【（(")
_CHAIN = re.compile(r"[0-9A-Za-z]+(?:[+＋][0-9A-Za-z]+)+|[0-9]+[·•∙][0-9]+")
_NUMBER = re.compile(r"([\[［〔【（(][0-9]{4}[\]］〕】）)])\s?第?[0-9]+\s?号")
_HYPHENS = re.compile(
    r"0[0-9]{2,3}[-—－][0-9]{7,8}(?![0-9])|[0-9]{3,5}(?:-[0-9]{3,5}){2}(?![0-9])|[0-9]+(?:-[0-9Xx]+){3,}|1[3-9][0-9]{9}(?![0-9])"
)
_YEARS = re.compile(r"((?:19|20)[0-9]{2})[-—－–~～至]{1,2}((?:19|20)[0-9]{2})(?![0-9])")
_TYPE = re.compile(r"小[（(][0-9一二][）)]型")
_FRACTION = re.compile(r"([0-9]{1,4})/([0-9]{1,4})(?![0-9./])")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_LONG = 9
_CODED = re.compile(r"(?:邮编|编码|电话|热线|代码|编号|号码|传真|证号|手机|QQ|微信|附件|附表|专栏|(?<![发代])表|图)(?:号|为|是)?[:： ]{0,2}\Z")
_TITLED = re.compile(r"(?:附件|附表|专栏|(?<![发代])表|图)\Z")
_NEXT_LABEL = re.compile(r"、[0-9]{1,3}(?:、[0-9]{1,3})*号")


def label_at(text: str, start: int, end: int, printed: str) -> Mention | None:
    """The label, ordinal or fraction that the marks around an Arabic number make of it; None for a plain number."""
    before = text[start - 1] if start else "\n"
    after = text[end:end + 1]
    if before == "第":
        scale = after if after in ("万", "亿") else ""
        return Mention(start - 1, end + len(scale), Kind.ORDINAL, start, end, printed, scale)
    if after and (after in _CHAINED or after == "·"):
        found = _joined(text, start, end, after)
        if found is not None:
            return found
    if after == "." and text[end + 1:end + 2] in DIGITS and text[end + 1:end + 2]:
        dotted = _DOTTED.match(text, start)
        if dotted is not None:
            return Mention(start, dotted.end(), Kind.LABEL, start, dotted.end(), dotted[0])
    if before in _OPENING:
        return _bracketed(text, start, end, printed, after)
    behind = text[start - 2:start - 1]
    if before in "+＋·•∙/#" and behind.isalnum() and (behind.isascii() or before not in "+＋"):
        return Mention(start, end, Kind.LABEL, start, end, printed)
    return None


def is_titled(text: str, start: int) -> bool:
    """Whether a number belongs to a table, a figure or an annex: 表1, 附件3."""
    return _TITLED.search(text, max(0, start - 3), start) is not None


def latin_before(text: str, start: int) -> str:
    """The Latin word that a number is glued to, "" where it may be an abbreviation before a quantity (GDP4亿元)."""
    found = _LATIN_BEFORE.search(text, max(0, start - 12), start)
    word = found[0] if found else ""
    return "" if word.lower() in _GLUED else word


def _joined(text: str, start: int, end: int, after: str) -> Mention | None:
    """3+2, 8·33, 0745-2712345, 2004-2005, 1/3."""
    if after in "+＋·•∙":
        chain = _CHAIN.match(text, start)
        return None if chain is None else Mention(start, chain.end(), Kind.LABEL, start, chain.end(), chain[0])
    if after in "-—－":
        years = _YEARS.match(text, start)
        if years is not None:
            period = Period((int(years[1]), 1, 1), (int(years[2]), 12, 31), Grain.YEARS)
            return Mention(start, years.end(), Kind.PERIOD, start, years.end(), years[0], period=period)
        hyphens = _HYPHENS.match(text, start)
        return None if hyphens is None else Mention(start, hyphens.end(), Kind.LABEL, start, hyphens.end(), hyphens[0])
    if after == "/":
        found = _FRACTION.match(text, start)
        if found is not None:
            above, below = int(found[1]), int(found[2])
            if 1 < below <= 1000 and found[1][0] != "0" != found[2][0] and (above < below or below < 10):
                signed = start > 0 and (text[start - 1] == "负" or (text[start - 1] in "-－" and not text[start - 2:start - 1].isalnum()))
                first = start - 1 if signed else start
                return Mention(first, found.end(), Kind.FRACTION, first, found.end(), f"{'-' if signed else ''}{found[0]}")
        if text[end + 1:end + 2].isdigit():
            return Mention(start, end, Kind.LABEL, start, end, text[start:end])
    if after == "#":
        return Mention(start, end + 1, Kind.LABEL, start, end, text[start:end])
    return None


def _bracketed(text: str, start: int, end: int, printed: str, after: str) -> Mention | None:
    """[2], 〔2018〕59号, 小（2）型, （3）."""
    if after not in "]］〕】）)" or not after:
        return None
    number = _NUMBER.match(text, start - 1)
    if number is not None:
        return Mention(start - 1, number.end(), Kind.LABEL, start - 1, number.end(), number[0])
    kind = _TYPE.match(text, start - 2) if start > 1 else None
    if kind is not None:
        return Mention(start - 2, kind.end(), Kind.LABEL, start, end, printed)
    if after in "]］〕】":
        return Mention(start - 1, end + 1, Kind.LABEL, start, end, printed)
    if end - start <= 3 and opens_item(text, start - 1):
        return Mention(start - 1, end + 1, Kind.ORDINAL, start, end, printed)
    return None


def opens_item(text: str, position: int) -> bool:
    """Whether a bracketed number at a position numbers an item rather than being the brackets' content."""
    before = text[position - 1] if position else "\n"
    return before in "\n。；;：:，、 \u3000\t"


def bare(text: str, start: int, end: int, printed: str) -> Mention | None:
    """What a number without a unit is: a list number, a year, a code; None for a plain number."""
    before = text[start - 1] if start else "\n"
    after = text[end:end + 1]
    opens = before == "\n" or (before == " " and text[start - 2:start - 1] in ("-", "*", "•") and text[start - 3:start - 2] in ("", "\n"))
    if opens and end - start <= 3 and after in ("、", "．", ".", " ", ")", "）") and after:
        following = text[end + 1:end + 2]
        if following and (after in "、．" or not following.isdigit()) and _NEXT_LABEL.match(text, end) is None:
            return Mention(start, end, Kind.ORDINAL, start, end, printed)
    alone = opens and after in ("", "\n")
    if not printed.isdigit() or alone:
        return None
    length = end - start
    year = length == 4 and printed[:2] in ("19", "20") and before not in ("，", "、")
    quoted = before in "“\"‘「" and after in "”\"’」" and after != ""
    if year or quoted or before == "双" or length >= _LONG or _CODED.search(text, max(0, start - 8), start) or (printed[0] == "0" and length > 1):
        return Mention(start, end, Kind.LABEL, start, end, printed)
    return None


_CLOCK_BEFORE = frozenset("午晚晨早日夜时")
_CLOCK_AFTER = re.compile(r"整|半(?!年|小时)|许|[0-5]?[0-9]分|钟(?!头)|前|至|起|[—-][0-9]")


def is_clock(text: str, start: int, end: int, printed: str) -> bool:
    """Whether 点 or 时 before ``end`` makes a number a time of day: 9点25分, 下午3时."""
    if not printed.isdigit() or int(printed) > 24 or text[start - 1:start] == "天":
        return False
    return (start > 0 and text[start - 1] in _CLOCK_BEFORE) or _CLOCK_AFTER.match(text, end) is not None
