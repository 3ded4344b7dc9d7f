"""Facts: what a number in a report is the value of."""

from __future__ import annotations

from dataclasses import dataclass

from reportlint.mentions import Mention


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with what it is a value of."""

    mention: Mention
    indicator: str
