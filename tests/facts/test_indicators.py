"""Noun phrases: aliases, scopes, what is known of an indicator."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.facts import indicators
from reportlint.facts.indicators import Basis, indicator_named, places_in, read_phrase

TABLE = tomllib.loads(Path(indicators.__file__).with_name("data").joinpath("indicators.toml").read_text("utf-8"))["indicator"]


@pytest.mark.parametrize(("raw", "name"), [
    ("全县实现国内生产总值", "地区生产总值"), ("初步核算全年地区生产总值达到", "地区生产总值"), ("gdp", "地区生产总值"),
    ("预计完成地区财政总收入", "地区财政总收入"), ("其中：税收收入", "税收收入"), ("今年完成一般公共预算收入预计达", "一般公共预算收入"),
    ("全社会固定资产投资完成", "固定资产投资"), ("社会消费品零售总额", "社会消费品零售总额"), ("累计新建自来水管网（含支管）", "自来水管网"),
    ("规模以上工业实现增加值", "规模以上工业增加值"), ("年末常住人口为", "常住人口"), ("有色金属产量", "有色金属产量"), ("从业人员", "从业人员"), ("“十里画廊”游客", "十里画廊游客"),
])
def test_fillers_and_verbs_are_no_part_of_the_name(raw, name):
    assert read_phrase(raw).key == name


@pytest.mark.parametrize(("raw", "scope", "name"), [
    ("县本级一般公共预算收入", {"县本级"}, "一般公共预算收入"), ("全国粮食产量", {"全国"}, "粮食产量"), ("市直单位", set(), "市直单位"),
    ("中央企业增加值", set(), "中央企业增加值"), ("境内外上市公司", set(), "境内外上市公司"), ("全国重点实验室", set(), "全国重点实验室"),
])
def test_scopes_are_split_off(raw, scope, name):
    phrase = read_phrase(raw)
    assert (set(phrase.scope), phrase.key) == (scope, name)


def test_the_whole_area_is_no_scope_but_said():
    assert read_phrase("全县粮食产量").everywhere
    assert not read_phrase("粮食产量").everywhere
    assert read_phrase("全县粮食产量").key == read_phrase("粮食产量").key


@pytest.mark.parametrize("raw", ["", "达到", "其中", "全年共", "，", "为"])
def test_only_verbs_and_fillers_name_nothing(raw):
    assert not read_phrase(raw)


@pytest.mark.parametrize(("name", "basis"), [
    ("地区生产总值", Basis.CONSTANT), ("规模以上工业增加值", Basis.CONSTANT), ("固定资产投资", Basis.CONSTANT),
    ("工业总产值", Basis.UNSURE), ("一般公共预算收入", Basis.NOMINAL), ("社会消费品零售总额", Basis.UNSURE),
])
def test_what_a_growth_compares(name, basis):
    found = indicator_named(name)
    assert found is not None
    assert found.basis is basis


def test_headings_name_places():
    assert places_in("二、县本级收支情况") == {"县本级"}
    assert places_in("二、全县及县本级收支情况") == frozenset()


def test_the_lexicon_is_of_its_schema():
    names = [entry["name"] for entry in TABLE]
    assert not [name for name, count in Counter(names).items() if count > 1]
    for entry in TABLE:
        assert set(entry) <= {"name", "aliases", "basis", "stock", "part_of", "ambiguous"}, entry["name"]
        assert entry["basis"] in set(Basis), entry["name"]
        assert all(isinstance(alias, str) and alias for alias in entry.get("aliases", ()))
    spoken = Counter(alias for entry in TABLE for alias in {entry["name"], *entry.get("aliases", ())})
    assert not [alias for alias, count in spoken.items() if count > 1]


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("全县市本级财政收入支出其中的和（）()“”、，。 1x年增长GDP"), max_size=40))
def test_any_text_is_read_and_reading_the_name_again_changes_nothing(raw):
    phrase = read_phrase(raw)
    assert phrase.key == "" or phrase.text
    if phrase.known is not None:
        assert read_phrase(phrase.known.name).known is phrase.known
