"""Every rule of the package agrees with its page and keeps to what holds for all rules."""

from __future__ import annotations

import pytest
from reportlint.rule import Rule
from reportlint.testing import check_rule

from acme_rules import rules


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: str(rule.meta.code))
def test_the_rule_agrees_with_its_page(rule: type[Rule]) -> None:
    check_rule(rule)
