"""TERM004: percentage points where per cent is meant, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportlint import patterns as re
from reportlint.rule import (
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Reading,
    RuleMeta,
    Severity,
)

_UP = "增长|增加|上涨|上升|提高|下降|减少|下跌|回落|降低"
_INDEX = re.compile(
    r"指数[^。；\n\d]{0,12}?(?P<index>\d{2,3}(?:\.\d+)?)%?[，,（(]?\s?(?:比上年|较上年|同比|比去年)?(?:同期)?"
    rf"(?:{_UP})(?P<change>\d{{1,2}}(?:\.\d+)?)\s?个百分点"
)
_AMOUNT = re.compile(
    r"(?P<before>\d[\d,.]*\s?[百千万亿]*(?:元|吨|公斤|亩|公顷|人次?|户|辆|千瓦时|美元|立方米|头|只|件|台|家|平方米))[，,（(]?\s?(?:比上年|较上年|同比|比去年|比上年同期|较去年)(?:同期|末)?(?:实际|名义)?"
    r"(?P<verb>增长|增加|上涨|下降|减少|下跌)(?P<change>\d{1,3}(?:\.\d+)?)\s?个百分点"
)
_RATES = re.compile(
    r"(?:由|从)[^，。；\n\d]{0,16}?(?P<first>\d{1,3}(?:\.\d+)?)%[^。；\n\d]{0,6}?(?:提高|上升|提升|增加|增长|下降|降低|减少|回落|降)(?:到|至|为)[^，。；\n\d]{0,6}?"
    r"(?P<last>\d{1,3}(?:\.\d+)?)%[，,](?:共|累计|年均)?(?:提高|上升|提升|增加|增长|下降|降低|减少|回落)了?(?P<change>\d{1,3}(?:\.\d+)?)%(?!以上)"
)
_RATE_GROWS = re.compile(
    r"(?:率|比重|占比|比例)[^，。；\n\d]{0,8}\d{1,3}(?:\.\d+)?%[，,]\s?(?:比上年|较上年|同比|比去年|比上年同期)?(?:末)?(?P<verb>增长|增加)了?\d{1,3}(?:\.\d+)?\s?个百分点"
)


class PointsForPercent(DocumentRule):
    """Percentage points of an amount or an index, and per cent of a rate whose two values differ by that many points."""

    meta = RuleMeta(
        "TERM004", "points-for-percent",
        Message("百分点与百分比混用", "percentage points where per cent is meant, or the reverse"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each change in the wrong unit."""
        document = reading.document
        flow = document.flow
        if "百分点" in flow:
            yield from self._points(document)
        for match in _RATES.finditer(flow):
            first, last, change = (Decimal(match[name]) for name in ("first", "last", "change"))
            if abs(last - first) != change or not change or first == 0 or abs(change / first * 100 - change) * 50 < change:
                continue
            yield self._finding(
                document, match,
                Message(f"由{first}%到{last}%相差{change}个百分点，不是{change}%", f"{first}% to {last}% is {change} percentage points, not {change}%"), Severity.WARNING,
            )

    def _points(self, document: Document) -> Iterator[Finding]:
        flow = document.flow
        for match in _INDEX.finditer(flow):
            if abs(Decimal(match["index"]) - 100) == Decimal(match["change"]):
                yield self._finding(
                    document, match,
                    Message(f"指数{match['index']}（上年=100）表示变动{match['change']}%，不是百分点", f"an index of {match['index']} is a change of {match['change']}%, not of points"), Severity.WARNING,
                )
        for match in _AMOUNT.finditer(flow):
            if document.block_at(match.start()).kind is not BlockKind.CELL:
                yield self._finding(
                    document, match,
                    Message(f"“{match['before']}”是数量，增减应用百分比，不用百分点", f"“{match['before']}” is an amount: it changes by per cent, not by points"), Severity.WARNING,
                )
        for match in _RATE_GROWS.finditer(flow):
            yield self._finding(
                document, match,
                Message(f"比率的变动宜用“提高”“上升”，不用“{match['verb']}”", f"a rate rises by points; “{match['verb']}” is said of amounts"), Severity.INFO, "verb",
            )

    def _finding(
        self, document: Document, match: re.Match[str], message: Message, severity: Severity, group: str = "",
    ) -> Finding:
        start, end = match.span(group) if group else (match.start("change"), match.end())
        return self.diagnostic(
            self.place(document, start, end), message, severity=severity,
            confidence=Confidence.MEDIUM, key=match[0][-40:],
        )
