"""Records as types of the protocol."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from reportlint.document import Span
from reportlint.records import dataclass
from reportlint.server.records import Found, Spot
from reportlint.server.text import Range, Text
from reportlint.server.words import words

SOURCE = "reportlint"

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}


@dataclass(frozen=True, slots=True)
class Client:
    """What the client can do, as far as it matters here."""

    related: bool = False
    tags: bool = False
    markdown: bool = False
    document_changes: bool = False
    resolves_edits: bool = False
    shows_documents: bool = False
    pulls: bool = False
    refreshes: bool = False
    watches: bool = False
    configuration: bool = False

    @classmethod
    def of(cls, given: types.ClientCapabilities) -> Client:
        """What the capabilities say."""
        text, workspace, window = given.text_document, given.workspace, given.window
        publish = text.publish_diagnostics if text else None
        hover = text.hover if text else None
        action = text.code_action if text else None
        edit = workspace.workspace_edit if workspace else None
        resolve = action.resolve_support if action else None
        watched = workspace.did_change_watched_files if workspace else None
        pull = workspace.diagnostics if workspace else None
        show = window.show_document if window else None
        return cls(
            related=bool(publish and publish.related_information),
            tags=bool(publish and publish.tag_support and types.DiagnosticTag.Unnecessary in publish.tag_support.value_set),
            markdown=bool(hover and hover.content_format and types.MarkupKind.Markdown in hover.content_format),
            document_changes=bool(edit and edit.document_changes),
            resolves_edits=bool(action and action.data_support and resolve and "edit" in resolve.properties),
            shows_documents=bool(show and show.support),
            pulls=bool(text and text.diagnostic),
            refreshes=bool(pull and pull.refresh_support),
            watches=bool(watched and watched.dynamic_registration),
            configuration=bool(workspace and workspace.configuration),
        )


def lsp_range(given: Range) -> types.Range:
    """The range of two positions."""
    (line, column), (end_line, end_column) = given
    return types.Range(types.Position(line, column), types.Position(end_line, end_column))


def span_range(text: Text, span: Span) -> types.Range:
    """The range of a span of a text."""
    return lsp_range(text.range(span))


def location(spot: Spot) -> types.Location:
    """The place in its file."""
    return types.Location(spot.uri, lsp_range(spot.range))


def diagnostic(found: Found, client: Client, lang: str) -> types.Diagnostic:
    """The finding as far as the client can show it: related places go into the message where it has no room for them."""
    message = found.message
    related: list[types.DiagnosticRelatedInformation] | None = None
    if client.related:
        related = [types.DiagnosticRelatedInformation(location(note.spot), note.message) for note in found.related] or None
    elif found.related:
        say = words(lang)
        message += "".join(f"\n{say.see_also} {_shown(note.spot, found.spot.uri)}{say.separator}{note.message}" for note in found.related)
    return types.Diagnostic(
        range=lsp_range(found.spot.range), message=message, severity=_SEVERITIES[found.severity], code=found.code,
        source=SOURCE, related_information=related, data={"fingerprint": found.fingerprint},
        tags=[types.DiagnosticTag.Unnecessary] if found.repeated and client.tags else None,
    )


def text_edits(text: Text, edits: Sequence[tuple[Span, str]]) -> list[types.TextEdit]:
    """The replacements of spans of a text."""
    return [types.TextEdit(span_range(text, span), put) for span, put in edits]


def workspace_edit(uri: str, version: int | None, edits: Sequence[types.TextEdit], client: Client) -> types.WorkspaceEdit:
    """The edits of one document, bound to its version where the client can do that."""
    if client.document_changes:
        return types.WorkspaceEdit(document_changes=[
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), list(edits)),
        ])
    return types.WorkspaceEdit(changes={uri: list(edits)})


def _shown(spot: Spot, here: str) -> str:
    """A place as ``line:column`` from 1, with the file's name where it is another."""
    line, column = spot.range[0]
    shown = f"{line + 1}:{column + 1}"
    return shown if spot.uri == here else f"{file_name(spot.uri)}:{shown}"


def file_name(uri: str) -> str:
    """The last part of a URI, for people."""
    from urllib.parse import unquote

    return unquote(uri.rsplit("/", 1)[-1]) or uri
