"""DUP004: a short sentence that stands twice close together."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import (
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Message,
    Reading,
    RuleMeta,
    Severity,
)

_ENDS = re.compile("[。！？；\n]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ORDINAL = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|第[一二三四五六七八九十]+，|[一二三四五六七八九十]{1,2}[是要])")
_SHORTEST = 8
_LONGEST = 60
_HAN_LEAST = 6
_ALOUD = 14


class DoubledSentence(DocumentRule):
    """The same sentence twice in a row, or twice in one paragraph; longer passages are another rule's."""

    meta = RuleMeta(
        "DUP004", "doubled-sentence",
        Message("同一句话重复出现", "a sentence stands twice in a row or in one paragraph"), fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each repetition; many of them in one file are damage of its making."""
        document = reading.document
        found = list(_repetitions(document))
        damaged = len(found) > max(4, len(document.flow) // 5000)
        for before, start, end, next_to in found:
            said = document.flow[start:end]
            length = end - start
            fix = None
            copy = document.span(start, min(end + 1, len(document.flow)))
            if next_to and document.flow[end:end + 1] in ("。", "；", "！", "？") and copy.end - copy.start == length + 1:
                fix = Fix(Message("删去重复的一句", "drop the second one"), (Edit(copy, ""),), safe=False)
            loud = (next_to or length >= _ALOUD) and not damaged
            yield self.diagnostic(
                self.place(document, start, end),
                Message(
                    f"“{said[:16]}{'…' if length > 16 else ''}”这句话{'接连' if next_to else '在同一段里'}出现两次",
                    f"the sentence “{said[:16]}” stands twice {'in a row' if next_to else 'in one paragraph'}",
                ),
                related=[self.place(document, before, before + length)], severity=None if loud else Severity.INFO,
                confidence=Confidence.HIGH if next_to else Confidence.MEDIUM, fix=fix, key=said,
                group=f"{self.meta.code}:damaged" if damaged else "",
            )


def _repetitions(document: Document) -> Iterator[tuple[int, int, int, bool]]:
    """(earlier start, start, end, in a row) of each sentence that the one before it, or its paragraph, has already."""
    flow = document.flow
    seen: dict[str, tuple[int, int]] = {}
    start = index = 0
    for piece in _ENDS.split(flow):
        length = len(piece)
        if _SHORTEST <= length <= _LONGEST:
            index += 1
            earlier = seen.get(piece)
            seen[piece] = (start, index)
            if earlier is not None and _matters(document, piece, earlier[0], start, next_to=earlier[1] == index - 1):
                yield earlier[0], start, start + length, earlier[1] == index - 1
        elif length:
            index += 1
        start += length + 1


def _matters(document: Document, piece: str, before: int, start: int, *, next_to: bool) -> bool:
    """Whether the repetition stands in running text: in one paragraph, or in neighbouring ones that close a sentence."""
    if len(_HAN.findall(piece)) < _HAN_LEAST:
        return False
    first, second = document.block_index(before), document.block_index(start)
    kinds = {document.blocks[first].kind, document.blocks[second].kind}
    if kinds & {BlockKind.CODE, BlockKind.CELL, BlockKind.FURNITURE}:
        return False
    if first == second:
        return True
    ends = document.flow[start + len(piece):start + len(piece) + 1]
    return next_to and second == first + 1 and ends in ("。", "；") and len(piece) >= _SHORTEST + 4
