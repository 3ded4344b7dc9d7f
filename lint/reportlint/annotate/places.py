"""Where a comment may hang: on the very characters where Word and LibreOffice bear it, else on what is nearest.

The standard (ISO/IEC 29500-1, 17.13.4) lets a comment hang on anything. Word does not take one in a header, footer,
foot- or endnote or text box ([MS-OI29500] 2.1.315), and LibreOffice fails or loses text where one stands in a note or
header, in the first paragraph of a content control, or in the result of a field that it makes anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from reportlint.annotate.cuts import Cut, cut_at, head_of
from reportlint.annotate.outline import Element, Outline
from reportlint.annotate.textmap import BODY, Glyph, TextMap
from reportlint.records import dataclass

_BLOCKS = frozenset({"document", "body", "tbl", "tr", "tc", "customXml", "ins", "moveTo", "sdtContent"})
_INLINE = frozenset({"hyperlink", "ins", "moveTo", "customXml", "dir", "bdo"})
_CHARACTERS = frozenset({"t", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym"})
_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_BOUND = frozenset({"dataBinding", "text"})


class Near(StrEnum):
    """Why a comment does not hang on the very characters, but near them."""

    NOTE = "note"
    HEADER = "header"
    BOX = "text-box"
    CONTROL = "content-control"
    FIELD = "field"
    FORMULA = "formula"
    OTHER = "other"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Hold:
    """What a comment hangs on: the cuts where its range begins and ends and where its reference stands."""

    start: Cut
    end: Cut
    reference: Cut
    near: Near | None = None


class Places:
    """Finds holds in the body of a document."""

    def __init__(self, text: TextMap, outline: Outline, kinds: Mapping[str, str]) -> None:
        """Takes the outline of the body's part, and the kinds of the other parts by name."""
        self._text = text
        self._outline = outline
        self._kinds = kinds
        self._notes = {
            (_REFERENCES[element.name], element.get("id")): element
            for element in outline.named(*_REFERENCES) if not _inside(element, "del", "moveFrom")
        }

    def of(self, start: int, end: int, place: Mapping[str, int | str]) -> Hold:
        """What a comment on the characters from ``start`` to before ``end`` of the text hangs on; ``place`` is that of the first."""
        if part := place.get("part"):
            reference = self._notes.get((self._kinds.get(str(part), ""), str(place.get("note", ""))))
            return self._opening(Near.HEADER) if reference is None else self._around(reference, reference, Near.NOTE)
        if start >= end:
            return self._between(start)
        first = self._text.first(start, end)
        if first is None or first.part != BODY:
            return self._between(start)
        last = self._text.last(start, end)
        if last is not None and last.part == BODY:
            hold = self._on(first, last)
            if hold.start.byte <= hold.end.byte:
                return hold
        # on into a note, or into a text box, which stands in the XML before the end of its paragraph
        return self._on(first, self._text.last(start, min(end, self._text.line_end(first.offset))) or first)

    def _between(self, offset: int) -> Hold:
        """The point before a character, else after the one before it."""
        following = self._text.glyph(offset)
        if following is not None and following.part == BODY:
            hold = self._on(following, following)
            return Hold(hold.start, hold.start, hold.start if hold.reference is hold.end else hold.reference, hold.near)
        before = self._text.last(0, offset)
        if before is None or before.part != BODY:
            return self._opening(Near.NOWHERE)
        hold = self._on(before, before)
        return Hold(hold.end, hold.end, hold.reference, hold.near)

    def _on(self, first: Glyph, last: Glyph) -> Hold:
        """The hold on characters, or on what they stand in where that must not be cut."""
        head, tail = self._whole(self._outline.at(first.start), first.start), self._whole(self._outline.at(last.start), last.start)
        near = next((_why(self._outline.at(g.start), whole[0]) for g, whole in ((first, head), (last, tail)) if whole), None)
        for element in (*(head or ()), *(tail or ())):
            if not _inside(element, "p"):
                return self._around_block(element, near or Near.OTHER)
        start = self._before(head[0]) if head else cut_at(self._outline, self._outline.at(first.start), first.start)
        final = tail[1] if tail else self._outline.at(last.start)
        end = cut_at(self._outline, final, final.end if tail or final.name != "t" else last.end)
        return Hold(start, end, end, near)

    def _around(self, first: Element, last: Element, near: Near) -> Hold:
        """The hold around elements, or around what they stand in where that must not be cut."""
        head, tail = self._whole(first, first.start) or (first, first), self._whole(last, last.start) or (last, last)
        for element in (*head, *tail):
            if not _inside(element, "p"):
                return self._around_block(element, near)
        end = self._after(tail[1])
        return Hold(self._before(head[0]), end, end, near)

    def _around_block(self, element: Element, near: Near) -> Hold:
        """A range around a block, with its reference in the next paragraph; else the point where the text of the block begins.

        Where there are tables in the block the comment is a point behind it: LibreOffice loses some that begin at a table.
        """
        if element.parent is not None and element.parent.name in ("body", "tc", "sdtContent"):
            following = self._paragraph(element.end)
            if following is not None:
                head = head_of(following)
                table = next(self._outline.following(element.start, "tbl"), None)
                if table is not None and table.start < element.end:
                    return Hold(head, head, head, near)
                return Hold(Cut(element.start), Cut(element.end), head, near)
        within = next(self._outline.following(element.start, "p"), None)
        if within is None or within.start > element.end:
            return self._opening(near)
        point = head_of(within)
        return Hold(point, point, point, near)

    def _opening(self, near: Near) -> Hold:
        """The point at the head of the document; a body without paragraphs gets one."""
        first = self._paragraph(0) or next(self._outline.named("p"), None)
        if first is None:
            body = next(self._outline.named("body"))
            point = Cut(body.inner - 2, None, body) if body.empty else Cut(body.inner, None, body)
        else:
            point = head_of(first)
        return Hold(point, point, point, near)

    def _paragraph(self, byte: int) -> Element | None:
        """The first paragraph from a byte on that may bear a comment at its head."""
        return next((each for each in self._outline.following(byte, "p") if self._bears(each)), None)

    def _bears(self, paragraph: Element) -> bool:
        above = paragraph.path()[:-1]
        return all(each.name in _BLOCKS or (each.name == "sdt" and not _is_bound(each)) for each in above)

    def _before(self, element: Element) -> Cut:
        return cut_at(self._outline, element, element.start)

    def _after(self, element: Element) -> Cut:
        return cut_at(self._outline, element, element.end)

    # What must not be cut.

    def _whole(self, element: Element, byte: int) -> tuple[Element, Element] | None:
        """The first and last of the elements around a byte that must stay whole; None where the byte may be marked itself."""
        closed, field = self._closed(element), self._outline.fixed_field(byte)
        if field is None or (closed is not None and closed.start < field.begin.start):
            return None if closed is None else (closed, closed)
        return self._closed(field.begin) or field.begin, self._closed(field.end) or field.end

    def _closed(self, element: Element) -> Element | None:
        """The outermost element, of those around one and itself, that bears no comment inside."""
        level = "block"
        path = element.path()
        for index, each in enumerate(path):
            if level == "block":
                if each.name == "p":
                    level = "inline"
                elif each.name not in _BLOCKS and not (each.name == "sdt" and self._is_open(each, path[index + 1:])):
                    return each
            elif level == "inline":
                if each.name == "r":
                    level = "run"
                elif each.name not in _INLINE:
                    return each
            else:
                return None if each.name in _CHARACTERS else each
        return None

    def _is_open(self, control: Element, below: list[Element]) -> bool:
        """Whether a content control among blocks bears comments at what is below: not bound, and not in its first paragraph."""
        content = control.first("sdtContent")
        if content is not None and content.first("tr") is not None:
            return True
        return not _is_bound(control) and next(self._outline.following(control.start, "p"), None) not in below


def _is_bound(control: Element) -> bool:
    """Whether a content control holds plain text or data: what else is in it does not stay."""
    properties = control.first("sdtPr")
    return properties is not None and any(each.name in _BOUND for each in properties.children)


def _inside(element: Element, *names: str) -> bool:
    return any(each.name in names for each in element.path()[:-1])


def _why(element: Element, closed: Element) -> Near:
    """Why what an element says is marked from outside of another."""
    if _inside(element, "txbxContent"):
        return Near.BOX
    if closed.name == "sdt":
        return Near.CONTROL
    if closed.name in ("fldSimple", "fldChar"):
        return Near.FIELD
    return Near.FORMULA if closed.name.endswith((" oMath", " oMathPara")) else Near.OTHER
