"""Reporters: one module a format, each with ``write(result, options, stream)``."""

from __future__ import annotations

from importlib import import_module
from typing import TextIO

from reportlint.report.model import FileResult, OutputOptions, RunResult, SkippedFile

FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "gitlab", "rdjson", "html", "markdown")

__all__ = ["FORMATS", "FileResult", "OutputOptions", "RunResult", "SkippedFile", "write"]


def write(format: str, result: RunResult, options: OutputOptions, stream: TextIO) -> None:  # noqa: A002
    """Writes the result in one of FORMATS; only that format's module is imported."""
    import_module(f"{__name__}.{format if format in FORMATS else 'text'}").write(result, options, stream)
