"""Expectations, variances and integrals: sums over finite spaces, quadrature on the line, series.

Which of these an expectation is follows from its law. Each way of integrating is registered for a
class of laws by the module that knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Expr

from derive.errors import CannotEvaluate
from derive.language import Expect, Integral, Law, Space, Variance
from derive.language.mixture import Mixture
from derive.numeric.arithmetics.arithmetic import Number
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import Evaluator, evaluator_of

Under = Callable[[Any, Expr, Any, Evaluator], Run]
"""How to integrate a body over a variable that has a law, or runs over a space."""

_UNDER_LAW: list[tuple[Callable[[Law], bool], Under]] = []
_OVER_SPACE: list[tuple[Callable[[Space], bool], Under]] = []


def integrates_under(test: Callable[[Law], bool]) -> Callable[[Under], Under]:
    """Register how expectations under the laws that pass a test are compiled."""

    def register(under: Under) -> Under:
        _UNDER_LAW.append((test, under))
        return under

    return register


def integrates_over(test: Callable[[Space], bool]) -> Callable[[Under], Under]:
    """Register how integrals over the spaces that pass a test are compiled."""

    def register(over: Under) -> Under:
        _OVER_SPACE.append((test, over))
        return over

    return register


def expectation(law: Law, body: Expr, variable: Any, evaluator: Evaluator) -> Run:
    """The closure of the integral of a body against a law."""
    for test, under in _UNDER_LAW:
        if test(law):
            return under(law, body, variable, evaluator)
    raise CannotEvaluate(f"no expectation is computed under {type(law).__name__}")


@integrates_under(lambda law: isinstance(law, Mixture))
def _under_mixture(law: Mixture, body: Expr, x: Any, evaluator: Evaluator) -> Run:
    """Law by law, so that no hump of the density is overlooked."""
    weights = [evaluator.child(weight) for weight, _ in law.parts]
    means = [expectation(part, body, x, evaluator) for _, part in law.parts]
    zero = evaluator.arithmetic.zero

    def mixed(env: Env) -> Number:
        pairs = zip(weights, means, strict=True)
        return sum((weight(env) * mean(env) for weight, mean in pairs), zero)

    return mixed


@compiles(Expect, binds=True)
def _expect(node: Expect, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    variable = evaluator.variable_for(node.bound)
    body, _, law = node.open(variable)
    return expectation(law, body, variable, evaluator)


@compiles(Variance, binds=True)
def _variance(node: Variance, compiler: Compiler) -> Run:
    variable = evaluator_of(compiler).variable_for(node.bound)
    body, _, law = node.open(variable)
    centred = (body - Expect(body, variable, law)) ** 2
    return compiler.child(Expect(centred, variable, law))


@compiles(Integral, binds=True)
def _integral(node: Integral, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    variable = evaluator.variable_for(node.bound)
    body, _, space = node.open(variable)
    for test, over in _OVER_SPACE:
        if test(space):
            return over(space, body, variable, evaluator)
    raise CannotEvaluate(f"no integral is computed over {type(space).__name__}")
