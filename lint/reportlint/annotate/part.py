"""The XML of one part as UTF-8, whatever its encoding, and what it becomes when bytes are put in or left out."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import NamedTuple

from reportlint import patterns as re
from reportlint.source import SourceError

_DECLARED = re.compile(rb"""\A<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)


class Splice(NamedTuple):
    """The bytes from ``start`` to ``end`` replaced by others; nothing is left out where the two are equal."""

    start: int
    end: int
    data: bytes


class Part:
    """A part: ``utf8`` is its XML in UTF-8, with the byte order mark that it has."""

    def __init__(self, data: bytes, name: str) -> None:
        """Takes a part's bytes; raises SourceError ``damaged`` where they cannot be written back as they are."""
        self.name = name
        self.data = data
        self.encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
        if not self.encoding:
            declared = _DECLARED.match(data)
            self.encoding = declared[1].decode("ascii") if declared else "utf-8"
        try:
            self.utf8 = data if self.encoding.lower() in ("utf-8", "utf8") else data.decode(self.encoding).encode("utf-8")
        except (LookupError, UnicodeError) as error:
            raise SourceError("damaged", f"{name}: {error}") from None
        if self.encoded(self.utf8) != data:
            raise SourceError("damaged", f"{name}: {self.encoding} cannot be written back as it was")

    def encoded(self, utf8: bytes) -> bytes:
        """XML in UTF-8 as the bytes of this part."""
        if self.encoding.lower() in ("utf-8", "utf8"):
            return utf8
        return utf8.decode("utf-8").encode(self.encoding, "xmlcharrefreplace")

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The part's bytes with the splices made, see :func:`splice`."""
        return self.encoded(splice(self.utf8, splices))


def splice(data: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with the splices made; those that begin at one byte keep their order, insertions first."""
    pieces: list[bytes] = []
    position = 0
    for start, end, new in sorted(splices, key=lambda each: (each.start, each.end > each.start)):
        if start < position:
            raise ValueError("splices overlap")
        pieces += (data[position:start], new)
        position = end
    pieces.append(data[position:])
    return b"".join(pieces)
