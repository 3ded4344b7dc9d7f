"""Numbers as a workbook shows them, by the format codes of spreadsheets: ``#,##0.00``, ``0.0%``, ``yyyy"年"m"月"``.

A code has up to four sections, for positive and negative numbers, zero and text, each perhaps with a condition. What
a code says of colours, alignment and languages changes no character; fractions and powers of ten are shown plainly.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import NamedTuple

from reportlint import patterns as re

BUILT_IN = {
    0: "", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%",
    10: "0.00%", 11: "", 12: "", 13: "", 14: "yyyy/m/d", 15: "d-m-yy", 16: "d-m", 17: "m-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-", 42: "#,##0;-#,##0;-",
    43: "#,##0.00;-#,##0.00;-", 44: "#,##0.00;-#,##0.00;-", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}
"""The codes that workbooks name by number alone, as Chinese programs show them (ECMA-376, 18.8.30)."""
_TOKEN = re.compile(
    r"""(?P<text>"[^"]*"?)|(?P<escaped>[\\!].)|(?P<width>_.)|(?P<fill>\*.)|(?P<bracket>\[[^\]]*\]?)|(?P<general>General|G/通用格式)"""
    r"""|(?P<power>[Ee][+-])|(?P<clock>AM/PM|am/pm|A/P|上午/下午)|(?P<date>y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|a{3,4}|e{1,2}(?![+-]))|(?P<digit>[0#?])|(?P<rest>.)""",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_ELAPSED = re.compile(r"\[(h{1,3}|m{1,3}|s{1,3})\]", re.IGNORECASE)
_CURRENCY = re.compile(r"\[\$([^\]-]*)")
_PRECISION = Context(prec=15, rounding=ROUND_HALF_EVEN)
_LARGEST = Decimal(10) ** 20
_WEEKDAYS = "一二三四五六日"
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_DAY = 2_958_466


class Token(NamedTuple):
    """A piece of a section: its kind (a group of the pattern) and its characters."""

    kind: str
    text: str


class Section:
    """One section of a code."""

    def __init__(self, code: str) -> None:
        self.tokens = [Token(found.lastgroup or "", found[0]) for found in _TOKEN.finditer(code)]
        self.condition = _CONDITION.search(code)

    @cached_property
    def is_date(self) -> bool:
        """Whether it shows a date or a time."""
        return any(token.kind in ("date", "clock") or (token.kind == "bracket" and _ELAPSED.fullmatch(token.text)) for token in self.tokens)

    @cached_property
    def digits(self) -> list[int]:
        """Where its places for digits are among the tokens."""
        return [at for at, token in enumerate(self.tokens) if token.kind == "digit"]


class Format:
    """A format code, taken apart."""

    def __init__(self, code: str) -> None:
        self.sections = [Section(part) for part in _sections(code)]


def _sections(code: str) -> list[str]:
    """The sections of a code; a semicolon in quotes or behind a backslash parts nothing."""
    parts = [""]
    for found in _TOKEN.finditer(code):
        if found[0] == ";":
            parts.append("")
        else:
            parts[-1] += found[0]
    return parts


def plain(number: Decimal) -> str:
    """A number without a format: all its digits up to the fifteenth, no power of ten."""
    number = _PRECISION.plus(number).normalize()
    if abs(number.adjusted()) > 40:
        return str(number)
    text = format(number, "f")
    return "0" if text == "-0" else text


def shown(number: Decimal, how: Format, *, from_1904: bool = False) -> str:
    """A number as a format shows it."""
    section, signed = _section(number, how.sections)
    if section is None:
        return plain(number)
    if not section.tokens:  # ";;;" shows nothing
        return plain(number) if len(how.sections) == 1 else ""
    if section.is_date:
        return _date(number, section, from_1904) or plain(number)
    kinds = {token.kind for token in section.tokens}
    if "general" in kinds or not section.digits:
        literal = _literals(section.tokens)
        if "general" in kinds:
            return literal.replace("\0", plain(number if signed else abs(number)))
        return literal.replace("\0", "") if any(token.kind in ("text", "escaped") for token in section.tokens) else plain(number)
    if "power" in kinds or any(token.text == "/" for token in section.tokens) or abs(number) >= _LARGEST:
        return plain(number)
    try:
        return _digits(number if signed else abs(number), section)
    except InvalidOperation:  # a code that scales beyond all bounds
        return plain(number)


def _section(number: Decimal, sections: Sequence[Section]) -> tuple[Section | None, bool]:
    """The section for a number, and whether the number's own sign is still to be shown."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _holds(number, section.condition):
                return section, True
        return None, True
    if number > 0 or len(numeric) == 1:
        return numeric[0], True
    if number < 0:
        return numeric[1], False
    return (numeric[2] if len(numeric) > 2 else numeric[0]), True


def _holds(number: Decimal, condition: re.Match[str]) -> bool:
    limit = Decimal(condition[2])
    return {
        "<": number < limit, ">": number > limit, "<=": number <= limit, ">=": number >= limit, "=": number == limit,
        "<>": number != limit,
    }[condition[1]]


def _literals(tokens: Sequence[Token]) -> str:
    """The characters that stand for themselves; a null character stands where the general number goes."""
    return "".join(_literal(token) for token in tokens)


def _literal(token: Token) -> str:
    match token.kind:
        case "text":
            return token.text.strip('"')
        case "escaped":
            return token.text[1:]
        case "general":
            return "\0"
        case "bracket":
            currency = _CURRENCY.match(token.text)
            return currency[1] if currency else ""
        case "rest" if token.text not in ",@":
            return token.text
    return ""


def _digits(number: Decimal, section: Section) -> str:
    """A number in the places for digits that a section has."""
    tokens, places = section.tokens, section.digits
    point = next((at for at, token in enumerate(tokens) if token.kind == "rest" and token.text == "."), len(tokens))
    whole = [at for at in places if at < point]
    parts = [at for at in places if at > point]
    last = whole[-1] if whole else point
    commas = [at for at, token in enumerate(tokens) if token.text == "," and token.kind == "rest"]
    scaling = sum(1 for at in commas if at > (parts[-1] if parts else last) or (last < at < point))
    grouped = any(whole and whole[0] < at < last for at in commas)
    number = _PRECISION.plus(number)
    number = number.scaleb(2 * sum(token.text.count("%") for token in tokens if token.kind == "rest") - 3 * scaling)
    number = number.scaleb(3 * sum(token.text.count("‰") for token in tokens if token.kind == "rest"))
    rounded = number.quantize(Decimal(1).scaleb(-len(parts)), ROUND_HALF_UP, Context(prec=60))
    sign = "-" if rounded < 0 else ""
    integer, _, fraction = format(abs(rounded), "f").partition(".")
    least = sum(1 for at in whole if tokens[at].text == "0")
    integer = integer.lstrip("0").rjust(least, "0")
    if grouped:
        integer = _grouped(integer)
    decimals = list(fraction)
    while decimals and decimals[-1] == "0" and tokens[parts[len(decimals) - 1]].text != "0":
        decimals.pop()
    first = whole[0] if whole else point
    made = [sign, *map(_literal, tokens[:first]), *_integer(tokens, whole, integer), *map(_literal, tokens[last + 1:point])]
    digits = iter(decimals)
    for at in range(point, len(tokens)):
        if at == point:
            made.append("." if decimals else "")
        elif tokens[at].kind == "digit":
            made.append(next(digits, ""))
        else:
            made.append(_literal(tokens[at]))
    return "".join(made).strip() or "0"


def _integer(tokens: Sequence[Token], whole: Sequence[int], integer: str) -> list[str]:
    """The integer digits, with the literals that stand among their places counted from the right."""
    if not whole:
        return [integer]
    between = {at for at in range(whole[0], whole[-1] + 1) if tokens[at].kind != "digit" and _literal(tokens[at])}
    if not between:
        return [integer]
    digits = list(integer.replace(",", ""))
    made: list[str] = []
    for at in range(whole[-1], whole[0] - 1, -1):
        if at in between:
            made.append(_literal(tokens[at]))
        elif tokens[at].kind == "digit" and digits:
            made.append(digits.pop())
    return [*digits, *reversed(made)]


def _grouped(integer: str) -> str:
    """An integer with commas between its thousands."""
    first = len(integer) % 3 or 3
    return ",".join([integer[:first], *(integer[at:at + 3] for at in range(first, len(integer), 3))])


@lru_cache(maxsize=4096)
def moment(days: Decimal, from_1904: bool) -> datetime | None:
    """The date that a count of days stands for, None where there is none."""
    if not 0 <= days < _LAST_DAY:
        return None
    if not from_1904 and days < 60:  # the year 1900 counts as a leap year there
        days += 1
    seconds = int((days * 86400).quantize(Decimal(1), ROUND_HALF_UP))
    return (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(seconds=seconds)


def _date(number: Decimal, section: Section, from_1904: bool) -> str:
    """A count of days as a date or time; empty where it is none."""
    when = moment(_PRECISION.plus(number), from_1904)
    if when is None:
        return ""
    halves = any(token.kind == "clock" for token in section.tokens)
    made: list[str] = []
    before = ""
    for at, token in enumerate(section.tokens):
        if token.kind == "date":
            following = next((t.text[0].lower() for t in section.tokens[at + 1:] if t.kind == "date"), "")
            made.append(date_part(when, token.text.lower(), minutes=before == "h" or following == "s", halves=halves))
            before = token.text[0].lower()
        elif token.kind == "clock":
            made.append("上午" if when.hour < 12 else "下午")
        elif token.kind == "bracket" and (elapsed := _ELAPSED.fullmatch(token.text)):
            unit = {"h": 3600, "m": 60, "s": 1}[elapsed[1][0].lower()]
            made.append(str(int(number * 86400) // unit))
            before = elapsed[1][0].lower()
        elif token.kind == "digit":
            continue
        else:
            made.append(_literal(token))
    return "".join(made).strip()


def date_part(when: datetime, code: str, *, minutes: bool, halves: bool) -> str:
    """What a letter of a date's format shows."""
    wide = len(code) > 1
    match code[0]:
        case "y" | "e":
            return f"{when.year:04}" if len(code) != 2 or code[0] == "e" else f"{when.year % 100:02}"
        case "m":
            value = when.minute if minutes else when.month
        case "d" | "a" if len(code) > 2:
            return f"星期{_WEEKDAYS[when.weekday()]}" if len(code) > 3 else _WEEKDAYS[when.weekday()]
        case "d":
            value = when.day
        case "h":
            value = (when.hour - 1) % 12 + 1 if halves else when.hour
        case _:
            value = when.second
    return f"{value:02}" if wide else str(value)
