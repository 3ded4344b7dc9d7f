"""Units from the settings: read by every command, and refused with their line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportlint import config
from reportlint.mentions import lexicon as words
from reportlint.mentions import units
from reportlint.mentions.lexicon import lexicon

ROOT = Path(__file__).resolve().parents[2]
OFFICE = 'lang = "en"\n\n[units]\n"标准亩" = "1.2 * 亩"   # our own\n"菇棒" = "[菇棒]"\n'


@pytest.fixture(autouse=True)
def _restored():
    yield
    words.EXTENSIONS.clear()
    units._extensions.clear()
    config._added.clear()
    lexicon.cache_clear()
    units._registry.cache_clear()


@pytest.fixture
def _office(tmp_path):
    (tmp_path / "reportlint.toml").write_text(OFFICE, encoding="utf-8")
    (tmp_path / "a.txt").write_text("云岭县2020年统计公报\n\n全县种植面积5标准亩，食用菌产量3万菇棒。\n", encoding="utf-8")


@pytest.mark.usefixtures("_office")
def test_facts_read_the_units(cli):
    rows = [json.loads(line) for line in cli("facts", "a.txt", "--output-format", "jsonl").out.splitlines()]
    assert [(row["exact"], row["unit"]) for row in rows] == [("4000", "平方米"), ("30000", "菇棒")]


@pytest.mark.usefixtures("_office")
def test_normalize_reads_and_converts_the_units(cli):
    ran = cli("normalize", "--to", "亩", "a.txt")
    assert "5标准亩\tmeasure\t5\t标准亩\t\t= 6 亩" in ran.out
    assert cli("normalize", "--to", "标准亩", "-", stdin="12亩".encode()).out == "0-3\t12亩\tmeasure\t12\t亩\t\t= 10 标准亩\n"


@pytest.mark.usefixtures("_office")
def test_check_counts_the_numbers_with_the_units(cli):
    assert cli("check", "a.txt").status == 0
    assert "标准亩" in lexicon().units
    assert cli("check", "a.txt").status == 0, "the same settings once more are no clash"


def test_isolated_knows_nothing_of_them(cli, tmp_path):
    (tmp_path / "reportlint.toml").write_text(OFFICE, encoding="utf-8")
    ran = cli("normalize", "--isolated", "--to", "标准亩", "-", "--lang", "en", stdin="12亩".encode())
    assert (ran.status, "标准亩" in ran.err) == (2, True)


@pytest.mark.parametrize("command", ["check", "facts", "normalize"])
@pytest.mark.parametrize(("line", "said"), [
    ('"标准亩" = 3', "'units.标准亩' must be a definition"),
    ('"标准亩" = "1.2 * 没有的"', "reportlint.toml:3: faulty definition '1.2 * 没有的' of the unit '标准亩': unknown unit"),
    ('"标准亩" = "大约一亩 多"', "reportlint.toml:3: faulty definition '大约一亩 多' of the unit '标准亩': cannot read"),
    ('"亩" = "700 * 平方米"', "reportlint.toml:3: faulty definition '700 * 平方米' of the unit '亩': this unit is there already"),
    ('"标/亩" = "2 * 亩"', "a name has letters only"),
])
def test_faulty_units_are_refused_with_their_line(cli, tmp_path, command, line, said):
    (tmp_path / "reportlint.toml").write_text(f'lang = "en"\n[units]\n{line}\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("甲。\n", encoding="utf-8")
    ran = cli(command, "a.txt", "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_pyproject_has_them_too(cli, tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.reportlint]\n\n[tool.reportlint.units]\n"垛" = "12 * 没有的"\n', encoding="utf-8")
    ran = cli("normalize", "-", stdin=b"")
    assert "pyproject.toml:4：单位“垛”的定义“12 * 没有的”有误：不认识的单位：没有的" in ran.err


def test_units_must_be_a_table(cli, tmp_path):
    (tmp_path / "reportlint.toml").write_text('units = ["a"]\n', encoding="utf-8")
    assert "“units”应当是一个表" in cli("normalize", "-", stdin=b"").err
