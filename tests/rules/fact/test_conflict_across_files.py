"""FACT003: reports of one place, of consecutive years and of the same one."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.rule import Check, Severity, Verdict
from reportlint.testing import findings_in, read_text
from reportlint_rules.fact.conflict_across_files import ConflictAcrossFiles


def communique(year: int, body: str, place: str = "青禾县") -> str:
    return f"{place}{year}年国民经济和社会发展统计公报\n{body}"


def checks(*texts: str) -> list[Check]:
    readings = [read_text(text, f"{index}.txt") for index, text in enumerate(texts)]
    return [finding for finding in findings_in(readings, ConflictAcrossFiles) if isinstance(finding, Check)]


def severities(*texts: str) -> list[Severity]:
    return [check.finding.severity for check in checks(*texts) if check.finding is not None]


@pytest.mark.parametrize(("base", "current", "severity"), [
    ("全年粮食产量16.40万吨。", "全年粮食产量18.62万吨，增长1.2%。", Severity.WARNING),
    ("全年财政总收入14.68亿元。", "全年财政总收入14.26亿元，增长7.1%。", Severity.WARNING),
    ("全年财政总收入13.01亿元。", "全年财政总收入14.26亿元，增长7.1%。", Severity.INFO),
])
def test_another_base(base, current, severity):
    assert severities(communique(2022, base), communique(2023, current)) == [severity]
    assert severities(communique(2023, current), communique(2022, base)) == [severity]


@pytest.mark.parametrize(("first", "second"), [
    (communique(2022, "全年粮食产量18.40万吨。"), communique(2023, "全年粮食产量18.62万吨，增长1.2%。")),
    (communique(2022, "全年地区生产总值108.42亿元。"), communique(2023, "全年地区生产总值120.54亿元，增长6.2%。")),
    (communique(2022, "全年粮食产量16.40万吨。", "白水县"), communique(2023, "全年粮食产量18.62万吨，增长1.2%。")),
    (communique(2021, "全年粮食产量16.40万吨。"), communique(2023, "全年粮食产量18.62万吨，增长1.2%。")),
    (communique(2022, "全年财政总收入14.68亿元。"), communique(2023, "全年财政总收入14.26亿元，同口径增长7.1%。")),
    (communique(2023, "全年粮食产量18.62万吨。"), communique(2023, "全年粮食产量18.6万吨。")),
])
def test_agreements_and_what_cannot_be_compared(first, second):
    assert severities(first, second) == []


def test_messages_point_at_the_later_file():
    (check,) = checks(communique(2022, "全年粮食产量16.40万吨。"), communique(2023, "全年粮食产量18.62万吨，增长1.2%。"))
    assert check.finding is not None
    assert check.finding.place.path == "1.txt"
    assert [place.path for place in check.finding.related] == ["0.txt"]
    assert check.finding.message.zh.startswith("2023年粮食产量18.62万吨、增长1.2%，上年应为")
    (check,) = checks(communique(2023, "全年粮食产量18.62万吨。"), communique(2023, "全年粮食产量16.82万吨。"))
    assert check.finding is not None
    assert (check.finding.severity, check.finding.message.zh) == (Severity.WARNING, "2023年粮食产量此处为16.82万吨，而0.txt为18.62万吨")


def test_a_small_revision_is_in_the_ledger():
    (check,) = checks(communique(2022, "全年财政总收入13.26亿元。"), communique(2023, "全年财政总收入14.26亿元，增长7.1%。"))
    assert (check.verdict, check.reason) == (Verdict.SKIPPED, "revised-base")


@given(st.integers(1001, 99999), st.integers(-300, 500))
@settings(deadline=None)
def test_rounded_growths_are_never_wrong(base, change):
    current = base * (1000 + change) // 1000
    rate = ((Decimal(current) / base - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    moved = f"下降{-rate}%" if rate < 0 else f"增长{abs(rate)}%"
    assert severities(communique(2022, f"全年粮食产量{base}吨。"), communique(2023, f"全年粮食产量{current}吨，{moved}。")) == []
