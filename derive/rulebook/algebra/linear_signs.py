"""The signs of a polynomial that follow from the assumptions by linear arithmetic.

Each monomial is an unknown with the signs of its factors; the facts, and where these do not
suffice products of two of them, are inequalities between the unknowns.
"""

from __future__ import annotations

from collections.abc import Callable

from sympy import Mul, Pow, cos, default_sort_key, erf, sin, tanh

from derive.rulebook.algebra.constants import enclosure
from derive.rulebook.algebra.facts import Facts, Kind
from derive.rulebook.algebra.inequalities import Inequality, contradictory
from derive.rulebook.algebra.polynomials import (
    ONE,
    Monomial,
    Polynomial,
    TooLarge,
    add,
    constant,
    multiply,
    ratio,
    rational,
    scale,
)
from derive.rulebook.algebra.sign_sets import (
    ANY,
    NEGATIVE,
    NONZERO,
    POSITIVE,
    ZERO,
    SignSet,
    sign_of_number,
)

MonomialSigns = Callable[[Monomial], "SignSet | None"]
MOST_FACTS = 12
MOST_NEAR = 100
_STRICTLY_WITHIN_ONE = (tanh, erf)
_WITHIN_ONE = (sin, cos)


def _bounds(monomial: Monomial, signs: SignSet | None) -> list[tuple[Polynomial, bool]]:
    """The inequalities that the signs of one unknown amount to."""
    one: Polynomial = {monomial: 1}
    if all(name.is_number for name, _ in monomial):
        bounds = enclosure(Mul(*(Pow(name, rational(exponent)) for name, exponent in monomial)))
        if bounds is None:
            return _by_signs(one, signs)
        low, high = bounds
        return [
            (add(one, constant(-low)), False),
            (add(constant(high), scale(one, -1)), False),
        ]
    return _range_bounds(monomial) + _by_signs(one, signs)


def _by_signs(one: Polynomial, signs: SignSet | None) -> list[tuple[Polynomial, bool]]:
    bounds = []
    if signs is not None and not signs & NEGATIVE:
        bounds.append((one, not signs & ZERO))
    if signs is not None and not signs & POSITIVE:
        bounds.append((scale(one, -1), not signs & ZERO))
    return bounds


def _range_bounds(monomial: Monomial) -> list[tuple[Polynomial, bool]]:
    """-1 < tanh < 1 and the like."""
    [(name, exponent), *others] = monomial
    if others or exponent != 1 or not isinstance(name, (*_STRICTLY_WITHIN_ONE, *_WITHIN_ONE)):
        return []
    one: Polynomial = {monomial: 1}
    strict = isinstance(name, _STRICTLY_WITHIN_ONE)
    return [(add(constant(1), one), strict), (add(constant(1), scale(one, -1)), strict)]


def _tightened(polynomial: Polynomial, strict: bool, facts: Facts) -> tuple[Polynomial, bool]:
    """Over the integers n > 0 is n - 1 >= 0."""
    whole = all(
        c.denominator == 1 and all(name in facts.integers and e >= 0 for name, e in m)
        for m, c in polynomial.items()
    )
    return (add(polynomial, constant(-1)), False) if strict and whole else (polynomial, strict)


def _stated(facts: Facts) -> list[tuple[Polynomial, bool]]:
    """The facts as `polynomial >= 0` (or `> 0`)."""
    found = []
    for fact in facts.comparisons:
        terms = fact.terms()
        if fact.kind in (Kind.POSITIVE, Kind.NONNEGATIVE):
            found.append(_tightened(terms, fact.kind is Kind.POSITIVE, facts))
        elif fact.kind is Kind.ZERO:
            found += [(terms, False), (scale(terms, -1), False)]
    return found


def _products(known: list[tuple[Polynomial, bool]]) -> list[tuple[Polynomial, bool]]:
    """Products of two nonnegative polynomials are nonnegative."""
    found = []
    for i, (a, a_strict) in enumerate(known[:MOST_FACTS]):
        for b, b_strict in known[i:MOST_FACTS]:
            try:
                found.append((multiply(a, b), a_strict and b_strict))
            except TooLarge:
                continue
    return found


def _related(
    target: Polynomial, known: list[tuple[Polynomial, bool]]
) -> list[tuple[Polynomial, bool]]:
    """The inequalities connected with the unknowns of `target`, through each other if need be."""
    reached = {m for m in target if m != ONE}
    left = list(known)
    chosen: list[tuple[Polynomial, bool]] = []
    while True:
        near = [item for item in left if any(m in reached for m in item[0])]
        if not near:
            return chosen
        left = [item for item in left if item not in near]
        chosen += near
        reached |= {m for terms, _ in near for m in terms if m != ONE}


def contradiction(facts: Facts, monomial_signs: MonomialSigns) -> bool | None:
    """Whether the facts contradict one another; False only where they are all linear."""
    stated = _stated(facts)
    unknowns = list(dict.fromkeys(m for terms, _ in stated for m in terms if m != ONE))
    known = stated + [b for m in unknowns for b in _bounds(m, monomial_signs(m))]
    answer = contradictory([Inequality.of(*item) for item in known])
    simple = all(len(m) == 1 and next(iter(m))[1] == 1 for m in unknowns)
    excluded = any(fact.kind is Kind.NONZERO for fact in facts.comparisons)
    if answer is False and not (simple and not excluded and not facts.integers):
        return None
    return answer


def open_domain(facts: Facts) -> bool:
    """Whether the facts surely leave an open set of points: they are linear inequalities, and can
    all be strict at once. (Excluding the zeros of a polynomial leaves a set open.)"""
    if any(fact.kind is Kind.ZERO for fact in facts.comparisons):
        return False
    inequalities = []
    for fact in facts.comparisons:
        if fact.kind is not Kind.NONZERO:
            terms = fact.terms()
            if any(len(m) > 1 or any(e != 1 for _, e in m) for m in terms):
                return False
            inequalities.append(Inequality.of(terms, True))
    for name in sorted(facts.atoms, key=default_sort_key):
        if not name.is_Symbol:
            return False
        one: Monomial = frozenset([(name, 1)])
        if name.is_extended_nonnegative:
            inequalities.append(Inequality.of({one: 1}, True))
        if name.is_extended_nonpositive:
            inequalities.append(Inequality.of({one: -1}, True))
    return contradictory(inequalities) is False


def linear_signs(
    target: Polynomial, facts: Facts, own_signs: MonomialSigns, declared_signs: MonomialSigns
) -> SignSet:
    """The signs that `target` can have; the others are excluded by a contradiction.

    `own_signs` speaks of the monomials of `target`, `declared_signs` of those that the facts bring
    in (it may not look at the facts, or the two questions would wait for each other).
    """
    if not any(m != ONE for m in target):
        return sign_of_number(target.get(ONE, 0))
    stated = _stated(facts)
    if (target, True) in stated:
        return POSITIVE
    unknowns = list(dict.fromkeys(m for m in target if m != ONE))
    bounds = [b for m in unknowns for b in _bounds(m, own_signs(m))]
    signs = _excluded(target, facts, stated, bounds, declared_signs)
    if signs == ANY and any(len(m) > 1 or any(e != 1 for _, e in m) for m in unknowns):
        names = sorted({name for m in unknowns for name, _ in m}, key=default_sort_key)
        single = [frozenset([(name, 1)]) for name in names]
        positives = [b for m in single for b in _bounds(m, own_signs(m))]
        near = _related(dict.fromkeys(single, 1), stated)
        signs = _excluded(
            target, facts, stated + _products(near + positives), bounds, declared_signs
        )
    return signs


def _excluded(
    target: Polynomial,
    facts: Facts,
    stated: list[tuple[Polynomial, bool]],
    bounds: list[tuple[Polynomial, bool]],
    declared_signs: MonomialSigns,
) -> SignSet:
    near = _related(target, stated)[:MOST_NEAR]
    more = list(
        dict.fromkeys(m for terms, _ in near for m in terms if m != ONE and m not in target)
    )
    known = near + bounds + [b for m in more for b in _bounds(m, declared_signs(m))]
    premises = [Inequality.of(terms, strict) for terms, strict in known]

    def impossible(claim: Polynomial, strict: bool) -> bool:
        return contradictory([*premises, Inequality.of(claim, strict)]) is True

    signs = ANY
    minus = scale(target, -1)
    if impossible(minus, True):
        signs &= ~NEGATIVE
        if impossible(minus, False):
            signs &= ~ZERO
    if signs & NEGATIVE and impossible(target, True):
        signs &= ~POSITIVE
        if impossible(target, False):
            signs &= ~ZERO
    if signs & ZERO and _stated_nonzero(target, facts):
        signs &= NONZERO
    return signs


def _stated_nonzero(target: Polynomial, facts: Facts) -> bool:
    """Whether a fact says that `target`, or a multiple of it, is not zero."""
    first = next(iter(target))
    for fact in facts.comparisons:
        terms = fact.terms()
        if fact.kind is Kind.NONZERO and first in terms:
            factor = ratio(target[first], terms[first])
            if scale(terms, factor) == target:
                return True
    return False
