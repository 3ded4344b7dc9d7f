"""Tables as grids of numbers: real ones, and those that scraping has flattened into lines.

A flattened table is a run of short lines without a full stop, many of them numbers: one cell a line, or cells
separated by tabs. Its rows are found again by what follows what: a label, then its numbers. A cell that was
empty has left no trace, so only rows with the usual number of cells can be told column by column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reportlint import extended as regex
from reportlint.document import BlockKind, Document, Ordinal
from reportlint.document.ordinals import read_ordinal
from reportlint.mentions import Kind, Mention
from reportlint.records import dataclass

_NUMERIC = regex.compile(r"[-－—+]?\s?[\d,，]+(?:[.．]\d+)?\s?[%％]?\Z")
_TOKEN = regex.compile(r"[^\t\n]+?(?=\t|\n|\s{2,}|\Z)")
_UNIT_WORD = "单位"
_UNIT = regex.compile(r"(?:计量)?单位\s*[：:]\s*(?P<unit>[^\s，、；）)]{1,8})")
_SPACED_OUT = regex.compile(r"(?:[\u4e00-\u9fff]\s+){1,7}[\u4e00-\u9fff]\Z")
_YEAR_LIKE = regex.compile(r"(?:19|20)\d\d\Z")
_HEADING = regex.compile(r"(?:项\s*目|指\s*标|科\s*目|名\s*称|年份|年度|单位|地区|乡镇|类别|品种|序号)(?:名称)?\Z")
_NUMBERED = regex.compile(r"序\s*号|编\s*号|排\s*[名序]")
_ANNEX = regex.compile(r"附[件表]\s?\d|表\s?\d")
_WITHIN = regex.compile(r"\A\s*其中\s*[:：]?")
_LONGEST_LABEL = 44
_MIN_NUMBERS = 4
_MAX_QUIET = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label without the ordinal, and the numbers behind it in order."""

    label: str
    start: int
    ordinal: Ordinal | None
    cells: tuple[Mention, ...]
    index: int
    """Its place among the labels of the table, rows without numbers included."""
    within: bool = False
    """Whether the label says 其中: the row repeats a part of the one above it."""

    @property
    def values(self) -> tuple[Mention, ...]:
        """The cells that are no percentages."""
        return tuple(cell for cell in self.cells if cell.kind is not Kind.PERCENT)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows with at least one number, the words above them, the unit in its caption, and its usual width."""

    start: int
    end: int
    header: tuple[str, ...]
    unit: str
    rows: tuple[Row, ...]
    width: int


def grids_of(document: Document, mentions: Sequence[Mention]) -> list[Grid]:
    """The tables of a document in order."""
    found = list(_flattened(document, mentions))
    found.extend(_real(document, mentions))
    return sorted(found, key=lambda grid: grid.start)


@dataclass(slots=True)
class _Token:
    start: int
    end: int
    number: Mention | None


def _flattened(document: Document, mentions: Sequence[Mention]) -> Iterator[Grid]:
    """Runs of short blocks in plain text."""
    by_start = {mention.start: mention for mention in mentions}
    run: list[_Token] = []
    numbers = quiet = 0
    headed = False
    for block in document.blocks:
        content = document.flow[block.start:block.end]
        short = block.kind not in (BlockKind.CODE, BlockKind.CELL) and _is_cells(content)
        if short:
            tokens = _with_years(document.flow, list(_tokens(content, block.start, by_start)), first=not headed)
            run.extend(tokens)
            found = len([token for token in tokens if token.number is not None])
            numbers += found
            headed = (_UNIT_WORD not in content or _UNIT.search(content) is None) and (headed or len(tokens) > 1)
            quiet = 0 if found else quiet + 1
        if not short or quiet > _MAX_QUIET:
            if numbers >= _MIN_NUMBERS:
                yield from _grids(document, run)
            run, numbers, quiet, headed = [], 0, 0, False
    if numbers >= _MIN_NUMBERS:
        yield from _grids(document, run)


def _is_cells(content: str) -> bool:
    """Whether a block can be a cell or a row of cells."""
    if "。" in content or "；" in content:
        return False
    return len(content) <= _LONGEST_LABEL or ("\t" in content and len(content) <= 400)


def _tokens(content: str, start: int, by_start: dict[int, Mention]) -> Iterator[_Token]:
    if len(content.split(None, 1)) < 2:  # by far the most: a cell without blanks
        pieces = [(0, content)]
    elif _SPACED_OUT.match(content):
        yield _Token(start, start + len(content), None)
        return
    else:
        pieces = [(found.start(), found[0]) for found in _TOKEN.finditer(content)]
    for position, piece in pieces:
        text = piece.strip()
        if not text:
            continue
        offset = start + position + piece.index(text[0])
        number = by_start.get(offset)
        if number is not None and _NUMERIC.match(text) is None:
            number = None
        if number is not None and (number.kind not in (Kind.NUMBER, Kind.PERCENT) or number.parts):
            number = None
        yield _Token(offset, offset + len(text), number)


def _with_years(flow: str, tokens: list[_Token], *, first: bool) -> list[_Token]:
    """The cells of a line, with numbers that look like years: they are years only at its head or in a header line."""
    if len(tokens) < 2:
        return tokens
    texts = [flow[token.start:token.end].strip() for token in tokens]
    years = {at for at, text in enumerate(texts) if _YEAR_LIKE.match(text)}
    if not years:
        return tokens
    numbers = {at for at, token in enumerate(tokens) if token.number is not None}
    if 0 in years:
        labels = {0}
    elif numbers <= years and (first or _HEADING.match(texts[0]) or _in_turn([int(texts[at]) for at in sorted(years)])):
        labels = years
    else:
        labels = set()
    made = []
    for at, token in enumerate(tokens):
        number = token.number
        if at in labels:
            number = None
        elif at in years and number is None:
            number = Mention(token.start, token.end, Kind.NUMBER, token.start, token.end, texts[at])
        made.append(replace(token, number=number))
    return made


def _in_turn(years: Sequence[int]) -> bool:
    """Whether numbers count up or down one by one, as the years of a header do."""
    return len(years) > 2 and {b - a for a, b in pairwise(years)} in ({1}, {-1})


def _without_ordinals(flow: str, tokens: Sequence[_Token]) -> list[_Token]:
    """The cells without a column that numbers the rows 1, 2, 3: each stands right before a label."""
    texts = [flow[token.start:token.end].strip() for token in tokens]
    figures = [token.number is not None or text.isdigit() for token, text in zip(tokens, texts, strict=True)]
    numbers = [at for at in range(len(tokens) - 1) if figures[at] and not figures[at + 1]]
    ordinals: set[int] = set()
    for at in numbers:
        if texts[at] == str(len(ordinals) + 1):
            ordinals.add(at)
    if not ordinals or any(token.number is not None for token in tokens[:min(ordinals)]):
        # a last column of small numbers also stands before labels, but not before all values
        return list(tokens)
    named = any(_NUMBERED.fullmatch(text) for text in texts)
    if (named and len(ordinals) >= 2 and len(ordinals) * 10 >= len(numbers) * 6) or (len(ordinals) >= 4 and len(ordinals) == len(numbers)):
        return [token for at, token in enumerate(tokens) if at not in ordinals]
    return list(tokens)


def _grids(document: Document, tokens: Sequence[_Token]) -> Iterator[Grid]:
    """The tables in a run: a caption with a unit, or a line that names an annex, begins the next one."""
    starts = [0]
    for index, token in enumerate(tokens):
        text = document.flow[token.start:token.end]
        if index and token.number is None and ((_UNIT_WORD in text and _UNIT.search(text)) or _ANNEX.match(text)):
            starts.append(index)
    for first, last in zip(starts, [*starts[1:], len(tokens)], strict=True):
        grid = _grid(document, _without_ordinals(document.flow, tokens[first:last]))
        if grid is not None:
            yield grid


def _grid(document: Document, tokens: Sequence[_Token]) -> Grid | None:
    flow = document.flow
    unit = ""
    header: list[str] = []
    rows: list[Row] = []
    label: _Token | None = None
    cells: list[Mention] = []
    labels = 0

    def close() -> None:
        if label is not None and cells:
            rows.append(_row(flow, label.start, label.end, cells, labels))

    for token in tokens:
        if token.number is not None:
            cells.append(token.number)
            continue
        text = flow[token.start:token.end]
        if _UNIT_WORD in text and (found := _UNIT.search(text)) is not None:
            unit = unit or found["unit"]
            continue
        close()
        if label is not None and not cells and not rows:
            header.append(flow[label.start:label.end])
        label, cells = token, []
        labels += 1
    close()
    if len(rows) < 2:
        return None
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    return Grid(tokens[0].start, tokens[-1].end, tuple(header), unit, tuple(rows), width)


def _row(flow: str, start: int, end: int, cells: Sequence[Mention], index: int) -> Row:
    text = flow[start:end]
    ordinal = read_ordinal(text)
    label = text[ordinal.length:] if ordinal is not None else text
    bare = _WITHIN.sub("", label)
    return Row("".join(bare.split()), start, ordinal, tuple(cells), index, bare != label)


def _real(document: Document, mentions: Sequence[Mention]) -> Iterator[Grid]:
    """Tables of formats that have them."""
    if not document.tables:
        return
    by_start = {mention.start: mention for mention in mentions}
    for table in document.tables:
        if not table.cells:
            continue
        lines: dict[int, list[_Token]] = {}
        for cell in table.cells:
            if cell.end > cell.start:
                start = document.flow_offset(cell.start)
                end = start + cell.end - cell.start
                text = document.flow[start:end]
                number = by_start.get(start) if _NUMERIC.match(text.strip()) else None
                lines.setdefault(cell.row, []).append(_Token(start, end, number))
        tokens = [token for at, row in enumerate(sorted(lines)) for token in _with_years(document.flow, lines[row], first=at == 0)]
        caption = document.text[table.caption.start:table.caption.end] if table.caption else ""
        grid = _grid(document, _without_ordinals(document.flow, tokens))
        if grid is not None:
            found = _UNIT.search(caption)
            yield grid if grid.unit or found is None else Grid(grid.start, grid.end, grid.header, found["unit"], grid.rows, grid.width)
