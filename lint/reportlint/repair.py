"""Which single number would repair a relation that fails, judged by all the other relations that it stands in.

A failing relation has no culprit of its own: any of its numbers may be wrong. But numbers that agree elsewhere are
likely right, and a number with which several relations fail at once is likely the wrong one. What is found is said
behind the message, as a suggestion; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from reportlint.document import Span
from reportlint.facts import Interval, Reading, inner, wording
from reportlint.facts.slips import slips
from reportlint.facts.values import unit_of, worth_of
from reportlint.mentions import Mention
from reportlint.rule import Check, CheckKind, Message, Operand, Verdict

_HUNDRED = Fraction(100)
_Values = Sequence[tuple[Operand, Interval]]


def with_suggestions(reading: Reading, checks: Sequence[Check]) -> tuple[Check, ...]:
    """The checks, with a suggestion in the messages of those failing ones for which there is one."""
    wrong = [check for check in checks if check.verdict is Verdict.INCONSISTENT and check.finding is not None and check.kind in _NEEDED]
    if not wrong:
        return tuple(checks)
    document = reading.document
    mentions = {document.span(m.number_start, m.number_end): m for m in reading.mentions}
    relations: dict[Span, list[Check]] = {}
    for check in checks:
        if check.verdict is not Verdict.SKIPPED and check.kind in _NEEDED:
            for operand in check.operands:
                if operand.place.path == document.path:
                    relations.setdefault(operand.place.span, []).append(check)
    told = {id(check): _suggestion(check, relations, mentions) for check in wrong}
    return tuple(
        check if (said := told.get(id(check))) is None or check.finding is None
        else replace(check, finding=replace(check.finding, message=Message(check.finding.message.zh + said.zh, check.finding.message.en + said.en)))
        for check in checks
    )


def _suggestion(check: Check, relations: Mapping[Span, Sequence[Check]], mentions: Mapping[Span, Mention]) -> Message | None:
    values = _values(check, mentions)
    if values is None or len({operand.place.span for operand, _ in values}) < len(values):
        return None
    shared, lonely = [], []
    for operand, _ in values:
        others = [other for other in relations.get(operand.place.span, ()) if other is not check]
        failing = sum(other.verdict is Verdict.INCONSISTENT for other in others)
        if failing and failing == len(others):
            needed = _needed_everywhere(operand, [check, *others], mentions)
            if needed is not None:
                shared.append((operand, needed, 1 + failing))
        elif not any(other.verdict is Verdict.CONSISTENT for other in others):
            lonely.append(operand)
    if len(shared) == 1:
        operand, needed, count = shared[0]
        printed, meant = operand.text, _printed(needed, mentions[operand.place.span])
        return Message(
            f"；只改“{printed}”为{meant}，与它有关的{count}处不符就都消除", f"; “{printed}” changed to {meant} alone would settle all {count} findings that it stands in",
        )
    if not shared and len(lonely) == 1 and len(values) > 1:
        needed = _needed_everywhere(lonely[0], [check], mentions)
        if needed is not None:
            printed, meant = lonely[0].text, _printed(needed, mentions[lonely[0].place.span])
            return Message(
                f"；其余各数在别处复算都相符，“{printed}”应为{meant}左右", f"; the other numbers agree elsewhere, so “{printed}” should be about {meant}",
            )
    return None


def _values(check: Check, mentions: Mapping[Span, Mention]) -> _Values | None:
    """The operands with the intervals that they stand for, falls negative; None where one is not a single number of the document."""
    found = []
    for operand in check.operands:
        mention = mentions.get(operand.place.span)
        if mention is None or mention.value is None or mention.parts or mention.hedge is not None:
            return None
        value = inner(mention)
        if operand.role == "growth" and check.kind is CheckKind.GROWTH and "（-" in check.expression and mention.value > 0:
            value = -value
        found.append((operand, value))
    return found


def _needed_everywhere(operand: Operand, checks: Sequence[Check], mentions: Mapping[Span, Mention]) -> Interval | None:
    """What a number may be for all relations to hold, given the others as printed; None where nothing fits them all."""
    low: Fraction | None = None
    high: Fraction | None = None
    for check in checks:
        values = _values(check, mentions)
        at = next((i for i, o in enumerate(check.operands) if o.place.span == operand.place.span), None)
        needed = None if values is None or at is None else _NEEDED[check.kind](values, at)
        if needed is None:
            return None
        low = needed.low if low is None else low if needed.low is None else max(low, needed.low)
        high = needed.high if high is None else high if needed.high is None else min(high, needed.high)
    if low is None or high is None or low > high or high <= 0:
        return None
    return Interval(low, high)


def _role(values: _Values, role: str) -> list[Interval]:
    return [value for operand, value in values if operand.role == role]


def _of_sum(values: _Values, at: int) -> Interval | None:
    """whole = part + part + …"""
    wholes = _role(values, "whole")
    if len(wholes) != 1 or len(values) != 1 + len(_role(values, "part")):
        return None
    total = Interval.point(0)
    for index, (operand, value) in enumerate(values):
        if operand.role == "part" and index != at:
            total = total + value
    return total if values[at][0].role == "whole" else wholes[0] - total


def _of_growth(values: _Values, at: int) -> Interval | None:
    """current = base × (1 + growth / 100)"""
    roles = {operand.role: value for operand, value in values}
    if set(roles) != {"current", "base", "growth"}:
        return None
    current, base, growth = roles["current"], roles["base"], roles["growth"]
    asked = values[at][0].role
    if asked == "growth":
        quotient = current.over(base)
        if quotient is None or quotient.low is None or quotient.high is None:
            return None
        derived = Interval(_HUNDRED * (quotient.low - 1), _HUNDRED * (quotient.high - 1))
        return -derived if growth.low is not None and growth.low < 0 else derived
    if growth.low is None or growth.high is None or growth.low <= -_HUNDRED:
        return None
    factor = Interval(1 + growth.low / _HUNDRED, 1 + growth.high / _HUNDRED)
    return _times(base, factor) if asked == "current" else current.over(factor)


def _of_share(values: _Values, at: int) -> Interval | None:
    """share = 100 × part / whole"""
    roles = {operand.role: value for operand, value in values}
    if set(roles) != {"share", "part", "whole"}:
        return None
    share, part, whole = roles["share"], roles["part"], roles["whole"]
    asked = values[at][0].role
    if asked == "share":
        quotient = part.over(whole)
        return None if quotient is None else quotient.scaled(_HUNDRED)
    if asked == "part":
        return _times(whole, share.scaled(1 / _HUNDRED))
    return part.scaled(_HUNDRED).over(share)


def _of_equal(values: _Values, at: int) -> Interval | None:
    others = [value for index, (_, value) in enumerate(values) if index != at]
    return others[0] if len(others) == 1 else None


def _times(a: Interval, b: Interval) -> Interval | None:
    """The product of intervals of values that are not negative."""
    if a.low is None or a.high is None or b.low is None or b.high is None or a.low < 0 or b.low < 0:
        return None
    return Interval(a.low * b.low, a.high * b.high)


_NEEDED: Mapping[CheckKind, Callable[[_Values, int], Interval | None]] = {
    CheckKind.SUM: _of_sum, CheckKind.GROWTH: _of_growth, CheckKind.SHARE: _of_share, CheckKind.EQUAL_MENTION: _of_equal,
}
"""The relations that can be solved for each of their numbers."""


def _printed(needed: Interval, mention: Mention) -> str:
    """A value inside an interval in the precision and unit of the print: one that a single typing error tells, else the middle."""
    assert needed.low is not None
    assert needed.high is not None
    worth = worth_of(mention)
    for text, difference in slips(mention.printed.replace(",", "")):
        assert mention.value is not None
        if needed.low <= mention.value * unit_of(mention)[1] + difference * worth <= needed.high:
            return f"{text}{mention.printed_unit}"
    return wording.amount((needed.low + needed.high) / 2, mention, unit_of(mention)[1])
