"""``reportlint server``: the language server for editors, over standard input and output or a socket."""

from __future__ import annotations

import argparse
import logging
import os
import socket
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from reportlint.cli.baseline import FILE
from reportlint.cli.inputs import rules_for, today

if TYPE_CHECKING:
    from collections.abc import Iterator

FAILURE = 2
_LOCALHOST = "127.0.0.1"

_ZH = """\
供编辑器用的语言服务器（LSP）：边写边检查，悬停看复算过程，跳转到有关的数，一键修正或注明理由忽略。

由编辑器启动，通常不用手动运行；各编辑器的设置见文档“在编辑器里用”。需要 pip install 'reportlint[server]'。"""

_EN = """\
The language server (LSP) for editors: lints while you write, shows how a number was recomputed, goes to the numbers
it belongs with, fixes, or ignores with a reason.

An editor starts it; see the page on editors of the documentation for their settings. Needs pip install 'reportlint[server]'."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser], lang: str) -> None:
    """Adds the command's arguments."""
    zh = lang == "zh"
    parser = subparsers.add_parser(
        "server", help="供编辑器用的语言服务器" if zh else "the language server for editors",
        description=_ZH if zh else _EN, formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--stdio", action="store_true", help=(
        "用标准输入输出通信（默认）" if zh else "talk over standard input and output (the default)"))
    parser.add_argument("--tcp", metavar="[HOST:]PORT", help=(
        "改为等待一个连接，主机默认本机；端口 0 为任意空闲端口，写在标准错误里"
        if zh else "wait for one connection instead, on this machine unless a host is given; port 0 is any free one, told on standard error"))
    parser.add_argument("--lang", choices=("zh", "en"), help=(
        "语言（默认按编辑器、项目设置或系统语言）" if zh else "language (default: editor, project settings, else locale)"))


def run(arguments: argparse.Namespace, lang: str) -> int:
    """Serves one editor; 0 after an orderly shutdown, 1 where the editor has just gone, 2 where serving is not possible."""
    address = None
    if arguments.tcp is not None:
        address = _address(arguments.tcp)
        if address is None:
            sys.stderr.write(
                f"reportlint: --tcp 应当写作 [主机:]端口，而不是“{arguments.tcp}”\n" if lang == "zh"
                else f"reportlint: --tcp must be [HOST:]PORT, not '{arguments.tcp}'\n")
            return FAILURE
    if not _installed():
        sys.stderr.write(
            "reportlint: 语言服务器需要 pygls 2：pip install 'reportlint[server]'\n" if lang == "zh"
            else "reportlint: the language server needs pygls 2: pip install 'reportlint[server]'\n")
        return FAILURE
    if address is None:
        with _standard_streams() as streams:
            return _serve(*streams, arguments.lang or "", lang)
    with _connection(address, lang) as streams:
        return _serve(*streams, arguments.lang or "", lang)


def _serve(incoming: BinaryIO, outgoing: BinaryIO, forced_lang: str, lang: str) -> int:
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    from reportlint.server.process import Worker

    linter, comparer = Worker(rules_for), Worker(rules_for)
    linter.start()  # comes up while this process imports the protocol
    from reportlint.server.app import ReportlintServer
    from reportlint.server.features import register as register_features

    server = ReportlintServer(
        linter, comparer, lang=lang, forced_lang=forced_lang, baseline=FILE, today=today,
    )
    register_features(server)
    server.start_io(incoming, outgoing)
    return 0 if server.orderly else 1


def _installed() -> bool:
    """Whether pygls is there, in a version that we can use."""
    from importlib.util import find_spec

    try:
        return find_spec("pygls.lsp.server") is not None
    except (ImportError, ValueError):
        return False


def _address(given: str) -> tuple[str, int] | None:
    """The host and port; None where the text is no address."""
    host, _, port = given.rpartition(":")
    host = host.strip("[]") or _LOCALHOST
    if not (port.isascii() and port.isdecimal() and int(port) < 65536):
        return None
    return host, int(port)


@contextmanager
def _standard_streams() -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Standard input and output as the channel to the editor; whatever else is printed goes to standard error.

    Descriptors 0 and 1 are turned away, so that neither a rule nor a child process can write between the messages.
    """
    with os.fdopen(os.dup(0), "rb") as incoming, os.fdopen(os.dup(1), "wb") as outgoing:
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        sys.stdout.flush()
        os.dup2(2, 1)
        yield cast(BinaryIO, incoming), cast(BinaryIO, outgoing)


@contextmanager
def _connection(address: tuple[str, int], lang: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The streams of the first connection to an address."""
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.create_server(address, family=family) as listening:
        host, port = listening.getsockname()[:2]
        sys.stderr.write(f"reportlint: 等待连接 {host}:{port}\n" if lang == "zh" else f"reportlint: listening on {host}:{port}\n")
        sys.stderr.flush()
        connection, _ = listening.accept()
    with connection, connection.makefile("rb") as incoming, connection.makefile("wb") as outgoing:
        yield cast(BinaryIO, incoming), cast(BinaryIO, outgoing)
