"""Outcomes as bytes, which worker processes send and the cache keeps: JSON, so that reading them can run nothing.

A line of JSON says what every run needs; what few runs need follows in compressed sections (the spans of numbers, the
checks, the extracts for project rules), each unpacked only when it is looked at. A finding is written once: a check
that has one names its place among the diagnostics.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reportlint.document import Extracted, LateDocument, Remark, Span
from reportlint.outcome import Comparison, Late, Outcome
from reportlint.report.model import SkippedFile
from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    Edit,
    Fix,
    Message,
    Operand,
    Place,
    Severity,
    Verdict,
)

FORMAT = 1
"""Raised with every change to what is written here."""

_MOST = 1 << 29
"""Bytes that a section may have when it is unpacked."""

_KINDS = {kind.value: kind for kind in CheckKind}
_VERDICTS = {verdict.value: verdict for verdict in Verdict}
_SEVERITIES = {severity.value: severity for severity in Severity}
_CONFIDENCES = {confidence.value: confidence for confidence in Confidence}


class NotPlain(Exception):
    """A finding or an extract that cannot be written, because a rule put something into it that is no plain data."""


def encode(outcome: Outcome) -> bytes:
    """The outcome of a file that was linted or skipped; raises NotPlain."""
    skipped, document = outcome.skipped, outcome.document
    try:
        if skipped is not None:
            return _dump({"skipped": [skipped.path, skipped.reason, skipped.detail, skipped.fault]})
        assert document is not None
        sections = [
            _pack(_flat(outcome.values)),
            _pack(_checks(outcome.checks, outcome.diagnostics, outcome.path)),
            _pack([list(pair) for pair in outcome.extracts]),
        ]
        head = {
            "document": [document.format, document.encoding, document.characters],
            "remarks": [[remark.reason, remark.detail, remark.unread] for remark in document.remarks],
            "marked": outcome.may_suppress,
            "diagnostics": [_diagnostic(found, outcome.path) for found in outcome.diagnostics],
            "crashes": [[crash.zh, crash.en] for crash in outcome.crashes],
            "figures": [outcome.numbers, outcome.judged, outcome.inconsistent],
            "checked": _flat(sorted(outcome.checked)),
            "extracted": [code for code, _ in outcome.extracts],
            "sections": [len(section) for section in sections],
        }
        return b"\n".join((_dump(head), b"".join(sections)))
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise NotPlain(str(error)) from None


def decode(
    data: bytes, path: str, extract: Callable[[], Extracted], wanted: frozenset[str] = frozenset(),
) -> Outcome:
    """The outcome that :func:`encode` has written; ``extract`` reads the file again.

    Raises ValueError for anything else, and where an extract that is ``wanted`` is missing.
    """
    try:
        first, _, rest = data.partition(b"\n")
        head = json.loads(first.decode("utf-8", "surrogatepass"))
        if "skipped" in head:
            return Outcome(path, skipped=SkippedFile(*head["skipped"]))
        if not wanted.issubset(head["extracted"]):
            raise ValueError("an extract is missing")
        remarks = tuple(Remark(*remark) for remark in head["remarks"])
        diagnostics = tuple(_read_diagnostic(found, path) for found in head["diagnostics"])
        values, checks, extracts = _cut(rest, head["sections"])
        form, encoding, characters = head["document"]
        numbers, judged, inconsistent = head["figures"]
        return Outcome(
            path, LateDocument(path, form, encoding, characters, remarks, extract), None,
            Late(lambda: [_read_check(check, diagnostics, path) for check in _unpack(checks)]),
            diagnostics, tuple(Message(*crash) for crash in head["crashes"]), numbers,
            frozenset(_spans(head["checked"])), Late(lambda: _spans(_unpack(values))), judged, inconsistent,
            Late(lambda: [(code, plain) for code, plain in _unpack(extracts)]), head["marked"],
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"no outcome: {error!r}") from None


def _cut(data: bytes, sizes: Iterable[int]) -> list[bytes]:
    parts, start = [], 0
    for size in sizes:
        parts.append(data[start:start + size])
        start += size
    return parts


def encode_comparison(comparison: Comparison) -> bytes:
    """The comparison of all files; raises NotPlain."""
    try:
        return _dump({
            "diagnostics": [_diagnostic(found, "") for found in comparison.diagnostics],
            "checks": _checks(comparison.checks, (), ""),
            "checked": [[path, _flat(sorted(spans))] for path, spans in comparison.checked],
        })
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise NotPlain(str(error)) from None


def decode_comparison(data: bytes) -> Comparison:
    """The comparison that :func:`encode_comparison` has written; raises ValueError for anything else."""
    try:
        read = json.loads(data.decode("utf-8", "surrogatepass"))
        return Comparison(
            tuple(_read_check(check, (), "") for check in read["checks"]),
            tuple(_read_diagnostic(found, "") for found in read["diagnostics"]),
            checked=tuple((path, frozenset(_spans(flat))) for path, flat in read["checked"]),
        )
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"no comparison: {error!r}") from None


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "surrogatepass")


def _pack(value: object) -> bytes:
    return zlib.compress(_dump(value), 1)


def _unpack(section: bytes) -> Any:
    return json.loads(zlib.decompressobj().decompress(section, _MOST).decode("utf-8", "surrogatepass"))


def _flat(spans: Iterable[Span]) -> list[int]:
    return [offset for span in spans for offset in (span.start, span.end)]


def _spans(flat: Sequence[int]) -> list[Span]:
    return [Span(start, end) for start, end in zip(flat[::2], flat[1::2], strict=True)]


def _message(message: Message | None) -> list[str] | None:
    return None if message is None else [message.zh, message.en]


def _place(place: Place, path: str) -> list[object]:
    """A place; the path is left out where it is the outcome's own."""
    return [None if place.path == path else place.path, place.span.start, place.span.end, _message(place.message)]


def _read_place(written: Sequence[Any], path: str) -> Place:
    own, start, end, message = written
    return Place(path if own is None else own, Span(start, end), None if message is None else Message(*message))


def _diagnostic(found: Diagnostic, path: str) -> list[object]:
    fix = found.fix
    return [
        found.code, found.name, found.severity.value, found.confidence.value, _message(found.message),
        _place(found.place, path), [_place(place, path) for place in found.related],
        None if fix is None else [
            _message(fix.message), [[edit.span.start, edit.span.end, edit.text] for edit in fix.edits], fix.safe,
        ],
        found.key, found.group,
    ]


def _read_diagnostic(written: Sequence[Any], path: str) -> Diagnostic:
    code, name, severity, confidence, message, place, related, fix, key, group = written
    return Diagnostic(
        code, name, _SEVERITIES[severity], _CONFIDENCES[confidence], Message(*message), _read_place(place, path),
        tuple(_read_place(other, path) for other in related),
        None if fix is None else Fix(
            Message(*fix[0]), tuple(Edit(Span(start, end), text) for start, end, text in fix[1]), fix[2],
        ),
        key, group,
    )


def _checks(checks: Iterable[Check], diagnostics: Sequence[Diagnostic], path: str) -> list[list[object]]:
    numbers = {id(found): number for number, found in enumerate(diagnostics)}
    return [
        [
            check.kind.value, check.code, check.verdict.value, check.expression,
            [[operand.role, _place(operand.place, path), operand.text, operand.unit] for operand in check.operands],
            check.reason,
            None if check.finding is None else numbers.get(id(check.finding)) if id(check.finding) in numbers
            else _diagnostic(check.finding, path),
        ]
        for check in checks
    ]


def _read_check(written: Sequence[Any], diagnostics: Sequence[Diagnostic], path: str) -> Check:
    kind, code, verdict, expression, operands, reason, finding = written
    return Check(
        _KINDS[kind], code, _VERDICTS[verdict], expression,
        tuple(Operand(role, _read_place(place, path), text, unit) for role, place, text, unit in operands),
        reason,
        None if finding is None else diagnostics[finding] if isinstance(finding, int) else _read_diagnostic(finding, path),
    )
