"""Comments: those that speak to reportlint, ``<!-- reportlint: ignore[NUM001] why -->``, and in Markdown all others.

What stands in a comment is no text of the report. Offsets are code points; ranges are half-open. A comment to
reportlint stays within one line.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from operator import itemgetter

from reportlint import patterns as re

OPENING = "<!--"
COMMENT = re.compile(r"<!--[ \t]*reportlint[ \t]*[:：](?P<body>[^\r\n]*?)(?:-->|(?=[\r\n])|\Z)")
"""One comment; one that is never closed ends with its line."""

CLOSING = "-->"
_BLANKS = " \t\u3000\u00a0"
_MARKUP = re.compile(r"^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$|(?P<ticks>`+)|(?P<opening><!--)|\n", re.M)
Range = tuple[int, int]


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


def to_reportlint(text: str) -> tuple[Range, ...]:
    """The ranges of the comments to reportlint."""
    return tuple(found.span() for found in COMMENT.finditer(text)) if OPENING in text else ()


def without(hidden: Sequence[Range], start: int, end: int) -> Iterator[Range]:
    """The parts of the range that stand outside the hidden ranges (sorted), in order."""
    for index in range(bisect.bisect_right(hidden, start, key=itemgetter(1)), len(hidden)):
        first, last = hidden[index]
        if first >= end:
            break
        if first > start:
            yield start, first
        start = last
    if start < end:
        yield start, end


def code_and_comments(text: str) -> tuple[list[Range], list[Range]]:
    """The ranges of code (fenced, and within a line) and those of comments outside it, in a Markdown text.

    A comment may run over many lines. One that is never closed hides nothing, since nobody meant the rest of the
    report to be hidden; one to reportlint ends with its line.
    """
    code: list[Range] = []
    comments: list[Range] = []
    tokens = list(_MARKUP.finditer(text))
    partners = _partners(tokens)
    position = 0
    for number, token in enumerate(tokens):
        if token.start() < position:
            continue
        if token["fence"]:
            position = _fence_end(tokens, number, len(text))
            code.append((token.start(), position))
        elif token["ticks"] and partners[number]:
            position = tokens[partners[number]].end()
            code.append((token.start(), position))
        elif token["opening"]:
            position = _comment_end(text, token.start())
            if position > token.end():
                comments.append((token.start(), position))
    return code, comments


def _partners(tokens: Sequence[re.Match[str]]) -> list[int]:
    """For each run of backticks the number of the next one of its length on its line, else 0."""
    partners = [0] * len(tokens)
    following: dict[int, int] = {}
    for number in range(len(tokens) - 1, -1, -1):
        ticks = tokens[number]["ticks"]
        if ticks:
            partners[number] = following.get(len(ticks), 0)
            following[len(ticks)] = number
        elif not tokens[number]["opening"]:
            following.clear()
    return partners


def _fence_end(tokens: Sequence[re.Match[str]], number: int, end: int) -> int:
    """Where the fenced code that a token opens ends: behind its closing line, else with the text."""
    marks = tokens[number]["fence"]
    for later in range(number + 1, len(tokens)):
        closing = tokens[later]["fence"]
        if closing and closing.startswith(marks) and tokens[later][0].strip() == closing:
            return tokens[later].end()
    return end


def _comment_end(text: str, start: int) -> int:
    """Where the comment that opens at ``start`` ends; behind its opening mark where nothing closes it."""
    own = COMMENT.match(text, start)
    if own is not None:
        return own.end()
    closing = text.find(CLOSING, start + len(OPENING))
    return start + len(OPENING) if closing < 0 else closing + len(CLOSING)
