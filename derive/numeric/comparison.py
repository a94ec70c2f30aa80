"""What came of comparing two expressions in several models, and what makes two numbers equal."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import mpmath
from sympy import Expr

from derive.language import Relation
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.models.model import Model


@dataclass(frozen=True)
class Counterexample:
    """A model in which a relation fails, with the two values; `exact` has them as rationals and
    logarithms of rationals, where they are such."""

    model: Model
    left: Number
    right: Number
    exact: tuple[Expr, Expr] | None = None

    @property
    def sides(self) -> tuple[Any, Any]:
        """Both values: exactly where that is possible, otherwise to eight digits."""
        return self.exact or (mpmath.nstr(self.left, 8), mpmath.nstr(self.right, 8))

    def __str__(self) -> str:
        left, right = (mpmath.nstr(value, 12) for value in (self.left, self.right))
        where = str(self.model)
        return f"{left} against {right}" + (f" at {where}" if where else "")

    def to_json(self) -> dict[str, Any]:
        """The model and both values, as texts of 30 digits, and exactly where that is possible."""
        left, right = (mpmath.nstr(value, 30) for value in (self.left, self.right))
        found = {"model": self.model.to_json(), "left": left, "right": right}
        exact = None if self.exact is None else [str(value) for value in self.exact]
        return {**found, "exact": exact}


@dataclass(frozen=True)
class Comparison:
    """What came of comparing two expressions in several models.

    method: "quadrature", "summation", "finite models" or "direct"; tried and effective: models, and
    those in which both sides have a value; digits: that agree in the worst of them, for an
    equation; slack: for an inequality the smallest difference, turned so that it should not be
    negative; equality: in how many models both sides agree; lines: in how many further models, on
    the line, both sides have a value; note: why a trial had no value.
    """

    method: str
    tried: int
    effective: int
    digits: int | None
    slack: Any = None
    equality: int | None = None
    lines: int = 0
    counterexample: Counterexample | None = None
    note: str = ""

    def and_also(self, other: Comparison) -> Comparison:
        """This comparison, held against a second one of the same: one that could not be made adds
        its note, and one that refutes, refutes."""
        return replace(
            self,
            counterexample=self.counterexample or other.counterexample,
            note=self.note or other.note,
        )


@dataclass(frozen=True)
class Known:
    """A number, with how large it and the terms that it was made of are, and its absolute error."""

    value: Number
    size: Number
    error: Number


def digits_of_agreement(a: Known, b: Known, most: int) -> int:
    """How many digits two numbers share, counted from the largest that either was made of, and
    from one where neither can be told from zero."""
    if a.value == b.value:
        return most
    if mpmath.isinf(a.value) or mpmath.isinf(b.value):
        return 0
    largest = max(abs(a.value), abs(b.value))
    # what was infinite on the way to a number says nothing of its size
    sizes = [size for size in (a.size, b.size) if not mpmath.isinf(size)]
    scale = max(largest, *sizes, 1 if largest <= a.error + b.error else 0)
    gap = abs(a.value - b.value)
    return max(0, min(most, math.floor(-float(mpmath.log10(gap / scale)))))


def agree(a: Known, b: Known, tolerance: float) -> bool:
    """Whether two numbers are equal as far as they are known; an infinity equals only itself."""
    if a.value == b.value:
        return True
    if mpmath.isinf(a.value) or mpmath.isinf(b.value):
        return False
    gap = abs(a.value - b.value)
    return bool(gap <= tolerance * max(abs(a.value), abs(b.value)) + a.error + b.error)


def stands(relation: Relation, a: Known, b: Known, same: bool) -> bool:
    """Whether `a relation b` is true of two numbers, of which it is known whether they agree."""
    if relation is Relation.EQ:
        return same
    if relation is Relation.NE:
        return not same
    if same:
        return relation in (Relation.LE, Relation.GE)
    below = relation in (Relation.LE, Relation.LT)
    return bool(a.value < b.value) if below else bool(a.value > b.value)
