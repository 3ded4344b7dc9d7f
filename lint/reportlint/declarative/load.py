"""Declarations from the settings and from rule files to rule classes."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportlint.config import ConfigError, Settings, nearest
from reportlint.declarative.rules import class_of
from reportlint.declarative.spec import Spec, Table
from reportlint.positions import Positions
from reportlint.rule import Message, Rule

KEY = "terms"


def load(settings: Settings, others: Iterable[type[Rule]] = ()) -> tuple[type[Rule], ...]:
    """The rules that the settings declare, in the order of their codes.

    Args:
        settings: their ``terms``, and the files that ``rules_files`` names, relative to their root.
        others: the rules that are there already, whose codes and names are taken.

    Raises:
        ConfigError: at the first fault, with file and line.
    """
    specs: list[Spec] = []
    if settings.terms:
        specs.extend(_specs(settings.terms, settings.origin, _read(Path(settings.origin))))
    for name in settings.rules_files:
        specs.extend(load_file(Path(os.path.join(settings.root, name))))
    _refuse_taken(specs, others)
    return tuple(class_of(spec) for spec in sorted(specs, key=lambda spec: spec.code))


def load_file(path: Path) -> tuple[Spec, ...]:
    """The declarations of a rule file; raises ConfigError with its line."""
    text = _read(path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(Message(f"{path} 不是有效的 TOML：{error}", f"{path} is no valid TOML: {error}")) from None
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("reportlint", {})
    elif path.name != "reportlint.toml":
        for key in table:
            if key != KEY:
                near = nearest(key, (KEY,))
                line = Positions(text, key).table(0)
                raise ConfigError(Message(
                    f"{path}:{line}：未知的表“{key}”，规则写在 [[{KEY}]] 里" + (f"，是不是“{near}”？" if near else ""),
                    f"{path}:{line}: unknown table '{key}', rules are written as [[{KEY}]]" + (f", did you mean '{near}'?" if near else ""),
                ))
    entries = table.get(KEY, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(Message(f"{path}：“{KEY}”应当是若干 [[{KEY}]] 表", f"{path}: '{KEY}' must be [[{KEY}]] tables"))
    specs = tuple(_specs(entries, str(path), text))
    _refuse_taken(specs, ())
    return specs


def _specs(tables: Sequence[Mapping[str, object]], origin: str, text: str) -> list[Spec]:
    positions = Positions(text, KEY)
    return [Table(table, origin, positions, index).spec() for index, table in enumerate(tables)]


def _refuse_taken(specs: Iterable[Spec], others: Iterable[type[Rule]]) -> None:
    owners = {label: rule.meta.code for rule in others for label in (rule.meta.code, rule.meta.name)}
    for spec in specs:
        for label in (spec.code, spec.name):
            if label in owners:
                raise ConfigError(Message(
                    f"{spec.origin}:{spec.line}：“{label}”已被规则 {owners[label]} 占用",
                    f"{spec.origin}:{spec.line}: '{label}' is taken by the rule {owners[label]}",
                ))
            owners[label] = spec.code


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        cause = error.strerror or str(error)
        raise ConfigError(Message(f"无法读取规则文件 {path}：{cause}", f"cannot read the rule file {path}: {cause}")) from None
    except UnicodeDecodeError as error:
        raise ConfigError(Message(f"{path} 不是 UTF-8：{error}", f"{path} is no UTF-8: {error}")) from None
