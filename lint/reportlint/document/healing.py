"""Paragraphs healed: lines that wrapping, page breaks or scraping have torn are joined again.

A line goes on in the next one when it is running text without a closing mark and the next one is running
text that opens nothing. Table cells, headings and list items that stand on lines of their own are never
joined: they are short, hold no clause, or open with a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reportlint import patterns as re
from reportlint.document.model import Line, LineKind
from reportlint.document.ordinals import read_ordinal
from reportlint.records import dataclass

_CLOSING = frozenset("。！？!?；;：:…")
_AFTER_CLOSING = frozenset("”’）)』」》】\"'")
_OPEN_ENDED = frozenset("，、,（(“《〈—-")
_NEVER_FIRST = frozenset("，。、；：！？”’）》」』】%％‰")
_CLAUSE = re.compile("[，。；]")
_OPENS = re.compile(
    r"(?:——|—{1,2}|[●■◆▲★※○□◇*•·►]|[-–]\s|附[件表录：]|[表图]\s?\d|注[：:]|单位[：:]|[^，。；：\s]{1,8}：\S|第[一二三四五六七八九十]{1,3}[章节篇]"
    r"|各位代表|同志们|[（(]?下转|谢谢)"
)
_PAGE_NUMBER = re.compile(r"[—–\-·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?[—–\-·\s]*\Z")
_UNIT_FIRST = re.compile(r"(?:亿|万|千)?(?:元|人|户|吨|亩|公顷|个|平方|千瓦|公里|头|只|件)|%|％|‰")
_NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十两几数多余每近")
_WRAP_SLACK = 8
_FURNITURE_REPEATS = 6


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How the lines of a text are broken: ``width`` in columns (two for a Chinese character) where they are wrapped, 0 where not."""

    width: int


def wrapping(text: str, lines: Sequence[Line]) -> Wrapping:
    """The width at which running lines of a text are wrapped, 0 where each paragraph has its own line."""
    lengths = Counter(
        columns for line in lines if line.kind is LineKind.TEXT and (columns := _columns(text, line)) >= 36
    )
    total = sum(lengths.values())
    if total < 12:
        return Wrapping(0)
    best, count = 0, 0
    for width in lengths:
        near = sum(lengths[width - d] for d in range(_WRAP_SLACK + 1))
        if near > count or (near == count and width > best):
            best, count = width, near
    longer = sum(n for length, n in lengths.items() if length > best + 8)
    if count * 100 >= total * 40 and longer * 100 <= total * 8 and best <= 220:
        return Wrapping(best)
    return Wrapping(0)


def _columns(text: str, line: Line) -> int:
    """The columns that a line fills: two for a Chinese character, one for others."""
    return len(text[line.start:line.end].encode("gb18030", "replace"))


def furniture(text: str, lines: Sequence[Line]) -> set[int]:
    """The indices of lines that are page headers, footers or page numbers of paged text."""
    if "\f" not in text:
        return {i for i, line in enumerate(lines) if line.kind is LineKind.FURNITURE}
    # where pages turn: the nearest lines on both sides of a form feed
    near: set[int] = set()
    for index in range(1, len(lines)):
        if "\f" in text[lines[index - 1].end:lines[index].start]:
            near.update(i for i in range(index - 3, index + 3) if 0 <= i < len(lines))
    repeated = Counter(re.sub(r"\d+", "0", text[lines[i].start:lines[i].end]) for i in near)
    found = {i for i, line in enumerate(lines) if line.kind is LineKind.FURNITURE}
    for index in near:
        content = text[lines[index].start:lines[index].end]
        if len(content) > 40:
            continue
        plain = re.sub(r"\d+", "0", content)
        if _PAGE_NUMBER.match(content) or repeated[plain] >= _FURNITURE_REPEATS:
            found.add(index)
    return found


def joins(text: str, before: Line, after: Line, wrap: Wrapping) -> bool:
    """Whether ``after`` goes on in the sentence that ``before`` breaks off."""
    if before.hard or before.kind is not LineKind.TEXT or after.kind is not LineKind.TEXT:
        return False
    first, last = text[after.start], text[before.end - 1]
    if first in _NEVER_FIRST and _runs(text, before):
        return True
    if first == "." and last.isdigit() and text[after.start + 1:after.start + 2].isdigit():
        return True
    length = _columns(text, before) if wrap.width else 0
    if last in "；;" and wrap.width and length >= wrap.width - _WRAP_SLACK and not _opens(text, after, last):
        return after.gap == 0 and not after.indent
    if last in _CLOSING or _opens(text, after, last):
        return False
    if wrap.width:
        full = length >= wrap.width - _WRAP_SLACK
        if after.indent and last != "，":
            return False
        if last in _AFTER_CLOSING:
            return full and after.gap == 0
        if full:
            return True
        if after.gap == 0:
            return last in _OPEN_ENDED and length >= 24
    if last in _AFTER_CLOSING:
        return False
    if after.indent and last not in _OPEN_ENDED:
        return False
    if not _runs(text, before):
        return False
    if last in _OPEN_ENDED:
        return after.end - after.start >= 4
    return _continues(text, after)


def _runs(text: str, line: Line) -> bool:
    """Whether a line is running text: long, or with a clause in it; not a heading that stands alone."""
    content = text[line.start:line.end]
    if len(content) <= 44 and "。" not in content and (content.startswith("—") or read_ordinal(content) is not None):
        return False
    return len(content) >= 25 or (len(content) >= 10 and _CLAUSE.search(content) is not None)


def _continues(text: str, line: Line) -> bool:
    """Whether a line can be the rest of a sentence."""
    content = text[line.start:line.end]
    return len(content) >= 25 or _CLAUSE.search(content) is not None or _UNIT_FIRST.match(content) is not None


def _opens(text: str, line: Line, last: str) -> bool:
    """Whether a line opens a heading, an item or a paragraph of its own."""
    content = text[line.start:line.start + 24]
    if content.startswith("篇") or _OPENS.match(content) or (content[0] == "年" and last not in _NUMERALS):
        return True
    ordinal = read_ordinal(content)
    if ordinal is None:
        return False
    return not (ordinal.style in ("一是", "第一，", "1.", "（1）") and last in "，、（(")
