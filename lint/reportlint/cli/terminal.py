"""What the command line asks its surroundings: language, colour, width; and how it talks to them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from typing import TextIO


def locale_lang(environment: Mapping[str, str]) -> str:
    """``zh`` or ``en`` by LC_ALL, LC_MESSAGES and LANG; ``zh`` where they say nothing, since the reports are Chinese."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            language = value.split(".")[0].split("_")[0].lower()
            return "zh" if language in ("zh", "c", "posix") else "en"
    return "zh"


def early_lang(argv: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language for help and errors before the arguments have been understood."""
    for index, argument in enumerate(argv):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(argv):
            value = argv[index + 1]
        if value in ("zh", "en"):
            return value
    return locale_lang(environment)


def wants_color(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: as told, else on a terminal unless NO_COLOR is set or the terminal is dumb."""
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def columns(stream: TextIO) -> int:
    """The columns to fill: the terminal's, within reason, or 100 for a file."""
    if not stream.isatty():
        return 100
    try:
        return max(60, min(os.get_terminal_size(stream.fileno()).columns, 160))
    except (OSError, ValueError):
        return 100


def prepare_streams() -> None:
    """Makes standard output and error write any text: what they cannot encode is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def machine_output() -> None:
    """Makes standard output UTF-8 whatever the terminal uses, for formats that programs read."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


class ProgressBar:
    """A bar on standard error, on a terminal only, that appears when the work takes longer than a moment."""

    _PATIENCE, _PERIOD, _WIDTH = 0.7, 0.1, 24

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._began = self._last = time.monotonic()
        self._shown = 0

    def __call__(self, done: int, total: int, path: str) -> None:
        """Shows how many files of all are done, and the one at hand."""
        from reportlint.report.width import clean, fit, width

        now = time.monotonic()
        if done == total:
            self.clear()
        elif now - self._began > self._PATIENCE and now - self._last > self._PERIOD:
            self._last = now
            filled = self._WIDTH * done // max(total, 1)
            line = fit(f"[{'#' * filled}{'.' * (self._WIDTH - filled)}] {done}/{total} {clean(path)}", 78)
            blanks = " " * max(self._shown - width(line), 0)
            self._shown = width(line)
            self._stream.write(f"\r{line}{blanks}")
            self._stream.flush()

    def clear(self) -> None:
        """Removes the bar."""
        if self._shown:
            self._stream.write("\r" + " " * self._shown + "\r")
            self._stream.flush()
            self._shown = 0
