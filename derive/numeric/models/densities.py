"""Densities of laws with a formula: zero off the support, taken as logarithms so that none
underflows."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Dummy, Expr, Symbol, log, oo

from derive.errors import CannotEvaluate
from derive.language import Density, Distribution, Lattice, Law, Line, Power, Simplex, Space
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.compiling.elementary import FIRST_FACTORS
from derive.numeric.compiling.logarithms import takes_log_of
from derive.numeric.compiling.written_densities import log_density_at

FIRST_FACTORS.add(Density)

_LOG_DENSITIES: dict[type, Any] = {}
_DENSITIES: dict[type, Any] = {}


def log_density_of(*laws: type) -> Any:
    """Register how the log density of a class of laws is compiled: handler(law, point,
    compiler)."""

    def register(handler: Any) -> Any:
        for law in laws:
            _LOG_DENSITIES[law] = handler
        return handler

    return register


def compiles_density(*laws: type) -> Any:
    """Register how the density of a class of laws is compiled: handler(law, point, compiler)."""

    def register(handler: Any) -> Any:
        for law in laws:
            _DENSITIES[law] = handler
        return handler

    return register


def _handler(law: Law, handlers: dict[type, Any]) -> Any:
    return next((handlers[cls] for cls in type(law).__mro__ if cls in handlers), None)


@takes_log_of(Density)
def _log_of_density(node: Density, compiler: Compiler) -> Run:
    handler = _handler(node.law, _LOG_DENSITIES)
    if handler is not None:
        return handler(node.law, node.point, compiler)
    density, logarithm = compiler.child(node), compiler.arithmetic.log
    return lambda env: logarithm(density(env))


@compiles(Density, binds=True)
def _density(node: Density, compiler: Compiler) -> Run:
    handler = _handler(node.law, _DENSITIES)
    if handler is not None:
        return handler(node.law, node.point, compiler)
    if _handler(node.law, _LOG_DENSITIES) is None:
        raise CannotEvaluate(f"{type(node.law).__name__} has no density that can be computed")
    logarithm, exponential = compiler.child(log(node)), compiler.arithmetic.exp
    return lambda env: exponential(logarithm(env))


@log_density_of(Distribution)
def _log_formula(law: Distribution, point: Basic, compiler: Compiler) -> Run:
    if isinstance(point, Symbol) or _is_measured_from_a_place(law, point):
        return _checked(law, point, compiler)
    # the formula is written for a symbol: at a number SymPy would evaluate it, even off the support
    at = compiler.child(point)
    x = Dummy("x", real=True)
    with compiler.binding(x) as variable:
        formula = _checked(law, x, compiler)

    def log_formula(env: Env) -> Any:
        variable.assign(env, at(env))
        return formula(env)

    return log_formula


def _is_measured_from_a_place(law: Distribution, point: Basic) -> bool:
    """Whether a point is written as a sum, on which a law with an end stands.

    Near an end the distance to it decides, and it is lost where the sum is rounded first.
    """
    bounded = isinstance(law.space, Line) and (law.space.low != -oo or law.space.high != oo)
    return bounded and isinstance(point, Add) and bool(point.free_symbols)


def _checked(law: Distribution, x: Expr, compiler: Compiler) -> Run:
    here = compiler.owner(Density(law, x))
    test = _inside(law.space, x, compiler)
    formula = compiler.child(log_density_at(law, x), here)
    if test is None:
        return formula
    within, nowhere = test, compiler.arithmetic.ninf
    return lambda env: formula(env) if within(env) else nowhere


def _inside(space: Space, x: Expr, compiler: Compiler) -> Run | None:
    """The test that a number lies in a space; None where every number does."""
    if isinstance(space, Lattice):
        low = None if space.low == -oo else compiler.child(space.low)
        high = None if space.high == oo else compiler.child(space.high)
        return _on_the_lattice(compiler.child(x), low, high, compiler)
    if isinstance(space, Power) and space.base == Line():
        return None
    if isinstance(space, Simplex):
        shares, zero = compiler.child(x), compiler.arithmetic.zero
        return lambda env: all(share > zero for share in shares(env))
    if not isinstance(space, Line):
        raise CannotEvaluate(f"no formula is evaluated on {type(space).__name__}")
    above = None if space.low == -oo else compiler.child(x - space.low)
    below = None if space.high == oo else compiler.child(space.high - x)
    if above is None and below is None:
        return None
    if below is None:
        assert above is not None
        over = above
        return lambda env: over(env) > 0
    under = below
    if above is None:
        return lambda env: under(env) > 0
    first = above
    return lambda env: first(env) > 0 and under(env) > 0


def _on_the_lattice(point: Run, low: Run | None, high: Run | None, compiler: Compiler) -> Run:
    floor = compiler.arithmetic.floor

    def test(env: Env) -> bool:
        x = point(env)
        if low is not None and x < low(env):
            return False
        if high is not None and x > high(env):
            return False
        return bool(x == floor(x))

    return test
