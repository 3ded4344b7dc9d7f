"""Blanks that justify single characters ("增 长 5 . 2 %"), as scans and old layouts have them."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re

_JUSTIFYING = re.compile(
    r"(?<=[^\s\x21-\x7e]) (?=[^\s\x21-\x2c\x3a-\x7e])|(?<=[\d.%]) (?=[\d.%])|(?<=[^\s\x21-\x7e]) (?=\d)|(?<=[\d.%]) (?=[^\s\x21-\x7e])"
)
_FEWEST = 3
_SHARE = 4


def is_justified(line: str) -> bool:
    """Whether a line is set with blanks between its characters: every fourth character a blank, three at the least."""
    blanks = line.count(" ")
    return blanks >= _FEWEST and blanks * _SHARE >= len(line)


def pieces(line: str) -> Iterator[tuple[int, int]]:
    """The half-open ranges of a justified line between the blanks that only justify."""
    position = 0
    for gap in _JUSTIFYING.finditer(line):
        yield position, gap.start()
        position = gap.end()
    yield position, len(line)
