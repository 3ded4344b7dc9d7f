"""One JSON object, version 1: keys never change, messages follow the language.

``span`` is a half-open range of code points in the decoded text, lines and columns start at 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TextIO

from reportlint.document import Span
from reportlint.report.model import FileResult, OutputOptions, RunResult, SkippedFile
from reportlint.rule import Check, Diagnostic, Fix, Operand, Place, Severity

VERSION = 1


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes the object and a line end."""
    written: dict[str, Any] = {
        "version": VERSION,
        "files": [_file(file) for file in result.files],
        "skipped": [_skipped(skipped) for skipped in result.skipped],
        "diagnostics": [_diagnostic(found, result, options.lang) for found in result.diagnostics],
    }
    if options.checks:
        written["checks"] = [_check(path, check) for path, check in result.checks]
    written["summary"] = {
        "files": len(result.files),
        "errors": result.count(Severity.ERROR),
        "warnings": result.count(Severity.WARNING),
        "infos": result.count(Severity.INFO),
        "suppressed": result.suppressed,
        "known": result.known,
        "seconds": round(result.seconds, 3),
    }
    json.dump(written, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _file(file: FileResult) -> Mapping[str, Any]:
    return {
        "path": file.document.path,
        "format": file.document.format,
        "encoding": file.document.encoding,
        "characters": file.document.characters,
        "numbers": file.numbers,
        "numbers_checked": file.numbers_checked,
        "checks": file.checks,
        "inconsistent": file.inconsistent,
    }


def _skipped(skipped: SkippedFile) -> Mapping[str, Any]:
    return {"path": skipped.path, "reason": skipped.reason, "detail": skipped.detail, "fault": skipped.fault}


def _diagnostic(found: Diagnostic, result: RunResult, lang: str) -> Mapping[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "confidence": found.confidence.value,
        "path": found.place.path,
        "message": found.message.text(lang),
        **_place(found.place, result),
        "related": [
            {
                "path": place.path,
                **_place(place, result),
                "message": place.message.text(lang) if place.message else "",
            }
            for place in found.related
        ],
        "fix": _fix(found.fix, lang) if found.fix else None,
        "fingerprint": result.fingerprint(found),
    }


def _place(place: Place, result: RunResult) -> dict[str, Any]:
    document = result.documents[place.path]
    start_line, start_column = document.lines.locate(place.span.start)
    end_line, end_column = document.lines.locate(place.span.end)
    written: dict[str, Any] = {
        "span": _span(place.span),
        "start": {"line": start_line, "column": start_column},
        "end": {"line": end_line, "column": end_column},
    }
    anchor = document.anchor_at(place.span.start)
    if anchor is not None:
        written["anchor"] = dict(anchor)
    return written


def _span(span: Span) -> Mapping[str, int]:
    return {"start": span.start, "end": span.end}


def _fix(fix: Fix, lang: str) -> Mapping[str, Any]:
    return {
        "safe": fix.safe,
        "edits": [{"span": _span(edit.span), "text": edit.text} for edit in fix.edits],
        "message": fix.message.text(lang),
    }


def _check(path: str, check: Check) -> Mapping[str, Any]:
    written: dict[str, Any] = {"kind": check.kind.value, "code": check.code, "verdict": check.verdict.value}
    if check.reason:
        written["reason"] = check.reason
    written["path"] = path
    written["expression"] = check.expression
    written["operands"] = [_operand(operand) for operand in check.operands]
    return written


def _operand(operand: Operand) -> Mapping[str, Any]:
    return {
        "role": operand.role, "path": operand.place.path, "span": _span(operand.place.span),
        "text": operand.text, "unit": operand.unit,
    }
