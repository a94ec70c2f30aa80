"""Joint, marginal and conditional densities of one law: the product rule, marginals, Bayes."""

from __future__ import annotations

from typing import Any

from sympy import Gt, Mul, Pow, Symbol

from derive.language.density import Density
from derive.language.integral import Integral
from derive.language.law import joint_law
from derive.language.space import Space
from derive.rulebook.laws.views import Said, said
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _Z = Space("X"), Space("Z")
_x, _z = Symbol("x"), Symbol("z")
_p = joint_law("p", _X, _Z)
_JOINT = Density(_p, _x, _z)
_PRIOR, _EVIDENCE = Density(_p.marginal(_Z), _z), Density(_p.marginal(_X), _x)
_LIKELIHOOD = Density(_p.given_that({_Z: _z}), _x)
_POSTERIOR = Density(_p.given_that({_X: _x}), _z)
_REFERENCE = "Bishop 2006, section 1.2"


def _named_place(found: Said, site: Site) -> int | None:
    """The coordinate that the author named by its space."""
    return found.place(site.arguments[0]) if site.arguments else None


def _product_rule(expr: Any, site: Site) -> Rewritten | None:
    found = said(expr)
    if found is None or len(found.spoken) < 2:
        return None
    first = _named_place(found, site)
    if first is None or first not in found.spoken:
        return None
    rest = {i: v for i, v in found.spoken.items() if i != first}
    at = {first: found.spoken[first]}
    return Rewritten(
        found.density(rest, {**found.given, **at}) * found.density(at, found.given),
    )


product_rule = Rule(
    name="joint-density-is-conditional-times-marginal",
    title="Product rule: a joint density is a conditional times a marginal",
    reason="The conditional density is defined so, wherever the marginal is positive; elsewhere "
    "both sides are zero.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_JOINT,
        after=_LIKELIHOOD * _PRIOR,
        wrong=(
            Wrong(_POSTERIOR * _PRIOR, "the other conditional"),
            Wrong(_EVIDENCE * _PRIOR, "the coordinates taken to be independent"),
        ),
        arguments=(_Z,),
    ),
    rewrite=_product_rule,
)


def _factor_pairs(expr: Any) -> list[tuple[Any, Said, Any, Said]]:
    """Pairs of different factors that are densities of arbitrary laws, to the power one or minus
    one."""
    if not isinstance(expr, Mul):
        return []
    read = []
    for factor in expr.args:
        base = factor.base if isinstance(factor, Pow) and factor.exp == -1 else factor
        found = said(base)
        if found is not None:
            read.append((factor, found))
    return [(f, a, g, b) for f, a in read for g, b in read if f is not g and a.is_about(b)]


def _joint(expr: Any, _: Site) -> Rewritten | None:
    for f, conditional, g, marginal in _factor_pairs(expr):
        known = {**marginal.spoken, **marginal.given}
        whole = not isinstance(f, Pow) and not isinstance(g, Pow)
        if whole and conditional.given and dict(conditional.given) == known:
            spoken = {**conditional.spoken, **marginal.spoken}
            joint = conditional.density(spoken, marginal.given)
            return Rewritten(joint * Mul(*(a for a in expr.args if a not in (f, g))))
    return None


joint_recognised = Rule(
    name="conditional-times-marginal-is-the-joint-density",
    title="Product rule: a conditional times a marginal is the joint density",
    reason="The conditional density is defined so, wherever the marginal is positive; elsewhere "
    "both sides are zero.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_LIKELIHOOD * _PRIOR,
        after=_JOINT,
        wrong=(
            Wrong(_POSTERIOR, "not divided by the evidence and yet called the posterior"),
            Wrong(_EVIDENCE * _PRIOR, "the coordinates taken to be independent"),
        ),
    ),
    rewrite=_joint,
)


def _conditional_definition(expr: Any, _: Site) -> Rewritten | None:
    found = said(expr)
    if found is None or not found.given:
        return None
    joint = found.density({**found.given, **found.spoken}, {})
    marginal = found.density(found.given, {})
    return Rewritten(joint / marginal, (Gt(marginal, 0),))


conditional_definition = Rule(
    name="conditional-density-is-joint-over-marginal",
    title="Definition of a conditional density",
    reason="It is the joint density, divided by that of what is given so that its integral is one.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_POSTERIOR,
        after=_JOINT / _EVIDENCE,
        wrong=(
            Wrong(_JOINT, "the normalising constant left out"),
            Wrong(_JOINT / _PRIOR, "divided by the other marginal"),
        ),
        conditions=(Gt(_EVIDENCE, 0),),
    ),
    rewrite=_conditional_definition,
)


def _posterior(expr: Any, _: Site) -> Rewritten | None:
    for f, joint, g, marginal in _factor_pairs(expr):
        below = isinstance(g, Pow) and not isinstance(f, Pow)
        inside = set(marginal.spoken.items()) < set(joint.spoken.items())
        if below and inside and dict(joint.given) == dict(marginal.given):
            rest = {i: v for i, v in joint.spoken.items() if i not in marginal.spoken}
            given = {**marginal.given, **marginal.spoken}
            others = Mul(*(a for a in expr.args if a not in (f, g)))
            return Rewritten(joint.density(rest, given) * others, (Gt(g.base, 0),))
    return None


conditional_recognised = Rule(
    name="joint-over-marginal-is-the-conditional-density",
    title="A joint density divided by a marginal is the conditional density",
    reason="That is how the conditional density is defined.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_JOINT / _EVIDENCE,
        after=_POSTERIOR,
        wrong=(
            Wrong(_LIKELIHOOD, "the other conditional"),
            Wrong(_PRIOR, "the observation taken to say nothing"),
        ),
        conditions=(Gt(_EVIDENCE, 0),),
    ),
    rewrite=_posterior,
)


def _bayes(expr: Any, _: Site) -> Rewritten | None:
    found = said(expr)
    if found is None or len(found.given) != 1:
        return None
    likelihood = found.density(found.given, found.spoken)
    evidence = found.density(found.given, {})
    prior = found.density(found.spoken, {})
    return Rewritten(likelihood * prior / evidence, (Gt(evidence, 0),))


bayes_rule = Rule(
    name="bayes-rule",
    title="Bayes' rule",
    reason="The product rule, read both ways.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_POSTERIOR,
        after=_LIKELIHOOD * _PRIOR / _EVIDENCE,
        wrong=(
            Wrong(_LIKELIHOOD * _PRIOR, "the evidence left out"),
            Wrong(_LIKELIHOOD * _EVIDENCE / _PRIOR, "prior and evidence swapped"),
        ),
        conditions=(Gt(_EVIDENCE, 0),),
    ),
    rewrite=_bayes,
)


def _marginalise(expr: Any, site: Site) -> Rewritten | None:
    found = said(expr)
    if found is None or not found.unsaid:
        return None
    place = _named_place(found, site) if site.arguments else found.unsaid[0]
    if place is None or place not in found.unsaid or (not site.arguments and found.unsaid[1:]):
        return None
    z = Symbol("z", real=True)
    joint = found.density({**found.spoken, place: z}, found.given)
    return Rewritten(Integral(joint, z, found.law.family.coordinates[place]))


marginalisation = Rule(
    name="marginal-density-is-the-integral-of-the-joint",
    title="A marginal density is the integral of the joint density",
    reason="Whatever the other coordinate is, it has some value.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_EVIDENCE,
        after=Integral(_JOINT, _z, _Z),
        wrong=(
            Wrong(Integral(_LIKELIHOOD, _z, _Z), "the prior left out"),
            Wrong(
                Integral(_POSTERIOR, _z, _Z), "the conditional integrated over what it speaks of"
            ),
        ),
        arguments=(_Z,),
    ),
    rewrite=_marginalise,
)


def _integrated_out(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    body, z, space = expr.open()
    holding = [f for f in Mul.make_args(body) if f.has(z)]
    found = said(holding[0]) if len(holding) == 1 else None
    if found is None or any(v.has(z) for v in found.given.values()):
        return None
    places = [i for i, v in found.spoken.items() if v == z]
    rest = {i: v for i, v in found.spoken.items() if i not in places}
    if len(places) != 1 or not rest or any(v.has(z) for v in rest.values()):
        return None
    if found.law.family.coordinates[places[0]] != space:
        return None
    constant = Mul(*(f for f in Mul.make_args(body) if not f.has(z)))
    return Rewritten(constant * found.density(rest, found.given))


marginal_recognised = Rule(
    name="integral-of-the-joint-is-the-marginal-density",
    title="The integral of a joint density over one coordinate is the marginal of the others",
    reason="Whatever the coordinate is, it has some value.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Integral(_JOINT, _z, _Z),
        after=_EVIDENCE,
        wrong=(
            Wrong(_JOINT, "the integral left out"),
            Wrong(_EVIDENCE**2, "the marginal counted twice"),
        ),
    ),
    rewrite=_integrated_out,
)

RULES = (
    product_rule,
    joint_recognised,
    conditional_definition,
    conditional_recognised,
    bayes_rule,
    marginalisation,
    marginal_recognised,
)
