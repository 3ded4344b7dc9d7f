"""Counts that announce a list of numbered items: "以下五个方面的工作：（一）…（五）"."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import Document

from .markers import chinese_number
from .sequences import Sequence, sequences

_ANNOUNCES = re.compile(
    r"(?P<n>(?:[二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九])|(?<![\d.．第])\d{1,2})"
    r"(?P<m>个方面|方面|个|项|件|点|条|大|类|种)(?P<name>[\u4e00-\u9fff]{0,14})[”\"]?(?:，?(?:分别|即)?[是为](?=[：:]))?(?P<stop>[。：:，,]?)\s*\Z"
)
_DONE = re.compile("完成|采取|全部|落实|取得|实现|攻坚战")
_ONLY = re.compile("第|前|每|上述|以上|这")
_BEFORE = frozenset("第前每近约超各另头达数几百千万亿一二三四五六七八九零〇○0123456789.．")
_REACH = 48


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced count at a flow range, the list that follows it, and whether the file ends within that list."""

    start: int
    end: int
    value: int
    sequence: Sequence
    cut: bool


def announced(document: Document) -> Iterator[Announced]:
    """The lists, numbered from one without a gap, that a count announces right before them."""
    flow = document.flow
    for sequence in sequences(document):
        values = sequence.values
        if len(values) < 2 or values != list(range(1, len(values) + 1)):
            continue
        first = sequence.members[0]
        block = document.blocks[first.block]
        start, end = block.start, first.start
        if first.leads:
            if first.block == 0:
                continue
            block = document.blocks[first.block - 1]
            start, end = block.start, block.end
        match = _ANNOUNCES.search(flow, max(start, end - _REACH), end)
        if match is None or (first.leads and match["stop"] in ("，", ",")) or (not first.leads and not match["stop"]):
            continue
        if flow[match.start() - 1:match.start()] in _BEFORE or _ONLY.search(flow, max(start, match.start() - 2), match.start()):
            continue
        if match["stop"] == "。" and (_DONE.search(match["name"]) or not (match["name"] or "方面" in match["m"])):
            continue
        if _DONE.match(match["name"]) or "攻坚战" in match["name"]:
            continue
        raw = match["n"]
        value = 2 if raw == "两" else int(raw) if raw.isdigit() else chinese_number(raw)
        if value < 2:
            continue
        cut = sequence.last.block >= len(document.blocks) - 2 and not sequence.closed
        yield Announced(match.start("n"), match.end("n"), value, sequence, cut)
