"""The built-in rules, loaded through the same entry point as anyone's."""

from __future__ import annotations

from reportlint.rule import Rule


def rules() -> tuple[type[Rule], ...]:
    """All built-in rules, in the order of their codes."""
    return ()
