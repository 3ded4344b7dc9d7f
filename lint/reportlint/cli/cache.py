"""``reportlint cache``: what is kept between runs, and how to be rid of it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reportlint.cli import running
from reportlint.cli.inputs import add_settings_arguments, settings_for

FAILURE = 2


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""
    zh = lang == "zh"
    parser = subparsers.add_parser(
        "cache", help="看或清除记下的检查结果" if zh else "show or clear what is kept between runs",
        description=(
            "check 记下检查结果，没有变化的文件不再检查。show 显示记在哪里、有多少；clear 全部清除，清除后不影响结果，只是下一次慢些。" if zh
            else "check keeps what it found, so that unchanged files are not linted again. show says where and how much; clear "
            "removes all of it, which changes no result and makes the next run slower."
        ),
    )
    parser.add_argument("action", choices=("show", "clear"), help="做什么" if zh else "what to do")
    parser.add_argument("paths", nargs="*", metavar="PATH", help=(
        "为哪些文件记的；不给则为当前文件夹" if zh else "the files that it was kept for; the current folder if none"))
    running.add_cache_dir(parser, lang)
    add_settings_arguments(parser, lang)
    parser.add_argument("--lang", choices=("zh", "en"), help="语言" if zh else "language")


def run(arguments: argparse.Namespace, lang: str) -> int:
    """0, or 2 where the settings are faulty."""
    from reportlint.config import ConfigError
    from reportlint.report.width import clean

    try:
        settings = settings_for(arguments, arguments.paths or [str(Path.cwd())])
        store = running.store_of(settings, arguments)
    except ConfigError as error:
        sys.stderr.write(f"reportlint: {error.message.text(lang)}\n")
        return FAILURE
    zh = (arguments.lang or settings.lang or lang) == "zh"
    summary = store.summary() if arguments.action == "show" else store.clear()
    size = f"{summary.size / 1e6:.1f} MB"
    done = {"show": ("", ""), "clear": ("已清除 ", "removed ")}[arguments.action][0 if zh else 1]
    counted = f"{summary.entries} 项，{size}" if zh else f"{summary.entries} entries, {size}"
    sys.stdout.write(f"{clean(str(store.folder))}{'：' if zh else ': '}{done}{counted}\n")
    return 0
