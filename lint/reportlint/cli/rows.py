"""The facts of many files, in order, read in several processes where that is worth while."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from reportlint.batch import WORTHWHILE
from reportlint.checking import read_document
from reportlint.facts import Reading, export
from reportlint.report.model import SkippedFile

if TYPE_CHECKING:
    from reportlint.config import Settings
    from reportlint.discover import Target
    from reportlint.facts.export import FactRow
    from reportlint.plugins import ReaderSet

_PARCEL = 64_000
"""Bytes of small files that a process is given at once."""


def rows_of_files(
    targets: Sequence[Target], readers: ReaderSet, settings: Settings, jobs: int,
) -> Iterator[list[FactRow] | SkippedFile]:
    """Yields the facts of each file, or why there are none, in the order of the targets."""
    here = partial(rows_of_file, readers=readers)
    sizes = [_size(target) for target in targets]
    if jobs < 2 or len(targets) < 3 or sum(sizes) < min(WORTHWHILE.values()):
        yield from map(here, targets)
        return
    from reportlint import pool

    how: pool.Method = "spawn" if "pyarrow" in sys.modules else pool.method()  # which has threads of its own
    if sum(sizes) < WORTHWHILE[how]:
        yield from map(here, targets)
        return
    yield here(targets[0])  # what the first file needs is made once for all copies of this process
    start: Callable[[], pool.Work] = partial(_prepared, settings) if how == "spawn" else lambda: partial(_packed, readers=readers)
    found: dict[int, bytes | pool.Died] = {}
    with closing(pool.spread(start, _parcels(targets, sizes), min(jobs, len(targets) - 1), how)) as answers:
        for number in range(1, len(targets)):
            while number not in found and (answer := next(answers, None)) is not None:
                found[answer[0]] = answer[1]
            packed = found.pop(number, b"")
            if isinstance(packed, pool.Died):
                yield SkippedFile(targets[number].label, "process-died", packed.cause)
            else:
                yield cast("list[FactRow] | SkippedFile", pickle.loads(packed)) if packed else here(targets[number])


def rows_of_file(target: Target, readers: ReaderSet) -> list[FactRow] | SkippedFile:
    """The facts of a file, or why there are none."""
    document = read_document(target, readers)
    if isinstance(document, SkippedFile):
        return document
    try:
        return list(export.rows_of(Reading(document)))
    except Exception as error:  # one file's trouble must not cost the others
        return SkippedFile(target.label, "reader-failed", f"{type(error).__name__}: {error}")


def _packed(target: object, readers: ReaderSet) -> bytes:
    return pickle.dumps(rows_of_file(cast("Target", target), readers), pickle.HIGHEST_PROTOCOL)


def _prepared(settings: Settings) -> Callable[[object], bytes]:
    """The work in a process that was started anew."""
    from reportlint import config, plugins

    config.apply_units(settings)
    return partial(_packed, readers=plugins.load_readers(plugins.discover()))


def _parcels(targets: Sequence[Target], sizes: Sequence[int]) -> Iterator[list[tuple[int, object]]]:
    """The files after the first one, small ones together."""
    parcel: list[tuple[int, object]] = []
    size = 0
    for number in range(1, len(targets)):
        parcel.append((number, targets[number]))
        size += sizes[number]
        if size >= _PARCEL:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel


def _size(target: Target) -> int:
    if target.data is not None:
        return len(target.data)
    with suppress(OSError, ValueError):
        return os.stat(target.path).st_size
    return 0
