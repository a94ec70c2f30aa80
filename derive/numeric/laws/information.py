"""Entropies, divergences and the evidence lower bound, by their definitions."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import Dummy, Expr, Rational, log

from derive.language import (
    ELBO,
    JSD,
    KL,
    CrossEntropy,
    Density,
    Entropy,
    Expect,
    Integral,
    Law,
    View,
)
from derive.numeric.compiling.compile import Compiler, Run, compiles
from derive.numeric.models.evaluator import evaluator_of


def mean_under(law: Law, body: Any) -> Expr:
    """E[body(point)] as a node, the point being a tuple where the law has several coordinates."""
    if not isinstance(law, View) or len(law.positions) == 1:
        x = Dummy("x", real=True)
        return Expect(body(x), x, law)
    points = [Dummy(f"x{i}", real=True) for i in law.positions]
    found = Density(law, *points) * body(*points)
    for x, space in zip(points, law.coordinates, strict=True):
        found = Integral(found, x, space)
    return found


@lru_cache(maxsize=512)
def _mean_of_log_ratio(p: Law, q: Law) -> Expr:
    return mean_under(p, lambda *x: log(Density(p, *x)) - log(Density(q, *x)))


@lru_cache(maxsize=512)
def _mean_of_log(p: Law, q: Law) -> Expr:
    return mean_under(p, lambda *x: log(Density(q, *x)))


def _kept(mean: Expr, compiler: Compiler) -> Expr:
    """The mean as a node whose number is computed once: the step that writes the definition out
    asks for the very same mean."""
    evaluator_of(compiler).kept(mean)
    return mean


@compiles(KL, binds=True)
def _kl(node: KL, compiler: Compiler) -> Run:
    return compiler.child(_kept(_mean_of_log_ratio(*node.args), compiler))


@compiles(Entropy, binds=True)
def _entropy(node: Entropy, compiler: Compiler) -> Run:
    (p,) = node.args
    return compiler.child(-_kept(_mean_of_log(p, p), compiler))


@compiles(CrossEntropy, binds=True)
def _cross_entropy(node: CrossEntropy, compiler: Compiler) -> Run:
    return compiler.child(-_kept(_mean_of_log(*node.args), compiler))


@compiles(JSD, binds=True)
def _jsd(node: JSD, compiler: Compiler) -> Run:
    laws = node.args

    def against_mixture(law: Law) -> Expr:
        def body(*x: Any) -> Expr:
            mixture = (Density(laws[0], *x) + Density(laws[1], *x)) / 2
            return log(Density(law, *x)) - log(mixture)

        return mean_under(law, body)

    return compiler.child(Rational(1, 2) * (against_mixture(laws[0]) + against_mixture(laws[1])))


@compiles(ELBO, binds=True)
def _elbo(node: ELBO, compiler: Compiler) -> Run:
    variable = evaluator_of(compiler).variable_for(node.bound)
    joint, _, q = node.open(variable)
    mean = Expect(log(joint) - log(Density(q, variable)), variable, q)
    return evaluator_of(compiler).kept(mean)
