"""What a run found, ready to be written in any format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from reportlint.document import Document
from reportlint.paths import in_project
from reportlint.records import dataclass
from reportlint.rule import Check, Diagnostic, Rule, Severity


@dataclass(frozen=True, slots=True)
class FileResult:
    """A linted file with its figures: numbers read, numbers in at least one recomputed check, checks, contradictions."""

    document: Document
    numbers: int
    numbers_checked: int
    checks: int
    inconsistent: int


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was not linted; ``reason`` is a stable keyword, ``detail`` is for people.

    ``fault`` tells a file that should have been read (damaged, no rights) from one that is no report.
    """

    path: str
    reason: str
    detail: str = ""
    fault: bool = True


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that was left out, with the reason that was given: by a comment in the source, else by the settings."""

    diagnostic: Diagnostic
    reason: str
    in_source: bool


@dataclass(frozen=True, slots=True)
class RunResult:
    """All that one run found, in a fixed order: diagnostics by path, place and code; checks by path and place."""

    files: tuple[FileResult, ...]
    skipped: tuple[SkippedFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    checks: Sequence[tuple[str, Check]]
    """Every check with the path of the file it belongs to."""
    notices: tuple[str, ...] = ()
    """Things to be said beside findings: a rule that crashed, a setting that does nothing."""
    seconds: float = 0.0
    documents: Mapping[str, Document] = field(default_factory=dict)
    crashed: bool = False
    """Whether a rule failed on some file, so that findings may be missing."""
    suppressions: tuple[Suppressed, ...] = ()
    """The findings that comments and settings have left out, in the order of the others."""
    known: int = 0
    """How many findings the baseline has left out."""
    rules: tuple[type[Rule], ...] = ()
    """The rules that ran."""
    root: Path = Path()
    """The folder of the project where it is no git repository; the empty path takes paths as they are."""

    @property
    def suppressed(self) -> int:
        """How many findings comments and settings have left out."""
        return len(self.suppressions)

    def fingerprint(self, found: Diagnostic) -> str:
        """The fingerprint of a finding, the same however its path was typed."""
        return found.fingerprint(in_project(found.place.path, self.root) if self.root.is_absolute() else "")

    @property
    def incomplete(self) -> bool:
        """Whether something that should have been looked at was not."""
        return self.crashed or any(skipped.fault for skipped in self.skipped)

    def count(self, severity: Severity) -> int:
        """How many diagnostics have the severity."""
        return sum(1 for d in self.diagnostics if d.severity is severity)


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """What a reporter may ask: language (``zh`` or ``en``), colour, width in columns, whether to write the ledger.

    ``quiet`` leaves out the summary and the files that are no reports, ``statistics`` counts the findings by code;
    ``suppressed`` lists suppressed findings where the format has a place for them (SARIF), ``fingerprints`` adds the
    fingerprints where people read (text, concise).
    """

    lang: str = "zh"
    color: bool = False
    width: int = 100
    checks: bool = False
    fail_on: Severity | None = Severity.ERROR
    quiet: bool = False
    statistics: bool = False
    suppressed: bool = True
    fingerprints: bool = False
