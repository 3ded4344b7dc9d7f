"""Word documents (.docx, .docm): the text that Word shows, with the place of every piece of it in the package.

**Text.** Paragraphs in the order of the document, one line feed between two of them, also between those of
two cells; empty paragraphs are kept as empty lines. A text box follows the paragraph that it hangs on.
Behind the body come the foot- and endnotes in the order of their references, then headers and footers: what stands
between two tabs there is a line of its own, a page count or what was said before is furniture.
Automatic numbers are no text: they are the ``marker`` of a line. Comments are no text either; those that speak to
reportlint are the ``margin`` of the document.

**Places.** An anchor covers the text of one run. Its place says:

- ``part``: "footnotes", "endnotes", "header1", "footer2" … (the part's file name without ending); left out for the body.
- ``note``: the ``w:id`` of the foot- or endnote.
- ``table``, ``row``, ``column``: the index in the document's tables, and the cell's place in the table's
  grid, all from 0; for the innermost table where tables are nested; body only.
- ``paragraph``: the index of the ``w:p`` among all ``w:p`` elements of its part in document order, from 0.
- ``run``: the index of the ``w:r`` among all ``w:r`` elements whose nearest ``w:p`` ancestor is that
  paragraph, in document order, from 0. Left out for the text of formulas, which is in no ``w:r``.

Elements that are not read (deletions, the fallback of a drawing) are counted like all others, so an index
finds its element in the XML without knowing these rules.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportlint.document.model import LineKind
from reportlint.readers.base import ReadFile
from reportlint.readers.docx.body import read_story
from reportlint.readers.docx.comments import margin_notes
from reportlint.readers.docx.layout import Layout
from reportlint.readers.docx.numbering import Numbering
from reportlint.readers.docx.package import WORD, Package, Relationship
from reportlint.readers.docx.styles import Styles
from reportlint.readers.docx.tree import CommentRange, PartTree
from reportlint.source import SourceError, read_bytes

_ROOTS = frozenset(namespace + "document" for namespace in WORD)


class DocxReader:
    """Reads Word documents; spans point into the extracted text. See the module's text for its order and places."""

    name = "docx"
    suffixes = frozenset({".docx", ".docm"})

    def read(self, path: Path) -> ReadFile:
        """The document's content; raises SourceError as :meth:`read_bytes` does, or ``unreadable``."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of a package given as bytes.

        Raises:
            SourceError: ``damaged`` (cut off, parts missing, XML not well-formed), ``too-large`` (when
                unpacked), ``encrypted``, or ``unsupported-format`` (no Word package).
        """
        package = Package(data)
        main = package.main_part()
        relationships = [r for r in package.relationships(main) if package.has(r.target)]
        styles = Styles(_first(package, relationships, "styles"))
        numbering = Numbering(_first(package, relationships, "numbering"))
        body = read_story(package.read(main), main, styles)
        if body.root not in _ROOTS:
            raise SourceError("unsupported-format", f"{main} is no Word document")
        if not body.has_body:
            raise SourceError("damaged", f"{main} has no body")
        layout = Layout(styles, numbering)
        layout.add(body.blocks)
        commented = [("", body.comments), *_add_notes(layout, package, relationships, body, styles)]
        for part in sorted({r.target for r in relationships if r.kind in ("header", "footer")}):
            story = read_story(package.read(part), part, styles)
            layout.add_running(story.blocks, {"part": _stem(part)})
            commented.append((_stem(part), story.comments))
        margin = margin_notes(package, relationships, commented, layout.anchors, layout.length)
        return ReadFile(self.name, "", layout.extracted(margin))


reader = DocxReader()


def _first(package: Package, relationships: list[Relationship], kind: str) -> bytes | None:
    """The bytes of the first part of a kind, None where there is none."""
    return next((package.read(r.target) for r in relationships if r.kind == kind), None)


def _add_notes(
    layout: Layout, package: Package, relationships: list[Relationship], body: PartTree, styles: Styles
) -> Iterator[tuple[str, Mapping[str, CommentRange]]]:
    """Adds the notes that the body refers to, and yields for each part of them what its comments hang on.

    Notes whose reference is deleted are not shown by Word either.
    """
    for kind in ("footnotes", "endnotes"):
        wanted = dict.fromkeys(note for part, note in body.references if part == kind)
        for relationship in relationships:
            if relationship.kind != kind or not wanted:
                continue
            story = read_story(package.read(relationship.target), relationship.target, styles)
            for note in wanted:
                place: dict[str, int | str] = {"part": _stem(relationship.target), "note": note}
                layout.add(story.notes.get(note, []), place, LineKind.NOTE)
            yield _stem(relationship.target), story.comments


def _stem(part: str) -> str:
    return posixpath.splitext(posixpath.basename(part))[0]
