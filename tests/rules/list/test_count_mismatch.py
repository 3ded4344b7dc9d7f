"""Counts against their members."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.list.count_mismatch import CountMismatch
from reportlint_rules.list.counting import enumeration

BODY = "今年要新建高标准农田，发展设施农业，增加农民收入。"


def work(count: str, *numbers: str, tail: bool = True) -> str:
    items = "\n".join(f"{number}抓好工作。{BODY}" for number in numbers)
    end = f"\n以上工作，各部门要抓紧落实。\n{BODY}\n会议到此结束。" if tail else ""
    return f"为此，要做好以下{count}个方面的工作：\n{items}{end}"


@pytest.mark.parametrize("text", [
    "确保四个稳定（安全生产、计划生育和社会治安），抓好落实。",
    "突出三个重点（工业发展和消赤减债），抓好落实。",
    "坚持“三铁”精神（铁下心来，铁面无私，铁的纪律，铁的手腕），治理环境。",
    "做大畜牧、蔬菜、果品四大优势产业，增加收入。",
    "做到房子、人员、报酬、职责五落实，抓好工作。",
    "流经本县的孝河、潴河、小白河4条河流水质良好。",
    "五个稳：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。",
    "四个坚持：坚持稳中求进，坚持新发展理念，坚持深化改革、扩大开放。",
    "坚持十字方针：巩固、增强、提升、畅通。",
    "围绕“修渠引水，养林护茶，办学兴教”十六字工作方针，抓好落实。",
    "落实“巩固、增强、提升、畅通”的九字方针，抓好落实。",
    "做强茶叶、柑橘、竹木、渔业四大骨干产业。围绕这五大产业，发展龙头企业。",
    "落实“七个稳”要求（六个稳：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期），抓好工作。",
    "落实“九字方针”要求（八字方针：巩固、增强、提升、畅通），抓好工作。",
    work("五", "（一）", "（二）", "（三）"),
    work("2", "1.", "2.", "3."),
    "抓好四件事：一是修渠；二是引种；三是办学。\n" + BODY + "\n" + BODY + "\n" + BODY,
    "涉及本县有四项，分别是：①修渠；②引种；③办学。\n" + BODY + "\n" + BODY + "\n" + BODY,
])
def test_found(text: str) -> None:
    (found,) = lint_text(text, CountMismatch)
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("text", [
    "确保三个稳定（安全生产、计划生育和社会治安），抓好落实。",
    "围绕一个目标（创品牌、进十强、争一流），抓好落实。",
    "做大畜牧、蔬菜等四大优势产业，增加收入。",
    "顺应高铁和渝厦高铁开通、松虎航道和新通道打通两个重大变化，抓好落实。",
    "坚持四项基本原则、三个代表，落实“两不愁三保障”，推进一区三边。",
    "石油、煤炭及其他加工业，化学制品业，共两大行业。",
    "六大行业分别为：石油、煤炭及其他燃料加工业、化工制造业、非金属制品业、黑色加工业、有色加工业、热力生产业。",
    "新增五星级2家、四星级3家，博物馆、纪念馆38个，增长3.2个百分点。",
    "中国的第二、第三个五年计划，前三大产业，近两个月。",
    "四个不摘：摘帽不摘责任、摘帽不摘政策、摘帽不摘帮扶和摘帽不摘监管。",
    "坚持八字方针：巩固、增强、提升、畅通。",
    "围绕“修渠引水，养林护茶，办学兴教”十二字工作方针，抓好落实。",
    "落实“巩固、增强、提升、畅通”的八字方针，印发“三字经”二十字口诀。",
    "做强茶叶、柑橘、竹木、渔业四大骨干产业。围绕这四大产业，发展龙头企业，做强茶叶、水果两大产业。",
    "落实“六个稳”、“七个有”要求（六个稳：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期），抓好工作。",
    "全县茶叶、林果2个产业集群入选，山前等7个产业集群达标，电子等这一产业增长。",
    work("三", "（一）", "（二）", "（三）"),
    "统筹农业、生态空间划定的开发边界、永久农田、生态红线三条控制线。",
])
def test_silent(text: str) -> None:
    assert lint_text(text, CountMismatch) == []


def test_a_file_that_ends_within_its_list_gets_information() -> None:
    assert [one.severity for one in lint_text(work("五", "（一）", "（二）", tail=False), CountMismatch)] == [Severity.INFO]


def test_right_counts_are_recorded() -> None:
    checks = checks_in("确保三个稳定（生产、生育和治安）。甲、乙、丙产值分别增长1%、2%和3%。" + "\n" + work("两", "（一）", "（二）"), CountMismatch)
    assert [check.verdict for check in checks] == [Verdict.CONSISTENT] * 3
    assert [len(check.operands) for check in checks] == [3, 6, 3] or len(checks[0].operands) >= 3


def test_names_that_cannot_be_told_are_said_by_a_word() -> None:
    (check,) = checks_in("甲、乙、丙产值分别增长1%和3%。", CountMismatch)
    assert (check.verdict, check.reason) == (Verdict.SKIPPED, "unclear-names")


@pytest.mark.parametrize(("text", "counts"), [
    ("甲、乙、丙", {3}), ("甲、乙和丙", {2, 3}), ("甲和乙", {2}), ("甲；乙，丙；丁", {3, 2, 4, 1}), ("甲、乙等", None), ("甲", None),
])
def test_enumeration(text: str, counts: set[int] | None) -> None:
    found = enumeration(text, 0, len(text))
    if counts is None:
        assert found is None
    else:
        assert found is not None
        assert counts - {1} <= found.counts


@pytest.mark.parametrize("unit", ["三", "三个（", "、三个", "三大甲（一、二", "分别1、2", "“三个”", "八字：一", "两个：（"])
def test_hostile_texts_are_read_to_their_end(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    assert all(0 <= d.place.span.start <= d.place.span.end <= len(text) for d in lint_text(text, CountMismatch))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="一二三四个大项字（）“”：、，。；和等分别是12甲乙\n", max_size=60))
def test_no_text_crashes(text: str) -> None:
    lint_text(text, CountMismatch)
