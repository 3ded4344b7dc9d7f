"""Counts that cannot exceed what they are counted in: 26家企业入选500强, 在500个县中排名第53位, 65个项目有20个完工, 174个贫困村全部出列 …."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import Kind, Mention, Reading

_START = attrgetter("start")
_LIST = re.compile(r"(?:上榜|入围|入选|跻身|进入|列入|荣登|位列|登上)[^，。；、\d]{0,24}\Z")
_LISTED = re.compile(r"(?:强|佳|大|优)(?!以上)(?![\u4e00-\u9fff]{0,6}(?:由|从))")
_MEMBERS = re.compile(r"[^，。；：\d]{0,14}\Z")
_LIST_OF_FIRMS = re.compile(r"强(?:企业|县|镇|市|区)(?:有|达到?|共|总数)*(?:达)?")
_HUNDRED_BEST = re.compile(r"(?:全国|全省|中国|世界|全球)?(?P<list>[十百千])强(?P<of>[县镇乡区市村]|企业)")
_DUE = re.compile(r"应(?:出席|到会?|到|参加)[^，。；\d]{0,8}\Z")
_CAME = re.compile(r"[，,、；]?\s*(?:实际?|今天|本次)?(?:实)?(?:出席|到会?|参加)[^，。；\d]{0,8}")
_HAVE = re.compile(r"[^，。；：、\d]{1,12}(?:[中里]，?)?(?:已经?|共|就|现)?有")
_OF = re.compile(r"(?:[中里]，?)?(?:已经?|共|就|现)?有\Z")
_DONE = re.compile(r"(?:竣工|完工|开工|建成|投产|投入|达标|达到|完成|入库|实现|通过|获|列入|落地|签约|已|正在|在建|基本|全部|全面)")
_TAKEN_UP = re.compile(r"(?:实施|安排|谋划|推进)[^，。；\d]{0,12}项目\Z")
_FINISHED = re.compile(r"[，、](?:其中)?(?:已|已经)?(?:竣工|完工|建成|投产|开工|完成)(?:项目)?")
_RANKED = re.compile(r"[^，。；\d]{0,12}中[^，。；\d]{0,6}(?:排名|排在|排|位列|位居|居|列)(?:在)?\s*\Z")
_PLACE = re.compile(r"[位名]")
_ALL = re.compile(r"(?P<what>[\u4e00-\u9fff“”]{2,10}?)(?:已|将|要|可)?(?:全部|全面(?!小康)|均(?!等|衡|价|值|匀)|都(?!市))")
_ATTRIBUTE = re.compile(r"[省市县国区]定|省级|市级|重点|建制|农村|深度")
_NOT_OF_ALL = re.compile(r"实事|新增|新建|增至|累计|共有|季度|方面|问题|项目|指标|行动|任务|方案|工程|活动")


@dataclass(frozen=True, slots=True)
class Members:
    """A number and the one that it is counted in; ``name`` is what is counted, ``of`` the whole as it reads."""

    whole: Mention
    part: Mention
    name: str
    of: str


def counted_sets(reading: Reading) -> Iterator[Members]:
    """Members of lists with a fixed length, ranks among so many, and some of what is said to be all."""
    yield from _lists(reading)
    yield from _hundreds(reading)
    yield from _present(reading)
    yield from _some_of(reading)
    yield from _all_of(reading)


def _lists(reading: Reading) -> Iterator[Members]:
    flow = reading.document.flow
    for before, mention in zip(reading.mentions, reading.mentions[1:], strict=False):
        gap = flow[before.end:mention.start]
        if before.kind is not Kind.COUNT or len(gap) > 40 or before.value is None:
            continue
        if mention.kind is Kind.LABEL and mention.printed.isdigit() and _LISTED.match(flow, mention.number_end):
            if (entered := _LIST.search(gap)) is not None and _MEMBERS.fullmatch(gap[:entered.start()]) and int(mention.printed) >= 10:
                yield Members(_number(mention), before, flow[before.end:before.end + entered.start()].strip(), f"{mention.printed}{flow[mention.number_end]}")
        elif mention.kind is Kind.ORDINAL and mention.value is not None and _RANKED.fullmatch(gap) and _PLACE.match(flow, mention.end):
            yield Members(before, mention, "名次", flow[before.start:before.end + 8].partition("中")[0])


def _hundreds(reading: Reading) -> Iterator[Members]:
    """8个全国百强县, 世界500强企业26家."""
    flow = reading.document.flow
    for before, mention in zip(reading.mentions, reading.mentions[1:], strict=False):
        listed = mention.kind is Kind.COUNT and before.kind is Kind.LABEL and before.printed.isdigit() and mention.value is not None
        if listed and _LIST_OF_FIRMS.fullmatch(flow, before.number_end, mention.start) and int(before.printed) >= 10:
            yield Members(_number(before), mention, "企业", f"{before.printed}强")
    for count in reading.mentions:
        if count.kind is Kind.COUNT and count.value is not None and (found := _HUNDRED_BEST.match(flow, count.end)) is not None:
            start = found.start("list")
            yield Members(Mention(start, start + 1, Kind.NUMBER, start, start + 1, found["list"]), count, found["of"], found["list"] + "强")


def _present(reading: Reading) -> Iterator[Members]:
    """应出席代表181名，实际出席158名: no more come than are due."""
    flow = reading.document.flow
    for due, came in zip(reading.mentions, reading.mentions[1:], strict=False):
        if due.kind is came.kind is Kind.COUNT and due.unit == came.unit and due.value is not None and came.value is not None:
            lead, gap = flow[max(0, due.start - 14):due.start], flow[due.end:came.start]
            if _DUE.search(lead) and _CAME.fullmatch(gap):
                yield Members(due, came, "实到", f"应到{flow[due.start:due.end]}")


def _some_of(reading: Reading) -> Iterator[Members]:
    """65个重点项目有20个完工; 实施项目217个，竣工项目116个."""
    flow = reading.document.flow
    for whole, part in zip(reading.mentions, reading.mentions[1:], strict=False):
        if whole.kind is not Kind.COUNT or part.kind is not Kind.COUNT or whole.unit != part.unit or whole.value is None or part.value is None:
            continue
        gap = flow[whole.end:part.start]
        if _HAVE.fullmatch(gap) and _DONE.match(flow, part.end):
            yield Members(whole, part, flow[part.end:part.end + 2], _OF.sub("", flow[whole.start:part.start]))
        elif _FINISHED.fullmatch(gap) and _TAKEN_UP.search(flow[max(0, whole.start - 20):whole.start]):
            yield Members(whole, part, gap.strip("，、"), f"项目{flow[whole.start:whole.end]}")


def _all_of(reading: Reading) -> Iterator[Members]:
    """N个贫困村全部…: the whole of them; other counts of 贫困村 in the report are some of them."""
    flow = reading.document.flow
    counts = [m for m in reading.mentions if m.kind is Kind.COUNT and m.value is not None and m.hedge is None and not m.parts]
    for whole in counts:
        said = _ALL.match(flow, whole.end)
        if said is None or len(what := _ATTRIBUTE.sub("", said["what"]).strip("“”")) < 3 or _NOT_OF_ALL.search(said["what"]):
            continue
        if whole.value is None or whole.value < 10 or _NOT_OF_ALL.search(flow[max(0, whole.start - 8):whole.start]):
            continue
        report = reading.document.report_at(whole.start)
        first, last = bisect_left(counts, report.start, key=_START), bisect_left(counts, report.end, key=_START)
        for part in counts[first:last]:
            if part is not whole and part.unit == whole.unit and flow.startswith(what, part.end) and (part.value or 0) <= whole.value:
                yield Members(whole, part, what, what)


def _number(mention: Mention) -> Mention:
    """The number of a label (500强), which itself stands for no value."""
    return Mention(mention.number_start, mention.number_end, Kind.NUMBER, mention.number_start, mention.number_end, mention.printed)
