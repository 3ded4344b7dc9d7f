"""DUP003: a word that stands twice in a row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Message,
    Reading,
    RuleMeta,
    Severity,
)

from .repeats import repeats

_HAN = re.compile("[\u4e00-\u9fff]+")
_CLAUSE = re.compile("[，。；！？]")
_LONGEST = 6
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists: doubled characters that are words, grammatical words with their neighbours, phrases."""

    reduplicating: frozenset[str]
    measures: frozenset[str]
    never: dict[str, tuple[str, str]]
    repeatable: frozenset[str]
    leading: frozenset[str]
    longer: frozenset[str]
    tails: frozenset[str]


@cache
def _words() -> _Words:
    import tomllib

    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return _Words(
        frozenset(data["reduplicating"]), frozenset(data["measures"]), {entry["char"]: (entry["before"], entry["after"]) for entry in data["never"]},
        frozenset(data["repeatable"]), frozenset(data["leading"]), frozenset(data["longer"]), frozenset(data["tails"]),
    )


class DoubledWord(DocumentRule):
    """Characters said twice, where the document's own wording shows that once was meant."""

    meta = RuleMeta("DUP003", "doubled-word", Message("词语重复（多打了一遍）", "a word that stands twice in a row"), fixable=True)

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each doubled word; a file full of them was damaged in its making."""
        document = reading.document
        found = list(_doubled(document))
        damaged = len(found) > max(8, len(document.flow) // 3000)
        for start, end, period in found:
            word = document.flow[start:start + period]
            fragment = _fragment(document, start)
            copy = document.span(start + period, end)
            whole = copy.end - copy.start == end - start - period
            fix = Fix(
                Message(f"删去重复的“{word}”", f"drop the second {word}"), (Edit(copy, ""),), safe=False,
            ) if whole else None
            yield self.diagnostic(
                self.place(document, start, end),
                Message(f"“{word}”重复", f"{word} stands twice"),
                severity=Severity.INFO if damaged or fragment else None,
                confidence=Confidence.HIGH if period > 1 else Confidence.MEDIUM, fix=fix,
                key=document.flow[max(0, start - 4):end + 4], group=f"{self.meta.code}:damaged" if damaged else "",
            )


def _doubled(document: Document) -> Iterator[tuple[int, int, int]]:
    """(start, end, period) of the doubled words that are faults; a longer period yields to a shorter one inside it."""
    flow = document.flow
    until = 0
    for start, end, period in sorted(repeats(flow, _LONGEST), key=lambda found: (found[0], found[2])):
        if start < until or _HAN.fullmatch(flow, start, end) is None or document.block_at(start).kind is BlockKind.CODE:
            continue
        if (period == 1 and end - start == 2 and _typed_twice(document, start)) or (
            period > 1 and _phrase_twice(document, start, end, period)
        ):
            until = end
            yield start, end, period


def _typed_twice(document: Document, start: int) -> bool:
    """Whether a doubled character is a slip: the document writes its surroundings with one of it, and no word ends
    with the first or begins with the second."""
    words, flow = _words(), document.flow
    char, before, after = flow[start], flow[start - 1:start], flow[start + 2:start + 3]
    if char in words.never:
        ends, begins = words.never[char]
        return not before or (before not in ends and after not in begins)
    if char in words.reduplicating or before == after or not _HAN.match(before) or not _HAN.match(after):
        return False
    # the same place with one character, two more on either side: 建设好张家店生态… beside 建设好张张家店
    once = flow[max(0, start - 2):start] + char + flow[start + 2:start + 4]
    if len(once) < 5 or _HAN.fullmatch(once) is None or not document.count(once):
        return False
    if char not in words.measures and document.count(char + char, _SEVERAL) >= _SEVERAL:
        return False
    return not (_ends_word(flow, before + char, after) and _begins_word(flow, char + after, before))


def _ends_word(flow: str, pair: str, after: str) -> bool:
    """Whether the pair is met before something other than ``after`` or its own last character."""
    return _met(flow, pair, 2, {after, pair[-1]})


def _begins_word(flow: str, pair: str, before: str) -> bool:
    """Whether the pair is met behind something other than ``before`` or its own first character."""
    return _met(flow, pair, -1, {before, pair[0]})


def _met(flow: str, pair: str, step: int, known: set[str]) -> bool:
    at = flow.find(pair)
    for _ in range(200):
        if at == -1:
            return False
        if 0 <= at + step < len(flow) and flow[at + step] not in known:
            return True
        at = flow.find(pair, at + 1)
    return False


def _phrase_twice(document: Document, start: int, end: int, period: int) -> bool:
    """Whether a phrase said twice is a slip: no repetition on purpose (一件一件), no two words that abut (企业创业创新)."""
    words, flow = _words(), document.flow
    phrase = flow[start:start + period]
    if len(set(phrase)) == 1 or phrase in words.repeatable or any(char in words.leading for char in phrase[:1]):
        return False
    before, after = flow[start - 1:start], flow[end:end + 1]
    if phrase + after in words.longer or (phrase in words.tails and _HAN.match(before)):
        return False
    once = flow[max(0, start - 2):start + period] + flow[end:end + 2]
    if len(once) == period + 4 and _HAN.fullmatch(once) and document.count(once):
        return True
    if not _HAN.match(after) or not after:
        return not _abuts(flow, before, phrase, "")
    if period == 2 and not _elsewhere(flow, phrase, start, end) and not _elsewhere(flow, before + phrase, start, end):
        return False
    return not _abuts(flow, before, phrase, after) and not (
        _elsewhere(flow, phrase + after, start, end) and (not _HAN.match(before) or _elsewhere(flow, before + phrase, start, end))
    )


def _abuts(flow: str, before: str, phrase: str, after: str) -> bool:
    """Whether the stretch is cut otherwise: 企业|创业|创新 has 业创 twice, and 企业 and 创新 are words of the document."""
    if len(phrase) == 2 and ("一" in phrase or "不" in phrase):
        return True
    if not after or not before:
        return False
    first, last = before + phrase[0], phrase[-1] + after
    return _met(flow, first, 2, {phrase[1]}) and _met(flow, last, -1, {phrase[0]})


def _elsewhere(flow: str, piece: str, start: int, end: int) -> bool:
    """Whether a piece of text is met outside a stretch."""
    return flow.find(piece, 0, start) != -1 or flow.find(piece, end) != -1


def _fragment(document: Document, offset: int) -> bool:
    """Whether the place stands in a short line without a clause."""
    block = document.block_at(offset)
    return block.kind is BlockKind.CELL or (
        block.end - block.start < 25 and _CLAUSE.search(document.flow, block.start, block.end) is None
    )
