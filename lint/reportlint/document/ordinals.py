"""The numbers that headings and list items of Chinese reports carry."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.document.model import Ordinal

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN = "零〇一二三四五六七八九十百"

LEVELS = {"篇": 1, "第章": 1, "第节": 2, "一、": 2, "（一）": 3, "1.": 4, "（1）": 5, "①": 6}
"""The depth of the heading styles; a style that is not here never makes a heading."""

_PATTERN = re.compile(
    rf"""(?:[-*•·]\s+)?(?:
      (?P<chapter>第(?P<c>[{_HAN}]{{1,4}}|\d{{1,3}})(?P<part>[章节篇]|部分)(?![^\s　]{{0,3}}[，。]))
    | (?P<enum>(?P<e>[{_HAN}]{{1,4}})(?:、|．|\.(?!\d)))(?![^\n]{{0,2}}产业)
    | (?P<paren>[（(]\s?(?P<p>[{_HAN}]{{1,4}})\s?[）)])
    | (?P<parennum>[（(]\s?(?P<q>\d{{1,3}})\s?[）)])
    | (?P<num>(?P<n>\d{{1,3}})(?:[、．]|\.(?!\d)))
    | (?P<circled>(?P<o>[{_CIRCLED}]))
    | (?P<which>(?P<w>[{_HAN}]{{1,3}})(?:是|要))
    | (?P<rank>第(?P<r>[{_HAN}]{{1,3}})[，、是：:])
    )""",
    re.VERBOSE,
)

_FIRST = frozenset(f"{_HAN}{_CIRCLED}第（(-*•·")
"""What a number of a heading or item can begin with, digits aside."""


def chinese_integer(text: str) -> int | None:
    """The value of a plain Chinese ordinal below a thousand (十二, 二十, 一百零三), None for anything else."""
    if not text:
        return None
    total = current = 0
    seen = False
    for c in text:
        if c == "百":
            total, current, seen = total + (current or 1) * 100, 0, True
        elif c == "十":
            total, current, seen = total + (current or 1) * 10, 0, True
        elif c in _DIGITS:
            if current and not seen:
                return None
            current = _DIGITS[c]
        else:
            return None
    return total + current


def read_ordinal(text: str, start: int = 0) -> Ordinal | None:
    """The number at the start of a line, with its style, value and width; None where there is none."""
    first = text[start:start + 1]
    if first not in _FIRST and not first.isdigit():
        return None
    found = _PATTERN.match(text, start)
    if found is None:
        return None
    length = found.end() - start
    kind = found.lastgroup
    # lastgroup names the outermost group that closed last, which is the alternative itself
    if kind == "chapter":
        raw = found["c"]
        value = int(raw) if raw.isdigit() else chinese_integer(raw)
        return None if value is None else Ordinal("第节" if found["part"] == "节" else "第章", value, length)
    style, group = {
        "enum": ("一、", "e"), "paren": ("（一）", "p"), "which": ("一是", "w"), "rank": ("第一，", "r"),
    }.get(kind or "", ("", ""))
    if style:
        value = chinese_integer(found[group])
        return None if value is None else Ordinal(style, value, length)
    if kind == "parennum":
        return Ordinal("（1）", int(found["q"]), length)
    if kind == "num":
        return Ordinal("1.", int(found["n"]), length)
    return Ordinal("①", _CIRCLED.index(found["o"]) + 1, length)
