"""LIST001: numbers of a list that skip or repeat."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.rule import (
    CheckKind,
    Confidence,
    Diagnostic,
    Document,
    DocumentRule,
    Finding,
    Message,
    Operand,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
)

from .markers import Marker
from .sequences import Sequence, in_table, sequences

_DAMAGED = 6
_SHOWN = 8


class OrdinalGap(DocumentRule):
    """Headings, items and running enumerations whose numbers skip one, or stand twice."""

    meta = RuleMeta(
        "LIST001", "ordinal-gap",
        Message("序号跳号或重号", "the numbers of a list skip or repeat"),
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every list with two members or more."""
        document = reading.document
        lists = [sequence for sequence in sequences(document) if len(sequence.members) > 1]
        wrong = [sequence for sequence in lists if breaks(sequence.values)]
        tables = {id(sequence) for sequence in wrong if any(in_table(document, member) for member in sequence.members)}
        damaged = len(wrong) - len(tables) >= _DAMAGED and len(wrong) * 6 > len(lists)
        for sequence in lists:
            operands = [_operand(self, document, member) for member in sequence.members]
            expression = f"{sequence.style} " + "→".join(str(value) for value in sequence.values)
            at = breaks(sequence.values)
            if not at:
                yield self.check_of(CheckKind.SEQUENCE, Verdict.CONSISTENT, expression, operands)
                continue
            quiet = damaged or (id(sequence) in tables and misnumbered(sequence.values) is None)
            yield self.check_of(
                CheckKind.SEQUENCE, Verdict.INCONSISTENT, expression, operands,
                finding=self._finding(document, sequence, at, quiet=quiet, table=id(sequence) in tables),
            )

    def _finding(self, document: Document, sequence: Sequence, at: list[int], *, quiet: bool, table: bool) -> Diagnostic:
        members, values = sequence.members, sequence.values
        wrong = misnumbered(values)
        index = at[0] if wrong is None else wrong
        member, before = members[index], members[index - 1]
        written, previous = _written(document, member), _written(document, before)
        if wrong is not None:
            said = Message(
                f"序号有误：“{written}”排在第{index + 1}位，前后序号分别是{values[index - 1]}和{values[index + 1]}",
                f"misnumbered: {written} stands in place {index + 1}, between numbers {values[index - 1]} and {values[index + 1]}",
            )
        elif member.value == before.value:
            said = Message(f"序号重复：“{written}”出现两次", f"the number {written} stands twice")
        else:
            lost = "、".join(str(value) for value in range(before.value + 1, member.value))
            said = Message(
                f"序号跳号：“{previous}”之后是“{written}”，缺第{lost}项",
                f"the list skips from {previous} to {written}: number {lost} is missing",
            )
        related = [
            self.place(document, members[other].start, max(members[other].end, members[other].start + 1))
            for other in sorted({index - 1, *at, *(each - 1 for each in at)} - {index})[:_SHOWN]
        ]
        return self.diagnostic(
            self.place(document, member.start, max(member.end, member.start + 1)), said, related=related,
            severity=_severity(sequence, at, wrong, quiet=quiet, table=table),
            confidence=Confidence.LOW if quiet else Confidence.MEDIUM if table or len(at) > 2 else Confidence.HIGH,
            key=f"{sequence.style}{values[max(0, index - 1):index + 2]}{document.flow[member.end:member.end + 10]}",
            group=f"{self.meta.code}:table" if quiet else "",
        )


def _severity(sequence: Sequence, at: list[int], wrong: int | None, *, quiet: bool, table: bool) -> Severity:
    """Errors are left to lists within one paragraph, and to one wrong number among right ones."""
    if quiet:
        return Severity.INFO
    values, members = sequence.values, sequence.members
    if table or values[0] != 1 or len(members) < 4:
        return Severity.WARNING
    if wrong is not None:
        return Severity.ERROR
    together = members[0].block == members[-1].block
    inside = len(at) == 1 and at[0] < len(members) - 1 and abs(values[at[0]] - values[at[0] - 1] - 1) == 1
    return Severity.ERROR if together and inside else Severity.WARNING


def breaks(values: list[int]) -> list[int]:
    """The places at which a number is not the one after its predecessor."""
    return [index for index in range(1, len(values)) if values[index] != values[index - 1] + 1]


def misnumbered(values: list[int]) -> int | None:
    """The place of the one number inside a list whose correction makes the whole list right, None where there is none."""
    at = breaks(values)
    if len(at) == 2 and at[1] == at[0] + 1 and values[at[1]] == values[at[0] - 1] + 2:
        return at[0]
    return None


def _written(document: Document, member: Marker) -> str:
    return document.flow[member.start:member.end] or member.form


def _operand(rule: OrdinalGap, document: Document, member: Marker) -> Operand:
    return Operand(
        "ordinal", rule.place(document, member.start, max(member.end, member.start + 1)), _written(document, member), "",
    )
