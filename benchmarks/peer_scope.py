"""What of the peers' suites is in scope, and which units and conventions their answers are in; see peers.py."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

Case = dict[str, Any]
_TRADITIONAL = re.compile("[間長這來為會過還開關說數準備們學業後從見現經東車門問題無當實產電發動機聯網頁證國際塊錢幣紙歐財務總額減許請標鎊選讓約盧侖裏湯攝華]")
_CANTONESE = re.compile("[蚊毫嘅唔咁]|[个個]半|[个個][鐘钟]|[个個]九|[一二三四五六七八九]個字|米[六九]|一半半|幾多|匙|[一二三四五六七八九貳參]{2,}[肆]?角")
_OLD = re.compile("[京垓秭穰溝沟澗涧載载極极]|兆(?!赫|字节|比特|瓦|帕|焦)|正$")
_CLOCK = re.compile(r"[点點时時][^之百]{1,4}分(?!之)|[点點]半|[点點时時]整|[0-9]:[0-9]{2}|上午|下午|晚上|傍晚|凌晨|早上|[点點][0-9一二三四五六七八九十]+分")
_LATIN_SCALE = re.compile(r"[0-9]\s*[kKMGTwW](?![a-zA-Z])|[０-９]\s*k|\.[0-9]+G")
_NOTATION = re.compile(r"[0-9]e-?[0-9]|\^|^-?\.[0-9]|[<>≥≤=＜＞]\s*=?|－－|--[0-9]")
_CUSTOM = re.compile(r"打(?:苹果|$)|半百|[0-9]+['\"″′]|銭|[0-9]晚|大半|百分[一二三四五六七八九十]|[二三四五]分[一二三]|份[一十]|十份|[\uac00-\ud7a3]|年以上.*年以下")
_DATES = re.compile(r"[0-9０-９]{4}年|公元|[0-9]{1,2}月[0-9]{1,2}[日号]|[零一二三四五六七八九]{2,4}年")
_READ_OUT = re.compile("[幺]|[零一二三四五六七八九]{6,}")
_ARITHMETIC = re.compile(r"等于|乘以|加|减|除|[0-9]\s*[+\-*/×=]\s*[0-9].*=")
_HAN_DIGIT = "零〇一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾"
REASONS = {
    "traditional": "traditional characters: mainland reports are in simplified ones",
    "cantonese": "Cantonese and colloquial forms (個九, 五蚊六毫, 米九)",
    "old counting systems": "numerals above 亿亿 (京, 垓, 秭 …) and 兆 as a number, which mainland texts do not use",
    "times of day": "times of day are labels in reports, not quantities",
    "Latin magnitudes": "40k, 300w, -.0012G: no report writes them",
    "notation": "scientific notation, comparison signs, doubled signs",
    "foreign customs": "dozens, feet and inches by quotes, spoons, nights, 百分三十",
    "dates": "a number inside a date is a period here, not a number",
    "read-out digits": "digits read out one by one (telephone, identity card)",
    "arithmetic": "spoken arithmetic (三乘以五等于十五)",
    "lone digit word": "a lone digit word in running text (不是四而是五) counts nothing",
    "approximate as a point": "十几, 零几: an interval here, a point there",
    "mixed numeral in a sentence": "a numeral split by signs or blanks that a report would not print",
    "no number": "the suite gives no number to compare",
    "disagreement": "the peers disagree and another one is followed: see above",
    "peer's own notation": "十五六 written as 15-6: no number that anyone else could read back",
    "idle rewrite": "the suite leaves the text as it is, or rewrites no number",
}
UNITS: dict[str, tuple[str, Fraction]] = {
    "Centimetre": ("米", Fraction(1, 100)), "Centimeter": ("米", Fraction(1, 100)), "Metre": ("米", Fraction(1)), "Kilometre": ("米", Fraction(1000)),
    "Kilometer": ("米", Fraction(1000)), "Mile": ("米", Fraction("1609.344")), "Foot": ("米", Fraction("0.3048")), "Inch": ("米", Fraction("0.0254")),
    "Gram": ("千克", Fraction(1, 1000)), "Ton": ("千克", Fraction(1000)), "Liang": ("千克", Fraction(1, 20)), "Microgram": ("千克", Fraction(1, 10**9)),
    "Litre": ("立方米", Fraction(1, 1000)), "Millilitre": ("立方米", Fraction(1, 10**6)), "Gallon": ("立方米", Fraction("0.003785411784")),
    "Celsius": ("℃", Fraction(1)), "C": ("℃", Fraction(1)), "Fahrenheit": ("℉", Fraction(1)), "F": ("℉", Fraction(1)), "Mu": ("平方米", Fraction(2000, 3)),
    "Year": ("年", Fraction(1)), "Month": ("年", Fraction(1, 12)), "Week": ("天", Fraction(7)), "Day": ("天", Fraction(1)), "Hour": ("天", Fraction(1, 24)),
    "Minute": ("天", Fraction(1, 1440)), "Second": ("天", Fraction(1, 86400)), "Bit": ("GB", Fraction(1, 8 * 10**9)), "Kilobit": ("GB", Fraction(1, 8 * 10**6)),
    "Kilobyte": ("GB", Fraction(1, 10**6)), "Megabyte": ("GB", Fraction(1, 1000)), "Megahertz": ("赫兹", Fraction(10**6)), "Kilocalorie": ("千瓦时", Fraction(523, 450000)),
    "Chinese yuan": ("元", Fraction(1)), "元": ("元", Fraction(1)), "Dollar": ("", Fraction(1)), "Cent": ("元", Fraction(1, 100)), "HKD": ("港元", Fraction(1)),
    "Hong Kong dollar": ("港元", Fraction(1)), "United States dollar": ("美元", Fraction(1)), "Euro": ("欧元", Fraction(1)), "Japanese yen": ("日元", Fraction(1)),
    "Swiss franc": ("瑞士法郎", Fraction(1)), "workday": ("天", Fraction(1)),
}
TO_PERCENT = {
    "percent": Fraction(1), "percentage_point": Fraction(1), "per_mille": Fraction(1, 10), "tenths": Fraction(10), "basis_point": Fraction(1, 100),
    "fraction": Fraction(100),
}
DURATION = re.compile(r"P(?:(?P<Year>[\d.]+)Y)?(?:(?P<Month>[\d.]+)M)?(?:(?P<Week>[\d.]+)W)?(?:(?P<Day>[\d.]+)D)?(?:T(?:(?P<Hour>[\d.]+)H)?(?:(?P<Minute>[\d.]+)M)?(?:(?P<Second>[\d.]+)S)?)?\Z")
_WANTED = ("percent", "money", "quantity")
FOLD = str.maketrans("０１２３４５６７８９．％－，", "0123456789.%-,")


def reason_out(text: str, kind: str, span: str = "") -> str | None:
    """Why a case is out of scope; None for one that is in."""
    if _OLD.search(text):
        return "old counting systems"
    if _CANTONESE.search(text):
        return "cantonese"
    if _TRADITIONAL.search(text):
        return "traditional"
    if kind != "percent" and _CLOCK.search(text) and "天" not in text:
        return "times of day"
    if _LATIN_SCALE.search(text):
        return "Latin magnitudes"
    if _NOTATION.search(text):
        return "notation"
    if _CUSTOM.search(text):
        return "foreign customs"
    if _ARITHMETIC.search(text):
        return "arithmetic"
    if kind == "number" and span and text.strip() != span:
        if _DATES.search(text):
            return "dates"
        if len(span) == 1 and span in _HAN_DIGIT:
            return "lone digit word"
    if re.search("[几幾]|零数", span or text) and kind in ("number", "quantity"):
        return "approximate as a point"
    if re.search("[洞拐]|幺(?!.*点)", text) and len(text) > 4 and not re.fullmatch("[幺一二三四五六七八九]+", text):
        return "read-out digits"
    if kind in ("number", "quantity") and _READ_OUT.search(text) and len(text) > len(span or text):
        return "read-out digits"
    return None


_DISAGREED = {"duckling": re.compile("[對对雙双]|^[0-9]+分$|^[一五]分半"), "nemo-text-processing": re.compile("千[一二三四五六七八九]万"), "recognizers-text": re.compile("^一位是")}


def disagreed(case: Case) -> bool:
    """Whether a case is one of those where the peers disagree and another peer is followed."""
    pattern = _DISAGREED.get(case["peer"])
    return pattern is not None and pattern.search(case["text"]) is not None
