"""Mean log ratios of densities, recognised as divergences and as the evidence lower bound."""

from __future__ import annotations

from typing import Any

from sympy import Add, S, Symbol, log

from derive.language.condition import IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.divergence import ELBO, KL
from derive.language.expectation import Expect
from derive.language.law import arbitrary_law, joint_law
from derive.language.space import Space
from derive.rulebook.conditions.log_densities import log_densities
from derive.rulebook.conditions.total_mass import mass_conditions
from derive.rulebook.expectations.exchanges import constant_and_rest
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x = Symbol("x")
_p, _q = arbitrary_law("p", _X), arbitrary_law("q", _X)
_f = ArbitraryMap("f", _X)
_Z, _z = Space("Z"), Symbol("z")
_r = arbitrary_law("q", _Z)


def _recognised(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    terms = list(log_densities(body, x))
    own = [c for c, other in terms if other == law and not c.has(x)]
    if not own:
        return None
    wanted = [r for c, r in terms if r != law and c == -own[0] and r.space == law.space]
    wanted = [r for r in wanted if not site.arguments or r == site.arguments[0]]
    if len(wanted) != 1:
        return None
    ratio = own[0] * (log(Density(law, x)) - log(Density(wanted[0], x)))
    rest = body - ratio
    divergence = own[0] * KL(law, wanted[0])
    if rest == 0:
        return Rewritten(divergence)
    if not rest.has(x):
        return Rewritten(rest + divergence)
    mean = Expect(rest, x, law)
    return Rewritten(mean + divergence, (IsFinite(mean),))


kl_recognised = Rule(
    name="mean-log-ratio-is-the-kl-divergence",
    title="The mean log ratio of two densities is their Kullback-Leibler divergence",
    reason="It is the definition of the divergence, read backwards.",
    reference="Kullback and Leibler 1951; Cover and Thomas 2006, section 8.5",
    state=lambda: Statement(
        before=Expect(_f(_x) + log(Density(_p, _x)) - log(Density(_q, _x)), _x, _p),
        after=Expect(_f(_x), _x, _p) + KL(_p, _q),
        wrong=(
            Wrong(Expect(_f(_x), _x, _p) + KL(_q, _p), "the two laws swapped"),
            Wrong(Expect(_f(_x), _x, _p) - KL(_p, _q), "a sign"),
            Wrong(KL(_p, _q), "the other terms lost"),
        ),
        conditions=(IsFinite(Expect(_f(_x), _x, _p)),),
    ),
    rewrite=_recognised,
)


def _elbo_recognised(expr: Any, _: Site) -> Rewritten | None:
    """E_q[c (log J - log q) + d], where q's variable occurs neither in c nor in d."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    constant = Add(*(t for t in Add.make_args(body) if not t.has(x)))
    factor, ratio = constant_and_rest(body - constant, x)
    for c in (S.One, S.NegativeOne):
        joint = c * ratio + log(Density(law, x))
        if isinstance(joint, log):
            needed = mass_conditions(law) if constant != 0 else ()
            return Rewritten(c * factor * ELBO(joint.args[0], x, law) + constant, needed)
    return None


def _elbo_statement() -> Statement:
    p, a = joint_law("p", _X, _Z), Symbol("a", real=True)
    joint, own = Density(p, _x, _z), Density(_r, _z)
    return Statement(
        before=Expect(log(joint) - log(own) + a, _z, _r),
        after=ELBO(joint, _z, _r) + a,
        wrong=(
            Wrong(a - ELBO(joint, _z, _r), "a sign"),
            Wrong(ELBO(joint, _z, _r), "the constant lost"),
        ),
    )


elbo_recognised = Rule(
    name="mean-log-joint-less-log-density-is-the-evidence-lower-bound",
    title="The evidence lower bound, recognised",
    reason="It is the definition of the bound, read backwards.",
    reference="Jordan et al. 1999; Blei, Kucukelbir and McAuliffe 2017, section 2.2",
    state=_elbo_statement,
    rewrite=_elbo_recognised,
)

RULES = (kl_recognised, elbo_recognised)
