"""The runner and the ledger: each relation once, figures per file, outcomes that travel between processes."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

from reportlint.config import Settings
from reportlint.discover import Target
from reportlint.document import Span
from reportlint.ledger import diagnostic_of, distinct
from reportlint.plugins import ReaderSet
from reportlint.policy import Catalogue, resolve
from reportlint.readers.text import reader
from reportlint.rule import (
    Check,
    CheckKind,
    DocumentRule,
    Message,
    Operand,
    Place,
    ProjectRule,
    RuleMeta,
    Verdict,
)
from reportlint.runner import lint_one, run

READERS = ReaderSet([reader])


def check(verdict: Verdict, *starts: int, kind: CheckKind = CheckKind.SUM, path: str = "a.txt", expression: str = "x") -> Check:
    operands = tuple(Operand("r", Place(path, Span(start, start + 1)), "1", "元") for start in starts)
    return Check(kind, "NUM901", verdict, expression, operands)


class Twice(DocumentRule):
    """Makes the same check twice, and one that contradicts without a finding of its own."""

    meta = RuleMeta("NUM901", "twice", Message("两次", "twice"))

    def check(self, reading):
        path = reading.document.path
        yield check(Verdict.CONSISTENT, 0, 3, path=path)
        yield check(Verdict.CONSISTENT, 3, 0, path=path)
        yield check(Verdict.INCONSISTENT, 0, 6, path=path, expression="1 = 3")
        yield check(Verdict.SKIPPED, 6, 3, path=path)


class Across(ProjectRule):
    """Compares the first numbers of two files."""

    meta = RuleMeta("FACT901", "across", Message("跨", "across"))

    def check_project(self, readings):
        first, second = readings
        operands = tuple(
            Operand("value", Place(r.document.path, Span(9, 10)), "4", "元") for r in (first, second)
        )
        yield Check(CheckKind.EQUAL_MENTION, "FACT901", Verdict.CONSISTENT, "4 = 4", operands)


class Fragile(ProjectRule):
    meta = RuleMeta("FACT902", "fragile", Message("易碎", "fragile"))

    def check_project(self, _readings):
        raise RuntimeError("cannot compare")
        yield


def target(name: str, text: str = "1元，2元，3元，4元") -> Target:
    return Target(Path(name), name, ".txt", text.encode())


def policy(*rules):
    return resolve(Settings(Path.cwd()), Catalogue(rules))


def test_a_relation_counts_once():
    result = run([target("a.txt")], READERS, policy(Twice))
    file = result.files[0]
    assert (file.numbers, file.numbers_checked, file.checks, file.inconsistent) == (4, 3, 2, 1)
    assert [c.verdict for _, c in result.checks] == [Verdict.INCONSISTENT, Verdict.CONSISTENT, Verdict.SKIPPED]
    assert [d.message.zh for d in result.diagnostics] == ["复算不符：1 = 3"]
    assert result.diagnostics[0].related[0].span == Span(6, 7)


def test_distinct_prefers_what_was_recomputed():
    skipped, right = check(Verdict.SKIPPED, 0, 1), check(Verdict.CONSISTENT, 1, 0)
    other = check(Verdict.CONSISTENT, 0, 1, kind=CheckKind.SHARE)
    assert distinct([skipped, right, other]) == (right, other)
    assert distinct([right, skipped]) == (right,)
    loose = check(Verdict.SKIPPED)
    assert distinct([loose, loose]) == (loose, loose)
    assert diagnostic_of(right, {}) is None


def test_numbers_compared_across_files_count_in_both():
    result = run([target("a.txt"), target("b.txt")], READERS, policy(Across))
    assert [(f.document.path, f.numbers_checked, f.checks) for f in result.files] == [("a.txt", 1, 1), ("b.txt", 1, 0)]
    assert run([target("a.txt")], READERS, policy(Across), scope="document").checks == ()


def test_a_project_rule_that_crashes_is_said():
    assert not run([target("a.txt")], READERS, policy(Fragile, Twice)).crashed  # nothing to compare
    result = run([target("a.txt"), target("b.txt", "")], READERS, policy(Fragile, Twice), lang="en")
    assert result.crashed
    (notice,) = result.notices
    said = "the rule FACT902 fragile crashed while comparing files, findings may be missing: RuntimeError: cannot compare"
    assert re.fullmatch(rf"{said} \(\S*test_runner:\d+\)", notice)
    assert result.files[0].checks == 2


def test_an_outcome_can_travel_between_processes():
    outcome = lint_one(target("a.txt"), READERS, policy(Twice).rules)
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    missing = lint_one(Target(Path("no.txt"), "no.txt", ".txt"), READERS, ())
    assert pickle.loads(pickle.dumps(missing)).skipped.reason == "unreadable"


def test_a_reader_that_fails_is_said():
    class Broken:
        name = "text"
        suffixes = frozenset({".txt"})

        def read_bytes(self, _data):
            raise KeyError("x")

    outcome = lint_one(target("a.txt"), ReaderSet([Broken()]), ())
    assert (outcome.skipped.reason, outcome.skipped.detail) == ("reader-failed", "KeyError: 'x'")
    assert lint_one(Target(Path("a"), "a", "", b""), ReaderSet([]), ()).skipped.reason == "unsupported-format"


def test_progress():
    told = []
    run([target("a.txt"), target("b.txt")], READERS, policy(Twice), progress=lambda *step: told.append(step))
    assert told == [(0, 2, "a.txt"), (1, 2, "b.txt"), (2, 2, "")]


def test_rules_are_not_asked_of_blank_documents_unless_they_want_to_be():
    class Blank(DocumentRule):
        meta = RuleMeta("ZZZ903", "blank", Message("空", "blank"))
        blank = True

        def check(self, reading):
            yield self.diagnostic(self.place(reading.document, 0, 0), self.meta.summary)

    class Deaf(Blank):
        meta = RuleMeta("ZZZ904", "deaf", Message("空", "deaf"))
        blank = False

    found = run([target("a.txt", " \n")], READERS, policy(Blank, Deaf)).diagnostics
    assert [d.code for d in found] == ["ZZZ903"]
