"""How many terminal columns text takes.

Chinese characters and full-width marks take two columns. Characters of ambiguous width (“” ‘’ — … · × ° ①) are
counted as one: that is what terminals do unless told otherwise, and what rich counts.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, east_asian_width


@lru_cache(maxsize=8192)
def char_width(char: str) -> int:
    """The columns of one character: 0, 1 or 2."""
    if " " <= char <= "~":
        return 1
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """The columns of a text without line ends."""
    return sum(map(char_width, text))


def clean(text: str) -> str:
    """The text in one line that a terminal shows as it is: line ends and tabs become blanks, control characters �.

    Every character stays one character, so that offsets go on counting.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


@lru_cache(maxsize=1024)
def _shown(char: str) -> str:
    kind = category(char)
    if char in "\t\n\r\x0b\x0c\u2028\u2029\x85":
        return " "
    if char in "\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e" or kind in ("Cc", "Cs"):
        return "\ufffd"
    return char


def fit(text: str, columns: int) -> str:
    """The text, cut to the columns with "..." at its end where it is longer."""
    if width(text) <= columns:
        return text
    used, kept = 3, []
    for char in text:
        used += char_width(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "..."
