"""What the settings make of rules and findings: which rules run, how severe a finding is, what is left out.

The order is fixed: select → severity → per-file ignores → sort and drop what is said twice (:meth:`Policy.apply`),
then suppressions (:mod:`reportlint.suppress`) and the baseline (:mod:`reportlint.baseline`).

A selector is a code (``NUM001``), a name (``growth-mismatch``), the beginning of a code (``NUM``), or ``ALL``.
The more precise selector wins; between equally precise ones ``ignore`` wins over ``select``.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlint.config import ConfigError, PathCodes, Settings, unknown, wrong
from reportlint.paths import relative
from reportlint.records import dataclass
from reportlint.rule import Diagnostic, Message, Rule, RuleMeta, Severity, Status

if TYPE_CHECKING:
    from reportlint.suppress import Fingerprint

ALL = "ALL"
_EXACT = 1000
_RULE = Message("规则代码或名称", "rule code or name")


class Catalogue:
    """The rules that are installed, found by what a user may call them."""

    def __init__(self, rules: Iterable[type[Rule]]) -> None:
        self.rules = tuple(rules)
        self._by_label = {label: rule for rule in self.rules for label in (rule.meta.code, rule.meta.name)}

    def rule(self, label: str, origin: str = "") -> type[Rule]:
        """The rule with the code (in any case) or name; raises ConfigError with the nearest one."""
        rule = self._by_label.get(label.upper()) or self._by_label.get(label.lower())
        if rule is None:
            raise unknown(origin, _RULE, label, self._by_label)
        return rule

    def precision(self, selector: str, meta: RuleMeta) -> int:
        """How precisely the selector names the rule: 0 not at all, 1 by ALL, then by the length of the code's beginning."""
        if selector.upper() == meta.code or selector.lower() == meta.name:
            return _EXACT
        if selector.upper() == ALL:
            return 1
        return 1 + len(selector) if selector and meta.code.startswith(selector.upper()) else 0

    def codes(self, selectors: Iterable[str], origin: str = "") -> frozenset[str]:
        """The codes of all rules that some selector names; raises ConfigError for one that names none."""
        found: set[str] = set()
        for selector in selectors:
            matching = {rule.meta.code for rule in self.rules if self.precision(selector, rule.meta)}
            if not matching:
                families = {rule.meta.code.rstrip("0123456789") for rule in self.rules}
                raise unknown(origin, _RULE, selector, [*self._by_label, *families, ALL])
            found |= matching
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class FileIgnore:
    """Codes that are off below ``root`` for paths that the pattern matches; ``labels`` is how the settings name them."""

    pattern: str
    codes: frozenset[str]
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings, resolved against the installed rules."""

    rules: tuple[Rule, ...]
    severities: Mapping[str, Severity]
    file_ignores: tuple[FileIgnore, ...]
    root: Path
    fail_on: Severity | None
    catalogue: Catalogue = field(default_factory=lambda: Catalogue(()))
    fingerprints: tuple[Fingerprint, ...] = ()
    """The findings that the settings leave out."""
    require_reason: bool = False
    """Whether a suppression at the place must give its reason."""

    def codes_of(self, label: str) -> frozenset[str]:
        """The codes that a code, a name or the beginning of a code stands for; raises ConfigError for one that names none."""
        return self.catalogue.codes([label])

    def apply(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The diagnostics as they are to be reported, sorted by path, place and code, each once."""
        enabled = {rule.meta.code for rule in self.rules}
        ignored = _IgnoredFiles(self)
        seen: set[tuple[object, ...]] = set()
        kept: list[Diagnostic] = []
        for found in diagnostics:
            if found.code not in enabled or found.code in ignored.codes(found.place.path):
                continue
            severity = self.severities.get(found.code)
            if severity is not None and severity is not found.severity:
                found = replace(found, severity=severity)
            identity = (found.code, found.place.path, found.place.span, found.message.zh, found.related)
            if identity not in seen:
                seen.add(identity)
                kept.append(found)
        return tuple(sorted(kept, key=_order))

    def idle_ignores(self, diagnostics: Iterable[Diagnostic], paths: Iterable[str]) -> tuple[FileIgnore, ...]:
        """The settings by path that would leave out none of the diagnostics of all files of the project, whose rules all ran."""
        from pathspec import GitIgnoreSpec

        running = {rule.meta.code for rule in self.rules}
        found = {(relative(d.place.path, self.root), d.code) for d in diagnostics}
        idle = []
        for ignore in self.file_ignores:
            spec = GitIgnoreSpec.from_lines([ignore.pattern])
            used = any(code in ignore.codes and spec.match_file(path) for path, code in found)
            if not used and ignore.codes <= running and any(spec.match_file(relative(path, self.root)) for path in paths):
                idle.append(ignore)
        return tuple(idle)

    def exit_status(self, diagnostics: Iterable[Diagnostic], incomplete: bool) -> int:
        """The status of the process: 2 when the run is incomplete, else 1 for a finding at or above ``fail_on``, else 0.

        2 wins over 1: where a file could not be read or a rule crashed, the findings are not all there are.
        """
        if incomplete:
            return 2
        if self.fail_on is None:
            return 0
        threshold = _RANK[self.fail_on]
        return int(any(_RANK[found.severity] >= threshold for found in diagnostics))


_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def _order(found: Diagnostic) -> tuple[object, ...]:
    return found.place.path, found.place.span, found.code, found.message.zh, found.key


class _IgnoredFiles:
    """Remembers for each path which codes are off there."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[str, frozenset[str]] = {}
        self._compiled: list[tuple[Any, frozenset[str]]] = []
        if policy.file_ignores:
            from pathspec import GitIgnoreSpec

            self._compiled = [(GitIgnoreSpec.from_lines([i.pattern]), i.codes) for i in policy.file_ignores]

    def codes(self, path: str) -> frozenset[str]:
        if not self._compiled:
            return frozenset()
        if path not in self._known:
            there = relative(path, self._policy.root)
            matching = (codes for spec, codes in self._compiled if spec.match_file(there))
            self._known[path] = frozenset().union(*matching)
        return self._known[path]


def resolve(settings: Settings, catalogue: Catalogue) -> Policy:
    """The policy that the settings ask for; raises ConfigError for rules and options that do not exist."""
    origin = settings.origin
    for selectors in (settings.select, settings.extend_select, settings.ignore):
        catalogue.codes(selectors, origin)
    options = _options(settings, catalogue)
    severities: dict[str, Severity] = {}
    off: set[str] = set()
    for entry in sorted(settings.severity, key=lambda e: len(e.selector)):
        for code in catalogue.codes([entry.selector], origin):
            off.discard(code)
            if entry.severity is None:
                off.add(code)
            else:
                severities[code] = entry.severity
    running = tuple(
        rule(options.get(rule.meta.code))
        for rule in catalogue.rules
        if rule.meta.code not in off and _selected(rule.meta, settings, catalogue)
    )
    if not running:
        raise ConfigError(Message("按这些设置没有任何规则会运行", "with these settings no rule runs"))
    ignores = tuple(_file_ignore(entry, catalogue, origin) for entry in settings.per_file_ignores)
    listed: tuple[Fingerprint, ...] = ()
    if settings.suppress:
        from reportlint.suppress import fingerprints

        listed = fingerprints(settings)
    return Policy(
        running, severities, ignores, settings.root, settings.fail_on, catalogue, listed, settings.require_reason,
    )


def _file_ignore(entry: PathCodes, catalogue: Catalogue, origin: str) -> FileIgnore:
    """A setting by path, resolved; raises ConfigError for a rule that does not exist, and for all rules at once."""
    if any(code.upper() == ALL for code in entry.codes):
        raise ConfigError(Message(
            f"{origin}：per-file-ignores 的“{entry.pattern}”不能忽略一切，请写明规则；整个不查的文件写在 exclude 里",
            f"{origin}: per-file-ignores may not leave out everything for '{entry.pattern}': name the rules, "
            "or put files that are not to be linted into exclude"))
    return FileIgnore(entry.pattern, catalogue.codes(entry.codes, origin), entry.codes)


def _selected(meta: RuleMeta, settings: Settings, catalogue: Catalogue) -> bool:
    selectors = (*(settings.select or (ALL,)), *settings.extend_select)
    chosen = max(catalogue.precision(selector, meta) for selector in selectors)
    refused = max((catalogue.precision(selector, meta) for selector in settings.ignore), default=0)
    if meta.status is Status.PREVIEW and chosen < _EXACT and not settings.preview:
        return False
    return chosen > refused


def _options(settings: Settings, catalogue: Catalogue) -> Mapping[str, object]:
    """The options object of each rule that the settings configure."""
    chosen: dict[type[Rule], dict[str, object]] = {}
    for entry in settings.rules:
        rule = catalogue.rule(entry.rule, settings.origin)
        known = {field.name.replace("_", "-"): field for field in fields(rule.Options)}
        option = known.get(entry.option.replace("_", "-"))
        if option is None:
            what = Message(f"选项（规则 {rule.meta.name}）", f"option of {rule.meta.name}")
            raise unknown(settings.origin, what, entry.option, known)
        expected = typing.get_type_hints(rule.Options)[option.name]
        key = f"rules.{entry.rule}.{entry.option}"
        chosen.setdefault(rule, {})[option.name] = _value(settings.origin, key, expected, entry.value)
    made: dict[str, object] = {}
    for rule, values in chosen.items():
        missing = [
            f.name for f in fields(rule.Options)
            if f.name not in values and f.default is MISSING and f.default_factory is MISSING
        ]
        if missing:
            raise ConfigError(Message(
                f"{settings.origin}：规则 {rule.meta.name} 缺少选项 {missing[0]}",
                f"{settings.origin}: the rule {rule.meta.name} needs the option {missing[0]}",
            ))
        try:
            made[rule.meta.code] = rule.Options(**values)
        except ValueError as error:
            raise ConfigError(Message(
                f"{settings.origin}：规则 {rule.meta.name} 的选项有误：{error}",
                f"{settings.origin}: faulty options of {rule.meta.name}: {error}",
            )) from None
    return made


def _value(origin: str, key: str, expected: Any, value: object) -> object:
    """The value as the option's type has it; raises ConfigError where it is of another type."""
    if expected is bool:
        fits, words = isinstance(value, bool), Message("true 或 false", "true or false")
    elif expected is int:
        fits, words = isinstance(value, int) and not isinstance(value, bool), Message("整数", "a whole number")
    elif expected is float:
        fits, words = isinstance(value, int | float) and not isinstance(value, bool), Message("数", "a number")
        value = float(value) if fits and isinstance(value, int) else value
    elif expected is str:
        fits, words = isinstance(value, str), Message("字符串", "a string")
    else:
        return _collection(origin, key, expected, value)
    if not fits:
        raise wrong(origin, key, words, value)
    return value


def _collection(origin: str, key: str, expected: Any, value: object) -> object:
    container, arguments = typing.get_origin(expected), typing.get_args(expected)
    if container is typing.Literal:
        if value not in arguments:
            listed = ", ".join(f'"{word}"' for word in arguments)
            raise wrong(origin, key, Message(f"{listed} 之一", f"one of {listed}"), value)
        return value
    if container not in (list, tuple, set, frozenset, Sequence):
        raise TypeError(f"{key}: options of type {expected} are not supported")
    if not isinstance(value, list):
        raise wrong(origin, key, Message("列表", "a list"), value)
    items = [_value(origin, f"{key}[{index}]", arguments[0], item) for index, item in enumerate(value)]
    return tuple(items) if container in (tuple, Sequence) else container(items)
