"""An editing session: open, change, look, fix, ignore."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

INCOME = "柳溪镇2009年政府工作报告\n\n　　全镇农民人均纯收入由3575元增加到3910元，增长7%。\n"
BUDGET = "柳溪镇2009年政府工作报告\n\n　　全镇财政总收入2841万元，其中：税收收入2130万元，非税收入711万元。\n"


def codes(diagnostics):
    return [found["code"] for found in diagnostics]


def titles(actions):
    return [action["title"] for action in actions]


def test_a_finding_says_what_where_and_with_what(editor, uri):
    [found] = editor.open(uri, INCOME)
    assert (found["code"], found["source"], found["severity"]) == ("NUM001", "reportlint", 1)
    assert editor.text_of(uri, found["range"]) == "7%"
    assert "9.34%～9.40%" in found["message"]
    assert [editor.text_of(uri, place["location"]["range"]) for place in found["relatedInformation"]] == ["3575元", "3910元"]
    assert len(found["data"]["fingerprint"]) == 20
    assert "codeDescription" not in found


def test_a_change_is_linted_and_the_findings_follow_the_text(editor, uri):
    editor.open(uri, INCOME)
    start = INCOME.index("7%")
    editor.change(uri, start, start + 1, "9.4")
    assert editor.diagnostics(uri) == []
    editor.change(uri, 0, 0, "𠮷𠮷")
    editor.change(uri, start + 4, start + 7, "7")
    [found] = editor.diagnostics(uri)
    assert editor.text_of(uri, found["range"]) == "7%"


def test_columns_behind_astral_characters_and_in_lines_with_cr_lf(editor, uri):
    text = INCOME.replace("　　全镇", "𠮷𠮷镇").replace("\n", "\r\n")
    [found] = editor.open(uri, text)
    line = text.split("\r\n")[2]
    assert found["range"]["start"] == {"line": 2, "character": line.index("7%") + 2}
    assert editor.text_of(uri, found["range"]) == "7%"


def test_form_feeds_and_line_separators_do_not_shift_changes(editor, uri):
    text = "第一页\x0c第二页\u2028同一行\n" + INCOME
    editor.open(uri, text)
    start = text.index("7%")
    editor.change(uri, start, start + 1, "9.4")
    assert editor.diagnostics(uri) == []


def test_many_changes_in_a_row_leave_the_findings_of_the_last(editor, uri):
    editor.open(uri, BUDGET)
    place = BUDGET.index("711")
    for digit in "23456":
        editor.change(uri, place, place + 1, digit)
    [found] = editor.diagnostics(uri)
    assert found["code"] == "NUM002"
    assert "611万元" in str(found)


def test_closing_takes_the_findings_away(editor, uri):
    editor.open(uri, INCOME)
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert editor.heard("textDocument/publishDiagnostics", lambda p: p["uri"] == uri)["diagnostics"] == []


def test_hover_over_a_wrong_relation(editor, uri):
    editor.open(uri, INCOME)
    hover = editor.request("textDocument/hover", editor.at(uri, "3910"))
    assert editor.text_of(uri, hover["range"]) == "3910元"
    text = hover["contents"]["value"]
    assert "**3910元** · 农民人均纯收入" in text
    assert "✗ 复算不符 · 增长 · NUM001" in text
    assert "基数：3575元（3574.5～3575.5元）" in text
    assert f"]({uri}#L3," in text


def test_hover_over_a_right_relation(editor, uri):
    editor.open(uri, BUDGET)
    text = editor.request("textDocument/hover", editor.at(uri, "711"))["contents"]["value"]
    assert "✓ 复算相符 · 合计 · NUM002" in text
    assert "`2841万元 = 2130万元 + 711万元`" in text


def test_hover_over_a_number_of_no_relation(editor, uri):
    editor.open(uri, "柳溪镇2009年政府工作报告\n\n　　全镇粮食总产量约3.2万吨。\n")
    text = editor.request("textDocument/hover", editor.at(uri, "3.2"))["contents"]["value"]
    assert "粮食总产量" in text
    assert "2009年（按报告年份）" in text
    assert "读作 32,000吨，即 3.1～3.3万吨" in text
    assert editor.request("textDocument/hover", editor.at(uri, "工作")) is None


def test_going_to_the_numbers_of_a_relation(editor, uri):
    editor.open(uri, BUDGET)
    places = editor.request("textDocument/definition", editor.at(uri, "2841"))
    assert [editor.text_of(uri, place["range"]) for place in places] == ["2130", "711"]
    asked = {**editor.at(uri, "711"), "context": {"includeDeclaration": True}}
    places = editor.request("textDocument/references", asked)
    assert [editor.text_of(uri, place["range"]) for place in places] == ["2841", "2130", "711"]
    marked = editor.request("textDocument/documentHighlight", editor.at(uri, "711"))
    assert len(marked) == 3


def test_going_from_a_passage_to_its_copy(editor, uri):
    passage = "我们坚持以经济建设为中心，加快推进农业产业化经营，大力发展特色种植和养殖，带动农民增收致富，全镇经济社会各项事业取得了新的成绩，人民生活水平有了新的提高。"
    editor.open(uri, f"　　{passage}\n　　全镇新修公路二十公里，群众出行更加方便。\n　　{passage}\n")
    [place] = editor.request("textDocument/definition", editor.at(uri, "加快推进", 1))
    assert place["range"]["start"]["line"] == 0
    assert "DUP001" in editor.request("textDocument/hover", editor.at(uri, "加快推进", 1))["contents"]["value"]


def test_the_lens_counts_relations_and_opens_the_ledger(editor, uri):
    editor.open(uri, BUDGET)
    [lens] = editor.request("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert lens["command"]["title"] == "复算 1 处关系，全部相符"
    editor.request("workspace/executeCommand", {k: lens["command"][k] for k in ("command", "arguments")})
    shown = editor.heard("window/showDocument")
    ledger = Path(unquote(urlparse(shown["uri"]).path)).read_text(encoding="utf-8")
    assert "2841万元 = 2130万元 + 711万元" in ledger


def test_a_fix_is_applied_and_the_text_lints_clean(editor, uri):
    text = "柳溪镇2009年政府工作报告\n\n　　我们进一步进一步改善民生，人民生活水平不断提高，，社会和谐稳定。\n"
    unsafe, safe = editor.open(uri, text)
    assert (unsafe["code"], safe["code"]) == ("DUP003", "PUN003")
    assert unsafe["tags"] == [1], "what stands twice is unnecessary"
    [action] = [a for a in editor.actions(uri, safe, ["quickfix"]) if a.get("isPreferred")]
    assert action["diagnostics"] == [safe]
    [left] = editor.apply(uri, action["edit"])
    fixes = [a for a in editor.actions(uri, left, ["quickfix"]) if a["title"].startswith("修正")]
    assert "可能改变意思" in fixes[0]["title"]
    assert not fixes[0].get("isPreferred")
    assert editor.apply(uri, fixes[0]["edit"]) == []
    assert "我们进一步改善民生，人民生活水平不断提高，社会" in editor.texts[uri]


def test_all_safe_fixes_at_once(editor, uri):
    text = "柳溪镇2009年政府工作报告\r\n\r\n　　一是发展经济，，二是改善民生。。\r\n　　三是加强管理，，四是改进作风。\r\n"
    found = editor.open(uri, text)
    [action] = editor.actions(uri, found[0], ["source.fixAll"])
    assert action["kind"] == "source.fixAll.reportlint"
    assert "edit" not in action
    edit = editor.request("codeAction/resolve", action)["edit"]
    assert len(edit["documentChanges"][0]["edits"]) == 2, "one a line"
    assert editor.apply(uri, edit) == []
    assert editor.texts[uri].count("\r\n") == text.count("\r\n")


@pytest.mark.parametrize(("name", "language", "text"), [
    ("a.txt", "plaintext", INCOME),
    ("b.txt", "plaintext", INCOME.replace("\n", "\r\n")),
    ("c.md", "markdown", "# 2009年工作报告\n\n第一行，\n农民人均纯收入由3575元增加到3910元，增长7%。\n第三行。\n"),
    ("d.md", "markdown", "| 指标 | 数值 |\n| --- | --- |\n| 税收收入 | xx万元 |\n| 非税收入 | 1100万元 |\n"),
    ("e.md", "markdown", "- 农民人均纯收入由3575元增加到3910元，增长7%。  \n- 第二项。\n"),
    ("f.txt", "plaintext", "农民人均纯收入由3575元增加到3910元，增长7%。"),
    ("g.md", "markdown", "---\ntitle: 报告\n---\n\n农民人均纯收入由3575元增加到3910元，增长7%。\n"),
], ids=["text", "crlf", "paragraph", "table", "item", "no-line-end", "front-matter"])
def test_ignoring_really_ignores(editor, uri, name, language, text):
    uri = uri.replace("%E6%8A%A5%E5%91%8A.txt", name)
    [found] = editor.open(uri, text, language)
    here, whole = (a for a in editor.actions(uri, found, ["quickfix"]) if "忽略" in a["title"])
    assert f"[{found['code']}]" in str(here["edit"])
    assert editor.apply(uri, here["edit"]) == [], editor.texts[uri]
    selected = here["command"]["arguments"][1]
    assert editor.text_of(uri, selected) == "理由"
    assert len(editor.replace(uri, text)) == 1
    assert editor.apply(uri, whole["edit"] | _of_version(editor, uri, whole["edit"])) == [], editor.texts[uri]


def _of_version(editor, uri, edit):
    [change] = edit["documentChanges"]
    return {"documentChanges": [{**change, "textDocument": {"uri": uri, "version": editor.versions[uri]}}]}


def test_the_reason_is_selected_to_be_written_over(editor, uri):
    [found] = editor.open(uri, INCOME)
    action = next(a for a in editor.actions(uri, found) if "忽略" in a["title"])
    editor.apply(uri, action["edit"])
    editor.request("workspace/executeCommand", {k: action["command"][k] for k in ("command", "arguments")})
    shown = editor.heard("window/showDocument")
    assert shown["uri"] == uri
    assert editor.text_of(uri, shown["selection"]) == "理由"


def test_the_page_of_a_rule_is_shown_and_is_no_draft(editor, uri):
    [found] = editor.open(uri, INCOME)
    action = editor.actions(uri, found)[-1]
    assert action["title"] == "查看规则 NUM001 的说明"
    editor.request("workspace/executeCommand", {k: action["command"][k] for k in ("command", "arguments")})
    page = editor.heard("window/showDocument")["uri"]
    text = Path(unquote(urlparse(page).path)).read_text(encoding="utf-8")
    assert text.startswith("# NUM001 growth-mismatch")
    editor.load(page, text, "markdown")
    asked = {"textDocument": {"uri": page}, "position": {"line": 0, "character": 0}}
    assert editor.request("textDocument/hover", asked) is None
    assert editor.request("textDocument/codeLens", {"textDocument": {"uri": page}}) is None


def test_a_buffer_that_is_no_file(editor):
    [found] = editor.open("untitled:Untitled-1", INCOME)
    assert found["code"] == "NUM001"
    [table] = editor.open("untitled:Untitled-2", "| 指标 | 数 |\n| --- | --- |\n| 投资 | xx万元 |\n", "markdown")
    assert table["code"] == "PLH001"


@pytest.mark.parametrize(("name", "language", "linted"), [
    ("a.py", "python", False), ("b.log", "plaintext", False), ("c.markdown", "anything", True), ("d", "plaintext", True), ("e", "shellscript", False),
])
def test_which_documents_are_linted(editor, uri, name, language, linted):
    found = editor.open(uri.replace("%E6%8A%A5%E5%91%8A.txt", name), INCOME, language)
    assert bool(found) is linted


def test_text_that_no_reader_takes_is_said_once_and_the_next_change_is_linted(editor, uri):
    assert editor.open(uri, "\x00\x01\x02" * 50) == []
    assert "不是文本文件" in editor.heard("window/showMessage")["message"]
    assert codes(editor.replace(uri, INCOME)) == ["NUM001"]


def test_lone_surrogates_and_a_byte_order_mark_do_not_shift_anything(editor, uri):
    [found] = editor.open(uri, "\ufeff" + INCOME)
    assert editor.text_of(uri, found["range"]) == "7%"
    editor.notify("textDocument/didChange", {
        "textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"text": "\ud800" + INCOME}],
    })
    editor.versions[uri], editor.texts[uri] = 2, "?" + INCOME
    found = [one for one in editor.diagnostics(uri) if one["code"] == "NUM001"]
    assert editor.text_of(uri, found[0]["range"]) == "7%"


def test_a_request_can_be_cancelled(editor, uri):
    editor.open(uri, INCOME)
    editor.change(uri, 0, 0, "新")
    number = editor.send("textDocument/hover", editor.at(uri, "3910"))
    editor.notify("$/cancelRequest", {"id": number})
    assert editor.answer_to(number)["error"]["code"] == -32800
    assert codes(editor.diagnostics(uri)) == ["NUM001"]
