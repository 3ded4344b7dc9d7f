"""The process as a whole: language, colour, encodings, pipes, interrupts, and what it imports."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportlint.cli import app, check, main
from reportlint.cli.terminal import ProgressBar, early_lang, locale_lang, wants_color

RULES = """\
import re
from reportlint.rule import DocumentRule, Message, RuleMeta, Severity
class Mask(DocumentRule):
    meta = RuleMeta("PLH901", "mask", Message("占位符没有替换", "a mask was left"), Severity.ERROR)
    def check(self, reading):
        for match in re.finditer("xx", reading.document.flow):
            yield self.diagnostic(self.place(reading.document, *match.span()), Message("占位符“xx”", "mask xx"))
def rules():
    return [Mask]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PYTHONPATH with the engine and one rule, installed as distributions are."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "one_rule.py").write_text(RULES, encoding="utf-8")
    for name, groups in (
        # the name of the real distribution hides the one that is installed
        ("reportlint", "[reportlint.rules]\none = one_rule:rules\n[reportlint.readers]\n"
                       "text = reportlint.readers.text:reader\n"),
    ):
        (folder / f"{name}-0.dist-info").mkdir()
        (folder / f"{name}-0.dist-info" / "entry_points.txt").write_text(groups, encoding="utf-8")
    return folder


def run(site: Path, *arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
    root = Path(app.__file__).parents[2]
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "NO_COLOR"))}
    env |= {"PYTHONPATH": os.pathsep.join([str(site), str(root)]), **environment}
    command = ["-c", code] if code else ["-m", "reportlint"]
    return subprocess.run([sys.executable, *command, *arguments], capture_output=True, env=env, check=False, timeout=60)


def test_language_by_locale():
    assert locale_lang({}) == "zh"
    assert locale_lang({"LANG": "C.UTF-8"}) == "zh"
    assert locale_lang({"LANG": "zh_CN.UTF-8"}) == "zh"
    assert locale_lang({"LANG": "en_US.UTF-8"}) == "en"
    assert locale_lang({"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}) == "en"
    assert early_lang(["--lang", "en"], {}) == "en"
    assert early_lang(["--lang=zh"], {"LANG": "en_US"}) == "zh"
    assert early_lang(["--lang"], {"LANG": "en_US"}) == "en"


def test_colour():
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert wants_color("auto", Terminal(), {})
    assert not wants_color("auto", Terminal(), {"NO_COLOR": "1"})
    assert not wants_color("auto", Terminal(), {"TERM": "dumb"})
    assert not wants_color("auto", io.StringIO(), {})
    assert wants_color("always", io.StringIO(), {"NO_COLOR": "1"})
    assert not wants_color("never", Terminal(), {})


@pytest.mark.usefixtures("draft")
def test_colours_add_nothing_but_colour(cli):
    import re

    plain = cli("draft.txt", "--checks").out
    coloured = cli("draft.txt", "--checks", "--color", "always").out
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "gbk", "latin-1"])
def test_a_terminal_of_any_encoding(site, tmp_path, encoding):
    (tmp_path / "报告.txt").write_text("镇xx村✓", encoding="utf-8")
    ran = run(site, str(tmp_path / "报告.txt"), PYTHONIOENCODING=encoding)
    assert ran.returncode == 1
    assert b"PLH901 mask" in ran.stdout
    assert b"Traceback" not in ran.stderr
    json = run(site, str(tmp_path / "报告.txt"), "--output-format", "json", PYTHONIOENCODING=encoding)
    assert "占位符“xx”" in json.stdout.decode("utf-8")


def test_the_language_of_the_locale(site, tmp_path):
    (tmp_path / "a.txt").write_text("xx", encoding="utf-8")
    assert b"mask xx" in run(site, str(tmp_path), LANG="en_US.UTF-8").stdout
    assert "占位符“xx”" in run(site, str(tmp_path), LANG="C", PYTHONUTF8="1").stdout.decode("utf-8")


def test_a_pipe_that_closes_early(site, tmp_path):
    (tmp_path / "a.txt").write_text("xx，" * 20_000, encoding="utf-8")
    code = (
        "import os, subprocess, sys\n"
        "p = subprocess.Popen([sys.executable, '-m', 'reportlint', sys.argv[1], '--output-format', 'concise'],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "p.stdout.readline(); p.stdout.close(); sys.stdout.write(p.stderr.read().decode())\n"
    )
    ran = run(site, str(tmp_path), code=code)
    assert (ran.stdout, ran.stderr) == (b"", b"")


@pytest.mark.usefixtures("draft")
def test_an_interrupt(cli, monkeypatch):
    def interrupted(*_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "run", interrupted)
    ran = cli("draft.txt")
    assert (ran.status, ran.err) == (130, "\n已中断\n")


def test_a_plain_run_imports_nothing_heavy(site, tmp_path):
    (tmp_path / "a.txt").write_text("财政总收入3亿元，增长5%", encoding="utf-8")
    heavy = ("rich", "pint", "cn2an", "docx", "importlib.metadata", "pathspec", "email", "asyncio", "numpy", "lxml")
    code = (
        "import sys; from reportlint.cli import main; main(sys.argv[1:]);"
        f"sys.stderr.write(' '.join(m for m in {heavy!r} if m in sys.modules))"
    )
    ran = run(site, str(tmp_path / "a.txt"), "--isolated", code=code)
    assert ran.stderr == b""


def test_importing_the_package_imports_nothing():
    code = "import sys; before = set(sys.modules); import reportlint; print(sorted(set(sys.modules) - before))"
    root = Path(app.__file__).parents[2]
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                         env={**os.environ, "PYTHONPATH": str(root)}).stdout
    assert out == "['reportlint']\n"


def test_the_bar_shows_on_long_work_only():
    stream = io.StringIO()
    bar = ProgressBar(stream)
    bar(1, 10, "a.txt")
    assert stream.getvalue() == ""
    bar._began -= 2
    bar._last -= 2
    bar(5, 10, "报告.txt")
    assert stream.getvalue() == "\r[############............] 5/10 报告.txt"
    bar(10, 10, "")
    assert stream.getvalue().endswith("\r" + " " * 44 + "\r") or stream.getvalue().endswith("\r")


def test_main_takes_sys_argv(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["reportlint", "--version"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("reportlint ")
