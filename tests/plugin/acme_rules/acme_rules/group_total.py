"""ACME002: so many groups of so many each, and their total."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Finding,
    Message,
    Reading,
    RuleMeta,
    Severity,
    Verdict,
)

_EACH = re.compile(r"[^，。；]{0,4}，每[^，。；]{0,4}")
_TOTAL = re.compile(r"，(?:共|合计)[^，。；]{0,4}")


class GroupTotal(ArithmeticRule):
    """Recomputes “12个村，每村30户，共360户”.

    A relation yields a check whether it holds or not: those that hold are the ledger (``--checks``).
    """

    meta = RuleMeta(
        "ACME002",
        "group-total",
        Message("总数不等于组数乘以每组的数", "a total that is not groups times size"),
        Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one check for each three numbers that belong together."""
        flow, mentions = reading.document.flow, reading.mentions
        for groups, each, total in zip(mentions, mentions[1:], mentions[2:], strict=False):
            if not _EACH.fullmatch(flow, groups.end, each.start) or each.unit != total.unit:
                continue
            if not _TOTAL.fullmatch(flow, each.end, total.start):
                continue
            # a printed number stands for an interval, so that rounding is no fault; None is an open end
            if groups.low is None or groups.high is None or each.low is None or each.high is None:
                continue
            too_low = total.high is not None and total.high < groups.low * each.low
            too_high = total.low is not None and total.low > groups.high * each.high
            verdict = Verdict.INCONSISTENT if too_low or too_high else Verdict.CONSISTENT
            first, second, third = (flow[m.start : m.end] for m in (groups, each, total))
            said = Message(f"{first}乘以{second}不等于“{third}”", f"{first} times {second} is not “{third}”")
            yield self.relation(
                reading,
                CheckKind.PRODUCT,
                verdict,
                f"{first} × {second} = {third}",
                [("product", total), ("factor", groups), ("factor", each)],
                message=said if verdict is Verdict.INCONSISTENT else None,
                related=[(groups, Message("组数", "groups")), (each, Message("每组", "each"))],
            )
