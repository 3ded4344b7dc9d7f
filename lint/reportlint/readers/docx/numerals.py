"""The ways Word writes a list number: names and sequences of ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_CIRCLED_HAN = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"


def numeral(number: int, format_: str) -> str:
    """A list number as Word writes it in a number format; unknown formats and numbers out of range give digits."""
    if number < 0:
        return str(number)
    match format_:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{number:02d}"
        case "upperRoman" | "lowerRoman":
            roman = _roman(number)
            return roman.upper() if format_ == "upperRoman" else roman
        case "upperLetter" | "lowerLetter":
            return _letters(number, "A" if format_ == "upperLetter" else "a")
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate({48 + i: 0xFF10 + i for i in range(10)})
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _pick(number, _CIRCLED)
        case "decimalEnclosedParen":
            return chr(0x2474 + number - 1) if 1 <= number <= 20 else f"({number})"
        case "decimalEnclosedFullstop":
            return chr(0x2488 + number - 1) if 1 <= number <= 20 else f"{number}."
        case "numberInDash":
            return f"- {number} -"
        case "chineseCounting" | "taiwaneseCounting" if number >= 100:
            return "".join(_DIGITS[int(digit)] for digit in str(number)).replace("〇", "○")
        case "chineseCounting" | "taiwaneseCounting" | "chineseCountingThousand" | "taiwaneseCountingThousand":
            return _counted(number, _DIGITS, "十百千", zero="零", bare_ten=True)
        case "japaneseCounting":
            # Word's Chinese versions write 一 … 十 … 十一 … 二十 under this name, as the Japanese ones do.
            return _counted(number, _DIGITS, "十百千", zero="", bare_ten=True)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return _counted(number, _LEGAL, "拾佰仟", zero="零", bare_ten=False)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" | "koreanDigital2":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "ideographTraditional":
            return _pick(number, _STEMS)
        case "ideographZodiac":
            return _pick(number, _BRANCHES)
        case "ideographEnclosedCircle":
            return _pick(number, _CIRCLED_HAN)
        case _:
            return str(number)


def _pick(number: int, sequence: str) -> str:
    return sequence[number - 1] if 1 <= number <= len(sequence) else str(number)


def _letters(number: int, first: str) -> str:
    """a … z, aa, bb … as Word goes on after z."""
    if not 1 <= number <= 780:
        return str(number)
    return chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if not 1 <= number < 4000:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _counted(number: int, digits: str, units: str, *, zero: str, bare_ten: bool) -> str:
    """A number from 1 to 9,999 in Chinese with its units; ``bare_ten`` writes 十 for 一十 at its head."""
    if not 1 <= number <= 9999:
        return str(number)
    written = ""
    skipped = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            skipped = bool(written)
            continue
        if skipped:
            written += zero
            skipped = False
        written += digits[digit] + (units[power - 1] if power else "")
    return written[1:] if bare_ten and 10 <= number < 20 else written
