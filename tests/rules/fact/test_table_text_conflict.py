"""FACT002: amounts of the text against the table's rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.fact.table_text_conflict import TableTextConflict

TABLE = "\n表1 收入完成情况\n单位：万元\n项目\t2022年\t2023年\n财政总收入\t81052\t86240\n税收收入\t57110\t60420\n非税收入\t23942\t25820\n"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, TableTextConflict)]


@pytest.mark.parametrize(("text", "amount"), [
    ("全年财政总收入82640万元，增长6.4%。" + TABLE, "82640万元"), ("全年税收收入64020万元，非税收入25820万元。" + TABLE, "64020万元"),
    ("全年财政总收入86270万元。" + TABLE.replace("\t", "\n"), "86270万元"),
])
def test_one_slip_apart(text, amount):
    assert found(text) == [(amount, Severity.WARNING)]


@pytest.mark.parametrize("text", [
    "全年财政总收入86240万元。" + TABLE, "全年财政总收入8.62亿元。" + TABLE, "2022年财政总收入81052万元。" + TABLE, "全年财政总收入52160万元。" + TABLE,
    "全年财政总收入约82640万元。" + TABLE, "全年一般公共预算支出82640万元。" + TABLE, "全年财政总收入82640万元。" + TABLE.replace("单位：万元\n", ""),
])
def test_agreements_other_scopes_and_tables_without_a_unit(text):
    assert found(text) == []


def test_message_and_ledger():
    (diagnostic,) = lint_text("全年财政总收入82640万元。" + TABLE, TableTextConflict)
    assert diagnostic.message.zh == "正文“财政总收入”为82640万元，表中为86240，疑为一处笔误"
    assert diagnostic.message.en == "财政总收入 is 82640万元 in the text and 86240 in the table: one of them looks mistyped"
    (check,) = checks_in("全年财政总收入8.62亿元。" + TABLE, TableTextConflict)
    assert (check.kind, check.verdict, check.expression) == (CheckKind.EQUAL_MENTION, Verdict.CONSISTENT, "财政总收入：8.62亿元 = 86240（表）")


@given(st.integers(10001, 999999), st.integers(10001, 999999))
@settings(deadline=None)
def test_any_cell_of_the_row_settles_it(former, current):
    table = f"\n单位：万元\n项目\t2022年\t2023年\n财政总收入\t{former}\t{current}\n税收收入\t57110\t60420\n"
    assert found(f"全年财政总收入{current}万元。" + table) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("财政总收入单位：万元0123456.\t\n。"), max_size=120))
def test_any_text(text):
    lint_text(text, TableTextConflict)
