"""Half-width marks, full-width figures, dashes and dots."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Diagnostic, Rule, Severity
from reportlint.testing import lint_text
from reportlint_rules.pun.dash_ellipsis import DashEllipsis
from reportlint_rules.pun.fullwidth_alnum import FullwidthAlnum
from reportlint_rules.pun.halfwidth_mark import HalfwidthMark

RULES: list[type[Rule]] = [HalfwidthMark, FullwidthAlnum, DashEllipsis]
FULL = "今年以来，全镇上下认真学习，积极行动，扎实工作，团结一致，共同努力，取得成绩，实现发展，迈上台阶，创造财富，过上生活。\n" * 3


def shown(text: str, found: list[Diagnostic]) -> list[tuple[str, Severity]]:
    return [(text[one.place.span.start:one.place.span.end], one.severity) for one in found]


def fixed(text: str, found: list[Diagnostic]) -> str:
    edits = [edit for one in found if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[:edit.span.start] + edit.text + text[edit.span.end:]
    return text


@pytest.mark.parametrize("sentence", [
    "农业稳步发展,工业增长5%，服务业向好。", "增长3.7%,金融业向好，工业增长。", "授权256件,机关授权3件，企业授权5件。",
])
def test_a_rare_comma_is_a_warning_with_a_fix(sentence: str) -> None:
    text = FULL + sentence
    found = lint_text(text, HalfwidthMark)
    assert shown(text, found) == [(",", Severity.WARNING)]
    assert fixed(text, found) == text.replace(",", "，")


def test_a_document_in_halfwidth_is_told_once() -> None:
    text = "农业发展,工业增长,服务业向好,城乡变化.\n" * 30
    assert [one.severity for one in lint_text(text, HalfwidthMark)] == [Severity.INFO] * 2


@pytest.mark.parametrize("text", [
    FULL + "产值3,000万元，增长1.5%，会议10:30开始，比例1:2，详见https://a.cn/b?c=1，参考Smith, J.的书，共1,2项。",
    FULL + "一.农业\n（一）农业,"[:-1],
])
def test_numbers_times_and_latin_are_left_alone(text: str) -> None:
    assert lint_text(text, HalfwidthMark) == []


def test_brackets_and_straight_quotes_are_information() -> None:
    text = FULL + "重点项目(含续建)进展顺利，牢记\"四个意识\"，坚定\"四个自信\"。"
    assert shown(text, lint_text(text, HalfwidthMark)) == [("(含续建)", Severity.INFO), ("\"", Severity.INFO)]


@pytest.mark.parametrize(("text", "right"), [
    ("增长5%、6%、7％。", "增长5%、6%、7%。"),
    ("１２个中有12个、13个、14个、15个、16个。", "12个中有12个、13个、14个、15个、16个。"),
    ("４Ａ级和5A级、6个、7个、8个、9个。", "4A级和5A级、6个、7个、8个、9个。"),
    ("增长５％、６％、７％。", "增长５％、６％、７％。"),
    ("一九五六年增长５．２％。", "一九五六年增长５．２％。"),
])
def test_fullwidth(text: str, right: str) -> None:
    found = lint_text(text, FullwidthAlnum)
    assert fixed(text, found) == right
    assert all(one.severity is Severity.INFO for one in found)
    assert all(one.fix and one.fix.safe is not any(c.isdigit() for c in text[one.place.span.start:one.place.span.end]) for one in found)


@pytest.mark.parametrize(("text", "right"), [
    ("修路、架桥、办学...这些实事群众都看在眼里。", "修路、架桥、办学……这些实事群众都看在眼里。"),
    ("修路、架桥、办学。。。这些实事群众都看在眼里。", "修路、架桥、办学……这些实事群众都看在眼里。"),
    ("----经济稳中有进，群众满意。", "——经济稳中有进，群众满意。"),
    ("——甲事办好，群众满意。\n—乙事办好，群众满意。", "——甲事办好，群众满意。\n——乙事办好，群众满意。"),
    ("江南文化艺术•国际旅游节举办，群众满意。", "江南文化艺术·国际旅游节举办，群众满意。"),
    ("第一部分 总则..........12", "第一部分 总则..........12"),
    ("京沪线（北京—上海）1—6月增长5%……群众满意。", "京沪线（北京—上海）1—6月增长5%……群众满意。"),
    ("现金短期债务比\n--\n0.12", "现金短期债务比\n--\n0.12"),
])
def test_signs(text: str, right: str) -> None:
    assert fixed(text, lint_text(text, DashEllipsis)) == right


@pytest.mark.parametrize("unit", [",", "甲,", "(甲", "(", "。", ".", "—", "-", "１", "％", "甲…", "\"甲"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begin = time.process_time()
    for rule in RULES:
        lint_text(text, rule)
    assert time.process_time() - begin < 8


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="甲乙,;:?!.()\"１２ＡＢ％%12…—-•。\n一", max_size=60))
def test_no_text_crashes_and_fixes_settle(text: str) -> None:
    for rule in RULES:
        lint_text(text, rule)
