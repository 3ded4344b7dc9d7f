"""The words that web pages put round a text, as patterns."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlint import patterns as re
from reportlint.records import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Whole lines that operate the page or tell its source, pieces inside lines, and site names behind a title."""

    controls: re.Pattern[str]
    source: re.Pattern[str]
    inside: re.Pattern[str]
    inline: re.Pattern[str]
    title: re.Pattern[str]


@cache
def words() -> Words:
    """The patterns of ``furniture.toml``."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    return Words(
        re.compile(rf"(?:{'|'.join((*table['inside'], *table['controls']))})\Z"), re.compile(rf"(?:{'|'.join(table['source'])})\Z"),
        re.compile(rf"(?:{'|'.join(table['inside'])})\Z"), re.compile("|".join(table["inline"])), re.compile(table["title"]),
    )


def is_furniture(line: str) -> bool:
    """Whether a whole line belongs to a web page rather than to the report."""
    return words().controls.match(line) is not None or words().source.match(line) is not None or words().inline.fullmatch(line) is not None
