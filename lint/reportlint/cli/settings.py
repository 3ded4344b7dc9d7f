"""``reportlint settings``: the settings that there are, and the values that hold here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli.inputs import add_settings_arguments

if TYPE_CHECKING:
    from reportlint.keys import Key

FAILURE = 2
_VALUE = 16
"""The columns that the list gives to a value."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""
    zh = lang == "zh"
    parser = subparsers.add_parser(
        "settings", help="列出设置和现在的值" if zh else "list the settings and the values that hold",
        description=(
            "列出全部设置、现在的值和含义（* 为设置文件里写明的），或说明一个设置。" if zh
            else "Lists all settings with the values that hold (* where a file sets them), or explains one."
        ),
    )
    parser.add_argument("key", nargs="?", metavar="KEY", help="一个设置，如 fail-on" if zh else "a setting, such as fail-on")
    add_settings_arguments(parser, lang)
    parser.add_argument("--lang", choices=("zh", "en"), help="语言" if zh else "language")


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Prints the list or the setting; 2 for a setting that does not exist or a file that cannot be followed."""
    from reportlint import config
    from reportlint.keys import KEYS
    from reportlint.plugins import PluginError
    from reportlint.rule import Message

    try:
        path = Path(arguments.config) if arguments.config else None if arguments.isolated else config.find(Path.cwd())
        settings = config.load(path) if path else config.Settings(Path.cwd())
        lang = arguments.lang or settings.lang or lang
        table = config.table_of(path) if path else {}
        if arguments.key is None:
            _list(path, table, lang)
            return 0
        key = KEYS.get(arguments.key)
        if key is None:
            raise config.unknown("", Message("设置", "setting"), arguments.key, KEYS)
        _explain(key, path, table, lang)
    except (config.ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
        return FAILURE
    return 0


def _list(path: Path | None, table: Mapping[str, object], lang: str) -> None:
    """Prints each key with its value and its meaning, by topic."""
    from reportlint.keys import KEYS, Topic
    from reportlint.report.width import clean, fit, width

    print(clean(str(path)) if path else "没有设置文件" if lang == "zh" else "no settings file")
    longest = max(map(len, KEYS))
    for topic in Topic:
        print(f"\n{topic.value.text(lang)}")
        for key in KEYS.values():
            if key.topic is topic:
                mark = "*" if key.name in table else " "
                value = fit(clean(_value(key, table)), _VALUE)
                print(f"{mark} {key.name:<{longest}}  {value}{' ' * (_VALUE - width(value))}  {key.summary.text(lang)}")


def _explain(key: Key, path: Path | None, table: Mapping[str, object], lang: str) -> None:
    """Prints what a key is for, what it takes, what holds, and an example; for ``rules`` the options that there are."""
    from reportlint.keys import Form
    from reportlint.report.width import clean

    zh = lang == "zh"
    origin = "" if key.name not in table else f"（{path}）" if zh else f" ({path})"
    print(f"{key.name}\n{key.summary.text(lang)}\n")
    print(f"{'应为' if zh else 'must be'}{'：' if zh else ': '}{key.expected.text(lang)}")
    print(f"{'默认' if zh else 'default'}{'：' if zh else ': '}{key.default or '-'}")
    print(f"{'现值' if zh else 'in force'}{'：' if zh else ': '}{clean(_value(key, table))}{clean(origin)}")
    print(f"{'例' if zh else 'example'}{'：' if zh else ':'}\n" + "\n".join(f"  {line}" for line in key.example.splitlines()))
    if key.form is Form.OPTIONS_BY_RULE:
        print("\n有选项的规则：" if zh else "\nrules with options:")
        for name, options in options_of_rules().items():
            print(f"  [rules.{name}]\n" + "\n".join(f"  {option} = {default}" for option, default in options.items()))


def options_of_rules() -> Mapping[str, Mapping[str, str]]:
    """The options of each installed rule that has some, with their defaults as TOML; raises PluginError."""
    from dataclasses import fields

    from reportlint.config import toml
    from reportlint.plugins import load_rules

    return {
        rule.meta.name: {field.name.replace("_", "-"): toml(getattr(rule().options, field.name)) for field in fields(rule.Options)}
        for rule in load_rules() if fields(rule.Options)
    }


def _value(key: Key, table: Mapping[str, object]) -> str:
    from reportlint.config import toml

    return toml(table[key.name]) if key.name in table else key.default or "-"
