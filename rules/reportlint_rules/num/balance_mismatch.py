"""NUM011: receipts and expenditure that are said to balance and do not, or a surplus that is not their difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from reportlint import patterns as re
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

_INCOME_TOTAL = re.compile(r"(?:收入(?:总)?(?:合计|总计|总量|总数)|总收入|收入总额)[^，。；\d]{0,6}\Z")
_SPENDING_TOTAL = re.compile(r"(?:支出(?:总)?(?:合计|总计|总量|总数)|总支出|支出总额)[^，。；\d]{0,6}\Z")
_INCOME = re.compile(r"收入(?:预计|预算)?(?:完成|实现|安排|为|达到|预计)*\s*\Z")
_SPENDING = re.compile(r"支出(?:预计|预算)?(?:完成|实现|安排|为|达到|预计)*\s*\Z")
_EXECUTED = re.compile(r"\s*(?:预计)?(?:实际)?(?:完成|执行)(?:数)?为?\s*")
_BALANCED = re.compile(r"收支(?:相抵)?(?P<about>总体|基本|大体)?(?:平衡|持平)|收支相等|当年(?P<nearly>总体|基本)?平衡|实现(?P<some>总体|基本)?平衡")
_BALANCED_ALONE = re.compile(r"\s*(?:收支(?:相抵|平衡)[，,]?)(?:保持|实现|当年)?(?:收支)?(?:平衡)?[。；，]")
_DENIED = re.compile(r"(?:未|难以?|不|无法)(?:能)?(?:达到|实现|保持)?\Z")
_SURPLUS = re.compile(r"(?:当年|本年|当期|年度)(?:收支|预算)?(?:缺口|结余|净结余|赤字)[^，。；\d]{0,4}\Z")
_FORMER = re.compile(r"(?:上年|以前年度|历年|年初)(?:滚存|累计)?(?:结余|结转)[^，。；\d]{0,6}\Z")
_ROLLED = re.compile(r"(?:滚存|累计)结余[^，。；\d]{0,6}\Z")
_LEFT_OVER = re.compile(r"(?:年终|年末|年底)(?:结转|结余|净结余)|结转(?:到|至)?(?:下年|下一年|次年|以后)|结余结转|(?:结转|结余)(?:下年|下一年|次年)")
_MOVED = re.compile(r"结转|结余|调出|上解|稳定调节基金|还本|债务|待弥补|偿债")
_TRANSFER = re.compile(r"补助|转贷|债券|债务|调入|调出|上解|结转|动用|转移|还本|稳定调节")
_FUND = re.compile(r"基金|保险(?!费|待遇)|国有资本经营")
_ENDS = re.compile(r"(?:预算)?(?:收入|支出)(?:预算)?\Z")
_BUDGET = re.compile(r"一般公共预算|政府性基金|国有资本经营|社会保险基金|社保基金|[\u4e00-\u9fff]{2,8}保险基金")
_DEFICIT = re.compile(r"缺口|赤字")
_NEGATIVE = re.compile(r"[-－−﹣负]\s*\Z")
_MOST_MOVED = 6
_ADDED = re.compile(r"加上?|上年|补助|调入|转移|结转|动用")
_FUND_HEADING = re.compile(r"(?:社会保险|社保)基金")
_HEADING_REACH = 3


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
        open_total: Fact | None = None
        for number, facts in blocks.items():
            if reading.document.blocks[number].kind is BlockKind.CELL:
                continue
            triples = list(_inner_funds(reading, facts, inside))
            for income, spending, surplus in triples:
                yield from self._difference(reading, surplus, income, spending)
            told = {id(fact) for triple in triples for fact in triple}
            rest = [f for f in facts if id(f) not in inside and id(f) not in told]
            totals = _totals(reading, rest)
            if open_total is not None and number - open_total.block <= 1 and totals and not totals[0][1]:
                yield from self._equal(reading, open_total, totals[0][0], rest)
            open_total = totals[-1][0] if totals and totals[-1][1] else None
            yield from self._paragraph(reading, rest)

    def _paragraph(self, reading: Reading, facts: Sequence[Fact]) -> Iterator[Finding]:
        income: Fact | None = None
        receipts: Fact | None = None
        spending: Fact | None = None
        surplus: Fact | None = None
        former: Fact | None = None
        short = False
        sums: tuple[bool, bool] = (False, False)
        extra = False
        pairs: list[tuple[Fact, Fact]] = []
        fund = _fund_above(reading, facts)
        for fact, lead in zip(facts, _leads(reading, facts), strict=True):
            if _INCOME_TOTAL.search(lead):
                income = receipts = fact
                spending, sums, extra = None, (True, False), False
            elif _SPENDING_TOTAL.search(lead):
                against = income if income is not None else _only_receipts(reading, receipts, fact)
                if against is not None and unit_of(against.mention) == unit_of(fact.mention):
                    yield from self._equal(reading, against, fact, facts)
                income, spending, sums = None, fact, (sums[0], True)
            elif _EXECUTED.fullmatch(lead) and receipts is not None:
                if spending is None:
                    receipts = fact
                else:
                    spending = fact
            elif _SURPLUS.search(lead) and receipts is not None and spending is not None:
                comparable = sums == (True, True) or _same_fund(receipts, spending, fund)
                outer = next((pair for pair in pairs if comparable and _is_difference(reading, fact, *pair)), None)
                if outer is not None and not _is_difference(reading, fact, receipts, spending):
                    # behind a list of funds, the surplus is that of all of them
                    yield from self._difference(reading, fact, *outer)
                elif comparable:
                    apart = bool(pairs) and "。" in reading.document.flow[spending.mention.end:fact.mention.start]
                    yield from self._difference(reading, fact, receipts, spending, doubtful=extra or apart or sums[0] != sums[1])
                short = _DEFICIT.search(lead) is not None
                surplus, receipts, spending = fact, None, None
            elif _FORMER.search(lead):
                former = fact
                extra = extra or re.search("动用|调入|使用", lead) is not None
            elif _ROLLED.search(lead) and surplus is not None and former is not None:
                yield from self._rolled(reading, fact, surplus, former, short=short)
                surplus = former = None
            elif _INCOME.search(lead) and (receipts is None or spending is not None) and not _TRANSFER.search(lead):
                if receipts is not None and spending is not None and _same_fund(receipts, spending):
                    pairs.append((receipts, spending))
                receipts, spending, sums, extra = fact, None, (False, False), False
                fund = _name(fact) or fund
            elif _SPENDING.search(lead) and receipts is not None and spending is None and not _TRANSFER.search(lead):
                spending = fact
            elif _TRANSFER.search(lead):
                extra = True

    def _equal(self, reading: Reading, income: Fact, spending: Fact, facts: Sequence[Fact]) -> Iterator[Finding]:
        flow = reading.document.flow
        left, right = wording.claim(income.mention, flow), wording.claim(spending.mention, flow)
        operands = [("income", income.mention), ("expenditure", spending.mention)]
        expression = f"{left}、{right}"
        if inner(income.mention).overlaps(inner(spending.mention)):
            yield self.relation(reading, CheckKind.BALANCE, Verdict.CONSISTENT, f"{left} = {right}", operands)
            return
        if not _same_accounts(income, spending):
            yield self.relation(reading, CheckKind.BALANCE, Verdict.SKIPPED, expression, operands, reason="other-accounts")
            return
        moved, end, limit = _moved(reading, income, spending, facts)
        if moved:
            beside = any(income.mention.end <= f.mention.start < spending.mention.start for f in facts)
            yield from self._left_over(reading, income, spending, moved, beside=beside)
            return
        said = _said_to_balance(reading, end, limit)
        if said is None or _MOVED.search(flow[spending.mention.end:said.start()]):
            yield self.relation(reading, CheckKind.BALANCE, Verdict.SKIPPED, expression, operands, reason="not-said-to-balance")
        elif said["about"] or said["nearly"] or said["some"]:
            yield self.relation(reading, CheckKind.BALANCE, Verdict.SKIPPED, expression, operands, reason="balance-is-approximate")
        else:
            yield self.relation(
                reading, CheckKind.BALANCE, Verdict.INCONSISTENT, f"{left} ≠ {right}", operands,
                message=Message(f"文中称收支平衡，但收入合计{left}、支出合计{right}", f"said to balance, but receipts total {left} and expenditure {right}"),
                related=[(spending.mention, Message("支出合计", "expenditure"))],
            )

    def _left_over(
        self, reading: Reading, income: Fact, spending: Fact, moved: Sequence[tuple[Fact, str]], *, beside: bool,
    ) -> Iterator[Finding]:
        """What is carried over or moved out beside the totals: any of it may be the difference between them."""
        flow = reading.document.flow
        derived = inner(income.mention) - inner(spending.mention)
        like = [fact for fact, _ in moved if unit_of(fact.mention)[0] == unit_of(income.mention)[0]]
        left, right = wording.claim(income.mention, flow), wording.claim(spending.mention, flow)
        for count in range(1, len(like) + 1):
            for chosen in combinations(like[:_MOST_MOVED], count):
                total = Interval.point(0)
                for fact in chosen:
                    total += inner(fact.mention)
                if total.overlaps(derived):
                    printed = " + ".join(wording.claim(f.mention, flow) for f in chosen)
                    yield self.relation(
                        reading, CheckKind.BALANCE, Verdict.CONSISTENT, f"{printed} = {left} − {right}",
                        [("whole", chosen[0].mention), ("income", income.mention), ("expenditure", spending.mention)],
                    )
                    return
        if len(moved) == 1 and like and not beside and _LEFT_OVER.search(moved[0][1]) and not _ROLLED.search(moved[0][1]):
            yield from self._judge(reading, moved[0][0], derived, (income, "income"), (spending, "expenditure"), "−")
            return
        yield self.relation(
            reading, CheckKind.BALANCE, Verdict.SKIPPED, f"{left}、{right}", [("income", income.mention), ("expenditure", spending.mention)],
            reason="carried-over",
        )

    def _difference(self, reading: Reading, surplus: Fact, income: Fact, spending: Fact, *, doubtful: bool = False) -> Iterator[Finding]:
        if len({unit_of(f.mention)[0] for f in (surplus, income, spending)}) > 1 or _other_year(income, spending):
            return
        flow = reading.document.flow
        gains, costs = (income, "income"), (spending, "expenditure")
        first, second = (costs, gains) if _is_deficit(reading, surplus) else (gains, costs)
        derived = inner(first[0].mention) - inner(second[0].mention)
        if doubtful and not derived.overlaps(_stated(reading, surplus)):
            operands = [("whole", surplus.mention), ("income", income.mention), ("expenditure", spending.mention)]
            yield self.relation(
                reading, CheckKind.BALANCE, Verdict.SKIPPED, wording.claim(surplus.mention, flow), operands, reason="other-amounts-beside",
            )
            return
        yield from self._judge(reading, surplus, derived, first, second, "−")

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
        stated = _stated(reading, result)
        if _is_negative(reading, result):
            printed = f"-{printed}"
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


def _leads(reading: Reading, facts: Sequence[Fact]) -> Iterator[str]:
    """The clause before each number, from the number before it."""
    flow = reading.document.flow
    position = reading.document.blocks[facts[0].block].start if facts else 0
    for fact in facts:
        yield re.split("[，。；：（]", flow[position:fact.mention.start])[-1]
        position = fact.mention.end


def _totals(reading: Reading, facts: Sequence[Fact]) -> list[tuple[Fact, bool]]:
    """The grand totals of a paragraph, each with whether it is one of receipts."""
    found = []
    for fact, lead in zip(facts, _leads(reading, facts), strict=True):
        if _INCOME_TOTAL.search(lead) or _SPENDING_TOTAL.search(lead):
            found.append((fact, _INCOME_TOTAL.search(lead) is not None))
    return found


def _inner_funds(reading: Reading, facts: Sequence[Fact], inside: set[int]) -> Iterator[tuple[Fact, Fact, Fact]]:
    """Funds behind 其中 with receipts, expenditure and surplus one after the other."""
    flow = reading.document.flow
    leads = list(_leads(reading, facts))
    for at in range(len(facts) - 2):
        income, spending, surplus = facts[at:at + 3]
        between = flow[income.mention.end:surplus.mention.start]
        if (
            id(income) in inside and not re.search("[。；\n]", between) and _INCOME.search(leads[at]) and _SPENDING.search(leads[at + 1])
            and _SURPLUS.search(leads[at + 2]) and _same_fund(income, spending)
        ):
            yield income, spending, surplus


def _moved(reading: Reading, income: Fact, spending: Fact, facts: Sequence[Fact]) -> tuple[list[tuple[Fact, str]], int, int]:
    """What is carried over or moved out around a total of expenditure; where that ends; and where the next account begins."""
    found: list[tuple[Fact, str]] = []
    end = spending.mention.end
    limit = reading.document.blocks[spending.block].end
    for fact, lead in zip(facts, _leads(reading, facts), strict=True):
        if fact is spending or fact.mention.start < income.mention.end:
            continue
        moved = _MOVED.search(lead) and not _FORMER.search(lead)
        if fact.mention.start < spending.mention.start:
            if moved and not _within_spending(reading, fact, spending):
                found.append((fact, lead))
        elif moved and not _SURPLUS.search(lead):
            found.append((fact, lead))
            end = fact.mention.end
        else:
            limit = fact.mention.start
            break
    return found, end, limit


def _within_spending(reading: Reading, fact: Fact, spending: Fact) -> bool:
    """Whether an amount before a total of expenditure is one that the total adds up: 加上解支出…、结转下年…，支出总计."""
    before = reading.document.flow[max(0, fact.mention.start - 60):spending.mention.start]
    return re.search(r"支出|加", before) is not None and re.search(r"加|支出[^，。；]{0,12}\d", before) is not None


def _said_to_balance(reading: Reading, end: int, limit: int) -> re.Match[str] | None:
    """The words right behind an account that say it balances, in its paragraph or alone in the next one."""
    document = reading.document
    said = _BALANCED.search(document.flow, end, min(end + 24, limit))
    if said is None and not document.flow[end:limit].strip("。； \u3000\n"):
        following = document.block_index(end) + 1
        if following < len(document.blocks) and document.blocks[following].kind is not BlockKind.HEADING:
            block = document.blocks[following]
            if _BALANCED_ALONE.match(document.flow, block.start, block.end):
                said = _BALANCED.search(document.flow, block.start, min(block.start + 24, block.end))
    return None if said is None or _DENIED.search(document.flow[max(0, said.start() - 6):said.start()]) else said


def _only_receipts(reading: Reading, receipts: Fact | None, total: Fact) -> Fact | None:
    """The receipts that a total of expenditure balances where nothing is added to them: 收入3404万元，全部为利润收入。支出…，支出合计3404万元."""
    if receipts is None or _FUND.search(_name(receipts)) is None:
        return None
    between = reading.document.flow[receipts.mention.end:total.mention.start].partition("支出")[0]
    return None if _ADDED.search(between) else receipts


def _fund_above(reading: Reading, facts: Sequence[Fact]) -> str:
    """The fund that the heading above a paragraph names, for receipts and expenditure that name none."""
    if not facts:
        return ""
    document = reading.document
    for number in range(facts[0].block - 1, max(-1, facts[0].block - 1 - _HEADING_REACH), -1):
        block = document.blocks[number]
        if block.kind is BlockKind.HEADING:
            found = _FUND_HEADING.search(document.flow, block.start, block.end)
            return found[0] if found is not None else ""
    return ""


def _name(fact: Fact) -> str:
    """Whose receipts or expenditure a level is."""
    bare = re.sub(r"(?:收入|支出)(?:总)?(?:合计|总计|总量|总额|总数)|总(?:收入|支出)", "", fact.phrase.text)
    return _ENDS.sub("", bare).removesuffix("预算")


def _same_accounts(income: Fact, spending: Fact) -> bool:
    """Whether two totals can be those of one budget: the same year and area, and no two names."""
    one, two = _BUDGET.findall(income.phrase.text), _BUDGET.findall(spending.phrase.text)
    same = not one or not two or one[-1] == two[-1]
    return same and not _other_year(income, spending) and income.phrase.scope == spending.phrase.scope


def _other_year(income: Fact, spending: Fact) -> bool:
    return income.year != spending.year and income.year is not None and spending.year is not None


def _same_fund(income: Fact, spending: Fact, before: str = "") -> bool:
    """Whether receipts and expenditure are those of one fund; a budget has transfers beside its own revenue.

    ``before`` is the fund that the paragraph has named, for receipts that name none.
    """
    one, two = _name(income) or before, _name(spending)
    return _FUND.search(one) is not None and (one.endswith(two) or two.endswith(one))


def _is_deficit(reading: Reading, surplus: Fact) -> bool:
    """Whether what is left is named a deficit."""
    return _DEFICIT.search(reading.document.flow, max(0, surplus.mention.start - 8), surplus.mention.start) is not None


def _is_negative(reading: Reading, fact: Fact) -> bool:
    """Whether a minus stands before a number that is read without it: 结余-1200万元."""
    return _NEGATIVE.search(reading.document.flow[max(0, fact.mention.start - 2):fact.mention.start]) is not None


def _stated(reading: Reading, fact: Fact) -> Interval:
    return -inner(fact.mention) if _is_negative(reading, fact) else inner(fact.mention)


def _is_difference(reading: Reading, surplus: Fact, income: Fact, spending: Fact) -> bool:
    """Whether a surplus or deficit is what receipts and expenditure leave."""
    if len({unit_of(f.mention)[0] for f in (surplus, income, spending)}) > 1:
        return False
    derived = inner(income.mention) - inner(spending.mention)
    return (-derived if _is_deficit(reading, surplus) else derived).overlaps(_stated(reading, surplus))
