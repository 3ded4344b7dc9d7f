"""YEAR003: congresses and sessions that do not fit the year they are named with, or one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportlint import patterns as re
from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Operand,
    Reading,
    Report,
    RuleMeta,
    Severity,
    Verdict,
)
from reportlint_rules.year.subject import delivered, in_prose, numeral, subject_before

_N = r"[一二三四五六七八九十]{1,3}"
_PARTY = re.compile(r"(?:二十|十[一二三四五六七八九])(?:大|届[一二三四五六七]中(?=全会))")
_NATIONAL = re.compile(r"届全国人(?:大|民代表大会)第?(?P<m>[一二三四五六])次(?:会议|全会)")
_LOCAL = re.compile(r"届(?:全国)?(?:人大|人民代表大会)第?(?P<m>[一二三四五六七八九十]{1,2})次会议")
_TITLE = re.compile(
    rf"(?:在|于|提请)[^。，\n]{{0,24}}?(?:[省市县区乡镇旗]|自治[区州县])?第?(?P<n>{_N})届(?:全国)?(?:人大|人民代表大会)第?(?P<m>[一二三四五六七八九十]{{1,2}})次会议(?:上|审[查议]|审查)"
)
_SET = re.compile(r"(?:确定|批准|提出|部署|明确|通过)的?[^，。；\n]{0,14}(?:目标|任务|预算|决议|计划|各项)")
_NUMERAL = re.compile(rf"{_N}\Z")
_TENURE = re.compile(r"本届政府[^，。；\n]{0,14}?第(?P<k>[一二三四五])年")
_DONE = re.compile(r"(?:完成|实现|落实|执行)了?[^，。；、]{0,8}$")
_HELD = re.compile(r"[”\"]?(?:胜利|成功|隆重|顺利)?(?:召开|开幕|举行)")
_LEARNS = re.compile(r"贯彻|学习|落实|精神|以来|宣传|宣讲|贯穿|围绕|按照|遵循|后|迎接|备战|前")
_AHEAD = re.compile(r"迎接|喜迎|即将|将要|将|筹备|召开|期间|安保|维稳|服务|做好|选举|代表|献礼|优异成绩|向党的")


@cache
def _events() -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(Path(__file__).with_name("events.toml").read_text(encoding="utf-8"))


def _ordinal(flow: str, end: int) -> str:
    """The Chinese numeral that ends at an offset, or an empty text."""
    found = _NUMERAL.search(flow, max(0, end - 4), end)
    return found[0] if found else ""


class SessionYear(DocumentRule):
    """Party congresses, plenums and people's congresses against named years, and sessions against one another."""

    meta = RuleMeta(
        "YEAR003", "session-year",
        Message("会议届次与年份不符，或前后届次不衔接", "a congress or session does not fit its year or its neighbours"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields checks for dated congresses and for the session whose decisions a report answers to."""
        document = reading.document
        flow = document.flow
        if "大" in flow or "全会" in flow:
            for match in _PARTY.finditer(flow):
                yield from self._party(document, match)
        if "届" not in flow:
            return
        for match in _NATIONAL.finditer(flow):
            yield from self._national(document, match)
        for report in document.reports:
            yield from self._sequence(document, report)

    def _party(self, document: Document, match: re.Match[str]) -> Iterator[Finding]:
        events = _events()
        name = match[0]
        year = events["congresses"].get(name) or events["plenums"].get(name)
        flow = document.flow
        if year is None or flow[match.start() - 1:match.start()] in ("二", "三", "第", "届") or not in_prose(document, match.start()):
            return
        end = match.end() + 2 * flow.startswith("全会", match.end())
        if _HELD.match(flow, end) and (subject := subject_before(document, match.start(), 24)) and subject.explicit:
            between = flow[subject.end:match.start()]
            if not _LEARNS.search(between) and not re.search("[，,].*[，,]", between):
                yield self._year_check(document, match, year, (subject.start, subject.end), subject.years)
            return
        report = document.report_at(match.start())
        latest = max((y for y in (report.target_year, report.year) if y), default=None)
        if latest is None or year <= latest + 1 or _AHEAD.search(flow, max(0, match.start() - 16), match.end() + 8):
            return
        yield self.diagnostic(
            self.place(document, match.start(), match.end()),
            Message(
                f"“{match[0]}”在{year}年召开，而本报告写的是{latest}年（依据“{report.year_evidence[:30]}”）",
                f"“{match[0]}” met in {year}, but this report is about {latest} (by “{report.year_evidence[:30]}”)",
            ),
            severity=Severity.WARNING, confidence=Confidence.MEDIUM, key=match[0],
        )

    def _year_check(
        self, document: Document, match: re.Match[str], year: int, said: tuple[int, int], years: frozenset[int],
    ) -> Check:
        start, end = said
        name = match[0]
        operand = Operand("year", self.place(document, start, end), document.flow[start:end], "年")
        if year in years:
            return self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{name} = {year}", [operand])
        named = "、".join(map(str, sorted(years)))
        finding = self.diagnostic(
            self.place(document, start, end + 1),
            Message(f"“{name}”在{year}年召开，而文中写的是{named}年", f"“{name}” met in {year}, the text says {named}"),
            related=[self.place(document, match.start(), match.end())], key=f"{named}{name}",
        )
        return self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, f"{name}: {named} ≠ {year}", [operand], finding=finding)

    def _national(self, document: Document, match: re.Match[str]) -> Iterator[Finding]:
        known = _events()["people_congress"]
        ordinal = _ordinal(document.flow, match.start())
        term, meeting = numeral(ordinal), numeral(match["m"])
        if term is None or meeting is None or term < known["since"]:
            return
        year = known["year"] + 5 * (term - known["term"]) + meeting - 1
        found = re.compile(r"((?:19|20)\d\d)\s?年[^。，；\n]{0,12}(?:在|召开的|举行的)[^。，；\n]{0,10}?第?\Z").search(
            document.flow, max(0, match.start() - 44), match.start() - len(ordinal)
        )
        if found is None:
            return
        check = self._year_check(
            document, match, year, found.span(1), frozenset((int(found[1]),)),
        )
        if meeting > 5 and check.verdict is Verdict.INCONSISTENT:
            return
        yield check

    def _sequence(self, document: Document, report: Report) -> Iterator[Finding]:
        """The session that a report is given to against the earlier one whose tasks it answers for."""
        title = _TITLE.search(document.flow, report.start, min(report.end, report.start + 1500))
        if title is None:
            return
        term, meeting = numeral(title["n"]), numeral(title["m"])
        if term is None or meeting is None:
            return
        yield from self._province(document, report, title, meeting)
        yield from self._tenure(document, report, title, meeting)
        for match in _LOCAL.finditer(document.flow, title.end(), report.end):
            if numeral(_ordinal(document.flow, match.start())) != term or not _SET.match(document.flow, match.end()):
                continue
            before = document.flow[max(0, match.start() - 24):match.start()].rstrip("一二三四五六七八九十").removesuffix("第")
            if match["m"] == title["m"] and (not _DONE.search(before) or title[0].startswith("提请")):
                continue
            earlier = numeral(match["m"]) or 0
            operands = [
                Operand("session", self.place(document, *title.span("m")), title["m"], "次"),
                Operand("session", self.place(document, *match.span("m")), match["m"], "次"),
            ]
            if earlier == meeting - 1:
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{meeting} = {earlier} + 1", operands)
                continue
            finding = self.diagnostic(
                self.place(document, match.start(), match.end()),
                Message(
                    f"本报告提交第{title['m']}次会议，而所述任务由第{match['m']}次会议确定，中间届次不衔接",
                    f"this report is given to session {meeting}, but answers for the tasks of session {earlier}",
                ),
                related=[self.place(document, title.start("n"), title.end())], severity=Severity.WARNING,
                confidence=Confidence.MEDIUM, key=f"{title['m']}{match['m']}",
            )
            yield self.check_of(
                CheckKind.DATE, Verdict.INCONSISTENT, f"{meeting} ≠ {earlier} + 1", operands, finding=finding,
            )

    def _tenure(self, document: Document, report: Report, title: re.Match[str], meeting: int) -> Iterator[Finding]:
        """过去一年是本届政府依法履职的第一年: a government is elected at the first session, so its second one looks back on that year."""
        for match in _TENURE.finditer(document.flow, title.end(), report.end):
            first, _ = document.sentence_at(match.start())
            before = document.flow[max(first, match.start() - 60):match.start()]
            wanted = meeting - 1 if re.search("过去一年|去年|过去的一年", before) else meeting if "今年" in before else None
            said = numeral(match["k"])
            if wanted is None or said is None:
                continue
            operand = Operand("year", self.place(document, *match.span("k")), match["k"], "年")
            if said == wanted:
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{meeting}: {said}", [operand])
                continue
            finding = self.diagnostic(
                self.place(document, match.start(), match.end()),
                Message(
                    f"报告提交第{title['m']}次会议，此处应是本届政府第{wanted}年，而文中写的是第{match['k']}年",
                    f"at session {meeting} this is year {wanted} of the government, the text says {said}",
                ),
                related=[self.place(document, title.start("n"), title.end())], severity=Severity.WARNING,
                confidence=Confidence.MEDIUM, key=match[0],
            )
            yield self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, f"{said} ≠ {wanted}", [operand], finding=finding)

    def _province(self, document: Document, report: Report, title: re.Match[str], meeting: int) -> Iterator[Finding]:
        """A provincial people's congress: first sessions in 2003, 2008, 2013 …, then one a year."""
        if "省" not in title[0] and "自治区第" not in title[0]:
            return
        year = delivered(document, report)
        if year is None or year < 1998 or meeting > 5:
            return
        wanted = (year - 2003) % 5 + 1
        if meeting == wanted + 1:  # an extra session was held
            return
        operand = Operand("session", self.place(document, *title.span("m")), title["m"], "次")
        if wanted == meeting:
            yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{year}: {meeting}", [operand])
            return
        finding = self.diagnostic(
            self.place(document, title.start("n"), title.end()),
            Message(
                f"省级人大每五年一届，{year}年应为第{wanted}次会议，而文中写的是第{meeting}次",
                f"a provincial congress of {year} is in its session {wanted}, the text says {meeting}",
            ),
            severity=Severity.WARNING, confidence=Confidence.MEDIUM, key=f"{year}{meeting}",
        )
        yield self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, f"{year}: {meeting} ≠ {wanted}", [operand], finding=finding)
