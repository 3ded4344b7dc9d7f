"""Facts: exact values, what they are values of, and the reading of a document that rules are given."""

from reportlint.facts import wording
from reportlint.facts.indicators import Basis, Indicator, Phrase, indicator_named, read_phrase
from reportlint.facts.interval import Interval
from reportlint.facts.model import Fact, Role
from reportlint.facts.reading import Reading
from reportlint.facts.values import inner, outer, unit_of

__all__ = [
    "Basis", "Fact", "Indicator", "Interval", "Phrase", "Reading", "Role", "indicator_named", "inner", "outer", "read_phrase",
    "unit_of", "wording",
]
