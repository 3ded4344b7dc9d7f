"""The comments part: what is in it, which comments are our own from before, and new ones written into it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from reportlint import patterns as re
from reportlint.annotate.cuts import inside_last
from reportlint.annotate.outline import Element, Outline
from reportlint.annotate.part import Part, Splice, splice
from reportlint.annotate.registration import registered
from reportlint.annotate.textmap import BODY, Stories
from reportlint.readers.docx.comments import WordComment, read_comments
from reportlint.readers.docx.package import WORD, parse
from reportlint.records import dataclass

MAX_COMMENTS = 32767
"""Word does not open a file with more comments than this ([MS-OI29500] 2.1.315)."""
AUTHOR = "reportlint"
_OURS = re.compile(r"[A-Z]+[0-9]+ [a-z0-9][a-z0-9-]*(?![a-z0-9-])")
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NO_TEXT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who comments, and when: ``date`` as ISO 8601 to the second, in local time as Word has it."""

    author: str
    initials: str
    date: str


class Comments:
    """The comments of a package."""

    def __init__(self, stories: Stories) -> None:
        """Reads the comments; raises SourceError where they are broken."""
        self._stories = stories
        self._name = next((r.target for r in stories.relationships if r.kind == "comments"), "")
        self._part = Part(stories.package.read(self._name), self._name) if self._name else None
        self._outline = Outline(self._part.utf8, self._name) if self._part else None
        self._styles = _style_ids(stories.style_data)
        name = self._styles.get("annotation reference")
        self.reference_style = f'<w:rPr><w:rStyle w:val="{_escaped(name)}"/></w:rPr>' if name else ""
        """The properties of the run that refers to a comment, in the document's own style for it."""
        self.found = read_comments(self._part.data, self._name) if self._part else []
        ours = [comment for comment in self.found if is_ours(comment)]
        settled = self._settled(ours)
        self.kept = [comment for comment in ours if comment.id in settled]
        """Our own of before that somebody has answered or marked as done."""
        self.removed = {comment.id: comment for comment in ours if comment.id not in settled}
        """Our other ones of before, which are taken out."""

    def room(self) -> int:
        """How many comments may still be put in."""
        return max(MAX_COMMENTS - len(self.found) + len(self.removed), 0)

    def ids(self, used: Iterable[str]) -> Iterator[str]:
        """Ids that no comment has that stays, and that are not in ``used``."""
        taken = {*used, *(comment.id for comment in self.found if comment.id not in self.removed)}
        return (str(number) for number in count() if str(number) not in taken)

    def _settled(self, ours: list[WordComment]) -> set[str]:
        """The ids of those of our comments that somebody has answered or marked as done."""
        own = {paragraph for comment in ours for paragraph in comment.paragraph_ids}
        settled: set[str] = set()
        for _, outline in self._beside("commentsExtended"):
            for element in outline.elements:
                about = _about(element)
                if about.get("done") in ("1", "true"):
                    settled.add(about.get("paraId", ""))
                if about.get("paraId") not in own:
                    settled.add(about.get("paraIdParent", ""))
        return {comment.id for comment in ours if settled & set(comment.paragraph_ids)}

    def _beside(self, *kinds: str) -> Iterator[tuple[Part, Outline]]:
        for kind in kinds:
            for relationship in (each for each in self._stories.relationships if each.kind == kind):
                part = Part(self._stories.package.read(relationship.target), relationship.target)
                yield part, Outline(part.utf8, relationship.target)

    def written(self, new: list[bytes]) -> dict[str, bytes]:
        """The members of the package that have to be changed, with new comments put in and our old ones taken out."""
        if not new and not self.removed:
            return {}
        if self._part is None or self._outline is None:
            return self._begun(new)
        splices = [
            Splice(element.start, element.end, b"")
            for element in self._outline.named("comment") if element.get("id") in self.removed
        ]
        splices.append(inside_last(self._outline, self._outline.root, b"".join(new)))
        return {self._name: self._part.spliced(splices), **self._forgotten()}

    def _forgotten(self) -> dict[str, bytes]:
        """What Word keeps beside the comments, without what is about those taken out."""
        gone = {paragraph for comment in self.removed.values() for paragraph in comment.paragraph_ids}
        changed: dict[str, bytes] = {}
        for part, outline in self._beside("commentsIds", "commentsExtended", "commentsExtensible"):
            splices = []
            for element in outline.root.children:
                about = _about(element)
                if about.get("paraId") in gone or about.get("durableId") in gone:
                    gone.update(about[key] for key in ("durableId",) if key in about)
                    splices.append(Splice(element.start, element.end, b""))
            if splices:
                changed[part.name] = part.spliced(splices)
        return changed

    def _begun(self, new: list[bytes]) -> dict[str, bytes]:
        """A comments part where there was none."""
        stories = self._stories
        folder = posixpath.dirname(stories.main)
        name = next(
            path for number in count() if not stories.package.has(path := posixpath.join(folder, f"comments{number or ''}.xml"))
        )
        namespace = stories.outline(BODY).namespace
        content = (
            b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:comments xmlns:w="'
            + namespace.strip().encode("ascii") + b'">' + b"".join(new) + b"</w:comments>"
        )
        return {name: content, **registered(stories.package, stories.main, name, "comments", _CONTENT_TYPE, strict=namespace == WORD[1])}

    def new(self, number: str, lines: tuple[str, ...], stamp: Stamp) -> bytes:
        """A comment: a paragraph for each line, the first in bold."""
        declared = self._outline is None or self._outline.prefixed
        word = "" if declared or self._outline is None else f' xmlns:w="{self._outline.namespace.strip()}"'
        name = self._styles.get("annotation text")
        pstyle = f'<w:pPr><w:pStyle w:val="{_escaped(name)}"/></w:pPr>' if name else ""
        paragraphs = []
        for index, line in enumerate(lines):
            reference = f"<w:r>{self.reference_style}<w:annotationRef/></w:r>" if index == 0 else ""
            bold = "<w:rPr><w:b/></w:rPr>" if index == 0 else ""
            text = f'<w:r>{bold}<w:t xml:space="preserve">{_escaped(line)}</w:t></w:r>'
            paragraphs.append(f"<w:p>{pstyle}{reference}{text}</w:p>")
        about = f'w:id="{number}" w:author="{_escaped(stamp.author)}" w:date="{stamp.date}" w:initials="{_escaped(stamp.initials)}"'
        return f"<w:comment{word} {about}>{''.join(paragraphs)}</w:comment>".encode()


def is_ours(comment: WordComment) -> bool:
    """Whether a comment is one that was written by this program: by its author and its first line."""
    return comment.author == AUTHOR and bool(comment.paragraphs) and _OURS.match(comment.paragraphs[0].strip()) is not None


def without_marks(outline: Outline, ids: Mapping[str, object]) -> bytes:
    """The part's XML without the marks of comments."""
    splices = []
    for element in outline.named(*_MARKS):
        if element.get("id") in ids:
            run = element.parent
            alone = element.name == "commentReference" and run is not None and run.name == "r" and all(
                child is element or child.name == "rPr" for child in run.children
            )
            whole: Element = run if alone and run is not None else element
            splices.append(Splice(whole.start, whole.end, b""))
    return splice(outline.data, splices)


def mark_ids(outline: Outline) -> set[str]:
    """The ids of all comments that a part has marks of."""
    return {element.get("id") for element in outline.named(*_MARKS)}


def _style_ids(styles: bytes | None) -> dict[str, str]:
    """The ids of a document's styles by their names in lower case."""
    found: dict[str, str] = {}
    current = ""

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal current
        namespace, _, local = tag.rpartition(" ")
        if namespace + " " in WORD and local in ("style", "name"):
            if local == "style":
                current = attributes.get(f"{namespace} styleId", "")
            else:
                found.setdefault(attributes.get(f"{namespace} val", "").lower(), current)

    if styles is not None:
        parse(styles, "styles", start)
    return found


def _escaped(text: str) -> str:
    """Text as XML has it in content and attributes; what XML cannot have becomes U+FFFD."""
    text = _NO_TEXT.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _about(element: Element) -> dict[str, str]:
    """The attributes of an element by their local names."""
    return {key.rpartition(" ")[2]: value for key, value in element.attributes.items()}
