"""The elements of a part's XML with the bytes that they take up, so that the XML can be cut and pasted as it is."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from operator import attrgetter

from reportlint import patterns as re
from reportlint.readers.docx.package import WORD, attribute, feed, xml_parser

_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_NAME = re.compile(rb"[^\s/>]+")
_LINK, _CONTENTS = "HYPERLINK", "TOC"
"""Fields whose result is text like any other, that of the latter over several paragraphs; others are made anew."""
_NOTHING: Mapping[str, str] = {}
_ATTRIBUTES_OF = frozenset({
    "comment", "commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "endnoteReference", "fldChar",
})
"""The elements of WordprocessingML whose attributes are asked for."""


class Element:
    """An element: ``start`` and ``end`` are its outer bounds, ``inner`` and ``close`` those of its content.

    ``name`` is the local name in WordprocessingML; elsewhere "namespace local".
    """

    __slots__ = ("attributes", "children", "close", "end", "inner", "name", "parent", "start")

    def __init__(self, name: str, attributes: Mapping[str, str], parent: Element | None, start: int, inner: int) -> None:
        self.name, self.attributes, self.parent, self.start, self.inner = name, attributes, parent, start, inner
        self.close = self.end = inner
        self.children: list[Element] = []

    @property
    def empty(self) -> bool:
        """Whether it is one tag, which ends with a slash."""
        return self.end == self.inner

    def get(self, name: str) -> str:
        """The value of a WordprocessingML attribute, empty where it has none."""
        return attribute(self.attributes, name)

    def path(self) -> list[Element]:
        """The elements from the root down to this one."""
        found: list[Element] = [self]
        while (parent := found[-1].parent) is not None:
            found.append(parent)
        return found[::-1]

    def above(self, name: str) -> Element | None:
        """The nearest element around this one with a name."""
        found = self.parent
        while found is not None and found.name != name:
            found = found.parent
        return found

    def first(self, name: str) -> Element | None:
        """The first child with a name."""
        return next((child for child in self.children if child.name == name), None)


class Field:
    """A field of Word: the elements that begin and end it; ``living`` where its result may be changed."""

    __slots__ = ("begin", "end", "living")

    def __init__(self, begin: Element, end: Element, living: bool) -> None:
        self.begin, self.end, self.living = begin, end, living


class Outline:
    """All elements of a part's XML, which must be UTF-8, in order; and its fields."""

    def __init__(self, data: bytes, name: str) -> None:
        """Reads the XML; raises SourceError ``damaged`` where it is not well-formed."""
        self.data = data
        self.elements: list[Element] = []
        self.fields: list[Field] = []
        self.namespace = ""
        self.ids: set[str] = set()
        """The ``w:id`` of every element of WordprocessingML that has one."""
        self._open: list[Element] = []
        self._running: list[tuple[Element, list[str], bool]] = []
        self._declared: list[tuple[bool, str]] = []
        self._parser = xml_parser(self._start, self._end, placed=True)
        self._parser.StartNamespaceDeclHandler = self._declare
        feed(self._parser, data, name)
        self.prefixed = self._declared[:1] == [(True, self.namespace)] and len({uri for _, uri in self._declared}) == 1
        """Whether ``w:`` means WordprocessingML wherever something may be put in."""
        self.outer = list(_outermost([field for field in self.fields if not field.living]))
        del self._parser

    @property
    def root(self) -> Element:
        """The outermost element."""
        return self.elements[0]

    def named(self, *names: str) -> Iterator[Element]:
        """The elements with one of the names, in order."""
        return (element for element in self.elements if element.name in names)

    def following(self, byte: int, name: str) -> Iterator[Element]:
        """The elements with a name that begin at a byte or behind it, in order."""
        index = bisect.bisect_left(self.elements, byte, key=attrgetter("start"))
        return (element for element in map(self.elements.__getitem__, range(index, len(self.elements))) if element.name == name)

    def at(self, byte: int) -> Element:
        """The innermost element that a byte belongs to."""
        index = bisect.bisect_right(self.elements, byte, key=attrgetter("start")) - 1
        element = self.elements[max(index, 0)]
        while element.end <= byte and element.parent is not None:
            element = element.parent
        return element

    def fixed_field(self, byte: int) -> Field | None:
        """The outermost field around a byte whose result must not be cut."""
        index = bisect.bisect_right(self.outer, byte, key=lambda field: field.begin.start) - 1
        return self.outer[index] if index >= 0 and byte < self.outer[index].end.end else None

    def in_field(self, byte: int) -> bool:
        """Whether a byte stands in a field of whatever kind."""
        return any(field.begin.start < byte < field.end.end for field in self.fields)

    def tag(self, element: Element) -> bytes:
        """The name of an element as the XML has it, with its prefix."""
        found = _NAME.match(self.data, element.start + 1)
        return found[0] if found else b""

    def raw(self, element: Element) -> bytes:
        """The whole element as the XML has it."""
        return self.data[element.start:element.end]

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        if prefix == "w":
            self._declared.append((not self.elements, f"{uri} "))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        found = _TAG.match(self.data, start)
        inner = found.end() if found else start
        namespace, _, local = tag.rpartition(" ")
        word = namespace + " " in WORD
        if not self.elements:
            self.namespace = f"{namespace} "
        if word and attributes:
            self.ids.add(attribute(attributes, "id"))
            attributes = attributes if local in _ATTRIBUTES_OF else {}
        element = Element(
            local if word else tag, attributes or _NOTHING, self._open[-1] if self._open else None, start, inner,
        )
        if self._open:
            self._open[-1].children.append(element)
        self.elements.append(element)
        self._open.append(element)
        if element.name == "fldChar":
            self._field(element)

    def _end(self, _tag: str) -> None:
        element = self._open.pop()
        if self.data[element.inner - 2:element.inner] != b"/>":
            element.close = self._parser.CurrentByteIndex
            element.end = self.data.index(b">", element.close) + 1
        if element.name == "instrText" and self._running and not self._running[-1][2]:
            self._running[-1][1].append(self.data[element.inner:element.close].decode("utf-8", "replace"))

    def _field(self, element: Element) -> None:
        match element.get("fldCharType"):
            case "begin":
                self._running.append((element, [], False))
            case "separate" if self._running:
                begin, code, _ = self._running[-1]
                self._running[-1] = begin, code, True
            case "end" if self._running:
                begin, code, _ = self._running.pop()
                word = "".join(code).strip().upper()
                living = word.startswith(_LINK) or (
                    word.startswith(_CONTENTS) and begin.above("p") is not element.above("p")
                )
                self.fields.append(Field(begin, element, living))


def _outermost(fields: list[Field]) -> Iterator[Field]:
    """Those of the fields that are in no other, in order."""
    end = -1
    for field in sorted(fields, key=lambda field: field.begin.start):
        if field.begin.start > end:
            yield field
            end = field.end.start
