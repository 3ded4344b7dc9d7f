"""NUM003: shares recomputed from part and whole."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Severity, Verdict
from reportlint.testing import checks_in, lint_text
from reportlint_rules.num.share_mismatch import ShareMismatch


def found(text: str) -> list[tuple[str, Severity]]:
    return [(text[d.place.span.start:d.place.span.end], d.severity) for d in lint_text(text, ShareMismatch)]


@pytest.mark.parametrize(("text", "share"), [
    ("财政总收入12.5亿元，其中税收收入10.2亿元，占财政总收入的71.6%。", "71.6%"),
    ("户籍人口32.6万人，其中城镇人口11.2万人，占户籍人口的44.4%。", "44.4%"),
    ("地区生产总值120.5亿元，第三产业增加值42.2亿元，占地区生产总值的比重为45%。", "45%"),
    ("一般公共预算支出20.6亿元，其中教育支出4.2亿元，占一般公共预算支出的24%。", "24%"),
    ("一般公共预算收入8.6亿元，其中税收收入6.1亿元，占比为75%。", "75%"),
    ("全社会用电量18.2亿千瓦时，工业用电量12.5亿千瓦时，占全社会用电量的62.1%。", "62.1%"),
    ("全镇共有耕地42000亩，其中水田25200亩，占耕地的70%。", "70%"),
])
def test_mismatches(text, share):
    assert found(text) == [(share, Severity.ERROR)]


def test_less_than_a_point_is_a_doubt():
    assert found("财政总收入12.50亿元，其中税收收入10.20亿元，占财政总收入的82.3%。") == [("82.3%", Severity.WARNING)]


@pytest.mark.parametrize("text", [
    "财政总收入12.5亿元，其中税收收入10.2亿元，占财政总收入的81.6%。", "财政总收入12.5亿元，其中税收收入10.2亿元，占财政总收入的八成以上。",
    "财政总收入超过12亿元，其中税收收入10.2亿元，占财政总收入的80%以上。", "地区生产总值120.5亿元，第三产业增加值42.2亿元，占比提高1.2个百分点。",
    "全县一般公共预算收入8.6亿元；县本级税收收入3.1亿元，占县本级收入的72%。",
    "2008年财政总收入10亿元。2009年税收收入10.2亿元，占财政总收入的81.6%。", "税收收入10.2亿元，占全市的8.1%。",
    "一般公共预算支出20.6亿元，民生支出占75%。", "民间投资41亿元，占固定资产投资的62%左右。",
])
def test_agreements_and_what_cannot_be_compared(text):
    assert found(text) == []


def test_message():
    (diagnostic,) = lint_text("财政总收入12.5亿元，其中税收收入10.2亿元，占财政总收入的71.6%。", ShareMismatch)
    assert diagnostic.message.zh == "税收收入10.2亿元占财政总收入12.5亿元的80.8%～82.4%，与“71.6%”不符"
    assert diagnostic.message.en == "税收收入 10.2亿元 is 80.8%～82.4% of 财政总收入 12.5亿元, not “71.6%”"
    assert [place.message.zh for place in diagnostic.related if place.message] == ["分子：10.2亿元", "分母：12.5亿元"]


@given(st.integers(1001, 9999), st.integers(10001, 99999), st.integers(2, 40))
@settings(deadline=None)
def test_the_quotient_decides(part, whole, off):
    share = (Decimal(part) / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    text = f"财政总收入{whole}万元，其中税收收入{part}万元，占财政总收入的{{}}%。"
    assert found(text.format(share)) == []
    if part % 100 and whole % 100:
        assert found(text.format(share + off)) == [(f"{share + off}%", Severity.ERROR)]


@settings(deadline=None)
@given(st.text(st.sampled_from("财政收入0123.亿元其中：税收占的%，。比重为\n")))
def test_any_text(text):
    lint_text(text, ShareMismatch)


def test_a_whole_of_another_section_counts_in_a_communique():
    head, body = "青禾县2023年国民经济和社会发展统计公报\n\n", "一、财政\n\n一般公共预算支出254.58亿元。\n\n二、科技\n\n全年财政性科技投入{}亿元，占一般公共预算支出的比重为10.8%。\n"
    assert not list(lint_text(head + body.format("27.45"), ShareMismatch))
    assert [d.severity for d in lint_text(head + body.format("72.45"), ShareMismatch)] == [Severity.WARNING]
    assert not list(lint_text("青禾县2023年预算执行情况的报告\n\n" + body.format("72.45"), ShareMismatch))


@pytest.mark.parametrize(("words", "verdict"), [("近七成", Verdict.CONSISTENT), ("超六成", Verdict.CONSISTENT), ("近八成", Verdict.INCONSISTENT), ("超八成", Verdict.INCONSISTENT)])
def test_tenths_in_words_are_rough(words, verdict):
    (check,) = checks_in(f"财政支出441.89亿元，其中民生支出279.5亿元，占财政支出的{words}。", ShareMismatch)
    assert check.verdict is verdict
