"""NUM011: totals that are said to balance, surpluses and what is carried over."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import CheckKind, Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.balance_mismatch import BalanceMismatch

ERROR, WARNING = Severity.ERROR, Severity.WARNING
FUND = "社会保险基金收入{}，支出{}，当年结余{}，上年滚存结余{}，年末滚存结余{}。"


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, BalanceMismatch)]


@pytest.mark.parametrize(("text", "places"), [
    ("2023年全县一般公共预算收入总计32.46亿元，支出总计32.64亿元，收支平衡。", [("32.46亿元", ERROR)]),
    ("收入合计128650万元，支出合计126850万元，收支相抵，实现平衡。", [("128650万元", ERROR)]),
    ("2023年政府性基金预算收入总计86420万元，政府性基金预算支出总计84620万元，收支平衡。", [("86420万元", ERROR)]),
    ("社会保险基金收入5.62亿元，支出4.98亿元，当年结余0.46亿元。", [("0.46亿元", WARNING)]),
    ("社会保险基金收入49800万元，支出56200万元，当年收支缺口4600万元。", [("4600万元", WARNING)]),
    ("全年总收入4862万元，总支出4682万元，当年结余280万元。", [("280万元", WARNING)]),
    (FUND.format("5.62亿元", "4.98亿元", "0.64亿元", "2.12亿元", "2.67亿元"), [("2.67亿元", WARNING)]),
    ("收入总计32.46亿元，支出总计31.46亿元，年终结余2.00亿元。", [("2.00亿元", WARNING)]),
    ("收入总计324600万元，支出总计310200万元，年终结转16400万元，实现收支平衡。", [("16400万元", WARNING)]),
    ("2023年收入总计32.46亿元。\n2023年支出总计31.46亿元，收支相抵，实现平衡。", [("32.46亿元", ERROR)]),
    ("收入总计32.46亿元，支出总计32.64亿元。\n收支相抵，实现平衡。", [("32.46亿元", ERROR)]),
    (
        "社会保险基金收入62640万元，支出58640万元，当年结余4000万元。其中：居民养老保险基金收入18640万元，支出12160万元，当年结余4680万元。",
        [("4680万元", WARNING)],
    ),
    ("社会保险基金收入预算安排13.1亿元，支出预算安排12.2亿元，当年收支结余0.6亿元。", [("0.6亿元", WARNING)]),
    ("社会保险基金收入预算为12.8亿元，支出预算为11.9亿元。2023年实际完成收入13.1亿元；实际完成支出12.2亿元，当年收支结余0.6亿元。", [("0.6亿元", WARNING)]),
    ("政府性基金收入12.36亿元，政府性基金支出10.64亿元，当年结余1.27亿元。", [("1.27亿元", WARNING)]),
    ("机关养老保险基金总收入103400万元，总支出104900万元，当年收支结余-1700万元。", [("1700万元", WARNING)]),
])
def test_accounts_that_do_not_balance(text, places):
    assert found(text) == places


@pytest.mark.parametrize("text", [
    "2023年全县一般公共预算收入总计32.46亿元，支出总计32.46亿元，收支平衡。", "收入总计12.86亿元，支出总计128600万元，收支平衡。",
    "社会保险基金收入5.62亿元，支出4.98亿元，当年结余0.64亿元。", "社会保险基金收入5.6亿元，支出5.0亿元，当年结余0.64亿元。",
    "社会保险基金收入49800万元，支出56200万元，当年收支缺口6400万元。", FUND.format("5.62亿元", "4.98亿元", "0.64亿元", "2.12亿元", "2.76亿元"),
    "一般公共预算收入12.6亿元，一般公共预算支出20.6亿元，缺口由上级补助解决。",
    "社会保险基金收入5.62亿元，其中保险费收入3.42亿元、财政补贴2.08亿元；支出4.98亿元，其中待遇支出4.86亿元。当年结余0.64亿元。",
    "企业职工养老保险基金收入21640万元，支出20140万元，当年结余1500万元；居民养老保险基金收入8640万元，支出6120万元，当年结余2520万元。",
    "收入总计324600万元，支出总计310200万元，年终结转14400万元，实现收支平衡。",
    "收入总计324600万元，支出总计310200万元，结转下年14400万元，收支平衡。",
    "收入总计324600万元，支出总计310200万元，调出资金10000万元，结转下年4400万元，收支平衡。",
    "收入总计324600万元，支出总计310200万元，加上结转后收支平衡。", "收入总计32.46亿元，支出总计31.06亿元，预算未能实现平衡。",
    "2022年收入总计28.46亿元，2023年支出总计32.46亿元，收支平衡。", "收入总计324600万元，支出总计310200万元，收支基本平衡。",
    "全市收入总计84.6亿元，市级支出总计32.46亿元，收支平衡。", "收入总计84.6亿元，支出总计82.4亿元。\n收支平衡情况表见附件。",
    "2023年收入总计32.46亿元。\n2023年支出总计32.46亿元，收支相抵，实现平衡。",
    "一般公共预算收入86420万元，上级补助收入121600万元，一般公共预算支出198200万元，当年结余9820万元。",
    "一般公共预算收入12.36亿元，一般公共预算支出32.64亿元，当年赤字1.2亿元。", "上级补助收入121600万元，支出86420万元，当年结余12000万元。",
    "本年收入合计27200万元，加上上年结转收入3100万元，全年收入总数30300万元。本年支出合计29300万元，收支相抵，年终结余1000万元。",
    "政府性基金收入总计12.36亿元，政府性基金支出10.64亿元，当年结余1.27亿元。",
    "村集体收入128万元，支出110万元，当年结余28万元。", "机关养老保险基金总收入103400万元，总支出104900万元，当年收支结余-1500万元。",
    "社会保险基金收入62640万元、支出58640万元。其中：居民养老保险基金收入18640万元、支出12160万元；工伤保险基金收入44000万元、支出46480万元。"
    "本年收支结余4000万元。",
    "政府性基金收入总计86420万元，支出总计82160万元，年终结余4260万元。", "农民人均总收入18640元，总支出12450元，生产经营结余3120元。",
    "一般公共预算收入86420万元，加上级补助收入121600万元、上年结转2400万元，收入总计210420万元。"
    "一般公共预算支出198200万元，加上解支出8600万元、结转下年3620万元，支出总计210420万元，收支平衡。",
])
def test_accounts_that_balance_and_what_need_not(text):
    assert found(text) == []


def test_messages():
    (diagnostic,) = lint_text("一般公共预算收入总计32.46亿元，支出总计32.64亿元，收支平衡。", BalanceMismatch)
    assert diagnostic.message.zh == "文中称收支平衡，但收入合计32.46亿元、支出合计32.64亿元"
    assert diagnostic.message.en == "said to balance, but receipts total 32.46亿元 and expenditure 32.64亿元"
    (diagnostic,) = lint_text("社会保险基金收入5.62亿元，支出4.98亿元，当年结余0.46亿元。", BalanceMismatch)
    assert diagnostic.message.zh == "5.62亿元 − 4.98亿元 = 0.630～0.650亿元，与“0.46亿元”不符"
    assert diagnostic.message.en == "5.62亿元 − 4.98亿元 = 0.630～0.650亿元, not “0.46亿元”"


def test_the_ledger_tells_what_agrees_and_what_is_not_said_to_balance():
    checks = checks_in(FUND.format("5.62亿元", "4.98亿元", "0.64亿元", "2.12亿元", "2.76亿元"), BalanceMismatch)
    assert [(c.kind, c.verdict) for c in checks] == [(CheckKind.BALANCE, Verdict.CONSISTENT)] * 2
    assert [o.role for o in checks[0].operands] == ["whole", "income", "expenditure"]
    for text, reason in (
        ("政府性基金收入总计86420万元，支出总计82160万元。", "not-said-to-balance"),
        ("政府性基金收入总计86420万元，支出总计82160万元，收支基本平衡。", "balance-is-approximate"),
        ("2022年收入总计28.46亿元，2023年支出总计32.46亿元，收支平衡。", "other-accounts"),
        ("收入总计86420万元，支出总计82160万元，调出资金2100万元，结转下年1160万元，收支平衡。", "carried-over"),
        ("工伤保险基金收入7000万元，动用历年结余200万元，工伤保险基金支出6800万元，当年结余400万元。", "other-amounts-beside"),
    ):
        (check,) = checks_in(text, BalanceMismatch)
        assert (check.verdict, check.reason) == (Verdict.SKIPPED, reason)


@given(st.integers(10**7, 10**9), st.integers(10**6, 9 * 10**6), st.integers(10**6, 10**9), st.integers(1, 4))
@settings(deadline=None)
def test_rounded_accounts_are_never_wrong(spending, surplus, former, decimals):
    printed = [
        f"{(Decimal(value) / 10**7).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)}亿元"
        for value in (spending + surplus, spending, surplus, former, former + surplus)
    ]
    assert found(FUND.format(*printed)) == []


@given(st.integers(10001, 99999), st.integers(101, 9999), st.integers(3, 90))
@settings(deadline=None)
def test_a_wrong_surplus_is_always_found(spending, surplus, off):
    text = f"社会保险基金收入{spending + surplus}万元，支出{spending}万元，当年结余{surplus + off}万元。"
    assert found(text) == [(f"{surplus + off}万元", WARNING)]
    total = spending + surplus
    assert found(f"一般公共预算收入总计{total}万元，支出总计{total + off}万元，收支平衡。") == [(f"{total}万元", ERROR)]


@settings(deadline=None)
@given(st.text(st.sampled_from("收入支出总计平衡当年滚存结余上0123.亿元，。；\n")))
def test_any_text(text):
    lint_text(text, BalanceMismatch)


CAPITAL = "市级国有资本经营预算收入完成3404万元，全部为企业利润收入。支出安排1097万元，加上调出资金2245万元、划解收益62万元，支出合计{}万元，当年收支平衡。"


def test_receipts_with_nothing_added_are_their_own_total():
    checks = [c for c in checks_in(CAPITAL.format(3404), BalanceMismatch) if c.kind is CheckKind.BALANCE]
    assert [(c.verdict, [o.text for o in c.operands]) for c in checks] == [(Verdict.CONSISTENT, ["3404", "3404"])]
    assert [d.severity for d in lint_text(CAPITAL.format(3440), BalanceMismatch)] == [Severity.ERROR]
    assert lint_text(CAPITAL.format(3440).replace("全部为企业利润收入", "加上上年结转36万元"), BalanceMismatch) == []


def test_a_fund_may_be_named_by_the_heading_above():
    text = "（四）社会保险基金预算执行情况\n\n全年收入完成84.87亿元，其中保险费收入49.29亿元。支出完成80.27亿元，其中待遇支出76.46亿元。当年结余{}亿元。"
    (check,) = checks_in(text.format("4.60"), BalanceMismatch)
    assert (check.verdict, [o.text for o in check.operands]) == (Verdict.CONSISTENT, ["4.60", "84.87", "80.27"])
    assert len(lint_text(text.format("6.40"), BalanceMismatch)) == 1
