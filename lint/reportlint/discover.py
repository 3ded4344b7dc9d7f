"""Which files to lint: walks folders, honours ``.gitignore`` and excludes, and says what was left out and why.

- Files come sorted, each once (a file reached twice, by two arguments or a symbolic link, is linted once).
- Ignored folders are pruned, as git does; files below them cannot be let in again.
- Hidden files and folders, Word's lock files (``~$…``) and the folders that belong to a saved web page
  (``page_files``) are passed over; folders behind symbolic links are not entered, and that is said.
- A file that is named itself is read whatever its ending and whatever the ignore files say; in a folder only
  the endings that a reader claims count. Formats that are known but cannot be read are said, whether there is no
  reader for them or the packages that it needs are not installed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.records import dataclass
from reportlint.report.model import SkippedFile

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

UNSUPPORTED = frozenset({
    ".doc", ".docm", ".dot", ".dotx", ".odt", ".pages", ".rtf", ".wps", ".wpt",
    ".mht", ".mhtml", ".ofd",
    ".dps", ".et", ".ett", ".numbers", ".ppt", ".pptx", ".xlsb",
})
"""Endings of documents that no reader reads; they are said, so that nobody takes them for checked."""

IMAGES = frozenset({".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"})
"""Endings of images: one that is named itself is said, but those in a folder are taken for illustrations."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file to lint: where it is, the path to show, its lower-case ending; ``data`` holds standard input."""

    path: Path
    label: str
    suffix: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Discovered:
    """What was found: targets in order, and what was left out."""

    targets: tuple[Target, ...]
    skipped: tuple[SkippedFile, ...]


def _nothing(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What discovery goes by. ``exclude`` patterns (as in ``.gitignore``) are relative to ``root``.

    ``claims`` tells whether a reader reads a lower-case ending, ``include`` are further ones to read as plain text;
    ``force_exclude`` makes excludes count for files that are named themselves too.
    """

    root: Path
    claims: Callable[[str], bool]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    cwd: Path = Path()
    exclude_here: tuple[str, ...] = ()
    """Patterns of the command line, relative to ``cwd``."""
    respect_gitignore: bool = True
    force_exclude: bool = False
    lacks: Callable[[str], str] = _nothing
    """The extra without which files with a lower-case ending cannot be read, empty for none."""


def discover(paths: Sequence[str], filters: Filters) -> Discovered:
    """The files that the paths name or hold; never raises on what it meets on the disk."""
    walk = _Walk(filters)
    for path in paths:
        walk.argument(path)
    return Discovered(
        tuple(sorted(walk.targets, key=lambda target: target.label)),
        tuple(sorted(walk.skipped, key=lambda skipped: skipped.path)),
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Ignore patterns with the folder that they are relative to."""

    root: str
    spec: GitIgnoreSpec

    def verdict(self, path: str, folder: bool) -> bool | None:
        """True for ignored, False for let in again, None where no pattern matches."""
        relative = os.path.relpath(path, self.root).replace(os.sep, "/")
        if relative.startswith("../"):
            return None
        return self.spec.check_file(relative + "/" if folder else relative).include


def _compile(root: str, lines: Iterable[str]) -> _Patterns:
    from pathspec import GitIgnoreSpec

    return _Patterns(root, GitIgnoreSpec.from_lines(lines))


class _Walk:
    """Collects targets and skipped files."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._included = {s.lower() if s.startswith(".") else f".{s.lower()}" for s in filters.include}
        self._excludes = [
            _compile(os.path.abspath(root), patterns)
            for root, patterns in ((filters.root, filters.exclude), (filters.cwd, filters.exclude_here)) if patterns
        ]
        self._seen: set[str] = set()
        self.targets: list[Target] = []
        self.skipped: list[SkippedFile] = []

    def argument(self, path: str) -> None:
        """Takes a file or folder that the user named."""
        label = _label(path)
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            self._fault(label, "not-found" if isinstance(error, FileNotFoundError) else "unreadable", error)
            return
        except ValueError as error:  # a null byte
            self.skipped.append(SkippedFile(label, "not-found", str(error)))
            return
        if stat.S_ISDIR(mode):
            absolute = os.path.abspath(path)
            ignores = _parent_ignores(absolute) if self._filters.respect_gitignore else []
            if _ignored(ignores, absolute, folder=True):  # asked for by name: what ignores it does not count
                ignores = []
            self._folder(path, label, ignores, (os.path.realpath(path),))
        elif not stat.S_ISREG(mode):
            self.skipped.append(SkippedFile(label, "special-file"))
        elif not (self._filters.force_exclude and self._excluded(os.path.abspath(path), folder=False)):
            suffix = os.path.splitext(path)[1].lower()
            if suffix in UNSUPPORTED | IMAGES and not self._reads(suffix):
                self.skipped.append(SkippedFile(label, "image" if suffix in IMAGES else "unsupported-format", suffix))
            elif lacking := self._lacks(suffix):
                self.skipped.append(SkippedFile(label, "needs-extra", lacking))
            else:
                self._target(path, label, suffix)

    def _folder(self, path: str, label: str, ignores: list[_Patterns], above: tuple[str, ...]) -> None:
        try:
            with os.scandir(path) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            self._fault(label, "unreadable", error)
            return
        if self._filters.respect_gitignore and any(entry.name == ".gitignore" for entry in entries):
            own = _read_ignore(os.path.join(path, ".gitignore"), os.path.abspath(path))
            ignores = [*ignores, own] if own else ignores
        resources = _page_resources(entry.name for entry in entries)
        for entry in entries:
            if entry.name in resources:
                continue
            self._entry(entry, f"{label}/{entry.name}" if label != "." else entry.name, ignores, above)

    def _entry(self, entry: os.DirEntry[str], label: str, ignores: list[_Patterns], above: tuple[str, ...]) -> None:
        if entry.name.startswith((".", "~$")):
            return
        suffix = os.path.splitext(entry.name)[1].lower()
        try:
            folder = entry.is_dir()
            reads = not folder and self._reads(suffix)
            if not folder and not reads and suffix not in UNSUPPORTED:
                return
            absolute = os.path.abspath(entry.path)
            if _ignored(ignores, absolute, folder) or self._excluded(absolute, folder):
                return
            if folder and entry.is_symlink():
                loop = os.path.realpath(entry.path) in above
                self.skipped.append(SkippedFile(label, "symlink-loop" if loop else "symlinked-folder", fault=False))
            elif folder:
                self._folder(entry.path, label, ignores, (*above, os.path.realpath(entry.path)))
            elif not reads:
                self.skipped.append(SkippedFile(label, "unsupported-format", suffix, fault=False))
            elif not stat.S_ISREG(entry.stat().st_mode):
                self.skipped.append(SkippedFile(label, "special-file", fault=False))
            elif lacking := self._lacks(suffix):
                self.skipped.append(SkippedFile(label, "needs-extra", lacking, fault=False))
            else:
                self._target(entry.path, label, suffix)
        except OSError as error:
            self._fault(label, "unreadable", error)

    def _reads(self, suffix: str) -> bool:
        return suffix in self._included or self._filters.claims(suffix)

    def _lacks(self, suffix: str) -> str:
        return "" if suffix in self._included else self._filters.lacks(suffix)

    def _excluded(self, absolute: str, folder: bool) -> bool:
        return _ignored(self._excludes, absolute, folder)

    def _target(self, path: str, label: str, suffix: str) -> None:
        real = os.path.realpath(path)
        if real not in self._seen:
            self._seen.add(real)
            self.targets.append(Target(Path(path), label, suffix))

    def _fault(self, label: str, reason: str, error: OSError) -> None:
        self.skipped.append(SkippedFile(label, reason, error.strerror or str(error)))


def _page_resources(names: Iterable[str]) -> frozenset[str]:
    """The folders that browsers put beside a saved web page for its scripts, images and frames."""
    pages = (os.path.splitext(name) for name in names)
    return frozenset(
        stem + ending for stem, suffix in pages if suffix.lower() in (".htm", ".html", ".xhtml")
        for ending in ("_files", ".files")
    )


def _label(path: str) -> str:
    """The path to show: normalized, with forward slashes."""
    return os.path.normpath(path).replace(os.sep, "/") if path else path


def _ignored(ignores: Iterable[_Patterns], path: str, folder: bool) -> bool:
    """Whether the last pattern that matches ignores the path; deeper files come later and win."""
    ignored = False
    for patterns in ignores:
        verdict = patterns.verdict(path, folder)
        if verdict is not None:
            ignored = verdict
    return ignored


def _read_ignore(path: str, root: str) -> _Patterns | None:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return _compile(root, file.read().splitlines())
    except (OSError, ValueError):
        return None


def _parent_ignores(folder: str) -> list[_Patterns]:
    """The ignore files that hold for a folder from above it, outermost first, within its repository."""
    folders = [folder]
    while not os.path.exists(os.path.join(folders[-1], ".git")):
        parent = os.path.dirname(folders[-1])
        if parent == folders[-1]:
            return []
        folders.append(parent)
    top = folders[-1]
    found = [_read_ignore(os.path.join(top, ".git", "info", "exclude"), top)]
    found.extend(_read_ignore(os.path.join(above, ".gitignore"), above) for above in reversed(folders[1:]))
    return [patterns for patterns in found if patterns]
