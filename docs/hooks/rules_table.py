"""The list of all rules, and that of the reasons for not judging: tables of committed pages, which
``python docs/hooks/rules_table.py`` writes.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from rule_pages import FAMILIES, family, rules, source_page

from reportlint.report.strings import UNJUDGED, strings

ROOT = Path(__file__).resolve().parents[2]
FILES = {"zh": ROOT / "docs" / "rules.md", "en": ROOT / "docs" / "rules.en.md"}
FORMATS = {"zh": ROOT / "docs" / "output-formats.md", "en": ROOT / "docs" / "output-formats.en.md"}
_HEAD = {
    "zh": """\
# 规则

共 {count} 条，按族排列。每条规则有一页说明：检查什么、为什么、例子、何时关闭、选项；页中的例子同时是它的测试。命令行里用
`reportlint rule growth-mismatch` 显示一页，`reportlint rule --all` 列出全部。

代码和名称永不改变，两者在各处都能用；写代码的开头（`NUM`）即指整族。级别是默认的，设置里可以改；有的规则按把握大小自行降级，见
各页。
""",
    "en": """\
# Rules

{count} rules, by family. Each has a page: what it flags, why, examples, when to leave it off, options; the examples are
its tests too. On the command line, `reportlint rule growth-mismatch` shows a page and `reportlint rule --all` lists them.

Codes and names never change and both are accepted everywhere; the beginning of a code (`NUM`) stands for its family. The
severity is the default, which settings can change; some rules lower it where the text leaves room, as their pages say.
""",
}
_COLUMNS = {"zh": "| 代码 | 名称 | 查出什么 | 级别 |", "en": "| code | name | finds | severity |"}


def table(lang: str) -> str:
    """The page, with a table for each family and a link to each rule's page."""
    everything = rules()
    parts = [_HEAD[lang].format(count=len(everything))]
    for name, members in groupby(everything, key=family):
        heading = FAMILIES[name][0 if lang == "zh" else 1]
        parts.append(f"\n## {heading} {name}\n\n{_COLUMNS[lang]}\n| --- | --- | --- | --- |\n")
        for rule in members:
            meta = rule.meta
            severity = strings(lang).severities[meta.severity]
            page = source_page(rule).resolve().relative_to(ROOT).as_posix()
            parts.append(f"| [{meta.code}](../{page}) | `{meta.name}` | {meta.summary.text(lang)} | {severity} |\n")
    return "".join(parts)


def with_reasons(text: str, lang: str) -> str:
    """The page of the output formats with all reasons in its last table."""
    rows = "".join(f"| `{keyword}` | {message.text(lang)} |\n" for keyword, message in UNJUDGED.items())
    return re.sub(r"(?<=\| --- \| --- \|\n)(?:\| `[a-z-]+` \| .*\n)+\Z", lambda _: rows, text)


def main() -> None:
    """Writes all pages."""
    for lang, path in FILES.items():
        path.write_text(table(lang), encoding="utf-8")
    for lang, path in FORMATS.items():
        path.write_text(with_reasons(path.read_text(encoding="utf-8"), lang), encoding="utf-8")


if __name__ == "__main__":
    main()
