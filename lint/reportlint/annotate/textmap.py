"""From the offsets of a document's text to the bytes of the package's parts."""

from __future__ import annotations

import bisect
import posixpath
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import NamedTuple

from reportlint import patterns as re
from reportlint.annotate.outline import Outline
from reportlint.annotate.part import Part
from reportlint.document import Document
from reportlint.readers.docx.body import Placed, placed_text
from reportlint.readers.docx.package import Package, Relationship
from reportlint.readers.docx.styles import Styles

_ENTITY = re.compile(rb"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_KINDS = frozenset({"footnotes", "endnotes", "header", "footer"})
_WIDTHS = ((0xF0, 4), (0xE0, 3), (0xC0, 2))
BODY = ""
"""How places name the body's part."""


class Glyph(NamedTuple):
    """A character as it stands in a part: its offset in the text, and its bytes in the part's UTF-8.

    For a character that an element stands for, such as a tab, the two are where that element begins.
    """

    part: str
    offset: int
    start: int
    end: int


class Stories:
    """The parts of a package that hold text, read when they are asked for, by the name that places give them."""

    def __init__(self, package: Package) -> None:
        """Takes a package that a reader has read."""
        self.package = package
        self.main = package.main_part()
        self.relationships: list[Relationship] = [r for r in package.relationships(self.main) if package.has(r.target)]
        styles = next((package.read(r.target) for r in self.relationships if r.kind == "styles"), None)
        self.style_data = styles
        self._styles = Styles(styles)
        self.names = {BODY: self.main}
        self.kinds: dict[str, str] = {}
        """The kind of each part but the body's: footnotes, endnotes, header or footer."""
        for each in self.relationships:
            name = posixpath.splitext(posixpath.basename(each.target))[0]
            if each.kind in _KINDS and name not in self.names:
                self.names[name], self.kinds[name] = each.target, each.kind
        self._parts: dict[str, Part] = {}
        self._outlines: dict[str, Outline] = {}

    def part(self, name: str) -> Part:
        """The part that places call so; empty for the body."""
        if name not in self._parts:
            target = self.names[name]
            self._parts[name] = Part(self.package.read(target), target)
        return self._parts[name]

    def outline(self, name: str) -> Outline:
        """The elements of a part."""
        if name not in self._outlines:
            self._outlines[name] = Outline(self.part(name).utf8, self.names[name])
        return self._outlines[name]

    def replace(self, name: str, utf8: bytes) -> None:
        """Puts other XML in the place of a part's; what was read of it before no longer holds."""
        part = self.part(name)
        self._parts[name] = Part(part.encoded(utf8), part.name)
        self._outlines.pop(name, None)

    def placed(self, name: str) -> list[Placed]:
        """The pieces of a part's text."""
        return placed_text(self.part(name).utf8, self.names[name], self._styles)


class TextMap:
    """The characters of a document's text in the parts that they come from."""

    def __init__(self, document: Document, stories: Stories) -> None:
        """Maps every character that has a place; line ends between paragraphs have none."""
        self._stories = stories
        self._text = document.text
        self._starts: list[int] = []
        self._pieces: list[tuple[str, Placed]] = []
        waiting: dict[str, dict[tuple[int, int], deque[Placed]]] = {}
        for anchor in document.anchors:
            part = str(anchor.place.get("part", BODY))
            if part not in waiting:
                waiting[part] = self._by_run(part)
            pieces = waiting[part].get(_key(anchor.place))
            offset = anchor.start
            while pieces and offset < anchor.end:
                piece = pieces.popleft()
                if document.text[offset:offset + len(piece.text)] != piece.text:
                    break
                self._starts.append(offset)
                self._pieces.append((part, piece))
                offset += len(piece.text)

    def _by_run(self, part: str) -> dict[tuple[int, int], deque[Placed]]:
        found: dict[tuple[int, int], deque[Placed]] = defaultdict(deque)
        if part in self._stories.names:
            for piece in self._stories.placed(part):
                found[piece.paragraph, piece.run].append(piece)
        return found

    def glyph(self, offset: int) -> Glyph | None:
        """The character at an offset, None where no character of a part stands."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        part, piece = self._pieces[index]
        within = offset - self._starts[index]
        return self._glyph(part, piece, within, offset) if within < len(piece.text) else None

    def first(self, start: int, end: int) -> Glyph | None:
        """The first character that stands in a part, of those from ``start`` to before ``end``."""
        found = self.glyph(start)
        if found is None:
            index = bisect.bisect_left(self._starts, start)
            if index < len(self._starts) and self._starts[index] < end:
                found = self.glyph(self._starts[index])
        return found

    def last(self, start: int, end: int) -> Glyph | None:
        """The last such character."""
        index = bisect.bisect_left(self._starts, end) - 1
        if index < 0:
            return None
        offset = min(end, self._starts[index] + len(self._pieces[index][1].text)) - 1
        return self.glyph(offset) if offset >= start else None

    def line_end(self, offset: int) -> int:
        """Where the line ends that an offset stands in."""
        end = self._text.find("\n", offset)
        return len(self._text) if end < 0 else end

    def _glyph(self, part: str, piece: Placed, within: int, offset: int) -> Glyph:
        data = self._stories.part(part).utf8
        start = piece.byte + len(piece.text[:within].encode("utf-8"))
        return Glyph(part, offset, start, _end(data, start, piece.text))


def _key(place: Mapping[str, int | str]) -> tuple[int, int]:
    return int(place["paragraph"]), int(place.get("run", -1))


def _end(data: bytes, start: int, piece: str) -> int:
    """Where the character at a byte ends; one that is a piece of its own may be an element, an entity or a line end."""
    if len(piece) == 1:
        if data[start:start + 1] == b"<" and piece != "<":
            return start
        if data[start:start + 1] == b"&" and (entity := _ENTITY.match(data, start)):
            return entity.end()
        if data[start:start + 2] == b"\r\n":
            return start + 2
    return start + next((width for least, width in _WIDTHS if data[start] >= least), 1)
