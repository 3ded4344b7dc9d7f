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

yaml = pytest.importorskip("yaml")
pytest.importorskip("pre_commit")

ROOT = Path(__file__).resolve().parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
FAULTY = "枫桥镇政府工作报告\n\n　　全镇实现财政总收入20xx万元，比上年增长12%。\n"
RIGHT = "枫桥镇政府工作报告\n\n　　全镇实现财政总收入2841万元，比上年增长12%。\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Scratch:
    """A git repository that knows nothing of the user's own settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "drafts"
        self.folder.mkdir()
        home = folder / "home"
        home.mkdir()
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT", "LC_", "LANG"))}
        self.environment = {
            **kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "PRE_COMMIT_HOME": str(folder / "cache"),
            "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LANG": "zh_CN.UTF-8",
            "PYTHONIOENCODING": "utf-8",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "drafter"), ("EMAIL", "drafter@example.org"))},
        }
        self.run("git", "init", "-q")

    def run(self, *command: str, status: int | None = 0) -> str:
        """The output of a command in the repository; its exit status must be the given one, None for any failure."""
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False,
            timeout=600,
        )
        output = done.stdout + done.stderr
        assert (done.returncode == status) if status is not None else done.returncode, output
        return output

    def install(self, config: object) -> None:
        self.write(".pre-commit-config.yaml", yaml.safe_dump(config))
        self.run(sys.executable, "-m", "pre_commit", "install")
        self.run("git", "add", ".pre-commit-config.yaml")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, *, status: int | None = 0) -> str:
        self.run("git", "add", "-A")
        return self.run("git", "commit", "-m", "a draft", status=status)


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    return Scratch(tmp_path)


def local(*ids: str) -> object:
    """A configuration with our hooks as local ones, their program that of the running interpreter."""
    hooks = []
    for hook in HOOKS:
        if hook["id"] in ids:
            program, arguments = hook["entry"].split(" ", 1)
            assert program == "reportlint"
            assert hook["language"] == "python"
            entry = f'"{sys.executable}" -m reportlint {arguments}'
            hooks.append({**hook, "language": "system", "entry": entry})
    return {"repos": [{"repo": "local", "hooks": hooks}]}


def commits(scratch: Scratch) -> int:
    return int(scratch.run("git", "rev-list", "--all", "--count"))


def refuse_and_accept(scratch: Scratch) -> None:
    scratch.write("drafts/枫桥镇.txt", FAULTY)
    output = scratch.commit(status=1)
    assert "20xx" in output
    assert "PLH001 placeholder" in output
    assert "错误" in output
    assert "全镇实现财政总收入20xx万元" in output
    assert "Traceback" not in output
    assert commits(scratch) == 0
    scratch.write("drafts/枫桥镇.txt", RIGHT)
    assert "Passed" in scratch.commit()
    assert commits(scratch) == 1


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
