"""YEAR005: a date or a time of day that no calendar and no clock has."""

from __future__ import annotations

from calendar import isleap
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

_HAN = "一二三四五六七八九十"
_DAY = re.compile(rf"月\s?(?P<day>\d{{1,3}}|[{_HAN}]{{1,3}})\s?[日号](?![报星潭照夜均])")
_BARE = re.compile(r"月(?=[份底末初，。；、至—－-]|\d|[上中下]旬)")
_MONTH = re.compile(rf"(?<![\d.{_HAN}第])(?:((?:19|20)\d\d)\s?年\s?)?(\d{{1,3}}|[{_HAN}]{{1,3}})\s?$")
_DASHED = re.compile(r"-(\d{1,2})-(\d{1,2})(?![\d.\-])")
_CLOCK = re.compile(r"[时点](?P<m>\d{2})分(?!钟)")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class ImpossibleDate(DocumentRule):
    """Dates such as 13月5日, 2月30日, 29 February of a year that has none, and times such as 24时60分."""

    meta = RuleMeta(
        "YEAR005", "impossible-date",
        Message("不存在的日期或时刻", "a date or time of day that does not exist"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each date that cannot be, and for each 29 February that can."""
        document = reading.document
        flow = document.flow
        for match in _DAY.finditer(flow):
            before = _MONTH.search(flow, max(0, match.start() - 12), match.start())
            month, day = numeral(before[2]) if before else None, numeral(match["day"])
            if before is None or month is None or day is None or document.block_at(match.start()).kind is BlockKind.CODE:
                continue
            year = int(before[1]) if before[1] else None
            if not _exists(year, month, day):
                yield self._wrong(document, before.start(), match.end(), before.start(2))
            elif (month, day) == (2, 29) and year is not None:
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{year}-02-29", [self._operand(document, *before.span(1))])
        yield from self._months(document)
        if "-" in flow:
            yield from self._dashed(document)
        for match in _CLOCK.finditer(flow):
            hour = re.search(r"(?<!\d)(\d{1,2})$", flow[max(0, match.start() - 3):match.start()])
            if hour is None or (int(hour[1]) <= 24 and int(match["m"]) <= 59):
                continue
            start = match.start() - len(hour[1])
            if not re.search(r"[用耗历]时|累计|时长|共$", flow[max(0, start - 4):start]):
                yield self._wrong(document, start, match.end(), start)

    def _months(self, document: Document) -> Iterator[Finding]:
        """Months alone: 13月份."""
        flow = document.flow
        for match in _BARE.finditer(flow):
            if flow[match.start() - 1:match.start()] not in "3456789012":
                continue
            before = re.search(r"(?<![\d.\-—－~～至到第])(?:((?:19|20)\d\d)\s?年\s?)?(\d{1,2})$", flow[max(0, match.start() - 10):match.start()])
            if before is None or 1 <= int(before[2]) <= 12 or _DAY.match(flow, match.start()):
                continue
            if before[1] or flow[match.end():match.end() + 1] in "份底末初上中下":
                start = match.start() - len(before[0])
                yield self._wrong(document, start, match.end(), match.start() - len(before[2]))

    def _dashed(self, document: Document) -> Iterator[Finding]:
        flow = document.flow
        for match in _DASHED.finditer(flow):
            year = flow[match.start() - 4:match.start()]
            if not re.fullmatch(r"(?:19|20)\d\d", year) or re.match(r"[\w.\-/]", flow[match.start() - 5:match.start() - 4] or " ", re.A):
                continue
            if "://" in flow[max(0, match.start() - 80):match.start()].rpartition("\n")[2]:
                continue
            if not _exists(int(year), int(match[1]), int(match[2])):
                yield self._wrong(document, match.start() - 4, match.end(), match.start() - 4)

    def _operand(self, document: Document, start: int, end: int) -> Operand:
        return Operand("date", self.place(document, start, end), document.flow[start:end], "")

    def _wrong(self, document: Document, start: int, end: int, number: int) -> Finding:
        date = document.flow[start:end]
        finding = self.diagnostic(
            self.place(document, start, end), Message(f"“{date}”不存在", f"“{date}” does not exist"), key=date,
        )
        return self.check_of(
            CheckKind.DATE, Verdict.INCONSISTENT, f"{date} ∉", [self._operand(document, number, end)], finding=finding,
        )


def _exists(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= _LENGTHS[month - 1]:
        return False
    return not (month == 2 and day == 29 and year is not None and not isleap(year))
