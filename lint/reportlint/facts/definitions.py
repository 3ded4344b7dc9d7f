"""Breakdowns that follow from what indicators are: 进口总额 and 出口总额 make up 进出口总额, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from reportlint.document import Document, ReportKind
from reportlint.facts.entries import Breakdown, Entry, Wording
from reportlint.facts.model import Fact
from reportlint.facts.partitions import is_partition

_MOST_VERSIONS = 2
"""Growths with which one part may be stated before it is left alone."""


def by_definition(document: Document, entries: Sequence[Entry], known: Sequence[Breakdown]) -> list[Breakdown]:
    """Breakdowns that follow from what indicators are, for parts that no wording ties to their whole."""
    tied = {(id(b.whole), id(p)) for b in known for p in b.parts}
    wholes: dict[str, list[Entry]] = {}
    parts: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.fact.phrase.known is not None and not entry.fact.average:
            wholes.setdefault(entry.fact.phrase.known.name, []).append(entry)
            for name in entry.fact.phrase.known.part_of:
                parts.setdefault(name, []).append(entry)
    found = []
    for name, members in parts.items():
        for whole in wholes.get(name, ())[:4]:
            report = document.report_at(whole.start)
            reach = 400 if report.kind is ReportKind.COMMUNIQUE else 1
            every = [
                p for p in members
                if _same_frame_of_reference(p.fact, whole.fact) and report.start <= p.start < report.end
                and abs(p.fact.block - whole.fact.block) < reach
            ]
            mine = [p for p in every if (id(whole), id(p)) not in tied]
            single = {p.name: p for p in reversed(mine)}
            complete = list(_all_parts(whole, every, known))
            if single and not complete:
                found.append(Breakdown(whole, tuple(sorted(single.values(), key=lambda e: e.start)), Wording.LEXICON, True, "定义"))
            found.extend(complete)
    return found


def _all_parts(whole: Entry, parts: Sequence[Entry], known: Sequence[Breakdown]) -> Iterator[Breakdown]:
    """All the parts that an indicator has, wherever they stand: 工业增加值 and 建筑业增加值 of the secondary sector.

    Where a part is stated with two growths, each of them is one.
    """
    named: dict[str, list[Entry]] = {}
    for part in parts:
        others = named.setdefault(part.name, [])
        if all(_growth_of(part) != _growth_of(other) for other in others):
            others.append(part)
    if not is_partition(list(named), whole.name) or max(map(len, named.values())) > _MOST_VERSIONS:
        return
    for together in product(*named.values()):
        members = {id(p) for p in together}
        if not any(b.whole is whole and members <= {id(p) for p in b.parts} for b in known):
            yield Breakdown(whole, tuple(sorted(together, key=lambda e: e.start)), Wording.LEXICON, True, "定义")


def _growth_of(entry: Entry) -> object:
    return None if entry.growth is None else (entry.growth.mention.value, entry.growth.direction)


def _same_frame_of_reference(part: Fact, whole: Fact) -> bool:
    return part.year == whole.year and part.grain is whole.grain and part.part is whole.part and part.phrase.scope == whole.phrase.scope
