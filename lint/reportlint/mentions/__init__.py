"""Mentions: numbers, quantities, rates, periods, ordinals and labels in report text."""

from reportlint.mentions.model import Grain, Hedge, Kind, Mention, Period
from reportlint.mentions.scanner import scan

__all__ = ["Grain", "Hedge", "Kind", "Mention", "Period", "scan"]
