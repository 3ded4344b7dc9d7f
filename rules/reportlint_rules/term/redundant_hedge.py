"""TERM002: two hedges round one number that say the same, or opposite, things."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import BlockKind, Confidence, DocumentRule, Finding, Message, Reading, RuleMeta, Severity

_NUMBER = r"\s?(?:\d[\d,，.]*|[一二两三四五六七八九十百千]{1,6})\s?[百千万亿]*"
_UNIT = r"(?:个百分点|[%％‰]|[\u4e00-\u9fff]{1,5}?)?"
_CLAIM = re.compile(
    r"(?P<first>大约|大概|约为|约有|约|将近|接近|近|超过|突破|逾|不少于|不低于|不小于|至少|最少|不超过|不高于|不多于|最多|至多)"
    rf"(?P<number>{_NUMBER})(?P<unit>{_UNIT})(?P<last>左右|上下|以上|以下|以内|多(?=[万亿个人户家元名亩吨])|余(?=[万亿个人户家元名亩吨]))"
)
_KINDS = {
    "大约": "about", "大概": "about", "约为": "about", "约有": "about", "约": "about", "左右": "about", "上下": "about",
    "将近": "under", "接近": "under", "近": "under", "超过": "over", "突破": "over", "逾": "over", "不少于": "over",
    "不低于": "over", "不小于": "over", "至少": "over", "最少": "over", "以上": "over", "多": "over", "余": "over",
    "不超过": "most", "不高于": "most", "不多于": "most", "最多": "most", "至多": "most", "以下": "most", "以内": "most",
}
_NOT_NEAR = re.compile(r"[附临邻靠最远相亲新就毗贴切将]$")
_ABOUT_SIDE = re.compile(r"[合节预制条契集公签特简隐大违履婉守]$")
_RANGE = re.compile(r"\d{4}$")


class RedundantHedge(DocumentRule):
    """约…左右, 近…以上, 超过…以上, 不少于…以上, 不超过…以内."""

    meta = RuleMeta(
        "TERM002", "redundant-hedge",
        Message("数量的限定词重复或矛盾", "two hedges round one number repeat or contradict each other"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each number that is hedged on both sides."""
        document = reading.document
        flow = document.flow
        for match in _CLAIM.finditer(flow):
            first, last = match["first"], match["last"]
            before = flow[max(0, match.start() - 1):match.start()]
            if first == "近" and (_NOT_NEAR.search(before) or "年" in match["unit"] or "年" in flow[match.end("number"):match.end("number") + 2]):
                continue
            if first == "约" and _ABOUT_SIDE.search(before):
                continue
            if document.block_at(match.start()).kind is BlockKind.CODE or _names_class(flow, match):
                continue
            a, b = _KINDS[first], _KINDS[last]
            text = match[0]
            if a == b or (a == "under" and b == "about") or (a == "about" and last in ("多", "余")):
                zh, en = f"“{first}”与“{last}”重复，留一个即可", f"one of “{first}” and “{last}” is enough"
                severity = Severity.INFO
            else:
                zh, en = f"“{first}”与“{last}”不能同时限定一个数", f"“{first}” and “{last}” contradict each other"
                severity = Severity.WARNING
            yield self.diagnostic(
                self.place(document, match.start(), match.end()), Message(f"“{text}”：{zh}", f"“{text}”: {en}"),
                severity=severity, confidence=Confidence.HIGH if a != b else Confidence.MEDIUM, key=text,
            )


def _names_class(flow: str, match: re.Match[str]) -> bool:
    """Whether the hedge behind names a class, not the number in front: 超过100家规模以上企业, 近50户亿元以上企业."""
    unit, last = match["unit"], match["last"]
    if last in ("多", "余"):
        return bool(unit)
    if unit.endswith(("规模", "限额", "规", "亿元", "万元", "周岁", "岁", "大专", "本科", "高中", "科级", "处级", "级", "国家", "省", "县", "市")):
        return flow[match.end():match.end() + 1] not in "，。；、）"
    return re.match(r"的?(?:人口|人群|老人|老年|企业|项目|干部|职称|学历|单位|工业|大学生|重大)", flow[match.end():match.end() + 8]) is not None
