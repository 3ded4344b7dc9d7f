"""What an editor may set: ``lang``, ``select``, ``ignore`` and ``projectScope``, at the start or later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlint.config import unknown, wrong
from reportlint.keys import LANGS
from reportlint.records import dataclass
from reportlint.rule import Message

SECTION = "reportlint"
"""The section of an editor's settings."""


@dataclass(frozen=True, slots=True)
class EditorOptions:
    """The settings of the editor; ``project_scope`` tells whether the files of a folder are compared with one another."""

    lang: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    project_scope: bool = True


def read(given: object, *, shared: bool = False) -> tuple[EditorOptions, list[Message]]:
    """The options, and what is wrong with those that were passed over. Options may stand below ``reportlint``.

    ``shared`` tells that the editor keeps settings of its own beside ours, so that other keys are no fault.
    """
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        given = given[SECTION]
    if given is None:
        return EditorOptions(), []
    if not isinstance(given, Mapping):
        return EditorOptions(), [Message("应当是一个对象", "an object is expected")]
    values: dict[str, object] = {"lang": "", "select": (), "ignore": (), "projectScope": True}
    faults: list[Message] = []
    for key, value in given.items():
        if key not in values:
            if shared:
                continue
            faults.append(unknown("", Message("设置", "setting"), str(key), values).message)
            continue
        fault = _fault(str(key), value)
        if fault is not None:
            faults.append(fault)
        elif value is not None:
            values[key] = value
    lang, scope = values["lang"], values["projectScope"]
    return EditorOptions(str(lang), _words(values["select"]), _words(values["ignore"]), scope is True), faults


def _fault(key: str, value: object) -> Message | None:
    """What is wrong with a value; null stands for the default."""
    if value is None:
        return None
    if key == "lang":
        fits, expected = value in ("", *LANGS), Message('"zh" 或 "en"', '"zh" or "en"')
    elif key == "projectScope":
        fits, expected = isinstance(value, bool), Message("true 或 false", "true or false")
    else:
        fits = isinstance(value, str) or (isinstance(value, Sequence) and all(isinstance(word, str) for word in value))
        expected = Message('字符串的列表，如 ["NUM"]', 'a list of strings, such as ["NUM"]')
    return None if fits else wrong(SECTION, key, expected, value).message


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    assert isinstance(value, Sequence)
    return tuple(word.strip() for word in value if word.strip())
