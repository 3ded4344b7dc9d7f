"""YEAR008: 去年, 今年 or 明年 beside a year that it cannot mean in its report."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import (
    CheckKind,
    Confidence,
    DocumentRule,
    Finding,
    Message,
    Operand,
    Reading,
    ReportKind,
    RuleMeta,
    Severity,
    Verdict,
)
from reportlint_rules.year.subject import delivered, in_prose

_AFTER = re.compile(r"(?P<word>[去今明上]年|本年)(?P<link>\s?[（(]\s?|即|就是|是)(?P<year>(?:19|20)\d\d)\s?年?(?P<close>[）)])?(?![\d.—－\-～至])")
_BEFORE = re.compile(r"年\s?[（(](?:即)?(?P<word>[去今明上]年|本年)[）)]")
_BY_SUBJECT = frozenset(("上年", "本年"))
_SHIFTS = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}


class RelativeYear(DocumentRule):
    """去年（2016年）, 2017年（今年）, 今年是2017年 against the report's own year, and against one another."""

    meta = RuleMeta(
        "YEAR008", "relative-year",
        Message("“去年”“今年”与所注年份不符", "a relative year and the year beside it disagree"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each relative year with its year beside it."""
        document = reading.document
        flow = document.flow
        now: dict[int, tuple[int, str, int, int]] = {}
        for word, year, start, end, span in _pairs(flow):
            if not in_prose(document, start):
                continue
            report = document.report_at(start)
            implied = year - _SHIFTS[word]
            dated = delivered(document, report)
            # 上年 and 本年 go by the year under discussion, 去年 and 今年 by the day on which the report is given
            loose = word in _BY_SUBJECT or report.kind is ReportKind.COMMUNIQUE
            allowed = {dated} if dated and not loose else {y for y in (dated, report.year, report.target_year) if y}
            other = None if loose else now.get(report.start)
            operand = Operand("year", self.place(document, *span), str(year), "年")
            if (other is None or other[0] == implied) and (not allowed or implied in allowed):
                if not loose:
                    now.setdefault(report.start, (implied, word, year, start))
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{word} = {year}", [operand])
                continue
            related = []
            if other is not None and other[0] != implied:
                why = Message(f"前文“{other[1]}”是{other[2]}年", f"“{other[1]}” is {other[2]} earlier on")
                related.append(self.place(document, other[3], other[3] + 2))
            else:
                told = "、".join(map(str, sorted(allowed)))
                why = Message(f"本报告的“今年”是{told}年", f"the report's own year is {told}")
            finding = self.diagnostic(
                self.place(document, start, end),
                Message(f"“{flow[start:end]}”与报告不符：{why.zh}", f"“{flow[start:end]}” does not fit: {why.en}"),
                related=related, severity=Severity.ERROR if related else Severity.WARNING,
                confidence=Confidence.HIGH if related or dated else Confidence.MEDIUM, key=flow[start:end],
            )
            yield self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, f"{word} ≠ {year}", [operand], finding=finding)


def _pairs(flow: str) -> list[tuple[str, int, int, int, tuple[int, int]]]:
    """The relative words with their years: word, year, the claim's range, the range of the year."""
    found = []
    for match in _AFTER.finditer(flow):
        if "（" in match["link"] or "(" in match["link"]:
            if match["close"] is None:
                continue
        elif flow[match.end() - 1] != "年" or flow[match.end():match.end() + 1] in "以来度末底初代":
            continue
        found.append((match["word"], int(match["year"]), match.start(), match.end(), match.span("year")))
    for match in _BEFORE.finditer(flow):
        year = flow[match.start() - 4:match.start()]
        if re.fullmatch(r"(?:19|20)\d\d", year):
            found.append((match["word"], int(year), match.start() - 4, match.end(), (match.start() - 4, match.start())))
    return sorted(found, key=lambda pair: pair[2])
