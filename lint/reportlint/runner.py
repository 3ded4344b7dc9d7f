"""From files to what is reported: lints all of them, compares them, and applies the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from reportlint.batch import Batch, Prepare, Progress
from reportlint.checking import check_reading, check_target, compare, read_document
from reportlint.discover import Target
from reportlint.document import Span
from reportlint.ledger import diagnostic_of, distinct, order_of, path_of
from reportlint.outcome import Comparison, Late, Outcome
from reportlint.plugins import ReaderSet
from reportlint.policy import Policy
from reportlint.report.model import FileResult, RunResult, SkippedFile, Suppressed
from reportlint.report.strings import said
from reportlint.rule import Check, DocumentRule, Message, ProjectRule, Rule, Verdict

if TYPE_CHECKING:
    from datetime import date

    from reportlint.cache import Cache

__all__ = [
    "Comparison", "Outcome", "Prepare", "Progress", "check_reading", "compare", "lint_one", "read_document", "result_of", "run",
]


def run(
    targets: Sequence[Target], readers: ReaderSet, policy: Policy, *, skipped: Iterable[SkippedFile] = (),
    scope: str = "project", lang: str = "zh", progress: Progress | None = None,
    today: date | None = None, jobs: int = 1, prepare: Prepare | None = None, cache: Cache | None = None,
    whole: bool = False,
) -> RunResult:
    """The result of linting the targets; ``skipped`` are the files that discovery has left out.

    ``whole`` tells that they are all files of the project, looked at by all its rules: only then is it said of
    suppressions in the settings, and of those of rules that compare files, that they match nothing.
    ``today`` is the day on which suppressions of the settings may have run out; without it they never do. With ``jobs``
    above 1 the files are spread over so many processes, where that is worth while; a platform that cannot copy a process
    needs ``prepare`` for it, which makes readers and rules anew and can be pickled. ``cache`` keeps outcomes between runs.
    """
    comparing = [rule for rule in policy.rules if isinstance(rule, ProjectRule)] if scope == "project" else []
    batch = Batch(targets, readers, policy.rules, comparing, progress=progress, cache=cache)
    outcomes = batch.lint(jobs, prepare)
    comparison = batch.compare(outcomes, jobs)
    if progress:
        progress(len(targets), len(targets), "")
    compared = whole and sum(outcome.document is not None for outcome in outcomes) > 1 and scope == "project"
    judged = frozenset(rule.meta.code for rule in policy.rules if isinstance(rule, DocumentRule) or compared)
    return result_of(outcomes, comparison, policy, tuple(skipped), lang, judged, today, whole=whole)


def lint_one(target: Target, readers: ReaderSet, rules: Sequence[Rule]) -> Outcome:
    """What the document rules among ``rules`` find in one file; never raises on bad input."""
    return check_target(target, readers, rules)[0]


def result_of(
    outcomes: Sequence[Outcome], comparison: Comparison, policy: Policy, skipped: tuple[SkippedFile, ...], lang: str,
    judged: frozenset[str], today: date | None, *, whole: bool = False,
) -> RunResult:
    """What is reported of outcomes: the policy and the suppressions applied, everything in its fixed order.

    ``judged`` are the codes of the rules that looked at all they look at, ``whole`` tells that all files of the project
    were looked at (see :func:`reportlint.suppress.apply`).
    """
    metas = {rule.meta.code: rule.meta for rule in policy.rules}
    merged = _Merged(outcomes, comparison)
    documents = {outcome.path: outcome.document for outcome in outcomes if outcome.document}
    diagnostics = [*(found for outcome in outcomes for found in outcome.diagnostics), *comparison.diagnostics]
    diagnostics.extend(found for check in merged.added if (found := diagnostic_of(check, metas)))
    crashes = [*(crash for outcome in outcomes for crash in outcome.crashes), *comparison.crashes]
    reported = policy.apply(diagnostics)
    suppressed: tuple[Suppressed, ...] = ()
    marked = [outcome.path for outcome in outcomes if outcome.may_suppress]
    if policy.fingerprints or marked:
        from reportlint import suppress

        left = suppress.apply(
            reported, documents, policy, judged=frozenset() if crashes else judged, today=today, marked=marked, whole=whole,
        )
        reported, suppressed = policy.apply(left.diagnostics), tuple(Suppressed(*entry) for entry in left.suppressed)
        notices = [*crashes, *left.notices]
    else:
        notices = list(crashes)
    if whole and policy.file_ignores and not crashes:
        for idle in policy.idle_ignores(diagnostics, documents):
            codes = ", ".join(idle.labels)
            notices.append(Message(
                f"设置 per-file-ignores 的“{idle.pattern}”（{codes}）已不对应任何问题",
                f"per-file-ignores for '{idle.pattern}' ({codes}) matches no finding"))
    left_out = [*skipped, *(outcome.skipped for outcome in outcomes if outcome.skipped)]
    for path, document in documents.items():
        for remark in document.remarks:
            if remark.unread:
                left_out.append(SkippedFile(path, remark.reason, remark.detail, fault=False))
            else:
                notices.append(said(path, remark))
    return RunResult(
        files=tuple(sorted(merged.files(), key=lambda file: file.document.path)),
        skipped=tuple(sorted(left_out, key=lambda s: s.path)),
        diagnostics=reported,
        checks=Late(merged.checks),
        notices=tuple(notice.text(lang) for notice in notices),
        documents=documents,
        crashed=bool(crashes),
        suppressions=suppressed,
        root=policy.root,
        rules=tuple(type(rule) for rule in policy.rules),
    )


class _Merged:
    """The checks of the files and those of comparing them, by file; what the files' own are is looked at when it matters."""

    def __init__(self, outcomes: Sequence[Outcome], comparison: Comparison) -> None:
        self._outcomes = [outcome for outcome in outcomes if outcome.document]
        self._compared: dict[str, frozenset[Span]] = dict(comparison.checked)
        self._checks: dict[str, Callable[[], Sequence[Check]]] = {}
        self._figures: dict[str, tuple[int, int]] = {}
        self.added: list[Check] = []
        """The checks of comparing that are not among the files' own."""
        further: dict[str, list[Check]] = {}
        for check in comparison.checks:
            further.setdefault(path_of(check), []).append(check)
        for outcome in self._outcomes:
            self._add(outcome.path, outcome.checks, (outcome.judged, outcome.inconsistent), further.pop(outcome.path, []))
        for path, checks in further.items():
            self._add(path, (), (0, 0), checks)

    def _add(self, path: str, own: Sequence[Check], figures: tuple[int, int], further: list[Check]) -> None:
        if path in self._checks:  # standard input under the name of a file that is linted too
            own = distinct([*self._checks[path](), *own])
            figures = _figures(own)
        if any(all(operand.place.path == path for operand in check.operands) for check in further):
            # only a check within one file can be one of the file's own
            checks = distinct([*own, *further])
            known = {id(check) for check in own}
            further = [check for check in checks if id(check) not in known]
            self._checks[path] = lambda: checks
            figures = _figures(checks)
        elif further:
            self._checks[path] = lambda: [*own, *further]
            judged, inconsistent = _figures(further)
            figures = figures[0] + judged, figures[1] + inconsistent
        else:
            self._checks[path] = lambda: own
        self.added += further
        self._figures[path] = figures

    def files(self) -> list[FileResult]:
        """The files with their figures."""
        return [
            FileResult(
                outcome.document, outcome.numbers, len(outcome.checked | self._compared.get(outcome.path, frozenset())),
                *self._figures[outcome.path],
            )
            for outcome in self._outcomes if outcome.document
        ]

    def checks(self) -> list[tuple[str, Check]]:
        """All checks with the path of their file, in order."""
        return [(path, check) for path in sorted(self._checks) for check in sorted(self._checks[path](), key=order_of)]


def _figures(checks: Iterable[Check]) -> tuple[int, int]:
    """How many checks were not skipped, and how many of those failed."""
    verdicts = [check.verdict for check in checks]
    return len(verdicts) - verdicts.count(Verdict.SKIPPED), verdicts.count(Verdict.INCONSISTENT)
