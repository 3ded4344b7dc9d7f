"""Work spread over processes: every task is answered for, whatever becomes of a process."""

from __future__ import annotations

import multiprocessing
import operator
import os
import signal
import sys
import time
from functools import partial

import pytest

from reportlint.pool import Died, ordered, spread

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux only")


def work(task: str) -> bytes:
    match task:
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "ends":
            os._exit(3)
        case "raises":
            raise ValueError(task)
        case "sleeps":
            time.sleep(60)
    return task.upper().encode()


def answers(parcels: list[list[str]], jobs: int) -> dict[int, bytes | Died]:
    numbers = iter(range(100))
    numbered = [[(next(numbers), task) for task in parcel] for parcel in parcels]
    return dict(spread(lambda: work, numbered, jobs, "fork"))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_is_answered_once(jobs):
    assert answers([["a", "b"], ["c"], ["d", "e", "f"]], jobs) == dict(enumerate([b"A", b"B", b"C", b"D", b"E", b"F"]))
    assert answers([], jobs) == {}


@pytest.mark.parametrize(("task", "cause"), [("killed", "SIGKILL"), ("ends", "exit status 3")])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_costs_the_task_at_hand(task, cause, jobs):
    found = answers([["a", task, "b", "c"], ["d"]], jobs)
    assert found == {0: b"A", 1: Died(cause), 2: b"B", 3: b"C", 4: b"D"}


def test_all_processes_may_die():
    assert set(answers([["killed"]] * 4, 2).values()) == {Died("SIGKILL")}


def test_what_a_task_raises_leaves_it_to_the_caller():
    assert answers([["raises", "a"]], 1) == {0: b"", 1: b"A"}


def test_large_tasks_and_answers_block_nobody():
    large = "x" * 1_000_000
    assert answers([[large, large], [large]], 2) == dict.fromkeys(range(3), large.upper().encode())


def test_processes_that_cannot_start_leave_the_tasks():
    def start():
        raise ImportError("not here")

    parcels = iter([[(0, "a")], [(1, "b")]])
    assert dict(spread(start, parcels, 2, "fork")) == {}
    assert list(parcels) == [[(0, "a")], [(1, "b")]]


@pytest.mark.parametrize("error", [OSError(11, "no more processes"), AssertionError("daemonic processes have no children")])
@pytest.mark.parametrize("started", [0, 1])
def test_as_many_processes_as_there_can_be(monkeypatch, error, started):
    context = multiprocessing.get_context("fork")
    left = [None] * started

    def start(process):
        if not left:
            raise error
        left.pop()
        begin(process)

    begin = context.Process.start
    monkeypatch.setattr(context.Process, "start", start)
    assert answers([["a"], ["b"], ["c"]], 3) == ({0: b"A", 1: b"B", 2: b"C"} if started else {})


def test_giving_up_ends_the_processes():
    found = spread(lambda: work, [[(0, "a")], [(1, "sleeps")]], 2, "fork")
    assert next(found) == (0, b"A")
    found.close()  # or this test takes a minute


def test_processes_that_are_started_anew():
    start = partial(partial, operator.methodcaller("encode"))
    assert dict(spread(start, [[(0, "一"), (1, "b")]], 1, "spawn")) == {0: "一".encode(), 1: b"b"}


def twice(item: int) -> int:
    if item == 4 and os.getpid() != TESTS:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == 13:
        raise ValueError(item)
    return 2 * item


TESTS = os.getpid()


@pytest.mark.parametrize("jobs", [1, 3])
def test_items_come_back_in_order_whatever_dies(jobs):
    assert list(ordered(twice, range(10), jobs, "fork")) == [2 * item for item in range(10)]
    assert list(ordered(twice, [], jobs, "fork")) == []


def test_what_the_function_raises_is_raised():
    found = ordered(twice, [1, 13, 2], 2, "fork")
    assert next(found) == 2
    with pytest.raises(ValueError, match="13"):
        next(found)


def test_items_that_no_process_takes_are_done_here(monkeypatch):
    def refuse(_process):
        raise OSError(11, "no more processes")

    monkeypatch.setattr(multiprocessing.get_context("fork").Process, "start", refuse)
    assert list(ordered(twice, [1, 2, 3], 2, "fork")) == [2, 4, 6]


def test_items_for_processes_that_are_started_anew():
    assert list(ordered(operator.neg, range(5), 2, "spawn")) == [0, -1, -2, -3, -4]
