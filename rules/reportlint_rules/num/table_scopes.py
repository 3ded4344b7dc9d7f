"""Tables of a whole area and of its own level (全市, 市级): side by side in one table, or one table below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Finding,
    Grid,
    Mention,
    Message,
    Reading,
    Row,
    Severity,
    Verdict,
    inner,
    wording,
)

_BESIDE = re.compile(r"全[市县区州省](?:.*?)[市县区州省](?:本)?级")
_AREA = re.compile(r"全([市县区州省])")
_LEVEL = re.compile(r"([市县区州省])(?:本)?级")
_TITLE = re.compile(r"[表草案情况]")
_MOVED = re.compile(r"转移|补助|上解|调[入出]|转贷|结[转余]|稳定调节|还本|合计|总计|返还")
"""What moves between levels: a city gives its counties what the area as a whole never gives away."""
_REACH = 60
_FITTING = 8
"""Tenths of the rows in which the own level has to fit before the others can be wrong."""


def beside(rule: ArithmeticRule, reading: Reading, grid: Grid) -> Iterator[Finding]:
    """Columns of the whole area beside columns of its own level: the second is part of the first."""
    if grid.width == 2 and _BESIDE.search("".join(grid.header)):
        rows = [row for row in grid.rows if len(row.values) == 2 == len(row.cells)]
        yield from _judge(rule, reading, [(row, row.cells[0], row.cells[1]) for row in rows])


def below(rule: ArithmeticRule, reading: Reading) -> Iterator[Finding]:
    """A table of the own level against the table of the whole area that has the same title and rows."""
    titled = [(grid, title) for grid in reading.grids if (title := _title(reading, grid))]
    for whole, title in titled:
        area = _AREA.search(title)
        if area is None:
            continue
        for part, other in titled:
            own = _LEVEL.search(other)
            if own is None or own[1] != area[1] or part.width != whole.width or _AREA.sub("", title, count=1) != _LEVEL.sub("", other, count=1):
                continue
            yield from _judge(rule, reading, list(_cells(whole, part)))


def _title(reading: Reading, grid: Grid) -> str:
    """The line above a table, or the header word, that names it and whose it is; empty where none does."""
    above = reading.document.flow[max(0, grid.start - _REACH):grid.start].splitlines()[::-1]
    words = [word.strip() for word in (*above, *grid.header)]
    return next((word for word in words if 8 <= len(word) <= _REACH and _TITLE.search(word) and (_AREA.search(word) or _LEVEL.search(word))), "")


def _cells(whole: Grid, part: Grid) -> Iterator[tuple[Row, Mention, Mention]]:
    """The cells of one place in both tables: the row of the own level, the area's cell, the own cell."""
    rows = {row.label: row for row in whole.rows if len(row.cells) == whole.width}
    for row in part.rows:
        other = rows.get(row.label)
        if other is None or len(row.cells) != part.width:
            continue
        for a, b in zip(other.cells, row.cells, strict=True):
            if a in other.values and b in row.values and not a.decimals < b.decimals - 2:
                yield row, a, b


def _judge(rule: ArithmeticRule, reading: Reading, pairs: Sequence[tuple[Row, Mention, Mention]]) -> Iterator[Finding]:
    flow = reading.document.flow
    fitting = [not _exceeds(part, whole) for _, whole, part in pairs]
    telling = [fits for fits, (row, _, _) in zip(fitting, pairs, strict=True) if fits or not _MOVED.search(row.label)]
    if sum(telling) * 10 < len(telling) * _FITTING:
        return
    for (row, whole, part), fits in zip(pairs, fitting, strict=True):
        small, big = wording.claim(part, flow), wording.claim(whole, flow)
        operands = [("part", part), ("whole", whole)]
        if fits:
            yield rule.relation(reading, CheckKind.PART, Verdict.CONSISTENT, f"{row.label}：{small} ≤ {big}", operands)
            continue
        if _MOVED.search(row.label):
            continue
        yield rule.relation(
            reading, CheckKind.PART, Verdict.INCONSISTENT, f"{row.label}：{small} > {big}", operands,
            message=Message(f"表中“{row.label}”本级{small}大于全域{big}", f"in the table, {row.label} of the own level, {small}, exceeds the whole area's {big}"),
            related=[(whole, Message("全域", "whole area"))], severity=Severity.WARNING, confidence=Confidence.MEDIUM,
        )


def _exceeds(part: Mention, whole: Mention) -> bool:
    low, high = inner(part).low, inner(whole).high
    return low is not None and high is not None and low > high
