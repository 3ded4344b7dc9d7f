"""Names that drift, and an office's own words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity
from reportlint.testing import findings_in, lint_text, read_text
from reportlint_rules.term.name_drift import NameDrift
from reportlint_rules.term.name_drift import NameDriftOptions as DriftOptions
from reportlint_rules.term.office_term import OfficeTerm
from reportlint_rules.term.office_term import OfficeTermOptions as OfficeOptions


def said(text, rule):
    return [(text[f.place.span.start:f.place.span.end], f.severity) for f in lint_text(text, rule)]


@pytest.mark.parametrize(("text", "found"), [
    ("浔溪镇发展。" * 9 + "寻溪镇增收。", [("寻溪镇", Severity.WARNING)]),
    ("浔溪镇发展。" * 6 + "寻溪镇增收。", [("寻溪镇", Severity.INFO)]),
    ("浔溪镇发展。" * 4 + "寻溪镇增收。", []),
    ("枨冲发展。" * 20 + "橙冲增收。" * 3, [("橙冲", Severity.INFO)] * 3),
    ("建设千亩茶林走廊。" * 8 + "美化千亩茶走廊。", [("千亩茶走廊", Severity.WARNING)]),
    ("建设千亩茶林走廊。" * 4 + "美化千亩茶走廊。" + "新修万亩走廊。", []),
    ("建设千亩茶林走廊。" * 8 + "美化千亩茶走廊。" * 3, []),
    ("李家店增收。" * 5 + "，李店有路。", [("李店", Severity.INFO)]),
    ("东溪镇发展。" * 9 + "西溪镇增收，上溪镇、大溪镇也增收。", []),
    ("全县乡镇发展。" * 9 + "三个乡镇、各乡镇增收。", []),
    ("张庄村发展。" * 9 + "李庄村增收。", []),
])
def test_drift(text, found):
    assert said(text, NameDrift) == found


def test_the_most_frequent_name_is_meant():
    found = lint_text("枨冲发展。" * 40 + "橙冲增收。" * 9 + "张冲有路。", NameDrift)[-1]
    assert "疑为“枨冲”" in found.message.zh


def test_drift_options():
    assert said("浔溪镇发展。" * 3 + "寻溪镇增收。", NameDrift(DriftOptions(frequent=3)))


def test_office_words():
    rule = OfficeTerm(OfficeOptions(("最高级",), ("盲流 => 流动人口", "江 → 江镇"), ("张家店镇",)))
    text = "最高级的盲流在江镇，张佳店镇与张家店镇。"
    found = lint_text(text, rule)
    assert [text[f.place.span.start:f.place.span.end] for f in found] == ["最高级", "盲流", "张佳店镇"]
    assert [f.fix and (f.fix.edits[0].text, f.fix.safe) for f in found] == [None, ("流动人口", True), ("张家店镇", False)]


@pytest.mark.parametrize("faulty", [{"preferred": ("只有一边",)}, {"names": ("江镇",)}])
def test_faulty_options_are_refused(faulty):
    with pytest.raises(ValueError, match=next(iter(faulty))):
        OfficeOptions(**faulty)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="枨橙张家店冲镇村浔寻溪\n，。", max_size=200))
def test_nothing_crashes(text):
    for rule in (NameDrift, OfficeTerm):
        findings_in([read_text(text)], rule)
