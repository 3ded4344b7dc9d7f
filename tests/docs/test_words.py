"""What the documents explain is all that there is: reasons for not judging, kinds of relations, keys of the output."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from reportlint.cli import main
from reportlint.cli.check import FORMATS
from reportlint.facts.export import COLUMNS
from reportlint.plugins import load_rules
from reportlint.report.strings import UNJUDGED
from reportlint.rule import CheckKind, Role, Severity

ROOT = Path(__file__).resolve().parents[2]


def test_every_reason_for_not_judging_has_its_words():
    known = {*UNJUDGED, *(rule.meta.name for rule in load_rules())}
    for path in (ROOT / "rules").rglob("*.py"):
        words = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text(encoding="utf-8")))
        assert words <= known, f"{path.name}: what is no rule is a reason, and reasons need words in UNJUDGED"


@pytest.mark.parametrize(("page", "words"), [
    ("output-formats", [kind.value for kind in CheckKind]),
    ("output-formats", list(UNJUDGED)),
    ("output-formats", list(FORMATS)),
    ("guide/facts", list(COLUMNS)),
    ("guide/facts", [role.value for role in Role]),
    ("output-formats", [severity.value for severity in Severity]),
])
@pytest.mark.parametrize("ending", [".md", ".en.md"])
def test_every_word_of_the_output_is_explained(page, words, ending):
    explained = set(re.findall(r"`(\w[\w-]*)`", (ROOT / "docs" / f"{page}{ending}").read_text(encoding="utf-8")))
    missing = [word for word in words if word not in explained]
    assert not missing


def closed(schema: object) -> object:
    """The schema with every object closed to keys that it does not name."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return {**made, "additionalProperties": False} if "properties" in made else made


@pytest.mark.parametrize("arguments", [["faulty/town_report.txt", "faulty/work_report.docx", "--checks"], ["no.txt"], ["--select", "PUN", "-"]])
def test_the_schema_describes_the_output_and_no_key_is_missing_there(arguments, monkeypatch, capsys):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "assets" / "output-schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    monkeypatch.chdir(ROOT / "seeds")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("全镇上下振奋精神,埋头苦干。".encode())))
    main(["check", "--output-format", "json", *arguments])
    written = json.loads(capsys.readouterr().out)
    assert written["diagnostics"] or written["skipped"]
    jsonschema.validate(written, closed(schema))
