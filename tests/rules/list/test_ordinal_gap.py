"""Numbers of lists that skip or repeat."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.list.markers import chinese_number
from reportlint_rules.list.ordinal_gap import OrdinalGap, breaks, misnumbered

BODY = "今年要新建高标准农田，发展设施农业，增加农民收入。"


def headings(*numbers: str) -> str:
    return "\n".join(f"{number}抓好各项工作\n{BODY}" for number in numbers)


@pytest.mark.parametrize(("text", "severity"), [
    ("一是强基础；二是兴产业；四是惠民生；五是保稳定。", Severity.ERROR),
    ("一是强基础；二是兴产业；二是惠民生；三是保稳定。", Severity.ERROR),
    ("一是强基础；三是兴产业；三是惠民生；四是保稳定。", Severity.ERROR),
    ("一要强基础；二要兴产业；四要惠民生。", Severity.WARNING),
    ("①强基础；②兴产业；④惠民生；⑤保稳定。", Severity.ERROR),
    ("要：（1）强基础；（2）兴产业；（4）惠民生；（5）保稳定。", Severity.ERROR),
    (headings("一、", "二、", "四、"), Severity.WARNING),
    (headings("（一）", "（二）", "（二）", "（三）"), Severity.WARNING),
    (headings("(一)", "(三)", "(三)", "(四)"), Severity.ERROR),
    (headings("1.", "2.", "4."), Severity.WARNING),
    (headings("第一，", "第二，", "第四，"), Severity.WARNING),
    (headings("第一章 ", "第三章 "), Severity.WARNING),
    (headings("一是", "二是", "四是"), Severity.WARNING),
    ("首先，强基础。再次，兴产业。", Severity.WARNING),
])
def test_found(text: str, severity: Severity) -> None:
    assert [one.severity for one in lint_text(text, OrdinalGap)] == [severity]


@pytest.mark.parametrize("text", [
    headings("一、", "（一）", "（二）", "二、", "（一）", "（二）", "（三）", "三、"),
    headings("一、", "1.", "2.", "（1）", "（2）", "3.", "二、", "1．", "2．"),
    headings("一、", "二、", "附件\n一、", "二、", "三、"),
    headings("（二）", "（三）", "（四）"),
    headings("1.2023年", "2.2024年", "3.2025年"),
    headings("一、", "二、", "十一、")[:20],
    "一是甲，重点做两件事，一是乙；二是丙。二是丁；三是戊。",
    "问题是：一是甲。二是乙。新的问题是：一是丙。二是丁。三是戊。",
    "一、二、三产业协调发展，1、2月份增长，第一、二、三产业占比，第一、第二产业。",
    "增长2.5个百分点。\n3.6万人就业，5.1亿元投资，全部到位。",
    "首先，甲。其次，乙。最后，丙。",
    "一是一，二是二，工作要实。",
])
def test_silent(text: str) -> None:
    assert lint_text(text, OrdinalGap) == []


def test_a_list_goes_on_over_paragraphs() -> None:
    text = f"存在的问题，一是产业弱。\n{BODY}\n二是人才少。\n{BODY}\n四是作风差。\n{BODY}"
    (found,) = lint_text(text, OrdinalGap)
    assert text[found.place.span.start:found.place.span.end] == "四是"


def test_the_ledger_holds_right_lists_too() -> None:
    checks = checks_in("一是甲事；二是乙事；三是丙事。", OrdinalGap)
    assert [(check.verdict, len(check.operands)) for check in checks] == [(Verdict.CONSISTENT, 3)]


def test_gaps_in_tables_are_information() -> None:
    rows = "\n".join(f"{number}、科目支出\n12.5\n13.8\n4.1%" for number in ("一", "二", "四", "五"))
    assert [one.severity for one in lint_text(rows, OrdinalGap)] == [Severity.INFO]


def test_columns_side_by_side_are_two_lists() -> None:
    rows = "\n".join(f"{a}、收入科目\n12.5\n{a}、支出科目\n8.5" for a in ("一", "二", "三"))
    assert lint_text(rows, OrdinalGap) == []


@pytest.mark.parametrize(("values", "at", "wrong"), [
    ([1, 2, 3], [], None), ([1, 2, 4], [2], None), ([1, 3, 3, 4], [1, 2], 1), ([1, 2, 2, 3], [2], None), ([2, 3], [], None),
])
def test_breaks(values: list[int], at: list[int], wrong: int | None) -> None:
    assert breaks(values) == at
    assert misnumbered(values) == wrong


@pytest.mark.parametrize(("text", "value"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十四", 34), ("一二", 0), ("十十", 0)])
def test_chinese_number(text: str, value: int) -> None:
    assert chinese_number(text) == value


@pytest.mark.parametrize("unit", ["一", "一是，", "。一、", "（一）", "\n1.甲", "。二是甲", "\n一、\n5", "。（二）（一）"])
def test_hostile_texts_are_read_to_their_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert all(0 <= d.place.span.start <= d.place.span.end <= len(text) for d in lint_text(text, OrdinalGap))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="一二三十是要第、，。；（）()1２3.①②首先其次\n甲 ", max_size=60))
def test_no_text_crashes(text: str) -> None:
    for one in lint_text(text, OrdinalGap):
        assert one.place.span.start < one.place.span.end <= len(text)
