"""One finding a line: ``path:line:column: CODE severity message``, then its fingerprint in brackets where that is asked for."""

from __future__ import annotations

from typing import TextIO

from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.width import clean


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes the findings."""
    for found in result.diagnostics:
        line, column = result.documents[found.place.path].lines.locate(found.place.span.start)
        message = clean(found.message.text(options.lang))
        end = f" [{result.fingerprint(found)}]" if options.fingerprints else ""
        stream.write(f"{clean(found.place.path)}:{line}:{column}: {found.code} {found.severity.value} {message}{end}\n")
