"""``reportlint facts`` in several processes: the same rows in the same order."""

from __future__ import annotations

import sys

import pytest

from reportlint import pool
from reportlint.cli import main, rows


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_any_number_of_processes_gives_the_same_rows(tmp_path, monkeypatch, capsys, how):
    if how == "fork" and sys.platform != "linux":
        pytest.skip("processes are copied on Linux only")
    monkeypatch.setattr(rows, "WORTHWHILE", {"fork": 1, "spawn": 1})
    monkeypatch.setattr(rows, "_PARCEL", 100)
    monkeypatch.setattr(pool, "method", lambda: how)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reportlint.toml").write_text('[units]\n"标准箱子" = "[标准箱子]"\n', encoding="utf-8")
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"全镇财政收入{number}000万元，增长{number}%，销售{number}5标准箱子。\n" * (number + 1), encoding="utf-8")
    (tmp_path / "3.docx").write_bytes(b"PK\x03\x04 damaged")
    shown = []
    for jobs in ("1", "2", "4") if how == "fork" else ("1", "2"):
        assert main(["facts", ".", "--output-format", "csv", "--jobs", jobs, "--lang", "en"]) == 2
        shown.append(capsys.readouterr())
    assert all(one == shown[0] for one in shown)
    assert len(shown[0].out.splitlines()) > 50
    assert shown[0].err.startswith("reportlint: 3.docx: damaged")
