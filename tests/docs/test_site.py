"""The site of the documents, where MkDocs is there: it builds without a warning and without the network, and holds together."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from reportlint.cli.app import COMMANDS
from reportlint.keys import KEYS
from reportlint.plugins import load_rules

ROOT = Path(__file__).resolve().parents[2]
needs_mkdocs = pytest.mark.skipif(
    not (find_spec("material") and find_spec("mkdocs_static_i18n")), reason="pip install -e '.[docs]'",
)
pytestmark = [needs_mkdocs, pytest.mark.xdist_group("site")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Links(HTMLParser):
    """Collects what a page links to, what it loads, and the anchors that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if name := found.get("id"):
            self.anchors.add(name)
        if tag == "a" and (target := found.get("href")):
            self.links.append(target)
        if tag in ("script", "img", "iframe") and (target := found.get("src")):
            self.loads.append(target)
        if tag == "link" and found.get("rel") not in ("canonical", "alternate", "prev", "next") and (target := found.get("href")):
            self.loads.append(target)


def pages(site: Path) -> Iterator[tuple[Path, Links]]:
    for path in sorted(site.rglob("*.html")):
        if path.name != "404.html":
            yield path, Links(path.read_text(encoding="utf-8"))


def test_nothing_is_loaded_from_elsewhere_and_no_link_is_dead(site):
    read = dict(pages(site))
    assert len(read) > 2 * len(load_rules())
    for path, page in read.items():
        for target in (*page.loads, *page.links):
            url = urlsplit(target)
            if url.scheme == "javascript":
                continue
            if url.scheme in ("http", "https"):
                assert target in page.links, f"{path}: loads {target}"
                continue
            where = (path.parent / unquote(url.path)).resolve() if url.path else path
            assert where.is_file(), f"{path}: {target}"
            if url.fragment and where in read:
                assert unquote(url.fragment) in read[where].anchors, f"{path}: {target}"
    for style in site.rglob("*.css"):
        assert not re.search(r"@import|url\(['\"]?https?:", style.read_text(encoding="utf-8")), style


def test_both_languages_have_every_rule_setting_and_command(site):
    for folder in (site, site / "en"):
        for rule in load_rules():
            text = (folder / "rules" / f"{rule.meta.name}.html").read_text(encoding="utf-8")
            assert rule.meta.code in text
            assert '<div class="example bad' in text
            assert '<mark class="primary">' in text, rule.meta.name
            assert "```" not in text
        settings = (folder / "settings.html").read_text(encoding="utf-8")
        assert [key for key in KEYS if f'id="{key}"' not in settings] == []
        commands = (folder / "command-line.html").read_text(encoding="utf-8")
        assert [command for command in COMMANDS if f'id="reportlint-{command}"' not in commands] == []


def test_english_pages_are_english(site):
    for name in ("settings", "command-line", "how-it-decides", "guide/first-steps"):
        text = (site / "en" / f"{name}.html").read_text(encoding="utf-8")
        body = re.sub(r"<(pre|code|td|nav|header|footer)\b.*?</\1>|<[^>]+>", "", text[text.index("<article"):text.index("</article")], flags=re.DOTALL)
        han = re.findall(r"[\u4e00-\u9fff]", body)
        assert len(han) < len(body) / 15, (name, "".join(han))
