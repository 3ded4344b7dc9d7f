"""Patterns that are compiled at their first use."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
import regex

from reportlint import extended, patterns

ROOT = Path(__file__).resolve().parents[1]
MODULES = [
    ".".join(path.relative_to(ROOT / folder).with_suffix("").parts)
    for folder in ("lint", "rules") for path in sorted((ROOT / folder).rglob("*.py"))
    if any(line in path.read_text(encoding="utf-8") for line in ("import patterns as re\n", "import extended as regex\n"))
]


def test_a_lazy_pattern_finds_what_a_compiled_one_finds():
    pattern = patterns.compile(r"(?P<n>\d+)元", re.ASCII)
    assert [m["n"] for m in pattern.finditer("3元，5元")] == ["3", "5"]
    assert (pattern.pattern, pattern.groups, bool(pattern.search("无"))) == (r"(?P<n>\d+)元", 1, False)
    assert pattern.sub("", "3元整") == "整"


def test_the_flags_of_regex():
    flags = (extended.IGNORECASE, extended.DOTALL, extended.VERBOSE, extended.V1, extended.REVERSE)
    assert flags == tuple(map(int, (regex.IGNORECASE, regex.DOTALL, regex.VERBOSE, regex.V1, regex.REVERSE)))
    assert extended.compile(r"\d", extended.REVERSE).search("12")[0] == "2"


def test_a_faulty_pattern_says_so_when_it_is_used():
    pattern = patterns.compile("(")
    with pytest.raises(re.error):
        pattern.search("")
    with pytest.raises(AttributeError):
        pattern.serach  # noqa: B018


@pytest.mark.parametrize("name", MODULES)
def test_every_pattern_can_be_compiled(name):
    module = import_module(name.removesuffix(".__init__"))
    for value in vars(module).values():
        found = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple | set | frozenset) else (value,)
        for pattern in found:
            if isinstance(pattern, patterns.Lazy):
                assert pattern.groups >= 0


def test_every_guard_of_the_confusable_words_is_a_pattern():
    entries = import_module("reportlint_rules.term.confusable")._entries()[0]
    for entry in entries.values():
        for guard in (entry.before, entry.after, entry.not_before, entry.not_after):
            assert guard is None or guard.groups >= 0
