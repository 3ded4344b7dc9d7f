"""TERM003: a change put into words that contradict one another or arithmetic."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import BlockKind, Confidence, DocumentRule, Finding, Message, Reading, RuleMeta, Severity


@dataclass(frozen=True, slots=True)
class _Fault:
    """A pattern of wrong wording, with what is wrong in both languages."""

    pattern: re.Pattern[str]
    zh: str
    en: str
    severity: Severity


_MINUS = r"[-－−—]"
_FAULTS = (
    _Fault(
        re.compile(r"(?:(?:增长|增加|上升|提高|上涨)了?(?:下降|减少|降低|回落|下跌)|(?:下降|减少|降低|回落|下跌)了?(?:增长|增加|上升|提高|上涨))(?:了|约|近)?(?=\d)"),
        "增减两个方向同时出现", "both directions at once", Severity.ERROR,
    ),
    _Fault(
        re.compile(r"(?:减少|下降|降低|缩小|缩短|缩减|压缩|回落|下跌)了?(?:约|近|超过?)?(?:\d[\d.]*|[一二两三四五六七八九十]{1,3})倍(?!频|率|增|数|体|压)"),
        "减少不能用“倍”：减少一倍就没有了，应改用百分比或“几分之几”", "nothing can fall by a multiple of itself", Severity.WARNING,
    ),
    _Fault(
        re.compile(rf"(?:下降|减少|降低|回落|下跌|负增长)了?(?:约|近)?{_MINUS}(?=\d[\d.]*\s?(?:%|％|‰|个百分点|[百千万亿]*[元吨人户亩家件个]))"),
        "“下降”已含减少之意，不应再带负号", "a fall needs no minus sign", Severity.WARNING,
    ),
    _Fault(
        re.compile(rf"(?:增长|上升|提高|上涨|增加)了?(?:约|近)?{_MINUS}(?=\d[\d.]*\s?(?:%|％|‰|个百分点))"),
        "负增长宜写作“下降”", "a negative rise is better called a fall", Severity.INFO,
    ),
)


class WrongComparison(DocumentRule):
    """增长下降1.46%, 减少两倍, 下降-3%."""

    meta = RuleMeta(
        "TERM003", "wrong-comparison",
        Message("增减的说法自相矛盾或不合算术", "a change in words that contradict themselves or arithmetic"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place."""
        document = reading.document
        flow = document.flow
        for fault in _FAULTS:
            for match in fault.pattern.finditer(flow):
                if document.block_at(match.start()).kind is BlockKind.CODE:
                    continue
                context = flow[match.start():min(len(flow), match.end() + 6)].split("\n")[0]
                yield self.diagnostic(
                    self.place(document, match.start(), match.end()),
                    Message(f"“{match[0]}”：{fault.zh}", f"“{match[0]}”: {fault.en}"),
                    severity=fault.severity,
                    confidence=Confidence.MEDIUM if fault.severity is Severity.INFO else Confidence.HIGH, key=context,
                )
