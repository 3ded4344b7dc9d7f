"""How the commands lint: in how many processes, and with what is kept between runs."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.cli.inputs import rules_for, today

if TYPE_CHECKING:
    from reportlint.cache import Store
    from reportlint.config import Settings
    from reportlint.discover import Discovered, Target
    from reportlint.plugins import EntryPoint, ReaderSet
    from reportlint.policy import Policy
    from reportlint.report import RunResult
    from reportlint.rule import Rule
    from reportlint.runner import Progress
    from reportlint.source import FileChanged

_TINY = 2_000
"""Bytes of text that are linted as quickly as it is found out whether they were linted before."""


def add_speed_arguments(parser: argparse.ArgumentParser | argparse._ArgumentGroup, lang: str) -> None:
    """Adds ``--jobs``, ``--no-cache`` and ``--cache-dir``."""
    zh = lang == "zh"
    add_jobs(parser, lang)
    parser.add_argument("--no-cache", action="store_true", help=(
        "不用也不记上次的检查结果" if zh else "neither use nor keep what earlier runs found"))
    add_cache_dir(parser, lang)


def add_cache_dir(parser: argparse.ArgumentParser | argparse._ArgumentGroup, lang: str) -> None:
    """Adds ``--cache-dir``."""
    parser.add_argument("--cache-dir", metavar="DIR", help=(
        "检查结果记在哪个文件夹（默认为设置文件旁边的 .reportlint_cache）" if lang == "zh"
        else "the folder that keeps what was found (default: .reportlint_cache beside the settings)"))


def add_jobs(parser: argparse.ArgumentParser | argparse._ArgumentGroup, lang: str) -> None:
    """Adds ``--jobs``."""

    def number(given: str) -> int:
        """The number of processes; 0 for ``auto``."""
        if given == "auto":
            return 0
        if not given.isascii() or not given.isdigit():
            raise argparse.ArgumentTypeError(
                f"应当是整数或 auto，而不是 {given!r}" if lang == "zh" else f"must be a whole number or auto, not {given!r}")
        return int(given)

    parser.add_argument("--jobs", "-j", type=number, metavar="N", help=(
        "同时用几个进程（默认自动：按处理器核数和文本多少）" if lang == "zh"
        else "how many processes work at once (default: by the cores and by how much text there is)"))


def jobs_of(arguments: argparse.Namespace, settings: Settings) -> int:
    """How many processes may work at once, as the arguments, the settings and the processors have it."""
    return (settings.jobs if arguments.jobs is None else arguments.jobs) or _cores()


def lint(
    found: Discovered, readers: ReaderSet, policy: Policy, settings: Settings, points: Sequence[EntryPoint],
    arguments: argparse.Namespace, lang: str, progress: Progress | None = None,
) -> RunResult:
    """The result of linting what was found, as the settings and the arguments have it."""
    from reportlint import runner

    store = _store_in_use(found.targets, settings, arguments)
    cache = None
    if store is not None:
        from reportlint.cache import Cache, context_of

        context = context_of(settings, policy.rules, points, store)
        cache = Cache(store, context) if context is not None else None
    result = runner.run(
        found.targets, readers, policy, skipped=found.skipped, scope=settings.scope, lang=lang, progress=progress,
        today=today() if settings.suppress else None,
        jobs=jobs_of(arguments, settings),
        prepare=partial(prepared, settings), cache=cache, whole=_is_whole(settings, arguments),
    )
    if store is not None:
        store.prune(time.time())
    return result


def _is_whole(settings: Settings, arguments: argparse.Namespace) -> bool:
    """Whether the arguments ask for all files of the project and all rules of its settings."""
    narrower = ("select", "ignore", "exclude", "scope", "no_respect_gitignore")
    if any(getattr(arguments, name, None) for name in narrower):
        return False
    root = os.path.join(os.path.realpath(settings.root), "")
    return any(root.startswith(os.path.join(os.path.realpath(path), "")) for path in arguments.paths or ["."] if path != "-")


def say_changed(error: FileChanged, lang: str) -> None:
    """Says on standard error that a file changed between linting it and writing what was found."""
    from reportlint.report.strings import reason

    sys.stderr.write(f"reportlint: {error.detail}{'：' if lang == 'zh' else ': '}{reason(error.reason, '', lang)}\n")


def prepared(settings: Settings) -> tuple[ReaderSet, Sequence[Rule]]:
    """The readers and rules that settings ask for, made anew, as a process of its own needs them."""
    from reportlint import config, plugins
    from reportlint.policy import Catalogue, resolve

    config.apply_units(settings)
    points = plugins.discover()
    return plugins.load_readers(points), resolve(settings, Catalogue(rules_for(settings, points))).rules


def store_of(settings: Settings, arguments: argparse.Namespace) -> Store:
    """The folder that keeps what was found, as the settings and the arguments have it; raises ConfigError for one that is in use."""
    from reportlint.cache import Store
    from reportlint.config import ConfigError
    from reportlint.rule import Message

    given = arguments.cache_dir
    store = Store(Path(given).absolute() if given else Path(os.path.join(settings.root, settings.cache_dir)).absolute())
    if store.is_foreign:
        raise ConfigError(Message(
            f"{store.folder} 里有别的东西，请为 cache-dir 另选一个文件夹",
            f"{store.folder} holds other things; name a folder of its own as cache-dir",
        ))
    return store


def _store_in_use(targets: Sequence[Target], settings: Settings, arguments: argparse.Namespace) -> Store | None:
    """The folder that keeps what is found; None for a run that keeps nothing.

    A single file outside of any project leaves no folder beside it.
    """
    if arguments.no_cache or not (settings.cache or arguments.cache_dir) or _size(targets) < _TINY:
        return None
    store = store_of(settings, arguments)
    project = settings.origin or arguments.cache_dir or (settings.root / ".git").exists()
    return store if project or len(targets) > 1 or store.folder.is_dir() else None


def _size(targets: Sequence[Target]) -> int:
    """The bytes of the files to lint, up to about what is not tiny; standard input is never kept."""
    total = 0
    for target in targets:
        if target.data is None:
            with suppress(OSError, ValueError):
                total += os.stat(target.path).st_size
        if total >= _TINY:
            break
    return total


def _cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
