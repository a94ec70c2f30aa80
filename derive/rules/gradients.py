"""Derivatives: calculus, and taking them into and out of integrals and sums."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from sympy import (
    Abs,
    Add,
    Basic,
    Dummy,
    Expr,
    Gt,
    Max,
    Min,
    Mul,
    Ne,
    Pow,
    S,
    Symbol,
    log,
    sign,
)

from derive.language.binder import Node, replace_free
from derive.language.condition import Smooth
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.gradient import Gradient, gradient_of
from derive.language.integral import Integral
from derive.language.sequence import FiniteProduct, FiniteSum
from derive.language.space import Line, Space
from derive.rules.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _t = Symbol("x"), Symbol("t", real=True)
_a, _b = Symbol("a", real=True), Symbol("b", real=True)
_f, _g = (ArbitraryMap(name, _X, parameters=(_t,)) for name in "fg")
_w = ArbitraryMap("w", _X, codomain=Line(0), parameters=(_t,))
_h = ArbitraryMap("h", _X)
_REFERENCE = "Rudin 1976, Principles of Mathematical Analysis, theorem 5.3"
_EXCHANGE = "Billingsley 1995, Probability and Measure, theorem 16.8"


def _rest(expr: Expr, t: Basic) -> tuple[Expr, Expr]:
    """The factors in which the parameter does not occur, and the others."""
    factors = Mul.make_args(expr)
    return Mul(*(f for f in factors if not f.has(t))), Mul(*(f for f in factors if f.has(t)))


def _at(expr: Any, t: Basic, point: Expr) -> Any:
    return replace_free(expr, t, point)


def _moves_inside(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    constant, inner = _rest(body, t)
    if isinstance(inner, Integral):
        f, x, space = inner.open()
        after = Integral(Gradient(f, t, point), x, space)
        return Rewritten(constant * after, (Smooth(inner, t, point),))
    if isinstance(inner, Expect) and not inner.law.has(t):
        f, x, law = inner.open()
        after = Expect(Gradient(f, t, point), x, law)
        return Rewritten(constant * after, (Smooth(inner, t, point),))
    if isinstance(inner, FiniteSum) and not isinstance(inner, FiniteProduct):
        f, i, low, high = inner.open()
        return Rewritten(constant * FiniteSum(Gradient(f, t, point), i, low, high))
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


def _linear(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    parts = [_rest(term, t) for term in Add.make_args(body)]
    if len(parts) == 1 and parts[0][0] == 1 and parts[0][1] != 1:
        return None
    return Rewritten(Add(*(c * Gradient(f, t, point) for c, f in parts if f != 1)))


gradient_is_linear = Rule(
    name="gradient-is-linear",
    title="The gradient is linear, and that of a constant is zero",
    reason="Limits of sums are sums of limits, and constants come out.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=gradient_of(_a * _f(_x) + _b * _g(_x) + _a, _t),
        after=_a * gradient_of(_f(_x), _t) + _b * gradient_of(_g(_x), _t),
        wrong=(
            Wrong(gradient_of(_f(_x), _t) + gradient_of(_g(_x), _t), "the factors lost"),
            Wrong(
                _a * gradient_of(_f(_x), _t) + _b * gradient_of(_g(_x), _t) + _a,
                "the constant kept",
            ),
        ),
    ),
    rewrite=_linear,
)


def _of_product(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    constant, inner = _rest(body, t)
    factors = Mul.make_args(inner)
    if len(factors) < 2:
        return None
    terms = [
        Gradient(f, t, point) * _at(Mul(*(g for g in factors if g is not f)), t, point)
        for f in factors
    ]
    return Rewritten(Add(*(constant * term for term in terms)))


gradient_of_product = Rule(
    name="gradient-of-a-product",
    title="Product rule of differentiation",
    reason="Each factor varies in turn while the others are held.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=gradient_of(_f(_x) * _g(_x), _t),
        after=_f(_x) * gradient_of(_g(_x), _t) + _g(_x) * gradient_of(_f(_x), _t),
        wrong=(
            Wrong(gradient_of(_f(_x), _t) * gradient_of(_g(_x), _t), "the product of derivatives"),
            Wrong(
                _f(_x) * gradient_of(_g(_x), _t) - _g(_x) * gradient_of(_f(_x), _t),
                "the sign that belongs to a quotient",
            ),
        ),
    ),
    rewrite=_of_product,
)


def _differentiated(expr: Any, _: Site) -> Rewritten | None:
    """The chain rule: partial derivatives in every node that depends on the parameter, and in the
    parameter itself. A node that is all there is has no simpler derivative."""
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    nodes = _nodes_with(body, t)
    if body in nodes:
        return None
    names = {n: Dummy("n", positive=True) for n in nodes}
    back = {v: n for n, v in names.items()}
    plain = _abstracted(body, names)
    partials = [(plain.diff(v), Gradient(n, t, point)) for n, v in names.items()]
    partials.append((plain.diff(t), S.One))
    found = Add(*(_at(p.xreplace(back), t, point) * inner for p, inner in partials))
    return Rewritten(found, _domain(body, t, point))


def _nodes_with(expr: Any, t: Basic) -> list[Node]:
    """The outermost nodes in which the parameter occurs, each once."""
    if isinstance(expr, Node):
        return [expr] if expr.has(t) else []
    return list(dict.fromkeys(n for a in expr.args for n in _nodes_with(a, t)))


def _abstracted(expr: Any, names: dict[Node, Dummy]) -> Any:
    if expr in names:
        return names[expr]
    if not expr.args or isinstance(expr, Node):
        return expr
    return expr.func(*(_abstracted(a, names) for a in expr.args))


def _domain(expr: Any, t: Basic, point: Expr) -> tuple[Any, ...]:
    """Where the functions in an expression are differentiable."""
    if isinstance(expr, Node) or not expr.has(t):
        return ()
    needed: list[Any] = []
    if isinstance(expr, log):
        needed.append(Gt(_at(expr.args[0], t, point), 0))
    if isinstance(expr, Pow) and not (expr.exp.is_Integer and expr.exp > 0):
        base = _at(expr.base, t, point)
        needed.append(Ne(base, 0) if expr.exp.is_Integer else Gt(base, 0))
    if isinstance(expr, (Abs, sign)):
        needed.append(Ne(_at(expr.args[0], t, point), 0))
    if isinstance(expr, (Max, Min)):
        needed += [Ne(_at(a - b, t, point), 0) for a, b in combinations(expr.args, 2)]
    inner = [c for a in expr.args for c in _domain(a, t, point)]
    return tuple(c for c in (*needed, *inner) if c != S.true)


differentiate = Rule(
    name="chain-rule",
    title="Differentiation",
    reason="The derivatives of sums, products, powers, logs and exponentials, and the chain rule.",
    reference="Rudin 1976, Principles of Mathematical Analysis, theorem 5.5",
    state=lambda: Statement(
        before=gradient_of(log(_w(_x)) * _f(_x) ** 2, _t),
        after=(
            _f(_x) ** 2 * gradient_of(_w(_x), _t) / _w(_x)
            + 2 * _f(_x) * log(_w(_x)) * gradient_of(_f(_x), _t)
        ),
        wrong=(
            Wrong(
                _f(_x) ** 2 / _w(_x) + 2 * _f(_x) * log(_w(_x)), "the inner derivatives left out"
            ),
            Wrong(
                2 * _f(_x) * gradient_of(_w(_x), _t) * gradient_of(_f(_x), _t) / _w(_x),
                "the product of derivatives",
            ),
        ),
    ),
    rewrite=_differentiated,
)

RULES = (
    gradient_moves_inside,
    gradient_moves_outside,
    gradient_is_linear,
    gradient_of_product,
    differentiate,
)
