"""UNIT001: a rate of natural growth, birth or death in per cent instead of per mille, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    BlockKind,
    Confidence,
    Diagnostic,
    Document,
    DocumentRule,
    Fact,
    Finding,
    Kind,
    Message,
    Reading,
    Role,
    RuleMeta,
    Severity,
)

# The per mille values that a population can have. 4 % of natural growth would be 40 ‰, above any province since
# records began (the highest, 1963, was 33 ‰); a birth rate of 4 % would be 40 ‰, a death rate of 2 % 20 ‰.
_PER_MILLE = (
    (("自然增长率",), Fraction(3), Fraction(6, 5)),
    (("出生率",), Fraction(4), Fraction(5, 2)),
    (("死亡率",), Fraction(2), Fraction(6, 5)),
)
_NOT_POPULATION = (
    "婴儿", "儿童", "孕产妇", "病", "牲畜", "生猪", "事故", "婴幼儿", "新生儿", "缺陷", "癌", "仔猪", "万元", "术后",
    "手术", "病例", "牛", "羊", "猪", "禽", "鸡", "苗", "树", "林", "企业", "收入", "财政", "税", "车辆", "交通", "火灾", "溺水", "职业",
)
_PER_CENT = (
    "城镇化率", "城市化率", "入学率", "参合率", "参保率", "覆盖率", "合格率", "失业率", "就业率", "普及率", "利用率", "绿化率", "升学率", "计划生育率",
    "处理率", "达标率", "毛入学率", "巩固率", "使用率", "办结率",
)


class RateUnit(DocumentRule):
    """Vital rates in %, and rates of a hundred in ‰."""

    meta = RuleMeta(
        "UNIT001", "rate-unit",
        Message("‰ 与 % 混用", "per mille and per cent confused"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each rate in the wrong unit."""
        document = reading.document
        facts = [fact for fact in reading.facts if fact.mention.kind in (Kind.PERCENT, Kind.PER_MILLE)]
        for fact in facts:
            if fact.role is not Role.RATE or document.block_at(fact.mention.start).kind is BlockKind.CELL:
                continue
            name = fact.phrase.text
            if fact.mention.kind is Kind.PERCENT:
                yield from self._per_cent(document, fact, name, facts)
            elif any(word in name for word in _PER_CENT) and "自然" not in name and (fact.mention.value or 0) >= (1 if "失业率" in name else 10):
                yield self._finding(document, fact, "%", Confidence.HIGH, None)

    def _per_cent(self, document: Document, fact: Fact, name: str, facts: Sequence[Fact]) -> Iterator[Diagnostic]:
        if any(word in name for word in _NOT_POPULATION):
            return
        for words, impossible, doubtful in _PER_MILLE:
            if not any(word in name for word in words):
                continue
            value = fact.mention.value
            if value is None:
                value = fact.mention.high or fact.mention.low
            if value is None:
                return
            # the three rates of one sentence differ by subtraction, so they share a unit
            mixed = any(
                other.mention.kind is Kind.PER_MILLE and other.block == fact.block and abs(other.mention.start - fact.mention.start) < 120
                and any(w in other.phrase.text for w in ("出生率", "死亡率", "自然增长率")) for other in facts
            )
            if abs(value) >= impossible or mixed:
                yield self._finding(document, fact, "‰", Confidence.HIGH, None)
            elif abs(value) >= doubtful:
                yield self._finding(document, fact, "‰", Confidence.MEDIUM, Severity.WARNING)
            return

    def _finding(
        self, document: Document, fact: Fact, meant: str, confidence: Confidence, severity: Severity | None,
    ) -> Diagnostic:
        mention, name = fact.mention, fact.phrase.text
        claim = document.flow[mention.start:mention.end]
        value = mention.value
        if meant == "‰" and value is not None:
            why_zh = f"{claim}即{float(value * 10):g}‰，人口没有这样的{name[-5:]}" if abs(value) >= 3 else f"{name}以‰计"
            why_en = f"{claim} would be {float(value * 10):g}‰, which no population has" if abs(value) >= 3 else f"{name} is a rate of a thousand"
        else:
            why_zh, why_en = f"{name}以%计", f"{name} is a rate of a hundred"
        return self.diagnostic(
            self.place(document, mention.start, mention.end),
            Message(f"“{name}{claim}”的单位应为{meant}：{why_zh}", f"“{name}{claim}” should be in {meant}: {why_en}"),
            confidence=confidence, severity=severity, key=f"{name}{claim}",
        )
