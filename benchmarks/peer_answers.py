"""Whether a mention is the answer that a peer's suite expects."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from peer_scope import DURATION, TO_PERCENT, UNITS

from reportlint.mentions.lexicon import lexicon


def close(found: Fraction | None, wanted: Fraction, printed: str) -> bool:
    """Whether two values agree: exactly, or to the digits that a suite prints of a number without an end."""
    if found is None:
        return False
    decimals = len(printed.partition(".")[2])
    if decimals >= 9:
        return abs(found - wanted) <= Fraction(2, 10 ** min(decimals, 12)) * max(1, abs(wanted))
    return found == wanted


def number_of(printed: object) -> Fraction | None:
    """The exact number in a suite's expectation; None for anything else."""
    text = str(printed).replace(",", "").strip().removesuffix("%")
    try:
        return Fraction(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        return None


def agrees(mention: Any, value: object, unit: str | None, kind: str) -> bool:
    """Whether a mention has the value and the unit that a suite expects."""
    wanted = number_of(value)
    if wanted is None:
        return False
    printed = str(value).removesuffix("%")
    if kind == "percent":
        factor = TO_PERCENT.get(mention.kind.value)
        ends = (mention.value,) if not mention.parts and mention.value is not None else (mention.value, mention.low, mention.high)
        return factor is not None and any(end is not None and close(end * factor, wanted, printed) for end in ends)
    if kind == "money" and mention.kind.value == "money" and mention.canonical is not None and (wanted * 100).denominator != 1 and unit is None:
        # 壹元整 for 1.001: these suites cut below 分
        return mention.canonical in (wanted, Fraction(int(wanted * 100), 100))
    if unit in (None, "Degree") or (kind == "money" and not mention.unit):
        plain = close(mention.value, wanted, printed)
        if plain and unit == "Degree":
            return mention.unit in ("度", "°", "℃")
        return plain or close(mention.canonical, wanted, printed)
    base, factor = UNITS.get(unit, (unit, Fraction(1)))
    if base == "":
        return mention.kind.value == "money" and close(mention.value, wanted, printed)
    known = lexicon().units.get(base)
    base = known.base if known is not None else base
    return mention.base_unit == base and close(mention.canonical, wanted * factor, printed)


def overlapping(mentions: list[Any], start: int, length: int) -> list[Any]:
    """The mentions that share a character with a span."""
    return [m for m in mentions if m.start < start + length and m.end > start]


def duration_of(value: object) -> tuple[str, Fraction] | None:
    """The base unit and length of a suite's duration: {"day": 3}, "30,Minute", an ISO one."""
    if isinstance(value, dict):
        timex = value.get("Timex") or (value.get("values") or [{}])[0].get("timex")
        if timex:
            match = DURATION.match(timex)
            value = {} if match is None else {k: v for k, v in match.groupdict().items() if v}
        totals: dict[str, Fraction] = defaultdict(Fraction)
        for name, amount in value.items():
            key = name if name == "workday" else name.capitalize()
            count = number_of(amount)
            if key not in UNITS or count is None:
                return None
            base, factor = UNITS[key]
            totals[base] += count * factor
        totals = {base: total for base, total in totals.items() if total}
        return next(iter(totals.items())) if len(totals) == 1 else None
    return None


def spread(mention: Any, unit: str | None, duration: bool) -> list[Fraction | None]:
    """The two ends of a range mention in a suite's unit."""
    factor = lexicon().units[mention.unit].factor if mention.unit in lexicon().units else Fraction(1)
    scale = Fraction(1) if duration or unit is None else UNITS.get(unit, ("", Fraction(1)))[1]
    if not duration and unit not in UNITS:
        factor = Fraction(1)
    return [None if end is None else end * factor / scale for end in (mention.low, mention.high)]
