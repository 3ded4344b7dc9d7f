"""The protocol of pygls with one difference: the server keeps the documents itself, as its own kind of text.

pygls cuts lines as Python does, at form feeds and U+2028 too, which shifts every later change in a text that has them.
"""

from __future__ import annotations

import typing

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method


class Keeper(typing.Protocol):
    """What keeps the documents."""

    def opened(self, item: types.TextDocumentItem) -> None:
        """Takes a document in."""

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Takes changes in their order."""

    def closed(self, uri: str) -> None:
        """Lets a document go."""


class KeepingProtocol(LanguageServerProtocol):
    """Hands documents that are opened, changed and closed to the server."""

    @property
    def _keeper(self) -> Keeper:
        return typing.cast(Keeper, self._server)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Takes a document in."""
        self._keeper.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Takes changes."""
        self._keeper.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Lets a document go."""
        self._keeper.closed(params.text_document.uri)
