"""The examples in the documents are what the linter says of them, in the words of their first line.

``text bad CODE SEVERITY``: a finding of that severity. ``text good CODE``: none. ``text agrees CODE``: recomputed, and right.
``text unjudged CODE REASON``: recomputed in vain, for that reason.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportlint.plugins import load_rules
from reportlint.rule import Verdict
from reportlint.testing import checks_in, lint_text

ROOT = Path(__file__).resolve().parents[2]
RULES = {rule.meta.code: rule for rule in load_rules()}
_EXAMPLE = re.compile(r"^```text (?P<verdict>bad|good|agrees|unjudged) (?P<code>[A-Z]+\d+) ?(?P<word>\S*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = [
    pytest.param(*match.groups(), id=f"{path.name}-{index}")
    for path in sorted((ROOT / "docs").rglob("*.md"))
    for index, match in enumerate(_EXAMPLE.finditer(path.read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize(("verdict", "code", "word", "text"), EXAMPLES)
def test_the_linter_says_what_the_page_says(verdict, code, word, text):
    found = lint_text(text, RULES[code])
    checks = checks_in(text, RULES[code])
    if verdict == "bad":
        assert {diagnostic.severity.value for diagnostic in found} == {word}
        return
    assert not found
    if verdict == "agrees":
        assert {check.verdict for check in checks} == {Verdict.CONSISTENT}
    if verdict == "unjudged":
        assert {(check.verdict, check.reason) for check in checks} == {(Verdict.SKIPPED, word)}


def test_both_languages_have_the_same_examples():
    for path in (ROOT / "docs").rglob("*.en.md"):
        twin = path.with_name(path.name.replace(".en.md", ".md"))
        assert _EXAMPLE.findall(path.read_text(encoding="utf-8")) == _EXAMPLE.findall(twin.read_text(encoding="utf-8")), path.name
    assert len(EXAMPLES) >= 2 * 14
