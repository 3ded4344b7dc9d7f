"""From files to findings: reads each, runs the rules, compares, and applies the policy.

:func:`lint_one` is a pure function of a file and the rules, and what it returns can be pickled, so that files
may be spread over processes and results kept; only comparing documents needs their readings together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from reportlint.contract import hold
from reportlint.discover import Target
from reportlint.document import Document, Span, assemble
from reportlint.facts import Reading
from reportlint.ledger import checked_spans, diagnostic_of, distinct, order_of, path_of, value_numbers
from reportlint.plugins import ReaderSet
from reportlint.policy import Policy
from reportlint.report.model import FileResult, RunResult, SkippedFile, Suppressed
from reportlint.report.strings import said
from reportlint.rule import Check, Diagnostic, DocumentRule, Finding, Message, ProjectRule, Rule, Verdict
from reportlint.source import SourceError

if TYPE_CHECKING:
    from datetime import date

Progress = Callable[[int, int, str], None]
"""Told of (files done, files in all, the path at hand)."""

_Given = TypeVar("_Given")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the document rules found in one file; ``skipped`` excludes all else.

    ``numbers`` counts the value numbers, ``checked`` are the spans of those that a check recomputed;
    ``crashes`` says which rules failed.
    """

    path: str
    document: Document | None = None
    skipped: SkippedFile | None = None
    checks: tuple[Check, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    crashes: tuple[Message, ...] = ()
    numbers: int = 0
    checked: frozenset[Span] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the project rules found; ``checked`` holds for each path the spans that their checks recomputed."""

    checks: tuple[Check, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    crashes: tuple[Message, ...] = ()
    checked: tuple[tuple[str, frozenset[Span]], ...] = ()


def run(
    targets: Sequence[Target], readers: ReaderSet, policy: Policy, *, skipped: Iterable[SkippedFile] = (),
    scope: str = "project", lang: str = "zh", progress: Progress | None = None,
    today: date | None = None,
) -> RunResult:
    """The result of linting the targets; ``skipped`` are the files that discovery has left out.

    ``today`` is the day on which suppressions of the settings may have run out; without it they never do.
    """
    comparing = [rule for rule in policy.rules if isinstance(rule, ProjectRule)] if scope == "project" else []
    outcomes: list[Outcome] = []
    readings: list[Reading] = []
    for done, target in enumerate(targets):
        if progress:
            progress(done, len(targets), target.label)
        reading, outcome = _lint(target, readers, policy.rules)
        outcomes.append(outcome)
        if comparing and reading is not None:
            readings.append(reading)
    comparison = compare(readings, comparing)
    if progress:
        progress(len(targets), len(targets), "")
    judged = frozenset(
        rule.meta.code for rule in policy.rules if isinstance(rule, DocumentRule) or len(readings) > 1
    )
    return result_of(outcomes, comparison, policy, tuple(skipped), lang, judged, today)


def lint_one(target: Target, readers: ReaderSet, rules: Sequence[Rule]) -> Outcome:
    """What the document rules among ``rules`` find in one file; never raises on bad input."""
    return _lint(target, readers, rules)[1]


def read_document(target: Target, readers: ReaderSet) -> Document | SkippedFile:
    """The document in a file, or why there is none; never raises on bad input."""
    reader = readers.for_suffix(target.suffix) or readers.named("text")
    if reader is None:
        return SkippedFile(target.label, "unsupported-format", target.suffix)
    try:
        read = reader.read(target.path) if target.data is None else reader.read_bytes(target.data)
        return assemble(read.content, path=target.label, format=read.format, encoding=read.encoding)
    except SourceError as error:
        return SkippedFile(target.label, error.reason, error.detail)
    except Exception as error:
        return SkippedFile(target.label, "reader-failed", _cause(error))


def check_reading(reading: Reading, rules: Iterable[Rule]) -> Outcome:
    """What the document rules among ``rules`` find in a reading; a rule that crashes is named in ``crashes``."""
    document = reading.document
    found = _Findings()
    blank = not document.text.strip()
    for rule in rules:
        if isinstance(rule, DocumentRule) and (rule.blank or not blank):
            found.take(rule, rule.check, reading, (reading,))
    checks = distinct(found.checks)
    try:
        numbers = {} if blank else value_numbers(reading)
    except Exception as error:
        found.crashes.append(_crash("scan", document.path, error))
        numbers = {}
    return Outcome(
        document.path, document, None, checks, tuple(found.diagnostics), tuple(found.crashes),
        len(numbers), checked_spans(document, numbers, checks),
    )


def compare(readings: Sequence[Reading], rules: Sequence[ProjectRule]) -> Comparison:
    """What the project rules find across all readings; nothing where there are not two to compare."""
    found = _Findings()
    if len(readings) < 2:
        return Comparison()
    for rule in rules:
        found.take(rule, rule.check_project, readings, readings)
    checks = distinct(found.checks)
    checked = [
        (reading.document.path, checked_spans(reading.document, value_numbers(reading), checks))
        for reading in readings if checks
    ]
    return Comparison(checks, tuple(found.diagnostics), tuple(found.crashes), tuple(checked))


def _lint(target: Target, readers: ReaderSet, rules: Sequence[Rule]) -> tuple[Reading | None, Outcome]:
    document = read_document(target, readers)
    if isinstance(document, SkippedFile):
        return None, Outcome(target.label, skipped=document)
    reading = Reading(document)
    return reading, check_reading(reading, rules)


@dataclass(slots=True)
class _Findings:
    """Collects what rules yield, and what became of those that crash."""

    checks: list[Check] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    crashes: list[Message] = field(default_factory=list)

    def take(
        self, rule: Rule, check: Callable[[_Given], Iterable[Finding]], given: _Given, readings: Sequence[Reading],
    ) -> None:
        """Runs a rule on what it is given; what it yields before it crashes, or breaks the contract, is kept."""
        lengths = {reading.document.path: len(reading.document.text) for reading in readings}
        try:
            for finding in check(given):
                held = hold(finding, rule, lengths)
                if isinstance(held, Check):
                    self.checks.append(held)
                else:
                    self.diagnostics.append(held)
        except (Exception, SystemExit) as error:
            path = readings[0].document.path if isinstance(rule, DocumentRule) else ""
            self.crashes.append(_crash(f"{rule.meta.code} {rule.meta.name}", path, error))


def _crash(what: str, path: str, error: BaseException) -> Message:
    where_zh, where_en = (f"检查 {path} 时", f" on {path}") if path else ("比较各文件时", " while comparing files")
    cause = _cause(error) + _origin(error)
    return Message(
        f"规则 {what} 在{where_zh}出错，结果可能不全：{cause}",
        f"the rule {what} crashed{where_en}, findings may be missing: {cause}",
    )


def _cause(error: BaseException) -> str:
    """The last line of a traceback."""
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[-1]}" if text else type(error).__name__


def _origin(error: BaseException) -> str:
    """The module and line where an error was raised, as `` (module:line)``."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f" ({trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno})" if trace is not None else ""


def result_of(
    outcomes: Sequence[Outcome], comparison: Comparison, policy: Policy, skipped: tuple[SkippedFile, ...], lang: str,
    judged: frozenset[str], today: date | None,
) -> RunResult:
    """What is reported of outcomes: the policy and the suppressions applied, everything in its fixed order.

    ``judged`` are the codes of the rules that looked at all they look at (see :func:`reportlint.suppress.apply`).
    """
    metas = {rule.meta.code: rule.meta for rule in policy.rules}
    ledger = distinct([*(check for outcome in outcomes for check in outcome.checks), *comparison.checks])
    by_path: dict[str, list[Check]] = {outcome.path: [] for outcome in outcomes if outcome.document}
    for check in ledger:
        by_path.setdefault(path_of(check), []).append(check)
    compared: dict[str, frozenset[Span]] = dict(comparison.checked)
    files = [
        FileResult(
            outcome.document, outcome.numbers, len(outcome.checked | compared.get(outcome.path, frozenset())),
            sum(check.verdict is not Verdict.SKIPPED for check in by_path[outcome.path]),
            sum(check.verdict is Verdict.INCONSISTENT for check in by_path[outcome.path]),
        )
        for outcome in outcomes if outcome.document
    ]
    diagnostics = [*(found for outcome in outcomes for found in outcome.diagnostics), *comparison.diagnostics]
    diagnostics.extend(found for check in ledger if (found := diagnostic_of(check, metas)))
    crashes = [*(crash for outcome in outcomes for crash in outcome.crashes), *comparison.crashes]
    documents = {outcome.path: outcome.document for outcome in outcomes if outcome.document}
    reported = policy.apply(diagnostics)
    suppressed: tuple[Suppressed, ...] = ()
    if policy.fingerprints or any(document.margin or "reportlint" in document.text for document in documents.values()):
        from reportlint import suppress

        left = suppress.apply(
            reported, documents, policy, judged=frozenset() if crashes else judged, today=today,
        )
        reported, suppressed = policy.apply(left.diagnostics), tuple(Suppressed(*entry) for entry in left.suppressed)
        notices = [*crashes, *left.notices]
    else:
        notices = list(crashes)
    left_out = [*skipped, *(outcome.skipped for outcome in outcomes if outcome.skipped)]
    for path, document in documents.items():
        for remark in document.remarks:
            if remark.unread:
                left_out.append(SkippedFile(path, remark.reason, remark.detail, fault=False))
            else:
                notices.append(said(path, remark))
    return RunResult(
        files=tuple(sorted(files, key=lambda file: file.document.path)),
        skipped=tuple(sorted(left_out, key=lambda s: s.path)),
        diagnostics=reported,
        checks=tuple((path, check) for path in sorted(by_path) for check in sorted(by_path[path], key=order_of)),
        notices=tuple(notice.text(lang) for notice in notices),
        documents=documents,
        crashed=bool(crashes),
        suppressions=suppressed,
        root=policy.root,
        rules=tuple(type(rule) for rule in policy.rules),
    )
