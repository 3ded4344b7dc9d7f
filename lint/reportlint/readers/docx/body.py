"""The XML of a story (body, notes, header, footer) to paragraphs and tables: the text that Word shows.

Tracked changes are read as accepted. Left out are deleted and hidden text, field codes, comments, phonetic
guides, and the one of two alternative representations that is not needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reportlint.readers.docx.comments import Commented
from reportlint.readers.docx.holders import MAX_DEPTH, Attributes
from reportlint.readers.docx.package import WORD, attribute, feed, on, parse, whole, xml_parser
from reportlint.readers.docx.styles import Styles
from reportlint.readers.docx.symbols import symbol
from reportlint.readers.docx.tree import Paragraph, PartTree
from reportlint.source import SourceError

_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_MATH = ("http://schemas.openxmlformats.org/officeDocument/2006/math ", "http://purl.oclc.org/ooxml/officeDocument/math ")
_LEFT_OUT = (
    "moveFrom", "rt", "sdtPr", "sdtEndPr", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "tblPrExChange", "tblGridChange", "sectPrChange", "numberingChange", "sectPr", "tabs", "delText", "instrText",
)
_LINE_ENDS = str.maketrans("\n\r", "  ")


class Placed(NamedTuple):
    """A piece of text with its place in the XML: the part's paragraph, its run (-1 for none), and the byte where it begins."""

    paragraph: int
    run: int
    text: str
    byte: int


def read_story(data: bytes, name: str, styles: Styles) -> PartTree:
    """The paragraphs and tables of a story part; raises SourceError for XML that is no story."""
    story = _Story(styles, field_codes=False)
    parse(data, name, story.start, story.end, story.text)
    if story.fields:  # a field that never ends would swallow the rest of the text
        story = _Story(styles, field_codes=True)
        parse(data, name, story.start, story.end, story.text)
    return story.finish()


def placed_text(data: bytes, name: str, styles: Styles) -> list[Placed]:
    """Every piece of text that :func:`read_story` reads, in the order of the XML, which must be UTF-8 here.

    A piece of several characters stands in the XML just so, without entities or line ends.
    """
    found, complete = _placed(data, name, styles, field_codes=False)
    return found if complete else _placed(data, name, styles, field_codes=True)[0]


def _placed(data: bytes, name: str, styles: Styles, *, field_codes: bool) -> tuple[list[Placed], bool]:
    """The pieces of text, and whether every field ends."""
    story = _Story(styles, field_codes=field_codes)
    found: list[Placed] = []
    parser = xml_parser(story.start, story.end, story.text, placed=True)
    story.found = lambda paragraph, run, text: found.append(Placed(paragraph, run, text, parser.CurrentByteIndex))
    feed(parser, data, name)
    return found, not story.fields


class _Story(Commented):
    """The handlers of one pass over a part."""

    def __init__(self, styles: Styles, *, field_codes: bool) -> None:
        super().__init__()
        self.fields: list[bool] = []        # for each open field: whether its result has been reached
        self.found: Callable[[int, int, str], None] | None = None  # told of every piece: paragraph, run, text
        self._styles = styles
        self._field_codes = field_codes
        self._codes = 0                     # open fields whose code is still being read
        self._frames: list[Paragraph] = []  # open paragraphs, outermost first
        self._collecting = False
        self._paragraph_names = frozenset(namespace + "p" for namespace in WORD)
        self._run_names = frozenset(namespace + "r" for namespace in WORD)
        self._marks = {namespace + name: handler for namespace in WORD for name, handler in self.comment_starts().items()}
        self._starts: dict[str, Callable[[Attributes], None]] = {}
        self._ends: dict[str, Callable[[], None]] = {}
        self._register()

    def _register(self) -> None:
        starts: dict[str, Callable[[Attributes], None]] = {
            "p": self._start_paragraph, "pPr": self._start_properties, "pStyle": self._paragraph_style,
            "outlineLvl": self._outline, "numId": self._number_id, "ilvl": self._number_level,
            "r": self._start_run, "rStyle": self._run_style, "vanish": self._vanish, "t": self._start_text,
            "tab": self._tab, "ptab": self._tab, "br": self._line_break, "cr": self._line_break,
            "noBreakHyphen": self._hyphen, "sym": self._symbol, "fldChar": self._field,
            "del": self._deleted,
            "footnoteReference": lambda attributes: self._reference("footnotes", attributes),
            "endnoteReference": lambda attributes: self._reference("endnotes", attributes),
            **self.holder_starts(),
            **dict.fromkeys(_LEFT_OUT, self._leave_out),
        }
        starts["moveFrom"] = self._deleted
        ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph, "pPr": self._end_properties, "r": self._end_run, "t": self._end_text,
            **self.holder_ends(),
        }
        for namespace in WORD:
            self._starts.update((namespace + name, handler) for name, handler in starts.items())
            self._ends.update((namespace + name, handler) for name, handler in ends.items())
        for namespace in _MATH:
            self._starts[namespace + "t"] = self._start_formula_text
            self._ends[namespace + "t"] = self._end_text
        self._starts.update(self._marks)
        self._starts[_COMPATIBILITY + "AlternateContent"] = self.start_alternatives
        self._starts[_COMPATIBILITY + "Choice"] = self.start_choice
        self._starts[_COMPATIBILITY + "Fallback"] = self.start_choice
        self._ends[_COMPATIBILITY + "Choice"] = self.end_choice
        self._ends[_COMPATIBILITY + "Fallback"] = self.end_choice
        self._ends[_COMPATIBILITY + "AlternateContent"] = self.end_alternatives

    # The parser's three events.

    def start(self, tag: str, attributes: Attributes) -> None:
        if self.skip:
            self.skip += 1
            if tag in self._paragraph_names:  # counted all the same: places are those of the XML
                self._open(Paragraph(self.paragraphs))
            elif tag in self._run_names and self.frame is not None:
                self.frame.runs += 1
            elif tag in self._marks:  # a comment may hang on what is deleted and on what is not
                self._marks[tag](attributes)
            return
        handler = self._starts.get(tag)
        if handler is not None:
            handler(attributes)
        elif not self.tree.root:
            self.tree.root = tag

    def end(self, tag: str) -> None:
        if self.skip:
            self.skip -= 1
            if self.skip and tag in self._paragraph_names:
                self._close()
            return
        handler = self._ends.get(tag)
        if handler is not None:
            handler()

    def text(self, data: str) -> None:
        if self._collecting:
            self._produce(data.translate(_LINE_ENDS) if "\n" in data or "\r" in data else data)

    # Paragraphs and runs.

    def _open(self, paragraph: Paragraph) -> None:
        self.paragraphs += 1
        self._frames.append(paragraph)
        self.frame = paragraph
        if len(self._frames) > MAX_DEPTH:
            raise SourceError("damaged", "paragraphs are nested too deeply")

    def _close(self) -> Paragraph:
        paragraph = self._frames.pop()
        self.frame = self._frames[-1] if self._frames else None
        return paragraph

    def _start_paragraph(self, _: Attributes) -> None:
        paragraph = Paragraph(self.paragraphs)
        paragraph.hides = bool(self._styles.get("").hidden)
        self._open(paragraph)

    def _end_paragraph(self) -> None:
        paragraph = self._close()
        pending = self.pending[-1]
        if paragraph.mark_deleted:  # its text goes on in the next paragraph, whose mark and properties stay
            pending.extend(paragraph.pieces)
            self.containers[-1].extend(paragraph.after)
            return
        if pending:
            paragraph.pieces[:0] = pending
            pending.clear()
        self.containers[-1].append(paragraph)

    def _start_properties(self, _: Attributes) -> None:
        if self.frame is not None:
            self.frame.in_properties = True

    def _end_properties(self) -> None:
        if self.frame is not None:
            self.frame.in_properties = False

    def _paragraph_style(self, attributes: Attributes) -> None:
        if self.frame is not None:
            self.frame.style = attribute(attributes, "val")
            self.frame.hides = bool(self._styles.get(self.frame.style).hidden)

    def _outline(self, attributes: Attributes) -> None:
        if self.frame is not None:
            self.frame.outline = whole(attribute(attributes, "val"), 9)

    def _number_id(self, attributes: Attributes) -> None:
        if self.frame is not None:
            self.frame.numbering = attribute(attributes, "val")

    def _number_level(self, attributes: Attributes) -> None:
        if self.frame is not None:
            self.frame.number_level = whole(attribute(attributes, "val"))

    def _start_run(self, _: Attributes) -> None:
        frame = self.frame
        if frame is not None:
            if frame.in_run:
                frame.outer_runs.append((frame.run, frame.hidden))
            frame.run = frame.runs
            frame.runs += 1
            frame.in_run = True
            frame.hidden = frame.hides

    def _end_run(self) -> None:
        frame = self.frame
        if frame is None:
            return
        if frame.outer_runs:
            frame.run, frame.hidden = frame.outer_runs.pop()
        else:
            frame.in_run = False

    def _run_style(self, attributes: Attributes) -> None:
        if self.frame is not None and self.frame.in_run:
            hidden = self._styles.get(attribute(attributes, "val")).hidden
            if hidden is not None:
                self.frame.hidden = hidden

    def _vanish(self, attributes: Attributes) -> None:
        if self.frame is not None and self.frame.in_run:
            self.frame.hidden = on(attributes)

    # Text.

    def _produce(self, data: str) -> None:
        """Adds text to the open paragraph; the run is -1 where a formula's text stands in none."""
        frame = self.frame
        if frame is None or self._codes:
            return
        run = frame.run if frame.in_run else -1
        if run >= 0 and frame.hidden:
            return
        self.produced += 1
        frame.pieces.append((frame.index, run, data))
        if self.found is not None:
            self.found(frame.index, run, data)

    def _start_text(self, _: Attributes) -> None:
        self._collecting = self.frame is not None and self.frame.in_run

    def _start_formula_text(self, _: Attributes) -> None:
        self._collecting = self.frame is not None

    def _end_text(self) -> None:
        self._collecting = False

    def _tab(self, _: Attributes) -> None:
        self._in_run("\t")

    def _line_break(self, _: Attributes) -> None:
        self._in_run("\n")

    def _hyphen(self, _: Attributes) -> None:
        self._in_run("-")

    def _symbol(self, attributes: Attributes) -> None:
        self._in_run(symbol(attribute(attributes, "font"), attribute(attributes, "char")))

    def _in_run(self, data: str) -> None:
        if data and self.frame is not None and self.frame.in_run:
            self._produce(data)

    def _field(self, attributes: Attributes) -> None:
        if self._field_codes:
            return
        match attribute(attributes, "fldCharType"):
            case "begin":
                self.fields.append(False)
                self._codes += 1
            case "separate" if self.fields and not self.fields[-1]:
                self.fields[-1] = True
                self._codes -= 1
            case "end" if self.fields and not self.fields.pop():
                self._codes -= 1

    def _reference(self, part: str, attributes: Attributes) -> None:
        note = part, attribute(attributes, "id")
        self.tree.references.append(note)
        self.note_in_comments(note)

    # What is left out.

    def _leave_out(self, _: Attributes) -> None:
        self.skip = 1

    def _deleted(self, _: Attributes) -> None:
        """A deletion: of a paragraph's mark, of a row, or of the text inside."""
        if self.frame is not None and self.frame.in_properties:
            self.frame.mark_deleted = True
        elif self.rows and self.rows[-1].in_properties:
            self.rows[-1].deleted = True
        else:
            self.skip = 1
