"""The code quality report of GitLab: a JSON list whose fingerprints are unique. Lines start at 1."""

from __future__ import annotations

import json
from typing import TextIO

from reportlint.report.model import OutputOptions, RunResult
from reportlint.report.places import fingerprinted, has_lines
from reportlint.rule import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes the list and a line end; a finding in a Word document is given line 1, since it has none."""
    written = []
    for found, fingerprint in fingerprinted(result):
        document = result.documents[found.place.path]
        begin = end = 1
        if has_lines(document):
            begin = document.lines.locate(found.place.span.start)[0]
            end = document.lines.locate(max(found.place.span.start, found.place.span.end - 1))[0]
        written.append({
            "description": f"{found.code} {found.name}: {found.message.text(options.lang)}",
            "check_name": found.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[found.severity],
            "location": {"path": found.place.path, "lines": {"begin": begin, "end": end}},
        })
    json.dump(written, stream, ensure_ascii=False, indent=1)
    stream.write("\n")
