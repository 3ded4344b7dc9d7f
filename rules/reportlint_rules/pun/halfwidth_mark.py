"""PUN002: a half-width mark in a Chinese sentence."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint import patterns as re
from reportlint.rule import (
    Confidence,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Message,
    Reading,
    RuleMeta,
    Severity,
)

from .context import around, is_code, is_fragment

_MARK = re.compile(r"[,;:?!]|\.(?![\d.A-Za-z])")
_BRACKETS = re.compile(r"\([^()\n（）]{1,60}\)")
_HAN = re.compile("[\u4e00-\u9fff]")
_BEFORE = re.compile("[\u4e00-\u9fff”》）％%]")
_AFTER = re.compile("[\u4e00-\u9fff“《（(\\d\\s]")
_ORDINAL = re.compile("(?:^|[\n。；;])[（(]?[一二三四五六七八九十]{1,3}\\Z")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_FEW = 3
_MANY = 20


class HalfwidthMark(DocumentRule):
    """Half-width , ; : ? ! . and brackets between Chinese characters; a document that uses them throughout is told once."""

    meta = RuleMeta(
        "PUN002", "halfwidth-mark",
        Message("中文句子里用了半角标点", "a half-width mark in a Chinese sentence"), fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields a warning where the mark is the exception, information elsewhere."""
        document = reading.document
        flow = document.flow
        places: dict[str, list[int]] = {}
        for match in _MARK.finditer(flow):
            if _in_chinese(flow, match.start()):
                places.setdefault(match[0], []).append(match.start())
        for mark, starts in places.items():
            full = flow.count(_FULL[mark])
            if len(starts) > _MANY and len(starts) * 2 > full:
                yield self._throughout(document, mark, starts)
                continue
            rare = len(starts) <= _FEW and full >= 10 * len(starts)
            for start in starts:
                if not is_code(document, start):
                    yield self._finding(document, mark, start, warn=rare and not is_fragment(document, start))
        yield from self._brackets(document)
        yield from self._quotes(document)

    def _finding(self, document: Document, mark: str, start: int, *, warn: bool) -> Finding:
        full = _FULL[mark]
        return self.diagnostic(
            self.place(document, start, start + 1),
            Message(f"半角“{mark}”应改为全角“{full}”", f"half-width {mark} should be {full}"),
            severity=None if warn else Severity.INFO, confidence=Confidence.HIGH if mark != "." else Confidence.MEDIUM,
            fix=Fix(Message(f"改为“{full}”", f"make it {full}"), (Edit(document.span(start, start + 1), full),), safe=True),
            key=around(document, start, start + 1), group=f"{self.meta.code}:{mark}",
        )

    def _throughout(self, document: Document, mark: str, starts: list[int]) -> Finding:
        return self.diagnostic(
            self.place(document, starts[0], starts[0] + 1),
            Message(f"全文用半角“{mark}”，共{len(starts)}处", f"half-width {mark} throughout, {len(starts)} times"),
            severity=Severity.INFO, key=f"throughout {mark}",
        )

    def _brackets(self, document: Document) -> Iterator[Finding]:
        flow = document.flow
        found = [match.span() for match in _BRACKETS.finditer(flow) if _HAN.search(flow, *match.span())]
        if len(found) > _MANY and len(found) > flow.count("（"):
            yield self._throughout(document, "(", [start for start, _ in found])
            return
        for start, end in found:
            if is_code(document, start):
                continue
            edits = (Edit(document.span(start, start + 1), "（"), Edit(document.span(end - 1, end), "）"))
            yield self.diagnostic(
                self.place(document, start, end),
                Message("中文里的括号应用全角", "brackets in Chinese text should be full-width"),
                severity=Severity.INFO, key=flow[start:end], group=f"{self.meta.code}:()",
                fix=Fix(Message("改为全角括号", "make them full-width"), edits, safe=True),
            )

    def _quotes(self, document: Document) -> Iterator[Finding]:
        """One finding for all straight quotation marks: which of them opens is not for a machine to say."""
        flow = document.flow
        at = flow.find('"')
        while at != -1 and not _HAN.match(flow, at + 1):
            at = flow.find('"', at + 1)
        if at != -1 and not is_code(document, at):
            number = flow.count('"')
            yield self.diagnostic(
                self.place(document, at, at + 1),
                Message(f"中文引号应用弯引号“”，文中有直引号{number}个", f"{number} straight quotation marks where “” is meant"),
                severity=Severity.INFO, key="straight quotes",
            )


def _in_chinese(flow: str, at: int) -> bool:
    """Whether the mark at an offset stands in Chinese: not in a number, a time, a ratio, an address, a Latin phrase."""
    if not at:
        return False
    mark, before, after = flow[at], flow[at - 1], flow[at + 1:at + 2]
    if before.isdigit():
        return mark in ",;" and _HAN.match(after) is not None
    if not _BEFORE.match(before) or (after and not _AFTER.match(after)):
        return False
    if mark == ".":
        return after in ("", "\n") or (_HAN.match(after) is not None and not _ORDINAL.search(flow, max(0, at - 6), at))
    return not (mark == "?" and after == "?")
