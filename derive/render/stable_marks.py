"""Functions that programming languages have for what cancels or overflows when written out."""

from __future__ import annotations

from sympy import Function, digamma, loggamma


class Log1p(Function):
    """log(1 + x)."""


class Expm1(Function):
    """exp(x) - 1."""


class Exponent(Function):
    """exp(x), which SymPy does not turn back into powers."""


class LogSumExp(Function):
    """log(exp(x) + exp(y) + ...)."""


class LgammaDifference(Function):
    """log gamma(x) - log gamma(y)."""

    function = loggamma


class DigammaDifference(Function):
    """psi(x) - psi(y)."""

    function = digamma


class LogExcess(Function):
    """u - 1 - log u, its arguments being u - 1 and u: either loses what the other keeps."""


class LgammaExcess(Function):
    """log gamma(y) - log gamma(x) - psi(x) (y - x), its arguments being y and x."""


class LogBesselI(Function):
    """log I_n(x)."""


class LogBesselK(Function):
    """log K_n(x)."""


class LogErfc(Function):
    """log erfc(x)."""


class BesselIRatio(Function):
    """I_n(x)/I_m(x)."""
