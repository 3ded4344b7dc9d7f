"""A run cut into pieces: markup between them, some of them deleted, everything else as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from reportlint import patterns as re
from reportlint.annotate.outline import Element, Outline

_BLANK = rb"(?:[ \t\r\n]|&#(?:9|10|13|32|x0*(?:9|[aA]|[dD]|20));)"
_SILENT = rb"(?:<!\[CDATA\[|\]\]>|<!--.*?-->|<\?.*?\?>)*"
_BLANK_START, _BLANK_END = re.compile(_SILENT + _BLANK, re.S), re.compile(_BLANK + _SILENT + rb"\Z", re.S)
"""Text whose edge Word drops unless ``xml:space`` says otherwise."""
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_PRESERVE = b' xml:space="preserve"'


class Deletion(NamedTuple):
    """The bytes of a run from ``start`` to ``end`` that are deleted, and the start tag that says so, with attributes."""

    start: int
    end: int
    tag: bytes


class _Atom(NamedTuple):
    """What is not cut further: where it begins in the part, and what it looks like, as it is and deleted."""

    start: int
    plain: bytes
    deleted: bytes


def cut_run(outline: Outline, run: Element, marks: Mapping[int, bytes], deletions: Iterable[Deletion] = ()) -> bytes:
    """The XML that a run becomes.

    Args:
        outline: the part.
        run: the run, with content.
        marks: the markup to put in, by the byte where the run is cut for it.
        deletions: the ranges to mark as deleted, in order and apart.
    """
    data = outline.data
    properties = run.first("rPr")
    opening = data[run.start:run.inner] + (outline.raw(properties) if properties else b"")
    closing = data[run.close:run.end]
    ranges = list(deletions)
    cuts = {*marks, *(edge for each in ranges for edge in (each.start, each.end))}
    pieces: list[bytes] = []
    inside: Deletion | None = None
    waiting = set(marks)
    behind = properties.end if properties else run.inner
    for child in run.children:
        if child is properties:
            continue
        gap = data[behind:child.start]
        behind = child.end
        for atom in _atoms(outline, child, cuts):
            deletion = next((each for each in ranges if each.start <= atom.start < each.end), None)
            if pieces and (atom.start in waiting or deletion is not inside):
                pieces += (closing, _end_of(inside))
            if atom.start in waiting:
                waiting.discard(atom.start)
                pieces.append(marks[atom.start])
            elif pieces and deletion is inside:
                pieces += (gap, atom.deleted if inside else atom.plain)
                gap = b""
                continue
            inside = deletion
            pieces += (inside.tag if inside else b"", opening, gap, atom.deleted if inside else atom.plain)
            gap = b""
    if waiting:
        raise ValueError("markup stands inside of what cannot be cut")
    return b"".join((*pieces, data[behind:run.close], closing, _end_of(inside)))


def _atoms(outline: Outline, child: Element, cuts: Iterable[int]) -> Iterator[_Atom]:
    """A child of a run, cut where it is text and a cut stands in it."""
    raw = outline.raw(child)
    if child.name != "t":
        yield _Atom(child.start, raw, raw)
        return
    data, tag = outline.data, outline.tag(child)
    start_tag, deleted = data[child.start:child.inner], tag[:tag.rfind(b":") + 1] + b"delText"
    inside = sorted(cut for cut in cuts if child.start < cut < child.end)
    if not inside:
        ending = b"" if child.empty else data[child.inner:child.close] + b"</" + deleted + b">"
        yield _Atom(child.start, raw, b"<" + deleted + start_tag[1 + len(tag):] + ending)
        return
    opened = False  # whether a section of character data goes on over the cut
    for start, end in pairwise([child.inner, *inside, child.close]):
        text = (_CDATA if opened else b"") + data[start:end]
        opened = text.rfind(_CDATA) > text.rfind(_CDATA_END)
        text += _CDATA_END if opened and end != child.close else b""
        kept = start_tag
        blank = (start != child.inner and _BLANK_START.match(text)) or (end != child.close and _BLANK_END.search(text))
        if blank and b"xml:space" not in start_tag:
            kept = start_tag[:-1] + _PRESERVE + b">"
        yield _Atom(
            child.start if start == child.inner else start, kept + text + b"</" + tag + b">",
            b"<" + deleted + kept[1 + len(tag):] + text + b"</" + deleted + b">",
        )


def _end_of(deletion: Deletion | None) -> bytes:
    """The end tag for a deletion's start tag."""
    return b"</" + deletion.tag[1:].split(None, 1)[0] + b">" if deletion else b""
