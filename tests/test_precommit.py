"""The pre-commit hooks: a faulty draft is refused with a readable message, a corrected one is accepted.

pre-commit clones a repository and installs it from the package index, which tests must not need: the hooks are
read from ``.pre-commit-hooks.yaml`` and run as local hooks with the installed program. With
``REPORTLINT_NETWORK_TESTS=1`` they are cloned and installed for real as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("yaml")
pytest.importorskip("pre_commit")

from .e2e.conftest import FAULTY, RIGHT, ROOT
from .e2e.repository import HOOKS, Repository, local

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def scratch(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def refuse_and_accept(scratch: Repository) -> None:
    scratch.write("drafts/枫桥镇.txt", FAULTY)
    output = scratch.commit(status=1)
    assert "20xx" in output
    assert "PLH001 placeholder" in output
    assert "错误" in output
    assert "全镇实现财政总收入20xx万元" in output
    assert "Traceback" not in output
    assert scratch.commits() == 0
    scratch.write("drafts/枫桥镇.txt", RIGHT)
    assert "Passed" in scratch.commit()
    assert scratch.commits() == 1


def test_a_faulty_draft_is_refused_and_a_corrected_one_accepted(scratch):
    scratch.install(local("reportlint", "reportlint-project"))
    refuse_and_accept(scratch)


def test_only_the_files_of_the_commit_are_linted_and_only_reports(scratch):
    scratch.install(local("reportlint"))
    scratch.write("old.txt", FAULTY)
    scratch.run("git", "add", "old.txt")
    scratch.run("git", "commit", "-q", "--no-verify", "-m", "legacy")
    scratch.write("new.txt", RIGHT)
    scratch.write("~$new.docx", "20xx万元")
    scratch.write("notes.py", "# 20xx万元")
    assert "Passed" in scratch.commit()


def test_excludes_count_for_files_of_the_commit(scratch):
    scratch.install(local("reportlint"))
    scratch.write("reportlint.toml", 'exclude = ["templates/"]\n')
    scratch.write("templates/a.txt", FAULTY)
    assert "Passed" in scratch.commit()


def test_the_project_hook_sees_every_file(scratch):
    scratch.install(local("reportlint-project"))
    scratch.write("old.txt", FAULTY)
    scratch.run("git", "add", "old.txt")
    scratch.run("git", "commit", "-q", "--no-verify", "-m", "legacy")
    scratch.write("new.txt", RIGHT)
    assert "old.txt" in scratch.commit(status=1)


def test_our_own_configuration_is_valid():
    for path in (".pre-commit-config.yaml", ".pre-commit-hooks.yaml"):
        command = "validate-config" if "config" in path else "validate-manifest"
        subprocess.run([sys.executable, "-m", "pre_commit", command, str(ROOT / path)], check=True, capture_output=True)


@pytest.mark.skipif(os.environ.get("REPORTLINT_NETWORK_TESTS") != "1", reason="needs the package index")
def test_cloned_and_installed_by_pre_commit_itself(scratch, tmp_path):
    clone = tmp_path / "reportlint"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    revision = subprocess.run(["git", "-C", str(clone), "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    hooks = [{"id": hook["id"]} for hook in HOOKS]
    scratch.install({"repos": [{"repo": str(clone), "rev": revision.stdout.strip(), "hooks": hooks}]})
    refuse_and_accept(scratch)
