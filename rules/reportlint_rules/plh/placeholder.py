"""PLH001: a mask or a note to oneself that was never filled in."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import extended as regex
from reportlint import patterns as re
from reportlint.rule import (
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Finding,
    Message,
    Reading,
    RuleMeta,
    Severity,
)

_X = "xXｘＸ×╳✕"
_MASK = regex.compile(
    rf"""(?P<year>(?<![A-Za-z\d])(?:19|20)(?:[{_X}＊*○]{{1,2}}|[_＿]{{1,2}}|[—-]{{2}}|\s{{2}})(?=\s?年))
    | (?P<xyear>(?<![A-Za-z\d])[{_X}]{{2,4}}(?=年))
    | (?P<decimal>(?<![A-Za-z\d.=])[{_X}]{{1,4}}[.．][{_X}]{{1,3}}(?![A-Za-z\d.]))
    | (?P<number>(?<![A-Za-z\d.])\d{{1,4}}[{_X}]{{2,}}(?![A-Za-z\d]))
    | (?P<xx>(?<![A-Za-z{_X}])(?:[{_X}]{{2,}})(?![A-Za-z{_X}]))
    | (?P<single>(?<![A-Za-z\d{_X}+\-=/（(])[{_X}](?=(?:年|月|日|县|镇|乡|村|区|省|局|万元|亿元|%|户)(?![\u4e00-\u9fff]?[{_X}]?射)))
    | (?P<some>某某+|某(?=年|月))
    | (?P<blank>(?<=[\u4e00-\u9fff：:（(“])\s?[_＿]{{2,}}|[_＿]{{2,}}(?=[\u4e00-\u9fff]))
    | (?P<stars>(?<=[\u4e00-\u9fff\d])(?!\*\*[^*\n]+\*\*)(?:[*＊]{{2,4}}|[#＃▲△]{{2,4}})(?=[年月日县市镇乡村区万亿元%个户名人公]))
    | (?P<squares>[□■]{{2,4}}(?=[年月日万亿元%]))
    | (?P<circles>(?<![一二三四五六七八九十零〇○●])[○●◯]{{2,}}(?=[\u4e00-\u9fff%％])(?![一二三四五六七八九零]))
    | (?P<note>【\s*(?:待|此处|填写|插入|补充|空缺|请|需|未完|数据)[^】\n]{{0,40}}】|[（(](?:待补充?|待定稿|待核实?|待更新|待填|待修改|数据待[^）)\n]{{0,8}}|此处[^）)\n]{{0,20}}|已更新|已修改|已核实|未核实|修改中|请核实[^）)\n]{{0,10}})[）)]|[\[［](?:待[补填定核]|此处|填写|插入|补充|数据)[^\]］\n]{{0,20}}[\]］])
    | (?P<todo>(?<![A-Za-z0-9_])(?:TODO|FIXME|TBD|TBC)(?![A-Za-z0-9_]))
    | (?P<asks>？{{3,}}|[（(][?？]+[）)])
    """,
    regex.VERBOSE,
)
_HINT = re.compile(
    rf"(?=[{_X}＊*_＿○◯●□■#＃▲△?？某12TF【（(\[［])(?:[{_X}＊*_＿○◯●□■#＃▲△?？]|某[某年月]|(?:19|20)[—-]{{2}}\s?年|(?:19|20)\s\s\s?年|TODO|FIXME|TB[DC]|[【（(\[［]\s*(?:待|此处|填写|插入|补充|空缺|请|需|未|数据|已|修改))"
)
_URL = re.compile(r"(?:https?://|www\.|ftp://)[\x21-\x7e]+|[\w.+-]+@[\w-]+\.[\w.]+|`[^`\n]+`")
_ANONYMOUS = re.compile(r"被告|嫌疑人|犯罪|涉嫌|违纪|违法|判处|起诉|查处|处分|酒驾|醉驾|患者|病例|[^\n]案[^例卷子]")
_SIGNED = re.compile(r"(?:签字|签名|签章|盖章|日期|填表人|审核人|负责人|联系人|联系电话|电话)(?:（[^）\n]*）)?[：:]\s*\Z")
_REACH = 64
"""How far a mask and what must stand behind it may reach into the lines that follow."""
_PRODUCT = re.compile(rf"\d\s?[{_X}]{{1,2}}\s?\d")


class Placeholder(DocumentRule):
    """Masks such as xx, 20xx年, 某某, ____, and notes such as 【待补】 and TODO."""

    meta = RuleMeta(
        "PLH001", "placeholder",
        Message("占位符、待补内容没有填写", "a placeholder that was never filled in"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place."""
        document = reading.document
        flow = document.flow
        hidden = [match.span() for match in _URL.finditer(flow)] if ("://" in flow or "www." in flow or "`" in flow or "@" in flow) else []
        for match in _masks(flow):
            start, end = match.span()
            if any(a <= start < b for a, b in hidden) or document.block_at(start).kind is BlockKind.CODE:
                continue
            if match.lastgroup in ("xx", "single") and (_is_product(flow, start, end) or _is_repeated_mark(start, end)):
                continue
            if match.lastgroup in ("xx", "single") and _is_model_title(flow, start, end):
                continue
            if match.lastgroup in ("xx", "single") and _is_variable(document, start, end):
                continue
            if match.lastgroup == "some" and _is_anonymous(document, start):
                continue
            if match.lastgroup == "blank" and _is_rule(flow, start, end):
                continue
            yield self._finding(document, match)

    def _finding(self, document: Document, match: regex.Match[str]) -> Finding:
        start, end = match.span()
        flow = document.flow
        while flow[start].isspace():
            start += 1
        mask = flow[start:end]
        sentence_start, sentence_end = document.sentence_at(start)
        context = flow[max(sentence_start, start - 10):min(sentence_end, end + 10)].strip()
        sure = match.lastgroup not in ("some", "single", "asks", "circles")
        return self.diagnostic(
            self.place(document, start, end),
            Message(f"“{mask}”是占位内容，尚未填写", f"“{mask}” is a placeholder that was never filled in"),
            confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
            severity=Severity.WARNING if match.lastgroup == "asks" else None,
            key=context, group=f"{self.meta.code}:{mask}",
        )


def _masks(flow: str) -> Iterator[regex.Match[str]]:
    """The masks of a text: only lines that hold a character of a mask are searched."""
    done = 0
    for hint in _HINT.finditer(flow):
        if hint.start() < done:
            continue
        position = max(done, flow.rfind("\n", 0, hint.start()) + 1)
        done = flow.find("\n", hint.start())
        if done == -1:
            done = len(flow)
        for match in _MASK.finditer(flow, position, done + _REACH):
            if match.start() >= done:
                break
            yield match


def _is_product(flow: str, start: int, end: int) -> bool:
    """Whether a cross multiplies: 5×3, 2××3."""
    return _PRODUCT.match(flow, max(0, start - 2), end + 2) is not None or _PRODUCT.match(flow, max(0, start - 1), end + 2) is not None


def _is_variable(document: Document, start: int, end: int) -> bool:
    """Whether a letter is the unknown of a formula that its sentence states: 误差为x%，其中x=3."""
    flow = document.flow
    first, last = document.sentence_at(start)
    return re.search(rf"(?<![A-Za-z]){re.escape(flow[start:end])}\s?[=＝<>＜＞]|设{re.escape(flow[start:end])}", flow[first:last]) is not None


def _is_anonymous(document: Document, start: int) -> bool:
    """Whether a person is kept anonymous on purpose, as in law and medicine: 被告人李某某."""
    first, last = document.sentence_at(start)
    return _ANONYMOUS.search(document.flow[first:last]) is not None


def _is_repeated_mark(start: int, end: int) -> bool:
    """Whether crosses are a ruled line or a marking of many signs rather than a mask."""
    return end - start > 12


def _is_model_title(flow: str, start: int, end: int) -> bool:
    """Whether a mask stands in the title of a model text, where it belongs: 《XX村章程（范本）》."""
    opening, closing = flow.rfind("《", max(0, start - 40), start), flow.find("》", end, end + 40)
    return opening != -1 and closing != -1 and re.search("范本|样本|样式|模板|示范文本|格式", flow[opening:closing]) is not None


def _is_rule(flow: str, start: int, end: int) -> bool:
    """Whether underscores fill their line, as a ruled line does, or are left for a hand to sign on."""
    left = flow.rfind("\n", 0, start) + 1
    right = flow.find("\n", end)
    line = flow[left:right if right != -1 else len(flow)]
    return not line.strip("_＿ \t") or end - start > 60 or _SIGNED.search(flow[left:start]) is not None
