"""PLH008: a sentence that a line end or a blank line breaks in two."""

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
    Span,
)

_SHARE = 15
_FEW = 3
_SHORT = 10
_MANY = 60
_LONG = 20
_OPEN_END = re.compile(
    "(?:[，、；。！？：]|^)(?:努力|大力|着力|全力)(?:实现|实施|实行|打造|开展|构建|培育|建设|推行|推进|发展)$|[和与及把将让使被以]$|[让使]我$"
)
_ANEW = re.compile("全年|年末|当年|截[至止]|全[省市县区国]|20\\d\\d年")
_ITEM = re.compile("[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}[、是要]")
_HEADING = re.compile("[。！？；](?:第?[一二三四五六七八九十]{1,3}[、章节是]|[（(][一二三四五六七八九十]{1,3}[）)]|\\d{1,2}[.．、])[^，。；]{1,30}$")
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
    if _HEADING.search(line) or (line[-1:] in "%％" and _ANEW.match(following)) or (line[-1:] != "、" and _ITEM.match(following)):
        return False
    open_end = len(line) >= _LONG and "，" in line and _OPEN_END.search(line) is not None
    if not ("。" in line or line.endswith(("，", "、")) or open_end):
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
