"""The reports within a file: their borders, kinds, years, and which part looks back and which sets targets."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from reportlint import patterns as re
from reportlint.document.model import Block, BlockKind, Part, Report, ReportKind
from reportlint.records import dataclass

_ESSAY = re.compile(r".{0,40}(?:篇|范文)([一二三四五六七八九十]{1,3}|\d{1,2})[：:]?\Z")
_Y = r"((?:19|20)\d\d)\s?年"
_TITLE_KINDS = (
    (re.compile(r"统计公报|经济运行情况|统计分析"), ReportKind.COMMUNIQUE),
    (re.compile(r"预算(?![收支])|决算"), ReportKind.BUDGET),
    (re.compile(r"政府工作报告|政府工作的?报告|工作报告"), ReportKind.WORK_REPORT),
    (re.compile(r"规划纲要|发展规划|[五三]年规划|行动计划|工作计划|计划草案"), ReportKind.PLAN),
    (re.compile(r"年度报告|年报|评级报告"), ReportKind.ANNUAL),
)
_REVIEWED = (
    (re.compile(_Y + r"(?:的)?(?:政府|主要|重点|全镇|全县|全市|全区|我省|我市|我县|我镇)?(?:的)?(?:政府)?工作(?:的)?(?:主要)?(?:情况)?(?:的)?回顾"), 4),
    (re.compile(r"(?:刚刚?过去的?|过去的一年[，,]?是?|过去的)" + _Y), 3),
    (re.compile(_Y + r"[^。，；\n]{0,24}(?:预算|计划)[^。，；\n]{0,8}执行情况"), 4),
    (re.compile(_Y + r"[^。，；\n]{0,16}统计公报"), 5),
    (re.compile(_Y + r"[，,]?是?[^。，\n]{0,30}(?:极?不平凡|极其不|很不寻常|非同寻常)"), 3),
)
_PLANNED = (
    (re.compile(_Y + r"(?:的)?(?:政府|主要|重点|全年|经济社会发展|经济工作)?(?:的)?(?:政府)?(?:主要|重点)?工作(?:的)?(?:总体)?(?:安排|任务|打算|计划|目标|思路|部署|重点|建议|要求)"), 3),
    (re.compile(_Y + r"[^。，；\n]{0,20}(?:预算|计划)(?:草案|（草案）|\(草案\))"), 4),
    (re.compile(_Y + r"[^。，；\n]{0,24}(?:预期目标|主要目标|奋斗目标|发展目标)"), 1),
)
_MARKED_YEAR = re.compile(_Y + r"[，,]?是[^。\n]{2,70}(?:之年|一年)")
_DATED = re.compile(r"(?:——|—|-|–|（|\()?\s?" + _Y + r"\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日[^。\n]{0,12}(?:在|于)[^。\n]{0,40}(?:会议|大会)")
_TITLE_WORK = re.compile(_Y + r"[^\n。]{0,16}工作报告|工作报告[（(]?\s?" + _Y)
_NUMERIC_YEAR = re.compile(r"(?:19|20)\d\d")
_REVIEW_HEADING = re.compile(r"回顾|执行情况|完成情况|工作总结|工作情况|主要成效|取得.{0,8}成[效绩就]|五年来|过去")
_TARGET_HEADING = re.compile(
    r"工作(?:的)?(?:总体)?(?:安排|任务|打算|计划|目标|思路|部署|重点|建议|要求)|目标(?:和|与|任务|及)|主要(?:目标|任务|工作)|奋斗目标|预期目标"
    r"|草案|今后|下一?步|未来|展望|总体要求|指导思想|重点工作|对策|措施|收支安排|预算安排"
)
_TARGET_SENTENCE = re.compile(
    r"(?=[指总预主奋发目今明新展])(?:(?:指导思想|总体要求|总体思路|总要求|预期目标|主要目标|奋斗目标|发展目标|目标任务)[^。，；\n]{0,12}(?:是|为|：|:)"
    r"|(?:今年|明年|新的一年)[^。，；\n]{0,4}是[^。\n]{2,60}(?:之年|一年)|展望(?:未来|今年|新的))"
)


def reports_of(flow: str, blocks: Sequence[Block]) -> tuple[Report, ...]:
    """The reports of a file, in order; at least one, together they cover the flow."""
    borders = _borders(flow, blocks)
    starts = [block.start for block in blocks]
    reports = []
    for index, start in enumerate(borders):
        end = borders[index + 1] if index + 1 < len(borders) else len(flow)
        inside = blocks[bisect.bisect_left(starts, start):bisect.bisect_left(starts, max(end, start + 1))]
        reports.append(_report(flow, start, end, inside))
    return tuple(reports)


def _borders(flow: str, blocks: Sequence[Block]) -> list[int]:
    """Where reports begin: at the titles of a collection (篇一 … 篇九), else only at the beginning."""
    titles = [
        block.start for block in blocks
        if block.kind is BlockKind.HEADING and block.end - block.start <= 48 and _ESSAY.match(flow[block.start:block.end])
    ]
    return sorted({0, *titles}) if len(titles) >= 2 else [0]


def _report(flow: str, start: int, end: int, blocks: Sequence[Block]) -> Report:
    head = flow[start:min(end, start + 1500)]
    title = _title(flow, blocks)
    kind = next((kind for pattern, kind in _TITLE_KINDS if pattern.search(title)), None)
    if kind is None:
        kind = next((kind for pattern, kind in _TITLE_KINDS if pattern.search(head)), ReportKind.OTHER)
    signals = [] if kind is ReportKind.COMMUNIQUE else list(_signals(flow, blocks))
    parts = tuple(_parts(flow, kind, signals, start, None))
    year, evidence = _year(flow, start, end, title, kind, blocks, parts)
    target = None if year is None or kind is ReportKind.COMMUNIQUE else year + 1
    if year is not None:
        parts = tuple(_parts(flow, kind, signals, start, year))
    return Report(start, end, title, kind, year, target, evidence, parts)


def _title(flow: str, blocks: Sequence[Block]) -> str:
    """The first lines before running text, where a title stands."""
    lines = []
    for block in blocks[:8]:
        content = flow[block.start:block.end]
        if "。" in content or len(content) > 110:
            break
        lines.append(content)
    return "\n".join(lines)


def _year(
    flow: str, start: int, end: int, title: str, kind: ReportKind, blocks: Sequence[Block],
    parts: Sequence[tuple[int, Part]],
) -> tuple[int | None, str]:
    """The year that a report reviews, with the words that tell it; None where the text does not."""
    votes: Counter[int] = Counter()
    evidence: dict[int, str] = {}

    def vote(year: int, weight: int, words: str) -> None:
        votes[year] += weight
        evidence.setdefault(year, words)

    for found in _TITLE_WORK.finditer(title):
        if kind is ReportKind.WORK_REPORT:
            vote(int(found[1] or found[2]) - 1, 4, found[0])
    head = flow[start:min(end, start + 1200)]
    if dated := _DATED.search(head):
        year, month = int(dated[1]), int(dated[2])
        vote(year if month >= 11 else year - 1, 5, dated[0])
    headings = "\n".join(
        flow[b.start:b.end] for b in blocks if b.kind is BlockKind.HEADING or b.end - b.start <= 40
    )
    for patterns, shift in ((_REVIEWED, 0), (_PLANNED, -1)):
        for pattern, weight in patterns:
            for scope, factor in ((title, 2), (headings, 1), (flow[start:end], 1)):
                seen: set[int] = set()
                for found in pattern.finditer(scope):
                    year = int(found[1]) + shift
                    if year not in seen:
                        seen.add(year)
                        vote(year, weight * factor, found[0])
    starts = [position for position, _ in parts]
    for found in _MARKED_YEAR.finditer(flow, start, end):
        part = parts[bisect.bisect_right(starts, found.start()) - 1][1]
        if part is Part.TARGET:
            vote(int(found[1]) - 1, 2, found[0])
        elif part is Part.REVIEW and kind is not ReportKind.COMMUNIQUE:
            vote(int(found[1]), 1, found[0])
    if kind is ReportKind.COMMUNIQUE:
        years = Counter(int(y) for y in _NUMERIC_YEAR.findall(flow[start:min(end, start + 3000)]))
        if years:
            year, _ = years.most_common(1)[0]
            vote(year, 2, f"{year}年")
    if not votes:
        return None, ""
    ranked = votes.most_common(2)
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        return None, ""
    return ranked[0][0], evidence[ranked[0][0]]


@dataclass(slots=True)
class _Signals:
    """What a block tells of the part that it stands in: as a heading, and by a sentence on targets (its offset, -1 for none)."""

    start: int
    heading: _Heading | None
    target: int
    sentence: bool
    """Whether it holds a whole sentence."""


@dataclass(slots=True)
class _Heading:
    """What a heading speaks of."""

    years: frozenset[int]
    target: bool
    review: bool


def _signals(flow: str, blocks: Sequence[Block]) -> Iterator[_Signals]:
    """The signals of those blocks that give any."""
    for block in blocks:
        content = flow[block.start:block.end]
        sentence = "。" in content
        heading, target = None, -1
        if block.kind is not BlockKind.CELL:
            titled = block.kind is BlockKind.HEADING or (len(content) <= 30 and not sentence)
            if titled:
                heading = _heading(content)
                # a deeper one turns the report only where it names its year: （二）2026年预算（草案）
                if heading is not None and not (block.level in (1, 2) or block.ordinal is None or (block.level and heading.years and (heading.target or heading.review))):
                    heading = None
            if (found := _TARGET_SENTENCE.search(content)) is not None:
                target = block.start + found.start()
        if sentence or heading is not None or target >= 0:
            yield _Signals(block.start, heading, target, sentence)


def _heading(content: str) -> _Heading | None:
    target, review = _TARGET_HEADING.search(content) is not None, _REVIEW_HEADING.search(content) is not None
    years = _NUMERIC_YEAR.findall(content)
    return _Heading(frozenset(map(int, years)), target, review) if target or review or years else None


def _parts(
    flow: str, kind: ReportKind, signals: Sequence[_Signals], start: int, year: int | None,
) -> Iterator[tuple[int, Part]]:
    """Where the report turns from review to targets and back."""
    if kind is ReportKind.COMMUNIQUE:
        yield start, Part.REVIEW
        return
    current = Part.TARGET if kind is ReportKind.PLAN else Part.UNKNOWN
    yield start, current
    for block in signals:
        part = current
        if block.heading is not None:
            part = _heading_part(block.heading, year) or current
        if part is current and block.target >= 0:
            if current is not Part.TARGET:
                offset = flow.rfind("。", block.start, block.target) + 1
                yield max(offset, block.start), Part.TARGET
                current = Part.TARGET
            continue
        if current is Part.UNKNOWN and block.sentence and part is Part.UNKNOWN:
            part = Part.REVIEW
        if part is not current:
            yield block.start, part
            current = part


def _heading_part(heading: _Heading, year: int | None) -> Part | None:
    """What a heading announces: a review, targets, or nothing that tells."""
    target, review = heading.target, heading.review
    if year is not None and len(heading.years) == 1:
        named = next(iter(heading.years))
        if named == year + 1 and not review:
            return Part.TARGET
        if named == year and not target:
            return Part.REVIEW
    if review and not target:
        return Part.REVIEW
    if target and not review:
        return Part.TARGET
    return None
