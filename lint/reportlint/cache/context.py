"""What outcomes depend on beside the file: the program, the rules with their options, the units."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from reportlint import __version__
from reportlint.cache.store import Store
from reportlint.codec import FORMAT
from reportlint.config import Settings
from reportlint.plugins import EntryPoint
from reportlint.rule import DocumentRule, Rule
from reportlint.source import digest

_INDEPENDENT = frozenset({
    "root", "origin", "exclude", "include", "lang", "fail_on", "scope", "respect_gitignore", "severity", "per_file_ignores",
    "suppress", "require_reason", "jobs", "cache", "cache_dir",
    "select", "extend_select", "ignore", "preview",
})
"""Settings that count after linting, or, in the last line, by the rules that run. All others tell contexts apart."""


def context_of(settings: Settings, rules: Sequence[Rule], points: Iterable[EntryPoint], store: Store) -> bytes | None:
    """What tells outcomes of this program with these rules and settings from all others.

    None where the code that runs cannot be told, as in a frozen program. ``store`` keeps what is slow to find out.
    """
    offered = {point.module for point in points if point.module.partition(".")[0] in sys.modules}
    code = _code({"reportlint", *offered, *(type(rule).__module__ for rule in rules)}, store)
    if code is None:
        return None
    parts = [
        str(FORMAT), __version__, sys.version, *_distributions(), "", *code, "",
        *(rule.meta.code for rule in rules if isinstance(rule, DocumentRule)), "",
        *(f"{rule.meta.code}={state}" for rule in rules if (state := rule.state())), "",
        *(f"{field.name}={getattr(settings, field.name)!r}" for field in fields(settings) if field.name not in _INDEPENDENT), "",
        *(_content(Path(os.path.join(settings.root, name))) for name in settings.rules_files),
    ]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _distributions() -> list[str]:
    """The names of all that is installed, with their versions."""
    found: list[str] = []
    for folder in sys.path:
        try:
            found.extend(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
    return sorted(found)


def _code(modules: Iterable[str], store: Store) -> list[str] | None:
    """The digests of the packages that the modules belong to, in order; None where one is not in plain files."""
    found = set()
    for place in {_package(module) for module in modules}:
        if place is None:
            return None
        try:
            states = list(_files(place))
        except OSError:
            return None
        signature = digest(repr((place, sorted(states))).encode("utf-8", "surrogatepass")).hex()
        known = store.get(signature)
        if known is None:
            # names and times change with each installation, the code may not
            known = digest(b"".join(digest(_name(place, path)) + digest(Path(path).read_bytes()) for path, _, _ in sorted(states)))
            store.put(signature, known)
        found.add(known.hex())
    return sorted(found)


def _name(place: str, path: str) -> bytes:
    return os.fsencode(os.path.relpath(path, os.path.dirname(place)))


def _package(module: str) -> str | None:
    """The folder of the outermost package that a module belongs to, or its file; namespace packages do not count."""
    parts = module.split(".")
    for length in range(1, len(parts) + 1):
        loaded = sys.modules.get(".".join(parts[:length]))
        if loaded is None:
            return None
        file = getattr(loaded, "__file__", None)
        if file:
            return os.path.dirname(file) if hasattr(loaded, "__path__") else str(file)
    return None


def _files(place: str) -> Iterator[tuple[str, int, int]]:
    """The files of a package with their sizes and times of change; raises OSError."""
    if not os.path.isdir(place):
        state = os.stat(place)
        yield place, state.st_size, state.st_mtime_ns
        return
    with os.scandir(place) as scan:
        for entry in scan:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                state = entry.stat()
                yield entry.path, state.st_size, state.st_mtime_ns


def _content(path: Path) -> str:
    """The digest of a file's bytes; empty where it cannot be read."""
    try:
        return digest(path.read_bytes()).hex()
    except OSError:
        return ""
