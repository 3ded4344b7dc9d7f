"""What holds paragraphs in a story: cells, rows, tables, text boxes, notes, and alternative representations."""

from __future__ import annotations

from collections.abc import Callable

from reportlint.readers.docx.package import attribute, whole
from reportlint.readers.docx.tree import Block, Paragraph, PartTree, TableCell, TableRow, WordTable
from reportlint.source import SourceError

_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
MAX_DEPTH = 60
"""How deep paragraphs and what holds them may be nested."""
_MAX_GRID = 1000
Attributes = dict[str, str]


class Holders:
    """Handlers for the elements that hold paragraphs; ``skip`` is the depth inside an element that is left out."""

    def __init__(self) -> None:
        self.tree = PartTree()
        self.skip = 0
        self.produced = 0                    # pieces of text so far
        self.paragraphs = 0                  # paragraphs so far
        self.frame: Paragraph | None = None  # the innermost open paragraph
        self.containers: list[list[Block]] = [self.tree.blocks]
        self.pending: list[list[tuple[int, int, str]]] = [[]]  # text before a deleted paragraph mark, by container
        self.rows: list[TableRow] = []
        self._tables: list[WordTable] = []
        self._alternatives: list[bool] = []  # for each open group: whether a choice had text
        self._before: list[int] = []         # for each open choice: the pieces of text before it

    def holder_starts(self) -> dict[str, Callable[[Attributes], None]]:
        """The handlers of start tags by local name."""
        return {
            "body": self._body, "tbl": self._start_table, "tr": self._start_row, "trPr": self._start_row_properties,
            "gridBefore": self._grid_before, "tc": self._start_cell, "gridSpan": self._grid_span,
            "vMerge": self._merge, "hMerge": self._merge_across, "cellDel": self._delete_cell,
            "txbxContent": self._start_box, "footnote": self._start_note, "endnote": self._start_note,
        }

    def holder_ends(self) -> dict[str, Callable[[], None]]:
        """The handlers of end tags by local name."""
        return {
            "tbl": self._end_table, "tr": self._end_row, "trPr": self._end_row_properties, "tc": self._end_cell,
            "txbxContent": self._end_container, "footnote": self._end_container, "endnote": self._end_container,
        }

    def _push(self, container: list[Block]) -> None:
        self.containers.append(container)
        self.pending.append([])
        if len(self.containers) > MAX_DEPTH:
            raise SourceError("damaged", "tables or text boxes are nested too deeply")

    def _end_container(self) -> None:
        pending = self.pending.pop()
        container = self.containers.pop()
        if pending:  # the last mark was deleted and nothing follows
            container.append(Paragraph(pending[0][0], pending))

    def finish(self) -> PartTree:
        """The part's tree when all has been read."""
        self._end_container()
        return self.tree

    def _body(self, _: Attributes) -> None:
        self.tree.has_body = True

    def _start_box(self, _: Attributes) -> None:
        self._push(self.frame.after if self.frame is not None else self.containers[-1])

    def _start_note(self, attributes: Attributes) -> None:
        blocks: list[Block] = []
        if attribute(attributes, "type") not in _SEPARATORS:
            self.tree.notes[attribute(attributes, "id")] = blocks
        self._push(blocks)

    def _start_table(self, _: Attributes) -> None:
        table = WordTable()
        self.containers[-1].append(table)
        self._tables.append(table)

    def _end_table(self) -> None:
        self._tables.pop()

    def _start_row(self, _: Attributes) -> None:
        self.rows.append(TableRow())

    def _end_row(self) -> None:
        row = self.rows.pop()
        if self._tables and not row.deleted:
            self._tables[-1].rows.append(row)

    def _start_row_properties(self, _: Attributes) -> None:
        if self.rows:
            self.rows[-1].in_properties = True

    def _end_row_properties(self) -> None:
        if self.rows:
            self.rows[-1].in_properties = False

    def _grid_before(self, attributes: Attributes) -> None:
        if self.rows:
            self.rows[-1].before = min(max(whole(attribute(attributes, "val")), 0), _MAX_GRID)

    def _start_cell(self, _: Attributes) -> None:
        cell = TableCell()
        if self.rows:
            self.rows[-1].cells.append(cell)
        self._push(cell.blocks)

    def _end_cell(self) -> None:
        self._end_container()
        if self.rows and self.rows[-1].cells and self.rows[-1].cells[-1].deleted:
            self.rows[-1].cells.pop()

    def _cell(self) -> TableCell | None:
        return self.rows[-1].cells[-1] if self.rows and self.rows[-1].cells else None

    def _grid_span(self, attributes: Attributes) -> None:
        if cell := self._cell():
            cell.span = min(max(whole(attribute(attributes, "val"), 1), 1), _MAX_GRID)

    def _merge(self, attributes: Attributes) -> None:
        if cell := self._cell():
            cell.merge = "restart" if attribute(attributes, "val") == "restart" else "continue"

    def _merge_across(self, attributes: Attributes) -> None:
        if cell := self._cell():
            cell.merge_across = attribute(attributes, "val") != "restart"

    def _delete_cell(self, _: Attributes) -> None:
        if cell := self._cell():
            cell.deleted = True

    def start_alternatives(self, _: Attributes) -> None:
        """Opens a group of alternatives of which one is read."""
        self._alternatives.append(False)

    def end_alternatives(self) -> None:
        """Closes a group of alternatives."""
        self._alternatives.pop()

    def start_choice(self, _: Attributes) -> None:
        """Reads a choice or fallback, or leaves it out where one before it had text."""
        if self._alternatives and self._alternatives[-1]:
            self.skip = 1
        else:
            self._before.append(self.produced)

    def end_choice(self) -> None:
        """Notes whether the choice had text."""
        if self._before and self.produced > self._before.pop() and self._alternatives:
            self._alternatives[-1] = True
