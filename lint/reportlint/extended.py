"""``regex``, imported and compiled when a pattern is first used: ``from reportlint import extended as regex``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from reportlint.patterns import Lazy

if TYPE_CHECKING:
    import regex
    from regex import Match, Pattern

IGNORECASE, DOTALL, VERBOSE, V1, REVERSE = 0x2, 0x10, 0x40, 0x100, 0x400
"""The flags of ``regex`` by their values, held to them by a test."""

escape = re.escape

__all__ = ["DOTALL", "IGNORECASE", "REVERSE", "V1", "VERBOSE", "Match", "Pattern", "compile", "escape"]


def compile(pattern: str, flags: int = 0) -> regex.Pattern[str]:  # noqa: A001
    """A pattern like that of ``regex.compile``, compiled at its first use."""
    return cast("regex.Pattern[str]", Lazy(pattern, flags, "regex"))
