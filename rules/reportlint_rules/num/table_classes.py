"""Rows of a table that by their names are all the classes there are: 城镇, 乡村; 食品烟酒, 衣着, …; 夏粮, 秋粮.

Where other tables have to prove how they add up, here the names say it: amounts are the sum of their classes, and
rates lie between those of their classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Finding,
    Grid,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    Row,
    Severity,
    Verdict,
    inner,
    is_partition,
    whole_of,
    wording,
)
from reportlint_rules.num.table_structure import sum_of

_MARKS = re.compile(r"\A[#＃*]+|\A在?总[计数]中[：:]?|\A其中[：:]?")
_RATE = re.compile(r"[增涨]|速|幅|同比|指数|[%％]|上年=?100|价格")
_TOTAL = re.compile(r"[合总]计|总数|全部")
_INDEX = re.compile(r"指数|上年=?100|价格")
_HUNDRED = 100
_MOST_CLASSES = 8
_CLOSE = 10
"""A sum that misses its whole by less than one part in this many is one that should not."""
_NOT_ITSELF = ("收入", "支出", "债务", "债券", "保险")
"""What budgets list beside each other, where two neighbours may happen to be called like classes of one whole."""


def classes(rule: ArithmeticRule, reading: Reading, grid: Grid) -> Iterator[Finding]:
    """The amounts and rates of wholes against those of their classes."""
    rows = grid.rows
    taken: set[int] = set()
    for at in range(len(rows)):
        for count in range(min(_MOST_CLASSES, len(rows) - at - 1), 1, -1):
            parts = rows[at + 1:at + 1 + count]
            if not _are_classes(rows[at], parts):
                continue
            whole = _whole(rows, at, taken)
            taken.update(range(at + 1, at + 1 + count))
            if whole is not None:
                yield from _columns(rule, reading, grid, whole, parts)
            break


def _are_classes(whole: Row, parts: Sequence[Row]) -> bool:
    """Whether rows are all the classes of something, each once, in a table that lists nothing else so."""
    labels = [_MARKS.sub("", part.label) for part in parts]
    if len({len(part.cells) for part in parts}) > 1 or (len(parts) < 4 and any(word in label for label in labels for word in _NOT_ITSELF)):
        return False
    of = whole_of(labels)
    if of is not None and of not in whole.label and _TOTAL.search(whole.label) is None:
        return False
    return is_partition(labels, whole.label)


def _whole(rows: Sequence[Row], at: int, taken: set[int]) -> Row | None:
    """The row that classes divide: the one before them that is no class itself (人口 before 城镇, 乡村, 男性, 女性)."""
    while at in taken:
        at -= 1
    return rows[at] if at >= 0 else None


def _columns(rule: ArithmeticRule, reading: Reading, grid: Grid, whole: Row, parts: Sequence[Row]) -> Iterator[Finding]:
    width = min(len(whole.cells), len(parts[0].cells))
    if len(whole.cells) != len(parts[0].cells):
        width = min(width, 1)  # an empty cell has left no trace: only the first column is sure
    names = grid.header[-grid.width:] if len(grid.header) > grid.width else ()
    for column in range(width):
        total, cells = whole.cells[column], [part.cells[column] for part in parts]
        header = names[column] if len(names) == width else "".join(grid.header)
        if any(cell.kind is not total.kind for cell in cells) and Kind.PERCENT in {cell.kind for cell in (total, *cells)}:
            continue
        summed = sum_of([(cell, 1) for cell in cells])
        if summed.overlaps(inner(total)) and _is_told(cells, total):
            yield _finding(rule, reading, whole, parts, total, cells, CheckKind.SUM, Verdict.CONSISTENT)
        elif (_RATE.search(header + whole.label) and not _are_shares(total, header)) or any(cell.printed.startswith("-") for cell in cells):
            yield from _bound(rule, reading, whole, parts, total, cells)
        elif len(whole.cells) == len(parts[0].cells) and _nearly(summed, inner(total)):
            yield _finding(rule, reading, whole, parts, total, cells, CheckKind.SUM, Verdict.INCONSISTENT)


def _are_shares(total: Mention, header: str) -> bool:
    """Whether a column divides a hundred among the classes."""
    return total.value == _HUNDRED and _INDEX.search(header) is None


def _bound(
    rule: ArithmeticRule, reading: Reading, whole: Row, parts: Sequence[Row], total: Mention, cells: Sequence[Mention],
) -> Iterator[Finding]:
    lows, highs = [inner(cell).low for cell in cells], [inner(cell).high for cell in cells]
    least = [low for low in lows if low is not None]
    most = [high for high in highs if high is not None]
    if len(least) < len(cells) or len(most) < len(cells):
        return
    hull = Interval(min(least), max(most))
    if inner(total).overlaps(hull):
        yield _finding(rule, reading, whole, parts, total, cells, CheckKind.MEAN_BOUND, Verdict.CONSISTENT)
        return
    size = max(abs(end) for end in (*least, *most))
    if hull.distance(inner(total)) * 4 <= size:
        # amounts that do not add up lie far outside; a rate lies close by
        yield _finding(rule, reading, whole, parts, total, cells, CheckKind.MEAN_BOUND, Verdict.INCONSISTENT)


def _nearly(summed: Interval, total: Interval) -> bool:
    return total.high is not None and summed.distance(total) * _CLOSE <= abs(total.high)


def _is_told(cells: Sequence[Mention], total: Mention) -> bool:
    """Whether a sum that agrees is no accident: its rounding is small beside it."""
    summed, high = sum_of([(cell, 1) for cell in cells]), inner(total).high
    if summed.low is None or summed.high is None or high is None:
        return False
    return (summed.high - summed.low) * 50 <= abs(high)


def _finding(
    rule: ArithmeticRule, reading: Reading, whole: Row, parts: Sequence[Row], total: Mention, cells: Sequence[Mention], kind: CheckKind, verdict: Verdict,
) -> Finding:
    flow = reading.document.flow
    printed = wording.claim(total, flow)
    claims = [wording.claim(cell, flow) for cell in cells]
    operands = [("whole", total), *(("part", cell) for cell in cells)]
    if kind is CheckKind.SUM and verdict is Verdict.CONSISTENT:
        return rule.relation(reading, kind, verdict, f"{whole.label} {printed} = {' + '.join(claims)}", operands)
    if kind is CheckKind.SUM:
        terms = " + ".join(claims)
        shown = wording.amount(sum((cell.value or Fraction(0) for cell in cells), Fraction(0)), total)
        return rule.relation(
            reading, kind, verdict, f"{whole.label} {printed} ≠ {terms}", operands,
            message=Message(
                f"表中“{whole.label}”的各类 {terms} = {shown}，与“{printed}”不符", f"in the table, the classes of {whole.label} {terms} = {shown}, not “{printed}”",
            ),
            severity=Severity.WARNING, confidence=Confidence.MEDIUM,
        )
    sign = "∈" if verdict is Verdict.CONSISTENT else "∉"
    expression = f"{whole.label}：{printed} {sign} [{'，'.join(claims)}]"
    if verdict is Verdict.CONSISTENT:
        return rule.relation(reading, kind, verdict, expression, operands)
    listed = "、".join(f"{part.label}{claim}" for part, claim in zip(parts, claims, strict=True))
    return rule.relation(
        reading, kind, verdict, expression, operands,
        message=Message(
            f"表中“{whole.label}”为{printed}，而其全部分类（{listed}）都在它的同一侧",
            f"in the table, {whole.label} is {printed}, but all its classes ({listed}) lie on one side of it",
        ),
        severity=Severity.WARNING, confidence=Confidence.MEDIUM,
    )
