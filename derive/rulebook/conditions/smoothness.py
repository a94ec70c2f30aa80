"""Whether a derivative may be taken inside the integrals of an expression.

Over finitely many points an integral is a sum, and a sum of differentiable terms is differentiable
term by term. Over other spaces it needs an integrable bound, which nothing here looks for.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Mul, Pow, Rational, Symbol, exp, log

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.condition import Smooth
from derive.language.density import Density, Value
from derive.language.expectation import Expect
from derive.language.gradient import Gradient
from derive.language.integral import Integral
from derive.language.law import Law, View
from derive.language.sequence import Element, FiniteSum
from derive.language.space import Lattice, Power, Space
from derive.rulebook.algebra import sign
from derive.rulebook.conditions.node_signs import is_positive
from derive.rulebook.places import facts_at, space_of


def is_smooth(condition: Smooth, known: Assumptions) -> bool | None:
    """True where every integral is a finite sum of differentiable terms; None where it is not
    known."""
    body, parameter, point = condition.open()
    here = known.also(*facts_at(condition, parameter, known))
    # what is assumed of a mean holds of a smooth function of it
    nodes = sorted(body.atoms(Expect, Integral), key=str)
    assumed = [n for n in nodes if Smooth(n, parameter, point) in known.facts]
    if assumed and not isinstance(body, Node):
        plain = {n: Dummy("m", positive=is_positive(n, here) or None, real=True) for n in assumed}
        body = body.xreplace(plain)
    return True if is_regular(body, here) else None


def is_regular(expr: Any, known: Assumptions) -> bool:
    """Whether an expression is known to be finite, and differentiable to all orders in whatever its
    laws depend on smoothly."""
    if isinstance(expr, (Integral, Expect)):
        return is_finite_space(space_of(expr)) and _inside(expr, known)
    if isinstance(expr, (FiniteSum, Gradient)):
        return _inside(expr, known)
    if isinstance(expr, (Add, Mul, exp)):
        return all(is_regular(a, known) for a in expr.args)
    if isinstance(expr, log):
        return sign(expr.args[0], known) == "+" and is_regular(expr.args[0], known)
    if isinstance(expr, Pow):
        whole = expr.exp.is_Integer and expr.exp > 0
        bounded = whole or sign(expr.base, known) == "+"
        return bounded and all(is_regular(a, known) for a in expr.args)
    if isinstance(expr, Density):
        return isinstance(expr.law, View) or _is_fixed(expr.law)
    return isinstance(expr, (Value, Symbol, Rational, Element))


def _inside(binder: Any, known: Assumptions) -> bool:
    body, variable, *_ = binder.open()
    return is_regular(body, known.also(*facts_at(binder, variable, known)))


def _is_fixed(law: Law) -> bool:
    """Whether a law with a formula stands on the same finitely many points for all parameters."""
    return is_finite_space(law.space) and not law.space.free_symbols


def is_finite_space(space: Space | None) -> bool:
    """Whether a space has finitely many points whatever its symbols are."""
    if isinstance(space, Lattice):
        return bool(space.high.is_finite is not False and space.low.is_finite is not False)
    return isinstance(space, Power) and is_finite_space(space.base)
