"""The ratio of urban to rural incomes, as it is, as it was, and how it has moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from fractions import Fraction
from operator import attrgetter

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Interval,
    Kind,
    Mention,
    Message,
    Reading,
    Severity,
    Verdict,
    inner,
    signed,
    wording,
)

_INCOME_RATIO = re.compile(r"(?:城乡(?:居民)?(?:人均可支配)?收入(?:之|倍差|比值?|比例)*(?:比|倍差)|城乡收入比)")
_NARROWED = re.compile(r"(?:\s*[（(][^（()）]{0,24}[)）])?[，,、]?(?:比|较)(?:上年|去年|上年同期)(?:(?P<less>缩小|下降|降低|减少|收窄)|扩大|提高|上升)了?")
_CLEAR_RATIO = Fraction(1, 50)
_HUNDRED = Fraction(100)
_START = attrgetter("start")


class IncomeRatios(ArithmeticRule):
    """The ratio of urban to rural income per head against the incomes and their growths."""

    def incomes(self, reading: Reading) -> Iterator[Finding]:
        """The ratio of urban to rural income per head, printed as a plain number or as 2.27:1."""
        flow = reading.document.flow
        for found in _INCOME_RATIO.finditer(flow):
            _, last = reading.document.sentence_at(found.start())
            behind = bisect_left(reading.mentions, found.end(), key=_START)
            stop = bisect_left(reading.mentions, min(last, found.end() + 40), key=_START)
            ratios = [r for m in reading.mentions[behind:stop] if (r := _ratio(m)) is not None]
            if not ratios or ratios[0].start > found.end() + 16:
                continue
            former = re.search("由|从|上年|去年", flow[found.end():ratios[0].start]) is not None
            if former and len(ratios) < 2:
                continue
            first = ratios[1] if former else ratios[0]
            levels = [_only(reading, name, first.start) for name in ("城镇居民人均可支配收入", "农村居民人均可支配收入")]
            if not all(levels):
                continue
            town, country = (level for level in levels if level is not None)
            if former:
                yield from self._former_ratio(reading, ratios[0], town, country)
            elif (moved := _NARROWED.match(flow, first.end)) is not None:
                yield from self._ratio_change(reading, moved.end(), -1 if moved["less"] else 1, town, country)
            quotient = inner(town.mention).over(inner(country.mention))
            if quotient is None:
                continue
            printed, above, below = wording.claim(first, flow), wording.claim(town.mention, flow), wording.claim(country.mention, flow)
            operands = [("ratio", first), ("numerator", town.mention), ("denominator", country.mention)]
            expression = f"{above} ÷ {below} ~ {printed}"
            stated = inner(first)
            if quotient.overlaps(stated):
                yield self.relation(reading, CheckKind.RATIO, Verdict.CONSISTENT, expression, operands)
                continue
            shown = f"{float(quotient.low or 0):.3f}"
            yield self.relation(
                reading, CheckKind.RATIO, Verdict.INCONSISTENT, expression, operands,
                message=Message(f"城乡居民收入 {above} ÷ {below} = {shown}，与“{printed}”不符", f"urban over rural income, {above} ÷ {below} = {shown}, not “{printed}”"),
                related=[(town.mention, Message("城镇", "urban")), (country.mention, Message("农村", "rural"))],
                confidence=Confidence.MEDIUM,
            )

    def _former_ratio(self, reading: Reading, former: Mention, town: Fact, country: Fact) -> Iterator[Finding]:
        """Last year's ratio of incomes by this year's incomes and their growths: 由上年的2.31缩小为2.27."""
        if town.growth is None or country.growth is None or former.hedge is not None:
            return
        derived = former_value(town).over(former_value(country))
        if derived is None:
            return
        flow = reading.document.flow
        claims = [wording.claim(m, flow) for m in (former, town.mention, town.growth.mention, country.mention, country.growth.mention)]
        operands = [
            ("ratio", former), ("numerator", town.mention), ("numerator_growth", town.growth.mention), ("denominator", country.mention),
            ("denominator_growth", country.growth.mention),
        ]
        expression = f"{claims[1]}（{sign_of(town.growth)}{claims[2]}） ÷ {claims[3]}（{sign_of(country.growth)}{claims[4]}） ~ 上年{claims[0]}"
        if derived.overlaps(inner(former)):
            yield self.relation(reading, CheckKind.RATIO, Verdict.CONSISTENT, expression, operands)
            return
        clear = derived.distance(inner(former)) >= _CLEAR_RATIO
        shown = f"{float(derived.low or 0):.3f}～{float(derived.high or 0):.3f}"
        yield self.relation(
            reading, CheckKind.RATIO, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"按城乡居民收入及其增速推算，上年的收入比应为{shown}，与“{claims[0]}”不符",
                f"by the incomes and their growths the ratio was {shown} a year before, not “{claims[0]}”",
            ),
            related=[(town.mention, Message("城镇", "urban")), (country.mention, Message("农村", "rural"))],
            severity=Severity.WARNING if clear else Severity.INFO, confidence=Confidence.MEDIUM if clear else Confidence.LOW,
        )

    def _ratio_change(self, reading: Reading, at: int, sign: int, town: Fact, country: Fact) -> Iterator[Finding]:
        """By how much the ratio of incomes has moved since last year: 2.12，比上年缩小0.03."""
        change = next((m for m in reading.mentions[bisect_left(reading.mentions, at, key=_START):][:1] if m.start == at), None)
        if change is None or change.kind is not Kind.NUMBER or not change.decimals or town.growth is None or country.growth is None:
            return
        now, then = inner(town.mention).over(inner(country.mention)), former_value(town).over(former_value(country))
        if now is None or then is None:
            return
        derived = now - then
        stated = inner(change) if sign > 0 else -inner(change)
        flow = reading.document.flow
        claims = [wording.claim(m, flow) for m in (change, town.growth.mention, country.growth.mention)]
        operands = [
            ("change", change), ("numerator", town.mention), ("numerator_growth", town.growth.mention), ("denominator", country.mention),
            ("denominator_growth", country.growth.mention),
        ]
        word = "扩大" if sign > 0 else "缩小"
        expression = f"城镇{sign_of(town.growth)}{claims[1]}，农村{sign_of(country.growth)}{claims[2]} ~ 收入比{word}{claims[0]}"
        if derived.overlaps(stated):
            yield self.relation(reading, CheckKind.RATIO, Verdict.CONSISTENT, expression, operands)
            return
        clear = derived.distance(stated) >= _CLEAR_RATIO
        low, high = (f"{float(end or 0):+.3f}" for end in (derived.low, derived.high))
        yield self.relation(
            reading, CheckKind.RATIO, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"按城乡居民收入及其增速推算，收入比应变化{low}～{high}，与“{word}{claims[0]}”不符",
                f"by the incomes and their growths the ratio moves by {low} to {high}, not “{word}{claims[0]}”",
            ),
            related=[(town.mention, Message("城镇", "urban")), (country.mention, Message("农村", "rural"))],
            severity=Severity.WARNING if clear else Severity.INFO, confidence=Confidence.MEDIUM if clear else Confidence.LOW,
        )


def former_value(level: Fact) -> Interval:
    """What a level was before its growth."""
    assert level.growth is not None
    rate = signed(level.growth)
    if rate.low is None or rate.high is None or rate.low <= -_HUNDRED:
        return Interval(None, None)
    return inner(level.mention).over(Interval(1 + rate.low / _HUNDRED, 1 + rate.high / _HUNDRED)) or Interval(None, None)


def sign_of(growth: Fact) -> str:
    return "-" if growth.direction < 0 else "+"


def _ratio(mention: Mention) -> Mention | None:
    """The number of a ratio of incomes: 2.27, or 2.27:1."""
    if mention.kind is Kind.COMPOSITION and len(mention.parts) == 2 and mention.parts[1].value == 1:
        return mention.parts[0]
    return mention if mention.kind is Kind.NUMBER and 1 < (mention.value or 0) < 6 and mention.decimals else None


def _only(reading: Reading, name: str, near: int) -> Fact | None:
    """The level of an indicator in the report, where one value is printed for the report's year."""
    report = reading.document.report_at(near)
    found = [
        f for f in reading.levels_by_indicator.get(name, ())
        if report.start <= f.mention.start < report.end and not f.phrase.scope and f.year in (report.year, None)
        and abs(f.block - reading.document.block_index(near)) <= 3
    ]
    return found[0] if found and len({f.mention.value for f in found}) == 1 else None
