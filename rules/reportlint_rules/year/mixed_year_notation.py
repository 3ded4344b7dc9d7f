"""YEAR009: one text that writes its years in several ways: 2024年, 二〇二四年, 24年."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import (
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Reading,
    Report,
    RuleMeta,
    Severity,
)

_HAN = re.compile(r"[一二][零〇○九](?!三五年)[零〇○一二三四五六七八九]{2}年")
_ARABIC = re.compile(r"(?:19|20)\d\d年")
_SHORT = re.compile(r"[012]\d年(?=底|末|初|全年|上半年|下半年|度)")
_LONGER = frozenset("0123456789.第前后近约用满")
_FEW = 3


class MixedYearNotation(DocumentRule):
    """Years in Chinese numerals, in digits and in two digits side by side in the running text of one report."""

    meta = RuleMeta(
        "YEAR009", "mixed-year-notation",
        Message("同一报告中年份写法不一", "years are written in several ways in one report"),
        severity=Severity.INFO,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for a report, at the first year in the rarer notation."""
        document = reading.document
        if "年" not in document.flow:
            return
        for report in document.reports:
            yield from self._report(document, report)

    def _report(self, document: Document, report: Report) -> Iterator[Finding]:
        digits = -1
        for pattern, zh, en in ((_HAN, "汉字", "Chinese numerals"), (_SHORT, "两位数字", "two digits")):
            odd = [
                m for m in pattern.finditer(document.flow, report.start, report.end)
                if not (pattern is _SHORT and _is_part(document.flow[max(0, m.start() - 1):m.start()])) and _runs(document, m.start())
            ]
            if odd and digits < 0:
                digits = sum(1 for _ in _ARABIC.finditer(document.flow, report.start, report.end))
            if not odd or digits < _FEW or len(odd) >= digits:
                continue
            first = odd[0]
            yield self.diagnostic(
                self.place(document, first.start(), first.end()),
                Message(
                    f"年份多用四位数字（{digits}处），此处用{zh}（“{first[0]}”，共{len(odd)}处），宜统一",
                    f"years are in four digits ({digits} times), here in {en} (“{first[0]}”, {len(odd)} times)",
                ),
                related=[self.place(document, m.start(), m.end()) for m in odd[1:4]], confidence=Confidence.MEDIUM,
                key=f"{en}{first[0]}",
            )


def _is_part(before: str) -> bool:
    """Whether two digits belong to a longer number, a name such as PM10 or a length of time."""
    return before in _LONGER or (before.isascii() and before.isalpha())


def _runs(document: Document, offset: int) -> bool:
    """Whether an offset stands in running text, outside quotations and titles of books."""
    block = document.block_at(offset)
    if block.kind is not BlockKind.PARAGRAPH or "。" not in document.flow[block.start:block.end]:
        return False
    first, _ = document.sentence_at(offset)
    before = document.flow[first:offset]
    return before.count("“") <= before.count("”") and before.count("《") <= before.count("》")
