"""``--fix``, ``--unsafe-fixes`` and ``--diff`` on files."""

from __future__ import annotations

import codecs
import io
import json

import pytest

from reportlint.cli import main

FAULTY = "全镇成效显着提升，人民生活水平不断提高。\r\n截止目前，投资增长3.1%，打下坚实的基矗积极推进改革。\r\n"


@pytest.fixture
def draft(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "draft.txt"
    path.write_bytes(codecs.BOM_UTF8 + FAULTY.encode())
    return path


def test_fix_applies_safe_ones_and_reports_what_remains(draft, capsys):
    status = main(["--fix", "--select", "TERM001", "--fail-on", "warning", "--lang", "en", "--output-format", "json", "draft.txt"])
    assert draft.read_bytes() == codecs.BOM_UTF8 + FAULTY.replace("显着", "显著").replace("截止", "截至").encode()
    out, err = capsys.readouterr()
    assert [d["message"] for d in json.loads(out)["diagnostics"]] == ["“基矗” should be “基础。”"]
    assert err == "reportlint: 2 fixed in 1 files, 1 more with --unsafe-fixes\n"
    assert status == 1


def test_unsafe_fixes(draft, capsys):
    assert main(["--unsafe-fixes", "--select", "TERM001", "--fail-on", "warning", "draft.txt"]) == 0
    assert "基础。积极" in draft.read_text("utf-8-sig")
    before = draft.read_bytes()
    assert main(["--unsafe-fixes", "--select", "TERM001", "--fail-on", "warning", "draft.txt"]) == 0
    assert draft.read_bytes() == before
    capsys.readouterr()


def test_diff_changes_nothing(draft, capsys):
    before = draft.read_bytes()
    assert main(["--diff", "--select", "TERM001", "draft.txt"]) == 1
    assert draft.read_bytes() == before
    out = capsys.readouterr().out
    assert "-全镇成效显着提升" in out
    assert "+全镇成效显著提升" in out
    assert main(["--diff", "--select", "PLH001", "draft.txt"]) == 0
    assert capsys.readouterr().out == ""


def test_ignored_rules_do_not_fix(draft, capsys):
    main(["--fix", "--select", "TERM", "--ignore", "confusable", "draft.txt"])
    assert draft.read_bytes() == codecs.BOM_UTF8 + FAULTY.encode()
    capsys.readouterr()


def test_standard_input_is_not_fixed(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FAULTY.encode())))
    assert main(["--fix", "--lang", "en", "-"]) == 2
    assert "cannot be fixed" in capsys.readouterr().err


def test_word_files_are_refused(tmp_path, monkeypatch, capsys):
    docx = pytest.importorskip("docx")
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    document.add_paragraph("全镇成效显着提升，人民生活水平不断提高。")
    document.save("draft.docx")
    before = (tmp_path / "draft.docx").read_bytes()
    main(["--fix", "--select", "TERM001", "--lang", "en", "draft.docx"])
    assert "is not rewritten: reportlint annotate --fix" in capsys.readouterr().err
    assert (tmp_path / "draft.docx").read_bytes() == before
