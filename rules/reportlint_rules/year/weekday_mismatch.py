"""YEAR006: a date with a weekday that it did not fall on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportlint import patterns as re
from reportlint.rule import (
    CheckKind,
    Confidence,
    DocumentRule,
    Finding,
    Message,
    Operand,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
)

_WEEKDAY = re.compile(
    r"日\s?[（(，,]?\s?(?P<word>(?:星期|礼拜|周)(?P<name>[一二三四五六日天末]))(?=[）)，,。；、\s上下晚早午在]|$)"
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?$")
_NAMES = "一二三四五六日"


class WeekdayMismatch(DocumentRule):
    """Weekdays against the full dates that they stand with."""

    meta = RuleMeta(
        "YEAR006", "weekday-mismatch",
        Message("日期与星期不符", "a date and its weekday disagree"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each date that names its weekday."""
        document = reading.document
        flow = document.flow
        if "星期" not in flow and "周" not in flow and "礼拜" not in flow:
            return
        for match in _WEEKDAY.finditer(flow):
            named = _DATE.search(flow, max(0, match.start() - 16), match.start())
            if named is None or match["name"] == "末":
                continue
            try:
                day = date(int(named[1]), int(named[2]), int(named[3]))
            except ValueError:
                continue
            actual = _NAMES[day.weekday()]
            operand = Operand("date", self.place(document, named.start(), match.start() + 1), flow[named.start():match.start() + 1], "")
            if actual == match["name"].replace("天", "日"):
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{day.isoformat()} = 星期{actual}", [operand])
                continue
            finding = self.diagnostic(
                self.place(document, named.start(), match.end()),
                Message(
                    f"{day.year}年{day.month}月{day.day}日是星期{actual}，而文中写的是{match['word']}",
                    f"{day.isoformat()} was a {day.strftime('%A')}, the text says {match['word']}",
                ),
                confidence=Confidence.HIGH, key=match[0] + day.isoformat(),
            )
            yield self.check_of(
                CheckKind.DATE, Verdict.INCONSISTENT, f"{day.isoformat()} ≠ {match['word']}", [operand], finding=finding,
            )
