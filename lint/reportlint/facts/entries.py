"""Items of a text and lists of them: levels with their growth, a whole with its parts."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from math import inf

from reportlint import extended as regex
from reportlint.facts.interval import Interval
from reportlint.facts.model import Fact, Role
from reportlint.facts.partitions import is_usual_partition
from reportlint.facts.values import inner, unit_of
from reportlint.mentions import Kind, Mention
from reportlint.records import dataclass

_CLAUSE = regex.compile(r"[，。；：！？;,:\n（(]", regex.REVERSE)
_OVER_YEAR, _LIKE_FOR_LIKE = "同比", "同口径"
_BASES = (
    ("环比", regex.compile(r"环比|上月|上季|上个?季度")), ("年初", regex.compile(r"年初|[上去]年[末底]|\d年[末底]")),
    (_LIKE_FOR_LIKE, regex.compile(r"同口径|可比口径|剔除|扣除|还原")), (_OVER_YEAR, regex.compile(r"同比|同期|[上去]年|\d年")),
)
_UP_TO_WITHIN = regex.compile(r"\A.*其中")
_SORTING = ("以上", "以下", "以内", "及以上", "及以下")
_BALANCE = regex.compile(r"顺差|逆差|自然增长|机械增长|收支|差额|赤字|结余|盈亏")
_NET = regex.compile(_BALANCE.pattern + r"|净(?:增|减|流|迁|利|值|额|出口|进口|资产|投|融|回|买|卖|收)|利润|盈利|盈余|新增[^，。；]{0,6}[贷存]款")
_LOSS = regex.compile(r"亏|减|降|负|注销|死亡|迁出|退出|流出|支出")
_STOCK = regex.compile(r"余额|存量|保有|库存|累计|在册|实有|现有")
_FLOW = regex.compile(r"新增|发放|投放|当年|本年|年内|全年")
_PLANNED = regex.compile(r"(?<!公共)(?<!基金)(?<!经营)(?<!一般)预算(?:安排|数|为)|年初预算|计划|目标|任务|限额|额度")
_DONE = regex.compile(r"调整[为到至]|调[增减][到至]|追加|完成|实际|执行|决算|实现|增[加]?[到至]")
_OPPOSITES = tuple(
    pair for a, b in (("收入", "支出"), ("存款", "贷款"), ("资产", "负债"), ("出生", "死亡"), ("迁入", "迁出"), ("流入", "流出")) for pair in ((a, b), (b, a))
)
_WIDEST = regex.compile(r"城镇新增就业|全社会|全口径")
_RELATIVE_SLACK = Fraction(1, 25)
_FLOAT_ERROR = 1e-9


class Wording(StrEnum):
    """What says that parts belong to a whole."""

    WITHIN = "within"    # 其中
    SPLIT = "split"      # 分产业看, 按登记注册类型分
    TOTAL = "total"      # 加上…，收入合计
    LEXICON = "lexicon"  # the indicators' own definitions: 进口总额 is part of 进出口总额
    NAME = "name"        # a name that narrows the whole's: 高新技术产品出口 is part of 出口总额
    CLOSURE = "closure"  # nothing but the numbers themselves


class Entry:
    """One item of a text: an indicator with its level, its growth, or both."""

    __slots__ = ("approximate", "fact", "growth", "level", "name", "slack", "unit")

    def __init__(self, fact: Fact, level: Fact | None, growth: Fact | None) -> None:
        self.fact = fact
        self.level = level
        self.growth = growth
        self.name: str = fact.phrase.text
        """The item's name as printed, fillers left out."""
        self.unit = ""
        """The base unit of the level; empty without one."""
        self.approximate, self.slack = 0.0, inf
        """The level in its base unit and half a unit of its last place, near enough to rule sums out before they are
        computed exactly."""
        if level is not None:
            self.unit, factor = unit_of(level.mention)
            values = level.mention.values
            if values.value is not None:
                worth = float(factor)
                self.approximate, self.slack = float(values.value) * worth, float(values.ulp) * worth / 2

    @property
    def mention(self) -> Mention:
        """The mention of the level; for items that are known to have one."""
        assert self.level is not None
        return self.level.mention

    @property
    def value(self) -> Fraction:
        """The level in its base unit; zero where the print gives no single value."""
        value = self.mention.value
        return Fraction(0) if value is None else value * unit_of(self.mention)[1]

    def lead(self, flow: str) -> str:
        """The words of the item's own clause before its number."""
        first = self.fact.mention.start
        text = flow[max(self.fact.sentence[0], first - 40):first]
        mark = _CLAUSE.search(text)
        return text[mark.end():] if mark is not None else text

    def printed_name(self, flow: str) -> str:
        """The item's name with the amount that sorts it, where the name alone would begin in the middle (以上项目)."""
        if not self.name.startswith(_SORTING) or not self.fact.own_phrase:
            return self.name
        front, found, _ = self.lead(flow).rpartition(self.name)
        return _UP_TO_WITHIN.sub("", front).strip() + self.name if found else self.name

    def is_of_kind(self, whole: Entry, flow: str) -> bool:
        """Whether an item can be a part of another by its words: not stock and flow, income and spending, plan and result."""
        inside, outside = self.lead(flow) + self.name, whole.lead(flow) + whole.name
        if _STOCK.search(inside) and not _STOCK.search(outside):
            return False
        if _FLOW.search(inside) and _STOCK.search(outside) and self.mention.kind is Kind.MONEY:
            return False
        if (_PLANNED.search(outside) and _DONE.search(inside)) or (_PLANNED.search(inside) and not _PLANNED.search(outside)):
            return False
        if any(a in outside and b in inside and b not in outside and a not in inside for a, b in _OPPOSITES):
            return False
        if _WIDEST.search(inside) and not _WIDEST.search(outside):
            return False
        return not self.fact.own_phrase or not self.fact.phrase.everywhere or whole.fact.phrase.everywhere

    @property
    def start(self) -> int:
        """The flow offset of the first number."""
        return self.fact.mention.start

    @property
    def end(self) -> int:
        """The flow offset behind the last number."""
        return max(self.fact.mention.end, *(c.mention.end for c in self.fact.changes)) if self.fact.changes else self.fact.mention.end


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts in text order; ``sure`` tells that the wording leaves no doubt which whole is meant."""

    whole: Entry
    parts: tuple[Entry, ...]
    wording: Wording
    sure: bool
    lead: str = ""

    def levels(self) -> list[Entry]:
        """The parts whose levels can be compared with the whole's: the same unit, printed exactly."""
        return [p for p in self.parts if comparable(p, self.whole)]

    def is_net(self, flow: str) -> bool:
        """Whether the whole is what is left of gains and losses: its parts may exceed it."""
        return _NET.search(self.whole.lead(flow) + self.whole.name) is not None

    def is_usually_all(self) -> bool:
        """Whether 其中 takes out parts that are mostly all there are, and exact numbers of them: 续建项目, 新建项目."""
        levels = [p.fact for p in self.parts if comparable(p, self.whole)]
        return (
            self.wording is Wording.WITHIN and self.sure and len(levels) == len(self.parts)
            and all(f.mention.hedge is None for f in (self.whole.fact, *levels)) and is_usual_partition([p.name for p in self.parts])
        )

    def same_basis(self, flow: str, parts: Sequence[Entry]) -> bool:
        """Whether the growths of whole and parts compare with the same base: no 环比 or 比年初 beside 同比, no 同口径 over plain ones."""
        if self.whole.growth is None:
            return True
        whole = _basis_of(self.whole.growth, flow)
        # a part that says nothing follows the whole, but what is left out of a whole need not be left out of its parts
        plain = _OVER_YEAR if whole == _LIKE_FOR_LIKE else whole
        return all((_basis_of(p.growth, flow, plain)) == whole for p in parts if p.growth is not None)

    def adds_up(self, flow: str, parts: Sequence[Entry]) -> bool:
        """Whether parts, were they all there are, would add up to the whole: no balance, no losses, nothing of another kind."""
        if _BALANCE.search(self.whole.lead(flow) + self.whole.name):
            return False
        if self.is_net(flow) and any(_LOSS.search(p.lead(flow) + p.name) for p in parts):
            return False
        return all(p.is_of_kind(self.whole, flow) for p in parts)


def comparable(part: Entry, whole: Entry) -> bool:
    """Whether a part's level can be set against the whole's."""
    if part.level is None or whole.level is None or part.unit != whole.unit or part.unit == "":
        return False
    a, b = part.level.mention, whole.level.mention
    return (
        a.kind is b.kind and not a.parts and not b.parts and a.value is not None and b.value is not None
        and part.level.year == whole.level.year
    )


def _basis_of(growth: Fact, flow: str, plain: str = "") -> str:
    """What a growth compares with, by the words of its clause; ``plain`` where they say nothing."""
    first = growth.mention.start
    text = flow[max(growth.sentence[0], first - 24):first]
    mark = _CLAUSE.search(text)
    text = text[mark.end():] if mark is not None else text
    return next((name for name, words in _BASES if words.search(text)), plain or _OVER_YEAR)


def total_of(parts: Sequence[Entry]) -> Interval:
    """The interval of the sum of the parts' levels."""
    total = Interval.point(0)
    for part in parts:
        assert part.level is not None
        total += inner(part.level.mention)
    return total


def closes(whole: Entry, parts: Sequence[Entry]) -> bool:
    """Whether parts add up to the whole inside rounding, and not merely because the rounding is wide."""
    if len(parts) < 2 or whole.level is None or whole.level.mention.hedge is not None:
        return False
    if any(p.level is None or p.level.mention.hedge is not None for p in parts):
        return False
    gap, size = abs(sum(p.approximate for p in parts) - whole.approximate), abs(whole.approximate)
    if gap > 0.06 * size or gap > sum(p.slack for p in parts) + whole.slack + _FLOAT_ERROR * size:
        return False
    total, target = total_of(parts), inner(whole.level.mention)
    if not total.overlaps(target) or total.low is None or total.high is None or not target.high:
        return False
    return total.high - total.low <= target.high * _RELATIVE_SLACK


def same_frame(breakdown: Breakdown, flow: str) -> bool:
    """Whether whole and parts count the same units: no part of those above designated size under a whole of all."""
    span = flow[breakdown.whole.end:breakdown.parts[-1].end]
    return not any(word in span and word not in breakdown.whole.name for word in ("限额以上", "限上", "规模以上", "规上", "资质以上"))


def entries_of(facts: Sequence[Fact]) -> list[Entry]:
    """The items of a document in text order: levels with their growth, growths and rates that stand alone."""
    found = []
    for fact in facts:
        if fact.role is Role.LEVEL and fact.mention.unit and fact.mention.kind is not Kind.NUMBER:
            if fact.mention.kind is Kind.MEASURE and unit_of(fact.mention)[0] in ("年", "天"):
                continue
            found.append(Entry(fact, fact, fact.growth))
        elif fact.role is Role.GROWTH and fact.of is None and fact.phrase.key and not fact.average:
            found.append(Entry(fact, None, fact))
        elif fact.role is Role.RATE and fact.phrase.key:
            found.append(Entry(fact, None, None))
    return found
