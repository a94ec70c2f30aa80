"""Integrals over several numbers: as means under a law whose density is among the factors."""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Expr, Mul, log

from derive.errors import CannotEvaluate, NotConverged
from derive.language import Density, Lattice, Line, Power, Space
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Env, Run
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.models.expectations import expectation, integrates_over
from derive.numeric.models.finite_spaces import is_finite
from derive.numeric.vectors.clouds import LEVELS
from derive.numeric.vectors.vectors import DIGITS, around_hump, is_of_a_vector


def _is_of_numbers(space: Space) -> bool:
    if not isinstance(space, Power) or is_finite(space):
        return False
    return isinstance(space.base, (Line, Lattice))


@integrates_over(_is_of_numbers)
def _over(space: Any, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """The density of which the largest power stands there says where the mass lies; a product of
    powers of densities with one hump is integrated around its own."""
    factors = list(Mul.make_args(body))
    if all(_has_a_hump(factor.as_base_exp()[0], x) for factor in factors):
        return _around_its_hump(space, factors, x, evaluator)
    own = [
        (_size(power), -k)
        for k, (base, power) in enumerate(factor.as_base_exp() for factor in factors)
        if isinstance(base, Density) and base.point == x and base.law.space == space
    ]
    if not own:
        raise CannotEvaluate("no density says where an integral over several numbers has its mass")
    place = -max(own)[1]
    density, power = factors.pop(place).as_base_exp()
    return expectation(density.law, Mul(*factors, density ** (power - 1)), x, evaluator)


def _has_a_hump(base: Expr, x: Any) -> bool:
    return x not in base.free_symbols or (
        isinstance(base, Density) and base.point == x and is_of_a_vector(base.law)
    )


def _around_its_hump(space: Power, factors: list[Expr], x: Any, evaluator: Evaluator) -> Run:
    y = Dummy("y", real=True)
    powers = [f.xreplace({x: y}).as_base_exp() for f in factors]
    logarithm = Add(*(e * log(base) for base, e in powers))
    digits = min(evaluator.digits, DIGITS)
    make = around_hump(logarithm, y, space.length, digits, evaluator)
    zero, goal = evaluator.arithmetic.zero, evaluator.arithmetic.last_place(digits)

    def total(env: Env) -> Number:
        level, before = make(env), None
        for n in (0, *LEVELS):
            nodes = level(n)
            evaluator.budget.spend(len(nodes))
            found = sum((weight for _, weight, _ in nodes), zero)
            if before is not None and abs(found - before) <= found * goal:
                return evaluator.checked_sum(found, found)
            before = found
        raise NotConverged("an integral over several numbers does not settle")

    return total


def _size(power: Expr) -> float:
    """How large a power is, one half where it is a symbol."""
    return float(power) if power.is_Rational else 0.5
