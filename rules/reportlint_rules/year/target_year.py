"""YEAR001: a target that names a year other than the one its report plans for, or a review that names the year to come."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import (
    BlockKind,
    Check,
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

_TARGET = re.compile(
    r"((?:19|20)\d\d)年度?[，,]?(?P<between>[^。，；：:\n\d]{0,28}?)(?P<noun>预期目标|主要目标|奋斗目标|发展目标|工作目标|预期指标|目标任务|总体目标|目标|总体要求|总体思路|总要求|指导思想)"
)
_SETS = re.compile(r"[^。，；\n]{0,10}?(?:是|为|：|:|确定为|定为|拟定为|安排为)")
_BACK = re.compile(
    r"完成|实现|达到|超额|超过|好于|高于|圆满|如期|落实|执行|提前|兑现|确定的|提出的|既定|下达的|制定的|分解|对照|较好|全面完成|差距|对标|围绕"
)
_KEPT = re.compile(r"实际(?:增长|完成|达到|执行|为|下降)|超额|全面完成|圆满完成|已经?完成|完成情况|执行结果|顺利实现")
_PLANS = re.compile(r"((?:19|20)\d\d)年度?(?:全[省市县区镇乡]|政府)?(?:的)?(?:主要|重点)?工作(?:的)?(?:总体|主要|重点)?(?:安排|任务|打算|部署|思路|意见|建议)(?!.{0,12}(?:完成|落实|执行|回顾))")
_HALF = re.compile(r"半年|季度")
_REVIEWED = re.compile(r"((?:19|20)\d\d)年[，,](?P<rest>[^。\n]{4,80})")
_DONE = re.compile(r"(?:共|累计|全年)?(?:完成|实现|达到|新增|建成)了?[^，。；]{0,24}?\d")
_FUTURE = re.compile(r"将|拟|计划|力争|确保|预计|预期|目标|规划|争取|安排|要|建议|提前|有望|达产|投产后|到期|赛|会议|以来")
_LOOKS_BACK = re.compile(
    r"(?:刚刚?过去的|回顾)((?:19|20)\d\d)年(?!以来)|((?:19|20)\d\d)年度?(?:的)?(?:政府|主要|重点|全年)?工作(?:的)?(?:主要)?(?:情况)?(?:的)?回顾"
)


class TargetYear(DocumentRule):
    """Years in the statements of targets, and in reviews, against the year that the report itself is for."""

    meta = RuleMeta(
        "YEAR001", "target-year",
        Message("目标、回顾所写年份与报告年份不符", "a target or review names the wrong year for its report"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for each statement of targets whose year is named, and warnings for reviews."""
        document = reading.document
        for report in document.reports:
            if report.year is None or report.target_year is None or report.kind in (ReportKind.COMMUNIQUE, ReportKind.PLAN):
                continue
            yield from self._targets(document, report)
            yield from self._plans(document, report)
            yield from self._reviews(document, report)
            yield from self._retrospects(document, report)

    def _targets(self, document: Document, report: Report) -> Iterator[Finding]:
        flow = document.flow
        for match in _TARGET.finditer(flow, report.start, report.end):
            first, _ = document.sentence_at(match.start())
            before = flow[max(first, match.start() - 12):match.start()]
            if _BACK.search(match["between"]) or _BACK.search(before) or document.block_at(match.start()).kind is BlockKind.CELL:
                continue
            setter = _SETS.match(flow, match.end())
            sets = setter is not None or self._is_heading(document, match)
            part = report.part_at(match.start())
            if not sets and part is not Part.TARGET:
                continue
            if before.endswith(("到", "至", "—", "-", "～", "与", "和", "比")):
                continue
            named = int(match[1])
            if named > (report.target_year or 0):
                continue
            if _KEPT.search(self._rest(document, match.end())):
                continue
            clear = sets and not (setter is not None and _BACK.search(setter[0]))
            if named == report.target_year:
                yield self._ok(document, match, report)
            elif named in (report.year, (report.year or 0) - 1) and clear:
                yield self._wrong(document, match, report, named)

    def _rest(self, document: Document, offset: int) -> str:
        """What follows up to the full stop, where a past target is told to have been met."""
        flow = document.flow
        end = offset
        while end < len(flow) and flow[end] not in "。\n":
            end += 1
        return flow[offset:end]

    def _plans(self, document: Document, report: Report) -> Iterator[Finding]:
        """Headings of the work to come, such as 二、2005年工作安排."""
        if report.kind is not ReportKind.WORK_REPORT or _HALF.search(report.title):
            return
        for block in document.blocks:
            if block.kind is not BlockKind.HEADING or not report.start <= block.start < report.end:
                continue
            content = document.flow[block.start:block.end]
            match = _PLANS.search(document.flow, block.start, block.end)
            if match is None or "回顾" in content or _HALF.search(content) or len(content) > 40:
                continue
            named = int(match[1])
            if named == report.target_year:
                yield self._ok(document, match, report)
            elif named == report.year:
                yield self._wrong(document, match, report, named)

    def _is_heading(self, document: Document, match: re.Match[str]) -> bool:
        """Whether the statement is all of a heading, such as 二、2005年工作总体要求和主要目标."""
        block = document.block_at(match.start())
        content = document.flow[block.start:block.end]
        return len(content) <= 40 and "。" not in content and "，" not in content and match.start() - block.start <= 12

    def _operand(self, document: Document, start: int, role: str) -> Operand:
        return Operand(role, self.place(document, start, start + 4), document.flow[start:start + 4], "年")

    def _ok(self, document: Document, match: re.Match[str], report: Report) -> Check:
        return self.check_of(
            CheckKind.PLAN_YEAR, Verdict.CONSISTENT, f"{match[1]} = {report.target_year}",
            [self._operand(document, match.start(1), "target_year")],
        )

    def _wrong(self, document: Document, match: re.Match[str], report: Report, named: int) -> Check:
        evidence = report.year_evidence.replace("\n", "")[:40]
        claim = match[0]
        finding = self.diagnostic(
            self.place(document, match.start(1), match.start(1) + 5),
            Message(
                f"“{claim}”写的是{named}年，而本报告回顾{report.year}年、部署{report.target_year}年（依据“{evidence}”），应为{report.target_year}年",
                f"“{claim}” names {named}, but this report reviews {report.year} and plans for {report.target_year} (by “{evidence}”)",
            ),
            confidence=Confidence.HIGH, key=claim,
        )
        return self.check_of(
            CheckKind.PLAN_YEAR, Verdict.INCONSISTENT, f"{named} ≠ {report.target_year}",
            [self._operand(document, match.start(1), "target_year")], finding=finding,
        )

    def _retrospects(self, document: Document, report: Report) -> Iterator[Finding]:
        """Statements of what is looked back on: 2004年工作回顾, 刚刚过去的2017年."""
        flow = document.flow
        for match in _LOOKS_BACK.finditer(flow, report.start, report.end):
            group = 1 if match[1] else 2
            named, start = int(match[group]), match.start(group)
            if document.block_at(start).kind is BlockKind.CELL or flow[start - 1:start] in ("—", "-", "～", "至", "到"):
                continue
            if named == report.year:
                yield self.check_of(
                    CheckKind.PLAN_YEAR, Verdict.CONSISTENT, f"{named} = {report.year}", [self._operand(document, start, "year")],
                )
            elif abs(named - (report.year or 0)) == 1 and match[0] not in report.year_evidence:
                finding = self.diagnostic(
                    self.place(document, start, start + 5),
                    Message(
                        f"“{match[0]}”写的是{named}年，而本报告回顾{report.year}年（依据“{report.year_evidence[:40]}”）",
                        f"“{match[0]}” names {named}, but this report reviews {report.year} (by “{report.year_evidence[:40]}”)",
                    ),
                    confidence=Confidence.MEDIUM, key=match[0],
                )
                yield self.check_of(
                    CheckKind.PLAN_YEAR, Verdict.INCONSISTENT, f"{named} ≠ {report.year}", [self._operand(document, start, "year")],
                    finding=finding,
                )

    def _reviews(self, document: Document, report: Report) -> Iterator[Finding]:
        flow = document.flow
        for match in _REVIEWED.finditer(flow, report.start, report.end):
            if int(match[1]) != report.target_year or report.part_at(match.start()) is not Part.REVIEW:
                continue
            if match.start() and flow[match.start() - 1] not in "。\n；　":
                continue
            if not _DONE.search(match["rest"]) or _FUTURE.search(match["rest"]):
                continue
            yield self.diagnostic(
                self.place(document, match.start(1), match.start(1) + 5),
                Message(
                    f"回顾部分写的是{match[1]}年，而本报告回顾的是{report.year}年（依据“{report.year_evidence[:40]}”）",
                    f"the review names {match[1]}, but this report reviews {report.year} (by “{report.year_evidence[:40]}”)",
                ),
                severity=Severity.WARNING, confidence=Confidence.MEDIUM, key=match[0][:40],
            )
