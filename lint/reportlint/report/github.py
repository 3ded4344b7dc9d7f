"""Workflow commands, which GitHub shows as annotations on the lines of a change.

Escaping as in ``@actions/core``: ``%``, carriage return and line feed everywhere, colon and comma in properties.
"""

from __future__ import annotations

from typing import TextIO

from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.strings import reason, strings
from reportlint.rule import Place, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes one command for each finding, and an error for each file that should have been read and was not."""
    words = strings(options.lang)
    for found in result.diagnostics:
        lines = result.documents[found.place.path].lines
        line, column = lines.locate(found.place.span.start)
        end_line, end_column = lines.locate(found.place.span.end)
        columns = f",col={column}" if line != end_line else f",col={column},endLine={line},endColumn={end_column}"
        text = [found.message.text(options.lang)]
        text.extend(f"{words.see_also} {_related(result, place, options.lang)}" for place in found.related)
        stream.write(
            f"::{_LEVELS[found.severity]} file={_property(found.place.path)},line={line}{columns},"
            f"title={_property(f'{found.code} {found.name}')}::{_data(chr(10).join(text))}\n"
        )
    for skipped in result.skipped:
        if skipped.fault:
            detail = reason(skipped.reason, skipped.detail, options.lang)
            stream.write(f"::error file={_property(skipped.path)},title=reportlint::{_data(detail)}\n")


def _related(result: RunResult, place: Place, lang: str) -> str:
    line, column = result.documents[place.path].lines.locate(place.span.start)
    message = place.message.text(lang) if place.message else ""
    return f"{place.path}:{line}:{column} {message}".rstrip()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
