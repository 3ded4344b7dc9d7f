"""The numbers of tables with what their row, column and caption say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from reportlint import extended as regex
from reportlint.document import Document, Table
from reportlint.facts.grid import Grid, Row
from reportlint.facts.indicators import Phrase, read_phrase
from reportlint.facts.reading import Reading
from reportlint.facts.values import unit_named, unit_of
from reportlint.mentions import Kind, Mention
from reportlint.records import dataclass

_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:年|\Z)")
_PERCENT = regex.compile(r"[%％]")
_RATE = regex.compile(r"增减|增长|增速|增幅|比重|占比|[^税费]率|完成预算|±|比上年|比例")
_BRACKET = regex.compile(r"[（(]\s*([^（()）]{1,8}?)\s*[)）]")
_STUB = regex.compile(r"项\s*目|指\s*标|科\s*目|名\s*称|地\s*区|类\s*别|单\s*位|产\s*品|行\s*业")
_UNIT_HEAD = regex.compile(r"(?:计量)?单\s*位\Z")
_LAST_CELL = regex.compile(r"([^\n\t]{1,44})[\s　]*\Z", regex.REVERSE)
_Unit = tuple[str, Fraction]
_NO_UNIT: _Unit = ("", Fraction(1))


@dataclass(frozen=True, slots=True)
class TableCell:
    """A number in a table. ``unit`` and ``factor`` are the base unit and what one of the print is worth in it.

    ``column`` counts the columns behind the first one from 1, None where an empty cell has left no trace; ``header``
    is what stands above it, or all the header words where they cannot be told apart. ``line`` is the row's range of
    the flow.
    """

    mention: Mention
    row: str
    phrase: Phrase
    column: int | None
    header: str
    year: int | None
    unit: str
    factor: Fraction
    line: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands in its table: the row's label and own unit, the column and its header, the row's start."""

    label: str
    unit: str
    column: int | None
    header: str
    start: int


def cells_of(reading: Reading) -> Iterator[TableCell]:
    """The numbers of all tables of a document, in order."""
    document = reading.document
    real = {start: place for table in document.tables for start, place in _places(document, table)}
    for grid in reading.grids:
        names = _names(grid)
        for row in grid.rows:
            label, unit, start = _labelled(document, row)
            told = len(row.cells) == grid.width
            for index, mention in enumerate(row.cells):
                place = real.get(mention.start)
                known = place is not None or (told and bool(names))
                if place is None:
                    place = _Place(label, unit, index + 1 if told else None, names[index] if told and names else "", start)
                yield _cell(mention, place, grid, row.cells[-1].end, known=known)


def _cell(mention: Mention, place: _Place, grid: Grid, end: int, *, known: bool) -> TableCell:
    """The cell; ``known`` tells whether an empty header means that the column has none."""
    year = _YEAR.search(place.header)
    unit, factor = _unit(mention, place, grid, known)
    return TableCell(
        mention, place.label, read_phrase(_BRACKET.sub("", place.label)), place.column, place.header or " ".join(grid.header),
        int(year[1]) if year else None, unit, factor, (place.start, end),
    )


def _labelled(document: Document, row: Row) -> tuple[str, str, int]:
    """The label of a row, its own unit and where it starts; a unit before the numbers is no label, but what is before it."""
    if unit_named(row.label) is not None and (before := _LAST_CELL.search(document.flow, 0, row.start)) is not None:
        return "".join(before[1].split()), row.label, before.start()
    return row.label, "", row.start


def _names(grid: Grid) -> tuple[str, ...]:
    """The header words column by column; empty where they are too few or too many to be told."""
    words = grid.header
    if len(words) == grid.width + 1:
        return words[1:]
    if len(words) > grid.width and _STUB.search(words[-grid.width - 1]):
        return words[-grid.width:]
    return ()


def _places(document: Document, table: Table) -> Iterator[tuple[int, _Place]]:
    """The cells of a real table below its first row, by their flow offset."""
    first = min((cell.row for cell in table.cells), default=0)
    texts = {(cell.row, cell.column): "".join(document.text[cell.start:cell.end].split()) for cell in table.cells}
    heads = {
        cell.column + shift: texts[cell.row, cell.column]
        for cell in table.cells if cell.row == first for shift in range(cell.column_span)
    }
    units = next((column for column, head in heads.items() if _UNIT_HEAD.match(head)), None)
    starts: Mapping[int, int] = {cell.row: document.flow_offset(cell.start) for cell in reversed(table.cells) if cell.end > cell.start}
    for cell in table.cells:
        if cell.row != first and cell.column and cell.end > cell.start:
            unit = "" if units is None else texts.get((cell.row, units), "")
            yield document.flow_offset(cell.start), _Place(
                texts.get((cell.row, 0), ""), unit, cell.column, heads.get(cell.column, ""), starts[cell.row],
            )


def _unit(mention: Mention, place: _Place, grid: Grid, known: bool) -> _Unit:
    """The base unit of a cell and its factor, by the cell itself, its column, its row, the caption; empty for unknown."""
    if mention.kind is not Kind.NUMBER:
        return unit_of(mention)
    for words in (place.header, place.label):
        if _PERCENT.search(words):
            return "%", Fraction(1)
        for bracket in _BRACKET.findall(words):
            found = unit_named(bracket)
            if found is not None:
                return found
        if _RATE.search(words):
            return _NO_UNIT
    if not known and any(_PERCENT.search(word) or _RATE.search(word) for word in grid.header):
        return _NO_UNIT  # one of the columns is a rate, and nothing says which
    for name in (place.unit, grid.unit):
        if name:
            return unit_named(name) or (name, Fraction(1))
    return _NO_UNIT
