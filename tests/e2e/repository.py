"""A git repository of drafts that knows nothing of the user's own settings, with our pre-commit hooks as local ones."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import yaml

from .conftest import ROOT, clean_environment

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


class Repository:
    """A folder under git; commands in it must end with the status that is expected."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "drafts"
        self.folder.mkdir()
        home = folder / "home"
        home.mkdir()
        self.environment = {
            **clean_environment(), "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home),
            "PRE_COMMIT_HOME": str(folder / "cache"), "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
            "LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "utf-8",
            **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
               for what, value in (("NAME", "drafter"), ("EMAIL", "drafter@example.org"))},
        }
        self.run("git", "init", "-q")

    def run(self, *command: str, status: int | None = 0, **more: str) -> str:
        """The output of a command; its exit status must be the given one, None for any failure."""
        done = subprocess.run(
            command, cwd=self.folder, env={**self.environment, **more}, capture_output=True, text=True, encoding="utf-8",
            check=False, timeout=600,
        )
        output = done.stdout + done.stderr
        assert (done.returncode == status) if status is not None else done.returncode, output
        return output

    def lint(self, *arguments: str, status: int | None = 0) -> str:
        """The output of ``reportlint``."""
        return self.run(sys.executable, "-m", "reportlint", *arguments, status=status)

    def install(self, config: object) -> None:
        """Puts the hooks of a configuration in force."""
        self.write(".pre-commit-config.yaml", yaml.safe_dump(config))
        self.run(sys.executable, "-m", "pre_commit", "install")
        self.run("git", "add", ".pre-commit-config.yaml")

    def write(self, name: str, content: str | bytes) -> None:
        """Writes a file, as UTF-8 where it is a text."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def replace(self, name: str, old: str, new: str) -> None:
        """Changes the one place of a file that holds a text."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        self.write(name, text.replace(old, new))

    def commit(self, *, status: int | None = 0) -> str:
        """Commits all that has changed, by way of the hooks."""
        self.run("git", "add", "-A")
        return self.run("git", "commit", "-m", "a draft", status=status)

    def commits(self) -> int:
        """How many commits there are."""
        return int(self.run("git", "rev-list", "--all", "--count"))


def local(*ids: str) -> Mapping[str, object]:
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
