"""Unpaired and clashing marks, document numbers, stray blanks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Diagnostic, Rule, Severity
from reportlint.testing import lint_text
from reportlint_rules.pun.clashing_marks import ClashingMarks
from reportlint_rules.pun.document_number import DocumentNumber
from reportlint_rules.pun.pairing import lone_marks
from reportlint_rules.pun.stray_space import StraySpace
from reportlint_rules.pun.unpaired_mark import UnpairedMark

RULES: list[type[Rule]] = [UnpairedMark, ClashingMarks, DocumentNumber, StraySpace]


def shown(text: str, found: list[Diagnostic]) -> list[str]:
    return [text[one.place.span.start:one.place.span.end] for one in found]


def fixed(text: str, found: list[Diagnostic]) -> str:
    edits = [edit for one in found if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[:edit.span.start] + edit.text + text[edit.span.end:]
    return text


@pytest.mark.parametrize(("text", "lone"), [
    ("深入实施“清洁家园行动，成效明显。", ["“"]),
    ("深入实施清洁家园”行动，成效明显。", ["”"]),
    ("办好“甲“、“乙”两件事，群众满意。", ["“甲“"]),
    ("办好“甲’这件事，群众满意。", ["“甲’"]),
    ("（一是甲（二是乙），全部完成。", ["（"]),
    ("文件《方案“甲》”已印发，请执行。", ["“"]),
    ("他说\"很好，大家都同意。", ["\""]),
    ("牢记\"四个意识\"，坚定\"四个自信\"。", []),
    ("他说：“甲‘乙’丙”（丁【戊】），《己〈庚〉》。", []),
    ("要做到：1）到人；2）到位；a）到底，全部落实。", []),
    ("people’s 银行和 ’99 年会，都已结束。", []),
    ("县长说：“第一段没有说完。\n“第二段说完了。”", []),
    ("债券期限分布：\n（1，2]年，[2，3）年，都有。", []),
])
def test_unpaired(text: str, lone: list[str]) -> None:
    assert shown(text, lint_text(text, UnpairedMark)) == lone


def test_a_pair_over_a_broken_line_is_one() -> None:
    assert lint_text("全镇深入开展“清洁家园、美丽乡村、平安社区\n\n创建活动”，群众满意。", UnpairedMark) == []


def test_straight_marks_pair_over_lines_too() -> None:
    assert lint_text("严厉打击各种犯罪活动，依法惩治\"\n甲教\n\"等邪教组织，社会保持稳定。", UnpairedMark) == []


def test_labels_of_tables_get_information_only() -> None:
    assert [one.severity for one in lint_text("预算数\n(不含提前告知\n增减额", UnpairedMark)] == [Severity.INFO]


@pytest.mark.parametrize(("text", "right"), [
    ("道路修好了，。群众满意。", "道路修好了。群众满意。"),
    ("道路修好了；；群众满意。", "道路修好了；群众满意。"),
    ("要“改善民生。”。会议结束。", "要“改善民生”。会议结束。"),
    ("生产总值（GDP)增长。", "生产总值（GDP）增长。"),
    ("牢记“四个意识\"，前进。", "牢记“四个意识”，前进。"),
    ("发展苗木、蔬菜、等农业。", "发展苗木、蔬菜等农业。"),
    ("同志们！！怎么办？！按劳分配、等价交换……", "同志们！！怎么办？！按劳分配、等价交换……"),
    ("比例为1,,2和a..b。", "比例为1,,2和a..b。"),
])
def test_clashing(text: str, right: str) -> None:
    found = lint_text(text, ClashingMarks)
    assert bool(found) == (text != right)
    if "。”。" not in text:
        assert fixed(text, found) == right


@pytest.mark.parametrize(("text", "right", "severity"), [
    ("青政发[2018]59号文件", "青政发〔2018〕59号文件", Severity.WARNING),
    ("青政发（2018）59号文件", "青政发〔2018〕59号文件", Severity.WARNING),
    ("青政发【2018】第59号文件", "青政发〔2018〕59号文件", Severity.WARNING),
    ("青政发〔2018〕第59号文件", "青政发〔2018〕59号文件", Severity.INFO),
    ("青信评字【2018】59号公函", "青信评字〔2018〕59号公函", Severity.INFO),
    ("青政发〔2018〕059号文件", "青政发〔2018〕059号文件", Severity.INFO),
])
def test_document_number(text: str, right: str, severity: Severity) -> None:
    found = lint_text(text, DocumentNumber)
    assert [one.severity for one in found] == [severity]
    assert fixed(text, found) == right


@pytest.mark.parametrize("text", ["青政发〔2018〕59号", "（2018）59号", "见注释[2018]第5页", "规划（2018）第5章"])
def test_document_number_silent(text: str) -> None:
    assert lint_text(text, DocumentNumber) == []


@pytest.mark.parametrize(("text", "severities"), [
    ("全镇经济发展加快，经 济结构优化，全镇经济运行平稳。", [Severity.WARNING]),
    ("市政府工作报告\n县政府工作报 告\n本报告说明政府工作报告的写法，供参考。", [Severity.WARNING]),
    ("目  录\n镇 长\n李 明\n全镇经济运行平稳，各项工作进展顺利。", []),
    ("全镇工 作 进 展顺利，群众生活水平提高，工作进展好。", []),
    ("会议由县长主持 各位代表认真听取了报告，进行了讨论。", [Severity.INFO]),
    ("全年实现产值12 亿元，增长5%，其中工业增加值30亿元。", [Severity.INFO]),
])
def test_stray_space(text: str, severities: list[Severity]) -> None:
    assert [one.severity for one in lint_text(text, StraySpace)] == severities


def test_a_blank_in_a_letter_spaced_text_is_information() -> None:
    text = "青禾镇经济运行平稳，经 济向好，社会和谐。\n" + "青禾镇水 利 工 程 进 展顺利，群众满意。\n" * 3
    assert [one.severity for one in lint_text(text, StraySpace)] == [Severity.INFO]
    assert [one.severity for one in lint_text(text.split("\n", maxsplit=1)[0] + "社会和谐，工作顺利。", StraySpace)] == [Severity.WARNING]


def test_a_text_full_of_blanks_is_one_finding() -> None:
    text = "经济运行平稳，经 济向好，社会和谐，工作顺利。\n" * 60
    assert [one.severity for one in lint_text(text, StraySpace)] == [Severity.INFO]


@pytest.mark.parametrize("unit", ["(", "“", "”", "“（", "（”", "“\n", "\"", "，", "、", " ", "经 "])
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begin = time.process_time()
    lone_marks(text)
    for rule in RULES[1:3]:
        lint_text(text, rule)
    assert time.process_time() - begin < 6


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="“”‘’《》（）()【】〔〕\"，。；：、？！等 经济12[]号第\n\U00020000x", max_size=80))
def test_no_text_crashes(text: str) -> None:
    for rule in RULES:
        for one in lint_text(text, rule):
            assert one.message.zh
            assert one.message.en
