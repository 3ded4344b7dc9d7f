"""Findings that are left out on purpose: by a comment at the place, or by fingerprint in the settings.

``<!-- reportlint: ignore[NUM001] why -->`` counts for its own line, and alone on a line for the next one that is
not blank; ``ignore-begin[…]`` and ``ignore-end[…]`` for the lines between, ``ignore-file[…]`` for the file. A comment
beside the text, as in Word, says the same as ``reportlint: ignore[NUM001] why`` and counts for the lines that it hangs
on. A finding has no culprit among its places: a suppression at any of them counts. Lines start at 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING

from reportlint import patterns as re
from reportlint.comments import COMMENT, Range, code_and_comments, to_reportlint, without
from reportlint.config import ConfigError, Settings, unknown, wrong
from reportlint.document import Document, MarginNote, Span
from reportlint.ownrules import InvalidSuppression, UnexplainedSuppression, UnusedSuppression
from reportlint.paths import in_project
from reportlint.records import dataclass
from reportlint.rule import Confidence, Diagnostic, Message, Place, Rule, Status

if TYPE_CHECKING:
    from datetime import date

    from reportlint.policy import Policy

_BODY = re.compile(r"\s*(?P<word>[\w-]+)\s*(?:[\[［【](?P<codes>[^\]］】]*)(?P<close>[\]］】])?)?(?P<reason>.*)", re.S)
_SEPARATOR = re.compile(r"[,，、;；\s]+")
_WORDS = ("ignore", "ignore-begin", "ignore-end", "ignore-file")
_KEYS = ("fingerprint", "reason", "until", "path")
Codes = Callable[[str], frozenset[str]]
"""The codes that a code or name stands for; raises ConfigError."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A finding that the settings leave out up to and including the day ``until``; ``path`` is empty or its file."""

    fingerprint: str
    reason: str
    until: date | None
    path: str = ""


@dataclass(slots=True)
class _Mark:
    """A comment that is in force for ranges of lines, first and last both included."""

    span: Span
    label: str
    codes: frozenset[str]
    reason: str
    lines: list[tuple[int, int]]
    used: bool = False


@dataclass(slots=True)
class Applied:
    """What is left of the findings, what was left out, and what is to be said beside findings."""

    diagnostics: list[Diagnostic]
    suppressed: list[tuple[Diagnostic, str, bool]] = field(default_factory=list)
    """Each finding that was left out, the reason given, and whether a comment in the source did it."""
    notices: list[Message] = field(default_factory=list)


def fingerprints(settings: Settings) -> tuple[Fingerprint, ...]:
    """The ``[[suppress]]`` tables; raises ConfigError for an unknown key, a wrong type, or a missing reason."""
    from datetime import date

    found = []
    for index, table in enumerate(settings.suppress, 1):
        at = f"suppress[{index}]"
        for key in table:
            if key not in _KEYS:
                raise unknown(settings.origin, Message(f"设置（{at}）", f"setting of {at}"), key, _KEYS)
        for key in ("fingerprint", "reason"):
            value = table.get(key)
            if not isinstance(value, str) or not value.strip():
                raise wrong(settings.origin, f"{at}.{key}", Message("不空的字符串", "a text that is not empty"), value)
        until = table.get("until")
        if until is not None and type(until) is not date:
            raise wrong(settings.origin, f"{at}.until", Message("日期，如 2027-01-01", "a date such as 2027-01-01"), str(until))
        path = table.get("path", "")
        if not isinstance(path, str):
            raise wrong(settings.origin, f"{at}.path", Message("字符串", "a string"), path)
        found.append(Fingerprint(str(table["fingerprint"]), str(table["reason"]), until, path))
    return tuple(found)


def apply(
    diagnostics: Sequence[Diagnostic], documents: Mapping[str, Document], policy: Policy, *,
    judged: frozenset[str], today: date | None, marked: Iterable[str] | None = None, whole: bool = False,
) -> Applied:
    """The findings that no suppression matches, with those about suppressions themselves.

    ``judged`` are the codes of the rules that looked at all they look at: only of those an unused suppression is said;
    unused ones of the settings only where the ``whole`` project was looked at by all its rules. ``marked`` are the paths of the documents that may hold suppressions, where that is known.
    """
    marks: dict[str, list[_Mark]] = {}
    said: list[Diagnostic] = []
    for path in documents if marked is None else marked:
        document = documents[path]
        found = COMMENT.search(document.text) if "reportlint" in document.text else None
        if found is not None or document.margin:
            start = len(document.text) if found is None else found.start()
            reader = _Marks(document, start, policy.codes_of, policy.require_reason)
            marks[path] = reader.marks
            said.extend(reader.faults)
    running = frozenset(rule.meta.code for rule in policy.rules)
    resting = frozenset(rule.meta.code for rule in policy.catalogue.rules if rule.meta.status is Status.PREVIEW) - running
    left = Applied([])
    entries = {entry.fingerprint: entry for entry in policy.fingerprints}
    met: set[str] = set()
    for diagnostic in diagnostics:
        hit = _matching(diagnostic, marks, documents) if marks else []
        for mark in hit:
            mark.used = True
        entry = _listed(diagnostic, entries, policy) if entries else None
        if entry is not None:
            met.add(entry.fingerprint)
            if entry.until is not None and today is not None and today > entry.until:
                left.notices.append(Message(
                    f"忽略 {entry.fingerprint}（{entry.reason}）已于 {entry.until} 到期",
                    f"the suppression of {entry.fingerprint} ({entry.reason}) ran out on {entry.until}",
                ))
                entry = None
        if hit:
            reason = next((mark.reason for mark in hit if mark.reason), "")
            left.suppressed.append((diagnostic, reason, True))
        elif entry is not None:
            left.suppressed.append((diagnostic, entry.reason, False))
        else:
            left.diagnostics.append(diagnostic)
    for path, placed in marks.items():
        said.extend(_unused(path, mark) for mark in placed if not mark.used and mark.codes & judged and mark.codes <= judged | resting)
    left.diagnostics.extend(said)
    for entry in policy.fingerprints:
        if whole and judged and entry.fingerprint not in met:
            left.notices.append(Message(
                f"设置里忽略的 {entry.fingerprint}（{entry.reason}）已不对应任何问题",
                f"the suppression of {entry.fingerprint} ({entry.reason}) matches no finding",
            ))
    return left


def _listed(found: Diagnostic, entries: Mapping[str, Fingerprint], policy: Policy) -> Fingerprint | None:
    """The entry for a finding, by its fingerprint in the project."""
    return entries.get(found.fingerprint(in_project(found.place.path, policy.root)))


def _matching(found: Diagnostic, marks: Mapping[str, list[_Mark]], documents: Mapping[str, Document]) -> list[_Mark]:
    hit = []
    for place in (found.place, *found.related):
        for mark in marks.get(place.path, ()):
            if found.code in mark.codes:
                lines = documents[place.path].lines
                first = lines.locate(place.span.start)[0]
                last = lines.locate(max(place.span.start, place.span.end - 1))[0]
                if any(first <= end and last >= begin for begin, end in mark.lines):
                    hit.append(mark)
    return hit


def _unused(path: str, mark: _Mark) -> Diagnostic:
    return _finding(UnusedSuppression, path, mark.span, Message(
        f"这里已没有 {mark.label} 的问题，请删去这个忽略标记", f"nothing of {mark.label} is found here: remove this suppression"))


def _finding(rule: type[Rule], path: str, span: Span, message: Message) -> Diagnostic:
    meta = rule.meta
    return Diagnostic(meta.code, meta.name, meta.severity, Confidence.HIGH, message, Place(path, span), key=message.zh)


class _Marks:
    """Reads the comments of one document."""

    def __init__(self, document: Document, start: int, codes: Codes, require_reason: bool) -> None:
        self.document = document
        self.marks: list[_Mark] = []
        self.faults: list[Diagnostic] = []
        self._codes = codes
        self._require_reason = require_reason
        self._open: list[_Mark] = []
        code: list[Range] = []
        self._hidden: Sequence[Range] = to_reportlint(document.text)
        if document.format == "markdown":
            code, self._hidden = code_and_comments(document.text)
        self._end = document.lines.locate(len(document.text))[0]
        margin = list(document.margin)
        for comment in COMMENT.finditer(document.text, start):
            if any(without(code, comment.start(), comment.start() + 1)):
                while margin and margin[0].spans[0].start <= comment.start():
                    self._read_note(margin.pop(0))
                self._read(comment)
        for note in margin:
            self._read_note(note)
        for mark in self._open:
            self._fault(mark.span, Message("ignore-begin 没有对应的 ignore-end", "ignore-begin without its ignore-end"))

    def _read(self, comment: re.Match[str]) -> None:
        span = Span(comment.start(), comment.end())
        if comment[0].endswith("-->"):
            self._take(comment["body"], [span], beside=False)
        else:
            self._fault(span, Message("注释没有以 --> 结束", "the comment does not end with -->"))

    def _read_note(self, note: MarginNote) -> None:
        self._take(note.text, note.spans, beside=True)

    def _take(self, said: str, spans: Sequence[Span], *, beside: bool) -> None:
        """Takes in what a comment says; one ``beside`` the text counts for the lines of its spans and no others."""
        span = spans[0]
        body = _BODY.fullmatch(said)
        if body is None or body["word"] not in _WORDS:
            return self._fault(span, Message(
                "应当写作 ignore[代码] 理由，或 ignore-begin、ignore-end、ignore-file",
                "must be ignore[CODE] reason, or ignore-begin, ignore-end, ignore-file"))
        if body["codes"] is not None and not body["close"]:
            return self._fault(span, Message("方括号没有闭合", "the bracket is not closed"))
        labels = [label for label in _SEPARATOR.split(body["codes"] or "") if label]
        line = self.document.lines.locate(span.start)[0]
        if body["word"] == "ignore-end":
            return self._close(span, labels, line)
        if not labels or "ALL" in (label.upper() for label in labels):
            return self._fault(span, Message(
                "不能不写规则就忽略一切，请写明代码或名称，如 ignore[NUM001]",
                "a blanket suppression is refused: name the rules, as in ignore[NUM001]"))
        reason = body["reason"].strip(" \t\u3000:：-—")
        if self._require_reason and not reason:
            self.faults.append(_finding(UnexplainedSuppression, self.document.path, span, Message(
                "忽略标记没有写明理由", "the suppression gives no reason")))
        lines = self._lines(spans) if beside and body["word"] == "ignore" else [self._range(body["word"], span, line)]
        for label in labels:
            if codes := self._known(label, span):
                mark = _Mark(span, label, codes, reason, list(lines))
                self.marks.append(mark)
                if body["word"] == "ignore-begin":
                    self._open.append(mark)
        return None

    def _lines(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        locate = self.document.lines.locate
        return [(locate(span.start)[0], locate(max(span.start, span.end - 1))[0]) for span in spans]

    def _range(self, word: str, span: Span, line: int) -> tuple[int, int]:
        if word == "ignore-file":
            return 1, self._end
        if word == "ignore-begin":
            return line, self._end
        following = self._following[line]
        return line, self.document.lines.locate(span.end)[0] if following == line else min(following, self._end)

    @cached_property
    def _following(self) -> list[int]:
        """For each line the first one from there on that holds more than blanks and comments."""
        lines, text = self.document.lines, self.document.text
        found = [self._end + 1] * (self._end + 2)
        for line in range(self._end, 0, -1):
            start, end = lines.line(line)
            empty = all(text[first:last].isspace() for first, last in without(self._hidden, start, end))
            found[line] = found[line + 1] if empty else line
        return found

    def _close(self, span: Span, labels: Iterable[str], line: int) -> None:
        closing: frozenset[str] = frozenset().union(*(self._known(label, span) for label in labels))
        ended = [mark for mark in self._open if not closing or mark.codes <= closing]
        if not ended:
            self._fault(span, Message("ignore-end 没有对应的 ignore-begin", "ignore-end without its ignore-begin"))
        for mark in ended:
            mark.lines = [(mark.lines[0][0], line)]
            self._open.remove(mark)

    def _known(self, label: str, span: Span) -> frozenset[str]:
        try:
            return self._codes(label)
        except ConfigError as error:
            self._fault(span, error.message)
            return frozenset()

    def _fault(self, span: Span, why: Message) -> None:
        self.faults.append(_finding(InvalidSuppression, self.document.path, span, Message(
            f"这个忽略标记不起作用：{why.zh}", f"this suppression cannot be followed: {why.en}")))
