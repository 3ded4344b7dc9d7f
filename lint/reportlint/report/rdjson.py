"""The diagnostic format of reviewdog. Lines and columns start at 1, columns count bytes of UTF-8, ends are exclusive."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TextIO

from reportlint.document import Document, Span
from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.places import has_lines, note
from reportlint.rule import Diagnostic, Place


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes the object and a line end."""
    written = {
        "source": {"name": "reportlint"},
        "diagnostics": [_diagnostic(found, result, options.lang) for found in result.diagnostics],
    }
    json.dump(written, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _diagnostic(found: Diagnostic, result: RunResult, lang: str) -> Mapping[str, Any]:
    written: dict[str, Any] = {
        "message": found.message.text(lang),
        "location": _location(found.place, result),
        "severity": found.severity.value.upper(),
        "code": {"value": found.code},
    }
    document = result.documents[found.place.path]
    if found.fix is not None and has_lines(document):
        written["suggestions"] = [
            {"range": _range(document, edit.span), "text": edit.text} for edit in found.fix.edits
        ]
    if found.related:
        written["relatedLocations"] = [
            {"message": note(result, place, lang), "location": _location(place, result)} for place in found.related
        ]
    return written


def _location(place: Place, result: RunResult) -> Mapping[str, Any]:
    document = result.documents[place.path]
    if not has_lines(document):
        return {"path": place.path}
    return {"path": place.path, "range": _range(document, place.span)}


def _range(document: Document, span: Span) -> Mapping[str, Any]:
    return {"start": _position(document, span.start), "end": _position(document, span.end)}


def _position(document: Document, offset: int) -> Mapping[str, int]:
    line, column = document.lines.locate(offset)
    before = document.text[offset - column + 1:offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
