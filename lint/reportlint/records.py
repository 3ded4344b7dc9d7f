"""``dataclass`` as the standard library has it, for a quarter of the time that it takes to define a class.

The standard library compiles up to six functions for each class: 0.4 ms, and 45 ms for the classes that linting an
empty file needs. Here ``__init__`` alone is compiled; the others are closures.

    from reportlint.records import dataclass
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_set = object.__setattr__

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, order=False, eq=True):
        """The class as :func:`dataclasses.dataclass` makes it; one that is ordered, inherits or checks its fields is left to that."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots, order=order, eq=eq)
        if order or hasattr(cls, "__post_init__") or any(map(dataclasses.is_dataclass, cls.__mro__[1:])):
            return dataclasses.dataclass(cls, frozen=frozen, slots=slots, order=order, eq=eq)
        own = frozenset(vars(cls))
        made = dataclasses.dataclass(cls, init=False, repr=False, eq=False, slots=slots)
        for name, function in _functions(made, frozen, slots, eq).items():
            if name not in own:
                setattr(made, name, function)
        parameters = made.__dataclass_params__
        parameters.init = parameters.repr = True
        parameters.eq, parameters.frozen = eq, frozen
        return made


def _functions(cls: type, frozen: bool, slots: bool, eq: bool) -> dict[str, object]:
    """The functions of a dataclass by their names."""
    fields: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(cls)
    values = _values([field.name for field in fields])
    compared = _values([field.name for field in fields if field.compare])
    shown = [field.name for field in fields if field.repr]

    def __repr__(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __eq__(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(compared(self))

    def refuse(self: Any, name: str, *_: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot change {type(self).__name__}.{name}")

    def __getstate__(self: Any) -> object:
        return values(self)

    def __setstate__(self: Any, state: tuple[object, ...]) -> None:
        for field, value in zip(fields, state, strict=True):
            _set(self, field.name, value)

    made: dict[str, object] = {"__init__": _init(cls, fields, frozen), "__repr__": __repr__}
    if eq:
        made |= {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}
    if frozen:
        made |= {"__setattr__": refuse, "__delattr__": refuse}
        if slots:
            made |= {"__getstate__": __getstate__, "__setstate__": __setstate__}
    return made


def _values(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """What gives the values of these attributes."""
    if not names:
        return lambda _: ()
    getter = attrgetter(*names)
    return getter if len(names) > 1 else lambda record: (getter(record),)


def _init(cls: type, fields: tuple[dataclasses.Field[Any], ...], frozen: bool) -> Callable[..., None]:
    """``__init__`` with a parameter for each field."""
    names: dict[str, object] = {"_set": _set, "_MISSING": dataclasses.MISSING}
    parameters, lines = ["self"], []
    for field in fields:
        name = value = field.name
        if not field.init or field.kw_only:
            raise TypeError(f"{cls.__name__}.{name}: use dataclasses.dataclass for this class")
        if field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_MISSING")
            value = f"_make_{name}() if {name} is _MISSING else {name}"
        else:
            parameters.append(name)
        lines.append(f" _set(self, {name!r}, {value})" if frozen else f" self.{name} = {value}")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"]), names)
    made: Any = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__module__ = cls.__module__
    return made  # type: ignore[no-any-return]
