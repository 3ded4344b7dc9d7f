"""All files of a run: what is known of them already, the rest linted here or in worker processes, and all compared.

Whatever the number of processes and whatever is known, the outcomes are the same, in the order of the targets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reportlint.checking import check_target, compare
from reportlint.discover import Target
from reportlint.document import Extracted
from reportlint.facts import Reading
from reportlint.outcome import Comparison, Outcome
from reportlint.plugins import ReaderSet
from reportlint.records import dataclass
from reportlint.report.model import SkippedFile
from reportlint.rule import ProjectRule, Rule
from reportlint.source import FileChanged, SourceError, digest, read_bytes

if TYPE_CHECKING:
    from reportlint import pool
    from reportlint.cache import Cache

Progress = Callable[[int, int, str], None]
"""Told of (files done, files in all, the path at hand)."""

Prepare = Callable[[], tuple[ReaderSet, Sequence[Rule]]]
"""Makes the readers and the rules anew."""

KEPT_TEXT = 1_000_000
"""Characters of documents that are kept with all that was found in them; what is beyond is packed, and read again when needed."""
KEPT_BYTES = 64_000_000
"""Bytes of files that are kept for reading them again; beyond it the disk is asked."""
WORTHWHILE = {"fork": 100_000, "spawn": 400_000}
"""Bytes from which two processes are quicker than one: starting them anew takes longer than copying this one."""
SPREADING = 1_000_000
"""Characters of all files from which comparing them is spread over processes."""
_PARCEL = 32_000
"""Bytes of small files that a process is given at once."""
_WARMING = 8_000
"""Bytes of a file that most patterns and word lists are needed for."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is done with each file."""

    readers: ReaderSet
    rules: Sequence[Rule]
    comparing: Sequence[ProjectRule]

    def encoded(self, target: Target) -> bytes:
        """The outcome as bytes; empty where it cannot be written so."""
        return _encoded(check_target(target, self.readers, self.rules, self.comparing)[0])


def _encoded(outcome: Outcome) -> bytes:
    """An outcome as bytes; empty where a rule has put something into it that cannot be written."""
    from reportlint import codec

    try:
        return codec.encode(outcome)
    except codec.NotPlain:
        return b""


def _prepared(prepare: Prepare, codes: frozenset[str]) -> Callable[[Target], bytes]:
    """The work in a process that was started anew; ``codes`` are those of the rules that compare."""
    readers, rules = prepare()
    comparing = [rule for rule in rules if isinstance(rule, ProjectRule) and rule.meta.code in codes]
    return Work(readers, rules, comparing).encoded


class Batch:
    """The files of one run."""

    def __init__(
        self, targets: Sequence[Target], readers: ReaderSet, rules: Sequence[Rule], comparing: Sequence[ProjectRule], *,
        progress: Progress | None = None, cache: Cache | None = None,
    ) -> None:
        self._targets = targets
        self._work = Work(readers, rules, comparing)
        self._progress = progress
        self._cache = cache
        self._sources = _Sources(KEPT_BYTES)
        self._outcomes: list[Outcome | None] = [None] * len(targets)
        self._readings: dict[int, Reading] = {}
        self._readings_wanted = any(type(rule).extract is ProjectRule.extract for rule in comparing)
        self._room = KEPT_TEXT
        self._done = 0
        self._extracting = frozenset(rule.meta.code for rule in comparing if type(rule).extract is not ProjectRule.extract)

    def lint(self, jobs: int = 1, prepare: Prepare | None = None) -> list[Outcome]:
        """The outcomes of all files, from ``jobs`` processes where that is worth while; never raises on bad input."""
        if self._cache is not None or jobs > 1:
            sizes = {number: size for number in range(len(self._targets)) if (size := self._unknown(number))}
            if jobs > 1:
                self._spread(sizes, jobs, prepare)
        for number, outcome in enumerate(self._outcomes):
            if outcome is None:
                self._lint_here(number)
        return [outcome for outcome in self._outcomes if outcome is not None]

    def compare(self, outcomes: Sequence[Outcome], jobs: int = 1) -> Comparison:
        """What the rules that compare files find in those that were linted, in ``jobs`` processes where that is worth while."""
        numbers = [number for number, outcome in enumerate(outcomes) if outcome.document is not None]
        if not self._work.comparing or len(numbers) < 2:
            return Comparison()
        key = ""
        if self._cache is not None:
            key = self._cache.comparison_key(
                [rule.meta.code for rule in self._work.comparing],
                [(outcomes[number].path, self._sources.digest(number)) for number in numbers],
            )
            known = self._cache.comparison(key)
            if known is not None:
                return known
        readings = [self._reading(number, outcomes[number]) for number in numbers]
        with self._spreading(jobs, sum(reading.document.characters for reading in readings)):
            comparison = compare(
                readings, self._work.comparing, {outcomes[number].path: outcomes[number].values for number in numbers},
            )
        if self._cache is not None and not comparison.crashes:
            self._cache.keep_comparison(key, comparison)
        return comparison

    @contextmanager
    def _spreading(self, jobs: int, characters: int) -> Iterator[None]:
        """Gives the rules that compare files several processes for what they spread."""
        if jobs < 2 or characters < SPREADING:
            yield
            return
        from reportlint import pool

        how = pool.method()
        for rule in self._work.comparing:
            rule.spread = partial(pool.ordered, jobs=jobs, how=how)
        try:
            yield
        finally:
            for rule in self._work.comparing:
                del rule.spread

    def _unknown(self, number: int) -> int:
        """The size in bytes of a file that is still to be linted, at least 1; 0 for one whose outcome is known now."""
        data = self._read(number)
        if data is None:
            return 0
        if self._cache is not None:
            known = self._cache.outcome(self._key(number), self._targets[number].label, self._extracting, self._late(number))
            if known is not None:
                self._finish(number, known)
                return 0
        return max(len(data), 1)

    def _spread(self, sizes: Mapping[int, int], jobs: int, prepare: Prepare | None) -> None:
        """Lints files in worker processes, the largest first; what they could not do is left."""
        total = sum(sizes.values())
        if len(sizes) < 2 or total < min(WORTHWHILE.values()):
            return
        from reportlint import pool

        how = pool.method()
        if total < WORTHWHILE[how] or (how == "spawn" and prepare is None):
            return
        order = sorted(sizes, key=lambda number: (-sizes[number], number))
        start: Callable[[], pool.Work]
        if how == "fork":  # what the first file needs is made once for all copies
            warming = next((number for number in reversed(order) if sizes[number] >= _WARMING), order[-1])
            order.remove(warming)
            self._lint_here(warming)
            start = self._encoding
        else:
            assert prepare is not None
            start = partial(_prepared, prepare, frozenset(rule.meta.code for rule in self._work.comparing))
        workers = min(jobs, len(order), max(2, 2 * total // WORTHWHILE[how]))
        with closing(pool.spread(start, self._parcels(order), workers, how)) as answers:
            for number, answer in answers:
                self._take(number, answer)

    def _encoding(self) -> Callable[[Target], bytes]:
        return self._work.encoded

    def _parcels(self, order: Iterable[int]) -> Iterator[list[tuple[int, object]]]:
        """The files with their bytes, small ones together."""
        parcel: list[tuple[int, object]] = []
        size = 0
        for number in order:
            data = self._read(number)
            if data is None:
                continue
            parcel.append((number, replace(self._targets[number], data=data)))
            size += len(data)
            if size >= _PARCEL:
                yield parcel
                parcel, size = [], 0
        if parcel:
            yield parcel

    def _take(self, number: int, answer: bytes | pool.Died) -> None:
        """The outcome that a worker process has sent; one that has died has lost its file."""
        label = self._targets[number].label
        if not isinstance(answer, bytes):
            self._finish(number, Outcome(label, skipped=SkippedFile(label, "process-died", answer.cause)))
        elif answer:
            outcome = self._decoded(number, answer)
            if self._cache is not None and outcome.skipped is None and not outcome.crashes:
                self._cache.keep(self._key(number), answer)
            self._finish(number, outcome)

    def _decoded(self, number: int, encoded: bytes) -> Outcome:
        """An outcome of which little is in memory: the rest is unpacked, and the file read again, when somebody looks."""
        from reportlint import codec

        return codec.decode(encoded, self._targets[number].label, self._late(number))

    def _lint_here(self, number: int) -> None:
        target = self._targets[number]
        if self._progress:
            self._progress(self._done, len(self._targets), target.label)
        data = self._read(number)
        if data is None:
            return
        outcome, reading = check_target(
            replace(target, data=data), self._work.readers, self._work.rules, self._work.comparing,
        )
        document = outcome.document
        if document is None or reading is None:
            self._finish(number, outcome, told=True)
            return
        fits = document.characters <= self._room
        encoded = _encoded(outcome) if self._cache is not None or not fits else b""
        if self._cache is not None and encoded and not outcome.crashes:
            self._cache.keep(self._key(number), encoded)
        if fits:
            self._room -= document.characters
            if self._readings_wanted:
                self._readings[number] = reading
        elif encoded:
            outcome = self._decoded(number, encoded)
        self._finish(number, outcome, told=True)

    def _finish(self, number: int, outcome: Outcome, *, told: bool = False) -> None:
        self._outcomes[number] = outcome
        self._done += 1
        if self._progress and not told and self._done < len(self._targets):
            self._progress(self._done, len(self._targets), outcome.path)

    def _read(self, number: int) -> bytes | None:
        """The bytes of a file, None where it is skipped because it cannot be read."""
        target = self._targets[number]
        try:
            return self._sources.read(number, target)
        except SourceError as error:
            self._finish(number, Outcome(target.label, skipped=SkippedFile(target.label, error.reason, error.detail)))
            return None

    def _reading(self, number: int, outcome: Outcome) -> Reading:
        assert outcome.document is not None
        return self._readings.get(number) or Reading(outcome.document, outcome.extracts)

    def _late(self, number: int) -> Callable[[], Extracted]:
        """Reads a file again."""
        target = self._targets[number]

        def extract() -> Extracted:
            reader = self._work.readers.for_suffix(target.suffix) or self._work.readers.named("text")
            assert reader is not None
            return reader.read_bytes(self._sources.again(number, target)).content

        return extract

    def _key(self, number: int) -> str:
        assert self._cache is not None
        target = self._targets[number]
        return self._cache.key(target.label, target.suffix, self._sources.digest(number))


class _Sources:
    """The bytes of the files of a run: kept as far as there is room, read again beyond."""

    def __init__(self, room: int) -> None:
        self._kept: dict[int, bytes] = {}
        self._digests: dict[int, bytes] = {}
        self._room = room

    def read(self, number: int, target: Target) -> bytes:
        """The bytes of a file as they are now; raises SourceError."""
        kept = self._kept.get(number)
        if kept is not None:
            return kept
        data = read_bytes(target.path) if target.data is None else target.data
        if len(data) <= self._room or target.data is not None:
            self._room -= len(data)
            self._kept[number] = data
        else:
            self._digests[number] = digest(data)
        return data

    def again(self, number: int, target: Target) -> bytes:
        """The same bytes once more; raises FileChanged where the file no longer holds them."""
        kept = self._kept.get(number)
        if kept is not None:
            return kept
        try:
            data = read_bytes(target.path)
        except SourceError:
            raise FileChanged(target.label) from None
        if digest(data) != self._digests[number]:
            raise FileChanged(target.label)
        return data

    def digest(self, number: int) -> bytes:
        """What tells the bytes of a file that was read from all others."""
        if number not in self._digests:
            self._digests[number] = digest(self._kept[number])
        return self._digests[number]
