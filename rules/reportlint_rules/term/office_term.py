"""TERM006: an office's own vocabulary, from the settings: forbidden words, preferred words, names as they must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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

_ARROW = re.compile(r"\s*(?:=>|→)\s*")
_HAN = "\u4e00-\u9fff"


@dataclass(frozen=True)
class OfficeTermOptions:
    """``forbidden`` words, ``preferred`` pairs “wrong => right”, and ``names`` that a near miss is held to."""

    forbidden: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ("残废人 => 残疾人", "盲流 => 流动人口")
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for pair in self.preferred:
            if len(_ARROW.split(pair)) != 2:
                raise ValueError(f"preferred: “{pair}” → “错 => 对”")
        for name in self.names:
            if len(name) < 3:
                raise ValueError(f"names: “{name}” < 3")


class OfficeTerm(DocumentRule):
    """Words that an office forbids or prefers, and canonical names that differ in one character."""

    meta = RuleMeta(
        "TERM006", "office-term",
        Message("不合本单位的用语规定", "against the office's own vocabulary"),
        severity=Severity.WARNING, fixable=True,
    )
    Options = OfficeTermOptions

    def __init__(self, options: OfficeTermOptions | None = None) -> None:
        super().__init__(options)
        pairs = [(wrong, right) for wrong, right in (_ARROW.split(pair) for pair in self.options.preferred)]
        self._right: Mapping[str, str] = dict(pairs)
        words = sorted({*self._right, *self.options.forbidden}, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words))) if words else None
        self._names = [
            (name, re.compile("|".join(f"{re.escape(name[:i])}[{_HAN}]{re.escape(name[i + 1:])}" for i in range(len(name)))))
            for name in self.options.names
        ]

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place."""
        document = reading.document
        for match in self._words.finditer(document.flow) if self._words else ():
            right = self._right.get(match[0])
            if right is not None and document.flow.startswith(right, match.start()) and len(right) > len(match[0]):
                continue
            said = Message(f"“{match[0]}”不应使用", f"“{match[0]}” must not be used") if right is None else Message(
                f"“{match[0]}”应为“{right}”", f"“{match[0]}” should be “{right}”")
            yield from self._finding(document, match, said, right, sure=True)
        for name, pattern in self._names:
            for match in pattern.finditer(document.flow):
                if match[0] != name and match[0] not in self.options.names:
                    yield from self._finding(
                        document, match, Message(f"“{match[0]}”疑为“{name}”", f"“{match[0]}” may be “{name}”"), name, sure=False)

    def _finding(self, document: Document, match: re.Match[str], said: Message, right: str | None, *, sure: bool) -> Iterator[Finding]:
        if document.block_at(match.start()).kind is BlockKind.CODE:
            return
        place = self.place(document, *match.span())
        fix = None
        if right is not None and place.span.end - place.span.start == len(match[0]):
            fix = Fix(Message(f"改为“{right}”", f"replace by “{right}”"), (Edit(place.span, right),), safe=sure)
        yield self.diagnostic(
            place, said, confidence=Confidence.HIGH if sure else Confidence.MEDIUM, fix=fix, key=match[0],
            group=f"{self.meta.code}:{match[0]}",
        )
