"""Rules as data: what each kind finds, what faults say, how settings, suppression by codes, fixes and tests see them."""

from __future__ import annotations

import json
import pickle

import pytest

from reportlint.cli import main
from reportlint.config import ConfigError, Settings
from reportlint.declarative import failures, load, load_file
from reportlint.declarative.rules import Declared
from reportlint.plugins import load_rules
from reportlint.rule import Severity
from reportlint.testing import lint_text

OFFICE = """\
# the words of an office
[[terms]]
code = "XZ001"
name = "forbidden-words"
kind = "existence"
words = ["最高级", "第一品牌"]
except = ["最高级别"]
message = "不得使用“{match}”"
message-en = "do not use “{match}”"
severity = "error"
bad = ["这是最高级的产品。"]
good = ["这是最高级别的会议。"]

[[terms]]
code = "XZ002"
name = "wrong-place-name"
kind = "substitution"
replace = { "橙冲" = "枨冲", "江" = "江镇" }
bad = ["橙冲镇"]
good = ["枨冲镇，江镇"]

[[terms]]
code = "XZ003"
kind = "consistency"
either = [["互联网", "因特网"]]

[[terms]]
code = "XZ004"
kind = "required-section"
headings = ["工作安排|主要任务"]

[[terms]]
code = "XZ005"
kind = "occurrence"
words = ["各位代表"]
max = 2

[[terms]]
code = "XZ006"
kind = "substitution"
replace-patterns = { '(\\p{Han})镇镇' = '\\1镇' }
scope = ["heading"]

[[terms]]
code = "XZ007"
kind = "existence"
patterns = ['优秀\\p{Han}']
scope = "quote"
"""


def rules_of(tmp_path, text=OFFICE):
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    return {rule.meta.code: rule for rule in load(Settings(tmp_path, rules_files=("office.toml",)))}


@pytest.mark.parametrize(("code", "text", "marked"), [
    ("XZ001", "这是最高级的产品，第一品牌。", ["最高级", "第一品牌"]), ("XZ001", "这是最高级别的会议。", []),
    ("XZ002", "橙冲镇和枨冲镇。", ["橙冲"]), ("XZ002", "江镇。", []),
    ("XZ003", "互联网发展快，互联网企业多，因特网普及。", ["因特网"]), ("XZ003", "因特网，因特网。", []),
    ("XZ004", "报告\n一、工作回顾\n全县发展很快，成绩很大。", ["报告"]), ("XZ004", "报告\n二、主要任务\n全县发展很快。", []),
    ("XZ005", "各位代表：好。各位代表：好。各位代表：好。", ["各位代表"]), ("XZ005", "各位代表：好。", []),
    ("XZ006", "一、江镇镇工作\n江镇镇发展很快。", ["江镇镇"]), ("XZ007", "评为“优秀县”，是优秀县。", ["优秀县"]),
])
def test_kinds(tmp_path, code, text, marked):
    found = lint_text(text, rules_of(tmp_path)[code])
    assert [text[f.place.span.start:f.place.span.end] for f in found] == marked


def test_messages_severity_and_fix_are_the_offices(tmp_path):
    rules = rules_of(tmp_path)
    found = lint_text("最高级。", rules["XZ001"])[0]
    assert (found.message.zh, found.message.en) == ("不得使用“最高级”", "do not use “最高级”")
    assert (found.code, found.name, found.severity) == ("XZ001", "forbidden-words", Severity.ERROR)
    fix = lint_text("橙冲镇", rules["XZ002"])[0].fix
    assert (fix.safe, fix.edits[0].text) == (True, "枨冲")
    assert lint_text("一、江镇镇工作\n", rules["XZ006"])[0].fix.edits[0].text == "江镇"


def test_declared_rules_survive_pickling(tmp_path):
    for rule in rules_of(tmp_path).values():
        made = rule()
        again = pickle.loads(pickle.dumps(made))
        assert isinstance(again, Declared)
        assert again.meta == made.meta


TABLE = '[[terms]]\ncode = "XZ001"\nkind = "existence"\nwords = ["甲"]\n'


@pytest.mark.parametrize(("text", "line", "said"), [
    (TABLE + 'wrds = ["乙"]\n', 5, "unknown key 'wrds', did you mean 'words'?"),
    (TABLE.replace("existence", "existance"), 3, "did you mean 'existence'?"),
    (TABLE.replace("XZ001", "xz1"), 2, "must be two to six capitals"),
    (TABLE.replace('["甲"]', '"甲"'), 4, "must be a list of strings"),
    (TABLE.replace("words", "patterns").replace("甲", "(甲"), 4, "faulty pattern"),
    (TABLE.replace("words", "patterns").replace("甲", "甲*"), 4, "matches the empty text"),
    (TABLE + TABLE, 5, "is taken by the rule XZ001"),
    (TABLE + '\n[[terms]]\ncode = "XZ002"\nkind = "occurrence"\nwords = ["乙"]\n', 8, "'max' or 'min' is missing"),
    (TABLE + 'scope = "title"\n', 5, "'scope' must be one of"),
    (TABLE + 'severity = "fatal"\n', 5, "'severity' must be one of"),
    ('[[term]]\ncode = "XZ001"\n', 1, "did you mean 'terms'?"),
    ('[[terms]]\nkind = "existence"\nwords = ["甲"]\n', 1, "'code' is missing"),
    (TABLE.replace("XZ001", "TERM001"), 1, "is taken by the rule TERM001"),
])
def test_faults_point_at_their_line(tmp_path, text, line, said):
    path = tmp_path / "office.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(Settings(tmp_path, rules_files=("office.toml",)), load_rules())
    assert f"office.toml:{line}: " in caught.value.message.en
    assert said in caught.value.message.en
    assert f"office.toml:{line}：" in caught.value.message.zh


def test_examples(tmp_path):
    path = tmp_path / "office.toml"
    path.write_text(OFFICE, encoding="utf-8")
    assert failures(load_file(path)) == ((), 4)
    path.write_text(OFFICE.replace('good = ["枨冲镇，江镇"]', 'good = ["橙冲"]'), encoding="utf-8")
    failed, _ = failures(load_file(path))
    assert [(f.spec.code, f.text) for f in failed] == [("XZ002", "橙冲")]


def test_on_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "draft.txt").write_text("橙冲镇是最高级的。\n", encoding="utf-8")
    (tmp_path / "reportlint.toml").write_text(
        'rules-files = ["office.toml"]\nselect = ["XZ", "QT"]\nignore = ["XZ004"]\n[severity]\nXZ001 = "warning"\n'
        '[per-file-ignores]\n"old/*" = ["XZ"]\n[[terms]]\ncode = "QT001"\nkind = "existence"\nwords = ["是"]\n', encoding="utf-8")
    assert main(["--output-format", "json", "draft.txt"]) == 0
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [(d["code"], d["severity"]) for d in found] == [("XZ002", "warning"), ("QT001", "warning"), ("XZ001", "warning")]
    main(["--fix", "-q", "draft.txt"])
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == "枨冲镇是最高级的。\n"
    capsys.readouterr()
    assert main(["rule", "--test", "office.toml", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "7 rules, 4 examples, 0 fail\n"
    (tmp_path / "office.toml").write_text(OFFICE.replace("最高级的产品", "好产品"), encoding="utf-8")
    assert main(["rule", "--test", "office.toml", "--lang", "en"]) == 1
    assert "office.toml:2: XZ001 forbidden-words: nothing was found: '这是好产品。'" in capsys.readouterr().out


def test_faults_on_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text("甲。\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.reportlint]\nlang = "en"\n\n[[tool.reportlint.terms]]\ncode = "XZ001"\nkind = "existence"\nwrods = []\n', encoding="utf-8")
    assert main(["draft.txt", "--lang", "en"]) == 2
    assert "pyproject.toml:7: unknown key 'wrods', did you mean 'words'?" in capsys.readouterr().err


def test_the_page_and_the_list_show_declared_rules(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "office.toml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "reportlint.toml").write_text('rules-files = ["office.toml"]\n', encoding="utf-8")
    assert main(["rule", "xz001", "--lang", "en"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# XZ001 forbidden-words\n\ndo not use “{match}”\n")
    assert f"declared in {tmp_path / 'office.toml'}:2 (existence, error)" in page
    assert "\n- 最高级\n" in page
    assert "```text bad\n这是最高级的产品。\n```" in page
    assert "```text good\n" in page
    main(["rule", "--all"])
    assert "XZ005" in capsys.readouterr().out
    assert main(["rule", "xz001", "--isolated"]) == 2


def test_a_blank_file_lacks_its_sections(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.txt").write_text("\n", encoding="utf-8")
    (tmp_path / "reportlint.toml").write_text('[[terms]]\ncode = "XZ004"\nkind = "required-section"\nheadings = ["总结"]\n', encoding="utf-8")
    main(["--output-format", "concise", "draft.txt"])
    assert "draft.txt:1:1: XZ004" in capsys.readouterr().out
