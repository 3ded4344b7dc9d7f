"""What is new in a year beside the total that it is part of: 新增6家、累计10家; and classes that hold one another: 5000万元以上8家，1亿元以上3家."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import Entry, Fact, Kind, Reading, Role, unit_of

_NEW = re.compile(r"新增|新设|新建|新认定|新培育|新获|新登记|新上|净增|当年|本年|全年新|新入|新开|新评|新创")
_TOTAL = re.compile(
    r"(?:累计|总数|总量|共有|存量|增至|增加到|总计|保有量?|(?<!下)达到?|发展到|共计)(?:面积)?(?:分别)?(?:建成|完成|认定|培育|发展|达到?|为|有)*\s*\Z"
)
_TOTAL_LEAD = re.compile(r"增至|增加到|达到?|发展到|累计|总数|保有|拥有")
_NOT_NAMES = re.compile(r"累计|总数|总量|总计|共计|新增|去年|全市|面积|总")
_MARKS = re.compile(r"[，,、；;（(]")
_LIST_GAPS = frozenset({"、", "和", "及", "与"})
_COUNTED = frozenset({Kind.COUNT, Kind.MEASURE, Kind.MONEY})
_MAY_BE_NEGATIVE = re.compile(r"利润|亏|净|差|盈|结余|赤字|收益|缺口|温|值|增加|增量")
_SINCE = re.compile(r"[比较](?:上年|去年|年初|上季|同期|[12]\d{3}年|“?[一二三四五十]+五)|同比|环比|[，,]\s*增[加支收长]")
_TORN = re.compile(r"\d[,，]\s?\Z")
"""What is left of a number that a blank has torn: 3, 156,077万元."""
_THING = re.compile(r"[\u4e00-\u9fff]")
_NEXT = 16
_FARTHEST = 34
"""Characters between what is new and its total: the name of what is counted, and a few words."""
_ABOVE = re.compile(r"(?:元|人|吨|亩|平方米)?(?:及|（含）)?以上(?:的)?(?P<what>[^，。；：、\d]{0,16}?)(?:有|达到?|共|数量?|为)*\s*")
_NOT_NESTED = re.compile(r"以下|不足|不满|未满|之间|至|—|-|～|~|其余|合计|共计|其中")


@dataclass(frozen=True, slots=True)
class Pair:
    """A number and the one that it cannot exceed; ``proven`` where the wording leaves no doubt."""

    whole: Entry
    part: Entry
    proven: bool
    reason: str = "not-exhaustive"
    """Why a part that exceeds its whole without proof is not judged."""
    grown: bool = False
    """Whether the part is the increase that has led to the whole."""


def running_totals(reading: Reading) -> Iterator[Pair]:
    """What is new beside its total, in either order."""
    flow = reading.document.flow
    amounts = [f for f in reading.facts if f.role in (Role.LEVEL, Role.DELTA) and f.mention.kind in _COUNTED and f.mention.unit]
    for before, after in itertools.pairwise(amounts):
        if before.sentence != after.sentence or not _same_unit(before, after) or _years_apart(before, after):
            continue
        gap, lead = flow[before.mention.end:after.mention.start], _lead(before, flow)
        if _NEW.search(gap) and _TOTAL_LEAD.search(lead) and len(gap) <= 14 and not _name(after):
            yield Pair(entry_of(before), entry_of(after), False)
        elif "其中" not in gap and "分别" not in gap and _TOTAL.search(gap) and (_NEW.search(lead) or "累计" in gap) and _one_thing(gap, before, after):
            yield Pair(entry_of(after), entry_of(before), True)
    yield from _dealt(reading)


def _one_thing(gap: str, before: Fact, after: Fact) -> bool:
    """Whether two amounts count one thing: 新增7名国家级传承人，总数达到57名."""
    marks = len(_MARKS.findall(gap))
    if not _name(after):
        return len(gap) <= 10 or (marks == 1 and len(gap) <= _FARTHEST)
    counted = gap.partition("，")[0] or before.phrase.text
    return marks == 1 and len(gap) <= _FARTHEST and len(_name(after)) >= 2 and counted.endswith(_name(after))


def _dealt(reading: Reading) -> Iterator[Pair]:
    """新增甲11个、乙48个，累计分别达238个和317个."""
    facts, flow = reading.facts, reading.document.flow
    for index, fact in enumerate(facts[1:], start=1):
        if fact.role is not Role.LEVEL or fact.sentence != facts[index - 1].sentence:
            continue
        gap = flow[facts[index - 1].mention.end:fact.mention.start]
        if "分别" not in gap or ("累计" not in gap and "总数" not in gap) or _TOTAL.search(gap) is None:
            continue
        totals = [fact]
        for other in facts[index + 1:]:
            if flow[totals[-1].mention.end:other.mention.start] not in _LIST_GAPS:
                break
            totals.append(other)
        new = facts[max(0, index - len(totals)):index]
        if len(new) != len(totals) or any(f.role is not Role.LEVEL or f.sentence != fact.sentence for f in new) or not _NEW.search(_lead(new[0], flow)):
            continue
        for total, part in zip(totals, new, strict=True):
            if total.mention.unit in ("", part.mention.unit) and total.mention.scale == part.mention.scale and part.mention.unit:
                yield Pair(entry_of(total), entry_of(part), True)


def increases(reading: Reading) -> Iterator[Pair]:
    """Amounts with the increase that has led to them: 支出5625亿元，比上年增加1307亿元. What was not less than nothing cannot have grown by more."""
    flow = reading.document.flow
    for fact in reading.facts:
        if fact.role is not Role.LEVEL or fact.mention.kind not in _COUNTED or fact.average:
            continue
        grown = [c for c in fact.changes if c.role is Role.DELTA and c.direction > 0 and not c.average and _same_unit(fact, c) and c.mention.value is not None]
        if len(grown) != 1 or _MAY_BE_NEGATIVE.search(fact.phrase.text + _lead(fact, flow)) or fact.mention.value is None:
            continue
        gap = flow[fact.mention.end:grown[0].mention.start]
        if len(gap) > _NEXT or "分别" in gap or _SINCE.search(gap) is None or _TORN.search(flow, max(0, fact.mention.start - 3), fact.mention.start):
            continue
        if fact.mention.kind is Kind.COUNT and _THING.match(flow, grown[0].mention.end):
            continue  # 新开放13个城市，增加了34个口岸
        yield Pair(entry_of(fact), entry_of(grown[0]), True, grown=True)


def nested_classes(reading: Reading) -> Iterator[Pair]:
    """Neighbours of one list that are counted from a threshold on: those above the higher one are among those above the lower."""
    flow, mentions = reading.document.flow, reading.mentions
    levels = {f.mention.start: f for f in reading.facts if f.role is Role.LEVEL and f.mention.kind is Kind.COUNT}
    found: list[tuple[int, Fact, str]] = []
    for index, (threshold, count) in enumerate(itertools.pairwise(mentions)):
        fact = levels.get(count.start)
        if fact is None or threshold.kind not in _COUNTED or threshold.value is None:
            continue
        named = _ABOVE.fullmatch(flow[threshold.end:count.start])
        if named is not None and fact.mention.hedge is None:
            found.append((index, fact, named["what"]))
    for (first, a, what_a), (second, b, what_b) in itertools.pairwise(found):
        between = flow[a.mention.end:mentions[second].start]
        if second - first != 2 or a.sentence != b.sentence or not _same_unit(a, b) or len(between) > 8 or (what_a and what_b and what_a != what_b):
            continue
        sentence = flow[a.sentence[0]:b.mention.end]
        low, high = mentions[first], mentions[second]
        if unit_of(low)[0] != unit_of(high)[0] or _NOT_NESTED.search(sentence):
            continue
        worth_a, worth_b = (m.value * unit_of(m)[1] for m in (low, high))  # type: ignore[operator]
        if worth_a != worth_b:
            whole, part = (b, a) if worth_a > worth_b else (a, b)
            yield Pair(entry_of(whole), entry_of(part), True)


def entry_of(fact: Fact) -> Entry:
    """An amount as an item of its own."""
    return Entry(fact, fact, None)


def _years_apart(a: Fact, b: Fact) -> bool:
    return a.year is not None and b.year is not None and a.year != b.year


def _same_unit(a: Fact, b: Fact) -> bool:
    return unit_of(a.mention)[0] == unit_of(b.mention)[0] and a.mention.kind is b.mention.kind and not a.mention.parts and not b.mention.parts


def _lead(fact: Fact, flow: str) -> str:
    """The words of an amount's own clause before it."""
    start = fact.mention.start
    return flow[max(fact.sentence[0], start - 24):start].rsplit("，", 1)[-1]


def _name(fact: Fact) -> str:
    """What an amount's own words name beside being new or a total; empty where they only carry the last item on."""
    return _NOT_NAMES.sub("", fact.phrase.text) if fact.own_phrase else ""

