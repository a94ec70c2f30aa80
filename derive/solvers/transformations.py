"""Maps that turn a draw of one law into a draw of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Dummy, Expr, Lambda, Symbol, exp, log, solve, sqrt

from derive.language.assumptions import Assumptions
from derive.language.distribution import Distribution
from derive.language.integral import Integral
from derive.language.space import Line
from derive.rulebook.algebra import sign, tidy
from derive.rulebook.divergences.transport import slope_of_carrying
from derive.rulebook.laws.recognition import same_space
from derive.rulebook.places import facts_in
from derive.rulebook.rule import Site
from derive.rulebook.standard import standard_integrals

_EPSILON = Symbol("epsilon", real=True)


def transformation(
    law: Distribution, base: Distribution, known: Assumptions, decreasing: bool = False
) -> Lambda | None:
    """A map that takes the base law to the law, found among affine maps, exponentials and powers of
    such, and the inverse of the distribution function; None where none of them does.

    With `decreasing` the base variable is reflected first, for a base on a finite interval.

    >>> from sympy import Symbol
    >>> from derive.language import Exponential, Uniform
    >>> phi = Symbol("phi", positive=True)
    >>> transformation(Exponential(phi), Uniform(0, 1), Assumptions())
    Lambda(epsilon, -log(1 - epsilon)/phi)
    """
    for map_ in _candidates(law, base, known):
        if decreasing:
            reflected = map_(base.space.low + base.space.high - _EPSILON)
            map_ = Lambda(_EPSILON, reflected)
        if carries(map_, base, law, known):
            inside = known.also(*facts_in(base.space, _EPSILON))
            return Lambda(_EPSILON, tidy(map_(_EPSILON), inside))
    return None


def carries(map_: Lambda, base: Distribution, law: Distribution, known: Assumptions) -> bool:
    """Whether the map is a bijection of the one support onto the other under which the base density
    at the inverse, times the slope of the inverse, is the density of the law."""
    return slope_of_carrying(map_, base, law, known) != 0


def _candidates(law: Distribution, base: Distribution, known: Assumptions) -> Iterator[Lambda]:
    (centre, width), (origin, unit) = _location_and_scale(law), _location_and_scale(base)
    standard = (_EPSILON - origin) / unit
    affine = centre + width * standard
    yield Lambda(_EPSILON, affine)
    yield Lambda(_EPSILON, exp(affine))
    power = getattr(law, "concentration", getattr(law, "alpha", None))
    if power is not None:
        yield Lambda(_EPSILON, width * standard ** (1 / power))
    if same_space(base.space, Line(0), known):
        yield from _of_waiting_times(centre, width, power, standard)
    if same_space(base.space, Line(0, 1), known) and base.density(_EPSILON) == 1:
        yield from _inverse_distribution_functions(law, known)


def _of_waiting_times(
    centre: Expr, width: Expr, power: Expr | None, standard: Expr
) -> Iterator[Lambda]:
    """Roots, logarithms, and powers of a variable on the half-line."""
    yield Lambda(_EPSILON, centre + width * sqrt(2 * standard))
    yield Lambda(_EPSILON, centre - width * log(standard))
    if power is not None:
        yield Lambda(_EPSILON, width * standard ** (-1 / power))
        yield Lambda(_EPSILON, width * exp(standard / power))


def _location_and_scale(law: Distribution) -> tuple[Expr, Expr]:
    """The location and the scale by name, 0 and 1 where there is none; a rate is 1 over a scale."""
    named: dict[str, Any] = dict(zip(type(law).parameters, law.args, strict=True))
    scale = named.get("scale", 1 / named["rate"] if "rate" in named else Dummy("one") ** 0)
    return named.get("loc", scale * 0), scale


def _inverse_distribution_functions(law: Distribution, known: Assumptions) -> Iterator[Lambda]:
    function = distribution_function(law, known)
    if function is None:
        return
    z, u = Dummy("z", real=True), Dummy("u", real=True)
    letters = sorted(function(z).free_symbols - {z}, key=str)
    plain = {s: Dummy(s.name, positive=sign(s, known) == "+" or None, real=True) for s in letters}
    try:
        solutions = solve(function(z).xreplace(plain) - u, z)
    except NotImplementedError:
        return
    for solution in solutions:
        back = {d: s for s, d in plain.items()}
        yield Lambda(u, solution.xreplace(back))


def distribution_function(law: Distribution, known: Assumptions) -> Lambda | None:
    """The chance of at most z, as a formula; None where the tables do not have its integral."""
    z, t = Dummy("z", real=True), Dummy("t", real=True)
    integral = Integral(law.density(t), t, Line(law.space.low, z))
    site = Site(known.also(*facts_in(law.space, z), *law.conditions))
    for rule in standard_integrals():
        made = rule.rewrite(integral, site)
        if made is not None:
            return Lambda(z, made.after)
    return None
