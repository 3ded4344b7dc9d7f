"""The READMEs: their tables and examples are what the program says.

``python tests/test_readme.py`` writes the tables of rules anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reportlint.config import Settings
from reportlint.plugins import load_rules
from reportlint.policy import Catalogue, resolve
from reportlint.rulepage import page_path
from reportlint.testing import lint_text

ROOT = Path(__file__).resolve().parents[1]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
_SEVERITY = {"error": "错误", "warning": "警告", "info": "提示"}
_TABLE = re.compile(r"(?<=<!-- rules: written by tests/test_readme\.py -->\n).*?(?=<!-- end of rules -->)", re.DOTALL)

each_readme = pytest.mark.parametrize(("name", "lang"), READMES.items())


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rules_table(lang: str) -> str:
    """The table of all rules, each with a link to its page."""
    lines = ["| code | name | finds | severity |" if lang == "en" else "| 代码 | 名称 | 查出什么 | 级别 |", "| --- | --- | --- | --- |"]
    for rule in load_rules():
        meta = rule.meta
        severity = meta.severity.value if lang == "en" else _SEVERITY[meta.severity.value]
        page = page_path(rule).resolve().relative_to(ROOT).as_posix()
        lines.append(f"| [{meta.code}]({page}) | `{meta.name}` | {meta.summary.text(lang)} | {severity} |")
    return "\n".join(lines) + "\n"


@each_readme
def test_every_rule_is_in_the_table(name, lang):
    table = _TABLE.search(text_of(name))
    assert table
    assert table[0].splitlines() == rules_table(lang).splitlines(), "run: python tests/test_readme.py"


@each_readme
def test_links_lead_somewhere(name, lang):
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", text_of(name)):
        assert (ROOT / target).exists(), (lang, target)


@each_readme
def test_what_was_found_in_published_reports_is_found(name, lang):
    rules = {rule.meta.code: rule for rule in load_rules()}
    finds = re.findall(r"^\| `([^`]+)` \| .+ \| ([A-Z]+\d{3}) \|$", text_of(name), re.MULTILINE)
    assert len(finds) == 5, lang
    for printed, code in finds:
        assert lint_text(f"云岭县2019年预算执行情况报告\n\n{printed}。\n", rules[code]), printed


@each_readme
def test_the_examples_show_what_the_commands_show(name, lang, tmp_path):
    text = text_of(name)
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / ".git").mkdir()
    for file, content in re.findall(r"```toml\n# (\S+)\n(.*?)```", text, re.DOTALL):
        (tmp_path / file).write_text(content, encoding="utf-8")
    program = f'reportlint() {{ "{sys.executable}" -m reportlint "$@"; }}; '
    environment = {**os.environ, "PYTHONUTF8": "1", "LANG": "en_US.UTF-8" if lang == "en" else "zh_CN.UTF-8"}
    environment.pop("LC_ALL", None)
    shown = re.findall(r"^\$ ([^\n]+)\n(.*?)(?=^\$ |^```)", "".join(re.findall(r"```console\n.*?```", text, re.DOTALL)), re.DOTALL | re.MULTILINE)
    assert len(shown) == 7
    for command, expected in shown:
        done = subprocess.run(
            ["bash", "-c", program + command], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8",
            check=False, timeout=120,
        )
        assert done.returncode in (0, 1), (command, done.stderr)
        for line in expected.splitlines():
            assert line.strip() == "…" or line in done.stdout.splitlines(), (command, line, done.stdout)


@each_readme
def test_the_settings_name_rules_that_exist(name, lang, tmp_path):
    from reportlint.config import load

    content = re.search(r"```toml\n# reportlint\.toml\n(.*?)```", text_of(name), re.DOTALL)
    assert content, lang
    path = tmp_path / "reportlint.toml"
    path.write_text(content[1], encoding="utf-8")
    settings = load(path)
    assert isinstance(settings, Settings)
    assert resolve(settings, Catalogue(load_rules())).rules


def main() -> None:
    """Writes the tables of rules into the READMEs."""
    for name, lang in READMES.items():
        table = rules_table(lang)
        (ROOT / name).write_text(_TABLE.sub(lambda _, table=table: table, text_of(name)), encoding="utf-8")


if __name__ == "__main__":
    main()
