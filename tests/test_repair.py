"""Which single number would repair what fails, by the relations that agree and those that fail with it."""

from __future__ import annotations

import pytest

from reportlint.checking import check_reading
from reportlint.document import assemble
from reportlint.facts import Reading
from reportlint.plugins import load_rules
from reportlint.readers.text import reader
from reportlint.rule import Verdict


def messages(text: str, *codes: str) -> list[tuple[str, str]]:
    """The messages of the arithmetic findings, in both languages, behind what the rule itself says."""
    read = reader.read_bytes(text.encode())
    rules = [rule() for rule in load_rules() if rule.meta.code.startswith(codes or ("NUM", "FACT"))]
    outcome = check_reading(Reading(assemble(read.content, path="draft.txt", format="text", encoding="utf-8")), rules)
    assert not outcome.crashes
    found = [check.finding for check in outcome.checks if check.verdict is Verdict.INCONSISTENT and check.finding]
    return [(finding.message.zh.partition("；")[2], finding.message.en.rpartition("; ")[2]) for finding in found]


def test_the_one_number_that_agrees_nowhere_else():
    text = (
        "全镇财政总收入2841万元，其中税收收入2130万元，占75.0%，非税收入{}万元。2008年财政总收入2540万元，2009年财政总收入2841万元，增长11.9%。"
    )
    assert messages(text.format(711)) == []
    assert messages(text.format(611)) == [("其余各数在别处复算都相符，“611”应为711万元左右", "the other numbers agree elsewhere, so “611” should be about 711万元")]


def test_the_one_number_that_several_fail_with():
    text = "全镇财政总收入{}万元，其中税收收入2130万元，占75.0%，非税收入711万元，占25.0%。"
    assert messages(text.format(2841)) == []
    said = messages(text.format(2481))
    assert len(said) == 3
    assert {zh for zh, _ in said} == {"只改“2481”为2841万元，与它有关的3处不符就都消除"}
    assert {en for _, en in said} == {"“2481” changed to 2841万元 alone would settle all 3 findings that it stands in"}


@pytest.mark.parametrize("text", [
    "税收收入2130万元，占财政总收入2841万元的65.0%。",  # any of the three
    "全镇财政总收入2841万元，其中税收收入2310万元，非税收入611万元。",  # no number agrees elsewhere
    "财政总收入约2841万元，其中税收收入2130万元，占75.0%，非税收入911万元。",
])
def test_nothing_is_said_where_it_may_be_any(text):
    assert {zh for zh, _ in messages(text)} <= {""}


def test_a_fall_is_solved_as_a_fall():
    text = "2008年财政总收入2841万元，其中税收收入2130万元，非税收入711万元。2009年财政总收入2540万元，下降{}，其中税收收入1905万元，非税收入635万元。"
    assert messages(text.format("10.6%")) == []
    (said,) = messages(text.format("16.0%"), "NUM001", "NUM002")
    assert said[0].endswith("；其余各数在别处复算都相符，“16.0”应为10.6%左右")
