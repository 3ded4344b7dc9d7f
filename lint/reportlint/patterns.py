"""Patterns that are compiled when they are first used, for those that most documents never need."""

from __future__ import annotations

import re
from typing import cast


class _Lazy:
    """Becomes the compiled pattern at the first use of any of its attributes, which are then its own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "pattern", "flags", "groupindex"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern like that of ``re.compile``; one that is faulty says so only when it is used."""
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
