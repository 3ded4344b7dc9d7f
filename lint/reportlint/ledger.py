"""The ledger: the relations that rules recomputed, each once, and the findings that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportlint.document import Span
from reportlint.facts import Reading
from reportlint.mentions import Kind
from reportlint.rule import Check, CheckKind, Confidence, Diagnostic, Message, Place, RuleMeta, Verdict

_NOT_VALUES = frozenset({Kind.PERIOD, Kind.ORDINAL, Kind.LABEL})


def distinct(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks in order, one for each kind and set of operand places; a skipped one yields to one that is not."""
    kept: dict[tuple[CheckKind, frozenset[tuple[str, Span]]], Check] = {}
    loose: list[Check] = []
    for check in checks:
        places = frozenset((operand.place.path, operand.place.span) for operand in check.operands)
        if not places:
            loose.append(check)
            continue
        key = (check.kind, places)
        other = kept.get(key)
        if other is None or (other.verdict is Verdict.SKIPPED and check.verdict is not Verdict.SKIPPED):
            kept[key] = check
    return (*kept.values(), *loose)


def path_of(check: Check, default: str = "") -> str:
    """The path of the file that a check belongs to: that of its finding or of its first operand."""
    if check.finding is not None:
        return check.finding.place.path
    return check.operands[0].place.path if check.operands else default


def order_of(check: Check) -> tuple[object, ...]:
    """The key by which checks of one file are sorted: place, kind, expression."""
    first = check.operands[0].place.span if check.operands else Span(0, 0)
    return first, check.kind.value, check.code, check.expression


def diagnostic_of(check: Check, metas: Mapping[str, RuleMeta]) -> Diagnostic | None:
    """The finding of an inconsistent check; one is made from the expression where the rule gave none."""
    if check.verdict is not Verdict.INCONSISTENT:
        return None
    if check.finding is not None or not check.operands or check.code not in metas:
        return check.finding
    meta, places = metas[check.code], [operand.place for operand in check.operands]
    message = Message(f"复算不符：{check.expression}", f"does not add up: {check.expression}")
    related = tuple(Place(place.path, place.span) for place in places[1:])
    return Diagnostic(meta.code, meta.name, meta.severity, Confidence.MEDIUM, message, places[0], related)


def value_numbers(reading: Reading) -> Mapping[int, int]:
    """The flow ranges of all numbers that are values (no periods, ordinals or labels), as start to end."""
    return {m.number_start: m.number_end for m in reading.mentions if m.kind not in _NOT_VALUES}


def value_spans(reading: Reading) -> tuple[Span, ...]:
    """The spans in the document's text of the same numbers, in order."""
    return tuple(reading.document.span(start, end) for start, end in value_numbers(reading).items())


def checked_spans(path: str, values: Iterable[Span], checks: Iterable[Check]) -> frozenset[Span]:
    """Those of a file's value spans that stand in a check that was not skipped."""
    spans = {
        operand.place.span
        for check in checks if check.verdict is not Verdict.SKIPPED
        for operand in check.operands if operand.place.path == path
    }
    return frozenset(spans.intersection(values))
