"""Whether an expectation is finite, from how the function and the density grow towards the ends.

The density alone decides: no moment of any family is known here. E[f(x)] is finite where |f| times
the density is integrable towards both ends of the support, and f is bounded between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sympy import Abs, Add, Dummy, Expr, Mul, Pow, S, degree, exp, log, oo

from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.density import Density, Value
from derive.language.distribution import Distribution
from derive.language.distributions.dirichlet import is_open_dirichlet
from derive.language.expectation import Expect, Variance
from derive.language.gradient import Gradient
from derive.language.integral import Integral
from derive.language.law import ProductLaw
from derive.language.matrix import Form
from derive.language.sequence import Element
from derive.language.space import Lattice, Line, Power, Simplex
from derive.language.vector_laws import GaussianVector
from derive.rulebook.algebra import decide, sign
from derive.rulebook.conditions.growth import (
    LOG,
    LOG_LOG,
    LOG_POWER,
    Approach,
    End,
    Growth,
    Scale,
    Unknown,
)
from derive.rulebook.conditions.share_moments import has_all_moments
from derive.rulebook.expectations.expansion import multiplied_out
from derive.rulebook.places import facts_in
from derive.rulebook.reading.coordinates import polynomial_in
from derive.rulebook.reading.products import read_product

_X = Dummy("x", real=True)


def is_finite(expr: Any, known: Assumptions) -> bool | None:
    """Whether the expression is a finite number: True, False, or None where that is not known."""
    if isinstance(expr, (Expect, Variance)):
        return _moment_is_finite(expr, known)
    if isinstance(expr, Integral):
        return _integral_is_finite(expr, known)
    if isinstance(expr, (Add, Mul)):
        return True if all(is_finite(a, known) for a in expr.args) else None
    if isinstance(expr, Pow) and expr.exp.is_Integer and expr.exp > 0:
        return True if is_finite(expr.base, known) else None
    if isinstance(expr, Expr) and (expr.is_Symbol or expr.is_number):
        return expr not in (oo, -oo, S.NaN, S.ComplexInfinity)
    return None


def _moment_is_finite(expr: Any, known: Assumptions) -> bool | None:
    body, _, law = expr.open(_X)
    if has_finitely_many_points(law) and _has_finite_values(body):
        return True
    if isinstance(law, Distribution) and isinstance(law.space, (Power, Simplex)):
        return _is_tame_in_coordinates(body, law)
    if isinstance(law, GaussianVector):
        # every polynomial has a mean
        return True if isinstance(body, Form) and not body.args[1].has(_X) else None
    if not isinstance(law, Distribution) or not isinstance(law.space, (Line, Lattice)):
        return None
    if isinstance(expr, Variance):
        body = body**2
    known = known.also(*law.conditions, *facts_in(law.space, _X))
    terms = _terms(body)
    if not all(_is_defined_inside(term, known) for term in terms):
        return None
    answers = [_converges(term, law, end, known) for end in ends_of(law.space) for term in terms]
    if False in answers:
        return False if len(terms) == 1 else None
    return None if None in answers else True


def _integral_is_finite(expr: Integral, known: Assumptions) -> bool | None:
    """True where every term falls fast enough towards the ends and is bounded between them."""
    body, _, space = expr.open(_X)
    if not isinstance(space, (Line, Lattice)) or body.has(Node):
        return None
    known = known.also(*facts_in(space, _X))
    terms = _terms(body)
    if not all(_is_defined_inside(term, known) for term in terms):
        return None
    for end in ends_of(space):
        for term in terms:
            if not _falls(term, {}, Approach(_X, end, known)):
                return None
    return True


def has_finitely_many_points(law: Any) -> bool:
    """Whether a law stands on an interval of integers with two ends, or on sequences over one."""
    if isinstance(law, ProductLaw):
        return has_finitely_many_points(law.args[0])
    space = law.space if isinstance(law, Distribution) else None
    return isinstance(space, Lattice) and space.low != -oo and space.high != oo


def _is_tame_in_coordinates(body: Any, law: Distribution) -> bool | None:
    """A polynomial in the coordinates where the log density is of degree two; logs of coordinates
    and polynomials where the density is a product of powers of coordinates on the simplex."""
    size = law.space.length
    if is_open_dirichlet(law):
        return True if has_all_moments(body, _X) else None
    if not size.is_Integer:
        return None
    if isinstance(law.space, Power):
        own = polynomial_in(law.log_density(_X), _X, int(size))
        is_gaussian = own is not None and own.total_degree() == 2
        return True if is_gaussian and polynomial_in(body, _X, int(size)) is not None else None
    logs = {log(Element(_X, i)): Dummy("u", real=True) for i in range(1, int(size) + 1)}
    density, plain = law.log_density(_X).xreplace(logs), body.xreplace(logs)
    in_powers = not density.has(_X)
    return True if in_powers and polynomial_in(plain, _X, int(size)) is not None else None


def _has_finite_values(body: Any) -> bool:
    """Whether an expression is built by addition and multiplication from what is finite."""
    if isinstance(body, (Element, Value, Density, Gradient)) or body.is_Symbol or body.is_Rational:
        return True
    if isinstance(body, Pow):
        natural = bool(body.exp.is_Integer and body.exp > 0) or _X not in body.free_symbols
        return natural and _has_finite_values(body.base)
    return isinstance(body, (Add, Mul)) and all(_has_finite_values(a) for a in body.args)


def divergence(expr: Any, known: Assumptions) -> Expr | None:
    """+oo or -oo where the expectation is that, because terms of one sign are not integrable."""
    directions = _directions(expr, known)
    if directions is None or len(directions) != 1 or None in directions:
        return None
    return oo * directions.pop()


def has_no_mean(expr: Any, known: Assumptions) -> bool:
    """Whether an expectation of a product is neither finite nor infinite: towards one end its
    integral is infinite, and towards the other minus infinite.

    >>> from sympy.abc import x
    >>> from derive.language import Cauchy, Expect
    >>> has_no_mean(Expect(x, x, Cauchy(0, 1)), Assumptions())
    True
    """
    if not isinstance(expr, Expect) or len(_terms(expr.open(_X)[0])) != 1:
        return False
    return _directions(expr, known) == {1, -1}


def _directions(expr: Any, known: Assumptions) -> set[int | None] | None:
    """The signs of the terms towards the ends at which they are not integrable; None where that is
    not known."""
    body, _, law = expr.open(_X)
    if not isinstance(law, Distribution) or not isinstance(law.space, (Line, Lattice)):
        return None
    known = known.also(*law.conditions, *facts_in(law.space, _X))
    directions = set()
    for end in ends_of(law.space):
        for term in _deciding(_terms(body), end):
            if not _is_defined_inside(term, known):
                return None
            finite = _converges(term, law, end, known)
            if finite is None:
                return None
            if not finite:
                directions.add(_direction(term, Approach(_X, end, known)))
    return directions


def _terms(body: Expr) -> list[Expr]:
    """The body as a sum, multiplied out but for what stands inside functions."""
    return list(Add.make_args(multiplied_out(body, _X)))


def _deciding(terms: list[Expr], end: End) -> list[Expr]:
    """Of a polynomial the leading term, towards infinity: the others are small beside it."""
    degrees = [degree(term, _X) if term.is_polynomial(_X) else None for term in terms]
    if not end.is_infinite or None in degrees:
        return terms
    most = max(d for d in degrees if d is not None)
    leading = [term for term, d in zip(terms, degrees, strict=True) if d == most]
    return leading if len(leading) == 1 else terms


def ends_of(space: Any) -> Iterator[End]:
    """The ends towards which an integral or a sum may diverge."""
    if space.low == -oo or isinstance(space, Line):
        yield End(space.low, from_below=False)
    if space.high == oo or isinstance(space, Line):
        yield End(space.high, from_below=True)


def _converges(term: Expr, law: Distribution, end: End, known: Assumptions) -> bool | None:
    """Whether |term| times the density is integrable towards the end."""
    growth = _growth_of_density(law, end, known)
    return None if growth is None else _falls(term, growth, Approach(_X, end, known))


@lru_cache(maxsize=512)
def _growth_of_density(law: Distribution, end: End, known: Assumptions) -> Growth | None:
    """How the density grows towards the end, which is asked for term after term; not to be
    changed. None where that is not known."""
    try:
        return Approach(_X, end, known).of_exponential(law.log_density(_X))
    except Unknown:
        return None


def _falls(term: Expr, growth: Growth, approach: Approach) -> bool | None:
    """Whether |term| times what has this growth is integrable towards the end."""
    found = dict(growth)
    try:
        for scale, c in approach.of(term).items():
            found[scale] = found.get(scale, S.Zero) + c
        if not approach.end.is_infinite:
            found[LOG] = found.get(LOG, S.Zero) - 2
        falls = is_integrable(found, approach)
    except Unknown:
        return None
    if falls is False and not approach.exactly:
        return _falls(term, growth, replace(approach, exactly=True))
    return falls


def is_integrable(growth: Growth, approach: Approach) -> bool | None:
    """Whether the integral of a function with this growth converges as u goes to infinity."""
    known = approach.known
    growth = {scale: c for scale, c in growth.items() if c != 0}
    fast = [c for s, c in growth.items() if s.rank > LOG_POWER]
    if fast and all(sign(c, known) == "-" for c in fast):
        return True
    top = approach.dominant(growth)
    if top is None or top.rank == LOG_LOG:
        return False
    if top != LOG:
        return {"-": True, "+": False}.get(sign(growth[top], known) or "")
    if decide(growth[LOG] < -1, known):
        return True
    if growth[LOG] == -1:
        return decide(growth.get(Scale(LOG_LOG), S.Zero) < -1, known)
    return False if decide(growth[LOG] >= -1, known) else None


def _direction(term: Expr, approach: Approach) -> int | None:
    try:
        signs = [
            approach.sign_of(base) if exponent.is_odd else 1
            for base, exponent in (f.as_base_exp() for f in Mul.make_args(term))
            if sign(base**exponent, approach.known) != "+"
        ]
    except Unknown:
        return None
    return -1 if signs.count(-1) % 2 else 1


def _is_defined_inside(term: Expr, known: Assumptions) -> bool:
    """Whether a product of powers is known to be bounded away from the ends of the support, but for
    logarithms of distances."""
    return all(
        _is_bounded(generator, exponent, known)
        for generator, exponent in read_product(term, _X, known).powers.items()
    )


def _is_bounded(generator: Expr, exponent: Expr, known: Assumptions) -> bool:
    if isinstance(generator, exp):
        inside = read_product(generator.args[0], _X, known).powers
        return all(_is_bounded(g, e, known) for g, e in inside.items())
    if isinstance(generator, log):
        argument = generator.args[0]
        positive = isinstance(argument, Abs) or sign(argument, known) == "+"
        return positive and bool(exponent.is_positive and exponent.is_integer)
    if exponent.is_integer and exponent.is_nonnegative:
        return all(_is_bounded(f, S.One, known) for f in generator.atoms(log))
    return sign(generator, known) == "+" or (
        bool(exponent.is_integer) and sign(generator, known) in ("-", "!=")
    )
