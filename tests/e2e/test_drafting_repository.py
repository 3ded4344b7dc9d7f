"""A drafting repository with fifty reports, from its first commit to its CI job: every step that its people take.

An old fault goes into the baseline, a new one is refused, a suppression with its reason lets it pass, a Word document is
suppressed by fingerprint, and the CI step leaves SARIF and JUnit. The reports are made by the generator of ``benchmarks``.
"""

from __future__ import annotations

import io
import json
import runpy
import shutil
from xml.etree import ElementTree

import pytest

pytest.importorskip("yaml")
pytest.importorskip("pre_commit")

from .conftest import ROOT
from .repository import Repository, local

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

COUNT = 50
ENDING = "　　各位代表，让我们振奋精神，扎实工作，为完成全年各项任务而努力奋斗！\n"
OLD = "镇财政总收入完成20xx万元。"
NEW = "农民人均纯收入由5000元增加到8000元，增长25%。"
SETTINGS = """\
require-reason = true
exclude = ["模板/"]

[per-file-ignores]
"*.docx" = ["PUN"]
"""


def word(text: str) -> bytes:
    """A Word document with the paragraphs of a text."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in filter(None, text.splitlines()):
        document.add_paragraph(line.strip("　"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Fifty reports as plain text (UTF-8 and GB18030), Markdown and Word; the seventh has a fault that is old."""
    made = Repository(tmp_path_factory.mktemp("repository"))
    report = runpy.run_path(str(ROOT / "benchmarks" / "run.py"))["report"]
    for number in range(COUNT):
        text = report(1500, number) + ENDING
        if number == 7:
            text = text.replace(ENDING, f"　　{OLD}\n\n{ENDING}")
        title, _, rest = text.partition("\n")
        path = f"drafts/{number:02}-{title[:3]}"
        match number % 5:
            case 1:
                made.write(f"{path}.txt", text.encode("gb18030"))
            case 2:
                made.write(f"{path}.md", f"# {title}\n<!-- 起草：办公室，待核xx -->\n{rest}")
            case 3 if number < 20:
                made.write(f"{path}.docx", word(text))
            case _:
                made.write(f"{path}.txt", text)
    made.write("模板/样式.txt", "20xx年××镇政府工作报告\n")
    made.write("reportlint.toml", SETTINGS)
    made.write(".gitignore", "*.sarif\n*.xml\n")
    made.install(local("reportlint", "reportlint-project"))
    return made


def named(repository: Repository, number: int) -> str:
    (path,) = repository.folder.glob(f"drafts/{number:02}-*")
    return path.relative_to(repository.folder).as_posix()


def findings(repository: Repository, *paths: str) -> list[dict[str, object]]:
    """The errors as JSON; the status is looked at elsewhere."""
    out = repository.lint(*paths, "--output-format", "json", "--fail-on", "never")
    result, _ = json.JSONDecoder().raw_decode(out, out.index("{"))  # notices stand around it
    return [found for found in result["diagnostics"] if found["severity"] == "error"]


def test_from_the_first_commit_to_ci(repository):
    old, plain, page, report = (named(repository, number) for number in (7, 20, 22, 13))

    refused = repository.commit(status=1)
    assert f"{old}\n" in refused
    assert "20xx" in refused
    assert "Traceback" not in refused
    assert repository.commits() == 0
    assert [found["path"] for found in findings(repository)] == [old]

    assert "已知" in repository.lint("baseline", "write")
    repository.commit()
    assert repository.commits() == 1

    for path in (plain, page):  # the same fault in plain text and in Markdown
        repository.replace(path, ENDING, f"　　{NEW}\n\n{ENDING}")
    refused = repository.commit(status=1)
    assert refused.count("NUM001 growth-mismatch") >= 2
    assert "20xx" not in refused  # what the baseline knows is not said again
    assert repository.commits() == 1

    for path in (plain, page):
        repository.replace(path, NEW, f"{NEW}<!-- reportlint: ignore[NUM001] -->")
    assert "SUP003" in repository.lint(plain)  # a reason is asked for
    for path in (plain, page):
        repository.replace(path, "ignore[NUM001] -->", "ignore[NUM001] 上年数已修订，见统计局函 -->")
    assert "SUP003" not in repository.lint(plain)
    repository.commit()
    assert repository.commits() == 2

    text = "2005年政府工作报告\n" + NEW + "\n" + ENDING
    repository.write(report, word(text))
    assert "NUM001" in repository.commit(status=1)
    (found,) = findings(repository, report)
    repository.write("reportlint.toml", SETTINGS + (
        f'\n[[suppress]]\nfingerprint = "{found["fingerprint"]}"\npath = "{report}"\nreason = "口径调整"\nuntil = 2999-12-31\n'))
    repository.commit()
    assert repository.commits() == 3

    repository.replace(old, OLD, "镇财政总收入完成2841万元。")
    assert "已不再出现" in repository.lint(old)
    repository.lint("baseline", "prune")
    repository.commit()
    repository.replace(old, "完成2841万元", "完成20xx万元")
    assert "20xx" in repository.commit(status=1)  # it is no longer known
    repository.run("git", "checkout", "-q", "HEAD", "--", old)

    repository.lint("--output-format", "github", "--output", "sarif=a.sarif", "--output", "junit=a.xml")
    (run,) = json.loads((repository.folder / "a.sarif").read_text(encoding="utf-8"))["runs"]
    reasons = [s["justification"] for result in run["results"] for s in result.get("suppressions", ())]
    assert sorted(reasons) == ["上年数已修订，见统计局函", "上年数已修订，见统计局函", "口径调整"]
    suites = ElementTree.parse(repository.folder / "a.xml").getroot()
    assert suites.get("failures") == "0"
    assert len(suites) == COUNT

    repository.replace(page, "增加到8000元，增长25%", "增加到8000元，增长60%")
    assert "SUP001" in repository.lint(page)  # the suppression matches nothing any more
