"""Workbooks of Excel 97 to 2003 (.xls), laid out as those of :mod:`reportlint.readers.sheet`; needs xlrd.

Programs also write other things under this name: web pages, tab-separated text and .xlsx packages are told by their
content and read as what they are.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlint.readers.base import ReadFile, require
from reportlint.readers.sheet import reader as sheet_reader
from reportlint.source import SourceError, read_bytes

if TYPE_CHECKING:
    from reportlint.readers.sheet.book import Sheet
    from reportlint.readers.sheet.formats import Format

_OLE = b"\xd0\xcf\x11\xe0"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_HEAD = 4096


class XlsReader:
    """Reads workbooks of Excel 97 to 2003; spans point into the extracted text."""

    name = "xls"
    suffixes = frozenset({".xls", ".xlt"})
    extra = "sheet"
    packages: tuple[str, ...] = ("xlrd",)

    def read(self, path: Path) -> ReadFile:
        """The workbook's content; raises SourceError as :meth:`read_bytes` does, or ``unreadable``."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of a workbook given as bytes.

        Raises:
            SourceError: ``damaged``, ``encrypted``, ``too-large``, ``unsupported-format`` or ``needs-extra``.
        """
        if data.startswith(b"PK"):
            return sheet_reader.read_bytes(data)
        if not data.startswith((_OLE, *_BIFF)):
            return _text(data)
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError("encrypted", "")
        require(self)
        from reportlint.readers.sheet.book import laid_out

        return ReadFile(self.name, "", laid_out(_read_book(data)))


reader = XlsReader()


def _text(data: bytes) -> ReadFile:
    """What is no workbook but is called one: a web page with a table, or text with tabs."""
    if not data.strip():
        raise SourceError("damaged", "the file is empty")
    head = data[:_HEAD].lower()
    if b"<table" in data.lower() or b"<html" in head:
        from reportlint.readers.html import reader as html_reader

        return html_reader.read_bytes(data)
    if b"<?mso-application" in head or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        raise SourceError("unsupported-format", ".xml")
    from reportlint.readers.csv import reader as csv_reader

    return csv_reader.read_bytes(data)


def _read_book(data: bytes) -> list[Sheet]:
    """The sheets of a workbook; raises SourceError where it is damaged or encrypted."""
    import io

    import xlrd

    from reportlint.readers.sheet.book import MAX_CELLS, Sheet

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise SourceError("encrypted", "") from None
        raise SourceError("damaged", str(error)) from None
    except Exception as error:  # whatever a damaged file makes the library trip over
        raise SourceError("damaged", f"{type(error).__name__}: {error}") from None
    sheets: list[Sheet] = []
    cells = 0
    for number, name in enumerate(book.sheet_names()):
        made = Sheet(name)
        sheets.append(made)
        if cells >= MAX_CELLS:
            made.left_out = 0
            continue
        try:
            cells += _read_sheet(book, number, made, MAX_CELLS - cells)
        except xlrd.XLRDError:
            continue  # a chart or a macro sheet
        except Exception as error:
            raise SourceError("damaged", f"{name}: {type(error).__name__}: {error}") from None
        book.unload_sheet(number)
    return sheets


def _read_sheet(book: Any, number: int, made: Sheet, most: int) -> int:
    """Fills a sheet; returns how many cells it has."""
    sheet = book.sheet_by_index(number)
    made.hidden = bool(sheet.visibility)
    formats: dict[int, Format] = {}
    count = 0
    for row in range(sheet.nrows):
        if count >= most:
            made.left_out = row
            break
        for column, cell in enumerate(sheet.row(row)):
            text = _shown(book, cell, formats).strip()
            if text:
                made.rows.setdefault(row, {})[column] = text
                count += 1
    made.merged = [(first, left, last - 1, right - 1) for first, last, left, right in sheet.merged_cells]
    return count


def _shown(book: Any, cell: Any, formats: dict[int, Format]) -> str:
    """A cell's value as it is shown."""
    import xlrd

    from reportlint.readers.sheet.formats import Format, shown

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, ""))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    style = cell.xf_index
    if style not in formats:
        known = style is not None and style < len(book.xf_list)
        found = book.format_map.get(book.xf_list[style].format_key) if known else None
        formats[style] = Format(found.format_str if found is not None else "")
    return shown(Decimal(repr(cell.value)), formats[style], from_1904=bool(book.datemode))
