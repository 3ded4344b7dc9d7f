"""The styles of a Word document, as far as they matter to text: headings, numbering, hidden text."""

from __future__ import annotations

import re

from reportlint.readers.docx.package import WORD, attribute, on, parse, whole
from reportlint.records import dataclass

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])\Z", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)?\Z|table of figures\Z", re.IGNORECASE)
_TITLE = frozenset({"title", "标题"})
_DEPTH = 32
BODY_LEVEL = 9
"""The outline level of body text; headings have 0 to 8."""


@dataclass(slots=True)
class Style:
    """A style: a None says that it leaves the matter to the style that it is based on."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    numbering: str | None = None
    number_level: int | None = None
    hidden: bool | None = None

    def filled(self, base: Style) -> None:
        """Takes from a base style what is not settled here."""
        self.outline = base.outline if self.outline is None else self.outline
        self.numbering = base.numbering if self.numbering is None else self.numbering
        self.number_level = base.number_level if self.number_level is None else self.number_level
        self.hidden = base.hidden if self.hidden is None else self.hidden


class Styles:
    """The styles by their id, with what they inherit filled in."""

    def __init__(self, data: bytes | None = None) -> None:
        """Reads the bytes of a styles part; None stands for a document without one."""
        self._styles: dict[str, Style] = {}
        self._default = ""
        self._current = Style()
        self._skip = 0
        self._nothing = Style()
        if data is not None:
            parse(data, "styles", self._start, self._end)
        for style in self._styles.values():
            self._settle(style)

    def get(self, style_id: str) -> Style:
        """The paragraph or character style of an id; the default paragraph style for the empty id."""
        return self._styles.get(style_id or self._default, self._nothing)

    def heading_level(self, style_id: str, outline: int | None) -> int:
        """The level, from 1, of a heading in this style; 0 for body text. ``outline`` is the paragraph's own."""
        if outline is None:
            outline = self.get(style_id).outline
        return outline + 1 if outline is not None and 0 <= outline < BODY_LEVEL else 0

    def is_contents(self, style_id: str) -> bool:
        """Whether the style is that of an entry in a table of contents."""
        return _CONTENTS.match(self.get(style_id).name) is not None

    def _settle(self, style: Style) -> None:
        """Fills in what a style inherits, nearest first; a heading's name counts where no outline level is given."""
        seen = {id(style)}
        base = style
        if style.outline is None:
            style.outline = _named_level(style.name)
        for _ in range(_DEPTH):
            following = self._styles.get(base.based_on)
            if following is None or id(following) in seen:
                return
            base = following
            seen.add(id(base))
            style.filled(base)
            if style.outline is None:
                style.outline = _named_level(base.name)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skip:
            self._skip += 1
            return
        namespace, _, local = tag.rpartition(" ")
        if namespace + " " not in WORD:
            return
        style = self._current
        match local:
            case "style":
                self._current = Style()
                style_id = attribute(attributes, "styleId")
                self._styles[style_id] = self._current
                if attribute(attributes, "type") == "paragraph" and attribute(attributes, "default") in ("1", "true", "on"):
                    self._default = style_id
            case "tblStylePr" | "latentStyles" | "docDefaults" | "rPrChange" | "pPrChange":
                self._skip = 1
            case "name":
                style.name = attribute(attributes, "val")
            case "basedOn":
                style.based_on = attribute(attributes, "val")
            case "outlineLvl":
                style.outline = whole(attribute(attributes, "val"), BODY_LEVEL)
            case "numId":
                style.numbering = attribute(attributes, "val")
            case "ilvl":
                style.number_level = whole(attribute(attributes, "val"))
            case "vanish":
                style.hidden = on(attributes)

    def _end(self, _tag: str) -> None:
        if self._skip:
            self._skip -= 1


def _named_level(name: str) -> int | None:
    """The outline level that a built-in heading's name stands for."""
    if found := _HEADING.match(name):
        return int(found[1]) - 1
    return 0 if name.lower() in _TITLE else None
