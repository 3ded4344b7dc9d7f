"""What a declared rule says: its keys, read and checked; every fault names the file and the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

import regex

from reportlint.config import ConfigError, nearest
from reportlint.positions import Positions
from reportlint.records import dataclass
from reportlint.rule import Message, ReportKind, Severity

KINDS = ("existence", "substitution", "consistency", "required-section", "occurrence")
SCOPES = ("all", "heading", "body", "table", "quote")
_COMMON = ("code", "name", "kind", "severity", "message", "message-en", "scope", "except", "good", "bad")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "existence": ("words", "patterns"),
    "substitution": ("replace", "replace-patterns", "safe"),
    "consistency": ("either",),
    "required-section": ("headings", "reports"),
    "occurrence": ("words", "patterns", "max", "min", "reports"),
}
_CODE = re.compile(r"[A-Z]{2,6}\d{3}")
_NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Spec:
    """A declared rule. ``words`` are taken literally, ``patterns`` are regular expressions of the ``regex`` module.

    ``replace`` and ``replace_patterns`` are (wrong, right) pairs; ``either`` holds groups of spellings of which a
    document may use one; ``headings`` are patterns of which one must match a heading; ``reports`` limits the rule
    to kinds of report.
    """

    code: str
    name: str
    kind: str
    severity: Severity
    message: Message | None
    scope: tuple[str, ...] = ("all",)
    exceptions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    replace_patterns: tuple[tuple[str, str], ...] = ()
    safe: bool | None = None
    either: tuple[tuple[str, ...], ...] = ()
    headings: tuple[str, ...] = ()
    reports: tuple[ReportKind, ...] = ()
    maximum: int | None = None
    minimum: int | None = None
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    origin: str = ""
    line: int = 1


class Table:
    """Reads one ``[[terms]]`` table."""

    def __init__(self, table: Mapping[str, object], origin: str, positions: Positions, index: int) -> None:
        self._table = table
        self._origin = origin
        self._positions = positions
        self._index = index

    def spec(self) -> Spec:
        """The rule of the table; raises ConfigError at the first fault."""
        kind = self._choice("kind", KINDS)
        known = (*_COMMON, *_KEYS[kind])
        for key in self._table:
            if key not in known:
                near = nearest(key, known)
                raise self.fault(
                    key, f"未知的键“{key}”" + (f"，是不是“{near}”？" if near else ""),
                    f"unknown key '{key}'" + (f", did you mean '{near}'?" if near else ""),
                )
        code = self._text("code")
        if not _CODE.fullmatch(code):
            raise self.fault("code", f"代码“{code}”应当是两到六个大写字母加三位数字，如 XZ001", f"the code '{code}' must be two to six capitals and three digits, such as XZ001")
        name = self._text("name", f"term-{code.lower()}")
        if not _NAME.fullmatch(name):
            raise self.fault("name", f"名称“{name}”应当是小写英文词，用连字符相连", f"the name '{name}' must be lower-case words with hyphens")
        zh = self._text("message", "")
        return Spec(
            code, name, kind, Severity(self._choice("severity", tuple(Severity), "warning")),
            Message(zh, self._text("message-en", zh)) if zh else None, self._scope(), self._words("except"),
            good=self._words("good"), bad=self._words("bad"), origin=self._origin, line=self._positions.table(self._index),
            **self._own(kind),
        )

    def _own(self, kind: str) -> Mapping[str, Any]:
        """The values of the keys that a kind has of its own."""
        if kind == "existence":
            found: dict[str, Any] = {"words": self._words("words"), "patterns": self._patterns("patterns")}
            self._needs(found.values(), "words", "patterns")
            return found
        if kind == "substitution":
            pairs = {"replace": self._pairs("replace"), "replace_patterns": self._pairs("replace-patterns")}
            self._needs(pairs.values(), "replace", "replace-patterns")
            for wrong, _ in pairs["replace_patterns"]:
                self._compiles("replace-patterns", wrong)
            return {**pairs, "safe": self._truth("safe")}
        if kind == "consistency":
            groups = self._table.get("either")
            if not isinstance(groups, list) or not groups or not all(_is_words(group) and len(group) > 1 for group in groups):
                raise self.fault("either", "“either”应当是写法的列表的列表，如 [[\"登录\", \"登陆\"]]", "'either' must be a list of lists of spellings")
            return {"either": tuple(map(tuple, groups))}
        reports = tuple(ReportKind(word) for word in self._words("reports", tuple(ReportKind)))
        if kind == "required-section":
            headings = self._patterns("headings")
            self._needs((headings,), "headings")
            return {"headings": headings, "reports": reports}
        words, patterns = self._words("words"), self._patterns("patterns")
        self._needs((words, patterns), "words", "patterns")
        bounds = self._count("max"), self._count("min")
        if bounds == (None, None):
            raise self.fault("kind", "缺少“max”或“min”", "'max' or 'min' is missing")
        return {"words": words, "patterns": patterns, "maximum": bounds[0], "minimum": bounds[1], "reports": reports}

    def fault(self, key: str, zh: str, en: str) -> ConfigError:
        """The error at a key of the table."""
        line = self._positions.key(self._index, key)
        return ConfigError(Message(f"{self._origin}:{line}：{zh}", f"{self._origin}:{line}: {en}"))

    def _needs(self, given: Iterable[object], *keys: str) -> None:
        if not any(given):
            listed_zh, listed = "”或“".join(keys), "' or '".join(keys)
            raise self.fault("kind", f"缺少“{listed_zh}”", f"'{listed}' is missing")

    def _text(self, key: str, default: str | None = None) -> str:
        value = self._table.get(key, default)
        if value is None:
            raise self.fault(key, f"缺少“{key}”", f"'{key}' is missing")
        if not isinstance(value, str):
            raise self.fault(key, f"“{key}”应当是字符串", f"'{key}' must be a string")
        return value

    def _choice(self, key: str, known: tuple[str, ...], default: str | None = None) -> str:
        value = self._text(key, default)
        if value not in known:
            near, listed = nearest(value, known), ", ".join(known)
            raise self.fault(
                key, f"“{key}”应当是 {listed} 之一，而不是“{value}”" + (f"，是不是“{near}”？" if near else ""),
                f"'{key}' must be one of {listed}, not '{value}'" + (f", did you mean '{near}'?" if near else ""),
            )
        return value

    def _scope(self) -> tuple[str, ...]:
        value = self._table.get("scope", "all")
        words = [value] if isinstance(value, str) else value
        if not _is_words(words) or not words or not set(words) <= set(SCOPES):
            listed = ", ".join(SCOPES)
            raise self.fault("scope", f"“scope”应当是 {listed} 之一或其列表", f"'scope' must be one of {listed}, or a list of them")
        return tuple(words)

    def _words(self, key: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self._table.get(key, [])
        if not _is_words(value) or not all(value):
            raise self.fault(key, f"“{key}”应当是非空字符串的列表", f"'{key}' must be a list of strings that are not empty")
        words: tuple[str, ...] = tuple(value)
        for word in words:
            if known and word not in known:
                listed = ", ".join(known)
                raise self.fault(key, f"“{key}”里的“{word}”应当是 {listed} 之一", f"'{word}' in '{key}' must be one of {listed}")
        return words

    def _patterns(self, key: str) -> tuple[str, ...]:
        patterns = self._words(key)
        for pattern in patterns:
            self._compiles(key, pattern)
        return patterns

    def _compiles(self, key: str, pattern: str) -> None:
        try:
            compiled = regex.compile(pattern)
        except regex.error as error:
            raise self.fault(key, f"正则表达式“{pattern}”有误：{error}", f"faulty pattern '{pattern}': {error}") from None
        if compiled.match(""):
            raise self.fault(key, f"正则表达式“{pattern}”能匹配空文本", f"the pattern '{pattern}' matches the empty text")

    def _pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self._table.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(right, str) and wrong for wrong, right in value.items()):
            raise self.fault(key, f"“{key}”应当是一个表，如 {{ \"错\" = \"对\" }}", f"'{key}' must be a table such as {{ \"wrong\" = \"right\" }}")
        for wrong, right in value.items():
            if wrong == right:
                raise self.fault(key, f"“{wrong}”换成了它自己", f"'{wrong}' is replaced by itself")
        return tuple(value.items())

    def _truth(self, key: str) -> bool | None:
        value = self._table.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.fault(key, f"“{key}”应当是 true 或 false", f"'{key}' must be true or false")
        return value

    def _count(self, key: str) -> int | None:
        value = self._table.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.fault(key, f"“{key}”应当是不小于零的整数", f"'{key}' must be a whole number from zero on")
        return value


def _is_words(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)
