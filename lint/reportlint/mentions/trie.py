"""Patterns from word lists: one alternation in which common beginnings are shared and the longest word wins."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Node = dict[str, "_Node"]
_END = ""


def pattern_of(words: Iterable[str]) -> str:
    """A pattern for :mod:`re` that matches the longest of the words; a word that ends in a Latin letter ends there."""
    root: _Node = {}
    for word in words:
        node = root
        for c in word:
            node = node.setdefault(c, {})
        node[_END] = {}
    return _written(root, "")


def _written(node: _Node, last: str) -> str:
    closes = _END in node
    singles = "".join(re.escape(c) for c, below in node.items() if c != _END and set(below) == {_END} and not _latin(c))
    options = [
        re.escape(c) + _written(below, c)
        for c, below in node.items()
        if c != _END and (set(below) != {_END} or _latin(c))
    ]
    if singles:
        options.append(f"[{singles}]")
    stop = "(?![A-Za-z])" if _latin(last) else ""
    if not options:
        return stop
    if closes:
        return f"(?:{'|'.join(options)}|{stop})"
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def _latin(c: str) -> bool:
    return c.isascii() and c.isalpha()
