"""NUM012: growth columns, recognized by the rows that agree."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.table_growth_mismatch import TableGrowthMismatch

ERROR, WARNING = Severity.ERROR, Severity.WARNING
NAMES = ("增值税", "企业所得税", "个人所得税", "城市维护建设税", "契税", "非税收入", "耕地占用税", "车船税")
ROWS = (("12640", "13850", "9.6"), ("4820", "5136", "6.6"), ("1264", "1328", "5.1"), ("2106", "2215", "5.2"), ("3218", "2986", "-7.2"), ("8640", "9120", "5.6"))


def table(rows: list[tuple[str, ...]], *, header: tuple[str, ...] = ("2022年", "2023年", "增长率（%）"), mark: str = "\t") -> str:
    lines = (("项目", *header), *((name, *row) for name, row in zip(NAMES, rows, strict=False)))
    return "单位：万元\n" + "\n".join(mark.join(line) for line in lines)


def changed(row: int, column: int, value: str, mark: str = "\t") -> str:
    rows = [list(cells) for cells in ROWS]
    rows[row][column] = value
    return table([tuple(cells) for cells in rows], mark=mark)


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, TableGrowthMismatch)]


@pytest.mark.parametrize("mark", ["\t", "\n"])
@pytest.mark.parametrize(("change", "rate", "severity"), [
    ((5, 2, "6.5"), "6.5", WARNING), ((0, 2, "6.9"), "6.9", ERROR), ((4, 2, "-2.7"), "-2.7", ERROR), ((2, 1, "1238"), "5.1", ERROR),
    ((1, 0, "8420"), "6.6", ERROR), ((5, 2, "56"), "56", ERROR), ((4, 2, "-72"), "-72", ERROR),
])
def test_a_row_that_disagrees(mark, change, rate, severity):
    assert found(changed(*change, mark)) == [(rate, severity)]


@pytest.mark.parametrize("text", [
    table(list(ROWS)), table(list(ROWS), mark="\n"), changed(1, 2, "6.5"), changed(4, 2, "44.4"),
    table([ROWS[0], ("8640", "9120", "6.5")]),
    # a lost point is told only where all other rows agree
    table([*ROWS[:4], ("3218", "2986", "44.4"), ("8640", "9120", "56")]),
    table([("1907", "2341", "22.8"), ("2012", "2086", "3.7"), ("1264", "1328", "5.1"), ("1998", "2052", "2.7")]),
    table([("112.46", "120.54", "6.2"), ("28.64", "30.21", "4.1"), ("45.12", "48.13", "8.6"), ("38.70", "42.20", "5.9")]),
    table([("12640", "13850", "109.6"), ("4820", "5136", "106.6"), ("1264", "1328", "105.1"), ("3218", "2986", "92.8")]),
])
def test_rows_that_agree_and_columns_that_are_no_growth(text):
    assert found(text) == []


def test_the_columns_may_stand_in_any_order():
    rows = [(b, a, f"{rate}%") for a, b, rate in ROWS]
    header = ("2023年", "2022年", "比上年增长")
    assert found(table(rows, header=header)) == []
    rows[0] = (*rows[0][:2], "6.9%")
    assert found(table(rows, header=header)) == [("6.9%", ERROR)]


def test_message():
    (diagnostic,) = lint_text(changed(0, 2, "6.9"), TableGrowthMismatch)
    assert diagnostic.message.zh.startswith("表中“增值税”由12640到13850，增幅为9.564%～9.582%，与“6.9”不符（本表另有5行按此计算相符")
    assert diagnostic.message.en.startswith("in the table, 增值税 goes from 12640 to 13850, a growth of 9.564%～9.582%, not “6.9” (5 other rows agree")
    assert [place.message.zh for place in diagnostic.related if place.message] == ["基数", "本期"]


def test_the_nearest_reading_is_proposed():
    # the growth is 5.556 %: 5.5 is near enough too, but 5.6 is what it rounds to
    for printed in ("9.6", "6.5", "56"):
        (diagnostic,) = lint_text(changed(5, 2, printed), TableGrowthMismatch)
        assert f"若“{printed}”为5.6之误则相符" in diagnostic.message.zh


def test_cells_that_look_like_years_are_read():
    rows = [("1907", "2341", "28.2"), ("2012", "2086", "3.7"), ("1264", "1328", "5.1"), ("1998", "2052", "2.7")]
    for header in (("2022年", "2023年", "增长率（%）"), ("2022", "2023", "增长率（%）")):
        assert found(table(rows, header=header)) == [("28.2", WARNING)]


def test_the_ledger_has_every_row():
    checks = checks_in(changed(4, 2, "44.4"), TableGrowthMismatch)
    assert {check.kind for check in checks} == {CheckKind.GROWTH}
    assert [(c.verdict, c.reason) for c in checks] == [*[(Verdict.CONSISTENT, "")] * 4, (Verdict.SKIPPED, "unreadable-row"), (Verdict.CONSISTENT, "")]
    assert [(o.role, o.text) for o in checks[0].operands] == [("growth", "9.6"), ("current", "13850"), ("base", "12640")]


values = st.integers(2101, 99999)


def rounded(base: int, current: int) -> Decimal:
    return ((Decimal(current) / base - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


@given(st.lists(st.tuples(values, st.integers(-300, 400)), min_size=3, max_size=8))
@settings(deadline=None)
def test_rounded_growths_are_never_wrong(bases):
    pairs = [(base, base * (1000 + change) // 1000) for base, change in bases]
    assert found(table([(str(a), str(b), str(rounded(a, b))) for a, b in pairs])) == []


@given(st.lists(values, min_size=6, max_size=8), st.integers(0, 5), st.integers(2, 9))
@settings(deadline=None)
def test_a_wrong_digit_is_always_found(bases, at, digit):
    pairs = [(base, base * 1141 // 1000 + index) for index, base in enumerate(bases)]
    rows = [(str(a), str(b), str(rounded(a, b))) for a, b in pairs]
    rate = f"{digit}{rows[at][2][1:]}"
    if rows[at][2][0] == rate[0] or not rows[at][2].startswith("1"):
        return
    rows[at] = (*rows[at][:2], rate)
    assert found(table(rows)) == [(rate, ERROR)]


@settings(deadline=None)
@given(st.text(st.sampled_from("增值税合计0123456.-%\t\n"), max_size=120))
def test_any_text(text):
    lint_text(text, TableGrowthMismatch)


BUDGET = """某市2025年预算执行情况和2026年预算草案的报告

一、2025年预算执行情况

一般公共预算收入完成{}亿元，下降{}；其中税收收入43.86亿元，下降6.64%。

附件1

2025年市级一般公共预算收支总表

单位：亿元
项目	2024年	2025年	增长%
一、税收收入	46.98	43.86	-6.64
二、非税收入	33.51	32.53	-2.92
一般公共预算收入小计	80.49	76.39	{}
"""


def test_a_growth_of_the_text_takes_its_base_from_the_table():
    checks = [c for c in checks_in(BUDGET.format("76.39", "5.09%", "-5.09"), TableGrowthMismatch) if "（表）" in c.expression]
    assert [(c.verdict, [o.text for o in c.operands]) for c in checks] == [
        (Verdict.CONSISTENT, ["5.09", "76.39", "80.49"]), (Verdict.CONSISTENT, ["6.64", "43.86", "46.98"]),
    ]


@pytest.mark.parametrize(("rate", "verdict"), [("5.90%", Verdict.INCONSISTENT), ("8.17%", Verdict.SKIPPED)])
def test_other_growths_of_the_text(rate, verdict):
    checks = [c for c in checks_in(BUDGET.format("76.39", rate, "-5.09"), TableGrowthMismatch) if "（表）" in c.expression]
    assert checks[0].verdict is verdict


def test_the_growth_of_a_total_lies_between_those_of_its_rows():
    (check,) = [c for c in checks_in(BUDGET.format("76.39", "5.09%", "-5.09"), TableGrowthMismatch) if c.kind is CheckKind.MEAN_BOUND]
    assert (check.verdict, [o.text for o in check.operands]) == (Verdict.CONSISTENT, ["-5.09", "-6.64", "-2.92"])
