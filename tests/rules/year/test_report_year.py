"""YEAR010: the years that a report gives for itself."""

from __future__ import annotations

import pytest

from reportlint.rule import Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.year.report_year import ReportYear

REPORT = (
    "青禾县{title}年政府工作报告\n——{met}年1月17日在青禾县第十七届人民代表大会第三次会议上\n各位代表：现在，我代表县人民政府向大会报告工作，请予审议。\n"
    "一、{back}年工作回顾\n过去一年，全县上下团结拼搏。{dated}获评洁净城市，经济社会发展取得了新的成绩，人民生活水平不断提高。{base}\n"
    "二、{ahead}年工作安排\n今年要抓好各项工作的落实，推动高质量发展。\n"
)
RIGHT = {"title": 2019, "met": 2019, "back": 2018, "ahead": 2019, "dated": "2018年7月24日", "base": ""}


@pytest.mark.parametrize(("changed", "marked"), [
    ({}, []), ({"title": 2018}, ["2018年"]), ({"met": 2020}, ["2020年"]), ({"back": 2017}, ["2017年"]), ({"ahead": 2020}, ["2020年"]),
    ({"dated": "2019年7月24日"}, ["2019年7月24日"]), ({"base": "浓度由2018年的76微克降至64微克。"}, ["2018年"]),
    ({"base": "浓度由2017年的76微克降至64微克。"}, []), ({"base": "浓度由2018年的76微克降至2019年的64微克。"}, []),
    ({"base": "大会将于2019年7月24日举办。"}, []), ({"title": 2012}, []),
])
def test_work_reports(changed, marked):
    text = REPORT.format(**RIGHT | changed)
    assert [text[f.place.span.start:f.place.span.end] for f in lint_text(text, ReportYear)] == marked


@pytest.mark.parametrize(("title", "date", "opening", "marked"), [
    (2025, "2026年3月20日", 2025, []), (2024, "2026年3月20日", 2025, ["2024年"]), (2025, "2026年3月20日", 2024, ["2024年"]),
    (2025, "", 2024, ["2024年"]), (2025, "2025年12月30日", 2025, []),
])
def test_bulletins(title, date, opening, marked):
    text = f"青禾县{title}年国民经济和社会发展统计公报\n{date}\n{opening}年，全县上下坚持稳中求进工作总基调，经济运行总体平稳，社会事业全面进步，取得了新的成绩，民生持续改善。\n"
    assert [text[f.place.span.start:f.place.span.end] for f in lint_text(text, ReportYear)] == marked


@pytest.mark.parametrize(("text", "marked"), [
    ("关于江城市2025年预算执行情况和2026年预算草案的报告", []), ("关于江城市2024年预算执行情况与2026年全市预算（草案）的报告", ["2026年"]),
    ("关于2025年国民经济和社会发展计划执行情况与2025年计划草案的报告", ["2025年"]),
])
def test_budgets(text, marked):
    assert [text[f.place.span.start:f.place.span.end] for f in lint_text(text, ReportYear)] == marked


def test_sentences_of_a_bulletin():
    text = "青禾县2025年国民经济和社会发展统计公报\n2025年，全县上下坚持稳中求进，经济运行总体平稳，社会事业全面进步，各项工作取得新的成绩。\n{}年发生各类事故28起。2026年，将建成新城。2024年末户籍人口3万人。2024年比2023年增长3%。\n"
    assert lint_text(text.format(2025), ReportYear) == []
    assert len(lint_text(text.format(2024), ReportYear)) == 1


def test_agreeing_years_are_in_the_ledger():
    assert {c.verdict for c in checks_in(REPORT.format(**RIGHT), ReportYear)} == {Verdict.CONSISTENT}
