"""YEAR002: a five-year plan whose opening, closing or numbered year, or whose span, is not the one that the text names."""

from __future__ import annotations

from collections.abc import Iterator

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
    Place,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
)
from reportlint_rules.year.subject import Subject, in_prose, numeral, subject_before

_OPEN = "开局之年|开局年|开局起步之年|起步之年|开局第一年|第一年|首年|开启之年|开篇之年"
_LAST = "圆满收官之年|收官之年|收官年|收官收口之年|决胜收官之年|最后一年|末年|决胜之年|决战之年|收尾之年|完成之年"
_PLAN = r"五[”\"’」]?"  # the numeral before it is read backwards: a search that begins with one character is quick
_ROLE = re.compile(
    _PLAN + r"(?P<what>规划|计划|时期|期间|发展规划)?(?P<rest>[^，。；：、\n“”\"（）()\d]{0,10}?)"
    rf"(?:(?P<open>{_OPEN})|(?P<last>{_LAST})|第(?P<nth>[二三四五])年|(?P<inside>关键之年|关键一年|攻坚之年|关键年|中期之年))"
)
_SPAN = re.compile(
    _PLAN + r"(?:规划|计划|时期|期间)?\s?[（(，,]?(?:即|是指)?\s?[（(]?(?P<first>(?:19|20)\d\d)\s?年?\s?(?:—{1,2}|–|－|-|~|～|至|到)\s?(?P<final>(?:19|20)\d\d)\s?年?(?=[）)，,。；年])"
)
_END = re.compile(_PLAN + r"(?:规划|计划|时期|期)?(?:末|期末)\s?[（(]?(?:即|的)?\s?(?P<year>(?:19|20)\d\d)\s?年")
_IS = re.compile(r"年?度?[，,]?(?:既|也|又|正|恰|更|将|同时|不仅|还|无疑)?(?:是|作为|为|系|即|适逢|处于|恰逢|——)")
_NUMERALS = frozenset("一二三四五六七八九")


class PlanYear(DocumentRule):
    """Years of five-year plans: the third and every later one begins in a year that ends in 1 or 6."""

    meta = RuleMeta(
        "YEAR002", "plan-year",
        Message("五年规划的年份与所写年份不符", "a five-year plan and the year that is named for it disagree"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each year that is said to open, close or lie in a plan, and for each printed span."""
        document = reading.document
        if "五" not in document.flow:
            return
        for match in _ROLE.finditer(document.flow):
            if (plan := _plan(document.flow, match)) and in_prose(document, match.start()):
                yield from self._role(document, match, plan)
        for match in _SPAN.finditer(document.flow):
            if plan := _plan(document.flow, match):
                yield self._span(document, match, plan)
        for match in _END.finditer(document.flow):
            if plan := _plan(document.flow, match):
                yield self._year(document, match, plan[1], "末", "last year")

    def _role(self, document: Document, match: re.Match[str], plan: tuple[int, int]) -> Iterator[Finding]:
        subject = subject_before(document, match.start())
        if subject is None or not subject.years or not _says(document, subject, match):
            return
        first, last = plan
        if match["open"]:
            wanted = {first}
        elif match["last"]:
            wanted = {last}
        elif match["nth"]:
            wanted = {first + (numeral(match["nth"]) or 1) - 1}
        else:
            wanted = set(range(first, last + 1))
        operand = Operand(
            "year", self.place(document, subject.start, subject.end), document.flow[subject.start:subject.end], "年",
        )
        told = "、".join(map(str, sorted(wanted))) if len(wanted) == 1 else f"{first}—{last}"
        if subject.years & wanted:
            yield self.check_of(CheckKind.PLAN_YEAR, Verdict.CONSISTENT, f"{subject.words} = {told}", [operand])
            return
        start = match.start() - len(_ordinal(document.flow, match))
        claim = document.flow[start:match.end()]
        said = "、".join(map(str, sorted(subject.years)))
        finding = self.diagnostic(
            self.place(document, subject.start, subject.end + 1),
            Message(
                f"“{claim}”应为{told}年，而此处说的是{subject.words}" + ("" if subject.explicit else f"（{said}年）"),
                f"“{claim}” is {told}, but the sentence speaks of {said}",
            ),
            related=[self.place(document, start, match.end())],
            severity=Severity.ERROR if subject.explicit else Severity.WARNING,
            confidence=Confidence.HIGH if subject.explicit else Confidence.MEDIUM, key=f"{subject.words}{claim}",
        )
        yield self.check_of(CheckKind.PLAN_YEAR, Verdict.INCONSISTENT, f"{said} ≠ {told}", [operand], finding=finding)

    def _span(self, document: Document, match: re.Match[str], plan: tuple[int, int]) -> Check:
        printed = int(match["first"]), int(match["final"])
        operands = [
            Operand(name, self.place(document, *match.span(name)), match[name], "年") for name in ("first", "final")
        ]
        expression = f"{plan[0]}—{plan[1]}"
        # a plan for longer (2021—2035年) is another document, and a part of a plan (2021—2023年) lies within it
        if printed == plan or plan[0] <= printed[0] < printed[1] <= plan[1] or printed[1] - printed[0] > 5:
            return self.check_of(CheckKind.PLAN_YEAR, Verdict.CONSISTENT, expression, operands)
        finding = self.diagnostic(
            self.place(document, match.start("first"), match.end("final")),
            Message(
                f"“{_name(document.flow, match)}”为{plan[0]}—{plan[1]}年，而文中写的是{printed[0]}—{printed[1]}年",
                f"the plan is {plan[0]}–{plan[1]}, the text says {printed[0]}–{printed[1]}",
            ),
            key=match[0],
        )
        return self.check_of(
            CheckKind.PLAN_YEAR, Verdict.INCONSISTENT, f"{printed[0]}—{printed[1]} ≠ {expression}", operands, finding=finding,
        )

    def _year(self, document: Document, match: re.Match[str], wanted: int, zh: str, en: str) -> Check:
        place = self.place(document, *match.span("year"))
        operand = Operand("year", place, match["year"], "年")
        if int(match["year"]) == wanted:
            return self.check_of(CheckKind.PLAN_YEAR, Verdict.CONSISTENT, f"{match['year']} = {wanted}", [operand])
        finding = self.diagnostic(
            Place(place.path, document.span(match.start("year"), match.end())),
            Message(
                f"“{_name(document.flow, match)}”{zh}为{wanted}年，而文中写的是{match['year']}年",
                f"the {en} of the plan is {wanted}, the text says {match['year']}",
            ),
            key=match[0],
        )
        return self.check_of(
            CheckKind.PLAN_YEAR, Verdict.INCONSISTENT, f"{match['year']} ≠ {wanted}", [operand], finding=finding,
        )


def _ordinal(flow: str, match: re.Match[str]) -> str:
    """The numeral before the 五 that a match begins with: 十四 of “十四五”."""
    two = flow[max(0, match.start() - 2):match.start()]
    return two if two[:1] == "十" and two[-1:] in _NUMERALS else two[-1:]


def _plan(flow: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The first and the last year of the plan that is named, from the sixth on; None for what only looks like one."""
    words = _ordinal(flow, match)
    ordinal = numeral(words) if words and words[-1] in "一二三四五六七八九十" else None
    if ordinal is None or not 6 <= ordinal <= 19:
        return None
    first = 1966 + 5 * (ordinal - 3)
    return first, first + 4


def _name(flow: str, match: re.Match[str]) -> str:
    return _ordinal(flow, match) + "五"


def _says(document: Document, subject: Subject, match: re.Match[str]) -> bool:
    """Whether the sentence says of the year that it is the one in the plan: 2026年是“十五五”开局之年."""
    between = document.flow[subject.end:match.start() - len(_ordinal(document.flow, match))]
    if _IS.match(between) is None or re.search(r"(?:为|打|奠|迎接|谋划|向)[^，]{0,4}[“\"]?\Z", between[3:]):
        return False
    if re.search("谋划|谋篇|筹划|编制|启动|布局|衔接|奠定|准备|打基础", match["rest"]):
        return False
    return not re.search(r"[,，][^，,]*(?:奠定|打下|打好|准备|迎接|谋划)", between)
