"""Formats besides text, Markdown and Word at the command line: found in folders, their places shown, what is missing said."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

from reportlint.cli import main

PAGE = "<title>枫桥镇通知</title>\n<h1>枫桥镇通知</h1>\n<p>全镇实现财政总收入20xx万元，比上年增长12%。</p>"
ODS = (
    "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
    " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:spreadsheet><table:table table:name='收入'>{}</table:table>"
    "</office:spreadsheet></office:body></office:document-content>"
)
ROW = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"


@pytest.fixture
def here(tmp_path, monkeypatch, pdf):
    monkeypatch.chdir(tmp_path)
    Path("a.html").write_text(PAGE, encoding="utf-8")
    Path("a_files").mkdir()
    Path("a_files/frame.html").write_text(PAGE, encoding="utf-8")
    Path("b.csv").write_text("项目,金额\n税收,20xx\n非税,30\n", encoding="utf-8")
    Path("c.pdf").write_bytes(pdf.build(pdf.show(90, 700, "枫桥镇通知"), pdf.show(90, 700, "财政总收入20xx万元。"), pdf.SCAN))
    with zipfile.ZipFile("d.ods", "w") as package:
        package.writestr("content.xml", ODS.format(ROW.format("项目", "金额") + ROW.format("税收", "20xx") + ROW.format("非税", "30")))
    return tmp_path


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    status = main(["check", "--isolated", "--select", "PLH001", "--lang", "en", "--no-cache", *arguments])
    out, err = capsys.readouterr()
    return int(status or 0), out, err


@pytest.mark.usefixtures("here")
def test_a_folder_is_read_with_all_its_formats(capsys):
    pytest.importorskip("lxml")
    pytest.importorskip("pypdfium2")
    status, out, _ = run(capsys, ".")
    assert status == 1
    assert "a.html\n  2:10 (line 3 of the source)  error  PLH001" in out
    assert "b.csv\n  2:4  error  PLH001" in out
    assert "c.pdf\n  2:6 (p. 2)  error  PLH001" in out
    assert "d.ods\n  5:1 (收入!B2)  error  PLH001" in out
    assert "frame.html" not in out
    assert "  c.pdf: pages that are images without a text layer were not checked: 3" in out
    assert run(capsys, "c.pdf", "--lang", "zh")[1].count("c.pdf：这些页是图像，没有文字层，未检查：3") == 1


@pytest.mark.usefixtures("here")
def test_places_in_json(capsys):
    _, out, _ = run(capsys, ".", "--output-format", "json")
    written = json.loads(out)
    places = {found["path"]: found["anchor"] for found in written["diagnostics"] if "anchor" in found}
    assert places == {
        "a.html": {"element": "/html/body/p[1]", "line": 3}, "c.pdf": {"page": 2, "line": 1},
        "d.ods": {"sheet": "收入", "cell": "B2", "table": 0, "row": 1, "column": 1},
    }
    assert {"path": "c.pdf", "reason": "pages-without-text", "detail": "3", "fault": False} in written["skipped"]


@pytest.mark.usefixtures("here")
def test_packages_that_are_missing_are_named_with_what_installs_them(capsys, monkeypatch):
    for package in ("lxml", "pypdfium2"):
        monkeypatch.setitem(sys.modules, package, None)
    status, out, _ = run(capsys, ".")
    assert status == 1
    assert "  a.html: the packages that read this format are not installed; run: pip install 'reportlint[html]'" in out
    assert "  c.pdf: the packages that read this format are not installed; run: pip install 'reportlint[pdf]'" in out
    assert "b.csv\n  2:4  error  PLH001" in out
    status, out, _ = run(capsys, "c.pdf")
    assert status == 2
    assert "pip install 'reportlint[pdf]'" in out
    assert "请先安装：pip install 'reportlint[pdf]'" in run(capsys, "c.pdf", "--lang", "zh")[1]


@pytest.mark.usefixtures("here")
def test_standard_input(capsys, monkeypatch):
    class Input:
        buffer = open("d.ods", "rb")  # noqa: SIM115

    with Input.buffer:
        monkeypatch.setattr(sys, "stdin", Input)
        assert "x.ods\n  5:1 (收入!B2)  error" in run(capsys, "-", "--stdin-filename", "x.ods")[1]


def test_other_formats_are_not_rewritten(here, capsys):
    before = {path: path.read_bytes() for path in here.iterdir() if path.is_file()}
    run(capsys, ".", "--fix")
    assert {path: path.read_bytes() for path in here.iterdir() if path.is_file()} == before
