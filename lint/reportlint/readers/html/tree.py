"""What a web page is read into: blocks of text and tables, before it is decided which of them belong to the report."""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from typing import Any

from reportlint.document.model import LineKind
from reportlint.records import dataclass

Element = Any
"""An element of lxml's tree; lxml comes without types."""


class Frame:
    """An open element on the way to the text: its tag, its place among its siblings of that tag, the frame around it."""

    __slots__ = ("_path", "counts", "element", "number", "opens", "outer", "tag")

    def __init__(self, element: Element, tag: str, number: int, outer: Frame | None) -> None:
        self.element, self.tag, self.number, self.outer = element, tag, number, outer
        self.counts: dict[str, int] = {}
        self.opens = ""
        """What it opens of the table that it belongs to: "cell", "caption" or nothing."""
        self._path: str | None = None

    @property
    def path(self) -> str:
        """The XPath of the element."""
        chain: list[Frame] = []
        frame: Frame | None = self
        while frame is not None and frame._path is None:
            chain.append(frame)
            frame = frame.outer
        path = frame._path or "" if frame is not None else ""
        for inner in reversed(chain):
            step = inner.tag if inner.tag in ("html", "body") else f"{inner.tag}[{inner.number}]"
            path = inner._path = f"{path}/{step}"
        return path


@dataclass(slots=True)
class TextBlock:
    """A paragraph, heading or list item; its text has line feeds where the page breaks lines.

    ``links`` counts the characters in links to other pages; ``hard`` tells that the element is a paragraph of its own.
    """

    frame: Frame
    text: str
    kind: LineKind = LineKind.TEXT
    level: int = 0
    marker: str = ""
    links: int = 0
    hard: bool = True


@dataclass(slots=True)
class TableCell:
    """A cell as the page has it, before its place in the grid is known."""

    frame: Frame
    rows: int
    columns: int
    blocks: list[Block] = field(default_factory=list)


@dataclass
class PageTable:
    """A table: its caption, and its rows of cells."""

    frame: Frame
    caption: list[Block] = field(default_factory=list)
    rows: list[list[TableCell]] = field(default_factory=list)

    @cached_property
    def texts(self) -> list[str]:
        """The text of every cell."""
        return ["\n".join(b.text for b in cell.blocks if isinstance(b, TextBlock)) for row in self.rows for cell in row]

    @property
    def links(self) -> int:
        """How many characters are in links to other pages."""
        return sum(b.links for row in self.rows for cell in row for b in cell.blocks if isinstance(b, TextBlock))


Block = TextBlock | PageTable
