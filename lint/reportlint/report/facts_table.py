"""Facts for people: a table a file, aligned by display width, with the columns that tell a fact apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from reportlint.facts.export import FactRow
from reportlint.records import dataclass
from reportlint.report.width import clean, fit, width


@dataclass(frozen=True, slots=True)
class _Words:
    heads: tuple[str, ...]
    roles: Mapping[str, str]
    falls: Mapping[str, str]
    count: str


_ZH = _Words(
    ("位置", "年份", "指标", "类型", "数值", "属于"),
    {
        "level": "数值", "rate": "比率", "growth": "增长", "share": "占比", "point_change": "提高", "delta": "增加",
        "base": "基数", "other": "其他", "cell": "表格",
    },
    {"growth": "下降", "point_change": "降低", "delta": "减少"},
    "{count} 条",
)
_EN = _Words(
    ("place", "year", "indicator", "role", "value", "of"),
    {"point_change": "points up", "delta": "increase"},
    {"growth": "decline", "point_change": "points down", "delta": "decrease"},
    "{count} facts",
)
_GAP = "  "
_LIMITS = (10, 6, 36, 12, 18, 200)
"""The columns that each field may take at most; the last one takes what the line leaves."""


class TableWriter:
    """A heading with the file's path, the place where it is known and the number of facts; then a line a fact."""

    def __init__(self, stream: TextIO, *, lang: str, columns: int) -> None:
        self._stream = stream
        self._lang = lang
        self._words = _ZH if lang == "zh" else _EN
        self._columns = columns

    def write(self, path: str, rows: Iterable[FactRow]) -> None:
        """Writes the facts of a file."""
        taken = list(rows)
        count = self._words.count.format(count=len(taken))
        if len(taken) == 1:
            count = count.removesuffix("s")
        places = "、".join(dict.fromkeys(row.place for row in taken if row.place))
        self._stream.write(_GAP.join(filter(None, (clean(path), places, count))) + "\n")
        lines = [self._words.heads, *map(self._fields, taken)] if taken else []
        widths = [min(max(map(width, field)), limit) for field, limit in zip(zip(*lines, strict=True), _LIMITS, strict=True)] if lines else []
        for line in lines:
            self._stream.write(_aligned(line, widths, self._columns) + "\n")
        self._stream.write("\n")

    def close(self) -> None:
        """Does nothing: every table is whole."""

    def _fields(self, row: FactRow) -> tuple[str, ...]:
        name = "·".join(filter(None, (row.scope, row.indicator)))
        owner = " ".join(filter(None, (row.of_indicator, row.of_value, f"÷ {row.share_of}" if row.share_of else "")))
        return (
            f"{row.line}:{row.column}", "" if row.year is None else str(row.year), clean(name), role_name(row, self._lang), clean(row.value),
            clean(row.table_header if row.table_column is not None else owner),
        )


def role_name(row: FactRow, lang: str) -> str:
    """What a fact says of its indicator, in words; a fall has its own."""
    words = _ZH if lang == "zh" else _EN
    names = words.falls if row.direction == -1 else words.roles
    return names.get(row.role, words.roles.get(row.role, row.role))


def _aligned(line: Sequence[str], widths: Sequence[int], columns: int) -> str:
    """The fields in their columns, cut where they are longer; the line is no longer than ``columns``."""
    text = ""
    for field, room in zip(line, widths, strict=True):
        shown = fit(field, room)
        text += _GAP + shown + " " * (room - width(shown))
    return fit(text.rstrip(), columns)
