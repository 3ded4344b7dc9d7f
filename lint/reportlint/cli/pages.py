"""``reportlint rule``: the page of a rule, or the list of all rules."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlint.cli.inputs import add_settings_arguments, rules_for, settings_for
from reportlint.cli.terminal import machine_output

if TYPE_CHECKING:
    from reportlint.rule import Rule

FORMATS = ("text", "json")
FAILURE = 2
VERSION = 1
_OWN = "reportlint"


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""
    zh = lang == "zh"
    parser = subparsers.add_parser(
        "rule", help="说明一条规则，或列出全部规则" if zh else "explain a rule, or list all rules",
        description="说明一条规则，或列出全部规则。" if zh else "Explains a rule, or lists all rules.",
    )
    parser.add_argument("rule", nargs="?", metavar="CODE", help="规则的代码或名称" if zh else "code or name of a rule")
    parser.add_argument("--all", action="store_true", help="列出全部规则（默认）" if zh else "list all rules (the default)")
    parser.add_argument("--output-format", choices=FORMATS, default="text", help=(
        "输出格式（默认 text）；json 列出级别、状态、选项、来源等" if zh
        else "the format (default text); json has severity, status, options, distribution and so on"))
    parser.add_argument("--test", action="append", metavar="FILE", help=(
        "检验规则文件里的例子（good、bad）" if zh else "hold a file of declared rules to its examples (good, bad)"))
    add_settings_arguments(parser, lang)
    parser.add_argument("--lang", choices=("zh", "en"), help="语言" if zh else "language")


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Prints the page or the list; 2 for a rule that does not exist or whose page is no text."""
    from reportlint import plugins
    from reportlint.config import ConfigError
    from reportlint.plugins import PluginError
    from reportlint.policy import Catalogue

    try:
        if arguments.test:
            return _test(arguments.test, arguments.lang or lang)
        settings = settings_for(arguments, ())
        lang = arguments.lang or settings.lang or lang
        points = plugins.discover()
        catalogue = Catalogue(rules_for(settings, points))
        one = catalogue.rule(arguments.rule) if arguments.rule and not arguments.all else None
        owners = dict(plugins.provided(points)) if one is None or arguments.output_format == "json" else {}
        if arguments.output_format == "json":
            _write_json(catalogue.rules if one is None else (one,), owners, lang, with_page=one is not None)
        elif one is None:
            _write_list(catalogue.rules, owners, lang)
        else:
            sys.stdout.write(_page(one, lang))
    except (ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
        return FAILURE
    return 0


def _write_list(rules: Sequence[type[Rule]], owners: Mapping[type[Rule], str], lang: str) -> None:
    """A line a rule: code, name, severity, status, what it finds; then whether it can fix and whose it is, where not ours."""
    from reportlint.report.width import width

    longest = max(width(rule.meta.name) for rule in rules)
    for rule in rules:
        meta, owner = rule.meta, owners.get(rule, _OWN)
        notes = [("可修正" if lang == "zh" else "fixable")] if meta.fixable else []
        notes += [owner] if owner != _OWN else []
        note = f" [{', '.join(notes)}]" if notes else ""
        sys.stdout.write(
            f"{meta.code:<8} {meta.name:<{longest}}  {meta.severity.value:<8} {meta.status.value:<8} {meta.summary.text(lang)}{note}\n"
        )


def _write_json(rules: Sequence[type[Rule]], owners: Mapping[type[Rule], str], lang: str, *, with_page: bool) -> None:
    """One object; its keys never change and hold the defaults, before any setting."""
    listed = [_described(rule, owners) | ({"page": _page(rule, lang)} if with_page else {}) for rule in rules]
    machine_output()
    json.dump({"version": VERSION, "rules": listed}, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _described(rule: type[Rule], owners: Mapping[type[Rule], str]) -> dict[str, Any]:
    """What is known of a rule; one that is declared in the settings has a place instead of a distribution."""
    from reportlint.rule import ProjectRule

    meta = rule.meta
    spec = getattr(rule, "spec", None)
    return {
        "code": meta.code, "name": meta.name, "severity": meta.severity.value, "status": meta.status.value,
        "fixable": meta.fixable, "scope": "project" if issubclass(rule, ProjectRule) else "document",
        "summary": {"zh": meta.summary.zh, "en": meta.summary.en},
        "distribution": owners.get(rule, _OWN) if spec is None else None,
        "declared": f"{spec.origin}:{spec.line}" if spec is not None else None,
        "options": [
            {"name": field.name.replace("_", "-"), "type": str(field.type), "default": _plain(getattr(rule.Options(), field.name))}
            for field in fields(rule.Options)
        ],
    }


def _plain(value: object) -> object:
    """The value as JSON has it."""
    if isinstance(value, set | frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def _page(rule: type[Rule], lang: str) -> str:
    """The page of a rule; raises ConfigError for one that is no UTF-8."""
    from reportlint.config import ConfigError
    from reportlint.declarative import page_text
    from reportlint.rule import Message

    try:
        return page_text(rule, lang)
    except UnicodeDecodeError as error:
        code = rule.meta.code
        raise ConfigError(Message(f"{code} 的说明页不是 UTF-8：{error}", f"the page of {code} is no UTF-8: {error}")) from None


def _test(files: Sequence[str], lang: str) -> int:
    """Prints the examples of rule files that fail; 1 if any does."""
    from reportlint.declarative import failures, load_file

    specs = [spec for file in files for spec in load_file(Path(file))]
    failed, count = failures(specs)
    for failure in failed:
        spec = failure.spec
        example = failure.text if len(failure.text) <= 60 else failure.text[:59] + "…"
        sys.stdout.write(f"{spec.origin}:{spec.line}: {spec.code} {spec.name}: {failure.message.text(lang)}: {example!r}\n")
    if lang == "zh":
        sys.stdout.write(f"{len(specs)} 条规则，{count} 个例子，{len(failed)} 个不符\n")
    else:
        rules, examples = ("1 rule" if len(specs) == 1 else f"{len(specs)} rules"), ("1 example" if count == 1 else f"{count} examples")
        sys.stdout.write(f"{rules}, {examples}, {len(failed)} fail\n")
    return int(bool(failed))
