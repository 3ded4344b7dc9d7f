"""SARIF 2.1.0, which code hosts and editors read. Columns count code points, and ``columnKind`` says so.

In a Word document a finding has no line: its place is a logical location (paragraph, run or cell).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from reportlint import __version__
from reportlint.document import Document, Span
from reportlint.report.model import OutputOptions, RunResult, Suppressed
from reportlint.report.places import excerpt, fingerprinted, has_lines, note
from reportlint.report.strings import reason
from reportlint.rule import Diagnostic, Fix, Place, Rule, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes one log with one run, and a line end."""
    lang = options.lang
    numbers = {rule.meta.code: index for index, rule in enumerate(result.rules)}
    run: dict[str, Any] = {
        "tool": {"driver": {
            "name": "reportlint", "version": __version__, "semanticVersion": __version__,
            "rules": [_rule(rule, lang) for rule in result.rules],
        }},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if lang == "zh" else "en-US",
        "invocations": [{
            "executionSuccessful": not result.incomplete,
            "toolExecutionNotifications": [*_skipped(result, lang), *(
                {"level": "warning", "message": {"text": notice}} for notice in result.notices
            )],
        }],
        "artifacts": [{"location": _artifact(file.document.path)} for file in result.files],
        "results": [
            _result(found, fingerprint, result, numbers, lang) for found, fingerprint in fingerprinted(result)
        ],
    }
    if options.suppressed:
        run["results"] += [_suppressed(left_out, result, numbers, lang) for left_out in result.suppressions]
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, stream, ensure_ascii=False, indent=1)
    stream.write("\n")


def _rule(rule: type[Rule], lang: str) -> Mapping[str, Any]:
    from reportlint.rulepage import page_path

    meta = rule.meta
    summary = meta.summary.text(lang)
    written: dict[str, Any] = {
        "id": meta.code, "name": meta.name, "shortDescription": {"text": summary}, "fullDescription": {"text": summary},
        "defaultConfiguration": {"level": _LEVELS[meta.severity]},
        "properties": {"status": meta.status.value, "tags": [meta.code.rstrip("0123456789")]},
    }
    page = page_path(rule)
    text = page.read_text(encoding="utf-8") if page.is_file() else ""
    written["help"] = {"text": summary, "markdown": text} if text else {"text": summary}
    return written


def _result(
    found: Diagnostic, fingerprint: str, result: RunResult, numbers: Mapping[str, int], lang: str,
) -> Mapping[str, Any]:
    document = result.documents[found.place.path]
    written: dict[str, Any] = {"ruleId": found.code}
    if found.code in numbers:
        written["ruleIndex"] = numbers[found.code]
    written |= {
        "level": _LEVELS[found.severity],
        "message": {"text": found.message.text(lang)},
        "locations": [_location(found.place, result)],
        "partialFingerprints": {"reportlint/v1": fingerprint},
        "properties": {"confidence": found.confidence.value},
    }
    if found.related:
        written["relatedLocations"] = [
            {"id": number, **_location(place, result), "message": {"text": note(result, place, lang)}}
            for number, place in enumerate(found.related, 1)
        ]
    if found.fix is not None and has_lines(document):
        written["fixes"] = [_fix(found.fix, document, lang)]
    return written


def _suppressed(left_out: Suppressed, result: RunResult, numbers: Mapping[str, int], lang: str) -> Mapping[str, Any]:
    """The result of a finding that was left out on purpose; viewers hide it, an audit shows it with the reason."""
    suppression = {"kind": "inSource" if left_out.in_source else "external", "status": "accepted"}
    if left_out.reason:
        suppression["justification"] = left_out.reason
    found = left_out.diagnostic
    return {**_result(found, result.fingerprint(found), result, numbers, lang), "suppressions": [suppression]}


def _location(place: Place, result: RunResult) -> dict[str, Any]:
    document = result.documents[place.path]
    physical: dict[str, Any] = {"artifactLocation": _artifact(place.path)}
    if has_lines(document):
        region = _region(document, place.span)
        region["snippet"] = {"text": excerpt(document, place.span)}
        physical["region"] = region
        return {"physicalLocation": physical}
    anchor = document.anchor_at(place.span.start) or {}
    name = "/".join(f"{key} {value}" for key, value in anchor.items()) or "document"
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": name, "kind": "element"}]}


def _region(document: Document, span: Span) -> dict[str, Any]:
    line, column = document.lines.locate(span.start)
    end_line, end_column = document.lines.locate(span.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _artifact(path: str) -> Mapping[str, str]:
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(path.encode("utf-8", "surrogateescape"), safe="/"), "uriBaseId": "%SRCROOT%"}


def _fix(fix: Fix, document: Document, lang: str) -> Mapping[str, Any]:
    return {
        "description": {"text": fix.message.text(lang)},
        "artifactChanges": [{"artifactLocation": _artifact(document.path), "replacements": [
            {"deletedRegion": _region(document, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
        ]}],
    }


def _skipped(result: RunResult, lang: str) -> list[Mapping[str, Any]]:
    return [
        {
            "level": "error" if skipped.fault else "note",
            "message": {"text": reason(skipped.reason, skipped.detail, lang)},
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(skipped.path)}}],
        }
        for skipped in result.skipped
    ]
