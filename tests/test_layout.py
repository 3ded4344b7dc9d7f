"""What the house promises of itself: versions, entry points, import contracts, files that one can hold in one's head."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import reportlint

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted([*(ROOT / "lint").rglob("*.py"), *(ROOT / "rules").rglob("*.py")])


def test_the_version_is_one():
    assert reportlint.__version__ == PROJECT["project"]["version"]


def test_every_entry_point_exists():
    for group in PROJECT["project"]["entry-points"].values():
        for value in group.values():
            module, attribute = value.split(":")
            assert getattr(import_module(module), attribute) is not None


def test_the_import_contracts_hold():
    pytest.importorskip("importlinter")
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_say_what_they_are_and_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or text.lstrip().startswith('"""'), "a module begins with a docstring"
    assert text.count("\n") <= 500, "split it"


def test_nothing_below_the_command_line_prints():
    for path in MODULES:
        if "cli" not in path.parts:
            assert not re.search(r"(?<![\w.])print\(", path.read_text(encoding="utf-8")), path


def test_the_licence_and_the_readmes_are_there():
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert (ROOT / PROJECT["project"]["readme"]).is_file()
