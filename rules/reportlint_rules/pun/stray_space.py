"""PUN004: a blank inside running Chinese text."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
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

from .context import around, is_code

_BLANK = re.compile("[ \u00a0\u200b][ \u00a0\u200b]*")
_HAN = re.compile("[\u4e00-\u9fff]")
_BETWEEN = re.compile("[\u4e00-\u9fff] (?=[\u4e00-\u9fff])")
_SENTENCE = re.compile("[，。；！？,;]")
_UNIT = re.compile("[\u4e00-\u9fff%％‰℃]")
_SLOGAN = re.compile("“([^”“]*) ([^”“ ]*)”")
_LAYOUT = (" ", "\u3000", "\u00a0", "\t")
_FEW = 3000
_TITLE = 8
_OFTEN = 4


@dataclass(frozen=True, slots=True)
class _Gap:
    """A blank of the flow. ``inside`` tells that it stands between characters, not beside a number; ``word`` that
    it splits a word, None where layout explains it."""

    start: int
    end: int
    inside: bool
    word: bool | None = None


class StraySpace(DocumentRule):
    """Blanks between Chinese characters of running text, where the document itself writes the word without one."""

    meta = RuleMeta(
        "PUN004", "stray-space",
        Message("中文词语或句子中间有空格", "a blank inside a Chinese word or sentence"),
        fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each blank; a document that is full of them gets mere information."""
        document = reading.document
        gaps = list(_gaps(document))
        few = max(6, len(document.flow) // _FEW)
        between = [gap for gap in gaps if gap.inside and gap.word is not None]
        spaced = sum(1 for gap in gaps if gap.inside and gap.word is None and _is_spaced(document.flow, gap.start, gap.end))
        if between and max(spaced, sum(1 for gap in between if gap.word)) > few:
            yield self._throughout(document, between)
        else:
            for gap in between:
                yield self._finding(document, gap, bool(gap.word))
        beside = [gap for gap in gaps if not gap.inside]
        if len(beside) <= few:
            for gap in beside:
                yield self._beside(document, gap)

    def _throughout(self, document: Document, gaps: list[_Gap]) -> Finding:
        first = gaps[0]
        return self.diagnostic(
            self.place(document, first.start - 1, first.end + 1),
            Message(f"全文汉字之间有{len(gaps)}处空格，多半是排版或转换留下的", f"{len(gaps)} blanks between Chinese characters throughout"),
            severity=Severity.INFO, confidence=Confidence.LOW, key="throughout",
        )

    def _finding(self, document: Document, gap: _Gap, torn: bool) -> Finding:
        flow = document.flow
        shown = around(document, gap.start, gap.end, 4)
        fix = Fix(Message("删去空格", "drop the blank"), (Edit(document.span(gap.start, gap.end), ""),), safe=torn)
        return self.diagnostic(
            self.place(document, gap.start - 1, gap.end + 1),
            Message(f"“{shown}”中间有多余的空格", f"a stray blank in {shown}"),
            severity=None if torn else Severity.INFO,
            confidence=Confidence.HIGH if torn else Confidence.LOW, fix=fix,
            key=flow[max(0, gap.start - 6):gap.end + 6], group="" if torn else f"{self.meta.code}:between",
        )

    def _beside(self, document: Document, gap: _Gap) -> Finding:
        return self.diagnostic(
            self.place(document, gap.start, gap.end),
            Message("数字与汉字或单位之间有空格，与全文写法不一", "a blank beside a number, unlike the rest of the document"),
            severity=Severity.INFO, confidence=Confidence.MEDIUM, key=document.flow[max(0, gap.start - 6):gap.end + 6],
            fix=Fix(Message("删去空格", "drop the blank"), (Edit(document.span(gap.start, gap.end), ""),), safe=False),
            group=f"{self.meta.code}:number",
        )


def _gaps(document: Document) -> Iterator[_Gap]:
    """The blanks of running text that layout does not explain."""
    flow = document.flow
    for match in _BLANK.finditer(flow):
        start, end = match.span()
        if start == 0 or end >= len(flow):
            continue
        before, after = flow[start - 1], flow[end]
        if _HAN.match(before) and _HAN.match(after):
            if end - start == 1 and not is_code(document, start):
                yield _Gap(start, end, True, _splits(document, start, end))
        elif end - start == 1 and (
            (before.isdigit() and _UNIT.match(after)) or (after.isdigit() and _HAN.match(before))
        ) and _runs(document, start) and not is_code(document, start):
            yield _Gap(start, end, False)


def _runs(document: Document, offset: int) -> bool:
    """Whether the place stands inside a sentence of running text."""
    block = document.block_at(offset)
    return _SENTENCE.search(document.flow, offset, block.end) is not None and block.end - block.start >= 20


def _splits(document: Document, start: int, end: int) -> bool | None:
    """Whether a blank splits a word that the document writes whole elsewhere; None where layout explains the blank."""
    flow = document.flow
    block = document.block_at(start)
    left, right = flow[max(block.start, start - 2):start], flow[end:min(block.end, end + 2)]
    if _is_spaced(flow, start, end):
        return None  # letter-spacing: 工 作 报 告
    joined = left[-1] + right[0]
    running = _SENTENCE.search(flow, block.start, block.end) is not None and block.end - block.start >= 20
    twice = document.count(joined) > 0
    if not running:
        # titles put blanks between their parts; only a word of the document that is torn apart is a fault
        # and a short line may be letter-spaced as a whole: 目 录, 李 明
        wide = block.end - block.start >= _TITLE or (start - block.start >= 2 <= block.end - end)
        often = document.count(joined, _OFTEN)
        torn = twice and wide and ((often >= 2 and _whole(document, left, right)) or (
            often >= _OFTEN and len(_BETWEEN.findall(flow, block.start, block.end)) == 1
        ))
        return True if torn else None
    opening = flow.rfind("“", max(block.start, start - 16), start)
    slogan = _SLOGAN.match(flow, opening, block.end) if opening != -1 else None
    if slogan is not None and len(slogan[1]) == len(slogan[2]):
        return False  # “好山好水 好人好客”
    return twice


def _is_spaced(flow: str, start: int, end: int) -> bool:
    """Whether a blank is one of several that stand between single characters."""
    return (start >= 2 and flow[start - 2] in _LAYOUT) or flow[end + 1:end + 2] in _LAYOUT


def _whole(document: Document, left: str, right: str) -> bool:
    """Whether the document writes the torn characters together, with the one before or the one after them too."""
    return (len(left) > 1 and document.count(left + right[0]) > 0) or (len(right) > 1 and document.count(left[-1] + right) > 0)
