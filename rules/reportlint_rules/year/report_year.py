"""YEAR010: the years that a report gives for itself disagree: title, meeting, headings, opening words, dates it looks back on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    Block,
    BlockKind,
    CheckKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Operand,
    Part,
    Reading,
    Report,
    ReportKind,
    RuleMeta,
    Severity,
    Verdict,
)

_Y = r"((?:19|20)\d\d)\s?年"
_TITLE = re.compile(_Y + r"[^\n。，]{0,14}?(?:政府)?工作报告(?!草案)|(?:政府)?工作报告[（(]\s?" + _Y)
_BULLETIN = re.compile(_Y + r"[^\n。，]{0,16}统计公报")
_MEETING = re.compile(_Y + r"\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日[^。\n]{0,4}(?:在|于)[^。\n]{2,44}(?:会议|大会)")
_REVIEWED = re.compile(_Y + r"(?:的)?(?:政府|主要|重点)?工作(?:的)?(?:主要)?(?:情况)?(?:的)?(?:回顾|总结)")
_PLANNED = re.compile(
    _Y + r"(?:的)?(?:政府|主要|重点|全年|经济社会发展|经济工作|发展)?(?:工作)?(?:的)?(?:总体|主要)?(?:安排|任务|打算|目标|思路|部署|重点|要求)(?!.*(?:完成|执行|落实)情况)"
)
_PAST = re.compile(r"刚刚?过去的" + _Y)
_OPENING = re.compile(_Y + r"[，,]?(?:是|全|在|面|我|各|市|县|区)")
_PUBLISHED = re.compile(r"[（(]?" + _Y + r"\s?(\d{1,2})\s?月\s?\d{1,2}\s?日[）)]?\s*\Z")
_DATE = re.compile(_Y + r"\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日(?!前|起|以前|之前|开始|零时|至|—|-)")
_AHEAD = re.compile(r"将|拟|计划|预计|力争|确保|争取|截至|有效期|到期|施行|实施|之前|底前|开幕|举办|规划|期限")
_BASE = re.compile(r"(?:由|从)" + _Y + r"的?[^。，；\n年]{0,24}?(?:降|增|提|上升|下降|减)[^。，；\n年]{0,3}(?:至|到|为)")
_PAIR = re.compile(
    r"((?:19|20)\d\d)\s?年[^。；，\n\d]{0,30}执行(?:情况)?(?:和|与|及|暨)\s?((?:19|20)\d\d)\s?年[^。；，\n\d]{0,30}草案"
)
_SENTENCE = re.compile(r"[。\n]\s?((?:19|20)\d\d)\s?年[，,]?(?=[\u4e00-\u9fff])(?!末|初|底|以来|至|到|和|与|比|度|[一二三四]季|[上下]半)")
_CAPTION = 44


@dataclass(frozen=True, slots=True)
class _Vote:
    """A place that tells which year the report is about: the year it implies, the year it prints, where, and its role."""

    year: int
    printed: int
    start: int
    role: str


class ReportYear(DocumentRule):
    """The year by a report's title, meeting, headings and opening words, and past dates that lie after the meeting."""

    meta = RuleMeta(
        "YEAR010", "report-year",
        Message("报告自身的年份前后不一", "the years that a report gives for itself disagree"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields checks for the places that tell the year, and warnings for dates that cannot have been yet."""
        document = reading.document
        for report in document.reports:
            bulletin = report.kind is ReportKind.COMMUNIQUE
            if bulletin or report.kind is ReportKind.WORK_REPORT:
                votes = list(_bulletin_votes(document, report) if bulletin else _work_votes(document, report))
                yield from self._count(document, votes, bulletin=bulletin)
            if bulletin and report.year is not None:
                yield from self._sentences(document, report, report.year)
            yield from self._pairs(document, report)
            yield from self._future(document, report)
            yield from self._base(document, report)

    def _count(self, document: Document, votes: list[_Vote], *, bulletin: bool) -> Iterator[Finding]:
        counts = Counter(vote.year for vote in votes)
        if len(votes) < 2:
            return
        ranked = counts.most_common(2)
        tie = len(ranked) == 2 and (ranked[0][1] == ranked[1][1] or ranked[0][1] < 2)
        if tie and not (bulletin and len(votes) == 2):  # a bulletin whose title and opening disagree contradicts itself
            return
        usual = ranked[0][0]
        witnesses = [vote for vote in votes if vote.year == usual]
        for vote in votes:
            operand = Operand("year", self.place(document, vote.start, vote.start + 4), str(vote.printed), "年")
            if vote.year == usual:
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{vote.role}: {vote.printed}", [operand])
                continue
            if abs(vote.year - usual) > 2:
                continue
            right = vote.printed + usual - vote.year
            said = "、".join(f"{w.role}{w.printed}年" for w in witnesses[:3])
            finding = self.diagnostic(
                self.place(document, vote.start, vote.start + 5),
                Message(
                    f"{vote.role}写的是{vote.printed}年，按{said}应为{right}年",
                    f"{vote.printed} here, but the report's other years ({', '.join(str(w.printed) for w in witnesses[:3])}) imply {right}",
                ),
                related=[self.place(document, w.start, w.start + 5) for w in witnesses[:3]],
                confidence=Confidence.HIGH if len(witnesses) > 2 else Confidence.MEDIUM, key=f"{vote.role}{vote.printed}",
            )
            yield self.check_of(
                CheckKind.DATE, Verdict.INCONSISTENT, f"{vote.role}: {vote.printed} ≠ {right}", [operand], finding=finding,
            )

    def _sentences(self, document: Document, report: Report, year: int) -> Iterator[Finding]:
        """Sentences of a bulletin that open with a year: all speak of its own."""
        for match in _SENTENCE.finditer(document.flow, report.start, report.end):
            start, named = match.start(1), int(match[1])
            operand = Operand("year", self.place(document, start, start + 4), match[1], "年")
            first, last = document.sentence_at(start)
            if named == year:
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{named} = {year}", [operand])
            elif abs(named - year) == 1 and not _AHEAD.search(document.flow, first, last) and "比" not in document.flow[start:start + 16]:
                finding = self.diagnostic(
                    self.place(document, start, start + 5),
                    Message(f"公报写的是{year}年，而这一句说的是{named}年", f"the bulletin is about {year}, this sentence speaks of {named}"),
                    confidence=Confidence.MEDIUM, key=document.flow[start:start + 20],
                )
                yield self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, f"{named} ≠ {year}", [operand], finding=finding)

    def _pairs(self, document: Document, report: Report) -> Iterator[Finding]:
        """2025年预算执行情况和2026年预算草案: the year that is planned follows the one that is accounted for."""
        for match in _PAIR.finditer(document.flow, report.start, report.end):
            back, ahead = int(match[1]), int(match[2])
            operands = [
                Operand("year", self.place(document, *match.span(group)), match[group], "年") for group in (1, 2)
            ]
            if ahead == back + 1:
                yield self.check_of(CheckKind.DATE, Verdict.CONSISTENT, f"{ahead} = {back} + 1", operands)
                continue
            finding = self.diagnostic(
                self.place(document, match.start(2), match.start(2) + 5),
                Message(
                    f"{back}年执行情况之后应是{back + 1}年草案，而文中写的是{ahead}年",
                    f"the account of {back} goes with the plan for {back + 1}, the text says {ahead}",
                ),
                related=[self.place(document, match.start(1), match.start(1) + 5)], key=f"{back}{ahead}",
            )
            yield self.check_of(CheckKind.DATE, Verdict.INCONSISTENT, f"{ahead} ≠ {back} + 1", operands, finding=finding)

    def _future(self, document: Document, report: Report) -> Iterator[Finding]:
        """Dates among the results that lie after the meeting that the report was given to."""
        meeting = _MEETING.search(document.flow, report.start, min(report.end, report.start + 1200))
        if meeting is None:
            return
        given = (int(meeting[1]), int(meeting[2]), int(meeting[3]))
        for match in _DATE.finditer(document.flow, meeting.end(), report.end):
            day = (int(match[1]), int(match[2]), int(match[3]))
            if day <= given or report.part_at(match.start()) is not Part.REVIEW or not _in_paragraph(document, match.start()):
                continue
            first, last = document.sentence_at(match.start())
            if document.flow[match.start() - 1] in "至到—-～~":
                continue
            if _AHEAD.search(document.flow, first, last):
                continue
            yield self.diagnostic(
                self.place(document, match.start(), match.end()),
                Message(
                    f"回顾部分的“{match[0]}”晚于作报告的{given[0]}年{given[1]}月{given[2]}日",
                    f"“{match[0]}” among the results lies after the meeting of {given[0]}-{given[1]:02}-{given[2]:02}",
                ),
                related=[self.place(document, meeting.start(), meeting.end())], confidence=Confidence.MEDIUM, key=match[0],
            )

    def _base(self, document: Document, report: Report) -> Iterator[Finding]:
        """由2018年的76降至64 in a report that reviews 2018: the base is the year before, or the later year is missing."""
        if report.year is None:
            return
        for match in _BASE.finditer(document.flow, report.start, report.end):
            if int(match[1]) != report.year or report.part_at(match.start()) is not Part.REVIEW or not _in_paragraph(document, match.start()):
                continue
            _, last = document.sentence_at(match.start())
            if re.search(r"年|目前|现在|今|当前|月", document.flow[match.end(1) + 1:last]):
                continue
            yield self.diagnostic(
                self.place(document, match.start(1), match.start(1) + 5),
                Message(
                    f"“{match[0]}”以{match[1]}年为基期，而{match[1]}年正是本报告回顾的年份",
                    f"“{match[0]}” takes {match[1]} for its base, the very year that this report reviews",
                ),
                confidence=Confidence.MEDIUM, key=match[0],
            )


def _work_votes(document: Document, report: Report) -> Iterator[_Vote]:
    """What tells the year that a work report plans for."""
    flow = document.flow
    meeting = _MEETING.search(flow, report.start, min(report.end, report.start + 1200))
    if meeting is not None and not 9 <= int(meeting[2]) <= 10:
        late = int(meeting[2]) > 10
        yield _Vote(int(meeting[1]) + late, int(meeting[1]), meeting.start(1), "会议日期")
    seen: set[str] = set()
    for index, block in enumerate(_captions(document, report)):
        if index < 4 and (title := _TITLE.search(flow, block.start, block.end)) and "title" not in seen:
            seen.add("title")
            group = 1 if title[1] else 2
            yield _Vote(int(title[group]), int(title[group]), title.start(group), "标题")
        for pattern, shift, role in ((_REVIEWED, 1, "回顾部分标题"), (_PLANNED, 0, "部署部分标题")):
            found = pattern.search(flow, block.start, block.end)
            if found and found[1] and not (pattern is _PLANNED and "回顾" in flow[block.start:block.end]):
                yield _Vote(int(found[1]) + shift, int(found[1]), found.start(1), role)
    if past := _PAST.search(flow, report.start, report.end):
        yield _Vote(int(past[1]) + 1, int(past[1]), past.start(1), "“刚刚过去的”")


def _bulletin_votes(document: Document, report: Report) -> Iterator[_Vote]:
    """What tells the year that a bulletin is about: each title, the opening words, the date of publication."""
    flow = document.flow
    first = document.block_index(report.start)
    opened = False
    for block in document.blocks[first:first + 12]:
        short = block.end - block.start <= 60 and "。" not in flow[block.start:block.end]
        if short and (title := _BULLETIN.search(flow, block.start, block.end)):
            yield _Vote(int(title[1]), int(title[1]), title.start(1), "标题")
        elif short and (date := _PUBLISHED.match(flow, block.start, block.end)) and int(date[2]) < 10:
            yield _Vote(int(date[1]) - 1, int(date[1]), date.start(1), "发布日期")
        elif not short and not opened:
            opened = True
            if opening := _OPENING.match(flow, block.start, block.end):
                yield _Vote(int(opening[1]), int(opening[1]), opening.start(1), "开头")


def _captions(document: Document, report: Report) -> Iterator[Block]:
    """The headings and short lines of a report."""
    for block in document.blocks:
        if report.start <= block.start < report.end and block.end - block.start <= _CAPTION and block.kind is not BlockKind.CELL:
            content = document.flow[block.start:block.end]
            if "。" not in content and "；" not in content and "年" in content:
                yield block


def _in_paragraph(document: Document, offset: int) -> bool:
    block = document.block_at(offset)
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and block.end - block.start > _CAPTION
