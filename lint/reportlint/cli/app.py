"""``main``: takes the command line apart, runs a command, and turns every failure into a sentence and a status."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from reportlint import __version__
from reportlint.cli.parser import ChineseParser, Parser
from reportlint.cli.terminal import early_lang, prepare_streams

COMMANDS: dict[str, str] = {
    "check": "check",
    "annotate": "annotate",
    "baseline": "baseline",
    "cache": "cache",
    "facts": "facts",
    "normalize": "normalize",
    "rule": "pages",
    "new-rule": "new_rule",
    "settings": "settings",
    "server": "server",
}
"""The module of each command in ``reportlint.cli``, with ``register(subparsers, lang)`` and
``run(arguments, lang) -> exit status``; a module is imported when its command is used or help lists them all."""

FAILURE = 2
INTERRUPTED = 130

_DESCRIPTION = """\
检查中文报告里的数据：复算文中的数字，指出前后不符、缺漏、重复之处。
Lints Chinese reports: recomputes the numbers and says where they disagree."""

_ZH = """\
示例：
  reportlint                              检查当前文件夹
  reportlint drafts/ 报告.docx            检查文件夹和文件
  reportlint --checks 报告.docx           连同复算清单
  reportlint --select NUM,YEAR drafts/    只用这两族规则
  reportlint drafts/ --output-format json > findings.json
  cat 报告.txt | reportlint - --stdin-filename 报告.txt
  reportlint rule --all                   列出全部规则
  reportlint rule growth-mismatch         一条规则的说明
  reportlint new-rule ACME001 odd-word    生成自己的规则
  reportlint --diff drafts/               能自动修正什么；--fix 执行
  reportlint annotate 报告.docx -o 审阅.docx
                                          加批注的副本；--fix 连同修订
  reportlint facts 报告.docx              列出文中的事实，供分析用
  reportlint baseline write               记下现有的问题，以后只报新的
  reportlint normalize 报告.txt           列出文中的数字、数量和时期

reportlint PATH... 即 reportlint check PATH...，全部选项见 reportlint check --help。
设置写在 reportlint.toml 或 pyproject.toml 的 [tool.reportlint] 里。
退出状态：0 没有达到 --fail-on 的问题，1 有，2 运行本身失败或有文件没能检查。"""

_EN = """\
examples:
  reportlint                              lint the current folder
  reportlint drafts/ report.docx          lint a folder and a file
  reportlint --checks report.docx         with the ledger of recomputed relations
  reportlint --select NUM,YEAR drafts/    these two families of rules only
  reportlint drafts/ --output-format json > findings.json
  cat report.txt | reportlint - --stdin-filename report.txt
  reportlint rule --all                   list all rules
  reportlint rule growth-mismatch         the page of one rule
  reportlint new-rule ACME001 odd-word    a rule of one's own
  reportlint --diff drafts/               what could be fixed; --fix does it
  reportlint annotate report.docx -o reviewed.docx
                                          a copy with comments; --fix tracks changes too
  reportlint facts report.docx            the facts of the text, for analysis
  reportlint baseline write               keep the present findings, to report new ones only
  reportlint normalize report.txt         the numbers, quantities and periods of a text

reportlint PATH... is short for reportlint check PATH...; see reportlint check --help for all options.
Settings live in reportlint.toml, or in pyproject.toml under [tool.reportlint].
exit status: 0 nothing at or above --fail-on, 1 something, 2 the run failed or a file could not be linted."""


def build_parser(lang: str, commands: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The parser for these commands, with help in ``zh`` or ``en``."""
    parser = (ChineseParser if lang == "zh" else Parser)(
        prog="reportlint", description=_DESCRIPTION, epilog=_ZH if lang == "zh" else _EN,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"reportlint {__version__}", help="显示版本" if lang == "zh" else "show the version")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, title="命令" if lang == "zh" else "commands")
    for name in commands:
        _module(name).register(subparsers, lang)
    return parser


def with_command(argv: Sequence[str]) -> list[str]:
    """The arguments with ``check`` before them where they name no command."""
    if argv and (argv[0] in COMMANDS or argv[0] in ("-h", "--help", "--version")):
        return list(argv)
    return ["check", *argv]


def mistyped(argv: Sequence[str]) -> str:
    """The command that a first argument, which names neither a command nor a file, is most like; or an empty text."""
    if not argv or argv[0].startswith("-") or argv[0] in COMMANDS or not argv[0].isascii() or os.path.lexists(argv[0]):
        return ""
    from difflib import get_close_matches

    match = get_close_matches(argv[0].lower(), COMMANDS, n=1, cutoff=0.75)
    return match[0] if match else ""


def _module(command: str) -> Any:
    return import_module(f"reportlint.cli.{COMMANDS[command]}")


def main(argv: Sequence[str] | None = None) -> int:
    """The exit status: 0, 1 or 2 as the command says, 130 when interrupted."""
    gc.set_threshold(50_000, 20, 50)  # a short life with few cycles: collecting less often saves a twentieth
    given = sys.argv[1:] if argv is None else list(argv)
    prepare_streams()
    lang = early_lang(given, os.environ)
    if command := mistyped(given):
        sys.stderr.write(f"reportlint: 没有“{given[0]}”这个命令、文件或文件夹；是不是 {command}？\n" if lang == "zh"
                         else f"reportlint: no command, file or folder '{given[0]}'; did you mean {command}?\n")
        return FAILURE
    given = with_command(given)
    commands = given[:1] if given[0] in COMMANDS else () if given[0] == "--version" else tuple(COMMANDS)
    arguments = build_parser(lang, commands).parse_args(given)
    try:
        status: int = _module(arguments.command).run(arguments, lang)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader has gone, as with "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILURE
    except KeyboardInterrupt:
        sys.stderr.write("\n已中断\n" if lang == "zh" else "\ninterrupted\n")
        return INTERRUPTED
    except OSError as error:
        sys.stderr.write(f"reportlint: {error}\n")
        return FAILURE
