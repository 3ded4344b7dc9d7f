"""Formats for other programs: SARIF, JUnit, GitLab, reviewdog; places in each one's own columns, stable fingerprints."""

from __future__ import annotations

import io
import json
import os
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from reportlint.document import Anchor, Span
from reportlint.report import OutputOptions, RunResult, SkippedFile, write
from reportlint.report.model import FileResult
from reportlint.rule import (
    Confidence,
    Diagnostic,
    DocumentRule,
    Edit,
    Fix,
    Message,
    Place,
    RuleMeta,
    Severity,
)
from reportlint.testing import read_text

PATH = "稿 件/a:b&<.txt"
TEXT = "一𠮷二3亿\n全市4亿\x01，\n4亿\n"


class Odd(DocumentRule):
    """Is never run; its findings are made by hand."""

    meta = RuleMeta("NUM901", "odd", Message("不符", "odd"), Severity.ERROR)

    def check(self, _reading):
        yield from ()


@pytest.fixture
def result() -> RunResult:
    document, other = read_text(TEXT, PATH).document, read_text("好\n", "好.txt").document

    def at(piece: str, after: int = 0) -> Place:
        start = TEXT.index(piece, after)
        return Place(PATH, Span(start, start + len(piece)))

    related = replace(at("3亿"), message=Message("基数", "base"))
    fix = Fix(Message("改", "change"), (Edit(Span(8, 9), "5"),), True)
    first = Diagnostic(
        "NUM901", "odd", Severity.ERROR, Confidence.HIGH, Message("]]>\x0b不符", "]]>\x0bodd"), at("4亿"), (related, at("全市")), fix, "4")
    second = replace(first, severity=Severity.WARNING, place=at("4亿", 10), related=(), fix=None)
    return RunResult(
        (FileResult(document, 3, 0, 0, 0), FileResult(other, 0, 0, 0, 0)), (SkippedFile("坏.txt", "damaged", "why"),),
        (first, second), (), ("规则 X 出错",), 1.5, {PATH: document, "好.txt": other}, rules=(Odd,),
    )


def written(name: str, result: RunResult, **options: object) -> str:
    stream = io.StringIO()
    write(name, result, OutputOptions(**options), stream)
    return stream.getvalue()


def in_word(result: RunResult) -> RunResult:
    document = replace(
        result.documents[PATH], format="docx", anchors=(Anchor(0, len(TEXT), {"paragraph": 3, "run": 1}),))
    return replace(result, documents={**result.documents, PATH: document})


def test_sarif_says_what_its_columns_are_and_keeps_to_them(result):
    log = json.loads(written("sarif", result))
    run = log["runs"][0]
    assert (log["version"], run["columnKind"], run["language"]) == ("2.1.0", "unicodeCodePoints", "zh-CN")
    first, second = run["results"]
    assert first["level"] == "error"
    assert second["level"] == "warning"
    assert first["locations"] == [{"physicalLocation": {
        "artifactLocation": {"uri": "%E7%A8%BF%20%E4%BB%B6/a%3Ab%26%3C.txt", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 5, "snippet": {"text": "4亿"}},
    }}]
    base, named = first["relatedLocations"]
    assert base["physicalLocation"]["region"]["startColumn"] == 4  # 𠮷 is one
    assert (base["id"], base["message"], named["message"]) == (1, {"text": "基数"}, {"text": "全市"})
    assert first["fixes"][0]["artifactChanges"][0]["replacements"] == [{
        "deletedRegion": {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 4}, "insertedContent": {"text": "5"}}]
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert (rule["id"], rule["name"], rule["defaultConfiguration"]) == ("NUM901", "odd", {"level": "error"})
    assert rule["help"] == {"text": "不符"}
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert [n["level"] for n in invocation["toolExecutionNotifications"]] == ["error", "warning"]


def test_sarif_in_a_word_document_has_no_lines(result):
    first = json.loads(written("sarif", in_word(result)))["runs"][0]["results"][0]
    assert "fixes" not in first
    assert "region" not in first["locations"][0]["physicalLocation"]
    assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "paragraph 3/run 1", "kind": "element"}]


def test_sarif_of_a_path_from_the_root(result):
    found = replace(result.diagnostics[0], place=replace(result.diagnostics[0].place, path="/a/稿.txt"), related=())
    changed = replace(result, diagnostics=(found,), documents={"/a/稿.txt": result.documents[PATH]})
    place = json.loads(written("sarif", changed))["runs"][0]["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "file:///a/%E7%A8%BF.txt"}


def test_fingerprints_are_unique_and_stay_when_text_moves(result):
    def prints(name, result):
        content = json.loads(written(name, result))
        if name == "gitlab":
            return [entry["fingerprint"] for entry in content]
        return [r["partialFingerprints"]["reportlint/v1"] for r in content["runs"][0]["results"]]

    moved = replace(result, diagnostics=tuple(
        replace(found, place=Place(PATH, Span(0, 1))) for found in result.diagnostics))
    for name in ("sarif", "gitlab"):
        first, second = prints(name, result)
        assert first == result.diagnostics[0].fingerprint()
        assert second == f"{first}-2"
        assert prints(name, moved) == [first, second]


def test_sarif_keeps_to_the_schema(result):
    """Holds the log to the parts of the schema that matter, and to the whole where REPORTLINT_SARIF_SCHEMA names it."""
    for log in (json.loads(written("sarif", result)), json.loads(written("sarif", in_word(result)))):
        assert set(log) == {"$schema", "version", "runs"}
        (run,) = log["runs"]
        assert set(run) <= {"tool", "columnKind", "language", "invocations", "artifacts", "results"}
        assert run["tool"]["driver"]["name"] == "reportlint"
        for found in run["results"]:
            assert found["level"] in ("none", "note", "warning", "error")
            assert found["message"]["text"]
            for place in (*found["locations"], *found.get("relatedLocations", ())):
                region = place["physicalLocation"].get("region", {})
                assert all(region[key] >= 1 for key in region if key != "snippet")
        schema = os.environ.get("REPORTLINT_SARIF_SCHEMA")
        if schema:
            jsonschema = pytest.importorskip("jsonschema")
            content = json.loads(Path(schema).read_text(encoding="utf-8"))
            jsonschema.validators.validator_for(content)(content).validate(log)


def test_junit_fails_from_fail_on_up(result):
    text = written("junit", result)
    root = ET.fromstring(text.encode())
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "1", "1")
    assert [suite.get("name") for suite in root] == [PATH, "好.txt", "坏.txt"]
    (failure,) = root.iter("failure")
    assert failure.get("message") == "]]>\ufffd不符"
    assert failure.text.splitlines() == [
        f"{PATH}:2:3 error ]]>\ufffd不符", f"另见 {PATH}:1:4 基数", f"另见 {PATH}:2:1 全市"]
    assert len(list(root.iter("system-out"))) == 1
    for fail_on, failures in ((Severity.WARNING, "2"), (None, "0")):
        assert ET.fromstring(written("junit", result, fail_on=fail_on).encode()).get("failures") == failures


def test_gitlab(result):
    first, second = json.loads(written("gitlab", result, lang="en"))
    assert first["location"] == {"path": PATH, "lines": {"begin": 2, "end": 2}}
    assert (first["check_name"], first["severity"], second["severity"]) == ("NUM901", "major", "minor")
    assert first["description"] == "NUM901 odd: ]]>\x0bodd"
    assert json.loads(written("gitlab", in_word(result)))[0]["location"]["lines"] == {"begin": 1, "end": 1}


def test_rdjson_counts_bytes(result):
    content = json.loads(written("rdjson", result))
    first, second = content["diagnostics"]
    assert content["source"] == {"name": "reportlint"}
    assert (first["severity"], second["severity"], first["code"]) == ("ERROR", "WARNING", {"value": "NUM901"})
    assert first["location"]["range"] == {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 11}}
    assert first["relatedLocations"][0]["location"]["range"]["start"] == {"line": 1, "column": 11}  # 3 + 4 + 3 bytes before
    assert first["suggestions"] == [{"range": {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 8}}, "text": "5"}]
    assert json.loads(written("rdjson", in_word(result)))["diagnostics"][0]["location"] == {"path": PATH}
