"""Logarithms of products, powers and sums are taken factor by factor, so that none underflows.

``log(exp(u))`` is ``u`` even where ``exp(u)`` is too small for any number, and the logarithm of a
sum of positive terms that hold exponentials (a mixture density) takes the largest term out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Add, Expr, Integer, Mul, Number, NumberSymbol, Pow, Symbol, cosh, exp, log, sinh

from derive.numeric.arithmetics import arithmetic as numbers
from derive.numeric.arithmetics.arithmetic import precise
from derive.numeric.compiling.compile import Compiler, Env, Run, Variable, always, compiles

_OWN_LOGS: dict[type, Callable[[Any, Compiler], Run]] = {}


def takes_log_of(cls: type) -> Callable[[Any], Any]:
    """Register how the logarithm of a node that is never negative is compiled."""

    def register(handler: Any) -> Any:
        _OWN_LOGS[cls] = handler
        return handler

    return register


def has_log_of_its_own(node: Any) -> bool:
    """Whether the logarithm of a node is known without the node itself, as that of a density is."""
    return type(node) in _OWN_LOGS


@compiles(log)
def _log(node: log, compiler: Compiler) -> Run:
    handler = _OWN_LOGS.get(type(node.args[0]))
    if handler is not None:
        return handler(node.args[0], compiler)
    return _logarithm(node.args[0], compiler, compiler.owner(node))


def _logarithm(argument: Expr, compiler: Compiler, owner: Variable) -> Run:
    if isinstance(argument, exp):
        return compiler.child(argument.args[0], owner)
    if type(argument) in _OWN_LOGS:
        return compiler.child(log(argument), owner)
    if isinstance(argument, Integer) and argument > 10**300:
        # beyond floats, though its logarithm is not
        finer = precise(compiler.arithmetic.digits + 10)
        return always(compiler.arithmetic.real(finer.log(finer.rational(int(argument), 1))))
    if isinstance(argument, Pow):
        return _log_of_power(argument, compiler, owner)
    if isinstance(argument, Mul):
        return _log_of_product(argument, compiler, owner)
    if isinstance(argument, Add):
        return _log_of_sum(argument, compiler, owner)
    if isinstance(argument, (cosh, sinh)):
        return _log_of_hyperbolic(argument, compiler, owner)
    return _log_of_plain(argument, compiler, owner)


def _log_of_hyperbolic(argument: Expr, compiler: Compiler, owner: Variable) -> Run:
    """log cosh x = |x| + log(1 + exp(-2 |x|)) - log 2, and log sinh x with a minus for x > 0."""
    arithmetic = compiler.arithmetic
    inside, plain = compiler.child(argument.args[0], owner), compiler.child(argument, owner)
    of_cosh = isinstance(argument, cosh)

    def log_of_hyperbolic(env: Env) -> numbers.Number:
        x = inside(env)
        if not of_cosh and x <= 1:
            return arithmetic.log(plain(env))
        x = abs(x)
        small = arithmetic.exp(-2 * x)
        both = arithmetic.log1p(small if of_cosh else -small)
        return x + both - arithmetic.log(2 * arithmetic.one)

    return log_of_hyperbolic


def _log_of_plain(argument: Expr, compiler: Compiler, owner: Variable) -> Run:
    plain, logarithm = compiler.child(argument, owner), compiler.arithmetic.log
    return lambda env: logarithm(plain(env))


def _log_of_power(argument: Pow, compiler: Compiler, owner: Variable) -> Run:
    base = compiler.child(argument.base, owner)
    whole = compiler.child(argument, owner)
    exponent = compiler.child(argument.exp, owner)
    log_base = _logarithm(argument.base, compiler, owner)
    logarithm, zero = compiler.arithmetic.log, compiler.arithmetic.zero

    def log_of_power(env: Env) -> numbers.Number:
        if base(env) >= 0:
            power = exponent(env)
            return zero if power == 0 else power * log_base(env)
        return logarithm(whole(env))

    return log_of_power


def _log_of_product(argument: Mul, compiler: Compiler, owner: Variable) -> Run:
    separate = [f for f in argument.args if isinstance(f, (cosh, exp)) or _has_own_log(f)]
    rest = Mul(*[f for f in argument.args if f not in separate])
    log_rest: Run = (
        _log_of_plain(rest, compiler, owner)
        if isinstance(rest, Mul)
        else _logarithm(rest, compiler, owner)
    )
    logs = [_logarithm(factor, compiler, owner) for factor in separate]
    if not logs:
        return log_rest

    def log_of_product(env: Env) -> numbers.Number:
        value = log_rest(env)
        for one in logs:
            value = value + one(env)
        # a zero factor makes the product zero, whatever the others are
        return compiler.arithmetic.ninf if value != value else value

    return log_of_product


def _has_own_log(factor: Expr) -> bool:
    if isinstance(factor, Pow):
        return bool(factor.base.is_positive) or type(factor.base) in _OWN_LOGS
    return type(factor) in _OWN_LOGS


def _log_of_sum(argument: Add, compiler: Compiler, owner: Variable) -> Run:
    arithmetic = compiler.arithmetic
    if 1 in argument.args:
        rest = argument - 1
        if isinstance(rest, exp):
            exponent, softplus = compiler.child(rest.args[0], owner), arithmetic.softplus
            return lambda env: softplus(exponent(env))
        if isinstance(-rest, exp):
            exponent, expm1 = compiler.child((-rest).args[0], owner), arithmetic.expm1
            return lambda env: arithmetic.log(-expm1(exponent(env)))
        if isinstance(-rest, Pow) and isinstance((-rest).base, Add) and 1 in (-rest).base.args:
            # 1 - (1 - t)**a is a difference of its own, which keeps its digits
            return _log_of_plain(argument, compiler, owner)
        small, log1p = compiler.child(rest, owner), arithmetic.log1p
        return lambda env: log1p(small(env))
    if argument.has(exp, *_OWN_LOGS) and is_plainly_positive(argument):
        logs = [_logarithm(term, compiler, owner) for term in argument.args]
        return lambda env: arithmetic.log_sum_exp([one(env) for one in logs])
    return _log_of_plain(argument, compiler, owner)


def is_plainly_positive(f: Expr) -> bool:
    """Whether ``f`` is a sum of products of exponentials, densities, positive symbols and positive
    numbers."""
    if isinstance(f, exp) or type(f) in _OWN_LOGS:
        return True
    if isinstance(f, (Add, Mul)):
        return all(is_plainly_positive(part) for part in f.args)
    if isinstance(f, Pow):
        return is_plainly_positive(f.base)
    if isinstance(f, (Symbol, Number, NumberSymbol)):
        return bool(f.is_positive)
    return False
