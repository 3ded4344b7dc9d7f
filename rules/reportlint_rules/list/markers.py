"""The numbers that headings, items and running enumerations carry, at the start of a block and inside it."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import BlockKind, Document

_HAN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FIRST = {"首先": 1, "其次": 2, "再次": 3}

_MARK = re.compile(
    rf"""[\n。；;：:，！？”\ 　](?=[\ 　\-*•·●{_HAN}其第（(\d\[首再①-⑳])[\ 　]*(?:[-*•·●]\s+)?(?:
      (?P<which>[{_HAN}]{{1,3}})(?P<verb>[是要])(?![，。；、]|否|求|素|[{_HAN}]，)
    | 其(?P<item>[{_HAN}]{{1,2}})(?=[，、：,:是])
    | 第(?P<rank>[{_HAN}]{{1,3}})(?=[，：,:是]|、(?!第|[{_HAN}]{{1,2}}(?:[、次产级线])))
    | 第(?P<chapter>[{_HAN}百]{{1,4}}|\d{{1,3}})(?P<part>章|节|篇|部分)(?![^\s　]{{0,3}}[，。的])
    | (?P<enum>[{_HAN}]{{1,3}})(?P<point>[、．]|\.(?!\d))(?![{_HAN}]{{1,2}}[、是次产线级，。]|[{_HAN}]{{2}}|[^\n]{{0,2}}产业)
    | (?P<open>[（(])\s?(?:(?P<paren>[{_HAN}]{{1,3}})|(?P<number>\d{{1,2}}))\s?(?P<close>[）)])(?![\n…]|\Z)
    | (?P<digits>\d{{1,2}})(?P<dot>[、．]|\.|[）)])(?P<glued>\d)?
    | (?P<circled>[{_CIRCLED}])
    | \[(?P<note>\d{{1,2}})\]
    | (?P<first>首先|其次|再次)(?=[，、是要：])
    )""",
    re.VERBOSE,
)
_WORDS = re.compile("[\u4e00-\u9fff]")
_VALUES = {c: i for i, c in enumerate(_HAN, 1)}
_RUNNING = {
    "which": "\n。；;：:，！？” 　", "item": "\n。；;：:，！？ 　", "rank": "\n。；;：:！？ 　，", "paren": "\n。；;：:！？， 　",
    "number": "\n。；;：:！？， 　", "enum": "\n。 　", "digits": "\n。；;：:", "circled": "\n。；;：:，！？” 　", "first": "\n。；;",
    "note": "\n", "chapter": "\n",
}
"""What may stand before each style of number."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A number of a list: its flow range, its style (siblings share it), how it is written, its value.

    ``block`` is the index of its block, ``leads`` tells that it stands first in it. A number that a word
    processor adds has no width. ``doubtful`` is what may be a decimal (2.5 or the second item, "2. 5个…"): it can
    only go on in a list.
    """

    start: int
    end: int
    style: str
    form: str
    value: int
    block: int
    leads: bool
    doubtful: bool = False


def markers(document: Document) -> list[Marker]:
    """All numbers of headings, items and running enumerations, in order."""
    found = list(_printed(document))
    found.extend(_automatic(document))
    found.sort(key=lambda marker: (marker.start, marker.end))
    return found


def chinese_number(text: str) -> int:
    """The value of 一 to 九十九, 0 for what is no such number (一二)."""
    if len(text) == 1:
        return _VALUES[text]
    tens, point, ones = text.partition("十")
    if not point or len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)


def _printed(document: Document) -> Iterator[Marker]:
    flow = "\n" + document.flow
    for match in _MARK.finditer(flow):
        kind = match.lastgroup or ""
        kind = {"verb": "which", "part": "chapter", "point": "enum", "dot": "digits", "glued": "digits"}.get(kind, kind)
        glued = bool(match["glued"])
        if kind == "close":
            kind = "paren" if match["paren"] else "number"
        if match[0][0] not in _RUNNING[kind] or (glued and match[0][0] != "\n"):
            continue
        raw = match[kind]
        start = match.start("open") if kind in ("paren", "number") else match.start(kind) - (kind in ("item", "rank", "chapter", "note"))
        block = document.block_index(start - 1)
        found = document.blocks[block]
        if found.kind in (BlockKind.CODE, BlockKind.CELL, BlockKind.NOTE):
            continue
        style, form, value = _style(kind, raw, match)
        if 0 < value < 60:
            if glued and not _WORDS.search(flow, match.end(), min(found.end + 1, match.end() + 12)):
                continue  # a decimal in a cell
            if kind == "enum" and flow[start - 2:start] == "十\n":
                value += 10  # 十 and 一、 torn apart by a line break
            doubtful = glued or (kind == "enum" and match[0][0] in " 　")
            yield Marker(start - 1, match.end() - 1 - glued, style, form, value, block, match[0][0] == "\n", doubtful)


def _style(kind: str, raw: str, match: re.Match[str]) -> tuple[str, str, int]:
    """The style that siblings share, the form as written, and the value."""
    if kind == "circled":
        return "①", "①", _CIRCLED.index(raw) + 1
    if kind == "first":
        return "首先", "首先", _FIRST[raw]
    value = int(raw) if raw.isdigit() else chinese_number(raw)
    if kind == "which":
        return f"一{match['verb']}", f"一{match['verb']}", value
    if kind == "chapter":
        return f"第一{match['part']}", "第一" + match["part"], value
    if kind == "enum":
        return "一、", f"一{match['point']}", value
    if kind == "digits":
        return ("1）" if match["dot"] in ")）" else "1."), f"1{match['dot']}", value
    if kind in ("paren", "number"):
        one = "一" if kind == "paren" else "1"
        return f"（{one}）", f"{match['open']}{one}{match['close']}", value
    return {"item": ("其一", "其一"), "rank": ("第一，", "第一，"), "note": ("[1]", "[1]")}[kind] + (value,)


def _automatic(document: Document) -> Iterator[Marker]:
    """The numbers that a word processor adds to headings and items."""
    for index, block in enumerate(document.blocks):
        ordinal = block.ordinal
        if ordinal is not None and ordinal.length == 0 and block.marker:
            yield Marker(block.start, block.start, ordinal.style, block.marker, ordinal.value, index, True)
