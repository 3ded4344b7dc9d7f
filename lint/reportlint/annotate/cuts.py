"""Places for markup in a part's XML, and the markup that is put there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from enum import IntEnum

from reportlint.annotate.outline import Element, Outline
from reportlint.annotate.part import Splice
from reportlint.annotate.runs import Deletion, cut_run
from reportlint.records import dataclass


@dataclass(frozen=True, slots=True)
class Cut:
    """A place for markup between two bytes: inside a ``run``, inside an ``empty`` element, or between elements."""

    byte: int
    run: Element | None = None
    empty: Element | None = None


def edge(outline: Outline, element: Element, byte: int) -> int:
    """A byte of an element, or the element's outer bound where there is no text between the two."""
    if element.name == "t":
        if outline.data[element.inner:byte] in (b"", b"<![CDATA["):
            return element.start
        if outline.data[byte:element.close] in (b"", b"]]>"):
            return element.end
    return byte


def cut_at(outline: Outline, element: Element, byte: int) -> Cut:
    """The cut at a byte of a text, or at an edge of another element; at the edges of a run it stands outside the run."""
    run = element.parent
    if run is None or run.name != "r":
        return Cut(byte)
    byte = edge(outline, element, byte)
    content = [child for child in run.children if child.name != "rPr"]
    if byte <= content[0].start:
        return Cut(run.start)
    following = next((child for child in content if child.end > byte), None)
    return Cut(run.end) if following is None else Cut(max(byte, following.start), run)


def head_of(paragraph: Element) -> Cut:
    """The cut before the content of a paragraph."""
    if paragraph.empty:
        return Cut(paragraph.inner - 2, None, paragraph)
    properties = paragraph.first("pPr")
    return Cut(properties.end if properties else paragraph.inner)


def inside_last(outline: Outline, element: Element, data: bytes) -> Splice:
    """Puts markup behind all that an element holds."""
    if element.empty:
        return Splice(element.inner - 2, element.inner, b">" + data + b"</" + outline.tag(element) + b">")
    return Splice(element.close, element.close, data)


class Order(IntEnum):
    """The order of markup at one place: what belongs to the text before it comes first."""

    INSERTED = 0
    END = 1
    POINT = 2
    START = 3


class Markup:
    """The markup that is put into one part."""

    def __init__(self, outline: Outline) -> None:
        """Takes the part that it is for."""
        self._outline = outline
        self._marks: dict[Cut, list[tuple[Order, bytes]]] = defaultdict(list)
        self._deletions: dict[Element, list[Deletion]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._marks or self._deletions)

    def put(self, cut: Cut, order: Order, data: bytes) -> None:
        """Puts markup at a cut."""
        self._marks[cut].append((order, data))

    def delete(self, run: Element, deletion: Deletion) -> None:
        """Marks a range of a run as deleted; ranges of one run must be apart."""
        self._deletions[run].append(deletion)

    def splices(self) -> Iterator[Splice]:
        """What has to be done to the part's UTF-8."""
        inside: dict[Element, dict[int, bytes]] = {run: {} for run in self._deletions}
        for cut, marks in self._marks.items():
            data = b"".join(mark for _, mark in sorted(marks, key=lambda each: each[0]))
            if cut.run is not None:
                inside.setdefault(cut.run, {})[cut.byte] = data
            elif cut.empty is not None and cut.empty.name == "p":
                yield inside_last(self._outline, cut.empty, data)
            elif cut.empty is not None:  # a body without paragraphs
                word = self.declaration()
                paragraph = b"<w:p" + word + b">" + data + b"</w:p>"
                yield inside_last(self._outline, cut.empty, paragraph) if cut.empty.empty else Splice(cut.byte, cut.byte, paragraph)
            else:
                yield Splice(cut.byte, cut.byte, data)
        for run, cuts in inside.items():
            deletions = sorted(self._deletions.get(run, ()))
            yield Splice(run.start, run.end, cut_run(self._outline, run, cuts, deletions))

    def declaration(self) -> bytes:
        """The namespace declaration that elements with the prefix ``w:`` need in this part, empty where they need none."""
        if self._outline.prefixed:
            return b""
        return b' xmlns:w="' + self._outline.namespace.strip().encode("ascii") + b'"'
