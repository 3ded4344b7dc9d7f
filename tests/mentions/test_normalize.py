"""The public normalizer and its command."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from fractions import Fraction

import pytest

import reportlint
from reportlint.cli import main
from reportlint.normalizer import exact


def test_a_record_has_everything():
    mention, = reportlint.normalize("新增两万多亩")
    assert mention.to_dict() == {
        "start": 2, "end": 6, "text": "两万多亩", "kind": "measure", "value": 20000, "low": 20000, "high": 30000, "unit": "亩", "hedge": "more",
        "decimals": 0, "canonical": "40000000/3", "base_unit": "平方米", "parts": [], "period": None, "flaw": "",
    }


@pytest.mark.parametrize(("text", "span", "value"), [
    ("增 长 5 . 2 %", "5 . 2 %", Fraction("5.2")), ("比去年 增 长 5 . 2 %，去年", "5 . 2 %", Fraction("5.2")), ("一 百 五 十 个 百 分 点", "一 百 五 十 个 百 分 点", 150),
    ("共1 234.5万元", "1 234.5万元", 12_345_000),
])
def test_blanks_inside_numbers(text, span, value):
    mention = next(m for m in reportlint.normalize(text) if m.value is not None)
    assert (mention.text, text[mention.start:mention.end], mention.value) == (span, span, value)


@pytest.mark.parametrize(("text", "start", "end"), [
    ("去年", "2023-01-01", "2023-12-31"), ("去年底", "2023-12-31", "2023-12-31"), ("上半年", "2024-01-01", "2024-06-30"), ("1—6月份", "2024-01-01", "2024-06-30"),
    ("前三季度", "2024-01-01", "2024-09-30"), ("年末", "2024-12-31", "2024-12-31"), ("2月底", "2024-02-01", "2024-02-29"), ("近三年", None, None),
])
def test_relative_periods_are_resolved_by_the_year(text, start, end):
    mention, = reportlint.normalize(text, year=2024)
    assert (mention.period.start, mention.period.end) == (start, end)


@pytest.mark.parametrize(("value", "written"), [(Fraction(5), 5), (Fraction("5.25"), "5.25"), (Fraction("-0.05"), "-0.05"), (Fraction(1, 3), "1/3"), (None, None)])
def test_exact_numbers(value, written):
    assert exact(value) == written


def run(capsys, monkeypatch, text, *arguments):
    """The status, output and errors of the command on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    status = main(["normalize", "-", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_text_output(capsys, monkeypatch):
    assert run(capsys, monkeypatch, "增长5.2%，三到五年") == (0, "2-6\t5.2%\tpercent\t5.2\t%\n7-11\t三到五年\tmeasure\t3..5\t年\n", "")


def test_json_output(capsys, monkeypatch):
    status, out, _ = run(capsys, monkeypatch, "新增3亩", "--to", "平方米", "--output-format", "json")
    record, = json.loads(out)
    assert (status, record["converted"], record["converted_unit"]) == (0, 2000, "平方米")


@pytest.mark.parametrize("unit", ["千克", "没有这个单位"])
def test_a_unit_of_another_dimension_is_an_error(capsys, monkeypatch, unit):
    status, out, err = run(capsys, monkeypatch, "新增3亩", "--to", unit)
    assert status == 2
    assert out == ""
    assert unit in err


def test_the_interface_is_light():
    code = "import sys, reportlint; reportlint.normalize('增长5.2%'); print([m for m in ('pint', 'cn2an', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_module_has_no_other_lazy_names():
    with pytest.raises(AttributeError):
        reportlint.normalise  # noqa: B018
