"""The sample drafts: what is planted in ``seeds/faulty`` is found, nothing else is called an error, the twins are silent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from reportlint.plugins import load_rules
from reportlint.readers.docx import reader as docx_reader
from reportlint.readers.markdown import reader as markdown_reader
from reportlint.readers.text import reader as text_reader
from reportlint.rule import Status

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
EXPECTED = tomllib.loads((SEEDS / "expected.toml").read_text(encoding="utf-8"))
FILES: dict[str, list[dict[str, Any]]] = EXPECTED["files"]
READERS = (text_reader, markdown_reader, docx_reader)
PLANTED = [(name, fault) for name, faults in FILES.items() for fault in faults]


def squeezed(text: str) -> str:
    """The text without blanks and line ends, which wrapping puts anywhere."""
    return "".join(text.split())


@cache
def text_of(path: Path) -> str:
    """The text that spans point into."""
    (reader,) = (reader for reader in READERS if path.suffix in reader.suffixes)
    return reader.read_bytes(path.read_bytes()).content.text


@cache
def findings(folder: str, scope: str) -> dict[str, list[dict[str, Any]]]:
    """The diagnostics of a run over a folder, by the name of the file."""
    done = subprocess.run(
        [sys.executable, "-m", "reportlint", "check", "--scope", scope, "--output-format", "json", str(SEEDS / folder)],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode in (0, 1), done.stderr
    said = json.loads(done.stdout)
    assert not said["skipped"]
    assert {Path(file["path"]).name for file in said["files"]} == set(FILES)
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in FILES}
    for diagnostic in said["diagnostics"]:
        found[Path(diagnostic["path"]).name].append(diagnostic)
    return found


def overlaps(text: str, snippet: str, span: dict[str, int]) -> bool:
    """Whether a span of the text shares a character with the only place of a snippet."""
    wanted, whole = squeezed(snippet), squeezed(text)
    assert whole.count(wanted) == 1, f"{whole.count(wanted)} places: {snippet}"
    first = whole.index(wanted)
    start, end = len(squeezed(text[:span["start"]])), len(squeezed(text[:span["end"]]))
    return start < first + len(wanted) and first < end


def module(name: str) -> ModuleType:
    """A script of seeds/, imported."""
    spec = spec_from_file_location(name, SEEDS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(("name", "fault"), PLANTED, ids=[f"{name}-{i}-{fault['code']}" for i, (name, fault) in enumerate(PLANTED)])
def test_what_is_planted_is_found(name, fault):
    text = text_of(SEEDS / "faulty" / name)
    scope = fault.get("scope", "document")
    places = [
        (place["span"], Path(place["path"]).name)
        for diagnostics in findings("faulty", scope).values() for diagnostic in diagnostics
        if (diagnostic["code"], diagnostic["severity"]) == (fault["code"], fault["severity"])
        for place in ([diagnostic, *diagnostic["related"]] if scope == "project" else [diagnostic])
    ]
    assert any(file == name and overlaps(text, fault["text"], span) for span, file in places), fault["text"]


@pytest.mark.parametrize("name", FILES)
def test_nothing_else_is_an_error(name):
    text = text_of(SEEDS / "faulty" / name)
    for diagnostic in findings("faulty", "document")[name]:
        if diagnostic["severity"] == "error" and diagnostic["code"] in EXPECTED["covers"]:
            assert any(
                fault["code"] == diagnostic["code"] and overlaps(text, fault["text"], diagnostic["span"]) for fault in FILES[name]
            ), diagnostic["message"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("scope", ["document", "project"])
def test_the_twins_are_silent(name, scope):
    loud = [d for d in findings("clean", scope)[name] if d["severity"] != "info"]
    assert not loud, [(d["code"], d["message"]) for d in loud]


@pytest.mark.parametrize("name", FILES)
def test_a_twin_differs_by_its_faults_alone(name):
    text = squeezed(text_of(SEEDS / "faulty" / name))
    for fault in FILES[name]:
        assert text.count(squeezed(fault["text"])) == 1, fault["text"]
        text = text.replace(squeezed(fault["text"]), squeezed(fault["was"]))
    assert text == squeezed(text_of(SEEDS / "clean" / name))


def test_every_rule_that_is_covered_has_a_fault():
    planted = {fault["code"] for _, fault in PLANTED}
    assert planted == set(EXPECTED["covers"])
    stable = {rule.meta.code for rule in load_rules() if rule.meta.status is Status.STABLE}
    assert planted <= stable


def test_the_folders_hold_what_is_listed():
    for folder in ("clean", "faulty"):
        assert {path.name for path in (SEEDS / folder).iterdir()} == set(FILES)


def test_the_word_files_are_what_their_script_builds():
    pytest.importorskip("docx")
    script = module("build_docx")
    for folder, faults in (("clean", []), ("faulty", FILES[script.NAME])):
        assert docx_reader.read_bytes(script.build(faults)).content.text == text_of(SEEDS / folder / script.NAME)


def test_the_faulty_drafts_are_what_their_script_plants():
    script = module("plant")
    for name, faults in FILES.items():
        if name.endswith(".docx"):
            continue
        encoding = script.ENCODINGS.get(name, "utf-8")
        clean, faulty = ((SEEDS / folder / name).read_bytes().decode(encoding) for folder in ("clean", "faulty"))
        assert script.planted(clean, faults) == faulty
