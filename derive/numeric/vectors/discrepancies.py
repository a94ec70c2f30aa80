"""Distances and divergences of two laws, by their definitions."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Max, Rational, S, log

from derive.language import KL, Density, Integral, View
from derive.language.discrepancy import (
    Bhattacharyya,
    ChiSquared,
    FDivergence,
    Jeffreys,
    Renyi,
    SquaredHellinger,
    TotalVariation,
)
from derive.numeric.compiling.compile import Compiler, Run, compiles
from derive.numeric.laws.information import mean_under
from derive.numeric.models.evaluator import evaluator_of
from derive.numeric.vectors.vectors import is_of_a_vector


def _mean_of_power(node: Any, power: Expr) -> Expr:
    """E_p[(p/q)^power]."""
    p, q = node.args[:2]
    if is_of_a_vector(p):
        x = Dummy("x", real=True)
        return Integral(Density(p, x) ** (1 + power) * Density(q, x) ** (-power), x, p.space)
    return mean_under(p, lambda *x: Density(p, *x) ** power * Density(q, *x) ** (-power))


@compiles(ChiSquared, binds=True)
def _chi_squared(node: ChiSquared, compiler: Compiler) -> Run:
    return compiler.child(_mean_of_power(node, S.One) - 1)


@compiles(SquaredHellinger, binds=True)
def _squared_hellinger(node: SquaredHellinger, compiler: Compiler) -> Run:
    return compiler.child(1 - _mean_of_power(node, -Rational(1, 2)))


@compiles(Bhattacharyya, binds=True)
def _bhattacharyya(node: Bhattacharyya, compiler: Compiler) -> Run:
    return compiler.child(-log(_mean_of_power(node, -Rational(1, 2))))


@compiles(TotalVariation, binds=True)
def _total_variation(node: TotalVariation, compiler: Compiler) -> Run:
    """The integral of p - q where that is positive, since the other part weighs as much."""
    p, q = node.args
    if isinstance(p, View) and len(p.positions) > 1:

        def excess(*x: Any) -> Expr:
            return Max(1 - Density(q, *x) / Density(p, *x), 0)

        return compiler.child(mean_under(p, excess))
    x = Dummy("x", real=True)
    return compiler.child(Integral(Max(Density(p, x) - Density(q, x), 0), x, p.space))


@compiles(Jeffreys, binds=True)
def _jeffreys(node: Jeffreys, compiler: Compiler) -> Run:
    p, q = node.args
    return compiler.child(KL(p, q) + KL(q, p))


@compiles(Renyi, binds=True)
def _renyi(node: Renyi, compiler: Compiler) -> Run:
    p, q, order = node.args
    if order == 1:
        return compiler.child(KL(p, q))
    return compiler.child(log(_mean_of_power(node, order - 1)) / (order - 1))


@compiles(FDivergence, binds=True)
def _f_divergence(node: FDivergence, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    variable = evaluator.variable_for(node.bound)
    f, _, p, q = node.open(variable)

    def value(*x: Any) -> Expr:
        found: Expr = f.xreplace({variable: Density(p, *x) / Density(q, *x)})
        return found

    return compiler.child(mean_under(q, value))
