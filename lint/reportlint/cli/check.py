"""``reportlint check``: lints files and folders."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli import running
from reportlint.cli.inputs import add_settings_arguments, files_for, rules_for, settings_for
from reportlint.cli.terminal import ProgressBar, columns, machine_output, wants_color

if TYPE_CHECKING:
    from reportlint.baseline import Counts
    from reportlint.config import Settings
    from reportlint.policy import Policy
    from reportlint.report import RunResult

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "gitlab", "rdjson", "html", "markdown")
FAILURE = 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""

    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    parser = subparsers.add_parser(
        "check", help=say("检查文件和文件夹（默认命令）", "lint files and folders (the default command)"),
        description=say("检查文件和文件夹。", "Lints files and folders."),
    )
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help=say(
        "文件或文件夹，“-”为标准输入；不给则为当前文件夹", "files or folders, '-' for standard input; the current folder if none"))
    group = parser.add_argument_group(say("规则", "rules"))
    add = group.add_argument
    add("--select", action="append", metavar="CODES", help=say(
        "只用这些规则：代码、名称、代码开头（NUM）或 ALL，逗号分隔，可重复",
        "run these rules only: codes, names, beginnings of codes (NUM) or ALL, comma-separated, repeatable"))
    add("--extend-select", action="append", metavar="CODES", help=say("另外加用这些规则", "run these rules too"))
    add("--ignore", action="append", metavar="CODES", help=say("不用这些规则", "leave these rules out"))
    add("--preview", action="store_true", default=None, help=say("也用试行的规则", "run preview rules too"))
    add("--fail-on", choices=("error", "warning", "info", "never"), help=say(
        "达到哪一级时退出状态为 1（默认 error）", "the lowest severity that makes the exit status 1 (default error)"))
    add("--scope", choices=("document", "project"), help=say(
        "document 只查单个文件，project 还比较各文件（默认）",
        "document looks at each file alone, project compares files too (default)"))
    add("--baseline", metavar="FILE", help=say(
        "只报这个基线里没有的问题（默认用设置旁边的 reportlint-baseline.json，如果有）",
        "report only what this baseline does not know (default: reportlint-baseline.json beside the settings, if there)"))
    add("--no-baseline", action="store_true", help=say("不用基线", "use no baseline"))
    group = parser.add_argument_group(say("文件", "files"))
    add = group.add_argument
    add("--exclude", action="append", metavar="PATTERN", help=say(
        "排除的文件，写法同 .gitignore，可重复", "files to leave out, written as in .gitignore, repeatable"))
    add("--force-exclude", action="store_true", help=say(
        "对直接点名的文件也适用排除设置", "let excludes count for files that are named themselves too"))
    add("--no-respect-gitignore", action="store_true", help=say("不看 .gitignore", "do not look at .gitignore"))
    add("--stdin-filename", metavar="NAME", help=say("标准输入的文件名", "the file name of standard input"))
    group = parser.add_argument_group(say("输出", "output"))
    add = group.add_argument
    add("--output-format", choices=FORMATS, default="text", help=say("输出格式（默认 text）", "the format (default text)"))
    add("--output", action="append", default=[], metavar="FORMAT=PATH", help=say(
        "另外写入文件，可重复", "write to a file besides, repeatable"))
    add("--checks", action="store_true", help=say("连同复算清单", "write the ledger of recomputed relations too"))
    add("--statistics", action="store_true", help=say("列出各规则的发现数", "count the findings of each rule"))
    add("--fingerprints", action="store_true", help=say(
        "列出每处问题的指纹，供设置里的 [[suppress]] 用", "show the fingerprint of each finding, for [[suppress]] in the settings"))
    add("--no-suppressed", action="store_true", help=say(
        "SARIF 里不列已忽略的问题（GitHub 会把它们当作未处理）",
        "leave suppressed findings out of SARIF (GitHub takes them for open ones)"))
    add("--quiet", "-q", action="store_true", help=say("只写发现的问题", "write findings only"))
    add("--lang", choices=("zh", "en"), help=say("语言（默认按设置或系统语言）", "language (default: settings, else locale)"))
    add("--color", choices=("auto", "always", "never"), default="auto", help=say(
        "颜色（默认 auto，遵从 NO_COLOR）", "colour (default auto; NO_COLOR is honoured)"))
    group = parser.add_argument_group(say("修正", "fixes"))
    add = group.add_argument
    add("--fix", action="store_true", help=say(
        "执行不会改变意思的修正（纯文本和 Markdown）", "apply the fixes that cannot change what is meant (text and Markdown)"))
    add("--unsafe-fixes", action="store_true", help=say(
        "也执行可能改变意思的修正；单独使用即修改文件", "apply those that may change it too; alone it changes files"))
    add("--diff", action="store_true", help=say(
        "只显示会修改什么，不改文件；有可修改的则退出状态为 1", "show what would change and change nothing; exit status 1 if anything would"))
    group = parser.add_argument_group(say("速度", "speed"))
    running.add_speed_arguments(group, lang)
    group = parser.add_argument_group(say("设置", "settings"))
    add_settings_arguments(group, lang)


def run(arguments: argparse.Namespace, lang: str) -> int:
    """The exit status of linting what the arguments say."""
    from reportlint.config import ConfigError
    from reportlint.plugins import PluginError
    from reportlint.source import FileChanged

    try:
        return _check(arguments, lang)
    except (ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
    except FileChanged as error:
        running.say_changed(error, lang)
    return FAILURE


def _check(arguments: argparse.Namespace, lang: str) -> int:
    began = time.perf_counter()
    from reportlint import plugins
    from reportlint.policy import Catalogue, resolve

    outputs = _outputs(arguments.output)
    paths: Sequence[str] = arguments.paths or ["."]
    settings = _overridden(settings_for(arguments, paths), arguments)
    lang = arguments.lang or settings.lang or lang
    points = plugins.discover()
    policy = resolve(settings, Catalogue(rules_for(settings, points)))
    known = _baseline(arguments, settings)
    readers = plugins.load_readers(points)
    found = files_for(paths, arguments, settings, readers)
    written = True
    if arguments.diff or arguments.fix or arguments.unsafe_fixes:
        from reportlint.cli import fixing

        unsafe = arguments.unsafe_fixes
        if arguments.diff:
            return int(fixing.show_diff(found.targets, readers, policy, lang=lang, unsafe=unsafe))
        written = fixing.fix_files(found.targets, readers, policy, lang=lang, unsafe=unsafe, quiet=arguments.quiet)
    bar = ProgressBar(sys.stderr) if sys.stderr.isatty() and not arguments.quiet else None
    try:
        result = running.lint(found, readers, policy, settings, points, arguments, lang, bar)
    finally:
        if bar is not None:
            bar.clear()
    if known is not None:
        result = _new(result, known, policy, lang)
    result = replace(result, seconds=time.perf_counter() - began)
    _write(result, arguments, settings, lang, outputs)
    return policy.exit_status(result.diagnostics, result.incomplete or not written)


def _overridden(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """The settings with what the command line says over them."""
    from reportlint import config

    return config.override(
        settings,
        select=_codes(arguments.select), extend_select=_codes(arguments.extend_select), ignore=_codes(arguments.ignore),
        fail_on=arguments.fail_on, scope=arguments.scope, preview=arguments.preview,
        respect_gitignore=False if arguments.no_respect_gitignore else None,
    )


def _baseline(arguments: argparse.Namespace, settings: Settings) -> tuple[Path, Counts] | None:
    """The baseline with its folder; None without one. Raises ConfigError for a faulty one."""
    from reportlint.cli.baseline import path_of

    path = path_of(arguments.baseline, settings)
    if arguments.no_baseline or (arguments.baseline is None and (arguments.isolated or not path.is_file())):
        return None
    from reportlint import baseline

    return path.parent, baseline.load(path)


def _new(result: RunResult, known: tuple[Path, Counts], policy: Policy, lang: str) -> RunResult:
    """The result without what the baseline knows; says how much of that is gone."""
    from reportlint import baseline
    from reportlint.paths import relative
    from reportlint.rule import DocumentRule

    folder, counts = known
    fresh, left = baseline.new(result.diagnostics, counts, folder)
    linted = {relative(path, folder) for path in result.documents}
    codes = {rule.meta.code for rule in policy.rules if isinstance(rule, DocumentRule)}
    gone = sum(number for key, number in left.items() if key.path in linted and key.code in codes)
    notices = result.notices
    if gone and not result.crashed:
        notices = (*notices, (
            f"基线里有 {gone} 处已不再出现，可用 reportlint baseline prune 去掉" if lang == "zh"
            else f"{gone} {'finding of the baseline is' if gone == 1 else 'findings of the baseline are'} gone; "
            "reportlint baseline prune drops what is gone"))
    return replace(result, diagnostics=fresh, known=len(result.diagnostics) - len(fresh), notices=notices)


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for part in given or () for code in part.split(",") if code.strip())


def _outputs(given: Sequence[str]) -> list[tuple[str, Path]]:
    """The (format, path) pairs of ``--output``."""
    from reportlint.config import ConfigError
    from reportlint.rule import Message

    outputs = []
    for text in given:
        name, equals, path = text.partition("=")
        if name not in FORMATS or not equals or not path:
            listed = ", ".join(FORMATS)
            raise ConfigError(Message(
                f"--output 应当写作 FORMAT=PATH（FORMAT 为 {listed} 之一），而不是“{text}”",
                f"--output must be FORMAT=PATH (FORMAT one of {listed}), not '{text}'",
            ))
        outputs.append((name, Path(path)))
    return outputs


def _write(
    result: RunResult, arguments: argparse.Namespace, settings: Settings, lang: str, outputs: list[tuple[str, Path]]
) -> None:
    from reportlint import report
    from reportlint.report.strings import reason

    options = report.OutputOptions(
        lang, wants_color(arguments.color, sys.stdout, os.environ), columns(sys.stdout), arguments.checks,
        settings.fail_on, arguments.quiet, arguments.statistics, not arguments.no_suppressed,
        arguments.fingerprints,
    )
    for notice in result.notices:
        sys.stderr.write(f"reportlint: {notice}\n")
    if arguments.output_format != "text":
        machine_output()
        for skipped in result.skipped:
            if skipped.fault:
                text = reason(skipped.reason, skipped.detail, lang)
                sys.stderr.write(f"reportlint: {skipped.path}: {text}\n")
    if not result.files and not result.skipped:
        sys.stderr.write("reportlint: 没有找到可检查的文件\n" if lang == "zh" else "reportlint: no files to lint found\n")
    report.write(arguments.output_format, result, options, sys.stdout)
    plain = replace(options, color=False, width=100)
    for name, path in outputs:
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            report.write(name, result, plain, file)
