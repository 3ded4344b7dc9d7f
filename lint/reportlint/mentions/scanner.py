"""The scanner: finds every number, quantity, rate, period, ordinal and label of a text in one pass.

Digits and Chinese numerals are found first, then their readers look left and right of each: signs, letters
and qualifiers before it, scale word, unit and qualifiers behind it. Offsets never move: full-width digits and
traditional numerals are folded one character for one character.
"""

from __future__ import annotations

from reportlint import patterns as re
from reportlint.mentions import amounts, arabic, han
from reportlint.mentions.around import HAN_DIGITS, hedge_after, hedge_before, scale_at, tail_at
from reportlint.mentions.lexicon import RATES, Lexicon, lexicon
from reportlint.mentions.model import Kind, Mention
from reportlint.mentions.periods import find_periods
from reportlint.mentions.ranges import append

_FOLDED = "／０１２３４５６７８９．％－＋萬億兩點個負圓圆貳貮參叄陸幾雙對歲鐘時週頭張隻條項畝噸價攝華氏裏號臺輛艘戶間倆"
_PLAIN = "/0123456789.%-+万亿两点个负元元贰贰叁叁陆几双对岁钟时周头张只条项亩吨价摄华氏里号台辆艘户间俩"
_FOLD = {a: b for a, b in zip(_FOLDED, _PLAIN, strict=True) if a != b}
_FOLDABLE = re.compile(f"[{''.join(_FOLD)}]")

_NUMERAL = rf"(?:[0-9]++(?:\.[0-9]++)?|[{HAN_DIGITS}]++(?:点[{HAN_DIGITS}]++)?)"
_NUMBER = re.compile(
    rf"""(?=[0-9{HAN_DIGITS}第几数半俩仨])(?:(?P<c>[0-9]++(?:\.[0-9]++)?(?:[ ]?[:：∶︰][ ]?[0-9]++(?:\.[0-9]++)?)++)
    | (?P<b>[0-9]++(?:\.[0-9]++)?比[0-9]++(?:\.[0-9]++)?(?![0-9.年])|[{HAN_DIGITS}]++比[{HAN_DIGITS}]++(?![\u4e00-\u9fff]))
    | (?P<q>[0-9]++又[0-9]++/[0-9]++)
    | (?P<f>(?:{_NUMERAL}又)?{_NUMERAL}分之负?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})++(?![0-9])|[0-9]{{1,3}}(?:，[0-9]{{3}})++(?![0-9\u4e00-\u9fff])|{_NUMERAL})|百分百)
    | (?P<a>[0-9]{{1,3}}(?:[,，][0-9]{{3}})++(?![0-9])(?:\.[0-9]++)?|[0-9]{{1,3}}(?:[ ][0-9]{{3}})++(?![0-9])(?:\.[0-9]++)?|[0-9]++(?:[ ]?\.[ ]?[0-9]++)?)
    | (?P<o>第[{HAN_DIGITS}]++)
    | (?P<h>(?:[{HAN_DIGITS}俩仨]|[几数](?=[十百千万亿]))[{HAN_DIGITS}]*+(?:几[十百千万亿]*+)?(?:点[{HAN_DIGITS}]++)?)
    | (?P<half>半(?=个月|个小时|个钟头|个世纪|小时|天|公里|亩|吨|公斤|斤|公升|加仑|分钟|年|个百分点))
    )""",
    re.VERBOSE,
)
_SHARES = {"百": (Kind.PERCENT, "%"), "千": (Kind.PER_MILLE, "‰"), "佰": (Kind.PERCENT, "%"), "仟": (Kind.PER_MILLE, "‰")}
_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|(?<![\w.\-])[\w.\-]{1,64}+@[\w\-]{1,63}+(?:\.[\w\-]{1,63}+){1,4}+")
_COMPOSED = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{HAN_DIGITS}]+")
_MOST_PARTS = 6
_STRUCTURE = re.compile(r"产业|结构|构成|比例|比重")
_STRUCTURE_REACH = 44
_HALF_AFTER_NOT = "上下前后大过多小"
_SHORT = 96
_LONGEST_COMPOSITION = 200


def scan(text: str) -> list[Mention]:
    """The mentions of a text in order, none overlapping; offsets are into the text as given.

    A text that is a number from end to end ("一千零五十") is read as one even where a sentence would not show it.
    """
    folded = _FOLDABLE.sub(lambda match: _FOLD[match[0]], text)
    lex = lexicon()
    if len(folded) <= _SHORT and not lex.stop.fullmatch(folded.strip()) and (number := han.whole(folded) or amounts.whole(folded, lex)) is not None:
        return [number]
    return _run(folded, lex)


def _run(text: str, lex: Lexicon) -> list[Mention]:
    found: list[Mention] = []
    skips: list[tuple[int, int, Mention | None]] = [(m.start, m.end, m) for m in find_periods(text)]
    if "http" in text or "www." in text or "@" in text:
        skips.extend((m.start(), m.end(), None) for m in _URL.finditer(text))
        skips.sort(key=lambda skip: skip[:2])
    index, count, end = 0, len(skips), 0
    for match in _NUMBER.finditer(text):
        start = match.start()
        while index < count and skips[index][0] <= start:
            if skips[index][0] >= end:
                if (period := skips[index][2]) is not None:
                    found.append(period)
                end = max(end, skips[index][1])
            index += 1
        if start < end:
            if match.end() > end and match.lastgroup in ("a", "b", "c", "h"):
                end = _reread(text, end, match, lex, found)
            continue
        if index < count and skips[index][0] < match.end() and match.lastgroup in ("c", "b"):
            # "表2:2025年": the second number belongs to a period
            number = _COMPOSED.match(text, start)
            mention = arabic.read(text, start, number.end(), lex) if number is not None and number[0].isascii() else None
        elif index < count and skips[index][0] < match.end() and match.lastgroup == "a" and text[skips[index][0] - 1] == ".":
            stop = skips[index][0] - 1  # "1.2025年": the number of an item before a period
            mention = Mention(start, stop, Kind.ORDINAL, start, stop, text[start:stop])
        else:
            mention = _read(text, match, lex)
        if mention is not None and mention.end > end:
            if mention.start < end:
                _begin_after(mention, end)
            append(found, mention, text, lex)
            end = mention.end
            if end < match.end() and match.lastgroup == "a" and mention.kind is not Kind.ORDINAL:
                end = _reread(text, end, match, lex, found)
    for start, stop, period in skips[index:]:
        if start >= end and period is not None:
            found.append(period)
            end = stop
    return found


def _reread(text: str, end: int, match: re.Match[str], lex: Lexicon, found: list[Mention]) -> int:
    """Reads the numbers of a match of which the first is done with (2024年：35.6万元), and tells where the last one ends."""
    for number in _COMPOSED.finditer(text, end, match.end()):
        read = arabic.read if number[0].isascii() else han.read
        mention = read(text, number.start(), number.end(), lex)
        if mention is not None and mention.end > end:
            if mention.start < end:
                _begin_after(mention, end)
            append(found, mention, text, lex)
            end = mention.end
    return end


def _begin_after(mention: Mention, end: int) -> None:
    """Cuts off what a mention's reader took to its left that belongs to the mention before it."""
    mention.start = max(mention.start, end)
    mention.number_start = max(mention.number_start, mention.start)


def _read(text: str, match: re.Match[str], lex: Lexicon) -> Mention | None:
    group = match.lastgroup
    start, end = match.span()
    if group == "a":
        return arabic.read(text, start, end, lex)
    if group == "h":
        return han.read(text, start, end, lex)
    if group == "o":
        return Mention(start, end, Kind.ORDINAL, start + 1, end, text[start + 1:end])
    if group == "q":
        return Mention(start, end, Kind.FRACTION, start, end, match[0])
    if group == "f":
        return _fraction(text, start, end, match[0], lex)
    if group == "half":
        return _half(text, start, end, lex)
    return _composition(text, match, lex)


def _fraction(text: str, start: int, end: int, printed: str, lex: Lexicon) -> Mention:
    """百分之三点五, 千分之六, 四分之三."""
    hedge = hedge_before(text, start, lex) or hedge_after(text, end, lex)
    sign = "-" if start and (text[start - 1] == "负" or (text[start - 1] in "-－" and not text[start - 2:start - 1].isalnum())) else ""
    if sign:
        start -= 1
    if printed == "百分百":
        return Mention(start, end, Kind.PERCENT, start, end, "100", unit="%")
    denominator, _, numerator = printed.partition("分之")
    if denominator in _SHARES:
        kind, unit = _SHARES[denominator]
        scale_end, scale, _ = scale_at(text, end, lex) if printed[-1].isascii() else (end, "", None)
        number = numerator.replace("，", ",").removeprefix("负")
        if sign or numerator.startswith("负"):
            number = f"-{number}" if number.isascii() else f"负{number}"
        return Mention(start, scale_end, kind, end - len(numerator), end, number, scale, unit, hedge)
    stop, unit, kind_of = tail_at(text, end, lex)
    known = unit in lex.units and kind_of in (Kind.MEASURE, Kind.MONEY)
    return Mention(start, stop if known else end, Kind.FRACTION, start, end, f"负{printed}" if sign else printed, "", unit if known else "", hedge)


def _half(text: str, start: int, end: int, lex: Lexicon) -> Mention | None:
    """半年, 半个月, 半公里."""
    if (start and text[start - 1] in _HALF_AFTER_NOT) or text[start - 1:start].isdigit():
        return None
    stop, unit, kind = tail_at(text, end, lex)
    if not unit or kind is None or (unit not in lex.units and unit not in RATES):
        return None
    hedge = hedge_before(text, start, lex) or hedge_after(text, stop, lex)
    return Mention(start, stop, kind, start, end, "半", "", unit, hedge)


def _composition(text: str, match: re.Match[str], lex: Lexicon) -> Mention | None:
    """10.5:31.1:58.4; a label for a time of day and for what is too long to be one."""
    start, end = match.span()
    printed = match[0]
    before = text[start - 1] if start else "\n"
    if len(printed) > _LONGEST_COMPOSITION:
        return Mention(start, end, Kind.LABEL, start, end, printed)
    tokens = list(_COMPOSED.finditer(text, start, end))
    whole = all("." not in token[0] for token in tokens)
    clock = (
        len(tokens) in (2, 3) and (":" in printed or "：" in printed) and whole and int(tokens[0][0][:4]) <= 24
        and all(len(token[0]) == 2 and token[0] < "60" for token in tokens[1:])
    )
    if clock and len(tokens) == 3 and _STRUCTURE.search(text, max(0, start - _STRUCTURE_REACH), start):
        clock = False  # 三次产业比由6：31：33…, no time of day
    if (before.isascii() and before.isalpha()) or clock or len(tokens) > _MOST_PARTS or (text[end:end + 1] == "." and text[end + 1:end + 2].isdigit()):
        return Mention(start, end, Kind.LABEL, start, end, printed)
    if len(tokens) == 2 and ("：" in printed or ":" in printed):
        # "2024：35.6万元" is a label and a quantity
        scale_end, scale, _ = scale_at(text, end, lex)
        if scale or tail_at(text, scale_end, lex)[1]:
            return arabic.read(text, tokens[1].start(), tokens[1].end(), lex)
    parts = tuple(Mention(t.start(), t.end(), Kind.NUMBER, t.start(), t.end(), t[0]) for t in tokens)
    return Mention(start, end, Kind.COMPOSITION, start, end, printed, parts=parts)
