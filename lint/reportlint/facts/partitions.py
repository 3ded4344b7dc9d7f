"""Lists of parts that are all there are, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

_LONG = 4
"""Classes from which on a semicolon inside a list need not end it."""


@cache
def _table() -> dict[str, Any]:
    import tomllib

    return tomllib.loads(Path(__file__).with_name("data").joinpath("partitions.toml").read_text("utf-8"))


@cache
def _classes(key: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(tuple(row) for row in rows) for rows in _table().get(key, ()))


@cache
def _classes_by_length(key: str) -> dict[int, list[tuple[tuple[str, ...], ...]]]:
    found: dict[int, list[tuple[tuple[str, ...], ...]]] = {}
    for rows in _classes(key):
        found.setdefault(len(rows), []).append(rows)
    return found


def whole_of(names: Sequence[str]) -> str | None:
    """The word in the name of the only whole that such parts have (采矿业, 制造业: 工业); None for other parts."""
    for entry in _table()["whole"]:
        if all(any(name.startswith(part) for name in names) for part in entry["parts"]):
            return str(entry["word"])
    return None


def is_partition(names: Sequence[str], whole: str = "") -> bool:
    """Whether parts with these names are all the parts of their whole, each once.

    Electricity has households beside the three industries, so no division of it by industry is complete.
    """
    return "用电" not in whole and _is_one_of(names, "partitions")


def is_usual_partition(names: Sequence[str]) -> bool:
    """Whether parts with these names are mostly, but not by what the words mean, all the parts of their whole."""
    return _is_one_of(names, "usual")


def _is_one_of(names: Sequence[str], key: str) -> bool:
    return any(_assigns(names, rows) for rows in _classes_by_length(key).get(len(names), ()))


def goes_on(names: Sequence[str], name: str) -> bool:
    """Whether a name is the next class of a long division of which the names before it are classes already."""
    return any(
        len(rows) >= _LONG and len(names) < len(rows) and _assigns([*names, name], rows, whole=False) for rows in _classes("partitions")
    )


def disjoint_among(names: Sequence[str]) -> list[int]:
    """The places of the names that are classes of one sort, which never overlap; empty below two of them."""
    best: list[int] = []
    for rows in _classes("disjoint"):
        taken: dict[int, int] = {}
        for place, name in enumerate(names):
            row = next((i for i, words in enumerate(rows) if any(name.startswith(word) for word in words)), None)
            if row is not None and not any(name.startswith((word + "以上", word + "及以上", word + "以下")) for word in rows[row]):
                taken.setdefault(row, place)
        if len(taken) > max(len(best), 1):
            best = sorted(taken.values())
    return best


def _assigns(names: Sequence[str], rows: Sequence[Sequence[str]], *, whole: bool = True) -> bool:
    """Whether each name belongs to a row of its own, and with ``whole`` each row has one."""
    taken: set[int] = set()
    for name in names:
        row = next((i for i, words in enumerate(rows) if i not in taken and any(name.startswith(word) for word in words)), None)
        if row is None:
            row = next((i for i, words in enumerate(rows) if i not in taken and any(len(word) > 1 and word in name for word in words)), None)
        if row is None:
            return False
        taken.add(row)
    return len(taken) == len(rows) or not whole
