"""A command line with two small rules of our own, run in the process, in a folder of its own."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportlint import plugins
from reportlint.cli import main
from reportlint.readers.text import reader as text_reader
from reportlint.rule import (
    Check,
    CheckKind,
    Diagnostic,
    DocumentRule,
    Finding,
    Message,
    Operand,
    ProjectRule,
    Reading,
    RuleMeta,
    Severity,
    Status,
    Verdict,
)


class Mask(DocumentRule):
    """Finds ``xx``."""

    meta = RuleMeta("PLH901", "mask", Message("占位符没有替换", "a mask was left"), Severity.ERROR)

    @dataclass(frozen=True)
    class Options:
        masks: tuple[str, ...] = ("xx",)
        limit: int = 100
        note: bool = False

    def check(self, reading: Reading) -> Iterator[Finding]:
        document = reading.document
        for match in re.finditer("|".join(self.options.masks), document.flow):
            place = self.place(document, match.start(), match.end())
            yield self.diagnostic(
                place, Message(f"占位符“{match[0]}”没有替换", f"the mask {match[0]} was left"),
                key=match[0], group=match[0],
            )


class Sum(DocumentRule):
    """Recomputes ``a亿=b亿+c亿``."""

    meta = RuleMeta("NUM901", "odd-sum", Message("合计不等于各部分之和", "a sum differs from its parts"))

    def check(self, reading: Reading) -> Iterator[Finding]:
        document = reading.document
        for match in re.finditer(r"(\d+)亿=(\d+)亿\+(\d+)亿", document.flow):
            operands = tuple(
                Operand(role, self.place(document, match.start(i), match.end(i)), match[i], "亿元")
                for i, role in ((1, "whole"), (2, "part"), (3, "part"))
            )
            right = int(match[2]) + int(match[3])
            finding: Diagnostic | None = None
            if int(match[1]) != right:
                parts = self.place(document, match.start(2), match.end(3), Message(f"和为{right}", f"adds up to {right}"))
                message = Message(f"{match[1]}不等于{right}", f"{match[1]} is not {right}")
                finding = self.diagnostic(operands[0].place, message, related=[parts])
            verdict = Verdict.INCONSISTENT if finding else Verdict.CONSISTENT
            yield Check(CheckKind.SUM, "NUM901", verdict, match[0], operands, finding=finding)


class Twin(ProjectRule):
    """Finds documents that are the same."""

    meta = RuleMeta("DUP901", "twin", Message("两个文件相同", "two files are the same"), Severity.INFO)

    def check_project(self, readings: Sequence[Reading]) -> Iterator[Finding]:
        seen: dict[str, Reading] = {}
        for reading in readings:
            document = reading.document
            other = seen.setdefault(document.text, reading).document
            if other is not document and document.text:
                place = self.place_in_text(document, 0, 1)
                yield self.diagnostic(place, Message("文件相同", "same file"), related=[self.place_in_text(other, 0, 1)])


class Trial(DocumentRule):
    """A preview rule, which finds ``试``."""

    meta = RuleMeta("PLH902", "trial", Message("试行", "on trial"), status=Status.PREVIEW)

    def check(self, reading: Reading) -> Iterator[Finding]:
        for match in re.finditer("试", reading.document.flow):
            yield self.diagnostic(self.place(reading.document, match.start(), match.end()), Message("试", "trial"))


class Crash(DocumentRule):
    """Fails on documents that hold ``崩溃``."""

    meta = RuleMeta("ZZZ901", "crash", Message("会崩溃", "crashes"))

    def check(self, reading: Reading) -> Iterator[Finding]:
        if "崩溃" in reading.document.flow:
            raise ValueError("first\nlast line")
        yield from ()


FAKES = (Twin, Sum, Mask, Trial, Crash)


class Doc:
    """Reads ``.docx`` as text."""

    name = "docx"
    suffixes = frozenset({".docx"})
    read = text_reader.read
    read_bytes = text_reader.read_bytes


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left."""

    status: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # settings are not looked for above
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command line with the fake rules; the duration in the summary is always 0.00."""
    monkeypatch.setattr(plugins, "load_rules", lambda _points=None: tuple(sorted(FAKES, key=lambda r: r.meta.code)))
    monkeypatch.setattr(plugins, "load_readers", lambda _points=None: plugins.ReaderSet([text_reader, Doc()]))

    def run(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        try:
            status = main(list(arguments))
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, err = capfd.readouterr()
        return Ran(status, re.sub(r"\d+\.\d\d( 秒| s)\b", r"0.00\1", out), err)

    return run


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft with a mask, a wrong sum and a right one."""
    path = tmp_path / "draft.txt"
    path.write_text("一、回顾\n\n　　xx县财政总收入3亿=1亿+2亿元，工业总产值5亿=1亿+2亿元。\n", encoding="utf-8")
    return path
