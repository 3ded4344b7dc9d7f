"""NUM007: complete shares add up to 100 and match the values they are shares of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.composition_mismatch import CompositionMismatch

ERROR, WARNING = Severity.ERROR, Severity.WARNING
VALUES = "地区生产总值120.5亿元，第一产业增加值30.2亿元，第二产业增加值48.1亿元，第三产业增加值42.2亿元。三次产业结构{}。"
TENTH = Decimal("0.1")


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, CompositionMismatch)]


@pytest.mark.parametrize(("text", "places"), [
    ("三次产业结构调整为25.1:39.9:34.2。", [("25.1", ERROR)]),
    ("三次产业结构为25.1:39.9:35.2。", [("25.1", ERROR)]),
    ("一二三产业比例为12.5∶48.3∶38.2。", [("12.5", ERROR)]),
    ("三次产业结构比为8.6：45.2：47.2。", [("8.6", ERROR)]),
    ("第一、二、三产业增加值占地区生产总值的比重分别为25.1%、39.9%和36.0%。", [("25.1%", ERROR)]),
    ("三次产业对经济增长的贡献率分别为8.2%、52.4%和49.4%。", [("8.2%", ERROR)]),
    ("三次产业结构由上年的26.2:39.1:35.7调整为25.1:39.9:35.0。", [("26.2", ERROR)]),
    ("农林牧渔业产值结构为52.1:6.3:35.4:4.1:3.1。", [("52.1", WARNING)]),
    ("三次产业结构由上年的26.2:39.1:34.7调整为25.1:40.9:35.0。", [("25.1", ERROR)]),
    ("三次产业结构由2022年的26.2:39.1:35.7调整为2023年的25.1:39.9:35.0。", [("26.2", ERROR)]),
    ("三次产业结构由2022年的26.2:39.1:34.7调整到2023年底的25.1:40.9:35.0。", [("25.1", ERROR)]),
    ("一产、二产、三产占GDP比重分别为25.1%、39.9%、36.0%。", [("25.1%", ERROR)]),
    ("第一产业占比25.1%，第二产业占比39.9%，第三产业占比36.0%。", [("25.1%", ERROR)]),
    ("第一产业增加值占地区生产总值的比重为7.4%，第二产业增加值比重为41.9%，第三产业增加值比重为51.7%。", [("7.4%", ERROR)]),
    ("第一产业投资占比4.2%，下降0.3个百分点；第二产业投资占比50.7%，上升5.0个百分点；第三产业投资占比47.1%。", [("4.2%", ERROR)]),
    ("三次产业用电量占比分别为2.1%、72.3%和27.1%，居民用电占比17.5%。", [("2.1%", WARNING)]),
    ("三次产业结构为25.1:39.9:67.2。", [("25.1", WARNING)]),
    (VALUES.format("由上年的26.2:39.1:34.7调整为22.1:42.9:35.0"), [("22.1", ERROR), ("42.9", ERROR)]),
    (VALUES.format("为22.1:42.9:35.0"), [("22.1", ERROR), ("42.9", ERROR)]),
    (VALUES.format("为25.6:39.4:35.0"), [("25.6", WARNING), ("39.4", WARNING)]),
])
def test_wrong_compositions(text, places):
    assert found(text) == places


@pytest.mark.parametrize("text", [
    "三次产业结构调整为25.1:39.9:35.0。", "三次产业结构为25.1:39.9:35.1。", "三次产业结构为25.1:39.9:34.9。", "三次产业结构为25:40:36。",
    "三次产业结构由上年的26.2:39.1:34.7调整为25.1:39.9:35.0。",
    VALUES.format("为25.1:39.9:35.0"), VALUES.format("为25.0:39.9:35.1"), VALUES.format("由上年的26.2:39.1:34.7调整为25.1:39.9:35.0"),
    "三次产业增加值分别增长4.1%、8.6%和7.9%。", "三次产业分别拉动经济增长0.4、3.6和2.8个百分点。", "城乡居民收入比为2.27:1。",
    "三次产业结构为1:2:2。", "三次产业比例为1.2:3.4:5.4。", "学历结构为博士、硕士、本科2.1:18.4:76.2。", "教师职称结构为12.4:38.6:46.2。",
    "第一产业占比25.1%，第二产业占比39.9%，第三产业占比35.1%。", "第一产业占比由26.2%下降到25.1%，第二产业占比39.9%，第三产业占比36.0%。",
    "第一产业增加值占比25.1%，第二产业投资占比39.9%，第三产业占比36.0%。", "三次产业增加值占全省比重分别为25.1%、39.9%和36.0%。",
    "第一产业比重下降0.5个百分点，第二产业比重提高39.9%，第三产业比重提高36.0%。",
    "三次产业结构为1.6:45.7:52.7，轻工业、重工业、建筑业占比分别为20%、30%和45%。",
    VALUES.format("2021年、2022年分别为27.4:38.1:34.5、26.2:39.1:34.7"), VALUES.format("到2025年调整为20.0:45.0:35.0"),
    VALUES.format("力争调整为20.0:45.0:35.0"),
    "第一产业用电占全社会用电量的比重为2.1%，第二产业用电占70.3%，第三产业用电占25.1%。", "三次产业用电量占比分别为2.1%、60.3%和20.1%。",
    "三次产业用电结构为2.1:72.3:22.1。", "三次产业贷款占比分别为2.1%、60.3%和34.1%。",
    "混凝土配合比为1:2.1:3.4。", "教育、卫生、社会保障支出占一般公共预算支出的比重分别为20.4%、10.2%和12.6%。",
    "到2025年，三次产业结构调整为12:45:43。", "三次产业就业人员比例为38.2:27.4:34.4。",
])
def test_compositions_that_close_and_what_is_none(text):
    assert found(text) == []


def test_messages():
    (diagnostic,) = lint_text("三次产业结构调整为25.1:39.9:34.2。", CompositionMismatch)
    assert diagnostic.message.zh == "构成 25.1、39.9、34.2 合计99.2，不等于100"
    assert diagnostic.message.en == "the shares 25.1, 39.9, 34.2 add up to 99.2, not 100"
    first, _ = lint_text(VALUES.format("为22.1:42.9:35.0"), CompositionMismatch)
    assert first.message.zh == "三次产业结构“22.1:42.9:35.0”中的22.1与第一产业增加值30.2亿元占120.5亿元的25.01%～25.12%不符"
    assert first.message.en == "in the structure “22.1:42.9:35.0”, 22.1 does not match 第一产业增加值 30.2亿元, which is 25.01%～25.12% of 120.5亿元"


def test_what_agrees_is_in_the_ledger():
    checks = checks_in(VALUES.format("为25.1:39.9:35.0"), CompositionMismatch)
    assert {(c.kind, c.verdict) for c in checks} == {(CheckKind.COMPOSITION, Verdict.CONSISTENT)}
    assert [c.expression for c in checks] == [
        "25.1 + 39.9 + 35.0 = 100", "30.2亿元 ÷ 120.5亿元 ~ 25.1%", "48.1亿元 ÷ 120.5亿元 ~ 39.9%", "42.2亿元 ÷ 120.5亿元 ~ 35.0%",
    ]


def test_ratios_and_open_lists_are_skipped_for_a_reason():
    for text, reason in (
        ("三次产业结构为1:2:2。", "no-percentages"), ("学历结构为博士、硕士、本科2.1:18.4:76.2。", "open-list"), ("产值结构为1:2:2。", "no-percentages"),
    ):
        (check,) = checks_in(text, CompositionMismatch)
        assert (check.verdict, check.reason) == (Verdict.SKIPPED, reason)


values = st.integers(1000, 99999)


def shares(parts: tuple[int, ...], decimals: int) -> list[Decimal]:
    return [(Decimal(part) / sum(parts) * 100).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP) for part in parts]


@given(st.tuples(values, values, values), st.integers(0, 2))
@settings(deadline=None)
def test_rounded_shares_are_never_wrong(parts, decimals):
    first, second, third = (Decimal(part) / 100 for part in parts)
    structure = ":".join(str(share) for share in shares(parts, decimals))
    assert found(
        f"地区生产总值{sum(parts) / Decimal(100)}亿元，第一产业增加值{first}亿元，第二产业增加值{second}亿元，"
        f"第三产业增加值{third}亿元。三次产业结构为{structure}。",
    ) == []
    listed = "、".join(f"{share}%" for share in shares(parts, decimals))
    assert found(f"三次产业对经济增长的贡献率分别为{listed}。") == []


@given(st.tuples(values, values, values), st.integers(0, 2), st.integers(4, 90))
@settings(deadline=None)
def test_a_wrong_share_is_always_found(parts, at, off):
    listed = shares(parts, 1)
    listed[at] += TENTH * off
    assert found(f"三次产业结构为{':'.join(map(str, listed))}。") == [(str(listed[0]), ERROR)]


@settings(deadline=None)
@given(st.text(st.sampled_from("三次产业结构比重0123.:：、%由调整为分别，。\n")))
def test_any_text(text):
    lint_text(text, CompositionMismatch)


def test_a_structure_is_no_time_of_day():
    text = "三次产业比由2015年的6：16：33到2020年底的12：27：61。"
    assert [c.verdict for c in checks_in(text, CompositionMismatch)] == [Verdict.INCONSISTENT, Verdict.CONSISTENT]
    assert list(checks_in("会议于6：16：33开始。", CompositionMismatch)) == []
