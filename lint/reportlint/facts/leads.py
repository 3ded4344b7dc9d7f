"""What the words before a number make of it: a change, a share, what it is compared with, a list that "分别" deals out."""

from __future__ import annotations

from reportlint import extended as regex
from reportlint import patterns as re
from reportlint.facts.indicators import Phrase, read_phrase
from reportlint.facts.model import Fact
from reportlint.mentions import Kind

MARK = regex.compile(r"[，。；：！？;,:\n]", regex.REVERSE)
STOP = re.compile(r"[。！？\n]")
_UP = "新增|增产|增收|增支|多收|多支|增长|增幅|增速|上升|提高|增加|上涨|攀升|提升|净增|扩大|多增|增|涨"
_DOWN = "减产|减收|减支|短收|少收|少支|下降|减少|降低|下滑|回落|负增长|下跌|缩小|收窄|少增|减|降|压减|压降|下拉"
_TAIL = r"(?:了|率|速度|幅度|幅)?(?:为|达到?|约为?|约|近|超过|超|逾|高达|在|：|:)?\s*\Z"
_CHANGE = regex.compile(rf"(?P<lead>.*?)(?<!自然)(?P<word>(?P<down>{_DOWN})|(?P<up>{_UP})){_TAIL}", regex.DOTALL)
_CHANGING = frozenset(word[-1] for word in f"{_UP}|{_DOWN}".split("|"))
"""The last characters of the words of change: a text without any of them speaks of none."""
BASIS = regex.compile(
    r"(?:同期)?(?:同比|环比|比上年同期|比去年同期|较上年同期|较去年同期|比上年末|比上年底|比年初|较年初|比上年|较上年|比去年|较去年|比上一年|较上一年|比[前上]一?年度?(?:完成数|执行数|预算数?|决算数?|预计数|实际)?|[比较](?:上年|去年)?(?:完成数|执行数|决算数|预计执行数|预计完成数|实绩)|(?:比|较|与)(?:19|20)\d\d年(?:末|底|初|同期)?(?:预计|完成|执行|决算|预算|实际)*数?|与上年相比|同期|同口径|按可比口径|按可比价格?计算?|按可比价|可比口径|按不变价格?计算?|可比|按同口径计算?|剔除[^，]{0,20}因素后?|扣除[^，]{0,16}因素后?|实际|名义|自然口径|年均|平均每年|年平均|每年|将|预计|分别|各|平均|又|也|均|再|再次|逐年|累计)*\Z"
)
COMPARABLE = regex.compile(r"可比|不变价|同口径|实际增|实际下|剔除|扣除|实际$")
AVERAGE = regex.compile(r"年均|平均每年|年平均|每年")
SHARE = regex.compile(r"(?P<lead>.*?)占(?P<of>[^，。；占]{0,30}?)(?:的)?(?:比重|比例|份额|比)?[）)]?(?:的|为|达到?|约为?|约|近|超过|超|由|从|是|分别为)*\s*\Z", regex.DOTALL)
PLAN = regex.compile(r"(?:为|占|完成|达到?|相当于)(?:了)?[^，。；\d]{0,8}?(?P<plan>(?:年初|调整|年度|变动|全年|序时)*(?:预算|计划|目标|任务))(?:数|安排)?的?(?:约)?\s*\Z")
OTHERS = regex.compile(r"(?:高于|低于|快于|慢于|高出|优于|超出|领先|大于|小于|[比较][^，。；]{1,16}(?:高|低|快|慢)|跑赢)[^，。；]{0,24}\Z")
TO = regex.compile(rf"(?:{_UP}|{_DOWN}|拓展|发展|调整|拓宽|压缩|下调|上调|增|减|升|降)?(?:到|至|为了?)了?的?(?:约|近|超|超过)?\s*\Z")
_FROM = regex.compile(r"(?:由|从|自)(?:[^，。；\d]|\d{4}年){0,14}\Z")
SHARE_FROM = regex.compile(r"(?:由|从)(?:[^，。；\d]|\d{4}年)*\Z")
DISTRIBUTED = regex.compile(r"(?P<names>.*?)(?:[\s]*)分别(?:为|达到?|是|实现|完成|有|增长到?|占|约为?)*\s*\Z", regex.DOTALL)
BASED = regex.compile(r"(?:比|较|由|从)[^，。；]{0,24}\Z")
CHANGES = regex.compile(r"[^，。；\d]{0,4}(?:增|减|提高|下降|上升|扩大|多|少|高|低|缩)(?![^，。；\d]{0,3}[到至])")
PER = regex.compile(r"每(?:万|千|百|十)?[\u4e00-\u9fff]{0,5}(?:约|达|超过?)?\Z")
THRESHOLD = regex.compile(r"(?:元|美元)?(?:及)?(?:以上|以下)?的?[\u4e00-\u9fff]")
SORTED = regex.compile(
    r"(?:以上|以下|以内)的?[\u4e00-\u9fff]{0,6}?(?:项目|企业|园区|集群|产业|基地|农户|大户|客商|单位|工程|品牌|产品|税源|大镇|强镇|村|个体)"
)
MULTIPLIED = regex.compile(r"(?:全年|同期)?的\s*(?:[0-9.]+|[一二两三四五六七八九十]+)倍")
START = regex.compile(r"(?:由|从|自)\s*\Z")
COUNTERPART = regex.compile(r"(?:收入|支出|结余)\Z")
_AND = regex.compile(r"[、和与及]")
NAMING = regex.compile(r"(?:滚存)?(?:结转|结余|净结余)|(?:以来)?(?:累计)?(?:结转|结余)")
LIST_GAPS = frozenset({"、", "和", "及", "与", "，", "以及"})
COMPARED = regex.compile(r"(?:比|较|同|与|跟|于|按|相比)\Z")
LEVELS = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE, Kind.NUMBER})
RATES = frozenset({Kind.PERCENT, Kind.PER_MILLE, Kind.PERCENTAGE_POINT, Kind.MULTIPLE, Kind.TENTHS, Kind.BASIS_POINT})


def change_in(lead: str) -> regex.Match[str] | None:
    """The word of change before a number, with what stands before it."""
    return None if _CHANGING.isdisjoint(lead) else _CHANGE.match(lead)


def clause(text: str) -> str:
    """The text behind the last mark."""
    mark = MARK.search(text)
    return text[mark.end():] if mark is not None else text


def is_base(level: Fact, flow: str) -> bool:
    """Whether a level is what a change starts from: 由5.9亿元…, 从16.9平方公里…."""
    return _FROM.search(flow[max(level.sentence[0], level.mention.start - 18):level.mention.start]) is not None


def names(text: str) -> tuple[Phrase, ...]:
    """The phrases of a distributive list; a common ending is given back to the shorter names."""
    raw = [name for name in _AND.split(text.rsplit("，", 1)[-1]) if name.strip()]
    if len(raw) < 2:
        return ()
    last = raw[-1]
    expanded = [
        name + last[1:] if name[-1] == "存" and last.startswith("贷款")  # 金融机构存、贷款余额
        else name + last[len(name):] if len(last) > len(name) + 1 and len(name) <= 4 else name for name in raw[:-1]
    ]
    return tuple(read_phrase(name) for name in (*expanded, last))
