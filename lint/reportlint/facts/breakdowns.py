"""Breakdowns: a whole and the parts that the text takes out of it.

Four wordings make one: "其中" takes parts out of what stands before it; "分…看", "按…分" breaks up the topic of
the paragraph; "加上…，合计" adds up what came before; and numbers that add up to a neighbour to the last digit
belong together without a word. Whether the parts are all there are is not decided here: a list may be open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

import regex

from reportlint.document import Document
from reportlint.facts.interval import Interval
from reportlint.facts.model import Fact, Role
from reportlint.facts.values import inner, unit_of
from reportlint.mentions import Kind, Mention


class Wording(StrEnum):
    """What says that parts belong to a whole."""

    WITHIN = "within"    # 其中
    SPLIT = "split"      # 分产业看, 按登记注册类型分
    TOTAL = "total"      # 加上…，收入合计
    CLOSURE = "closure"  # nothing but the numbers themselves


@dataclass(slots=True, eq=False)
class Entry:
    """One item of a text: an indicator with its level, its growth, or both."""

    fact: Fact
    level: Fact | None
    growth: Fact | None

    @property
    def name(self) -> str:
        """The item's name as printed, fillers left out."""
        return self.fact.phrase.text

    @property
    def unit(self) -> str:
        """The base unit of the level; empty without one."""
        return "" if self.level is None else unit_of(self.level.mention)[0]

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


@dataclass(slots=True)
class _Frame:
    whole: Entry | None
    parts: list[Entry]
    wording: Wording
    lead: str
    colon: bool = False
    depth: int = 0
    after_semicolon: bool = False


@dataclass(slots=True)
class _State:
    topics: list[Entry] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    closed: list[_Frame] = field(default_factory=list)
    semicolon: bool = False
    since_total: list[Entry] = field(default_factory=list)


_SPLIT = regex.compile(r"(?:分|按)[^，。；：\d]{1,16}?(?:看|分|来看|划分|统计)(?=[，,：:]|[\u4e00-\u9fff])|从[^，。；：\d]{1,14}看(?=[，,：:])")
_WITHIN = regex.compile(r"其中|包括|包含")
_TOTAL = regex.compile(r"(?:合计|总计|总量|总收入|总支出|共计|总数)(?:[^，。；]{0,6})\Z")
_SENTENCE = regex.compile(r"[。！？\n]")
_HEADS = ("总额", "总值", "总量", "总计", "合计", "增加值", "产值", "总产值", "零售总额", "收入", "支出", "投资", "余额", "产量", "面积", "人数", "数", "额", "量", "总收入")
_RELATIVE_SLACK = Fraction(1, 25)


def comparable(part: Entry, whole: Entry) -> bool:
    """Whether a part's level can be set against the whole's."""
    if part.level is None or whole.level is None or part.unit != whole.unit or part.unit == "":
        return False
    a, b = part.level.mention, whole.level.mention
    return (
        a.kind is b.kind and not a.parts and not b.parts and a.value is not None and b.value is not None
        and part.level.year == whole.level.year
    )


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
    total, target = total_of(parts), inner(whole.level.mention)
    if not total.overlaps(target) or total.low is None or total.high is None or not target.high:
        return False
    return total.high - total.low <= target.high * _RELATIVE_SLACK


def entries_of(facts: Sequence[Fact]) -> list[Entry]:
    """The items of a document in text order: levels with their growth, growths and rates that stand alone."""
    found = []
    for fact in facts:
        if fact.role is Role.LEVEL and fact.mention.unit and fact.mention.kind is not Kind.NUMBER:
            if fact.year is None and fact.base is None and fact.mention.kind is Kind.MEASURE and fact.mention.unit in ("年", "天", "月", "小时"):
                continue
            found.append(Entry(fact, fact, fact.growth))
        elif fact.role is Role.GROWTH and fact.of is None and fact.phrase.key and not fact.average:
            found.append(Entry(fact, None, fact))
        elif fact.role is Role.RATE and fact.phrase.key:
            found.append(Entry(fact, None, None))
    return found


def breakdowns_of(document: Document, entries: Sequence[Entry]) -> list[Breakdown]:
    """The breakdowns of a document, in the order in which they close."""
    found: list[Breakdown] = []
    index = 0
    before: list[Entry] = []
    while index < len(entries):
        block = entries[index].fact.block
        last = index
        while last < len(entries) and entries[last].fact.block == block:
            last += 1
        state = _walk(document.flow, document.blocks[block].start, entries[index:last])
        for frame in state.closed:
            found.extend(_resolve(frame, state, before))
        found.extend(_neighbours(state, found))
        before = state.topics[-6:] or before
        index = last
    return found


def _walk(flow: str, start: int, entries: Sequence[Entry]) -> _State:
    """Opens and closes frames along one block."""
    state = _State()
    position, depth = start, 0
    previous: Entry | None = None
    for entry in entries:
        gap = flow[position:entry.start]
        ended = _SENTENCE.search(gap) is not None
        if ended:
            state.closed.extend(state.frames)
            state.frames.clear()
            state.semicolon = False
            state.since_total = []
            depth = 0
        depth += gap.count("（") + gap.count("(") - gap.count("）") - gap.count(")")
        while state.frames and state.frames[-1].depth > depth:
            state.closed.append(state.frames.pop())
            previous = state.topics[-1] if state.topics else None
        tail = gap[max((m.end() for m in _SENTENCE.finditer(gap)), default=0):]
        split = _SPLIT.search(tail)
        within = _WITHIN.search(tail)
        if split is not None and within is None:
            state.closed.extend(state.frames)
            state.frames[:] = [_Frame(None, [entry], Wording.SPLIT, split[0])]
        elif within is not None and previous is not None:
            if state.frames and previous not in state.frames[-1].parts and state.frames[-1].wording is Wording.WITHIN:
                state.closed.append(state.frames.pop())
            colon = tail[within.end():within.end() + 1] in ("：", ":")
            whole = previous
            if split is not None:
                whole = None  # type: ignore[assignment]
            state.frames.append(_Frame(whole, [entry], Wording.WITHIN, within[0], colon, depth, state.semicolon))
        else:
            while state.frames and ("；" in gap or ";" in gap) and _ends_at_semicolon(state):
                state.closed.append(state.frames.pop())
            if state.frames:
                state.frames[-1].parts.append(entry)
            else:
                state.topics.append(entry)
                if _TOTAL.search(entry.name) or _TOTAL.search(gap.rstrip("为达到是 ")):
                    if len(state.since_total) >= 2:
                        state.closed.append(_Frame(entry, list(state.since_total), Wording.TOTAL, "合计"))
                    state.since_total = []
                else:
                    state.since_total.append(entry)
        if "；" in gap or ";" in gap:
            state.semicolon = True
        position, previous = entry.end, entry
    state.closed.extend(state.frames)
    return state


def _ends_at_semicolon(state: _State) -> bool:
    """Whether a semicolon ends the innermost list: a nested one, or one that began inside a list of clauses."""
    frame = state.frames[-1]
    if frame.wording is not Wording.WITHIN:
        return False
    return len(state.frames) > 1 or (frame.after_semicolon and not frame.colon)


def _resolve(frame: _Frame, state: _State, before: Sequence[Entry]) -> Iterator[Breakdown]:
    """The breakdown that a frame makes, with the whole that its parts fit."""
    if frame.whole is not None:
        yield Breakdown(frame.whole, tuple(frame.parts), frame.wording, True, frame.lead)
        return
    first = frame.parts[0].start
    candidates = [t for t in reversed(state.topics) if t.start < first][:5]
    members = [p for f in state.closed if f is not frame for p in reversed(f.parts) if p.start < first]
    candidates += sorted(members, key=lambda e: -e.start)[:6]
    if not candidates:
        candidates = list(reversed(before))[:3]
    best = _best(candidates, frame.parts)
    if best is not None:
        whole, sure = best
        yield Breakdown(whole, tuple(frame.parts), frame.wording, sure, frame.lead)


def _best(candidates: Sequence[Entry], parts: Sequence[Entry]) -> tuple[Entry, bool] | None:
    """The candidate that parts fit best, and whether that is beyond doubt."""
    ranked = []
    for distance, whole in enumerate(candidates):
        levels = [p for p in parts if comparable(p, whole)]
        score = Fraction(0)
        if len(levels) >= 2 and any(closes(whole, levels[:n]) for n in range(2, len(levels) + 1)):
            score += 10
        if levels and len(levels) == len([p for p in parts if p.level is not None]):
            score += 2
            if any(not _fits(p, whole) for p in levels):
                score -= 4
        elif whole.growth is None or not any(p.growth for p in parts):
            continue
        head = _head(whole.name)
        if head and any(head in p.name for p in parts):
            score += 3
        if whole.growth is not None and any(p.growth is not None for p in parts):
            score += 1
        ranked.append((score - Fraction(distance, 2), -distance, whole))
    if not ranked:
        return None
    ranked.sort(key=lambda item: item[:2], reverse=True)
    score, _, whole = ranked[0]
    return whole, score >= 3


def _fits(part: Entry, whole: Entry) -> bool:
    assert part.level is not None
    assert whole.level is not None
    low, high = inner(part.level.mention).low, inner(whole.level.mention).high
    return low is None or high is None or low <= high


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
            parts = [t for t in run if t.unit == whole.unit]
            match = next((parts[:n] for n in range(2, len(parts) + 1) if _closes_tightly(whole, parts[:n])), None)
            if match:
                yield Breakdown(whole, tuple(sorted(match, key=lambda e: e.start)), Wording.CLOSURE, False)
                break


def _closes_tightly(whole: Entry, parts: Sequence[Entry]) -> bool:
    if not all(comparable(p, whole) for p in parts) or not closes(whole, parts):
        return False
    total = total_of(parts)
    assert total.low is not None
    assert total.high is not None
    return (total.high - total.low) * 200 <= total.high
