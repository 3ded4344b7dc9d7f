"""``reportlint baseline``: writes, prunes and shows the findings that are known."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli import running
from reportlint.cli.inputs import add_settings_arguments, files_for, rules_for, settings_for

if TYPE_CHECKING:
    from reportlint.config import Settings
    from reportlint.policy import Policy
    from reportlint.report import RunResult

FILE = "reportlint-baseline.json"
FAILURE = 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""

    def say(zh: str, en: str) -> str:
        return zh if lang == "zh" else en

    parser = subparsers.add_parser(
        "baseline", help=say("记下已知的问题，以后只报新的", "keep the findings that are known, to report new ones only"),
        description=say(
            "write 记下现有的问题；prune 去掉已经改正的；show 列出记下的。check 遇到基线文件就只报新的问题。",
            "write keeps the present findings; prune drops those that are gone; show lists them. "
            "check reports only what is new where there is a baseline."),
    )
    add = parser.add_argument
    add("action", choices=("write", "prune", "show"), help=say("做什么", "what to do"))
    add("paths", nargs="*", metavar="PATH", help=say("文件或文件夹；不给则为当前文件夹", "files or folders; the current folder if none"))
    add("--baseline", metavar="FILE", help=say(
        "基线文件（默认在设置旁边：reportlint-baseline.json）", "the baseline (default: reportlint-baseline.json beside the settings)"))
    add("--exclude", action="append", metavar="PATTERN", help=say(
        "排除的文件，写法同 .gitignore，可重复", "files to leave out, written as in .gitignore, repeatable"))
    running.add_speed_arguments(parser, lang)
    add_settings_arguments(parser, lang)
    add("--lang", choices=("zh", "en"), help=say("语言（默认按设置或系统语言）", "language (default: settings, else locale)"))
    parser.set_defaults(force_exclude=False, stdin_filename=None)


def run(arguments: argparse.Namespace, lang: str) -> int:
    """0, or 2 where the baseline, the settings or a rule fails."""
    from reportlint.config import ConfigError
    from reportlint.plugins import PluginError
    from reportlint.source import FileChanged

    try:
        settings = settings_for(arguments, arguments.paths)
        lang = arguments.lang or settings.lang or lang
        if arguments.action == "show":
            return _show(arguments, settings, lang)
        return _update(arguments, settings, lang)
    except (ConfigError, PluginError) as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
    except FileChanged as error:
        running.say_changed(error, lang)
    return FAILURE


def path_of(given: str | None, settings: Settings) -> Path:
    """The baseline file, absolute: the one that is given, else the one beside the settings."""
    return Path(given).absolute() if given else settings.root.absolute() / FILE


def _update(arguments: argparse.Namespace, settings: Settings, lang: str) -> int:
    """Writes or prunes the baseline; a run in which a rule crashed changes nothing."""
    from reportlint import baseline
    from reportlint.config import ConfigError
    from reportlint.paths import relative
    from reportlint.report.strings import reason
    from reportlint.rule import DocumentRule, Message

    path = path_of(arguments.baseline, settings)
    known = baseline.load(path) if arguments.action == "prune" or path.exists() else None
    if any(given == "-" for given in arguments.paths):
        raise ConfigError(Message("基线不能取自标准输入", "a baseline cannot be made of standard input"))
    result, policy = _lint(arguments, settings, lang)
    for notice in result.notices:
        sys.stderr.write(f"reportlint: {notice}\n")
    for skipped in result.skipped:
        if skipped.fault:
            sys.stderr.write(f"reportlint: {skipped.path}: {reason(skipped.reason, skipped.detail, lang)}\n")
    if result.crashed:
        sys.stderr.write("reportlint: 运行不完整，没有改动基线\n" if lang == "zh" else "reportlint: the run is incomplete; the baseline is left as it is\n")
        return FAILURE
    linted = {relative(name, path.parent) for name in result.documents}
    found = baseline.count(result.diagnostics, path.parent)
    exists = {key.path for key in known or () if (path.parent / key.path).exists()}
    if arguments.action == "write":
        others = {key: number for key, number in (known or {}).items() if key.path in exists and key.path not in linted}
        counts = found + type(found)(others)
    else:
        counts = baseline.pruned(
            known or {}, found, linted=linted, exists=exists, codes={rule.meta.code for rule in policy.rules},
            single={rule.meta.code for rule in policy.rules if isinstance(rule, DocumentRule)},
        )
    baseline.save(path, counts)
    before, after, files = sum((known or {}).values()), sum(counts.values()), len({key.path for key in counts})
    name = relative(str(path), Path.cwd())
    if lang == "zh":
        sys.stdout.write(f"{name}：已知 {after} 处，涉及 {files} 个文件（原有 {before} 处）\n")
    else:
        sys.stdout.write(f"{name}: {_many(after, 'known finding')} in {_many(files, 'file')} (before: {before})\n")
    return FAILURE if result.incomplete else 0


def _lint(arguments: argparse.Namespace, settings: Settings, lang: str) -> tuple[RunResult, Policy]:
    from reportlint import plugins
    from reportlint.policy import Catalogue, resolve

    points = plugins.discover()
    policy = resolve(settings, Catalogue(rules_for(settings, points)))
    readers = plugins.load_readers(points)
    found = files_for(arguments.paths or ["."], arguments, settings, readers)
    return running.lint(found, readers, policy, settings, points, arguments, lang), policy


def _show(arguments: argparse.Namespace, settings: Settings, lang: str) -> int:
    """Lists what is known, of the files at or below the paths where some are given."""
    from reportlint import baseline
    from reportlint.paths import relative
    from reportlint.report.width import clean

    path = path_of(arguments.baseline, settings)
    wanted = [relative(given, path.parent) for given in arguments.paths]
    shown = {
        key: number for key, number in sorted(baseline.load(path).items())
        if not wanted or any(w in (".", key.path) or key.path.startswith(w + "/") for w in wanted)
    }
    last = None
    for key, number in shown.items():
        if key.path != last:
            sys.stdout.write(clean(key.path) + "\n")
            last = key.path
        sys.stdout.write(f"  {number:>4}  {key.code}  {clean(key.claim)}\n")
    total, files = sum(shown.values()), len({key.path for key in shown})
    sys.stdout.write(f"{total} 处，{files} 个文件\n" if lang == "zh" else f"{_many(total, 'finding')} in {_many(files, 'file')}\n")
    return 0


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
