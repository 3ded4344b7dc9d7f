"""The page of any rule; that of a declared one is made from its declaration."""

from __future__ import annotations

from reportlint.declarative.rules import Declared
from reportlint.declarative.spec import Spec
from reportlint.rule import Rule
from reportlint.rulepage import page_path


def page_text(rule: type[Rule], lang: str) -> str:
    """The page of a rule: its file, what a declared rule says of itself, or its summary."""
    if issubclass(rule, Declared):
        return _declared(rule, lang)
    path = page_path(rule)
    if path.is_file():
        return path.read_text(encoding="utf-8")
    return f"# {rule.meta.code} {rule.meta.name}\n\n{rule.meta.summary.text(lang)}\n"


def _declared(rule: type[Declared], lang: str) -> str:
    """Code and name, the message, the file and line of the declaration, what it looks for, and its examples."""
    spec = rule.spec
    zh = lang == "zh"
    lines = [f"# {spec.code} {spec.name}", "", rule.meta.summary.text(lang), ""]
    lines.append(f"{'声明于' if zh else 'declared in'} {spec.origin}:{spec.line} ({spec.kind}, {spec.severity.value})")
    if sought := _sought(spec):
        lines += ["", *(f"- {text}" for text in sought)]
    for verdict, texts in (("bad", spec.bad), ("good", spec.good)):
        for text in texts:
            lines += ["", f"```text {verdict}", text.rstrip("\n"), "```"]
    return "\n".join(lines) + "\n"


def _sought(spec: Spec) -> list[str]:
    """The words, patterns and bounds, a line each."""
    pairs = (*spec.replace, *spec.replace_patterns)
    bounds = (("max", spec.maximum), ("min", spec.minimum))
    return [
        *spec.words, *spec.patterns, *spec.headings, *(f"{wrong} → {right}" for wrong, right in pairs),
        *(" / ".join(group) for group in spec.either),
        *(f"{name} = {bound}" for name, bound in bounds if bound is not None),
    ]
