"""Plain text: one line record a line, and what the other readers share about lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlint import patterns as re
from reportlint.comments import OPENING, bare
from reportlint.document.model import Extracted, Line, LineKind, Span
from reportlint.readers.base import ReadFile
from reportlint.source import decode, read_bytes

BLANKS = " \t\f\v\r\n\u3000\u00a0\u2002\u2003\u200b\ufeff\x1a"
"""What does not count as text at either end of a line; the last is the end mark of DOS files."""

_INDENT = frozenset(" \t\u3000\u00a0\u2002\u2003")
_LINE_END = re.compile(r"\r\r?\n|\r|\n")  # "\r\r\n": line ends that were converted twice
_CAPTION = re.compile(r"[*_【]{0,3}(?:附?表|Table )\s{0,2}[\d一二三四五六七八九十０-９]|[（(]?单位\s{0,4}[：:]")
_CAPTION_LENGTH = 80


class TextReader:
    """Reads plain text; spans point into the file's decoded text itself."""

    name = "text"
    suffixes = frozenset({".txt", ".text"})

    def read(self, path: Path) -> ReadFile:
        """The file's content; raises SourceError where it is unreadable, too large or no text."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of plain text given as bytes; raises SourceError likewise."""
        text, encoding = decode(data)
        return ReadFile(self.name, encoding, Extracted(text, tuple(text_lines(text))))


reader = TextReader()


def line_ranges(text: str) -> Iterator[tuple[int, int]]:
    """The half-open ranges of a text's lines, blank ones too, without their line ends (LF, CR LF or CR)."""
    start = 0
    for end in _LINE_END.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """The range without surrounding blanks and comments to reportlint, and whether it began with an indent.

    A range without anything else is empty.
    """
    piece = text[start:end]
    core = piece.lstrip(BLANKS)
    first = end - len(core)
    indent = first > start and not _INDENT.isdisjoint(text[start:first])
    last = first + len(core.rstrip(BLANKS))
    if first < last and (text[last - 1] == ">" or text.startswith(OPENING, first)):
        first, last = bare(text, first, last)
    return first, last, indent


def text_lines(text: str) -> Iterator[Line]:
    """The line records of a plain text, one for each line that is not blank."""
    gap = 0
    blanks = frozenset(BLANKS)
    for start, end in line_ranges(text):
        if start < end and text[start] not in blanks and text[end - 1] not in blanks and text[end - 1] != ">" and text[start] != "<":
            yield Line(start, end, LineKind.TEXT, 0, gap)
            gap = 0
            continue
        first, last, indent = trim(text, start, end)
        if first == last:
            gap += not text[start:end].strip(BLANKS)  # a comment is not there at all
        else:
            yield Line(first, last, LineKind.TEXT, 0, gap, indent)
            gap = 0


def caption_before(text: str, lines: Sequence[Line]) -> Span | None:
    """The span of the title and unit lines ("表1 …", "单位：万元") that stand last among a table's preceding lines."""
    first = len(lines)
    while first and len(lines) - first < 2:
        line = lines[first - 1]
        piece = text[line.start:line.end]
        if line.kind is LineKind.CELL or len(piece) > _CAPTION_LENGTH or not _CAPTION.match(piece):
            break
        first -= 1
    return Span(lines[first].start, lines[-1].end) if first < len(lines) else None
