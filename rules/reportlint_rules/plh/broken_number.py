"""PLH007: a number that typing, recognition or conversion has broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import BlockKind, DocumentRule, Finding, Message, Reading, RuleMeta, Severity

_UNIT = r"(?:%|％|‰|个?百分点|[百千万亿]+(?:元|吨|人|户|亩|平方|公里|美元|千瓦|立方|斤|件|辆)|元|吨|公顷|公里|平方米|千瓦时|亩)"


@dataclass(frozen=True, slots=True)
class _Break:
    """A shape of a broken number: what follows its first digits, beginning with the rare mark so that the search is quick.

    The text must hold one of the characters, or strings, of ``mark`` for it to be worth a search.
    """

    mark: Sequence[str]
    pattern: re.Pattern[str]
    zh: str
    en: str
    severity: Severity
    left: str = r"\d+"


_SPACED = 3
_POINTS = ("..", ".．", "．.", "．．", ".，", "．，", "，.", "，．")
_BREAKS = (
    _Break("。", re.compile(rf"。\d{{1,2}}(?={_UNIT})"), "小数点误作句号", "a full stop for the decimal point", Severity.ERROR),
    _Break(",", re.compile(rf",\d{{1,2}}(?={_UNIT})"), "逗号后不足三位，疑为小数点", "a comma for the decimal point", Severity.ERROR, r"(?<![\d,])\d{1,3}"),
    _Break(",", re.compile(rf",(?:\d{{1,2}}|\d{{4,}})\.\d+(?={_UNIT})"), "分节号位置不对", "digits grouped wrongly", Severity.ERROR, r"(?<![\d,])\d{1,3}(?:,\d{3})*"),
    _Break(_POINTS, re.compile(r"(?:[.．]{2}|[.．]，|，[.．])\d+"), "小数点重复", "a doubled decimal point", Severity.ERROR),
    _Break("%％‰", re.compile(r"(?:[%％]\s?[%％‰]|‰\s?[%％‰])"), "百分号重复", "a doubled per cent sign", Severity.ERROR, r"\d[\d.]*\s?"),
    _Break(".", re.compile(rf"\.\d+\.\d+(?={_UNIT})"), "一个数有两个小数点", "two decimal points in one number", Severity.ERROR),
    _Break("·•", re.compile(rf"[·•]\d+(?={_UNIT})"), "小数点误作间隔号", "a middle dot for the decimal point", Severity.WARNING),
    _Break(" ", re.compile(rf"(?: [.．] ?|[.．] )\d+(?= ?{_UNIT})"), "小数点旁有空格", "a blank beside the decimal point", Severity.WARNING),
    _Break(" ", re.compile(r" \d\d(?= ?年[^级])"), "年份中有空格", "a blank within a year", Severity.WARNING, "(?:19|20)"),
)
_NUMBER_BEFORE = re.compile(r"[\d.,·A-Za-z〔\[第#]$")
_ITEM = re.compile(r"(?:^|[\n。；：:、，（(）)\s])$")
_REACH = 24


class BrokenNumber(DocumentRule):
    """3。1%, 20,54亿元, 12..5, 33.3%%, 1.2.3万元."""

    meta = RuleMeta(
        "PLH007", "broken-number",
        Message("数字写坏：小数点、分节号、百分号有误", "a broken number: decimal point, grouping or per cent sign"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each broken number."""
        document = reading.document
        flow = document.flow
        for fault in _BREAKS:
            if not any(c in flow for c in fault.mark):
                continue
            left = re.compile(f"{fault.left}$")
            found = [
                (first.start() + max(0, match.start() - _REACH), match.end())
                for match in fault.pattern.finditer(flow)
                if flow[match.start() - 1:match.start()].strip(" ").isdecimal() or fault.mark == "%％‰"
                if (first := left.search(flow[max(0, match.start() - _REACH):match.start()]))
            ]
            if fault.mark == " " and len(found) > _SPACED:  # blanks throughout are a way to justify lines
                continue
            for start, end in found:
                before = flow[max(0, start - 1):start]
                if _NUMBER_BEFORE.search(before) or document.block_at(start).kind is BlockKind.CODE:
                    continue
                number, severity = flow[start:end], fault.severity
                doubtful = number.count(".") == 2 or (severity is Severity.WARNING and "." in number)
                if doubtful and _ITEM.search(before) and re.match(r"\d{1,2}[.．]", number):
                    continue  # “1. 5万元以上的项目” and “2.3.5亿元” may begin with the number of an item
                if "," in number and re.search(r"[、和及或]$", before):
                    severity = Severity.WARNING
                yield self.diagnostic(
                    self.place(document, start, end), Message(f"“{number}”：{fault.zh}", f"“{number}”: {fault.en}"),
                    severity=severity, key=flow[max(0, start - 10):end + 4],
                )
