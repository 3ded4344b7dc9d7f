"""The characters of Word's symbol fonts, as far as reports use them."""

from __future__ import annotations

_SYMBOL = {
    0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xBB: "≈",
    0xA5: "∞", 0xD7: "·", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x44: "Δ", 0x53: "Σ", 0x6D: "μ",
    0x70: "π", 0x57: "Ω", 0xAE: "→", 0xAD: "↑", 0xAF: "↓", 0xAC: "←",
}
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x75: "◆", 0x77: "◆", 0xA1: "○", 0xA7: "▪",
    0xA8: "□", 0xAB: "★", 0xB5: "✪", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + i: chr(0x2460 + i) for i in range(10)},
    **{0x8C + i: chr(0x2776 + i) for i in range(10)},
}
_WINGDINGS_2 = {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x54: "☒", 0xA3: "□", **{0x6A + i: chr(0x2460 + i) for i in range(10)}}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = 0xF000


def symbol(font: str, code: str) -> str:
    """The character that ``w:sym`` shows: from a symbol font if it is known, else the code point itself; empty if none.

    Symbol fonts keep their characters at F000 to F0FF, in the private use area.
    """
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if not 0x20 <= point <= 0xFFFF or 0xD800 <= point <= 0xDFFF:
        return ""
    place = point - _PRIVATE if point >= _PRIVATE else point
    table = _FONTS.get(font.strip().lower())
    if table is None:
        return chr(point)
    if place in table:
        return table[place]
    if table is _SYMBOL and 0x20 <= place < 0x40:
        return chr(place)  # digits and marks stand where they do in ASCII
    return chr(_PRIVATE + place) if place < 0x100 else chr(point)
