"""The package of a Word document: its parts and relationships, read within limits, and its XML, without DTDs."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from xml.parsers import expat

from reportlint.records import dataclass
from reportlint.source import SourceError

MAX_PART = 64 * 1024 * 1024
"""Bytes that one part may have when it is unpacked."""
MAX_TOTAL = 128 * 1024 * 1024
"""Bytes that all parts read of one package may have when they are unpacked."""
_MAX_MEMBERS = 20_000
_RATIO, _RATIO_FROM = 300, 8 * 1024 * 1024  # XML of real reports packs to a tenth or twentieth
_CHUNK = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, KeyError, IndexError, OverflowError, struct.error,
)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relation of one part to another: ``kind`` is the last word of its type, ``target`` a part's name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a Word document by name, without a leading slash; names are compared without case."""

    def __init__(self, data: bytes) -> None:
        """Opens a package given as bytes; raises SourceError ``encrypted``, ``unsupported-format``, ``damaged`` or ``too-large``."""
        if data.startswith(_OLE):
            raise _ole_error(data)
        if not data:
            raise SourceError("damaged", "the file is empty")
        if not data.startswith(b"PK"):
            raise SourceError("unsupported-format", "not a Word package: it does not begin as a zip file")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except FAULTS as error:
            raise SourceError("damaged", f"the zip package is cut off or broken: {error}") from None
        if len(members) > _MAX_MEMBERS:
            raise SourceError("too-large", f"{len(members)} members in the package, the limit is {_MAX_MEMBERS}")
        self._members = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}
        self._total = 0

    def main_part(self) -> str:
        """The name of the main document part; raises SourceError where the package has none."""
        for relationship in self.relationships(""):
            if relationship.kind == "officeDocument" and self.has(relationship.target):
                return relationship.target
        if self.has("word/document.xml"):
            return "word/document.xml"
        if any(name.startswith("word/") for name in self._members):
            raise SourceError("damaged", "the package has no word/document.xml")
        raise SourceError("unsupported-format", "a zip package, but no Word document in it")

    def has(self, name: str) -> bool:
        """Whether the package has a part of this name."""
        return name.lower() in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a part; raises SourceError where it is missing, encrypted, damaged or too large."""
        member = self._members.get(name.lower())
        if member is None:
            raise SourceError("damaged", f"the package has no {name}")
        if member.flag_bits & 0x1:
            raise SourceError("encrypted", f"{name} is encrypted")
        limit = min(MAX_PART, MAX_TOTAL - self._total)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise SourceError("too-large", f"{name} unpacks to more than {limit} bytes")
                    if size > _RATIO_FROM and size > _RATIO * max(1, member.compress_size):
                        raise SourceError("too-large", f"{name} unpacks to more than {_RATIO} times its size")
                    chunks.append(chunk)
        except FAULTS as error:
            raise SourceError("damaged", f"{name} cannot be unpacked: {error}") from None
        self._total += size
        return b"".join(chunks)

    def relationships(self, name: str) -> list[Relationship]:
        """The relationships of a part to others inside the package; the empty name stands for the package itself."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", base + ".rels")
        if not self.has(part):
            return []
        found: list[Relationship] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == _RELATIONSHIP and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append(Relationship(attributes.get("Id", ""), kind, target))

        parse(self.read(part), part, start)
        return found


def parse(data: bytes, name: str, start: object, end: object = None, text: object = None) -> None:
    """Sends a part's elements and text to handlers; names are "namespace local".

    Raises:
        SourceError: ``damaged`` for XML that is not well-formed and for any document type declaration,
            which no Word part has and which is where entity attacks begin.
    """
    feed(xml_parser(start, end, text), data, name)


def xml_parser(start: object, end: object = None, text: object = None, *, placed: bool = False) -> expat.XMLParserType:
    """A parser with these handlers; a ``placed`` one is for UTF-8 and sends text in pieces whose place in the bytes it knows."""
    parser = expat.ParserCreate("utf-8" if placed else None, " ")
    parser.buffer_text = not placed
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = start  # type: ignore[assignment]
    parser.EndElementHandler = end  # type: ignore[assignment]
    parser.CharacterDataHandler = text  # type: ignore[assignment]
    return parser


def feed(parser: expat.XMLParserType, data: bytes, name: str) -> None:
    """Parses a part's bytes; raises SourceError as :func:`parse` does."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise SourceError("damaged", f"{name}: {expat.ErrorString(error.code)} at line {error.lineno}") from None
    except (ValueError, LookupError, UnicodeError) as error:  # an encoding that is unknown
        raise SourceError("damaged", f"{name}: {error}") from None


def _refuse(*_: object) -> None:
    raise SourceError("damaged", "a document type declaration in the package's XML is refused")


def _ole_error(data: bytes) -> SourceError:
    """The error for an OLE file: an encrypted package, or the format before .docx."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SourceError("encrypted", "the document is protected by a password")
    return SourceError("unsupported-format", "an OLE file (Word 97-2003 or WPS) under another name, not .docx")


WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
"""The namespaces of WordprocessingML, transitional and strict, as they prefix names here."""


def attribute(attributes: Mapping[str, str], name: str, default: str = "") -> str:
    """The value of a WordprocessingML attribute in either namespace."""
    value = attributes.get(WORD[0] + name)
    return attributes.get(WORD[1] + name, default) if value is None else value


def whole(value: str, default: int = 0) -> int:
    """The integer that an attribute holds, or the default where it holds none."""
    try:
        return int(value) if len(value) < 12 else default
    except ValueError:
        return default


def on(attributes: Mapping[str, str]) -> bool:
    """Whether an on/off property such as ``w:vanish`` is on."""
    return attribute(attributes, "val", "true") not in ("0", "false", "off")
