"""Reparameterisation: a draw of a law as a function of a draw of a fixed one, with its proof."""

from __future__ import annotations

from typing import Any

from sympy import Expr, Lambda, Symbol

from derive.derivation.derivation import Derivation, RuleRefused, start
from derive.derivation.parts import together
from derive.errors import DeriveError
from derive.language import Exponential, Gamma, Laplace, LogNormal, Normal, Uniform
from derive.language.assumptions import Assumptions
from derive.language.density import ArbitraryMap, Density
from derive.language.distribution import Distribution
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.space import Line
from derive.rulebook.expectations.change_of_variables import change_of_variables
from derive.rulebook.expectations.integrals import expectation_recognised
from derive.rulebook.laws.definitions import density_formula, expectation_definition
from derive.rulebook.laws.recognition import density_recognised
from derive.solvers.closed_form import reduced
from derive.solvers.givens import assumed, require_laws
from derive.solvers.textbook_maps import textbook_maps
from derive.solvers.transformations import carries, transformation
from derive.text.plain import plain


def reparameterize(
    law: Distribution,
    base: Distribution | None = None,
    *,
    decreasing: bool = False,
    assume: tuple[Any, ...] = (),
) -> Derivation:
    """E[f(T(e))] = E[f(z)] for every f, where e has the base law and z the law: T turns a draw of
    the one into a draw of the other.

    T is found, and proved to be a bijection of the supports under which the densities correspond.
    Where no base is given, it is a member of the same family without parameters, or the uniform law
    on (0, 1), or the exponential law, or a gamma law. Where no map is found the derivation is open.
    Raises DeriveError for a law that is of no family, such as one of independent points.

    >>> from sympy import symbols
    >>> from derive.language import Normal
    >>> m, s = symbols("m s", positive=True)
    >>> reparameterize(Normal(m, s)).start.args[2]
    Normal(0, 1)
    """
    require_laws(law)
    if not isinstance(law, Distribution):
        raise DeriveError(f"a draw is derived for laws of a family, and {plain(law)} is none")
    bases = (base,) if base is not None else (standard_member(law), Exponential(1))
    for one in bases:
        given = assumed((law, one), assume)
        found = _proved(transformation(law, one, given, decreasing), one, law, given)
        if found is not None:
            return found
    for one, map_ in textbook_maps(law) if base is None and not decreasing else ():
        given = assumed((law, one), assume)
        if carries(map_, one, law, given):
            found = _proved(map_, one, law, given)
            if found is not None:
                return found
    z, f = Symbol("z", real=True), ArbitraryMap("f", law.space)
    names = [piece for one in bases for piece in (" or ", one)][1:]
    d = start(Expect(f(z), z, law), *assumed((law,), assume), title=f"A draw of {law}")
    return d.stop("no map is found here that takes ", *names, " to ", law)


def _proved(
    map_: Lambda | None, base: Distribution, law: Distribution, given: Assumptions
) -> Derivation | None:
    """The chain for a map; None where there is no map, or it is right and the rules here do not
    show it."""
    try:
        return proved(map_, base, law, given) if map_ is not None else None
    except RuleRefused:
        return None


def by_inversion(law: Distribution, assume: tuple[Any, ...] = ()) -> Derivation:
    """The same from the uniform law on (0, 1), by inverting the distribution function, which is
    derived first; and once more with the uniform variable reflected."""
    given = assumed((law,), assume)
    base = Uniform(0, 1)
    up = transformation(law, base, given)
    down = transformation(law, base, given, decreasing=True)
    if up is None or down is None:
        raise DeriveError(f"the distribution function of {law} is not inverted here")
    z, u = Symbol("z", real=True), Symbol("u", real=True)
    beyond, between = (z > law.space.low, *given), (u > 0, u < 1, *given)
    return together(
        f"{law} from {base}",
        _chance_below(law, z, beyond, "The distribution function"),
        _chance_below(law, up(u), between, "The distribution function at the map"),
        proved(up, base, law, given),
        proved(down, base, law, given),
    )


def proved(map_: Lambda, base: Distribution, law: Distribution, given: Assumptions) -> Derivation:
    """The chain from E[f(T(e))] under the base law to E[f(z)] under the law."""
    e = map_.variables[0]
    f = ArbitraryMap("f", law.space)
    goal = Expect(f(map_(e)), e, base)
    d = start(goal, *given, title=f"T({e}) = {plain(map_(e))}", letters=(e.name, "z"))
    d = d.by(expectation_definition).by(change_of_variables, map_).by(density_formula)
    return d.by(density_recognised, law).by(expectation_recognised)


def _chance_below(law: Distribution, end: Expr, bounds: tuple[Any, ...], title: str) -> Derivation:
    """The integral of the density up to an end."""
    t = Symbol("t", real=True)
    goal = Integral(Density(law, t), t, Line(law.space.low, end))
    return reduced(start(goal, *bounds, title=title, letters=("t",)))


def standard_member(law: Distribution) -> Distribution:
    """The law without parameters from which draws of this one are made."""
    plain: dict[type, Distribution] = {
        Normal: Normal(0, 1),
        LogNormal: Normal(0, 1),
        Laplace: Laplace(0, 1),
        Exponential: Exponential(1),
    }
    if isinstance(law, Gamma):
        return Gamma(law.concentration, 1)
    return plain.get(type(law), Uniform(0, 1))
