"""FACT001: the same fact stated twice with different values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint import patterns as re
from reportlint.rule import (
    ArithmeticRule,
    CheckKind,
    Confidence,
    Fact,
    Finding,
    Grain,
    Kind,
    Mention,
    Message,
    Part,
    Reading,
    ReportKind,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    slips,
    unit_of,
    wording,
)

_Key = tuple[str, frozenset[str], str, int | None, Grain, Role, str, Part, int]
_GLOSS = re.compile(r"[（(]([^（()）]{0,4}(?:不含|不包括|不包含|含|包括|包含|扣除|剔除)[^（()）]*|[^（()）]*(?:口径|统计|价格?|法)(?:计算|核算|统计|计)?)[)）]")
"""A gloss in brackets that makes another fact: （不含农户）, （按新口径）."""


class ConflictingValues(ArithmeticRule):
    """One indicator, place, year and basis, and two values for it."""

    meta = RuleMeta(
        "FACT001", "conflicting-values",
        Message("同一事实前后数值不一致", "one fact stated with different values"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every fact that is stated again."""
        groups: dict[_Key, list[Fact]] = {}
        for fact in reading.facts:
            if (key := _key(reading, fact)) is not None:
                groups.setdefault(key, []).append(fact)
        for facts in groups.values():
            if len(facts) > 1:
                yield from self._compare(reading, facts)

    def _compare(self, reading: Reading, facts: Sequence[Fact]) -> Iterator[Finding]:
        flow, values = reading.document.flow, len({fact.mention.value for fact in facts})
        for index, later in enumerate(facts[1:], 1):
            earlier = facts[:index]
            agreeing = next((e for e in reversed(earlier) if _agree(e.mention, later.mention) and e.direction == later.direction), None)
            other = agreeing or earlier[-1]
            first, second = wording.claim(other.mention, flow), wording.claim(later.mention, flow)
            name = later.phrase.text
            operands = [("mention", later.mention), ("mention", other.mention)]
            if agreeing is not None:
                yield self.relation(reading, CheckKind.EQUAL_MENTION, Verdict.CONSISTENT, f"{name}：{first} = {second}", operands)
                continue
            severity = _suspicious(later, other, values)
            if severity is None:
                yield self.relation(
                    reading, CheckKind.EQUAL_MENTION, Verdict.SKIPPED, f"{name}：{first}、{second}", operands, reason="different-scope",
                )
                continue
            word_zh, word_en = ("增速", "growth of ") if later.role is Role.GROWTH else ("", "")
            yield self.relation(
                reading, CheckKind.EQUAL_MENTION, Verdict.INCONSISTENT, f"{name}：{first} ≠ {second}", operands,
                message=Message(
                    f"{name}{word_zh}前文为{first}，此处为{second}", f"{word_en}{name} is {first} earlier in the text and {second} here",
                ),
                related=[(other.mention, Message(f"前文：{first}", f"earlier: {first}"))],
                severity=severity, confidence=Confidence.MEDIUM if severity is Severity.WARNING else Confidence.LOW,
            )


def _key(reading: Reading, fact: Fact) -> _Key | None:
    """What a fact is a statement of; None where that is too vague for a comparison."""
    mention = fact.mention
    if fact.role not in (Role.LEVEL, Role.RATE, Role.GROWTH) or mention.value is None or mention.hedge is not None or fact.average:
        return None
    if not fact.own_phrase and fact.role is not Role.GROWTH:
        return None
    if len(fact.phrase.key) < 4 or fact.year is None or fact.comparable or fact.basis_year is not None:
        return None
    if fact.role is Role.LEVEL and (mention.kind is Kind.NUMBER or (mention.kind is Kind.COUNT and (mention.value < 100 or fact.phrase.known is None))):
        return None
    if fact.role is Role.GROWTH and (fact.phrase.known is None or fact.phrase.known.ambiguous):
        return None
    owner = fact.of if fact.of is not None else fact
    phrase = owner.phrase
    unit = unit_of(mention)[0] if fact.role is Role.LEVEL else mention.kind.value
    report = reading.document.report_at(mention.start)
    if report.kind is ReportKind.BUDGET:
        # budgets state the budget, its adjustment and its execution under one name
        return None
    if fact.role is Role.GROWTH and report.kind is not ReportKind.COMMUNIQUE:
        return None
    return phrase.key, phrase.scope, _gloss(reading, owner), fact.year, fact.grain, fact.role, unit, fact.part, report.start


def _gloss(reading: Reading, fact: Fact) -> str:
    """What the brackets behind a fact's name say is in or out; empty without any."""
    start = max(fact.sentence[0], fact.mention.start - 60)
    text = reading.document.flow[start:fact.mention.start]
    if fact.own_phrase and (named := text.rfind(fact.phrase.text[:4])) >= 0:
        text = text[named:]
    return "；".join(sorted({"".join(found.split()) for found in _GLOSS.findall(text)}))


def _agree(a: Mention, b: Mention) -> bool:
    """Whether two prints can stand for one value; of the same unit and precision only the same one does."""
    if (a.printed_unit, a.scale, a.decimals) == (b.printed_unit, b.scale, b.decimals) and a.hedge is None and b.hedge is None:
        return a.value == b.value
    return inner(a).overlaps(inner(b))


def _suspicious(later: Fact, earlier: Fact, values: int) -> Severity | None:
    """How much two different values of one fact look like an error: one typing slip apart, or a known indicator stated twice."""
    a, b = later.mention, earlier.mention
    if values > 2 or a.value is None or b.value is None or later.whole is not None or earlier.whole is not None:
        return None
    if later.base is not None or earlier.base is not None:
        return None
    if later.role is Role.GROWTH:
        return Severity.WARNING if later.block != earlier.block else None
    same_precision = a.scale == b.scale and len(a.printed.replace(",", "")) == len(b.printed.replace(",", ""))
    digits = len(a.printed.replace(",", "").replace(".", "").lstrip("0"))
    if same_precision and digits >= 4 and any(text == b.printed.replace(",", "") for text, _ in slips(a.printed.replace(",", ""))):
        return Severity.WARNING
    ratio = a.value * unit_of(a)[1] / (b.value * unit_of(b)[1]) if b.value else Fraction(0)
    if digits >= 3 and ratio in (10, 100, 1000, 10000, Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000), Fraction(1, 10000)):
        return Severity.WARNING
    return None
