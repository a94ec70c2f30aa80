"""Moments of laws of a power of a gamma variable: Weibull, Rayleigh, chi, Nakagami and others."""

from __future__ import annotations

from typing import Any

from sympy import Expr, gamma, log, polygamma, sign

from derive.language.distribution import Distribution
from derive.rulebook.facts.mellin import Moments

ENTRIES = (
    "stretched-gamma-integral",
    "stretched-gamma-integral-with-log",
    "stretched-gamma-integral-with-squared-log",
)
BASED = "Johnson, Kotz and Balakrishnan 1994, volume 1, "


def power_of_gamma(law: Distribution, shape: Any, scale: Expr, power: Any) -> Moments:
    """The moments of scale g^(1/power), where g has the gamma law of the shape and rate one.

    >>> from sympy import Integer, Symbol, sqrt
    >>> from derive.language import Rayleigh
    >>> scale = Symbol("sigma", positive=True)
    >>> power_of_gamma(Rayleigh(scale), Integer(1), scale * sqrt(2), Integer(2)).moment(Integer(2))
    2*sigma**2
    """
    return Moments(
        law,
        moment=lambda s: scale**s * gamma(shape + s / power) / gamma(shape),
        log_mean=lambda s: log(scale) + polygamma(0, shape + s / power) / power,
        log_variance=lambda s: polygamma(1, shape + s / power) / power**2,
        exists=lambda s: ((shape * power + s) * sign(power) > 0,),
    )
