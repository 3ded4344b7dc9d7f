"""Comma-separated values: delimiters, quotation marks, places in the file, titles and notes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.document import assemble
from reportlint.readers import csv as csv_module
from reportlint.readers.csv import reader, records
from reportlint.source import SourceError

TABLE = "项目,2022年,2023年\n税收收入,2000,2130\n非税收入,700,711\n"
FLAT = [(0, 0, "项目"), (0, 1, "2022年"), (0, 2, "2023年"), (1, 0, "税收收入"), (1, 1, "2000"), (1, 2, "2130"), (2, 0, "非税收入"), (2, 1, "700"), (2, 2, "711")]


def read(text: str | bytes):
    return reader.read_bytes(text.encode() if isinstance(text, str) else text).content


def tables(text: str | bytes) -> list[list[tuple[int, int, str]]]:
    content = read(text)
    return [[(c.row, c.column, content.text[c.start:c.end]) for c in table.cells] for table in content.tables]


@pytest.mark.parametrize(
    "text",
    [
        TABLE, TABLE.replace(",", ";"), TABLE.replace(",", "\t"), TABLE.replace("\n", "\r\n"), TABLE.replace("\n", "\r"), TABLE.rstrip(), "\ufeff" + TABLE,
        "sep=;\n" + TABLE.replace(",", ";"), TABLE.replace("2130", '"2130"').replace("项目", '"项目"'), TABLE.replace(",", ", "), TABLE.replace(",", " ,"),
        TABLE.replace("\n", ",,\n"), TABLE + ",,\n,,\n", "\n\n" + TABLE,
    ],
)
def test_delimiters_and_line_ends(text):
    assert tables(text) == [FLAT]


def test_encodings():
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        assert tables((TABLE * 3).encode(encoding))[0][:9] == FLAT


def test_numbers_with_commas():
    assert tables('项目,金额\n税收,"2,130.5"\n"非税",711\n') == [[(0, 0, "项目"), (0, 1, "金额"), (1, 0, "税收"), (1, 1, "2,130.5"), (2, 0, "非税"), (2, 1, "711")]]
    assert tables("项目\t金额\n税收\t2,130\n非税\t1,711\n")[0][3] == (1, 1, "2,130")
    assert tables("项目;金额\n税收;2,130\n非税;711\n")[0][3] == (1, 1, "2,130")


def test_places_are_those_of_the_file():
    document = assemble(read('项目,金额\n"税收",2130\n'), path="a.csv", format="csv")
    table, = document.tables
    assert [document.lines.locate(c.start) for c in table.cells] == [(1, 1), (1, 4), (2, 2), (2, 6)]
    assert document.anchors == ()


def test_cells_of_several_lines():
    content = read('项目,说明\n税收,"第一句。\n\n  第二句。"\n非税,无\n')
    assert [content.text[line.start:line.end] for line in content.lines] == ["项目", "说明", "税收", "第一句。", "第二句。", "非税", "无"]
    assert [(c.row, c.column) for c in content.tables[0].cells] == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('甲,"乙\n丙,丁\n', ["甲", '"乙', "丙", "丁"]), ('甲,3"管\n丙,"丁"戊\n', ["甲", '3"管', "丙", '"丁"戊']), ('甲,"乙""丙"\n丁,戊\n', ["甲", '乙""丙', "丁", "戊"]),
        ('甲,""\n丁,戊\n', ["甲", "丁", "戊"]), ("甲,乙\n丁\n戊,己,庚\n辛,壬\n", ["甲", "乙", "丁", "戊", "己", "庚", "辛", "壬"]),
    ],
)
def test_quotation_marks_and_ragged_rows(text, cells):
    content = read(text)
    assert [content.text[c.start:c.end] for table in content.tables for c in table.cells] == cells


def test_titles_units_and_notes_stand_outside():
    content = read(f"枫桥镇收入情况表,,\n,,单位：万元\n{TABLE}注：快报数。,,\n")
    assert [(str(line.kind), content.text[line.start:line.end]) for line in content.lines][:3] == [("text", "枫桥镇收入情况表"), ("text", "单位：万元"), ("cell", "项目")]
    assert str(content.lines[-1].kind) == "text"
    table, = content.tables
    assert content.text[table.caption.start:table.caption.end] == "单位：万元"
    assert [(c.row, c.column, content.text[c.start:c.end]) for c in table.cells] == FLAT


def test_several_tables():
    assert tables(f"一、收入,,\n{TABLE},,\n二、支出,,\n{TABLE}") == [FLAT, FLAT]


def test_one_column_is_text():
    content = read("枫桥镇政府工作报告\n全镇财政总收入2841万元。\n")
    assert content.tables == ()
    assert [str(line.kind) for line in content.lines] == ["text", "text"]
    assert read("").lines == ()


def test_large_files_are_cut_and_that_is_said(monkeypatch):
    monkeypatch.setattr(csv_module, "MAX_CELLS", 30)
    content = read("".join(f"甲{n},{n},{n}\n" for n in range(50)))
    assert [(r.reason, r.detail) for r in content.remarks] == [("rows-left-out", "11–")]
    assert len(content.tables[0].cells) == 30


@pytest.mark.parametrize("text", ['"' * 100_001, '"a,' * 50_000, ",\n" * 50_000, "," * 200_000, '甲,"' + "乙\n" * 50_000], ids=["marks", "open", "empty", "commas", "unclosed"])
def test_hostile_files_end(text):
    assert read(text).text == text


def test_what_is_no_text():
    with pytest.raises(SourceError) as error:
        read(b"PK\x03\x04....")
    assert error.value.reason == "binary"


FIELD = st.text(st.sampled_from('甲乙1.,;\t"\n '), max_size=6)


@given(st.lists(st.lists(FIELD, min_size=1, max_size=4), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_records_are_those_of_the_standard_library(rows, delimiter):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    text = file.getvalue()
    expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert [[text[a:b].replace('""', '"') for a, b in record] for record in records(text, delimiter)] == expected


def test_punctuation_of_cells_is_nobodys_business():
    from reportlint.config import Settings
    from reportlint.discover import Target
    from reportlint.plugins import load_readers, load_rules
    from reportlint.policy import Catalogue, resolve
    from reportlint.runner import run

    def codes(name: str, text: str) -> set[str]:
        policy = resolve(Settings(Path()), Catalogue(load_rules()))
        result = run([Target(Path(name), name, Path(name).suffix, text.encode())], load_readers(), policy)
        return {found.code for found in result.diagnostics}

    rows = ["国有资源(资产)有偿使用收入,41000", "其他收入(含罚没,30", "教育,支出", "科技 支出（万元）,20", "文化,30", "卫生!,40", "说明--,５０"]
    assert codes("a.csv", "\n".join(["项目,金额", *rows]) + "\n") == set()
    assert "PUN002" in codes("a.md", "\n".join(["|项目|金额|", "|--|--|", *(f"|{row.replace(',', '|')}|" for row in rows)]) + "\n")
    assert codes("a.csv", "项目,金额\n税收,XX\n非税,20\n其他,3\n") == {"PLH001"}
