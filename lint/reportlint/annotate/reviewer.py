"""The reviewed copy of one document: comments on its findings and, where asked for, fixes as tracked changes.

What is changed is cut into the XML as it stands; the copy is read again before it is handed out, and refused where
its text is not that of the original with the fixes made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reportlint.annotate.archive import rewritten
from reportlint.annotate.comments import (
    Comments,
    Stamp,
    mark_ids,
    without_marks,
)
from reportlint.annotate.cuts import Markup, Order
from reportlint.annotate.places import Hold, Places
from reportlint.annotate.revisions import Change, Revisions
from reportlint.annotate.runs import Deletion
from reportlint.annotate.textmap import BODY, Stories, TextMap
from reportlint.annotate.wording import lines_of, near_line, quoted
from reportlint.document import Document, Span
from reportlint.fix import edited
from reportlint.readers.docx import reader
from reportlint.readers.docx.package import Package
from reportlint.records import dataclass
from reportlint.rule import Diagnostic, Fix
from reportlint.source import SourceError

_MARKED = (b"commentRangeStart", b"commentReference")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A reviewed copy: its bytes, and what is in it.

    ``comments`` are written, ``near`` of them stand beside the characters that they are about; ``replaced`` are our own
    of an earlier run, ``answered`` those of them that were left since people have dealt with them; ``tracked`` fixes are
    tracked changes, ``untracked`` were asked for but stand where none can be; ``beyond`` findings have no comment, since
    Word opens no file with more. ``signed`` tells that the copy has a digital signature, which no longer holds.
    """

    data: bytes
    comments: int
    near: int
    replaced: int
    answered: int
    tracked: int
    untracked: int
    beyond: int
    signed: bool


def review(
    data: bytes, document: Document, findings: Sequence[Diagnostic], documents: Mapping[str, Document], stamp: Stamp, *,
    lang: str = "zh", fixes: Sequence[Fix] = (),
) -> Reviewed:
    """The reviewed copy of a document.

    Args:
        data: the bytes that ``document`` was read from.
        document: what the reader made of them.
        findings: those to comment on; each has a place in the document, and the comment is put at the first of them.
        documents: all that findings may point to, by path.
        stamp: who comments, and when.
        lang: the language of the comments, ``zh`` or ``en``.
        fixes: those of the findings to make as tracked changes; they must not get in each other's way.

    Raises:
        SourceError: where the package is damaged, or cannot be changed faithfully.
    """
    stories = Stories(Package(data))
    comments = Comments(stories)
    changed = _taken_out(stories, comments)
    if changed:  # runs are counted anew where those that referred to comments are gone
        document = replace(document, anchors=reader.read_bytes(rewritten(data, changed)).content.anchors)
    text = TextMap(document, stories)
    work = _Work(document, stories, text, stamp)
    planned = {fix: changes for fix in fixes if (changes := work.revisions.plan(fix)) is not None}
    for changes in planned.values():
        for change in changes:
            work.track(change)
    written, beyond = work.comment(findings, documents, comments, frozenset(planned), lang)
    changed |= comments.written(written)
    for name, markup in work.markups.items():
        if markup:
            part = stories.part(name)
            changed[part.name] = part.spliced(markup.splices())
    copy = rewritten(data, changed) if changed else data
    expected = edited(document.text, [edit for fix in planned for edit in fix.edits])
    found = reader.read_bytes(copy).content.text
    if next(stories.outline(BODY).named("p"), None) is None:  # a body without paragraphs may have got one
        found, expected = found.removeprefix("\n"), expected.removeprefix("\n")
    if found != expected:
        raise SourceError("unfaithful", "its text would not come out as it is")
    return Reviewed(
        copy, len(written), work.near, len(comments.removed), len(comments.kept), len(planned), len(fixes) - len(planned),
        beyond, any(r.kind == "origin" for r in stories.package.relationships("")),
    )


def _taken_out(stories: Stories, comments: Comments) -> dict[str, bytes]:
    """The members of the package that lose the marks of our comments of an earlier run."""
    changed: dict[str, bytes] = {}
    for name in tuple(stories.names):
        if comments.removed and any(mark in stories.part(name).utf8 for mark in _MARKED):
            outline = stories.outline(name)
            if mark_ids(outline) & comments.removed.keys():
                stories.replace(name, without_marks(outline, comments.removed))
                changed[stories.part(name).name] = stories.part(name).data
    return changed


class _Work:
    """Collects the markup that goes into the parts."""

    def __init__(self, document: Document, stories: Stories, text: TextMap, stamp: Stamp) -> None:
        self.markups: dict[str, Markup] = {}
        self.near = 0
        self.revisions = Revisions(document, text, stories)
        self._document, self._stories, self._text = document, stories, text
        self._ids: dict[str, Iterator[int]] = {}
        self._about = f'w:author="{stamp.author}" w:date="{stamp.date}"'
        self._stamp = stamp

    def _markup(self, part: str) -> Markup:
        if part not in self.markups:
            self.markups[part] = Markup(self._stories.outline(part))
        return self.markups[part]

    # Tracked changes.

    def track(self, change: Change) -> None:
        """Puts in a tracked change."""
        markup = self._markup(change.part)
        word = markup.declaration().decode()
        for run, start, end in change.deleted:
            tag = f'<w:del{word} w:id="{self._revision(change.part)}" {self._about}>'
            markup.delete(run, Deletion(start, end, tag.encode()))
        if change.text:
            content = change.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            head = f'<w:ins{word} w:id="{self._revision(change.part)}" {self._about}><w:r>'.encode()
            tail = f'<w:t xml:space="preserve">{content}</w:t></w:r></w:ins>'.encode()
            markup.put(change.cut, Order.INSERTED, head + change.properties + tail)

    def _revision(self, part: str) -> int:
        """An id that nothing in the part has yet."""
        if part not in self._ids:
            used = self._stories.outline(part).ids
            self._ids[part] = (number for number in range(1, 1 << 31) if str(number) not in used)
        return next(self._ids[part])

    # Comments.

    def comment(
        self, findings: Sequence[Diagnostic], documents: Mapping[str, Document], comments: Comments, tracked: frozenset[Fix],
        lang: str,
    ) -> tuple[list[bytes], int]:
        """The comments on findings, whose marks are put in; and how many findings more there are than Word takes."""
        outline = self._stories.outline(BODY)
        markup = self._markup(BODY)
        places = Places(self._text, outline, self._stories.kinds)
        ids = comments.ids(mark_ids(outline))
        answered = Counter(tuple(comment.paragraphs[:2]) for comment in comments.kept)
        room = comments.room()
        written: list[bytes] = []
        beyond = 0
        here = self._document.path
        for found in findings:
            place = next(each for each in (found.place, *found.related) if each.path == here)
            lines = lines_of(found, place, documents, lang, tracked=found.fix in tracked)
            if answered[lines[:2]] > 0:
                answered[lines[:2]] -= 1
                continue
            if len(written) >= room:
                beyond += 1
                continue
            hold = self._hold(places, place.span)
            if hold.near is not None:
                self.near += 1
                lines = (*lines, near_line(hold.near, quoted(self._document, place.span), lang))
            number = next(ids)
            written.append(comments.new(number, lines, self._stamp))
            _mark(markup, hold, number, comments.reference_style)
        return written, beyond

    def _hold(self, places: Places, span: Span) -> Hold:
        glyph = self._text.first(span.start, max(span.end, span.start + 1)) or self._text.last(0, span.start)
        if glyph is None:
            return places.of(span.start, span.end, {})
        return places.of(span.start, span.end, self._document.anchor_at(glyph.offset) or {})


def _mark(markup: Markup, hold: Hold, number: str, style: str) -> None:
    """Puts in the marks of a comment."""
    word = markup.declaration().decode()
    start = f'<w:commentRangeStart{word} w:id="{number}"/>'.encode()
    end = f'<w:commentRangeEnd{word} w:id="{number}"/>'.encode()
    reference = f'<w:r{word}>{style}<w:commentReference w:id="{number}"/></w:r>'.encode()
    if hold.start == hold.end:
        markup.put(hold.start, Order.POINT, start + end + (reference if hold.reference == hold.end else b""))
    else:
        markup.put(hold.start, Order.START, start)
        markup.put(hold.end, Order.END, end + (reference if hold.reference == hold.end else b""))
    if hold.reference != hold.end:
        markup.put(hold.reference, Order.POINT, reference)

