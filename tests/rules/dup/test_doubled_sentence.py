"""Sentences that stand twice close together."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import lint_text
from reportlint_rules.dup.doubled_sentence import DoubledSentence

SENTENCE = "全年新修道路十二公里，方便群众出行。"


@pytest.mark.parametrize(("text", "severity"), [
    (SENTENCE * 2 + "新建学校两所。", Severity.WARNING),
    (SENTENCE + "新建学校两所，改善办学条件。" + SENTENCE, Severity.WARNING),
    ("强化责任落实，新建学校两所。全力抓好防汛工作；强化责任。全力抓好防汛工作；办好实事。", Severity.INFO),
    ("一年来，" + SENTENCE + "\n" + "新建学校两所，改善办学条件。\n新建学校两所，改善办学条件。", Severity.WARNING),
])
def test_found(text: str, severity: Severity) -> None:
    found = lint_text(text, DoubledSentence)
    assert [one.severity for one in found] == [severity]


@pytest.mark.parametrize("text", [
    SENTENCE + "新建学校两所，改善办学条件。", "加大投入力度；加大宣传力度；加大整治力度。", "谢谢大家！谢谢大家！",
    "政府工作报告的说明\n政府工作报告的说明\n" + SENTENCE, SENTENCE + "\n新建学校两所。\n引进企业。\n修缮水渠。\n" + SENTENCE,
])
def test_silent(text: str) -> None:
    assert lint_text(text, DoubledSentence) == []


def test_the_fix_drops_the_copy() -> None:
    text = SENTENCE * 2
    (found,) = lint_text(text, DoubledSentence)
    assert found.fix is not None
    (edit,) = found.fix.edits
    assert text[:edit.span.start] + edit.text + text[edit.span.end:] == SENTENCE


@pytest.mark.parametrize("unit", ["。", "全年新修道路十二公里。", "甲\n"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begin = time.process_time()
    lint_text(text, DoubledSentence)
    assert time.process_time() - begin < 3


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="甲乙丙，。；\n", max_size=80))
def test_no_text_crashes(text: str) -> None:
    lint_text(text, DoubledSentence)
