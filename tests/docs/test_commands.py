"""The commands in the READMEs and in ``docs``: those that show their output are run, all others are options that exist.

In a block of kind ``console`` a line ``$ command`` is run, block after block, in a folder that holds a copy of
``seeds``; the lines below it are its output, where a line ``…`` stands for any lines and seconds do not count;
``python tests/docs/test_commands.py`` writes what has changed. A block
that begins with a line ``# name.toml`` or ``# name.py`` is a file in that folder.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportlint.cli.app import build_parser, with_command

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").rglob("*.md"))]
_FENCE = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)[^\n]*\n(?P<text>.*?)^ *```$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"# (?P<name>[\w.-]+\.(?:toml|py))\n")
_SECONDS = re.compile(r"(?<=[（(])\d+\.\d+(?= ?(?:秒|s)[)）])|(?<=\"seconds\": )[\d.]+")
_MARK = "=-=-= "
_ENDED = re.compile(rf"{_MARK}(\d+)\n")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def blocks(page: Path, *kinds: str) -> list[str]:
    """The fenced blocks of these kinds, without the indentation that they have in a list."""
    found = []
    for match in _FENCE.finditer(page.read_text(encoding="utf-8")):
        if match["kind"] in kinds:
            indent = len(match["indent"])
            found.append("".join(line[indent:] if line[:indent].isspace() else line for line in match["text"].splitlines(keepends=True)))
    return found


def shown(page: Path) -> list[tuple[str, str]]:
    """The commands of a page that show their output, each with it."""
    found = []
    for block in blocks(page, "console"):
        head, *commands = re.split(r"^\$ ", block, flags=re.MULTILINE)
        assert not head.strip(), f"output without a command: {head!r}"
        found += [(command, expected) for command, _, expected in (part.partition("\n") for part in commands)]
    return found


def language(page: Path) -> str:
    return "en" if page.name == "README.md" or page.name.endswith(".en.md") else "zh"


def agrees(expected: str, output: str) -> bool:
    """Whether the output is what is shown, with ``…`` for any lines."""
    parts = [".*\n" if line.strip() == "…" else re.escape(line.rstrip()) + "\n" for line in _SECONDS.sub("0", expected).splitlines()]
    pattern = "".join("(?:.*\n)*?" if part == ".*\n" else part for part in parts)
    lines = "".join(line.rstrip() + "\n" for line in _SECONDS.sub("0", output).splitlines())
    return re.fullmatch(pattern, lines) is not None


def ran(page: Path, folder: Path) -> list[tuple[str, str]]:
    """What each command that a page shows really prints, and its exit status, run one after the other in a folder."""
    shutil.copytree(ROOT / "seeds", folder / "seeds", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".git").mkdir()
    for block in blocks(page, "toml", "python"):
        if named := _NAMED.match(block):
            (folder / named["name"]).write_text(block, encoding="utf-8")
    python = shlex.quote(sys.executable)
    script = f'reportlint() {{ {python} -m reportlint "$@"; }}\npython() {{ {python} "$@"; }}\n' + "".join(
        f"eval {shlex.quote(command)} 2>&1\necho \"{_MARK}$?\"\n" for command, _ in shown(page)
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANGUAGE")}
    environment.update(PYTHONUTF8="1", NO_COLOR="1", LANG="en_US.UTF-8" if language(page) == "en" else "zh_CN.UTF-8")
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        check=False, timeout=300,
    )
    pieces = _ENDED.split(done.stdout)[:-1]
    assert len(pieces) == 2 * len(shown(page)), done.stdout + done.stderr
    return list(zip(pieces[::2], pieces[1::2], strict=True))


@pytest.mark.parametrize("page", [page for page in PAGES if shown(page)], ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_is_shown(page, tmp_path):
    for (command, expected), (output, status) in zip(shown(page), ran(page, tmp_path), strict=True):
        assert agrees(expected, output), f"$ {command}\n{output}\nto take what is printed: python tests/docs/test_commands.py"
        assert status in "01" or "reportlint: " in expected, f"$ {command}\nended with {status}\n{output}"


@each_page
def test_every_option_exists(page):
    texts = blocks(page, "sh", "bash", "powershell", "yaml")
    texts += [command for command, _ in shown(page)]
    for arguments in invocations("\n".join(texts)):
        assert parses(with_command(arguments)), f"{page.name}: reportlint {shlex.join(arguments)}"


def parses(arguments: list[str]) -> bool:
    try:
        build_parser("en").parse_args(arguments)
    except SystemExit as ended:
        return not ended.code
    return True


def invocations(text: str) -> list[list[str]]:
    """The arguments of each call of ``reportlint`` in a script."""
    found = []
    for line in text.splitlines():
        if "reportlint" not in line:
            continue
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        lexer.escape = ""
        words = list(lexer)
        starts = [index for index, word in enumerate(words) if re.fullmatch(r"(?:\S+[/\\])?reportlint(?:\.exe)?", word)]
        for start in starts:
            arguments = []
            for word in words[start + 1:]:
                if re.fullmatch(r"[|&;()]+|[<>]+", word):
                    break
                arguments.append(word)
            found.append(arguments)
    return found


@pytest.mark.parametrize(
    ("expected", "output", "same"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("a\n…\n", "a\n", True),
        ("a\n", "a\nb\n", False),
        ("b\na\n", "a\nb\n", False),
        ("", "a\n", False),
        ("完成（0.11 秒）\n", "完成（12.3 秒）\n", True),
        ("done (0.11 s)\n", "done (0.2 s)\n", True),
        ('"seconds": 0.1\n', '"seconds": 2\n', True),
        ("1.5\n", "1x5\n", False),
    ],
)
def test_how_output_is_compared(expected, output, same):
    assert agrees(expected, output) is same


def test_how_calls_are_found():
    assert parses(["check", "--quiet"])
    assert not parses(["check", "--quite"])
    text = "python3 -m venv .venv && .venv/bin/reportlint seeds/ --fix | cat  # reportlint comment\nreportlint rule 'a b' > x\n"
    assert invocations(text) == [["seeds/", "--fix"], ["rule", "a b"]]
    assert invocations("  entry: reportlint check --scope project .") == [["check", "--scope", "project", "."]]


def main() -> None:
    """Writes into the pages what their commands print now; names those whose output is shown in part and has changed."""
    for page in PAGES:
        with TemporaryDirectory() as folder:
            found = ran(page, Path(folder)) if shown(page) else []
        text = page.read_text(encoding="utf-8")
        for (command, expected), (output, _) in zip(shown(page), found, strict=True):
            if agrees(expected, output):
                continue
            if any(line.strip() == "…" for line in expected.splitlines()):
                print(f"{page.relative_to(ROOT)}: by hand: $ {command}\n{output}")
            else:
                text = text.replace(f"$ {command}\n{expected}", f"$ {command}\n{output}", 1)
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
