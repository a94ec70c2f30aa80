"""Terms of a sum over one number, as a person writes them: (a + b)/2 - m for a/2 + b/2 - m."""

from __future__ import annotations

from math import gcd

from sympy import Add, Expr, Mul, Pow, Rational, S, Symbol

from derive.language import Bound, Element, Value
from derive.text.arrange import arrange
from derive.text.letters import Scope
from derive.text.notation import Digits, Formula, Quotient, Terms

MOST_TERMS = 4
Signed = tuple[bool, Expr]


def arranged_terms(terms: list[Signed], scope: Scope) -> list[tuple[bool, Formula]]:
    """The terms of a sum as formulas, those that are polynomials over one number under one bar."""
    found: list[tuple[bool, Formula]] = []
    done: set[int] = set()
    for i, (minus, term) in enumerate(terms):
        if i in done:
            continue
        alike = [j for j in range(i, len(terms)) if _denominator(terms[j][1]) == _denominator(term)]
        own = [terms[j] for j in alike]
        if _denominator(term) == 1 or not 1 < len(alike) <= MOST_TERMS or _are_numbers(own):
            found.append((minus, arrange(term, scope)))
            continue
        done.update(alike)
        found.append(_over_one_number(own, _denominator(term), scope))
    return found


def _over_one_number(terms: list[Signed], q: int, scope: Scope) -> tuple[bool, Formula]:
    p = gcd(*(int(term.as_coeff_Mul()[0].p) for _, term in terms))
    negative = all(minus for minus, _ in terms)
    above = tuple(
        (minus and not negative, arrange(term * Rational(q, p), scope)) for minus, term in terms
    )
    front = () if p == 1 else (Digits(str(p)),)
    return negative, Quotient((*front, Terms(above)), (), (Digits(str(q)),))


def _denominator(term: Expr) -> int:
    """The number below a term that is a number times powers of names; 1 for another."""
    coefficient, rest = term.as_coeff_Mul()
    if not isinstance(coefficient, Rational) or not all(map(_is_power, Mul.make_args(rest))):
        return 1
    return int(coefficient.q)


def _is_power(factor: Expr) -> bool:
    base, exponent = factor.args if isinstance(factor, Pow) else (factor, S.One)
    whole = exponent.is_Integer and exponent > 0
    return factor == 1 or (isinstance(base, (Symbol, Bound, Element, Value)) and bool(whole))


def _are_numbers(terms: list[Signed]) -> bool:
    return isinstance(Add(*(term for _, term in terms)), Rational)
