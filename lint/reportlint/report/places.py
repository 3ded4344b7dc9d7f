"""What the formats for other programs share: unique fingerprints, short excerpts, whether lines mean anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportlint.document import Document, Span
from reportlint.report.model import RunResult
from reportlint.rule import Diagnostic, Place

_EXCERPT = 200


def fingerprinted(result: RunResult) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with its fingerprint; further findings of the same fingerprint get ``-2``, ``-3`` …, in order of place."""
    seen: Counter[str] = Counter()
    for found in result.diagnostics:
        fingerprint = result.fingerprint(found)
        seen[fingerprint] += 1
        yield found, fingerprint if seen[fingerprint] == 1 else f"{fingerprint}-{seen[fingerprint]}"


def has_lines(document: Document) -> bool:
    """Whether lines and columns are those of the file itself; in a Word document they are of the extracted text."""
    return document.format != "docx" and not document.anchors


def excerpt(document: Document, span: Span) -> str:
    """The text of a span, cut to 200 code points."""
    text = document.text[span.start:span.end]
    return text if len(text) <= _EXCERPT else text[:_EXCERPT - 1] + "…"


def spot(result: RunResult, place: Place) -> str:
    """The place as ``path:line:column``, both from 1, columns in code points."""
    line, column = result.documents[place.path].lines.locate(place.span.start)
    return f"{place.path}:{line}:{column}"


def whereabouts(document: Document, offset: int, lang: str) -> str:
    """Where a text offset stands in a file whose lines say nothing: page, cell or line of the source; else empty."""
    place = document.anchor_at(offset) or {}
    if "page" in place:
        return f"第{place['page']}页" if lang == "zh" else f"p. {place['page']}"
    if "cell" in place:
        return f"{place['sheet']}!{place['cell']}"
    if "element" in place:
        return f"源文件第{place['line']}行" if lang == "zh" else f"line {place['line']} of the source"
    return ""


def note(result: RunResult, place: Place, lang: str) -> str:
    """What is to be said of a related place: its message, else its text."""
    return place.message.text(lang) if place.message else excerpt(result.documents[place.path], place.span)
