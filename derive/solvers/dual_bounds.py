"""The lower bound of an f-divergence by any function, from the conjugate of its generator."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Symbol, oo

from derive.derivation.derivation import Derivation, start
from derive.derivation.parts import together
from derive.language.assumptions import each_fact
from derive.language.condition import Dominates, IsFinite
from derive.language.conjugate import Conjugate
from derive.language.density import ArbitraryMap, Density
from derive.language.discrepancy import FDivergence
from derive.language.exact import exact
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law
from derive.language.optimum import ArgMax
from derive.language.space import Line, Space
from derive.language.stated import given_with
from derive.rulebook.expectations.integrals import expectation_recognised
from derive.rulebook.expectations.linearity import expectation_is_linear
from derive.rulebook.inequalities.fenchel_young import fenchel_young
from derive.rulebook.laws.normalisation import importance_weight_integrates
from derive.rulebook.optima.closed_conjugates import conjugate_in_closed_form
from derive.rulebook.optima.conjugate_calculus import best_dual_point_is_the_slope
from derive.solvers.closed_form import attempt
from derive.solvers.conjugates import conjugate
from derive.solvers.generators import require_convex


def f_gan(f: Expr, u: Symbol, assume: tuple[Any, ...] = ()) -> Derivation:
    """What a generator f of an f-divergence, convex on u > 0, brings to adversarial training: its
    conjugate with the set on which that is finite, the best critic t = f'(u) where the ratio of the
    densities is u, and the lower bound E_p[T] - E_q[f*(T)] of D_f(p, q) by any function T.

    >>> u = Symbol("u", positive=True)
    >>> [part.result for part in f_gan(u**2, u).parts[:2]]
    [Piecewise((0, t <= 0), (t**2/4, True)), 2*u]

    The result is the bound. Raises DeriveError where f contains the name t, or is not convex.
    Source: Nowozin, Cseke and Tomioka 2016, f-GAN, equations 4 to 6.
    """
    given = given_with(f).also(*each_fact(assume))
    require_convex(f, u, given)
    t, w, ratio = Symbol("t", real=True), Dummy("w", real=True), Symbol(u.name, positive=True)
    body = exact(f).xreplace({u: w})
    first = conjugate(body, w, t, (0, oo), tuple(given), title="The conjugate")
    best = ArgMax(t * ratio - Conjugate(body, w, Line(0), t), t, Line())
    critic = start(best, *given, title="The best critic", letters=("t", "w"))
    return together(
        "Generator", first, attempt(critic, best_dual_point_is_the_slope), _bound(body, w, given)
    )


def _bound(body: Expr, w: Dummy, given: Any) -> Derivation:
    """Both means are taken to be finite: without that the bound says nothing."""
    space, x = Space("X"), Symbol("x")
    p, q = arbitrary_law("p", space), arbitrary_law("q", space)
    critic = ArbitraryMap("T", space)(x)
    ratio = Density(p, x) / Density(q, x)
    means = (ratio * critic, Conjugate(body, w, Line(0), critic))
    finite = [IsFinite(Expect(mean, x, q)) for mean in means]
    d = start(
        FDivergence(body, w, p, q),
        Dominates(q, p),
        *given,
        *finite,
        title="The lower bound by any function T",
    ).by(fenchel_young, critic)
    for rule in (
        expectation_is_linear,
        importance_weight_integrates,
        expectation_recognised,
        conjugate_in_closed_form,
    ):
        d = attempt(d, rule)
    return d


__all__ = ["f_gan"]
