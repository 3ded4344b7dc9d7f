"""Many files at once: the same outcomes in any number of processes, read again only where somebody looks."""

from __future__ import annotations

import io
import os
import signal
import sys
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from reportlint import batch, pool
from reportlint.cli.running import prepared
from reportlint.config import Settings
from reportlint.discover import Target
from reportlint.plugins import ReaderSet
from reportlint.policy import Catalogue, resolve
from reportlint.readers.text import reader
from reportlint.report import OutputOptions, write
from reportlint.rule import (
    Check,
    CheckKind,
    DocumentRule,
    Message,
    Operand,
    Place,
    ProjectRule,
    RuleMeta,
    Span,
    Verdict,
)
from reportlint.runner import run
from reportlint.source import FileChanged

READERS = ReaderSet([reader])
forks = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


class Numbers(DocumentRule):
    """One finding for each 元, and a check of the first two numbers."""

    meta = RuleMeta("NUM901", "numbers", Message("数", "numbers"))

    def check(self, reading):
        document = reading.document
        if "killed" in document.path:
            os.kill(os.getpid(), signal.SIGKILL)
        if "crash" in document.path:
            raise RuntimeError("no")
        for at in range(len(document.flow)):
            if document.flow[at] == "元":
                yield self.diagnostic(self.place(document, at, at + 1), Message("元", "yuan"), related=[self.place(document, 0, 1)])
        operands = [self.operand(reading, mention, "part") for mention in reading.mentions[:2]]
        yield self.check_of(CheckKind.SUM, Verdict.INCONSISTENT, "1 = 2", operands)


class Whole(ProjectRule):
    """Compares whole readings, as a rule does that knows nothing of extracts."""

    meta = RuleMeta("FACT901", "whole", Message("全", "whole"))

    def check_project(self, readings):
        for first, second in pairwise(readings):
            operands = [self.operand(r, r.mentions[0], "value") for r in (first, second) if r.mentions]
            yield self.check_of(CheckKind.EQUAL_MENTION, Verdict.CONSISTENT, first.document.text[:2], operands)


class Extracting(ProjectRule):
    """Compares what it has taken out of each document, and never looks at one."""

    meta = RuleMeta("FACT902", "extracting", Message("摘", "extracting"))

    def extract(self, reading):
        return {"length": len(reading.document.flow), "spans": [[0, 1]]}

    def check_project(self, readings):
        lengths = [self.extracted(reading)["length"] for reading in readings]
        yield self.diagnostic(Place(readings[-1].document.path, Span(0, 1)), Message(f"{lengths}", f"{lengths}"))


def targets(folder: Path, names: list[str]) -> list[Target]:
    found = []
    for number, name in enumerate(names):
        path = folder / name
        path.write_text(f"一、报告\n\n收入{number}元，支出{number + 1}元。<!-- reportlint: ignore[NUM901] -->\n\n增长{number}元。\n", encoding="utf-8")
        found.append(Target(path, name, path.suffix))
    return found


def policy(*rules):
    return resolve(Settings(Path.cwd()), Catalogue(rules))


def shown(result) -> str:
    parts = []
    for name in ("json", "text"):
        stream = io.StringIO()
        write(name, replace(result, seconds=0.0), OutputOptions("en", checks=True), stream)
        parts.append(stream.getvalue())
    return "\n".join([*parts, *result.notices])


@pytest.fixture
def small(monkeypatch):
    """Processes for the smallest runs, and nothing that is kept in memory."""
    monkeypatch.setattr(batch, "WORTHWHILE", {"fork": 1, "spawn": 1})
    monkeypatch.setattr(batch, "_PARCEL", 200)
    monkeypatch.setattr(pool, "method", lambda: "fork")


@forks
@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("room", [0, 1_000_000])
def test_any_number_of_processes_finds_the_same(tmp_path, monkeypatch, room):
    monkeypatch.setattr(batch, "KEPT_TEXT", room)
    monkeypatch.setattr(batch, "KEPT_BYTES", room)
    given = targets(tmp_path, ["a.txt", "b.txt", "c-crash.txt", "d.txt", "e.txt", "f.txt"])
    given.insert(1, Target(tmp_path / "no.txt", "no.txt", ".txt"))
    (tmp_path / "bin.txt").write_bytes(b"\0\1\2\3" * 50)
    given.append(Target(tmp_path / "bin.txt", "bin.txt", ".txt"))
    given.append(Target(Path("-"), "-", "", "收入5元。".encode()))
    rules = policy(Numbers, Whole, Extracting)
    alone = run(given, READERS, rules, lang="en")
    assert {d.code for d in alone.diagnostics} == {"NUM901", "FACT902"}
    assert [s.reason for s in alone.skipped] == ["binary", "unreadable"]
    assert (alone.crashed, alone.suppressed) == (True, 15)
    for jobs in (2, 3):
        assert shown(run(given, READERS, rules, lang="en", jobs=jobs)) == shown(alone)


@forks
@pytest.mark.usefixtures("small")
def test_a_process_that_is_killed_loses_its_file_alone(tmp_path):
    given = targets(tmp_path, ["a.txt", "b.txt", "c-killed.txt", "d.txt"])
    given.sort(key=lambda target: "killed" not in target.label)
    (tmp_path / "c-killed.txt").write_text("收入3元。" * 100, encoding="utf-8")  # the largest goes to a process
    result = run(given, READERS, policy(Numbers, Extracting), jobs=2)
    assert [(s.path, s.reason, s.detail, s.fault) for s in result.skipped] == [("c-killed.txt", "process-died", "SIGKILL", True)]
    assert sorted(result.documents) == ["a.txt", "b.txt", "d.txt"]
    assert result.incomplete


@forks
@pytest.mark.usefixtures("small")
def test_what_cannot_travel_is_found_here(tmp_path):
    class Odd(DocumentRule):
        meta = RuleMeta("NUM902", "odd", Message("怪", "odd"))

        def check(self, reading):
            operands = (Operand(object(), self.place(reading.document, 0, 1), "1", "元"),)
            yield Check(CheckKind.SUM, "NUM902", Verdict.CONSISTENT, "x", operands)

    given = targets(tmp_path, ["a.txt", "b.txt", "c.txt"])
    assert len(run(given, READERS, policy(Odd), jobs=2).checks) == 3


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_processes_load_the_rules_themselves_where_they_are_started_anew(tmp_path, monkeypatch, how):
    if how == "fork" and sys.platform != "linux":
        pytest.skip("processes are copied on Linux only")
    monkeypatch.setattr(batch, "WORTHWHILE", {"fork": 1, "spawn": 1})
    monkeypatch.setattr(pool, "method", lambda: how)
    given = targets(tmp_path, ["a.txt", "b.txt"])
    settings = Settings(
        tmp_path, str(tmp_path / "reportlint.toml"), select=("XZ001", "FACT003"), units=(("批次箱", "[批次箱]"),),
        terms=({"code": "XZ001", "kind": "existence", "words": ["收入"]},),
    )
    (tmp_path / "reportlint.toml").write_text('[[terms]]\ncode = "XZ001"\nkind = "existence"\nwords = ["收入"]\n', encoding="utf-8")
    readers, rules = prepared(settings)
    assert sorted(rule.meta.code for rule in rules) == ["FACT003", "XZ001"]
    resolved = replace(policy(Numbers), rules=tuple(rules))
    result = run(given, readers, resolved, jobs=2, prepare=partial(prepared, settings))
    assert [(d.code, d.place.path) for d in result.diagnostics] == [("XZ001", "a.txt"), ("XZ001", "b.txt")]


@forks
def test_rules_that_compare_spread_their_work(tmp_path, monkeypatch):
    class Spreading(ProjectRule):
        meta = RuleMeta("FACT904", "spreading", Message("散", "spreading"))

        def check_project(self, readings):
            found = list(self.spread(lambda number: (number, os.getpid()), range(len(readings))))
            assert [number for number, _ in found] == list(range(len(readings)))
            elsewhere = sum(process != os.getpid() for _, process in found)
            yield self.diagnostic(Place(readings[0].document.path, Span(0, 1)), Message(str(elsewhere), str(elsewhere)))

    given = targets(tmp_path, ["a.txt", "b.txt", "c.txt"])
    monkeypatch.setattr(pool, "method", lambda: "fork")
    rules = policy(Spreading)
    assert [d.message.zh for d in run(given, READERS, rules, jobs=2).diagnostics] == ["0"]
    monkeypatch.setattr(batch, "SPREADING", 0)
    assert [d.message.zh for d in run(given, READERS, rules, jobs=2).diagnostics] == ["3"]
    assert rules.rules[0].spread is map


def test_progress_counts_what_is_done_elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "WORTHWHILE", {"fork": 1, "spawn": 10**9})
    told = []
    run(targets(tmp_path, [f"{n}.txt" for n in range(6)]), READERS, policy(Numbers), jobs=2, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1] == (6, 6, "")


def test_a_file_that_changes_meanwhile_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "KEPT_TEXT", 0)
    monkeypatch.setattr(batch, "KEPT_BYTES", 0)
    given = targets(tmp_path, ["a.txt", "b.txt"])
    given[1].path.write_text("收入5元，支出6元。", encoding="utf-8")
    result = run(given, READERS, policy(Numbers))
    assert result.documents["a.txt"].text.startswith("一、报告")
    given[1].path.write_text("别的", encoding="utf-8")
    with pytest.raises(FileChanged):
        _ = result.documents["b.txt"].text
    assert result.documents["b.txt"].characters == 10


def test_documents_beyond_the_room_are_read_again_when_they_are_looked_at(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "KEPT_TEXT", 0)
    given = targets(tmp_path, ["a.txt", "b.txt"])
    late = run(given, READERS, policy(Numbers, Whole)).documents["a.txt"]
    monkeypatch.setattr(batch, "KEPT_TEXT", 1_000_000)
    kept = run(given, READERS, policy(Numbers, Whole)).documents["a.txt"]
    assert type(late) is not type(kept)
    assert (late.flow, late.blocks, late.reports, late.breaks) == (kept.flow, kept.blocks, kept.reports, kept.breaks)
    assert late.lines.locate(8) == kept.lines.locate(8)
    with pytest.raises(AttributeError):
        _ = late.nothing


def test_a_check_within_one_file_by_a_rule_that_compares_counts_once(tmp_path):
    class Again(ProjectRule):
        meta = RuleMeta("FACT903", "again", Message("再", "again"))

        def check_project(self, readings):
            for reading in readings:
                operands = [self.operand(reading, mention, "part") for mention in reading.mentions[:2]]
                yield self.check_of(CheckKind.SUM, Verdict.INCONSISTENT, "1 = 2", operands)

    result = run(targets(tmp_path, ["a.txt", "b.txt"]), READERS, policy(Numbers, Again))
    assert [(file.checks, file.inconsistent) for file in result.files] == [(1, 1), (1, 1)]
    assert len(result.checks) == 2
    assert "FACT903" not in {found.code for found in result.diagnostics}
