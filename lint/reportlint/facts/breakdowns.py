"""Breakdowns: a whole and the parts that the text takes out of it.

Four wordings make one: "其中" takes parts out of what stands before it; "分…看", "按…分" breaks up the topic of
the paragraph; "加上…，合计" adds up what came before; and numbers that add up to a neighbour to the last digit
belong together without a word. Whether the parts are all there are is not decided here: a list may be open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from fractions import Fraction
from functools import partial
from itertools import takewhile

from reportlint import extended as regex
from reportlint.document import Document
from reportlint.facts.definitions import by_definition
from reportlint.facts.entries import Breakdown, Entry, Wording, closes, comparable, total_of
from reportlint.facts.model import Role
from reportlint.facts.partitions import goes_on, whole_of
from reportlint.facts.values import inner
from reportlint.records import dataclass

_THRESHOLD = regex.compile(r"(?:及|（含）|\(含\))以[上下][\u4e00-\u9fff]{2}")
"""What an amount is followed by that only sorts the name behind it: 2000万元及以上工业企业."""
_SPLIT = regex.compile(
    r"按[^，。；：\d]{1,16}?(?:看|分|来看|划分|统计)(?=[，,：:]|[\u4e00-\u9fff])|分[^，。；：\d]{1,16}?(?:看|分|来看|划分|统计)(?=[，,：:])|从[^，。；：\d]{1,14}看(?=[，,：:])"
)
_WITHIN = regex.compile(r"(?<![对从在将于把])其中")
_PLUS = regex.compile(r"\s*(?:再)?加上?[：:]?")
_MAX_LEAD = 24
_TOTAL = regex.compile(r"(?:合计|总计|总量|总收入|总支出|共计|总数)(?:[^，。；]{0,6})\Z")
_BRACKET = regex.compile(r"[（(）)]")
_SENTENCE = regex.compile(r"[。！？\n]")
_TAIL = regex.compile(r"(?:完成额|总额|总值|总量|额)\Z")
_LONG_NAME = 4
_KEEP = object()
_HEADS = ("总额", "总值", "总量", "总计", "合计", "增加值", "产值", "总产值", "零售总额", "收入", "支出", "投资", "余额", "产量", "面积", "人数", "数", "额", "量", "总收入")


@dataclass(slots=True)
class _Frame:
    whole: Entry | None
    parts: list[Entry]
    wording: Wording
    lead: str
    colon: bool = False
    commas: bool = False
    depth: int = 0
    after_semicolon: bool = False


@dataclass(slots=True)
class _State:
    topics: list[Entry] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    closed: list[_Frame] = field(default_factory=list)
    semicolon: bool = False
    since_total: list[Entry] = field(default_factory=list)
    bases: list[Entry] = field(default_factory=list)
    """What stands before a sentence that begins with 加上."""


def breakdowns_of(document: Document, entries: Sequence[Entry]) -> list[Breakdown]:
    """The breakdowns of a document, in the order in which they close."""
    entries = [e for e in entries if _THRESHOLD.match(document.flow, e.fact.mention.end) is None]
    found: list[Breakdown] = []
    index = 0
    before: list[Entry] = []
    while index < len(entries):
        block = entries[index].fact.block
        last = index
        while last < len(entries) and entries[last].fact.block == block:
            last += 1
        state = _walk(document.flow, document.blocks[block].start, entries[index:last], before)
        of_block = [breakdown for frame in state.closed for breakdown in _resolve(frame, state, before)]
        found.extend(of_block)
        found.extend(_neighbours(state, of_block))
        before = state.topics[-6:] or before
        index = last
    found.extend(by_definition(document, entries, found))
    return found


def _walk(flow: str, start: int, entries: Sequence[Entry], prior: Sequence[Entry]) -> _State:
    """Opens and closes frames along one block."""
    state = _State()
    position = start
    previous: Entry | None = None
    outside: list[Entry | object | None] = []
    for entry in entries:
        if previous is not None and position > entry.start:
            # brackets: what belongs to the level before them stands behind this one
            position = previous.fact.mention.end
        gap = flow[position:entry.start]
        ends = [m.end() for m in _SENTENCE.finditer(gap)]
        kept = False
        for bracket in _BRACKET.finditer(gap):
            if bracket[0] in "（(":
                # a value alone in brackets belongs to the words before them: 开发成本（75.46亿元）
                outside.append(_KEEP if bracket.end() == len(gap) else previous)
            elif outside:
                before = outside.pop()
                kept = before is _KEEP
                if isinstance(before, Entry) or before is None:
                    previous = before
        if ends:
            state.closed.extend(state.frames)
            state.frames.clear()
            state.semicolon = False
            state.since_total = []
            outside.clear()
        while state.frames and state.frames[-1].depth > len(outside):
            state.closed.append(state.frames.pop())
        tail = gap[ends[-1] if ends else 0:]
        if ends or previous is None:
            state.bases = [*prior, *state.topics] if _PLUS.match(tail) else []
        _place(state, entry, previous, tail, gap, len(outside), unsure=bool(ends) or kept)
        if "；" in gap or ";" in gap:
            state.semicolon = True
        position, previous = entry.end, entry
    state.closed.extend(state.frames)
    return state


def _place(
    state: _State, entry: Entry, previous: Entry | None, tail: str, gap: str, depth: int, *, unsure: bool,
) -> None:
    """Puts an item into a new frame, the innermost open one, or among the topics."""
    split, within = _SPLIT.search(tail), _WITHIN.search(tail)
    if within is not None and ("；" in tail[within.end():] or "分别" in tail[within.end():]):
        within = None
    if split is not None and within is None:
        state.closed.extend(state.frames)
        state.frames[:] = [_Frame(None, [entry], Wording.SPLIT, split[0], depth=depth)]
        return
    if within is not None and previous is not None and len(gap) - len(tail) + within.start() <= _MAX_LEAD:
        if state.frames and previous not in state.frames[-1].parts and state.frames[-1].wording is Wording.WITHIN:
            state.closed.append(state.frames.pop())
        colon = tail[within.end():within.end() + 1] in ("：", ":")
        # a sentence that begins with 其中 may mean the last number or the topic before it
        alone = not unsure or not state.topics or previous is state.topics[-1]
        # a rate between an amount and its parts is no whole: 贷款余额4428.5亿元，存贷比为78.8%。其中住户贷款…
        aside = unsure and previous.level is None and entry.level is not None
        whole = previous if alone and split is None and not aside else None
        if whole is not None and whole.unit != entry.unit and entry.unit:
            # 项目128个，总投资246.8亿元，其中亿元以上项目42个
            whole = next((t for t in reversed(state.topics) if _counts_same(t, entry)), whole)
        state.frames.append(_Frame(
            whole, [entry], Wording.WITHIN, within[0], colon=colon, depth=depth, after_semicolon=state.semicolon,
        ))
        return
    if "加上" in tail or "收入合计" in tail or "支出合计" in tail:
        state.closed.extend(f for f in state.frames if f.depth >= depth)
        state.frames[:] = [f for f in state.frames if f.depth < depth]
    semicolon = "；" in gap or ";" in gap
    while state.frames and semicolon and _ends_at_semicolon(state) and not goes_on([p.name for p in state.frames[-1].parts], entry.name):
        state.closed.append(state.frames.pop())
    if state.frames and not semicolon:
        state.frames[-1].commas = True
    if state.frames and state.frames[-1].depth >= depth:
        state.frames[-1].parts.append(entry)
        return
    if state.frames:
        # brackets inside a list break up the part before them
        state.frames.append(_Frame(previous, [entry], Wording.WITHIN, "（", depth=depth))
        return
    if depth:
        return
    state.topics.append(entry)
    if _TOTAL.search(entry.name) or _TOTAL.search(gap.rstrip("为达到是 ")):
        members = [*_base_of(entry, gap, state.bases), *state.since_total]
        if len(members) >= 2:
            state.closed.append(_Frame(entry, members, Wording.TOTAL, "合计"))
        state.since_total, state.bases = [], []
    else:
        state.since_total.append(entry)


def _counts_same(whole: Entry, part: Entry) -> bool:
    """Whether an amount of the same sentence counts what a part's name ends with."""
    return whole.unit == part.unit and whole.fact.sentence == part.fact.sentence and _kinship(whole.name, [part.name]) >= 2


def _base_of(total: Entry, gap: str, bases: Sequence[Entry]) -> list[Entry]:
    """The one amount before a sentence with 加上 that it adds to: income to income, spending to spending."""
    named = gap[-12:] + total.name
    word = next((w for w in ("收入", "支出") if w in named), None)
    if word is None:
        return []
    found = [b for b in bases if b.name.endswith(word) and b.unit == total.unit]
    return found if len(found) == 1 else []


def _ends_at_semicolon(state: _State) -> bool:
    """Whether a semicolon ends the innermost list: a nested one, or one that began inside a list of clauses."""
    frame = state.frames[-1]
    if frame.wording is not Wording.WITHIN:
        return False
    return len(state.frames) > 1 or frame.commas or (frame.after_semicolon and not frame.colon)


def _resolve(frame: _Frame, state: _State, before: Sequence[Entry]) -> Iterator[Breakdown]:
    """The breakdown that a frame makes, with the whole that its parts fit."""
    if frame.whole is not None:
        yield Breakdown(frame.whole, tuple(frame.parts), frame.wording, frame.lead != "（", frame.lead)
        return
    first = frame.parts[0].start
    candidates = [t for t in reversed(state.topics) if t.start < first][:12]
    topics = len(candidates)
    members = sorted((p for f in state.closed if f is not frame for p in f.parts if p.start < first), key=lambda e: -e.start)
    names = [p.name for p in frame.parts]
    siblings = {id(p) for f in state.closed if f.wording is Wording.SPLIT and f is not frame for p in f.parts}
    # a part of one division is the whole of the next only where its name says so: 进口总额, then 一般贸易进口
    candidates += [
        m for m in members[:12]
        if frame.wording is Wording.WITHIN or _kinship(m.name, names) >= (4 if id(m) in siblings else 3)
    ]
    if not candidates:
        candidates = list(reversed(before))[:3]
    best = _best(candidates, frame.parts, topics, members[:1] if frame.wording is Wording.WITHIN else ())
    if best is not None:
        whole, sure = best
        yield Breakdown(whole, tuple(frame.parts), frame.wording, sure, frame.lead)


def _best(candidates: Sequence[Entry], parts: Sequence[Entry], topics: int, likely: Sequence[Entry]) -> tuple[Entry, bool] | None:
    """The candidate that parts fit best, and whether that is beyond doubt."""
    ranked = []
    of = whole_of([p.name for p in parts])
    for distance, whole in enumerate(candidates):
        levels = [p for p in parts if comparable(p, whole)]
        # a topic is likelier than a part of another list
        score = Fraction(1 if distance < topics else 0) + (2 if whole in likely else 0)
        if len(levels) >= 2 and any(closes(whole, levels[:n]) for n in range(2, len(levels) + 1)):
            score += 4 if _tight(whole, levels) else 1
        if levels and len(levels) == len([p for p in parts if p.level is not None]):
            score += 2
            if any(not _fits(p, whole) for p in levels):
                score -= 4 if _kinship(whole.name, [p.name for p in parts]) < 3 else 1
        elif whole.fact.role is Role.RATE and all(p.fact.role is Role.RATE for p in parts):
            score += 1
        elif whole.growth is None or not any(p.growth for p in parts):
            continue
        score += _kinship(whole.name, [p.name for p in parts])
        if of is not None and of in whole.name:
            score += 3
        if whole.growth is not None and any(p.growth is not None for p in parts):
            score += 1
        ranked.append((score - Fraction(distance if distance < topics else distance - topics, 8), -distance, whole))
    if not ranked:
        return None
    ranked.sort(key=lambda item: item[:2], reverse=True)
    score, _, whole = ranked[0]
    return whole, score >= 3 or (topics == 1 and whole is candidates[0])


def _fits(part: Entry, whole: Entry) -> bool:
    assert part.level is not None
    assert whole.level is not None
    low, high = inner(part.level.mention).low, inner(whole.level.mention).high
    return low is None or high is None or low <= high


def _kinship(whole: str, parts: Sequence[str]) -> Fraction:
    """How much the parts' names say that they are parts of the whole: its name in theirs, or a common ending."""
    if any(whole.endswith(name) and (whole == name or len(name) >= _LONG_NAME) for name in parts):
        return Fraction(-2)  # the same class, or one within it, of another whole
    if len(whole) >= 2 and all(whole in name for name in parts):
        return Fraction(4)
    head = _head(whole)
    if head and any(head in name for name in parts):
        return Fraction(3)
    whole = _TAIL.sub("", whole)
    common = 0
    while common < min(len(whole), len(parts[0])) and whole[-common - 1] == parts[0][-common - 1]:
        common += 1
    if common >= 2:
        return Fraction(2)
    return Fraction(3, 2) if len(head) >= 2 and all(head[-2:] in name for name in parts) else Fraction(0)


def _head(name: str) -> str:
    """The word that an indicator's name turns on: 进口 of 进口总额."""
    for tail in _HEADS:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            return name[:-len(tail)][-4:]
    return name[-4:] if len(name) >= 2 else ""


def _neighbours(state: _State, known: Sequence[Breakdown]) -> Iterator[Breakdown]:
    """Topics of one block that add up to the one before or behind them, to the last digit."""
    taken = {id(b.whole) for b in known if b.wording is not Wording.CLOSURE and closes(b.whole, b.levels())}
    topics = [t for t in state.topics if t.level is not None]
    for index, whole in enumerate(topics):
        if id(whole) in taken or whole.level is None or len(whole.level.mention.printed.strip("0.").replace(".", "")) < 3:
            continue
        following, preceding = topics[index + 1:index + 7], topics[max(0, index - 6):index]
        for run in (following, preceding[::-1]):
            parts = list(takewhile(partial(comparable, whole=whole), (t for t in run if t.unit == whole.unit)))
            match = next((parts[:n] for n in range(2, len(parts) + 1) if _closes_tightly(whole, parts[:n])), None)
            if match:
                yield Breakdown(whole, tuple(sorted(match, key=lambda e: e.start)), Wording.CLOSURE, False)
                break


def _closes_tightly(whole: Entry, parts: Sequence[Entry]) -> bool:
    return closes(whole, parts) and _tight(whole, parts, 200)


def _tight(whole: Entry, parts: Sequence[Entry], ratio: int = 1000) -> bool:
    """Whether the rounding of the parts is small beside the whole, so that agreement is no accident."""
    total = total_of(parts)
    return total.low is not None and total.high is not None and (total.high - total.low) * ratio <= whole.value
