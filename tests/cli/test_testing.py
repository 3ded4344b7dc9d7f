"""The kit for authors of rules, and the page parser."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reportlint.plugins import load_rules
from reportlint.rule import DocumentRule, Message, ProjectRule, RuleMeta
from reportlint.rulepage import parse_page
from reportlint.testing import check_page, checks_in, lint_text

PAGE = """\
# PLH901 mask

Text.

```text bad
全镇xx万元。
```

````text good
```
全镇3万元。
````
"""


class Mask(DocumentRule):
    meta = RuleMeta("PLH901", "mask", Message("占位", "mask"))

    def check(self, reading):
        start = reading.document.flow.find("xx")
        if start >= 0:
            yield self.diagnostic(self.place(reading.document, start, start + 2), Message("占位", "mask"))


class Same(ProjectRule):
    meta = RuleMeta("PLH901", "mask", Message("相同", "same"))

    def check_project(self, readings):
        if len({r.document.text for r in readings}) < len(readings):
            yield self.diagnostic(self.place(readings[0].document, 0, 1), Message("相同", "same"))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys.modules[__name__], "__file__", str(tmp_path / "mask.py"))
    return tmp_path / "mask.md"


def test_parse_page():
    parsed = parse_page(PAGE)
    assert (parsed.code, parsed.name) == ("PLH901", "mask")
    assert [(e.faulty, e.text, e.line) for e in parsed.examples] == [(True, "全镇xx万元。", 6), (False, "```\n全镇3万元。", 10)]
    assert parse_page("").examples == ()


def test_check_page(page):
    page.write_text(PAGE, encoding="utf-8")
    check_page(Mask)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# PLH901 mask", "# PLH901 masks", "the title must be '# PLH901 mask'"),
        ("xx", "3", "mask.md:6: nothing found in this bad example"),
        ("全镇3万元", "全镇xx万元", "mask.md:10: found in this good example: 占位"),
        ("text bad", "text", "no example marked 'text bad'"),
        ("text good", "text", "no example marked 'text good'"),
    ],
)
def test_check_page_says_what_is_wrong(page, old, new, message):
    page.write_text(PAGE.replace(old, new), encoding="utf-8")
    with pytest.raises(AssertionError) as error:
        check_page(Mask)
    assert message in str(error.value)


def test_a_rule_without_a_page(page):
    with pytest.raises(AssertionError, match="no page"):
        check_page(Mask)
    assert not page.exists()


def test_examples_of_several_files(page):
    page.write_text(
        "# PLH901 mask\n```text bad\n=== a.txt ===\n甲\n=== b.txt ===\n甲\n```\n"
        "```text good\n=== a.txt ===\n甲\n=== b.txt ===\n乙\n```\n", encoding="utf-8",
    )
    check_page(Same)


def test_two_rules_of_one_module_have_a_page_each(page):
    (page.parent / "module.md").write_text("# PLH902 other\n", encoding="utf-8")
    page.write_text(PAGE, encoding="utf-8")
    sys.modules[__name__].__file__ = str(page.parent / "module.py")
    check_page(Mask)


def test_lint_text():
    found = lint_text("全镇xx万元，又xx", Mask, path="b.txt")
    assert [(d.code, d.place.path, d.place.span.start) for d in found] == [("PLH901", "b.txt", 2)]
    assert lint_text("全镇xx", Mask()) != []
    assert checks_in("全镇xx", Mask) == []


def test_the_installed_rules_load():
    assert load_rules()
