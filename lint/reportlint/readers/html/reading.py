"""Web pages (.html, .htm, .xhtml): the text of the page's main content, with the place of every piece of it.

**Text.** Paragraphs, headings, list items and table cells in the order of the page, one line feed between two of
them. What belongs to the site and not to the report is left out (navigation, scripts, buttons, footers: see
:mod:`reportlint.readers.html.content`), as is what the page hides. Tables that only lay out the page are unfolded.
Comments to reportlint stay in the text.

**Places.** An anchor covers a paragraph or a cell. Its place says:

- ``element``: the path of the element, such as ``/html/body/div[2]/p[3]``, an XPath in the tree that lxml builds.
- ``line``: the line of the file where that element begins, from 1.
- ``table``, ``row``, ``column``: the index among the page's tables, and the cell's place in the table's grid, all from 0.
"""

from __future__ import annotations

from pathlib import Path

from reportlint.readers.base import ReadFile, require
from reportlint.source import read_bytes


class HtmlReader:
    """Reads web pages; spans point into the extracted text. See the module's text for its order and places."""

    name = "html"
    suffixes = frozenset({".html", ".htm", ".xhtml"})
    extra = "html"
    packages: tuple[str, ...] = ("lxml",)

    def read(self, path: Path) -> ReadFile:
        """The page's content; raises SourceError as :meth:`read_bytes` does, or ``unreadable``."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of a page given as bytes.

        Raises:
            SourceError: ``binary``, ``undecodable``, ``no-text`` (a page whose text scripts would have to load), or
                ``needs-extra``.
        """
        require(self)
        from reportlint.readers.html.page import read_page

        return read_page(data, self.name)


reader = HtmlReader()
