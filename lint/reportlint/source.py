"""Bytes to text: encodings decided by content, and positions in the decoded text.

The decoded text is what every span refers to: line ends stay as they are, a byte order mark is not part
of it. Nothing here guesses from the locale and nothing is ever replaced: bytes that are no text in any of
the supported encodings raise :class:`SourceError`.
"""

from __future__ import annotations

import bisect
import codecs
from dataclasses import dataclass
from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
"""Files above this size (bytes) are refused: no report is that long, and a refusal is quicker than a hang."""


class SourceError(Exception):
    """A file that cannot be read as text; ``reason`` is a stable keyword, ``detail`` is for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Source:
    """The decoded text of a file, with the encoding it was found in."""

    path: str
    text: str
    encoding: str


class LineIndex:
    """Line and column of an offset; both start at 1, columns count code points."""

    __slots__ = ("_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        starts = [0]
        position = text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        self._starts = starts

    def locate(self, offset: int) -> tuple[int, int]:
        """The 1-based (line, column) of a code-point offset."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> tuple[int, int]:
        """The half-open span of a 1-based line, without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] - 1 if number < len(self._starts) else len(self._text)
        if end > start and self._text[end - 1] == "\r":
            end -= 1
        return start, end


def decode(data: bytes) -> tuple[str, str]:
    """The (text, encoding) of a file's bytes, by byte order mark, strict UTF-8, UTF-16 by its zero bytes, strict GB18030.

    Raises:
        SourceError: ``binary`` for content that is no text, ``undecodable`` for text in no supported encoding.
    """
    for mark, encoding, name in (
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return _plausible(data[len(mark):].decode(encoding)), name
            except UnicodeDecodeError as error:
                raise SourceError("undecodable", f"{name}: {error.reason} at byte {error.start}") from None
    try:
        return _plausible(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        utf8_fault = f"not UTF-8 ({error.reason} at byte {error.start})"
    for encoding in _utf16_candidates(data):
        try:
            return _plausible(data.decode(encoding)), encoding
        except UnicodeDecodeError as error:
            raise SourceError("undecodable", f"{encoding}: {error.reason} at byte {error.start}") from None
    try:
        text = _plausible(data.decode("gb18030"))
    except UnicodeDecodeError:
        raise SourceError("undecodable", f"{utf8_fault}, not UTF-16, not GB18030") from None
    if not _reads_as_chinese(text):
        raise SourceError("undecodable", f"{utf8_fault}; as GB18030 it is no Chinese text")
    return text, "gb18030"


def _utf16_candidates(data: bytes) -> list[str]:
    """UTF-16 without a mark: blanks, digits and line ends leave zero bytes on one side only."""
    sample = data[:4096]
    if len(sample) < 2 or len(data) % 2:
        return []
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd and odd > 8 * even and odd * 100 >= len(sample) // 2:
        return ["utf-16-le"]
    if even and even > 8 * odd and even * 100 >= len(sample) // 2:
        return ["utf-16-be"]
    return []


def _plausible(text: str) -> str:
    """The text itself; raises SourceError where control characters say that it is binary data."""
    sample = text[:65536]
    controls = sum(1 for c in sample if c < " " and c not in "\t\n\r\f\x0b\x1a\x1b")
    if controls > max(2, len(sample) // 500):
        raise SourceError("binary", "control characters: this is not a text file")
    return text


def _reads_as_chinese(text: str) -> bool:
    """Whether text decoded from GB18030 is mostly common Chinese, ASCII or Chinese marks, as real text is."""
    sample = text[:65536]
    if not sample:
        return True
    good = 0
    for c in sample:
        point = ord(c)
        if point < 0x7F or 0x4E00 <= point <= 0x9FA5 or 0x3000 <= point <= 0x3020 or 0xFF01 <= point <= 0xFF5E:
            good += 1
        elif c in "“”‘’—…·×÷°‰￥①②③④⑤⑥⑦⑧⑨⑩○□■●◆△▲★☆±≥≤～℃㎡Ⅰ Ⅱ Ⅲ":
            good += 1
    common = sum(1 for c in sample if c in "的一是在和了有年中大为上发展国工作建设市县全人民经济社会数增长，。、")
    han = sum(1 for c in sample if "\u4e00" <= c <= "\u9fff")
    return good * 100 >= len(sample) * 97 and (han < 40 or common * 100 >= han * 3)


def read_source(path: Path, label: str) -> Source:
    """The decoded file; ``label`` is the path to show.

    Raises:
        SourceError: with reason ``unreadable``, ``too-large``, ``binary`` or ``undecodable``.
    """
    data = read_bytes(path)
    text, encoding = decode(data)
    return Source(label, text, encoding)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; raises SourceError with reason ``unreadable`` or ``too-large``."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError("too-large", f"{size} bytes, the limit is {MAX_BYTES}")
        return path.read_bytes()
    except OSError as error:
        raise SourceError("unreadable", error.strerror or str(error)) from None
