"""The number that an expression of the language means in a model, from definitions alone.

Finite spaces are enumerated; an integral over an interval or a sum over infinitely many integers
becomes one scalar integrand, with everything else in it a number, and goes to the quadrature. A point
at which a law has no mass contributes nothing, whatever the integrand is there.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

from sympy import Basic, Dummy, Expr, Float, Integer, Piecewise, Rational, S, Symbol, Tuple, log, oo
from sympy.logic.boolalg import And

from derive.errors import CannotEvaluate, NotConverged
from derive.language import (
    ELBO,
    JSD,
    KL,
    Binding,
    Bound,
    CrossEntropy,
    Density,
    Distribution,
    Element,
    Entropy,
    Expect,
    FiniteProduct,
    FiniteSum,
    Gradient,
    Integral,
    Lattice,
    Law,
    Line,
    Listed,
    Node,
    Power,
    ProductLaw,
    Space,
    Value,
    Variance,
    View,
)
from derive.numeric.arithmetic import Number, precise, public
from derive.numeric.compile import Program, compile_expression
from derive.numeric.model import Model
from derive.numeric.quadrature import estimate_integral, integrate_against
from derive.numeric.series import estimate_series, sum_against

Env = dict[Basic, Any]
_MEANINGS: dict[type, Callable[[Meaning, Any, Env], Number]] = {}


def means(*classes: type) -> Callable[[Any], Any]:
    """Register what nodes of these classes mean: a function of the meaning, the node and the values
    of its bound variables."""

    def register(function: Any) -> Any:
        for cls in classes:
            _MEANINGS[cls] = function
        return function

    return register


class Meaning:
    """Values in one model at one precision; each closed subexpression is computed once."""

    def __init__(self, model: Model, digits: int = 15, variant: int = 0) -> None:
        self.model = model
        self.digits = digits
        self.variant = variant
        self.arithmetic = precise(digits + 20)
        self._plans: dict[Basic, tuple[Program, tuple[Basic, ...]]] = {}
        self._memo: dict[tuple[Any, ...], Number] = {}
        self._inner: dict[Basic, tuple[Basic, ...]] = {}

    def value(self, expr: Any, env: Env | None = None) -> Number:
        """The number; OutOfDomain, CannotEvaluate or NotConverged where there is none."""
        env = env or {}
        if isinstance(expr, (Integer, Rational)):
            return self.arithmetic.rational(int(expr.p), int(expr.q))
        if isinstance(expr, Symbol):
            return self.symbol(expr, env)
        key = (expr, *(env.get(b) for b in self._bounds(expr)))
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._compute(expr, env)
        return found

    def symbol(self, symbol: Symbol, env: Env) -> Any:
        if symbol in env:
            return env[symbol]
        number = self.model.numbers.get(symbol)
        if number is None:
            raise CannotEvaluate(f"the symbol {symbol} has no value")
        return self.arithmetic.rational(int(number.p), int(number.q))

    def _compute(self, expr: Any, env: Env) -> Number:
        meaning = next((_MEANINGS[c] for c in type(expr).__mro__ if c in _MEANINGS), None)
        if meaning is not None:
            return meaning(self, expr, env)
        if isinstance(expr, Node):
            raise CannotEvaluate(f"{type(expr).__name__} has no numeric meaning yet")
        if expr not in self._plans:
            parts = tuple(_leaves(expr))
            names = {p: Dummy("n", real=True) for p in parts}
            compiled = compile_expression(
                _without_nodes(expr, names), [names[p] for p in parts], self.arithmetic
            )
            self._plans[expr] = compiled, parts
        program, parts = self._plans[expr]
        return program(*(self.value(p, env) for p in parts))

    def _bounds(self, expr: Basic) -> tuple[Basic, ...]:
        """The variables bound outside an expression that occur in it."""
        found = self._inner.get(expr)
        if found is None:
            found = self._inner[expr] = tuple(sorted(_free_bounds(expr), key=str))
        return found

    def integer(self, expr: Any, env: Env) -> int:
        found = self.value(expr, env)
        if found != int(found):
            raise CannotEvaluate(f"{expr} is a length and must be an integer")
        return int(found)

    # points and spaces
    def point(self, expr: Any, env: Env) -> Any:
        """A point: a number, the number of a point of an arbitrary space, or a tuple of such."""
        if isinstance(expr, (Listed, Tuple)):
            return tuple(self.point(e, env) for e in expr.args)
        return self.value(expr, env)

    def is_finite(self, space: Space, env: Env) -> bool:
        if isinstance(space, Power):
            return self.is_finite(space.base, env)
        if isinstance(space, Lattice):
            return bool(space.low != -oo and space.high != oo)
        return space.is_arbitrary

    def points(self, space: Space, env: Env) -> Iterator[tuple[Any, Number]]:
        """The points of a finite space, each with its weight."""
        one = self.arithmetic.one
        if isinstance(space, Power):
            base = list(self.points(space.base, env))
            for combo in itertools.product(base, repeat=self.integer(space.length, env)):
                weight = one
                for _, w in combo:
                    weight = weight * w
                yield tuple(p for p, _ in combo), weight
        elif isinstance(space, Lattice):
            for k in range(self.integer(space.low, env), self.integer(space.high, env) + 1):
                yield k * one, one
        else:
            for i, w in enumerate(self.model.points(space)):
                yield i * one, self.arithmetic.rational(int(w.p), int(w.q))

    # laws
    def density(self, law: Law, point: Any, env: Env) -> Number:
        """The density of a law at a point; 0 off its support."""
        if isinstance(law, ProductLaw):
            return self._product_density(law, point, env)
        if isinstance(law, View):
            return self._view_density(law, point, env)
        if isinstance(law, Distribution):
            return self._formula(law, point, env)
        density = getattr(law, "density_in", None)
        if density is None:
            raise CannotEvaluate(f"{type(law).__name__} has no numeric meaning yet")
        return density(self, point, env)

    def _product_density(self, law: ProductLaw, point: Any, env: Env) -> Number:
        found = self.arithmetic.one
        for i in range(self.integer(law.length, env)):
            inner = {**env, law.bound: (i + 1) * self.arithmetic.one}
            found = found * self.density(law.args[0], point[i], inner)
        return found

    def _formula(self, law: Distribution, point: Any, env: Env) -> Number:
        variable = Dummy("x", real=True)
        inside = _inside(law.space, variable)
        here = {**env, variable: point}
        if isinstance(point, tuple):
            return self.arithmetic.exp(self.value(law.log_density(variable), here))
        if not all(self.truth(c, here) for c in inside):
            return self.arithmetic.zero
        return self.arithmetic.exp(self.value(law.log_density(variable), here))

    def truth(self, relation: Any, env: Env) -> bool:
        """Whether a relation between numbers holds."""
        if relation in (S.true, S.false):
            return bool(relation)
        left, right = (self.value(a, env) for a in relation.args)
        tests = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
        return bool({**tests, "==": left == right, "!=": left != right}[relation.rel_op])

    def _view_density(self, law: View, point: Any, env: Env) -> Number:
        at = point if len(law.positions) > 1 else (point,)
        known = {i: self.point(v, env) for i, v in law.given.items()}
        context = tuple(self._key(self.point(c, env)) for c in law.context)
        index = tuple(self._key(self.value(i, env)) for i in law.index)
        parameters = tuple(self.value(p, env) for p in law.parameters)
        where = (law.family, index, context, parameters)
        below = self._mass(*where, known, env)
        if below == 0:
            return self.arithmetic.zero
        return self._mass(*where, {**known, **dict(zip(law.positions, at))}, env) / below

    def _mass(
        self, family: Any, index: Any, context: Any, parameters: Any, fixed: Any, env: Env
    ) -> Any:
        """The joint mass of a family, summed over every coordinate that is not fixed."""
        spaces = family.coordinates
        free = [i for i in range(len(spaces)) if i not in fixed]
        key = (
            family,
            index,
            context,
            parameters,
            tuple(sorted((i, self._key(v)) for i, v in fixed.items())),
        )
        if key in self._memo:
            return self._memo[key]
        total = self.arithmetic.zero
        for combo in itertools.product(*(list(self.points(spaces[i], env)) for i in free)):
            full = {**fixed, **{i: p for i, (p, _) in zip(free, combo)}}
            cell = tuple(self._key(full[i]) for i in range(len(spaces)))
            mass = self._cell(family.label, index, context, cell, parameters)
            for _, weight in combo:
                mass = mass * weight
            total = total + mass
        self._memo[key] = total
        return total

    def _cell(self, label: str, index: Any, context: Any, cell: Any, parameters: Any) -> Number:
        drawn = self.model.cell("law", label, (*index, *context, *cell))
        if drawn.empty:
            return self.arithmetic.zero
        return self.arithmetic.exp(self.smooth(drawn, parameters, Rational(1, 2)))

    def smooth(self, drawn: Any, parameters: Any, scale: Rational) -> Number:
        """a + scale * sum of b sin(t_k + k) + c t_k."""
        number = self.arithmetic.rational
        found = number(int(drawn.a.p), int(drawn.a.q))
        b, c, half = (number(int(v.p), int(v.q)) for v in (drawn.b, drawn.c, scale))
        for k, t in enumerate(parameters):
            found = found + half * (b * self.arithmetic.sine("sin", t + k) + c * t)
        return found

    @staticmethod
    def _key(point: Any) -> Any:
        return tuple(int(p) for p in point) if isinstance(point, tuple) else int(point)

    # integrals
    def under(self, law: Law, body: Expr, variable: Basic, env: Env) -> Number:
        """The integral of a body against a law."""
        space = law.space
        if isinstance(law, ProductLaw):
            return self._under_product(law, body, variable, env)
        if self.is_finite(space, env):
            total = self.arithmetic.zero
            for p, weight in self.points(space, env):
                density = self.density(law, p, env)
                if density != 0:
                    total = total + weight * density * self.value(body, {**env, variable: p})
            return total
        if isinstance(law, Distribution):
            return self._quadrature(law, body, variable, env)
        raise CannotEvaluate(f"no numbers yet for an expectation under {type(law).__name__}")

    def _under_product(self, law: ProductLaw, body: Expr, variable: Basic, env: Env) -> Number:
        total = self.arithmetic.zero
        n = self.integer(law.length, env)
        rows = []
        for i in range(n):
            inner = {**env, law.bound: (i + 1) * self.arithmetic.one}
            if not self.is_finite(law.args[0].space, inner):
                raise CannotEvaluate("independent draws are enumerated over finite spaces alone")
            weighted = (
                (p, w * self.density(law.args[0], p, inner))
                for p, w in self.points(law.args[0].space, inner)
            )
            rows.append([(p, mass) for p, mass in weighted if mass != 0])
        for combo in itertools.product(*rows):
            mass = self.arithmetic.one
            for _, m in combo:
                mass = mass * m
            total = total + mass * self.value(body, {**env, variable: tuple(p for p, _ in combo)})
        return total

    def _quadrature(self, law: Distribution, body: Expr, variable: Basic, env: Env) -> Number:
        x = Dummy("x", real=True)
        log_density = self.scalar(law.log_density(x), x, law.space, env)
        f = self.scalar(_rename(body, variable, x), x, law.space, env)
        low, high = (self._end(e, env) for e in (law.space.low, law.space.high))
        against = sum_against if isinstance(law.space, Lattice) else integrate_against
        if self.variant:
            product = f * self._exp(log_density)
            estimate = self._elsewhere(product, x, law.space, low, high)
        else:
            (estimate,) = against(log_density, [f], x, low, high, digits=self.digits)
        return self.arithmetic.real(estimate.number())

    @staticmethod
    def _exp(expr: Expr) -> Expr:
        from sympy import exp

        return exp(expr)

    def _elsewhere(self, f: Expr, x: Symbol, space: Space, low: Expr, high: Expr) -> Any:
        """The same integral cut at a place that the first computation had no reason to choose."""
        if isinstance(space, Lattice):
            return estimate_series(f, x, low, high, digits=self.digits)
        cut = _between(low, high)
        parts = [
            estimate_integral(f, x, a, b, digits=self.digits) for a, b in ((low, cut), (cut, high))
        ]
        for p in parts:
            p.number()
        value = parts[0].value + parts[1].value
        return type(parts[0])(value, parts[0].error + parts[1].error, parts[0].digits, "converged")

    def over(self, space: Space, body: Expr, variable: Basic, env: Env) -> Number:
        """The integral of a body over a space."""
        if self.is_finite(space, env):
            total = self.arithmetic.zero
            for p, weight in self.points(space, env):
                total = total + weight * self.value(body, {**env, variable: p})
            return total
        if not isinstance(space, (Line, Lattice)):
            raise CannotEvaluate(f"no numbers yet for an integral over {type(space).__name__}")
        x = Dummy("x", real=True)
        f = self.scalar(_rename(body, variable, x), x, space, env)
        low, high = (self._end(e, env) for e in (space.low, space.high))
        estimate = estimate_series if isinstance(space, Lattice) else estimate_integral
        return self.arithmetic.real(estimate(f, x, low, high, digits=self.digits).number())

    def _end(self, end: Expr, env: Env) -> Expr:
        return end if end in (oo, -oo) else self._number(self.value(end, env))

    def _number(self, value: Number) -> Expr:
        """A computed number as a SymPy one, every bit kept; a small rational as itself."""
        found = public(value)
        if found in (math.inf, -math.inf):
            return oo if found > 0 else -oo
        scaled = found * 10**6
        if scaled == int(scaled) and abs(scaled) < 10**15:
            return Rational(int(scaled), 10**6)
        return Float._new(found._mpf_, self.arithmetic.context.prec)

    def scalar(self, expr: Any, x: Symbol, space: Space, env: Env) -> Any:
        """An expression as a function of x alone: whatever x does not occur in is a number."""
        if expr == x:
            return x
        if x not in expr.free_symbols:
            if isinstance(expr, Rational):
                return expr
            return self._number(self.value(expr, env))
        if isinstance(expr, log) and isinstance(expr.args[0], Density):
            return self._density_of(expr.args[0], x, space, env, logarithm=True)
        if isinstance(expr, Density):
            return self._density_of(expr, x, space, env, logarithm=False)
        if isinstance(expr, Value) and on_a_line(expr):
            curve = self.model.curve(expr.family.label)
            return curve(self.scalar(expr.point, x, space, env))
        if isinstance(expr, Node):
            raise CannotEvaluate(f"{type(expr).__name__} inside an integral over an interval")
        if expr.is_Relational or expr.is_Boolean:
            return expr.func(*(self.scalar(a, x, space, env) for a in expr.args))
        return expr.func(*(self.scalar(a, x, space, env) for a in expr.args))

    def _density_of(self, node: Density, x: Symbol, space: Space, env: Env, logarithm: bool) -> Any:
        law = node.law
        if not isinstance(law, Distribution):
            raise CannotEvaluate(
                f"no numbers yet for {type(law).__name__} at a point of an interval"
            )
        formula = self.scalar(law.log_density(node.point), x, space, env)
        if not logarithm:
            formula = self._exp(formula)
        inside = [
            self.scalar(c, x, space, env)
            for c in _inside(law.space, node.point)
            if not (node.point == x and self._covered(c, x, space, env))
        ]
        needed = And(*inside)
        if needed == S.true:
            return formula
        off = -oo if logarithm else Integer(0)
        return Piecewise((formula, needed), (off, True))

    def _covered(self, relation: Any, x: Symbol, space: Space, env: Env) -> bool:
        """Whether every point of an interval satisfies one end of another."""
        end = relation.rhs if relation.lhs == x else relation.lhs
        if x in end.free_symbols:
            return False
        bound = self.value(end, env)
        below = (
            relation.rel_op in (">", ">=") if relation.lhs == x else relation.rel_op in ("<", "<=")
        )
        own = space.low if below else space.high
        if own in (oo, -oo):
            return False
        mine = self.value(own, env)
        return bool(mine >= bound) if below else bool(mine <= bound)


def _between(low: Expr, high: Expr) -> Expr:
    if low == -oo:
        return Rational(-17, 13) if high == oo else high - Rational(17, 13)
    return low + Rational(17, 13) if high == oo else low + (high - low) * Rational(7, 17)


def _inside(space: Space, x: Any) -> list[Any]:
    """The relations that say that a number lies in a space of numbers."""
    if not isinstance(space, (Line, Lattice)):
        return []
    strict = isinstance(space, Line)
    ends: list[Any] = []
    if space.low != -oo:
        ends.append(x > space.low if strict else x >= space.low)
    if space.high != oo:
        ends.append(x < space.high if strict else x <= space.high)
    return [e for e in ends if e != S.true]


def _rename(body: Expr, variable: Basic, x: Symbol) -> Any:
    from derive.language import replace_free

    return replace_free(body, variable, x)


def _leaves(expr: Basic) -> Iterator[Basic]:
    """The outermost nodes and the symbols of a plain expression, each once, in order."""
    seen: dict[Basic, None] = {}

    def visit(e: Basic) -> None:
        if isinstance(e, (Node, Symbol)):
            seen.setdefault(e)
            return
        for a in e.args:
            visit(a)

    visit(expr)
    return iter(seen)


def _without_nodes(expr: Any, names: dict[Basic, Dummy]) -> Any:
    if expr in names:
        return names[expr]
    if not expr.args:
        return expr
    return expr.func(*(_without_nodes(a, names) for a in expr.args))


def _free_bounds(expr: Basic) -> set[Basic]:
    """Bound or opened variables that occur in an expression and are not bound in it."""
    if isinstance(expr, (Bound, Dummy)):
        return {expr}
    found: set[Basic] = set()
    for i, a in enumerate(expr.args):
        inner = _free_bounds(a)
        if isinstance(expr, Binding) and (i in expr.scope or i == expr.slot):
            inner = inner - {expr.bound}
        found |= inner
    return found


@means(Density)
def _density(meaning: Meaning, node: Density, env: Env) -> Number:
    return meaning.density(node.law, meaning.point(node.point, env), env)


def on_a_line(node: Value) -> bool:
    """Whether a value is that of a function of one number, without parameters."""
    domain = node.family.domain
    return len(domain) == 1 and isinstance(domain[0], Line) and not node.parameters


@means(Value)
def _value(meaning: Meaning, node: Value, env: Env) -> Number:
    if on_a_line(node):
        y = Dummy("y", real=True)
        curve = meaning.model.curve(node.family.label)
        return meaning.value(curve(y), {**env, y: meaning.value(node.point, env)})
    point = meaning.point(node.point, env)
    key = tuple(Meaning._key(p) for p in point) if isinstance(point, tuple) else (int(point),)
    drawn = meaning.model.cell("map", node.family.label, key)
    found = meaning.smooth(drawn, [meaning.value(p, env) for p in node.parameters], Rational(1))
    codomain = node.family.codomain
    # a map into the positive half-line takes the exponential of its table
    return meaning.arithmetic.exp(found) if codomain == Line(0) else found


@means(Element)
def _element(meaning: Meaning, node: Element, env: Env) -> Number:
    sequence = meaning.point(node.sequence, env)
    return sequence[meaning.integer(node.index, env) - 1]


@means(Expect)
def _expect(meaning: Meaning, node: Expect, env: Env) -> Number:
    return meaning.under(node.law, node.args[0], node.bound, env)


@means(Variance)
def _variance(meaning: Meaning, node: Variance, env: Env) -> Number:
    body, average = node.args[0], Dummy("average", real=True)
    found = meaning.under(node.law, body, node.bound, env)
    # a node built here could bind at the level of an outer variable that occurs in the body
    return meaning.under(node.law, (body - average) ** 2, node.bound, {**env, average: found})


@means(Integral)
def _integral(meaning: Meaning, node: Integral, env: Env) -> Number:
    return meaning.over(node.space, node.args[0], node.bound, env)


def _span(meaning: Meaning, node: FiniteSum, env: Env) -> Iterator[Number]:
    for k in range(meaning.integer(node.low, env), meaning.integer(node.high, env) + 1):
        yield meaning.value(node.args[0], {**env, node.bound: k * meaning.arithmetic.one})


@means(FiniteSum)
def _finite_sum(meaning: Meaning, node: FiniteSum, env: Env) -> Number:
    return sum(_span(meaning, node, env), meaning.arithmetic.zero)


@means(FiniteProduct)
def _finite_product(meaning: Meaning, node: FiniteProduct, env: Env) -> Number:
    found = meaning.arithmetic.one
    for factor in _span(meaning, node, env):
        found = found * factor
    return found


def _mean_log_ratio(meaning: Meaning, p: Law, q: Law, env: Env) -> Number:
    """E_p[log p - log q]; +oo where p stands on points where q cannot."""
    if (
        isinstance(p, Distribution)
        and isinstance(q, Distribution)
        and _sticks_out(meaning, p, q, env)
    ):
        return meaning.arithmetic.inf
    x = Dummy("x", real=True)
    return meaning.under(p, log(Density(p, x)) - log(Density(q, x)), x, env)


def _sticks_out(meaning: Meaning, p: Distribution, q: Distribution, env: Env) -> bool:
    if not isinstance(p.space, (Line, Lattice)) or type(p.space) is not type(q.space):
        return False
    ends = [
        [
            -math.inf if e == -oo else math.inf if e == oo else meaning.value(e, env)
            for e in (s.low, s.high)
        ]
        for s in (p.space, q.space)
    ]
    return bool(ends[0][0] < ends[1][0] or ends[0][1] > ends[1][1])


@means(KL)
def _kl(meaning: Meaning, node: KL, env: Env) -> Number:
    return _mean_log_ratio(meaning, *node.args, env)


@means(JSD)
def _jsd(meaning: Meaning, node: JSD, env: Env) -> Number:
    p, q = node.args
    x = Dummy("x", real=True)
    half = Rational(1, 2)
    mixture = log(half * Density(p, x) + half * Density(q, x))
    parts = [meaning.under(r, log(Density(r, x)) - mixture, x, env) for r in (p, q)]
    return (parts[0] + parts[1]) / 2


@means(Entropy)
def _entropy(meaning: Meaning, node: Entropy, env: Env) -> Number:
    x = Dummy("x", real=True)
    return -meaning.under(node.args[0], log(Density(node.args[0], x)), x, env)


@means(CrossEntropy)
def _cross_entropy(meaning: Meaning, node: CrossEntropy, env: Env) -> Number:
    p, q = node.args
    if (
        isinstance(p, Distribution)
        and isinstance(q, Distribution)
        and _sticks_out(meaning, p, q, env)
    ):
        return meaning.arithmetic.inf
    x = Dummy("x", real=True)
    return -meaning.under(p, log(Density(q, x)), x, env)


@means(ELBO)
def _elbo(meaning: Meaning, node: ELBO, env: Env) -> Number:
    joint, z, q = node.open()
    return meaning.under(q, log(joint) - log(Density(q, z)), z, env)


_STENCIL = (
    (1, Rational(4, 5)),
    (2, Rational(-1, 5)),
    (3, Rational(4, 105)),
    (4, Rational(-1, 280)),
)


@means(Gradient)
def _gradient(meaning: Meaning, node: Gradient, env: Env) -> Number:
    """Central differences of eighth order, the function computed to more digits than are asked for."""
    finer = Meaning(meaning.model, meaning.digits + 12, meaning.variant)
    lift = finer.arithmetic.real
    here = {k: _lifted(v, lift) for k, v in env.items()}
    at = finer.value(node.point, here)
    step = finer.arithmetic.rational(1, 10**6)
    total = finer.arithmetic.zero
    for k, weight in _STENCIL:
        up, down = (
            finer.value(node.args[0], {**here, node.bound: at + s * k * step}) for s in (1, -1)
        )
        total = total + finer.arithmetic.rational(int(weight.p), int(weight.q)) * (up - down)
    found = total / step
    if public(found) != public(found):
        raise NotConverged("the derivative has no value")
    return meaning.arithmetic.real(public(found))


def _lifted(value: Any, lift: Callable[[Any], Any]) -> Any:
    if isinstance(value, tuple):
        return tuple(_lifted(v, lift) for v in value)
    return lift(public(value))
