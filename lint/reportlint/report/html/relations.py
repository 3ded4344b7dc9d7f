"""The ledger of a document: its relations by section, each leading to its operands, with a box to tick."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from itertools import groupby

from reportlint.document import BlockKind, Document
from reportlint.report.html.escape import escape
from reportlint.report.html.index import Entry, Index, Relation, claim_of
from reportlint.report.html.words import Words
from reportlint.report.strings import Strings, unjudged
from reportlint.rule import Operand, Verdict

_SIGNS = {Verdict.CONSISTENT: "✓", Verdict.INCONSISTENT: "✗", Verdict.SKIPPED: "–"}
_HEADING = 60


class Ledger:
    """Writes the ledger of one document."""

    def __init__(self, entry: Entry, index: Index, lang: str, words: Words, strings: Strings) -> None:
        self._entry = entry
        self._index = index
        self._lang = lang
        self._words = words
        self._strings = strings
        self._sections = Sections(entry.document)

    def pieces(self) -> Iterator[str]:
        """The HTML of the ledger, section by section."""
        if not self._entry.relations:
            yield f'<p class="none">{self._strings.no_checks}</p>'
            return
        for section, relations in groupby(self._entry.relations, key=self._section):
            yield f'<section class="part"><h4>{self._title(section)}</h4><ol class="relations">'
            for relation in relations:
                yield self._row(relation)
            yield "</ol></section>\n"

    def _section(self, relation: Relation) -> int:
        return self._sections.at(relation.position) if relation.position is not None else -1

    def _title(self, section: int) -> str:
        """The heading of a section, linked to its place in the text."""
        title = self._sections.title(section)
        if not title:
            return self._strings.front
        return escape(title if len(title) <= _HEADING else title[:_HEADING - 1] + "…")

    def _row(self, relation: Relation) -> str:
        check, words = relation.check, self._words
        name, number = check.verdict.value, self._entry.number
        operands = [operand for operand in check.operands if self._index.knows(operand.place)]
        references = " ".join(dict.fromkeys(self._index.reference(operand.place) for operand in operands))
        expression = escape(check.expression)
        line = f'<small class="spot">{self._index.spot(operands[0].place)}</small>' if operands else ""
        return (
            f'<li class="relation {name}" id="d{number}c{relation.number}" data-k="{relation.key}" data-v="{name}">'
            f'<input type="checkbox" aria-label="{words.tick.format(expression=expression)}">'
            f'<details data-o="{references}"><summary><b class="sign" aria-label="{words.verdicts[name]}">{_SIGNS[check.verdict]}</b> '
            f'<span class="kind">{self._strings.kinds[check.kind]}</span> <span class="expression">{expression}</span>'
            f"{self._remark(relation)}{line}</summary>{self._more(relation, operands)}</details></li>\n"
        )

    def _remark(self, relation: Relation) -> str:
        """Why a relation was not judged, or which finding says what is wrong with it."""
        check = relation.check
        if check.verdict is Verdict.SKIPPED:
            return f' <span class="reason">{escape(unjudged(check.reason, self._lang))}</span>'
        if check.verdict is Verdict.INCONSISTENT:
            return f' <span class="reason">{self._finding(relation)}</span>'
        return ""

    def _finding(self, relation: Relation) -> str:
        """Which finding a failed relation has led to, or why to none."""
        if relation.finding:
            return self._words.finding.format(number=relation.finding)
        found = relation.check.finding
        reason = self._index.suppressed.get(claim_of(found)) if found is not None else None
        if reason is None:
            return self._words.not_listed
        return f"{self._words.ignored}{self._strings.separator}{escape(reason)}" if reason else self._words.ignored

    def _more(self, relation: Relation, operands: list[Operand]) -> str:
        """What opens below a row: its operands, and its finding."""
        finding = f"d{self._entry.number}f{relation.finding}"
        link = f'<li><a href="#{finding}">{self._finding(relation)}</a></li>' if relation.finding else ""
        return f'<ul class="operands">{"".join(map(self._operand, operands))}{link}</ul>'

    def _operand(self, operand: Operand) -> str:
        other = self._index.entry_of(operand.place)
        file = f"{escape(other.document.path)}:" if other is not self._entry else ""
        role = self._words.roles.get(operand.role, operand.role)
        return (
            f'<li><a class="place" href="#{self._index.target(operand.place)}"><span class="role">{escape(role)}</span> '
            f'{escape(operand.text)}{escape(operand.unit)} <span class="spot">{file}{self._index.spot(operand.place)}</span></a></li>'
        )


class Sections:
    """The headings of a document, found by place in the text; sections are counted from 0, -1 is before the first."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
        self._starts = [document.position(block.start) for block in self._headings]

    def at(self, position: int) -> int:
        """The section that a text offset stands in."""
        return bisect.bisect_right(self._starts, position) - 1

    def title(self, section: int) -> str:
        """The heading of a section as one line; empty before the first."""
        if section < 0:
            return ""
        heading = self._headings[section]
        return heading.marker + " ".join(self._document.flow[heading.start:heading.end].split())
