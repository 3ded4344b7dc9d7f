"""The open documents and what is known of them: lints after changes, compares after saves, drops what is stale."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import field

from reportlint.document import Span
from reportlint.records import dataclass
from reportlint.rule import Severity
from reportlint.server.carried import Carried
from reportlint.server.process import PATIENCE, Worker, WorkerFailed
from reportlint.server.records import (
    Answer,
    Compare,
    Compared,
    Draft,
    Found,
    Job,
    Lint,
    Linted,
    Notice,
    Options,
    Refused,
    Relation,
)
from reportlint.server.text import Text
from reportlint.server.words import Words, words

DELAY = 0.2
"""Seconds of quiet after a change before a document is linted."""


@dataclass(slots=True)
class OpenDocument:
    """A document as the editor has it. ``workspace`` is the workspace folder that it belongs to, empty for none."""

    uri: str
    path: str
    folder: str
    workspace: str
    language: str
    version: int | None
    text: Text
    revision: int = 0
    """Counts changes; versions need not."""
    closed: bool = False
    linted: Linted = field(default_factory=Linted)
    linted_revision: int = -1
    generation: int = 0
    """Counts how often what is to be shown has changed."""
    carried: Carried | None = None
    """The last comparison with the other files of the workspace folder."""
    task: asyncio.Task[None] | None = None

    def draft(self) -> Draft:
        """The document as a worker takes it."""
        return Draft(self.uri, self.path, self.folder, self.language, self.text.text)

    @property
    def current(self) -> bool:
        """Whether what is known is of the text as it stands."""
        return self.linted_revision == self.revision


class Session:
    """The open documents and the workers that lint them.

    ``updated`` is told of a document of which something new is known, ``refresh`` that something new may be known of
    any without a change of its own; ``notify`` of a message to the user and how grave it is.
    """

    def __init__(
        self, linter: Worker, comparer: Worker, options: Options, *, updated: Callable[[OpenDocument], None],
        refresh: Callable[[], None], notify: Callable[[str, Severity], None],
    ) -> None:
        self.documents: dict[str, OpenDocument] = {}
        self.options = options
        self.project_scope = True
        self._linter, self._comparer = linter, comparer
        self._updated, self._refresh, self._notify = updated, refresh, notify
        self._comparisons: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()
        self._faults: dict[str, str] = {}

    @property
    def words(self) -> Words:
        """The words for what belongs to no document."""
        return words(self.options.lang or self.options.default_lang)

    def findings(self, document: OpenDocument) -> tuple[Found, ...]:
        """All findings: those of the document, and those of the last comparison that changes since have not touched."""
        own = document.linted.findings
        if document.carried is None or not document.linted.linted:
            return own
        return (*own, *document.carried.findings(document.uri, self._texts()))

    def relations(self, document: OpenDocument, place: Span) -> tuple[Relation, ...]:
        """The relations with other files that a place stands in."""
        return () if document.carried is None else document.carried.relations(document.uri, place, self._texts())

    def open(self, document: OpenDocument) -> None:
        """Takes a document in and lints it at once."""
        known = self.documents.get(document.uri)
        if known is not None:
            self.close(known)
        self.documents[document.uri] = document
        self._schedule(document, 0)
        if document.workspace:
            self.compare(document.workspace)

    def change(self, document: OpenDocument, text: Text, version: int | None) -> None:
        """Takes a new text; what was known of the old one is stale."""
        document.text, document.version = text, version
        document.revision += 1
        self._schedule(document, DELAY)

    def close(self, document: OpenDocument) -> None:
        """Lets a document go."""
        document.closed = True
        self.documents.pop(document.uri, None)
        if document.task is not None:
            document.task.cancel()

    def lint_all(self) -> None:
        """Lints and compares everything anew: settings have changed."""
        for document in self.documents.values():
            document.revision += 1
            self._schedule(document, 0)
        for workspace in list(self._comparisons):
            self.compare(workspace)
        self._refresh()

    def compare(self, workspace: str) -> None:
        """Compares the documents of a workspace folder; a comparison that is under way is given up."""
        if not self.project_scope:
            return
        running = self._comparisons.get(workspace)
        if running is not None:
            running.cancel()
        self._comparisons[workspace] = asyncio.ensure_future(self._compare(workspace))

    async def settled(self, document: OpenDocument) -> bool:
        """Waits until what is known is of the text as it stands; False where the document is closed meanwhile."""
        while not document.closed and document.task is not None and not document.task.done():
            await asyncio.wait({document.task})
        return not document.closed and document.current

    async def ask(self, document: OpenDocument, job: Job) -> Answer | None:
        """The answer of the worker that lints; None where it fails or the document changes meanwhile."""
        revision = document.revision
        try:
            answer = await self._linter.ask(job)
        except WorkerFailed as error:
            self._notify(self._failure(document, error), Severity.ERROR)
            return None
        return answer if document.revision == revision and not document.closed else None

    async def written(self, job: Job) -> Answer | None:
        """The answer to a job that belongs to no text."""
        try:
            return await self._linter.ask(job)
        except WorkerFailed:
            return None

    def stop(self) -> None:
        """Ends the workers."""
        self._linter.stop()
        self._comparer.stop()

    def _schedule(self, document: OpenDocument, delay: float) -> None:
        if document.task is not None:
            document.task.cancel()
        document.task = asyncio.ensure_future(self._lint(document, delay))

    async def _lint(self, document: OpenDocument, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        answer = await self.ask(document, Lint(document.draft(), self.options))
        if isinstance(answer, Refused):
            self._refused(document.folder, answer.message)
        elif isinstance(answer, Linted):
            self._accepted(document.folder)
            for notice in answer.notices:
                self._once(notice)
        if document.closed:
            return
        document.linted = answer if isinstance(answer, Linted) else Linted()
        document.linted_revision = document.revision
        self._publish(document)

    async def _compare(self, workspace: str) -> None:
        drafts = {d.uri: d.draft() for d in self.documents.values() if d.workspace == workspace}
        try:
            answer = await self._comparer.ask(Compare(workspace, tuple(drafts.values()), self.options))
        except WorkerFailed:
            return
        if isinstance(answer, Compared):
            for notice in answer.notices:
                self._once(notice)
        carried = Carried(answer, {uri: draft.text for uri, draft in drafts.items()}) if isinstance(answer, Compared) else None
        for uri in drafts:
            document = self.documents.get(uri)
            if document is not None:
                document.carried = carried
                if document.current:
                    self._publish(document)
        self._refresh()

    def _texts(self) -> dict[str, Text]:
        return {uri: document.text for uri, document in self.documents.items()}

    def _failure(self, document: OpenDocument, error: WorkerFailed) -> str:
        name = document.path or document.uri
        return self.words.timed_out.format(name=name, seconds=round(PATIENCE)) if error.slow else self.words.died.format(name=name)

    def _publish(self, document: OpenDocument) -> None:
        document.generation += 1
        self._updated(document)

    def _once(self, notice: Notice) -> None:
        """Shows the first notice of its kind."""
        if notice.kind not in self._told:
            self._told.add(notice.kind)
            self._notify(notice.text, Severity.WARNING)

    def _refused(self, folder: str, message: str) -> None:
        if message and self._faults.get(folder) != message:
            self._faults[folder] = message
            self._notify(message, Severity.ERROR)

    def _accepted(self, folder: str) -> None:
        if self._faults.pop(folder, None) is not None:
            self._notify(self.words.recovered, Severity.INFO)
