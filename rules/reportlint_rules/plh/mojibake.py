"""PLH005: text that was decoded in the wrong encoding, or escapes that were never resolved."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import BlockKind, Document, DocumentRule, Finding, Message, Reading, RuleMeta, Severity


@dataclass(frozen=True, slots=True)
class _Damage:
    """A shape of damage; ``needle`` are characters of which one must be in the text for it to be worth a search."""

    needle: str
    pattern: re.Pattern[str]
    zh: str
    en: str
    severity: Severity


_DAMAGES = (
    _Damage("锟烫屯", re.compile(r"(?:锟斤拷|锟\S?斤|烫烫烫+|屯屯屯+)+"), "乱码", "damaged by a wrong encoding", Severity.ERROR),
    _Damage("ÃÂâïæåç", re.compile(r"(?:ï¼[\x80-\xbf‰Œ‚ˆ‹š›œž]?|ã€[\x80-\xbf‚]?|â€[\x80-\xbf™œ“”¢¦]?|Ã[\x80-\xbf¤©¨¼¶±]|(?:[æåçèéä][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,2}){2,})+"), "乱码（UTF-8 误读为西文）", "UTF-8 read as a western encoding", Severity.ERROR),
    _Damage("?", re.compile(r"\?{3,}"), "连续问号，原文可能丢失", "question marks in a row: text may be lost", Severity.WARNING),
    _Damage("\\", re.compile(r"(?:\\[rnt])+(?![A-Za-z])|\\u[0-9a-fA-F]{4}"), "未处理的转义符", "an escape that was never resolved", Severity.WARNING),
    _Damage("&", re.compile(r"(?:&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|hellip|middot|ensp|emsp|#\d{2,5}|#x[0-9a-fA-F]{2,5});?)+(?<=[;a-z0-9])(?![A-Za-z])"), "未处理的网页实体", "an HTML entity that was never resolved", Severity.WARNING),
    _Damage("[", re.compile(r"(?<=[\u4e00-\u9fff])\[[a-z]{2,8}\](?=[\u4e00-\u9fff\d])"), "方括号里的小写缩写，疑为转换残留", "an abbreviation in brackets, left over from a conversion", Severity.INFO),
    _Damage("-", re.compile(r"^- (?=[\d（(一二三四五六七八九十]{1,3}[、.．）)])", re.M), "编号前残留列表符号“-”", "a dash of a list before a number", Severity.INFO),
    _Damage("<", re.compile(r"</?(?:p|br|div|span|td|tr|table|strong|font|img|script|style|o:p)(?:\s[^<>\n]{0,200})?/?>", re.I), "网页标签残留", "an HTML tag", Severity.WARNING),
)
_MANY = 40


class Mojibake(DocumentRule):
    """锟斤拷, ï¼Œ, ????, \\r\\n, &nbsp; and tags."""

    meta = RuleMeta(
        "PLH005", "mojibake",
        Message("乱码、转义符或网页标签残留", "text damaged by a wrong encoding, or escapes and tags left in it"),
        severity=Severity.ERROR,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each damaged place, and a single one for a shape that fills the text."""
        document = reading.document
        flow = document.flow
        for damage in _DAMAGES:
            if not any(c in flow for c in damage.needle):
                continue
            if damage.needle == "-" and document.format == "markdown":
                continue
            found = [m for m in damage.pattern.finditer(flow) if _counts(document, m)]
            for match in found if len(found) <= 2 else found[:1]:
                more = f"，全文{len(found)}处" if len(found) > 2 else ""
                yield self.diagnostic(
                    self.place(document, match.start(), match.end()),
                    Message(
                        f"“{match[0][:12]}”：{damage.zh}{more}",
                        f"“{match[0][:12]}”: {damage.en}" + (f", {len(found)} places" if more else ""),
                    ),
                    related=[self.place(document, m.start(), m.end()) for m in found[1:_MANY]] if more else (),
                    severity=damage.severity, key=flow[max(0, match.start() - 8):match.end() + 8],
                )


def _counts(document: Document, match: re.Match[str]) -> bool:
    """Whether a place is text: not code, an address or the marks that a speaker asks with."""
    start = match.start()
    if document.block_at(start).kind is BlockKind.CODE:
        return False
    line = document.flow[document.flow.rfind("\n", 0, start) + 1:start]
    return "://" not in line.rpartition(" ")[2] and line.count("`") % 2 == 0
