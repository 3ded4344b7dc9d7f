"""Fixes as tracked changes: which can be made so, and the markup that they are.

A change is tracked where nothing but characters of the text is touched: in runs of a paragraph or hyperlink. In
fields, content controls, text boxes, formulas and changes that others have tracked it is not, nor across paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlint import patterns as re
from reportlint.annotate.cuts import Cut, cut_at, edge
from reportlint.annotate.outline import Element, Outline
from reportlint.annotate.textmap import Glyph, Stories, TextMap
from reportlint.document import Document
from reportlint.rule import Edit, Fix, Span

_ABOVE = frozenset({"document", "body", "tbl", "tr", "tc", "hdr", "ftr", "footnotes", "endnotes", "footnote", "endnote"})
_WRITABLE = re.compile("[\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")


class Change(NamedTuple):
    """A change in one part: what is deleted, as (run, start, end), where the new text goes, and how that looks (``w:rPr``)."""

    part: str
    deleted: tuple[tuple[Element, int, int], ...]
    text: str
    cut: Cut
    properties: bytes


class Revisions:
    """Plans tracked changes of a document."""

    def __init__(self, document: Document, text: TextMap, stories: Stories) -> None:
        """Takes a document and where its characters stand."""
        self._document = document
        self._text = text
        self._stories = stories

    def plan(self, fix: Fix) -> list[Change] | None:
        """The changes that a fix is made of; None where it cannot be tracked as a whole."""
        changes = []
        for edit in fix.edits:
            trimmed = _trimmed(self._document.text, edit)
            if trimmed is None:
                continue
            change = self._change(trimmed)
            if change is None:
                return None
            changes.append(change)
        return changes or None

    def _change(self, edit: Edit) -> Change | None:
        start, end = edit.span.start, edit.span.end
        if _WRITABLE.fullmatch(edit.text) is None:
            return None
        if start == end:
            return self._insertion(start, edit.text)
        glyphs = [self._text.glyph(offset) for offset in range(start, end)]
        found = [glyph for glyph in glyphs if glyph is not None]
        if len(found) < len(glyphs) or len({glyph.part for glyph in found}) > 1:
            return None
        outline = self._stories.outline(found[0].part)
        elements = [outline.at(glyph.start) for glyph in found]
        if not all(_is_plain(outline, element) for element in elements):
            return None
        if len({id(element.above("p")) for element in elements}) > 1:
            return None
        deleted = _ranges(outline, found, elements)
        if deleted is None:
            return None
        behind = cut_at(outline, elements[-1], found[-1].end if elements[-1].name == "t" else elements[-1].end)
        return Change(found[0].part, tuple(deleted), edit.text, behind, _properties(outline, elements[0]))

    def _insertion(self, offset: int, text: str) -> Change | None:
        """New text behind the character before it, else before the one that follows, in the same paragraph."""
        for glyph, behind in ((self._text.glyph(offset - 1), True), (self._text.glyph(offset), False)):
            if glyph is None or self._document.text[glyph.offset] == "\n":
                continue
            outline = self._stories.outline(glyph.part)
            element = outline.at(glyph.start)
            if element.name == "t" and _is_plain(outline, element):
                cut = cut_at(outline, element, glyph.end if behind else glyph.start)
                return Change(glyph.part, (), text, cut, _properties(outline, element))
        return None


def _trimmed(text: str, edit: Edit) -> Edit | None:
    """The edit without what stays as it is at either end; None where nothing changes."""
    start, end, new = edit.span.start, edit.span.end, edit.text
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Edit(Span(start, end), new) if end > start or new else None


def _is_plain(outline: Outline, element: Element) -> bool:
    """Whether an element is text or a tab in a run that stands directly in a paragraph or hyperlink of a story."""
    path = [each.name for each in element.path()]
    if path[-1] not in ("t", "tab") or path[-2:-1] != ["r"]:
        return False
    above = path[:-2]
    if above[-1] == "hyperlink":
        above.pop()
    return above[-1] == "p" and _ABOVE.issuperset(above[:-1]) and not outline.in_field(element.start)


def _ranges(outline: Outline, glyphs: Sequence[Glyph], elements: Sequence[Element]) -> list[tuple[Element, int, int]] | None:
    """The ranges of runs that characters take up; None where something else stands between them in a run."""
    ranges: list[tuple[Element, int, int]] = []
    for glyph, element in zip(glyphs, elements, strict=True):
        run = element.parent
        if run is None:
            return None
        start, end = (glyph.start, glyph.end) if element.name == "t" else (element.start, element.end)
        start, end = edge(outline, element, start), edge(outline, element, end)
        if ranges and ranges[-1][0] is run:
            ranges[-1] = run, ranges[-1][1], end
        else:
            ranges.append((run, start, end))
    for run, start, end in ranges:
        if any(child.name not in ("t", "tab") and start <= child.start < end for child in run.children):
            return None
    return ranges


def _properties(outline: Outline, element: Element) -> bytes:
    """The properties of the run that an element stands in, without those that are tracked as changed."""
    properties = element.parent.first("rPr") if element.parent else None
    if properties is None:
        return b""
    changed = properties.first("rPrChange")
    if changed is None:
        return outline.raw(properties)
    return outline.data[properties.start:changed.start] + outline.data[changed.end:properties.end]
