"""JUnit XML: a suite for each file, a case for each finding, which fails from ``--fail-on`` up.

A file without findings has one case that passes; one that could not be read has an error.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from reportlint.report.model import OutputOptions, RunResult, SkippedFile
from reportlint.report.places import note, spot
from reportlint.report.strings import reason, strings
from reportlint.rule import Diagnostic, Severity

_RANKS = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(result: RunResult, options: OutputOptions, stream: TextIO) -> None:
    """Writes the document and a line end; seconds are those of the whole run."""
    by_path = {path: list(found) for path, found in groupby(result.diagnostics, key=lambda found: found.place.path)}
    suites = [_suite(file.document.path, by_path.get(file.document.path, []), result, options) for file in result.files]
    faults = [_unread(skipped, options.lang) for skipped in result.skipped if skipped.fault]
    failures = sum(_fails(found, options) for found in result.diagnostics)
    cases = sum(max(1, len(by_path.get(file.document.path, ()))) for file in result.files) + len(faults)
    stream.write(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="reportlint" tests="{cases}" failures="{failures}" errors="{len(faults)}" time="{result.seconds:.3f}">\n'
    )
    stream.writelines(suites)
    stream.writelines(faults)
    stream.write("</testsuites>\n")


def _fails(found: Diagnostic, options: OutputOptions) -> bool:
    return options.fail_on is not None and _RANKS.index(found.severity) >= _RANKS.index(options.fail_on)


def _suite(path: str, found: list[Diagnostic], result: RunResult, options: OutputOptions) -> str:
    failures = sum(_fails(one, options) for one in found)
    cases = [_case(one, result, options) for one in found] or [f'  <testcase name="reportlint" classname={_attribute(path)}/>\n']
    return (
        f' <testsuite name={_attribute(path)} tests="{len(cases)}" failures="{failures}" errors="0">\n'
        + "".join(cases) + " </testsuite>\n"
    )


def _case(found: Diagnostic, result: RunResult, options: OutputOptions) -> str:
    message = found.message.text(options.lang)
    line = result.documents[found.place.path].lines.locate(found.place.span.start)[0]
    see = strings(options.lang).see_also
    text = "\n".join([
        f"{spot(result, found.place)} {found.severity.value} {message}",
        *(f"{see} {spot(result, place)} {note(result, place, options.lang)}" for place in found.related),
    ])
    if _fails(found, options):
        inner = f'<failure type={_attribute(found.severity.value)} message={_attribute(message)}>{_text(text)}</failure>'
    else:
        inner = f"<system-out>{_text(text)}</system-out>"
    name = _attribute(f"{found.code} {found.name} ({line})")
    return f"  <testcase name={name} classname={_attribute(found.place.path)}>{inner}</testcase>\n"


def _unread(skipped: SkippedFile, lang: str) -> str:
    path, why = _attribute(skipped.path), _attribute(reason(skipped.reason, skipped.detail, lang))
    return (
        f' <testsuite name={path} tests="1" failures="0" errors="1">\n'
        f'  <testcase name="reportlint" classname={path}><error type={_attribute(skipped.reason)} message={why}/></testcase>\n'
        " </testsuite>\n"
    )


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
