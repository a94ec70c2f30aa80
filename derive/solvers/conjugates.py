"""Convex conjugates of functions of one number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sympy import Dummy, Expr, Symbol, oo

from derive.derivation.derivation import Derivation, start
from derive.errors import DeriveError
from derive.language.assumptions import Assumptions, each_fact
from derive.language.conjugate import Conjugate
from derive.language.exact import exact
from derive.language.infimal_convolution import InfimalConvolution
from derive.language.optimum import Sup
from derive.language.space import Line
from derive.language.stated import given_with
from derive.rulebook.algebra import decide
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.optima.biconjugates import (
    convex_function_is_its_biconjugate,
    envelope_has_the_same_conjugate,
    envelope_of_a_wave,
)
from derive.rulebook.optima.closed_conjugates import conjugate_in_closed_form
from derive.rulebook.optima.conjugates import (
    cases_tidied,
    concave_supremum_by_cases,
    conjugate_definition,
    pieces_written_out,
    slope_is_matched,
)
from derive.rulebook.optima.entered_cases import terms_enter_the_cases
from derive.rulebook.optima.infimal_convolutions import conjugate_of_infimal_convolution
from derive.rulebook.optima.mirrored_cases import cases_by_size
from derive.rulebook.optima.suprema import supremum_of_a_constant
from derive.solvers.closed_form import attempt
from derive.solvers.vector_conjugates import vector_conjugate
from derive.text.plain import plain

_ENVELOPES = (envelope_has_the_same_conjugate, envelope_of_a_wave)

Domain = tuple[Any, Any]


def conjugate(
    f: Expr,
    u: Any,
    v: Any,
    domain: Domain = (-oo, oo),
    assume: tuple[Any, ...] = (),
    title: str = "Convex conjugate",
) -> Derivation:
    """The convex conjugate of a function of one number: sup over u of u v - f(u).

    f: an expression in u, continuous on the interval `domain`, whose ends count with the limits of
    f there; it may contain absolute values, maxima and cases, and it need not be convex. The
    `result` holds for every real v, and `domain` of the derivation is the set where it is finite.
    Where no rule gives the supremum the derivation is open.

    >>> from sympy import log
    >>> u, v = Symbol("u", real=True), Symbol("v", real=True)
    >>> found = conjugate(-log(u), u, v, (0, oo))
    >>> found.result
    Piecewise((-log(-v) - 1, v < 0), (oo, True))
    >>> found.domain
    Interval.open(-oo, 0)

    u and v may be vectors of symbolic size, each coordinate of u in the interval; or a value of an
    arbitrary map and a law on its space, which are the vectors and the points of the simplex whose
    coordinates the points of the space number.

    >>> from derive.language import Element, FiniteSum
    >>> from derive.language.vector import NamedVector
    >>> n, i = Symbol("n", integer=True, positive=True), Symbol("i", integer=True)
    >>> x, y = NamedVector("x", n), NamedVector("y", n)
    >>> one_norm = FiniteSum(abs(Element(x, i)), i, 1, n)
    >>> print(conjugate(one_norm, x, y).steps[0].rule.title)
    Each coordinate is chosen for itself

    Raises DeriveError where u and v are one symbol or no such pair, or the interval is empty.
    Source: Rockafellar 1970, Convex Analysis, section 12.
    """
    given, line = posed(f, domain, assume)
    if not isinstance(u, Symbol):
        return vector_conjugate(exact(f), u, v, line, given, title)
    if u == v or v in exact(f).free_symbols:
        raise DeriveError(f"the conjugate is a function of another variable than {v}")
    goal = Conjugate(exact(f), u, line, v)
    d = replace(start(goal, *given, title=title, letters=(u.name,)), dual=v)
    if goal.has(InfimalConvolution):
        d = attempt(d, conjugate_of_infimal_convolution)
        d = attempt(d, conjugate_in_closed_form)
    if not d.reached.has(Conjugate):
        return cases_gathered(d)
    return supremum_found(d.by(conjugate_definition))


def cases_gathered(d: Derivation) -> Derivation:
    """The chain continued from a sum of closed forms to cases in their shortest form."""
    d = attempt(d, terms_enter_the_cases)
    return attempt(attempt(d, cases_tidied, algebra), cases_by_size)


def supremum_found(d: Derivation) -> Derivation:
    """The chain continued from a supremum of u v - f(u) to its value, case by case in v."""
    d = attempt(attempt(d, pieces_written_out), *_ENVELOPES)
    d = attempt(attempt(d, concave_supremum_by_cases), slope_is_matched)
    if d.reached.has(Sup):
        return d.stop(f"no rule here gives the supremum {plain(d.reached, d.letters)}")
    return attempt(attempt(d, cases_tidied, algebra), cases_by_size)


def biconjugate(
    f: Expr,
    u: Symbol,
    domain: Domain = (-oo, oo),
    assume: tuple[Any, ...] = (),
    title: str = "Biconjugate",
) -> Derivation:
    """The conjugate of the conjugate: the greatest convex function below f, its convex envelope.

    f and domain are as for `conjugate`. The `result` holds for every real u, and is +oo outside the
    interval; `domain` of the derivation is the set where it is finite.

    >>> u = Symbol("u", real=True)
    >>> biconjugate(-u**2, u, (-1, 1)).result
    Piecewise((-1, (u >= -1) & (u <= 1)), (oo, True))

    Raises DeriveError where the interval is empty.
    Source: Rockafellar 1970, Convex Analysis, theorem 12.2.
    """
    given, line = posed(f, domain, assume)
    v = Dummy("v", real=True)
    goal = Conjugate(Conjugate(exact(f), u, line, v), v, Line(), u)
    letters = tuple(name for name in ("v", "w", "s", "t") if name != u.name)
    d = replace(start(goal, *given, title=title, letters=letters), dual=u)
    d = attempt(d.by(conjugate_definition), *_ENVELOPES)
    d = attempt(d, convex_function_is_its_biconjugate, supremum_of_a_constant)
    if d.reached.has(Sup):
        return d.stop(f"no rule here gives the convex envelope {plain(d.reached, d.letters)}")
    return attempt(attempt(d, cases_tidied), cases_by_size)


def posed(f: Expr, domain: Domain, assume: tuple[Any, ...]) -> tuple[Assumptions, Line]:
    """What is given, and the interval, which is taken not to be empty. Raises DeriveError where it
    is."""
    given = given_with(f, *domain).also(*each_fact(assume))
    line = Line(*(exact(end) for end in domain))
    if line.low != oo and line.high != -oo and (line.low == -oo or line.high == oo):
        return given, line
    is_interval = decide(line.low < line.high, given)
    if is_interval is False or not (is_interval or line.free_symbols):
        raise DeriveError(f"{line.low} is not known to be less than {line.high}")
    return given if is_interval else given.also(line.low < line.high), line
