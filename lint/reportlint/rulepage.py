"""The page of a rule: Markdown beside its module, which documents the rule and tests it.

It has the rule's name (``growth_mismatch.md`` for ``growth-mismatch``), or the module's.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from reportlint.rule import Rule

_FENCE = re.compile(r"(?P<fence>`{3,}|~{3,})\s*text[ \t]+(?P<verdict>bad|good)[ \t]*\n(?P<text>.*?)\n?(?P=fence)`*[ \t]*(?:\n|\Z)", re.S)
_TITLE = re.compile(r"^# +(?P<code>\S+) +(?P<name>\S+)\s*$", re.M)


@dataclass(frozen=True, slots=True)
class Example:
    """A marked text of a page: whether the rule must find something in it, and the page's line where it begins."""

    faulty: bool
    text: str
    line: int


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
        Example(match["verdict"] == "bad", match["text"], text.count("\n", 0, match.start("text")) + 1)
        for match in _FENCE.finditer(text)
    )
    return Page(title["code"] if title else "", title["name"] if title else "", examples)
