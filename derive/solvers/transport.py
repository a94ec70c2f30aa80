"""Wasserstein distances on the line and on the integers, in closed form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from sympy import Expr, Lambda, S, Symbol, exp, log, sqrt

from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.errors import DeriveError, InvalidParameter
from derive.language import (
    Beta,
    Exponential,
    Frechet,
    Gumbel,
    Logistic,
    LogLogistic,
    LogNormal,
    Lomax,
    Normal,
    Pareto,
    Rayleigh,
    Uniform,
    Weibull,
)
from derive.language.discrepancy import Wasserstein
from derive.language.distribution import Distribution
from derive.language.law import Law
from derive.language.space import Line
from derive.rulebook.divergences.crossing_maps import distance_by_maps_that_cross_once
from derive.rulebook.divergences.transport import (
    distance_by_distribution_functions,
    distance_of_ordered_laws,
    distance_on_two_points,
    order_preserving_coupling,
)
from derive.rulebook.laws.definitions import density_formula
from derive.rulebook.rule import Rule
from derive.solvers.closed_form import attempt, reduced
from derive.solvers.divergences import same_measure
from derive.solvers.givens import assumed
from derive.text.plain import plain

_Z = Symbol("z", real=True)


def wasserstein(p: Law, q: Law, order: Any, assume: tuple[Any, ...] = ()) -> Derivation:
    """W_r(p, q) for laws of one number: the r-th root of the least mean of |x - y|^r over all joint
    laws with these marginals, r being at least 1.

    Raises DeriveError where the order is below 1, or one law is on the integers and the other on
    the line.

    >>> from sympy import symbols
    >>> from derive.language import Normal
    >>> m, s, t = symbols("m s t", positive=True)
    >>> wasserstein(Normal(m, s), Normal(0, t), 2).result
    sqrt(m**2 + (s - t)**2)
    """
    same_measure(p, q)
    goal = Wasserstein(p, q, order)
    if (goal.order - 1).is_negative or goal.order == S.Infinity:
        raise DeriveError(f"the order of a Wasserstein distance is at least 1, not {order}")
    d = start(goal, *assumed((p, q), assume), title=plain(goal))
    begun = d
    d = attempt(d, distance_on_two_points)
    d = attempt(d, distance_of_ordered_laws, distance_by_distribution_functions)
    d = _coupled(d, goal) if d.reached == goal else d
    if d.reached.has(Wasserstein):
        return d.stop("no increasing map of one variable to both ", p, " and ", q, " is found here")
    found = reduced(attempt(d, density_formula))
    return found if found.result is not None else _by_crossing(begun, goal, found)


def _coupled(d: Derivation, goal: Wasserstein) -> Derivation:
    """The chain with the coupling by increasing maps of one variable, where such maps are found."""
    return next(_by_maps(d, goal, order_preserving_coupling), d)


def _by_crossing(begun: Derivation, goal: Wasserstein, found: Derivation) -> Derivation:
    """The chain by where two maps of one variable cross; the one found, if that one is closed no
    more than this."""
    for longer in _by_maps(begun, goal, distance_by_maps_that_cross_once):
        closed = reduced(attempt(longer, density_formula))
        if closed.result is not None:
            return closed
    return found


def _by_maps(d: Derivation, goal: Wasserstein, rule: Rule) -> Iterator[Derivation]:
    """The chain with one more step by the rule, for maps of one variable to both laws."""
    p, q, _ = goal.args
    if not all(isinstance(law, Distribution) and type(law.space) is Line for law in (p, q)):
        return
    for arguments in _couplings(p, q):
        try:
            yield d.by(rule, *arguments)
        except RuleRefused:
            continue


def _couplings(p: Any, q: Any) -> Iterator[tuple[Distribution, Lambda, Lambda]]:
    """Laws of one variable with candidates for maps to both laws: the standard member of a family
    of locations and scales first."""
    if type(p) is type(q):
        base = _standard(p)
        if base is not None and base == _standard(q):
            yield base, _map(_affine(p)), _map(_affine(q))
    for base, candidates in (
        (Normal(0, 1), _of_normal),
        (Exponential(1), _of_exponential),
        (Logistic(0, 1), _of_logistic),
        (Uniform(0, 1), _of_uniform),
    ):
        for one, other in product(candidates(p), candidates(q)):
            yield base, _map(one), _map(other)


def _map(body: Expr) -> Lambda:
    return Lambda(_Z, body)


def _standard(law: Any) -> Distribution | None:
    """The law with location 0 and scale 1; None in a family that has neither."""
    if not isinstance(law, Distribution):
        return None
    names = list(type(law).parameters)
    if not {"loc", "scale", "rate", "radius"} & set(names):
        return None
    plain = {"loc": S.Zero, "scale": S.One, "rate": S.One, "radius": S.One}
    try:
        found: Distribution = type(law)(
            *(plain.get(name, value) for name, value in zip(names, law.args, strict=True))
        )
    except InvalidParameter:
        return None
    return found


def _affine(law: Any) -> Expr:
    named = dict(zip(type(law).parameters, law.args, strict=True))
    scale = 1 / named["rate"] if "rate" in named else named.get("radius", S.One)
    return named.get("loc", S.Zero) + named.get("scale", scale) * _Z


def _of_normal(law: Any) -> tuple[Expr, ...]:
    if isinstance(law, LogNormal):
        return (exp(_affine(law)),)
    return (_affine(law),) if isinstance(law, Normal) else ()


def _of_exponential(law: Any) -> tuple[Expr, ...]:
    if isinstance(law, Exponential):
        return (_Z / law.rate,)
    if isinstance(law, Weibull):
        return (law.scale * _Z ** (1 / law.concentration),)
    if isinstance(law, Frechet):
        return (law.scale * _Z ** (-1 / law.concentration),)
    if isinstance(law, Rayleigh):
        return (law.scale * sqrt(2) * sqrt(_Z),)
    if isinstance(law, Pareto):
        return (law.scale * exp(_Z / law.alpha),)
    if isinstance(law, Lomax):
        return (law.scale * (exp(_Z / law.alpha) - 1),)
    return (law.loc - law.scale * log(_Z),) if isinstance(law, Gumbel) else ()


def _of_logistic(law: Any) -> tuple[Expr, ...]:
    if isinstance(law, LogLogistic):
        return (law.scale * exp(_Z / law.concentration),)
    return (_affine(law),) if isinstance(law, Logistic) else ()


def _of_uniform(law: Any) -> tuple[Expr, ...]:
    if isinstance(law, Uniform):
        return (law.low + (law.high - law.low) * _Z,)
    if isinstance(law, Exponential):
        return (-log(1 - _Z) / law.rate,)
    if isinstance(law, Beta):
        one, other = law.args
        return (_Z ** (1 / one),) if other == 1 else (1 - (1 - _Z) ** (1 / other),) * (one == 1)
    return ()
