"""``reportlint new-rule``: what it makes passes its own tests, ruff and mypy at once; what stands in the way is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from reportlint.cli import main
from reportlint.cli.new_rule import KINDS

SOURCE = Path(__file__).with_name("acme_rules")
EDITED = {"acme_rules/forbidden_rank.py", "acme_rules/forbidden_rank.md", "tests/test_forbidden_rank.py"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(re.match(r"__pycache__|\.", part) for part in path.relative_to(folder).parts[:-1])
    }


def in_package(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "PYTHONPATH"))}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env={**kept, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True,
        encoding="utf-8", check=False, timeout=300,
    )


def refused(capsys, *arguments: str) -> str:
    before = files(Path())
    capsys.readouterr()
    assert main(["new-rule", *arguments, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert files(Path()) == before
    assert err.startswith("reportlint: ")
    return err


def test_rules_of_every_kind_pass_their_tests_ruff_and_mypy_at_once(tmp_path, monkeypatch, capsys):
    for number, kind in enumerate(KINDS, 1):
        assert main(["new-rule", f"OFF{number:03}", f"{kind}-fault", "--kind", kind]) == 0
        if number == 1:
            monkeypatch.chdir("off-reportlint")  # from then on the package is the current folder
    assert "reportlint rule OFF004" in capsys.readouterr().out
    package = tmp_path / "off-reportlint"
    tested = in_package(package, "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib")
    assert tested.returncode == 0, tested.stdout
    assert f"{3 * len(KINDS)} passed" in tested.stdout
    for tool in (("ruff", "check", "--no-cache"), ("ruff", "format", "--check", "--no-cache"), ("mypy", "--cache-dir", str(tmp_path / "mypy"))):
        if find_spec(tool[0]) is not None:
            done = in_package(package, *tool)
            assert done.returncode == 0, done.stdout + done.stderr


def test_the_installed_distribution_of_these_tests_is_what_is_made_and_the_authors_edits(tmp_path):
    assert main(["new-rule", "ACME001", "forbidden-rank", "--into", "acme_rules"]) == 0
    assert main(["new-rule", "ACME002", "group-total", "--kind", "relation", "--into", "acme_rules"]) == 0
    made, kept = files(tmp_path / "acme_rules"), files(SOURCE)
    assert made.keys() == kept.keys()
    assert {name for name in made if made[name] != kept[name]} == EDITED, "make tests/plugin/acme_rules anew, then edit it"


def test_its_own_tests_pass():
    tested = in_package(SOURCE, "pytest", "-q", "-p", "no:cacheprovider")
    assert tested.returncode == 0, tested.stdout


@pytest.mark.skipif(find_spec("hatchling") is None, reason="hatchling is not installed")
def test_pip_installs_it_with_pages_and_entry_point(tmp_path):
    import shutil

    shutil.copytree(SOURCE, tmp_path / "source")
    done = in_package(
        tmp_path, "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check",
        "--target", "site", "./source",
    )
    assert done.returncode == 0, done.stderr
    installed = files(tmp_path / "site")
    assert "acme_rules/forbidden_rank.md" in installed
    assert "acme_rules/py.typed" in installed
    assert installed["acme_rules-0.1.0.dist-info/entry_points.txt"] == "[reportlint.rules]\nacme = acme_rules:rules\n"


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        ("acme001", "x", "two to six capitals and three digits"), ("ACME1", "x", "two to six capitals"), ("ACME001", "Bad", "lower-case words"),
        ("ACME001", "bad_name", "lower-case words"), ("ACME001", "class", "lower-case words"), ("NUM900", "x", "'NUM' cannot be told from the built-in NUM"),
        ("NUMX001", "x", "NUM would stand for both"), ("NU001", "x", "NU would stand for both"), ("SUP009", "x", "the built-in SUP"),
        ("ACME001", "growth-mismatch", "'growth-mismatch' is taken by NUM001 growth-mismatch of reportlint"),
    ],
)
def test_codes_and_names_that_are_ill_formed_reserved_or_taken(capsys, code, name, said):
    assert said in refused(capsys, code, name)


@pytest.mark.parametrize("folder", ["1st-rules", "规则", "class", "reportlint", "a b", "tests", "-x"])
def test_folders_that_cannot_name_a_package(capsys, folder):
    assert "cannot name a package" in refused(capsys, "ACME001", "x", f"--into={folder}")


def test_nothing_that_is_there_is_written_over(capsys):
    assert main(["new-rule", "ACME001", "odd-word"]) == 0
    assert "odd_word.py is there already" in refused(capsys, "ACME002", "odd-word", "--into", "acme-reportlint")
    assert "ACME001 is taken by" in refused(capsys, "ACME001", "other-word", "--into", "acme-reportlint")
    Path("drafts").mkdir()
    Path("drafts/a.txt").write_text("甲\n", encoding="utf-8")
    assert "is no package of rules" in refused(capsys, "ACME002", "other", "--into", "drafts")
    assert "is no folder" in refused(capsys, "ACME002", "other", "--into", "drafts/a.txt")
    Path("drafts/pyproject.toml").write_text("[project", encoding="utf-8")
    assert "is no valid TOML" in refused(capsys, "ACME002", "other", "--into", "drafts")


def test_a_new_repository_is_an_empty_folder():
    Path("office-rules/.git").mkdir(parents=True)
    Path("office-rules/LICENSE").touch()
    Path("office-rules/.gitignore").write_text("mine\n", encoding="utf-8")
    assert main(["new-rule", "ACME001", "odd-word", "--into", "office-rules"]) == 0
    assert Path("office-rules/.gitignore").read_text(encoding="utf-8") == "mine\n"


def test_a_package_with_its_modules_elsewhere(capsys):
    assert main(["new-rule", "ACME001", "odd-word"]) == 0
    package = Path("acme-reportlint")
    (package / "src").mkdir()
    (package / "acme_reportlint").rename(package / "src" / "acme_reportlint")
    assert main(["new-rule", "ACME002", "odd-rate", "--into", str(package)]) == 0
    assert (package / "src" / "acme_reportlint" / "odd_rate.md").is_file()
    listing = package / "src" / "acme_reportlint" / "__init__.py"
    assert listing.read_text(encoding="utf-8").endswith("""\
    from acme_reportlint.odd_rate import OddRate
    from acme_reportlint.odd_word import OddWord

    return (
        OddWord,
        OddRate,
    )
""")
    listing.write_text("def rules():\n    return [*()]\n", encoding="utf-8")
    assert "write it so, or add by hand 'from acme_reportlint.odd_total import OddTotal'" in refused(
        capsys, "ACME003", "odd-total", "--into", str(package))
    listing.write_text("def rules(:\n", encoding="utf-8")
    assert "has a syntax error" in refused(capsys, "ACME003", "odd-total", "--into", str(package))
