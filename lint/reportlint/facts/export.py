"""Facts as flat rows for the analyst: one row a number, with what it is the value of, exact and in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from fractions import Fraction

from reportlint.document import Document, Span
from reportlint.facts.cells import TableCell, cells_of
from reportlint.facts.interval import Interval
from reportlint.facts.model import Fact, Role
from reportlint.facts.places import place_of
from reportlint.facts.reading import Reading
from reportlint.facts.values import inner, unit_of
from reportlint.mentions import Kind, Mention
from reportlint.normalizer import exact
from reportlint.records import dataclass

CELL = "cell"
"""The role of a number in a table."""

_DIRECTED = frozenset({Role.GROWTH, Role.POINT_CHANGE, Role.DELTA})


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact. Texts are empty and numbers None where nothing is known.

    ``report`` counts from 1 within the file. ``year_from`` is ``text`` where the passage names the year, ``report``
    where it is the report's own. ``role`` is a :class:`Role` or ``cell``. ``exact``, ``low`` and ``high`` are in
    the base ``unit``: decimal strings without exponent, fractions (``1/3``) only where no decimal ends; the value
    of a pure interval is empty, an open end too. ``direction`` is 1 for a rise, -1 for a fall. ``of_indicator``
    and ``of_value`` are the level that a growth, share, change or base belongs to, or that a part is taken out of.
    ``line`` and ``column`` count from 1, ``start`` and ``end`` are a half-open range of the text. ``table_column``
    counts the numbers of a row from 1.
    """

    path: str
    report: int
    title: str
    place: str
    year: int | None
    year_from: str
    grain: str
    part: str
    role: str
    indicator: str
    phrase: str
    scope: str
    value: str
    exact: str
    unit: str
    low: str
    high: str
    direction: int | None
    hedge: str
    of_indicator: str
    of_value: str
    share_of: str
    table_row: str
    table_column: int | None
    table_header: str
    line: int
    column: int
    start: int
    end: int
    sentence: str


COLUMNS = tuple(field.name for field in fields(FactRow))
"""The names of the columns, in order; new ones come last."""

INTEGERS = frozenset({"report", "year", "direction", "table_column", "line", "column", "start", "end"})
"""The columns that hold whole numbers; all others hold texts."""


def rows_of(reading: Reading) -> Iterator[FactRow]:
    """The rows of a document in the order of its text.

    A number in a table is told by its row and column alone. A number with neither unit nor indicator is no fact.
    """
    frame = _Frame(reading.document)
    cells: Mapping[int, TableCell] = {cell.mention.start: cell for cell in cells_of(reading)}
    based = {id(fact.base): fact for fact in reading.facts if fact.base is not None}
    found: list[tuple[int, Fact | TableCell]] = [(start, cell) for start, cell in cells.items()]
    found.extend(
        (fact.mention.start, fact) for fact in reading.facts
        if fact.mention.start not in cells and (fact.phrase or fact.mention.kind is not Kind.NUMBER)
    )
    for _, item in sorted(found, key=lambda pair: pair[0]):
        yield frame.of_cell(item) if isinstance(item, TableCell) else frame.of_fact(item, based.get(id(item)))


class _Frame:
    """What the rows of one document have in common."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._reports = {
            id(report): (index, report.title.partition("\n")[0].strip(), place_of(document, report))
            for index, report in enumerate(document.reports, 1)
        }
        self._last = (-1, -1)
        self._sentence = ""

    def of_fact(self, fact: Fact, based: Fact | None) -> FactRow:
        """The row of a fact of the text; ``based`` is the level that it is the base of."""
        mention = fact.mention
        owner = fact.of or based or fact.whole
        year_from = "" if fact.year is None else "text" if fact.explicit_year else "report"
        return self._row(
            mention, inner(mention), mention.value, unit_of(mention),
            year=fact.year, year_from=year_from, grain=fact.grain.value, part=fact.part.value, role=fact.role.value,
            indicator=fact.indicator, phrase=fact.phrase.text, scope="、".join(sorted(fact.phrase.scope)),
            direction=fact.direction if fact.role in _DIRECTED else None,
            of_indicator=owner.indicator if owner else "", of_value=self._printed(owner.mention) if owner else "",
            share_of=fact.denominator.text if fact.denominator else "", sentence=self._line(*fact.sentence),
        )

    def of_cell(self, cell: TableCell) -> FactRow:
        """The row of a number in a table."""
        mention = cell.mention
        year_from = "" if cell.year is None else "text"
        part = self._document.part_at(mention.start).value
        return self._row(
            mention, Interval(mention.low, mention.high), mention.value, (cell.unit, cell.factor),
            year=cell.year, year_from=year_from, grain="year" if cell.year else "", part=part, role=CELL,
            indicator=cell.phrase.key, phrase=cell.phrase.text, scope="、".join(sorted(cell.phrase.scope)),
            table_row=cell.row, table_column=cell.column, table_header=cell.header, sentence=self._line(*cell.line),
        )

    def _row(
        self, mention: Mention, interval: Interval, value: Fraction | None, unit: tuple[str, Fraction], *,
        year: int | None, year_from: str, grain: str, part: str, role: str, indicator: str, phrase: str, scope: str,
        sentence: str, direction: int | None = None, of_indicator: str = "", of_value: str = "", share_of: str = "",
        table_row: str = "", table_column: int | None = None, table_header: str = "",
    ) -> FactRow:
        document = self._document
        index, title, place = self._reports[id(document.report_at(mention.start))]
        span: Span = document.span(mention.start, mention.end)
        line, column = document.lines.locate(span.start)
        base, factor = unit
        scaled = interval if role != CELL else interval.scaled(factor)
        return FactRow(
            path=document.path, report=index, title=title, place=place, year=year, year_from=year_from, grain=grain,
            part=part, role=role, indicator=indicator, phrase=phrase, scope=scope, value=self._printed(mention),
            exact=_decimal(None if value is None else value * factor), unit=base,
            low=_decimal(scaled.low), high=_decimal(scaled.high), direction=direction,
            hedge=mention.hedge.value if mention.hedge else "", of_indicator=of_indicator, of_value=of_value,
            share_of=share_of, table_row=table_row, table_column=table_column, table_header=table_header, line=line,
            column=column, start=span.start, end=span.end, sentence=sentence,
        )

    def _printed(self, mention: Mention) -> str:
        return "".join(self._document.flow[mention.start:mention.end].split())

    def _line(self, start: int, end: int) -> str:
        """The text of a range in one line; the numbers of one sentence share it, however many and long they are."""
        if self._last != (start, end):
            self._last = start, end
            self._sentence = " ".join(self._document.flow[start:end].split())
        return self._sentence


def _decimal(value: Fraction | None) -> str:
    return "" if value is None else str(exact(value))
