"""What a CI service does with the files that we give it, as far as that goes without the service."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FAULTY = "枫桥镇政府工作报告\n\n　　全镇实现财政总收入20xx万元，比上年增长12%。\n"
RIGHT = "枫桥镇政府工作报告\n\n　　全镇实现财政总收入2841万元，比上年增长12%。\n"


def clean_environment() -> dict[str, str]:
    """The environment without what the tests' own surroundings say to git, pre-commit, pip, Python and CI."""
    ours = ("GIT_", "PRE_COMMIT", "LC_", "LANG", "PIP_", "PYTHON", "GITHUB_", "RUNNER_", "CI_", "REPORTLINT")
    return {key: value for key, value in os.environ.items() if not key.startswith(ours)}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A checked-out repository of drafts."""
    folder = tmp_path / "workspace"
    (folder / ".git").mkdir(parents=True)
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder for PATH with ``python`` and ``reportlint`` of the running interpreter."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, more in (("python", ""), ("reportlint", " -m reportlint")):
        script = folder / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}"{more} "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    return folder


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
