"""ACME001: ranks that the office does not claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.rule import BlockKind, DocumentRule, Finding, Message, Reading, RuleMeta, Severity


class ForbiddenRank(DocumentRule):
    """Each rank of a list, unless it stands within a phrase that is allowed."""

    meta = RuleMeta(
        "ACME001",
        "forbidden-rank",
        Message("不应自封的等次", "a rank that must not be claimed"),
        Severity.ERROR,
    )

    @dataclass(frozen=True)
    class Options:
        """What can be set under ``[rules.forbidden-rank]``."""

        words: tuple[str, ...] = ("最高级", "国家级", "第一品牌")
        """The words to find."""
        allowed: tuple[str, ...] = ("国家级自然保护区", "国家级开发区")
        """Phrases in which they may stand."""

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place."""
        document = reading.document
        for word in filter(None, self.options.words):
            start = document.flow.find(word)
            while start >= 0:
                end = start + len(word)
                if document.block_at(start).kind is not BlockKind.CODE and not self._allowed(
                    document.flow, word, start
                ):
                    yield self.diagnostic(
                        self.place(document, start, end),
                        Message(f"不应使用“{word}”", f"“{word}” must not be used"),
                        key=word,  # what the finding is known by when the text moves: no line, no offset
                    )
                start = document.flow.find(word, end)

    def _allowed(self, flow: str, word: str, start: int) -> bool:
        return any(
            flow.startswith(phrase, max(start - phrase.index(word), 0))
            for phrase in self.options.allowed
            if word in phrase
        )
