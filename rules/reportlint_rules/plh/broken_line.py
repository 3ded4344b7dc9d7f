"""PLH008: a sentence that a line end or a blank line breaks in two."""

from __future__ import annotations

from collections.abc import Iterator

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
    Span,
)

_SHARE = 15
_FEW = 3
_SHORT = 10
_MANY = 60
_UNITS = frozenset("亿万元人个户吨公平立千%％‰")


class BrokenLine(DocumentRule):
    """Breaks within sentences, in a text whose lines are paragraphs."""

    meta = RuleMeta(
        "PLH008", "broken-line",
        Message("句子被换行、空行断开", "a sentence is broken by a line end or a blank line"),
        severity=Severity.WARNING, fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each break; none where lines are wrapped or pages turn."""
        document = reading.document
        if "\f" in document.text or document.format not in ("text", "markdown"):
            return
        gaps, ends = _breaks(document)
        prose = sum(block.kind is not BlockKind.CELL for block in document.blocks)
        if len(gaps) * 100 > prose * _SHARE + 200 or len(ends) * 100 > prose * _SHARE + 200:
            return
        if len(gaps) > _MANY:
            return
        for offset in sorted((*gaps, *(ends if len(ends) <= _FEW else ()))):
            yield self._finding(document, offset)

    def _finding(self, document: Document, offset: int) -> Finding:
        flow = document.flow
        first, last = document.sentence_at(offset)
        before, after = flow[max(first, offset - 6):offset], flow[offset:min(last, offset + 6)]
        return self.diagnostic(
            self.place(document, offset - 1, offset + 1),
            Message(f"句子在“{before}”与“{after}”之间被断开", f"the sentence is broken between “{before}” and “{after}”"),
            confidence=Confidence.MEDIUM, key=f"{before}{after}", group=self.meta.code, fix=self._fix(document, offset),
        )

    def _fix(self, document: Document, offset: int) -> Fix:
        """Takes out what stands between the two halves; unsafe, since the break may have been meant."""
        torn = Span(document.position(offset - 1) + 1, document.position(offset))
        return Fix(Message("接上被断开的句子", "join the two halves"), (Edit(torn, ""),), safe=False)


def _is_torn(document: Document, end: int, start: int) -> bool:
    """Whether the line before a break is running text that does not end there, and the one behind no mere link or title."""
    text = document.text
    first = text.rfind("\n", 0, end) + 1
    line = text[first:end].strip()
    last = text.find("\n", start)
    following = text[start:last if last != -1 else len(text)].strip()
    if line[-1:].isdigit() and following[:1] in _UNITS:
        return True
    if len(line) < _SHORT or len(following) < _SHORT or line.endswith(("……", ".", "《", "“", "（", "—")):
        return False
    if not ("。" in line or line.endswith(("，", "、"))):
        return False
    return "。" in following or "，" in following


def _breaks(document: Document) -> tuple[list[int], list[int]]:
    """The flow offsets where a sentence goes on over a blank line, and over a mere line end."""
    gaps: list[int] = []
    ends: list[int] = []
    previous_flow, previous_text = document.breaks[0]
    for flow, text in document.breaks[1:]:
        end = previous_text + flow - previous_flow
        if 0 < flow < len(document.flow) and "\n" not in document.flow[flow - 1:flow + 1]:
            lines = document.text.count("\n", end, text)
            if lines > 1 and _is_torn(document, end, text):
                gaps.append(flow)
            elif lines == 1 and _is_torn(document, end, text):
                ends.append(flow)
        previous_flow, previous_text = flow, text
    return gaps, ends
