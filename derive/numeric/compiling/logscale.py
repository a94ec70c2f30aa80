"""An upper envelope of ``log|f|``, in which nothing underflows: it says where the mass lies.

Products become sums, exponentials their exponents, and a sum its largest term; so a Gaussian at
1000 is a parabola whose top can be climbed from anywhere, where its density is 0 in every float.
The envelope is at most ``log(number of terms)`` too high, or more where terms cancel; it places
nodes and windows, and no value is made from it.
"""

from __future__ import annotations

from sympy import (
    Abs,
    Add,
    Expr,
    Function,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Rational,
    S,
    Symbol,
    cos,
    erf,
    exp,
    factorial,
    gamma,
    log,
    loggamma,
    sin,
    tanh,
)

from derive.numeric.compiling.compile import Compiler, Run, compiles
from derive.numeric.compiling.logarithms import is_plainly_positive


def log_size(f: Expr, x: Symbol) -> Expr:
    """``log|f|`` as an expression, or an upper bound of it where ``f`` is a sum or oscillates."""
    if f == 0:
        return S.NegativeInfinity
    if isinstance(f, exp):
        return _without_rounding(f.args[0])
    if isinstance(f, Mul):
        ratio = _gamma_ratio(f)
        if ratio is not None:
            size, rest = ratio
            return size + log_size(rest, x)
        return Add(*[log_size(factor, x) for factor in f.args])
    if isinstance(f, Pow):
        if not isinstance(f.exp, Rational) or f.exp < 0:
            # the size of a denominator must not be overestimated
            return f.exp * _plain(f.base)
        return f.exp * log_size(f.base, x)
    if isinstance(f, Add):
        return Max(*[log_size(term, x) for term in f.args], evaluate=False)
    if isinstance(f, Abs):
        return log_size(f.args[0], x)
    if isinstance(f, Piecewise):
        return Piecewise(*[(log_size(piece, x), condition) for piece, condition in f.args])
    if isinstance(f, (sin, tanh, erf)):
        return Min(S.Zero, log_size(f.args[0], x) + log(2), evaluate=False)
    if isinstance(f, cos):
        return S.Zero
    if isinstance(f, (gamma, factorial)):
        argument = f.args[0] + (1 if isinstance(f, factorial) else 0)
        if argument.is_positive:
            return loggamma(argument)
    return _plain(f)


def _gamma_ratio(f: Mul) -> tuple[Expr, Expr] | None:
    """The size of one ``gamma(a)/gamma(b)``, ``a - b`` a number, and the other factors."""
    above = [g for g in f.args if isinstance(g, gamma)]
    below = [1 / g for g in f.args if isinstance(g, Pow) and g.exp == -1]
    for one in above:
        for other in below:
            if isinstance(other, gamma) and (one.args[0] - other.args[0]).is_number:
                a, b = one.args[0], other.args[0]
                return _log_gamma_ratio(a, b), f * other / one
    return None


def _log_gamma_ratio(a: Expr, b: Expr) -> Expr:
    """``loggamma(a) - loggamma(b)``, whose difference is lost in rounding where ``a`` is large."""
    exact = loggamma(a) - loggamma(b)
    return Piecewise(((a - b) * LogSize(a), Abs(a) > 10**6), (exact, True))


def _without_rounding(exponent: Expr) -> Expr:
    """An exponent in which pairs of loggammas a fixed distance apart are taken together."""
    if not isinstance(exponent, Add):
        return exponent
    above = [term for term in exponent.args if isinstance(term, loggamma)]
    below = [-term for term in exponent.args if isinstance(-term, loggamma)]
    for one in above:
        for other in below:
            a, b = one.args[0], other.args[0]
            if a.free_symbols and (a - b).is_number:
                rest = exponent - one + other
                return _without_rounding(rest) + _log_gamma_ratio(a, b)
    return exponent


class LogSize(Function):
    """``log|f|`` as it is, unevaluated: SymPy's own ``log(Abs(f))`` costs more than its use."""

    # SymPy would compute it, to order it among others.
    is_number = False
    is_extended_real = True


@compiles(LogSize)
def _log_size(node: LogSize, compiler: Compiler) -> Run:
    (f,) = node.args
    if isinstance(f, Add) and is_plainly_positive(f):
        return compiler.child(log(f, evaluate=False), compiler.owner(node))
    value, logarithm = compiler.child(f, compiler.owner(node)), compiler.arithmetic.log
    return lambda env: logarithm(abs(value(env)))


def _plain(f: Expr) -> Expr:
    if isinstance(f, Rational) and f != 0:
        return log(abs(f))
    if isinstance(f, Mul):
        return Add(*[_plain(factor) for factor in f.args])
    if isinstance(f, exp):
        return f.args[0]
    if isinstance(f, Pow):
        return f.exp * _plain(f.base)
    if isinstance(f, gamma) and f.args[0].is_positive:
        return loggamma(f.args[0])
    return LogSize(f)
