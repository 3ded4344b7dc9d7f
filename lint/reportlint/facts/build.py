"""From mentions to facts: each number gets its indicator, year, part and the number that it qualifies.

The text is walked block by block and sentence by sentence. What stands between two numbers decides what the
second one is: a noun phrase names an indicator, "增长" makes a growth, "占…" a share, "其中" begins the parts
of the level before it. A clause that names nothing carries the last indicator on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from reportlint import extended as regex
from reportlint.document import Block, BlockKind, Document, Part, Report, ReportKind
from reportlint.facts import leads
from reportlint.facts.indicators import Phrase, places_in, read_phrase
from reportlint.facts.model import Fact, Role
from reportlint.mentions import Grain, Kind, Mention
from reportlint.records import dataclass

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
            if gap and leads.STOP.search(gap):
                self._new_sentence(context, mention.start)
            if mention.kind is Kind.PERIOD:
                if leads.NAMING.match(self.flow, mention.end) or self._in_brackets(block, mention.start):
                    # 上年结转, （因上年…）: part of a name or an aside, not when the next number is
                    continue
                self._period(context, mention, gap)
                if mention.period is not None and leads.COMPARED.search(gap) is None:
                    cuts.append((mention.start, mention.end))
                continue
            if mention.kind in (Kind.ORDINAL, Kind.LABEL) or mention.bare or self._is_threshold(mention):
                continue
            if "分别" in gap and mention.kind in leads.RATES and not context.names:
                self._gather(context, mentions, index)
            self._number(context, mention, gap)
            position = mention.end
            cuts.clear()

    def _is_threshold(self, mention: Mention) -> bool:
        """Whether an amount only sorts what follows: 10亿元以上项目, 万亿元台阶."""
        if not mention.printed.strip("百千万亿"):
            return leads.THRESHOLD.match(self.flow, mention.end) is not None
        return self.flow.startswith("以", mention.end) and leads.SORTED.match(self.flow, mention.end) is not None

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
        compared = leads.COMPARED.search(gap) is not None
        if compared or self.flow.startswith(("同期", "相比", "的基础上"), mention.end) or mention.printed.endswith("同期") or leads.MULTIPLIED.match(self.flow, mention.end):
            context.basis_year = period.year
            return
        if period.masked:
            context.year, context.explicit = None, True
            return
        year = period.year
        if leads.START.search(gap):
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
        lead = leads.clause(self.flow[max(mentions[index].start - 60, 0):mentions[index].start])
        count = 1
        for before, after in zip(mentions[index:], mentions[index + 1:], strict=False):
            if after.kind is not mentions[index].kind or self.flow[before.end:after.start].strip() not in leads.LIST_GAPS:
                break
            count += 1
        context.dealt = ()
        subject = leads.BASIS.sub("", lead.partition("分别")[0])
        if read_phrase(subject):
            names = leads.names(subject)
            context.level, context.named = None, 0
            context.dealt = names if len(names) == count else ()
            return
        average = leads.AVERAGE.search(lead) is not None  # 比2011年分别增长43.7%和75%，年均分别增长7.5%和11.9%
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
        mark = leads.MARK.search(gap) if gap else None
        lead = gap[mark.end():] if mark is not None else gap
        if mark is not None and not lead.strip(" 　、") and mark[0] in "：:":
            before = leads.MARK.search(gap, 0, mark.start())
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
        elif context.whole is not None and mention.kind in leads.LEVELS:
            context.commas += 1
        if mention.kind in leads.RATES:
            self._rate(context, mention, gap, lead)
        elif mention.kind in leads.LEVELS:
            self._level(context, mention, gap, lead)

    # ── Levels ────────────────────────────────────────────────────────────────────────────────────────

    def _level(self, context: _Context, mention: Mention, gap: str, lead: str) -> None:
        if "占" in lead or ("每" in lead and leads.PER.search(lead)):
            self._add(context, mention, Role.OTHER, context.phrase, False)
            return
        distributed = leads.DISTRIBUTED.match(lead) if "分别" in lead else None
        if distributed is not None:
            context.names = leads.names(distributed["names"])
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
        change = leads.change_in(lead)
        if change is not None and not leads.TO.search(lead):
            rest = change["lead"]
            basis = leads.BASIS.search(rest)
            subject = read_phrase(rest[:basis.start()] if basis else rest)
            if (mention.unit and change["word"] not in ("增", "减", "降", "涨", "扩大", "提高", "提升")) or basis is not None:
                fact = self._add(context, mention, Role.DELTA, subject or context.phrase, bool(subject))
                fact.direction = -1 if change["down"] else 1
                fact.average = leads.AVERAGE.search(lead) is not None
                fact.comparable = leads.COMPARABLE.search(lead) is not None
                if not subject and context.level is not None and context.level.mention.unit == mention.unit:
                    fact.of = context.level
                    context.level.changes.append(fact)
                return
        if context.level is not None and context.level.mention.unit == mention.unit and leads.BASED.search(lead) and leads.CHANGES.match(self.flow, mention.end):
            # "比“十三五”时期的169.88亿元增加…": what the level before is compared with
            context.level.base = self._add(context, mention, Role.BASE, context.level.phrase, False)
            context.level.base.year, context.level.base.grain = None, Grain.YEARS
            return
        phrase = self._full_name(context, read_phrase(lead.lstrip("、")))
        own = bool(phrase)
        base = context.level if context.level is not None and leads.TO.search(lead) and leads.is_base(context.level, self.flow) else None
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
        if len(phrase.key) == 2 and context.phrase.key != phrase.key and leads.COUNTERPART.match(phrase.key):
            front = leads.COUNTERPART.sub("", context.phrase.text)
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
        planned = leads.PLAN.search(lead)
        if planned is not None and mention.kind is Kind.PERCENT:
            fact = self._add(context, mention, Role.SHARE, context.phrase, False)
            fact.denominator = Phrase(planned["plan"], frozenset(), planned["plan"], None)
            self._attach(context, fact)
            return
        share = leads.SHARE.match(lead)
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
        change = leads.change_in(lead)
        if change is not None:
            self._change(context, mention, change, lead)
            return
        if leads.OTHERS.search(lead):
            self._add(context, mention, Role.OTHER, context.phrase, False)
            return
        phrase = read_phrase(lead)
        fact = self._add(context, mention, Role.RATE, phrase or context.phrase, bool(phrase))
        if phrase:
            context.phrase, context.level = phrase, fact

    def _share_from(self, context: _Context, mention: Mention, lead: str) -> Fact | None:
        """The share right before that a change to this one starts from."""
        last = self.facts[-1] if len(self.facts) > context.first_fact else None
        if last is None or last.role is not Role.SHARE or last.mention.kind is not mention.kind or not leads.TO.fullmatch(lead):
            return None
        before = self.flow[max(last.sentence[0], last.mention.start - 12):last.mention.start]
        return last if leads.SHARE_FROM.search(before) else None

    def _change(self, context: _Context, mention: Mention, change: regex.Match[str], lead: str) -> None:
        role = Role.POINT_CHANGE if mention.kind in (Kind.PERCENTAGE_POINT, Kind.BASIS_POINT) else Role.GROWTH
        rest = change["lead"]
        basis = leads.BASIS.search(rest)
        subject_text = rest[:basis.start()] if basis else rest
        if leads.OTHERS.search(subject_text):
            role = Role.OTHER
        subject = read_phrase(subject_text)
        fact = self._add(context, mention, role, subject or context.phrase, bool(subject))
        fact.direction = -1 if change["down"] else 1
        fact.average = leads.AVERAGE.search(lead) is not None
        fact.comparable = leads.COMPARABLE.search(lead) is not None
        fact.basis_year = context.basis_year
        context.basis_year = None
        if not subject or (context.level is not None and subject.key == context.level.indicator):
            self._attach(context, fact)
        else:
            context.phrase, context.level = subject, None

    def _distributed_rate(self, context: _Context, mention: Mention, lead: str) -> None:
        """The rates of a distributive list: the n-th belongs to the n-th level."""
        if "分别" in lead:
            change = leads.change_in(lead)
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
            Role.GROWTH, -1 if change["down"] else 1, leads.AVERAGE.search(lead) is not None, leads.COMPARABLE.search(lead) is not None, basis,
        )

    def _dealt_rate(self, context: _Context, mention: Mention, lead: str) -> None:
        """The rates of a list of names without levels: A、B增加值分别增长17.8%、4.8%."""
        if "分别" in lead:
            change = leads.change_in(lead)
            rate = Role.OTHER if leads.OTHERS.search(lead) or "占" in lead else Role.RATE
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
