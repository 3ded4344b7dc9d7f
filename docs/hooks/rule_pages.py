"""The pages of the site about rules, made from the page beside each rule, in Chinese and in English.

A page beside a rule is Chinese, with its text in English below ``## English`` and with examples that are its tests.
On the site the two languages are two pages; each example shows what the rule finds in it, as the linter finds it now.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from reportlint import ownrules
from reportlint.plugins import load_rules
from reportlint.rule import Message, ProjectRule, Rule, Status
from reportlint.rulepage import page_path
from reportlint.testing import lint_texts

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

SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
_FENCE = re.compile(r"^(?P<fence>`{3,})text (?P<verdict>bad|good)\n(?P<text>.*?)\n?^(?P=fence)$\n?", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"^=== (?P<path>\S+) ===$\n?", re.MULTILINE)
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
    if lang == "zh":
        return head + _FENCE.sub(lambda match: _example(rule, match["verdict"] == "bad", match["text"], lang), body)
    shown = [_example(rule, match["verdict"] == "bad", match["text"], lang) for match in _FENCE.finditer(body)]
    return f"{head}\n{english.strip()}\n\n## Examples\n\n{''.join(shown)}{_options(rule)}"


def _own_page(lang: str) -> str:
    chinese, _, english = _OWN_PAGE.read_text(encoding="utf-8").partition(_ENGLISH)
    return chinese if lang == "zh" else f"# SUP001 · SUP002 · SUP003: suppressions\n\n{english.strip()}\n"


def _summary(rule: type[Rule], lang: str) -> str:
    """What the rule finds, and the facts about it in one line."""
    meta, zh = rule.meta, lang == "zh"
    facts = [f'<span class="severity {meta.severity}">{SEVERITIES[meta.severity] if zh else meta.severity}</span>']
    if issubclass(rule, ProjectRule):
        facts.append("比较几个文件" if zh else "compares files")
    if meta.fixable:
        facts.append("可以修正" if zh else "can be fixed")
    if meta.status is Status.PREVIEW:
        facts.append("试行" if zh else "preview")
    return f'{meta.summary.text(lang)}\n{{ .lead }}\n\n<p class="facts">{" · ".join(facts)}</p>'


def _options(rule: type[Rule]) -> str:
    """The table of the rule's options, which its English text does not hold."""
    options = fields(rule.Options)
    if not options:
        return ""
    from reportlint.config import toml

    rows = "".join(f"| `{field.name}` | `{toml(getattr(rule().options, field.name))}` |\n" for field in options)
    return f"\n## Options\n\n| option | default |\n| --- | --- |\n{rows}"


def _example(rule: type[Rule], faulty: bool, text: str, lang: str) -> str:
    """An example as a block of HTML: its text with the places of the findings marked, and the messages."""
    zh = lang == "zh"
    marked, messages = _found(rule, text) if faulty else (_escaped(text), ())
    label = ("报告" if zh else "flagged") if faulty else ("不报" if zh else "not flagged")
    said = "".join(f"<p>{_escaped(message.text(lang))}</p>" for message in messages)
    return (
        f'<div class="example {"bad" if faulty else "good"}"><span class="label">{label}</span>'
        f"<pre>{marked}</pre>{said}</div>\n\n"
    )


@cache
def _found(rule: type[Rule], text: str) -> tuple[str, tuple[Message, ...]]:
    """The text as HTML with the places of the findings marked, and what they say, each once."""
    heads = list(_FILE.finditer(text))
    begins = {head["path"]: head.end() for head in heads} or {"draft.txt": 0}
    ends = [head.start() for head in heads[1:]] + [len(text)]
    files = {path: text[begin:end].rstrip("\n") for (path, begin), end in zip(begins.items(), ends, strict=True)}
    found = lint_texts(files, rule)
    tints = [""] * len(text)
    for tint, places in (("related", [place for diagnostic in found for place in diagnostic.related]),
                         ("primary", [diagnostic.place for diagnostic in found])):
        for place in places:
            begin = begins[place.path]
            for index in range(begin + place.span.start, min(begin + place.span.end, len(text))):
                tints[index] = tint
    pieces = []
    for tint, group in groupby(zip(tints, text, strict=True), key=itemgetter(0)):
        piece = _escaped("".join(character for _, character in group))
        pieces.append(f'<mark class="{tint}">{piece}</mark>' if tint else piece)
    return "".join(pieces), tuple(dict.fromkeys(diagnostic.message for diagnostic in found))


def _escaped(text: str) -> str:
    """The text as HTML on one line, so that Markdown sees a single block."""
    return html.escape(text, quote=False).replace("\n", "&#10;")
