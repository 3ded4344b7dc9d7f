"""What was done in a part of a year against the whole year: the first half against the result or the target of the year."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import Entry, Fact, Grain, Kind, Part, Reading, Role, unit_of
from reportlint_rules.num.running_totals import Pair, entry_of

_TO_DATE = re.compile(r"截?止(?:到|至)?目前|到目前(?:为止)?|截至目前|今年以来|年初以来")
_BEYOND = re.compile(r"超额|超过|超[前进]|提前|突破|已完成全年|调整|调高")
_NAME = 4
"""Characters of a name that says what is meant; shorter ones (投资) may be those of any project."""
_PARTS = frozenset({Grain.MONTH, Grain.QUARTER, Grain.HALF})
_NOT_SUMS = ("余额", "存量", "保有", "人均", "平均", "率", "指数", "价格", "累计", "总人口", "常住人口", "在校", "床位", "库存", "存款", "贷款", "机构", "面积")


def part_years(reading: Reading) -> Iterator[Pair]:
    """Amounts of a part of the year with the same amount of the year; proven where the year's is a result and not a target."""
    for name, facts in reading.levels_by_indicator.items():
        if len(name) < _NAME or any(word in name for word in _NOT_SUMS):
            continue
        flows = [f for f in facts if not _is_stock(f) and f.mention.value is not None and not f.mention.parts and f.mention.kind in (Kind.MONEY, Kind.MEASURE)]
        whole_years = [f for f in flows if f.grain is Grain.YEAR and not _to_date(reading, f)]
        for part in flows:
            if part.grain not in _PARTS and not (part.grain is Grain.YEAR and part.part is not Part.TARGET and _to_date(reading, part)):
                continue
            report = reading.document.report_at(part.mention.start)
            wholes = [
                f for f in whole_years
                if _comparable(part, f) and report.start <= f.mention.start < report.end and (f.part is Part.TARGET or f.block == part.block or (f.explicit_year and part.explicit_year))
            ]
            if wholes:
                # a target and what is striven for beyond it: the lower one
                least = min(wholes, key=lambda f: entry_of(f).value)
                one = len({f.mention.value for f in wholes}) == 1
                target = least.part is Part.TARGET
                proven = (one and least.year is not None) if not target else _is_odd(reading, entry_of(part), entry_of(least))
                yield Pair(entry_of(least), entry_of(part), proven, "may-exceed-target")


def _is_odd(reading: Reading, part: Entry, target: Entry) -> bool:
    """Whether a result of part of a year lies beyond the year's target by more than is usual, without a word on it.

    What lies beyond by a multiple is another thing of the same name.
    """
    flow = reading.document.flow
    said = _BEYOND.search(flow, *part.fact.sentence) or _BEYOND.search(flow, *target.fact.sentence)
    return said is None and target.value * 11 < part.value * 10 and part.value <= target.value * 3


def _is_stock(fact: Fact) -> bool:
    return fact.role is not Role.LEVEL or (fact.phrase.known is not None and fact.phrase.known.stock) or fact.average


def _to_date(reading: Reading, fact: Fact) -> bool:
    """Whether a clause speaks of the year so far."""
    flow = reading.document.flow
    return _TO_DATE.search(flow[max(fact.sentence[0], fact.mention.start - 40):fact.mention.start]) is not None


def _comparable(part: Fact, whole: Fact) -> bool:
    years = part.year == whole.year or part.year is None or whole.year is None or whole.part is Part.TARGET
    return years and whole is not part and unit_of(part.mention)[0] == unit_of(whole.mention)[0] and part.phrase.scope == whole.phrase.scope
