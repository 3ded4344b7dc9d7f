"""The package of a workbook, with parts that are read piece by piece so that a large sheet need not fit into memory."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from reportlint.readers.docx.package import FAULTS, Package
from reportlint.source import SourceError

MAX_SHEET = 1024 * 1024 * 1024
"""Bytes of one sheet's XML, unpacked, after which it is refused; reading normally ends long before."""
_CHUNK = 256 * 1024


class Enough(Exception):
    """Raised by a handler that needs no more of a part."""


class SheetPackage(Package):
    """The parts of a workbook by name."""

    def stream(
        self, name: str, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        """Sends a part's elements (by local name) and text to handlers, until the end or until one raises :class:`Enough`.

        Raises:
            SourceError: ``damaged``, ``encrypted`` or ``too-large``.
        """
        member = self._members.get(name.lower())
        if member is None:
            raise SourceError("damaged", f"the package has no {name}")
        if member.flag_bits & 0x1:
            raise SourceError("encrypted", "")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = lambda tag, attributes: start(tag[tag.rfind(" ") + 1:], attributes)
        parser.EndElementHandler = lambda tag: end(tag[tag.rfind(" ") + 1:])
        parser.CharacterDataHandler = text
        size = 0
        try:
            with self._zip.open(member) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    if size > MAX_SHEET:
                        raise SourceError("too-large", f"{name} unpacks to more than {MAX_SHEET} bytes")
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except Enough:
            return
        except expat.ExpatError as error:
            raise SourceError("damaged", f"{name}: {expat.ErrorString(error.code)} at line {error.lineno}") from None
        except FAULTS as error:
            raise SourceError("damaged", f"{name} cannot be unpacked: {error}") from None


def _refuse(*_: object) -> None:
    raise SourceError("damaged", "a document type declaration in the package's XML is refused")
