"""Bytes to text: encodings decided by content, and positions in the decoded text.

The decoded text is what every span refers to: line ends stay as they are, a byte order mark is not part
of it. Nothing here guesses from the locale and nothing is ever replaced: bytes that are no text in any of
the supported encodings raise :class:`SourceError`.
"""

from __future__ import annotations

import bisect
import codecs
import re
from collections import Counter
from functools import cache
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
"""Files above this size (bytes) are refused: no report is that long, and a refusal is quicker than a hang."""

_SAMPLE = 65536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF file"), (b"PK\x03\x04", "a zip package (.docx, .xlsx …)"), (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an OLE file (.doc, .xls, .wps …)"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
    (b"Rar!\x1a\x07", "a RAR file"), (b"\x7fELF", "a program"), (b"SQLite format 3\x00", "a database"),
)
_CONTROL_BYTES = bytes(c for c in range(32) if c not in b"\t\n\r\f\x0b\x1a\x1b")
_ASCII_BYTES = bytes([*range(32, 127), *b"\t\n\r"])
_CONTROLS = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f]")
_MAC_LINE_END = re.compile("\r")
_COMMON = frozenset("的一是在和了有年中大为上发展国工作建设市县全人民经济社会数增长不到地区生业产出万元以十二三")


class SourceError(Exception):
    """A file that cannot be read as text; ``reason`` is a stable keyword, ``detail`` is for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class FileChanged(SourceError):
    """A file that no longer holds what was read from it when it was linted; ``detail`` is the path to show."""

    def __init__(self, label: str) -> None:
        super().__init__("changed", label)


class LineIndex:
    """Line and column of an offset; both start at 1, columns count code points.

    A line ends with a line feed; a text without any, from an old Macintosh, has carriage returns for them.
    """

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        starts = [0]
        if "\n" in text:
            position = text.find("\n")
            while position != -1:
                starts.append(position + 1)
                position = text.find("\n", position + 1)
        elif "\r" in text:
            starts.extend(match.end() for match in _MAC_LINE_END.finditer(text))
        self._starts = starts

    def locate(self, offset: int) -> tuple[int, int]:
        """The 1-based (line, column) of a code-point offset."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, int]:
        """The half-open span of a 1-based line, without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self._text)
        while end > start and self._text[end - 1] == "\r":
            end -= 1
        return start, end


def decode(data: bytes) -> tuple[str, str]:
    """The (text, encoding) of a file's bytes: by byte order mark, else strict UTF-8, else what reads as Chinese.

    Where neither mark nor UTF-8 decides, UTF-16 of either order and GB18030 are decoded strictly and the
    reading with the most everyday characters is taken, if they make up nearly all of it.

    Raises:
        SourceError: ``binary`` for content that is no text, ``undecodable`` for text in no supported encoding.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise SourceError("binary", f"this is {what}, not a text file")
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return _no_binary(_strict(data[len(mark):], encoding, len(mark))), name
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _without_mark(data, f"not UTF-8 ({error.reason} at byte {error.start})")
    if _has_too_many_nuls(text):  # UTF-16 that happens to be UTF-8 too, such as all ASCII; or no text
        return _without_mark(data, "NUL characters")
    return _no_binary(text), "utf-8"


def read_bytes(path: Path) -> bytes:
    """The file's bytes; raises SourceError with reason ``unreadable`` or ``too-large``."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # one bounded read: sizes lie for pipes and growing files
    except (OSError, ValueError) as error:
        raise SourceError("unreadable", getattr(error, "strerror", None) or str(error)) from None
    if len(data) > MAX_BYTES:
        raise SourceError("too-large", f"more than {MAX_BYTES} bytes")
    return data


def digest(data: bytes) -> bytes:
    """Twenty bytes that tell these from all others."""
    from hashlib import blake2b

    return blake2b(data, digest_size=20).digest()


def _strict(data: bytes, encoding: str, skipped: int = 0) -> str:
    """The decoded text; raises SourceError ``undecodable``, with the place, where it cannot be decoded."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError("undecodable", f"{encoding}: {error.reason} at byte {skipped + error.start}") from None


def _without_mark(data: bytes, utf8_fault: str) -> tuple[str, str]:
    """The (text, encoding) of bytes that are not UTF-8, by the reading that looks most like Chinese text."""
    readings: list[tuple[float, str]] = []
    try:
        gb18030 = data.decode("gb18030")
        readings.append((_likeness(gb18030[:_SAMPLE]), "gb18030"))
    except UnicodeDecodeError:
        gb18030 = ""
    sample = data[: 2 * _SAMPLE]
    even = sample[: len(sample) // 2 * 2]
    # Pairs of Latin letters fall among the Han characters, though seldom among the everyday ones.
    mostly_ascii = len(sample.translate(None, _ASCII_BYTES)) * 5 < len(sample)
    for name in ("utf-16-le", "utf-16-be"):
        # Broken pairs are let through here so that the error can be about the encoding that the file is in.
        likeness = _likeness(even.decode(name, "surrogatepass"))
        if likeness >= 0.95 or not mostly_ascii:
            readings.append((likeness, name))
    likeness, encoding = max(readings, default=(0.0, ""), key=lambda reading: reading[0])
    if likeness >= _LIKELY:
        text = gb18030 if encoding == "gb18030" else _strict(data, encoding)
        return _no_binary(text), encoding
    head = data[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    if b"\0" in head or controls * 50 > len(head):
        raise SourceError("binary", "control characters: this is not a text file")
    raise SourceError("undecodable", f"{utf8_fault}; it does not read as Chinese in UTF-16 or GB18030 either")


_LIKELY = 0.75
"""Chinese text measures 0.9 and more, in traditional characters 0.8; a wrong encoding 0.7 and less."""


def _likeness(sample: str) -> float:
    """How much text reads as Chinese, from 0 to 1: everyday characters and marks count 1, rarer Han characters a half."""
    if not sample:
        return 0.0
    everyday, marks = _everyday(), _chinese_marks()
    good = han = common = 0
    for c, count in Counter(sample).items():
        if "\u4e00" <= c <= "\u9fff":
            han += count
            good += 2 * count if c in everyday else count
            if c in _COMMON:
                common += count
        elif " " <= c <= "~" or c in "\t\n\r\f\x0b\x1a" or c in marks:
            good += 2 * count
    if han >= 200 and common * 100 < han:  # Han throughout, yet none of the most frequent: another language's bytes
        return 0.0
    return good / (2 * len(sample))


@cache
def _everyday() -> frozenset[str]:
    """The 3,755 characters of GB 2312 level 1, the everyday ones."""
    return frozenset(_rows(0xB0, 0xD7, "gb2312"))


@cache
def _chinese_marks() -> frozenset[str]:
    """The marks, full-width forms, Greek, Cyrillic and box characters of GBK."""
    return frozenset(_rows(0xA1, 0xA9, "gbk") + "\u00a0\u2002\u2003\u200b\ufeff")


def _rows(first: int, last: int, encoding: str) -> str:
    cells = bytes(byte for row in range(first, last + 1) for column in range(0xA1, 0xFF) for byte in (row, column))
    return cells.decode(encoding, "ignore")  # cells that the standard leaves empty


def _has_too_many_nuls(text: str) -> bool:
    return text.count("\0") * 500 > len(text)


def _no_binary(text: str) -> str:
    """The text itself; raises SourceError where control characters say that it is binary data."""
    sample = text[:_SAMPLE]
    if _has_too_many_nuls(text) or len(_CONTROLS.findall(sample)) > max(2, len(sample) // 500):
        raise SourceError("binary", "control characters: this is not a text file")
    return text
