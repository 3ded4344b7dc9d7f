"""The parser of the command line: argparse, with headings and faults in Chinese or English and the nearest known word."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from typing import Any, ClassVar, NoReturn

_USAGE = "usage: "
_TITLES = {"positional arguments": "参数", "options": "选项"}
_FAULTS = (
    (r"unrecognized arguments: (?P<what>.+)", "不认识的参数：{what}"),
    (r"argument (?P<name>\S+): invalid choice: (?P<what>.+?) \(choose from (?P<known>.+)\)", "{name} 不能是 {what}，应为 {known} 之一"),
    (r"argument (?P<name>\S+): invalid int value: (?P<what>.+)", "{name} 应当是整数，而不是 {what}"),
    (r"argument (?P<name>\S+): expected (?:one|at least one) argument", "{name} 后面缺少值"),
    (r"argument (?P<name>\S+): ignored explicit argument (?P<what>.+)", "{name} 不带值，而这里给了 {what}"),
    (r"argument (?P<name>\S+): not allowed with argument (?P<what>.+)", "{name} 不能与 {what} 一起用"),
    (r"the following arguments are required: (?P<what>.+)", "缺少参数：{what}"),
    (r"one of the arguments (?P<what>.+) is required", "缺少参数：{what} 之一"),
    (r"ambiguous option: (?P<what>\S+) could match (?P<known>.+)", "{what} 可以是 {known}，请写全"),
)
"""What argparse says of a fault, and how it is said in Chinese."""


@cache
def _width() -> int:
    """The columns for help, as argparse has them, which imports ``shutil`` and all that compresses files to find them."""
    with suppress(ValueError):
        if (columns := int(os.environ.get("COLUMNS", ""))) > 0:
            return columns - 2
    with suppress(AttributeError, ValueError, OSError):
        if (columns := os.get_terminal_size(sys.__stdout__.fileno()).columns) > 0:  # type: ignore[union-attr]
            return columns - 2
    return 78


class _Help(argparse.HelpFormatter):
    """Help that fits the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_width())


class _RawHelp(_Help, argparse.RawDescriptionHelpFormatter):
    """The same with descriptions as they are written."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and faults are in English, and those of its subparsers; see ChineseParser."""

    zh: ClassVar[bool] = False

    def __init__(self, **options: Any) -> None:
        raw = options.pop("formatter_class", None) is argparse.RawDescriptionHelpFormatter
        super().__init__(**options, formatter_class=_RawHelp if raw else _Help, add_help=False)
        self.add_argument("-h", "--help", action="help", help="显示这份帮助" if self.zh else "show this help")
        if self.zh:
            for group in self._action_groups:
                group.title = _TITLES.get(group.title or "", group.title)

    def format_usage(self) -> str:
        """The usage line."""
        return self._in_language(super().format_usage())

    def format_help(self) -> str:
        """The help."""
        return self._in_language(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the arguments, with the nearest known option, and exits with 2."""
        zh = self.zh
        said = _chinese(message) if zh else message
        near = self._nearest(message)
        if near:
            said += f"；是不是 {near}？" if zh else f"; did you mean {near}?"
        *_, command = _below(self)  # the only command, where it is known
        more = f"全部选项见 {command.prog} --help" if zh else f"see {command.prog} --help"
        self.exit(2, f"reportlint: {said}\n{more}\n")

    def _nearest(self, message: str) -> str:
        """The known option or choice most like the one that is not known, or an empty text."""
        from difflib import get_close_matches

        unknown = re.search(r"unrecognized arguments: .*?(--[\w-]+)", message)
        chosen = re.search(r"argument (\S+): invalid choice: '([^']*)'", message)
        known: Iterable[str] = ()
        if unknown:
            word, known = unknown[1], (name for parser in _below(self) for name in parser._option_string_actions if name.startswith("--"))
        elif chosen:
            word = chosen[2]
            names = set(chosen[1].split("/"))
            known = (
                str(choice) for action in self._actions if action.choices and names & {*action.option_strings, action.dest, str(action.metavar)}
                for choice in action.choices
            )
        match = get_close_matches(word, sorted(set(known)), n=1) if unknown or chosen else []
        return match[0] if match else ""

    def _in_language(self, text: str) -> str:
        return text.replace(_USAGE, "用法：", 1) if self.zh else text


class ChineseParser(Parser):
    """The same in Chinese."""

    zh = True


def _below(parser: argparse.ArgumentParser) -> Iterable[argparse.ArgumentParser]:
    """The subparsers, then the parser; a subparser that is the only one comes last."""
    found = [below for action in parser._actions if isinstance(action, argparse._SubParsersAction) for below in action.choices.values()]
    yield from (parser, *found) if len(found) == 1 else (*found, parser)


def _chinese(message: str) -> str:
    """A fault in Chinese, as it is where there are no words for it."""
    for pattern, zh in _FAULTS:
        if found := re.fullmatch(pattern, message):
            return zh.format_map(found.groupdict())
    return message
