"""The rules of acme_rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint.rule import Rule

REPORTLINT_API = 1
"""The version of ``reportlint.rule`` that the rules are written for."""


def rules() -> tuple[type[Rule], ...]:
    """All rules of this package; they are imported when reportlint asks for them."""
    from acme_rules.forbidden_rank import ForbiddenRank
    from acme_rules.group_total import GroupTotal

    return (
        ForbiddenRank,
        GroupTotal,
    )
