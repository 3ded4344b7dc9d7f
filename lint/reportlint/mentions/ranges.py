"""Joining mentions: the two ends of a range, the addends of one amount, the numbers of one label or rank."""

from __future__ import annotations

from reportlint.mentions.lexicon import Lexicon
from reportlint.mentions.model import Hedge, Kind, Mention

_CONNECTORS = frozenset({
    "-", "—", "——", "–", "―", "~", "～", "至", "到", "─", "-－", "--", "～～", " - ", " — ", " – ", "∼", "至少到", "－",
})
_APART = frozenset({Kind.LABEL, Kind.ORDINAL, Kind.COMPOSITION, Kind.PERIOD})
_LIST_GAPS = frozenset({"、", "—", "-", "至", "到", "和", "～"})
_POINT_GAPS = frozenset({"、", "和", "及", "与"})
_ADDING_GAPS = frozenset({"", "零", "又", "0"})
_FROM = ("由", "从", "自")
_SUMS = frozenset({Kind.MONEY, Kind.MEASURE})


def append(found: list[Mention], mention: Mention, text: str, lex: Lexicon) -> None:
    """Adds a mention to those found before it, joined with the last one where they are one."""
    if found:
        last = found[-1]
        gap = mention.start - last.end
        if 0 <= gap <= 3:
            joined = _joined(last, mention, text[last.end:mention.start], text, lex)
            if joined is not None:
                found[-1] = joined
                return
        if mention.kind is Kind.PERCENTAGE_POINT:
            _share_points(found, mention, text)
    found.append(mention)


def _share_points(found: list[Mention], mention: Mention, text: str) -> None:
    """Gives the unit of a list's last member to those before it: 高7个和5个百分点, 提高1.2、0.8和0.5个百分点."""
    after = mention
    for index in range(len(found) - 1, -1, -1):
        last = found[index]
        plain = (last.kind is Kind.COUNT and last.unit == "个") or (last.kind is Kind.NUMBER and not last.bare and ("." in last.printed or len(last.printed) < 3))
        if not plain or last.scale or last.parts or text[last.end:after.start] not in _POINT_GAPS:
            return
        last.kind, last.unit = mention.kind, mention.unit
        after = last


def _joined(last: Mention, mention: Mention, gap: str, text: str, lex: Lexicon) -> Mention | None:
    if mention.kind is Kind.LABEL or last.kind is Kind.ORDINAL:
        return _named(last, mention, gap, lex)
    if mention.kind in _APART or last.kind in _APART or (last.parts and not last.summed):
        return None
    if gap in _CONNECTORS:
        return _range(last, mention, gap, text)
    if gap in _ADDING_GAPS:
        return _sum(last, mention, lex)
    return None


def _range(last: Mention, mention: Mention, gap: str, text: str) -> Mention | None:
    """The range between two numbers around a connector; None for a change from one to the other."""
    rates = last.unit == "个" and mention.kind is Kind.PERCENTAGE_POINT
    months = last.unit == "个" and mention.unit == "个月"
    if last.unit and not mention.unit and mention.kind is Kind.NUMBER and last.kind is Kind.MONEY and not text[last.start].isdigit():
        mention = _with(mention, last.kind, mention.scale, last.unit)  # $8000~9000
    if (mention.parts and not mention.summed) or (last.unit and last.unit != mention.unit and not rates and not months):
        return None
    if gap in ("到", "至") and any(word in text[max(0, last.start - 6):last.start] for word in _FROM):
        return None
    first = last
    if not last.unit or rates or months:
        scale = last.scale or mention.scale
        first = _with(last, mention.kind, scale, mention.unit)
        if last.scale == "" and scale and _descends(first, mention):
            first = _with(last, mention.kind, "", mention.unit)
    return Mention(
        last.start, mention.end, mention.kind, last.number_start, mention.number_end,
        text[last.number_start:mention.number_end], mention.scale, mention.unit, mention.hedge, parts=(first, mention),
    )


def _with(mention: Mention, kind: Kind, scale: str, unit: str) -> Mention:
    return Mention(mention.start, mention.end, kind, mention.number_start, mention.number_end, mention.printed, scale, unit)


def _descends(first: Mention, last: Mention) -> bool:
    return first.value is not None and last.value is not None and first.value > last.value


def _sum(last: Mention, mention: Mention, lex: Lexicon) -> Mention | None:
    """One amount from two in units of one dimension, the larger before the smaller: 3斤5两, 123元1角, 两年零三个月."""
    if last.kind is not mention.kind or last.kind not in _SUMS or (mention.parts and not mention.summed):
        return None
    above, below = lex.units.get(last.unit), lex.units.get(mention.unit)
    if above is None or below is None or above.dimension != below.dimension or above.base != below.base:
        return None
    if above.factor <= below.factor or mention.scale or last.hedge is Hedge.MORE:
        return None
    parts = (*(last.parts or (last,)), *(mention.parts or (mention,)))
    return Mention(
        last.start, mention.end, last.kind, last.number_start, mention.number_end, last.printed, last.scale, last.unit,
        last.hedge or mention.hedge, parts=parts, summed=True,
    )


def _named(last: Mention, mention: Mention, gap: str, lex: Lexicon) -> Mention | None:
    """第1、2、3名, 第1—3批, 1、2号干线: all numbers of one rank or label."""
    if gap not in _LIST_GAPS:
        return None
    if last.kind is Kind.ORDINAL:
        if last.number_start == last.start or mention.kind not in (Kind.NUMBER, Kind.COUNT, Kind.LABEL) or mention.scale:
            return None
        if not mention.printed.isdigit() or (mention.unit not in lex.ranked and mention.unit):
            return None
        return Mention(last.start, mention.number_end, Kind.ORDINAL, last.number_start, last.number_end, last.printed)
    plain = last.kind is Kind.NUMBER and not last.unit and not last.scale and last.printed.isdigit()
    if not plain or mention.end == mention.number_end or mention.start != mention.number_start:
        return None
    if len(last.printed) > 3:
        return None
    return Mention(last.start, mention.end, Kind.LABEL, last.number_start, last.number_end, last.printed)
