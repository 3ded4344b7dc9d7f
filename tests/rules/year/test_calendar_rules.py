"""Years against plans, sessions, anniversaries, calendars and one another: tables of what is said and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity, Verdict
from reportlint.testing import checks_in, findings_in, lint_text, read_text
from reportlint_rules.year.anniversary import Anniversary
from reportlint_rules.year.impossible_date import ImpossibleDate
from reportlint_rules.year.mixed_year_notation import MixedYearNotation
from reportlint_rules.year.plan_year import PlanYear
from reportlint_rules.year.relative_year import RelativeYear
from reportlint_rules.year.reversed_range import ReversedRange
from reportlint_rules.year.session_year import SessionYear
from reportlint_rules.year.subject import numeral
from reportlint_rules.year.weekday_mismatch import WeekdayMismatch

RULES = [
    Anniversary, ImpossibleDate, MixedYearNotation, PlanYear, RelativeYear, ReversedRange, SessionYear, WeekdayMismatch,
]

FAULTY = [
    (PlanYear, "2012年是“十二五”规划的开局之年。", "2012年"),
    (PlanYear, "2014年是“十二五”第三年，任务艰巨。", "2014年"),
    (PlanYear, "2020年作为“十三五”规划开局之年，意义重大。", "2020年"),
    (PlanYear, "“十五五”时期（2025—2030年），我县将建设新城。", "2025—2030"),
    (PlanYear, "到“十三五”末（2021年），全县实现脱贫。", "2021年"),
    (SessionYear, "2016年党的十九大胜利召开。", "2016年"),
    (SessionYear, "2014年召开的党的十八届三中全会召开后，改革提速。", "2014年"),
    (SessionYear, "——2022年3月5日在第十四届全国人民代表大会第一次会议上", "2022年"),
    (Anniversary, "2010年是建国60周年。", "建国60周年"),
    (Anniversary, "2018年恰逢改革开放四十五周年，全市隆重纪念。", "改革开放四十五周年"),
    (ImpossibleDate, "截至2023年2月29日，库存不足。", "2023年2月29日"),
    (ImpossibleDate, "二月三十日召开会议。", "二月三十日"),
    (ImpossibleDate, "6月31日前完成。", "6月31日"),
    (ImpossibleDate, "会议于25时30分结束。", "25时30分"),
    (ImpossibleDate, "发布日期：2023-13-05", "2023-13-05"),
    (WeekdayMismatch, "2026年1月1日（星期三）放假。", "2026年1月1日（星期三"),
    (ReversedRange, "2025－2021年，全市投入40亿元。", "2025－2021年"),
    (ReversedRange, "2020年至2016年，全市投入40亿元。", "2020年至2016年"),
    (ReversedRange, "2016年8月至2016年3月，全市开展整治。", "2016年8月至2016年3月"),
    (ReversedRange, "5月20日至18日，全市开展整治。", "5月20日至18日"),
    (ReversedRange, "见第七章至第三章。", "第七章至第三章"),
    (RelativeYear, "去年（2019年）完成8个，今年（2021年）完成9个。", "今年（2021年）"),
]

RIGHT = [
    (PlanYear, "2011年是“十二五”规划的开局之年，2013年是“十二五”第三年，2015年是收官之年。"),
    (PlanYear, "2020年，要为“十四五”良好开局打下基础，谋划好“十四五”开局之年的工作。"),
    (PlanYear, "2015年是全面深化改革的关键之年，是法治建设的开局之年，也是全面完成“十二五”规划的收官之年。"),
    (PlanYear, "“十四五”时期（2021—2025年），全市投入40亿元；《“十四五”规划和2035年远景目标纲要》。"),
    (SessionYear, "2018年，我们深入学习贯彻党的十九大精神。"),
    (SessionYear, "2018年是全面贯彻党的十九大精神的开局之年。"),
    (SessionYear, "——2024年3月5日在第十四届全国人民代表大会第二次会议上"),
    (Anniversary, "2019年是新中国成立70周年，我们隆重庆祝。2021年是建党一百周年。"),
    (Anniversary, "公司成立20周年之际。"),
    (ImpossibleDate, "2024年2月29日至12月31日，24时00分止，历时13个月，第13月龄。"),
    (ImpossibleDate, "电话010-2023-1305，男女之比为24:60，累计用时25时30分。"),
    (WeekdayMismatch, "2026年1月1日（星期四）放假，1月2日周五调休。"),
    (ReversedRange, "2016—2020年，11月至次年3月，8月至3月，3月10日至15日，3月25日至4月5日。"),
    (ReversedRange, "由第8位上升到第3位；比2020年到2016年的差距；电话2020-2016。"),
    (RelativeYear, "去年（2020年）完成8个，今年（2021年）完成9个，明年（2022年）完成10个。"),
    (RelativeYear, "今年2000人次参加，去年20192户受益。"),
    (MixedYearNotation, "2022年、2023年、2024年完成，依据《二〇二四年工作要点》，为期10年。"),
]


@pytest.mark.parametrize(("rule", "text", "marked"), FAULTY, ids=[f"{r.meta.code}-{t[:14]}" for r, t, _ in FAULTY])
def test_faulty(rule, text, marked):
    found = lint_text(text, rule)
    assert [text[f.place.span.start:f.place.span.end] for f in found] == [marked]
    assert found[0].message.zh
    assert found[0].message.en


@pytest.mark.parametrize(("rule", "text"), RIGHT, ids=[f"{r.meta.code}-{t[:14]}" for r, t in RIGHT])
def test_right(rule, text):
    assert lint_text(text, rule) == []


REPORT = "政府工作报告\n——2019年1月17日在青禾县第十七届人民代表大会第{title}次会议上\n各位代表：现在报告工作。\n一、2018年工作回顾\n过去一年，全县上下较好地完成了县十七届人大{earlier}次会议确定的目标任务，经济平稳。\n"


@pytest.mark.parametrize(("title", "earlier", "faults"), [("三", "二", 0), ("四", "二", 1), ("三", "一", 1), ("三", "三", 1)])
def test_sessions_follow_one_another(title, earlier, faults):
    found = lint_text(REPORT.format(title=title, earlier=earlier), SessionYear)
    assert [f.severity for f in found] == [Severity.WARNING] * faults


@pytest.mark.parametrize(("k", "faults"), [("二", 0), ("三", 1)])
def test_years_of_a_government(k, faults):
    text = REPORT.format(title="三", earlier="二") + f"过去一年是本届政府依法履职的第{k}年，任务艰巨。\n"
    assert len(lint_text(text, SessionYear)) == faults


def test_consistent_years_are_in_the_ledger():
    checks = checks_in("2021年是“十四五”规划开局之年。2016—2020年投入40亿元。", PlanYear)
    assert [c.verdict for c in checks] == [Verdict.CONSISTENT]
    assert checks_in("2016—2020年投入40亿元。", ReversedRange)[0].verdict is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("text", "value"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百", 100), ("二〇一六", 2016), ("40", 40), ("", None), ("年", None)],
)
def test_numeral(text, value):
    assert numeral(text) == value


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789年月日至—-第章届次会议大全国人五十四二“”（），。今去是周星期一建国改革开放\n", max_size=120))
def test_nothing_crashes(text):
    reading = read_text(text)
    for rule in RULES:
        findings_in([reading], rule)
