"""``reportlint annotate``: copies of Word files with a comment on each finding, and fixes as tracked changes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reportlint.cli.inputs import add_settings_arguments, files_for, rules_for, settings_for, today
from reportlint.cli.running import say_changed

if TYPE_CHECKING:
    from reportlint.config import Settings
    from reportlint.discover import Target
    from reportlint.plugins import ReaderSet
    from reportlint.report import RunResult, SkippedFile

FAILURE = 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""

    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    parser = subparsers.add_parser(
        "annotate", help=say("给 Word 文件的副本加批注", "put comments into a copy of a Word file"),
        description=say(
            "检查 Word 文件，并写出副本：每处问题一条批注，就标在那几个字上；原文不动。",
            "Lints Word files and writes copies with a comment on the very characters of each finding; the originals stay."),
    )
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help=say(".docx、.docm 文件，或文件夹", ".docx and .docm files, or folders"))
    add("-o", "--output", required=True, metavar="OUT", help=say(
        "副本；多个文件或文件夹的副本写到这个文件夹里", "the copy; the folder of the copies for several files or a folder"))
    add("--force", action="store_true", help=say("覆盖已有的副本（绝不覆盖原稿）", "write over existing copies (never over originals)"))
    add("--with", dest="beside", action="append", default=[], metavar="PATH", help=say(
        "一同检查、互相比较，但不加批注的文件，例如上年的报告，可重复",
        "files to lint and compare with that get no comments, such as last year's report, repeatable"))
    group = parser.add_argument_group(say("修正", "fixes"))
    add = group.add_argument
    add("--fix", action="store_true", help=say(
        "把不会改变意思的修正做成修订，由你接受或拒绝", "make the fixes that cannot change what is meant as tracked changes"))
    add("--unsafe-fixes", action="store_true", help=say("可能改变意思的也做成修订", "and those that may change it too"))
    group = parser.add_argument_group(say("规则", "rules"))
    add = group.add_argument
    add("--select", action="append", metavar="CODES", help=say(
        "只用这些规则：代码、名称、代码开头（NUM）或 ALL，逗号分隔，可重复",
        "run these rules only: codes, names, beginnings of codes (NUM) or ALL, comma-separated, repeatable"))
    add("--extend-select", action="append", metavar="CODES", help=say("另外加用这些规则", "run these rules too"))
    add("--ignore", action="append", metavar="CODES", help=say("不用这些规则", "leave these rules out"))
    add("--preview", action="store_true", default=None, help=say("也用试行的规则", "run preview rules too"))
    add("--scope", choices=("document", "project"), help=say(
        "document 只查单个文件，project 还比较各文件（默认）",
        "document looks at each file alone, project compares files too (default)"))
    add("--baseline", metavar="FILE", help=say(
        "不批注这个基线里已有的问题（默认用设置旁边的 reportlint-baseline.json，如果有）",
        "no comments on what this baseline knows (default: reportlint-baseline.json beside the settings, if there)"))
    add("--no-baseline", action="store_true", help=say("不用基线", "use no baseline"))
    add("--fail-on", choices=("error", "warning", "info", "never"), default="never", help=say(
        "达到哪一级时退出状态为 1（默认 never：写出副本即为 0）",
        "the lowest severity that makes the exit status 1 (default never: 0 once the copies are written)"))
    group = parser.add_argument_group(say("其他", "other"))
    add = group.add_argument
    add("--exclude", action="append", metavar="PATTERN", help=say(
        "排除的文件，写法同 .gitignore，可重复", "files to leave out, written as in .gitignore, repeatable"))
    add("--quiet", "-q", action="store_true", help=say("不写结果", "do not say what was written"))
    add("--lang", choices=("zh", "en"), help=say("批注的语言（默认按设置或系统语言）", "the comments' language (default: settings, else locale)"))
    add_settings_arguments(group, lang)
    parser.set_defaults(force_exclude=False, stdin_filename=None)


def run(arguments: argparse.Namespace, lang: str) -> int:
    """0 when all copies are written, 1 where ``--fail-on`` says so, 2 where something could not be read or written."""
    from reportlint.config import ConfigError
    from reportlint.plugins import PluginError
    from reportlint.source import FileChanged

    try:
        return _annotate(arguments, lang)
    except (ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
    except FileChanged as error:
        say_changed(error, lang)
    return FAILURE


def _annotate(arguments: argparse.Namespace, lang: str) -> int:
    from reportlint import config, plugins, runner
    from reportlint.cli.copies import plan
    from reportlint.cli.reviews import write_copies
    from reportlint.policy import Catalogue, resolve

    paths: Sequence[str] = [*arguments.paths, *arguments.beside]
    settings = config.override(
        settings_for(arguments, paths), select=_codes(arguments.select), extend_select=_codes(arguments.extend_select),
        ignore=_codes(arguments.ignore), fail_on=arguments.fail_on, scope=arguments.scope, preview=arguments.preview,
    )
    lang = arguments.lang or settings.lang or lang
    points = plugins.discover()
    policy = resolve(settings, Catalogue(rules_for(settings, points)))
    readers = plugins.load_readers(points)
    targets, skipped = _targets(arguments, settings, readers, lang)
    copies = plan(targets, arguments.paths, arguments.output, force=arguments.force)
    beside = files_for(arguments.beside, arguments, settings, readers) if arguments.beside else None
    read, unread = _read(targets)
    result = runner.run(
        (*read, *_others(read, beside.targets if beside else ())), readers, policy,
        skipped=(*skipped, *unread, *(beside.skipped if beside else ())), scope=settings.scope, lang=lang,
        today=today() if settings.suppress else None,
    )
    result = _without_known(result, arguments, settings)
    _say_notices(result, lang)
    written = write_copies(copies, read, result, arguments, lang)
    labels = {target.label for target in read}
    about = [found for found in result.diagnostics if any(place.path in labels for place in (found.place, *found.related))]
    return policy.exit_status(about, result.incomplete or not written)


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for part in given or () for code in part.split(",") if code.strip())


def _targets(
    arguments: argparse.Namespace, settings: Settings, readers: ReaderSet, lang: str,
) -> tuple[list[Target], list[SkippedFile]]:
    """The Word files that the paths name or hold, and what was left out; raises ConfigError for a file of another kind."""
    from reportlint.cli.copies import WORD, refusal
    from reportlint.config import ConfigError
    from reportlint.rule import Message

    for path in arguments.paths:
        if path == "-" or (os.path.isfile(path) and not path.lower().endswith(WORD)):
            raise ConfigError(refusal(path) if path != "-" else Message(
                "批注要写进文件，不能用标准输入", "comments go into a file; standard input has none"))
    found = files_for(arguments.paths, arguments, settings, readers)
    named = {os.path.normpath(path).replace(os.sep, "/") for path in arguments.paths}
    copies = os.path.join(os.path.abspath(arguments.output), "")
    targets = [
        target for target in found.targets
        if target.suffix in WORD and (target.label in named or not os.path.abspath(target.path).startswith(copies))
    ]
    for skipped in found.skipped:
        if skipped.reason == "unsupported-format" and not skipped.fault:
            sys.stderr.write(f"reportlint: {refusal(skipped.path).text(lang)}\n")
    if not targets and not any(skipped.fault for skipped in found.skipped):
        raise ConfigError(Message("没有找到 Word 文件（.docx、.docm）", "no Word files (.docx, .docm) found"))
    return targets, [skipped for skipped in found.skipped if skipped.fault]


def _read(targets: Sequence[Target]) -> tuple[list[Target], list[SkippedFile]]:
    """The targets with their bytes, so that what is linted is what is copied; and those that cannot be read."""
    from reportlint.report import SkippedFile
    from reportlint.source import SourceError, read_bytes

    read, unread = [], []
    for target in targets:
        try:
            read.append(replace(target, data=read_bytes(target.path)))
        except SourceError as error:
            unread.append(SkippedFile(target.label, error.reason, error.detail))
    return read, unread


def _others(targets: Sequence[Target], beside: Sequence[Target]) -> list[Target]:
    known = {os.path.realpath(target.path) for target in targets}
    return [target for target in beside if os.path.realpath(target.path) not in known]


def _without_known(result: RunResult, arguments: argparse.Namespace, settings: Settings) -> RunResult:
    """The result without the findings that the baseline knows."""
    from reportlint.cli.baseline import path_of

    path = path_of(arguments.baseline, settings)
    if arguments.no_baseline or (arguments.baseline is None and (arguments.isolated or not path.is_file())):
        return result
    from reportlint import baseline

    fresh, _ = baseline.new(result.diagnostics, baseline.load(path), path.parent)
    return replace(result, diagnostics=fresh, known=len(result.diagnostics) - len(fresh))


def _say_notices(result: RunResult, lang: str) -> None:
    from reportlint.report.strings import reason

    for notice in result.notices:
        sys.stderr.write(f"reportlint: {notice}\n")
    for skipped in result.skipped:
        if skipped.fault:
            sys.stderr.write(f"reportlint: {skipped.path}: {reason(skipped.reason, skipped.detail, lang)}\n")
