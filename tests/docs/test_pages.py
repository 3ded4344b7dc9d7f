"""Every page of ``docs`` is there in both languages, with the same sections, and its links lead somewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
CHINESE = [page for page in PAGES if not page.name.endswith(".en.md")]
_CODE = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)


def prose(page: Path) -> str:
    """The page without its code."""
    return _CODE.sub("", page.read_text(encoding="utf-8"))


def test_no_page_is_in_english_alone():
    alone = [page for page in PAGES if page.name.endswith(".en.md") and page.with_name(page.name.replace(".en.md", ".md")) not in PAGES]
    assert not alone


@pytest.mark.parametrize("page", CHINESE, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_english_page_has_the_same_sections(page):
    english = page.with_name(page.stem + ".en.md")
    levels = [re.findall(r"^(#+) ", prose(each), re.MULTILINE) for each in (page, english)]
    assert levels[0] == levels[1]
    kinds = [re.findall(r"^ *```(\w+)", each.read_text(encoding="utf-8"), re.MULTILINE) for each in (page, english)]
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md", ROOT / "README.zh-CN.md"], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)[^)]*\)", prose(page)):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tables_are_those_that_the_code_makes(lang, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs" / "hooks")
    import rules_table

    run = "run: python docs/hooks/rules_table.py"
    assert rules_table.FILES[lang].read_text(encoding="utf-8") == rules_table.table(lang), run
    formats = rules_table.FORMATS[lang].read_text(encoding="utf-8")
    assert formats == rules_table.with_reasons(formats, lang), run
    for name in ("rules_table", "rule_pages", "examples"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.md", ROOT / "README.zh-CN.md"], ids=lambda page: str(page.relative_to(ROOT)))
def test_links_stay_within_the_language(page):
    english = page.name == "README.md" or page.name.endswith(".en.md")
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+\.md)[^)]*\)", prose(page)):
        leads = (page.parent / target).resolve()
        if english and not leads.name.endswith(".en.md"):
            assert not leads.with_name(f"{leads.stem}.en.md").exists(), target
        assert english or not leads.name.endswith(".en.md"), target
