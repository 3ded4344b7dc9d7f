"""What a reader is."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Protocol, runtime_checkable

from reportlint.document import Extracted
from reportlint.records import dataclass
from reportlint.source import SourceError


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as a reader found it: the format's name, the encoding (empty where the format settles it), and its content."""

    format: str
    encoding: str
    content: Extracted


class Reader(Protocol):
    """Reads the files of one format. Registered under the entry-point group ``reportlint.readers``."""

    name: str
    suffixes: frozenset[str]
    """Lower-case file endings with their dot, such as ``.docx``."""

    def read(self, path: Path) -> ReadFile:
        """The file's content.

        Raises:
            SourceError: where the file cannot be read; nothing else may be raised on bad input.
        """
        ...

    def read_bytes(self, data: bytes) -> ReadFile:
        """The content of a file given as bytes (standard input); raises SourceError likewise."""
        ...


@runtime_checkable
class NeedsExtra(Protocol):
    """What a reader has besides where it needs packages that are not always installed."""

    @property
    def extra(self) -> str:
        """The extra of the distribution that installs them, such as ``pdf``."""
        ...

    @property
    def packages(self) -> tuple[str, ...]:
        """The import names of the packages."""
        ...


def lacking(reader: Reader | None) -> str:
    """The extra that has to be installed before a reader can read, empty where all is there; nothing is imported."""
    if isinstance(reader, NeedsExtra):
        from importlib.util import find_spec

        if any(find_spec(name) is None for name in reader.packages):
            return reader.extra
    return ""


def require(reader: NeedsExtra) -> None:
    """Raises SourceError ``needs-extra`` where a package of the reader is missing or cannot be imported."""
    for name in reader.packages:
        try:
            import_module(name)
        except ImportError:
            raise SourceError("needs-extra", reader.extra) from None
