"""PUN005: full-width digits, letters and percent signs among half-width ones."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import DocumentRule, Edit, Finding, Fix, Message, Reading, RuleMeta, Severity

from .context import around, is_code

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+|％")
_NARROW_DIGIT = re.compile("[0-9]+")
_SHIFT = 0xFEE0


class FullwidthAlnum(DocumentRule):
    """１２, ＧＤＰ and ％ where the document writes 12, GDP and % as a rule."""

    meta = RuleMeta(
        "PUN005", "fullwidth-alnum",
        Message("半角为主的文本里有全角数字、字母或百分号", "full-width digits, letters or percent signs among half-width ones"),
        severity=Severity.INFO, fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each run; a document that uses the full-width forms as a rule gets none."""
        document = reading.document
        flow = document.flow
        found = list(_WIDE.finditer(flow))
        if not found:
            return
        signs = sum(1 for match in found if match[0] == "％")
        figures = len(found) - signs
        rare_signs = signs < flow.count("%")
        rare_figures = figures * 4 < sum(1 for _ in _NARROW_DIGIT.finditer(flow))
        for match in found:
            start, end = match.span()
            sign = match[0] == "％"
            if not (rare_signs if sign else rare_figures) or is_code(document, start):
                continue
            right = "".join(chr(ord(char) - _SHIFT) for char in match[0])
            yield self.diagnostic(
                self.place(document, start, end),
                Message(f"全角“{match[0]}”，全文多用半角“{right}”", f"full-width {match[0]} where the document writes {right}"),
                key=around(document, start, end), group=f"{self.meta.code}:{'%' if sign else 'figure'}",
                fix=Fix(
                    Message(f"改为“{right}”", f"make it {right}"), (Edit(document.span(start, end), right),),
                    safe=not any(char.isdigit() for char in match[0]),
                ),
            )
