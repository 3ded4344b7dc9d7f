"""The interface of rules: what it promises stays, and the guide to writing rules names all of it.

``python tests/plugin/test_interface.py`` writes down what the present version has; what is written there may only grow.
"""

from __future__ import annotations

import dataclasses
import enum
import inspect
import re
from pathlib import Path

import pytest

import reportlint.rule as interface
import reportlint.testing as kit

ROOT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).with_name(f"interface-{interface.API_VERSION}.txt")


def promised() -> set[str]:
    """Each public name of ``reportlint.rule`` and ``reportlint.testing``, with members and parameters, as a line."""
    lines = set()
    for module in (interface, kit):
        for name in module.__all__:
            lines |= set(_lines(name, getattr(module, name)))
    return lines


def _lines(name: str, value: object) -> list[str]:
    lines = [name]
    if inspect.isfunction(value):
        lines += _parameters(name, value)
    elif isinstance(value, type) and issubclass(value, enum.Enum):
        lines += [f"{name}.{member.name} = {member.value}" for member in value]
    elif isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value)] if dataclasses.is_dataclass(value) else []
        lines += [f"{name}.{field}" for field in fields]
        for member in dir(value):
            if not member.startswith("_") and not hasattr(tuple, member):
                lines.append(f"{name}.{member}")
                if inspect.isfunction(found := inspect.getattr_static(value, member)):
                    lines += _parameters(f"{name}.{member}", found)
    return lines


def _parameters(name: str, function: object) -> list[str]:
    return [f"{name}({parameter})" for parameter in inspect.signature(function).parameters if parameter != "self"]  # type: ignore[arg-type]


def test_what_was_promised_is_still_there():
    gone = set(RECORD.read_text(encoding="utf-8").splitlines()) - promised()
    assert not gone, "rules rely on these: keep them, or raise API_VERSION, say so in CHANGELOG.md, and record the new version"


@pytest.mark.parametrize("page", ["writing-rules.md", "writing-rules.en.md"])
def test_the_guide_names_everything(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    missing = [name for name in (*interface.__all__, *kit.__all__) if not re.search(rf"\b{name}\b", text, re.ASCII)]
    assert not missing, f"say in docs/{page} what these are"


def test_the_guide_says_which_version_it_is_about():
    for page in ("writing-rules.md", "writing-rules.en.md"):
        assert f"REPORTLINT_API = {interface.API_VERSION}" in (ROOT / "docs" / page).read_text(encoding="utf-8")


if __name__ == "__main__":
    RECORD.write_text("".join(f"{line}\n" for line in sorted(promised())), encoding="utf-8")
