"""What passes between the server and its workers: jobs, and what comes of them. Plain data that can be pickled.

Spans count code points of the text that a job carried; ranges are positions of the protocol, in the encoding of the
job's options. Messages are in the one language that the settings and the options ask for.
"""

from __future__ import annotations

from datetime import date

from reportlint.document import Span
from reportlint.records import dataclass
from reportlint.server.text import UTF16, Range


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for every job: what the editor's settings say, the encoding of positions, the day.

    ``lang`` is what the user asked for or empty, ``default_lang`` what holds where the project's settings are silent.
    ``baseline`` is the name of the baseline file beside the settings.
    """

    lang: str = ""
    default_lang: str = "zh"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    encoding: str = UTF16
    today: date | None = None
    baseline: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An open document. ``path`` is empty for one that is no file; settings are looked for in ``folder`` and upward."""

    uri: str
    path: str
    folder: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file."""

    uri: str
    span: Span
    range: Range


@dataclass(frozen=True, slots=True)
class Note:
    """A place with what is to be said of it."""

    spot: Spot
    message: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A fix: the replacements that it makes in the document of its finding."""

    message: str
    edits: tuple[tuple[Span, str], ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, as it is to be shown. ``repeated`` tells text that stands elsewhere already."""

    code: str
    name: str
    severity: str
    message: str
    spot: Spot
    related: tuple[Note, ...]
    repair: Repair | None
    fingerprint: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A number that takes part in a relation: its role, print, and the interval that the print stands for (or empty)."""

    spot: Spot
    role: str
    text: str
    interval: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that was recomputed or left unjudged; ``reason`` says why it was left."""

    kind: str
    code: str
    verdict: str
    expression: str
    reason: str
    message: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """What a printed number was read as; texts are empty where nothing is known."""

    spot: Spot
    text: str
    role: str
    indicator: str
    place: str
    year: str
    value: str
    interval: str
    of: str


@dataclass(frozen=True, slots=True)
class Lint:
    """Asks for the findings of a document; answered by :class:`Linted` or :class:`Refused`."""

    draft: Draft
    options: Options


@dataclass(frozen=True, slots=True)
class Inspect:
    """Asks what is known of the place at an offset; answered by :class:`Inspected` or :class:`Refused`."""

    draft: Draft
    options: Options
    offset: int


@dataclass(frozen=True, slots=True)
class FixAll:
    """Asks for the document with its safe fixes applied; answered by :class:`Written` or :class:`Refused`."""

    draft: Draft
    options: Options


@dataclass(frozen=True, slots=True)
class Ledger:
    """Asks for the ledger of a document as text; answered by :class:`Written` or :class:`Refused`."""

    draft: Draft
    options: Options


@dataclass(frozen=True, slots=True)
class Page:
    """Asks for the page of a rule; answered by :class:`Written` or :class:`Refused`."""

    code: str
    folder: str
    options: Options


@dataclass(frozen=True, slots=True)
class Compare:
    """Asks for a comparison of the documents in a folder; ``drafts`` are the open ones, which count as they stand.

    Answered by :class:`Compared` or :class:`Refused`.
    """

    folder: str
    drafts: tuple[Draft, ...]
    options: Options


Job = Lint | Inspect | FixAll | Ledger | Page | Compare


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be said beside findings; of those with the same ``kind`` one is enough."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Linted:
    """The findings of a document, how many relations were recomputed and how many of them fail.

    ``linted`` tells whether the document is one that is linted at all; ``lang`` is the language that holds for it.
    """

    findings: tuple[Found, ...] = ()
    checks: int = 0
    inconsistent: int = 0
    notices: tuple[Notice, ...] = ()
    lang: str = "zh"
    require_reason: bool = False
    markdown: bool = False
    linted: bool = True


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known of a place: the number there, the relations that it stands in, the findings on it."""

    number: Number | None = None
    relations: tuple[Relation, ...] = ()
    findings: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A text that was asked for."""

    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing files found: findings and relations of the open documents by URI, each for the text that was compared.

    ``notices`` also say why the files were not compared, where they were not.
    """

    findings: dict[str, tuple[Found, ...]]
    relations: dict[str, tuple[Relation, ...]]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer: settings that cannot be followed, a document that cannot be read."""

    message: str


@dataclass(frozen=True, slots=True)
class Superseded:
    """A newer text has come; the job was given up."""


@dataclass(frozen=True, slots=True)
class Outgrown:
    """The settings ask for what this process can no longer do (a unit was changed): a new one must be started."""


Answer = Linted | Inspected | Written | Compared | Refused | Superseded | Outgrown
