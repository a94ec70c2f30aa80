"""The sets that may stand after `in`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import FiniteSet, Interval, S

if TYPE_CHECKING:
    from derive.text.reading.reader import Reader

_NAMED = {
    "N": S.Naturals,
    "N0": S.Naturals0,
    "Q": S.Rationals,
    "R": S.Reals,
    "Z": S.Integers,
}
MOST_ELEMENTS = 100


def read_set(reader: Reader) -> Any:
    """{0, 1}, the intervals [0, 1], (0, 1], [0, oo), or one of N, N0, Z, Q, R."""
    opening = reader.take()
    if opening.text in _NAMED and opening.kind == "name":
        return _NAMED[opening.text]
    if opening.text not in ("{", "[", "("):
        names = ", ".join(_NAMED)
        reader.refuse(f"after `in` stands a set: {{0, 1}}, [0, 1] or one of {names}", opening)
    with reader.deeper(opening):
        members = [_member(reader)]
        while reader.accept(","):
            members.append(_member(reader))
            if len(members) > MOST_ELEMENTS:
                reader.refuse(f"a set has at most {MOST_ELEMENTS} elements here", opening)
    if opening.text == "{":
        reader.closing("}", opening)
        return FiniteSet(*members)
    closing = reader.accept("]", ")")
    if closing is None or len(members) != 2:
        reader.refuse("an interval has two ends, as in [0, 1]", opening)
    return Interval(*members, opening.text == "(", closing.text == ")")


def _member(reader: Reader) -> Any:
    token = reader.next
    return reader.number(reader.sum(), token)
