"""What the XML of a Word part is read into: paragraphs and tables in containers, before any text is laid out."""

from __future__ import annotations

from dataclasses import field

from reportlint.records import dataclass


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its pieces are (paragraph, run, text), since a deleted mark lets two paragraphs become one.

    ``index`` counts the part's ``w:p`` elements; a run counts the ``w:r`` elements whose nearest ``w:p`` this
    is, and is -1 for the text of a formula, which stands in none. ``after`` holds its text boxes.
    """

    index: int
    pieces: list[tuple[int, int, str]] = field(default_factory=list)
    style: str = ""
    outline: int | None = None
    numbering: str | None = None
    number_level: int | None = None
    after: list[Block] = field(default_factory=list)
    mark_deleted: bool = False
    # while it is being read
    runs: int = 0
    run: int = -1
    in_run: bool = False
    outer_runs: list[tuple[int, bool]] = field(default_factory=list)  # a phonetic guide has runs in a run
    in_properties: bool = False
    hidden: bool = False
    hides: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is no text in it or in its text boxes."""
        return not self.pieces and not self.after


@dataclass(slots=True)
class TableCell:
    """A cell: ``merge`` is "restart" or "continue" where cells of a column are merged, else empty."""

    span: int = 1
    merge: str = ""
    merge_across: bool = False
    deleted: bool = False
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class TableRow:
    """A row: ``before`` counts the grid columns that it leaves out at its head."""

    before: int = 0
    deleted: bool = False
    in_properties: bool = False
    cells: list[TableCell] = field(default_factory=list)


@dataclass(slots=True)
class WordTable:
    """A table: its rows from the top."""

    rows: list[TableRow] = field(default_factory=list)


Block = Paragraph | WordTable


@dataclass(slots=True)
class CommentRange:
    """What a comment hangs on: ranges of paragraphs of its part, and notes as (part, id)."""

    paragraphs: list[range]
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class PartTree:
    """A part: the blocks of its story, or those of each note by its id; and the notes that it refers to, in order."""

    blocks: list[Block] = field(default_factory=list)
    notes: dict[str, list[Block]] = field(default_factory=dict)
    references: list[tuple[str, str]] = field(default_factory=list)
    comments: dict[str, CommentRange] = field(default_factory=dict)
    root: str = ""
    has_body: bool = False
