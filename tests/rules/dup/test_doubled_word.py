"""Words that stand twice in a row."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import lint_text
from reportlint_rules.dup.doubled_word import DoubledWord
from reportlint_rules.dup.repeats import repeats


@pytest.mark.parametrize(("text", "word"), [
    ("要推进公共服务服务，方便群众。", "服务服务"),
    ("各地要进一步进一步加强领导。", "进一步进一步"),
    ("我们取得的的成绩很大。", "的的"),
    ("广大干部群众勠力同心力同心、拼搏。", "力同心力同心"),
    ("建设好张家店植物园。\n建设好张张家店植物馆。", "张张"),
    ("全面推进改革改革，持续深化改革。", "改革改革"),
    ("人手调到山区服务上来。人手调到山区服务服务上来，服务上水平。山区公路。", "服务服务"),
])
def test_found(text: str, word: str) -> None:
    (found,) = lint_text(text, DoubledWord)
    assert text[found.place.span.start:found.place.span.end] == word
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("text", [
    "常常天天人人一一个个看看，干干净净，方方面面，实实在在，认认真真，年年处处时时。",
    "村村通公路，户户通电，代代相传，层层压实，步步为营，家家户户，林林总总，点点滴滴。",
    "比比皆是，面面俱到，明明白白，谢谢大家，妈妈试试。",
    "积极的财政政策，中国国际展览，省省级平台，上海海关，大学学生，工程程序。",
    "支持企业创业创新，企业和创新。听取预算决算决议，预算多，决议好，决算快。",
    "问题要一件一件抓，一个一个过，讨论讨论，很多很多，高校一校一策。",
    "目的的确定，有的的确好，对关于于是的说明，新桥、牙际山等村村级组织。",
    "举办茶乡博士博士后论坛，博士论坛，博士们。实施青古城区城区管网改造。",
    "共11项22个111人，……——，哈哈哈哈。",
])
def test_silent(text: str) -> None:
    assert lint_text(text, DoubledWord) == []


def test_a_damaged_file_gets_information_only() -> None:
    text = "".join(f"第{i}个项目项目，完成完成。" for i in range(20))
    assert {one.severity for one in lint_text(text, DoubledWord)} == {Severity.INFO}


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="甲乙丙\n\U00020000", max_size=40))
def test_repeats_agree_with_the_plain_way(text: str) -> None:
    expected = set()
    for period in range(1, 5):
        at = 0
        while at + period < len(text):
            end = at
            while end + period < len(text) and text[end] == text[end + period]:
                end += 1
            if end - at >= period:
                expected.add((at, end + period, period))
            at = max(end, at) + 1
    assert set(repeats(text, 4)) == expected


@pytest.mark.parametrize("unit", ["一", "甲乙", "市县县市", "服务，", "甲乙丙丁甲乙丙", "财政政策"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begin = time.process_time()
    lint_text(text, DoubledWord)
    assert time.process_time() - begin < 3


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60))
def test_no_text_crashes(text: str) -> None:
    lint_text(text, DoubledWord)
