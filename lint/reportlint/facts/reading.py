"""What was read from a document: the one thing that rules are given."""

from __future__ import annotations

from functools import cached_property

from reportlint.document import Document
from reportlint.facts.build import build
from reportlint.facts.model import Fact
from reportlint.mentions import Mention, scan


class Reading:
    """A document with its mentions and facts, each made once and only when asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def mentions(self) -> list[Mention]:
        """All mentions of the document's flow, in order; none inside code."""
        return scan(self.document.flow)

    @cached_property
    def facts(self) -> list[Fact]:
        """All facts of the document, in order."""
        return build(self.document, self.mentions)
