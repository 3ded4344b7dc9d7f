"""An installed distribution of rules, ``acme_rules``, and the command line run beside it in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

collect_ignore = ["acme_rules"]  # a project with tests of its own, run by test_new_rule.py
SOURCE = Path(__file__).with_name("acme_rules")


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left."""

    status: int
    out: str
    err: str


def install(source: Path, target: Path) -> None:
    """Lays a distribution out in a folder as pip does with ``--target``, from its pyproject.toml; needs no build backend."""
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"], project["version"]
    shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    info = target / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("".join(
        f"[{group}]\n" + "".join(f"{key} = {value}\n" for key, value in points.items())
        for group, points in project["entry-points"].items()
    ), encoding="utf-8")


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """The folder in which acme_rules is installed, to be changed at will."""
    target = tmp_path / "site"
    install(SOURCE, target)
    return target


@pytest.fixture
def reportlint(acme: Path, tmp_path: Path) -> Callable[..., Ran]:
    """Runs the command line in a folder of its own (``drafts``), with acme_rules installed beside reportlint."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / ".git").mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "PYTHONPATH"))}
    environment = {**kept, "PYTHONPATH": str(acme), "LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}

    def run(*arguments: str, **files: str) -> Ran:
        for name, text in files.items():
            (drafts / name.replace("__", ".")).write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "reportlint", *arguments], cwd=drafts, env=environment, capture_output=True, encoding="utf-8",
            check=False, timeout=120,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
