"""Derivatives: linearity, the product rule and the chain rule."""

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
from derive.language.density import ArbitraryMap
from derive.language.gradient import Gradient, gradient_of
from derive.language.space import Line, Space
from derive.rulebook.expectations.exchanges import constant_and_rest
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x, _t = Symbol("x"), Symbol("t", real=True)
_a, _b = Symbol("a", real=True), Symbol("b", real=True)
_f, _g = (ArbitraryMap(name, _X, parameters=(_t,)) for name in "fg")
_w = ArbitraryMap("w", _X, codomain=Line(0), parameters=(_t,))
_h = ArbitraryMap("h", _X)
_REFERENCE = "Rudin 1976, Principles of Mathematical Analysis, theorem 5.3"
_EXCHANGE = "Billingsley 1995, Probability and Measure, theorem 16.8"


def _at(expr: Any, t: Basic, point: Expr) -> Any:
    return replace_free(expr, t, point)


def _linear(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Gradient):
        return None
    body, t, point = expr.open()
    parts = [constant_and_rest(term, t) for term in Add.make_args(body)]
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
    constant, inner = constant_and_rest(body, t)
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
    gradient_is_linear,
    gradient_of_product,
    differentiate,
)
