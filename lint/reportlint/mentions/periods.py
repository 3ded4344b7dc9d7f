"""Periods: years, half years, quarters, months, days, ranges of them, plan periods and relative years."""

from __future__ import annotations

import calendar
from dataclasses import replace

from reportlint import patterns as re
from reportlint.mentions.model import Grain, Kind, Mention, Period
from reportlint.mentions.numerals import chinese

_HAN_DIGIT = "零〇○一二三四五六七八九"
_DASH = r"(?:—{1,2}|–|―|－|-|~|～|至|到)"
_YEAR = rf"(?:(?P<y>(?:1[89]|20|21)\d\d)|(?P<yh>[一二][{_HAN_DIGIT}]{{3}})|(?P<ym>(?:20|19)?[xX×＊*]{{2,4}}|(?:20|19)[_＿]{{2}})|[’'‘](?P<ys>\d\d))"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"

ABSOLUTE = re.compile(
    rf"""(?=[0-9一二xX×＊*’'‘])(?:(?<![\d.a-zA-Z])|(?<=[\s：:；。]\d\.)|(?<=[\s：:；。]\d\d\.)){_YEAR}
      (?:
        \s?年\s?{_DASH}\s?(?P<y2a>(?:19|20)\d\d)(?:\s?年度?|学年)
      | \s?{_DASH}\s?(?P<y2b>(?:19|20)\d\d)(?:\s?(?:年度?|学年))
      | \s?年度?
        (?:
          \s?(?P<m>{_MONTH})(?:\s?月份?)?\s?{_DASH}\s?(?P<m2>{_MONTH})\s?月(?P<mrest>份|末|底)?
        | \s?(?P<mm>{_MONTH})\s?月(?:\s?(?P<d>[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号](?:\s?{_DASH}\s?(?P<d2>[0-3]?\d)\s?[日号])?|(?P<mend>末|底|初)|份)?
        | \s?(?P<half>上半年|下半年)
        | \s?(?P<quarter>(?:前|第|全)?[一二三四1-4]个?季度(?:末)?)
        | (?P<yend>末|底|年末|年底)
        | (?P<ybegin>初|年初)
        )?
      )""",
    re.VERBOSE,
)
NUMERIC_DATE = re.compile(r"(?P<y>(?:19|20)\d\d)(?<![\d.\-/]\d{4})([-./])(?P<m>0?[1-9]|1[0-2])\2(?P<d>[0-2]?\d|3[01])(?![\d.])")
RELATIVE = re.compile(
    rf"""(?=[去上今明前后来当次下全同往历近本“"「'‘过最未这头年期第一二两三四五六七八九十0-9])(?:
      (?P<rel>去年|(?<!马)上年|今年|本年|明年|前年|后年|来年|当年|次年|(?<!马)上一年|下一年|全年|同期|往年|历年|近年|上年度|本年度|去年度)(?P<relpart>同期|年?末|年?底|年?初|上半年|下半年|全年)?
    | (?P<plan>[“"「'‘]?(?P<pn>[一二三四五六七八九]五|十[一二三四五六七]五)(?:[”"」'’](?:时期|期间|规划|计划|末|初)?|(?:时期|期间|规划|计划)))
    | (?P<since>(?<!第)[一二两三四五六七八九十]{{1,2}}年来)
    | (?P<span>(?:过去|近|最近|今后|未来|前|后|这|头)(?P<sn>[一二两三四五六七八九十]{{1,2}}|\d{{1,2}})个?年(?:间|来|内|里)?)
    | (?<![\d.])(?P<months>(?P<m>{_MONTH})(?:\s?月份?)?\s?{_DASH}\s?(?P<m2>{_MONTH})\s?月(?P<mrest>份|末|底)?)
    | (?<![\d.])(?P<month>(?P<mm>1[0-2]|[1-9])\s?月(?:(?P<d>[0-3]?\d)\s?[日号](?:\s?{_DASH}\s?(?P<d2>[0-3]?\d)\s?[日号])?|份|末|底|初|上旬|中旬|下旬))
    | (?P<half>上半年|下半年)
    | (?P<quarter>(?:前|第|全)?[一二三四1-4]个?季度(?:末)?)
    | (?P<yearend>年末|年底|期末|年初|期初)
    )""",
    re.VERBOSE,
)
_RELATIVE_YEARS = {
    "去年": -1, "上年": -1, "上一年": -1, "去年度": -1, "上年度": -1, "前年": -2, "今年": 0, "本年": 0, "当年": 0, "全年": 0, "本年度": 0,
    "明年": 1, "次年": 1, "来年": 1, "下一年": 1, "后年": 2, "同期": -1,
}


def plan_years(ordinal: int) -> tuple[int, int]:
    """The first and the last year of a five-year plan: (2021, 2025) for the fourteenth."""
    if ordinal == 1:
        return 1953, 1957
    if ordinal == 2:
        return 1958, 1962
    first = 1966 + 5 * (ordinal - 3)
    return first, first + 4


def find_periods(text: str) -> list[Mention]:
    """The periods of a text, in order, none overlapping."""
    found: list[Mention] = []
    for match in ABSOLUTE.finditer(text):
        if match.end() - match.start() == match.end("y") - match.start("y") >= 0:
            continue
        found.append(_absolute(match))
    if "-" in text or "." in text or "/" in text:
        found.extend(_numeric(match) for match in NUMERIC_DATE.finditer(text))
    found.sort(key=lambda m: m.start)
    merged: list[Mention] = []
    index = 0
    last = 0
    for match in RELATIVE.finditer(text):
        start, end = match.span()
        while index < len(found) and found[index].start < end:
            if found[index].start >= last:
                merged.append(found[index])
                last = found[index].end
            index += 1
        if start < last:
            continue
        mention = _relative(match)
        if mention is not None:
            merged.append(mention)
            last = end
    for mention in found[index:]:
        if mention.start >= last:
            merged.append(mention)
            last = mention.end
    return merged


def resolved(printed: str, period: Period, year: int) -> Period:
    """A relative period put into the calendar by the report's year: 去年 is the year before, 1—6月 this one's first half.

    Periods that are absolute, masked or of open length (近三年) come back as they are.
    """
    if period.start is not None or period.relative is None or period.masked:
        return period
    meant = year + period.relative
    match = RELATIVE.match(printed)
    if match is None:
        return period
    part = match["relpart"] or ""
    if part[-1:] in ("末", "底"):
        return replace(period, start=(meant, 12, 31), end=(meant, 12, 31))
    if part[-1:] == "初":
        return replace(period, start=(meant, 1, 1), end=(meant, 1, 1))
    if "半年" in part:
        start, end = _month_span(meant, 1, 6) if "上" in part else _month_span(meant, 7, 12)
        return replace(period, start=start, end=end)
    if match["yearend"]:
        day = (meant, 1, 1) if printed.endswith("初") else (meant, 12, 31)
        return replace(period, start=day, end=day)
    found = _within(match, meant, period.relative)
    return replace(period, start=found.start, end=found.end)


def _mention(match: re.Match[str], period: Period) -> Mention:
    start, end = match.span()
    return Mention(start, end, Kind.PERIOD, start, end, match[0], period=period)


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    read = chinese(text)
    return int(read[0]) if read else 0


def _month_span(year: int, first: int, last: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    return (year, first, 1), (year, last, calendar.monthrange(year, last)[1])


def _absolute(match: re.Match[str]) -> Mention:
    group = match.group
    if group("ym"):
        return _mention(match, Period(None, None, Grain.YEAR, masked=True))
    if group("ys"):
        short = int(group("ys"))
        year = 2000 + short if short < 50 else 1900 + short
    else:
        year = int(group("y")) if group("y") else _number(group("yh"))
    if last := group("y2a") or group("y2b"):
        return _mention(match, Period((year, 1, 1), (int(last), 12, 31), Grain.YEARS))
    return _mention(match, _within(match, year, None))


def _within(match: re.Match[str], year: int, relative: int | None) -> Period:
    """The part of a year that a match names."""
    group = match.groupdict()
    if group.get("m2"):
        first, last = _number(group["m"]), _number(group["m2"])
        if first > last:
            return Period((year, first, 1), _month_span(year + 1, last, last)[1], Grain.MONTH, relative=relative)
        start, end = _month_span(year, first, last)
        return Period(start, end, Grain.MONTH, instant=group.get("mrest") in ("末", "底"), relative=relative)
    if group.get("mm"):
        month = _number(group["mm"])
        if group.get("d"):
            day = _number(group["d"])
            last_day = _number(group["d2"]) if group.get("d2") else day
            return Period((year, month, day), (year, month, last_day), Grain.DAY, relative=relative)
        start, end = _month_span(year, month, month)
        return Period(start, end, Grain.MONTH, instant=bool(group.get("mend")) or match[0].endswith(("末", "底")), relative=relative)
    if half := group.get("half"):
        start, end = _month_span(year, 1, 6) if half == "上半年" else _month_span(year, 7, 12)
        return Period(start, end, Grain.HALF, relative=relative)
    if quarter := group.get("quarter"):
        number = next((_number(c) for c in quarter if c in "一二三四1234"), 1)
        start, end = _month_span(year, 1 if quarter[0] in "前全" else 3 * number - 2, 3 * number)
        return Period(start, end, Grain.QUARTER, relative=relative)
    if group.get("yend"):
        return Period((year, 12, 31), (year, 12, 31), Grain.YEAR, instant=True, relative=relative)
    if group.get("ybegin"):
        return Period((year, 1, 1), (year, 1, 1), Grain.YEAR, instant=True, relative=relative)
    return Period((year, 1, 1), (year, 12, 31), Grain.YEAR, relative=relative)


def _numeric(match: re.Match[str]) -> Mention:
    day = (int(match["y"]), int(match["m"]), int(match["d"]))
    return _mention(match, Period(day, day, Grain.DAY))


def _relative(match: re.Match[str]) -> Mention | None:
    group = match.group
    if name := group("rel"):
        part = group("relpart") or ""
        grain = Grain.HALF if "半年" in part else Grain.YEAR
        return _mention(match, Period(None, None, grain, instant=part[-1:] in ("末", "底", "初"), relative=_RELATIVE_YEARS.get(name)))
    if group("plan"):
        first, last = plan_years(_number(group("pn")[:-1]))
        return _mention(match, Period((first, 1, 1), (last, 12, 31), Grain.YEARS))
    if group("span") or group("since"):
        return _mention(match, Period(None, None, Grain.YEARS))
    if group("months"):
        return _mention(match, Period(None, None, Grain.MONTH, relative=0, instant=group("mrest") in ("末", "底")))
    if group("month"):
        return _mention(match, Period(None, None, Grain.DAY if group("d") else Grain.MONTH, relative=0))
    if group("half"):
        return _mention(match, Period(None, None, Grain.HALF, relative=0))
    if group("quarter"):
        return _mention(match, Period(None, None, Grain.QUARTER, relative=0))
    return _mention(match, Period(None, None, Grain.YEAR, instant=True, relative=0))
