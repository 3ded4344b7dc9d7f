"""The process that lints: takes one job at a time from the server and answers it.

It is a process of its own so that typing never waits for a rule, and so that a rule that does not come back can be
ended. Nothing of the protocol is imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection

from reportlint.config import ConfigError
from reportlint.plugins import PluginError
from reportlint.server.analysis import Analyst, GivenUp
from reportlint.server.comparison import Comparer
from reportlint.server.project import NeedsNewProcess, Projects, RulesFor
from reportlint.server.records import (
    Answer,
    Compare,
    FixAll,
    Inspect,
    Job,
    Ledger,
    Lint,
    Options,
    Outgrown,
    Page,
    Refused,
    Superseded,
)


class Ready:
    """What a process says when it can take jobs."""


class Idle:
    """Tells a process that nobody waits for the answer to the job at hand any more."""


def main(connection: Connection, rules_for: RulesFor) -> None:
    """Answers jobs until the server hangs up."""
    superseded = _Superseded(connection)
    projects = Projects(rules_for)
    analyst, comparer = Analyst(projects, superseded), Comparer(projects, superseded)
    handlers: dict[type, Callable[..., Answer]] = {
        Lint: analyst.lint, Inspect: analyst.inspect, FixAll: analyst.fix_all, Ledger: analyst.ledger, Page: analyst.page,
        Compare: comparer.compare,
    }
    try:
        connection.send(Ready())
        while True:
            job = connection.recv()
            if isinstance(job, Idle):  # it came too late
                continue
            superseded.reset()
            connection.send(_answer(job, handlers[type(job)]))
    except (EOFError, OSError, KeyboardInterrupt):
        pass


def _answer(job: Job, handler: Callable[[Job], Answer]) -> Answer:
    options: Options = job.options
    try:
        return handler(job)
    except (ConfigError, PluginError) as error:
        return Refused(error.message.text(options.lang or options.default_lang))
    except NeedsNewProcess:
        return Outgrown()
    except GivenUp:
        return Superseded()
    except Exception as error:  # one document's trouble must not cost the others
        return Refused(f"{type(error).__name__}: {error}")


class _Superseded:
    """Whether nobody waits for the job at hand any more."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._told = False

    def reset(self) -> None:
        """Begins with a new job."""
        self._told = False

    def __call__(self) -> bool:
        while not self._told and self._connection.poll():
            self._told = isinstance(self._connection.recv(), Idle)
        return self._told
