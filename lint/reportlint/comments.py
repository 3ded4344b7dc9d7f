"""Comments that speak to reportlint: ``<!-- reportlint: ignore[NUM001] why -->``, where they stand and what is left without them.

Offsets are code points; ranges are half-open. A comment stays within one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re

OPENING = "<!--"
COMMENT = re.compile(r"<!--[ \t]*reportlint[ \t]*[:：](?P<body>[^\r\n]*?)(?:-->|(?=[\r\n])|\Z)")
"""One comment; one that is never closed ends with its line."""

_BLANKS = " \t\u3000\u00a0"


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without comments (and the blanks beside them) at either end; empty where there is nothing else."""
    while start < end and text.startswith(OPENING, start):
        found = COMMENT.match(text, start, end)
        if found is None:
            break
        start = found.end()
        while start < end and text[start] in _BLANKS:
            start += 1
    while start < end and text[end - 1] == ">":
        opening = text.rfind(OPENING, start, end)
        found = COMMENT.match(text, opening, end) if opening >= 0 else None
        if found is None or found.end() != end:
            break
        end = opening
        while end > start and text[end - 1] in _BLANKS:
            end -= 1
    return start, end


def is_comment(text: str, start: int, end: int) -> bool:
    """Whether the range holds a comment, blanks, and nothing else."""
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    first, last = bare(text, start, end)
    return start < end and first == last


def without(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of the range that stand outside comments, in order."""
    for found in COMMENT.finditer(text, start, end):
        if found.start() > start:
            yield start, found.start()
        start = found.end()
    if start < end:
        yield start, end
