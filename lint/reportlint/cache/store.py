"""A folder of small files, each kept under a key: written in one step, checked when it is read, bounded in size and age."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reportlint.records import dataclass

NAME = ".reportlint_cache"
DAY = 24 * 60 * 60.0
UNUSED = 30 * DAY
"""Seconds after which an entry that no run has used is dropped."""
MOST_BYTES = 500_000_000
"""Beyond this the entries that were not used for longest are dropped, as long as that was not today."""
_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
_TAG_TEXT = f"{_SIGNATURE}\n# What reportlint found in unchanged files. It can be deleted at any time.\n"
_PRUNED = "pruned"
_MARKS = frozenset({".gitignore", _TAG, _PRUNED})
_MAGIC = b"reportlint\n"
_KEY = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Summary:
    """How many entries a folder holds and how many bytes they have."""

    entries: int
    size: int


class Store:
    """The entries of one folder, which is made when something is first kept. Nothing here raises OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._writable = True
        self._created = False

    def get(self, key: str) -> bytes | None:
        """What is kept under a key (hexadecimal digits), None for nothing or for what is damaged."""
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            return None
        start = len(_MAGIC) + 4
        if not data.startswith(_MAGIC) or data[len(_MAGIC):start] != _sum(data[start:]):
            return None
        with suppress(OSError):
            os.utime(path)
        return data[start:]

    def put(self, key: str, data: bytes) -> None:
        """Keeps bytes under a key; where that fails nothing more is kept."""
        if not self._writable:
            return
        path = self._path(key)
        beside = f"{path}.{os.urandom(8).hex()}"
        try:
            if not self._created:
                self._create()
            with suppress(FileExistsError):
                os.mkdir(os.path.dirname(path))
            with open(beside, "xb") as file:
                file.write(b"".join((_MAGIC, _sum(data), data)))
            os.replace(beside, path)
        except OSError:
            self._writable = False
            with suppress(OSError):
                os.unlink(beside)

    def prune(self, now: float) -> None:
        """Drops what was not used for long, and what is too much, once a day; ``now`` is in seconds since 1970."""
        if not self._writable or not self._is_ours():
            return
        marker = self.folder / _PRUNED
        with suppress(OSError):
            if now - marker.stat().st_mtime < DAY:
                return
        with suppress(OSError):
            marker.touch()
        self._drop(now)

    def _drop(self, now: float) -> None:
        used = sorted(((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in self._entries()), reverse=True)
        total = 0
        for time, size, path in used:
            total += size
            if now - time > UNUSED or (total > MOST_BYTES and now - time > DAY):
                with suppress(OSError):
                    os.unlink(path)

    def summary(self) -> Summary:
        """How much is kept."""
        sizes = [entry.stat().st_size for entry in self._entries()]
        return Summary(len(sizes), sum(sizes))

    def clear(self) -> Summary:
        """Removes all entries, and the folder where nothing else is in it; what was removed.

        A folder that is not marked as such a cache is left as it is.
        """
        removed = Summary(0, 0)
        if not self._is_ours():
            return removed
        self._created = False
        for entry in list(self._entries()):
            with suppress(OSError):
                size = entry.stat().st_size
                os.unlink(entry.path)
                removed = Summary(removed.entries + 1, removed.size + size)
        with suppress(OSError):
            for name in os.listdir(self.folder):
                if _is_shard(name):
                    (self.folder / name).rmdir()
            if set(os.listdir(self.folder)) <= _MARKS:
                for name in _MARKS:
                    (self.folder / name).unlink(missing_ok=True)
                self.folder.rmdir()
        return removed

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, key[:2], key[2:])

    @property
    def is_foreign(self) -> bool:
        """Whether the folder holds other things, and would have version control and backups pass them over."""
        try:
            return self.folder.name != NAME and not self._is_ours() and not all(map(_is_own, os.listdir(self.folder)))
        except OSError:
            return False

    def _create(self) -> None:
        """Makes the folder, which tells version control and backups to pass it over; raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.is_foreign:
            raise FileExistsError(str(self.folder))
        self._created = True
        for name, text in ((".gitignore", "*\n"), (_TAG, _TAG_TEXT)):
            with suppress(FileExistsError), open(self.folder / name, "x", encoding="ascii") as file:
                file.write(text)

    def _is_ours(self) -> bool:
        try:
            return (self.folder / _TAG).read_text("ascii").startswith(_SIGNATURE)
        except (OSError, ValueError):
            return False

    def _entries(self) -> Iterator[os.DirEntry[str]]:
        """The entries, and what interrupted runs have left of such."""
        with suppress(OSError), os.scandir(self.folder) as shards:
            for shard in shards:
                if not _is_shard(shard.name) or not shard.is_dir(follow_symlinks=False):
                    continue
                with suppress(OSError), os.scandir(shard.path) as entries:
                    for entry in entries:
                        if _KEY.issuperset(entry.name.partition(".")[0]) and entry.is_file(follow_symlinks=False):
                            yield entry


def _is_own(name: str) -> bool:
    """Whether something in the folder of a cache belongs there."""
    return name in _MARKS or _is_shard(name)


def _is_shard(name: str) -> bool:
    return len(name) == 2 and _KEY.issuperset(name)


def _sum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(4, "big")
