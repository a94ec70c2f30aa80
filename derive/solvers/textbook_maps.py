"""Maps by which textbooks draw from a family: proposals, each to be proved."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Lambda, Rational, S, Symbol, log, pi, sin, sqrt

from derive.errors import InvalidParameter
from derive.language import (
    Arcsine,
    Beta,
    BetaPrime,
    Chi,
    Chi2,
    ContinuousBernoulli,
    Gamma,
    HalfCauchy,
    HyperbolicSecant,
    InverseGamma,
    InverseGaussian,
    Kumaraswamy,
    Levy,
    Maxwell,
    Nakagami,
    Uniform,
)
from derive.language.distribution import Distribution

_EPSILON = Symbol("epsilon", real=True)


def textbook_maps(law: Distribution) -> Iterator[tuple[Distribution, Lambda]]:
    """Base laws with candidates for maps from them to the law: powers of a gamma variable, inverse
    distribution functions, maps from other families, and the affine map of the member of the family
    with location 0 and scale 1.

    >>> from sympy.abc import a
    >>> next(textbook_maps(Chi2(a)))
    (Gamma(a/2, 1), Lambda(epsilon, 2*epsilon))
    """
    power = _power_of_gamma(law)
    if power is not None:
        yield Gamma(power[0], 1), Lambda(_EPSILON, power[1])
    yield from _from_others(law)
    standard = _standard(law)
    if standard is not None:
        yield standard


def _power_of_gamma(law: Distribution) -> tuple[Expr, Expr] | None:
    """The shape of a gamma variable with rate one, and the law's variable as a power of it."""
    if isinstance(law, InverseGamma):
        return law.concentration, law.rate / _EPSILON
    if isinstance(law, Chi2):
        return law.df / 2, 2 * _EPSILON
    if isinstance(law, Chi):
        return law.df / 2, sqrt(2 * _EPSILON)
    if isinstance(law, Maxwell):
        return Rational(3, 2), law.scale * sqrt(2 * _EPSILON)
    if isinstance(law, Nakagami):
        return law.concentration, sqrt(law.spread * _EPSILON / law.concentration)
    if isinstance(law, Levy):
        return S.Half, law.scale / (2 * _EPSILON)
    return None


def _from_others(law: Distribution) -> Iterator[tuple[Distribution, Lambda]]:
    """Maps from laws of other families, and from a member of which only a shape is left."""
    e, unit = _EPSILON, Uniform(0, 1)
    if isinstance(law, Kumaraswamy):
        one, other = law.args
        yield unit, Lambda(e, (1 - (1 - e) ** (1 / other)) ** (1 / one))
    if isinstance(law, Arcsine):
        yield unit, Lambda(e, sin(pi * e / 2) ** 2)
    if isinstance(law, ContinuousBernoulli):
        p = law.probs
        yield unit, Lambda(e, (log(1 - p + (2 * p - 1) * e) - log(1 - p)) / (log(p) - log(1 - p)))
    if isinstance(law, HyperbolicSecant):
        yield HalfCauchy(1), Lambda(e, 2 * log(e) / pi)
    if isinstance(law, BetaPrime):
        yield Beta(*law.args), Lambda(e, e / (1 - e))
    if isinstance(law, InverseGaussian):
        yield InverseGaussian(1, law.concentration / law.loc), Lambda(e, law.loc * e)


def _standard(law: Distribution) -> tuple[Distribution, Lambda] | None:
    """The member of a family of locations and scales with 0 and 1, and the affine map."""
    names = list(type(law).parameters)
    plain = {"loc": S.Zero, "scale": S.One, "radius": S.One}
    if not set(plain) & set(names):
        return None
    values = dict(zip(names, law.args, strict=True))
    try:
        base: Distribution = type(law)(*(plain.get(name, values[name]) for name in names))
    except InvalidParameter:
        return None
    width = values.get("scale", values.get("radius", S.One))
    return base, Lambda(_EPSILON, values.get("loc", S.Zero) + width * _EPSILON)
