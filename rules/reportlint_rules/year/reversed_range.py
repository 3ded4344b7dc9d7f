"""YEAR007: a range of years, dates or ordinals that ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import (
    BlockKind,
    CheckKind,
    Document,
    DocumentRule,
    Finding,
    Message,
    Operand,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
)
from reportlint_rules.year.subject import numeral

_DASH = r"\s?(?:—{1,2}|–|―|－|-|~|～|至|到)\s?"
_YEARS = re.compile(r"(?:—{1,2}|–|―|－|-|~|～|至|到)\s?((?:19|20)\d\d)\s?(?:年度?|学年)(?!\s?\d{1,2}\s?月)")
_YEAR_BEFORE = re.compile(r"(?:(?<=^)|(?<=[^\d.\-/A-Za-z〔\[])|[图表]\d{1,2})((?:19|20)\d\d)\s?年?\s?$")
_MONTHS = re.compile(
    rf"((?:19|20)\d\d)\s?年\s?(\d{{1,2}})\s?月(?:\s?(\d{{1,2}})\s?日)?{_DASH}((?:19|20)\d\d)\s?年\s?(\d{{1,2}})\s?月(?:\s?(\d{{1,2}})\s?日)?"
)
_DAYS = re.compile(rf"月\s?(\d{{1,2}})\s?日?{_DASH}(?:(\d{{1,2}})\s?月\s?)?(\d{{1,2}})\s?日")
_ORDINALS = re.compile(
    r"第([一二三四五六七八九十百]{1,4}|\d{1,3})(章|条|款|页|批|期|届|季度|卷|编|节)?(?:—{1,2}|–|－|-|~|～|至|到)第?([一二三四五六七八九十百]{1,4}|\d{1,3})(章|条|款|页|批|期|届|季度|卷|编|节)"
)
_TURNS = re.compile(r"上升|下降|提升|前移|跃|降|升|回溯|倒|追溯|由$|从$|退|比$")


class ReversedRange(DocumentRule):
    """Ranges such as 2020—2016年, 2016年8月—2016年3月, 3月15日—10日, 第五章至第三章."""

    meta = RuleMeta(
        "YEAR007", "reversed-range",
        Message("起止颠倒的区间", "a range that ends before it begins"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each range of years, and one for each other range that is reversed."""
        document = reading.document
        flow = document.flow
        for match in _YEARS.finditer(flow):
            first = _YEAR_BEFORE.search(flow, max(0, match.start() - 12), match.start())
            if first is None:
                continue
            yield from self._compare(document, (first.start(1), match.end()), (int(first[1]),), (int(match[1]),), match.start(1))
        for match in _MONTHS.finditer(flow):
            first_date = (int(match[1]), int(match[2]), int(match[3] or 0))
            last_date = (int(match[4]), int(match[5]), int(match[6] or 31))
            if not match[3] and not match[6]:
                first_date, last_date = (*first_date[:2], 0), (*last_date[:2], 0)
            yield from self._compare(document, match.span(), first_date, last_date, match.start(4))
        for match in _DAYS.finditer(flow):
            month = re.search(r"(?<!\d)\d{1,2}\s?$", flow[max(0, match.start() - 4):match.start()])
            if month is None or match[2] not in (None, month[0].strip()):
                continue
            if int(match[3]) < int(match[1]) <= 31:
                yield self._wrong(document, match.start() - len(month[0]), match.end(), match.start(3))
        if "第" in flow:
            yield from self._ordinals(document)

    def _ordinals(self, document: Document) -> Iterator[Finding]:
        flow = document.flow
        for match in _ORDINALS.finditer(flow):
            first, last = numeral(match[1]), numeral(match[3])
            if first is None or last is None or first <= last or (match[2] and match[2] != match[4]):
                continue
            if not _TURNS.search(flow[max(0, match.start() - 4):match.start()]):
                yield self._wrong(document, match.start(), match.end(), match.start(3))

    def _compare(
        self, document: Document, span: tuple[int, int], first: tuple[int, ...], last: tuple[int, ...], second: int,
    ) -> Iterator[Finding]:
        start, end = span
        if document.block_at(start).kind is BlockKind.CODE:
            return
        if first > last:
            if not _TURNS.search(document.flow[max(0, start - 4):start]):
                yield self._wrong(document, start, end, second)
        elif len(first) == 1:
            operands = [
                Operand("first", self.place(document, start, start + 4), str(first[0]), "年"),
                Operand("last", self.place(document, second, second + 4), str(last[0]), "年"),
            ]
            yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{first[0]} ≤ {last[0]}", operands)

    def _wrong(self, document: Document, start: int, end: int, second: int) -> Finding:
        text = document.flow[start:end]
        operands = [
            Operand("first", self.place(document, start, second), document.flow[start:second], ""),
            Operand("last", self.place(document, second, end), document.flow[second:end], ""),
        ]
        finding = self.diagnostic(
            self.place(document, start, end),
            Message(f"区间“{text}”起止颠倒", f"the range “{text}” ends before it begins"), key=text,
        )
        return self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, text, operands, finding=finding)
