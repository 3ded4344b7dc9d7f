"""How many members an enumeration has: all the readings that its separators allow."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.records import dataclass

_OPEN = dict(zip("（(“‘《【〔", "）)”’》】〕", strict=True))
_CLOSE = {closing: opening for opening, closing in _OPEN.items()}
_JOINING = re.compile("以及|直至|[和与及]")
_CLAUSE = frozenset("，。；：！？,;:!?\n")
_LEAD = re.compile("(?:即|是指|指|包括|就是|分别是|分别为|是|为|：|:)+")
_ENDLESS = re.compile(r"等(?:$|[，。；：\d一二三四五六七八九十多方各重])|…|\.\.\.|之一$")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The members of an enumeration, as ranges of the flow, and the counts that its wording allows."""

    members: tuple[tuple[int, int], ...]
    counts: frozenset[int]


def enumeration(flow: str, start: int, end: int) -> Enumeration | None:
    """The enumeration in a range, None where it is open (等) or none at all.

    A semicolon separates members that hold commas, a comma those that hold pause marks; where only one kind of
    mark is used, 和 may stand between the last two members, or inside any.
    """
    lead = _LEAD.match(flow, start, end)
    if lead is not None:
        start = lead.end()
    text = flow[start:end]
    if _ENDLESS.search(text):
        return None
    counts: set[int] = set()
    members: tuple[tuple[int, int], ...] = ()
    for marks in ("；;", "，,", "、"):
        pieces = split(flow, start, end, marks)
        if len(pieces) > 1:
            joints = sum(joints_in(flow, a, b) for a, b in pieces) if marks != "；;" else 0
            counts.update(range(len(pieces), len(pieces) + joints + 1))
            if not members or marks == "、":
                members = members or tuple(pieces)
    if not members:
        pieces = _joined(flow, start, end)
        if len(pieces) < 2:
            return None
        members, counts = tuple(pieces), set(range(2, len(pieces) + 1))
    mixed = split(flow, start, end, "；;，,、")
    counts.add(len(mixed))
    # 石油、煤炭加工业，化学制品业: a piece that does not end as the last one does belongs to the one after it
    tail = flow[mixed[-1][1] - 1]
    counts.add(sum(1 for _, b in mixed if flow[b - 1] == tail))
    return Enumeration(members, frozenset(counts))


def split(flow: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    """The pieces of a range between separators that stand in no bracket or quotation; none is empty."""
    pieces: list[tuple[int, int]] = []
    closing: list[str] = []
    begin = start
    for at in range(start, end):
        char = flow[at]
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _OPEN:
            closing.append(_OPEN[char])
        elif char in marks and not closing:
            pieces.append((begin, at))
            begin = at + 1
    pieces.append((begin, end))
    return [(a, b) for a, b in pieces if flow[a:b].strip()]


def _joined(flow: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, begin = [], start
    for joint in _JOINING.finditer(flow, start, end):
        pieces.append((begin, joint.start()))
        begin = joint.end()
    pieces.append((begin, end))
    return [(a, b) for a, b in pieces if b > a]


def joints_in(flow: str, start: int, end: int) -> int:
    """How many times 和, 与 and their like stand in a range."""
    return len(_JOINING.findall(flow, start, end))


def clause_end(flow: str, start: int, marks: str, reach: int) -> int:
    """The offset of the first of the marks that stands in no bracket or quotation, at most ``reach`` away."""
    closing: list[str] = []
    for at in range(start, min(len(flow), start + reach)):
        char = flow[at]
        if closing and char == closing[-1]:
            closing.pop()
        elif char in marks and not closing:
            return at
        elif char in _OPEN:
            closing.append(_OPEN[char])
    return min(len(flow), start + reach)


def clause_start(flow: str, end: int, reach: int) -> int:
    """Where the clause that ends at an offset begins; brackets and quotations within it are skipped."""
    opening: list[str] = []
    for at in range(end - 1, max(-1, end - reach - 1), -1):
        char = flow[at]
        if opening:
            if char == opening[-1]:
                opening.pop()
            elif char in _CLOSE:
                opening.append(_CLOSE[char])
            elif char == "\n":
                return at + 1
        elif char in _CLOSE:
            opening.append(_CLOSE[char])
        elif char in _CLAUSE or char in _OPEN:
            return at + 1
    return max(0, end - reach)
