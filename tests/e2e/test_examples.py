"""Every option, value, setting and format has an example that is run, in ``examples.md`` or in ``docs``.

The lists are made from the program itself (the parser, the keys of the settings, the options of the rules), so that
what is added without an example fails. The console blocks of ``docs`` are run by ``tests/docs/test_commands.py``.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportlint.cli.app import COMMANDS, build_parser, main, with_command
from reportlint.keys import KEYS, Form
from reportlint.plugins import load_rules
from reportlint.suppress import _KEYS as SUPPRESS_KEYS

from ..docs.test_commands import PAGES, agrees, blocks, invocations, shown
from .conftest import ROOT, clean_environment, needs_bash

PAGE = Path(__file__).with_name("examples.md")
WHERE = f"add one to {PAGE.relative_to(ROOT)} (a section with files and a console block), or to a page of docs that is run"
_PART = re.compile(
    r"^## (?P<title>[^\n]+)\n|^(?P<fence>`{3,})(?P<kind>console|text|toml)(?: (?P<label>\S+))?\n(?P<text>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE)
_STATUS = re.compile(r" # status (\d)$")
_TIME = re.compile(r'time="\d+\.\d+"')
LONGEST = 10
"""The most lines of output that are written whole."""
UPDATE = "REPORTLINT_UPDATE_EXAMPLES"
_SHELL = re.compile(r"[|&;<>$`*?()]")

ELSEWHERE = {
    ("server", "--tcp"): "tests/server",
}
"""Options that need a program at the other end, with the tests that are it."""


@dataclass
class Section:
    """A section of the page: its files, and its commands with what they print, each with the module that it needs."""

    title: str
    files: dict[str, str] = field(default_factory=dict)
    commands: list[tuple[str, str, str]] = field(default_factory=list)


def sections() -> list[Section]:
    found: list[Section] = []
    for part in _PART.finditer(PAGE.read_text(encoding="utf-8")):
        if part["title"]:
            found.append(Section(part["title"]))
        elif part["kind"] == "console":
            needs = (part["label"] or "").removeprefix("needs=")
            for call in re.split(r"^\$ ", part["text"], flags=re.MULTILINE)[1:]:
                command, _, output = call.partition("\n")
                found[-1].commands.append((command, output, needs))
        else:
            found[-1].files[part["label"]] = part["text"]
    return found


SECTIONS = sections()


def ran(command: str, folder: Path, in_process: bool) -> tuple[str, int]:
    """What a command prints, to standard output and error as they come, and its exit status."""
    if in_process and command.startswith("reportlint ") and not _SHELL.search(command):
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)
        with redirect_stdout(stream), redirect_stderr(stream):
            try:
                status = main(shlex.split(command)[1:])
            except SystemExit as stop:
                status = int(stop.code or 0)
        return stream.buffer.getvalue().decode("utf-8"), status
    environment = clean_environment() | {"LANG": "en_US.UTF-8", "PYTHONUTF8": "1", "NO_COLOR": "1"}
    script = f'reportlint() {{ {shlex.quote(sys.executable)} -m reportlint "$@"; }}\n{command}'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", check=False, timeout=120,
    )
    return done.stdout, done.returncode


@needs_bash
@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.title)
def test_commands_print_what_is_shown(section, tmp_path, monkeypatch):
    updating = os.environ.get(UPDATE) == "1"
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("LANG", "en_US.UTF-8"), ("NO_COLOR", "1")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    (tmp_path / ".git").mkdir()
    for name, text in section.files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if any("seeds/" in command for command, _, _ in section.commands):
        shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("__pycache__"))
    in_process = not any("[units]" in text for text in section.files.values())  # units stay in a process
    printed = []
    for line, expected, needs in section.commands:
        if needs and find_spec(needs) is None:
            printed.append(expected)
            continue
        wanted = _STATUS.search(line)
        output, status = ran(_STATUS.sub("", line), tmp_path, in_process)
        output = _TIME.sub('time="0"', output.replace(str(tmp_path), "PROJECT"))
        printed.append(expected if "…" in expected.splitlines() and agrees(expected, output) else output)
        assert status == int(wanted[1] if wanted else 0), f"$ {line}\nended with {status}\n{output}"
        if not updating:
            assert agrees(expected, output), f"$ {line}\n{output}"
    if updating:
        update(section, printed)


def update(section: Section, printed: list[str]) -> None:
    """Writes what was printed into the page."""
    text = PAGE.read_text(encoding="utf-8")
    start = text.index(f"## {section.title}\n")
    for (command, expected, _), output in zip(section.commands, printed, strict=True):
        rows = [line.rstrip() + "\n" for line in output.splitlines()]
        lines = "".join(rows if len(rows) <= LONGEST else [*rows[:LONGEST // 2], "…\n", rows[-1]])
        start = text.index(f"$ {command}\n", start) + len(command) + 3
        assert text.startswith(expected, start)
        text = text[:start] + lines + text[start + len(expected):]
        start += len(lines)
    PAGE.write_text(text, encoding="utf-8")


@cache
def used() -> tuple[tuple[str, frozenset[str], argparse.Namespace], ...]:
    """Every call of ``reportlint`` in an example that is run: its command, the options as written, and what they mean."""
    parser, found = build_parser("en"), []
    lines = [line for section in SECTIONS for line, _, _ in section.commands]
    lines += [command for page in PAGES for command, _ in shown(page)]
    for arguments in invocations("\n".join(_STATUS.sub("", line) for line in lines)):
        command, *rest = with_command(arguments)
        options = frozenset(argument.partition("=")[0] for argument in rest)
        found.append((command, options, parser.parse_args([command, *rest]) if command in COMMANDS else argparse.Namespace()))
    return tuple(found)


def parsers() -> dict[str, argparse.ArgumentParser]:
    (found,) = [action for action in build_parser("en")._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found.choices)


def options() -> Iterator[tuple[str, str, argparse.Action]]:
    """Each option of each command, and each argument that is one of some words: command, name, action."""
    for command, parser in parsers().items():
        for action in parser._actions:
            name = next((name for name in action.option_strings if name.startswith("--")), action.dest)
            if not isinstance(action, argparse._HelpAction) and (action.option_strings or action.choices):
                yield command, name, action


def values_used(command: str, action: argparse.Action) -> set[str]:
    """The values that examples give an option, the empty one where it takes none."""
    found = set()
    for name, written, meant in used():
        if name == command and (not action.option_strings or not written.isdisjoint(action.option_strings)):
            value = getattr(meant, action.dest)
            found |= {str(one) for one in value} if isinstance(value, list) else {str(value)}
    return found


def test_every_command_option_and_value_has_an_example():
    missing = []
    for command, name, action in options():
        if (command, name) in ELSEWHERE:
            continue
        values = values_used(command, action)
        wanted = [str(choice) for choice in action.choices or ()]
        if not values:
            missing.append(f"reportlint {command} {name}")
        missing += [f"reportlint {command} {name} {choice}" for choice in wanted if values and choice not in values]
    assert {command for command, _, _ in used()} >= {*COMMANDS, "--version"}
    assert not missing, f"no example uses these; {WHERE}"


def test_what_is_tried_elsewhere_is_tried_there():
    known = {(command, name) for command, name, _ in options()}
    for (command, name), folder in ELSEWHERE.items():
        assert (command, name) in known
        assert any(name in path.read_text(encoding="utf-8") for path in (ROOT / folder).rglob("*.py")), (command, name)


def settings_shown() -> Iterator[dict[str, object]]:
    """The settings that are in force in examples that are run."""
    for section in SECTIONS:
        yield from (tomllib.loads(text) for name, text in section.files.items() if name.endswith(".toml"))
    for page in PAGES:
        if shown(page):
            yield from (tomllib.loads(block) for block in blocks(page, "toml") if block.startswith("# reportlint.toml\n"))


def pairs(tables: Iterable[object]) -> set[str]:
    return {key for table in tables if isinstance(table, dict) for key in table}


def test_every_setting_and_value_has_an_example():
    shown_ = list(settings_shown())
    missing = []
    for key in KEYS.values():
        values = [settings[key.name] for settings in shown_ if key.name in settings]
        missing += [] if values else [key.name]
        missing += [f'{key.name} = "{choice}"' for choice in key.choices if values and choice not in values]
        if key.form is Form.SEVERITY_BY_RULE:
            words = {word for table in values if isinstance(table, dict) for word in table.values()}
            missing += [f"{key.name}: {word}" for word in ("error", "warning", "info", "off") if word not in words]
    suppressed = pairs(entry for settings in shown_ for entry in settings.get("suppress", []))
    missing += [f"suppress.{key}" for key in SUPPRESS_KEYS if key not in suppressed]
    assert not missing, f"no example sets these; {WHERE}"


def test_every_option_of_a_rule_has_an_example():
    given: dict[str, set[str]] = {}
    for settings in settings_shown():
        for label, table in settings.get("rules", {}).items():
            given.setdefault(label, set()).update(option.replace("-", "_") for option in table)
    missing = [
        f"rules.{rule.meta.name}.{option.name.replace('_', '-')}"
        for rule in load_rules() for option in fields(rule.Options)
        if option.name not in given.get(rule.meta.name, set()) | given.get(rule.meta.code, set())
    ]
    assert not missing, f"no example sets these; {WHERE}"


def test_an_option_without_an_example_is_noticed(monkeypatch):
    real = parsers()
    real["check"].add_argument("--never-seen")
    real["check"].add_argument("--way", choices=("up", "down"))
    monkeypatch.setattr(sys.modules[__name__], "parsers", lambda: real)
    with pytest.raises(AssertionError, match=r"no example uses these; add one to tests/e2e/examples\.md") as error:
        test_every_command_option_and_value_has_an_example()
    assert "reportlint check --never-seen" in str(error.value)
    assert "reportlint check --way" in str(error.value)
