"""The language server: what the editor asks, answered from the session and its workers."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from reportlint import __version__
from reportlint.document import Span
from reportlint.rule import Severity
from reportlint.server import options as editor_options
from reportlint.server.actions import Actions
from reportlint.server.convert import Client, diagnostic
from reportlint.server.process import Worker
from reportlint.server.protocol import KeepingProtocol
from reportlint.server.records import Draft, FixAll, Found, Inspect, Inspected, Options, Relation, Written
from reportlint.server.session import OpenDocument, Session
from reportlint.server.text import Position, Text, differences

NAME = "reportlint"

_MESSAGES = {
    Severity.ERROR: types.MessageType.Error, Severity.WARNING: types.MessageType.Warning, Severity.INFO: types.MessageType.Info,
}


class ReportlintServer(LanguageServer):
    """Keeps the open documents and tells the editor what is found in them.

    Args:
        linter: the worker that lints open documents, started or not.
        comparer: the worker that compares the files of a folder.
        lang: ``zh`` or ``en`` where neither the editor nor the settings of a project say.
        forced_lang: the language that the command line asked for, or empty.
        baseline: the name of the baseline file beside the settings.
        today: the day on which suppressions may have run out.
    """

    def __init__(
        self, linter: Worker, comparer: Worker, *, lang: str, forced_lang: str, baseline: str, today: Callable[[], date],
    ) -> None:
        super().__init__(
            NAME, __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            protocol_cls=KeepingProtocol,
        )
        self._forced_lang = forced_lang
        self._today = today
        self._folder = ""
        self.client = Client()
        self.orderly = False
        """Whether the editor has asked for the shutdown before the end."""
        self.session = Session(
            linter, comparer, Options(forced_lang, lang, today=today(), baseline=baseline), updated=self._updated,
            refresh=self._refresh, notify=self.tell,
        )

    def begin(self, params: types.InitializeParams) -> None:
        """Learns what the client can do and what its settings say."""
        self.client = Client.of(params.capabilities)
        encoding = self.protocol.workspace.position_encoding
        locale = (params.locale or "").replace("_", "-").partition("-")[0].lower()
        session = self.session
        lang = {"": session.options.default_lang, "zh": "zh"}.get(locale, "en")
        session.options = replace(
            session.options, default_lang=lang, encoding=encoding.value if isinstance(encoding, types.PositionEncodingKind) else str(encoding),
        )
        self.configure(params.initialization_options, shared=False)

    def configure(self, given: Any, *, shared: bool) -> None:
        """Takes the editor's settings; says what is wrong with them."""
        read, faults = editor_options.read(given, shared=shared)
        session = self.session
        for fault in faults:
            message = fault.text(session.options.lang or session.options.default_lang)
            self.tell(session.words.bad_options.format(message=message), Severity.WARNING)
        options = replace(
            session.options, lang=self._forced_lang or read.lang, select=read.select, ignore=read.ignore,
        )
        if options != session.options or read.project_scope != session.project_scope:
            session.options, session.project_scope = options, read.project_scope
            session.lint_all()

    def opened(self, item: types.TextDocumentItem) -> None:
        """Takes a document in; pages that the server itself has shown are not linted."""
        path = to_fs_path(item.uri) or ""
        if self._folder and path and os.path.realpath(path).startswith(os.path.realpath(self._folder)):
            return
        workspace = self._workspace_of(path)
        folder = os.path.dirname(path) if path else workspace or self._first_folder() or os.getcwd()
        self.session.options = replace(self.session.options, today=self._today())
        self.session.open(OpenDocument(
            item.uri, path, folder, workspace, str(item.language_id), item.version, Text(item.text, self.session.options.encoding),
        ))

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Takes changes in their order."""
        document = self.session.documents.get(params.text_document.uri)
        if document is None:
            return
        text = document.text
        for change in params.content_changes:
            given = getattr(change, "range", None)
            text = text.changed(None if given is None else (_position(given.start), _position(given.end)), change.text)
        self.session.change(document, text, params.text_document.version)

    def closed(self, uri: str) -> None:
        """Lets a document go, and takes its findings from the editor."""
        document = self.session.documents.get(uri)
        if document is not None:
            self.session.close(document)
            if not self.client.pulls:
                self._publish(uri, (), None)

    def saved(self, uri: str) -> None:
        """Compares the folder of a document that was saved."""
        document = self.session.documents.get(uri)
        if document is not None and document.workspace:
            self.session.compare(document.workspace)

    def regroup(self) -> None:
        """Finds the workspace folders of the open documents anew."""
        for document in self.session.documents.values():
            document.workspace = self._workspace_of(document.path)
            document.carried = None
            if document.workspace:
                self.session.compare(document.workspace)

    async def settled(self, uri: str) -> OpenDocument | None:
        """The document, when what is known is of its present text; None for one that is not linted."""
        document = self.session.documents.get(uri)
        return document if document is not None and await self.session.settled(document) else None

    def diagnostics(self, document: OpenDocument) -> list[types.Diagnostic]:
        """All findings of a document."""
        lang = document.linted.lang
        return [diagnostic(found, self.client, lang) for found in self.session.findings(document)]

    async def inspected(self, uri: str, position: types.Position) -> tuple[OpenDocument, Inspected] | None:
        """What is known of a place, its relations with other files included."""
        document = await self.settled(uri)
        if document is None or not document.linted.linted:
            return None
        offset = document.text.offset(_position(position))
        answer = await self.session.ask(document, Inspect(document.draft(), self.session.options, offset))
        if not isinstance(answer, Inspected):
            return None
        place = answer.number.spot.span if answer.number else Span(offset, offset + 1)
        across = self.session.relations(document, place)
        known = {_identity(relation) for relation in answer.relations}
        added = tuple(relation for relation in across if _identity(relation) not in known)
        return document, replace(answer, relations=(*answer.relations, *added))

    async def fix_all_edits(self, document: OpenDocument) -> list[tuple[Span, str]] | None:
        """The edits that apply all safe fixes; None where there is nothing to fix."""
        if not any(found.repair and found.repair.safe for found in self.session.findings(document)):
            return None
        answer = await self.session.ask(document, FixAll(document.draft(), self.session.options))
        if not isinstance(answer, Written):
            return None
        return differences(document.text.text, answer.text) or None

    def actions(self, document: OpenDocument, only: Sequence[str] | None) -> Actions:
        """What offers actions for a document."""
        return Actions(document, self.client, only)

    def findings_at(self, document: OpenDocument, given: types.Range) -> list[Found]:
        """The findings that a range touches."""
        start, end = document.text.offset(_position(given.start)), document.text.offset(_position(given.end))
        return [
            found for found in self.session.findings(document)
            if found.spot.span.start <= max(start, end) and found.spot.span.end >= min(start, end)
        ]

    async def show(self, name: str, text: str) -> None:
        """Shows a text as a document of its own, or as a message where the client cannot do that."""
        if not self.client.shows_documents:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))
            return
        if not self._folder:
            self._folder = tempfile.mkdtemp(prefix="reportlint-")
        path = Path(self._folder, name)
        if path.exists():
            path.chmod(0o600)
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
        path.chmod(0o400)
        with suppress(JsonRpcException):
            await self.window_show_document_async(types.ShowDocumentParams(path.as_uri(), external=False, take_focus=True))

    def tell(self, message: str, severity: Severity) -> None:
        """Shows a message to the user."""
        self.window_show_message(types.ShowMessageParams(_MESSAGES[severity], f"{NAME}: {message}"))

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002
        """Writes what went wrong into the client's log; the user could do nothing about it."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, f"{NAME}: {error}"))

    def shutdown(self) -> None:
        """Ends the workers and removes what was written."""
        self.session.stop()
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    def empty_draft(self, uri: str) -> Draft:
        """A document that is not open, for questions about its folder."""
        path = to_fs_path(uri) or ""
        return Draft(uri, path, os.path.dirname(path) or self._first_folder() or os.getcwd(), "", "")

    def _updated(self, document: OpenDocument) -> None:
        if not self.client.pulls:
            self._publish(document.uri, self.diagnostics(document), document.version)

    def _refresh(self) -> None:
        """Asks the client to ask again, where it asks at all."""
        if self.client.pulls and self.client.refreshes:
            self.workspace_diagnostic_refresh(None)

    def _publish(self, uri: str, diagnostics: Sequence[types.Diagnostic], version: int | None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, list(diagnostics), version))

    def _workspace_of(self, path: str) -> str:
        """The innermost workspace folder that a path lies in; empty for none."""
        folders = [to_fs_path(folder.uri) or "" for folder in self._folders()]
        holding = [folder for folder in folders if folder and path and _inside(path, folder)]
        return max(holding, key=len, default="")

    def _first_folder(self) -> str:
        return next((path for folder in self._folders() if (path := to_fs_path(folder.uri))), "")

    def _folders(self) -> list[types.WorkspaceFolder]:
        workspace = self.protocol.workspace
        folders = list(workspace.folders.values())
        if not folders and workspace.root_uri:
            folders = [types.WorkspaceFolder(workspace.root_uri, "")]
        return folders


def _position(given: types.Position) -> Position:
    return given.line, given.character


def _identity(relation: Relation) -> tuple[object, ...]:
    return relation.code, relation.expression, relation.verdict


def _inside(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath([path, folder]) == os.path.normpath(folder)
    except ValueError:
        return False
