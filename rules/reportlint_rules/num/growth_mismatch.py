"""NUM001: current value, base value and stated growth that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportlint.rule import (
    Basis,
    BlockKind,
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    Document,
    DocumentRule,
    Fact,
    Finding,
    Grain,
    Interval,
    Kind,
    Message,
    Part,
    Reading,
    ReportKind,
    Role,
    RuleMeta,
    Severity,
    Verdict,
    inner,
    outer,
    signed,
    unit_of,
    wording,
)
from reportlint_rules.num.growth_evidence import Pair, grown, is_one_slip, repairs_of, severity_of

_HUNDRED = Fraction(100)
_CHAPTER = 2
"""The deepest level of a heading that begins a chapter."""


class GrowthMismatch(DocumentRule):
    """Growth rates recomputed from the values they are stated with."""

    meta = RuleMeta(
        "NUM001", "growth-mismatch",
        Message("增长率与前后两个数值不符", "a growth rate that does not match the values"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a check for every growth whose value and base stand in the document."""
        levels = [fact for fact in reading.facts if fact.role is Role.LEVEL and fact.indicator]
        index: dict[str, list[Fact]] = {}
        for fact in levels:
            index.setdefault(fact.indicator, []).append(fact)
        chapters = _chapters(reading.document)
        for fact in reading.facts:
            if fact.role is not Role.LEVEL or not fact.mention.unit or (growth := fact.growth) is None or growth.mention.kind is not Kind.PERCENT:
                continue
            delta = next((c for c in fact.changes if c.role is Role.DELTA), None)
            if delta is not None and not delta.average and fact.base is None:
                yield from self._increment(reading, fact, delta, growth)
                continue
            if fact.base is not None:
                yield from self._judge(reading, [Pair(fact, fact.base, growth, False)])
            elif fact.indicator:
                pairs = self._pairs(reading, fact, growth, index.get(fact.indicator, ()))
                near = [p for p in pairs if chapters[p.base.block] == chapters[fact.block]] if len(pairs) > 1 else []
                yield from self._judge(reading, near or pairs)

    def _pairs(self, reading: Reading, fact: Fact, growth: Fact, others: Sequence[Fact]) -> list[Pair]:
        """The values that a fact may have grown from: last year's result, or the result a target is set on."""
        document = reading.document
        report = document.report_at(fact.mention.start)
        unit = unit_of(fact.mention)[0]
        found = []
        for other in others:
            if other is fact or unit_of(other.mention)[0] != unit or other.phrase.scope != fact.phrase.scope:
                continue
            if other.grain is not fact.grain or document.report_at(other.mention.start) is not report:
                continue
            if other.part is fact.part is Part.TARGET:
                continue
            planned = fact.part is Part.TARGET and other.part is Part.REVIEW and fact.grain is Grain.YEAR
            if growth.basis_year is not None and other.year != growth.basis_year:
                continue
            known = fact.year is not None and other.year is not None
            if planned and (not known or fact.year - other.year in (0, 1)):  # type: ignore[operator]
                if other.mention.start < fact.mention.start and other.whole is None and fact.whole is None:
                    found.append(Pair(fact, other, growth, True))
            elif known and (other.year == growth.basis_year or (growth.basis_year is None and fact.year - other.year == 1)):  # type: ignore[operator]
                found.append(Pair(fact, other, growth, False))
        return found

    def _judge(self, reading: Reading, pairs: Sequence[Pair]) -> Iterator[Finding]:
        """One check for a growth: with the base that agrees, else with the only one there is."""
        judged = [(pair, grown(pair, inner), grown(pair, outer)) for pair in pairs]
        usable = [(pair, close, wide) for pair, close, wide in judged if close is not None and wide is not None]
        if not usable:
            return
        for pair, close, _ in usable:
            if close.overlaps(signed(pair.growth)):
                yield self._check(reading, pair, Verdict.CONSISTENT)
                return
        if len({pair.base.mention.value for pair, _, _ in usable}) > 1:
            yield self._check(reading, usable[0][0], Verdict.SKIPPED, "several-bases")
            return
        pair, close, wide = usable[0]
        across = pair.current.base is not pair.base and pair.current.block != pair.base.block
        budget = across and reading.document.report_at(pair.current.mention.start).kind is ReportKind.BUDGET
        if budget and not is_one_slip(pair):
            # budgets state growth against final accounts, budgets and comparable bases side by side
            yield self._check(reading, pair, Verdict.SKIPPED, "several-bases")
            return
        if pair.current.basis is Basis.CONSTANT or pair.growth.comparable:
            yield self._check(reading, pair, Verdict.SKIPPED, "constant-price")
            return
        finding = self._finding(reading, pair, close, wide, doubtful=budget)
        yield self._check(reading, pair, Verdict.INCONSISTENT, finding=finding)

    def _check(
        self, reading: Reading, pair: Pair, verdict: Verdict, reason: str = "", finding: Diagnostic | None = None,
    ) -> Check:
        flow = reading.document.flow
        base, current, growth = (wording.claim(f.mention, flow) for f in (pair.base, pair.current, pair.growth))
        sign = "-" if pair.growth.direction < 0 else "+"
        return self.check_of(
            CheckKind.GROWTH, verdict, f"{pair.current.phrase.text or '？'}：{base} → {current}（{sign}{growth.lstrip('-')}）",
            [
                self.operand(reading, pair.current.mention, "current"), self.operand(reading, pair.base.mention, "base"),
                self.operand(reading, pair.growth.mention, "growth"),
            ],
            reason=reason, finding=finding,
        )

    def _finding(self, reading: Reading, pair: Pair, close: Interval, wide: Interval, *, doubtful: bool) -> Diagnostic:
        document, flow = reading.document, reading.document.flow
        base, current = (wording.claim(f.mention, flow) for f in (pair.base, pair.current))
        stated = flow[pair.growth.mention.start - _lead(flow, pair.growth):pair.growth.mention.end].strip()
        name = pair.current.phrase.text
        falls = close.high is not None and close.high < 0
        shown = wording.percent_range(Interval(-close.high, -close.low) if falls and close.low is not None and close.high is not None else close)
        word_zh, word_en = ("降幅", "a fall") if falls else ("增幅", "a growth")
        repairs_zh, repairs_en = repairs_of(pair)
        severity, confidence = (Severity.WARNING, Confidence.MEDIUM) if doubtful else severity_of(pair, close, wide)
        return self.diagnostic(
            self.place(document, pair.growth.mention.start, pair.growth.mention.end),
            Message(
                f"{name}由{base}到{current}，{word_zh}为{shown}，与“{stated}”不符{repairs_zh}",
                f"{name}: from {base} to {current} is {word_en} of {shown}, not “{stated}”{repairs_en}",
            ),
            related=[
                self.place(document, pair.base.mention.start, pair.base.mention.end, Message(f"基数：{base}", f"base: {base}")),
                self.place(document, pair.current.mention.start, pair.current.mention.end, Message(f"本期：{current}", f"current: {current}")),
            ],
            severity=severity, confidence=confidence, key=f"{name}|{base}|{current}|{stated}",
        )

    def _increment(self, reading: Reading, fact: Fact, delta: Fact, growth: Fact) -> Iterator[Finding]:
        """A value, its change and its growth: 100 / (v/Δ − 1), after a fall −100 / (v/Δ + 1)."""
        if delta.direction != growth.direction or unit_of(delta.mention)[0] != unit_of(fact.mention)[0]:
            return
        step, value = inner(delta.mention), inner(fact.mention)
        if step.low is None or step.low <= 0 or value.low is None or step.high is None or value.high is None or value.low <= 0:
            return
        falls = delta.direction < 0
        if falls:
            derived = Interval(-_HUNDRED * step.high / (value.low + step.high), -_HUNDRED * step.low / (value.high + step.low))
        elif value.low <= step.high:
            return
        else:
            derived = Interval(_HUNDRED * step.low / (value.high - step.low), _HUNDRED * step.high / (value.low - step.high))
        flow = reading.document.flow
        operands = [
            self.operand(reading, fact.mention, "current"), self.operand(reading, delta.mention, "increment"),
            self.operand(reading, growth.mention, "growth"),
        ]
        current, more, stated = (wording.claim(f.mention, flow) for f in (fact, delta, growth))
        word, sign = ("减少", "-") if falls else ("增加", "+")
        expression = f"{fact.phrase.text or '？'}：{current}，{word}{more}（{sign}{stated}）"
        if derived.overlaps(signed(growth)):
            yield self.check_of(CheckKind.GROWTH, Verdict.CONSISTENT, expression, operands)
            return
        if fact.basis is Basis.CONSTANT or delta.comparable or growth.comparable:
            yield self.check_of(CheckKind.GROWTH, Verdict.SKIPPED, expression, operands, reason="constant-price")
            return
        shown = wording.percent_range(-derived if falls else derived)
        change_en = "a fall" if falls else "a growth"
        proven = fact.basis is Basis.NOMINAL and derived.distance(signed(growth)) >= Fraction(1, 2)
        finding = self.diagnostic(
            self.place(reading.document, growth.mention.start, growth.mention.end),
            Message(
                f"{fact.phrase.text}{current}、比基期{word}{more}，{'降幅' if falls else '增幅'}为{shown}，与“{stated}”不符",
                f"{fact.phrase.text}: {current} after a change of {more} is {change_en} of {shown}, not “{stated}”",
            ),
            related=[
                self.place(reading.document, fact.mention.start, fact.mention.end, Message(f"本期：{current}", f"current: {current}")),
                self.place(reading.document, delta.mention.start, delta.mention.end, Message(f"{word}：{more}", f"change: {more}")),
            ],
            severity=None if proven else Severity.WARNING, confidence=Confidence.HIGH if proven else Confidence.MEDIUM,
            key=f"{fact.phrase.text}|{current}|{more}|{stated}",
        )
        yield self.check_of(CheckKind.GROWTH, Verdict.INCONSISTENT, expression, operands, finding=finding)


def _chapters(document: Document) -> list[int]:
    """For each block the last heading of the two highest levels before it: 一、…开发区."""
    found, last = [], -1
    for number, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING and block.level <= _CHAPTER:
            last = number
        found.append(last)
    return found


def _lead(flow: str, growth: Fact) -> int:
    """How many characters before a growth belong to its claim: the word 增长 and what stands between."""
    start = growth.mention.start
    for width in range(2, 9):
        if flow[start - width:start].startswith(("增长", "下降", "提高", "上升", "减少", "增加", "降低", "增幅", "回落")):
            return width
    return 0
