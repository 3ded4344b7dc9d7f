"""Text made safe for a page: nothing in it can end its element, and every character that cannot be seen is shown."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\x7f": "\u2421", "\u2028": " ", "\u2029": " "}


def escape(text: str) -> str:
    """The text for use between tags and within quoted attributes; tabs and line ends stay.

    Control characters become their pictures (␀ …); marks that turn the direction of writing, halves of surrogate
    pairs and non-characters become �: a page may neither hide nor reorder what it shows.
    """
    return text if _UNSAFE.search(text) is None else _UNSAFE.sub(_safe, text)


def _safe(match: re.Match[str]) -> str:
    char = match[0]
    known = _ENTITIES.get(char)
    if known is not None:
        return known
    return chr(0x2400 + ord(char)) if char < " " else "\ufffd"
