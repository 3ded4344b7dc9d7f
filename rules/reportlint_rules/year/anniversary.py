"""YEAR004: an anniversary that does not fall into the year it is named with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.rule import (
    CheckKind,
    Confidence,
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
from reportlint_rules.year.subject import in_prose, numeral, subject_before

_COUNTED = re.compile(r"(?P<event>[\u4e00-\u9fff]{2,24}?)\s?(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})\s?$")
_IS = re.compile(r"年?度?[，,]?(?:既|也|又|正|恰|更|将|同时|还)?(?:是|为|迎来|恰逢|适逢|正值|正逢)")
_TO = re.compile(r"迎接|喜迎|筹备|献礼|庆祝.{0,16}(?:筹备|准备)|备战|为")

_LONG = re.compile(r"[一二三四五六七八九十]年(?:来|间|，|,)|本届|任期|历史|当年|那年")


@cache
def _anniversaries() -> Mapping[str, int]:
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))
    return dict(sorted(table["anniversaries"].items(), key=lambda entry: -len(entry[0])))


class Anniversary(DocumentRule):
    """Anniversaries of known events against the year that the sentence names or the report is about."""

    meta = RuleMeta(
        "YEAR004", "anniversary",
        Message("周年数与年份不符", "an anniversary does not fall into the year that is named"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each anniversary of a known event whose year can be told."""
        document = reading.document
        flow = document.flow
        position = flow.find("周年")
        while position != -1:
            if in_prose(document, position):
                yield from self._anniversary(document, position)
            position = flow.find("周年", position + 2)

    def _anniversary(self, document: Document, position: int) -> Iterator[Finding]:
        flow = document.flow
        first, _ = document.sentence_at(position)
        found = _COUNTED.search(flow[max(first, position - 30):position])
        if found is None:
            return
        event = next((name for name in _anniversaries() if found["event"].endswith(name)), None)
        count = numeral(found["number"])
        if event is None or not count or found["event"].endswith("近" + event):
            return
        year = _anniversaries()[event] + count
        start = max(first, position - 30) + found.end("event") - len(event)
        number = max(first, position - 30) + found.start("number"), max(first, position - 30) + found.end("number")
        subject = subject_before(document, start)
        explicit = subject is not None and subject.explicit and _IS.match(flow[subject.end:subject.end + 8]) is not None
        if (subject is not None and not subject.explicit and _IS.match(flow[subject.end:subject.end + 8])) or (subject is not None and explicit):
            years = subject.years
        elif subject is None or not subject.explicit:
            report = document.report_at(position)
            if report.year is None or _TO.search(flow, max(first, start - 10), start) or _LONG.search(flow, first, start):
                return
            years = frozenset((report.year - 1, report.year, report.year + 1))
        else:
            return
        if not years:
            return
        yield self._compare(document, (start, position + 2), number, event=event, count=count, year=year, years=years, explicit=explicit)

    def _compare(
        self, document: Document, claim: tuple[int, int], number: tuple[int, int], *, event: str, count: int, year: int,
        years: frozenset[int], explicit: bool,
    ) -> Finding:
        operand = Operand("anniversary", self.place(document, *number), document.flow[slice(*number)], "周年")
        expression = f"{year - count} + {count} = {year}"
        if year in years:
            return self.check_of(CheckKind.DATE, Verdict.CONSISTENT, expression, [operand])
        said = "、".join(map(str, sorted(years)))
        finding = self.diagnostic(
            self.place(document, *claim),
            Message(
                f"{event}{count}周年在{year}年（{year - count}年起），而此处是{said}年",
                f"the {count}th anniversary of {year - count} falls into {year}, the text is about {said}",
            ),
            severity=Severity.ERROR if explicit else Severity.WARNING,
            confidence=Confidence.HIGH if explicit else Confidence.MEDIUM, key=f"{event}{count}{said}",
        )
        return self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, f"{expression} ≠ {said}", [operand], finding=finding)
