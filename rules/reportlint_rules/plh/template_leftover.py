"""PLH004: what a template, a collection of model texts or a licence has left in the text."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import BlockKind, Confidence, DocumentRule, Finding, Message, Reading, RuleMeta, Severity


@dataclass(frozen=True, slots=True)
class _Leftover:
    """A pattern, with what it is in both languages."""

    pattern: re.Pattern[str]
    zh: str
    en: str
    needles: tuple[str, ...]
    """Words of which one must be in the text for it to be worth a search."""
    severity: Severity = Severity.WARNING
    once: bool = False


_LEFTOVERS = (
    _Leftover(re.compile(r"[（(](?:精选|通用|优秀|热门|最新|推荐|合集|实用|范本|共)?\s?\d{1,3}\s?篇[）)]|(?:精选|优秀|通用)(?:范文)?\d{1,2}篇"), "范文网站的标题用语", "the title of a collection of model texts", ("篇）", "篇)", "精选", "范文"), Severity.INFO),
    _Leftover(re.compile(r"大家想知道[^。？！\n]{0,30}[吗么]|(?:下面|以下|接下来|本文|这里)(?:就)?是?[^，。\n]{0,8}(?:小编|我)(?:为|给|帮)(?:大家|你|您)[^。\n]{0,50}[。，]?|小编(?:为|给|帮|精心|整理|推荐)[^。\n]{0,30}|(?:欢迎|仅供)(?:大家)?(?:阅读|参考|借鉴|分享|收藏)[^。\n]{0,16}(?:借鉴|参考|分享|下载)[^。\n]{0,20}|希望(?:能够?)?对(?:大家|你|您)(?:能够)?有所帮助"), "范文网站的套话", "boilerplate of a site of model texts", ("小编", "大家", "阅读", "参考", "您")),
    _Leftover(re.compile(r"[（(](?:此处|以下|中间|后面|内容|下文|部分内容|略)?(?:省?略|从略)[）)]|[（(]此处[^）)\n]{0,12}[）)]|【[^】\n]{0,6}(?:此处|填写|样例|示例|模板)[^】\n]{0,16}】"), "模板中的省略或填写说明", "a note of the template", ("略）", "略)", "此处", "填写", "样例", "示例", "模板")),
    _Leftover(re.compile(r"^(?:签名|签字|签章|盖章|负责人|审核人|填表人|报告人|单位负责人|联系人|联系电话|日期)[（(]?(?:签字|盖章|签章)?[）)]?[：:]\s*$|^\s*(?:年\s{1,6}月\s{1,6}日)\s*$", re.M), "没有填写的落款", "a signature line that was never filled in", ("：\n", ":\n", " 月")),
    _Leftover(re.compile(r"本作品[^。]{0,260}?公有领域|本作品[^。\n]{0,30}(?:著作权|版权|许可|授权)|中文维基文库|维基百科，自由的百科全书|Public domain|知识共享\s?署名|CC BY(?:-[A-Z]{2})*"), "维基等网站的授权说明，不是报告内容", "a licence notice of a wiki, no part of the report", ("本作品", "维基", "Public domain", "CC BY", "知识共享"), once=True),
)
_ATTACHED = re.compile("图表|附图|附表|附件|数据|表格|名单")


class TemplateLeftover(DocumentRule):
    """Titles and boilerplate of model texts, empty signature lines, notes of templates, licences of wikis."""

    meta = RuleMeta(
        "PLH004", "template-leftover",
        Message("模板、范文网站、授权说明的残留", "what a template, a site of model texts or a licence has left behind"),
        severity=Severity.WARNING,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each piece, and one for all of a licence."""
        document = reading.document
        flow = document.flow
        for leftover in _LEFTOVERS:
            if not any(needle in flow for needle in leftover.needles):
                continue
            found = [
                match for match in leftover.pattern.finditer(flow)
                if match[0].strip() and document.block_at(match.start()).kind not in (BlockKind.CODE, BlockKind.CELL)
                and not _ATTACHED.search(match[0])
            ]
            if not found:
                continue
            for match in found[:1] if leftover.once else found:
                text = match[0].strip().replace("\n", "")[:24]
                yield self.diagnostic(
                    self.place(document, match.start(), match.end()),
                    Message(f"“{text}”：{leftover.zh}", f"“{text}”: {leftover.en}"), severity=leftover.severity,
                    related=[self.place(document, m.start(), m.end()) for m in found[1:20]] if leftover.once else (),
                    confidence=Confidence.MEDIUM, key=match[0][:40],
                )
