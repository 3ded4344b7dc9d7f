"""The scanner: finds every number, quantity, rate, period, ordinal and label of a text in one pass.

Digits and Chinese numerals are found first, then the scanner looks left and right of each: signs, letters
and qualifiers before it, scale word, unit and qualifiers behind it. Offsets never move: full-width digits are
folded one character for one character.
"""

from __future__ import annotations

import regex

from reportlint.mentions.lexicon import RATES, Lexicon, Unit, lexicon
from reportlint.mentions.model import SCALE_POWERS, Hedge, Kind, Mention
from reportlint.mentions.periods import find_periods

_FOLD = str.maketrans("０１２３４５６７８９．％－＋", "0123456789.%-+")
_FULL_WIDTH = regex.compile("[０-９．％－＋]")
_MAX_DIGITS = 40

_HAN = "零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_NUMBER = regex.compile(
    rf"""(?P<c>\d+(?:\.\d+)?(?:[ ]?[:：∶︰][ ]?\d+(?:\.\d+)?){{1,4}}(?![\d.]))
    | (?P<a>\d{{1,3}}(?:[,，]\d{{3}})+(?![\d])(?:\.\d+)?|\d++(?:[ ]?\.[ ]?\d++)?)
    | (?P<p>[百千万]分之(?:[{_HAN}]++(?:点[{_HAN}]++)?|\d++(?:\.\d++)?))
    | (?P<o>第[{_HAN}]++)
    | (?P<h>(?:[{_HAN}]|几(?=[十百千万亿])|数(?=[十百千万亿]))[{_HAN}几]*+(?:点[{_HAN}]++)?(?:分之[{_HAN}]++)?)
    """,
    regex.VERBOSE,
)
_SCALE = regex.compile(r"[百千十]?万亿|[十百千]?[万亿]|[百千十](?![\u4e00-\u9fff]{0,1}(?:瓦|克|米|伏|卡|焦|帕|赫))")
_LATIN_BEFORE = regex.compile(r"[A-Za-z][A-Za-z&\-]*\Z")
_GLUED = frozenset({"gdp", "cpi", "ppi", "rcep", "rd", "r&d", "gnp", "gni", "pmi"})
_CONNECTORS = frozenset({"-", "—", "——", "–", "―", "~", "～", "至", "到", "─", "-－", "--", "～～", " - ", " — ", "∼", "至少到"})
_BLANKS = " \u3000\xa0\u2002\u2003\t"
_HAN_CHAR = regex.compile(r"[\u4e00-\u9fff]")
_TENTHS_NOT = frozenset("立为效功果本员长就品分都熟绩了型色体交章对书份才")
_URL = regex.compile(r"(?:https?://|www\.)[\x21-\x7e]+|[\w.\-]+@[\w.\-]+\.\w+")


def scan(text: str) -> list[Mention]:
    """The mentions of a text in order, none overlapping; offsets are into the text as given."""
    folded = text.translate(_FOLD) if _FULL_WIDTH.search(text) else text
    return _Scanner(folded).run()


class _Scanner:
    """One scan of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.length = len(text)
        self.lexicon: Lexicon = lexicon()
        self.found: list[Mention] = []

    def run(self) -> list[Mention]:
        """All mentions."""
        text, found = self.text, self.found
        skips = [(m.start, m.end, m) for m in find_periods(text)]
        if "http" in text or "www." in text or "@" in text:
            urls = [(m.start(), m.end(), None) for m in _URL.finditer(text)]
            skips = sorted([*skips, *urls], key=lambda s: s[:2])
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
                if match.end() <= end:
                    continue
                if match.lastgroup not in ("h", "a") or start < end - 1:
                    continue
            limit = skips[index][0] if index < count else self.length
            mention = self._read(match, limit)
            if mention is not None:
                self._append(mention)
                end = mention.end
        for start, stop, period in skips[index:]:
            if start >= end and period is not None:
                found.append(period)
                end = stop
        return found

    def _read(self, match: regex.Match[str], limit: int) -> Mention | None:
        group = match.lastgroup
        if group == "a":
            return self._arabic(match.start(), match.end(), limit)
        if group == "h":
            return self._chinese(match.start(), match.end())
        if group == "o":
            return self._ordinal(match.start(), match.end())
        if group == "p":
            return self._per(match)
        return self._composition(match, limit)

    # ── Arabic numbers ────────────────────────────────────────────────────────────────────────────────

    def _arabic(self, start: int, end: int, limit: int) -> Mention | None:
        text = self.text
        printed = text[start:end]
        if end - start > _MAX_DIGITS:
            return Mention(start, end, Kind.LABEL, start, end, printed)
        if " " in printed:
            printed = printed.replace(" ", "")
        if "，" in printed and not self._is_grouped(start, end):
            end = start + text[start:end].index("，")
            printed = text[start:end]
        before = text[start - 1] if start else ""
        after = text[end] if end < self.length else ""
        if after == "." and end + 1 < self.length and text[end + 1].isdigit():
            return self._dotted(start, end)
        scale_end, scale, hedge = self._scale(end)
        unit_end, unit, hedge_inside = self._unit(scale_end)
        hedge = hedge or hedge_inside
        kind, unit_text = self._kind(unit)
        if label := self._label(start, end, before, after, scale, unit_text, kind, unit_end):
            return label
        number_start = start
        if before and before in "-－−–+负" and self._is_sign(start - 1, kind):
            number_start = start - 1
            if before != "+":
                printed = "-" + printed
        if not unit_text and not scale and not hedge:
            special = self._bare(start, end, before, after, printed)
            if special is not None:
                return special
        hedge = hedge or self._hedge_before(number_start) or self._hedge_after(unit_end)
        stop = unit_end if unit_text else scale_end
        return Mention(number_start, stop, kind, number_start, end, printed, scale, unit_text, hedge)

    def _is_grouped(self, start: int, end: int) -> bool:
        """Whether full-width commas group digits here: a unit follows and nothing numeric stands around."""
        text = self.text
        if text.count("，", start, end) > 1:
            return True
        before = text[start - 1] if start else ""
        after = text[end:end + 1]
        return before not in "，,、" and after not in "，、" and (self._scale(end)[1] != "" or self._unit(end)[1] is not None)

    def _dotted(self, start: int, end: int) -> Mention:
        """A number with several points: a version or a section."""
        text, stop = self.text, end
        while stop < self.length and (text[stop].isdigit() or text[stop] == "."):
            stop += 1
        while text[stop - 1] == ".":
            stop -= 1
        return Mention(start, stop, Kind.LABEL, start, stop, text[start:stop])

    def _scale(self, position: int) -> tuple[int, str, Hedge | None]:
        """The end, scale word and 多/余/几 behind a number."""
        text = self.text
        hedge: Hedge | None = None
        at = position
        if at < self.length and text[at] in _BLANKS:
            at += 1
        if at < self.length and text[at] in "多余几" and text[at:at + 2] not in ("余额", "多元", "余下", "多种", "余热", "多样"):
            following = text[at + 1:at + 2]
            if following in "万亿千百" or following in self.lexicon.by_first:
                hedge = Hedge.MORE
                at += 1
        c = text[at:at + 1]
        if c not in "十百千万亿" or not c:
            return (at, "", hedge) if hedge is not None else (position, "", None)
        found = _SCALE.match(text, at)
        if found is None or found[0] not in SCALE_POWERS:
            return (at, "", hedge) if hedge is not None else (position, "", None)
        word = found[0]
        if word[0] in "千百十" and len(word) == 1 and self._unit_at(at) is not None:
            return (at, "", hedge) if hedge is not None else (position, "", None)
        at = found.end()
        if hedge is None and text[at:at + 1] in ("多", "余") and text[at:at + 2] not in ("余额", "多元", "余下", "余热", "多样"):
            hedge = Hedge.MORE
            at += 1
        return at, word, hedge

    def _unit_at(self, position: int) -> str | None:
        """The longest unit that begins at a position."""
        text = self.text
        for unit in self.lexicon.by_first.get(text[position:position + 1], ()):
            if text.startswith(unit, position):
                if unit[-1].isascii() and unit[-1].isalpha() and text[position + len(unit):position + len(unit) + 1].isascii() and text[position + len(unit):position + len(unit) + 1].isalpha():
                    continue
                return unit
        return None

    def _unit(self, position: int) -> tuple[int, str | None, Hedge | None]:
        """The end and text of the unit behind a number, and 多/余 in between."""
        text, at, hedge = self.text, position, None
        while at < self.length and text[at] in _BLANKS and at - position < 2:
            at += 1
        if text[at:at + 1] in ("多", "余") and text[at + 1:at + 2] in self.lexicon.by_first:
            hedge, at = Hedge.MORE, at + 1
        unit = self._unit_at(at)
        if unit is None:
            return position, None, None
        end = at + len(unit)
        if end < self.length and text[end] in "/／" and unit not in RATES:
            per = self._unit_at(end + 1)
            if per is not None:
                return end + 1 + len(per), f"{unit}/{per}", hedge
        if unit == "元" and text.startswith(("人民币",), end):
            pass
        if unit in ("年", "月", "日", "天", "周") and hedge is None and text[end:end + 1] in ("多", "余"):
            hedge, end = Hedge.MORE, end + 1
        return end, unit, hedge

    def _kind(self, unit: str | None) -> tuple[Kind, str]:
        if unit is None:
            return Kind.NUMBER, ""
        rate = RATES.get(unit)
        if rate is not None:
            return rate, "%" if rate is Kind.PERCENT else unit
        known = self.lexicon.units.get(unit)
        if known is None:
            head = self.lexicon.units.get(unit.split("/")[0])
            return (Kind.MEASURE if head is None else head.kind), unit
        return known.kind, unit

    def _label(
        self, start: int, end: int, before: str, after: str, scale: str, unit: str, kind: Kind, unit_end: int,
    ) -> Mention | None:
        """The label or ordinal that a number is, None where it is a quantity."""
        text = self.text
        if before.isascii() and before.isalpha():
            found = _LATIN_BEFORE.search(text, max(0, start - 12), start)
            word = found[0] if found else before
            money = (scale and kind in (Kind.MONEY, Kind.COUNT, Kind.MEASURE)) or kind is Kind.PERCENT
            if not (word.lower() in _GLUED or money):
                return self._mark(start - len(word), end, Kind.LABEL)
        if before == "第":
            return self._mark(start - 1, end, Kind.ORDINAL, number_start=start)
        if before in "[［〔【" and before and after in ("]", "］", "〕", "】") and after:
            return self._mark(start - 1, end + 1, Kind.LABEL, number_start=start)
        if before in ("+", "＋", "·", "•", "∙", "/") and text[start - 2:start - 1].isalnum() and not unit:
            return self._mark(start, end, Kind.LABEL)
        if after in ("+", "＋", "·", "•", "∙") and after and not scale and text[end + 1:end + 2].isalnum():
            return self._mark(start, end, Kind.LABEL)
        if not scale and after:
            for label in self.lexicon.labels_after:
                if text.startswith(label, end) and not (label in ("级", "线", "版", "路", "街") and self._unit_at(end) not in (None, label)):
                    return self._mark(start, end + len(label), Kind.LABEL)
            if after.isascii() and after.isalpha() and not unit:
                return self._mark(start, end, Kind.LABEL)
        if before in "（(" and before and after in ("）", ")") and after and end - start <= 3 and self._opens_item(start - 1):
            return self._mark(start - 1, end + 1, Kind.ORDINAL, number_start=start)
        return None

    def _opens_item(self, position: int) -> bool:
        """Whether a bracketed number at this position numbers an item rather than being the brackets' content."""
        before = self.text[position - 1:position] if position else "\n"
        return before in "\n。；;：:，、 \u3000\t" or before == "小"

    def _mark(self, start: int, end: int, kind: Kind, number_start: int | None = None) -> Mention:
        first = start if number_start is None else number_start
        last = first
        while last < end and (self.text[last].isdigit() or self.text[last] in ".,，"):
            last += 1
        return Mention(start, end, kind, first, max(last, first), self.text[first:last] or self.text[start:end])

    def _is_sign(self, position: int, kind: Kind) -> bool:
        """Whether the dash at a position is a sign, not a range or a hyphen."""
        text = self.text
        sign = text[position]
        before = text[position - 1] if position else "\n"
        if sign == "负":
            return True
        if before in "\n（(，,、：:；; \t\u3000“[【|率速降增为是" or not before.strip():
            return True
        return kind in (Kind.PERCENT, Kind.PER_MILLE, Kind.PERCENTAGE_POINT) and _HAN_CHAR.match(before) is not None

    def _bare(self, start: int, end: int, before: str, after: str, printed: str) -> Mention | None:
        """What a number without a unit is: a list number, a year, a code; None for a plain number."""
        text = self.text
        line_start = start == 0 or before == "\n" or (before == " " and text[start - 2:start - 1] in ("-", "*", "•") and text[start - 3:start - 2] in ("", "\n"))
        if line_start and end - start <= 3 and after in ("、", "．", ".", " ", ")", "）") and after:
            following = text[end + 1:end + 2]
            if following and (after in "、．" or not following.isdigit()):
                return Mention(start, end, Kind.ORDINAL, start, end, printed)
        alone = line_start and after in ("", "\n")
        plain = printed.isdigit()
        if plain and not alone and end - start == 4 and printed[:2] in ("19", "20") and before not in ("，", "、"):
            return Mention(start, end, Kind.LABEL, start, end, printed)
        if plain and not alone and end - start >= 9:
            return Mention(start, end, Kind.LABEL, start, end, printed)
        if plain and printed[0] == "0" and end - start > 1:
            return Mention(start, end, Kind.LABEL, start, end, printed)
        return None

    # ── Chinese numerals ──────────────────────────────────────────────────────────────────────────────

    def _chinese(self, start: int, end: int) -> Mention | None:
        text = self.text
        before = text[start - 1] if start else ""
        if end - start > _MAX_DIGITS:
            return None
        for stop in self.lexicon.stop.get(text[start:start + 1], ()):
            if text.startswith(stop, start):
                return None
        printed = text[start:end]
        if "分之" in printed:
            return Mention(start, end, Kind.FRACTION, start, end, printed, hedge=self._hedge_before(start) or self._hedge_after(end))
        c = text[end:end + 1]
        hedge: Hedge | None = None
        at = end
        if c in ("多", "余", "来") and c and (text[end + 1:end + 2] in self.lexicon.by_first or text[end + 1:end + 2] in ("万", "亿", "年")):
            hedge, at = Hedge.MORE, end + 1
            scale_end, scale, _ = self._scale(at)
            if scale:
                at = scale_end
        else:
            scale = ""
        if c == "成":
            return self._tenths(start, end)
        if c == "番" and text[max(0, start - 2):start].rstrip("了").endswith("翻"):
            return Mention(start, end + 1, Kind.DOUBLING, start, end, printed, unit="番")
        if c == "倍" or (c == "个" and text[end:end + 4] == "个百分点") or c == "%":
            unit_end, unit, _ = self._unit(end)
            kind, unit_text = self._kind(unit)
            return Mention(start, unit_end, kind, start, end, printed, "", unit_text, self._hedge_before(start) or self._hedge_after(unit_end))
        unit_end, unit, inner = self._unit(at)
        if unit is None or "/" in unit:
            return None
        known = self.lexicon.units.get(unit)
        if known is None or not self._is_counted(start, end, unit_end, printed, known, before):
            return None
        hedge = hedge or inner or self._hedge_before(start) or self._hedge_after(unit_end)
        bare = all(d in "百千万亿" for d in printed)
        return Mention(start, unit_end, known.kind, start, end, printed, scale, unit, hedge, bare=bare)

    def _is_counted(self, start: int, end: int, unit_end: int, printed: str, unit: Unit, before: str) -> bool:
        """Whether a Chinese numeral before a unit is a count, and not part of a word."""
        text = self.text
        if not unit.chinese or before in ("第", "十", "初", "星", "周", "唯", "统", "同", "专", "单", "万", "之", "说", "如", "不") and len(printed) == 1:
            return False
        if before.isdigit():
            return False
        after = text[unit_end:unit_end + 1]
        scaled = printed[-1] in "百千万亿"
        if unit.kind is Kind.COUNT:
            return not (unit.text in ("位", "层", "口", "条", "道", "门", "片", "组", "对", "句", "字", "段", "场", "套") and after in ("一", "体", "级", "面"))
        if unit.kind is Kind.MONEY:
            return scaled or _HAN_CHAR.match(after) is None or after in "的以左多钱人"
        if unit.dimension == "time":
            return unit.text not in ("时", "日", "月", "周", "秒", "节") or len(printed) > 2
        if len(printed) == 1 and not scaled:
            return _HAN_CHAR.match(after) is None or after in "的以左多"
        return unit.text not in ("里", "度", "分", "方", "尺", "寸", "丈", "升", "克", "卡", "节", "码", "担") or len(printed) > 1

    def _tenths(self, start: int, end: int) -> Mention | None:
        """三成, 三成五, 七成以上; None for words such as 一成不变."""
        text = self.text
        stop = end + 1
        if end - start != 1 or text[start] not in "一二两三四五六七八九":
            return None
        if text[stop:stop + 1] in "一二三四五六七八九" and text[stop:stop + 1]:
            stop += 1
        elif text[stop:stop + 1] in _TENTHS_NOT or text.startswith("不变", stop):
            return None
        if start and text[start - 1] in "十百":
            return None
        return Mention(start, stop, Kind.TENTHS, start, stop, text[start:stop], unit="成", hedge=self._hedge_before(start) or self._hedge_after(stop))

    def _ordinal(self, start: int, end: int) -> Mention:
        return Mention(start, end, Kind.ORDINAL, start + 1, end, self.text[start + 1:end])

    def _per(self, match: regex.Match[str]) -> Mention:
        """百分之三点五, 千分之六."""
        start, end = match.span()
        head = match[0][0]
        kind = {"百": Kind.PERCENT, "千": Kind.PER_MILLE, "万": Kind.FRACTION}[head]
        unit = {"百": "%", "千": "‰", "万": ""}[head]
        hedge = self._hedge_before(start) or self._hedge_after(end)
        return Mention(start, end, kind, start + 3, end, match[0][3:], unit=unit, hedge=hedge)

    # ── Compositions ──────────────────────────────────────────────────────────────────────────────────

    def _composition(self, match: regex.Match[str], limit: int) -> Mention | None:
        text = self.text
        start, end = match.span()
        tokens = list(regex.finditer(r"\d+(?:\.\d+)?", match[0]))
        clock = len(tokens) == 2 and ":" in match[0] and all("." not in t[0] for t in tokens) and len(tokens[1][0]) == 2 and int(tokens[0][0][:4]) <= 24
        before = text[start - 1] if start else ""
        if before.isascii() and before.isalpha():
            return Mention(start, end, Kind.LABEL, start, end, match[0])
        if clock or len(match[0]) > 5 * _MAX_DIGITS:
            return Mention(start, end, Kind.LABEL, start, end, match[0])
        if len(tokens) == 2 and (self._scale(end)[1] or self._unit(end)[1]) and "：" in match[0]:
            # "2024：35.6万元" is a label and a quantity
            first = start + tokens[1].start()
            return self._arabic(first, end, limit)
        parts = tuple(
            Mention(start + t.start(), start + t.end(), Kind.NUMBER, start + t.start(), start + t.end(), t[0]) for t in tokens
        )
        return Mention(start, end, Kind.COMPOSITION, start, end, match[0], parts=parts)

    # ── Around numbers ────────────────────────────────────────────────────────────────────────────────

    def _hedge_before(self, start: int) -> Hedge | None:
        text = self.text
        at = start
        if at and text[at - 1] in _BLANKS:
            at -= 1
        for word, hedge in self.lexicon.hedges_before.get(text[at - 1:at], ()) if at else ():
            if text.startswith(word, at - len(word)):
                return hedge
        return None

    def _hedge_after(self, end: int) -> Hedge | None:
        text = self.text
        for word, hedge in self.lexicon.hedges_after.get(text[end:end + 1], ()):
            if text.startswith(word, end):
                return hedge
        return None

    def _append(self, mention: Mention) -> None:
        """Adds a mention, as the end of a range where a connector stands before it."""
        found = self.found
        if found and mention.kind not in (Kind.LABEL, Kind.ORDINAL, Kind.COMPOSITION, Kind.PERIOD):
            last = found[-1]
            gap = mention.start - last.end
            if 0 < gap <= 3 and self.text[last.end:mention.start] in _CONNECTORS and self._is_range(last, mention):
                first = last
                if not last.unit:
                    kind = mention.kind
                    scale = last.scale or mention.scale
                    first = Mention(last.start, last.end, kind, last.number_start, last.number_end, last.printed, scale, mention.unit)
                found[-1] = Mention(
                    last.start, mention.end, mention.kind, last.number_start, mention.number_end,
                    self.text[last.number_start:mention.number_end], mention.scale, mention.unit,
                    mention.hedge, parts=(first, mention),
                )
                return
        found.append(mention)

    def _is_range(self, first: Mention, last: Mention) -> bool:
        """Whether two numbers around a connector are the ends of a range, not a change from one to the other."""
        if first.parts or first.kind in (Kind.LABEL, Kind.PERIOD, Kind.COMPOSITION, Kind.ORDINAL):
            return False
        if first.unit and first.unit != last.unit:
            return False
        connector = self.text[first.end:last.start]
        if connector in ("到", "至"):
            before = self.text[max(0, first.start - 6):first.start]
            if any(word in before for word in ("由", "从", "自")):
                return False
        return True
