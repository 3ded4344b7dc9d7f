"""PDF files with a text layer: lines found by their geometry, joined into paragraphs, with tables and the place of every line.

**Text.** Paragraphs and table cells in reading order, one line feed between two of them; a paragraph that goes on
on the next page is one. Running headers and footers, page numbers and watermarks are left out, lines of a table of
contents are furniture, footnotes are notes. Blanks that only justify a line are gone, ligatures and radicals are
the characters that they stand for, glyphs that are printed twice to look bold count once.

**Places.** An anchor covers a printed line, or a cell. Its place says:

- ``page``: the page in the file, from 1.
- ``line``: the line on the page in reading order, from 1, without headers; left out for cells.
- ``table``, ``row``, ``column``: the index among the file's tables, and the cell's place in the table's grid, all from 0.
"""

from __future__ import annotations

from pathlib import Path

from reportlint.readers.base import ReadFile, require
from reportlint.source import read_bytes


class PdfReader:
    """Reads PDF files; spans point into the extracted text. See the module's text for its order and places."""

    name = "pdf"
    suffixes = frozenset({".pdf"})
    extra = "pdf"
    packages: tuple[str, ...] = ("pypdfium2",)

    def read(self, path: Path) -> ReadFile:
        """The file's content; raises SourceError as :meth:`read_bytes` does, or ``unreadable``."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of a file given as bytes.

        Raises:
            SourceError: ``encrypted``, ``damaged``, ``no-text-layer`` (a scan), ``unreadable-characters`` (glyphs
                without Unicode values), ``too-large`` (too many pages), or ``needs-extra``.
        """
        require(self)
        from reportlint.readers.pdf.document import read_document

        return ReadFile(self.name, "", read_document(data))


reader = PdfReader()
