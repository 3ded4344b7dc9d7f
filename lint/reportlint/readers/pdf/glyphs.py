"""Glyphs of a PDF page as characters with geometry, and which character a code of the text layer stands for.

Lengths are points (1/72 inch). x runs with the text, y upwards; a page that is printed sideways is turned first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple


class Glyph(NamedTuple):
    """A printed character: ``x0`` to ``x1`` is its advance, ``y`` its baseline, ``size`` the font's."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


_RADICALS = dict(zip(
    "⺁⺄⺅⺆⺇⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乙亻冂几刂卜㔾小小兀尣尢巳幺彑彐忄扌攵旡日月歹母民氵氺灬爫爫丬牛犭王疋目示礻糹纟罓罒羊羊耂肀聿肉臼艹艹艹虎衤覀西见角讠贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
    strict=True,
))
"""Radicals that fonts give for the characters of the same shape; NFKC knows only some of them (Unicode, CJK Radicals Supplement)."""
_VERTICAL = dict(zip(
    "︐︑︒︓︔︕︖︗︘︙︰︱︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "，、。：；！？〖〗…：—（）〔〕【】《》〈〉「」『』", strict=True,
))
"""Marks as they are turned in vertical columns."""
_SPACES = frozenset(" \t\r\n\f\v\u00a0\u2002\u2003\u2009\u200a\u202f")
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_HYPHENS = frozenset({0x2, 0xFFFE})  # how PDFium hands over a hyphen at the end of a line


@lru_cache(maxsize=20_000)
def character(code: int) -> str:
    """What a code of the text layer stands for: a blank for all blanks, empty for what prints nothing or is unknown."""
    if code in _HYPHENS:
        return "-"
    text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if text in _SPACES:
        return " "
    if not text or text in _NOTHING or code < 32 or 0x7F <= code < 0xA0:
        return ""
    if code in range(0x2E80, 0x2F00):
        return _RADICALS.get(text, text)
    if code in range(0x2F00, 0x2FE0) or code in range(0xF900, 0xFB07) or code in range(0x2F800, 0x2FA20):
        return unicodedata.normalize("NFKC", text)  # radicals, compatibility ideographs, ligatures
    return _VERTICAL.get(text, text)


def is_unknown(code: int) -> bool:
    """Whether a code names no character: none at all, one for private use, or the replacement character."""
    return code in (0, 0xFFFD, 0xFFFF) or 0xE000 <= code < 0xF900 or code >= 0xF0000


def is_ligature(before: str, glyph: Glyph) -> bool:
    """Whether a glyph handed over at the very place of the one before is the next character of the same printed one.

    A dash two ems wide stands for two dashes; a character that is merely printed twice is no wider than one.
    """
    width = abs(glyph.x1 - glyph.x0) / max(glyph.size, 1.0)
    if glyph.text != before[-1]:
        return True
    if glyph.text in "filt":
        return width >= 0.25 * (len(before) + 1)
    return glyph.text >= "\u2010" and width >= 0.75 * (len(before) + 1)


def once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs without those that are printed a second time at nearly the same place, to look bold or shaded."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    kept: list[Glyph] = []
    for glyph in glyphs:
        slack = min(0.2 * glyph.size, 0.5 * max(glyph.x1 - glyph.x0, 0.1))
        step = max(glyph.size, 1.0)
        column, row = round(glyph.x0 / step), round(glyph.y / step)
        near = (
            other
            for c in (column - 1, column, column + 1) for r in (row - 1, row, row + 1)
            for other in seen.get((glyph.text, c, r), ())
        )
        if glyph.text != " " and any(
            abs(other.x0 - glyph.x0) <= slack and abs(other.y - glyph.y) <= slack for other in near
        ):
            continue
        seen.setdefault((glyph.text, column, row), []).append(glyph)
        kept.append(glyph)
    return kept


def body_size(glyphs: Sequence[Glyph]) -> float:
    """The size in which most characters are printed, rounded to halves of a point; 0 for none."""
    counts: dict[float, int] = {}
    for glyph in glyphs:
        size = round(glyph.size * 2) / 2
        counts[size] = counts.get(size, 0) + 1
    return max(counts, key=lambda size: (counts[size], size), default=0.0)
