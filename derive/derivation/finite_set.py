"""Where a result that is given by cases is finite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Abs, And, Dummy, Eq, FiniteSet, Interval, Piecewise, S, Symbol, Union, oo
from sympy.core.relational import Relational

from derive.errors import DeriveError


@dataclass(frozen=True)
class _Stretch:
    """All numbers between two, each of them included or not."""

    low: Any = -oo
    has_low: bool = False
    high: Any = oo
    has_high: bool = False

    @property
    def as_set(self) -> Any:
        if self.low == self.high:
            return FiniteSet(self.low)
        return Interval(self.low, self.high, not self.has_low, not self.has_high)


def where_finite(result: Any, variable: Symbol) -> Any:
    """The set of the values of the variable for which the result is not +oo: that of its finite
    cases, which come first, in the order of the numbers for which they hold.

    >>> v = Symbol("v", real=True)
    >>> where_finite(Piecewise((0, Eq(v, 0)), (v**2, v > 0), (oo, True)), v)
    Interval(0, oo)

    Raises DeriveError where a condition is not a bound of the variable, or where a finite case
    comes after one that is not.
    """
    rows = result.args if isinstance(result, Piecewise) else ((result, S.true),)
    finite = [condition for value, condition in rows if value != oo]
    if [value == oo for value, _ in rows] != [i >= len(finite) for i in range(len(rows))]:
        raise DeriveError("a finite case comes after one that is infinite")
    if len(finite) == len(rows):
        return S.Reals
    size = Dummy("r", real=True)
    if any(condition.has(Abs(variable)) for condition in finite):
        finite = [condition.xreplace({Abs(variable): size}) for condition in finite]
        last = _stretches(finite, size)[-1]
        return _Stretch(-last.high, last.has_high, last.high, last.has_high).as_set
    return Union(*(stretch.as_set for stretch in _stretches(finite, variable)))


def _stretches(conditions: list[Any], variable: Symbol) -> list[_Stretch]:
    found: list[_Stretch] = []
    for condition in conditions:
        stretch = _stretch(condition, variable)
        before = found[-1] if found else None
        touches = before is not None and before.high == stretch.low
        if before is not None and before.low == stretch.low == -oo:
            # cases come in order, and each leaves out what those before it have
            found[-1] = stretch
        elif before is not None and touches and (before.has_high or stretch.has_low):
            found[-1] = _Stretch(before.low, before.has_low, stretch.high, stretch.has_high)
        else:
            found.append(stretch)
    return found


def _stretch(condition: Any, variable: Symbol) -> _Stretch:
    stretch = _Stretch()
    for part in condition.args if isinstance(condition, And) else (condition,):
        if part == S.true:
            continue
        if not isinstance(part, Relational):
            raise DeriveError(f"{condition} is no bound of {variable}")
        # SymPy may have brought the variable to the other side
        gap = (part.lhs - part.rhs).expand()
        rate = gap.coeff(variable, 1)
        other = (variable - gap / rate).expand() if rate.is_Rational and rate != 0 else variable
        if variable in other.free_symbols:
            raise DeriveError(f"{condition} is no bound of {variable}")
        if isinstance(part, Eq):
            return _Stretch(other, True, other, True)
        strict = part.rel_op in ("<", ">")
        if (part.rel_op in ("<", "<=")) is bool(rate > 0):
            stretch = _Stretch(stretch.low, stretch.has_low, other, not strict)
        else:
            stretch = _Stretch(other, not strict, stretch.high, stretch.has_high)
    return stretch
