"""Expectations on a simplex whose bodies are sums of products of functions of one share each.

Each number is a share of what the ones before it have left: x_i = u_i (1 - u_1) ... (1 - u_(i-1)).
In the shares the density is a product, and so are the terms of a body that holds powers and logs of
the numbers: each mean is then a product of integrals in one variable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sympy import Add, Basic, Dummy, Expr, Mul, S, exp, log

from derive.errors import NotConverged
from derive.language import Density, Distribution, Element, Simplex
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import Evaluator, evaluator_of
from derive.numeric.quadrature.coordinates import Interval
from derive.numeric.quadrature.humps import LOGISTIC_GRID, Window, window
from derive.numeric.quadrature.law_nodes import SPARE_DIGITS, stretched
from derive.numeric.quadrature.settle import digits_after

FINEST_LEVEL = 6
_DIGITS = 13
ShareNode = tuple[Number, Number, Number]
Value = Callable[[Number, Number], Number]


@dataclass(frozen=True)
class Shares:
    """The letters for the shares and for what each leaves."""

    taken: tuple[Dummy, ...]
    left: tuple[Dummy, ...]

    @classmethod
    def of(cls, size: int) -> Shares:
        """Letters for a simplex of `size` numbers."""
        return cls(*(tuple(_letter(f"{n}{k}") for k in range(1, size)) for n in "uv"))

    def number(self, i: int) -> Expr:
        """The i-th number of the simplex."""
        before = Mul(*self.left[: i - 1])
        return before * self.taken[i - 1] if i <= len(self.taken) else before

    def in_shares(self, expr: Expr, x: Basic) -> Expr | None:
        """A function of the point x in the shares, multiplied out; None where x stays in it."""
        formulas = {
            log(node): node.law.log_density(x)
            for node in expr.atoms(Density)
            if isinstance(node.law, Distribution) and node.point == x
        }
        written = expr.xreplace(formulas)
        numbers = {Element(x, i): self.number(i) for i in range(1, len(self.taken) + 2)}
        written = written.xreplace(numbers)
        if x in written.free_symbols:
            return None
        found: Expr = written.expand(force=False)
        return found

    def axis_of(self, expr: Expr) -> int | None:
        """The one share on which an expression depends, from zero; -1 for none, None for many."""
        letters = expr.free_symbols
        axes = [
            k
            for k, pair in enumerate(zip(self.taken, self.left, strict=True))
            if not letters.isdisjoint(pair)
        ]
        return -1 if not axes else axes[0] if len(axes) == 1 else None


_LETTERS: dict[str, Dummy] = {}


def _letter(name: str) -> Dummy:
    return _LETTERS.setdefault(name, Dummy(name, positive=True))


def as_products(body: Expr, x: Basic, shares: Shares) -> list[tuple[Expr, tuple[Expr, ...]]] | None:
    """The terms of a body, each a constant and a function of each share; None where it is no such
    sum."""
    written = shares.in_shares(body, x)
    if written is None:
        return None
    found: dict[tuple[Expr, ...], Expr] = {}
    for term in Add.make_args(written):
        constant, functions = S.One, [S.One] * len(shares.taken)
        for factor in Mul.make_args(term):
            axis = shares.axis_of(factor)
            if axis is None:
                return None
            if axis < 0:
                constant *= factor
            else:
                functions[axis] *= factor
        key = tuple(functions)
        found[key] = found.get(key, S.Zero) + constant
    return [(constant, functions) for functions, constant in found.items()]


class SharesOf(Basic):
    """The nodes of a law on a simplex, share by share: kept between expectations under it."""


@dataclass
class Axis:
    """Nodes (share, what it leaves, weight) in levels of finer and finer steps."""

    weight: Value
    placed: Window
    arithmetic: Arithmetic

    def __post_init__(self) -> None:
        self._levels: dict[int, list[ShareNode]] = {}
        self._mass: Number = None

    def level(self, n: int) -> list[ShareNode]:
        """All nodes of a level."""
        if n not in self._levels:
            self._levels[n] = self._made(n)
        return self._levels[n]

    def _made(self, n: int) -> list[ShareNode]:
        unit, denominator = Interval(0, 1, self.arithmetic.one), 2 << n
        first, last = round(self.placed.first * denominator), round(self.placed.last * denominator)
        found = []
        for k in range(first, last + 1):
            w, stretch = stretched(self.placed, k, denominator, self.arithmetic)
            _, t, slope = unit.node(w, self.arithmetic)
            u, v = (t, 1 - t) if w <= 0 else (1 - t, t)
            height = self.arithmetic.exp(self.weight(u, v))
            found.append((u, v, height * slope * stretch / denominator))
        return found

    def mass(self, digits: int) -> Number:
        """The integral of the weight alone."""
        if self._mass is None:
            self._mass, _ = self.integral(lambda _u, _v: self.arithmetic.one, digits)
        return self._mass

    def integral(self, function: Value, digits: int) -> tuple[Number, Number]:
        """The integral of a function and that of its absolute value."""
        before: Number = None
        last_change, goal = 1.0, 10.0**-digits
        for n in range(FINEST_LEVEL):
            terms = [function(u, v) * weight for u, v, weight in self.level(n) if weight != 0]
            total = sum(terms, self.arithmetic.zero)
            size = sum((abs(term) for term in terms), self.arithmetic.zero)
            if before is not None:
                change = float(abs(total - before) / size) if size != 0 else 0.0
                if change < goal or digits_after(change, last_change) > digits + 1:
                    if max(abs(terms[0]), abs(terms[-1])) > size * self.arithmetic.last_place(
                        digits
                    ):
                        raise NotConverged("an integrand has not fallen at the outermost nodes")
                    return total, size
                last_change = change
            before = total
        raise NotConverged("an integral over a share does not settle")


@compiles(SharesOf, binds=True)
def _shares_of(node: SharesOf, compiler: Compiler) -> Run:
    (law,) = node.args
    evaluator = evaluator_of(compiler)
    arithmetic, digits = evaluator.arithmetic, digits_for(evaluator)
    shares = Shares.of(int(law.space.length))
    x = Dummy("x", real=True)
    # the volume of the shares: what each leaves, once for each number after the next
    count = len(shares.left)
    volume = Add(*((count - 1 - k) * log(v) for k, v in enumerate(shares.left)))
    written = shares.in_shares(law.log_density(x) + volume, x)
    heights: list[Expr] = [S.Zero] * count
    constant: Expr = S.Zero
    for term in Add.make_args(written):
        axis = shares.axis_of(term)
        if axis is None:
            raise NotConverged(f"the density of {law} is no product in the shares")
        if axis < 0:
            constant += term
        else:
            heights[axis] += term
    mass = evaluator.child(exp(constant))
    runs = [function_of(h, k, shares, evaluator) for k, h in enumerate(heights)]

    def made(env: Env) -> tuple[Number, list[Axis]]:
        axes = []
        for run in runs:
            height = run(env)
            placed = window(_along(height, arithmetic), LOGISTIC_GRID, digits + SPARE_DIGITS)
            axes.append(Axis(height, placed, arithmetic))
        whole = mass(env)
        total = whole
        for axis in axes:
            total = total * axis.mass(digits)
        if abs(total - 1) > 10.0 ** (2 - digits):
            raise NotConverged("a density has not mass one on the nodes that it was given")
        return whole, axes

    return made


def _along(height: Value, arithmetic: Arithmetic) -> Callable[[float], float]:
    unit = Interval(0, 1, arithmetic.one)

    def on_axis(w: float) -> float:
        _, t, log_slope = unit.place(w)
        small = arithmetic.real(t)
        pair = (small, 1 - small) if w <= 0 else (1 - small, small)
        return float(height(*pair)) + log_slope

    return on_axis


def function_of(
    expr: Expr, axis: int, shares: Shares, evaluator: Evaluator
) -> Callable[[Env], Value]:
    """The closure of a function of one share and what it leaves."""
    with evaluator.binding(shares.taken[axis]) as u, evaluator.binding(shares.left[axis]) as v:
        run = evaluator.compile(expr)

    def in_env(env: Env) -> Value:
        def value(taken: Number, left: Number) -> Number:
            u.assign(env, taken)
            v.assign(env, left)
            return run(env)

        return value

    return in_env


def digits_for(evaluator: Evaluator) -> int:
    """How many digits are asked of an integral over a share."""
    return min(evaluator.digits, _DIGITS)


def product_expectation(law: Any, body: Expr, x: Any, evaluator: Evaluator) -> Run | None:
    """The closure of an expectation that is a sum of products; None for any other body."""
    if not isinstance(law.space, Simplex) or not law.space.length.is_Integer:
        return None
    shares = Shares.of(int(law.space.length))
    terms = as_products(body, x, shares)
    if terms is None:
        return None
    nodes, digits = evaluator.kept(SharesOf(law)), digits_for(evaluator)
    compiled = [
        (
            evaluator.child(constant),
            # what is one throughout has the mass of the axis for its integral
            [
                (k, None if f == 1 else function_of(f, k, shares, evaluator))
                for k, f in enumerate(functions)
            ],
        )
        for constant, functions in terms
    ]

    def mean(env: Env) -> Number:
        whole, axes = nodes(env)
        total = size = evaluator.arithmetic.zero
        for constant, functions in compiled:
            factor = constant(env) * whole
            term, bound = factor, abs(factor)
            for k, function in functions:
                if function is None:
                    found = absolute = axes[k].mass(digits)
                else:
                    found, absolute = axes[k].integral(function(env), digits)
                term, bound = term * found, bound * absolute
            total, size = total + term, size + bound
        evaluator.note_rounding(size, digits)
        return total

    return mean
