"""What a worker finds in an open document: findings, what is known of a place, fixes, the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from reportlint import baseline, runner
from reportlint.discover import Target
from reportlint.document import Document
from reportlint.facts import Reading
from reportlint.records import dataclass
from reportlint.report.model import OutputOptions, RunResult, SkippedFile
from reportlint.report.strings import reason
from reportlint.rule import Diagnostic, DocumentRule, Rule
from reportlint.server.inspection import Inspection
from reportlint.server.presenter import Presenter
from reportlint.server.project import Project, Projects
from reportlint.server.records import (
    Draft,
    FixAll,
    Inspect,
    Inspected,
    Ledger,
    Lint,
    Linted,
    Notice,
    Options,
    Page,
    Refused,
    Written,
)

_SUFFIXES = {"text": ".txt", "markdown": ".md"}
_REMEMBERED = 1_000_000
"""Characters of the documents whose last readings are kept; a reading takes some 250 bytes a character."""


class GivenUp(Exception):
    """A newer text has come while this one was being linted."""


@dataclass(frozen=True)
class _Read:
    """A text that was linted, with all that came of it."""

    draft: Draft
    project: Project
    encoding: str
    reading: Reading
    result: RunResult

    @cached_property
    def presenter(self) -> Presenter:
        """What presents the findings."""
        return Presenter(
            self.result, lang=self.project.lang, root=self.project.root, encoding=self.encoding,
            uris={self.reading.document.path: self.draft.uri},
        )

    @cached_property
    def inspection(self) -> Inspection:
        """What answers for places."""
        return Inspection(self.reading, self.result, self.presenter)


class Analyst:
    """Lints open documents and remembers the last readings. ``superseded`` tells whether a job has become idle."""

    def __init__(self, projects: Projects, superseded: Callable[[], bool]) -> None:
        self._projects = projects
        self._superseded = superseded
        self._read: dict[str, _Read] = {}

    def lint(self, job: Lint) -> Linted:
        """The findings of a document. Raises ConfigError, PluginError, NeedsNewProcess, GivenUp."""
        project = self._projects.of(job.draft.folder, job.options)
        name = project.format_of(job.draft)
        if not name or project.excludes(job.draft):
            return Linted(linted=False, lang=project.lang)
        read = self._linted(job.draft, project, name, job.options)
        if isinstance(read, Refused):
            said = f"{project.label(job.draft)}: {read.message}"
            return Linted(notices=(Notice(said, said),), lang=project.lang)
        result = read.result
        file, label = result.files[0], read.reading.document.path
        notices = tuple(Notice(text, text.replace(label, "")) for text in result.notices)
        return Linted(
            tuple(map(read.presenter.found, result.diagnostics)), file.checks, file.inconsistent, notices, project.lang,
            project.settings.require_reason, name == "markdown",
        )

    def inspect(self, job: Inspect) -> Inspected | Refused:
        """What is known of a place. Raises as :meth:`lint` does."""
        read = self._reading(job.draft, job.options)
        return read if isinstance(read, Refused) else read.inspection.at(job.offset)

    def fix_all(self, job: FixAll) -> Written | Refused:
        """The text with its safe fixes applied until nothing changes. Raises as :meth:`lint` does."""
        from reportlint import fix

        project = self._projects.of(job.draft.folder, job.options)
        name = project.format_of(job.draft)
        if not name:
            return Refused("")
        target = self._target(job.draft, project, name)

        def lint(data: bytes) -> Sequence[Diagnostic]:
            if self._superseded():
                raise GivenUp
            with project.stand():
                return runner.run(
                    (Target(target.path, target.label, target.suffix, data),), project.readers, project.policy, scope="document",
                ).diagnostics

        try:
            fixed = fix.settle(target.data or b"", lint)
        except fix.FixRefused as error:
            return Refused(error.message.text(project.lang))
        return Written(fixed.after)

    def ledger(self, job: Ledger) -> Written | Refused:
        """The relations of a document that were recomputed, for people. Raises as :meth:`lint` does."""
        from reportlint.report.ledger import ledger

        read = self._reading(job.draft, job.options)
        if isinstance(read, Refused):
            return read
        options = OutputOptions(read.project.lang, checks=True)
        lines = ("".join(text for text, _ in line).rstrip() for line in ledger(read.result, options))
        return Written("\n".join(lines).rstrip() + "\n")

    def page(self, job: Page) -> Written:
        """The page of a rule. Raises as :meth:`lint` does, and ConfigError for a rule that does not exist."""
        from reportlint.declarative import page_text

        project = self._projects.of(job.folder, job.options)
        return Written(page_text(project.policy.catalogue.rule(job.code), project.lang))

    def _reading(self, draft: Draft, options: Options) -> _Read | Refused:
        """The reading of a text: the one that is remembered, else a new one."""
        project = self._projects.of(draft.folder, options)
        kept = self._read.get(draft.uri)
        if kept is not None and kept.draft.text == draft.text and kept.project is project:
            return kept
        name = project.format_of(draft)
        return self._linted(draft, project, name, options) if name else Refused("")

    def _linted(self, draft: Draft, project: Project, name: str, options: Options) -> _Read | Refused:
        target = self._target(draft, project, name)
        with project.stand():
            document = read(target, project)
            if isinstance(document, SkippedFile):
                return Refused(reason(document.reason, document.detail, project.lang))
            reading = Reading(document)
            outcome = runner.check_reading(reading, self._watched(project.policy.rules))
            result = runner.result_of(
                [outcome], runner.Comparison(), project.policy, (), project.lang,
                frozenset(rule.meta.code for rule in project.policy.rules if isinstance(rule, DocumentRule)), options.today,
            )
            result = without_known(result, project)
        self._read.pop(draft.uri, None)
        self._read[draft.uri] = kept = _Read(draft, project, options.encoding, reading, result)
        while len(self._read) > 1 and sum(len(known.draft.text) for known in self._read.values()) > _REMEMBERED:
            del self._read[next(iter(self._read))]
        return kept

    def _target(self, draft: Draft, project: Project, name: str) -> Target:
        label = project.label(draft)
        return Target(Path(label), label, _SUFFIXES[name], as_bytes(draft.text))

    def _watched(self, rules: tuple[Rule, ...]) -> Iterator[Rule]:
        """The rules, until the job has become idle. Raises GivenUp."""
        for rule in rules:
            if self._superseded():
                raise GivenUp
            yield rule


def as_bytes(text: str) -> bytes:
    """The bytes that readers read as this very text, a byte order mark at its beginning included."""
    data = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogates(text) else text
    return (b"\xef\xbb\xbf" if text.startswith("\ufeff") else b"") + data.encode()


def read(target: Target, project: Project) -> Document | SkippedFile:
    """The document of a target whose data were made by :func:`as_bytes`; one whose text came out otherwise is skipped."""
    document = runner.read_document(target, project.readers)
    if isinstance(document, Document) and document.encoding not in ("utf-8", "utf-8-sig"):
        return SkippedFile(target.label, "binary")
    return document


def without_known(result: RunResult, project: Project) -> RunResult:
    """The result without what the baseline knows."""
    if not project.known:
        return result
    fresh, _ = baseline.new(result.diagnostics, project.known, project.root.absolute())
    return replace(result, diagnostics=fresh)


def _has_surrogates(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
