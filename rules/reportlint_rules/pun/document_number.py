"""PUN007: the number of an official document, written otherwise than 〔2018〕59号."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import DocumentRule, Edit, Finding, Fix, Message, Reading, RuleMeta, Severity

from .context import around, is_code

_NUMBER = re.compile(
    r"(?P<open>[\[(（【〔［〖])\s?(?P<year>(?:19|20)\d\d)\s?(?P<close>[\])）】〕］〗])\s?(?P<di>第\s?)?(?P<zeros>0*)(?P<serial>\d{1,5})\s?号"
)
_FIRM = re.compile("(?:公告|评字|评级|信评|函字|报告)\\s?\\Z")
_ISSUER = re.compile("[\u4e00-\u9fff]\\s?\\Z")


class DocumentNumber(DocumentRule):
    """Brackets other than 〔〕 round the year, 第 before the serial number, zeros that fill it up."""

    meta = RuleMeta(
        "PUN007", "document-number",
        Message("发文字号的写法不合 GB/T 9704", "the number of an official document is not written as GB/T 9704 says"),
        fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each number that is written otherwise."""
        document = reading.document
        flow = document.flow
        for match in _NUMBER.finditer(flow):
            start, end = match.span()
            firm = _FIRM.search(flow, max(0, start - 4), start) is not None
            brackets = (match["open"], match["close"]) != ("〔", "〕")
            if not (brackets or match["di"] or match["zeros"]) or _ISSUER.search(flow, max(0, start - 2), start) is None:
                continue
            if is_code(document, start):
                continue
            edits = []
            if brackets:
                edits = [
                    Edit(document.span(match.start(mark), match.end(mark)), right)
                    for mark, right in (("open", "〔"), ("close", "〕")) if match[mark] != right
                ]
            if match["di"]:
                edits.append(Edit(document.span(match.start("di"), match.end("di")), ""))
            right = f"〔{match['year']}〕{match['serial']}号"
            fix = Fix(Message(f"改为“{right}”", f"make it {right}"), tuple(edits), safe=True) if edits and not match["zeros"] else None
            yield self.diagnostic(
                self.place(document, start, end),
                Message(f"发文字号“{match[0]}”应写作“{right}”", f"the document number {match[0]} should read {right}"),
                severity=None if brackets and not firm else Severity.INFO, fix=fix, key=around(document, start, end),
                group=f"{self.meta.code}:{match['open']}",
            )
