"""``reportlint rule`` and the help."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reportlint import __version__


def test_rules_are_listed(cli):
    ran = cli("rule", "--all")
    assert ran.status == 0
    assert [line.split() for line in ran.out.splitlines()] == [
        ["DUP901", "twin", "info", "stable", "两个文件相同"],
        ["NUM901", "odd-sum", "warning", "stable", "合计不等于各部分之和"],
        ["PLH901", "mask", "error", "stable", "占位符没有替换"],
        ["PLH902", "trial", "warning", "preview", "试行"],
        ["ZZZ901", "crash", "warning", "stable", "会崩溃"],
        ["SUP001", "unused-suppression", "warning", "stable", "忽略标记已不对应任何问题"],
        ["SUP002", "invalid-suppression", "warning", "stable", "忽略标记写法有误，不起作用"],
        ["SUP003", "unexplained-suppression", "warning", "stable", "忽略标记没有写明理由（设置", "require-reason）"],
    ]
    assert len({line.index("stable") for line in ran.out.splitlines() if "stable" in line}) == 1
    assert cli("rule").out == ran.out
    assert "a mask was left" in cli("rule", "--all", "--lang", "en").out


def test_the_page_of_a_rule(cli, tmp_path, monkeypatch):
    from reportlint import plugins

    class_ = next(rule for rule in plugins.load_rules() if rule.meta.name == "mask")
    page = "# PLH901 mask\n\n说明。\n"
    (tmp_path / "mask.md").write_text(page, encoding="utf-8")
    monkeypatch.setattr(sys.modules[class_.__module__], "__file__", str(tmp_path / "mask.py"))
    assert cli("rule", "plh901").out == page
    assert cli("rule", "mask").out == page
    (tmp_path / "mask.md").unlink()
    assert cli("rule", "mask", "--lang", "en").out == "# PLH901 mask\n\na mask was left\n"


def test_rules_for_programs(cli):
    listed = json.loads(cli("rule", "--all", "--output-format", "json").out)
    assert listed["version"] == 1
    assert [rule["code"] for rule in listed["rules"]] == [
        "DUP901", "NUM901", "PLH901", "PLH902", "ZZZ901", "SUP001", "SUP002", "SUP003"]
    (mask,) = json.loads(cli("rule", "mask", "--output-format", "json", "--lang", "en").out)["rules"]
    assert mask.pop("page").startswith("# PLH901 mask")
    assert mask == {
        "code": "PLH901", "name": "mask", "severity": "error", "status": "stable", "fixable": False, "scope": "document",
        "summary": {"zh": "占位符没有替换", "en": "a mask was left"}, "distribution": "reportlint", "declared": None,
        "options": [
            {"name": "masks", "type": "tuple[str, ...]", "default": ["xx"]}, {"name": "limit", "type": "int", "default": 100},
            {"name": "note", "type": "bool", "default": False},
        ],
    }
    assert [rule["scope"] for rule in listed["rules"] if rule["code"] == "DUP901"] == ["project"]


def test_a_declared_rule_says_where_it_is_declared(cli):
    Path("reportlint.toml").write_text('[[terms]]\ncode = "XZ001"\nkind = "existence"\nwords = ["最高级"]\n', encoding="utf-8")
    (rule,) = json.loads(cli("rule", "XZ001", "--output-format", "json").out)["rules"]
    assert rule["distribution"] is None
    assert rule["declared"].endswith("reportlint.toml:1")


def test_a_page_that_is_no_text_is_said(cli, tmp_path, monkeypatch):
    from reportlint import plugins

    class_ = next(rule for rule in plugins.load_rules() if rule.meta.name == "mask")
    (tmp_path / "mask.md").write_bytes(b"# PLH901 mask \xff")
    monkeypatch.setattr(sys.modules[class_.__module__], "__file__", str(tmp_path / "mask.py"))
    ran = cli("rule", "mask", "--lang", "en")
    assert ran.status == 2
    assert "the page of PLH901 is no UTF-8" in ran.err


def test_an_unknown_rule(cli):
    ran = cli("rule", "PLH900")
    assert ran.status == 2
    assert ran.err.startswith("reportlint: 未知的规则代码或名称“PLH900”，是不是“PLH90")


def test_help_is_enough_to_start(cli):
    ran = cli("--help")
    assert ran.status == 0
    for line in ("reportlint drafts/", "reportlint rule --all", "示例：", "Lints Chinese reports", "退出状态"):
        assert line in ran.out
    english = cli("check", "--help", "--lang", "en").out
    for option in ("--select", "--ignore", "--fail-on", "--output-format", "--checks", "--scope", "--lang", "--color",
                   "--exclude", "--config", "--isolated", "--stdin-filename", "--quiet", "--statistics", "--output"):
        assert option in english
    assert cli("--version").out == f"reportlint {__version__}\n"


def test_a_wrong_option_is_a_usage_error(cli):
    ran = cli("--colour")
    assert (ran.status, ran.out) == (2, "")
    assert "--colour" in ran.err
