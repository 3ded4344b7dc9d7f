"""The settings of projects and of the editor, read again when they change."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from reportlint.cli import main

TEXT = "柳溪镇2009年政府工作报告\n\n　　全镇农民人均纯收入由3575元增加到3910元，增长7%。投资xx万元。\n"


@pytest.fixture
def folder(uri: str) -> Path:
    """The folder of the test's text."""
    return Path(unquote(urlparse(uri).path)).parent


def codes(diagnostics):
    return sorted(found["code"] for found in diagnostics)


def changed(editor, path: Path) -> None:
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2}]})


def test_the_nearest_settings_hold_and_changes_count_at_once(editor, uri, folder):
    settings = folder / "reportlint.toml"
    settings.write_text('ignore = ["PLH"]\n', encoding="utf-8")
    assert codes(editor.open(uri, TEXT)) == ["NUM001"]
    settings.write_text('ignore = ["NUM"]\nlang = "en"\n[severity]\nplaceholder = "info"\n', encoding="utf-8")
    changed(editor, settings)
    [found] = editor.diagnostics(uri)
    assert (found["code"], found["severity"]) == ("PLH001", 3)
    assert "placeholder" in found["message"]
    settings.unlink()
    assert codes(editor.replace(uri, TEXT + "\n")) == ["NUM001", "PLH001"], "seen without being told, too"


def test_faulty_settings_are_said_and_nothing_is_linted_until_they_are_mended(editor, uri, folder):
    settings = folder / "reportlint.toml"
    settings.write_text('selekt = ["NUM"]\n', encoding="utf-8")
    assert editor.open(uri, TEXT) == []
    said = editor.heard("window/showMessage", lambda p: "selekt" in p["message"])
    assert said["type"] == 1
    assert "“select”" in said["message"]
    assert editor.replace(uri, TEXT + "\n") == []
    settings.write_text('select = ["NUM"]\n', encoding="utf-8")
    changed(editor, settings)
    assert codes(editor.diagnostics(uri)) == ["NUM001"]
    between = [p for p in editor.messages() if "selekt" in p]
    assert between == [], "said once"
    editor.heard("window/showMessage", lambda p: "恢复" in p["message"])


def test_the_baseline_is_honoured(editor, uri, folder):
    (folder / "reportlint.toml").write_text("", encoding="utf-8")
    assert codes(editor.open(uri, TEXT)) == ["NUM001", "PLH001"]
    (folder / "报告.txt").write_text(TEXT, encoding="utf-8")
    main(["baseline", "write", str(folder / "报告.txt"), "--lang", "en"])
    baseline = folder / "reportlint-baseline.json"
    known = json.loads(baseline.read_text(encoding="utf-8"))
    known["files"]["报告.txt"] = [entry for entry in known["files"]["报告.txt"] if entry["code"] == "PLH001"]
    baseline.write_text(json.dumps(known), encoding="utf-8")
    changed(editor, baseline)
    assert codes(editor.diagnostics(uri)) == ["NUM001"]
    baseline.write_text("{}", encoding="utf-8")
    changed(editor, baseline)
    assert editor.diagnostics(uri) == []
    editor.heard("window/showMessage", lambda p: "基线" in p["message"])


def test_a_unit_of_the_settings_can_be_redefined(editor, uri, folder):
    settings = folder / "reportlint.toml"
    text = "柳溪镇2009年政府工作报告\n\n　　全镇种植烟叶3标准亩。\n"
    for definition, value in (("1.2 * 亩", "3标准亩"), ("1.5 * 亩", "3标准亩")):
        settings.write_text(f'[units]\n"标准亩" = "{definition}"\n', encoding="utf-8")
        editor.open(uri, text) if uri not in editor.texts else editor.replace(uri, text)
        hover = editor.request("textDocument/hover", editor.at(uri, "3标"))
        assert value in hover["contents"]["value"]
        assert editor.text_of(uri, hover["range"]) == value
    settings.unlink()
    editor.replace(uri, text)
    assert editor.text_of(uri, editor.request("textDocument/hover", editor.at(uri, "3标"))["range"]) != "3标准亩"


def test_excluded_files_and_further_endings(editor, folder):
    (folder / "reportlint.toml").write_text('exclude = ["old/"]\ninclude = [".rpt"]\n', encoding="utf-8")
    (folder / "old").mkdir()
    old = folder / "old" / "a.txt"
    old.write_text(TEXT, encoding="utf-8")
    assert editor.open(old.as_uri(), TEXT) == []
    assert codes(editor.open((folder / "a.rpt").as_uri(), TEXT, "anything")) == ["NUM001", "PLH001"]


def test_where_a_reason_is_required_none_is_made_up(editor, uri, folder):
    (folder / "reportlint.toml").write_text("require-reason = true\n", encoding="utf-8")
    found = next(one for one in editor.open(uri, TEXT) if one["code"] == "NUM001")
    action = next(a for a in editor.actions(uri, found) if "忽略此处" in a["title"])
    assert codes(editor.apply(uri, action["edit"])) == ["PLH001", "SUP003"]
    place = action["command"]["arguments"][1]
    assert place["start"] == place["end"]
    start = len(editor.texts[uri][:editor.texts[uri].index(" -->")])
    editor.change(uri, start, start, " 口径不同")
    assert codes(editor.diagnostics(uri)) == ["PLH001"]


def test_rules_that_an_office_declares(editor, uri, folder):
    (folder / "reportlint.toml").write_text('rules-files = ["office.toml"]\n', encoding="utf-8")
    office = folder / "office.toml"
    office.write_text('[[terms]]\ncode = "XZ001"\nkind = "substitution"\nreplace = { "橙冲镇" = "枨冲镇" }\n', encoding="utf-8")
    [found] = editor.open(uri, "　　橙冲镇发展很快。\n")
    fix = next(a for a in editor.actions(uri, found) if a["title"].startswith("修正"))
    assert editor.apply(uri, fix["edit"]) == []
    assert "枨冲镇" in editor.texts[uri]
    page = editor.actions(uri, found | {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 9}}})
    assert page == []


def test_settings_of_the_editor(launch, tmp_path):
    editor = launch()
    editor.start(tmp_path, locale="en-US", initializationOptions={
        "select": ["NUM", "PLH"], "ignore": "NUM001", "lang": "de", "projektScope": False,
    })
    said = [editor.heard("window/showMessage")["message"] for _ in range(2)]
    assert any("'lang' must be" in message for message in said)
    assert any("did you mean 'projectScope'" in message for message in said)
    uri = (tmp_path / "a.txt").as_uri()
    [found] = editor.open(uri, TEXT)
    assert found["code"] == "PLH001"
    assert "placeholder" in found["message"], "the language of the editor"
    editor.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": {"lang": "zh", "select": ["NUM"]}, "other": 1}})
    [found] = editor.diagnostics_with(uri, ["NUM001"])
    assert "增幅" in found["message"]
    assert editor.stop() == 0


def test_several_workspace_folders_have_settings_of_their_own(launch, tmp_path):
    editor = launch()
    folders = []
    for name, ignored in (("a", "NUM"), ("b", "PLH")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pyproject.toml").write_text(f'[tool.reportlint]\nignore = ["{ignored}"]\n', encoding="utf-8")
        folders.append({"uri": (tmp_path / name).as_uri(), "name": name})
    editor.start(None, workspaceFolders=folders)
    assert codes(editor.open((tmp_path / "a" / "x.txt").as_uri(), TEXT)) == ["PLH001"]
    assert codes(editor.open((tmp_path / "b" / "x.txt").as_uri(), TEXT)) == ["NUM001"]
    assert codes(editor.open("untitled:1", TEXT)) == ["PLH001"], "the first folder's"
    late = tmp_path / "c"
    late.mkdir()
    editor.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": late.as_uri(), "name": "c"}], "removed": folders}})
    (late / "reportlint.toml").write_text('select = ["YEAR"]\n', encoding="utf-8")
    assert codes(editor.open("untitled:2", TEXT)) == [], "the first folder is now another"
