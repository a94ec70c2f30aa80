"""Taking derivatives into and out of integrals, means and sums."""

from __future__ import annotations

from typing import Any

from sympy import Mul, Symbol

from derive.language.condition import Smooth
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.gradient import Gradient, gradient_of
from derive.language.integral import Integral
from derive.language.sequence import FiniteProduct, FiniteSum
from derive.language.space import Lattice, Line, Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _t = Symbol("x"), Symbol("t", real=True)
_f = ArbitraryMap("f", _X, parameters=(_t,))
_w = ArbitraryMap("w", _X, codomain=Line(0), parameters=(_t,))
_h = ArbitraryMap("h", _X)
_REFERENCE = "Rudin 1976, Principles of Mathematical Analysis, theorem 5.3"
_EXCHANGE = "Billingsley 1995, Probability and Measure, theorem 16.8"


def constant_and_rest(expr: Any, t: Any) -> tuple[Any, Any]:
    """The factors in which the parameter does not occur, and the others."""
    factors = Mul.make_args(expr)
    return Mul(*(f for f in factors if not f.has(t))), Mul(*(f for f in factors if f.has(t)))


def _moves_inside(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    constant, inner = constant_and_rest(body, t)
    if isinstance(inner, Integral):
        f, x, space = inner.open()
        after = Integral(Gradient(f, t, point), x, space)
        return Rewritten(constant * after, (Smooth(inner, t, point),))
    if isinstance(inner, Expect) and not inner.law.has(t):
        f, x, law = inner.open()
        after = Expect(Gradient(f, t, point), x, law)
        return Rewritten(constant * after, (Smooth(inner, t, point),))
    return None


def _inside_statement() -> Statement:
    whole = Integral(_w(_x) * _f(_x), _x, _X)
    return Statement(
        before=gradient_of(whole, _t),
        after=Integral(gradient_of(_w(_x) * _f(_x), _t), _x, _X),
        wrong=(
            Wrong(Integral(_w(_x) * gradient_of(_f(_x), _t), _x, _X), "a factor taken as constant"),
            Wrong(whole, "the derivative lost"),
        ),
        conditions=(Smooth(whole, _t, _t),),
    )


gradient_moves_inside = Rule(
    name="gradient-of-an-integral-is-the-integral-of-the-gradient",
    title="The gradient moves inside the integral",
    reason="Differentiation and integration may be exchanged here.",
    reference=_EXCHANGE,
    state=_inside_statement,
    rewrite=_moves_inside,
)


def _of_sum(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    constant, inner = constant_and_rest(body, t)
    if not isinstance(inner, FiniteSum) or isinstance(inner, FiniteProduct):
        return None
    f, i, low, high = inner.open()
    return Rewritten(constant * FiniteSum(Gradient(f, t, point), i, low, high))


def _of_sum_statement() -> Statement:
    i, n = Symbol("i", integer=True), Symbol("n", integer=True, positive=True)
    each = ArbitraryMap("f", Lattice(1), parameters=(_t,))(i)
    return Statement(
        before=gradient_of(FiniteSum(each, i, 1, n), _t),
        after=FiniteSum(gradient_of(each, _t), i, 1, n),
        wrong=(
            Wrong(gradient_of(FiniteSum(each, i, 1, n), _t) / n, "the average of the gradients"),
            Wrong(FiniteProduct(gradient_of(each, _t), i, 1, n), "the product of the gradients"),
        ),
        conditions=(n >= 2,),
    )


gradient_of_sum = Rule(
    name="gradient-of-a-sum-is-the-sum-of-the-gradients",
    title="The gradient of a sum is the sum of the gradients",
    reason="The sum has finitely many terms.",
    reference=_REFERENCE,
    state=_of_sum_statement,
    rewrite=_of_sum,
)


def _moves_outside(expr: Any, _: Site) -> Rewritten | None:
    """The other factors of the integrand may depend on the variable, but not on the parameter."""
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open()
    gradients = [f for f in Mul.make_args(body) if isinstance(f, Gradient)]
    if len(gradients) != 1:
        return None
    f, t, point = gradients[0].open()
    others = Mul(*(f for f in Mul.make_args(body) if f is not gradients[0]))
    if point.has(x) or (point.free_symbols & others.free_symbols):
        return None
    whole = Integral(others * f, x, space)
    return Rewritten(Gradient(whole, t, point), (Smooth(whole, t, point),))


gradient_moves_outside = Rule(
    name="integral-of-a-gradient-is-the-gradient-of-the-integral",
    title="The gradient moves out of the integral",
    reason="Differentiation and integration may be exchanged here.",
    reference=_EXCHANGE,
    state=lambda: Statement(
        before=Integral(_h(_x) * gradient_of(_w(_x), _t), _x, _X),
        after=gradient_of(Integral(_h(_x) * _w(_x), _x, _X), _t),
        wrong=(
            Wrong(gradient_of(Integral(_w(_x), _x, _X), _t), "the other factor lost"),
            Wrong(Integral(_h(_x) * _w(_x), _x, _X), "the derivative lost"),
        ),
        conditions=(Smooth(Integral(_h(_x) * _w(_x), _x, _X), _t, _t),),
    ),
    rewrite=_moves_outside,
)

RULES = (gradient_moves_inside, gradient_of_sum, gradient_moves_outside)
