"""Paths as a project has them: relative to its root, with forward slashes, wherever one stands and however they are typed."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def project_root(start: Path) -> Path | None:
    """The nearest folder from ``start`` upward that holds ``.git``, or None."""
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def in_project(path: str, root: Path) -> str:
    """The path from the top of the git repository that holds it, else relative to ``root`` (absolute)."""
    top = _repository(os.path.dirname(os.path.abspath(path)))
    return relative(path, Path(top) if top else root)


@lru_cache(maxsize=4096)
def _repository(folder: str) -> str:
    """The nearest folder upward that holds ``.git``; empty for none."""
    if os.path.exists(os.path.join(folder, ".git")):
        return folder
    parent = os.path.dirname(folder)
    return "" if parent == folder else _repository(parent)


def relative(path: str, folder: Path) -> str:
    """The path as it is written in ``folder`` (absolute).

    One that seems to lie outside is tried with its links resolved; one on another drive stays absolute.
    """
    absolute, root = os.path.abspath(path), os.path.join(folder, "")
    if not absolute.startswith(root):
        real, real_root = os.path.realpath(path), os.path.join(os.path.realpath(folder), "")
        if real.startswith(real_root):
            absolute, root = real, real_root
    if absolute.startswith(root):
        return absolute[len(root):].replace(os.sep, "/")
    try:
        return Path(os.path.relpath(absolute, root)).as_posix()
    except ValueError:
        return Path(absolute).as_posix()
