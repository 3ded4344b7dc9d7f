"""What the last comparison of a folder found, with its places carried over to the texts as they stand now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from reportlint.document import Span
from reportlint.server.records import Compared, Found, Note, Relation, Spot, Term
from reportlint.server.text import Carry, Text


class Carried:
    """A comparison and the texts of the open documents that were compared, by URI.

    What a change has touched since is dropped; a place in a file that is not open stays as it is.
    """

    def __init__(self, compared: Compared, texts: Mapping[str, str]) -> None:
        self._compared = compared
        self._texts = texts

    def findings(self, uri: str, now: Mapping[str, Text]) -> tuple[Found, ...]:
        """The findings of a document; ``now`` are the texts of the open documents."""
        return _Carrier(self._texts, now).findings(self._compared.findings.get(uri, ()))

    def relations(self, uri: str, place: Span, now: Mapping[str, Text]) -> tuple[Relation, ...]:
        """The relations with other files that a place of a document stands in."""
        return _Carrier(self._texts, now).relations(self._compared.relations.get(uri, ()), uri, place)


class _Carrier:
    """Carries places from the texts that were compared to those that are there now."""

    def __init__(self, then: Mapping[str, str], now: Mapping[str, Text]) -> None:
        self._now = now

        @cache
        def carry(uri: str) -> Carry | None:
            return Carry(then[uri], now[uri].text) if uri in then and uri in now else None

        self._carry = carry

    def findings(self, given: tuple[Found, ...]) -> tuple[Found, ...]:
        found = []
        for finding in given:
            spot = self._spot(finding.spot)
            if spot is not None:
                notes = [note for related in finding.related if (note := self._note(related)) is not None]
                found.append(replace(finding, spot=spot, related=tuple(notes), repair=None))
        return tuple(found)

    def relations(self, given: tuple[Relation, ...], uri: str, place: Span) -> tuple[Relation, ...]:
        found = []
        for relation in given:
            terms = [term for given_term in relation.terms if (term := self._term(given_term)) is not None]
            if any(term.spot.uri == uri and _touch(term.spot.span, place) for term in terms):
                found.append(replace(relation, terms=tuple(terms)))
        return tuple(found)

    def _note(self, note: Note) -> Note | None:
        spot = self._spot(note.spot)
        return None if spot is None else replace(note, spot=spot)

    def _term(self, term: Term) -> Term | None:
        spot = self._spot(term.spot)
        return None if spot is None else replace(term, spot=spot)

    def _spot(self, spot: Spot) -> Spot | None:
        carry = self._carry(spot.uri)
        if carry is None:
            return spot
        span = carry(spot.span)
        return None if span is None else Spot(spot.uri, span, self._now[spot.uri].range(span))


def _touch(span: Span, place: Span) -> bool:
    """Whether a place lies in a span or right behind it."""
    return span.start <= place.start <= span.end or span.overlaps(place)
