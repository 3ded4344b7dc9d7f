"""The kit for authors of rules, and the page parser."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reportlint.config import ConfigError
from reportlint.plugins import load_rules
from reportlint.rule import (
    Check,
    CheckKind,
    DocumentRule,
    Edit,
    Fix,
    Message,
    Operand,
    Place,
    ProjectRule,
    RuleMeta,
    Span,
    Verdict,
)
from reportlint.rulepage import parse_page
from reportlint.testing import (
    check_page,
    check_rule,
    checks_in,
    configured,
    findings_in,
    fix_text,
    lint_text,
    lint_texts,
    read_text,
)

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


class Words(DocumentRule):
    """Finds words, which it can drop."""

    meta = RuleMeta("PLH902", "words", Message("词", "a word"), fixable=True)

    @dataclass(frozen=True)
    class Options:
        words: tuple[str, ...] = ("某",)

    def check(self, reading):
        document = reading.document
        for word in self.options.words:
            start = document.flow.find(word)
            while start >= 0:
                place = self.place(document, start, start + len(word))
                yield self.diagnostic(place, Message(f"有{word}", "a word"), fix=Fix(Message("删", "drop"), (Edit(place.span, ""),), safe=True))
                start = document.flow.find(word, start + 1)


WORDS = """\
# PLH902 words

```text bad
甲⟦某⟧乙⟦某⟧。
```

```text bad words=["丙", "丁"]
=== a.md ===
甲<!-- 丙 -->⟦丙⟧
=== b.txt ===
乙⟦丁⟧
```

```text good words = []
某
```
"""


@pytest.fixture
def words(page):
    path = page.with_name("words.md")
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.mark.usefixtures("words")
def test_places_are_marked_and_options_set_in_the_page():
    check_page(Words)
    check_rule(Words)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("乙⟦某⟧", "乙某", "words.md:4: found, but not marked: ⟦某⟧ in draft.txt: 有某"),
        ("甲⟦某⟧", "⟦甲⟧⟦某⟧", "words.md:4: marked, but not found: ⟦甲⟧ in draft.txt"),
        ("⟦丁⟧", "⟦乙丁⟧", "words.md:8: marked, but not found: ⟦乙丁⟧ in b.txt"),
        ("⟦丁⟧", "⟦丁", "words.md:8: ⟦ without its ⟧"), ("⟦丁⟧", "丁⟧", "words.md:8: ⟧ without its ⟦"),
        ("\n某\n", "\n⟦乙⟧\n", "a good example has nothing to mark"),
        ("words=", "wards=", "unknown option of words 'wards', did you mean 'words'?"),
        ('words=["丙", "丁"]', "words=3", "must be a list"), ('words=["丙", "丁"]', "words=[", "words.md:8: "),
    ],
)
def test_what_a_page_may_have_wrong(words, old, new, message):
    words.write_text(WORDS.replace(old, new), encoding="utf-8")
    with pytest.raises(AssertionError) as error:
        check_page(Words)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("meta", "message"),
    [
        (RuleMeta("plh902", "words", Message("词", "a word")), "two to six capitals"),
        (RuleMeta("PLH902", "Words", Message("词", "a word")), "lower-case words"),
        (RuleMeta("PLH902", "words", Message("", "a word")), "no summary in Chinese"),
        (RuleMeta("PLH902", "words", Message("词", " ")), "no summary in English"),
        (RuleMeta("PLH902", "words", Message("词", "词")), "not in English"),
        (RuleMeta("PLH902", "words", "a word"), "meta.summary of PLH902 must be a Message"),
        (RuleMeta("PLH902", "words", Message("词", "a word")), "has a fix, but meta says not fixable"),
    ],
)
@pytest.mark.usefixtures("words")
def test_check_rule_says_what_is_wrong(monkeypatch, meta, message):
    monkeypatch.setattr(Words, "meta", meta)
    with pytest.raises(AssertionError, match=message):
        check_rule(Words)


@pytest.mark.usefixtures("words")
def test_a_rule_that_says_it_can_fix_must_show_it(monkeypatch):
    monkeypatch.setattr(Words, "diagnostic", lambda *args, **more: replace(DocumentRule.diagnostic(*args, **more), fix=None))
    with pytest.raises(AssertionError, match="no example has a fix"):
        check_rule(Words)


def test_options_must_have_defaults_and_be_frozen(monkeypatch):
    for arguments, message in (({}, "must be frozen"), ({"frozen": True}, "limit has no default")):
        monkeypatch.setattr(Words, "Options", dataclass(**arguments)(type("Options", (), {"__annotations__": {"limit": int}})))
        with pytest.raises(AssertionError, match=message):
            check_rule(Words)
    monkeypatch.setattr(Words, "Options", int)
    with pytest.raises(AssertionError, match="must be a dataclass"):
        check_rule(Words)


def test_options_and_fixes_in_a_text():
    assert lint_text("甲丙", configured(Words, {"words": ["丙"]}))[0].place.span == Span(1, 2)
    assert fix_text("某甲某", Words) == "甲"
    assert list(lint_texts({"a.txt": "甲", "b.txt": "某"}, Words)) == lint_texts({"b.txt": "某"}, Words)
    with pytest.raises(ConfigError, match="unknown option"):
        configured(Words, {"word": []})


@pytest.mark.parametrize(
    ("yielded", "message"),
    [
        ("a text", "neither a Check nor a Diagnostic"), (None, "neither"),
        (("PLH903", "draft.txt", 0, 1), "with the code 'PLH903'"), (("PLH902", "other.txt", 0, 1), "none of its files"),
        (("PLH902", "draft.txt", 0, 9), "span 0-9 in a text of 1"), (("PLH902", "draft.txt", -1, 1), "span -1-1"),
        (("PLH902", "draft.txt", 1, 0), "span 1-0"),
    ],
)
def test_findings_that_could_not_be_reported_are_refused(yielded, message):
    class Odd(Words):
        def check(self, _reading):
            yield given

    for inside in (False, True):
        given = yielded
        if isinstance(yielded, tuple):
            code, path, *span = yielded
            place = Place(path, Span(*span))
            given = replace(Odd().diagnostic(place, Message("错", "wrong")), code=code)
            operand = Operand("whole", Place("draft.txt", Span(0, 1)), "1", "")
            if inside:
                given = Check(CheckKind.SUM, "PLH902", Verdict.INCONSISTENT, "x", (operand,), finding=given)
        with pytest.raises((TypeError, ValueError), match=message):
            findings_in([read_text("甲")], Odd)


def test_an_edit_outside_the_text_is_refused():
    class Odd(Words):
        def check(self, reading):
            place = self.place(reading.document, 0, 1)
            yield self.diagnostic(place, Message("错", "wrong"), fix=Fix(Message("删", "drop"), (Edit(Span(0, 9), ""),), safe=True))

    with pytest.raises(ValueError, match="span 0-9"):
        findings_in([read_text("甲")], Odd)


def test_a_span_ends_with_the_text_where_no_line_end_does():
    document = read_text("甲").document
    assert document.span(0, len(document.flow)) == Span(0, 1)


def test_the_installed_rules_load():
    assert load_rules()
