"""What is printed on every page: running headers and footers, page numbers. Lines of tables of contents, footnotes."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlint import patterns as re
from reportlint.readers.pdf.pages import Page
from reportlint.readers.pdf.rows import Row

_NUMBERS = re.compile(r"[0-9]{1,9}")
_PAGE_NUMBER = re.compile(
    r"(?:[-－—–·•~～]{0,2}\s?第?\s?\d{1,4}\s?(?:页|[-－—–·•~～]{1,2}|(?:[/／]|页?\s?[,，]?\s?共)\s?\d{1,4}\s?页?)|(?:Page\s)?\d{1,4}(?:\sof\s\d{1,4})?)",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r".*?(?:[.…·．•。‥]\s?){5,}\s*[-—(（]?\d{1,4}[-—)）]?\Z")
_NOTE = re.compile(r"(?:[①-⑳*＊※†]|[\[［【(（]\s?\d{1,2}\s?[\]］】)）]|[⁰¹²³⁴-⁹]{1,2}|\d{1,2}[.、．\s]|注\s?\d{0,2}[：:])")
_ZONE = 0.15
_OUTER_ZONE = 0.1
_LINES = 3
_SAME_HEIGHT = 4.0
_NOTE_SIZE = 0.9


class _Hit(NamedTuple):
    """A line near the edge of a page: where it is, its distance to the edge in points and as a share of the page, its numbers."""

    page: int
    row: int
    height: float
    share: float
    numbers: tuple[int, ...]


def furniture(pages: Sequence[tuple[Page, Sequence[Row]]]) -> list[set[int]]:
    """For each page the indices of its lines that are running headers, footers and page numbers.

    They stand at the same height on several pages and say the same, but for numbers that count the pages.
    """
    places: dict[tuple[str, bool], list[_Hit]] = {}
    found: list[set[int]] = [set() for _ in pages]
    for number, (page, rows) in enumerate(pages):
        for at, share, is_top in _marginal(page, rows):
            text = rows[at].text
            height = page.top - rows[at].y if is_top else rows[at].y - page.bottom
            bare = "".join(text.split())
            hit = _Hit(number, at, height, share, tuple(map(int, _NUMBERS.findall(bare))))
            places.setdefault((_NUMBERS.sub("0", bare), is_top), []).append(hit)
            if share <= _OUTER_ZONE and is_page_number(text) and (len(pages) == 1 or not text.strip().isdigit()):
                found[number].add(at)
    for hits in places.values():
        middle = statistics.median(hit.height for hit in hits)
        for same in _in_step([hit for hit in hits if abs(hit.height - middle) <= _SAME_HEIGHT]):
            on = {hit.page for hit in same}
            if len(on) >= 3 or (len(on) == 2 and (len(pages) <= 3 or all(hit.share <= _OUTER_ZONE for hit in same))):
                for hit in same:
                    found[hit.page].add(hit.row)
    return found


def _in_step(hits: Sequence[_Hit]) -> Iterator[list[_Hit]]:
    """Lines that differ in numbers only, in groups in which these stay the same or count the pages."""
    groups: dict[tuple[tuple[bool, int], ...], list[_Hit]] = {}
    constant = [len({hit.numbers[place] for hit in hits}) == 1 for place in range(len(hits[0].numbers))] if hits else []
    for hit in hits:
        key = tuple(
            (same, number if same else number - hit.page) for same, number in zip(constant, hit.numbers, strict=True)
        )
        groups.setdefault(key, []).append(hit)
    yield from groups.values()


def _marginal(page: Page, rows: Sequence[Row]) -> list[tuple[int, float, bool]]:
    """The lines near the upper and lower edge: index, distance to the edge as a share of the page's height, whether above."""
    height = max(page.top - page.bottom, 1.0)
    ordered = sorted(range(len(rows)), key=lambda at: -rows[at].y)
    found = []
    for at in ordered[:_LINES]:
        share = (page.top - rows[at].y - rows[at].size) / height
        if share <= _ZONE:
            found.append((at, share, True))
    for at in ordered[-_LINES:]:
        share = (rows[at].y - page.bottom) / height
        if share <= _ZONE:
            found.append((at, share, False))
    return found


def is_page_number(text: str) -> bool:
    """Whether a line is a page number."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


def is_contents(text: str) -> bool:
    """Whether a line belongs to a table of contents: dots lead to a page number."""
    return _CONTENTS.match(text) is not None


def notes(rows: Sequence[Row], body: float) -> int:
    """Where the footnotes of a page begin among its lines: smaller than the text, the first with a mark; their number for none."""
    first = len(rows)
    while first and rows[first - 1].size <= _NOTE_SIZE * body:
        first -= 1
    if first == 0:
        return len(rows)
    for at in range(first, len(rows)):
        if _NOTE.match(rows[at].text):
            return at
    return len(rows)
