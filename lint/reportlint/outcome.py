"""What linting one file, and comparing all, has shown, before the settings have their say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

from reportlint.document import Document, Span
from reportlint.records import dataclass
from reportlint.report.model import SkippedFile
from reportlint.rule import Check, Diagnostic, Message

_Item = TypeVar("_Item")


class Late(Sequence[_Item]):
    """A sequence that is made when it is first looked at."""

    def __init__(self, make: Callable[[], Sequence[_Item]]) -> None:
        self._make: Callable[[], Sequence[_Item]] | None = make
        self._made: Sequence[_Item] = ()

    def _items(self) -> Sequence[_Item]:
        if self._make is not None:
            self._made = tuple(self._make())
            self._make = None
        return self._made

    @overload
    def __getitem__(self, index: int) -> _Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Item]: ...
    def __getitem__(self, index: int | slice) -> _Item | Sequence[_Item]:
        return self._items()[index]

    def __len__(self) -> int:
        return len(self._items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the document rules found in one file; ``skipped`` excludes all else.

    ``diagnostics`` are all findings, those of inconsistent checks too. ``numbers`` counts the value numbers, ``values``
    are their spans and ``checked`` those that a check recomputed; ``judged`` and ``inconsistent`` count the checks that
    were not skipped and those that failed. ``crashes`` says which rules failed. ``extracts`` holds what each project
    rule wants to know of the file, by its code. ``marked`` tells whether the text may hold suppressions; None: not
    looked yet.
    """

    path: str
    document: Document | None = None
    skipped: SkippedFile | None = None
    checks: Sequence[Check] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    crashes: tuple[Message, ...] = ()
    numbers: int = 0
    checked: frozenset[Span] = frozenset()
    values: Sequence[Span] = ()
    judged: int = 0
    inconsistent: int = 0
    extracts: Sequence[tuple[str, Any]] = ()
    marked: bool | None = None

    @property
    def may_suppress(self) -> bool:
        """Whether the document may hold suppressions."""
        if self.marked is not None or self.document is None:
            return bool(self.marked)
        return bool(self.document.margin) or "reportlint" in self.document.text


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the project rules found; ``checked`` holds for each path the spans that their checks recomputed."""

    checks: tuple[Check, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    crashes: tuple[Message, ...] = ()
    checked: tuple[tuple[str, frozenset[Span]], ...] = ()
