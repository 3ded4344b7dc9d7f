"""The automatic numbers of a Word document: what Word prints before a paragraph though no run holds it."""

from __future__ import annotations

import re
from dataclasses import field

from reportlint.readers.docx.numerals import numeral
from reportlint.readers.docx.package import WORD, attribute, on, parse, whole
from reportlint.records import dataclass

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_DEPTH = 8


@dataclass(slots=True)
class Level:
    """One level of a list: ``text`` is what is printed, with ``%1`` for the number of the first level and so on."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""        # the numbering style that this takes its levels from
    linked: str = ""      # the numbering style that this gives its levels to


@dataclass(slots=True)
class _List:
    abstract: str = ""
    levels: dict[int, Level] = field(default_factory=dict)   # replaced in this list
    starts: dict[int, int] = field(default_factory=dict)     # where this list starts anew


class Numbering:
    """The lists of a document and, while its paragraphs are gone through in order, how far each has counted."""

    def __init__(self, data: bytes | None = None) -> None:
        """Reads the bytes of a numbering part; None stands for a document without one."""
        self._abstracts: dict[str, _Abstract] = {}
        self._lists: dict[str, _List] = {}
        self._abstract: _Abstract | None = None
        self._list: _List | None = None
        self._level = Level()
        self._place = 0
        self._counts: dict[int, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if data is not None:
            parse(data, "numbering", self._start)

    def level_of_style(self, number_id: str, style_id: str) -> int | None:
        """The level that a list gives to a paragraph style, None where it does not name the style."""
        _, levels = self._resolve(number_id)
        return next((place for place, level in levels.items() if style_id and level.style == style_id), None)

    def next_marker(self, number_id: str, place: int) -> str | None:
        """The number of the next paragraph at a level (from 0) of a list, such as "（二）"; empty for a bullet.

        None where there is no such list. Each call counts one paragraph.
        """
        if number_id not in self._lists:
            return None
        abstract, levels = self._resolve(number_id)
        place = min(max(place, 0), LEVELS - 1)
        level = levels.get(place, Level(text=""))
        counts = self._counts.setdefault(abstract, {})
        start = self._lists[number_id].starts.get(place)
        if start is not None and (number_id, place) not in self._begun:
            counts[place] = start
        elif place in counts:
            counts[place] += 1
        else:
            counts[place] = level.start
        self._begun.add((number_id, place))
        for deeper in [other for other in counts if other > place]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and place < restart):
                del counts[deeper]
        if level.format == "bullet":
            return ""
        return _PLACE.sub(lambda found: self._number(int(found[1]) - 1, levels, counts, level.legal), level.text).strip()

    def _number(self, place: int, levels: dict[int, Level], counts: dict[int, int], legal: bool) -> str:
        level = levels.get(place, Level())
        if place not in counts:
            counts[place] = level.start  # a level that was passed over prints its first number
        format_ = "decimal" if legal and level.format != "decimalZero" else level.format
        return numeral(counts[place], format_)

    def _resolve(self, number_id: str) -> tuple[int, dict[int, Level]]:
        """The identity of the counters that a list shares, and its levels."""
        found = self._lists.get(number_id, _List())
        abstract = self._abstracts.get(found.abstract, _Abstract())
        for _ in range(_DEPTH):
            if not abstract.link:
                break
            target = next((a for a in self._abstracts.values() if a.linked == abstract.link), None)
            if target is None or target is abstract:
                break
            abstract = target
        return id(abstract) if found.abstract else id(found), {**abstract.levels, **found.levels}

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, local = tag.rpartition(" ")
        if namespace + " " not in WORD:
            return
        value = attribute(attributes, "val")
        match local:
            case "abstractNum":
                self._list, self._abstract = None, _Abstract()
                self._abstracts[attribute(attributes, "abstractNumId")] = self._abstract
            case "num":
                self._abstract, self._list = None, _List()
                self._lists[attribute(attributes, "numId")] = self._list
            case "numStyleLink" if self._abstract:
                self._abstract.link = value
            case "styleLink" if self._abstract:
                self._abstract.linked = value
            case "abstractNumId" if self._list:
                self._list.abstract = value
            case "lvlOverride":
                self._place = whole(attribute(attributes, "ilvl"))
            case "startOverride" if self._list:
                self._list.starts[self._place] = whole(value, 1)
            case "lvl":
                self._level = Level()
                place = whole(attribute(attributes, "ilvl"))
                if self._abstract:
                    self._abstract.levels[place] = self._level
                elif self._list:
                    self._list.levels[place] = self._level
            case "start":
                self._level.start = whole(value, 1)
            case "numFmt":
                self._level.format = value
            case "lvlText":
                self._level.text = value
            case "lvlRestart":
                self._level.restart = whole(value)
            case "isLgl":
                self._level.legal = on(attributes)
            case "pStyle":
                self._level.style = value
