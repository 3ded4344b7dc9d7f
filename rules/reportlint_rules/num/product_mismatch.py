"""NUM017: an area, what one unit of it gives, and the whole, that do not multiply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Interval,
    Kind,
    Message,
    Reading,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    signed,
    unit_named,
    unit_of,
    wording,
)

_HUNDRED = Fraction(100)
_SLIGHT = Fraction(1, 100)
"""How far a product may miss its factors before it is more than a note."""

_REACH = 90
"""Characters within which a number may leave out what it is of."""


@dataclass(frozen=True, slots=True)
class _Triad:
    """How the three numbers of a multiplication are called; the subject (粮食, 商品房) stands before each."""

    each: re.Pattern[str]
    area: re.Pattern[str]
    whole: re.Pattern[str]
    per: tuple[str, ...]
    """Units that one of the product is for, where the text does not say."""


_TRIADS = (
    _Triad(
        re.compile(r"(?P<of>[\u4e00-\u9fff]*?)(?:作物)?(?:平均|综合)?(?:亩产量?|单产|单位面积产量)(?:水平)?"),
        re.compile(r"(?P<of>[\u4e00-\u9fff]*?)(?:作物)?(?:播种|种植|收获)面积"), re.compile(r"(?P<of>[\u4e00-\u9fff]*?)(?:总产量?|产量)"), ("亩", "公顷"),
    ),
    _Triad(
        re.compile(r"(?:每平方米)?(?P<of>[\u4e00-\u9fff]*?)(?:每平方米)?(?:销售|成交)?(?:均价|平均价格?)"),
        re.compile(r"(?P<of>[\u4e00-\u9fff]*?)(?:销售|成交)面积"), re.compile(r"(?P<of>[\u4e00-\u9fff]*?)(?:销售额|成交额|成交金额|销售金额)"), ("平方米",),
    ),
)


class ProductMismatch(ArithmeticRule):
    """Area × yield = output, floor space × price = sales; and the growths of the three."""

    meta = RuleMeta(
        "NUM017", "product-mismatch",
        Message("面积、单产（单价）与总产（总额）不符", "an area, its yield or price, and the total that do not multiply"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every yield or price whose area and total stand in the document."""
        levels = [f for f in reading.facts if f.role is Role.LEVEL and f.mention.value and not f.mention.parts]
        for triad in _TRIADS:
            each = [f for f in levels if triad.each.fullmatch(f.phrase.text)]
            if not each:
                continue
            areas = [f for f in levels if triad.area.fullmatch(f.phrase.text)]
            wholes = [f for f in levels if triad.whole.fullmatch(f.phrase.text)]
            for fact in each:
                yield from self._triad(reading, triad, fact, areas, wholes)

    def _triad(self, reading: Reading, triad: _Triad, each: Fact, areas: Sequence[Fact], wholes: Sequence[Fact]) -> Iterator[Finding]:
        subject = _subject(triad.each, each) or _carried(triad.area, each, areas)
        area = _only(triad.area, each, areas, subject)
        whole = _only(triad.whole, each, wholes, subject)
        if not subject or area is None or whole is None:
            return
        flow = reading.document.flow
        claims = [wording.claim(f.mention, flow) for f in (area, each, whole)]
        operands = [("product", whole.mention), ("factor", area.mention), ("factor", each.mention)]
        expression = f"{claims[0]} × {claims[1]} ~ {claims[2]}"
        products = list(_products(triad, area, each, whole))
        if not products:
            return
        stated = inner(whole.mention)
        if any(p.overlaps(stated) for p in products):
            yield self.relation(reading, CheckKind.PRODUCT, Verdict.CONSISTENT, expression, operands)
            yield from self._growths(reading, each, area, whole)
            return
        nearest = min(products, key=lambda p: p.distance(stated))
        slight = nearest.high is not None and nearest.distance(stated) <= nearest.high * _SLIGHT
        shown = wording.amount_range(nearest, whole.mention, unit_of(whole.mention)[1])
        yield self.relation(
            reading, CheckKind.PRODUCT, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"{subject}：{claims[0]} × {claims[1]} = {shown}，与“{claims[2]}”不符",
                f"{subject}: {claims[0]} × {claims[1]} = {shown}, not “{claims[2]}”",
            ),
            related=[(area.mention, Message("面积", "area")), (each.mention, Message("单产、单价", "yield or price"))],
            severity=Severity.INFO if slight else None, confidence=Confidence.LOW if slight else Confidence.MEDIUM,
        )

    def _growths(self, reading: Reading, each: Fact, area: Fact, whole: Fact) -> Iterator[Finding]:
        """The growth of the product is that of its factors together: (1 + a)(1 + b) − 1."""
        rates = [f.growth for f in (area, each, whole)]
        if any(r is None or r.mention.kind is not Kind.PERCENT or r.basis_year is not None for r in rates):
            return
        grown = [r for r in rates if r is not None]
        factors = [_factor(r) for r in grown]
        a, b, c = factors
        if a is None or b is None or c is None or None in (a.low, a.high, b.low, b.high):
            return
        assert a.low is not None
        assert a.high is not None
        assert b.low is not None
        assert b.high is not None
        derived = Interval(a.low * b.low, a.high * b.high)
        flow = reading.document.flow
        claims = [("-" if r.direction < 0 else "+") + wording.claim(r.mention, flow) for r in grown]
        operands = [("growth", grown[2].mention), ("factor_growth", grown[0].mention), ("factor_growth", grown[1].mention)]
        expression = f"面积{claims[0]}、单位{claims[1]} ~ 总量{claims[2]}"
        if derived.overlaps(c):
            yield self.relation(reading, CheckKind.PRODUCT, Verdict.CONSISTENT, expression, operands)
            return
        low, high = ((end - 1) * _HUNDRED for end in (a.low * b.low, a.high * b.high))
        shown = wording.percent_range(Interval(low, high))
        gap = derived.distance(c) * _HUNDRED
        yield self.relation(
            reading, CheckKind.PRODUCT, Verdict.INCONSISTENT, expression, operands,
            message=Message(
                f"面积{claims[0]}、单产（单价）{claims[1]}，总量应变化{shown}，与“{claims[2]}”不符",
                f"with the area at {claims[0]} and the yield or price at {claims[1]}, the total changes by {shown}, not “{claims[2]}”",
            ),
            severity=Severity.WARNING if gap >= 1 else Severity.INFO, confidence=Confidence.MEDIUM if gap >= 1 else Confidence.LOW,
        )


def _subject(pattern: re.Pattern[str], fact: Fact) -> str:
    """What a yield, an area or a total is of; empty where its own words do not say."""
    found = pattern.fullmatch(fact.phrase.text)
    return found["of"].removesuffix("平均").removeprefix("全年") if found is not None else ""


def _carried(pattern: re.Pattern[str], each: Fact, areas: Sequence[Fact]) -> str:
    """The one subject of the areas before it, close by."""
    before = {_subject(pattern, a) for a in areas if _beside(a, each) and a.mention.start < each.mention.start}
    return before.pop() if len(before) == 1 else ""


def _only(pattern: re.Pattern[str], each: Fact, facts: Sequence[Fact], subject: str) -> Fact | None:
    """The one number of a kind that belongs to a yield or price: close by, or of its name in the next paragraphs."""
    same = [
        f for f in facts
        if f.year == each.year and f.grain is each.grain and f.phrase.scope == each.phrase.scope and abs(f.block - each.block) <= 1
        and (_subject(pattern, f) == subject or (not _subject(pattern, f) and _beside(f, each)))
    ]
    return same[0] if len({f.mention.value for f in same}) == 1 else None


def _beside(fact: Fact, each: Fact) -> bool:
    """Whether a number stands close by in the same paragraph, where it need not repeat what it is of."""
    return fact.block == each.block and abs(fact.mention.start - each.mention.start) <= _REACH


def _products(triad: _Triad, area: Fact, each: Fact, whole: Fact) -> Iterator[Interval]:
    """The product in the whole's base unit, for each unit of area that the yield or price may be for."""
    top, slash, bottom = each.mention.unit.partition("/")
    unit = unit_named(top)
    ground, of_whole = unit_of(area.mention)[0], unit_of(whole.mention)[0]
    if unit is None or unit[0] != of_whole:
        return
    value, extent = each.mention.values, inner(area.mention)
    if value.low is None or value.high is None or extent.low is None or extent.high is None:
        return
    for per in (bottom,) if slash else triad.per:
        size = unit_named(per)
        if size is not None and size[0] == ground:
            worth = unit[1] / size[1]
            yield Interval(value.low * worth * extent.low, value.high * worth * extent.high)


def _factor(growth: Fact) -> Interval | None:
    rate = signed(growth)
    if rate.low is None or rate.high is None or rate.low <= -_HUNDRED:
        return None
    return Interval(1 + rate.low / _HUNDRED, 1 + rate.high / _HUNDRED)
