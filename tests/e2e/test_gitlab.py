"""The GitLab job of ``examples``: its file has the shape that GitLab asks for, and its script leaves the reports it names."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

yaml = pytest.importorskip("yaml")

from .conftest import FAULTY, RIGHT, ROOT, clean_environment, needs_bash  # noqa: E402

PIPELINE: dict[str, Any] = yaml.safe_load((ROOT / "examples" / "gitlab-ci.yml").read_text(encoding="utf-8"))
JOB: dict[str, Any] = PIPELINE["reportlint"]


def run(workspace: Path, programs: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The script as the runner starts it: all lines in one shell that stops at the first that fails."""
    environment = clean_environment() | {key: str(value) for key, value in PIPELINE["variables"].items()} | variables
    script = "\n".join(JOB["script"]).replace("/tmp/reportlint/bin/", f"{programs}/")
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=workspace, env=environment, capture_output=True, encoding="utf-8",
        check=False, timeout=120,
    )


def test_the_file_has_the_shape_of_a_pipeline():
    assert set(PIPELINE) == {"variables", "reportlint"}
    assert all(isinstance(value, str) for value in PIPELINE["variables"].values())
    assert set(JOB) <= {"stage", "image", "variables", "cache", "before_script", "script", "artifacts", "rules"}
    assert all(isinstance(line, str) for line in (*JOB["before_script"], *JOB["script"]))
    assert set(JOB["artifacts"]) == {"when", "paths", "reports"}
    assert JOB["artifacts"]["when"] == "always", "the reports matter most where the job fails"
    assert set(JOB["artifacts"]["reports"]) == {"codequality", "junit"}
    assert all(set(rule) == {"if"} for rule in JOB["rules"])


@needs_bash
def test_a_faulty_draft_fails_and_leaves_the_reports(workspace, programs):
    (workspace / "drafts").mkdir()
    (workspace / "drafts" / "枫桥镇.txt").write_text(FAULTY, encoding="utf-8")
    done = run(workspace, programs)
    assert done.returncode == 1, done.stderr
    assert "20xx" in done.stdout
    (found,) = json.loads((workspace / JOB["artifacts"]["reports"]["codequality"]).read_text(encoding="utf-8"))
    assert found["location"] == {"path": "drafts/枫桥镇.txt", "lines": {"begin": 3, "end": 3}}
    assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(found)
    suites = ElementTree.parse(workspace / JOB["artifacts"]["reports"]["junit"]).getroot()
    assert (suites.get("tests"), suites.get("failures")) == ("1", "1")
    assert all((workspace / path).is_file() for path in JOB["artifacts"]["paths"])
    (workspace / "drafts" / "枫桥镇.txt").write_text(RIGHT, encoding="utf-8")
    assert run(workspace, programs).returncode == 0


@needs_bash
def test_the_variables_count(workspace, programs):
    (workspace / "a.txt").write_text(FAULTY, encoding="utf-8")
    (workspace / "b.txt").write_text(RIGHT, encoding="utf-8")
    assert run(workspace, programs, REPORTLINT_PATHS="b.txt").returncode == 0
    assert run(workspace, programs, REPORTLINT_ARGS="--fail-on never").returncode == 0
    assert run(workspace, programs, REPORTLINT_ARGS="--select NOPE").returncode == 2


@needs_bash
def test_what_is_installed(workspace, programs):
    for name in ("python", "pip"):
        (programs / name).write_text('#!/bin/sh\necho "$0 $*" >> asked\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    script = "\n".join(JOB["before_script"]).replace("/tmp/reportlint/bin/", f"{programs}/")
    environment = clean_environment() | {"REPORTLINT": "reportlint==0.1.0"}
    environment["PATH"] = f"{programs}:{environment['PATH']}"
    subprocess.run(["bash", "-eo", "pipefail", "-c", script], cwd=workspace, env=environment, check=True)
    asked = (workspace / "asked").read_text(encoding="utf-8").splitlines()
    assert [line.split("/")[-1] for line in asked] == ["reportlint", "pip install --quiet reportlint==0.1.0"]
