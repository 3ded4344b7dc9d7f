"""What is kept between runs: used where nothing has changed, and as if it were not there wherever anything is wrong with it."""

from __future__ import annotations

import io
import json
import os
import sys
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest

from reportlint import codec
from reportlint.cache import Cache, Store, context_of
from reportlint.cache import store as stores
from reportlint.config import OptionSetting, Settings
from reportlint.discover import Target
from reportlint.document import LateDocument, Remark, Span
from reportlint.outcome import Comparison, Outcome
from reportlint.plugins import ReaderSet, discover
from reportlint.policy import Catalogue, resolve
from reportlint.readers.text import reader
from reportlint.report import OutputOptions, write
from reportlint.report.model import SkippedFile
from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    DocumentRule,
    Edit,
    Fix,
    Message,
    Operand,
    Place,
    ProjectRule,
    RuleMeta,
    Severity,
    Verdict,
)
from reportlint.runner import lint_one, run
from reportlint.testing import findings_in, read_text

READERS = ReaderSet([reader])
asked: list[str] = []


class Watched(DocumentRule):
    """Notes which documents it is asked of."""

    meta = RuleMeta("NUM901", "watched", Message("看", "watched"))

    @dataclass(frozen=True)
    class Options:
        word: str = "元"

    def check(self, reading):
        asked.append(reading.document.path)
        if "crash" in reading.document.path:
            raise RuntimeError("no")
        at = reading.document.flow.find(self.options.word)
        if at >= 0:
            yield self.diagnostic(self.place(reading.document, at, at + 1), Message("元", "yuan"))


class Compared(ProjectRule):
    """Notes that it is asked, and what it extracts."""

    meta = RuleMeta("FACT901", "compared", Message("比", "compared"))

    def extract(self, reading):
        asked.append(f"extract {reading.document.path}")
        return [len(reading.document.flow)]

    def check_project(self, readings):
        asked.append("compare")
        lengths = [self.extracted(reading) for reading in readings]
        yield self.diagnostic(Place(readings[0].document.path, Span(0, 1)), Message(f"{lengths}", f"{lengths}"))


@pytest.fixture(autouse=True)
def forget():
    asked.clear()


class Project:
    """Files in a folder, linted with what is kept beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / ".reportlint_cache")
        self.targets: list[Target] = []

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        if name not in [target.label for target in self.targets]:
            self.targets.append(Target(path, name, path.suffix))

    def run(self, *rules, options=(), context: bytes = b"same", scope: str = "project"):
        asked.clear()
        policy = resolve(Settings(self.folder, rules=options), Catalogue(rules or (Watched, Compared)))
        result = run(self.targets, READERS, policy, scope=scope, cache=Cache(self.store, context))
        stream = io.StringIO()
        write("json", replace(result, seconds=0.0), OutputOptions("zh", checks=True), stream)
        return stream.getvalue()

    def entries(self) -> list[Path]:
        return [path for path in self.store.folder.glob("??/*") if path.is_file()]


@pytest.fixture
def project(tmp_path):
    made = Project(tmp_path)
    made.write("a.txt", "收入3元，支出2元。\n")
    made.write("b.txt", "收入5万元。<!-- reportlint: ignore[NUM901] -->\n")
    return made


def test_unchanged_files_are_not_linted_again(project):
    first = project.run()
    assert asked == ["a.txt", "extract a.txt", "b.txt", "extract b.txt", "compare"]
    assert project.run() == first
    assert asked == []


def test_what_has_changed_is_linted_and_all_are_compared(project):
    project.run()
    project.write("b.txt", "支出5万元。\n")
    assert "5万元" not in project.run()
    assert asked == ["b.txt", "extract b.txt", "compare"]
    project.write("c.txt", "支出1元。\n")
    project.run()
    assert asked == ["c.txt", "extract c.txt", "compare"]


def test_a_file_that_lies_elsewhere_and_another_context_count_anew(project):
    project.run()
    project.run(context=b"other")
    assert asked[0] == "a.txt"
    project.targets[0] = replace(project.targets[0], label="x/a.txt")
    project.run()
    assert asked == ["x/a.txt", "extract x/a.txt", "compare"]


def test_extracts_are_added_to_what_was_kept_without(project):
    project.run(scope="document")
    assert asked == ["a.txt", "b.txt"]
    first = project.run()
    assert asked == ["a.txt", "extract a.txt", "b.txt", "extract b.txt", "compare"]
    assert project.run() == first
    project.run(scope="document")
    assert asked == []


def test_crashes_and_skipped_files_are_not_kept(project):
    project.write("crash.txt", "1元")
    project.targets.append(Target(project.folder / "no.txt", "no.txt", ".txt"))
    first = project.run(Watched)
    assert project.run(Watched) == first
    assert asked == ["crash.txt"]
    (project.folder / "no.txt").write_text("1元", encoding="utf-8")
    project.run(Watched)
    assert asked == ["crash.txt", "no.txt"]


@pytest.mark.parametrize("damage", [
    lambda data: data[:0], lambda data: data[:20], lambda data: data[:-1], lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
    lambda data: b"x" * len(data), lambda data: data + b"x",
])
def test_what_is_damaged_is_found_anew(project, damage):
    first = project.run()
    for path in project.entries():
        path.write_bytes(damage(path.read_bytes()))
    assert project.run() == first
    assert asked == ["a.txt", "extract a.txt", "b.txt", "extract b.txt", "compare"]
    assert project.run() == first
    assert asked == []


@pytest.mark.parametrize("content", [b"{}", b"[]", b"\xff", b"3", b'{"document": 3}', b""])
def test_what_another_program_has_kept_is_found_anew(project, content):
    first = project.run()
    for path in project.entries():
        project.store.put(path.parent.name + path.name, content)
    assert project.run() == first
    assert "compare" in asked


def test_a_folder_that_cannot_be_written_does_no_harm(project):
    project.store.folder.write_text("a file")
    first = project.run()
    assert project.run() == first
    assert asked != []
    assert project.store.summary().entries == 0
    assert project.store.clear().entries == 0
    project.store.prune(0.0)
    assert project.store.folder.read_text() == "a file"


def test_the_folder_tells_version_control_and_backups_to_pass_it_over(project):
    project.run()
    assert (project.store.folder / ".gitignore").read_text() == "*\n"
    assert (project.store.folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert not [path for path in project.store.folder.rglob("*") if path.suffix in (".txt", ".md", ".docx")]


def test_what_was_not_used_for_long_is_dropped(project, monkeypatch):
    project.run()
    entries = project.entries()
    now = entries[0].stat().st_mtime
    os.utime(entries[0], (now, now - 31 * stores.DAY))
    os.utime(entries[1], (now, now - 2 * stores.DAY))
    left = project.store.folder / entries[2].parent.name / f"{entries[2].name}.77-1"
    left.write_bytes(b"left by a run that was killed")
    os.utime(left, (now, now - 40 * stores.DAY))
    project.store.prune(now)
    assert sorted(project.entries()) == sorted(entries[1:])
    monkeypatch.setattr(stores, "MOST_BYTES", 1)
    project.store.prune(now + 100)  # once a day
    assert sorted(project.entries()) == sorted(entries[1:])
    os.utime(project.store.folder / "pruned", (now, now - 2 * stores.DAY))
    project.store.prune(now + 200)
    assert project.entries() == entries[2:]


def test_using_an_entry_keeps_it(project):
    project.run()
    for path in project.entries():
        os.utime(path, (0, 0))
    project.run()
    assert all(path.stat().st_mtime > 0 for path in project.entries())


def test_clearing_removes_what_is_kept_and_nothing_else(project):
    project.run()
    (project.store.folder / "mine.md").write_text("mine")
    assert project.store.summary() == project.store.clear()
    assert sorted(path.name for path in project.store.folder.iterdir()) == [".gitignore", "CACHEDIR.TAG", "mine.md"]
    project.run()
    assert asked != []
    (project.store.folder / "mine.md").unlink()
    project.store.clear()
    assert not project.store.folder.exists()


def test_a_folder_that_is_cleared_meanwhile_is_no_foreign_one(tmp_path):
    first, second = Store(tmp_path / "kept"), Store(tmp_path / "kept")
    first.put("abcdef", b"1")
    second.clear()
    first.put("abcdef", b"1")  # the folder is gone: nothing more is kept in this run
    assert second.get("abcdef") is None
    (tmp_path / "kept" / "ab").mkdir(parents=True)
    assert not second.is_foreign
    second.put("abcdef", b"2")
    assert second.get("abcdef") == b"2"
    assert (tmp_path / "kept" / "CACHEDIR.TAG").exists()


def test_a_folder_that_is_no_cache_is_not_cleared(tmp_path):
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "cdef").write_text("mine")
    assert Store(tmp_path).clear().entries == 0
    assert (tmp_path / "ab" / "cdef").exists()


# ── Contexts ──────────────────────────────────────────────────────────────────────────────────────────


def context(folder: Path, rules=(Watched,), **settings) -> bytes | None:
    made = Settings(folder, **settings)
    policy = resolve(replace(made, rules_files=()), Catalogue(rules))
    return context_of(made, policy.rules, discover(), Store(folder / "cache"))


def test_contexts_differ_by_what_outcomes_depend_on(tmp_path):
    (tmp_path / "office.toml").write_text("[[terms]]\n")
    base = context(tmp_path)
    assert base is not None
    assert context(tmp_path) == base
    others = [
        context(tmp_path, (Watched, type("Other", (Watched,), {"meta": RuleMeta("NUM902", "other", Message("", ""))}))),
        context(tmp_path, rules=(Watched,), units=(("箱", "[箱]"),)),
        context(tmp_path, terms=({"code": "XZ001"},)),
        context(tmp_path, (type("Stated", (Watched,), {"state": lambda _self: "3"}),)),
        context(tmp_path, rules_files=("office.toml",)),
    ]
    (tmp_path / "office.toml").write_text("[[terms]]\ncode = 'XZ001'\n")
    others.append(context(tmp_path, rules_files=("office.toml",)))
    settings = Settings(tmp_path, rules=(OptionSetting("watched", "word", "亿"),))
    others.append(context_of(settings, resolve(settings, Catalogue((Watched,))).rules, discover(), Store(tmp_path / "cache")))
    assert len({base, *others}) == len(others) + 1
    for same in ({"lang": "en"}, {"exclude": ("x",)}, {"scope": "document"}, {"fail_on": None}, {"jobs": 3}):
        assert context(tmp_path, **same) == base


def test_contexts_differ_by_the_code_of_rules_not_by_its_dates(tmp_path, monkeypatch):
    package = tmp_path / "plugin_for_tests"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "words.txt").write_text("一")
    monkeypatch.syspath_prepend(tmp_path)
    __import__("plugin_for_tests")
    rule = type("Plugged", (Watched,), {"__module__": "plugin_for_tests"})
    first = context(tmp_path, (rule,))
    os.utime(package / "words.txt", (1, 1))
    assert context(tmp_path, (rule,)) == first
    (package / "words.txt").write_text("二")
    second = context(tmp_path, (rule,))
    (tmp_path / "other-1.0.dist-info").mkdir()
    assert len({first, second, context(tmp_path, (rule,))}) == 3
    monkeypatch.setitem(sys.modules, "plugin_for_tests", type(sys)("plugin_for_tests"))
    assert context(tmp_path, (rule,)) is None  # where the code cannot be seen nothing is kept


# ── Encoding ──────────────────────────────────────────────────────────────────────────────────────────


def test_an_outcome_comes_back_as_it_was():
    place, other = Place("a.txt", Span(0, 2), Message("一", "one")), Place("b.txt", Span(3, 4))
    fix = Fix(Message("改", "fix"), (Edit(Span(1, 2), "\ud800x\n"),), safe=True)
    found = Diagnostic("NUM901", "x", Severity.INFO, Confidence.LOW, Message("\ud800", "\x1b\u2028"), place, (other,), fix, "k", "g")
    lone = replace(found, message=Message("另", "other"), fix=None)
    operand = Operand("part", other, "1", "元")
    checks = (
        Check(CheckKind.SUM, "NUM901", Verdict.INCONSISTENT, "1 = 2", (operand,), finding=found),
        Check(CheckKind.DATE, "NUM901", Verdict.INCONSISTENT, "x", (), finding=lone),
        Check(CheckKind.PART, "NUM901", Verdict.SKIPPED, "y", (operand, operand), "open-list"),
    )
    outcome = lint_one(Target(Path("a.txt"), "a.txt", ".txt", "1元，\n2元。reportlint".encode()), READERS, (Watched(),))
    remarks = (Remark("pages-without-text", "3"),)
    outcome = replace(
        outcome, document=replace(outcome.document, remarks=remarks), checks=checks, diagnostics=(found,), judged=2, inconsistent=2,
        crashes=(Message("坏", "bad"),), extracts=(("FACT901", {"a": [1, None, "\ue000", 0.5]}),), marked=True,
    )
    back = codec.decode(codec.encode(outcome), "a.txt", lambda: None)
    assert isinstance(back.document, LateDocument)
    assert (back.document.format, back.document.encoding, back.document.characters) == ("text", "utf-8", 17)
    assert back.document.remarks == remarks
    assert replace(back, document=outcome.document) == outcome
    assert back.values == (Span(0, 1), Span(4, 5))


def test_a_skipped_file_and_a_comparison_come_back_as_they_were():
    skipped = Outcome("a.doc", skipped=SkippedFile("a.doc", "damaged", "cut off"))
    assert codec.decode(codec.encode(skipped), "a.doc", lambda: None) == skipped
    place = Place("a.txt", Span(0, 2))
    found = Diagnostic("NUM901", "x", Severity.INFO, Confidence.LOW, Message("一", "one"), place)
    check = Check(CheckKind.SUM, "NUM901", Verdict.INCONSISTENT, "1 = 2", (Operand("a", place, "1", ""),), finding=found)
    comparison = Comparison((check,), (found,), (), (("a.txt", frozenset({Span(1, 2)})),))
    assert codec.decode_comparison(codec.encode_comparison(comparison)) == comparison


@pytest.mark.parametrize("plain", [object(), {1, 2}, b"x", float("nan")])
def test_what_is_no_plain_data_is_refused(plain):
    outcome = lint_one(Target(Path("a.txt"), "a.txt", ".txt", b"1"), READERS, ())
    with pytest.raises(codec.NotPlain):
        codec.encode(replace(outcome, extracts=(("FACT901", plain),)))


def test_reading_what_is_kept_runs_nothing():
    outcome = lint_one(Target(Path("a.txt"), "a.txt", ".txt", b"1"), READERS, ())
    assert json.loads(codec.encode(outcome).partition(b"\n")[0])["document"] == ["text", "utf-8", 1]


@pytest.mark.parametrize("extract", [(1, 2), {"a": (1,)}, {1: "a"}, {"a": {1}}, float("nan")])
def test_the_kit_refuses_an_extract_that_would_not_come_back_the_same(extract):
    class Odd(Compared):
        def extract(self, _reading):
            return extract

    with pytest.raises((TypeError, ValueError)):
        findings_in([read_text("甲")], Odd)
    assert findings_in([read_text("甲", "a.txt"), read_text("乙丙", "b.txt")], Compared)[0].message.zh == "[[2], [3]]"


@pytest.mark.parametrize(("made", "names"), [
    (Outcome, "path document skipped checks diagnostics crashes numbers checked values judged inconsistent extracts marked"),
    (Comparison, "checks diagnostics crashes checked"), (SkippedFile, "path reason detail fault"), (Remark, "reason detail unread"),
    (Diagnostic, "code name severity confidence message place related fix key group"), (Place, "path span message"),
    (Check, "kind code verdict expression operands reason finding"), (Operand, "role place text unit"), (Fix, "message edits safe"),
    (Edit, "span text"), (Message, "zh en"), (Span, "start end"),
])
def test_a_new_field_must_be_written_too(made, names):
    """Where this fails, :mod:`reportlint.codec` has to write the field and ``FORMAT`` to be raised."""
    assert [field.name for field in fields(made)] == names.split()
