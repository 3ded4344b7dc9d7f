"""What is shown when the pointer rests on a number or a finding: how it was read, and what recomputing it showed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reportlint.server.convert import file_name
from reportlint.server.records import Found, Inspected, Number, Relation, Spot
from reportlint.server.words import Words, words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_MOST = 8
"""Relations and operands shown of one number."""


class HoverText:
    """Writes Markdown, or the same without marks."""

    def __init__(self, lang: str, uri: str, *, markdown: bool) -> None:
        self._say: Words = words(lang)
        self._uri = uri
        self._markdown = markdown

    def of(self, known: Inspected) -> str:
        """The text for a place; empty where nothing is known that a diagnostic does not say already."""
        parts: list[str] = []
        if known.number is not None:
            parts.append(self._number(known.number))
        parts += [self._relation(relation) for relation in known.relations[:_MOST]]
        told = {relation.message for relation in known.relations}
        parts += [self._related(found) for found in known.findings if found.related and found.message not in told]
        return ("\n\n---\n\n" if self._markdown else "\n\n").join(parts)

    def _number(self, number: Number) -> str:
        say = self._say
        what = self._text(number.indicator)
        role = [self._text(number.role)] if number.role else []
        head = " · ".join(filter(None, (
            self._strong(number.text), what, *role, self._text(number.place), number.year,
            self._text(say.belongs_to.format(of=number.of)) if number.of else "",
        )))
        tail = say.comma.join(filter(None, (
            self._text(say.value.format(value=number.value)) if number.value else "",
            self._text(say.stands_for.format(interval=number.interval)) if number.interval else "",
        )))
        return self._lines((head, tail) if tail else (head,))

    def _relation(self, relation: Relation) -> str:
        say = self._say
        head = f"{say.verdicts[relation.verdict]} · {self._text(relation.kind)} · {relation.code}"
        if relation.reason:
            head += say.aside.format(text=self._text(relation.reason))
        lines = [head, self._code(relation.expression)]
        if relation.message:
            lines.append(self._text(relation.message))
        terms = [
            (self._text(f"{term.role}{say.separator}{term.text}" + (say.aside.format(text=term.interval) if term.interval else "")), term.spot)
            for term in relation.terms
        ]
        return self._lines(lines) + "\n\n" + self._list(terms)

    def _related(self, found: Found) -> str:
        return self._lines((f"{found.code} {self._say.see_also}",)) + "\n\n" + self._list(
            [(self._text(note.message), note.spot) for note in found.related]
        )

    def _list(self, items: Sequence[tuple[str, Spot]]) -> str:
        lines = [f"- {text} {self._link(spot)}" for text, spot in items[:_MOST]]
        return "\n".join([*lines, "- …"] if len(items) > _MOST else lines)

    def _link(self, spot: Spot) -> str:
        line, column = spot.range[0]
        shown = f"{line + 1}:{column + 1}"
        if spot.uri != self._uri:
            shown = f"{file_name(spot.uri)}:{shown}"
        if not self._markdown:
            return shown
        return f"[{self._text(shown)}]({spot.uri}#L{line + 1},{column + 1})"

    def _lines(self, lines: Iterable[str]) -> str:
        return ("  \n" if self._markdown else "\n").join(lines)

    def _strong(self, text: str) -> str:
        return f"**{self._text(text)}**" if self._markdown else text

    def _code(self, text: str) -> str:
        text = " ".join(text.split())
        if not self._markdown or "`" in text:
            return self._text(text)
        return f"`{text}`"

    def _text(self, text: str) -> str:
        text = " ".join(text.split())
        return _SPECIAL.sub(r"\\\1", text) if self._markdown else text
