"""Definitions: what the names of the language stand for."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Expr, Symbol, log

from derive.language.density import ArbitraryMap, Density
from derive.language.distribution import Distribution
from derive.language.distributions import Exponential
from derive.language.divergence import ELBO, KL, CrossEntropy, Entropy
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.language.law import Law, arbitrary_law, joint_law
from derive.language.logarithm import logarithm
from derive.language.space import Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.places import lies_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _Z = Space("X"), Space("Z")
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_x, _z = Symbol("x"), Symbol("z")
_f = ArbitraryMap("f", _X)


_POINT = Dummy("x", real=True, dummy_index=799999)


def fresh_point() -> Dummy:
    """A variable that occurs nowhere else: the node made with it binds it at once."""
    return _POINT


def _log(law: Law, x: Any) -> Expr:
    return logarithm(Density(law, x))


def _kl(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, KL):
        return None
    p, q = expr.args
    x = fresh_point()
    return Rewritten(Expect(_log(p, x) - _log(q, x), x, p))


kl_definition = Rule(
    name="kl-definition",
    title="Definition of the Kullback-Leibler divergence",
    reason="It is the mean, under the first law, of the log density of the first less that of the "
    "second.",
    reference="Kullback and Leibler 1951; Cover and Thomas 2006, section 8.5",
    state=lambda: Statement(
        before=KL(_p, _q),
        after=Expect(_log(_p, _x) - _log(_q, _x), _x, _p),
        wrong=(
            Wrong(Expect(_log(_q, _x) - _log(_p, _x), _x, _p), "the two log densities swapped"),
            Wrong(Expect(_log(_p, _x) - _log(_q, _x), _x, _q), "the mean under the wrong law"),
        ),
    ),
    rewrite=_kl,
)


def _entropy(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Entropy):
        return None
    x = fresh_point()
    return Rewritten(-Expect(_log(expr.args[0], x), x, expr.args[0]))


entropy_definition = Rule(
    name="entropy-definition",
    title="Definition of the entropy",
    reason="It is minus the mean of the log density under the law itself.",
    reference="Shannon 1948; Cover and Thomas 2006, section 8.1",
    state=lambda: Statement(
        before=Entropy(_p),
        after=-Expect(_log(_p, _x), _x, _p),
        wrong=(
            Wrong(Expect(_log(_p, _x), _x, _p), "the sign lost"),
            Wrong(
                -log(Expect(Density(_p, _x), _x, _p)), "the log of the mean for the mean of the log"
            ),
        ),
    ),
    rewrite=_entropy,
)


def _cross_entropy(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, CrossEntropy):
        return None
    p, q = expr.args
    x = fresh_point()
    return Rewritten(-Expect(_log(q, x), x, p))


cross_entropy_definition = Rule(
    name="cross-entropy-definition",
    title="Definition of the cross-entropy",
    reason="It is minus the mean, under the first law, of the log density of the second.",
    reference="Goodfellow, Bengio and Courville 2016, section 3.13",
    state=lambda: Statement(
        before=CrossEntropy(_p, _q),
        after=-Expect(_log(_q, _x), _x, _p),
        wrong=(
            Wrong(-Expect(_log(_p, _x), _x, _q), "the two laws swapped"),
            Wrong(Expect(_log(_q, _x), _x, _p), "the sign lost"),
        ),
    ),
    rewrite=_cross_entropy,
)


def _elbo(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, ELBO):
        return None
    joint, z, q = expr.open()
    return Rewritten(Expect(log(joint) - _log(q, z), z, q))


def _elbo_statement() -> Statement:
    joint = Density(joint_law("p", _X, _Z), _x, _z)
    q = arbitrary_law("q", _Z)
    return Statement(
        before=ELBO(joint, _z, q),
        after=Expect(log(joint) - _log(q, _z), _z, q),
        wrong=(
            Wrong(Expect(log(joint) + _log(q, _z), _z, q), "the sign of log q"),
            Wrong(
                log(Expect(joint / Density(q, _z), _z, q)),
                "the log of the mean for the mean of the log",
            ),
        ),
    )


elbo_definition = Rule(
    name="elbo-definition",
    title="Definition of the evidence lower bound",
    reason="It is the mean, under q, of the log joint density less the log density of q.",
    reference="Jordan et al. 1999; Blei, Kucukelbir and McAuliffe 2017, section 2.2",
    state=_elbo_statement,
    rewrite=_elbo,
)


def _variance(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Variance):
        return None
    body, x, law = expr.open()
    return Rewritten(Expect((body - Expect(body, x, law)) ** 2, x, law))


variance_definition = Rule(
    name="variance-definition",
    title="Definition of the variance",
    reason="It is the mean squared distance from the mean.",
    reference="Casella and Berger 2002, definition 2.3.2",
    state=lambda: Statement(
        before=Variance(_f(_x), _x, _p),
        after=Expect((_f(_x) - Expect(_f(_x), _x, _p)) ** 2, _x, _p),
        wrong=(
            Wrong(
                Expect(_f(_x) ** 2, _x, _p), "the second moment about zero for that about the mean"
            ),
            Wrong(Expect(_f(_x) ** 2, _x, _p) - Expect(_f(_x), _x, _p), "the mean not squared"),
        ),
    ),
    rewrite=_variance,
)


def _expectation(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    return Rewritten(Integral(Density(law, x) * body, x, law.space))


expectation_definition = Rule(
    name="expectation-definition",
    title="Definition of the expectation",
    reason="It is the integral of the function against the density of the law.",
    reference="Casella and Berger 2002, definition 2.2.1",
    state=lambda: Statement(
        before=Expect(_f(_x), _x, _p),
        after=Integral(Density(_p, _x) * _f(_x), _x, _X),
        wrong=(Wrong(Integral(_f(_x), _x, _X), "the density left out"),),
    ),
    rewrite=_expectation,
)


def _density(expr: Any, site: Site) -> Rewritten | None:
    """A formula holds on the support alone, so that the point must lie there."""
    if isinstance(expr, log) and isinstance(expr.args[0], Density):
        law, point = expr.args[0].args
        formula = law.log_density(point) if isinstance(law, Distribution) else None
    elif isinstance(expr, Density) and isinstance(expr.law, Distribution):
        law, point = expr.args
        formula = law.density(point)
    else:
        return None
    if formula is None:
        return None
    inside = lies_in(law.space, point) if isinstance(point, Expr) else ()
    needed = tuple(c for c in inside if holds(c, site.assumptions) is not True)
    return Rewritten(formula, needed)


def _density_statement() -> Statement:
    rate, x = Symbol("lambda", positive=True), Symbol("x", positive=True)
    law = Exponential(rate)
    return Statement(
        before=log(Density(law, x)),
        after=log(rate) - rate * x,
        wrong=(
            Wrong(-rate * x, "the normalising constant left out"),
            Wrong(log(rate) + rate * x, "the sign of the exponent"),
        ),
    )


density_formula = Rule(
    name="density-formula",
    title="The density of a named family",
    reason="On the support of the law its density is given by the formula of the family.",
    reference="Johnson, Kotz and Balakrishnan 1994-1995, Continuous Univariate Distributions",
    state=_density_statement,
    rewrite=_density,
)

RULES = (
    kl_definition,
    entropy_definition,
    cross_entropy_definition,
    elbo_definition,
    variance_definition,
    expectation_definition,
    density_formula,
)
