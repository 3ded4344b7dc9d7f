"""The rules that declarations make: classes like any other, which survive pickling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

import regex

from reportlint.declarative.spec import Spec
from reportlint.rule import (
    Block,
    BlockKind,
    Confidence,
    Document,
    DocumentRule,
    Edit,
    Finding,
    Fix,
    Message,
    Reading,
    Report,
    Rule,
    RuleMeta,
)

TIMEOUT = 2.0
"""Seconds that one pattern may take on one document; it is said when that is not enough."""

Match: TypeAlias = "regex.Match[str]"


class Declared(DocumentRule):
    """What the kinds have in common."""

    spec: ClassVar[Spec]
    blank = True

    def __reduce__(self) -> tuple[Callable[[Spec], Rule], tuple[Spec]]:
        return instance_of, (self.spec,)

    def found(self, document: Document, pattern: regex.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[Match]:
        """The matches within the scope that no exception covers."""
        flow = document.flow
        for match in pattern.finditer(flow, start, len(flow) if end is None else end, timeout=TIMEOUT):
            if match.end() > match.start() and self._in_scope(document, match.start()) and not self._excepted(flow, match):
                yield match

    def finding(
        self, document: Document, span: tuple[int, int], message: Message, *, right: str = "", fix: Fix | None = None,
    ) -> Finding:
        """A finding with the office's own message, or the given one where it has none."""
        own = self.spec.message
        match = document.flow[slice(*span)]
        said = message if own is None else Message(_fill(own.zh, match, right), _fill(own.en, match, right))
        return self.diagnostic(
            self.place(document, *span), said, confidence=Confidence.HIGH, fix=fix, key=match, group=f"{self.meta.code}:{match}",
        )

    def reports(self, document: Document) -> Iterator[Report]:
        """The reports of the kinds that the rule is for."""
        return (r for r in document.reports if not self.spec.reports or r.kind in self.spec.reports)

    def _in_scope(self, document: Document, offset: int) -> bool:
        block = document.block_at(offset)
        if block.kind is BlockKind.CODE:
            return False
        for scope in self.spec.scope:
            if scope == "all" or (scope == "heading" and is_heading(document, block)) or (scope == "table" and block.kind is BlockKind.CELL):
                return True
            if scope == "body" and block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and not is_heading(document, block):
                return True
            if scope == "quote" and _is_quoted(document.flow, block.start, offset):
                return True
        return False

    def _excepted(self, flow: str, match: Match) -> bool:
        text = match[0]
        for word in self.spec.exceptions:
            at = word.find(text)
            while at != -1:
                if flow.startswith(word, max(match.start() - at, 0)):
                    return True
                at = word.find(text, at + 1)
        return False


class Existence(Declared):
    """Words that must not stand in a report."""

    @cached_property
    def patterns(self) -> tuple[regex.Pattern[str], ...]:
        """The words as one pattern, and the patterns."""
        return patterns_of(self.spec)

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place."""
        for pattern in self.patterns:
            for match in self.found(reading.document, pattern):
                yield self.finding(reading.document, match.span(), Message(f"不应使用“{match[0]}”", f"“{match[0]}” must not be used"))


class Substitution(Declared):
    """Words that have a right form, with a fix."""

    @cached_property
    def patterns(self) -> tuple[tuple[regex.Pattern[str], str | None], ...]:
        """Each pattern with the template of what is right; the words' own have none."""
        made: list[tuple[regex.Pattern[str], str | None]] = []
        if self.spec.replace:
            made.append((_any_of([wrong for wrong, _ in self.spec.replace]), None))
        made.extend((regex.compile(wrong), right) for wrong, right in self.spec.replace_patterns)
        return tuple(made)

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place."""
        document, right_of = reading.document, dict(self.spec.replace)
        for pattern, template in self.patterns:
            for match in self.found(document, pattern):
                right = right_of[match[0]] if template is None else match.expand(template)
                if document.flow.startswith(right, match.start()) and len(right) > len(match[0]):
                    continue  # what is right begins with what is wrong
                safe = template is None if self.spec.safe is None else self.spec.safe
                yield self.finding(
                    document, match.span(), Message(f"“{match[0]}”应为“{right}”", f"“{match[0]}” should be “{right}”"),
                    right=right, fix=_fix(document, match, right, safe),
                )


class Consistency(Declared):
    """Spellings of which a document may use one."""

    @cached_property
    def patterns(self) -> tuple[regex.Pattern[str], ...]:
        """A pattern for each group of spellings."""
        return tuple(_any_of(group) for group in self.spec.either)

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for each place of a rarer spelling."""
        document = reading.document
        for pattern in self.patterns:
            matches = list(self.found(document, pattern))
            counts = Counter(match[0] for match in matches)
            if len(counts) < 2:
                continue
            usual = max(counts, key=lambda word: (counts[word], -next(m.start() for m in matches if m[0] == word)))
            for match in matches:
                if match[0] != usual:
                    yield self.finding(
                        document, match.span(),
                        Message(f"“{match[0]}”与“{usual}”混用（后者{counts[usual]}处），应统一", f"“{match[0]}” beside “{usual}” ({counts[usual]} times): use one"),
                        right=usual, fix=_fix(document, match, usual, safe=bool(self.spec.safe)),
                    )


class RequiredSection(Declared):
    """A heading that a report must have."""

    @cached_property
    def patterns(self) -> tuple[regex.Pattern[str], ...]:
        """The patterns, each of which would do."""
        return tuple(map(regex.compile, self.spec.headings))

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields one finding for a report without the heading, at its first line."""
        document = reading.document
        for report in self.reports(document):
            blocks = [block for block in document.blocks if report.start <= block.start < max(report.end, report.start + 1)]
            headings = [document.flow[b.start:b.end] for b in blocks if is_heading(document, b)]
            if blocks and not any(p.search(heading, timeout=TIMEOUT) for p in self.patterns for heading in headings):
                wanted = "”或“".join(self.spec.headings)
                yield self.finding(document, (blocks[0].start, blocks[0].end), Message(
                    f"缺少“{wanted}”一节", f"there is no section “{'” or “'.join(self.spec.headings)}”",
                ))


class Occurrence(Declared):
    """Words that a report must have at least, or may have at most, so many times."""

    @cached_property
    def patterns(self) -> tuple[regex.Pattern[str], ...]:
        """The words as one pattern, and the patterns."""
        return patterns_of(self.spec)

    def check(self, reading: Reading) -> Iterator[Finding]:
        """Yields at most one finding for a report."""
        document, spec = reading.document, self.spec
        for report in self.reports(document):
            found = sorted(m.span() for p in self.patterns for m in self.found(document, p, report.start, report.end))
            if spec.maximum is not None and len(found) > spec.maximum:
                span = found[spec.maximum]
                word = document.flow[slice(*span)]
                yield self.finding(document, span, Message(
                    f"“{word}”出现{len(found)}次，至多{spec.maximum}次", f"“{word}” stands {len(found)} times, at most {spec.maximum} are allowed",
                ))
            elif spec.minimum is not None and len(found) < spec.minimum:
                block = document.block_at(report.start)
                word = "”“".join((*spec.words, *spec.patterns)[:3])
                yield self.finding(document, (block.start, block.end), Message(
                    f"“{word}”出现{len(found)}次，至少应有{spec.minimum}次", f"“{word}” stands {len(found)} times, at least {spec.minimum} are wanted",
                ))


_KINDS: dict[str, type[Declared]] = {
    "existence": Existence, "substitution": Substitution, "consistency": Consistency,
    "required-section": RequiredSection, "occurrence": Occurrence,
}
_SUMMARIES = {
    "existence": Message("不应使用的词语", "words that must not be used"),
    "substitution": Message("有规范写法的词语", "words that have a right form"),
    "consistency": Message("写法前后不一的词语", "words that are spelt in several ways"),
    "required-section": Message("缺少必有的章节", "a section that must be there"),
    "occurrence": Message("词语出现的次数", "how often a word stands"),
}


def class_of(spec: Spec) -> type[Rule]:
    """The rule class of a declaration."""
    summary = spec.message or _SUMMARIES[spec.kind]
    meta = RuleMeta(spec.code, spec.name, summary, spec.severity, fixable=spec.kind in ("substitution", "consistency"))
    attributes: dict[str, Any] = {"meta": meta, "spec": spec, "__doc__": summary.en}
    return type(f"Declared{spec.code}", (_KINDS[spec.kind],), attributes)


def instance_of(spec: Spec) -> Rule:
    """The rule of a declaration."""
    return class_of(spec)()


def patterns_of(spec: Spec) -> tuple[regex.Pattern[str], ...]:
    """The words of a declaration as one pattern, and its patterns."""
    words = (_any_of(spec.words),) if spec.words else ()
    return (*words, *map(regex.compile, spec.patterns))


def is_heading(document: Document, block: Block) -> bool:
    """Whether a block is a heading, by its kind or because it is a short line that is no sentence."""
    if block.kind is BlockKind.HEADING:
        return True
    content = document.flow[block.start:block.end].strip()
    return block.kind is BlockKind.PARAGRAPH and 2 <= len(content) <= 30 and content[-1] not in "。；，、：！？.;,:!?"


def _any_of(words: tuple[str, ...] | list[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True)))


def _fix(document: Document, match: Match, right: str, safe: bool) -> Fix | None:
    span = document.span(*match.span())
    if span.end - span.start != len(match[0]):  # blanks or a line end lie within
        return None
    return Fix(Message(f"改为“{right}”", f"replace by “{right}”"), (Edit(span, right),), safe)


def _is_quoted(flow: str, start: int, offset: int) -> bool:
    before = flow[start:offset]
    return before.count("“") > before.count("”") or before.count("「") > before.count("」")


def _fill(text: str, match: str, right: str) -> str:
    return text.replace("{match}", match).replace("{right}", right)
