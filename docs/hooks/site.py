"""What MkDocs asks while it builds the site: pages that are made here, and links that lead out of ``docs``.

A line ``<!-- generated: NAME -->`` in a page stands for a reference that is made from the code.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

import command_reference
import examples
import rule_pages
import settings_reference
from mkdocs.structure.files import File, Files

from reportlint.plugins import load_rules

ROOT = Path(__file__).resolve().parents[2]
_GENERATED = re.compile(r"^<!-- generated: (\w+) -->$", re.MULTILINE)
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<target>\.\./[^)#\s]*)(?P<anchor>#[^)\s]*)?\)")
_FINDS = re.compile(r"^\|.*?(?=\n\n)", re.DOTALL | re.MULTILINE)
_WIDE = "\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
_LINE_END = re.compile(rf"([{_WIDE}](?:</?(?:a|code|em|strong)[^>]*>)?)\n *((?:</?(?:a|em|strong)[^>]*>)?[{_WIDE}])")
_RULES_SECTION = "规则"
_READMES = {"zh": ROOT / "README.zh-CN.md", "en": ROOT / "README.md"}
_pages: dict[str, str] = {}


def _finds(lang: str) -> str:
    """The table of what was found in published reports, which the README has."""
    found = _FINDS.search(_READMES[lang].read_text(encoding="utf-8"))
    assert found is not None
    return found[0]


_REFERENCES = {"settings": settings_reference.reference, "commands": command_reference.reference, "finds": _finds}


def on_config(config: Any) -> Any:
    """The settings with the rule pages in the navigation, family by family."""
    sections: dict[str, list[str]] = {}
    for rule in load_rules():
        sections.setdefault(rule_pages.family(rule), []).append(f"rules/{rule.meta.name}.md")
    named = [(f"{zh} {code}", f"{en} {code}", sections[code]) for code, (zh, en) in rule_pages.FAMILIES.items() if code in sections]
    for entry in config.nav:
        if _RULES_SECTION in entry:
            entry[_RULES_SECTION] = [{"全部规则": "rules.md"}, *({zh: pages} for zh, _, pages in named), "rules/suppressions.md"]
    for language in config.plugins["i18n"].config.languages:
        if language.locale == "en":
            language.nav_translations.update({zh: en for zh, en, _ in named})
    return config


def on_files(files: Files, config: Any) -> Files:
    """The files with those that are made: a page for each rule, and the changelog, in both languages."""
    if not _pages:
        for lang, ending in (("zh", ".md"), ("en", ".en.md")):
            _pages.update({f"rules/{name}{ending}": text for name, text in rule_pages.pages(lang)})
            _pages[f"changelog{ending}"] = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for uri in _pages:
        files.append(File(uri, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def on_page_read_source(page: Any, config: Any) -> str | None:  # noqa: ARG001
    """The text of a page that is made, None for one that stands in a file."""
    return _pages.get(page.file.src_uri)


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001
    """The page with its references filled in, and with links that lead within the site."""
    uri = page.file.src_uri
    lang = "en" if uri.endswith(".en.md") else "zh"
    made = _GENERATED.sub(lambda match: _REFERENCES[match[1]](lang), markdown)
    return _LINK.sub(lambda match: _link(match, posixpath.dirname(uri)), examples.filled_in(made, lang))


def on_page_content(content: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001
    """The page without the blanks that browsers make of line ends between Chinese characters."""
    pieces = re.split(r"(<pre.*?</pre>)", content, flags=re.DOTALL)
    return "".join(piece if index % 2 else _LINE_END.sub(r"\1\2", piece) for index, piece in enumerate(pieces))


def _link(match: re.Match[str], folder: str) -> str:
    """A link out of ``docs`` as one to the page that is made from its file, or its text alone where there is none."""
    target = posixpath.normpath(posixpath.join("docs", folder, match["target"]))
    if target.startswith("docs/"):
        return match[0]
    name = rule_pages.page_name(ROOT / target)
    page = f"rules/{name}.md" if name else "changelog.md" if target == "CHANGELOG.md" else None
    if page is None:
        return match["text"]
    return f"[{match['text']}]({posixpath.relpath(page, folder or '.')}{match['anchor'] or ''})"
