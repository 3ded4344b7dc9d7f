"""NUM007: shares that make up everything and do not add up to 100, or do not match the values they are shares of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    BlockKind,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    wording,
)

_HUNDRED = Fraction(100)
_STRUCTURE = re.compile(r"(?:产业|结构|构成|比重|占比|比例)[^。；\d]{0,30}\Z")
_INDUSTRIES = re.compile(r"(?:三次|一、?二、?三|第一、?(?:第?二)、?(?:第?三)次?)产业")
_LISTED = re.compile(
    r"(?:(?:三次|一、?二、?三次?|第一、?(?:第?二)、?(?:和第?|第)?三次?)产业|(?:第一产业|一产)(?:增加值)?[、，](?:第二产业|二产)(?:增加值)?(?:、|和|与|及)(?:第三产业|三产))"
    r"(?P<what>[^。；\d]{0,30}?(?:贡献率|占比|比重|占[^。；，\d]{2,14}))(?:分别)?(?:为|是|达到?)?\s*\Z"
)
_LINKED = re.compile(r"(?:\A|[，；：。])\s*(?:分别)?(?:所占|占[^，；：。、\d]{0,14}|对[^，；：。、\d]{0,14})?的?(?:贡献率|占比|比重)分别(?:为|是|达到?)\s*\Z")
_ONE_BY_ONE = re.compile(
    r"(?:第(?P<long>[一二三])产业|(?P<short>[一二三])产)(?P<what>[^，。；：、\d占]{0,8}?)(?P<of>占[^，。；：、\d]{0,20}?)?的?(?:比重|占比|比例|份额|贡献率|占)(?:约)?(?:达到?|为|是|[提上回升降下落高]{2}[到至为])?\s*\Z"
)
_ELSEWHERE = re.compile(r"占全[国省市区县州盟旗](?:的|同|各|比|第|份)")
_HOUSEHOLDS_TOO = re.compile(r"用电|电量|用水|用能|用气|能耗|能源|耗能|耗电|排放|贷款|存款|车|消费")
_LIST_GAP = re.compile(r"\s*[、，和与及]\s*")
_PLANNED = re.compile(r"目标|力争|争取|规划|到20\d\d年|预期|将")
_FAR = 20
_FARTHEST = 50
_LEAST, _MOST = 40, 200
"""Sums outside of which three numbers are no percentages at all, whatever stands before them (三次产业结构为1:2:2)."""
_FORMER = re.compile(r"(?:由|从|上年|去年|\d年)(?:末|的|同期)*\s*\Z")
_CHANGED = re.compile(r"[^，。；]{0,4}(?:调整|变化?为|演变|优化|转变|变为)")
_NAMES = ("第一产业增加值", "第二产业增加值", "第三产业增加值")


class CompositionMismatch(ArithmeticRule):
    """Three-industry structures and other complete lists of shares."""

    meta = RuleMeta(
        "NUM007", "composition-mismatch",
        Message("构成之和不等于100，或与各项数值不符", "shares that do not add up to 100 or do not match the values"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every composition a:b:c and every complete list of shares."""
        flow = reading.document.flow
        mentions = reading.mentions
        for index, mention in enumerate(mentions):
            before = flow[max(0, mention.start - 48):mention.start]
            if mention.kind is Kind.COMPOSITION:
                topic = _topic(reading, index)
                if len(mention.parts) >= 3 and _STRUCTURE.search(topic):
                    industries = _INDUSTRIES.search(topic) is not None
                    yield from self._hundred(reading, mention.parts, sure=industries and not _HOUSEHOLDS_TOO.search(topic))
                    former = _FORMER.search(before) or _CHANGED.match(flow, mention.end)
                    if len(mention.parts) == 3 and industries and not former and not _in_list(mentions, index, flow):
                        yield from self._values(reading, index)
            elif mention.kind is Kind.PERCENT and reading.document.block_at(mention.start).kind is not BlockKind.CELL:
                sentence = flow[reading.document.sentence_at(mention.start)[0]:mention.start]
                if _ELSEWHERE.search(before):
                    continue
                if _LISTED.search(before) or (_LINKED.search(before) and _INDUSTRIES.search(sentence)):
                    run = _run(mentions, index, flow)
                    if len(run) == 3:
                        yield from self._hundred(reading, run, sure=not _HOUSEHOLDS_TOO.search(sentence))
                else:
                    listed = _one_by_one(reading, index)
                    if listed is not None:
                        text = flow[listed[0].start - len(before):listed[-1].start]
                        yield from self._hundred(reading, listed, sure=not _HOUSEHOLDS_TOO.search(text))

    def _hundred(self, reading: Reading, parts: Sequence[Mention], *, sure: bool) -> Iterator[Finding]:
        total = Interval.point(0)
        for part in parts:
            total += inner(part)
        flow = reading.document.flow
        printed = [wording.claim(p, flow).rstrip("%％") for p in parts]
        operands = [("share", part) for part in parts]
        if total.low is None or total.high is None:
            return
        added = sum((p.value or Fraction(0) for p in parts), Fraction(0))
        expression = f"{' + '.join(printed)} = {float(added):g}"
        gap = abs(added - _HUNDRED)
        if total.low <= _HUNDRED <= total.high:
            yield self.relation(reading, CheckKind.COMPOSITION, Verdict.CONSISTENT, expression, operands)
        elif added < _LEAST or added > _MOST or (not sure and (gap > _FARTHEST or added > _HUNDRED + 5)):
            yield self.relation(reading, CheckKind.COMPOSITION, Verdict.SKIPPED, expression, operands, reason="no-percentages")
        elif not sure and added < _HUNDRED:
            yield self.relation(reading, CheckKind.COMPOSITION, Verdict.SKIPPED, expression, operands, reason="open-list")
        else:
            clear = sure and gap <= _FAR
            yield self.relation(
                reading, CheckKind.COMPOSITION, Verdict.INCONSISTENT, expression, operands,
                message=Message(f"构成 {'、'.join(printed)} 合计{float(added):g}，不等于100", f"the shares {', '.join(printed)} add up to {float(added):g}, not 100"),
                severity=None if clear else Severity.WARNING, confidence=Confidence.HIGH if clear else Confidence.MEDIUM,
            )

    def _values(self, reading: Reading, index: int) -> Iterator[Finding]:
        """Shares against the value added of the three industries and the gross product of the same year."""
        document = reading.document
        mention = reading.mentions[index]
        report = document.report_at(mention.start)
        levels = [_nearest(reading, name, mention, report.start, report.end) for name in ("地区生产总值", *_NAMES)]
        whole, parts = levels[0], levels[1:]
        if whole is None or any(p is None or p.year != whole.year for p in parts) or _of_another_time(reading, index, whole.year):
            return
        printed = [document.flow[p.start:p.end] for p in mention.parts]
        for share, part in zip(mention.parts, parts, strict=True):
            assert part is not None
            quotient = inner(part.mention).over(inner(whole.mention))
            if quotient is None:
                return
            derived = quotient.scaled(_HUNDRED)
            # offices shave one member so that the three close: one unit in the last place is no fault
            slack = Fraction(1, 10**share.decimals)
            stated = inner(share)
            assert stated.low is not None
            assert stated.high is not None
            operands = [("share", share), ("part", part.mention), ("whole", whole.mention)]
            small, big = wording.claim(part.mention, document.flow), wording.claim(whole.mention, document.flow)
            expression = f"{small} ÷ {big} ~ {wording.claim(share, document.flow)}%"
            if derived.overlaps(Interval(stated.low - slack, stated.high + slack)):
                yield self.relation(reading, CheckKind.COMPOSITION, Verdict.CONSISTENT, expression, operands)
                continue
            shown = wording.percent_range(derived)
            yield self.relation(
                reading, CheckKind.COMPOSITION, Verdict.INCONSISTENT, expression, operands,
                message=Message(
                    f"三次产业结构“{':'.join(printed)}”中的{wording.claim(share, document.flow)}与{part.phrase.text}{small}占{big}的{shown}不符",
                    f"in the structure “{':'.join(printed)}”, {wording.claim(share, document.flow)} does not match {part.phrase.text} {small}, which is {shown} of {big}",
                ),
                related=[(part.mention, Message(part.phrase.text, part.phrase.text)), (whole.mention, Message(whole.phrase.text, whole.phrase.text))],
                severity=Severity.WARNING if abs(derived.distance(stated)) < 1 else None, confidence=Confidence.MEDIUM,
            )


def _run(mentions: Sequence[Mention], index: int, flow: str) -> list[Mention]:
    """The percentages that follow one another with nothing but list marks between."""
    run = [mentions[index]]
    for mention in mentions[index + 1:index + 4]:
        if mention.kind is not Kind.PERCENT or flow[run[-1].end:mention.start].strip() not in ("、", "，", "和", "及", "与"):
            break
        run.append(mention)
    return run


def _topic(reading: Reading, index: int) -> str:
    """The words of the sentence before a composition, without the periods and compositions among them (由2022年的a:b:c调整为…)."""
    mention = reading.mentions[index]
    flow = reading.document.flow
    start = max(reading.document.sentence_at(mention.start)[0], mention.start - 100)
    text, end = "", mention.start
    for other in reversed(reading.mentions[max(0, index - 8):index]):
        if other.start < start:
            break
        if other.kind in (Kind.PERIOD, Kind.COMPOSITION):
            text = flow[other.end:end] + text
            end = other.start
    return (flow[start:end] + text)[-60:]


def _in_list(mentions: Sequence[Mention], index: int, flow: str) -> bool:
    """Whether a composition is one of several in a row, as of several years or places."""
    around = [(mentions[at], mentions[at + 1]) for at in (index - 1, index) if 0 <= at < len(mentions) - 1]
    return any(a.kind is b.kind is Kind.COMPOSITION and _LIST_GAP.fullmatch(flow, a.end, b.start) for a, b in around)


def _of_another_time(reading: Reading, index: int, year: int | None) -> bool:
    """Whether a structure is a target's or that of another year than the values'."""
    mention = reading.mentions[index]
    start = max(reading.document.sentence_at(mention.start)[0], mention.start - 40)
    if _PLANNED.search(reading.document.flow, start, mention.start):
        return True
    periods = [m.period for m in reading.mentions[max(0, index - 8):index] if m.start >= start and m.period is not None]
    named = [p.year for p in periods if p.year is not None]
    return bool(named) and year is not None and named[-1] != year


def _one_by_one(reading: Reading, index: int) -> list[Mention] | None:
    """The shares of the three industries where each has its own clause: 第一产业占比…，第二产业占比…，第三产业占比…."""
    flow = reading.document.flow
    first = reading.mentions[index]
    block = reading.document.block_at(first.start)
    found: list[Mention] = []
    told: tuple[str, str] | None = None
    for at in range(index, min(index + 9, len(reading.mentions))):
        mention = reading.mentions[at]
        if mention.start >= block.end:
            return None
        if mention.kind is not Kind.PERCENT:
            continue
        lead = re.split("[，。；：（、\n]", flow[max(block.start, mention.start - 48):mention.start])[-1]
        named = _ONE_BY_ONE.search(lead)
        if named is None:
            if not found:
                return None
            continue
        if "一二三".index(named["long"] or named["short"]) != len(found) or mention.hedge is not None or _ELSEWHERE.search(lead):
            return None
        name = named["what"].strip(), (named["of"] or "").strip("的 ")
        if told is None:
            told = name
        elif name[0] not in ("", told[0]) or name[1] not in ("", told[1]):
            return None
        found.append(mention)
        if len(found) == 3:
            return found
    return None


def _nearest(reading: Reading, name: str, mention: Mention, start: int, end: int) -> Fact | None:
    """The level of an indicator that stands nearest before a mention, in its report and within its paragraph or the one before."""
    block = reading.document.block_index(mention.start)
    found = [
        fact for fact in reading.levels_by_indicator.get(name, ())
        if start <= fact.mention.start < min(mention.start, end) and block - fact.block <= 2 and not fact.phrase.scope
    ]
    return found[-1] if found else None
