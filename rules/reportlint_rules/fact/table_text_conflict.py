"""FACT002: a number of the text that the table of the same document prints differently."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from functools import cached_property

from reportlint.records import dataclass
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    read_phrase,
    slips,
    unit_named,
    unit_of,
    wording,
)

_MIN_DIGITS = 4


@dataclass(frozen=True)
class _Cell:
    """A number of a table, and what one of its print is worth in the base unit."""

    mention: Mention
    worth: Fraction

    @cached_property
    def interval(self) -> Interval:
        """What the print stands for, in the base unit."""
        return Interval(*(None if end is None else end * self.worth for end in (self.mention.low, self.mention.high)))


class TableTextConflict(ArithmeticRule):
    """Amounts of the text against the cells of the rows that carry the same name."""

    meta = RuleMeta(
        "FACT002", "table-text-conflict",
        Message("正文与表格中同一指标的数值不一致", "a number of the text that the table prints differently"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every amount of the text whose name stands in a table with a unit."""
        rows = _rows(reading)
        if not rows:
            return
        for fact in reading.facts:
            mention = fact.mention
            if fact.role is not Role.LEVEL or mention.kind is not Kind.MONEY or mention.value is None or mention.hedge is not None:
                continue
            cells = rows.get(fact.indicator, ()) if fact.own_phrase else ()
            if cells:
                yield from self._compare(reading, fact, cells)

    def _compare(self, reading: Reading, fact: Fact, cells: Collection[_Cell]) -> Iterator[Finding]:
        flow = reading.document.flow
        stated = inner(fact.mention)
        printed = wording.claim(fact.mention, flow)
        for entry in cells:
            if entry.interval.overlaps(stated):
                cell = entry.mention
                other = wording.claim(cell, flow)
                yield self.relation(
                    reading, CheckKind.EQUAL_MENTION, Verdict.CONSISTENT, f"{fact.phrase.text}：{printed} = {other}（表）",
                    [("mention", fact.mention), ("mention", cell)],
                )
                return
        slipped, worth = _slips(fact.mention)
        for entry in cells:
            cell = entry.mention
            if cell.printed.replace(",", "") in slipped and entry.worth == worth:
                other = wording.claim(cell, flow)
                yield self.relation(
                    reading, CheckKind.EQUAL_MENTION, Verdict.INCONSISTENT, f"{fact.phrase.text}：{printed} ≠ {other}（表）",
                    [("mention", fact.mention), ("mention", cell)],
                    message=Message(
                        f"正文“{fact.phrase.text}”为{printed}，表中为{other}，疑为一处笔误",
                        f"{fact.phrase.text} is {printed} in the text and {other} in the table: one of them looks mistyped",
                    ),
                    related=[(cell, Message(f"表：{other}", f"table: {other}"))], confidence=Confidence.MEDIUM,
                )
                return


def _rows(reading: Reading) -> dict[str, Collection[_Cell]]:
    """The cells of every table with a money unit, by the indicator that their row names; the first of those that print alike."""
    found: dict[str, dict[tuple[object, ...], _Cell]] = {}
    for grid in reading.grids:
        unit = unit_named(grid.unit)
        if unit is None or unit[0] != "元":
            continue
        for row in grid.rows:
            phrase = read_phrase(row.label.removesuffix("小计"))
            if len(phrase.key) >= 4:
                cells = found.setdefault(phrase.key, {})
                for cell in row.values:
                    if cell.value:
                        cells.setdefault((cell.printed, cell.scale, cell.hedge, grid.unit), _Cell(cell, unit[1]))
    return {key: cells.values() for key, cells in found.items()}


def _slips(mention: Mention) -> tuple[frozenset[str], Fraction]:
    """The prints that one typing error makes of a mention's, and what one of them is worth; none for short numbers."""
    text = mention.printed.replace(",", "")
    if len(text.replace(".", "").lstrip("0")) < _MIN_DIGITS:
        return frozenset(), Fraction(0)
    scale = (mention.value or Fraction(0)) * unit_of(mention)[1] / Fraction(text) if Fraction(text) else Fraction(0)
    return frozenset(candidate for candidate, _ in slips(text)), scale
