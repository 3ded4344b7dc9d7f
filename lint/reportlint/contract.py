"""What holds between the engine and a rule, whoever wrote it: checked when a rule is loaded and when it yields something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass

from reportlint import patterns as re
from reportlint.rule import (
    API_VERSION,
    Check,
    Diagnostic,
    DocumentRule,
    Message,
    Place,
    ProjectRule,
    Rule,
    RuleMeta,
    Severity,
    Status,
)

DECLARATION = "REPORTLINT_API"
"""The constant by which the module of an entry point says for which version of ``reportlint.rule`` it was written."""

SUPPORTED = frozenset({API_VERSION})
CODE = re.compile(r"[A-Z]{2,6}[0-9]{3}")
NAME = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")


def fault_of_version(declared: object) -> Message | None:
    """Why rules written for that version of the interface cannot run here; None where they can."""
    if type(declared) is int and declared in SUPPORTED:
        return None
    ours = ", ".join(map(str, sorted(SUPPORTED)))
    if type(declared) is not int or declared < 1:
        return Message(f"{DECLARATION} 应当是接口的版本号（{ours}），而不是 {declared!r}",
                       f"{DECLARATION} must be the version of the interface ({ours}), not {declared!r}")
    newer = declared > max(SUPPORTED)
    return Message(
        f"它按规则接口第 {declared} 版编写，这个 reportlint 的版本是 {ours}；请升级" + ("reportlint" if newer else "该插件"),
        f"it was written for version {declared} of the rule interface, this reportlint has {ours}; "
        f"upgrade {'reportlint' if newer else 'the plugin'}",
    )


def fault_of_rule(rule: object) -> Message | None:
    """What keeps an object that a plugin gives from being a rule; None for a sound one."""
    if not (isinstance(rule, type) and issubclass(rule, Rule) and isinstance(getattr(rule, "meta", None), RuleMeta)):
        return Message(f"{rule!r} 不是带有 meta（RuleMeta）的规则类", f"{rule!r} is no Rule class with a meta (RuleMeta)")
    meta = rule.meta
    if not (isinstance(meta.code, str) and CODE.fullmatch(meta.code)):
        return Message(f"代码 {meta.code!r} 应当是两到六个大写字母加三位数字，如 ACME001",
                       f"the code {meta.code!r} must be two to six capitals and three digits, such as ACME001")
    if not (isinstance(meta.name, str) and NAME.fullmatch(meta.name)):
        return Message(f"{meta.code} 的名称 {meta.name!r} 应当是小写英文词，用连字符相连",
                       f"the name {meta.name!r} of {meta.code} must be lower-case words with hyphens")
    for field, kind in (("summary", Message), ("severity", Severity), ("status", Status), ("fixable", bool)):
        if not isinstance(getattr(meta, field), kind):
            return Message(f"{meta.code} 的 meta.{field} 应当是 {kind.__name__}", f"meta.{field} of {meta.code} must be a {kind.__name__}")
    if not issubclass(rule, DocumentRule | ProjectRule):
        return Message(f"{meta.code} 应当继承 DocumentRule 或 ProjectRule", f"{meta.code} must be a DocumentRule or a ProjectRule")
    if missing := sorted(rule.__abstractmethods__):
        return Message(f"{meta.code} 缺少方法 {missing[0]}", f"{meta.code} lacks the method {missing[0]}")
    if not is_dataclass(rule.Options):
        return Message(f"{meta.code} 的 Options 应当是 dataclass", f"the Options of {meta.code} must be a dataclass")
    return None


def hold(finding: object, rule: Rule, lengths: Mapping[str, int]) -> Check | Diagnostic:
    """The finding, as long as it can be reported: raises TypeError or ValueError where it breaks what was agreed.

    ``lengths`` are those of the texts that the rule was given, by their paths.
    """
    if not isinstance(finding, Check | Diagnostic):
        raise TypeError(f"yielded {finding!r}, which is neither a Check nor a Diagnostic")
    if finding.code != rule.meta.code:
        raise ValueError(f"yielded a finding with the code {finding.code!r}")
    if isinstance(finding, Check):
        for operand in finding.operands:
            _hold_place(operand.place, lengths)
        if finding.finding is not None:
            hold(finding.finding, rule, lengths)
    else:
        _hold_place(finding.place, lengths)
        for place in finding.related:
            _hold_place(place, lengths)
        for edit in finding.fix.edits if finding.fix is not None else ():
            _hold_place(Place(finding.place.path, edit.span), lengths)
    return finding


def _hold_place(place: Place, lengths: Mapping[str, int]) -> None:
    length = lengths.get(place.path)
    if length is None:
        raise ValueError(f"yielded a place in {place.path!r}, which is none of its files")
    if not 0 <= place.span.start <= place.span.end <= length:
        raise ValueError(f"yielded the span {place.span.start}-{place.span.end} in a text of {length} characters")
