"""What stands around a number: qualifiers, scale words, units; small looks to the left and right."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.mentions.lexicon import Lexicon
from reportlint.mentions.model import Hedge, Kind

BLANKS = " \u3000\xa0\u2002\u2003\t"
DIGITS = frozenset("0123456789")
HAN_DIGITS = "零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
HAN = frozenset(HAN_DIGITS)
_SCALE = re.compile(
    r"[ \u3000\xa0]?(?P<more>[多余几来])?(?P<scale>[十百千]?万亿|万万|[十百千]?[万亿]|[百千十](?!分[点之]))?(?P<inner>[多余])?"
)
_SCALED = frozenset("多余几来十百千万亿")
_NO_MORE = frozenset("额下热粮党姿")


def is_han(c: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= c <= "\u9fff"


def hedge_before(text: str, start: int, lex: Lexicon) -> Hedge | None:
    """The qualifier before a number: 超过, 近, 约."""
    if start and text[start - 1] in BLANKS:
        start -= 1
    if not start:
        return None
    for word, hedge in lex.hedges_before.get(text[start - 1], ()):
        if text.startswith(word, start - len(word)):
            return hedge
    return None


def hedge_after(text: str, end: int, lex: Lexicon) -> Hedge | None:
    """The qualifier behind a quantity: 以上, 左右."""
    for word, hedge in lex.hedges_after.get(text[end:end + 1], ()):
        if text.startswith(word, end):
            return hedge
    return None


def scale_at(text: str, position: int, lex: Lexicon) -> tuple[int, str, Hedge | None]:
    """The end, the scale word and the 多/余 behind a number: (position, "", None) where none stands there."""
    c = text[position:position + 1]
    if (c not in _SCALED and c not in BLANKS) or not c:
        return position, "", None
    match = _SCALE.match(text, position)
    if match is None:
        return position, "", None
    more, scale, inner = match.group("more", "scale", "inner")
    end = match.end()
    if inner and (text[end:end + 1] in _NO_MORE or scale is None):
        inner, end = None, match.end("scale") if scale else position
    if scale is None:
        stop = match.end("more")
        if more and text[stop:stop + 1] not in _NO_MORE and not text.startswith("元化", stop):
            return stop, "", Hedge.MORE
        return position, "", None
    if len(scale) == 1 and scale in "十百千" and tail_at(text, match.start("scale"), lex)[1]:
        return (match.start("scale"), "", Hedge.MORE) if more else (position, "", None)
    return end, scale, Hedge.MORE if more or inner else None


def tail_at(text: str, position: int, lex: Lexicon) -> tuple[int, str, Kind | None]:
    """The end, text and kind of the unit, rate or label word behind a number; an empty text where none stands there."""
    at = position
    while text[at:at + 1] in BLANKS and at - position < 2 and at < len(text):
        at += 1
    match = lex.tail.match(text, at)
    if match is None:
        return position, "", None
    word = match[0]
    end = match.end()
    kind = lex.kinds[word]
    if word in lex.not_unit and text[end:end + 1] in lex.not_unit[word] and end < len(text):
        return position, "", None
    if text[end:end + 1] in ("/", "／", "每") and word in lex.units and (text[end] != "每" or lex.units[word].dimension != "time"):
        end, word = _per(text, end, word, lex)
    return end, word, kind


_PER_SCALE = re.compile(r"(?:[/／]每?|每)(?:[十百千]?万|亿|百|千)?")


def _per(text: str, end: int, word: str, lex: Lexicon) -> tuple[int, str]:
    """A rate's unit with what it is per: 元/人, 件/万人, 吨标准煤/万元."""
    slash = _PER_SCALE.match(text, end)
    if slash is None:
        return end, word
    for start in (end + 1, slash.end()):
        below = lex.tail.match(text, start)
        if below is not None and below[0] in lex.units:
            return below.end(), f"{word}/{text[end + 1:below.end()].lstrip('每')}"
    return end, word
