"""The rules of the engine itself, about suppressions. Their findings are made where suppressions are applied."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.rule import DocumentRule, Finding, Message, Reading, Rule, RuleMeta


class _Own(DocumentRule):
    """A rule about suppressions."""

    def check(self, reading: Reading) -> Iterator[Finding]:  # noqa: ARG002
        """Yields nothing."""
        yield from ()


class UnusedSuppression(_Own):
    """A suppression that no longer matches anything."""

    meta = RuleMeta("SUP001", "unused-suppression", Message(
        "忽略标记已不对应任何问题", "a suppression that matches no finding"))


class InvalidSuppression(_Own):
    """A comment that suppresses nothing because it cannot be followed."""

    meta = RuleMeta("SUP002", "invalid-suppression", Message(
        "忽略标记写法有误，不起作用", "a suppression that cannot be followed"))


class UnexplainedSuppression(_Own):
    """A suppression without a reason, where the settings ask for one."""

    meta = RuleMeta("SUP003", "unexplained-suppression", Message(
        "忽略标记没有写明理由（设置 require-reason）", "a suppression without a reason (setting require-reason)"))


RULES: tuple[type[Rule], ...] = (UnusedSuppression, InvalidSuppression, UnexplainedSuppression)
