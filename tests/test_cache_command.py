"""Where the command line keeps what it found, and ``reportlint cache``."""

from __future__ import annotations

import json
import os
import re

import pytest

from reportlint.cli import main

TEXT = "一、报告\n\n" + "全镇财政收入3000万元，比上年2000万元增长20%。工业总产值达到5亿元。\n\n" * 30


@pytest.fixture
def drafts(tmp_path, monkeypatch):
    """Three drafts in a folder that is no project."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / "drafts" / name).write_text(TEXT.replace("3000", str(3000 + ord(name[0]))), encoding="utf-8")
    return tmp_path


def lint(capsys, *arguments: str) -> dict:
    main(["check", "--output-format", "json", "--lang", "en", *arguments])
    found = json.loads(capsys.readouterr().out)
    found["summary"].pop("seconds")
    return found


def entries(folder) -> int:
    return len([path for path in folder.glob("??/*") if path.is_file()])


def test_what_was_found_is_kept_beside_the_settings(drafts, capsys):
    (drafts / "drafts" / "reportlint.toml").write_text("")
    first = lint(capsys, "drafts")
    assert entries(drafts / "drafts" / ".reportlint_cache") > 3
    assert not (drafts / ".reportlint_cache").exists()
    for path in (drafts / "drafts" / ".reportlint_cache").glob("??/*"):
        os.utime(path, (0, 0))
    assert lint(capsys, "drafts") == first
    used = [path for path in (drafts / "drafts" / ".reportlint_cache").glob("??/*") if path.stat().st_mtime > 0]
    assert len(used) > 3
    assert lint(capsys, "drafts", "--no-cache") == first


@pytest.mark.parametrize("arguments", [("drafts", "--no-cache"), ("drafts/a.txt",), ("drafts/a.txt", "--isolated")])
def test_runs_that_leave_nothing_behind(drafts, capsys, arguments):
    assert lint(capsys, *arguments)["files"]
    assert [path.name for path in drafts.rglob("*") if path.name.startswith(".")] == []


def test_settings_may_forbid_it_or_name_another_folder(drafts, capsys):
    (drafts / "reportlint.toml").write_text("cache = false\n")
    lint(capsys, "drafts")
    assert not (drafts / ".reportlint_cache").exists()
    (drafts / "reportlint.toml").write_text('cache-dir = "kept/here"\n')
    lint(capsys, "drafts")
    assert entries(drafts / "kept" / "here") > 3
    lint(capsys, "drafts", "--cache-dir", str(drafts / "there"))
    assert entries(drafts / "there") > 3


def test_a_folder_in_use_is_refused(drafts, capsys):
    assert main(["check", "drafts", "--cache-dir", "drafts", "--lang", "en"]) == 2
    assert "drafts holds other things" in capsys.readouterr().err
    assert not (drafts / "drafts" / ".gitignore").exists()


def test_the_command_shows_and_clears(drafts, capsys):
    lint(capsys, "drafts")
    assert main(["cache", "show", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{drafts / '.reportlint_cache'}: ")
    assert re.search(r": [1-9]\d* entries, \d\.\d MB\n\Z", shown)
    assert main(["cache", "clear", "--lang", "en"]) == 0
    assert "removed " in capsys.readouterr().out
    assert not (drafts / ".reportlint_cache").exists()
    assert main(["cache", "show", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.endswith("：0 项，0.0 MB\n")


def test_the_number_of_processes(drafts, capsys):
    found = [lint(capsys, "drafts", "--no-cache", *jobs) for jobs in ((), ("--jobs", "1"), ("-j", "3"), ("--jobs=auto",), ("-j0",))]
    assert all(one == found[0] for one in found)
    with pytest.raises(SystemExit):
        main(["check", "drafts", "--jobs", "many"])
    assert "auto" in capsys.readouterr().err
    (drafts / "reportlint.toml").write_text("jobs = 2\n")
    assert lint(capsys, "drafts", "--no-cache") == found[0]


def test_a_baseline_made_of_what_is_kept_is_the_same(drafts, capsys):
    main(["baseline", "write", "drafts", "--no-cache"])
    fresh = (drafts / "reportlint-baseline.json").read_text()
    (drafts / "reportlint-baseline.json").unlink()
    for _ in range(2):
        main(["baseline", "write", "drafts"])
    assert (drafts / "reportlint-baseline.json").read_text() == fresh
    capsys.readouterr()
