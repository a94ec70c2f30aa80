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
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
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


def log_size(f: Expr, x: Symbol) -> Expr:
    """``log|f|`` as an expression, or an upper bound of it where ``f`` is a sum or oscillates."""
    if f == 0:
        return S.NegativeInfinity
    if isinstance(f, exp):
        return f.args[0]
    if isinstance(f, Mul):
        return Add(*[log_size(factor, x) for factor in f.args])
    if isinstance(f, Pow):
        if f.exp.has(x) or f.exp.is_negative is not False:
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


def _plain(f: Expr) -> Expr:
    if isinstance(f, Mul):
        return Add(*[_plain(factor) for factor in f.args])
    if isinstance(f, exp):
        return f.args[0]
    if isinstance(f, Pow):
        return f.exp * _plain(f.base)
    if isinstance(f, Symbol) and f.is_positive:
        return log(f)
    return log(f) if f.is_positive else log(Abs(f))
