"""PUN001: a quotation mark, bracket or title mark without a partner."""

from __future__ import annotations

from collections.abc import Iterator

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

from .context import around, is_code, is_fragment
from .pairing import Lone, lone_marks

_PARTNER = {
    "“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "〔": "〕", "「": "」", "『": "』",
}
_PARTNER |= {closing: opening for opening, closing in _PARTNER.items()}


class UnpairedMark(DocumentRule):
    """Marks that open and do not close, or the reverse; pairs may nest and reach over paragraphs."""

    meta = RuleMeta(
        "PUN001", "unpaired-mark",
        Message("引号、括号或书名号不成对", "a quotation mark, bracket or title mark without a partner"),
        fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each mark without a partner; two of the same direction are one fault."""
        document = reading.document
        for lone in lone_marks(document.flow):
            if not is_code(document, lone.start):
                yield self._finding(document, lone)

    def _finding(self, document: Document, lone: Lone) -> Finding:
        torn = lone.mark != "“" and is_fragment(document, lone.start)
        key = around(document, lone.start, lone.start + 1)
        fix: Fix | None = None
        end = lone.start + 1
        if lone.twin is not None:
            second = document.flow[lone.twin]
            said = Message(
                f"“{lone.mark}”与后面的“{second}”不成对，方向或种类有误",
                f"the mark {lone.mark} and the {second} after it are no pair",
            )
            fix = self._turned(document, lone.start, lone.twin)
            end = lone.twin + 1
        elif lone.mark in "\"＂":
            said = Message("这一段里的直引号是单数，有一个没有成对", "an odd number of straight quotation marks in this paragraph")
        elif lone.opening:
            said = Message(
                f"“{lone.mark}”没有对应的“{_PARTNER[lone.mark]}”", f"{lone.mark} opens and no {_PARTNER[lone.mark]} closes it",
            )
        else:
            said = Message(
                f"“{lone.mark}”没有对应的“{_PARTNER[lone.mark]}”", f"{lone.mark} closes what no {_PARTNER[lone.mark]} opens",
            )
        return self.diagnostic(
            self.place(document, lone.start, end), said, severity=Severity.INFO if torn else None,
            confidence=Confidence.MEDIUM if torn or lone.mark in "\"＂" else Confidence.HIGH, fix=fix, key=key,
            group=f"{self.meta.code}:torn" if torn else "",
        )

    def _turned(self, document: Document, first: int, second: int) -> Fix | None:
        """The fix that turns the wrong one of two quotation marks round."""
        flow = document.flow
        opening, closing = flow[first], flow[second]
        if opening == closing:
            turn, mark = (second, _PARTNER[opening]) if opening in "“‘《（(【〔「『〈" else (first, _PARTNER[opening])
        elif opening in _PARTNER:
            turn, mark = second, _PARTNER[opening]
        else:
            return None
        edit = Edit(document.span(turn, turn + 1), mark)
        return Fix(Message(f"改为“{mark}”", f"turn it into {mark}"), (edit,), safe=False)
