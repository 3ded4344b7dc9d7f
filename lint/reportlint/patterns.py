"""``re``, with a ``compile`` that waits until the pattern is first used: ``from reportlint import patterns as re``.

Compiling takes two fifths of the start-up, and most documents need less than half of the patterns. One that is
faulty says so only when it is used; ``tests/test_patterns.py`` uses every one.
"""

from __future__ import annotations

import re
from importlib import import_module
from re import *  # noqa: F403
from typing import cast

_ATTRIBUTES = (
    "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags", "groups", "groupindex",
)


class Lazy:
    """Becomes the compiled pattern at the first use of any of its attributes, which are then its own."""

    def __init__(self, pattern: str, flags: int, engine: str = "re") -> None:
        self.pattern = pattern
        self._flags = flags
        self._engine = engine

    def __getattr__(self, name: str) -> object:
        if name not in _ATTRIBUTES:
            raise AttributeError(name)
        compiled = import_module(self._engine).compile(self.pattern, self._flags)
        for attribute in _ATTRIBUTES:
            setattr(self, attribute, getattr(compiled, attribute))
        return getattr(compiled, name)


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:  # type: ignore[no-redef]  # noqa: A001
    """A pattern like that of ``re.compile``, compiled at its first use."""
    return cast("re.Pattern[str]", Lazy(pattern, flags))
