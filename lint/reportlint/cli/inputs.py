"""What the commands share: the settings that hold for the arguments, the files that they name, the rules."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.paths import project_root

if TYPE_CHECKING:
    from datetime import date

    from reportlint.config import Settings
    from reportlint.discover import Discovered, Target
    from reportlint.plugins import EntryPoint, ReaderSet
    from reportlint.rule import Rule


_OWN_PAGES = {
    ".html": b'<meta name="generator" content="reportlint ', ".htm": b'<meta name="generator" content="reportlint ',
    ".md": b"## reportlint\n\n", ".csv": b"path,report,title,place,year,year_from,grain,part,role,indicator,",
}
"""What the pages that reportlint writes have near their beginning."""


def add_settings_arguments(parser: argparse.ArgumentParser | argparse._ArgumentGroup, lang: str) -> None:
    """Adds ``--config`` and ``--isolated``."""
    zh = lang == "zh"
    parser.add_argument("--config", metavar="PATH", help="用这个设置文件" if zh else "use this settings file")
    parser.add_argument("--isolated", action="store_true", help="不用任何设置文件" if zh else "use no settings file")


def settings_for(arguments: argparse.Namespace, paths: Sequence[str]) -> Settings:
    """The settings of the file that holds for the paths, with its units made known; raises ConfigError.

    Without a file their root is that of the repository, else the current folder.
    """
    from reportlint import config

    cwd = Path.cwd()
    if arguments.config is not None:
        settings = config.load(Path(arguments.config))
    else:
        folder = config.common_folder(paths, cwd)
        path = None if arguments.isolated else config.find(folder)
        settings = config.load(path) if path else config.Settings(project_root(folder) or cwd)
    config.apply_units(settings)
    return settings


def today() -> date:
    """The day on which suppressions may have run out."""
    from datetime import date

    return date.today()


def rules_for(settings: Settings, points: Sequence[EntryPoint] | None = None) -> tuple[type[Rule], ...]:
    """The installed rules, those that the settings declare, those about suppressions; raises PluginError or ConfigError."""
    from reportlint import plugins
    from reportlint.ownrules import RULES as OWN_RULES

    rules = plugins.load_rules(points)
    if settings.terms or settings.rules_files:
        from reportlint import declarative

        rules = (*rules, *declarative.load(settings, rules))
    return (*rules, *OWN_RULES)


def files_for(
    paths: Sequence[str], arguments: argparse.Namespace, settings: Settings, readers: ReaderSet
) -> Discovered:
    """The files that the paths stand for; standard input, for ``-``, is read and comes last."""
    from reportlint import discover

    filters = discover.Filters(
        settings.root, readers.claims, settings.include, settings.exclude,
        Path.cwd(), tuple(arguments.exclude or ()), settings.respect_gitignore, arguments.force_exclude,
        readers.lacks,
    )
    found = _without_own_pages(discover.discover([path for path in paths if path != "-"], filters))
    if "-" not in paths:
        return found
    label = arguments.stdin_filename or "-"
    suffix = os.path.splitext(label)[1].lower()
    target = discover.Target(Path(label), label, suffix, sys.stdin.buffer.read())
    return discover.Discovered((*found.targets, target), found.skipped)


def _without_own_pages(found: Discovered) -> Discovered:
    """The files without the pages that an earlier run has written among them: they quote every fault they tell of."""
    from reportlint.discover import Discovered
    from reportlint.report import SkippedFile

    own = {target.label for target in found.targets if _is_own_page(target)}
    if not own:
        return found
    skipped = [*found.skipped, *(SkippedFile(label, "own-output", fault=False) for label in own)]
    return Discovered(
        tuple(target for target in found.targets if target.label not in own), tuple(sorted(skipped, key=lambda file: file.path)))


def _is_own_page(target: Target) -> bool:
    mark = _OWN_PAGES.get(target.suffix)
    if mark is None or target.data is not None:
        return False
    try:
        with open(target.path, "rb") as file:
            return mark in file.read(600)
    except (OSError, ValueError):
        return False
