"""TERM001: a word that does not exist and looks or sounds like the one that is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportlint import patterns as re
from reportlint.records import dataclass
from reportlint.rule import (
    BlockKind,
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

_REACH = 20
_DATED = re.compile(r"截止(?=\s?(?:(?:19|20)\d\d年|\d{1,2}月|去年|今年底|今年\d|年底|上年))")
_FORCE = re.compile(r"加强[^，。；、：\n加强]{1,14}力度(?!和|、|与)")
_LAST = re.compile(r"(?:报名|申请|申报|时间|日期|期限|投标|自动|于|已|将|未|为|日|：|:)$")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A wrong word: what is right, how severe it is, and what must or must not stand beside it."""

    right: str
    severity: Severity
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    safe: bool = True
    """Whether the word is wrong wherever it stands; one that needs guards may be two words that meet."""

    def fits(self, flow: str, start: int, end: int) -> bool:
        """Whether the neighbours of a word allow the finding."""
        left = flow[max(0, start - _REACH):start]
        if self.before and not self.before.search(left):
            return False
        if self.not_before and self.not_before.search(left):
            return False
        if self.after and not self.after.match(flow, end):
            return False
        return not (self.not_after and self.not_after.match(flow, end))


@cache
def _entries() -> tuple[Mapping[str, _Entry], Mapping[str, tuple[str, ...]], re.Pattern[str]]:
    """The wrong words, those that begin with two characters, and a pattern for where any may begin."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("confusables.toml").read_text(encoding="utf-8"))
    found: dict[str, _Entry] = {}
    for section, severity in (("certain", Severity.WARNING), ("style", Severity.INFO)):
        for wrong, value in table[section].items():
            guards: dict[str, Any] = {"right": value} if isinstance(value, str) else dict(value)
            right, safe = guards.pop("right"), guards.pop("safe", not guards.keys() & {"not_before", "not_after"})
            found[wrong] = _Entry(
                right, severity, safe=safe,
                **{key: re.compile(f"(?:{text})$" if key.endswith("before") else text) for key, text in guards.items()},
            )
    pairs: dict[str, tuple[str, ...]] = {}
    for word in sorted(found, key=lambda word: -len(word)):
        pairs[word[:2]] = (*pairs.get(word[:2], ()), word)
    firsts, seconds = ("".join(sorted({pair[i] for pair in pairs})) for i in (0, 1))
    # two sets in a row are far quicker than an alternation of hundreds of words
    return found, pairs, re.compile(f"[{firsts}](?=[{seconds}])")


class Confusable(DocumentRule):
    """Words in a list of confusions, each with what must stand beside it to be sure."""

    meta = RuleMeta(
        "TERM001", "confusable",
        Message("形近、音近的错别字", "a wrong character that looks or sounds like the right one"),
        severity=Severity.WARNING, fixable=True,
    )

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each wrong word, with a fix."""
        document = reading.document
        flow = document.flow
        entries, pairs, pattern = _entries()
        done = 0
        for match in pattern.finditer(flow):
            start = match.start()
            if start < done:
                continue
            for word in pairs.get(flow[start:start + 2], ()):
                end = start + len(word)
                if not flow.startswith(word, start) or not entries[word].fits(flow, start, end):
                    continue
                if document.block_at(start).kind is not BlockKind.CODE:
                    yield self._finding(document, start, end, entries[word])
                done = end
                break
        for match in _DATED.finditer(flow):
            if not _LAST.search(flow[max(0, match.start() - 4):match.start()]):
                yield self._finding(document, match.start(), match.end(), _Entry("截至", Severity.INFO))
        for match in _FORCE.finditer(flow):
            yield self._force(document, match)

    def _force(self, document: Document, match: re.Match[str]) -> Finding:
        """加强…力度: a force is made greater, work is strengthened."""
        start = match.start()
        return self.diagnostic(
            self.place(document, start, match.end()), Message(f"“{match[0]}”宜作“加大…力度”", f"“加大” is preferred to “加强” in “{match[0]}”"),
            severity=Severity.INFO, confidence=Confidence.MEDIUM, key=match[0],
            fix=Fix(Message("把“加强”改为“加大”", "replace “加强” by “加大”"), (Edit(document.span(start, start + 2), "加大"),), safe=False),
        )

    def _finding(self, document: Document, start: int, end: int, entry: _Entry) -> Finding:
        place = self.place(document, start, end)
        wrong = document.flow[start:end]
        right = entry.right
        if wrong == "基矗" and document.flow[end:end + 1] not in "，。；、！：\n":
            right = "基础。"  # the conversion that makes this word of 础 has eaten the full stop
        sure = entry.severity is Severity.WARNING
        whole = place.span.end - place.span.start == end - start
        fix = Fix(
            Message(f"把“{wrong}”改为“{right}”", f"replace “{wrong}” by “{right}”"), (Edit(place.span, right),),
            safe=sure and entry.safe and right == entry.right,
        )
        return self.diagnostic(
            place,
            Message(
                f"“{wrong}”应为“{right}”" if sure else f"“{wrong}”宜作“{right}”",
                f"“{wrong}” should be “{right}”" if sure else f"“{right}” is preferred to “{wrong}”",
            ),
            severity=entry.severity, confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
            fix=fix if whole else None, key=wrong, group=f"{self.meta.code}:{wrong}",
        )
