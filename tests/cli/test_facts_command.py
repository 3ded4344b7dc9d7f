"""``reportlint facts``: every format, what goes wrong, exit status."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest

from reportlint import plugins
from reportlint.facts.export import COLUMNS

TEXT = "青禾镇政府工作报告\n\n一、2009年工作回顾\n\n全镇财政总收入2841万元，增长11.9%。道路硬化率下降2个百分点。\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.usefixtures("report")
def test_the_table_is_aligned_by_display_width(cli):
    ran = cli("facts", "a.txt")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == """\
a.txt  青禾镇  3 条
  位置  年份  指标        类型  数值       属于
  5:8   2009  财政总收入  数值  2841万元
  5:17  2009  财政总收入  增长  11.9%      财政总收入 2841万元
  5:30  2009  道路硬化率  降低  2个百分点

"""


@pytest.mark.usefixtures("report")
def test_the_table_in_english(cli):
    lines = cli("facts", "a.txt", "--lang", "en").out.splitlines()
    assert lines[0] == "a.txt  青禾镇  3 facts"
    assert lines[4].split() == ["5:30", "2009", "道路硬化率", "points", "down", "2个百分点"]


@pytest.mark.usefixtures("report")
def test_csv(cli):
    ran = cli("facts", "--output-format", "csv")
    found = list(csv.DictReader(io.StringIO(ran.out)))
    assert tuple(found[0]) == COLUMNS
    assert [row["exact"] for row in found] == ["28410000", "11.9", "2"]
    assert (found[0]["direction"], found[1]["of_indicator"]) == ("", "财政总收入")


@pytest.mark.usefixtures("report")
def test_csv_for_excel(cli, tmp_path):
    assert cli("facts", "a.txt", "--output-format", "csv", "--bom", "-o", "facts.csv").out == ""
    assert (tmp_path / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,report,")
    assert (cli("facts", "a.txt", "--bom").status, cli("facts", "a.txt", "--bom").err) == (2, "reportlint: --bom 只用于 CSV\n")


@pytest.mark.usefixtures("report")
def test_facts_of_an_earlier_run_are_not_read_as_a_report(cli, monkeypatch):
    from reportlint.readers.csv import reader as tables
    from reportlint.readers.text import reader as text

    monkeypatch.setattr(plugins, "load_readers", lambda _points=None: plugins.ReaderSet([text, tables]))
    first = cli("facts", "a.txt", "--output-format", "csv", "-o", "facts.csv")
    again = cli("facts", ".", "--output-format", "jsonl", "--lang", "en")
    assert (first.status, again.status) == (0, 0)
    assert {json.loads(line)["path"] for line in again.out.splitlines()} == {"a.txt"}
    assert again.err == "reportlint: facts.csv: written by reportlint itself\n"


@pytest.mark.usefixtures("report")
def test_json_and_json_lines_say_the_same(cli, tmp_path):
    (tmp_path / "b.txt").write_text("云岭县2015年统计公报\n\n粮食产量1.86万吨。\n", encoding="utf-8")
    array = json.loads(cli("facts", ".", "--output-format", "json").out)
    lines = [json.loads(line) for line in cli("facts", ".", "--output-format", "jsonl").out.splitlines()]
    assert array == lines
    assert [row["path"] for row in array] == ["a.txt", "a.txt", "a.txt", "b.txt"]
    assert (array[0]["year"], array[0]["exact"], array[0]["direction"], array[0]["report"]) == (2009, "28410000", None, 1)
    assert TEXT[array[0]["start"]:array[0]["end"]] == "2841万元"


def test_nothing_found_is_still_json(cli, tmp_path):
    (tmp_path / "a.txt").write_text("没有数。\n", encoding="utf-8")
    assert json.loads(cli("facts", "a.txt", "--output-format", "json").out) == []
    ran = cli("facts", "--exclude", "*.txt")
    assert (ran.status, ran.out, ran.err) == (0, "", "reportlint: 没有找到可读的文件\n")


@pytest.mark.usefixtures("report")
def test_a_file_that_cannot_be_read_is_said_and_the_rest_goes_on(cli, tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02" * 400)
    ran = cli("facts", "bad.txt", "a.txt", "missing.txt", "--output-format", "jsonl")
    assert ran.status == 2
    assert len(ran.out.splitlines()) == 3
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == ["missing.txt", "bad.txt"]


@pytest.mark.usefixtures("report")
def test_one_files_crash_does_not_cost_the_others(cli, tmp_path, monkeypatch):
    from reportlint.facts import export

    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    rows_of = export.rows_of

    def failing(reading):
        if reading.document.path == "a.txt":
            raise ValueError("odd")
        return rows_of(reading)

    monkeypatch.setattr(export, "rows_of", failing)
    ran = cli("facts", ".", "--output-format", "jsonl")
    assert (ran.status, len(ran.out.splitlines())) == (2, 3)
    assert ran.err == "reportlint: a.txt: 读取时程序出错（ValueError: odd）\n"


@pytest.mark.usefixtures("report")
def test_excludes_settings_and_standard_input(cli, tmp_path):
    (tmp_path / "reportlint.toml").write_text('lang = "en"\nexclude = ["old/"]\n', encoding="utf-8")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "b.txt").write_text(TEXT, encoding="utf-8")
    assert cli("facts").out.splitlines()[0] == "a.txt  青禾镇  3 facts"
    assert "old/b.txt" in cli("facts", "--isolated").out
    ran = cli("facts", "-", "--stdin-filename", "云岭县.txt", "--output-format", "jsonl", stdin="收入3亿元。".encode())
    assert json.loads(ran.out)["place"] == "云岭县"
    (tmp_path / "wrong.toml").write_text("exclud = []\n", encoding="utf-8")
    assert cli("facts", "--config", "wrong.toml").status == 2


@pytest.mark.usefixtures("report")
def test_an_input_is_never_overwritten(cli, report):
    ran = cli("facts", "a.txt", "-o", "./a.txt")
    assert (ran.status, ran.err) == (2, "reportlint: -o ./a.txt 会覆盖要读的文件\n")
    assert report.read_text("utf-8") == TEXT


@pytest.mark.usefixtures("report")
def test_parquet_without_pyarrow_says_what_to_install(cli, monkeypatch):
    assert "-o" in cli("facts", "a.txt", "--output-format", "parquet").err
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = cli("facts", "a.txt", "--output-format", "parquet", "-o", "a.parquet", "--lang", "en")
    assert (ran.status, ran.err) == (2, "reportlint: parquet needs pyarrow: pip install 'reportlint[parquet]'\n")


@pytest.mark.usefixtures("report")
def test_parquet(cli, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert cli("facts", "a.txt", "--output-format", "parquet", "-o", "a.parquet").status == 0
    found = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert found == json.loads(cli("facts", "a.txt", "--output-format", "json").out)
