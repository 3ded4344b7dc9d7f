"""Suppressions: comments at the place, ranges, files, fingerprints in the settings, and what is said of idle ones."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from reportlint import plugins
from reportlint.comments import bare, code_and_comments, to_reportlint, without
from reportlint.config import Settings
from reportlint.document import assemble
from reportlint.ownrules import RULES
from reportlint.paths import in_project
from reportlint.policy import Catalogue, resolve
from reportlint.readers.markdown import reader as markdown
from reportlint.readers.text import reader as text_reader
from reportlint.rule import Message, Place, ProjectRule, RuleMeta, Span
from reportlint.suppress import apply
from reportlint.testing import read_text


class Across(ProjectRule):
    """Is never run; its findings are made by hand."""

    meta = RuleMeta("FACT901", "across", Message("冲突", "clash"))

    def check_project(self, _readings):
        yield from ()


def codes(ran):
    return [(d["code"], d["start"]["line"]) for d in json.loads(ran.out)["diagnostics"]]


def check(cli, text, *arguments, name="a.txt"):
    Path(name).write_text(text, encoding="utf-8")
    return cli(name, "--output-format", "json", "--lang", "en", *arguments)


@pytest.mark.parametrize("mark", ["PLH901", "mask", "PLH", "plh901", "NUM901, mask", "NUM901，PLH901", "PLH901、NUM901"])
def test_a_comment_on_the_line_or_alone_before_it(cli, mark):
    assert codes(check(cli, f"第一行xx。\n第二行xx。<!-- reportlint: ignore[{mark}] 样式 -->\n", "--select", "PLH901")) == [("PLH901", 1)]
    assert codes(check(cli, f"甲xx。\n\n<!-- reportlint: ignore[{mark}] -->\n\n乙xx。\n丙xx。\n", "--select", "PLH901")) == [
        ("PLH901", 1), ("PLH901", 6)]


def test_ranges_and_files(cli):
    text = (
        "甲xx。\n<!-- reportlint: ignore-begin[mask] -->\n乙xx。\n\n丙xx。\n<!-- reportlint: ignore-end[mask] -->\n丁xx。\n"
    )
    assert codes(check(cli, text)) == [("PLH901", 1), ("PLH901", 7)]
    assert codes(check(cli, text.replace("-end[mask]", "-end"))) == [("PLH901", 1), ("PLH901", 7)]
    assert codes(check(cli, "甲xx。\n乙xx。\n<!-- reportlint: ignore-file[mask] 模板 -->\n")) == []


@pytest.mark.parametrize(("comment", "why"), [
    ("ignore", "blanket"), ("ignore[]", "blanket"), ("ignore[ALL]", "blanket"), ("ignore-file 理由", "blanket"),
    ("ignore[maks]", "did you mean 'mask'"), ("ignroe[mask]", "must be"), ("ignore[mask", "not closed"),
    ("ignore-end[mask]", "without its"), ("ignore-begin[mask]", "without its"), ("", "must be"),
])
def test_what_cannot_be_followed_is_said(cli, comment, why):
    ran = check(cli, f"甲xx。<!-- reportlint: {comment} -->\n")
    found = [d for d in json.loads(ran.out)["diagnostics"] if d["code"] == "SUP002"]
    assert [d["name"] for d in found] == ["invalid-suppression"]
    assert why in found[0]["message"]
    assert "Traceback" not in ran.err


def test_a_comment_that_never_ends_is_said(cli):
    ran = check(cli, "甲xx。<!-- reportlint: ignore[mask]\n乙。\n")
    assert codes(ran) == [("PLH901", 1), ("SUP002", 1)]


def test_one_that_matches_nothing_is_said_unless_its_rule_did_not_run(cli):
    text = "甲。<!-- reportlint: ignore[mask] -->\n"
    assert codes(check(cli, text)) == [("SUP001", 1)]
    assert codes(check(cli, text, "--select", "NUM901,SUP")) == []
    assert codes(check(cli, text, "--ignore", "unused-suppression")) == []
    assert codes(check(cli, "甲。<!-- reportlint: ignore[twin] -->\n")) == []  # nothing was compared
    assert codes(check(cli, "试。<!-- reportlint: ignore[trial] -->\n")) == []  # a preview rule


def test_settings_by_path_that_match_nothing_are_said_of_the_whole_project(cli):
    Path("reportlint.toml").write_text('[per-file-ignores]\n"a.*" = ["mask"]\n"b.*" = ["mask"]\n"c.*" = ["mask"]\n', encoding="utf-8")
    for name, text in (("a.txt", "甲xx\n"), ("b.txt", "乙\n")):
        Path(name).write_text(text, encoding="utf-8")
    said = "reportlint: per-file-ignores for 'b.*' (mask) matches no finding\n"
    assert cli(".", "--lang", "en").err == said
    for arguments in (("b.txt",), (".", "--ignore", "twin"), (".", "--exclude", "a.txt"), (".", "--scope", "document")):
        assert cli(*arguments, "--lang", "en").err == ""


def test_a_setting_by_path_may_not_leave_out_everything(cli):
    Path("reportlint.toml").write_text('[per-file-ignores]\n"a.*" = ["all"]\n', encoding="utf-8")
    ran = check(cli, "甲xx\n")
    assert ran.status == 2
    assert "per-file-ignores may not leave out everything for 'a.*': name the rules, or put files" in ran.err


def test_a_suppression_of_what_compares_files_is_judged_by_all_of_them(cli):
    Path("a.txt").write_text("同文。<!-- reportlint: ignore[twin] 两镇同文 -->\n", encoding="utf-8")
    Path("b.txt").write_text("甲。\n", encoding="utf-8")
    Path("c.txt").write_text("丙。\n", encoding="utf-8")
    assert codes(cli("a.txt", "b.txt", "--output-format", "json")) == []
    assert codes(cli(".", "--output-format", "json")) == [("SUP001", 1)]


def test_a_related_place_counts():
    mark = "<!-- reportlint: ignore[FACT901] 口径不同 -->"
    documents = {name: read_text(text, name).document for name, text in (("a", f"{mark}\n甲1\n乙2\n"), ("b", "甲2\n"))}
    policy = resolve(Settings(Path()), Catalogue((Across, *RULES)))

    def left(place, *related):
        found = Across().diagnostic(place, Message("冲突", "clash"), related=related)
        return [d.code for d in apply([found], documents, policy, judged=frozenset({"FACT901"}), today=None).diagnostics]

    here, marked = Place("b", Span(0, 2)), Place("a", Span(len(mark) + 1, len(mark) + 3))
    other = Place("a", Span(len(mark) + 4, len(mark) + 6))
    assert left(here, marked) == []
    assert left(marked, here) == []
    assert left(here, other) == ["FACT901", "SUP001"]


def test_the_page_of_the_rules_about_suppressions(cli):
    for label in ("SUP001", "invalid-suppression"):
        assert "ignore-begin" in cli("rule", label).out


def test_reasons_may_be_required(cli):
    Path("reportlint.toml").write_text("require-reason = true\n", encoding="utf-8")
    assert codes(check(cli, "甲xx。<!-- reportlint: ignore[mask] -->\n")) == [("SUP003", 1)]
    assert codes(check(cli, "甲xx。<!-- reportlint: ignore[mask] 表样 -->\n")) == []


def test_by_fingerprint_with_reason_and_date(cli):
    text = "甲xx。\n"
    found = json.loads(check(cli, text).out)["diagnostics"][0]["fingerprint"]
    table = f'[[suppress]]\nfingerprint = "{found}"\nreason = "表样"\n'
    Path("reportlint.toml").write_text(table + "until = 2999-01-01\n", encoding="utf-8")
    assert codes(check(cli, text)) == []
    Path("reportlint.toml").write_text(table + "until = 2020-01-01\n", encoding="utf-8")
    ran = check(cli, text)
    assert codes(ran) == [("PLH901", 1)]
    assert "ran out on 2020-01-01" in ran.err
    Path("reportlint.toml").write_text(table, encoding="utf-8")
    assert codes(cli(str(Path("a.txt").absolute()), "--output-format", "json")) == []  # however the path is written
    for more in ("", 'path = "a.txt"\n'):
        Path("reportlint.toml").write_text(table + more, encoding="utf-8")
        assert "matches no finding" not in check(cli, "甲。\n").err  # what was not looked at may hold it
        assert "matches no finding" in cli(".", "--lang", "en").err
        assert "matches no finding" not in cli(".", "--lang", "en", "--select", "NUM901").err


def test_fingerprints_are_shown_when_asked_for(cli):
    text = "甲xx，乙xx。\n"
    found = [d["fingerprint"] for d in json.loads(check(cli, text).out)["diagnostics"]]
    assert found[0] == found[1]
    shown = cli("a.txt", "--fingerprints").out
    assert f"PLH901 mask（同类共 2 处）  {found[0]}\n" in shown
    assert cli("a.txt", "--fingerprints", "--output-format", "concise").out.splitlines()[0].endswith(f" [{found[0]}]")
    assert found[0] not in cli("a.txt").out


@pytest.mark.parametrize(("table", "why"), [
    ('fingerprint = "ab"', "suppress[1].reason"), ('reason = "x"', "suppress[1].fingerprint"),
    ('fingerprint = "ab"\nreason = "x"\nuntil = "soon"', "suppress[1].until"),
    ('fingerprint = "ab"\nreason = "x"\nutnil = 2027-01-01', "did you mean 'until'"),
])
def test_faulty_settings_are_said(cli, table, why):
    Path("reportlint.toml").write_text(f"[[suppress]]\n{table}\n", encoding="utf-8")
    ran = check(cli, "甲。\n")
    assert ran.status == 2
    assert why in ran.err


LONG = "全年完成工业总产值九点四亿元并且形势良好"
COMMENT = "<!-- reportlint: ignore[mask] 理由：共3个xx -->"


@pytest.mark.parametrize("reader", [text_reader, markdown])
@pytest.mark.parametrize("text", [
    "全年工业总产值九点四亿元，\n# 增长百分之五，\n达到预期。\n",
    "全年完成工业总产值九点四亿元，比上年增长，\n#\n农业总产值三亿元，增长百分之三，形势良好。\n",
    "第一段。\n#\n\n第二段。\n", "甲#乙丙。\n", "甲 #\n乙。\n", "#\n#\n# 甲\n", "- 甲 #\n#\n- 乙\n",
])
def test_comments_leave_the_paragraphs_as_they_are(reader, text):
    def flow(text):
        document = assemble(reader.read_bytes(text.encode()).content, path="a")
        for index, char in enumerate(document.flow):
            assert char in ("\n", " ") or document.text[document.position(index)] == char
        return document.flow, [block.kind for block in document.blocks]

    marked = text.replace("#", COMMENT)
    plain = "\n".join(line for line in text.split("\n") if line != "#").replace(" # ", " ").replace("#", "")
    assert flow(marked) == flow(plain)


def test_a_comment_between_rows_and_in_a_cell_of_a_table():
    rows = ["| 项目 | 数 |", "| --- | --- |", "| 甲 | 3 |", COMMENT, f"| 乙 | 4 {COMMENT} |"]
    content = markdown.read_bytes("\n".join(rows).encode()).content
    assert [content.text[c.start:c.end] for c in content.tables[0].cells] == ["项目", "数", "甲", "3", "乙", "4"]


def test_code_in_markdown_is_no_suppression():
    text = f"甲xx。\n\n```html\n{COMMENT}\n```\n\n写作`{COMMENT}`，``{COMMENT}` ``。\n"
    code, comments = code_and_comments(text)
    assert [text[start:end] for start, end in code] == [f"```html\n{COMMENT}\n```", f"`{COMMENT}`", f"``{COMMENT}` ``"]
    assert comments == []
    document = assemble(markdown.read_bytes(text.encode()).content, path="a.md", format="markdown")
    left = apply([], {"a.md": document}, resolve(Settings(Path()), Catalogue(RULES)), judged=frozenset({"PLH901"}), today=None)
    assert left.diagnostics == []


@pytest.mark.parametrize(("text", "flow"), [
    ("甲<!-- 待核xx -->乙\n", "甲乙\n"), ("甲<!-- 一\n二 --> 乙。\n", "甲\n乙。\n"),
    (f"{LONG}，\n<!-- 旁注 -->\n{LONG}。\n", f"{LONG}，{LONG}。\n"), (f"{LONG}，<!-- 一\n\n二 -->{LONG}。\n", f"{LONG}，{LONG}。\n"),
    ("<!--\n一\n\n二\n-->\n甲。\n", "甲。\n"), ("# 甲 <!-- 注 -->\n", "甲\n"), ("<!-- 注 -->甲\n", "甲\n"),
    ("甲<!-- 没有完\n乙\n", "甲<!-- 没有完\n乙\n"), ("甲`<!-- 一 -->`乙\n", "甲`<!-- 一 -->`乙\n"), ("甲`乙<!-- 一 -->丙\n", "甲`乙丙\n"),
    ("甲。<!-- reportlint: ignore[mask]\n乙。\n<!-- 注 -->\n", "甲。\n乙。\n"), ("<!-- ``` -->\n甲<!-- 注 -->\n", "甲\n"),
    ("```\n<!--\n```\n\n甲。\n\n-->\n", "<!--\n甲。\n-->\n"), ("", ""),
])
def test_comments_in_markdown_are_no_text(text, flow):
    for ends in (text, text.replace("\n", "\r\n")):
        document = assemble(markdown.read_bytes(ends.encode()).content, path="a")
        assert document.flow == flow
        for index, char in enumerate(document.flow):
            assert char in ("\n", " ") or document.text[document.position(index)] == char


def test_other_comments_in_a_table_and_in_plain_text():
    rows = ["| 项目 | 数 |", "| --- | --- |", "| 甲 | 3<!-- 待核 --> |", "<!-- 旁注", "-->", "| 乙 | 4 |", "", "丙"]
    content = markdown.read_bytes("\n".join(rows).encode()).content
    assert [content.text[c.start:c.end] for c in content.tables[0].cells] == ["项目", "数", "甲", "3", "乙", "4"]
    assert read_text("甲<!-- 旁注 -->乙").document.flow == "甲<!-- 旁注 -->乙\n"  # plain text has no comments but ours


def test_a_comment_alone_counts_for_the_next_line_of_text(cli, monkeypatch):
    monkeypatch.setattr(plugins, "load_readers", lambda _points=None: plugins.ReaderSet([text_reader, markdown]))
    text = f"{COMMENT}\n<!-- 旁注\n\n续 -->\n\n甲xx。\n乙xx。\n"
    assert codes(check(cli, text, name="a.md")) == [("PLH901", 7)]


def test_what_a_comment_hides_is_not_linted(cli, monkeypatch):
    monkeypatch.setattr(plugins, "load_readers", lambda _points=None: plugins.ReaderSet([text_reader, markdown]))
    text = "甲xx。<!-- 乙xx。 -->\n\n<!--\n丙xx。\n\n丁xx。\n-->\n\n戊xx。\n"
    assert codes(check(cli, text, name="a.md")) == [("PLH901", 1), ("PLH901", 9)]
    assert [line for _, line in codes(check(cli, text))] == [1, 1, 4, 6, 9]


def test_ranges_of_comments():
    assert bare(COMMENT, 0, len(COMMENT)) == (len(COMMENT), len(COMMENT))
    text = f"甲{COMMENT}乙"
    assert "".join(text[a:b] for a, b in without(to_reportlint(text), 0, len(text))) == "甲乙"
    parts = without([(1, 3), (3, 4), (6, 9)], 2, 8)
    assert list(parts) == [(4, 6)]
    assert list(without([], 2, 2)) == []


@pytest.mark.parametrize("text", [
    "<!-- reportlint: ignore[mask] a -->\n", "<!-- reportlint: ignore[mask] a -->", "<!-- reportlint: ignore[", "<!-- reportlint: ignore[mask] a -->\n\n\n",
    "<!-- a ", "` ", "`` ` ```", "```\n<!--\n", "~~~ a\n", "<!-- a -->`", "-->\n<!--\n",
])
def test_many_comments_take_no_longer_than_their_number(text):
    document = read_text(text * 4000).document
    policy = resolve(Settings(Path()), Catalogue(RULES))
    began = time.perf_counter()
    code_and_comments(document.text)
    apply([], {"draft.txt": document}, policy, judged=frozenset(), today=None)
    assert time.perf_counter() - began < 5


def test_the_fingerprint_does_not_depend_on_where_one_stands(cli, monkeypatch, tmp_path):
    Path("drafts/甲").mkdir(parents=True)
    Path("drafts/甲/a.txt").write_text("甲xx。\n", encoding="utf-8")

    def fingerprint(*arguments, **more):
        (found,) = json.loads(cli(*arguments, "--output-format", "json", **more).out)["diagnostics"]
        return found["fingerprint"]

    first = fingerprint(".")
    assert fingerprint("drafts/") == fingerprint("drafts/甲/a.txt") == fingerprint(str(tmp_path / "drafts")) == first
    assert fingerprint("-", "--stdin-filename", "drafts/甲/a.txt", stdin="甲xx。\n".encode()) == first
    Path("reportlint.toml").touch()
    assert fingerprint("drafts") == first
    monkeypatch.chdir(tmp_path / "drafts")
    assert fingerprint("甲") == fingerprint("../drafts/甲") == first


def test_the_fingerprint_does_not_depend_on_which_settings_are_in_force(cli):
    Path("drafts").mkdir()
    Path("drafts/a.txt").write_text("甲xx。\n", encoding="utf-8")
    Path("drafts/reportlint.toml").touch()
    Path("other.toml").touch()

    def fingerprint(*arguments):
        return json.loads(cli(*arguments, "--output-format", "json").out)["diagnostics"][0]["fingerprint"]

    assert fingerprint(".") == fingerprint("drafts") == fingerprint(".", "--isolated") == fingerprint("drafts", "--config", "other.toml")


def test_without_git_paths_begin_at_the_settings_or_here(tmp_path, monkeypatch):
    outside = tmp_path.parent / f"{tmp_path.name}-bare"
    (outside / "a").mkdir(parents=True)
    monkeypatch.chdir(outside)
    assert in_project("a/b.txt", outside) == in_project(str(outside / "a" / "b.txt"), outside) == "a/b.txt"
    assert in_project("a/b.txt", outside / "a") == "b.txt"


def test_a_linked_way_into_the_project_gives_the_same_fingerprint(cli, tmp_path):
    Path("a.txt").write_text("甲xx。\n", encoding="utf-8")
    (tmp_path.parent / f"{tmp_path.name}-link").symlink_to(tmp_path)
    linked = str(tmp_path.parent / f"{tmp_path.name}-link" / "a.txt")
    Path("reportlint.toml").touch()
    both = [json.loads(cli(path, "--output-format", "json").out)["diagnostics"][0] for path in ("a.txt", linked)]
    assert both[0]["fingerprint"] == both[1]["fingerprint"]


def test_sarif_keeps_what_is_suppressed_with_its_reason(cli):
    Path("a.txt").write_text("甲xx。<!-- reportlint: ignore[mask] 表样 -->\n乙xx。\n", encoding="utf-8")
    Path("b.txt").write_text("丙xx。\n", encoding="utf-8")
    found = json.loads(cli("b.txt", "--output-format", "json").out)["diagnostics"][0]["fingerprint"]
    Path("reportlint.toml").write_text(f'[[suppress]]\nfingerprint = "{found}"\nreason = "待民政局核"\n', encoding="utf-8")

    def results(*arguments):
        (run,) = json.loads(cli(".", "--output-format", "sarif", *arguments).out)["runs"]
        return [(r["locations"][0]["physicalLocation"]["region"]["startLine"], r.get("suppressions")) for r in run["results"]]

    assert results() == [
        (2, None),
        (1, [{"kind": "inSource", "status": "accepted", "justification": "表样"}]),
        (1, [{"kind": "external", "status": "accepted", "justification": "待民政局核"}]),
    ]
    assert results("--no-suppressed") == [(2, None)]
