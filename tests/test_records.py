"""Our ``dataclass`` does what that of the standard library does."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import field

import pytest

from reportlint.records import dataclass


@dataclass(frozen=True, slots=True)
class Ours:
    """A record."""

    a: int
    b: str = "b"
    c: list[int] = field(default_factory=list, compare=False)
    d: bool = field(default=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """A record."""

    a: int
    b: str = "b"
    c: list[int] = field(default_factory=list, compare=False)
    d: bool = field(default=False, repr=False)


@dataclass(slots=True)
class Mutable:
    a: int = 1


@dataclass(frozen=True)
class Empty:
    """Without fields."""


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_records_are_made_compared_and_shown(made):
    record = made(1, c=[2])
    assert (record.a, record.b, record.c, record.d) == (1, "b", [2], False)
    assert record == made(1)
    assert record != made(1, d=True)
    assert record != 1
    assert hash(record) == hash(made(1))
    assert repr(record) == f"{made.__name__}(a=1, b='b', c=[2])"
    assert made(1).c is not made(1).c
    assert made.__match_args__ == ("a", "b", "c", "d")
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
        made()
    with pytest.raises(TypeError, match=r"__init__\(\) got an unexpected keyword argument 'e'"):
        made(1, e=2)


@pytest.mark.parametrize("made", [Ours, Theirs])
def test_records_cannot_be_changed_but_replaced_copied_and_pickled(made):
    record = made(1, c=[2], d=True)
    for change in (lambda: setattr(record, "a", 2), lambda: delattr(record, "a")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert not hasattr(record, "__dict__")
    assert dataclasses.replace(record, a=2) == made(2, d=True)
    assert dataclasses.asdict(record) == {"a": 1, "b": "b", "c": [2], "d": True}
    for other in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert (other, other.c) == (record, [2])
    assert list(inspect.signature(made).parameters) == ["a", "b", "c", "d"]


def test_the_parameters_are_known():
    ours, theirs = Ours.__dataclass_params__, Theirs.__dataclass_params__
    assert repr(ours).replace("init=True,repr=True", "") == repr(theirs).replace("init=True,repr=True", "")
    assert [f.name for f in dataclasses.fields(Ours)] == [f.name for f in dataclasses.fields(Theirs)]


def test_mutable_and_empty_records():
    record = Mutable()
    record.a = 2
    assert record == Mutable(2)
    assert pickle.loads(pickle.dumps(record)) == record
    with pytest.raises(TypeError, match="unhashable"):
        hash(record)
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())
    assert repr(Empty()) == "Empty()"


def test_what_a_class_defines_itself_stays():
    @dataclass(frozen=True)
    class Own:
        a: int

        def __repr__(self) -> str:
            return "own"

        def __hash__(self) -> int:
            return 7

    assert repr(Own(1)) == "own"
    assert hash(Own(1)) == 7
    assert Own(1) == Own(1)


def test_other_classes_are_left_to_the_standard_library():
    @dataclass(frozen=True)
    class Checked:
        a: int

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("negative")

    @dataclass(frozen=True, order=True)
    class Ordered:
        a: int

    @dataclass(frozen=True)
    class Heir(Ordered):
        b: int = 2

    with pytest.raises(ValueError, match="negative"):
        Checked(-1)
    assert Ordered(1) < Ordered(2)
    assert Heir(1) == Heir(1, 2)
    with pytest.raises(TypeError, match="use dataclasses"):
        @dataclass
        class Partial:
            a: int = field(init=False)

    with pytest.raises(ValueError, match="mutable default"):
        @dataclass
        class Faulty:
            a: list = []  # noqa: RUF012
