"""Workbooks (.xlsx, .xlsm, .ods): each sheet a heading and its tables, with the figures as the program shows them.

**Text.** The sheet's name where it is more than "Sheet1", then its cells row by row, one line feed between two of
them. Titles, units and notes that stand in the grid become paragraphs; blank rows part tables, empty columns are gone.
Numbers are printed in their format: 0.0512 shown as a percentage is "5.12%". Of a formula the stored result is read.
Hidden sheets are read too, which is said. Of a very large workbook the first cells are read, and what is left out is said.

**Places.** An anchor covers a cell. Its place says:

- ``sheet``: the sheet's name; ``cell``: its address, such as "B12".
- ``table``, ``row``, ``column``: the index among the workbook's tables, and the cell's place in the table, all from 0;
  left out for titles and notes.
"""

from __future__ import annotations

from pathlib import Path

from reportlint.readers.base import ReadFile
from reportlint.source import read_bytes


class SheetReader:
    """Reads workbooks; spans point into the extracted text. See the module's text for its order and places."""

    name = "sheet"
    suffixes = frozenset({".xlsx", ".xlsm", ".xltx", ".ods"})

    def read(self, path: Path) -> ReadFile:
        """The workbook's content; raises SourceError as :meth:`read_bytes` does, or ``unreadable``."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of a workbook given as bytes.

        Raises:
            SourceError: ``damaged``, ``encrypted``, ``too-large`` (when unpacked) or ``unsupported-format`` (no workbook).
        """
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            from reportlint.readers.sheet.xls import reader as xls_reader

            return xls_reader.read_bytes(data)  # an .xls under another name, or a package with a password
        from reportlint.readers.sheet.book import laid_out
        from reportlint.readers.sheet.package import SheetPackage

        package = SheetPackage(data)
        if package.has("content.xml"):
            from reportlint.readers.sheet.ods import read_book as read_ods

            return ReadFile(self.name, "", laid_out(read_ods(package)))
        from reportlint.readers.sheet.xlsx import read_book as read_xlsx

        return ReadFile(self.name, "", laid_out(read_xlsx(package)))


reader = SheetReader()
