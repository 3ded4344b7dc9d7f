"""Quotation marks, brackets and title marks: which of them have no partner."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass

_MARK = re.compile("[“”‘’《》〈〉（）()【】〔〕「」『』\"＂\n]")
_KINDS = {
    "“": "“", "”": "“", "‘": "‘", "’": "‘", "《": "《", "》": "《", "〈": "〈", "〉": "〈", "（": "（", "）": "（",
    "(": "（", ")": "（", "【": "【", "】": "【", "〔": "〔", "〕": "〔", "「": "「", "」": "「", "『": "『", "』": "『",
}
_OPENING = frozenset("“‘《〈（(【〔「『")
_QUOTES = frozenset("“‘")
_TURNED = frozenset("“‘《〈")
_ITEM = re.compile(r"(?:^|[。；;：:，、,\s])(?:\d{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})\Z")
_INTERVAL = re.compile(r"[（(][-\d.∞]{1,6}\s?[，,]\s?[-+\d.∞]{1,6}\s?[\]］]")
_LETTER = re.compile(r"[A-Za-z0-9]")
_NEAR = 6
_TWIN = 30


@dataclass(frozen=True, slots=True)
class Lone:
    """A mark without a partner at a flow offset; ``block`` counts line feeds; ``twin`` is the mark of the same
    direction that it was meant to pair with, where there is one; ``item`` tells that it may close an item's number."""

    start: int
    mark: str
    kind: str
    block: int
    twin: int | None = None
    item: bool = False

    @property
    def opening(self) -> bool:
        """Whether the mark opens."""
        return self.mark in _OPENING


def lone_marks(flow: str) -> list[Lone]:
    """The marks of a flow that pair with none, in order; pairs may reach over a few blocks."""
    found = [lone for block in _blocks(flow) for lone in _of_block(flow, *block)]
    return _twins(_across(flow, found))


def _blocks(flow: str) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """For each block with marks its number and its marks with their offsets."""
    number, marks = 0, []
    for match in _MARK.finditer(flow):
        mark = match[0]
        if mark != "\n":
            marks.append((match.start(), mark))
            continue
        if marks:
            yield number, marks
            marks = []
        number += 1
    if marks:
        yield number, marks


def _of_block(flow: str, number: int, marks: list[tuple[int, str]]) -> list[Lone]:
    """The marks of one block that pair with none inside it."""
    stack: list[tuple[str, int, str]] = []
    lone: list[Lone] = []
    straight: list[int] = []
    depth: dict[str, int] = {}
    for offset, mark in marks:
        kind = _KINDS.get(mark)
        if kind is None:
            if not flow[max(0, offset - 1):offset].isdigit() or len(straight) % 2:
                straight.append(offset)
        elif mark in _OPENING:
            stack.append((kind, offset, mark))
            depth[kind] = depth.get(kind, 0) + 1
        elif depth.get(kind):
            depth[kind] -= 1
            while True:
                other, at, opener = stack.pop()
                if other == kind:
                    break
                depth[other] -= 1
                lone.append(Lone(at, opener, other, number))
        elif mark != "’" or not _is_apostrophe(flow, offset):
            item = mark in ")）" and _ITEM.search(flow, max(0, offset - 4), offset) is not None
            lone.append(Lone(offset, mark, kind, number, item=item))
    lone.extend(
        Lone(at, opener, kind, number) for kind, at, opener in stack
        if kind != "（" or _INTERVAL.match(flow, at) is None
    )
    if len(straight) % 2:
        half = next((one for one in lone if one.kind == "“"), None)
        if half is not None:
            lone.remove(half)
        else:
            lone.append(Lone(_odd(flow, straight), '"', '"', number))
    return sorted(_uncrossed(lone), key=lambda one: one.start) if lone else lone


def _odd(flow: str, straight: list[int]) -> int:
    """Which of an odd number of straight quotes is the lone one: the first that opens or closes out of turn."""
    for index, offset in enumerate(straight):
        after = flow[offset + 1:offset + 2]
        if index % 2 == 0 and (not after or after in "，。；、：！？）\n,.;"):
            return straight[max(0, index - 1)] if index else offset
    return straight[-1]


def _is_apostrophe(flow: str, offset: int) -> bool:
    """Whether a closing single quote is an apostrophe: people’s, ’99."""
    return _LETTER.match(flow, offset - 1) is not None if offset and not flow[offset + 1:offset + 3].isdigit() else True


def _uncrossed(lone: list[Lone]) -> list[Lone]:
    """Without the second half of pairs that merely cross, “甲（乙”丙）, or whose marks differ, “甲’: one fault each."""
    kept: list[Lone] = []
    opened: set[str] = set()
    for one in sorted(lone, key=lambda one: one.start):
        if not one.opening and {one.kind, kept[-1].kind if kept and kept[-1].opening else ""} == _QUOTES \
                and one.start - kept[-1].start <= _TWIN:
            last = kept.pop()
            kept.append(Lone(last.start, last.mark, last.kind, last.block, one.start))
            continue
        if not one.opening and one.kind in opened:
            continue
        if one.opening:
            opened.add(one.kind)
        kept.append(one)
    return kept


def _across(flow: str, found: list[Lone]) -> list[Lone]:
    """Without the marks that pair with one in a following block, or that a quotation repeats for each paragraph."""
    lone: dict[int, Lone] = {}
    opened: dict[str, Lone] = {}
    for one in found:
        if not one.opening:
            partner = opened.pop(one.kind, None)
            if one.mark not in _KINDS and partner is None:  # a straight mark may open as well as close
                opened[one.kind] = lone[one.start] = one
                continue
            if partner is not None and 0 < one.block - partner.block <= _NEAR and _is_torn(flow, partner):
                del lone[partner.start]
                continue
            if not one.item:
                lone[one.start] = one
            continue
        if one.kind in _QUOTES and _continues(flow, one):
            continue
        opened[one.kind] = lone[one.start] = one
    return list(lone.values())


def _is_torn(flow: str, one: Lone) -> bool:
    """Whether the paragraph of an opening mark ends without ending its sentence."""
    end = flow.find("\n", one.start)
    return end == -1 or flow[end - 1] not in "。！？；"


def _continues(flow: str, one: Lone) -> bool:
    """Whether the paragraph after an open quotation opens it again."""
    end = flow.find("\n", one.start)
    return end != -1 and flow.startswith(one.mark, end + 1)


def _twins(lone: list[Lone]) -> list[Lone]:
    """With two neighbours of the same mark made one: “甲“ is one quotation with a mark turned the wrong way."""
    kept: list[Lone] = []
    for one in lone:
        last = kept[-1] if kept else None
        if last is not None and last.mark == one.mark and last.block == one.block and last.twin is None \
                and 1 < one.start - last.start <= _TWIN and one.kind in _TURNED:
            kept[-1] = Lone(last.start, last.mark, last.kind, last.block, one.start)
        else:
            kept.append(one)
    return kept
