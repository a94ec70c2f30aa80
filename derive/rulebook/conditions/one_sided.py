"""Means that are known not to be minus infinity, or not plus infinity.

The mean of f exists and is not minus infinity where min(f, 0) has a finite mean, and not plus
infinity where max(f, 0) has one. Means of one kind may be added up, and so may those of the other.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Dummy, Expr, Max, Min, Mul, S, log

from derive.language.assumptions import Assumptions
from derive.language.density import Density
from derive.language.distribution import Distribution
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import Law, ProductLaw
from derive.language.sequence import Element, FiniteProduct, FiniteSum, LeftOut
from derive.rulebook.conditions.finiteness import is_finite
from derive.rulebook.conditions.log_densities import is_log_ratio
from derive.rulebook.conditions.masses import is_density
from derive.rulebook.conditions.node_signs import is_nonnegative
from derive.rulebook.conditions.supports import dominates
from derive.rulebook.places import facts_at


def part_is_finite(expr: Any, known: Assumptions) -> bool | None:
    """Whether the mean of min(f, 0) or of max(f, 0) is known to be finite."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    if not isinstance(body, (Min, Max)) or S.Zero not in body.args or len(body.args) != 2:
        return None
    f = Add(*body.args)
    here = known.also(*facts_at(expr, x, known))
    below = isinstance(body, Min)
    if is_nonnegative(f if below else -f, here):
        return True
    if is_finite(Expect(written(f, x, law, known), x, law), known):
        return True
    if below:
        return True if any(is_log_ratio(f, at, own) for at, own in _points(f, x, law)) else None
    if isinstance(f, log) and is_nonnegative(f.args[0], here):
        # the positive part of a logarithm is at most its argument
        return True if has_finite_mean(f.args[0], x, law, known) else None
    return None


def written(f: Expr, x: Basic, law: Law, known: Assumptions) -> Expr:
    """A function of a draw, with the log densities of families by their formulas, which hold where
    the law has mass."""
    if not isinstance(law, Distribution):
        return f
    formulas = {
        log(density): density.law.log_density(x)
        for density in sorted(f.atoms(Density), key=str)
        if isinstance(density.law, Distribution)
        and density.point == x
        and dominates(density.law, law, known)
    }
    return f.xreplace(formulas)


def _points(body: Basic, x: Basic, law: Law) -> list[tuple[Basic, Law]]:
    """What stands for a random point in a function of one, or of independent ones, with its law."""
    found: list[tuple[Basic, Law]] = [(x, law)]
    if isinstance(law, ProductLaw):
        for element in sorted(body.atoms(Element), key=str):
            of = element.sequence
            rest = isinstance(of, LeftOut) and of.sequence == x and law.is_iid
            if of == x or rest:
                found.append((element, law.at(element.index)))
    return found


def has_finite_mean(body: Expr, x: Basic, law: Law, known: Assumptions) -> bool:
    """Whether a sum of importance weights of a density with a finite integral has a finite mean."""
    if not body.has(x):
        return True
    if isinstance(body, Add):
        return all(has_finite_mean(a, x, law, known) for a in body.args)
    if isinstance(body, FiniteSum) and not isinstance(body, FiniteProduct):
        return has_finite_mean(body.open()[0], x, law, known)
    factors = [f for f in Mul.make_args(body) if f.has(x)]
    if len(factors) == 1 and factors[0] is not body:
        return has_finite_mean(factors[0], x, law, known)
    return any(_integrates(Mul(*factors), at, own, known) for at, own in _points(body, x, law))


def _integrates(weight: Expr, at: Basic, law: Law, known: Assumptions) -> bool:
    point = Dummy("x", real=True)
    numerator = weight.xreplace({at: point}) * Density(law, point)
    return is_density(Integral(numerator, point, law.space), known)
