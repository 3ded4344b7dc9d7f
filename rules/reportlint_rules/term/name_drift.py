"""TERM005: a name that drifts: written once or twice with another character than everywhere else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Reading,
    RuleMeta,
    Severity,
)

_NATURAL = "冲店庄沟湾坝坪塘溪寨屯铺埠岗洲堡峪畈垅墩桥"
_ENDS = _NATURAL + "镇乡村县路街河湖山岭园站馆厂社"
_END = re.compile(f"[{_ENDS}]")
_COMMON = frozenset(
    "的了和与及或在从由向对为是有不各个每该本此这那我全其等一二三四五六七八九十百千万两几多数第大小新老旧上下左右前后内外东西南北中高低"
    "市县区镇乡村街道省州组社厂园站馆路桥年月日号元人户条座处家所名项次期级类型建修通到至把将被使让给于以之所者也又再已正可能会要应须公铁高快城专"
)
_WORKS = "走廊|公园|大道|大桥|景区|水库|电站|园区|广场|基地|学院|医院|隧道|高速|铁路|公路|机场|新城"
_HAN = re.compile("[\u4e00-\u9fff]+")
_TAIL = 2
_LONG = range(6, 8)
_OFTEN = 5
_DROPS = re.compile(f"([\u4e00-\u9fff])家([{_NATURAL}])")


@dataclass(frozen=True)
class NameDriftOptions:
    """``frequent``: how often a name must stand to be taken for the right one; ``share``: the largest part of that for a drift."""

    frequent: int = 5
    share: float = 0.4


@dataclass(frozen=True, slots=True)
class _Drift:
    """A rare spelling and the frequent one it is taken for, with how often each stands."""

    rare: str
    frequent: str
    few: int
    many: int
    sure: bool


class NameDrift(DocumentRule):
    """Names of places and works that are written with a character that sounds or looks alike, by their own frequency."""

    meta = RuleMeta(
        "TERM005", "name-drift",
        Message("同一名称前后用字不一", "one name in several spellings"),
        severity=Severity.WARNING,
    )
    Options = NameDriftOptions

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place of a rare spelling."""
        document = reading.document
        drifts = {drift.rare: drift for drift in sorted(self._drifts(document.flow), key=lambda drift: drift.many)}
        said: set[int] = set()
        for rare in sorted(drifts, key=lambda name: (-len(name), name)):
            position = document.flow.find(rare)
            while position != -1:
                if position not in said and document.block_at(position).kind is not BlockKind.CODE:
                    said.add(position)
                    yield self._finding(document, position, drifts[rare])
                position = document.flow.find(rare, position + 1)

    def _drifts(self, flow: str) -> Iterator[_Drift]:
        pairs: Counter[str] = Counter()
        triples: Counter[str] = Counter()
        for match in _END.finditer(flow):
            end = match.end()
            if match[0] in _NATURAL:
                pairs[flow[end - 2:end]] += 1
            triples[flow[end - 3:end]] += 1
        yield from self._alike(pairs)
        yield from self._alike(triples)
        yield from self._dropped(flow, pairs)
        yield from self._shortened(flow)

    def _alike(self, counts: Mapping[str, int]) -> Iterator[_Drift]:
        """Rare names that differ in one character from a frequent one and sound or look like it."""
        frequent: defaultdict[str, list[str]] = defaultdict(list)
        for name, count in counts.items():
            if count >= self.options.frequent and _is_name(name):
                for index in range(len(name) - 1):
                    frequent[name[:index] + "?" + name[index + 1:]].append(name)
        if not frequent:
            return
        for name, count in counts.items():
            if not _is_name(name):
                continue
            for index in range(len(name) - 1):
                for other in frequent.get(name[:index] + "?" + name[index + 1:], ()):
                    if other != name and count <= self.options.share * counts[other] and _alike(name[index], other[index]):
                        yield _Drift(name, other, count, counts[other], count <= 2 and counts[other] >= 8)

    def _dropped(self, flow: str, pairs: Mapping[str, int]) -> Iterator[_Drift]:
        """张店 beside 张家店."""
        if "家" not in flow:
            return
        full = Counter(match[0] for match in _DROPS.finditer(flow))
        for name, count in full.items():
            short = name[0] + name[2]
            if count >= 3 and 0 < pairs.get(short, 0) <= count / 3 and name[0] not in _COMMON:
                yield _Drift(short, name, pairs[short], count, sure=False)

    def _shortened(self, flow: str) -> Iterator[_Drift]:
        """千亩茶走廊 beside 千亩茶林走廊: a long name that has lost a character inside."""
        places = [match.start() for match in re.finditer(_WORKS, flow)]
        for length in _LONG:
            full = Counter(flow[at + _TAIL - length:at + _TAIL] for at in places if at + _TAIL >= length)
            short = Counter(flow[at + _TAIL - length + 1:at + _TAIL] for at in places if at + _TAIL >= length - 1)
            for name, many in full.items():
                if many < _OFTEN or not _HAN.fullmatch(name):
                    continue
                for index in range(1, length - _TAIL):
                    rare = name[:index] + name[index + 1:]
                    if 0 < 4 * short.get(rare, 0) <= many:
                        yield _Drift(rare, name, short[rare], many, sure=short[rare] <= 2)

    def _finding(self, document: Document, start: int, drift: _Drift) -> Finding:
        first = document.flow.find(drift.frequent)
        return self.diagnostic(
            self.place(document, start, start + len(drift.rare)),
            Message(
                f"“{drift.rare}”（{drift.few}处）疑为“{drift.frequent}”（{drift.many}处）",
                f"“{drift.rare}” ({drift.few} times) may be “{drift.frequent}” ({drift.many} times)",
            ),
            related=[self.place(document, first, first + len(drift.frequent))],
            severity=Severity.WARNING if drift.sure else Severity.INFO,
            confidence=Confidence.MEDIUM if drift.sure else Confidence.LOW, key=drift.rare, group=f"{self.meta.code}:{drift.rare}",
        )


def _is_name(name: str) -> bool:
    """Whether the stem of a name is made of characters that names are made of."""
    return len(name) > 1 and all("\u4e00" <= c <= "\u9fff" and c not in _COMMON for c in name[:-1])


@cache
def _groups() -> Mapping[str, frozenset[int]]:
    """The groups of alike characters that each character is in."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    number = 0
    for file in ("homophones.txt", "lookalikes.txt"):
        for line in Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            number += 1
            for c in line.split(" ")[-1]:
                found[c].add(number)
    return {c: frozenset(numbers) for c, numbers in found.items()}


def _alike(one: str, other: str) -> bool:
    groups = _groups()
    return one != other and not groups.get(one, frozenset()).isdisjoint(groups.get(other, frozenset()))
