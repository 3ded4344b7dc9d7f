"""Settings: ``reportlint.toml``, or ``[tool.reportlint]`` in ``pyproject.toml``.

The file is looked for in the common folder of the arguments and upward; the nearest wins, and the search ends
with the folder that holds ``.git``. Nothing is ignored: an unknown key, a wrong type and a value that is not
allowed are errors that name the file and the nearest known word.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from reportlint.keys import KEYS, SEVERITIES, UNIT_EXAMPLES, Form, Key, one_of
from reportlint.records import dataclass
from reportlint.rule import Message, Severity

FILE = "reportlint.toml"
PYPROJECT = "pyproject.toml"


class ConfigError(Exception):
    """A setting that cannot be followed; ``message`` says which, where, and what was expected."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class PathCodes:
    """Rules that are off for the files that a pattern matches."""

    pattern: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeveritySetting:
    """The severity of the rules that ``selector`` names; None switches them off."""

    selector: str
    severity: Severity | None


@dataclass(frozen=True, slots=True)
class OptionSetting:
    """The value of one option of one rule, not yet held against the rule's own options."""

    rule: str
    option: str
    value: object


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Patterns are relative to ``root``; ``origin`` is the file that they came from, or empty."""

    root: Path
    origin: str = ""
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[PathCodes, ...] = ()
    severity: tuple[SeveritySetting, ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    """File endings to read as plain text beside those that readers claim."""
    lang: str = ""
    fail_on: Severity | None = Severity.ERROR
    """The lowest severity that makes the exit status 1; None for never."""
    scope: str = "project"
    respect_gitignore: bool = True
    preview: bool = False
    rules: tuple[OptionSetting, ...] = ()
    terms: tuple[Mapping[str, object], ...] = ()
    """The ``[[terms]]`` tables, rules as data, not yet read."""
    rules_files: tuple[str, ...] = ()
    """Files that hold further such tables."""
    suppress: tuple[Mapping[str, object], ...] = ()
    """The ``[[suppress]]`` tables, findings left out by fingerprint, not yet read."""
    require_reason: bool = False
    """Whether a suppression at the place must give its reason."""
    units: tuple[tuple[str, str], ...] = ()
    """Units of measurement beside those that are built in, with their definitions."""
    jobs: int = 0
    """How many processes lint at once; 0 for as many as are worth while."""
    cache: bool = True
    """Whether outcomes are kept between runs."""
    cache_dir: str = ".reportlint_cache"
    """The folder that they are kept in, relative to the root."""


def fail_on_severity(word: str) -> Severity | None:
    """The severity that a ``fail-on`` word means, None for ``never``."""
    return None if word == "never" else Severity(word)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like the given one, or an empty text."""
    import difflib

    pool = {k.lower(): k for k in known}
    match = difflib.get_close_matches(word.lower().replace("_", "-"), pool, n=1, cutoff=0.5)
    return pool[match[0]] if match else ""


def common_folder(paths: Sequence[str], cwd: Path) -> Path:
    """The folder where the search for settings begins: the common one of the arguments, ``cwd`` without any."""
    folders: list[str] = []
    for path in paths:
        if path == "-":
            folders.append(str(cwd))
            continue
        absolute = os.path.abspath(os.path.join(cwd, path))
        folders.append(absolute if os.path.isdir(absolute) else os.path.dirname(absolute))
    try:
        return Path(os.path.commonpath(folders)) if folders else cwd
    except ValueError:  # drives without a common folder
        return cwd


def find(start: Path) -> Path | None:
    """The nearest settings file from ``start`` upward; raises ConfigError where one folder has two."""
    for folder in (start, *start.parents):
        own = folder / FILE
        shared = folder / PYPROJECT
        has_own = own.is_file()
        has_shared = shared.is_file() and _pyproject_table(shared) is not None
        if has_own and has_shared:
            raise ConfigError(Message(
                f"{folder} 里有两处设置：{FILE} 和 {PYPROJECT} 的 [tool.reportlint]，请只留一处",
                f"{folder} has settings twice: {FILE} and [tool.reportlint] in {PYPROJECT}; keep one",
            ))
        if has_own or has_shared:
            return own if has_own else shared
        if (folder / ".git").exists():
            return None
    return None


def load(path: Path) -> Settings:
    """The settings of a file; raises ConfigError."""
    return _Table(str(path), table_of(path)).settings(path.resolve().parent)


def table_of(path: Path) -> Mapping[str, object]:
    """The settings of a file as they stand there; raises ConfigError where it cannot be read or has none."""
    if path.name != PYPROJECT:
        return _parse(path)
    table = _pyproject_table(path)
    if table is None:
        raise ConfigError(Message(f"{path} 里没有 [tool.reportlint]", f"{path} has no [tool.reportlint]"))
    return table


def _pyproject_table(path: Path) -> Mapping[str, object] | None:
    """``[tool.reportlint]`` of a pyproject.toml, None where there is none; not parsed when it cannot hold one."""
    try:
        if b"reportlint" not in path.read_bytes():
            return None
    except OSError:
        return None
    tool = _parse(path).get("tool")
    table = tool.get("reportlint") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise ConfigError(Message(f"{path}：tool.reportlint 应当是一个表", f"{path}: tool.reportlint must be a table"))
    return table


def _parse(path: Path) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        cause = error.strerror or str(error)
        raise ConfigError(Message(f"无法读取设置文件 {path}：{cause}", f"cannot read the settings {path}: {cause}")) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(Message(f"{path} 不是有效的 TOML：{error}", f"{path} is no valid TOML: {error}")) from None


class _Table:
    """Reads the values of one settings table and checks each."""

    def __init__(self, origin: str, table: Mapping[str, object]) -> None:
        self.origin = origin
        self.table = table

    def settings(self, root: Path) -> Settings:
        """The settings; raises ConfigError at the first fault."""
        values: dict[str, Any] = {}
        for name, value in self.table.items():
            key = KEYS.get(name)
            if key is None:
                raise unknown(self.origin, Message("设置", "setting"), name, KEYS)
            values[key.field] = self.value(key, value)
        if "fail_on" in values:
            values["fail_on"] = fail_on_severity(values["fail_on"])
        return Settings(root, self.origin, **values)

    def value(self, key: Key, value: object) -> object:
        """The value in the form that the key has."""
        match key.form:
            case Form.WORDS:
                return self.words(key.name, value)
            case Form.CHOICE:
                return self.choice(key.name, value, key.choices)
            case Form.TRUTH:
                return value if isinstance(value, bool) else self.refuse(key.name, key.expected, value)
            case Form.NUMBER:
                fits = isinstance(value, int) and not isinstance(value, bool) and value >= 0
                return value if fits else self.refuse(key.name, key.expected, value)
            case Form.TEXT:
                return value if isinstance(value, str) else self.refuse(key.name, key.expected, value)
            case Form.TABLES:
                fits = isinstance(value, list) and all(isinstance(table, dict) for table in value)
                return tuple(value) if fits else self.refuse(key.name, key.expected, value)  # type: ignore[arg-type]
            case Form.CODES_BY_PATTERN:
                return tuple(
                    PathCodes(pattern, self.words(f"{key.name}.{pattern!r}", codes)) for pattern, codes in self.entries(key.name, value)
                )
            case Form.SEVERITY_BY_RULE:
                return tuple(
                    SeveritySetting(code, self.severity(f"{key.name}.{code}", word)) for code, word in self.entries(key.name, value)
                )
            case Form.OPTIONS_BY_RULE:
                return tuple(
                    OptionSetting(rule, option, value)
                    for rule, options in self.entries(key.name, value)
                    for option, value in self.entries(f"{key.name}.{rule}", options)
                )
            case Form.UNITS:
                return tuple(self.unit(f"{key.name}.{name}", name, definition) for name, definition in self.entries(key.name, value))

    def words(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.refuse(key, KEYS["select"].expected, value)
        return tuple(value)

    def unit(self, key: str, name: str, definition: object) -> tuple[str, str]:
        if not isinstance(definition, str):
            self.refuse(key, Message(f"定义，如 {UNIT_EXAMPLES}", f"a definition, such as {UNIT_EXAMPLES}"), definition)
        return name, definition

    def choice(self, key: str, value: object, known: tuple[str, ...]) -> str:
        if not isinstance(value, str) or value not in known:
            self.refuse(key, one_of(known), value)
        return value

    def severity(self, key: str, value: object) -> Severity | None:
        word = self.choice(key, value, SEVERITIES)
        return None if word == "off" else Severity(word)

    def entries(self, key: str, value: object) -> Iterable[tuple[str, object]]:
        if not isinstance(value, dict):
            self.refuse(key, KEYS["severity"].expected, value)
        return value.items()

    def refuse(self, key: str, expected: Message, value: object) -> NoReturn:
        raise wrong(self.origin, key, expected, value)


def apply_units(settings: Settings) -> None:
    """Makes the units of the settings known to all that reads numbers; raises ConfigError with their line."""
    if not settings.units:
        return
    from reportlint.mentions.lexicon import lexicon
    from reportlint.mentions.units import UnitError, extend_units

    for name, definition in settings.units:
        known = lexicon().units
        if name in known and _added.get(name) == definition:
            continue
        if not name.isidentifier():
            raise _faulty_unit(settings, name, definition, Message("名称里只能有文字", "a name has letters only"))
        if name in known:
            raise _faulty_unit(settings, name, definition, Message("这个单位已经有了", "this unit is there already"))
        try:
            extend_units([f"{name} = {definition}"])
        except UnitError as error:
            zh, _, en = str(error).removesuffix(")").rpartition(" (")
            raise _faulty_unit(settings, name, definition, Message(
                f"{zh}；应如 {UNIT_EXAMPLES}", f"{en}; expected something like {UNIT_EXAMPLES}",
            )) from None
        _added[name] = definition


_added: dict[str, str] = {}


def _faulty_unit(settings: Settings, name: str, definition: str, cause: Message) -> ConfigError:
    from reportlint.positions import Positions

    line = Positions(Path(settings.origin).read_text("utf-8-sig"), "units").key(0, name)
    return ConfigError(Message(
        f"{settings.origin}:{line}：单位“{name}”的定义“{definition}”有误：{cause.zh}",
        f"{settings.origin}:{line}: faulty definition '{definition}' of the unit '{name}': {cause.en}",
    ))


def unknown(origin: str, what: Message, word: str, known: Iterable[str]) -> ConfigError:
    """The error for a word that is not known, with the nearest one that is; ``origin`` may be empty."""
    near = nearest(word, known)
    at = f"{origin}：" if origin else ""
    at_en = f"{origin}: " if origin else ""
    return ConfigError(Message(
        f"{at}未知的{what.zh}“{word}”" + (f"，是不是“{near}”？" if near else ""),
        f"{at_en}unknown {what.en} '{word}'" + (f", did you mean '{near}'?" if near else ""),
    ))


def wrong(origin: str, key: str, expected: Message, value: object) -> ConfigError:
    """The error for a value of the wrong type or outside what is allowed."""
    return ConfigError(Message(
        f"{origin}：“{key}”应当是{expected.zh}，而不是 {toml(value)}",
        f"{origin}: '{key}' must be {expected.en}, not {toml(value)}",
    ))


def toml(value: object) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_toml_key(str(key))} = {toml(item)}" for key, item in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml, value))}]"
    return str(value)


def _toml_key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else toml(key)


def override(
    settings: Settings, *, select: tuple[str, ...] = (), extend_select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (), fail_on: str | None = None, scope: str | None = None, preview: bool | None = None,
    respect_gitignore: bool | None = None,
) -> Settings:
    """The settings with what the command line says over them.

    ``select`` replaces what the file selects, and lifts what the file ignores by the same word; the others add.
    """
    asked = {word.lower() for word in (*select, *extend_select)}
    kept = tuple(word for word in settings.ignore if word.lower() not in asked)
    return replace(
        settings,
        select=select or settings.select,
        extend_select=extend_select if select else (*settings.extend_select, *extend_select),
        ignore=(*kept, *ignore),
        fail_on=settings.fail_on if fail_on is None else fail_on_severity(fail_on),
        scope=scope or settings.scope,
        preview=settings.preview if preview is None else preview,
        respect_gitignore=settings.respect_gitignore if respect_gitignore is None else respect_gitignore,
    )
