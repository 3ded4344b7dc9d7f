"""Facts for programs: CSV, JSON and JSON lines, written row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Protocol, TextIO

from reportlint.facts.export import COLUMNS, FactRow

BOM = "\ufeff"
"""What Excel wants to see before it takes a CSV file for UTF-8."""


class FactsWriter(Protocol):
    """Takes the rows of one file after another; nothing may be written after ``close``."""

    def write(self, path: str, rows: Iterable[FactRow]) -> None:
        """Writes the rows of a file."""

    def close(self) -> None:
        """Writes what ends the output; the stream stays open."""


class CsvWriter:
    """A header line and a line a fact, as RFC 4180 has it but with plain line feeds."""

    def __init__(self, stream: TextIO, *, bom: bool = False) -> None:
        if bom:
            stream.write(BOM)
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def write(self, path: str, rows: Iterable[FactRow]) -> None:  # noqa: ARG002
        """Writes the rows of a file; what is not known is an empty field."""
        self._writer.writerows([getattr(row, name) for name in COLUMNS] for row in rows)

    def close(self) -> None:
        """Does nothing: CSV has no end."""


class JsonLinesWriter:
    """An object a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, path: str, rows: Iterable[FactRow]) -> None:  # noqa: ARG002
        """Writes the rows of a file."""
        self._stream.writelines(_object(row) + "\n" for row in rows)

    def close(self) -> None:
        """Does nothing: the lines stand for themselves."""


class JsonWriter:
    """One array of objects, a line each."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._before = "[\n"

    def write(self, path: str, rows: Iterable[FactRow]) -> None:  # noqa: ARG002
        """Writes the rows of a file."""
        for row in rows:
            self._stream.write(self._before + _object(row))
            self._before = ",\n"

    def close(self) -> None:
        """Closes the array."""
        self._stream.write("[]\n" if self._before == "[\n" else "\n]\n")


def _object(row: FactRow) -> str:
    return json.dumps({name: getattr(row, name) for name in COLUMNS}, ensure_ascii=False)
