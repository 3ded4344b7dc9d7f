"""Reporters: one module a format, each with ``write(result, options, stream)``."""

from __future__ import annotations

from typing import TextIO

from reportlint.report.model import FileResult, OutputOptions, RunResult, SkippedFile

FORMATS = ("text", "concise", "json", "github")

__all__ = ["FORMATS", "FileResult", "OutputOptions", "RunResult", "SkippedFile", "write"]


def write(format: str, result: RunResult, options: OutputOptions, stream: TextIO) -> None:  # noqa: A002
    """Writes the result in one of FORMATS; only that format's module is imported."""
    if format == "json":
        from reportlint.report import json as reporter
    elif format == "concise":
        from reportlint.report import concise as reporter  # type: ignore[no-redef]
    elif format == "github":
        from reportlint.report import github as reporter  # type: ignore[no-redef]
    else:
        from reportlint.report import text as reporter  # type: ignore[no-redef]
    reporter.write(result, options, stream)
