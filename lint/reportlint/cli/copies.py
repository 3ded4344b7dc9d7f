"""Which Word files are reviewed, and where their copies go; nothing is ever written over the files themselves."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from reportlint.config import ConfigError
from reportlint.discover import Target
from reportlint.records import dataclass
from reportlint.rule import Message

WORD = (".docx", ".docm")
_TO_CONVERT = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".dotx", ".dotm", ".pages"})


@dataclass(frozen=True, slots=True)
class Copy:
    """A file to review and the file that its copy is written to."""

    target: Target
    path: Path


def refusal(path: str) -> Message:
    """Why a file that is no Word document gets no comments, and what to do."""
    suffix = os.path.splitext(path)[1].lower()
    if suffix in _TO_CONVERT:
        return Message(
            f"{path}：只能给 .docx 和 .docm 加批注，请先在 Word 或 WPS 里另存为 .docx，"
            f"或者用 LibreOffice 转换：soffice --headless --convert-to docx \"{path}\"",
            f"{path}: only .docx and .docm get comments; save it as .docx in Word or WPS, or convert it with LibreOffice: "
            f"soffice --headless --convert-to docx \"{path}\"",
        )
    return Message(
        f"{path}：批注只能加在 Word 文件（.docx、.docm）里；这个文件请用 reportlint check 检查",
        f"{path}: comments are for Word files (.docx, .docm); lint this one with reportlint check",
    )


def plan(targets: Sequence[Target], paths: Sequence[str], output: str, *, force: bool) -> list[Copy]:
    """Where the copies go: one file to the output itself, several (or those of a folder) into the output, a folder.

    Raises:
        ConfigError: where a copy would fall on one of the files, on another copy, or, without ``force``, on any file.
    """
    several = len(paths) > 1 or any(os.path.isdir(path) for path in paths)
    into = several or os.path.isdir(output) or output.endswith(("/", os.sep))
    if into and os.path.exists(output) and not os.path.isdir(output):
        raise ConfigError(Message(
            f"有多个文件，-o 应当是文件夹，而 {output} 是文件", f"there are several files, so -o must be a folder, and {output} is a file"))
    copies = [Copy(target, Path(output, _below(target, paths)) if into else Path(output)) for target in targets]
    taken: dict[str, Copy] = {}
    for copy in copies:
        _refuse_suffix(copy)
        other = taken.setdefault(os.path.normcase(os.path.abspath(copy.path)), copy)
        if other is not copy:
            raise ConfigError(Message(
                f"{other.target.label} 和 {copy.target.label} 的副本都会写到 {copy.path}，请分开运行",
                f"the copies of {other.target.label} and {copy.target.label} would both be {copy.path}; run them apart"))
        if any(_is_same(target.path, copy.path) for target in targets):
            raise ConfigError(Message(
                f"不会覆盖原稿 {copy.path}，请用 -o 另指定文件", f"the original {copy.path} is never overwritten; name another file with -o"))
        if os.path.lexists(copy.path) and (not force or copy.path.is_dir()):
            raise ConfigError(Message(
                f"{copy.path} 已经存在，要覆盖请加 --force", f"{copy.path} exists; --force writes over it"))
    return copies


def _below(target: Target, paths: Sequence[str]) -> str:
    """The path of a copy in the folder of copies: below the folder that was named, else the file's own name."""
    folders = [path for path in paths if os.path.isdir(path)]
    for folder in folders:
        relative = os.path.relpath(target.path, folder)
        if not relative.startswith(os.pardir):
            return relative
    return target.path.name


def _refuse_suffix(copy: Copy) -> None:
    if copy.path.suffix.lower() != copy.target.suffix:
        raise ConfigError(Message(
            f"{copy.target.label} 的副本也应当以 {copy.target.suffix} 结尾，而不是 {copy.path.name}",
            f"the copy of {copy.target.label} must end with {copy.target.suffix} too, unlike {copy.path.name}"))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
