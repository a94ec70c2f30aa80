"""A sum put together: heavy factors with one coefficient in one term, their logarithms in one."""

from __future__ import annotations

from sympy import Add, Expr, Mul, Pow, S, beta, binomial, factorial, gamma, log

from derive.language.assumptions import Assumptions
from derive.language.logarithm import logarithm
from derive.rulebook.algebra.coefficients import (
    Coefficient,
    coefficient,
    common_factors,
    key_of,
    key_of_negative,
    product_of,
    without,
    without_minus,
)
from derive.rulebook.algebra.cost import reading_order
from derive.rulebook.algebra.heavy_terms import Parts
from derive.rulebook.algebra.log_gammas import Signed, argument_of, named
from derive.rulebook.algebra.numeric_logs import with_one_numeric_log
from derive.rulebook.algebra.quotients import shortest_quotient
from derive.rulebook.algebra.sign_sets import POSITIVE
from derive.rulebook.algebra.signs import possible_signs

Group = tuple[Expr, list[Signed]]


def assembled(parts: Parts, assumptions: Assumptions, standing: frozenset[Expr]) -> Expr:
    """The sum of the parts, as a person would write it.

    standing: sums as they stood in the expression that the parts come from; of two ways to write a
    coefficient of unknown sign that one is kept.
    """
    forms = [_collected(parts, assumptions, standing)]
    joined = with_one_numeric_log(parts)
    if joined is not None:
        forms.append(_collected(joined, assumptions, standing))
    nodes = [heavy for heavy in parts if heavy.is_Atom and heavy.args]
    if nodes:
        lights = [parts[node] * node for node in nodes]
        others = {heavy: light for heavy, light in parts.items() if heavy not in nodes}
        others[S.One] = Add(parts.get(S.One, S.Zero), *lights)
        forms.append(_collected(others, assumptions, standing))
    return min(forms, key=reading_order)


def _collected(parts: Parts, assumptions: Assumptions, standing: frozenset[Expr]) -> Expr:
    terms = [_term(group, assumptions, standing) for group in _groups(parts)]
    rest = parts.get(S.One, S.Zero)
    apart = Add(*(unit.times(inner) for unit, inner in terms), shortest_quotient(rest))
    common = common_factors([unit for unit, _ in terms])
    if common and rest != 0:
        terms.append((product_of(rest), S.One))
        common = common_factors([unit for unit, _ in terms])
    if not common or len(terms) < 2:
        return apart
    inside = Add(*(without(unit, common).times(inner) for unit, inner in terms))
    together = Mul(*(Pow(base, exponent) for base, exponent in common.items()), inside)
    return min(apart, together, key=reading_order)


def _groups(parts: Parts) -> list[Group]:
    """Heavy factors whose coefficients differ by a sign at most, together."""
    groups: dict[frozenset[object], Group] = {}
    for heavy, light in parts.items():
        key = key_of(light)
        if heavy is S.One or not key:
            continue
        if key in groups:
            groups[key][1].append((heavy, 1))
            continue
        negative = key_of_negative(light)
        if negative in groups:
            groups[negative][1].append((heavy, -1))
        else:
            groups[key] = (light, [(heavy, 1)])
    return list(groups.values())


def _term(
    group: Group, assumptions: Assumptions, standing: frozenset[Expr]
) -> tuple[Coefficient, Expr]:
    """A coefficient and what it stands before."""
    light, members = group
    unit = coefficient(light, assumptions, standing)
    if unit.number.p < 0:
        unit, members = _turned(unit, members)
    members = _joined(members, assumptions)
    if all(sign < 0 for _, sign in members):
        unit, members = _turned(unit, members)
        unit = without_minus(unit, assumptions)
    return unit, Add(*(Mul(sign, heavy) for heavy, sign in members))


def _turned(unit: Coefficient, members: list[Signed]) -> tuple[Coefficient, list[Signed]]:
    turned = [(heavy, -sign) for heavy, sign in members]
    return Coefficient(-unit.number, unit.factors), turned


def _joined(members: list[Signed], assumptions: Assumptions) -> list[Signed]:
    """Log gammas under their names, and logarithms of one kind as one logarithm."""
    gammas: list[Signed] = []
    others: list[Signed] = []
    for term, sign in members:
        z = argument_of(term, assumptions)
        if z is None:
            others.append((term, sign))
        else:
            gammas.append((z, sign))
    kinds: dict[object, list[Signed]] = {}
    for term, sign in [*others, *named(gammas, assumptions)]:
        kinds.setdefault(_kind(term, assumptions), []).append((term, sign))
    joined: list[Signed] = []
    for kind, same in kinds.items():
        joined += [_one_logarithm(same)] if kind in ("plain", beta) else same
    return joined


def _kind(term: Expr, assumptions: Assumptions) -> object:
    """Which logarithms go together: those of betas, and those of what is neither beta nor gamma."""
    if not isinstance(term, log) or possible_signs(term.args[0], assumptions) != POSITIVE:
        return "other"
    inside = term.args[0]
    if isinstance(inside, (factorial, binomial, gamma)):
        return "other"
    return beta if isinstance(inside, beta) else "plain"


def _one_logarithm(terms: list[Signed]) -> Signed:
    """The sum as one logarithm, of a number above a bar where all signs are the same."""
    whole = 1 if any(sign > 0 for _, sign in terms) else -1
    return logarithm(Mul(*(Pow(term.args[0], whole * sign) for term, sign in terms))), whole
