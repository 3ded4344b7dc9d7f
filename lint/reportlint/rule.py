"""The public surface for rules: what a rule is, what it is given, and what it may say.

A rule is a class with a ``meta`` and a ``check`` method. It is given a :class:`~reportlint.facts.Reading`
(document, mentions, facts) and yields :class:`Check` records (relations recomputed, right or wrong) and
:class:`Diagnostic` records (faults that are no arithmetic). An inconsistent check becomes a diagnostic by
itself. Places are made with :meth:`Rule.place` from offsets of the flow, or with :meth:`Rule.place_in_text`
from offsets of the source text.

Rules import this module and nothing else of the engine.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from reportlint.document import Block, BlockKind, Document, Ordinal, Part, Report, ReportKind, Span, Table
from reportlint.facts import (
    Basis,
    Breakdown,
    Entry,
    Fact,
    Grid,
    Interval,
    Reading,
    Role,
    Row,
    Wording,
    closes,
    comparable,
    disjoint_among,
    inner,
    is_partition,
    outer,
    place_of,
    read_phrase,
    repairs,
    same_frame,
    signed,
    slips,
    total_of,
    unit_named,
    unit_of,
    whole_of,
    wording,
    worth_of,
)
from reportlint.mentions import Grain, Hedge, Kind, Mention, Period
from reportlint.records import dataclass

API_VERSION = 1
"""Raised when a change to this module would break an existing rule."""

__all__ = [
    "API_VERSION", "ArithmeticRule", "Basis", "Block", "BlockKind", "Breakdown", "Check", "CheckKind", "Confidence", "Diagnostic",
    "Document", "DocumentRule", "Edit", "Entry", "Fact", "Finding", "Fix", "Grain", "Grid", "Hedge", "Interval", "Kind",
    "Mention", "Message", "NoOptions", "Operand", "Ordinal", "Part", "Period", "Place", "ProjectRule", "Reading",
    "Report", "ReportKind", "Role", "Row", "Rule", "RuleMeta", "Severity", "Span", "Spread", "Status", "Table", "Verdict", "Wording",
    "closes", "comparable", "disjoint_among", "inner", "is_partition", "outer", "place_of", "read_phrase", "repairs", "same_frame", "signed", "slips", "total_of", "unit_named", "unit_of", "whole_of", "wording", "worth_of",
]


class Severity(StrEnum):
    """What a finding does to the exit status."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Confidence(StrEnum):
    """How sure the reading behind a finding is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """Whether a rule is on by default."""

    STABLE = "stable"
    PREVIEW = "preview"


class Verdict(StrEnum):
    """What recomputing a relation showed."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    SKIPPED = "skipped"


class CheckKind(StrEnum):
    """The relations that can be recomputed; the values are part of the JSON contract."""

    SUM = "sum"
    PART = "part"
    GROWTH = "growth"
    DELTA = "delta"
    POINT_CHANGE = "point_change"
    SHARE = "share"
    COMPOSITION = "composition"
    PLAN_COMPLETION = "plan_completion"
    CONTRIBUTION = "contribution"
    RATE_SUM = "rate_sum"
    PER_CAPITA = "per_capita"
    RATIO = "ratio"
    MEAN_BOUND = "mean_bound"
    AVERAGE_GROWTH = "average_growth"
    BALANCE = "balance"
    PRODUCT = "product"
    EQUAL_MENTION = "equal_mention"
    COUNT = "count"
    SEQUENCE = "sequence"
    PLAN_YEAR = "plan_year"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in both languages."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document's text, with what is to be said about it."""

    path: str
    span: Span
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """The replacement of a span of the document's text."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that repair a finding; a safe fix cannot change what the text means."""

    message: Message
    edits: tuple[Edit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class RuleMeta:
    """What is known of a rule before it runs. ``code`` is for ever, ``name`` states the fault."""

    code: str
    name: str
    summary: Message
    severity: Severity = Severity.WARNING
    status: Status = Status.STABLE
    fixable: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: one primary place, the others related.

    ``key`` is what the fingerprint is made of beside code and file; it must not hold offsets or line numbers,
    so that moved text stays known.
    """

    code: str
    name: str
    severity: Severity
    confidence: Confidence
    message: Message
    place: Place
    related: tuple[Place, ...] = ()
    fix: Fix | None = None
    key: str = ""
    group: str = ""
    """Findings of one file with the same group are gathered by the text output (the same mask dozens of times)."""

    def fingerprint(self, path: str = "") -> str:
        """Twenty hexadecimal digits that stay the same while the claim stays the same.

        ``path`` is that of the file as its project has it, which does not depend on where one stands.
        """
        import hashlib

        raw = "\x1f".join((self.code, path or self.place.path, self.key or self.message.zh))
        return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Operand:
    """A printed number that takes part in a check; its span covers the number without its unit."""

    role: str
    place: Place
    text: str
    unit: str


@dataclass(frozen=True, slots=True)
class Check:
    """A relation that was recomputed, or skipped for a reason. ``finding`` says what is wrong when inconsistent."""

    kind: CheckKind
    code: str
    verdict: Verdict
    expression: str
    operands: tuple[Operand, ...]
    reason: str = ""
    finding: Diagnostic | None = None


Finding = Check | Diagnostic


@dataclass(frozen=True)
class NoOptions:
    """The options of a rule that has none."""


class Rule(ABC):
    """A rule: ``meta`` says what it is, ``Options`` (a frozen dataclass) what can be set; instances hold the options."""

    meta: ClassVar[RuleMeta]
    Options: ClassVar[type] = NoOptions
    blank: ClassVar[bool] = False
    """Whether the rule has something to say of a document without any text; others are not asked there."""

    def __init__(self, options: Any = None) -> None:
        self.options: Any = self.Options() if options is None else options

    def state(self) -> str:
        """What findings depend on beside the document, the options and the code, such as the digest of a file elsewhere.

        What was found is kept between runs, for documents that have not changed, as long as this stays the same.
        """
        return ""

    def place(self, document: Document, start: int, end: int, message: Message | None = None) -> Place:
        """The place of a half-open range of the document's flow."""
        return Place(document.path, document.span(start, end), message)

    def place_in_text(self, document: Document, start: int, end: int, message: Message | None = None) -> Place:
        """The place of a half-open range of the document's text."""
        return Place(document.path, Span(start, end), message)

    def diagnostic(
        self, place: Place, message: Message, *, related: Iterable[Place] = (), severity: Severity | None = None,
        confidence: Confidence = Confidence.HIGH, fix: Fix | None = None, key: str = "", group: str = "",
    ) -> Diagnostic:
        """A diagnostic of this rule, at its own severity unless another is given."""
        return Diagnostic(
            self.meta.code, self.meta.name, severity or self.meta.severity, confidence, message, place,
            tuple(related), fix, key, group,
        )

    def check_of(
        self, kind: CheckKind, verdict: Verdict, expression: str, operands: Iterable[Operand], *, reason: str = "",
        finding: Diagnostic | None = None,
    ) -> Check:
        """A check of this rule; ``finding`` belongs to an inconsistent one, ``reason`` to a skipped one."""
        return Check(kind, self.meta.code, verdict, expression, tuple(operands), reason, finding)

    def operand(self, reading: Reading, mention: Mention, role: str) -> Operand:
        """The operand that a mention is, with the span of its number."""
        document = reading.document
        return Operand(
            role, self.place(document, mention.number_start, mention.number_end),
            document.flow[mention.number_start:mention.number_end], mention.printed_unit,
        )


class DocumentRule(Rule):
    """A rule that looks at one document."""

    @abstractmethod
    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields checks and diagnostics of one document, in any order."""


class ArithmeticRule(DocumentRule):
    """A rule that recomputes relations between mentions of one document."""

    def relation(
        self, reading: Reading, kind: CheckKind, verdict: Verdict, expression: str, operands: Sequence[tuple[str, Mention]], *,
        message: Message | None = None, related: Iterable[tuple[Mention, Message]] = (), severity: Severity | None = None,
        confidence: Confidence = Confidence.HIGH, reason: str = "",
    ) -> Check:
        """The check of a relation; with a ``message`` its finding stands at the first operand."""
        document = reading.document
        finding = None
        if message is not None:
            first = operands[0][1]
            finding = self.diagnostic(
                self.place(document, first.start, first.end), message,
                related=[self.place(document, m.start, m.end, note) for m, note in related],
                severity=severity, confidence=confidence, key=message.zh,
            )
        return self.check_of(
            kind, verdict, expression, [self.operand(reading, mention, role) for role, mention in operands], reason=reason,
            finding=finding,
        )


Spread = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""``map``, or what does the same in several processes."""


class ProjectRule(Rule):
    """A rule that compares documents with one another; it runs with ``--scope project``.

    A document of which no more than the path is asked for is not read again, its mentions and facts are not made again
    unless they are asked for. A rule that overrides :meth:`extract` and asks for :meth:`extracted` need not ask.
    """

    spread: Spread = staticmethod(map)
    """Calls a function for each item, in order, and gives what it returns: in several processes where the run has them.

    Items and what is returned are pickled, and the function too where processes are started anew.
    """

    @abstractmethod
    def check_project(self, readings: Sequence[Reading]) -> Iterator[Finding]:
        """Yields checks and diagnostics across all documents of a run, in any order."""

    def extract(self, reading: Reading) -> Any:  # noqa: ARG002
        """What comparing needs to know of one document: taken out when it is linted, and kept between runs.

        Plain data as JSON has it: None, bool, int, float, str, lists, and dictionaries with str keys.
        """
        return None

    def extracted(self, reading: Reading) -> Any:
        """The extract of a document, which is made where it is not known yet."""
        code = self.meta.code
        if code not in reading.extracts:
            reading.extracts[code] = self.extract(reading)
        return reading.extracts[code]
