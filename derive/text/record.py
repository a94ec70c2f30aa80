"""Values made of named fields, as frozen dataclasses are.

Making a dataclass compiles its methods, half a millisecond each; the formulas and blocks of a page
are thirty classes, and every command that prints one would wait for them.
"""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class Record:
    """A value whose fields are the annotations of its class, in order; a field may have a default.

    >>> class Pair(Record):
    ...     left: int
    ...     right: int = 0
    >>> Pair(1) == Pair(1, right=0), Pair(2, 3)
    (True, Pair(left=2, right=3))
    """

    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        own = [n for n, kind in cls.__annotations__.items() if not kind.startswith("ClassVar")]
        cls.fields = (*cls.fields, *(n for n in own if n not in cls.fields))

    def __init__(self, *values: Any, **named: Any) -> None:
        given = dict(zip(self.fields, values, strict=False)) | named
        defaults = {n: getattr(type(self), n) for n in self.fields if hasattr(type(self), n)}
        if len(values) + len(named) != len(given) or {*defaults, *given} != {*self.fields}:
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self.fields)}")
        self.__dict__.update(defaults | given)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} is fixed")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *(self.__dict__[n] for n in self.fields)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{n}={self.__dict__[n]!r}" for n in self.fields)
        return f"{type(self).__name__}({shown})"
