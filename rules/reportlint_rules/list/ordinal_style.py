"""LIST002: siblings of one list whose numbers are written in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportlint.rule import DocumentRule, Finding, Message, Reading, RuleMeta, Severity

from .markers import Marker
from .sequences import HEADINGS, Sequence, in_table, sequences

_STYLES = frozenset({*HEADINGS, "1.", "（1）", "1）"})


class OrdinalStyle(DocumentRule):
    """（一） beside (二), 1. beside 2、, and （二） followed by 三、."""

    meta = RuleMeta(
        "LIST002", "ordinal-style",
        Message("同级序号的写法不一致", "numbers of one list are written in two ways"),
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each list: information for another bracket or stop, a warning for another style."""
        document = reading.document
        lists = sequences(document)
        for sequence in lists:
            member = _odd_one(sequence)
            if member is not None:
                usual = Counter(each.form for each in sequence.members).most_common(1)[0][0]
                yield self.diagnostic(
                    self.place(document, member.start, member.end),
                    Message(f"序号写作“{member.form}”，同级其他序号写作“{usual}”", f"numbered as {member.form}, its siblings as {usual}"),
                    severity=Severity.INFO, key=f"{member.form}{usual}{document.flow[member.end:member.end + 8]}",
                    group=f"{self.meta.code}:{member.form}",
                )
        for before, after in _changes(lists):
            first, last = after.members[0], before.last
            if in_table(document, first) or in_table(document, last):
                continue
            yield self.diagnostic(
                self.place(document, first.start, first.end),
                Message(
                    f"“{document.flow[last.start:last.end]}”之后改用“{document.flow[first.start:first.end]}”，同级序号换了样式",
                    f"the style changes from {last.form} to {first.form} within one list",
                ),
                related=[self.place(document, last.start, last.end)],
                key=f"{last.form}{first.form}{document.flow[first.end:first.end + 8]}",
            )


def _odd_one(sequence: Sequence) -> Marker | None:
    """The first member of a list that is not written as most are."""
    forms = Counter(member.form for member in sequence.members if member.end > member.start)
    if len(forms) < 2:
        return None
    usual = forms.most_common(1)[0][0]
    return next(member for member in sequence.members if member.form != usual and member.end > member.start)


def _changes(lists: list[Sequence]) -> Iterator[tuple[Sequence, Sequence]]:
    """Pairs of lists of which the second goes on where the first ends, in another style."""
    ended: dict[int, Sequence] = {}
    for sequence in lists:
        first = sequence.members[0]
        before = ended.get(first.value - 1) if first.value > 1 and first.leads and first.end > first.start else None
        if (
            before is not None and before.style != sequence.style and before.last.leads and before.last.start < first.start
            and {before.style, sequence.style} <= _STYLES and len(before.members) > 1 and not first.doubtful
            and first.block - before.last.block <= 12
        ):
            yield before, sequence
        ended[sequence.last.value] = sequence
