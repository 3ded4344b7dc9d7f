"""One file read and checked, and all files compared: what the rules find, and what becomes of those that crash.

:func:`check_target` is a pure function of a file and the rules, so that files may be spread over processes and outcomes
kept; only comparing looks at all files, and most of them it knows by what was extracted when they were checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TypeVar

from reportlint.contract import hold
from reportlint.discover import Target
from reportlint.document import Document, Span, assemble
from reportlint.facts import Reading
from reportlint.ledger import checked_spans, diagnostic_of, distinct, value_spans
from reportlint.outcome import Comparison, Outcome
from reportlint.plugins import ReaderSet
from reportlint.records import dataclass
from reportlint.report.model import SkippedFile
from reportlint.rule import Check, Diagnostic, DocumentRule, Finding, Message, ProjectRule, Rule, Verdict
from reportlint.source import SourceError

_Given = TypeVar("_Given")


def check_target(
    target: Target, readers: ReaderSet, rules: Iterable[Rule], comparing: Iterable[ProjectRule] = (),
) -> tuple[Outcome, Reading | None]:
    """What the document rules find in one file, with what the rules that will compare files want to know of it.

    The reading is None for a file that was skipped. Never raises on bad input.
    """
    document = read_document(target, readers)
    if isinstance(document, SkippedFile):
        return Outcome(target.label, skipped=document), None
    reading = Reading(document)
    outcome = check_reading(reading, rules)
    return replace(outcome, extracts=tuple(_extracts(reading, comparing)), marked=outcome.may_suppress), reading


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
    metas = {}
    blank = not document.text.strip()
    for rule in rules:
        metas[rule.meta.code] = rule.meta
        if isinstance(rule, DocumentRule) and (rule.blank or not blank):
            found.take(rule, rule.check, reading, (reading,))
    checks = _explained(reading, found)
    try:
        values = () if blank else value_spans(reading)
    except Exception as error:
        found.crashes.append(_crash("scan", document.path, error))
        values = ()
    found.diagnostics.extend(failed for check in checks if (failed := diagnostic_of(check, metas)))
    return Outcome(
        document.path, document, None, checks, tuple(found.diagnostics), tuple(found.crashes),
        len(values), checked_spans(document.path, values, checks), values,
        sum(check.verdict is not Verdict.SKIPPED for check in checks),
        sum(check.verdict is Verdict.INCONSISTENT for check in checks),
    )


def compare(
    readings: Sequence[Reading], rules: Sequence[ProjectRule], values: Mapping[str, Sequence[Span]] | None = None,
) -> Comparison:
    """What the project rules find across all readings; nothing where there are not two to compare.

    ``values`` are the spans of the value numbers by path, where they are known.
    """
    found = _Findings()
    if len(readings) < 2:
        return Comparison()
    for rule in rules:
        found.take(rule, rule.check_project, readings, readings)
    checks = distinct(found.checks)
    touched = {operand.place.path for check in checks if check.verdict is not Verdict.SKIPPED for operand in check.operands}
    checked = []
    for reading in readings:
        path = reading.document.path
        if path in touched:
            spans = values[path] if values is not None and path in values else value_spans(reading)
            checked.append((path, checked_spans(path, spans, checks)))
    return Comparison(checks, tuple(found.diagnostics), tuple(found.crashes), tuple(checked))


def _extracts(reading: Reading, rules: Iterable[ProjectRule]) -> Iterable[tuple[str, object]]:
    """What each rule that wants it extracts; where that fails, comparing will say so."""
    for rule in rules:
        if type(rule).extract is not ProjectRule.extract:
            try:
                yield rule.meta.code, rule.extracted(reading)
            except Exception:
                continue


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
        lengths = {reading.document.path: reading.document.characters for reading in readings}
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


def _explained(reading: Reading, found: _Findings) -> tuple[Check, ...]:
    """The checks, each once, with what would repair those that fail."""
    checks = distinct(found.checks)
    if not any(check.verdict is Verdict.INCONSISTENT for check in checks):
        return checks
    from reportlint.repair import with_suggestions

    try:
        return with_suggestions(reading, checks)
    except Exception as error:
        found.crashes.append(_crash("repair", reading.document.path, error))
        return checks


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
