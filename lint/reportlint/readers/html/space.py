"""White space of web pages: what collapses, what breaks a line, what only wraps the source."""

from __future__ import annotations

from reportlint import patterns as re

LINE_BREAK = "\x01"
_KEPT_SPACE = "\x02"
_CHINESE = "\u2018-\u201d\u2026\u2014\u00b7\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_WRAPPED = re.compile(f"(?<=[{_CHINESE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_CHINESE}])")
_BLANKS = re.compile("[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(f" ?{LINE_BREAK} ?")
_NEW_LINE = re.compile("\r\n?|\n")
_LEADING = re.compile(f"(?<={LINE_BREAK})[ \t]+")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CONTROLS = {
    **dict.fromkeys([*range(3, 9), 11, *range(14, 32), 127, 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]),
    **{code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)},
}
"""Characters that show nothing, and the C1 controls, which browsers take for those of Windows-1252."""


def kept(text: str) -> str:
    """Text of a ``pre`` element, so that :func:`spaced` leaves its lines and blanks alone; an indent becomes a full-width one."""
    lines = LINE_BREAK + _NEW_LINE.sub(LINE_BREAK, text)
    return _LEADING.sub("\u3000", lines)[1:].replace("\t", "  ").replace(" ", _KEPT_SPACE)


def raised(text: str) -> str:
    """Text of a ``sup`` element: a digit or two become superscripts, so that no number grows by them."""
    plain = text.strip()
    return plain.translate(_SUPERSCRIPTS) if plain.isdecimal() and plain.isascii() and len(plain) <= 2 else text


def spaced(text: str) -> str:
    """A paragraph's text with blanks collapsed as browsers do; line breaks of the source within Chinese text vanish."""
    text = text.translate(_CONTROLS)
    text = _BLANKS.sub(" ", _WRAPPED.sub("", text))
    text = _AROUND_BREAK.sub("\n", text).replace(_KEPT_SPACE, " ")
    return text.strip(" \n") if text.strip(" \n\u3000\u00a0\t") else ""
