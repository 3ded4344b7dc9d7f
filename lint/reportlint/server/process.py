"""The server's side of a worker: starts the process, hands it one job at a time, and ends it when it hangs."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from reportlint.server.project import RulesFor
from reportlint.server.records import Answer, Job, Outgrown
from reportlint.server.worker import Idle, Ready, main

PATIENCE = 120.0
"""Seconds after which a job is ended: forty times what a report of 500,000 characters takes."""


class WorkerFailed(Exception):
    """The process died at a job, or was ended because it did not come back (``slow``)."""

    def __init__(self, *, slow: bool) -> None:
        super().__init__("slow" if slow else "died")
        self.slow = slow


class Worker:
    """A process that lints, started again after it has ended. Used from one event loop.

    ``patience`` are the seconds that a job may take.
    """

    def __init__(self, rules_for: RulesFor, patience: float = PATIENCE) -> None:
        self._rules_for = rules_for
        self._patience = patience
        self._turn = asyncio.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._answers: asyncio.Queue[Answer | Ready | None] | None = None
        """What the process has said, None at its end; no queue while nobody listens."""

    def start(self) -> None:
        """Starts the process; may be called before there is an event loop, so that both come up at once."""
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=main, args=(theirs, self._rules_for), daemon=True, name="reportlint worker")
        self._process.start()
        theirs.close()

    async def ask(self, job: Job) -> Answer:
        """The answer to a job, when its turn has come. Being cancelled tells the process to give the job up.

        Raises:
            WorkerFailed: where the process dies or does not come back; the next job gets a new one.
        """
        begun = asyncio.Event()
        exchange = asyncio.ensure_future(self._in_turn(job, begun))
        try:
            return await asyncio.shield(exchange)
        except asyncio.CancelledError:
            exchange.add_done_callback(_forget)
            if not begun.is_set():
                exchange.cancel()
            elif not exchange.done():
                self._send(Idle())
            raise

    def stop(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
        if self._connection is not None and self._answers is None:
            self._connection.close()  # else the thread that listens does so, when it has seen the end
        self._process = self._connection = self._answers = None

    async def _in_turn(self, job: Job, begun: asyncio.Event) -> Answer:
        async with self._turn:
            begun.set()
            answer = await self._exchange(job)
            if isinstance(answer, Outgrown):
                self.stop()
                answer = await self._exchange(job)
            return answer

    async def _exchange(self, job: Job) -> Answer:
        if self._process is None:
            self.start()
        if self._answers is None:
            self._answers = self._listen()
            await self._heard(self._answers, PATIENCE)
        self._send(job)
        answer = await self._heard(self._answers, self._patience)
        assert not isinstance(answer, Ready)
        return answer

    async def _heard(self, answers: asyncio.Queue[Answer | Ready | None], patience: float) -> Answer | Ready:
        """What the process says next; raises WorkerFailed."""
        try:
            said = await asyncio.wait_for(answers.get(), patience)
        except TimeoutError:
            self.stop()
            raise WorkerFailed(slow=True) from None
        if said is None:
            self.stop()
            raise WorkerFailed(slow=False)
        return said

    def _send(self, message: Job | Idle) -> None:
        """Sends a message; that the process is gone is noticed where its answer is awaited."""
        if self._connection is not None:
            with suppress(OSError):
                self._connection.send(message)

    def _listen(self) -> asyncio.Queue[Answer | Ready | None]:
        """What the process says, read by a thread of its own and put into a queue."""
        answers: asyncio.Queue[Answer | Ready | None] = asyncio.Queue()
        loop, connection, process = asyncio.get_running_loop(), self._connection, self._process
        assert connection is not None
        assert process is not None

        def read() -> None:
            said: Answer | Ready | None = None
            while True:
                try:
                    said = connection.recv()
                except (EOFError, OSError):
                    said = None
                with suppress(RuntimeError):  # the loop is closed
                    loop.call_soon_threadsafe(answers.put_nowait, said)
                if said is None:
                    break
            connection.close()
            process.join()

        threading.Thread(target=read, daemon=True, name="reportlint answers").start()
        return answers


def _forget(task: asyncio.Future[Answer]) -> None:
    """Takes note of how a task ended that nobody waits for."""
    if not task.cancelled():
        task.exception()
