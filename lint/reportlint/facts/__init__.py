"""Facts: exact values, what they are values of, and the reading of a document that rules are given."""

from reportlint.facts.interval import Interval
from reportlint.facts.model import Fact
from reportlint.facts.reading import Reading

__all__ = ["Fact", "Interval", "Reading"]
