"""ACME002 beyond the examples of its page."""

from __future__ import annotations

from reportlint.rule import Verdict
from reportlint.testing import checks_in, lint_text

from acme_rules.group_total import GroupTotal


def test_relations_that_hold_are_in_the_ledger() -> None:
    (check,) = checks_in("实施12个村，每村30户，共360户。", GroupTotal)
    assert check.verdict is Verdict.CONSISTENT
    assert check.expression == "12个 × 30户 = 360户"


def test_rounding_is_no_fault() -> None:
    assert lint_text("安排12个村，每村3.3万元，合计40万元。", GroupTotal) == []
    assert len(lint_text("安排12个村，每村3.3万元，合计50万元。", GroupTotal)) == 1
