"""Settings: found, read, refused with the nearest known word; and what the policy makes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import pytest

from reportlint.config import ConfigError, PathCodes, Settings, common_folder, find, load, override
from reportlint.document import Span
from reportlint.keys import KEYS
from reportlint.policy import Catalogue, resolve
from reportlint.rule import (
    Confidence,
    Diagnostic,
    DocumentRule,
    Message,
    Place,
    RuleMeta,
    Severity,
    Status,
)


class Base(DocumentRule):
    def check(self, _reading):
        yield from ()


class Growth(Base):
    meta = RuleMeta("NUM001", "growth-mismatch", Message("增长", "growth"), Severity.ERROR)

    @dataclass(frozen=True)
    class Options:
        min_gap: float = 0.1
        units: tuple[str, ...] = ()
        names: list[str] | None = None
        limit: int = 3
        strict: bool = False
        word: str = ""
        mode: Literal["near", "exact"] = "near"

        def __post_init__(self) -> None:
            if self.limit < 0:
                raise ValueError("limit must not be negative")


class Sums(Base):
    meta = RuleMeta("NUM002", "sum-mismatch", Message("合计", "sum"))


class Mask(Base):
    meta = RuleMeta("PLH001", "placeholder", Message("占位", "mask"), Severity.ERROR)


class Trial(Base):
    meta = RuleMeta("NUM003", "trial", Message("试", "trial"), status=Status.PREVIEW)


CATALOGUE = Catalogue([Growth, Sums, Trial, Mask])


def read(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "reportlint.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_every_key(tmp_path):
    settings = read(tmp_path, """
select = ["NUM"]
extend-select = ["trial"]
ignore = ["NUM002"]
exclude = ["old/"]
include = [".rep"]
lang = "en"
fail-on = "warning"
scope = "document"
respect-gitignore = false
preview = true
[per-file-ignores]
"drafts/*" = ["NUM"]
[severity]
NUM001 = "info"
PLH = "off"
[rules.growth-mismatch]
min-gap = 1
""")
    assert settings.select == ("NUM",)
    assert settings.extend_select == ("trial",)
    assert settings.ignore == ("NUM002",)
    assert settings.exclude == ("old/",)
    assert settings.include == (".rep",)
    assert (settings.lang, settings.fail_on, settings.scope) == ("en", Severity.WARNING, "document")
    assert (settings.respect_gitignore, settings.preview) == (False, True)
    assert settings.per_file_ignores == (PathCodes("drafts/*", ("NUM",)),)
    assert [(s.selector, s.severity) for s in settings.severity] == [("NUM001", Severity.INFO), ("PLH", None)]
    assert settings.root == tmp_path
    assert read(tmp_path, 'fail-on = "never"').fail_on is None
    assert read(tmp_path, "\ufeffpreview = true").preview


@pytest.mark.parametrize("key", KEYS.values(), ids=list(KEYS))
def test_what_is_said_of_a_key_is_true(tmp_path, key):
    assert hasattr(Settings(tmp_path), key.field)
    without = read(tmp_path, "")
    if key.default:
        stated = read(tmp_path, f"{key.name} = {key.default}")
        assert stated == (replace(without, select=("ALL",)) if key.name == "select" else without)
    assert getattr(read(tmp_path, key.example), key.field) != getattr(without, key.field)
    assert not re.search(r"[\u4e00-\u9fff]", key.summary.en)
    with pytest.raises(ConfigError, match=re.escape(key.expected.en)):
        read(tmp_path, f"{key.name} = -3")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "unknown setting 'selct', did you mean 'select'?"),
        ("respect_gitignore = true", "unknown setting 'respect_gitignore', did you mean 'respect-gitignore'?"),
        ("qqqqq = 1", "unknown setting 'qqqqq'"),
        ('select = "NUM"', "'select' must be a list of strings, such as [\"NUM\"], not \"NUM\""),
        ("ignore = [1]", "'ignore' must be a list of strings"),
        ("preview = 1", "'preview' must be true or false, not 1"),
        ("jobs = true", "'jobs' must be a whole number of 0 or more, not true"),
        ("cache-dir = 1", "'cache-dir' must be a string, not 1"),
        ('lang = "fr"', "'lang' must be one of \"zh\", \"en\", not \"fr\""),
        ('fail-on = "errors"', "'fail-on' must be one of"),
        ("severity = 3", "'severity' must be a table, not 3"),
        ('[severity]\nNUM = "fatal"', "'severity.NUM' must be one of \"error\", \"warning\", \"info\", \"off\""),
        ('per-file-ignores = ["a"]', "'per-file-ignores' must be a table"),
        ('[rules]\nx = 1', "'rules.x' must be a table"),
        ("select = [", "is no valid TOML"),
    ],
)
def test_faulty_settings_are_refused(tmp_path, text, message):
    with pytest.raises(ConfigError, match=re.escape(str(tmp_path / "reportlint.toml"))) as error:
        read(tmp_path, text)
    assert message in str(error.value)


def test_bytes_that_are_no_utf8(tmp_path):
    (tmp_path / "reportlint.toml").write_bytes("lang = 'zh' # 中".encode("gbk"))
    with pytest.raises(ConfigError, match="no valid TOML"):
        load(tmp_path / "reportlint.toml")
    with pytest.raises(ConfigError, match="cannot read"):
        load(tmp_path / "no.toml")


def test_the_nearest_file_upward_wins_and_the_repository_ends_the_search(tmp_path):
    inner = tmp_path / "repo" / "drafts" / "2005"
    inner.mkdir(parents=True)
    (tmp_path / "reportlint.toml").write_text("", encoding="utf-8")
    assert find(inner) == tmp_path / "reportlint.toml"
    (tmp_path / "repo" / ".git").mkdir()
    assert find(inner) is None
    (tmp_path / "repo" / "pyproject.toml").write_text("[project]\nname = 'reportlint-user'\n", encoding="utf-8")
    assert find(inner) is None
    (tmp_path / "repo" / "pyproject.toml").write_text("[tool.reportlint]\nlang = 'en'\n", encoding="utf-8")
    assert find(inner) == tmp_path / "repo" / "pyproject.toml"
    assert load(tmp_path / "repo" / "pyproject.toml").lang == "en"
    (tmp_path / "repo" / "drafts" / "reportlint.toml").write_text("", encoding="utf-8")
    assert find(inner) == tmp_path / "repo" / "drafts" / "reportlint.toml"


def test_two_settings_in_one_folder_are_refused(tmp_path):
    (tmp_path / "reportlint.toml").write_text("", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.reportlint]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="keep one"):
        find(tmp_path)


def test_a_pyproject_without_our_table(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"has no \[tool\.reportlint\]"):
        load(tmp_path / "pyproject.toml")
    (tmp_path / "pyproject.toml").write_text("[tool]\nreportlint = 3\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="must be a table"):
        find(tmp_path)


def test_the_common_folder_of_the_arguments(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x.txt").write_text("", encoding="utf-8")
    assert common_folder(["a/b", "a/x.txt"], tmp_path) == tmp_path / "a"
    assert common_folder(["a/x.txt"], tmp_path) == tmp_path / "a"
    assert common_folder([], tmp_path) == tmp_path
    assert common_folder(["-"], tmp_path) == tmp_path


def codes(settings: Settings) -> list[str]:
    return [rule.meta.code for rule in resolve(settings, CATALOGUE).rules]


def make(**values: object) -> Settings:
    return Settings(Path("/"), **values)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["NUM001", "NUM002", "PLH001"]),
        ({"select": ("NUM",)}, ["NUM001", "NUM002"]),
        ({"select": ("num",)}, ["NUM001", "NUM002"]),
        ({"select": ("NUM",), "preview": True}, ["NUM001", "NUM002", "NUM003"]),
        ({"select": ("NUM003",)}, ["NUM003"]),
        ({"extend_select": ("trial",)}, ["NUM001", "NUM002", "NUM003", "PLH001"]),
        ({"ignore": ("NUM",)}, ["PLH001"]),
        ({"select": ("NUM001",), "ignore": ("NUM",)}, ["NUM001"]),
        ({"select": ("NUM",), "ignore": ("growth-mismatch",)}, ["NUM002"]),
        ({"select": ("NUM001", "PLH"), "ignore": ("NUM001",)}, ["PLH001"]),
    ],
)
def test_selectors(values, expected):
    assert codes(make(**values)) == expected


@pytest.mark.parametrize("key", ["select", "ignore", "extend_select"])
def test_unknown_selectors(key):
    with pytest.raises(ConfigError, match="unknown rule code or name 'growth-mismath', did you mean 'growth-mismatch'"):
        codes(make(**{key: ("growth-mismath",)}))


def test_the_command_line_over_the_file():
    settings = make(select=("PLH",), ignore=("NUM001", "sum-mismatch"), fail_on=Severity.INFO)
    assert codes(override(settings, select=("NUM001",))) == ["NUM001"]
    merged = override(settings, fail_on="never", scope="document", preview=True, respect_gitignore=False)
    assert (merged.fail_on, merged.scope, merged.preview, merged.respect_gitignore) == (None, "document", True, False)
    assert override(settings) == settings


def with_options(tmp_path: Path, text: str) -> object:
    settings = read(tmp_path, f"[rules.NUM001]\n{text}\n")
    return resolve(settings, CATALOGUE).rules[0].options


def test_rule_options(tmp_path):
    options = with_options(tmp_path, 'min-gap = 1\nunits = ["元"]\nlimit = 5\nstrict = true\nword = "约"\nmode = "exact"')
    assert options == Growth.Options(1.0, ("元",), None, 5, True, "约", "exact")
    assert isinstance(options.min_gap, float)
    assert with_options(tmp_path, "min_gap = 0.5").min_gap == 0.5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min-gab = 1", "unknown option of growth-mismatch 'min-gab', did you mean 'min-gap'?"),
        ('min-gap = "1"', "'rules.NUM001.min-gap' must be a number, not \"1\""),
        ("limit = true", "must be a whole number, not true"),
        ("limit = 1.5", "must be a whole number, not 1.5"),
        ("strict = 1", "must be true or false, not 1"),
        ("word = 1", "must be a string, not 1"),
        ("units = 1", "must be a list, not 1"),
        ("units = [1]", "'rules.NUM001.units[0]' must be a string, not 1"),
        ('mode = "far"', 'must be one of "near", "exact", not "far"'),
        ("limit = -1", "faulty options of growth-mismatch: limit must not be negative"),
    ],
)
def test_faulty_rule_options(tmp_path, text, message):
    with pytest.raises(ConfigError) as error:
        with_options(tmp_path, text)
    assert message in str(error.value)
    assert "reportlint.toml" in str(error.value)


def test_options_of_an_unknown_rule(tmp_path):
    with pytest.raises(ConfigError, match="did you mean 'growth-mismatch'"):
        resolve(read(tmp_path, "[rules.growth]\nx = 1\n"), CATALOGUE)


def found(rule: type[Base], path: str = "a.txt", start: int = 0, text: str = "m") -> Diagnostic:
    place = Place(path, Span(start, start + 1))
    return Diagnostic(rule.meta.code, rule.meta.name, rule.meta.severity, Confidence.HIGH, Message(text, text), place)


def shown(settings: Settings, diagnostics: Sequence[Diagnostic]) -> list[tuple[str, str, int, str]]:
    policy = resolve(settings, CATALOGUE)
    return [(d.code, d.place.path, d.place.span.start, d.severity.value) for d in policy.apply(diagnostics)]


def test_findings_are_sorted_and_said_once():
    given = [found(Mask, "b.txt"), found(Sums, "a.txt", 5), found(Growth, "a.txt", 5), found(Mask, "a.txt", 3), found(Mask, "b.txt")]
    expected = [
        ("PLH001", "a.txt", 3, "error"), ("NUM001", "a.txt", 5, "error"), ("NUM002", "a.txt", 5, "warning"),
        ("PLH001", "b.txt", 0, "error"),
    ]
    assert shown(make(), given) == expected
    assert shown(make(), given[::-1]) == expected


def test_severity_and_per_file_ignores(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = read(tmp_path, """
[severity]
NUM = "info"
growth-mismatch = "error"
placeholder = "off"
[per-file-ignores]
"old/**/*.txt" = ["NUM"]
""")
    given = [found(Growth), found(Sums), found(Mask), found(Growth, "old/x/a.txt"), found(Growth, str(tmp_path / "old/b.txt"))]
    assert shown(settings, given) == [("NUM001", "a.txt", 0, "error"), ("NUM002", "a.txt", 0, "info")]


def test_exit_status():
    policy = resolve(make(), CATALOGUE)
    assert policy.exit_status([], incomplete=False) == 0
    assert policy.exit_status([found(Sums)], incomplete=False) == 0
    assert policy.exit_status([found(Mask)], incomplete=False) == 1
    assert policy.exit_status([found(Mask)], incomplete=True) == 2
    assert resolve(make(fail_on=None), CATALOGUE).exit_status([found(Mask)], incomplete=False) == 0
