"""Facts: exact values, what they are values of, and the reading of a document that rules are given."""

from reportlint.facts import wording
from reportlint.facts.entries import Breakdown, Entry, Wording, closes, comparable, same_frame, total_of
from reportlint.facts.grid import Grid, Row
from reportlint.facts.indicators import Basis, Indicator, Phrase, indicator_named, read_phrase
from reportlint.facts.interval import Interval
from reportlint.facts.model import Fact, Role
from reportlint.facts.partitions import disjoint_among, is_partition, whole_of
from reportlint.facts.places import place_of
from reportlint.facts.reading import Reading
from reportlint.facts.slips import repairs, slips
from reportlint.facts.values import inner, outer, signed, unit_named, unit_of, worth_of

__all__ = [
    "Basis", "Breakdown", "Entry", "Fact", "Grid", "Indicator", "Interval", "Phrase", "Reading", "Role", "Row", "Wording", "closes", "comparable",
    "disjoint_among", "indicator_named", "inner", "is_partition", "outer", "place_of", "read_phrase", "repairs", "same_frame", "signed", "slips", "total_of", "unit_named", "unit_of", "whole_of", "wording", "worth_of",
]
