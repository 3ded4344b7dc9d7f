"""YEAR001: years in targets and reviews against the year of the report."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.year.target_year import TargetYear


def report(
    year: int = 2010, *, reviewed: int | None = None, review: str = "", plan: int | None = None, target: str = "",
) -> str:
    """A report that plans for ``year``; the headings can name other years."""
    return (
        f"青禾镇政府工作报告\n——{year}年1月8日在青禾镇第十六届人民代表大会第四次会议上\n各位代表：\n"
        f"一、{reviewed or year - 1}年工作回顾\n{review or f'{year - 1}年，全镇完成财政总收入2841万元，增长12%。'}\n"
        f"二、{plan or year}年工作安排\n{target or f'{year}年的主要预期目标是：财政总收入增长10%。'}\n"
    )


@pytest.mark.parametrize(("text", "severity", "named"), [
    (report(target="2009年全镇经济社会发展的主要预期目标是：财政总收入增长10%。"), Severity.ERROR, "2009年"),
    (report(target="2008年的奋斗目标为：财政总收入达到3100万元。"), Severity.ERROR, "2008年"),
    (report(target="2009年主要目标：财政总收入增长10%。"), Severity.ERROR, "2009年"),
    (report(target="2009年工作的总体要求是：坚持稳中求进。"), Severity.ERROR, "2009年"),
    (report(plan=2009), Severity.ERROR, "2009年"),
    (report(review="刚刚过去的2008年，我们取得了新的成绩。"), Severity.ERROR, "2008年"),
    (report(review="2010年，全镇完成财政总收入2841万元，增长12%。"), Severity.WARNING, "2010年"),
])
def test_wrong_years(text, severity, named):
    (diagnostic,) = lint_text(text, TargetYear)
    span = diagnostic.place.span
    assert (diagnostic.severity, text[span.start:span.end]) == (severity, named)


@pytest.mark.parametrize("text", [
    report(),
    report(review="2009年确定的各项目标任务全面完成。"),
    report(review="2009年的主要目标是财政总收入增长8%，实际增长12%，超额完成。"),
    report(target="与2009年预期目标相比，今年目标提高2个百分点。2010年的预期目标是：财政总收入增长10%。"),
    report(target="2010年的目标是：增长10%，比2009年完成数增加284万元。"),
    report(target="到2012年总体目标是：财政总收入突破4000万元。"),
    report(review="2010年，我们将建成文化站3个。"),
    "云岭县国民经济和社会发展第十二个五年规划纲要\n2015年的发展目标是：生产总值达到200亿元。\n2010年目标是100亿元。",
    "云岭县2009年国民经济和社会发展统计公报\n2009年主要目标是增长10%。",
    "主要目标\n2009年目标是：增长10%。",
    "云岭县2009年上半年工作报告\n一、2009年上半年工作回顾\n上半年，税收增长8%。\n二、2009年下半年工作安排\n抓好秋种。",
])
def test_right_years(text):
    assert lint_text(text, TargetYear) == []


def test_message():
    (diagnostic,) = lint_text(report(target="2009年的主要预期目标是：财政总收入增长10%。"), TargetYear)
    assert diagnostic.message.zh == (
        "“2009年的主要预期目标”写的是2009年，而本报告回顾2009年、部署2010年"
        "（依据“——2010年1月8日在青禾镇第十六届人民代表大会第四次会议”），应为2010年"
    )
    assert "plans for 2010" in diagnostic.message.en


def test_right_years_are_checks():
    checks = checks_in(report(), TargetYear)
    assert len(checks) >= 2
    assert {check.verdict for check in checks} == {Verdict.CONSISTENT}


@given(st.integers(1950, 2098), st.sampled_from(["预期目标", "主要目标", "奋斗目标", "发展目标"]), st.sampled_from(["是：", "为："]))
@settings(max_examples=40, deadline=None)
def test_a_target_of_the_year_under_review_is_wrong_in_any_year(year, noun, verb):
    sentence = "{}年全镇经济社会发展的{}{}财政总收入增长10%。"
    assert len(lint_text(report(year, target=sentence.format(year - 1, noun, verb)), TargetYear)) == 1
    assert lint_text(report(year, target=sentence.format(year, noun, verb)), TargetYear) == []


@settings(deadline=None)
@given(st.text(st.sampled_from("20091年工作回顾安排目标是：，。\n一、（）在会议上月日")))
def test_any_text(text):
    lint_text("青禾镇2010年政府工作报告\n一、2009年工作回顾\n" + text, TargetYear)
