"""What holds for every installed rule: codes and names, pages that agree with the rule, words in both languages."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

import pytest

from reportlint.plugins import load_rules
from reportlint.rule import DocumentRule, ProjectRule
from reportlint.testing import check_page, findings_in, read_text

RULES = load_rules()
each_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.meta.code for rule in RULES])


def test_codes_and_names_are_unique():
    assert len({rule.meta.code for rule in RULES}) == len({rule.meta.name for rule in RULES}) == len(RULES)


@each_rule
def test_the_page_agrees_with_the_rule(rule):
    check_page(rule)


@each_rule
def test_meta(rule):
    assert re.fullmatch(r"[A-Z]{3,4}\d{3}", rule.meta.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.meta.name)
    assert rule.meta.summary.zh.strip()
    assert rule.meta.summary.en.strip()
    assert not re.search(r"[\u4e00-\u9fff]", rule.meta.summary.en)
    assert issubclass(rule, DocumentRule | ProjectRule)


@each_rule
def test_options_are_frozen_with_defaults(rule):
    options = rule().options
    assert is_dataclass(options)
    assert type(options).__dataclass_params__.frozen
    assert {field.name for field in fields(options)} == {field.name for field in fields(rule.Options)}


@each_rule
def test_an_empty_document_gives_nothing(rule):
    assert findings_in([read_text("")], rule) == []
