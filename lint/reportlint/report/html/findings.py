"""The findings of a document as cards below their passages, and as a list beside the text."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.report.html.escape import escape
from reportlint.report.html.index import Entry, Index, Numbered
from reportlint.report.html.words import Words
from reportlint.report.model import OutputOptions
from reportlint.report.places import note
from reportlint.report.strings import Strings
from reportlint.rule import Diagnostic, Fix, Place

_EXCERPT = 48


class Findings:
    """Writes the findings of one document."""

    def __init__(self, entry: Entry, index: Index, options: OutputOptions, words: Words, strings: Strings) -> None:
        self._entry = entry
        self._index = index
        self._lang = options.lang
        self._fingerprints = options.fingerprints
        self._words = words
        self._strings = strings

    def card(self, numbered: Numbered) -> str:
        """A finding with its message, its other places, its fix and the relation that it follows from."""
        found = numbered.first
        document, number = self._entry.number, numbered.number
        words = self._words
        pieces = [
            f'<li class="card {found.severity.value}" id="d{document}f{number}" data-n="{number}" data-s="{found.severity.value}"'
            f' data-r="{escape(found.code)}"><p class="what"><b class="number">{number}</b> '
            f'<b class="severity">{self._strings.severities[found.severity]}</b> <code>{escape(found.code)}</code> '
            f'<span class="name">{escape(found.name)}</span> '
            f'<small>{words.confidence} {words.confidences[found.confidence]}</small>{self._fingerprint(found)}</p>'
            f'<p class="says">{escape(found.message.text(self._lang))} {self._place(found.place)}</p>'
        ]
        others = list(found.related)
        if others:
            listed = "".join(f"<li>{self._place(place, self._note(place))}</li>" for place in others)
            pieces.append(f'<div class="also"><span>{words.see_also}</span><ul>{listed}</ul></div>')
        if len(numbered.members) > 1:
            listed = "".join(f"<li>{self._place(member.place)}</li>" for member in numbered.members)
            same = words.same_fault.format(count=len(numbered.members))
            pieces.append(f'<div class="also"><span>{same}</span><ul class="places">{listed}</ul></div>')
        if found.fix is not None:
            pieces.append(self._fix(found.fix))
        if numbered.relation:
            pieces.append(f'<p class="more"><a href="#d{document}c{numbered.relation}">{words.relation_of}</a></p>')
        pieces.append("</li>")
        return "".join(pieces)

    def listed(self) -> Iterator[str]:
        """The list of all findings of the document, each leading to its place."""
        words, document = self._words, self._entry.number
        if not self._entry.findings:
            yield f'<p class="none">{words.no_findings}</p>'
            return
        yield '<ol class="list">'
        for numbered in self._entry.findings:
            found = numbered.first
            yield (
                f'<li class="{found.severity.value}" data-n="{numbered.number}" data-s="{found.severity.value}" data-r="{escape(found.code)}"'
                f' data-m="{len(numbered.members)}">'
                f'<a href="#{self._index.target(found.place)}" data-o="{self._references(numbered)}" data-card="d{document}f{numbered.number}">'
                f'<b class="number">{numbered.number}</b> <b class="severity">{self._strings.severities[found.severity]}</b> '
                f'<code>{escape(found.code)}</code>{_times(len(numbered.members))} <span class="says">{escape(found.message.text(self._lang))}</span></a></li>'
            )
        yield "</ol>"

    def _fingerprint(self, found: Diagnostic) -> str:
        return f" <code>{self._index.result.fingerprint(found)}</code>" if self._fingerprints else ""

    def _references(self, numbered: Numbered) -> str:
        places = [member.place for member in numbered.members]
        places.extend(numbered.first.related)
        return " ".join(dict.fromkeys(self._index.reference(place) for place in places))

    def _note(self, place: Place) -> str:
        said = note(self._index.result, place, self._lang)
        return said if place.message or len(said) <= _EXCERPT else said[:_EXCERPT - 1] + "…"

    def _place(self, place: Place, said: str = "") -> str:
        """A link to a place; it names the file where that is another one."""
        other = self._index.entry_of(place)
        file = f"{escape(other.document.path)}:" if other is not self._entry else ""
        said = f"{escape(said)} " if said else ""
        return (
            f'<a class="place" href="#{self._index.target(place)}" data-o="{self._index.reference(place)}">{said}'
            f'<span class="spot">{file}{self._index.spot(place)}</span></a>'
        )

    def _fix(self, fix: Fix) -> str:
        label = self._words.fix if fix.safe else self._words.fix_unsafe
        return f'<p class="fix">{label}{self._strings.separator}{escape(fix.message.text(self._lang))}</p>'


def _times(count: int) -> str:
    return f" <small>×{count}</small>" if count > 1 else ""
