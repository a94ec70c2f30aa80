"""Log gammas taken out of logarithms, and put together as log B, log k! and log (n over k)."""

from __future__ import annotations

from itertools import combinations

from sympy import Add, Expr, beta, binomial, default_sort_key, factorial, gamma, log, loggamma

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.cost import operations
from derive.rulebook.algebra.integers import is_integer
from derive.rulebook.algebra.sign_sets import NEGATIVE, POSITIVE
from derive.rulebook.algebra.signs import possible_signs

Signed = tuple[Expr, int]


def argument_of(term: Expr, assumptions: Assumptions) -> Expr | None:
    """z where `term` is log gamma(z) and z > 0, in whichever way SymPy holds it."""
    if isinstance(term, loggamma):
        z = term.args[0]
    elif isinstance(term, log) and isinstance(term.args[0], gamma):
        z = term.args[0].args[0]
    else:
        return None
    return z if possible_signs(z, assumptions) == POSITIVE else None


def as_log_gammas(term: Expr, assumptions: Assumptions) -> Expr:
    """log B(a, b), log k! and log (n over k) in log gammas, where all of those are real.

    >>> from sympy.abc import a, b
    >>> as_log_gammas(log(beta(a, b)), Assumptions.of(a > 0, b > 0))
    loggamma(a) + loggamma(b) - loggamma(a + b)
    """
    inside = term.args[0]
    above: list[Expr] = []
    below: list[Expr] = []
    if isinstance(inside, beta):
        a, b = inside.args if len(inside.args) == 2 else (inside.args[0], inside.args[0])
        above, below = [a, b], [a + b]
    elif isinstance(inside, factorial):
        above = [inside.args[0] + 1]
    elif isinstance(inside, binomial):
        n, k = inside.args
        above, below = [n + 1], [k + 1, n - k + 1]
    else:
        return term
    if any(possible_signs(argument, assumptions) != POSITIVE for argument in [*above, *below]):
        return term
    return Add(*map(loggamma, above), *(-loggamma(argument) for argument in below))


def named(gammas: list[Signed], assumptions: Assumptions) -> list[Signed]:
    """Log gammas, given by their arguments, with signs; those that make up a known function put
    together as its logarithm.

    >>> from sympy.abc import a, b
    >>> given = Assumptions.of(a > 0, b > 0)
    >>> named([(a, 1), (a + b, -1), (b, 1)], given)
    [(log(beta(a, b)), 1)]
    """
    left = dict(gammas)
    found: list[Signed] = []
    for whole in sorted(left, key=operations, reverse=True):
        sign = left.get(whole, 0)
        parts = [z for z, own in left.items() if own == -sign] if sign else []
        for a, b in combinations(parts, 2):
            name = _name(whole, a, b, assumptions)
            if name is not None:
                found.append((log(name), -sign if isinstance(name, beta) else sign))
                for used in (whole, a, b):
                    del left[used]
                break
    for z, sign in left.items():
        counted = operations(z - 1) < operations(z) and _is_count(z - 1, assumptions)
        found.append((log(factorial(z - 1)) if counted else loggamma(z), sign))
    return found


def _name(whole: Expr, a: Expr, b: Expr, assumptions: Assumptions) -> Expr | None:
    """B(a, b) where the whole is their sum; (n over k) where it is n + 1 and they k + 1, n - k + 1,
    all counts."""
    if whole == a + b:
        if is_integer(a, assumptions) or is_integer(b, assumptions):
            return None  # with a count, gammas and factorials are what is printed
        return beta(*sorted((a, b), key=default_sort_key))
    if whole + 1 == a + b:
        counts = [z - 1 for z in (whole, a, b)]
        if all(_is_count(c, assumptions) for c in counts):
            return binomial(counts[0], min(counts[1:], key=operations))
    return None


def _is_count(expr: Expr, assumptions: Assumptions) -> bool:
    """Whether it is known to be 0, 1, 2, ..."""
    signs = possible_signs(expr, assumptions)
    natural = signs is not None and not signs & NEGATIVE
    return natural and bool(is_integer(expr, assumptions))
