"""``reportlint rule``: the page of a rule, or the list of all rules."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from reportlint.cli.inputs import add_settings_arguments, rules_for, settings_for

FAILURE = 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""
    zh = lang == "zh"
    parser = subparsers.add_parser(
        "rule", help="说明一条规则，或列出全部规则" if zh else "explain a rule, or list all rules",
        description="说明一条规则，或列出全部规则。" if zh else "Explains a rule, or lists all rules.",
    )
    parser.add_argument("rule", nargs="?", metavar="CODE", help="规则的代码或名称" if zh else "code or name of a rule")
    parser.add_argument("--all", action="store_true", help="列出全部规则（默认）" if zh else "list all rules (the default)")
    parser.add_argument("--test", action="append", metavar="FILE", help=(
        "检验规则文件里的例子（good、bad）" if zh else "hold a file of declared rules to its examples (good, bad)"))
    add_settings_arguments(parser, lang)
    parser.add_argument("--lang", choices=("zh", "en"), help="语言" if zh else "language")


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Prints the page or the list; 2 for a rule that does not exist."""
    from reportlint.config import ConfigError
    from reportlint.plugins import PluginError
    from reportlint.policy import Catalogue
    from reportlint.report.width import width

    try:
        if arguments.test:
            return _test(arguments.test, arguments.lang or lang)
        settings = settings_for(arguments, ())
        lang = arguments.lang or settings.lang or lang
        catalogue = Catalogue(rules_for(settings))
        if arguments.rule and not arguments.all:
            from reportlint.declarative import page_text

            sys.stdout.write(page_text(catalogue.rule(arguments.rule), lang))
            return 0
    except (ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
        return FAILURE
    longest = max(width(rule.meta.name) for rule in catalogue.rules)
    for rule in catalogue.rules:
        meta = rule.meta
        sys.stdout.write(
            f"{meta.code:<8} {meta.name:<{longest}}  {meta.severity.value:<8} {meta.status.value:<8} "
            f"{meta.summary.text(lang)}\n"
        )
    return 0


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
