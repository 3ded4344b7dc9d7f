"""The READMEs: short, the same in both languages, and true. Their commands are run by ``tests/docs/test_commands.py``."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from reportlint.plugins import load_rules
from reportlint.rulepage import page_path
from reportlint.testing import lint_text

ROOT = Path(__file__).resolve().parents[1]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

each_readme = pytest.mark.parametrize(("name", "lang"), READMES.items())


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def links(path: Path) -> list[Path]:
    """The files of the repository that a page links to."""
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    return [(path.parent / target).resolve() for target in targets]


@each_readme
def test_what_was_found_in_published_reports_is_found(name, lang):
    rules = {rule.meta.code: rule for rule in load_rules()}
    finds = re.findall(r"^\| `([^`]+)` \| .+ \| ([A-Z]+\d{3}) \|$", text_of(name), re.MULTILINE)
    assert len(finds) == 5, lang
    for printed, code in finds:
        assert lint_text(f"云岭县2019年预算执行情况报告\n\n{printed}。\n", rules[code]), printed


@each_readme
def test_every_rule_can_be_reached(name, lang):
    rules = next(page for page in links(ROOT / name) if page.name in ("rules.md", "rules.en.md"))
    assert {page_path(rule).resolve() for rule in load_rules()} <= set(links(rules)), lang


def test_both_say_the_same():
    shapes = [
        (re.findall(r"^(#+) ", text, re.MULTILINE), [kind for kind, _ in _FENCE.findall(text)], text.count("\n- "))
        for text in map(text_of, READMES)
    ]
    assert shapes[0] == shapes[1]
    commands = [
        [re.sub(r" *#.*", "", line) for kind, block in _FENCE.findall(text_of(name)) if kind == "sh" for line in block.splitlines()]
        for name in READMES
    ]
    assert commands[0] == commands[1]


@each_readme
def test_they_are_short(name, lang):
    assert text_of(name).count("\n") <= 130, lang


@each_readme
def test_the_second_command_is_the_one_that_ci_runs(name, lang):
    commands = [line for line in text_of(name).splitlines() if line.startswith("python3 -m venv")]
    assert len(commands) == 2, lang
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    expected = commands[1].replace("python3", '"$python"', 1).replace(" -q -n 2", " -n 2")
    assert expected in run


@each_readme
def test_the_hooks_exist(name, lang):
    block = next(block for kind, block in _FENCE.findall(text_of(name)) if kind == "yaml")
    used = {hook["id"] for hook in yaml.safe_load(block)["repos"][0]["hooks"]}
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    assert used <= known, lang


def test_the_python_that_is_asked_for_is_the_one_that_is_needed():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    for name in READMES:
        assert f"Python {needed.removeprefix('>=')}" in text_of(name)
    assert sys.version_info >= (3, 11)
