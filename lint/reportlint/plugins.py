"""Rules and readers, found through entry points; the engine knows none of them by name.

``importlib.metadata`` costs 30 ms to import, which every commit would pay, so the ``entry_points.txt`` files of
the folders on ``sys.path`` are read directly. Where ``sys.path`` holds anything but folders (a zip archive),
``importlib.metadata`` is asked instead.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import cast

from reportlint.contract import DECLARATION, fault_of_rule, fault_of_version
from reportlint.ownrules import RULES as OWN_RULES
from reportlint.readers.base import Reader, lacking
from reportlint.records import dataclass
from reportlint.rule import API_VERSION, Message, Rule

RULES = "reportlint.rules"
READERS = "reportlint.readers"
_OWN = "reportlint"
_TEXT = "text"


class PluginError(Exception):
    """A plugin that cannot be used; ``message`` says whose it is and why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """An object that a distribution offers: ``value`` is ``package.module:attribute``."""

    name: str
    value: str
    group: str
    distribution: str

    @property
    def module(self) -> str:
        """The name of the module that holds the object."""
        return self.value.partition(":")[0].strip()

    def load(self) -> object:
        """The object; raises PluginError, which names the distribution, where it cannot be imported."""
        attribute = self.value.partition(":")[2]
        try:
            loaded = importlib.import_module(self.module)
            return attrgetter(attribute.strip())(loaded) if attribute.strip() else loaded
        except (Exception, SystemExit) as error:
            cause = f"{type(error).__name__}: {error}"
            raise PluginError(Message(
                f"插件 {self.distribution} 的 {self.group} 入口“{self.name} = {self.value}”无法载入：{cause}",
                f"plugin {self.distribution}: entry point '{self.name} = {self.value}' ({self.group}) "
                f"cannot be loaded: {cause}",
            )) from error


def load_rules(entry_points: Iterable[EntryPoint] | None = None) -> tuple[type[Rule], ...]:
    """All installed rule classes in the order of their codes; raises PluginError as :func:`provided` does."""
    return tuple(rule for rule, _ in provided(entry_points))


def provided(entry_points: Iterable[EntryPoint] | None = None) -> tuple[tuple[type[Rule], str], ...]:
    """All installed rule classes with the distribution that each comes from, in the order of their codes.

    Raises:
        PluginError: where there is none, one cannot be loaded or is no rule, was written for another version of the
            interface, or two share a code or a name.
    """
    found: list[tuple[type[Rule], str]] = []
    providers: list[str] = []
    for point in discover() if entry_points is None else entry_points:
        if point.group != RULES:
            continue
        providers.append(point.distribution)
        provider = point.load()
        declared = getattr(sys.modules[point.module], DECLARATION, API_VERSION)
        if fault := fault_of_version(declared):
            raise _broken(point, fault)
        try:
            classes = tuple(cast(Callable[[], Iterable[type[Rule]]], provider)())
        except (Exception, SystemExit) as error:
            cause = f"{type(error).__name__}: {error}"
            raise _broken(point, Message(cause, cause)) from error
        for rule in classes:
            if fault := fault_of_rule(rule):
                raise _broken(point, fault)
            found.append((rule, point.distribution))
    if not found:
        raise PluginError(_nothing("规则", "rules", providers))
    _refuse_duplicates(found)
    return tuple(sorted(found, key=lambda entry: entry[0].meta.code))


def load_readers(entry_points: Iterable[EntryPoint] | None = None) -> ReaderSet:
    """All installed readers; raises PluginError where there is none, one cannot be loaded, or two claim one ending."""
    points = discover() if entry_points is None else entry_points
    found = sorted((point for point in points if point.group == READERS), key=lambda point: point.name)
    if not found:
        raise PluginError(_nothing("读取器", "readers", ()))
    readers = ReaderSet(points=found)
    if any(point.distribution != _OWN for point in found):
        readers.load_all()  # others' readers may claim what ours do, which must be said at once
    return readers


class ReaderSet:
    """The readers by name and by file ending.

    Those given as entry points are imported when a file first needs them: a plain text must not pay for Word.
    """

    def __init__(self, readers: Iterable[Reader] = (), points: Sequence[EntryPoint] = ()) -> None:
        self._by_name: dict[str, Reader] = {}
        self._by_suffix: dict[str, Reader] = {}
        self._waiting = list(points)
        for reader in readers:
            self._add(reader)

    def load_all(self) -> None:
        """Imports every reader; raises PluginError where one cannot be loaded or two claim one ending."""
        while self._waiting:
            self._add(cast(Reader, self._waiting.pop(0).load()))

    def for_suffix(self, suffix: str) -> Reader | None:
        """The reader of a lower-case file ending, or None."""
        if suffix not in self._by_suffix:
            self._waiting.sort(key=lambda point: (point.name != suffix[1:], point.name != _TEXT, point.name))
        while suffix not in self._by_suffix and self._waiting:
            self._add(cast(Reader, self._waiting.pop(0).load()))
        return self._by_suffix.get(suffix)

    def claims(self, suffix: str) -> bool:
        """Whether some reader reads files with this lower-case ending."""
        return self.for_suffix(suffix) is not None

    def lacks(self, suffix: str) -> str:
        """The extra that has to be installed before files with this lower-case ending can be read; empty for none."""
        return lacking(self.for_suffix(suffix))

    def named(self, name: str) -> Reader | None:
        """The reader with the name, or None."""
        if name not in self._by_name:
            self.load_all()
        return self._by_name.get(name)

    def _add(self, reader: Reader) -> None:
        self._by_name.setdefault(reader.name, reader)
        for suffix in sorted(reader.suffixes):
            other = self._by_suffix.setdefault(suffix, reader)
            if other is not reader:
                raise PluginError(Message(
                    f"读取器“{other.name}”和“{reader.name}”都声明了文件类型 {suffix}",
                    f"the readers '{other.name}' and '{reader.name}' both claim {suffix}",
                ))


def _nothing(zh: str, en: str, providers: Sequence[str]) -> Message:
    if providers:
        listed = ", ".join(sorted(set(providers)))
        return Message(f"已安装的 {listed} 没有给出任何{zh}", f"no {en}: {listed} is installed but provides none")
    return Message(
        f"没有找到任何{zh}。请先安装：在项目文件夹里运行 pip install -e .",
        f"no {en} found. Install the project first: pip install -e . in its folder",
    )


def _broken(point: EntryPoint, cause: Message) -> PluginError:
    return PluginError(Message(
        f"插件 {point.distribution} 的规则入口“{point.value}”有误：{cause.zh}",
        f"plugin {point.distribution}: the rules entry point '{point.value}' is faulty: {cause.en}",
    ))


def _refuse_duplicates(found: Sequence[tuple[type[Rule], str]]) -> None:
    owners = {label: _OWN for rule in OWN_RULES for label in (rule.meta.code, rule.meta.name)}
    for rule, distribution in found:
        for label in (rule.meta.code, rule.meta.name):
            if label in owners:
                raise PluginError(Message(
                    f"规则“{label}”重复：{owners[label]} 和 {distribution} 都提供了它",
                    f"the rule '{label}' is there twice: from {owners[label]} and from {distribution}",
                ))
            owners[label] = distribution


def discover(path: Sequence[str] | None = None) -> tuple[EntryPoint, ...]:
    """The entry points of both groups from every distribution on ``path`` (``sys.path`` when not given)."""
    folders = list(sys.path if path is None else path)
    if any(os.path.isfile(folder) for folder in folders):
        return _from_metadata()
    points: list[EntryPoint] = []
    seen: set[str] = set()
    for folder in folders:
        try:
            names = sorted(os.listdir(folder or "."))
        except OSError:
            continue
        for name in names:
            if not name.endswith((".dist-info", ".egg-info")):
                continue
            distribution = name.rsplit(".", 1)[0].split("-")[0]
            key = re.sub(r"[-_.]+", "-", distribution).lower()
            if key in seen:
                continue
            seen.add(key)
            try:
                with open(os.path.join(folder or ".", name, "entry_points.txt"), encoding="utf-8") as file:
                    text = file.read()
            except (OSError, UnicodeDecodeError):
                continue
            if "reportlint." in text:
                points.extend(_parse(text, distribution))
    return tuple(points)


def _parse(text: str, distribution: str) -> list[EntryPoint]:
    """The entry points of our groups in the text of an ``entry_points.txt``."""
    points: list[EntryPoint] = []
    group = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1].strip()
        elif group in (RULES, READERS) and "=" in line and not line.startswith(("#", ";")):
            name, value = line.split("=", 1)
            points.append(EntryPoint(name.strip(), value.split("[", 1)[0].strip(), group, distribution))
    return points


def _from_metadata() -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    return tuple(
        EntryPoint(point.name, point.value.split("[", 1)[0].strip(), group, point.dist.name if point.dist else "?")
        for group in (RULES, READERS)
        for point in entry_points(group=group)
    )
