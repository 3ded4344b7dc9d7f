"""From mentions to facts: each number gets its indicator, year, part and the number that it qualifies.

The text is walked block by block and sentence by sentence. What stands between two numbers decides what the
second one is: a noun phrase names an indicator, "增长" makes a growth, "占…" a share, "其中" begins the parts
of the level before it. A clause that names nothing carries the last indicator on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from reportlint import extended as regex
from reportlint import patterns as re
from reportlint.document import Block, BlockKind, Document, Part, Report, ReportKind
from reportlint.facts.indicators import Phrase, places_in, read_phrase
from reportlint.facts.model import Fact, Role
from reportlint.mentions import Grain, Kind, Mention
from reportlint.records import dataclass

_MARK = regex.compile(r"[，。；：！？;,:\n]", regex.REVERSE)
_STOP = re.compile(r"[。！？\n]")
_UP = "新增|增产|增收|增支|多收|多支|增长|增幅|增速|上升|提高|增加|上涨|攀升|提升|净增|扩大|多增|增|涨"
_DOWN = "减产|减收|减支|短收|少收|少支|下降|减少|降低|下滑|回落|负增长|下跌|缩小|收窄|少增|减|降|压减|压降|下拉"
_TAIL = r"(?:了|率|速度|幅度|幅)?(?:为|达到?|约为?|约|近|超过|超|逾|高达|在|：|:)?\s*\Z"
_CHANGE = regex.compile(rf"(?P<lead>.*?)(?<!自然)(?P<word>(?P<down>{_DOWN})|(?P<up>{_UP})){_TAIL}", regex.DOTALL)
_CHANGING = frozenset(word[-1] for word in f"{_UP}|{_DOWN}".split("|"))
"""The last characters of the words of change: a text without any of them speaks of none."""
_BASIS = regex.compile(
    r"(?:同期)?(?:同比|环比|比上年同期|比去年同期|较上年同期|较去年同期|比上年末|比上年底|比年初|较年初|比上年|较上年|比去年|较去年|比上一年|较上一年|比[前上]一?年度?(?:完成数|执行数|预算数?|决算数?|预计数|实际)?|[比较](?:上年|去年)?(?:完成数|执行数|决算数|预计执行数|预计完成数|实绩)|(?:比|较|与)(?:19|20)\d\d年(?:末|底|初|同期)?(?:预计|完成|执行|决算|预算|实际)*数?|与上年相比|同期|同口径|按可比口径|按可比价格?计算?|按可比价|可比口径|按不变价格?计算?|可比|按同口径计算?|剔除[^，]{0,20}因素后?|扣除[^，]{0,16}因素后?|实际|名义|自然口径|年均|平均每年|年平均|每年|将|预计|分别|各|平均|又|也|均|再|再次|逐年|累计)*\Z"
)
_COMPARABLE = regex.compile(r"可比|不变价|同口径|实际增|实际下|剔除|扣除|实际$")
_AVERAGE = regex.compile(r"年均|平均每年|年平均|每年")
_SHARE = regex.compile(r"(?P<lead>.*?)占(?P<of>[^，。；占]{0,30}?)(?:的)?(?:比重|比例|份额|比)?[）)]?(?:的|为|达到?|约为?|约|近|超过|超|由|从|是|分别为)*\s*\Z", regex.DOTALL)
_PLAN = regex.compile(r"(?:为|占|完成|达到?|相当于)(?:了)?[^，。；\d]{0,8}?(?P<plan>(?:年初|调整|年度|变动|全年|序时)*(?:预算|计划|目标|任务))(?:数|安排)?的?(?:约)?\s*\Z")
_OTHERS = regex.compile(r"(?:高于|低于|快于|慢于|高出|优于|超出|领先|大于|小于|[比较][^，。；]{1,16}(?:高|低|快|慢)|跑赢)[^，。；]{0,24}\Z")
_TO = regex.compile(rf"(?:{_UP}|{_DOWN}|拓展|发展|调整|拓宽|压缩|下调|上调|增|减|升|降)?(?:到|至|为了?)了?的?(?:约|近|超|超过)?\s*\Z")
_FROM = regex.compile(r"(?:由|从|自)(?:[^，。；\d]|\d{4}年){0,14}\Z")
_SHARE_FROM = regex.compile(r"(?:由|从)(?:[^，。；\d]|\d{4}年)*\Z")
_DISTRIBUTED = regex.compile(r"(?P<names>.*?)(?:[\s]*)分别(?:为|达到?|是|实现|完成|有|增长到?|占|约为?)*\s*\Z", regex.DOTALL)
_BASED = regex.compile(r"(?:比|较|由|从)[^，。；]{0,24}\Z")
_CHANGES = regex.compile(r"[^，。；\d]{0,4}(?:增|减|提高|下降|上升|扩大|多|少|高|低|缩)(?![^，。；\d]{0,3}[到至])")
_PER = regex.compile(r"每(?:万|千|百|十)?[\u4e00-\u9fff]{0,5}(?:约|达|超过?)?\Z")
_THRESHOLD = regex.compile(r"(?:元|美元)?(?:及)?(?:以上|以下)?的?[\u4e00-\u9fff]")
_SORTED = regex.compile(
    r"(?:以上|以下|以内)的?[\u4e00-\u9fff]{0,6}?(?:项目|企业|园区|集群|产业|基地|农户|大户|客商|单位|工程|品牌|产品|税源|大镇|强镇|村|个体)"
)
_MULTIPLIED = regex.compile(r"(?:全年|同期)?的\s*(?:[0-9.]+|[一二两三四五六七八九十]+)倍")
_START = regex.compile(r"(?:由|从|自)\s*\Z")
_COUNTERPART = regex.compile(r"(?:收入|支出|结余)\Z")
_AND = regex.compile(r"[、和与及]")
_NAMING = regex.compile(r"(?:滚存)?(?:结转|结余|净结余)|(?:以来)?(?:累计)?(?:结转|结余)")
_LIST_GAPS = frozenset({"、", "和", "及", "与", "，", "以及"})
_COMPARED = regex.compile(r"(?:比|较|同|与|跟|于|按|相比)\Z")
_LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE, Kind.NUMBER})
_RATES = frozenset({Kind.PERCENT, Kind.PER_MILLE, Kind.PERCENTAGE_POINT, Kind.MULTIPLE, Kind.TENTHS, Kind.BASIS_POINT})
_EMPTY = Phrase("", frozenset(), "", None)


@dataclass(frozen=True, slots=True)
class _Dealing:
    """What "分别" says of all the rates that it deals out."""

    role: Role = Role.OTHER
    direction: int = 1
    average: bool = False
    comparable: bool = False
    basis_year: int | None = None

    def mark(self, fact: Fact) -> None:
        """Tells a fact what it is."""
        fact.direction, fact.average, fact.comparable, fact.basis_year = self.direction, self.average, self.comparable, self.basis_year


@dataclass(slots=True)
class _Context:
    """What a clause carries on from the ones before it."""

    report: Report
    part: Part
    block: int
    year: int | None = None
    grain: Grain = Grain.YEAR
    explicit: bool = False
    phrase: Phrase = _EMPTY
    level: Fact | None = None
    whole: Fact | None = None
    listed: bool = False
    commas: int = 0
    basis_year: int | None = None
    names: tuple[Phrase, ...] = ()
    named: int = 0
    levels: tuple[Fact, ...] = ()
    scope: frozenset[str] = frozenset()
    brackets: list[Fact | None] = field(default_factory=list)
    first_fact: int = 0
    distributed: _Dealing = _Dealing()
    dealt: tuple[Phrase, ...] = ()
    start: tuple[int | None, Grain] | None = None


def build(document: Document, mentions: Sequence[Mention]) -> list[Fact]:
    """The facts of a document, in order."""
    builder = _Builder(document)
    index, count = 0, len(mentions)
    for number, block in enumerate(document.blocks):
        first = index
        while index < count and mentions[index].start < block.end:
            index += 1
        if block.kind is BlockKind.HEADING:
            builder.section(block)
        if first < index and block.kind not in (BlockKind.CODE, BlockKind.CELL):
            builder.block(number, block, mentions[first:index])
    return builder.facts


class _Builder:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.flow = document.flow
        self.facts: list[Fact] = []
        self._sections: dict[int, frozenset[str]] = {}

    def section(self, block: Block) -> None:
        """Notes whose values the section under a heading speaks of."""
        level = block.level
        for deeper in [known for known in self._sections if known >= level]:
            del self._sections[deeper]
        named = places_in(self.flow[block.start:block.end])
        if named:
            self._sections[level] = named

    def block(self, number: int, block: Block, mentions: Sequence[Mention]) -> None:
        """Adds the facts of one block."""
        report = self.document.report_at(block.start)
        part = report.part_at(block.start)
        context = _Context(report, part, number)
        context.first_fact = len(self.facts)
        if self._sections:
            context.scope = self._sections[max(self._sections)]
        context.year = self._default_year(report, part)
        position = block.start
        cuts: list[tuple[int, int]] = []
        for index, mention in enumerate(mentions):
            gap = self._gap(position, mention.start, cuts)
            if gap and _STOP.search(gap):
                self._new_sentence(context, mention.start)
            if mention.kind is Kind.PERIOD:
                if _NAMING.match(self.flow, mention.end) or self._in_brackets(block, mention.start):
                    # 上年结转, （因上年…）: part of a name or an aside, not when the next number is
                    continue
                self._period(context, mention, gap)
                if mention.period is not None and _COMPARED.search(gap) is None:
                    cuts.append((mention.start, mention.end))
                continue
            if mention.kind in (Kind.ORDINAL, Kind.LABEL) or mention.bare or self._is_threshold(mention):
                continue
            if "分别" in gap and mention.kind in _RATES and not context.names:
                self._gather(context, mentions, index)
            self._number(context, mention, gap)
            position = mention.end
            cuts.clear()

    def _is_threshold(self, mention: Mention) -> bool:
        """Whether an amount only sorts what follows: 10亿元以上项目, 万亿元台阶."""
        if not mention.printed.strip("百千万亿"):
            return _THRESHOLD.match(self.flow, mention.end) is not None
        return self.flow.startswith("以", mention.end) and _SORTED.match(self.flow, mention.end) is not None

    def _in_brackets(self, block: Block, offset: int) -> bool:
        """Whether an offset stands inside round brackets of its sentence."""
        opened = max(self.flow.rfind("（", block.start, offset), self.flow.rfind("(", block.start, offset))
        return opened > max(self.flow.rfind(c, block.start, offset) for c in "）)。")

    def _gap(self, start: int, end: int, cuts: Sequence[tuple[int, int]]) -> str:
        """The text between two numbers, without the periods that it names."""
        if not cuts:
            return self.flow[start:end]
        pieces = []
        for first, last in cuts:
            pieces.append(self.flow[start:first])
            start = max(start, last)
        pieces.append(self.flow[start:end])
        return "".join(pieces)

    def _default_year(self, report: Report, part: Part) -> int | None:
        return report.target_year if part is Part.TARGET else report.year

    def _new_sentence(self, context: _Context, offset: int) -> None:
        context.level = context.whole = None
        context.brackets.clear()
        context.first_fact = len(self.facts)
        context.phrase, context.basis_year = _EMPTY, None
        context.names, context.levels, context.named, context.dealt = (), (), 0, ()
        part = context.report.part_at(offset)
        if part is not context.part or context.grain is not Grain.YEAR:
            context.part, context.grain = part, Grain.YEAR
            context.year, context.explicit = self._default_year(context.report, part), False

    def _period(self, context: _Context, mention: Mention, gap: str) -> None:
        """Moves the context to the period that a clause names; a period that is compared with becomes the basis."""
        period = mention.period
        if period is None:
            return
        compared = _COMPARED.search(gap) is not None
        if compared or self.flow.startswith(("同期", "相比", "的基础上"), mention.end) or mention.printed.endswith("同期") or _MULTIPLIED.match(self.flow, mention.end):
            context.basis_year = period.year
            return
        if period.masked:
            context.year, context.explicit = None, True
            return
        year = period.year
        if _START.search(gap):
            # 由上年的26.2%提高到…: the year of the first number only
            relative = None if period.relative is None else self._relative(context, period.relative, mention.printed)
            context.start = (year if year is not None else relative), period.grain
        elif year is not None:
            context.year, context.explicit, context.grain = year, True, period.grain
        elif period.start is not None or period.grain is Grain.YEARS:
            context.year, context.grain, context.explicit = None, Grain.YEARS, True
        elif period.relative is not None:
            context.year = self._relative(context, period.relative, mention.printed)
            context.grain = period.grain

    def _relative(self, context: _Context, offset: int, word: str) -> int | None:
        report = context.report
        if word.startswith(("今年", "本年", "去年", "前年", "明年")) and report.kind is not ReportKind.COMMUNIQUE:
            return None if report.target_year is None else report.target_year + offset
        if offset == 0:
            return context.year if context.year is not None else self._default_year(report, context.part)
        return None if report.year is None else report.year + offset

    def _gather(self, context: _Context, mentions: Sequence[Mention], index: int) -> None:
        """Finds the levels that "分别" deals rates out to: as many of the last ones as rates follow."""
        lead = _clause(self.flow[max(mentions[index].start - 60, 0):mentions[index].start])
        count = 1
        for before, after in zip(mentions[index:], mentions[index + 1:], strict=False):
            if after.kind is not mentions[index].kind or self.flow[before.end:after.start].strip() not in _LIST_GAPS:
                break
            count += 1
        context.dealt = ()
        subject = _BASIS.sub("", lead.partition("分别")[0])
        if read_phrase(subject):
            names = _names(subject)
            context.level, context.named = None, 0
            context.dealt = names if len(names) == count else ()
            return
        average = _AVERAGE.search(lead) is not None  # 比2011年分别增长43.7%和75%，年均分别增长7.5%和11.9%
        levels = [f for f in self.facts[context.first_fact:] if f.role is Role.LEVEL and f.mention.unit and not any(c.average is average for c in f.changes)]
        context.levels = tuple(levels[-count:]) if count > 1 and len(levels) >= count else ()
        context.named = 0
        if count > 1 and not context.levels:
            context.level = None

    def _brackets(self, context: _Context, gap: str) -> None:
        """Leaves what stands in brackets when they close: the level before them is the subject again."""
        for c in gap:
            if c in "（(":
                context.brackets.append(context.level)
            elif c in "）)" and context.brackets:
                context.level = context.brackets.pop()

    def _number(self, context: _Context, mention: Mention, gap: str) -> None:
        if "（" in gap or "）" in gap or "(" in gap or ")" in gap:
            self._brackets(context, gap)
        mark = _MARK.search(gap) if gap else None
        lead = gap[mark.end():] if mark is not None else gap
        if mark is not None and not lead.strip(" 　、") and mark[0] in "：:":
            before = _MARK.search(gap, 0, mark.start())
            lead = gap[before.end() if before else 0:mark.start()]
        if "其中" in gap:
            # "其中：" opens a list that runs to the full stop, "其中" without the colon one that ends with the clause
            context.whole = context.level
            context.listed = "其中：" in gap or "其中:" in gap
            context.commas = 0
        elif "加上" in gap:
            context.whole = None
        elif context.whole is not None and ("；" in gap or ";" in gap):
            if not context.listed or context.commas:
                context.whole = None
        elif context.whole is not None and mention.kind in _LEVELS:
            context.commas += 1
        if mention.kind in _RATES:
            self._rate(context, mention, gap, lead)
        elif mention.kind in _LEVELS:
            self._level(context, mention, gap, lead)

    # ── Levels ────────────────────────────────────────────────────────────────────────────────────────

    def _level(self, context: _Context, mention: Mention, gap: str, lead: str) -> None:
        if "占" in lead or ("每" in lead and _PER.search(lead)):
            self._add(context, mention, Role.OTHER, context.phrase, False)
            return
        distributed = _DISTRIBUTED.match(lead) if "分别" in lead else None
        if distributed is not None:
            context.names = _names(distributed["names"])
            context.named, context.levels = 0, ()
        elif context.names and gap not in ("、", "和", "及", "与") and not gap.strip("、，和 "):
            pass
        elif gap not in ("、", "和", "及", "与"):
            context.names, context.levels = (), ()
        if context.names and context.named < len(context.names):
            phrase, own = context.names[context.named], True
            context.named += 1
            fact = self._add(context, mention, Role.LEVEL, phrase, own)
            context.levels = (*context.levels, fact)
            context.level, context.phrase = fact, phrase
            return
        change = _change_in(lead)
        if change is not None and not _TO.search(lead):
            rest = change["lead"]
            basis = _BASIS.search(rest)
            subject = read_phrase(rest[:basis.start()] if basis else rest)
            if (mention.unit and change["word"] not in ("增", "减", "降", "涨", "扩大", "提高", "提升")) or basis is not None:
                fact = self._add(context, mention, Role.DELTA, subject or context.phrase, bool(subject))
                fact.direction = -1 if change["down"] else 1
                fact.average = _AVERAGE.search(lead) is not None
                fact.comparable = _COMPARABLE.search(lead) is not None
                if not subject and context.level is not None and context.level.mention.unit == mention.unit:
                    fact.of = context.level
                    context.level.changes.append(fact)
                return
        if context.level is not None and context.level.mention.unit == mention.unit and _BASED.search(lead) and _CHANGES.match(self.flow, mention.end):
            # "比“十三五”时期的169.88亿元增加…": what the level before is compared with
            context.level.base = self._add(context, mention, Role.BASE, context.level.phrase, False)
            context.level.base.year, context.level.base.grain = None, Grain.YEARS
            return
        phrase = self._full_name(context, read_phrase(lead.lstrip("、")))
        own = bool(phrase)
        base = context.level if context.level is not None and _TO.search(lead) and _is_base(context.level, self.flow) else None
        if base is not None and base.mention.unit == mention.unit:
            fact = self._add(context, mention, Role.LEVEL, base.phrase, base.own_phrase)
            fact.base = base
            base.role = Role.BASE
        else:
            fact = self._add(context, mention, Role.LEVEL, phrase or context.phrase, own)
        fact.whole = context.whole
        context.level = fact
        if own:
            context.phrase = phrase

    def _full_name(self, context: _Context, phrase: Phrase) -> Phrase:
        """A bare 支出 behind a named 收入 is that fund's: 失业保险基金收入2.1亿元、支出1.8亿元."""
        if len(phrase.key) == 2 and context.phrase.key != phrase.key and _COUNTERPART.match(phrase.key):
            front = _COUNTERPART.sub("", context.phrase.text)
            if len(front) >= 2 and front != context.phrase.text:
                return replace(read_phrase(front + phrase.text), scope=context.phrase.scope)
        return phrase

    # ── Rates ─────────────────────────────────────────────────────────────────────────────────────────

    def _rate(self, context: _Context, mention: Mention, gap: str, lead: str) -> None:
        listed = gap in ("、", "和", "及", "与")
        if context.levels and (listed or "分别" in lead):
            self._distributed_rate(context, mention, lead)
            return
        last = self.facts[-1] if listed and len(self.facts) > context.first_fact else None
        if last is not None and last.role is Role.OTHER and last.mention.kind is mention.kind:
            self._add(context, mention, Role.OTHER, context.phrase, False)  # 高于…7个和5个百分点
            return
        if context.dealt and (listed or "分别" in lead):
            self._dealt_rate(context, mention, lead)
            return
        planned = _PLAN.search(lead)
        if planned is not None and mention.kind is Kind.PERCENT:
            fact = self._add(context, mention, Role.SHARE, context.phrase, False)
            fact.denominator = Phrase(planned["plan"], frozenset(), planned["plan"], None)
            self._attach(context, fact)
            return
        share = _SHARE.match(lead)
        if share is not None and mention.kind in (Kind.PERCENT, Kind.TENTHS):
            subject = read_phrase(share["lead"].rpartition("（")[2])
            fact = self._add(context, mention, Role.SHARE, subject or context.phrase, bool(subject))
            fact.denominator = read_phrase(share["of"])
            if not subject:
                self._attach(context, fact)
            return
        if last_share := self._share_from(context, mention, lead):
            # 占…比重从1.07%提高到1.49%: the second is the share now, the first what it was
            fact = self._add(context, mention, Role.SHARE, last_share.phrase, last_share.own_phrase)
            fact.denominator, fact.of, last_share.role = last_share.denominator, last_share.of, Role.OTHER
            if last_share.of is not None:
                last_share.of.changes = [fact if c is last_share else c for c in last_share.of.changes]
            return
        change = _change_in(lead)
        if change is not None:
            self._change(context, mention, change, lead)
            return
        if _OTHERS.search(lead):
            self._add(context, mention, Role.OTHER, context.phrase, False)
            return
        phrase = read_phrase(lead)
        fact = self._add(context, mention, Role.RATE, phrase or context.phrase, bool(phrase))
        if phrase:
            context.phrase, context.level = phrase, fact

    def _share_from(self, context: _Context, mention: Mention, lead: str) -> Fact | None:
        """The share right before that a change to this one starts from."""
        last = self.facts[-1] if len(self.facts) > context.first_fact else None
        if last is None or last.role is not Role.SHARE or last.mention.kind is not mention.kind or not _TO.fullmatch(lead):
            return None
        before = self.flow[max(last.sentence[0], last.mention.start - 12):last.mention.start]
        return last if _SHARE_FROM.search(before) else None

    def _change(self, context: _Context, mention: Mention, change: regex.Match[str], lead: str) -> None:
        role = Role.POINT_CHANGE if mention.kind in (Kind.PERCENTAGE_POINT, Kind.BASIS_POINT) else Role.GROWTH
        rest = change["lead"]
        basis = _BASIS.search(rest)
        subject_text = rest[:basis.start()] if basis else rest
        if _OTHERS.search(subject_text):
            role = Role.OTHER
        subject = read_phrase(subject_text)
        fact = self._add(context, mention, role, subject or context.phrase, bool(subject))
        fact.direction = -1 if change["down"] else 1
        fact.average = _AVERAGE.search(lead) is not None
        fact.comparable = _COMPARABLE.search(lead) is not None
        fact.basis_year = context.basis_year
        context.basis_year = None
        if not subject or (context.level is not None and subject.key == context.level.indicator):
            self._attach(context, fact)
        else:
            context.phrase, context.level = subject, None

    def _distributed_rate(self, context: _Context, mention: Mention, lead: str) -> None:
        """The rates of a distributive list: the n-th belongs to the n-th level."""
        if "分别" in lead:
            change = _change_in(lead)
            context.named = 0
            context.distributed = self._dealing(context, Role.OTHER, change, lead)
        if context.named >= len(context.levels):
            return
        level = context.levels[context.named]
        context.named += 1
        role = Role.POINT_CHANGE if mention.kind is Kind.PERCENTAGE_POINT else context.distributed.role
        fact = self._add(context, mention, role, level.phrase, False)
        context.distributed.mark(fact)
        fact.of = level
        level.changes.append(fact)

    @staticmethod
    def _dealing(context: _Context, rate: Role, change: regex.Match[str] | None, lead: str) -> _Dealing:
        """What the words around 分别 say; the year compared with is used up."""
        basis, context.basis_year = context.basis_year, None
        if change is None:
            return _Dealing(rate)
        return _Dealing(
            Role.GROWTH, -1 if change["down"] else 1, _AVERAGE.search(lead) is not None, _COMPARABLE.search(lead) is not None, basis,
        )

    def _dealt_rate(self, context: _Context, mention: Mention, lead: str) -> None:
        """The rates of a list of names without levels: A、B增加值分别增长17.8%、4.8%."""
        if "分别" in lead:
            change = _change_in(lead)
            rate = Role.OTHER if _OTHERS.search(lead) or "占" in lead else Role.RATE
            context.distributed = self._dealing(context, rate, change, lead)
        if context.named >= len(context.dealt):
            return
        role = Role.POINT_CHANGE if mention.kind is Kind.PERCENTAGE_POINT else context.distributed.role
        fact = self._add(context, mention, role, context.dealt[context.named], True)
        context.distributed.mark(fact)
        context.named += 1

    def _attach(self, context: _Context, fact: Fact) -> None:
        """Ties a rate to the level before it in the sentence."""
        if context.level is not None:
            fact.of = context.level
            context.level.changes.append(fact)
            if fact.comparable:
                context.level.comparable = True

    def _add(self, context: _Context, mention: Mention, role: Role, phrase: Phrase, own: bool) -> Fact:
        if own and (phrase.scope or phrase.everywhere):
            context.scope = phrase.scope
        elif context.scope and not phrase.scope and not phrase.everywhere and phrase.key:
            phrase = replace(phrase, scope=context.scope)
        sentence = self.document.sentence_at(mention.start)
        year, grain = (context.year, context.grain) if context.start is None else context.start
        context.start = None
        fact = Fact(mention, role, phrase, year, grain, context.part, sentence, context.block, context.explicit, own)
        self.facts.append(fact)
        return fact


def _change_in(lead: str) -> regex.Match[str] | None:
    """The word of change before a number, with what stands before it."""
    return None if _CHANGING.isdisjoint(lead) else _CHANGE.match(lead)


def _clause(text: str) -> str:
    """The text behind the last mark."""
    mark = _MARK.search(text)
    return text[mark.end():] if mark is not None else text


def _is_base(level: Fact, flow: str) -> bool:
    """Whether a level is what a change starts from: 由5.9亿元…, 从16.9平方公里…."""
    return _FROM.search(flow[max(level.sentence[0], level.mention.start - 18):level.mention.start]) is not None


def _names(text: str) -> tuple[Phrase, ...]:
    """The phrases of a distributive list; a common ending is given back to the shorter names."""
    raw = [name for name in _AND.split(text.rsplit("，", 1)[-1]) if name.strip()]
    if len(raw) < 2:
        return ()
    last = raw[-1]
    expanded = [
        name + last[1:] if name[-1] == "存" and last.startswith("贷款")  # 金融机构存、贷款余额
        else name + last[len(name):] if len(last) > len(name) + 1 and len(name) <= 4 else name for name in raw[:-1]
    ]
    return tuple(read_phrase(name) for name in (*expanded, last))
