"""The page has a word for every role that a number plays in a relation."""

from __future__ import annotations

from pathlib import Path

from reportlint.plugins import load_rules
from reportlint.report.html.words import EN, ZH
from reportlint.rule import DocumentRule
from reportlint.rulepage import page_path, parse_page
from reportlint.testing import checks_in

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def roles() -> set[str]:
    """The roles of the operands that the rules' own examples and the sample drafts bring about."""
    found = set()
    drafts = [path.read_text(encoding="utf-8") for path in SEEDS.glob("*/*report.txt")]
    for rule in load_rules():
        if issubclass(rule, DocumentRule):
            examples = [file.text for example in parse_page(page_path(rule).read_text(encoding="utf-8")).examples for file in example.files()]
            for text in (*examples, *(drafts if rule.meta.code.startswith(("NUM", "FACT")) else ())):
                found |= {operand.role for check in checks_in(text, rule) for operand in check.operands}
    return found


def test_every_role_has_a_word():
    used = roles()
    assert {"whole", "part", "growth", "pull", "factor"} <= used
    assert used <= set(ZH.roles)
    assert set(ZH.roles) == set(EN.roles)
