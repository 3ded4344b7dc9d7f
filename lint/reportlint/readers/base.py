"""What a reader is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reportlint.document import Extracted


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
