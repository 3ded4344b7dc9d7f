"""NUM011: receipts and expenditure that are said to balance and do not, or a surplus that is not their difference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportlint.rule import (
    ArithmeticRule,
    BlockKind,
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
    unit_of,
    wording,
)

_INCOME_TOTAL = re.compile(r"(?:收入(?:总)?(?:合计|总计|总量)|总收入|收入总额)[^，。；\d]{0,6}\Z")
_SPENDING_TOTAL = re.compile(r"(?:支出(?:总)?(?:合计|总计|总量)|总支出|支出总额)[^，。；\d]{0,6}\Z")
_BALANCED = re.compile(r"收支(?:相抵)?(?:总体|基本)?(?:平衡|持平)|收支相等|当年平衡|实现平衡")
_SURPLUS = re.compile(r"(?:当年|本年|当期|年度)(?:收支|预算)?(?:缺口|结余|净结余|赤字)[^，。；\d]{0,4}\Z")
_FORMER = re.compile(r"(?:上年|以前年度|历年|年初)(?:滚存|累计)?(?:结余|结转)[^，。；\d]{0,6}\Z")
_ROLLED = re.compile(r"(?:滚存|累计)结余[^，。；\d]{0,6}\Z")


class BalanceMismatch(ArithmeticRule):
    """Totals of receipts and expenditure, the year's surplus, and the surplus carried over."""

    meta = RuleMeta(
        "NUM011", "balance-mismatch",
        Message("收支不平衡，或结余与收支不符", "accounts that do not balance"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every pair of totals and every surplus of a paragraph."""
        inside = {id(p.level) for b in reading.breakdowns if b.lead == "其中" for p in b.parts}
        blocks: dict[int, list[Fact]] = {}
        for fact in reading.facts:
            if fact.role in (Role.LEVEL, Role.DELTA) and fact.mention.kind is Kind.MONEY and fact.mention.value is not None:
                blocks.setdefault(fact.block, []).append(fact)
        for number, facts in blocks.items():
            if reading.document.blocks[number].kind is not BlockKind.CELL:
                yield from self._paragraph(reading, [f for f in facts if id(f) not in inside])

    def _paragraph(self, reading: Reading, facts: Sequence[Fact]) -> Iterator[Finding]:
        flow = reading.document.flow
        income: Fact | None = None
        receipts: Fact | None = None
        spending: Fact | None = None
        surplus: Fact | None = None
        former: Fact | None = None
        short = False
        position = reading.document.blocks[facts[0].block].start if facts else 0
        for fact in facts:
            lead = re.split("[，。；：（]", flow[position:fact.mention.start])[-1]
            position = fact.mention.end
            if _INCOME_TOTAL.search(lead):
                income = receipts = fact
                spending = None
            elif _SPENDING_TOTAL.search(lead) and income is not None:
                if unit_of(income.mention) == unit_of(fact.mention):
                    yield from self._equal(reading, income, fact)
                income, spending = None, fact
            elif re.fullmatch(r"\s*(?:预计)?(?:实际)?(?:完成|执行)(?:数)?为?\s*", lead) and receipts is not None:
                if spending is None:
                    receipts = fact
                else:
                    spending = fact
            elif _SURPLUS.search(lead) and receipts is not None and spending is not None:
                yield from self._difference(reading, fact, receipts, spending, deficit="缺口" in lead or "赤字" in lead)
                short = "缺口" in lead or "赤字" in lead
                surplus, receipts, spending = fact, None, None
            elif _FORMER.search(lead):
                former = fact
            elif _ROLLED.search(lead) and surplus is not None and former is not None:
                yield from self._rolled(reading, fact, surplus, former, short=short)
                surplus = former = None
            elif re.search(r"收入(?:预计|预算)?(?:完成|实现|安排|为|达到|预计)*\s*\Z", lead) and (receipts is None or spending is not None):
                receipts, spending = fact, None
            elif re.search(r"支出(?:预计|预算)?(?:完成|实现|安排|为|达到|预计)*\s*\Z", lead) and receipts is not None and spending is None:
                spending = fact

    def _equal(self, reading: Reading, income: Fact, spending: Fact) -> Iterator[Finding]:
        flow = reading.document.flow
        left, right = wording.claim(income.mention, flow), wording.claim(spending.mention, flow)
        operands = [("income", income.mention), ("expenditure", spending.mention)]
        if inner(income.mention).overlaps(inner(spending.mention)):
            yield self.relation(reading, CheckKind.BALANCE, Verdict.CONSISTENT, f"{left} = {right}", operands)
        elif _BALANCED.search(flow[spending.mention.end:spending.mention.end + 24]):
            yield self.relation(
                reading, CheckKind.BALANCE, Verdict.INCONSISTENT, f"{left} ≠ {right}", operands,
                message=Message(f"文中称收支平衡，但收入合计{left}、支出合计{right}", f"said to balance, but receipts total {left} and expenditure {right}"),
                related=[(spending.mention, Message("支出合计", "expenditure"))],
            )
        else:
            yield self.relation(reading, CheckKind.BALANCE, Verdict.SKIPPED, f"{left}、{right}", operands, reason="not-said-to-balance")

    def _difference(self, reading: Reading, surplus: Fact, income: Fact, spending: Fact, *, deficit: bool) -> Iterator[Finding]:
        if len({unit_of(f.mention)[0] for f in (surplus, income, spending)}) > 1:
            return
        derived = inner(spending.mention) - inner(income.mention) if deficit else inner(income.mention) - inner(spending.mention)
        yield from self._judge(reading, surplus, derived, (income, "income"), (spending, "expenditure"), "−")

    def _rolled(self, reading: Reading, total: Fact, surplus: Fact, former: Fact, *, short: bool) -> Iterator[Finding]:
        if len({unit_of(f.mention)[0] for f in (surplus, total, former)}) > 1:
            return
        if short:
            yield from self._judge(reading, total, inner(former.mention) - inner(surplus.mention), (former, "part"), (surplus, "part"), "−")
        else:
            yield from self._judge(reading, total, inner(surplus.mention) + inner(former.mention), (surplus, "part"), (former, "part"), "+")

    def _judge(
        self, reading: Reading, result: Fact, derived: Interval, left: tuple[Fact, str], right: tuple[Fact, str], sign: str,
    ) -> Iterator[Finding]:
        flow = reading.document.flow
        printed, a, b = (wording.claim(f.mention, flow) for f in (result, left[0], right[0]))
        operands = [("whole", result.mention), (left[1], left[0].mention), (right[1], right[0].mention)]
        stated = inner(result.mention)
        if derived.overlaps(stated):
            yield self.relation(reading, CheckKind.BALANCE, Verdict.CONSISTENT, f"{printed} = {a} {sign} {b}", operands)
            return
        shown = wording.amount_range(derived, result.mention, unit_of(result.mention)[1])
        yield self.relation(
            reading, CheckKind.BALANCE, Verdict.INCONSISTENT, f"{printed} ≠ {a} {sign} {b}", operands,
            message=Message(f"{a} {sign} {b} = {shown}，与“{printed}”不符", f"{a} {sign} {b} = {shown}, not “{printed}”"),
            related=[(left[0].mention, Message(left[0].phrase.text or "收入", left[1])), (right[0].mention, Message(right[0].phrase.text or "支出", right[1]))],
            severity=Severity.WARNING, confidence=Confidence.MEDIUM,
        )
