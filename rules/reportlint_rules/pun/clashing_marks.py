"""PUN003: marks that clash: doubled stops, brackets and quotes of two widths, a pause mark before 等."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.rule import (
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

_STOPS = re.compile(r"[，、。；：！？,;!?．][，、。；：,;．？！?!][，、。；：,;．？！?!]{0,3}|。”[。，；、]|、等")
_BRACKETS = re.compile(r"[（(][^（）()\n]{1,80}[)）]")
_QUOTES = re.compile("“[^“”\"\n]{1,40}\"|\"[^“”\"\n]{1,40}”")
_STRENGTH = {c: i for i, group in enumerate(("、", "，,", "：", "；;", "。．！？!?")) for c in group}
_FORCEFUL = frozenset("！？!?")
_HAN = re.compile("[\u4e00-\u9fff]")
_FULL = {"(": "（", ")": "）"}
_SYSTEMATIC = 8


@cache
def _deng_words() -> tuple[str, ...]:
    import tomllib

    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(str(word) for word in data["deng_words"])


class ClashingMarks(DocumentRule):
    """Two stops in a row, （…) and “…", and 、 before 等."""

    meta = RuleMeta(
        "PUN003", "clashing-marks",
        Message("标点重复、冲突或全角半角混配", "marks that repeat, clash or pair in two widths"),
        fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place; many of them in one file are damage of its making, mere information."""
        document = reading.document
        stops = [match for match in _STOPS.finditer(document.flow) if _clash(document.flow, match)]
        damaged = len(stops) > max(_SYSTEMATIC, len(document.flow) // 2000)
        for match in stops:
            if not is_code(document, match.start()):
                yield self._stops(document, match, damaged)
        for match in _BRACKETS.finditer(document.flow):
            if (match[0][0] == "（") != (match[0][-1] == "）") and _HAN.search(
                document.flow, match.start() - 1 if match.start() else 0, match.end() + 1,
            ):
                yield self._brackets(document, match)
        if '"' in document.flow:
            for match in _QUOTES.finditer(document.flow):
                if document.flow.count('"', *_bounds(document, match.start())) % 2:
                    yield self._quotes(document, match)

    def _stops(self, document: Document, match: re.Match[str], damaged: bool) -> Finding:
        marks, start, end = match[0], match.start(), match.end()
        if marks == "、等":
            edits: tuple[Edit, ...] = (Edit(document.span(start, start + 1), ""),)
            said = Message("“等”前面不用顿号", "no pause mark before 等")
            shown, severity = "等", Severity.INFO
        else:
            keep = max(range(len(marks)), key=lambda i: (_STRENGTH.get(marks[i], -1), -i))
            edits = tuple(Edit(document.span(start + i, start + i + 1), "") for i in range(len(marks)) if i != keep and marks[i] != "”")
            same = len(set(marks)) == 1
            said = Message(
                f"标点“{marks}”{'重复' if same else '连用，相互冲突'}", f"the marks {marks} {'repeat' if same else 'clash'}",
            )
            shown = marks[keep] + ("”" if "”" in marks else "")
            severity = Severity.INFO if damaged or is_fragment(document, start) else self.meta.severity
        fix = Fix(Message(f"改为“{shown}”", f"leave {shown}"), edits, safe=len(set(marks)) == 1)
        return self.diagnostic(
            self.place(document, start, end), said, severity=severity, fix=fix, key=around(document, start, end),
            group=f"{self.meta.code}:{marks}" if damaged else "",
        )

    def _brackets(self, document: Document, match: re.Match[str]) -> Finding:
        ends = [at for at in (match.start(), match.end() - 1) if document.flow[at] in _FULL]
        edits = tuple(Edit(document.span(at, at + 1), _FULL[document.flow[at]]) for at in ends)
        return self.diagnostic(
            self.place(document, match.start(), match.end()),
            Message("全角括号与半角括号混配", "a full-width bracket pairs with a half-width one"),
            severity=Severity.INFO if is_fragment(document, match.start()) else None,
            fix=Fix(Message("统一为全角括号", "make both full-width"), edits, safe=True), key=match[0],
        )

    def _quotes(self, document: Document, match: re.Match[str]) -> Finding:
        at, mark = (match.start(), "“") if match[0][0] == '"' else (match.end() - 1, "”")
        return self.diagnostic(
            self.place(document, match.start(), match.end()),
            Message("弯引号与直引号混配", "a curly quotation mark pairs with a straight one"),
            fix=Fix(Message(f"改为“{mark}”", f"make it {mark}"), (Edit(document.span(at, at + 1), mark),), safe=True),
            key=match[0],
        )


def _bounds(document: Document, offset: int) -> tuple[int, int]:
    block = document.block_at(offset)
    return block.start, block.end


def _clash(flow: str, match: re.Match[str]) -> bool:
    """Whether marks in a row are a fault: not ！！ or ？！, no dots for an ellipsis, not 、等级."""
    marks = match[0]
    if marks == "、等":
        return not flow.startswith(_deng_words(), match.start() + 1)
    if _FORCEFUL.issuperset(marks) or "??" in marks or (set(marks) == {"。"} and len(marks) > 2):
        return False
    if marks.isascii():
        before = flow[match.start() - 1:match.start()]
        return _HAN.match(before) is not None
    return True
