"""The baseline: findings that are known, so that a collection can begin with what is new.

A finding is known by its rule, its file and its claim with the values in it (``Diagnostic.key``), never by its line:
moved text stays known, an edited number comes back. Each claim has a count, and what exceeds it is new. Paths are
relative to the folder of the baseline file, with forward slashes.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from reportlint.config import ConfigError
from reportlint.paths import relative
from reportlint.rule import Diagnostic, Message

VERSION = 1


class Key(NamedTuple):
    """What a finding is known by."""

    path: str
    code: str
    claim: str


Counts = Mapping[Key, int]


def key_of(found: Diagnostic, folder: Path) -> Key:
    """The key of a finding in a baseline that lies in ``folder``."""
    return Key(relative(found.place.path, folder), found.code, found.key or found.message.zh)


def count(diagnostics: Iterable[Diagnostic], folder: Path) -> Counter[Key]:
    """How often each key is found."""
    return Counter(key_of(found, folder) for found in diagnostics)


def load(path: Path) -> Counter[Key]:
    """The counts of a baseline file; raises ConfigError where it cannot be read or is no baseline."""
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        cause = error.strerror or str(error)
        raise ConfigError(Message(f"无法读取基线 {path}：{cause}", f"cannot read the baseline {path}: {cause}")) from None
    except (ValueError, RecursionError) as error:
        raise _faulty(path, Message(f"不是 JSON（{error}）", f"it is no JSON ({error})")) from None
    if not isinstance(content, dict) or not isinstance(content.get("files"), dict):
        raise _faulty(path, Message("没有 files", "it has no files"))
    if content.get("version") != VERSION:
        raise _faulty(path, Message(
            f"版本应当是 {VERSION}，而不是 {content.get('version')!r}", f"its version must be {VERSION}, not {content.get('version')!r}"))
    found: Counter[Key] = Counter()
    for file, entries in content["files"].items():
        for entry in entries if isinstance(entries, list) else (None,):
            key, number = _entry(path, file, entry)
            found[key] += number
    return found


def _entry(path: Path, file: str, entry: object) -> tuple[Key, int]:
    match entry:
        case {"code": str(code), "claim": str(claim), "count": int(number)} if number > 0 and not isinstance(number, bool):
            return Key(file, code, claim), number
    shown = json.dumps(entry, ensure_ascii=False)[:80]
    raise _faulty(path, Message(
        f"{file} 下的 {shown} 应当有 code、claim 和正整数 count", f"{shown} under {file} must have code, claim and a positive count"))


def _faulty(path: Path, why: Message) -> ConfigError:
    return ConfigError(Message(
        f"基线 {path} 有误：{why.zh}；可用 reportlint baseline write 重写",
        f"the baseline {path} is faulty: {why.en}; reportlint baseline write makes it anew",
    ))


def save(path: Path, counts: Counts) -> None:
    """Writes the counts, sorted, one claim a line, so that changes read well; raises OSError."""
    files: dict[str, list[str]] = {}
    for key in sorted(counts):
        entry = {"code": key.code, "count": counts[key], "claim": key.claim}
        files.setdefault(key.path, []).append("   " + _dumped(entry))
    blocks = [f"  {_dumped(file)}: [\n" + ",\n".join(lines) + "\n  ]" for file, lines in files.items()]
    inner = "\n" + ",\n".join(blocks) + "\n " if blocks else ""
    data = f'{{\n "version": {VERSION},\n "files": {{{inner}}}\n}}\n'.encode("utf-8", "backslashreplace")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _dumped(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else json.dumps(value)


def new(diagnostics: Iterable[Diagnostic], counts: Counts, folder: Path) -> tuple[tuple[Diagnostic, ...], Counter[Key]]:
    """The findings that exceed the counts, in order, and what is left of the counts."""
    left = Counter(counts)
    fresh = []
    for found in diagnostics:
        key = key_of(found, folder)
        if left[key] > 0:
            left[key] -= 1
        else:
            fresh.append(found)
    return tuple(fresh), +left


def pruned(
    counts: Counts, found: Counts, *, linted: Collection[str], codes: Collection[str], single: Collection[str],
    exists: Collection[str],
) -> Counter[Key]:
    """The counts without what is no longer found.

    Only files that were ``linted`` are judged, by rules that ran (``codes``); those that compare files (not in
    ``single``) only where all files of the baseline that exist were linted. What is known of files that are gone goes.
    """
    everything = {key.path for key in counts if key.path in exists} <= set(linted)
    kept: Counter[Key] = Counter()
    for key, number in counts.items():
        if key.path not in exists:
            continue
        judged = key.path in linted and key.code in codes and (everything or key.code in single)
        kept[key] = min(number, found.get(key, 0)) if judged else number
    return +kept
