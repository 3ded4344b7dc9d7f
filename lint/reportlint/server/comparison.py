"""What a worker finds when it compares the documents of a folder: the open ones as they stand, the others from the disk.

Only texts and Markdown are compared, and only while there are few: an editor is to answer at once, and whole
collections are what the command line is for.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from reportlint import runner
from reportlint.discover import Target, discover
from reportlint.document import Document
from reportlint.facts import Reading
from reportlint.ledger import path_of
from reportlint.ownrules import UnusedSuppression
from reportlint.records import dataclass
from reportlint.report.model import RunResult
from reportlint.rule import Check, Diagnostic, Message, ProjectRule
from reportlint.server.analysis import GivenUp, as_bytes, read, without_known
from reportlint.server.inspection import by_number
from reportlint.server.presenter import Presenter
from reportlint.server.project import Project, Projects
from reportlint.server.records import Compare, Compared, Draft, Found, Notice, Relation
from reportlint.server.words import words

MOST_FILES = 200
MOST_BYTES = 6_000_000
"""Beyond these files are not compared: two million Chinese characters in UTF-8, some 500 MB of readings."""


MOST_ENTRIES = 20_000
"""Files of any kind in a folder, its subfolders included, after which looking for reports ends."""


class _TooMany(Exception):
    """A folder holds more entries than are looked at."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The reading of a file, with what tells whether the file is still the same."""

    state: object
    reading: Reading


class Comparer:
    """Compares documents and remembers their readings. ``superseded`` tells whether a job has become idle."""

    def __init__(self, projects: Projects, superseded: Callable[[], bool]) -> None:
        self._projects = projects
        self._superseded = superseded
        self._kept: dict[str, _Kept] = {}

    def compare(self, job: Compare) -> Compared:
        """What the rules that compare files find. Raises ConfigError, PluginError, NeedsNewProcess, GivenUp."""
        project = self._projects.of(job.folder, job.options)
        rules = [rule for rule in project.policy.rules if isinstance(rule, ProjectRule)]
        nothing = Compared({}, {})
        if not rules or project.settings.scope != "project":
            return nothing
        drafts = {os.path.realpath(draft.path): draft for draft in job.drafts if draft.path}
        with project.stand():
            targets = self._targets(job.folder, project)
            if targets is None or len(targets) > MOST_FILES or sum(map(_size, targets)) > MOST_BYTES:
                self._kept.clear()
                say = words(project.lang).no_comparison
                said = say.format(folder=job.folder, files=MOST_FILES, megabytes=MOST_BYTES // 1_000_000)
                return replace(nothing, notices=(Notice(said, said),))
            readings, uris = self._readings(targets, drafts, project)
            comparison = self._compare(readings, rules)
            judged = frozenset(rule.meta.code for rule in rules) if len(readings) > 1 else frozenset()
            outcomes = [runner.Outcome(reading.document.path, reading.document) for reading in readings]
            result = runner.result_of(
                outcomes, comparison, project.policy, (), project.lang, judged, job.options.today,
            )
            compared = {rule.meta.code for rule in rules}
            result = replace(result, diagnostics=tuple(
                found for found in result.diagnostics if found.code in compared or found.code == UnusedSuppression.meta.code
            ))
            return self._compared(without_known(result, project), project, readings, uris, job.options.encoding)

    def _compare(self, readings: Sequence[Reading], rules: Iterable[ProjectRule]) -> runner.Comparison:
        """What the rules find, one after the other, so that the job can be given up between two."""
        checks: list[Check] = []
        diagnostics: list[Diagnostic] = []
        crashes: list[Message] = []
        for rule in rules:
            if self._superseded():
                raise GivenUp
            found = runner.compare(readings, [rule])
            checks += found.checks
            diagnostics += found.diagnostics
            crashes += found.crashes
        return runner.Comparison(tuple(checks), tuple(diagnostics), tuple(crashes))

    def _targets(self, folder: str, project: Project) -> tuple[Target, ...] | None:
        """The files of a folder; None where it holds so many entries that it must be more than a folder of reports."""
        filters = project.filters()
        seen = 0

        def claims(suffix: str) -> bool:
            nonlocal seen
            seen += 1
            if seen > MOST_ENTRIES:
                raise _TooMany
            if self._superseded():
                raise GivenUp
            return filters.claims(suffix)

        try:
            return discover([os.path.relpath(folder, project.root)], replace(filters, claims=claims)).targets
        except _TooMany:
            return None

    def _readings(
        self, targets: Iterable[Target], drafts: Mapping[str, Draft], project: Project,
    ) -> tuple[list[Reading], dict[str, str]]:
        """The readings of the files, and the URIs of those that are open; files that cannot be read are passed over."""
        readings: list[Reading] = []
        uris: dict[str, str] = {}
        met: set[str] = set()
        for target in targets:
            if self._superseded():
                raise GivenUp
            real = os.path.realpath(target.path)
            draft = drafts.get(real)
            state: object = (target.label, draft.text if draft else _state(target))
            known = self._kept.get(real)
            if known is None or known.state != state:
                given = replace(target, data=as_bytes(draft.text)) if draft else target
                document = read(given, project) if draft else runner.read_document(given, project.readers)
                if not isinstance(document, Document):
                    continue
                known = _Kept(state, Reading(document))
            self._kept[real] = known
            met.add(real)
            readings.append(known.reading)
            if draft:
                uris[known.reading.document.path] = draft.uri
        for gone in self._kept.keys() - met:
            del self._kept[gone]
        return readings, uris

    def _compared(
        self, result: RunResult, project: Project, readings: Iterable[Reading], uris: Mapping[str, str], encoding: str,
    ) -> Compared:
        presenter = Presenter(result, lang=project.lang, root=project.root, encoding=encoding, uris=uris)
        findings: dict[str, list[Found]] = {uri: [] for uri in uris.values()}
        for diagnostic in result.diagnostics:
            if diagnostic.place.path in uris:
                findings[uris[diagnostic.place.path]].append(presenter.found(diagnostic))
        involved = {operand.place.path for _, check in result.checks for operand in check.operands}
        for reading in readings:
            if reading.document.path in involved:
                presenter.with_mentions(reading.document, by_number(reading))
        relations: dict[str, list[Relation]] = {}
        for _, check in result.checks:
            for path in _paths(check):
                if path in uris:
                    relations.setdefault(uris[path], []).append(presenter.relation(check))
        return Compared(
            {uri: tuple(found) for uri, found in findings.items()},
            {uri: tuple(found) for uri, found in relations.items()}, notices=tuple(Notice(text, text) for text in result.notices),
        )


def _paths(check: Check) -> set[str]:
    return {path_of(check), *(operand.place.path for operand in check.operands)}


def _size(target: Target) -> int:
    try:
        return os.stat(target.path).st_size
    except OSError:
        return 0


def _state(target: Target) -> object:
    """What changes when the file does."""
    try:
        status = os.stat(target.path)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
