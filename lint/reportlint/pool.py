"""Work spread over processes: each has one parcel of tasks at hand, and one that dies costs the task it was at.

The pools of the standard library either hang or give up altogether when a process is killed. Answers are bytes, one a
task. Nothing is sent to a process that has not answered for all it was given, so that neither side can block the other.
"""

from __future__ import annotations

import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from reportlint.records import dataclass

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Method = Literal["fork", "spawn"]
Work = Callable[[Any], bytes]
"""What is done with a task; empty bytes say that it is to be done elsewhere."""

_READY = b"ready"
_PATIENCE = 2.0
"""Seconds that a process is given to end when it is told to."""


@dataclass(frozen=True, slots=True)
class Died:
    """A process ended while it was at a task; ``cause`` is the signal or the exit status."""

    cause: str


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    ready: bool = False
    parcel: deque[tuple[int, object]] = field(default_factory=deque)
    """The tasks that it has not answered yet, with their numbers."""


def method() -> Method:
    """How processes are started: as a copy of this one where that is safe, else anew."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def spread(
    start: Callable[[], Work], parcels: Iterable[list[tuple[int, object]]], jobs: int, how: Method,
) -> Generator[tuple[int, bytes | Died]]:
    """Yields the answer to each task with its number, in no order.

    ``start`` makes the work in each process; it is pickled unless processes are copies, as tasks always are. Where
    no process can be started the parcels that are left are not taken.
    """
    crew = _Crew(start, jobs, how)
    try:
        yield from crew.work(iter(parcels))
    finally:
        crew.dismiss()


def ordered(function: Callable[[Any], Any], items: Iterable[Any], jobs: int, how: Method) -> Iterator[Any]:
    """Yields what a function gives for each item, in order, as ``map`` does; what a process could not do is done here."""
    rest = iter(items)
    sent: dict[int, Any] = {}

    def parcels() -> Iterator[list[tuple[int, object]]]:
        for number, item in enumerate(rest):
            sent[number] = item
            yield [(number, item)]

    start = partial(_pickling, function)
    found: dict[int, bytes | Died] = {}
    first = 0
    with closing(spread(start, parcels(), jobs, how)) as answers:
        for number, answer in answers:
            found[number] = answer
            while first in found:
                item, answer = sent.pop(first), found.pop(first)
                yield pickle.loads(answer) if isinstance(answer, bytes) and answer else function(item)
                first += 1
    for number, item in sent.items():
        last = found.get(number, b"")
        yield pickle.loads(last) if isinstance(last, bytes) and last else function(item)
    yield from map(function, rest)


def _pickling(function: Callable[[Any], Any]) -> Work:
    return partial(_pickled, function)


def _pickled(function: Callable[[Any], Any], item: Any) -> bytes:
    return pickle.dumps(function(item), pickle.HIGHEST_PROTOCOL)


class _Crew:
    def __init__(self, start: Callable[[], Work], jobs: int, how: Method) -> None:
        from multiprocessing import get_context

        self._context = get_context(how)
        self._start = start
        self._most = jobs
        self._copies = how == "fork"
        self._workers: dict[Connection, _Worker] = {}

    def work(self, parcels: Iterator[list[tuple[int, object]]]) -> Iterator[tuple[int, bytes | Died]]:
        from multiprocessing.connection import wait

        returned: list[list[tuple[int, object]]] = []
        more = True
        while True:
            for worker in list(self._workers.values()):
                if worker.ready and not worker.parcel:
                    parcel = returned.pop() if returned else next(parcels, None)
                    if parcel is None:
                        more = False
                        break
                    self._give(worker, parcel)
            while (more or returned) and len(self._workers) < self._most:
                try:
                    self._hire()
                except (OSError, AssertionError):  # no more processes, or this one may have none
                    self._most = len(self._workers)
            if not self._workers or not (more or returned or any(worker.parcel for worker in self._workers.values())):
                return
            for connection in wait(list(self._workers)):
                worker = self._workers[connection]  # type: ignore[index]
                try:
                    answer = worker.connection.recv_bytes()
                except (EOFError, OSError):
                    yield from self._bury(worker, returned)
                    continue
                if worker.ready:
                    yield worker.parcel.popleft()[0], answer
                else:
                    worker.ready = True

    def _hire(self) -> None:
        ours, theirs = self._context.Pipe()
        inherited = (*self._workers, ours) if self._copies else ()
        process = self._context.Process(target=_serve, args=(self._start, theirs, inherited), daemon=True)  # type: ignore[attr-defined]
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()  # or a copy of this process would write it once more
        with _undisturbed():
            process.start()
        theirs.close()
        self._workers[ours] = _Worker(process, ours)

    def _give(self, worker: _Worker, parcel: list[tuple[int, object]]) -> None:
        worker.parcel.extend(parcel)
        with suppress(OSError):  # it has died; reading from it will tell
            worker.connection.send([task for _, task in parcel])

    def _bury(self, worker: _Worker, returned: list[list[tuple[int, object]]]) -> Iterator[tuple[int, Died]]:
        del self._workers[worker.connection]
        worker.connection.close()
        worker.process.join(_PATIENCE)
        if worker.parcel:
            number, _ = worker.parcel.popleft()
            if worker.parcel:
                returned.append(list(worker.parcel))
            yield number, Died(_cause(worker.process.exitcode))
        elif not worker.ready:
            self._most = len(self._workers)  # processes cannot be started here

    def dismiss(self) -> None:
        """Ends all processes, at once where they are at work."""
        for worker in self._workers.values():
            worker.connection.close()
            if worker.parcel or not worker.ready:
                worker.process.terminate()
        for worker in self._workers.values():
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps Ctrl-C from a process that has not begun to ignore it; the parent gets it a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(start: Callable[[], Work], connection: Connection, inherited: Iterable[Connection]) -> None:
    """What a process does: answers for each task of each parcel until the other side closes the connection."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent gets it too, and ends its processes
    for other in inherited:
        other.close()  # while any copy is open, the others do not notice that the parent is gone
    try:
        work = start()
    except Exception:  # the parent does without and says what is wrong
        return
    with suppress(EOFError, OSError):
        connection.send_bytes(_READY)
        while True:
            for task in connection.recv():
                connection.send_bytes(_answer(work, task))


def _answer(work: Work, task: object) -> bytes:
    try:
        return work(task)
    except Exception:  # doing it elsewhere will say what it was
        return b""


def _cause(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit status {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
