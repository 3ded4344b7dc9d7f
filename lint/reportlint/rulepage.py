"""The page of a rule: Markdown beside its module, which documents the rule and tests it.

It has the rule's name (``growth_mismatch.md`` for ``growth-mismatch``), or the module's. Its examples are fenced
blocks marked ``text bad`` or ``text good``; ``⟦`` and ``⟧`` in a bad one mark the places of its findings. Behind
the mark may stand options of the rule as in TOML (``text bad words=["某词"], limit=3``). A line ``=== path ===``
begins each file where a block holds several.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import Rule

OPENING, CLOSING = "⟦", "⟧"
_FENCE = re.compile(
    r"(?P<fence>`{3,}|~{3,})\s*text[ \t]+(?P<verdict>bad|good)(?:[ \t]+(?P<options>[^\n`]*?))?[ \t]*\n(?P<text>.*?)\n?(?P=fence)`*[ \t]*(?:\n|\Z)",
    re.S)
_TITLE = re.compile(r"^# +(?P<code>\S+) +(?P<name>\S+)\s*$", re.M)
_FILE = re.compile(r"^=== (?P<path>\S+) ===$\n?", re.M)


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A file of an example: its text without marks, and the half-open ranges that were marked in it."""

    path: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A marked block of a page: whether the rule must find something in it, its text as it stands in the page with
    the line where that begins, and the rule's options as the block gives them."""

    faulty: bool
    text: str
    line: int
    options: str = ""

    def files(self) -> tuple[ExampleFile, ...]:
        """The files that the block holds, ``draft.txt`` where it names none; raises ValueError for marks that do not pair."""
        parts = _FILE.split(self.text)
        if len(parts) == 1:
            return (_unmarked("draft.txt", self.text),)
        pairs = zip(parts[1::2], parts[2::2], strict=True)
        return tuple(_unmarked(path, content.rstrip("\n")) for path, content in pairs)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page: the code and name of its title, and its examples."""

    code: str
    name: str
    examples: tuple[Example, ...]


def page_path(rule: type[Rule]) -> Path:
    """Where the rule's page is, whether it exists or not."""
    module = Path(sys.modules[rule.__module__].__file__ or rule.__module__)
    own = module.with_name(rule.meta.name.replace("-", "_") + ".md")
    return own if own.is_file() else module.with_suffix(".md")


def parse_page(text: str) -> Page:
    """The title and the examples of a page; code and name are empty where it has no title ``# CODE name``."""
    title = _TITLE.search(text)
    examples = tuple(
        Example(match["verdict"] == "bad", match["text"], text.count("\n", 0, match.start("text")) + 1, match["options"] or "")
        for match in _FENCE.finditer(text)
    )
    return Page(title["code"] if title else "", title["name"] if title else "", examples)


def _unmarked(path: str, text: str) -> ExampleFile:
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    length, opened = 0, -1
    for piece in _tokens(text):
        if piece == (OPENING if opened < 0 else CLOSING):
            if opened >= 0:
                marks.append((opened, length))
            opened = length if opened < 0 else -1
        elif piece in (OPENING, CLOSING):
            raise ValueError(f"{piece} without its {CLOSING if piece == OPENING else OPENING}")
        else:
            pieces.append(piece)
            length += len(piece)
    if opened >= 0:
        raise ValueError(f"{OPENING} without its {CLOSING}")
    return ExampleFile(path, "".join(pieces), tuple(marks))


def _tokens(text: str) -> Iterator[str]:
    """The marks of a text and what stands between them."""
    return (piece for piece in re.split(f"([{OPENING}{CLOSING}])", text) if piece)
