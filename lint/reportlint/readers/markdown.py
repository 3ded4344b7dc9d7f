"""Markdown: the blocks of CommonMark and the tables of GitHub, read leniently as Chinese reports are written.

Inline marks stay in the text, so that spans point into the file itself. Two things differ from CommonMark
on purpose: prose indented by four blanks is prose, not code, and "###标题" without a blank is a heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlint import patterns as re
from reportlint.comments import OPENING, Range, code_and_comments, without
from reportlint.document.model import Cell, Extracted, Line, LineKind, Table
from reportlint.readers.base import ReadFile
from reportlint.readers.text import caption_before, line_ranges, trim
from reportlint.source import decode, read_bytes

_QUOTE = re.compile(r" {0,3}> ?")
_HEADING = re.compile(r"(#{1,6})(?=[ \t\u3000]|\Z)|(#{2,6})(?=[\u4e00-\u9fff（【])")
_CLOSING_MARKS = re.compile(r"[ \t\u3000]#{1,6}\Z")
_UNDERLINE = re.compile(r" {0,3}(?:(=+)|-+)[ \t]*\Z")
_BREAK = re.compile(r"([-*_])(?:[ \t]{0,8}\1){2,}[ \t]*\Z")
_FENCE = re.compile(r"(`{3,}(?=[^`]*\Z)|~{3,})")
_BULLET = re.compile(r"[-*+](?:[ \t\u3000]+(?:\[[ xX]\][ \t]+)?|\Z)")
_NUMBER = re.compile(r"(\d{1,9})(?:[.)](?=[ \t\u3000]|\Z)|、(?!\d))")
_DELIMITER = re.compile(r"[ \t]*:?-+:?[ \t]*\Z")
_SETTING = re.compile(r"[\"']?[\w.\- ]{1,60}[\"']?[ \t]*:(?=[ \t]|\Z)")
_HAN = re.compile("[\u3007\u3400-\u9fff]")
_SENTENCE_END = ("。", "；", "！", "？", "：", "”", "…")
_MAX_UNDERLINED = 80
_NOT_LINE_END = re.compile("[^\r\n]")


class MarkdownReader:
    """Reads Markdown; spans point into the file's decoded text itself."""

    name = "markdown"
    suffixes = frozenset({".md", ".markdown"})

    def read(self, path: Path) -> ReadFile:
        """The file's content; raises SourceError where it is unreadable, too large or no text."""
        return self.read_bytes(read_bytes(path))

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of Markdown given as bytes; raises SourceError likewise."""
        text, encoding = decode(data)
        return ReadFile(self.name, encoding, _Blocks(text).extracted())


reader = MarkdownReader()


def _masked(text: str, hidden: Sequence[Range]) -> str:
    """The text with blanks of no width for what is hidden, line ends excepted."""
    pieces, position = [], 0
    for start, end in hidden:
        pieces += [text[position:start], _NOT_LINE_END.sub("\u200b", text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])


class _Blocks:
    """Walks the lines of a Markdown text once and collects line records and tables."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.hidden = code_and_comments(text)[1] if OPENING in text else []
        self.text = _masked(text, self.hidden)  # comments look like nothing to all that follows
        self.ranges = list(line_ranges(text))
        self.lines: list[Line] = []
        self.tables: list[Table] = []
        self.gap = 0               # blank or left-out lines since the last record
        self.paragraph: int | None = None   # index in ``lines`` where the open paragraph began
        self.item = False          # whether the last block is a list item
        self.code = False          # whether the last line is indented code
        self.fence = ""            # the marks that opened the fenced code we are in
        self.depth = 0             # of the block quote

    def extracted(self) -> Extracted:
        """The text with its lines and tables."""
        number = self._front_matter()
        while number < len(self.ranges):
            number += self._line(number)
        self._close()
        return Extracted(self.source, tuple(self.lines), tuple(self.tables), hidden=tuple(self.hidden))

    def _front_matter(self) -> int:
        """The number of lines of YAML settings at the top."""
        rows = [self.text[start:end].rstrip() for start, end in self.ranges[:400]]
        if rows[0] != "---":
            return 0
        closing = next((n for n, row in enumerate(rows) if n and row in ("---", "...")), 0)
        if not closing or not any(_SETTING.match(row) for row in rows[1:closing]):
            return 0
        for start, end in self.ranges[1:closing]:
            self._add(start, end, LineKind.CODE)
        self._skip()
        return closing + 1

    def _line(self, number: int) -> int:
        """Reads the block or line that begins at a line; returns how many lines it took."""
        text = self.text
        start, end = self.ranges[number]
        start, depth = self._quote(start, end)
        if depth > self.depth:
            self._close()
        self.depth = depth
        begin, indent = self._indent(start, end)
        rest = text[begin:end]
        if self.fence:
            self._fenced(start, end, rest)
            return 1
        first, last, blank_first = trim(text, begin, end)
        if first == last and self._is_comment(start, end):  # which is not there at all
            return 1
        if first == last:
            self._close()
            self.gap += 1
            return 1
        if indent >= 4 and (self.code or self._after_blank()) and not self.item and not _HAN.search(rest):
            self._add(begin, end, LineKind.CODE)
            self.code = True
            return 1
        self.code = False
        if fence := _FENCE.match(rest):
            self._close()
            self.fence = fence[1]
            self._skip()
            return 1
        if self._underline(start, end):
            return 1
        if _BREAK.match(rest):
            self._close()
            self._skip()
            return 1
        if heading := _HEADING.match(rest):
            self._heading(begin + heading.end(), end, len(heading[1] or heading[2]))
            return 1
        if rows := self._table(number, begin, end):
            return rows
        if bullet := _BULLET.match(rest):
            self._item(begin + bullet.end(), end)
        elif (mark := _NUMBER.match(rest)) and self._opens_item(mark):
            self._item(begin, end)
        else:
            if self.paragraph is None:
                if not indent and not blank_first:
                    self.item = False
                self.paragraph = len(self.lines)
            self._add(first, last, LineKind.TEXT, indent=bool(indent) or blank_first)
        return 1

    def _add(self, start: int, end: int, kind: LineKind, level: int = 0, *, indent: bool = False, hard: bool = False) -> None:
        """Adds the record of a line if it is not blank."""
        first, last, _ = trim(self.text, start, end)
        if kind is LineKind.TEXT and last - first > 1 and self.text[last - 1] == "\\":
            first, last, _ = trim(self.text, first, last - 1)  # a hard line break
        if first < last:
            self.lines.append(Line(first, last, kind, level, self.gap, indent, hard))
            self.gap = 0

    def _is_comment(self, start: int, end: int) -> bool:
        """Whether a line holds comments and blanks alone, or is a blank line within a comment."""
        if not self.hidden or trim(self.text, start, end)[0] != trim(self.text, start, end)[1]:
            return False
        return list(without(self.hidden, start, max(end, start + 1))) != [(start, max(end, start + 1))]

    def _close(self) -> None:
        """Ends the open paragraph: its last line is hard."""
        if self.paragraph is not None and self.paragraph < len(self.lines):
            self.lines[-1] = self.lines[-1]._replace(hard=True)
        self.paragraph = None

    def _skip(self) -> None:
        """Counts a line that is only a mark as a blank one."""
        self.gap += 1
        self.item = self.code = False

    def _after_blank(self) -> bool:
        return self.gap > 0 or not self.lines

    def _quote(self, start: int, end: int) -> tuple[int, int]:
        """Where a line begins behind its block quote marks, and how many they are."""
        depth = 0
        while mark := _QUOTE.match(self.text, start, end):
            start = mark.end()
            depth += 1
        return start, depth

    def _indent(self, start: int, end: int) -> tuple[int, int]:
        """Where a line begins behind blanks and tabs, and the columns that they take."""
        columns = 0
        while start < end and (c := self.text[start]) in " \t":
            columns += 4 - columns % 4 if c == "\t" else 1
            start += 1
        return start, columns

    def _fenced(self, start: int, end: int, rest: str) -> None:
        marks = rest.rstrip()
        if len(marks) >= len(self.fence) and not marks.strip(self.fence[0]):
            self.fence = ""
            self._skip()
        elif marks:
            self._add(start, end, LineKind.CODE)
        else:
            self.gap += 1

    def _underline(self, start: int, end: int) -> bool:
        """Whether the line makes the open paragraph a heading; a rule below a sentence does not."""
        mark = _UNDERLINE.match(self.text[start:end])
        if mark is None or self.paragraph is None or self.item:
            return False
        rows = self.lines[self.paragraph:]
        length = sum(row.end - row.start for row in rows)
        if not mark[1] and (length > _MAX_UNDERLINED or self.text.endswith(_SENTENCE_END, 0, rows[-1].end)):
            return False
        kind, level = LineKind.HEADING, 1 if mark[1] else 2
        self.lines[self.paragraph:] = [row._replace(kind=kind, level=level) for row in rows]
        self._close()
        self._skip()
        self.gap = 0
        return True

    def _heading(self, start: int, end: int, level: int) -> None:
        self._close()
        start, end, _ = trim(self.text, start, end)
        if marks := _CLOSING_MARKS.search(self.text, max(start, end - 8), end):
            end = marks.start()
        self._add(start, end, LineKind.HEADING, level, hard=True)
        self.item = False

    def _opens_item(self, mark: re.Match[str]) -> bool:
        """Whether a printed number opens an item; within a paragraph only the first of a list does, or one after a sentence."""
        if self.paragraph is None or self.item or int(mark[1]) == 1:
            return True
        before = self.lines[-1]
        return self.text[before.end - 1] in "。；！？："

    def _item(self, start: int, end: int) -> None:
        self._close()
        self.item = True
        self.paragraph = len(self.lines)
        self._add(start, end, LineKind.ITEM)

    def _table(self, number: int, start: int, end: int) -> int:
        """Reads the table that a line heads; returns its number of lines, 0 where there is none."""
        if number + 1 >= len(self.ranges) or "|" not in self.text[start:end]:
            return 0
        below, below_end = self.ranges[number + 1]
        below, _ = self._quote(below, below_end)
        if not _DELIMITER.match(self.text[below:below_end].strip(" \t|").split("|", 1)[0]):
            return 0
        delimiters = self._cells(below, below_end)
        if not all(_DELIMITER.match(self.text[a:b]) for a, b in delimiters):
            return 0
        if len(delimiters) != len(self._cells(start, end)):
            return 0
        self._close()
        caption = caption_before(self.text, self.lines) if self.gap < 2 else None
        cells: list[Cell] = []
        taken, row, skipped = 0, 0, 0
        for position in range(number, len(self.ranges)):
            begin, depth = self._quote(*self.ranges[position])
            finish = self.ranges[position][1]
            if self._is_comment(begin, finish):
                skipped += 1
                continue
            if depth != self.depth or "|" not in self.text[begin:finish]:
                break
            taken += 1
            if taken == 2:
                continue
            for column, (a, b) in enumerate(self._cells(begin, finish)):
                first, last, _ = trim(self.text, a, b)
                cells.append(Cell(first, last, row, column))
                self._add(first, last, LineKind.CELL, hard=True)
            row += 1
        self.tables.append(Table(tuple(cells), caption))
        self.item = False
        return taken + skipped

    def _cells(self, start: int, end: int) -> list[tuple[int, int]]:
        """The ranges between the bars of a table row; an escaped bar separates nothing."""
        text = self.text
        start, end, _ = trim(text, start, end)
        if start < end and text[start] == "|":
            start += 1
        if end > start and text[end - 1] == "|" and text[end - 2] != "\\":
            end -= 1
        found: list[tuple[int, int]] = []
        bar = text.find("|", start, end)
        begin = start
        while bar != -1:
            if text[bar - 1] != "\\":
                found.append((begin, bar))
                begin = bar + 1
            bar = text.find("|", bar + 1, end)
        found.append((begin, end))
        return found
