"""Findings and relations as the editor shows them: places with positions, words in one language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reportlint.document import Document
from reportlint.mentions import Mention
from reportlint.mentions.model import SCALE_POWERS
from reportlint.normalizer import exact
from reportlint.report.model import RunResult
from reportlint.report.strings import strings, unjudged
from reportlint.rule import Check, Diagnostic, Fix, Operand, Place
from reportlint.server.records import Found, Note, Relation, Repair, Spot, Term
from reportlint.server.text import Text
from reportlint.server.words import ROLES

_REPEATED = "DUP"
"""The family of rules about text that stands twice."""


class Presenter:
    """Presents what a run found.

    ``uris`` are those of the open documents by the path that the run knows them by; other paths are files below ``root``.
    """

    def __init__(self, result: RunResult, *, lang: str, root: Path, encoding: str, uris: Mapping[str, str]) -> None:
        self.lang = lang
        self._result = result
        self._root = root
        self._encoding = encoding
        self._uris = uris
        self._texts: dict[str, Text] = {}
        self._mentions: dict[str, Mapping[int, Mention]] = {}

    def with_mentions(self, document: Document, mentions: Mapping[int, Mention]) -> None:
        """Makes known the mentions of a document by where their numbers start in its text, for the intervals of operands."""
        self._mentions[document.path] = mentions

    def spot(self, place: Place) -> Spot:
        """The place with its positions."""
        path = place.path
        if path not in self._texts:
            document = self._result.documents.get(path)
            self._texts[path] = Text(document.text if document else "", self._encoding)
        return Spot(self.uri(path), place.span, self._texts[path].range(place.span))

    def uri(self, path: str) -> str:
        """The URI of a path."""
        return self._uris.get(path) or Path(os.path.abspath(self._root / path)).as_uri()

    def found(self, diagnostic: Diagnostic) -> Found:
        """A finding."""
        return Found(
            diagnostic.code, diagnostic.name, diagnostic.severity.value, diagnostic.message.text(self.lang),
            self.spot(diagnostic.place), tuple(map(self._note, diagnostic.related)),
            self._repair(diagnostic.fix) if diagnostic.fix else None, self._result.fingerprint(diagnostic),
            diagnostic.code.startswith(_REPEATED),
        )

    def relation(self, check: Check) -> Relation:
        """A relation."""
        return Relation(
            strings(self.lang).kinds[check.kind], check.code, check.verdict.value, check.expression,
            unjudged(check.reason, self.lang) if check.reason else "",
            check.finding.message.text(self.lang) if check.finding else "", tuple(map(self._term, check.operands)),
        )

    def _note(self, place: Place) -> Note:
        document = self._result.documents.get(place.path)
        text = document.text[place.span.start:place.span.end] if document else ""
        return Note(self.spot(place), place.message.text(self.lang) if place.message else _short(text))

    def _repair(self, fix: Fix) -> Repair:
        return Repair(fix.message.text(self.lang), tuple((edit.span, edit.text) for edit in fix.edits), fix.safe)

    def _term(self, operand: Operand) -> Term:
        mention = self._mentions.get(operand.place.path, {}).get(operand.place.span.start)
        role = ROLES.get(operand.role, operand.role) if self.lang == "zh" else operand.role.replace("_", " ")
        return Term(
            self.spot(operand.place), role, operand.text + operand.unit, interval(mention) if mention else "",
        )


def interval(mention: Mention) -> str:
    """The interval that a printed number stands for, in its printed unit; empty where it stands for itself alone."""
    values = mention.values
    if values.low == values.high:
        return ""
    scale = 10 ** SCALE_POWERS[mention.scale]
    low, high = (None if end is None else str(exact(end / scale)) for end in (values.low, values.high))
    if low is None:
        return f"≤{high}{mention.printed_unit}"
    return f"≥{low}{mention.printed_unit}" if high is None else f"{low}～{high}{mention.printed_unit}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:79] + "…"
