"""Rules of another distribution, through the real command line: listed, selected, set, suppressed; faults are said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

DRAFT = "打造国家级园区。\n实施12个村，每村30户，共350户。\n全年完成20xx万元。\n"


def found(ran):
    return [(d["code"], d["severity"]) for d in json.loads(ran.out)["diagnostics"]]


def check(reportlint, *arguments, text=DRAFT, settings=""):
    return reportlint(".", "--output-format", "json", *arguments, a__txt=text, reportlint__toml=settings)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_they_are_listed_with_their_distribution_and_have_pages(reportlint):
    lines = reportlint("rule", "--all").out.splitlines()
    assert [line for line in lines if line.startswith("ACME")] == [
        "ACME001  forbidden-rank               error    stable   a rank that must not be claimed [acme_rules]",
        "ACME002  group-total                  error    stable   a total that is not groups times size [acme_rules]",
    ]
    assert not [line for line in lines if "acme_rules" in line and not line.startswith("ACME")]
    listed = {rule["code"]: rule for rule in json.loads(reportlint("rule", "--output-format", "json").out)["rules"]}
    assert listed["ACME001"]["distribution"] == "acme_rules"
    assert listed["PLH001"]["distribution"] == "reportlint"
    assert [option["name"] for option in listed["ACME001"]["options"]] == ["words", "allowed"]
    assert reportlint("rule", "forbidden-rank").out.startswith("# ACME001 forbidden-rank\n\n## 检查什么")


def test_selecting_and_settings_count_for_them(reportlint):
    everything = [("ACME001", "error"), ("ACME002", "error"), ("PLH001", "error")]
    assert found(check(reportlint)) == everything
    assert found(check(reportlint, "--select", "ACME")) == everything[:2]
    assert found(check(reportlint, "--ignore", "forbidden-rank")) == everything[1:]
    settings = 'ignore = ["PLH"]\n[severity]\nACME = "info"\n[rules.forbidden-rank]\nwords = ["园区", "开发区"]\nallowed = []\n'
    assert found(check(reportlint, settings=settings)) == [("ACME001", "info"), ("ACME002", "info")]
    ran = check(reportlint, settings="[rules.ACME001]\nwodrs = []\n")
    assert (ran.status, ran.out) == (2, "")
    assert "unknown option of forbidden-rank 'wodrs', did you mean 'words'?" in ran.err


def test_suppressions_and_the_baseline_count_for_them(reportlint):
    marked = DRAFT.replace("园区。", "园区。<!-- reportlint: ignore[ACME001] 引用批文 -->")
    assert found(check(reportlint, text=marked, settings='[per-file-ignores]\n"a.*" = ["group-total"]\n')) == [("PLH001", "error")]
    assert reportlint("baseline", "write", reportlint__toml="", a__txt=DRAFT).status == 0
    assert found(check(reportlint)) == []


def test_their_relations_are_in_the_ledger_and_their_pages_in_sarif(reportlint):
    ran = check(reportlint, "--checks", "--output", "sarif=a.sarif", "--select", "ACME")
    assert [(c["code"], c["verdict"]) for c in json.loads(ran.out)["checks"]] == [("ACME002", "inconsistent")]
    rules = reportlint("check", "--select", "ACME001", "--output-format", "sarif").out
    (rule,) = json.loads(rules)["runs"][0]["tool"]["driver"]["rules"]
    assert "白沙国家级自然保护区" in rule["help"]["markdown"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('raise KeyError("no list")', "KeyError: 'no list' (acme_rules.forbidden_rank:"),
        ("import sys; sys.exit(0)", "SystemExit: 0 (acme_rules.forbidden_rank:"),
        ("yield self.diagnostic(self.place_in_text(document, 0, 999), self.meta.summary)", "yielded the span 0-999 in a text of"),
    ],
)
def test_a_crash_is_said_and_the_others_go_on(reportlint, acme, line, said):
    edit(acme / "acme_rules" / "forbidden_rank.py", "        for word in filter(None, self.options.words):", (
        "        return self.broken(document)\n\n    def broken(self, document):\n"
        f"        {line}\n\n    def rest(self, document):\n        for word in filter(None, self.options.words):"))
    ran = check(reportlint)
    assert ran.status == 2
    assert found(ran) == [("ACME002", "error"), ("PLH001", "error")]
    assert "reportlint: the rule ACME001 forbidden-rank crashed on a.txt, findings may be missing: " in ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"ACME001"', '"NUM001"', "the rule 'NUM001' is there twice: from "),
        ("def check(", "def chekc(", "plugin acme_rules: the rules entry point 'acme_rules:rules' is faulty: ACME001 lacks the method check"),
        ("class ForbiddenRank", "import sys\nsys.exit(3)\nclass ForbiddenRank", "SystemExit: 3"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_an_error_that_names_it(reportlint, acme, old, new, said):
    edit(acme / "acme_rules" / "forbidden_rank.py", old, new)
    ran = check(reportlint)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "acme_rules" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_version_of_the_interface_is_refused_before_the_rules_are_imported(reportlint, acme):
    edit(acme / "acme_rules" / "__init__.py", "REPORTLINT_API = 1", "REPORTLINT_API = 2")
    (acme / "acme_rules" / "forbidden_rank.py").write_text("from reportlint.rule import Verdict2\n", encoding="utf-8")
    ran = check(reportlint)
    assert (ran.status, ran.out) == (2, "")
    assert "plugin acme_rules" in ran.err
    assert "it was written for version 2 of the rule interface, this reportlint has 1; upgrade reportlint" in ran.err
