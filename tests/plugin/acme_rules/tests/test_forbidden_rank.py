"""ACME001 beyond the examples of its page."""

from __future__ import annotations

from reportlint.testing import configured, lint_text

from acme_rules.forbidden_rank import ForbiddenRank


def test_the_words_can_be_set() -> None:
    rule = configured(ForbiddenRank, {"words": ["一流", ""]})
    assert [found.message.zh for found in lint_text("一流、国家级", rule)] == ["不应使用“一流”"]


def test_an_allowed_phrase_covers_its_own_place_alone() -> None:
    (found,) = lint_text("国家级开发区里的国家级平台", ForbiddenRank)
    assert (found.place.span.start, found.place.span.end) == (8, 11)


def test_code_in_markdown_is_left_alone() -> None:
    assert lint_text("```\n国家级\n```\n", ForbiddenRank, "draft.md") == []
