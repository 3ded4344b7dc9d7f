"""What holds for a folder: its settings, rules, readers and baseline, read again when their files change."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from reportlint import config, discover, plugins
from reportlint.baseline import Counts
from reportlint.config import Settings
from reportlint.paths import project_root, relative
from reportlint.plugins import ReaderSet
from reportlint.policy import Catalogue, Policy, resolve
from reportlint.records import dataclass
from reportlint.rule import Rule
from reportlint.server.records import Draft, Options

RulesFor = Callable[[Settings], tuple[type[Rule], ...]]
"""The rules that are installed and that the settings declare; raises ConfigError or PluginError."""

FORMATS = ("text", "markdown")
"""The readers of documents whose text is the file itself."""

_LANGUAGES = {"plaintext": "text", "text": "text", "markdown": "markdown", "pandoc": "markdown"}


class NeedsNewProcess(Exception):
    """The units of this process are no longer those of the settings, and a process cannot forget a unit."""


@dataclass(frozen=True, slots=True)
class Project:
    """The settings that hold for a folder, resolved; ``known`` are the findings of the baseline, empty without one."""

    settings: Settings
    policy: Policy
    readers: ReaderSet
    known: Counts
    lang: str

    @property
    def root(self) -> Path:
        """The folder that paths are relative to."""
        return self.settings.root

    def format_of(self, draft: Draft) -> str:
        """The name of the reader for an open document; empty for one that is not to be linted."""
        suffix = os.path.splitext(draft.path)[1].lower()
        if not suffix:
            return _LANGUAGES.get(draft.language, "")
        reader = self.readers.for_suffix(suffix)
        if reader is not None:
            return reader.name if reader.name in FORMATS else ""
        included = {s.lower() if s.startswith(".") else f".{s.lower()}" for s in self.settings.include}
        return "text" if suffix in included else ""

    def excludes(self, draft: Draft) -> bool:
        """Whether the settings leave out the file of an open document."""
        if not draft.path or not self.settings.exclude or not os.path.isfile(draft.path):
            return False
        found = discover.discover([draft.path], self.filters(force_exclude=True))
        return not found.targets and not found.skipped

    def filters(self, *, force_exclude: bool = False) -> discover.Filters:
        """What discovery goes by: texts and Markdown alone."""
        return discover.Filters(
            self.root, self._edited, self.settings.include, self.settings.exclude,
            respect_gitignore=self.settings.respect_gitignore, force_exclude=force_exclude,
        )

    def label(self, draft: Draft) -> str:
        """The path of an open document as it is shown: from the root, absolute for a file outside, the URI for no file."""
        if not draft.path:
            return draft.uri
        inside = relative(draft.path, self.root)
        return draft.path if inside.startswith("../") else inside

    @contextmanager
    def stand(self) -> Iterator[None]:
        """Makes the root the current folder, which labels are relative to."""
        if not self.root.is_dir():
            yield
            return
        with chdir(self.root):
            yield

    def _edited(self, suffix: str) -> bool:
        reader = self.readers.for_suffix(suffix)
        return reader is not None and reader.name in FORMATS


@dataclass(frozen=True, slots=True)
class _Kept:
    project: Project
    files: tuple[str, ...]
    signature: tuple[object, ...]


class Projects:
    """The projects that documents belong to, each read once while its files stay as they are."""

    def __init__(self, rules_for: RulesFor) -> None:
        self._rules_for = rules_for
        self._kept: dict[tuple[object, ...], _Kept] = {}
        self._units: dict[str, tuple[str, str]] = {}

    def of(self, folder: str, options: Options) -> Project:
        """The project of a folder.

        Raises:
            ConfigError, PluginError: where its settings, rules or baseline cannot be followed.
            NeedsNewProcess: where they take back a unit of measurement.
        """
        start = Path(folder)
        path = config.find(start)
        key = (path or start, options.lang, options.default_lang, options.select, options.ignore)
        kept = self._kept.get(key)
        if kept is None or kept.signature != _signature(kept.files):
            kept = self._kept[key] = self._read(path, start, options)
        return kept.project

    def _read(self, path: Path | None, start: Path, options: Options) -> _Kept:
        settings = config.load(path) if path else Settings(project_root(start) or start)
        known = settings.root.absolute() / options.baseline if options.baseline else None
        files = tuple(str(file) for file in (path, known, *(settings.root / name for name in settings.rules_files)) if file)
        signature = _signature(files)
        settings = config.override(settings, select=options.select, ignore=options.ignore)
        self._apply_units(settings)
        policy = resolve(settings, Catalogue(self._rules_for(settings)))
        counts: Counts = {}
        if known is not None and known.is_file():
            from reportlint import baseline

            counts = baseline.load(known)
        lang = options.lang or settings.lang or options.default_lang
        project = Project(settings, policy, plugins.load_readers(plugins.discover()), counts, lang)
        return _Kept(project, files, signature)

    def _apply_units(self, settings: Settings) -> None:
        """Makes the units known; those of one settings file replace what the same file said before.

        Units of other folders stay: to forget them at every change between folders would cost a process each time.
        """
        wanted = dict(settings.units)
        for name, (definition, origin) in self._units.items():
            gone = name not in wanted and (origin == settings.origin or not os.path.exists(origin))
            if gone or wanted.get(name, definition) != definition:
                raise NeedsNewProcess
        config.apply_units(settings)
        self._units.update((name, (definition, settings.origin)) for name, definition in settings.units)


def _signature(files: Collection[str]) -> tuple[object, ...]:
    """What changes when one of the files does."""
    found: list[object] = []
    for file in files:
        try:
            status = os.stat(file)
            found.append((status.st_mtime_ns, status.st_size, status.st_ino))
        except OSError:
            found.append(None)
    return tuple(found)
