"""The reference of the settings, made from their keys."""

from __future__ import annotations

from reportlint.cli.settings import options_of_rules
from reportlint.keys import KEYS, Form, Topic


def reference(lang: str) -> str:
    """Markdown: a section for each topic, below it one for each key with what it takes, its default and an example."""
    zh = lang == "zh"
    takes, default = ("应为", "默认") if zh else ("takes", "default")
    stop = "。" if zh else "."
    parts = []
    for topic in Topic:
        parts.append(f"## {topic.value.text(lang)}\n\n")
        for key in KEYS.values():
            if key.topic is not topic:
                continue
            summary = key.summary.text(lang)
            parts.append(f"### {key.name}\n\n{summary[:1].upper()}{summary[1:]}{stop}\n\n")
            found = ("按系统语言" if zh else "that of the system") if not key.default else f"`{key.default}`"
            parts.append(f"- {takes}{'：' if zh else ': '}{_words(key.expected.text(lang))}\n- {default}{'：' if zh else ': '}{found}\n\n")
            parts.append(f"```toml\n{key.example}\n```\n\n")
            if key.form is Form.OPTIONS_BY_RULE:
                parts.append(_options(lang))
    return "".join(parts)


def _words(expected: str) -> str:
    """What a value must be, with the words that it may be as code."""
    pieces = expected.split('"')
    return "".join(f'`"{piece}"`' if index % 2 else piece for index, piece in enumerate(pieces)) if len(pieces) > 3 else expected


def _options(lang: str) -> str:
    """The options of rules, a table."""
    head = "| 规则 | 选项 | 默认 |" if lang == "zh" else "| rule | option | default |"
    rows = [
        f"| [{name}](rules/{name}.md) | `{option}` | `{default}` |\n"
        for name, options in options_of_rules().items() for option, default in options.items()
    ]
    return f"{head}\n| --- | --- | --- |\n{''.join(rows)}\n"
