"""What can be done about a finding: fix it, ignore it with a reason, read about its rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from lsprotocol import types

from reportlint.document import Span
from reportlint.fix import keeps_numbers
from reportlint.rule import Edit
from reportlint.server.convert import Client, diagnostic, span_range, text_edits, workspace_edit
from reportlint.server.records import Found, Repair
from reportlint.server.session import OpenDocument
from reportlint.server.text import Text
from reportlint.server.words import words

FIX_ALL = "source.fixAll.reportlint"
SHOW_PAGE = "reportlint.showRulePage"
SHOW_LEDGER = "reportlint.showLedger"
SELECT = "reportlint.select"
_EMPTY = types.CodeActionKind.Empty


class Actions:
    """Offers actions for the findings of a document at a place."""

    def __init__(self, document: OpenDocument, client: Client, only: Sequence[str] | None) -> None:
        self._document = document
        self._text = document.text
        self._client = client
        self._only = tuple(only or ())
        self._lang = document.linted.lang
        self._say = words(document.linted.lang)

    def wants(self, kind: str) -> bool:
        """Whether the client asked for actions of a kind."""
        return not self._only or any(kind == wanted or not wanted or kind.startswith(f"{wanted}.") for wanted in self._only)

    def of(self, findings: Sequence[Found]) -> list[types.CodeAction]:
        """The actions for the findings at a place: all fixes first, then suppressions, then pages."""
        offered: list[types.CodeAction] = []
        if self.wants(types.CodeActionKind.QuickFix):
            for found in findings:
                offered += self._fixes(found)
            for found in findings:
                offered += self._suppressions(found)
        if self.wants(_EMPTY):
            offered += [self._page(code) for code in dict.fromkeys(found.code for found in findings)]
        return offered

    def fix_all(self, edits: Sequence[tuple[Span, str]] | None, uri: str) -> types.CodeAction:
        """The action that applies all safe fixes; without edits they are asked for when it is chosen."""
        return types.CodeAction(
            title=self._say.fix_all, kind=FIX_ALL, data={"uri": uri},
            edit=None if edits is None else self._edit(edits),
        )

    def resolved(self, action: types.CodeAction, edits: Sequence[tuple[Span, str]]) -> types.CodeAction:
        """The action with its edits."""
        action.edit = self._edit(edits)
        return action

    def _fixes(self, found: Found) -> Iterator[types.CodeAction]:
        repair = found.repair
        if repair is None or not may_apply(self._text.text, repair):
            return
        title = (self._say.fix if repair.safe else self._say.fix_unsafe).format(code=found.code, message=repair.message)
        yield types.CodeAction(
            title=title, kind=types.CodeActionKind.QuickFix, diagnostics=[diagnostic(found, self._client, self._lang)],
            is_preferred=repair.safe, edit=self._edit(repair.edits),
        )

    def _suppressions(self, found: Found) -> Iterator[types.CodeAction]:
        reason = "" if self._document.linted.require_reason else self._say.reason_placeholder
        markdown = self._document.linted.markdown
        for title, (place, put) in (
            (self._say.ignore, here(self._text, found, reason, markdown=markdown)),
            (self._say.ignore_file, in_file(self._text, found, reason, markdown=markdown)),
        ):
            yield types.CodeAction(
                title=title.format(code=found.code), kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic(found, self._client, self._lang)], edit=self._edit([(place, put)]),
                command=self._select(place, put, reason),
            )

    def _select(self, place: Span, put: str, reason: str) -> types.Command | None:
        """The command that selects the reason, to be overwritten; where none was put, the place for it."""
        if not self._client.shows_documents:
            return None
        changed = Text(self._text.text[:place.start] + put + self._text.text[place.end:], self._text.encoding)
        close = place.start + put.rindex(" -->")
        selected = span_range(changed, Span(close - len(reason), close))
        return types.Command("", SELECT, arguments=[self._document.uri, _plain(selected)])

    def _page(self, code: str) -> types.CodeAction:
        title = self._say.show_page.format(code=code)
        return types.CodeAction(
            title=title, kind=_EMPTY, command=types.Command(title, SHOW_PAGE, arguments=[code, self._document.uri]),
        )

    def _edit(self, edits: Sequence[tuple[Span, str]]) -> types.WorkspaceEdit:
        document = self._document
        return workspace_edit(document.uri, document.version, text_edits(self._text, edits), self._client)


def may_apply(text: str, repair: Repair) -> bool:
    """Whether a fix leaves every number of the text as it is and its edits stand apart."""
    edits = [Edit(span, put) for span, put in sorted(repair.edits, key=lambda edit: edit[0])]
    apart = all(before.span.end <= after.span.start for before, after in pairwise(edits))
    return bool(edits) and apart and all(keeps_numbers(text, edit) for edit in edits)


def here(text: Text, found: Found, reason: str, *, markdown: bool) -> tuple[Span, str]:
    """The insertion of a comment that suppresses a finding at its place.

    In plain text it gets a line of its own above; in Markdown, where such a line would end a paragraph or a table, it
    goes to the end of the line.
    """
    line = text.line(text.line_of(found.spot.span.start))
    comment = _comment("ignore", found.code, reason)
    if not markdown:
        return Span(line.start, line.start), comment + text.line_end
    content = text.text[line.start:line.end].rstrip()
    end = line.start + len(content)
    return Span(end, end), f" {comment}" if content else comment


def in_file(text: Text, found: Found, reason: str, *, markdown: bool) -> tuple[Span, str]:
    """The insertion of a comment that suppresses a rule in the whole file: at the top, at the end below front matter."""
    comment = _comment("ignore-file", found.code, reason)
    whole = text.text
    if markdown and whole.startswith("---"):
        end = len(whole)
        return Span(end, end), comment + text.line_end if whole.endswith(("\n", "\r")) else text.line_end + comment
    start = 1 if whole.startswith("\ufeff") else 0
    return Span(start, start), comment + text.line_end + (text.line_end if markdown else "")


def _comment(word: str, code: str, reason: str) -> str:
    return f"<!-- reportlint: {word}[{code}]{' ' if reason else ''}{reason} -->"


def _plain(given: types.Range) -> Mapping[str, Mapping[str, int]]:
    return {
        "start": {"line": given.start.line, "character": given.start.character},
        "end": {"line": given.end.line, "character": given.end.character},
    }
