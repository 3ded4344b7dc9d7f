"""The reference of the command line, made from its parser."""

from __future__ import annotations

import argparse

from reportlint.cli.app import build_parser


def reference(lang: str) -> str:
    """Markdown: a section for each command with what it does, its arguments and its options by group."""
    commands = next(
        action for action in build_parser(lang)._actions if isinstance(action, argparse._SubParsersAction)
    )
    helps = {action.dest: action.help for action in commands._choices_actions}
    return "".join(_command(name, helps.get(name) or "", parser, lang) for name, parser in commands.choices.items())


def _command(name: str, summary: str, parser: argparse.ArgumentParser, lang: str) -> str:
    options = "选项" if lang == "zh" else "options"
    positional = " ".join(_invocation(action) for action in parser._actions if not action.option_strings)
    parts = [f"## reportlint {name}\n\n{summary}{'。' if lang == 'zh' else '.'}\n\n"]
    parts.append(f"```text\nreportlint {name} [{options}] {positional}".rstrip() + "\n```\n\n")
    if parser.description and "\n" in parser.description:
        parts.append(f"```text\n{parser.description.strip()}\n```\n\n")
    for group in parser._action_groups:
        actions = [action for action in group._group_actions if not isinstance(action, argparse._HelpAction)]
        if not actions:
            continue
        own = group not in parser._action_groups[:2]
        if own:
            parts.append(f"### {group.title}\n\n")
        parts.append(f"| {'选项' if lang == 'zh' else 'option'} | {'含义' if lang == 'zh' else 'meaning'} |\n| --- | --- |\n")
        parts.extend(f"| {_names(action)} | {_cell(action.help or '')} |\n" for action in actions)
        parts.append("\n")
    return "".join(parts)


def _names(action: argparse.Action) -> str:
    """The option's names with what they take, as code."""
    if not action.option_strings:
        return f"`{_invocation(action)}`"
    takes = "" if action.nargs == 0 else f" {_metavar(action)}"
    return ", ".join(f"`{name}{takes}`" for name in action.option_strings)


def _invocation(action: argparse.Action) -> str:
    name = _metavar(action)
    return {"*": f"[{name} …]", "?": f"[{name}]", "+": f"{name} …"}.get(str(action.nargs), name)


def _metavar(action: argparse.Action) -> str:
    if action.metavar is not None:
        return str(action.metavar)
    return "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()


def _cell(text: str) -> str:
    return text.replace("%%", "%").replace("|", "\\|").replace("<", "&lt;")
