"""Edits of findings applied to a text, and the text written back as the bytes it came in.

A fix is taken whole or not at all. Where two overlap the one that begins first wins, and the next round looks
again. No fix touches a number: an edit that would change the sequence of digits, or that stands between two
digits, is refused. Rounds go on until a round changes nothing, at most :data:`ROUNDS`.
"""

from __future__ import annotations

import bisect
import codecs
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from reportlint.records import dataclass
from reportlint.rule import Diagnostic, Edit, Fix, Message
from reportlint.source import SourceError, decode

ROUNDS = 10
"""Rounds after which a text that still changes is given up."""

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class FixRefused(Exception):
    """A file that cannot be changed faithfully; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing made of a file: its text before and after, its new bytes, how many fixes were applied.

    ``refused`` counts the fixes that would have touched a number, ``settled`` tells whether a last round changed nothing.
    """

    before: str
    after: str
    data: bytes
    applied: int
    refused: int
    settled: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One round: the text it made, how many fixes it applied and refused."""

    text: str
    applied: int
    refused: int


def choose(text: str, diagnostics: Iterable[Diagnostic], *, unsafe: bool = False) -> tuple[list[Fix], int]:
    """The fixes of the diagnostics that do not get in each other's way, in order; and how many touch a number and are refused."""
    fixes = [found.fix for found in diagnostics if found.fix is not None and found.fix.edits]
    wanted = sorted(dict.fromkeys(fix for fix in fixes if fix.safe or unsafe), key=_order)
    taken: list[Edit] = []
    chosen: list[Fix] = []
    refused = 0
    for fix in wanted:
        if not all(keeps_numbers(text, edit) for edit in fix.edits) or _overlap(fix.edits):
            refused += 1
        elif not any(_collides(taken, edit) for edit in fix.edits):
            for edit in fix.edits:
                bisect.insort(taken, edit, key=_start)
            chosen.append(fix)
    return chosen, refused


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made that are apart."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=_start):
        pieces += (text[position:edit.span.start], edit.text)
        position = edit.span.end
    pieces.append(text[position:])
    return "".join(pieces)


def apply(text: str, diagnostics: Iterable[Diagnostic], *, unsafe: bool = False) -> Step:
    """The text with all fixes of the diagnostics that do not get in each other's way."""
    chosen, refused = choose(text, diagnostics, unsafe=unsafe)
    return Step(edited(text, (edit for fix in chosen for edit in fix.edits)), len(chosen), refused)


def keeps_numbers(text: str, edit: Edit) -> bool:
    """Whether an edit leaves every number as it is: the same digits in the same order, and nothing put between two."""
    start, end = edit.span.start, edit.span.end
    if not 0 <= start <= end <= len(text) or _digits(text[start:end]) != _digits(edit.text):
        return False
    return not (_is_digit(text[start - 1:start]) and _is_digit(text[end:end + 1]))


def settle(data: bytes, lint: Callable[[bytes], Sequence[Diagnostic]], *, unsafe: bool = False) -> Fixed:
    """What is left of a text file when its fixes are applied until nothing changes.

    Args:
        data: the file's bytes.
        lint: the diagnostics of a file with the given bytes, as the settings let them through.
        unsafe: whether fixes that may change what the text means are applied too.

    Raises:
        FixRefused: where the bytes cannot be written back faithfully.
    """
    try:
        before, encoding = decode(data)
    except SourceError as error:
        raise FixRefused(Message(f"无法读取：{error.detail}", f"cannot be read: {error.detail}")) from None
    if encoded(before, encoding, data) != data:
        raise FixRefused(Message(
            f"按 {encoding} 写回会改变其他字节，未修改", f"writing it back as {encoding} would change other bytes; left alone",
        ))
    text, applied, refused, settled = before, 0, 0, False
    seen = {before}
    for _ in range(ROUNDS):
        step = apply(text, lint(encoded(text, encoding, data)), unsafe=unsafe)
        refused = max(refused, step.refused)
        if step.text == text:
            settled = True
            break
        text, applied = step.text, applied + step.applied
        if text in seen:  # two rules undo one another
            break
        seen.add(text)
    return Fixed(before, text, encoded(text, encoding, data), applied, refused, settled)


def encoded(text: str, encoding: str, original: bytes) -> bytes:
    """The text in an encoding, with the byte order mark that the original has."""
    mark = next((mark for mark in _MARKS if original.startswith(mark)), b"")
    return mark + text.encode(encoding.removesuffix("-sig"))


def write(path: Path, data: bytes, original: bytes) -> None:
    """Replaces a file at one stroke, keeping its permissions and following symbolic links.

    Raises:
        FixRefused: where the file has changed since it was read.
        OSError: where it cannot be written; the file is then as it was.
    """
    real = Path(os.path.realpath(path))
    if real.read_bytes() != original:
        raise FixRefused(Message("文件在检查期间被改动，未修改", "the file has changed meanwhile; left alone"))
    handle, name = tempfile.mkstemp(prefix=".reportlint-", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, real.stat().st_mode & 0o7777)
        os.replace(name, real)
    except BaseException:
        os.unlink(name)
        raise


def diff(before: str, after: str, label: str) -> str:
    """The unified diff of two texts, empty where they are equal."""
    import difflib

    lines = difflib.unified_diff(_lines(before), _lines(after), label, label)
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])


def _order(fix: Fix) -> tuple[int, int]:
    return min(e.span.start for e in fix.edits), max(e.span.end for e in fix.edits)


def _start(edit: Edit) -> tuple[int, int]:
    return edit.span.start, edit.span.end


def _collides(taken: Sequence[Edit], edit: Edit) -> bool:
    """Whether an edit overlaps or touches one of those taken, which are sorted and apart."""
    index = bisect.bisect_left(taken, _start(edit), key=_start)
    if index < len(taken) and taken[index].span.start <= edit.span.end:
        return True
    return index > 0 and taken[index - 1].span.end >= edit.span.start


def _overlap(edits: Sequence[Edit]) -> bool:
    ordered = sorted(edits, key=_start)
    return any(a.span.end > b.span.start for a, b in pairwise(ordered))


def _is_digit(character: str) -> bool:
    return bool(character) and character.isdecimal()


def _digits(text: str) -> list[int]:
    return [unicodedata.decimal(c) for c in text if c.isdecimal()]
