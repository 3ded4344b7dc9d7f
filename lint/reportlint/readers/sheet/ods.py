"""Workbooks of OpenDocument (.ods): the texts that the file itself keeps of its cells, as they are shown."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from reportlint.readers.sheet.book import MAX_CELLS, Sheet
from reportlint.readers.sheet.formats import plain
from reportlint.readers.sheet.package import Enough, SheetPackage
from reportlint.source import SourceError

_LEFT_OUT = frozenset({"annotation", "frame", "custom-shape", "g", "shapes", "forms", "tracked-changes", "dde-links", "scenario"})
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
_MOST_REPEATED = 10_000


def read_book(package: SheetPackage) -> list[Sheet]:
    """The sheets of a workbook in order; raises SourceError where it is damaged, encrypted or no workbook."""
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise SourceError("encrypted", "")
    reader = _Reader()
    package.stream("content.xml", reader.start, reader.end, reader.text)
    if not reader.is_book:
        raise SourceError("unsupported-format", "an OpenDocument file, but no workbook")
    return reader.sheets


class _Reader:
    """Takes the elements of the content."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.is_book = False
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._skip = 0
        self._count = 0
        self._sheet: Sheet | None = None
        self._row = self._column = 0
        self._rows = 1
        self._cells: dict[int, str] = {}
        self._spans: list[tuple[int, int, int]] = []
        self._open: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._in_paragraph = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Takes the start of an element."""
        if self._skip or tag in _LEFT_OUT:
            self._skip += 1
            return
        named = {name[name.rfind(" ") + 1:]: value for name, value in attributes.items()} if attributes else {}
        if tag in ("table-cell", "covered-table-cell"):
            self._open = named
            self._paragraphs = []
        elif tag == "p" and self._open is not None:
            self._paragraphs.append([])
            self._in_paragraph += 1
        elif tag == "s" and self._in_paragraph:
            self._paragraphs[-1].append(" " * min(_whole(named.get("c")), 100))
        elif tag in ("tab", "line-break") and self._in_paragraph:
            self._paragraphs[-1].append("\t" if tag == "tab" else "\n")
        elif tag == "table-row":
            self._rows = _whole(named.get("number-rows-repeated"))
            self._cells, self._spans, self._column = {}, [], 0
        elif tag == "table":
            if self._count >= MAX_CELLS:
                self.sheets.append(Sheet(named.get("name", ""), left_out=0))
                self._skip = 1
                return
            self._sheet = Sheet(named.get("name", ""), named.get("style-name", "") in self._hidden_styles)
            self.sheets.append(self._sheet)
            self._row = 0
        elif tag == "spreadsheet":
            self.is_book = True
        elif tag == "style":
            self._style = named.get("name", "")
        elif tag == "table-properties" and named.get("display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, tag: str) -> None:
        """Takes the end of an element."""
        if self._skip:
            self._skip -= 1
        elif tag == "p" and self._in_paragraph:
            self._in_paragraph -= 1
        elif tag in ("table-cell", "covered-table-cell") and self._open is not None:
            self._close_cell(self._open, covered=tag != "table-cell")
            self._open = None
        elif tag == "table-row" and self._sheet is not None:
            self._close_row(self._sheet)

    def text(self, data: str) -> None:
        """Takes text."""
        if self._in_paragraph and not self._skip:
            self._paragraphs[-1].append(data)

    def _close_cell(self, cell: dict[str, str], *, covered: bool) -> None:
        text = "\n".join("".join(pieces) for pieces in self._paragraphs).strip() or _value(cell)
        repeated = _whole(cell.get("number-columns-repeated"))
        if text and not covered:
            for column in range(self._column, min(self._column + min(repeated, _MOST_REPEATED), _LAST_COLUMN + 1)):
                self._cells[column] = text
            rows, columns = _whole(cell.get("number-rows-spanned")), _whole(cell.get("number-columns-spanned"))
            if rows > 1 or columns > 1:
                self._spans.append((self._column, rows, columns))
        self._column += repeated

    def _close_row(self, sheet: Sheet) -> None:
        if self._cells:
            for row in range(self._row, min(self._row + min(self._rows, _MOST_REPEATED), _LAST_ROW + 1)):
                if self._count >= MAX_CELLS:
                    sheet.left_out = row
                    break
                sheet.rows[row] = self._cells
                self._count += len(self._cells)
                sheet.merged.extend((row, column, row + rows - 1, column + columns - 1) for column, rows, columns in self._spans)
            if sheet.left_out is not None:
                raise Enough
        self._row += self._rows


def _value(cell: dict[str, str]) -> str:
    """The text of a cell that has a value and no text."""
    raw = cell.get("value", "")
    if not raw:
        return cell.get("date-value") or cell.get("string-value") or ""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    return f"{plain(number * 100)}%" if cell.get("value-type") == "percentage" else plain(number)


def _whole(value: str | None) -> int:
    """The positive number that an attribute holds, 1 where it holds none."""
    return max(1, int(value)) if value and value.isdecimal() and len(value) < 9 else 1
