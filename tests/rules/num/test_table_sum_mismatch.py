"""NUM013: tables add up as their other columns show."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.document import assemble
from reportlint.readers.markdown import reader as markdown_reader
from reportlint.rule import Check, CheckKind, Reading, Severity, Verdict
from reportlint.testing import checks_in, lint_text, read_text
from reportlint_rules.num.table_sum_mismatch import TableSumMismatch

TAXES = ("增值税", "企业所得税", "个人所得税", "契税", "车船税", "印花税")
TOWNS = ("青禾镇", "白水镇", "石桥乡", "枫林乡", "长岭镇", "柳湾乡")
SECTORS = ((642, 318, 304), (904, 526, 422), (420, 311, 237), (516, 342, 262), (702, 418, 316), (402, 271, 211))


def lines(*rows: str, mark: str = "\t") -> str:
    return "\n".join(mark.join(row.split()) for row in ("单位：万元", *rows))


def taxes(total: str, mark: str = "\t") -> str:
    return lines(
        "项目 2022年 2023年", "增值税 12640 13850", "企业所得税 4820 5136", "个人所得税 1264 1328", "契税 3218 2986", f"合计 21942 {total}", mark=mark,
    )


def numbered(total: str, mark: str = "\t") -> str:
    return lines(
        "序号 项目 2022年 2023年", "1 增值税 12640 13850", "2 企业所得税 4820 5136", "3 个人所得税 1264 1328", "4 契税 3218 2986", f"5 合计 21942 {total}",
        mark=mark,
    )


def towns(totals: dict[int, int] | None = None) -> str:
    rows = [
        f"{name} {(totals or {}).get(index, sum(cells))} {' '.join(map(str, cells))}" for index, (name, cells) in enumerate(zip(TOWNS, SECTORS, strict=True))
    ]
    return lines("乡镇 合计 一产 二产 三产", *rows)


def found(text: str) -> list[str]:
    return [text[d.place.span.start:d.place.span.end] for d in lint_text(text, TableSumMismatch)]


@pytest.mark.parametrize(("text", "total"), [
    (taxes("23200"), "23200"), (taxes("23030", "\n"), "23030"), (towns({3: 1210}), "1210"), (towns({5: 894}), "894"),
    (lines("项目 预算数 执行数", "收入总计 327400 369300", "其中：税收收入 60420 61210", "支出总计 327400 363900", "其中：教育支出 64210 65120"), "369300"),
    (lines("项目 全市 市级", "税收收入 60420 12460", "非税收入 25820 8120", "教育支出 64210 16420", "卫生健康支出 32140 8260", "农林水支出 8620 18620"), "18620"),
    (lines(
        "项目 预算数 执行数", "一、税收收入 21942 23300", "1.增值税 12640 13850", "2.企业所得税 4820 5136", "3.个人所得税 1264 1328", "4.契税 3218 2986",
        "二、非税收入 8640 9120", "1.专项收入 3240 3420", "2.行政事业性收费 2160 2280", "3.罚没收入 3240 4320", "合计 30582 32420",
    ), "9120"),
    (lines("项目 2022年 2023年", "增值税 1907 2341", "企业所得税 2012 2136", "契税 1998 2086", "合计 5917 6653"), "6653"),
    (lines("项目 2022 2023", "增值税 1907 2341", "企业所得税 2012 2136", "契税 1998 2086", "合计 5917 6653"), "6653"),
    (numbered("23200"), "23200"), (numbered("23200", "\n"), "23200"),
    (lines("项目 2021年 2022年 2023年", "收入合计 55100 56200 58640", "支出合计 48900 49800 52160", "当年结余 6200 6400 6840"), "6840"),
])
def test_totals_that_their_rows_do_not_give(text, total):
    assert found(text) == [total]


@pytest.mark.parametrize("text", [
    taxes("23300"), taxes("23300", "\n"), towns(), numbered("23300"), numbered("23300", "\n"),
    lines("项目 2022年 2023年", "收入合计 56640 58640", "支出合计 52640 52640", "当年结余 4000 6000"),
    lines("项目 2022年 2023年", "收入总计 52640 58640", "支出总计 52640 52640", "结转下年 0 6000"),
    lines("项目 2023年", "收入合计 52640", "支出合计 58640", "当年缺口 6000"),
    lines("项目 2022年 2023年", "收入总计 52640 58640", "支出总计 52640 52640", "年终结余 0 1200", "调出资金 0 4800"),
    lines("项目 2022年 2023年", "增值税 1907 2341", "企业所得税 2012 2136", "契税 1998 2086", "合计 5917 6563"),
    lines("项目 2022年 2023年", "增值税 12.6 13.9", "企业所得税 4.8 5.1", "个人所得税 1.3 1.3", "契税 3.2 3.0", "合计 21.9 23.4"),
    lines("项目 2022年 2023年", "一般公共服务 4210 4362", "教育 8640 9120", "卫生健康 3124 3310", "支出合计 32640 34210"),
    lines("项目 2022年 2023年", "税收收入 21942 23300", "其中：增值税 12640 13850", "非税收入 8640 9120", "合计 30582 32420"),
    lines("项目 2022年 2023年", "收入合计 56200 58640", "支出合计 49800 52160", "当年结余 6400 6480"),
    lines("年份 户籍人口 城镇人口 农村人口", "2019年 324100 106200 217900", "2020年 325200 110400 214800", "2021年 325900 114100 211800"),
    lines("指标 单位 2022年 2023年", "户籍人口 人 326400 327100", "耕地面积 亩 42000 42000", "粮食产量 吨 18620 18940"),
])
def test_tables_that_add_up_and_lists_that_are_open(text):
    assert found(text) == []


def test_years_and_numbers_of_rows_in_real_tables_are_no_values():
    rows = ["| 序号 | 项目 | 2022 | 2023 |", "|---|---|---|---|", "| 1 | 增值税 | 1907 | 2341 |", "| 2 | 企业所得税 | 2012 | 2136 |", "| 3 | 契税 | 1998 | 2086 |"]
    text = "单位：万元\n\n" + "\n".join([*rows, "| 4 | 合计 | 5917 | 6653 |"])
    read = markdown_reader.read_bytes(text.encode())
    reading = Reading(assemble(read.content, path="draft.md", format=read.format, encoding=read.encoding))
    (grid,) = reading.grids
    assert grid.header == ("序号", "项目", "2022", "2023")
    assert [(row.label, [cell.printed for cell in row.cells]) for row in grid.rows][:2] == [("增值税", ["1907", "2341"]), ("企业所得税", ["2012", "2136"])]
    (wrong,) = (f.finding for f in TableSumMismatch().check(reading) if isinstance(f, Check) and f.finding is not None)
    assert text[wrong.place.span.start:wrong.place.span.end] == "6653"


def test_a_last_column_that_counts_up_is_one_of_values():
    text = lines("乡镇 村数 位次", "青禾镇 12 1", "白水镇 15 2", "石桥乡 8 3", "枫林乡 9 4", "长岭镇 10 5")
    assert [[cell.printed for cell in row.cells] for row in read_text(text).grids[0].rows] == [["12", "1"], ["15", "2"], ["8", "3"], ["9", "4"], ["10", "5"]]


def test_messages():
    (diagnostic,) = lint_text(taxes("23200"), TableSumMismatch)
    assert diagnostic.message.zh.startswith("表中“合计”为23200，而各项 13850 + 5136 + 1328 + 2986 = 23300")
    assert diagnostic.message.en.startswith("in the table, 合计 is 23200, but 13850 + 5136 + 1328 + 2986 = 23300")
    (diagnostic,) = lint_text(towns({3: 1210}), TableSumMismatch)
    assert diagnostic.message.zh == "表中“枫林乡”行：516 + 342 + 262 = 1120，与合计“1210”不符（本表其余5行均相符）"
    assert diagnostic.message.en == "in the table row 枫林乡: 516 + 342 + 262 = 1120, not “1210” (5 other rows add up)"


def test_columns_that_add_up_are_in_the_ledger():
    checks = checks_in(taxes("23300"), TableSumMismatch)
    assert [(c.kind, c.verdict, c.expression) for c in checks] == [
        (CheckKind.SUM, Verdict.CONSISTENT, "合计 21942 = 12640 + 4820 + 1264 + 3218"),
        (CheckKind.SUM, Verdict.CONSISTENT, "合计 23300 = 13850 + 5136 + 1328 + 2986"),
    ]
    balances = checks_in(lines("项目 2022年 2023年", "收入合计 56200 58640", "支出合计 49800 52160", "当年结余 6400 6480"), TableSumMismatch)
    assert {(c.kind, c.verdict) for c in balances} == {(CheckKind.BALANCE, Verdict.CONSISTENT)}


def test_a_column_is_one_proof():
    (diagnostic,) = lint_text(lines("项目 2022年 2023年", "增值税 12640 13850", "企业所得税 4820 5136", "契税 3218 2986", "合计 20678 21792"), TableSumMismatch)
    assert "其余1列" in diagnostic.message.zh
    assert diagnostic.severity is Severity.WARNING


def test_carry_overs_explain_the_difference_of_the_totals():
    checks = checks_in(lines("项目 2022年 2023年", "收入总计 52640 58640", "支出总计 52640 52640", "结转下年 0 6000"), TableSumMismatch)
    assert [(c.verdict, c.expression) for c in checks] == [(Verdict.CONSISTENT, "52640 = 52640"), (Verdict.CONSISTENT, "结转下年 6000 = 58640 − 52640")]
    text = lines("项目 2022年 2023年", "收入总计 52640 58640", "支出总计 52640 52640", "年终结余 0 1200", "调出资金 0 4800")
    assert (Verdict.SKIPPED, "carried-over") in [(c.verdict, c.reason) for c in checks_in(text, TableSumMismatch)]


cells = st.integers(1901, 99999)
grids = st.integers(3, 6).flatmap(lambda rows: st.lists(st.lists(cells, min_size=2, max_size=2), min_size=rows, max_size=rows))


@given(grids, st.integers(0, 2))
@settings(deadline=None)
def test_rounded_tables_are_never_wrong(rows, decimals):
    step = Decimal(10) ** -decimals
    printed = [[str((Decimal(n) / 100).quantize(step, ROUND_HALF_UP)) for n in row] for row in (*rows, map(sum, zip(*rows, strict=True)))]
    names = (*TAXES[:len(rows)], "合计")
    assert found(lines("项目 2022年 2023年", *(f"{name} {' '.join(row)}" for name, row in zip(names, printed, strict=True)))) == []


@given(grids, st.integers(1, 8))
@settings(deadline=None)
def test_a_wrong_digit_in_a_total_is_always_found(rows, step):
    first, second = (sum(column) for column in zip(*rows, strict=True))
    printed = str(second)
    wrong = f"{printed[:2]}{(int(printed[2]) + step) % 10}{printed[3:]}"
    body = [f"{name} {a} {b}" for name, (a, b) in zip(TAXES, rows, strict=False)]
    assert found(lines("项目 2022年 2023年", *body, f"合计 {first} {wrong}")) == [wrong]


@given(st.lists(st.tuples(cells, cells, cells), min_size=6, max_size=6))
@settings(deadline=None)
def test_rows_that_add_up_are_never_wrong(rows):
    body = [f"{name} {sum(row)} {' '.join(map(str, row))}" for name, row in zip(TOWNS, rows, strict=True)]
    assert found(lines("乡镇 合计 一产 二产 三产", *body)) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("增值税合计收入支出结余0123456.-%\t\n"), max_size=120))
def test_any_text(text):
    lint_text(text, TableSumMismatch)


ACCOUNT = """单位：亿元
项目	全市	市级
一、土地出让收入	{}	13.83
二、城市配套费收入	60.66	16.06
基金收入小计	100.29	29.89
基金支出小计	169.45	56.64
上级补助收入	40.26	17.72
上解上级及补助下级支出	0.20	6.79
债务转贷收入	221.13	112.46
债务还本	203.99	86.66
调出资金	35.16	30.54
上年结转	83.24	42.68
结转下年	{}	22.12
收入合计	444.92	202.75
支出合计	444.92	202.75
"""


def test_grand_totals_of_two_sided_accounts():
    listed = {c.expression for c in checks_in(ACCOUNT.format("39.63", "36.12"), TableSumMismatch) if c.kind is CheckKind.SUM}
    assert "收入合计 444.92 = 100.29 + 40.26 + 221.13 + 83.24" in listed
    assert "支出合计 202.75 = 56.64 + 6.79 + 86.66 + 30.54 + 22.12" in listed
    assert found(ACCOUNT.format("39.63", "36.12")) == []
    assert found(ACCOUNT.format("39.63", "63.12")) == ["444.92"]


TITLED = """2025年{}一般公共预算收支总表

单位：亿元
项目	2024年	2025年
一、税收收入	{}
二、非税收入	{}
三、公共安全支出	{}
四、教育支出	{}
五、补助下级支出	{}

"""


@pytest.mark.parametrize(("tax", "wrong"), [("12.46	13.02", []), ("112.46	13.02", ["112.46"])])
def test_the_table_of_a_level_lies_within_that_of_its_area(tax, wrong):
    area = TITLED.format("全市", "60.42	61.21", "25.82	26.30", "16.42	17.00", "32.14	33.02", "0.20	0.22")
    level = TITLED.format("市级", tax, "8.12	8.40", "6.42	6.60", "12.14	12.80", "26.79	27.00")
    listed = [c for c in checks_in(area + level, TableSumMismatch) if c.kind is CheckKind.PART]
    assert [c.operands[0].text for c in listed if c.verdict is Verdict.INCONSISTENT] == wrong
    assert len(listed) == 8
    assert found(area + level) == wrong


PEOPLE = lines("指标 年末数（万人） 比重（%）", "全市常住人口 199.5 100.0", "城镇 {} 61.4", "乡村 77.0 38.6", "男性 100.4 50.3", "女性 99.1 {}")
PRICES = lines(
    "指标 全市 城市", "居民消费价格 {} 0.6", "食品烟酒 -0.3 -0.4", "衣着 2.1 2.0", "居住 0.3 0.2", "生活用品及服务 0.7 0.8", "交通和通信 -2.8 -2.9",
    "教育文化和娱乐 1.5 1.4", "医疗保健 6.2 6.1", "其他用品和服务 9.1 9.3",
)


def test_classes_add_up_by_their_names():
    listed = {c.expression for c in checks_in(PEOPLE.format("122.5", "49.7"), TableSumMismatch)}
    assert {
        "全市常住人口 199.5 = 122.5 + 77.0", "全市常住人口 100.0 = 61.4 + 38.6", "全市常住人口 199.5 = 100.4 + 99.1", "全市常住人口 100.0 = 50.3 + 49.7",
    } <= listed
    assert found(PEOPLE.format("122.5", "49.7")) == []


@pytest.mark.parametrize(("numbers", "whole"), [(("125.2", "49.7"), "199.5"), (("122.5", "47.9"), "100.0")])
def test_classes_that_do_not_add_up(numbers, whole):
    assert found(PEOPLE.format(*numbers)) == [whole]


def test_rates_lie_between_those_of_their_classes():
    kinds = [(c.kind, c.verdict) for c in checks_in(PRICES.format("0.6"), TableSumMismatch)]
    assert kinds == [(CheckKind.MEAN_BOUND, Verdict.CONSISTENT)] * 2
    assert found(PRICES.format("-3.6")) == ["-3.6"]


@pytest.mark.parametrize("text", [
    lines("指标 增长（%）", "农、林、牧、渔业 47.8", "采矿业 4.3", "制造业 16.1", "电力、热力、燃气及水生产和供应业 22.5"),
    lines("项目 2022年 2023年", "环境保护税 8355 8047", "其他税收收入 100 229", "非税收入 23375 29459", "转移收入 86 94"),
])
def test_neighbours_that_only_sound_like_classes(text):
    assert found(text) == []
