"""Numbers of one list that are written in two ways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import lint_text
from reportlint_rules.list.ordinal_style import OrdinalStyle

BODY = "修好水渠，建设高标准农田，办好学校，改善医疗，解决群众的后顾之忧，让大家都过上好日子。"


def items(*numbers: str) -> str:
    return "\n".join(f"{number}抓好工作。{BODY}" for number in numbers)


@pytest.mark.parametrize(("text", "severity"), [
    (items("（一）", "(二)", "（三）"), Severity.INFO),
    (items("1.", "2.", "3、"), Severity.INFO),
    (items("（一）", "（二）", "三、"), Severity.WARNING),
    (items("一、", "二、", "（三）"), Severity.WARNING),
])
def test_found(text: str, severity: Severity) -> None:
    assert [one.severity for one in lint_text(text, OrdinalStyle)] == [severity]


@pytest.mark.parametrize("text", [
    items("一、", "（一）", "（二）", "二、", "1.", "2."), items("1.", "2."), items("一、", "二、", "1.", "2."),
    "合计\n3.50\n4.26\n5.79\n1.\n2、\n3.19",
])
def test_silent(text: str) -> None:
    assert [one for one in lint_text(text, OrdinalStyle) if one.severity is Severity.WARNING] == []


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="一二三（）()1２3.、\n甲。", max_size=60))
def test_no_text_crashes(text: str) -> None:
    lint_text(text, OrdinalStyle)
