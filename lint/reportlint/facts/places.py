"""Places: which area's report a document is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from reportlint import extended as regex
from reportlint.document import Document, Report

_SUFFIX = (
    "特别行政区|自治区|自治州|自治县|自治旗|民族乡|开发区|高新区|经开区|新区|林区|矿区|地区|街道|省|市|县|区|旗|镇|乡|州|盟"
)
# a suffix within a name is none (新乡市, 东乡族自治县); 年, 第, 的 … never stand in a name
_NAME = rf"[\u4e00-\u9fff--[年第届的在与等府委局]]{{1,14}}?(?:{_SUFFIX})(?![市县区旗镇乡州盟族])"
# a name begins behind a mark or a blank, behind a date, or behind a word that speaks of an area
_BEFORE = (
    r"(?:(?<![\u4e00-\u9fff\d])|(?<=\d\s?年)|(?<=\d\s?年度)|(?<=年[上下]半年)|(?<=[\d十]\s?日[在于]?)|(?<=关于|代表|中共|在))"
    r"(?!关于|代表|中共|在|度|[上下]半年|各位|[我本全各]|(?<=日)[在于])"
)
_CHAIN = regex.compile(rf"{_BEFORE}(?P<names>(?:{_NAME})+)", regex.V1)
_SINGLE = regex.compile(_NAME, regex.V1)
_SPOKEN = regex.compile(
    r"(?:[\d十]\s?日\s*(?:[上下]午)?[在于]?|代表)[\u4e00-\u9fff]{2,24}?(?:第[一二三四五六七八九十\d]+届|人民政府|人民代表大会)"
)
_STATE = regex.compile(r"中华人民共和国(?:\d{4}年)?国(?:务院|民经济)|第[一二三四五六七八九十]+届全国人民代表大会")
_GENERIC = frozenset(
    ["乡镇", "城镇", "集镇", "城乡", "和市", "及市", "市县", "区县", "县区", "市区", "城区", "县市", "都市", "城市", "地区", "社区", "园区", "山区", "辖区", "街道", "该市", "该县", "该区", "新区", "开发区", "高新区", "经开区", "自治区", "自治州", "自治县", "神州", "联盟", "同盟"]
)
_LARGE = ("省", "自治区")
_HEAD = 600
_FIRST_LINE = 60


def place_of(document: Document, report: Report) -> str:
    """The area whose report it is, as its title, its first lines or the file's name print it; empty where none tells.

    Of a chain from the large to the small (云南省昆明市) the last one counts, and a province only where nothing
    smaller is named with it; 全国 is the whole state.
    """
    for witness in _witnesses(document, report):
        if _STATE.search(witness):
            return "全国"
        names = list(_names(witness))
        if names:
            return next((name for name in names if not name.endswith(_LARGE)), names[0])
    return ""


def _names(text: str) -> Iterator[str]:
    """The last name of every chain in a text."""
    for found in _CHAIN.finditer(text):
        names = [name for name in _SINGLE.findall(found["names"]) if name not in _GENERIC]
        if names:
            yield names[-1]


def _witnesses(document: Document, report: Report) -> Iterator[str]:
    """What can tell the place, the surest first."""
    head = document.flow[report.start:min(report.end, report.start + _HEAD)]
    yield report.title or head[:_FIRST_LINE]
    for found in _SPOKEN.finditer(head):
        yield found[0]
    yield PurePath(document.path.replace("\\", "/")).stem
