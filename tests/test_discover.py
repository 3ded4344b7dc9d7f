"""Which files are linted: ignore files as git reads them, excludes, endings, links."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from reportlint.discover import Filters, discover

SUFFIXES = frozenset({".txt", ".md", ".docx"})


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git" / "info").mkdir(parents=True)
    return tmp_path


def lay(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("x", encoding="utf-8")


def filters(**values: object) -> Filters:
    return Filters(Path.cwd(), SUFFIXES.__contains__, cwd=Path.cwd(), **values)


def labels(*paths: str, **values: object) -> list[str]:
    return [target.label for target in discover(paths or (".",), filters(**values)).targets]


def skipped(*paths: str, **values: object) -> list[tuple[str, str, bool]]:
    return [(s.path, s.reason, s.fault) for s in discover(paths or (".",), filters(**values)).skipped]


def test_files_come_sorted_and_once():
    lay("b.txt", "a/c.MD", "a/b.docx", "a.txt", "a/x.py", "README")
    assert labels() == ["a.txt", "a/b.docx", "a/c.MD", "b.txt"]
    assert labels("a", "b.txt", "./b.txt", "a/../b.txt", "a") == ["a/b.docx", "a/c.MD", "b.txt"]
    absolute = os.path.abspath("b.txt")
    assert labels(absolute) == [absolute]


def test_hidden_and_lock_files_are_passed_over():
    lay(".hidden/a.txt", ".a.txt", "~$a.docx", "a.docx")
    assert labels() == ["a.docx"]
    assert labels(".a.txt") == [".a.txt"]


def test_named_files_are_read_whatever_their_ending():
    lay("notes", "a.xyz")
    assert labels("notes", "a.xyz") == ["a.xyz", "notes"]
    assert labels(include=("xyz",)) == ["a.xyz"]


def test_known_formats_that_cannot_be_read_are_said():
    lay("a.doc", "b.OFD", "c.py", "sub/d.wps")
    assert skipped() == [(path, "unsupported-format", False) for path in ("a.doc", "b.OFD", "sub/d.wps")]
    assert skipped("a.doc") == [("a.doc", "unsupported-format", True)]


def test_images_are_said_where_they_are_named():
    lay("scan.TIF", "a.txt")
    assert skipped() == []
    assert skipped("scan.TIF") == [("scan.TIF", "image", True)]


def test_formats_whose_packages_are_missing_are_said():
    lay("a.txt", "b.md", "sub/c.MD")
    lacks = {".md": "marks"}
    assert labels(lacks=lambda suffix: lacks.get(suffix, "")) == ["a.txt"]
    assert skipped(lacks=lambda suffix: lacks.get(suffix, "")) == [(path, "needs-extra", False) for path in ("b.md", "sub/c.MD")]
    assert skipped("b.md", lacks=lambda suffix: lacks.get(suffix, "")) == [("b.md", "needs-extra", True)]
    assert labels("b.md", lacks=lambda suffix: lacks.get(suffix, ""), include=("md",)) == ["b.md"]


def test_what_belongs_to_a_saved_page_is_passed_over():
    lay("page.html", "page_files/frame.txt", "old.htm", "old.files/frame.txt", "own_files/a.txt")
    assert labels() == ["own_files/a.txt"]


def test_ignore_files_hold_as_in_git():
    lay("keep.txt", "build/a.txt", "build/keep.txt", "sub/old.txt", "sub/new.txt", "sub/deep/old.txt", "top.txt",
        "sub/top.txt", "local.txt", "a.doc")
    Path(".gitignore").write_text("build/\n!build/keep.txt\nold.txt\n/top.txt\n*.doc\n", encoding="utf-8")
    Path("sub/deep/.gitignore").write_text("!old.txt\n", encoding="utf-8")
    Path(".git/info/exclude").write_text("local.txt\n", encoding="utf-8")
    expected = ["keep.txt", "sub/deep/old.txt", "sub/new.txt", "sub/top.txt"]
    assert labels() == expected
    assert skipped() == []
    assert labels("sub") == expected[1:]
    assert labels("build") == ["build/a.txt", "build/keep.txt"]  # named itself
    assert labels("build/a.txt", "top.txt") == ["build/a.txt", "top.txt"]
    assert len(labels(respect_gitignore=False)) == 9


def test_the_same_files_as_git():
    lay(*(f"{a}/{b}/{c}.txt" for a in ("x", "y") for b in ("k", "tmp") for c in ("one", "two", "log1")))
    Path(".gitignore").write_text("tmp/*\n!tmp/one.txt\nlog?.txt\n# comment\n\n", encoding="utf-8")
    Path("y/.gitignore").write_text("/k\n!log1.txt\n", encoding="utf-8")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "init", "-q", "."], check=True, env=environment)
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.txt"], check=True, capture_output=True, text=True, env=environment
    ).stdout.split()
    assert labels() == sorted(listed)


def test_excludes():
    lay("a.txt", "old/b.txt", "drafts/c.txt", "drafts/d.md")
    assert labels(exclude=("old/", "*.md")) == ["a.txt", "drafts/c.txt"]
    assert labels(exclude_here=("/drafts",)) == ["a.txt", "old/b.txt"]
    assert labels("old/b.txt", exclude=("old/",)) == ["old/b.txt"]
    assert labels("drafts/d.md", exclude=("*.md",), force_exclude=True) == []
    assert labels("old/b.txt", exclude=("old/",), force_exclude=True) == []


def test_links_to_files_count_once_and_links_to_folders_are_said():
    lay("a/x.txt")
    Path("b.txt").symlink_to("a/x.txt")
    Path("c").symlink_to("a", target_is_directory=True)
    Path("a/up").symlink_to("..", target_is_directory=True)
    assert labels() == ["a/x.txt"]
    assert skipped() == [("a/up", "symlink-loop", False), ("c", "symlinked-folder", False)]
    assert labels("c") == ["c/x.txt"]


def test_what_is_not_there():
    assert skipped("no.txt", "a\0b") == [("a\0b", "not-found", True), ("no.txt", "not-found", True)]
    os.mkfifo("pipe.txt")
    assert skipped("pipe.txt") == [("pipe.txt", "special-file", True)]
    assert skipped() == [("pipe.txt", "special-file", False)]
