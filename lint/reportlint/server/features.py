"""The methods of the protocol that the server answers."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from reportlint.rule import Severity
from reportlint.server.actions import FIX_ALL, SELECT, SHOW_LEDGER, SHOW_PAGE
from reportlint.server.app import NAME, ReportlintServer
from reportlint.server.convert import file_name, location, lsp_range
from reportlint.server.hover import HoverText
from reportlint.server.options import SECTION
from reportlint.server.records import Inspected, Ledger, Page, Refused, Spot, Written
from reportlint.server.words import words

_MOST = 50
"""Findings that actions are offered for at one place: a menu for a whole document would help nobody."""


def register(server: ReportlintServer) -> None:
    """Registers everything that does not depend on what the client can do."""
    _lifecycle(server)
    _places(server)
    _code_actions(server)
    _commands(server)


def _lifecycle(server: ReportlintServer) -> None:
    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.begin(params)
        if server.client.pulls:
            _pulling(server)

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        if server.client.watches:
            watchers = [types.FileSystemWatcher("**/*.toml"), types.FileSystemWatcher(f"**/{server.session.options.baseline}")]
            with suppress(JsonRpcException):  # a client that refuses has its settings read again at the next change
                await server.client_register_capability_async(types.RegistrationParams([types.Registration(
                    "reportlint-settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                    types.DidChangeWatchedFilesRegistrationOptions(watchers),
                )]))
        if server.client.configuration:
            await _configuration(server)

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.orderly = True

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE, types.SaveOptions(include_text=False))
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        server.saved(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(_params: types.DidChangeWatchedFilesParams) -> None:
        server.session.lint_all()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_workspace_folders(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.regroup()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        if server.client.configuration:
            await _configuration(server)
        elif params.settings is not None:
            server.configure(params.settings, shared=True)


async def _configuration(server: ReportlintServer) -> None:
    """Takes the editor's settings where it has some."""
    given = None
    with suppress(JsonRpcException):
        given = await server.workspace_configuration_async(types.ConfigurationParams([types.ConfigurationItem(section=SECTION)]))
    if given and given[0] is not None:
        server.configure(given[0], shared=True)


def _pulling(server: ReportlintServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, types.DiagnosticOptions(
        identifier=NAME, inter_file_dependencies=True, workspace_diagnostics=False,
    ))
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        document = await server.settled(params.text_document.uri)
        if document is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        result_id = str(document.generation)
        if params.previous_result_id == result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
        return types.RelatedFullDocumentDiagnosticReport(server.diagnostics(document), result_id=result_id)


def _places(server: ReportlintServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        known = await server.inspected(params.text_document.uri, params.position)
        if known is None:
            return None
        document, inspected = known
        text = HoverText(document.linted.lang, document.uri, markdown=server.client.markdown).of(inspected)
        if not text:
            return None
        kind = types.MarkupKind.Markdown if server.client.markdown else types.MarkupKind.PlainText
        at = inspected.number.spot.range if inspected.number else None
        return types.Hover(types.MarkupContent(kind, text), lsp_range(at) if at else None)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: types.DefinitionParams) -> list[types.Location] | None:
        return await _others(server, params.text_document.uri, params.position, itself=False)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references(params: types.ReferenceParams) -> list[types.Location] | None:
        return await _others(server, params.text_document.uri, params.position, itself=params.context.include_declaration)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    async def document_highlight(params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
        known = await server.inspected(params.text_document.uri, params.position)
        if known is None:
            return None
        here = [spot for spot in _spots(known[1], itself=True) if spot.uri == params.text_document.uri]
        return [types.DocumentHighlight(lsp_range(spot.range)) for spot in here] or None

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions(resolve_provider=False))
    async def code_lens(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        document = await server.settled(params.text_document.uri)
        if document is None or not document.linted.checks:
            return None
        linted, say = document.linted, words(document.linted.lang)
        title = (say.lens_failing if linted.inconsistent else say.lens).format(checks=linted.checks, failing=linted.inconsistent)
        top = types.Range(types.Position(0, 0), types.Position(0, 0))
        return [types.CodeLens(top, types.Command(title, SHOW_LEDGER, arguments=[document.uri]))]


async def _others(
    server: ReportlintServer, uri: str, position: types.Position, *, itself: bool,
) -> list[types.Location] | None:
    """The other places of the relations and findings at a place."""
    known = await server.inspected(uri, position)
    return None if known is None else [location(spot) for spot in _spots(known[1], itself=itself)] or None


def _spots(known: Inspected, *, itself: bool) -> list[Spot]:
    """The places of the relations and findings, each once, in order."""
    spots: Iterable[Spot] = (
        *(term.spot for relation in known.relations for term in relation.terms),
        *(note.spot for found in known.findings for note in found.related),
    )
    own = known.number.spot if known.number else None
    kept: dict[tuple[str, object], Spot] = {}
    for spot in spots:
        inside = own is not None and spot.uri == own.uri and spot.span.overlaps(own.span)
        if itself or not inside:
            kept.setdefault((spot.uri, spot.range[0]), spot)
    return list(kept.values())


def _code_actions(server: ReportlintServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True,
    ))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        document = await server.settled(params.text_document.uri)
        if document is None or not document.linted.linted:
            return None
        only, revision = params.context.only, document.revision
        actions = server.actions(document, [str(getattr(kind, "value", kind)) for kind in only] if only else None)
        offered = actions.of(server.findings_at(document, params.range)[:_MOST])
        if actions.wants(FIX_ALL):
            if server.client.resolves_edits and any(found.repair and found.repair.safe for found in document.linted.findings):
                offered.append(actions.fix_all(None, document.uri))
            elif not server.client.resolves_edits and (edits := await server.fix_all_edits(document)):
                offered.append(actions.fix_all(edits, document.uri))
        return offered if offered and document.revision == revision else None

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def code_action_resolve(action: types.CodeAction) -> types.CodeAction:
        uri = action.data.get("uri") if isinstance(action.data, dict) else None
        document = await server.settled(uri) if isinstance(uri, str) else None
        if document is not None and action.edit is None:
            edits = await server.fix_all_edits(document)
            return server.actions(document, None).resolved(action, edits or [])
        return action


def _commands(server: ReportlintServer) -> None:
    @server.command(SHOW_PAGE)
    async def show_rule_page(code: str, uri: str) -> None:
        draft = server.empty_draft(uri)
        answer = await server.session.written(Page(code, draft.folder, server.session.options))
        if isinstance(answer, Written):
            await server.show(f"{code}.md", answer.text)
        elif isinstance(answer, Refused):
            server.tell(answer.message, Severity.ERROR)

    @server.command(SHOW_LEDGER)
    async def show_ledger(uri: str) -> None:
        document = await server.settled(uri)
        if document is None:
            return
        answer = await server.session.ask(document, Ledger(document.draft(), server.session.options))
        if isinstance(answer, Written):
            await server.show(f"{file_name(uri)}.ledger.txt", answer.text)

    @server.command(SELECT)
    async def select(uri: str, selection: dict[str, Any]) -> None:
        start, end = (types.Position(selection[key]["line"], selection[key]["character"]) for key in ("start", "end"))
        with suppress(JsonRpcException):
            await server.window_show_document_async(types.ShowDocumentParams(
                uri, external=False, take_focus=True, selection=types.Range(start, end),
            ))
