"""The comments of a Word document: what they say, by whom, and which paragraphs and notes they hang on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from reportlint import patterns as re
from reportlint.document.model import Anchor, MarginNote, Span
from reportlint.readers.docx.holders import Attributes, Holders
from reportlint.readers.docx.package import WORD, Package, Relationship, attribute, parse
from reportlint.readers.docx.tree import CommentRange
from reportlint.records import dataclass

_TO_REPORTLINT = re.compile(r"\s*reportlint\s*[:：](?P<body>.*)", re.S | re.I)  # Word writes the first letter large


@dataclass(slots=True)
class WordComment:
    """A comment: ``paragraphs`` holds the text of each, ``paragraph_ids`` the ``w14:paraId`` of those that have one."""

    id: str
    author: str
    paragraphs: list[str] = field(default_factory=list)
    paragraph_ids: list[str] = field(default_factory=list)


def read_comments(data: bytes, name: str) -> list[WordComment]:
    """The comments of a comments part, in order; raises SourceError for XML that is broken."""
    reader = _Comments()
    parse(data, name, reader.start, reader.end, reader.text)
    return reader.comments


class _Comments:
    """The handlers of one pass over a comments part."""

    _PARAGRAPH_ID = "http://schemas.microsoft.com/office/word/2010/wordml paraId"

    def __init__(self) -> None:
        self.comments: list[WordComment] = []
        self._collecting = False
        self._local = {namespace + name: name for namespace in WORD for name in ("comment", "p", "t", "tab", "br", "cr")}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._local.get(tag)
        if name == "comment":
            self.comments.append(WordComment(attribute(attributes, "id"), attribute(attributes, "author")))
        elif name is None or not self.comments:
            return
        elif name == "p":
            self.comments[-1].paragraphs.append("")
            if self._PARAGRAPH_ID in attributes:
                self.comments[-1].paragraph_ids.append(attributes[self._PARAGRAPH_ID])
        elif name == "t":
            self._collecting = True
        elif self.comments[-1].paragraphs:
            self.comments[-1].paragraphs[-1] += " "

    def end(self, tag: str) -> None:
        if self._local.get(tag) == "t":
            self._collecting = False

    def text(self, data: str) -> None:
        if self._collecting and self.comments[-1].paragraphs:
            self.comments[-1].paragraphs[-1] += data


class Commented(Holders):
    """Handlers for the marks of comments: ``tree.comments`` tells what each hangs on.

    That is the paragraph that it begins in, those that open before it ends (in text boxes too), the one that it
    ends in, and the notes that are referred to in between.
    """

    def __init__(self) -> None:
        super().__init__()
        self._commented: dict[str, CommentRange] = {}  # comments whose range is open

    def comment_starts(self) -> dict[str, Callable[[Attributes], None]]:
        """The handlers of start tags by local name."""
        return {
            "commentRangeStart": self._comment_start, "commentRangeEnd": self._comment_end,
            "commentReference": self._comment_reference,
        }

    def note_in_comments(self, note: tuple[str, str]) -> None:
        """Takes a note as (part, id) into the comments that hang on its reference."""
        for commented in self._commented.values():
            commented.notes.append(note)

    def _comment_start(self, attributes: Attributes) -> None:
        here, following = self._here(), self.paragraphs
        self._commented[attribute(attributes, "id")] = CommentRange([here, range(following, following)])

    def _comment_end(self, attributes: Attributes) -> None:
        name = attribute(attributes, "id")
        commented = self._commented.pop(name, None)
        if commented is not None:
            commented.paragraphs[1] = range(commented.paragraphs[1].start, self.paragraphs)
            if self.frame is not None:
                commented.paragraphs.append(self._here())
            self.tree.comments[name] = commented

    def _comment_reference(self, attributes: Attributes) -> None:
        self.tree.comments.setdefault(attribute(attributes, "id"), CommentRange([self._here()]))

    def _here(self) -> range:
        index = self.frame.index if self.frame is not None else self.paragraphs
        return range(index, index + 1)


def margin_notes(
    package: Package, relationships: Iterable[Relationship], ranges: Iterable[tuple[str, Mapping[str, CommentRange]]],
    anchors: Iterable[Anchor], length: int,
) -> tuple[MarginNote, ...]:
    """The comments that speak to reportlint, in order of their places.

    ``ranges`` holds, for each part (empty for the body), what its comments hang on; ``length`` is that of the text.
    """
    said: dict[str, str] = {}
    for relationship in relationships:
        if relationship.kind == "comments":
            for comment in read_comments(package.read(relationship.target), relationship.target):
                if found := _TO_REPORTLINT.fullmatch(" ".join(comment.paragraphs)):
                    said[comment.id] = found["body"]
    if not said:
        return ()
    anchors = list(anchors)
    notes = [
        MarginNote(said[comment], _spans(part, hung, anchors, length))
        for part, found in ranges for comment, hung in found.items() if comment in said
    ]
    return tuple(sorted(notes, key=lambda note: note.spans[0]))


def _spans(part: str, hung: CommentRange, anchors: Iterable[Anchor], length: int) -> tuple[Span, ...]:
    """The spans of what a comment hangs on; on nothing visible, the empty span where the text goes on."""
    spans: list[Span] = []
    following = length
    for anchor in anchors:
        place = anchor.place
        here = place.get("part", "") == part
        paragraph = place["paragraph"]
        if not (here and any(paragraph in each for each in hung.paragraphs)) and (
            (place.get("part", ""), place.get("note", "")) not in hung.notes
        ):
            if here and not spans and isinstance(paragraph, int) and paragraph > hung.paragraphs[0].start:
                following = min(following, anchor.start)
        elif spans and anchor.start - spans[-1].end <= 1:
            spans[-1] = Span(spans[-1].start, anchor.end)
        else:
            spans.append(Span(anchor.start, anchor.end))
    return tuple(spans) or (Span(following, following),)
