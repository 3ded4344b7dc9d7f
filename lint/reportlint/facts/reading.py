"""What was read from a document: the one thing that rules are given."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from reportlint.document import Document
from reportlint.facts.breakdowns import breakdowns_of
from reportlint.facts.build import build
from reportlint.facts.entries import Breakdown, Entry, entries_of
from reportlint.facts.grid import Grid, grids_of
from reportlint.facts.model import Fact, Role
from reportlint.facts.narrower import narrower_of
from reportlint.mentions import Mention, scan


class Reading:
    """A document with its mentions and facts, each made once and only when asked for."""

    def __init__(self, document: Document, extracts: Iterable[tuple[str, Any]] = ()) -> None:
        self.document = document
        self.extracts = dict(extracts)
        """What rules that compare documents have taken out of this one, by their codes."""

    @cached_property
    def mentions(self) -> list[Mention]:
        """All mentions of the document's flow, in order; none inside code."""
        return scan(self.document.flow)

    @cached_property
    def facts(self) -> list[Fact]:
        """All facts of the document, in order."""
        return build(self.document, self.mentions)

    @cached_property
    def entries(self) -> list[Entry]:
        """The items of the document: levels with their growth, growths and rates that stand alone."""
        return entries_of(self.facts)

    @cached_property
    def breakdowns(self) -> list[Breakdown]:
        """The wholes of the document and the parts that the text takes out of them."""
        return breakdowns_of(self.document, self.entries)

    @cached_property
    def narrower(self) -> list[Breakdown]:
        """The items of a section whose names narrow that of one before them, by the one that they narrow."""
        return narrower_of(self.document, self.entries, self.breakdowns)

    @cached_property
    def grids(self) -> list[Grid]:
        """The tables of the document as rows of numbers."""
        return grids_of(self.document, self.mentions)

    @cached_property
    def levels_by_indicator(self) -> dict[str, list[Fact]]:
        """The levels whose indicator is named, by its key."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            if fact.role is Role.LEVEL and fact.indicator:
                found.setdefault(fact.indicator, []).append(fact)
        return found
