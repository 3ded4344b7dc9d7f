"""Lists of parts that are all there are, by their names."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path


@cache
def _partitions() -> tuple[tuple[tuple[str, ...], ...], ...]:
    text = Path(__file__).with_name("data").joinpath("partitions.toml").read_text("utf-8")
    return tuple(tuple(tuple(row) for row in partition) for partition in tomllib.loads(text)["partitions"])


def is_partition(names: Sequence[str], whole: str = "") -> bool:
    """Whether parts with these names are all the parts of their whole, each once.

    Electricity has households beside the three industries, so no division of it by industry is complete.
    """
    return "用电" not in whole and any(len(rows) == len(names) and _assigns(names, rows) for rows in _partitions())


def _assigns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether each name belongs to a row of its own."""
    taken: set[int] = set()
    for name in names:
        row = next((i for i, words in enumerate(rows) if i not in taken and any(name.startswith(word) for word in words)), None)
        if row is None:
            row = next((i for i, words in enumerate(rows) if i not in taken and any(len(word) > 1 and word in name for word in words)), None)
        if row is None:
            return False
        taken.add(row)
    return len(taken) == len(rows)
