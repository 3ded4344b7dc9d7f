"""Lines of TOML tables and keys, which the parser of the standard library does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[(?P<twice>\[)?\s*(?P<name>[^\]]+?)\s*\]")
_QUOTES = re.compile(r'"""|\'\'\'')


class Positions:
    """The 1-based lines of the tables of one array, and of the keys in them."""

    def __init__(self, text: str, name: str) -> None:
        self._lines = text.splitlines()
        self._starts = [number for number, header in self._headers() if header in (name, f"tool.reportlint.{name}")]
        ends = sorted(number for number, _ in self._headers())
        self._ends = [next((end for end in ends if end > start), len(self._lines) + 1) for start in self._starts]
        self._whole = next((n for n, line in self._plain() if re.match(rf"\s*{re.escape(name)}\s*=", line)), 1)

    def table(self, index: int) -> int:
        """The line of the header of a table."""
        return self._starts[index] if index < len(self._starts) else self._whole

    def key(self, index: int, key: str) -> int:
        """The line of a key of a table, the table's own where the key cannot be found."""
        if index >= len(self._starts):
            return self._whole
        pattern = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        for number, line in self._plain():
            if self._starts[index] < number < self._ends[index] and pattern.match(line):
                return number
        return self._starts[index]

    def _plain(self) -> Iterator[tuple[int, str]]:
        """The lines that do not lie within a string of several lines."""
        inside = ""
        for number, line in enumerate(self._lines, 1):
            if not inside:
                yield number, line
            for mark in _QUOTES.findall(line.split(" #")[0]):
                if not inside:
                    inside = mark
                elif mark == inside:
                    inside = ""

    def _headers(self) -> Iterator[tuple[int, str]]:
        for number, line in self._plain():
            if match := _HEADER.match(line):
                yield number, match["name"].replace('"', "").replace(" ", "")
