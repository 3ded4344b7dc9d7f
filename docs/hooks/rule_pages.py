"""The pages of the site about rules, made from the page beside each rule, in Chinese and in English.

A page beside a rule is Chinese, with its text in English below ``## English`` and with examples that are its tests.
On the site the two languages are two pages; each example shows what the rule finds in it, as the linter finds it now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import examples

from reportlint import ownrules
from reportlint.plugins import load_rules
from reportlint.report.strings import strings
from reportlint.rule import ProjectRule, Rule, Status
from reportlint.rulepage import page_path, parse_page

FAMILIES = {
    "PLH": ("占位与缺漏", "Placeholders and lost text"),
    "YEAR": ("年份与日期", "Years and dates"),
    "NUM": ("数字的算术关系", "Arithmetic"),
    "FACT": ("同一事实的前后说法", "One fact, stated twice"),
    "UNIT": ("单位", "Units"),
    "DUP": ("重复", "Repetition"),
    "LIST": ("序号与列举", "Lists and counts"),
    "PUN": ("标点与空格", "Punctuation and spaces"),
    "TERM": ("用词", "Words"),
    "SUP": ("忽略标记", "Suppressions"),
}
"""The families of rules in the order of the reference, in both languages."""

_FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[ \t]*text[ \t]+(?:bad|good)\b.*?^(?P=fence)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_ENGLISH = "\n## English\n"
_OWN_PAGE = Path(ownrules.__file__).with_suffix(".md")


def rules() -> list[type[Rule]]:
    """All rules: family by family, those about suppressions last."""
    order = list(FAMILIES)
    return sorted((*load_rules(), *ownrules.RULES), key=lambda rule: (order.index(family(rule)), rule.meta.code))


def family(rule: type[Rule]) -> str:
    """The letters that a rule's code begins with."""
    return rule.meta.code.rstrip("0123456789")


def source_page(rule: type[Rule]) -> Path:
    """The page beside the rule."""
    return _OWN_PAGE if rule in ownrules.RULES else page_path(rule)


def pages(lang: str) -> Iterator[tuple[str, str]]:
    """The name of each page of the site below ``rules/``, without its ending, and its Markdown."""
    for rule in load_rules():
        yield rule.meta.name, _page(rule, lang)
    yield "suppressions", _own_page(lang)


def page_name(source: Path) -> str | None:
    """The name of the site's page that is made from a page beside a rule; None for any other file."""
    return _names().get(source)


@cache
def _names() -> dict[Path, str]:
    return {_OWN_PAGE: "suppressions", **{page_path(rule): rule.meta.name for rule in load_rules()}}


def _page(rule: type[Rule], lang: str) -> str:
    text = page_path(rule).read_text(encoding="utf-8")
    chinese, _, english = text.partition(_ENGLISH)
    title, _, body = chinese.partition("\n")
    head = f"{title}\n\n{_summary(rule, lang)}\n"
    shown = [examples.of_rule(rule, example, lang) for example in parse_page(body).examples]
    if lang == "zh":
        following = iter(shown)
        return head + _FENCE.sub(lambda _: next(following), body)
    return f"{head}\n{english.strip()}\n\n## Examples\n\n{''.join(shown)}{_options(rule)}"


def _own_page(lang: str) -> str:
    chinese, _, english = _OWN_PAGE.read_text(encoding="utf-8").partition(_ENGLISH)
    return chinese if lang == "zh" else f"# SUP001 · SUP002 · SUP003: suppressions\n\n{english.strip()}\n"


def _summary(rule: type[Rule], lang: str) -> str:
    """What the rule finds, and the facts about it in one line."""
    meta, zh = rule.meta, lang == "zh"
    facts = [f'<span class="severity {meta.severity}">{strings(lang).severities[meta.severity]}</span>']
    if issubclass(rule, ProjectRule):
        facts.append("比较几个文件" if zh else "compares files")
    if meta.fixable:
        facts.append("可以修正" if zh else "can be fixed")
    if meta.status is Status.PREVIEW:
        facts.append("试行" if zh else "preview")
    summary = meta.summary.text(lang)
    return f'{summary[:1].upper()}{summary[1:]}\n{{ .lead }}\n\n<p class="facts">{" · ".join(facts)}</p>'


def _options(rule: type[Rule]) -> str:
    """The table of the rule's options, which its English text does not hold."""
    options = fields(rule.Options)
    if not options:
        return ""
    from reportlint.config import toml

    rows = "".join(f"| `{field.name}` | `{toml(getattr(rule().options, field.name))}` |\n" for field in options)
    return f"\n## Options\n\n| option | default |\n| --- | --- |\n{rows}"
