"""From what a reader extracted to a :class:`~reportlint.document.model.Document`."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint import patterns as re
from reportlint.comments import Range, to_reportlint, without
from reportlint.document.healing import furniture, joins, wrapping
from reportlint.document.model import Block, BlockKind, Document, Extracted, Line, LineKind, Ordinal
from reportlint.document.ordinals import LEVELS, read_ordinal
from reportlint.document.reports import reports_of
from reportlint.spacing import is_justified, pieces

_MAX_HEADING = 60
_ESSAY = re.compile(r".{0,40}(?:篇|范文)[一二三四五六七八九十\d]{1,3}[：:]?\Z")
_KINDS = {
    LineKind.HEADING: BlockKind.HEADING, LineKind.ITEM: BlockKind.ITEM, LineKind.CELL: BlockKind.CELL,
    LineKind.CODE: BlockKind.CODE, LineKind.NOTE: BlockKind.NOTE, LineKind.FURNITURE: BlockKind.FURNITURE,
}


def assemble(extracted: Extracted, path: str, format: str = "text", encoding: str = "utf-8") -> Document:  # noqa: A002
    """The document that extracted text makes: blocks healed and classified, reports and their parts found."""
    text = extracted.text
    hidden = to_reportlint(text) if extracted.hidden is None else extracted.hidden
    builder = _Flow(text, hidden)
    blocks: list[Block] = []
    for group in _paragraphs(text, extracted.lines, hidden):
        start = builder.length
        for line in group:
            builder.add(line)
        blocks.append(_block(builder.since_block(), group[0], start, builder.length, single=len(group) == 1))
        builder.end_block()
    flow = builder.text()
    return Document(
        path=path, format=format, encoding=encoding, text=text, flow=flow, breaks=tuple(builder.breaks) or ((0, 0),),
        blocks=tuple(blocks) or (Block(0, 0, BlockKind.PARAGRAPH),), reports=reports_of(flow, blocks),
        tables=extracted.tables, anchors=extracted.anchors, remarks=extracted.remarks,
        margin=extracted.margin,
    )


def _paragraphs(text: str, lines: tuple[Line, ...], hidden: Sequence[Range]) -> list[list[Line]]:
    """The lines of each paragraph, in order; page furniture and hidden lines are left out."""
    wrap = wrapping(text, lines)
    skipped = furniture(text, lines)
    groups: list[list[Line]] = []
    for index, line in enumerate(lines):
        if index in skipped or line.end <= line.start or (hidden and not any(without(hidden, line.start, line.end))):
            continue
        if groups and joins(text, groups[-1][-1], line, wrap):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


class _Flow:
    """Collects the flow piece by piece, with the map back to the text."""

    def __init__(self, text: str, hidden: Sequence[Range]) -> None:
        self._source = text
        self._hidden = hidden
        self._pieces: list[str] = []
        self.breaks: list[tuple[int, int]] = []
        self.length = 0
        self._block = 0

    def add(self, line: Line) -> None:
        """Appends a line's text; blanks that justify single characters and hidden ranges are left out."""
        content = self._source[line.start:line.end]
        if self._pieces and self.length and content[0].isascii() and content[0].isalpha():
            last = self._pieces[-1][-1]
            if last.isascii() and last.isalpha():
                self._append(" ", line.start - 1)
        if self._hidden and (parts := list(without(self._hidden, line.start, line.end))) != [(line.start, line.end)]:
            for first, end in parts:
                self._append(self._source[first:end], first)
        elif is_justified(content):
            for first, end in pieces(content):
                self._append(content[first:end], line.start + first)
        else:
            self._append(content, line.start)

    def end_block(self) -> None:
        """Separates blocks."""
        _, text = self.breaks[-1]
        self._append("\n", text + self.length - self.breaks[-1][0])
        self._block = len(self._pieces)

    def _append(self, piece: str, position: int) -> None:
        if not piece:
            return
        if not self.breaks or self.breaks[-1][1] + self.length - self.breaks[-1][0] != position:
            self.breaks.append((self.length, position))
        self._pieces.append(piece)
        self.length += len(piece)

    def text(self) -> str:
        """The flow as one string."""
        return "".join(self._pieces)

    def since_block(self) -> str:
        """What was added since the last block ended."""
        return "".join(self._pieces[self._block:])


def _block(content: str, line: Line, start: int, end: int, *, single: bool) -> Block:
    """The block that a paragraph's lines make."""
    ordinal = read_ordinal(content) or _marker(line.marker)
    kind = _KINDS.get(line.kind)
    if kind is not None:
        level = (line.level or 1) if kind is BlockKind.HEADING else 0
        return Block(start, end, kind, level, ordinal, line.marker)
    if single and ("篇" in content or "范文" in content) and _ESSAY.match(content):
        return Block(start, end, BlockKind.HEADING, 1, ordinal, line.marker)
    level = LEVELS.get(ordinal.style, 0) if ordinal is not None else 0
    if level in (1, 2, 3) and _is_heading(content):
        return Block(start, end, BlockKind.HEADING, level, ordinal, line.marker)
    if ordinal is not None:
        return Block(start, end, BlockKind.ITEM, 0, ordinal, line.marker)
    if content.startswith("——") and _is_heading(content):
        return Block(start, end, BlockKind.HEADING, 4, None, line.marker)
    return Block(start, end, BlockKind.PARAGRAPH, 0, None, line.marker)


def _marker(marker: str) -> Ordinal | None:
    """The ordinal of an automatic number; its width in the text is zero."""
    found = read_ordinal(marker) if marker else None
    return None if found is None else Ordinal(found.style, found.value, 0)


def _is_heading(content: str) -> bool:
    """Whether a numbered line is a heading: short, and one sentence at the most."""
    return len(content) <= _MAX_HEADING and "。" not in content[:-1] and not content.endswith(("；", ";"))
