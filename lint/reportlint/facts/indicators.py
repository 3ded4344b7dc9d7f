"""Indicators: the noun phrase that a quantity belongs to, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from reportlint import extended as regex
from reportlint.records import dataclass

_DATA = Path(__file__).with_name("data")


class Basis(StrEnum):
    """What a stated growth compares."""

    NOMINAL = "nominal"    # printed values: their ratio is proof
    CONSTANT = "constant"  # constant prices or a comparable basis: never proof
    UNSURE = "unsure"      # offices differ: a warning, never an error


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is known of a statistical indicator."""

    name: str
    basis: Basis
    stock: bool = False
    part_of: tuple[str, ...] = ()
    ambiguous: bool = False
    """Whether different statistics use the name (房屋施工面积 of builders and of developers)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase before a number: ``key`` identifies the indicator, ``scope`` narrows it, ``known`` is its lexicon entry.

    ``text`` is the phrase without fillers, as printed; two facts speak of the same thing when key and scope agree.
    """

    key: str
    scope: frozenset[str]
    text: str
    known: Indicator | None
    everywhere: bool = False
    """Whether the phrase says that it is about the whole area of the report (全市)."""

    def __bool__(self) -> bool:
        return bool(self.key)


@dataclass(frozen=True, slots=True)
class _Words:
    indicators: Mapping[str, Indicator]
    leading: regex.Pattern[str]
    trailing: regex.Pattern[str]
    places: frozenset[str]
    whole: frozenset[str]
    place: regex.Pattern[str]
    joins: regex.Pattern[str]


@cache
def _words() -> _Words:
    import tomllib

    table = tomllib.loads((_DATA / "indicators.toml").read_text("utf-8"))["indicator"]
    indicators: dict[str, Indicator] = {}
    for entry in table:
        known = Indicator(
            entry["name"], Basis(entry["basis"]), entry.get("stock", False), tuple(entry.get("part_of", ())),
            entry.get("ambiguous", False),
        )
        for alias in (entry["name"], *entry.get("aliases", ())):
            indicators[alias.lower()] = known
    scopes = tomllib.loads((_DATA / "scopes.toml").read_text("utf-8"))
    places = frozenset(scopes["places"])
    # one character is too little to tell a filler from the beginning of a name (有色金属, 在建项目, 为农服务)
    front = sorted(
        {w for w in (*scopes["fillers"], *scopes["verbs"]) if len(w) > 1 and w != "规模"} | {"已", "将", *places, *scopes["whole"]},
        key=len, reverse=True,
    )
    back = sorted({*scopes["fillers"], *scopes["verbs"], *scopes["prepositions"], *scopes["endings"]}, key=len, reverse=True)
    return _Words(
        indicators,
        regex.compile(r"(?:[\s　——]|\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]+是|(?:" + "|".join(map(regex.escape, front)) + r"))"),
        regex.compile(r"(?:(?:" + "|".join(map(regex.escape, back)) + r")|[\s　])\Z", regex.REVERSE),
        places,
        frozenset(scopes["whole"]),
        regex.compile("|".join(map(regex.escape, sorted(places, key=len, reverse=True)))),
        regex.compile("|".join(map(regex.escape, scopes["joins"]))),
    )


def places_in(text: str) -> frozenset[str]:
    """The place words that a heading holds; none where it names the whole area too."""
    words = _words()
    return frozenset() if any(word in text for word in words.whole) else frozenset(words.place.findall(text))


_GLOSS = regex.compile(r"[（(\[［][^（()）\[\]［］]{0,24}[)）\]］]")
_LATIN_TAIL = regex.compile(r"(?<=[\u4e00-\u9fff])\s*(?:gdp|cpi|ppi|gnp|pmi|r&d)\s*\Z", regex.IGNORECASE)


@cache
def indicator_named(name: str) -> Indicator | None:
    """The lexicon's entry for a name or alias, None for an unknown one."""
    return _words().indicators.get(name.lower())


_VERB = regex.compile(r"实现|完成|创造")


def read_phrase(raw: str) -> Phrase:
    """The indicator that the text before a number names; an empty phrase where only verbs and fillers stand there."""
    return _read_phrase(raw[-60:])


@cache
def _read_phrase(raw: str) -> Phrase:
    words = _words()
    text = _GLOSS.sub("", raw).strip()
    scope: set[str] = set()
    everywhere = False
    while text:
        known = words.indicators.get(text.lower())
        if known is not None:
            return Phrase(known.name, frozenset(scope), text, known, everywhere)
        found = words.leading.match(text)
        if found is not None and found.end() < len(text) and not _is_name_head(text, found[0]):
            if found[0] in words.places:
                scope.add(found[0])
            elif found[0] in words.whole:
                everywhere = True
            text = text[found.end():]
            continue
        trail = words.trailing.search(text)
        if trail is not None:
            text = text[:trail.start()]
            continue
        if text[0] in "“”‘’\"、" or text[-1] in "“”‘’\"":
            text = text.strip("“”‘’\"、")
            continue
        latin = _LATIN_TAIL.search(text)
        if latin is not None:
            text = text[:latin.start()]
            continue
        break
    text = text.replace("”", "").replace("“", "").strip("，。、；：“”\"' 　—-）)（(")
    plain = _VERB.sub("", text, count=1)  # 规模以上工业实现增加值
    if plain != text and (known := words.indicators.get(plain.lower())) is not None:
        return Phrase(known.name, frozenset(scope), text, known, everywhere)
    if len(text) > 5 and (known := words.indicators.get(text[1:].lower())) is not None and text[0] in "市县区省镇全我本各":
        return Phrase(known.name, frozenset(scope), text[1:], known, everywhere)
    return Phrase(text.lower(), frozenset(scope), text, None, everywhere)


def _is_name_head(text: str, word: str) -> bool:
    """Whether a word that may be a filler begins the indicator's own name here (社会消费品零售总额, 投资总额)."""
    rest = text[len(word):]
    if word == "建成" and rest.startswith("区"):
        return True
    if _words().joins.match(rest) and word in _words().places:
        return True
    return len(rest) < 2 or rest in ("额", "量", "总额", "总量", "规模", "面积", "人数", "额度", "余额")
