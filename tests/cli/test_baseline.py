"""The baseline: what is known is not reported, moved text stays known, an edited number comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def write(name, text):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def found(cli, *arguments):
    ran = cli(*(arguments or (".",)), "--output-format", "json", "--lang", "en")
    return [(d["path"], d["code"], d["start"]["line"]) for d in json.loads(ran.out)["diagnostics"]], ran


def entries(path="reportlint-baseline.json"):
    content = json.loads(Path(path).read_text(encoding="utf-8"))
    return {(f, e["code"], e["claim"]): e["count"] for f, listed in content["files"].items() for e in listed}


def test_only_what_is_new_is_reported(cli):
    write("旧/a.txt", "9亿=3亿+4亿。\nxx。\nxx。\n")
    assert cli("baseline", "write").status == 0
    assert entries() == {("旧/a.txt", "NUM901", "9不等于7"): 1, ("旧/a.txt", "PLH901", "xx"): 2}
    assert found(cli)[0] == []
    assert json.loads(found(cli)[1].out)["summary"]["known"] == 3
    write("旧/a.txt", "新的一行。\nxx。\n\n9亿=3亿+4亿。\nxx。\n")
    assert found(cli)[0] == []  # moved
    write("旧/a.txt", "9亿=3亿+5亿。\nxx。\nxx。\nxx。\n")
    listed, ran = found(cli)
    assert listed == [("旧/a.txt", "NUM901", 1), ("旧/a.txt", "PLH901", 4)]  # a number edited, one mask more
    assert ran.status == 1
    assert "1 finding of the baseline is gone; reportlint baseline prune" in ran.err
    assert "基线已知 2 处" in cli(".").out
    assert len(found(cli, ".", "--no-baseline")[0]) == 4
    assert len(found(cli, ".", "--isolated")[0]) == 4


def test_the_path_does_not_depend_on_where_one_stands(cli, monkeypatch, tmp_path):
    write("reportlint.toml", "")
    write("a/b.txt", "xx\n")
    cli("baseline", "write")
    assert found(cli, "a")[0] == found(cli, str(tmp_path / "a"))[0] == []
    monkeypatch.chdir(tmp_path / "a")
    assert found(cli)[0] == found(cli, "b.txt")[0] == []
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reportlint-baseline.json").rename(tmp_path / "other.json")
    assert len(found(cli)[0]) == 1
    assert found(cli, ".", "--baseline", "other.json")[0] == []


def test_write_keeps_the_other_files(cli):
    for name in "abc":
        write(f"{name}.txt", f"xx{name}\n")
    cli("baseline", "write")
    write("a.txt", "xx xx\n")
    Path("c.txt").unlink()
    cli("baseline", "write", "a.txt")
    assert entries() == {("a.txt", "PLH901", "xx"): 2, ("b.txt", "PLH901", "xx"): 1}


def test_prune_drops_what_is_gone_and_adds_nothing(cli):
    write("a.txt", "xx xx\n9亿=3亿+4亿。\n")
    write("b.txt", "同文\n")
    write("c.txt", "同文\n")
    cli("baseline", "write")
    assert ("c.txt", "DUP901", "文件相同") in entries()
    write("a.txt", "xx\n9亿=3亿+5亿。\n")
    cli("baseline", "prune", "c.txt")
    assert len(entries()) == 3  # what compares files is not judged by one of them
    cli("baseline", "prune", "a.txt")
    assert entries() == {("a.txt", "PLH901", "xx"): 1, ("c.txt", "DUP901", "文件相同"): 1}
    write("c.txt", "另文\n")
    cli("baseline", "prune")
    assert entries() == {("a.txt", "PLH901", "xx"): 1}
    Path("a.txt").unlink()
    cli("baseline", "prune")
    assert entries() == {}


def test_show(cli):
    write("a/a.txt", "xx xx\n")
    write("b.txt", "xx\n")
    cli("baseline", "write")
    assert cli("baseline", "show").out == "a/a.txt\n     2  PLH901  xx\nb.txt\n     1  PLH901  xx\n3 处，2 个文件\n"
    assert cli("baseline", "show", "a", "--lang", "en").out.endswith("2 findings in 1 file\n")


@pytest.mark.parametrize(("content", "why"), [
    ("", "no JSON"), ("[]", "no files"), ('{"files": {}}', "version"), ('{"version": 1, "files": {"a": [3]}}', "must have code"),
    ('{"version": 1, "files": {"a": {}}}', "must have code"), ("[" * 100_000, "no JSON"),
    ('{"version": 1, "files": {"a": [{"code": "X", "claim": "y", "count": 0}]}}', "positive count"),
])
def test_a_faulty_baseline_is_said(cli, content, why):
    write("a.txt", "甲\n")
    write("reportlint-baseline.json", content)
    for arguments in ((".",), ("baseline", "prune"), ("baseline", "show")):
        ran = cli(*arguments, "--lang", "en")
        assert ran.status == 2
        assert why in ran.err
        assert "Traceback" not in ran.err


def test_a_missing_or_unwritable_baseline_is_said(cli):
    write("a.txt", "xx\n")
    assert "cannot read the baseline" in cli(".", "--baseline", "none.json", "--lang", "en").err
    assert cli("baseline", "show").status == 2
    assert cli("baseline", "write", "--baseline", "none/b.json").status == 2
    assert cli("baseline", "write", "-").status == 2


def test_a_crash_changes_nothing(cli):
    write("a.txt", "xx 崩溃\n")
    ran = cli("baseline", "write", "--lang", "en")
    assert ran.status == 2
    assert "left as it is" in ran.err
    assert not Path("reportlint-baseline.json").exists()
