"""Patterns that are compiled at their first use."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from reportlint.patterns import lazy


def test_a_lazy_pattern_finds_what_a_compiled_one_finds():
    pattern = lazy(r"(?P<n>\d+)元", re.ASCII)
    assert [m["n"] for m in pattern.finditer("3元，5元")] == ["3", "5"]
    assert (pattern.pattern, pattern.groups, bool(pattern.search("无"))) == (r"(?P<n>\d+)元", 1, False)
    assert pattern.sub("", "3元整") == "整"


def test_a_faulty_pattern_says_so_when_it_is_used():
    pattern = lazy("(")
    with pytest.raises(re.error):
        pattern.search("")


def test_every_guard_of_the_confusable_words_is_a_pattern():
    entries = import_module("reportlint_rules.term.confusable")._entries()[0]
    for entry in entries.values():
        for guard in (entry.before, entry.after, entry.not_before, entry.not_after):
            assert guard is None or guard.pattern
