"""The extension for VS Code: its settings are those of the server, and its program is JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from reportlint import __version__
from reportlint.server import options

FOLDER = Path(__file__).resolve().parents[2] / "editors" / "vscode"
MANIFEST = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
PROPERTIES = MANIFEST["contributes"]["configuration"]["properties"]


def test_the_manifest_has_the_version_and_the_settings_of_the_server():
    assert MANIFEST["version"] == __version__
    given = {name.removeprefix("reportlint."): setting["default"] for name, setting in PROPERTIES.items()}
    assert given.pop("path") == "reportlint"
    read, faults = options.read(given)
    assert faults == []
    assert read == options.EditorOptions(), "the defaults of the editor are those of the server"
    assert set(given) == {"lang", "select", "ignore", "projectScope"}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_program_is_javascript():
    done = subprocess.run(["node", "--check", str(FOLDER / MANIFEST["main"])], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("given", "lang", "select", "scope", "faults"), [
    (None, "", (), True, 0),
    ({"reportlint": {"lang": "en"}}, "en", (), True, 0),
    ({"select": "NUM, YEAR"}, "", ("NUM", "YEAR"), True, 0),
    ({"select": ["NUM"], "projectScope": False, "ignore": None}, "", ("NUM",), False, 0),
    ({"select": [1], "lang": "fr", "projectScope": "no", "colour": 1}, "", (), True, 4),
    ([], "", (), True, 1),
])
def test_options_of_the_editor(given, lang, select, scope, faults):
    read, found = options.read(given)
    assert (read.lang, read.select, read.project_scope, len(found)) == (lang, select, scope, faults)
