"""Special functions: SymPy's name and argument order mapped onto mpmath's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Chi,
    Ci,
    Ei,
    FallingFactorial,
    LambertW,
    RisingFactorial,
    Shi,
    Si,
    besseli,
    besselj,
    besselk,
    bessely,
    beta,
    binomial,
    digamma,
    dirichlet_eta,
    erf,
    erfc,
    erfcinv,
    erfi,
    erfinv,
    expint,
    factorial,
    factorial2,
    gamma,
    harmonic,
    hyper,
    li,
    loggamma,
    lowergamma,
    polygamma,
    polylog,
    trigamma,
    uppergamma,
    zeta,
)
from sympy.functions.special.beta_functions import betainc, betainc_regularized

from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Compiler, Run, compiles

Rule = Callable[[Arithmetic, list[Number]], Number]


def _named(name: str) -> Rule:
    return lambda arithmetic, arguments: arithmetic.call(name, arguments)


def _with_integer_order(name: str) -> Rule:
    def rule(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
        order, *rest = arguments
        return arithmetic.call(name, [int(order) if order == int(order) else order, *rest])

    return rule


def _exponential_integral(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    """mpmath's integral of general order loses half of its digits in floats; order one does not."""
    order, x = arguments
    if order == 1 and x > 0:
        return -arithmetic.call("ei", [-x])
    return arithmetic.call("expint", arguments)


def _polygamma(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    order, x = arguments
    if x == arithmetic.inf:
        return arithmetic.inf if order == 0 else arithmetic.zero
    if order == 0:
        return arithmetic.call("digamma", [x])
    return arithmetic.call("psi", [int(order), x])


def _beta(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    a, b = arguments if len(arguments) == 2 else arguments * 2
    if min(a, b) > 0:
        logs = [arithmetic.call("loggamma", [value]) for value in (a, b, a + b)]
        if max(logs) > 600:
            return arithmetic.exp(logs[0] + logs[1] - logs[2])
    return arithmetic.call("beta", [a, b])


def _lower_gamma(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    s, x = arguments
    return arithmetic.call("gammainc", [s, arithmetic.zero, x])


def _upper_gamma(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    s, x = arguments
    return arithmetic.call("gammainc", [s, x])


def _erfcinv(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    return arithmetic.call("erfinv", [1 - arguments[0]])


def _lambert(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    z, *branch = arguments
    return arithmetic.call("lambertw", [z, *(int(k) for k in branch)])


def _betainc(regularized: bool) -> Rule:
    def rule(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
        value = arithmetic.call("betainc", arguments)
        if regularized:
            value = value / _beta(arithmetic, arguments[:2])
        return value

    return rule


def _binomial(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    n, k = arguments
    if n > 150 and 0 <= k <= n:
        logs = [arithmetic.call("loggamma", [value + 1]) for value in (n, k, n - k)]
        return arithmetic.exp(logs[0] - logs[1] - logs[2])
    return arithmetic.call("binomial", arguments)


def _factorial(arithmetic: Arithmetic, arguments: list[Number]) -> Number:
    return arithmetic.call("gamma", [arguments[0] + 1])


_RULES: dict[type, Rule] = {
    gamma: _named("gamma"),
    loggamma: _named("loggamma"),
    polygamma: _polygamma,
    digamma: lambda arithmetic, arguments: arithmetic.call("digamma", arguments),
    trigamma: lambda arithmetic, arguments: arithmetic.call("psi", [1, *arguments]),
    beta: _beta,
    betainc: _betainc(regularized=False),
    betainc_regularized: _betainc(regularized=True),
    binomial: _binomial,
    factorial: _factorial,
    factorial2: _named("fac2"),
    RisingFactorial: _named("rf"),
    FallingFactorial: _named("ff"),
    harmonic: lambda arithmetic, arguments: (
        arithmetic.call("harmonic", arguments)
        if len(arguments) == 1
        else arithmetic.call("zeta", [arguments[1]])
        - arithmetic.call("zeta", [arguments[1], arguments[0] + 1])
    ),
    erf: _named("erf"),
    erfc: _named("erfc"),
    erfi: _named("erfi"),
    erfinv: _named("erfinv"),
    erfcinv: _erfcinv,
    lowergamma: _lower_gamma,
    uppergamma: _upper_gamma,
    besseli: _with_integer_order("besseli"),
    besselj: _with_integer_order("besselj"),
    besselk: _with_integer_order("besselk"),
    bessely: _with_integer_order("bessely"),
    LambertW: _lambert,
    polylog: _named("polylog"),
    zeta: _named("zeta"),
    dirichlet_eta: _named("altzeta"),
    expint: _exponential_integral,
    Ei: _named("ei"),
    Si: _named("si"),
    Ci: _named("ci"),
    Shi: _named("shi"),
    Chi: _named("chi"),
    li: _named("li"),
}


@compiles(*_RULES)
def _special(node: Any, compiler: Compiler) -> Run:
    arguments = compiler.children(node)
    arithmetic = compiler.arithmetic
    rule = next(_RULES[cls] for cls in type(node).__mro__ if cls in _RULES)
    return lambda env: rule(arithmetic, [argument(env) for argument in arguments])


@compiles(hyper)
def _hyper(node: hyper, compiler: Compiler) -> Run:
    owner = compiler.owner(node)
    above = [compiler.child(a, owner) for a in node.ap]
    below = [compiler.child(b, owner) for b in node.bq]
    argument = compiler.child(node.argument, owner)
    call = compiler.arithmetic.call
    return lambda env: call(
        "hyper", [[a(env) for a in above], [b(env) for b in below], argument(env)]
    )
