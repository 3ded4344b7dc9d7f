"""What a report is made of: blocks, sentences, tables, reports within one file, and the map from text to place.

Two texts stand side by side. ``Document.text`` is the source as it is; every public span points into it.
``Document.flow`` is the same text with paragraphs healed: a sentence that line wrapping or scraping has
broken reads on, blocks are separated by one line feed, indentation is gone. Rules search the flow, and
:meth:`Document.span` maps a range of it back.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.source import LineIndex


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end


class LineKind(StrEnum):
    """What a reader knows about a piece of text it hands over."""

    TEXT = "text"          # not known: the structure decides (plain text)
    HEADING = "heading"    # a heading by the format's own mark
    ITEM = "item"          # a list item by the format's own mark
    CELL = "cell"          # a table cell
    CODE = "code"          # code or an embedded object: not linted
    NOTE = "note"          # a foot- or endnote, a comment
    FURNITURE = "furniture"  # page headers and the like


class Line(NamedTuple):
    """A piece of source text as a reader found it: a line, a Word paragraph, a table cell.

    ``start`` and ``end`` span its text without surrounding blanks; ``gap`` counts the blank lines before it;
    ``indent`` tells that it began with blanks; ``hard`` that the format itself ends the paragraph here;
    ``marker`` is an automatic list number that does not stand in the text ("一、", "（2）").
    """

    start: int
    end: int
    kind: LineKind = LineKind.TEXT
    level: int = 0
    gap: int = 0
    indent: bool = False
    hard: bool = False
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; ``start`` and ``end`` span its text in the document's text, rows and columns start at 0."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A real table (Word, Markdown, HTML): its cells in reading order."""

    cells: tuple[Cell, ...]
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a range of extracted text stands in its format, for documents that are not plain text."""

    start: int
    end: int
    place: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Remark:
    """What has to be said of a file that was read: ``reason`` is a stable keyword, ``detail`` names pages, sheets or rows.

    ``unread`` tells that a part of the file was left out.
    """

    reason: str
    detail: str = ""
    unread: bool = True


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A comment that somebody put beside the text, as in Word: what it says, and the spans that it hangs on, in order."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader returns: the text, its lines in order, tables, anchors sorted by start, and what has to be said."""

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    remarks: tuple[Remark, ...] = ()
    hidden: tuple[tuple[int, int], ...] | None = None
    """The sorted ranges that are no text of the report (comments of the format); None for those to reportlint alone."""
    margin: tuple[MarginNote, ...] = ()
    """The comments to reportlint that stand beside the text, in order of their places."""


class BlockKind(StrEnum):
    """The part that a block plays in the document."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    CODE = "code"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The number a heading or list item carries: its style ("一、", "（一）", "1.", "①", "第一章", "一是" …), value and width."""

    style: str
    value: int
    length: int


class Block(NamedTuple):
    """A paragraph, heading, list item or cell: a half-open range of the flow.

    ``level`` is the depth of a heading (1 is the highest), 0 elsewhere. ``marker`` is an automatic number.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    ordinal: Ordinal | None = None
    marker: str = ""


class ReportKind(StrEnum):
    """The kinds of report that differ in how they speak of years."""

    WORK_REPORT = "work_report"
    COMMUNIQUE = "communique"
    BUDGET = "budget"
    PLAN = "plan"
    ANNUAL = "annual"
    OTHER = "other"


class Part(StrEnum):
    """Whether a passage looks back on results or sets targets."""

    REVIEW = "review"
    TARGET = "target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Report:
    """One report within a file: a half-open range of the flow.

    ``year`` is the year that it reviews, ``target_year`` the one that it plans for (normally the next);
    None where the text does not tell. ``parts`` are (start, part) pairs in order, each valid up to the next.
    """

    start: int
    end: int
    title: str
    kind: ReportKind
    year: int | None
    target_year: int | None
    year_evidence: str = ""
    parts: tuple[tuple[int, Part], ...] = ()

    def part_at(self, offset: int) -> Part:
        """The part that the flow offset stands in."""
        index = bisect.bisect_right(self.parts, offset, key=itemgetter(0)) - 1
        return self.parts[index][1] if index >= 0 else Part.UNKNOWN


_SENTENCE_END = re.compile("[。！？!?；;\n]")


@dataclass(frozen=True)
class Document:
    """A report file, read and structured. See the module's text for ``text`` and ``flow``.

    ``breaks`` are (flow offset, text offset) pairs in order: from each flow offset on, text advances in step.
    """

    path: str
    format: str
    encoding: str
    text: str
    flow: str
    breaks: tuple[tuple[int, int], ...]
    blocks: tuple[Block, ...]
    reports: tuple[Report, ...]
    tables: tuple[Table, ...] = ()
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)
    remarks: tuple[Remark, ...] = ()
    margin: tuple[MarginNote, ...] = ()

    @property
    def characters(self) -> int:
        """The length of the text."""
        return len(self.text)

    @cached_property
    def lines(self) -> LineIndex:
        """Line and column of offsets in ``text``."""
        return LineIndex(self.text)

    @cached_property
    def _flow_starts(self) -> list[int]:
        return [flow for flow, _ in self.breaks]

    @cached_property
    def _text_starts(self) -> list[int]:
        return [text for _, text in self.breaks]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _report_starts(self) -> list[int]:
        return [report.start for report in self.reports]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(found.end() for found in _SENTENCE_END.finditer(self.flow))]

    @cached_property
    def _counted(self) -> dict[tuple[str, int], int]:
        return {}

    def count(self, piece: str, most: int = 1) -> int:
        """How often a piece of text stands in the flow, at most ``most``; remembered, so that many places may ask."""
        found = self._counted.get((piece, most))
        if found is None:
            found, position = 0, self.flow.find(piece)
            while position != -1:
                found += 1
                position = self.flow.find(piece, position + len(piece)) if found < most else -1
            self._counted[piece, most] = found
        return found

    def position(self, offset: int) -> int:
        """The text offset of a flow offset."""
        index = max(0, bisect.bisect_right(self._flow_starts, offset) - 1)
        flow, text = self.breaks[index]
        return text + offset - flow

    def span(self, start: int, end: int) -> Span:
        """The span in ``text`` of a half-open range of the flow; the line end that closes the last block may be in none."""
        first = self.position(start)
        return Span(first, min(self.position(end - 1) + 1, len(self.text)) if end > start else first)

    def flow_offset(self, position: int) -> int:
        """The flow offset of a text offset; a place that the flow leaves out gives the next one that it has."""
        index = bisect.bisect_right(self._text_starts, position) - 1
        if index < 0:
            return 0
        flow, text = self.breaks[index]
        following = self.breaks[index + 1][0] if index + 1 < len(self.breaks) else len(self.flow)
        return min(flow + position - text, following)

    def block_index(self, offset: int) -> int:
        """The index in ``blocks`` of the block at a flow offset."""
        return max(0, bisect.bisect_right(self._block_starts, offset) - 1)

    def block_at(self, offset: int) -> Block:
        """The block at a flow offset."""
        return self.blocks[self.block_index(offset)]

    def report_at(self, offset: int) -> Report:
        """The report at a flow offset."""
        return self.reports[max(0, bisect.bisect_right(self._report_starts, offset) - 1)]

    def part_at(self, offset: int) -> Part:
        """Whether the flow offset stands in a review or among targets."""
        return self.report_at(offset).part_at(offset)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The half-open flow range of the sentence at an offset, its closing mark included; semicolons close too."""
        starts = self._sentence_starts
        index = bisect.bisect_right(starts, offset) - 1
        end = starts[index + 1] if index + 1 < len(starts) else len(self.flow)
        return starts[index], end

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The flow ranges of all sentences that are not empty."""
        starts = self._sentence_starts
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else len(self.flow)
            if end > start and self.flow[start:end].strip():
                yield start, end

    def anchor_at(self, position: int) -> Mapping[str, int | str] | None:
        """Where a text offset stands in the format, or None for plain text."""
        index = bisect.bisect_right(self.anchors, position, key=lambda anchor: anchor.start) - 1
        if index >= 0 and position <= self.anchors[index].end:
            return self.anchors[index].place
        return None
