"""From mentions to facts."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.document import Document
from reportlint.facts.model import Fact
from reportlint.mentions import Mention


def build(document: Document, mentions: Sequence[Mention]) -> list[Fact]:
    """The facts of a document, in order."""
    return []
