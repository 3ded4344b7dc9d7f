"""The encoding of a web page: its byte order mark, then UTF-8 where the bytes are that, then what the page says, then its content.

What pages say is often wrong: a page saved as UTF-8 still says gb2312, and one that says gb2312 holds characters
that only GB18030 has.
"""

from __future__ import annotations

import codecs

from reportlint import patterns as re
from reportlint.source import SourceError, decode

_SAID = re.compile(
    rb"""<meta[^>]{0,400}?charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{1,40})|<\?xml[^>]{0,200}?encoding\s{0,4}=\s{0,4}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_HEAD = 8192
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs", "iso8859-1": "cp1252", "ascii": "utf-8",
}
"""Encodings that pages name, by Python's name, and the larger one that browsers take."""
_BROKEN = 1000
"""One character in so many may be broken in a page that says what it is in."""


def decode_page(data: bytes) -> tuple[str, str]:
    """The (text, encoding) of a page's bytes.

    A page with a few broken characters in the encoding that it names is read with U+FFFD in their places.

    Raises:
        SourceError: ``binary`` or ``undecodable``.
    """
    said = _said(data[:_HEAD])
    try:
        text, encoding = decode(data)
    except SourceError as error:
        if error.reason != "undecodable":
            raise
        return _leniently(data, said or "utf-8", error)
    if said and encoding == "gb18030" and said not in ("gb18030", "utf-8", "cp1252"):
        try:
            return data.decode(said), said
        except (UnicodeDecodeError, ValueError):
            pass
    return text, encoding


def _said(head: bytes) -> str:
    """The encoding that a page names, as Python calls it; empty where it names none that is known."""
    found = _SAID.search(head)
    if found is None:
        return ""
    label = (found[1] or found[2]).decode("ascii", "replace").lower()
    label = {"x-gbk": "gbk", "gb_2312-80": "gb2312", "utf8": "utf-8", "x-x-big5": "big5"}.get(label, label)
    try:
        info = codecs.lookup(label)
    except LookupError:
        return ""
    if not getattr(info, "_is_text_encoding", True) or info.name.startswith("utf-16"):
        return ""  # the name could be read, so the bytes are no UTF-16
    return _WIDER.get(info.name, info.name)


def _leniently(data: bytes, encoding: str, error: SourceError) -> tuple[str, str]:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken * _BROKEN > len(text) + _BROKEN:
        raise error
    return text, encoding
