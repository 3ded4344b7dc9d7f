"""PUN006: dots, dashes and middle dots written with other signs."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import DocumentRule, Edit, Finding, Fix, Message, Reading, RuleMeta, Severity

from .context import HAN, around, is_code, is_fragment

_SIGN = re.compile(r"\.\.\.+|。。。+|……*|--+|——*|•|‧|・|∙")
_HAN = re.compile(f"[{HAN}]")
_LEADER = re.compile(r"[.…\s]*[\s(（]*\d")


class DashEllipsis(DocumentRule):
    """... and 。。。 for ……, -- for ——, a dash of odd length at a line's start, • for the middle dot of a name."""

    meta = RuleMeta(
        "PUN006", "dash-ellipsis",
        Message("省略号、破折号或间隔号的写法不合 GB/T 15834", "an ellipsis, a dash or a middle dot written with other signs"),
        severity=Severity.INFO, fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each sign, as information."""
        document = reading.document
        flow = document.flow
        doubled = "\n——" in flow or flow.startswith("——")
        for match in _SIGN.finditer(flow):
            sign, (start, end) = match[0], match.span()
            right = _right(flow, sign, start, end, doubled=doubled)
            if right is None or is_code(document, start) or (right == "……" and is_fragment(document, start)):
                continue
            yield self.diagnostic(
                self.place(document, start, end),
                Message(f"“{sign[:6]}”应写作“{right}”", f"{sign[:6]} should be written {right}"),
                key=around(document, start, end), group=f"{self.meta.code}:{sign[:3]}",
                fix=Fix(Message(f"改为“{right}”", f"make it {right}"), (Edit(document.span(start, end), right),), safe=True),
            )


def _right(flow: str, sign: str, start: int, end: int, *, doubled: bool) -> str | None:
    """How the sign should be written, None where it is right or stands outside Chinese text."""
    before, after = flow[start - 1:start], flow[end:end + 1]
    if sign[0] in ".。…":
        if sign == "……" or not before or not (_HAN.match(before) or before in "，、”）") or _LEADER.match(flow, end):
            return None
        if sign[0] == "…" and len(sign) not in (1, 3):
            return None
        return "……"
    if sign[0] == "-":
        return "——" if _HAN.match(after) and (before in ("", "\n") or _HAN.match(before)) else None
    if sign[0] == "—":
        if before in ("", "\n") and _HAN.match(after) and (len(sign) == 3 or (len(sign) == 1 and doubled)):
            return "——"
        return None
    return "·" if _HAN.match(before) and _HAN.match(after) else None
