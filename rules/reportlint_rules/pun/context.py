"""What surrounds a mark: what shows that a place is no running text."""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.rule import BlockKind, Document

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_SENTENCE = re.compile("[，。；！？]")
_FRAGMENT = 40
_DATA_FORMATS = frozenset({"csv", "sheet", "xls"})
_TABLE_RUN = 40


def is_code(document: Document, offset: int) -> bool:
    """Whether a flow offset stands in code, or in a cell of a data file, which nobody typesets."""
    kind = document.block_at(offset).kind
    return kind is BlockKind.CODE or (kind is BlockKind.CELL and document.format in _DATA_FORMATS)


def is_fragment(document: Document, offset: int) -> bool:
    """Whether a flow offset stands in a short line without a clause: a table cell, a label, a torn header."""
    block = document.block_at(offset)
    if block.kind is BlockKind.CELL:
        return True
    length = block.end - block.start
    return length < _FRAGMENT and _SENTENCE.search(document.flow, block.start, block.end) is None


def around(document: Document, start: int, end: int, width: int = 8) -> str:
    """A range of the flow with its nearest neighbours of the same block, for messages and keys."""
    block = document.block_at(start)
    return document.flow[max(block.start, start - width):min(block.end, end + width)]
