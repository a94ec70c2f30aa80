"""Integrals planned from the integrand itself, written as one formula with numbers for all the
rest."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import mpmath
from sympy import (
    And,
    Dummy,
    Eq,
    Expr,
    Integer,
    Mul,
    Piecewise,
    Rational,
    S,
    Symbol,
    exp,
    floor,
    log,
    oo,
)

from derive.errors import CannotEvaluate, NotConverged
from derive.language import Density, Distribution, Lattice, Line, Node, Space
from derive.numeric.arithmetics.arithmetic import Number, public
from derive.numeric.compiling.compile import Env, Run
from derive.numeric.compiling.estimate import Estimate
from derive.numeric.compiling.written_densities import log_density_at
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.quadrature.sure_divergence import infinite_sign

PRICE = 3000
"""What one planned integral costs, in evaluations."""


class NotAFormula(CannotEvaluate):
    """An integrand holds a node, with the variable inside, that no formula stands for."""


class Planned:
    """The closure of a planned integral; one whose integrand is no formula only says so.

    Most are never run, so that the formula is written when it is first asked for.
    """

    def __init__(self, made: Callable[[], Run]) -> None:
        self._made = made

    @cached_property
    def _found(self) -> tuple[Run, bool]:
        try:
            return self._made(), True
        except NotAFormula as failure:
            return _refusing(str(failure)), False

    def write(self) -> None:
        """Write the formula now."""
        _ = self._found

    @property
    def is_formula(self) -> bool:
        """Whether the integrand is a formula."""
        return self._found[1]

    def run(self, env: Env) -> Number:
        """The value; NotConverged where there is none."""
        return self._found[0](env)


def planned_integral(law: Any, body: Expr, x: Any, evaluator: Evaluator) -> Planned:
    """The integral of a body against a family on the line or a lattice."""
    if not isinstance(law, Distribution):
        return _no_formula(f"{type(law).__name__} has no formula for its density")
    compute = _sum_against if isinstance(law.space, Lattice) else _integrate_against
    return _planned((log_density_at(law, x), body), law.space, x, evaluator, compute)


def planned_plain_integral(space: Space, body: Expr, x: Any, evaluator: Evaluator) -> Planned:
    """The integral of a body over an interval, or its sum over a lattice."""
    compute = _series if isinstance(space, Lattice) else _integral
    return _planned((body,), space, x, evaluator, compute)


def _planned(
    functions: tuple[Expr, ...],
    space: Any,
    x: Any,
    evaluator: Evaluator,
    compute: Callable[..., Estimate],
) -> Planned:
    formula = _Formula(x, space, evaluator)
    planned = Planned(lambda: _closure(formula, functions, compute))
    nodes = [n for f in (*functions, space.low, space.high) for n in f.atoms(Node)]
    if not all(isinstance(node, Density) for node in nodes):
        # what stands for other nodes is compiled with the expression that they are in, or never
        planned.write()
    return planned


def _closure(
    formula: _Formula, functions: tuple[Expr, ...], compute: Callable[..., Estimate]
) -> Run:
    space, x, evaluator = formula.space, formula.x, formula.evaluator
    templates = [formula.of(f) for f in functions]
    ends = [formula.of(end) for end in (space.low, space.high)]
    budget, real = evaluator.budget, evaluator.arithmetic.real

    def integral(env: Env) -> Number:
        budget.spend(PRICE)
        values = formula.values(env)
        filled = tuple(t.xreplace(values) for t in (*templates, *ends))
        try:
            return real(compute(*filled, x, evaluator.planned_digits).number())
        except NotConverged:
            *against, body, low, high = filled
            sign = 0
            if isinstance(space, Line):
                sign = infinite_sign(Mul(body, *(exp(part) for part in against)), x, low, high)
            if sign == 0:
                raise
            return evaluator.arithmetic.inf * sign

    return integral


def _no_formula(sentence: str) -> Planned:
    def refuse() -> Run:
        raise NotAFormula(sentence)

    return Planned(refuse)


def _refusing(sentence: str) -> Run:
    def refuse(_env: Env) -> Number:
        raise NotConverged(sentence)

    return refuse


class _Formula:
    """Rewrites integrands as formulas of x and of symbols that have values in an environment."""

    def __init__(self, x: Symbol, space: Any, evaluator: Evaluator) -> None:
        self.x, self.space, self.evaluator = x, space, evaluator
        self._scope = dict(evaluator.names_in_scope())
        self._constants: dict[Expr, tuple[Dummy, Run]] = {}

    def of(self, expr: Any) -> Any:
        """The formula; NotAFormula where there is none."""
        if self.x not in expr.free_symbols:
            return self._constant(expr)
        if isinstance(expr, log) and isinstance(expr.args[0], Density):
            return self._density(expr.args[0], logarithm=True)
        if isinstance(expr, Density):
            return self._density(expr, logarithm=False)
        if isinstance(expr, Node):
            raise NotAFormula(f"{type(expr).__name__} stands inside an integral over an interval")
        if not expr.args:
            return expr
        return expr.func(*(self.of(argument) for argument in expr.args))

    def _constant(self, expr: Any) -> Any:
        if not expr.has(Node):
            return expr
        if isinstance(expr, Node):
            if expr not in self._constants:
                name = Dummy(f"c{len(self._constants)}", real=True)
                self._constants[expr] = name, self.evaluator.child(expr)
            return self._constants[expr][0]
        return expr.func(*(self._constant(argument) for argument in expr.args))

    def _density(self, node: Density, logarithm: bool) -> Any:
        law, point = node.args
        if not isinstance(law, Distribution):
            raise NotAFormula(f"a density of {type(law).__name__} stands inside an integral")
        formula = self.of(log_density_at(law, point))
        if not logarithm:
            formula = exp(formula)
        if isinstance(law.space, Lattice) and self.x not in point.free_symbols:
            conditions = [self.of(c) for c in _on_the_integers(law.space, point)]
        else:
            conditions = [self.of(c) for c in _inside(law.space, point, self.space)]
        needed = And(*conditions)
        if needed == S.true:
            return formula
        return Piecewise((formula, needed), (-oo if logarithm else Integer(0), True))

    def values(self, env: Env) -> dict[Any, Any]:
        """Exact numbers for the symbols of the formulas."""
        numbers = self.evaluator.model(env).numbers
        found: dict[Any, Any] = {}
        for symbol, variable in self._scope.items():
            if symbol in numbers:
                found[symbol] = numbers[symbol]
            elif isinstance(symbol, Symbol):
                value = env[variable.slot]
                if isinstance(value, (float, int, Decimal)) or hasattr(value, "_mpf_"):
                    found[symbol] = as_exact(value)
        for name, run in self._constants.values():
            found[name] = as_exact(run(env))
        return found


def _on_the_integers(space: Lattice, point: Expr) -> list[Any]:
    """What has to hold for an observation, which the variable does not move, to be in the space."""
    return [Eq(point, floor(point)), point >= space.low, point <= space.high]


def _inside(space: Space, point: Expr, known: Any) -> list[Any]:
    if not isinstance(space, (Line, Lattice)):
        raise NotAFormula(f"a density on {type(space).__name__} stands inside an integral")
    if type(space) is not type(known) and isinstance(space, Lattice):
        raise NotAFormula("a density on the integers stands inside an integral over an interval")
    strict = isinstance(space, Line)
    found: list[Any] = []
    if space.low != -oo and space.low != known.low:
        found.append(point > space.low if strict else point >= space.low)
    if space.high != oo and space.high != known.high:
        found.append(point < space.high if strict else point <= space.high)
    return found


def as_exact(value: Number) -> Expr:
    """A computed number as a SymPy rational, every digit kept."""
    if isinstance(value, Decimal) and value.is_finite():
        return Rational(*value.as_integer_ratio())
    number = public(value)
    if mpmath.isinf(number):
        return oo if number > 0 else -oo
    sign, mantissa, exponent, _ = number._mpf_
    return Rational((-1) ** sign * int(mantissa)) * Rational(2) ** exponent


# The planned quadrature is the last resort: what is never used is not imported either.
@lru_cache(maxsize=256)
def _integrate_against(
    log_density: Expr, body: Expr, low: Expr, high: Expr, x: Symbol, digits: int
) -> Estimate:
    from derive.numeric.quadrature.quadrature import integrate_against

    return integrate_against(log_density, [body], x, low, high, digits=digits)[0]


@lru_cache(maxsize=256)
def _sum_against(
    log_density: Expr, body: Expr, low: Expr, high: Expr, x: Symbol, digits: int
) -> Estimate:
    from derive.numeric.quadrature.series import sum_against

    return sum_against(log_density, [body], x, low, high, digits=digits)[0]


@lru_cache(maxsize=256)
def _integral(body: Expr, low: Expr, high: Expr, x: Symbol, digits: int) -> Estimate:
    from derive.numeric.quadrature.quadrature import estimate_integral

    return estimate_integral(body, x, low, high, digits=digits)


@lru_cache(maxsize=256)
def _series(body: Expr, low: Expr, high: Expr, x: Symbol, digits: int) -> Estimate:
    from derive.numeric.quadrature.series import estimate_series

    return estimate_series(body, x, low, high, digits=digits)
