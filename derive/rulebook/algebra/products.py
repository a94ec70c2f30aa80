"""Products: exponentials as powers and one exponential, gamma functions under their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Pow,
    S,
    beta,
    binomial,
    exp,
    factorial,
    gamma,
    log,
    loggamma,
)

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.cost import minuses
from derive.rulebook.algebra.heavy_terms import taken_apart
from derive.rulebook.algebra.log_gammas import argument_of, as_log_gammas, named
from derive.rulebook.algebra.quotients import shortest_quotient
from derive.rulebook.algebra.sign_sets import POSITIVE
from derive.rulebook.algebra.signs import possible_signs


def product_presented(expr: Expr, assumptions: Assumptions) -> Expr:
    """A product with exp(c*log(y)) written y**c and what is left as one exponential; with gamma
    functions that make up B(a, b), k! or (n over k) written so.

    >>> from sympy.abc import a, b, x
    >>> given = Assumptions.of(a > 0, b > 0)
    >>> product_presented(exp(a*log(b) - loggamma(a))*exp(-b*x/2)*exp(-b*x/2), given)
    b**a*exp(-b*x)/gamma(a)
    >>> product_presented(gamma(a)*gamma(b)/gamma(a + b), given)
    beta(a, b)
    """
    exponents: list[Expr] = []
    factors: list[Expr] = []
    for factor in Mul.make_args(expr):
        base, count = _power(factor)
        if isinstance(base, exp) and isinstance(count, Integer):
            exponents.append(count * base.args[0])
        else:
            factors.append(factor)
    rest: list[Expr] = []
    for heavy, light in taken_apart(Add(*exponents)).items():
        if isinstance(heavy, log) or argument_of(heavy, assumptions) is not None:
            inside = heavy.args[0] if isinstance(heavy, log) else gamma(heavy.args[0])
            factors.append(Pow(inside, shortest_quotient(light)))
        else:
            rest.append(heavy * light)
    merged = _gammas_named(_bases_merged(_powers_merged(factors), assumptions), assumptions)
    return Mul(*merged, exp(shortest_quotient(Add(*rest))))


def _power(factor: Expr) -> tuple[Expr, Expr]:
    """Base and exponent; exp(x) is a base."""
    return factor.as_base_exp() if isinstance(factor, Pow) else (factor, S.One)


def _powers_merged(factors: list[Expr]) -> Iterator[Expr]:
    """Powers of one base as one: SymPy leaves b**a * b**(-a - 1) as it is."""
    exponents: dict[Expr, list[Expr]] = {}
    for base, exponent in map(_power, factors):
        exponents.setdefault(base, []).append(exponent)
    for base, found in exponents.items():
        yield Pow(base, shortest_quotient(Add(*found)) if len(found) > 1 else found[0])


def _bases_merged(factors: Iterable[Expr], assumptions: Assumptions) -> Iterator[Expr]:
    """Powers of positive bases with one exponent, or with one and its negative, as one. (SymPy
    splits what a number has in it.)"""
    bases: dict[Expr, list[Expr]] = {}
    for factor in factors:
        base, exponent = _power(factor)
        split = exponent.is_Integer or base.is_number
        if split or possible_signs(base, assumptions) != POSITIVE:
            yield factor
        elif -exponent in bases:
            bases[-exponent].append(1 / base)
        else:
            bases.setdefault(exponent, []).append(base)
    for exponent, found in bases.items():
        symbolic = not exponent.is_number
        turned = symbolic and len(found) > 1 and minuses(exponent) > minuses(-exponent)
        whole = Mul(*found)
        yield Pow(1 / whole, -exponent) if turned else Pow(whole, exponent)


def _gammas_named(factors: Iterable[Expr], assumptions: Assumptions) -> Iterator[Expr]:
    total: dict[Expr, int] = {}
    for factor in factors:
        base, count = _power(factor)
        logs = taken_apart(as_log_gammas(log(base), assumptions)) if _is_of_gammas(base) else {}
        arguments = [argument_of(heavy, assumptions) for heavy in logs]
        if abs(count) != 1 or None in arguments or not logs:
            yield factor
            continue
        for z, sign in zip(arguments, logs.values(), strict=True):
            total[z] = total.get(z, 0) + int(count) * int(sign)
    once = [(z, count) for z, count in total.items() if abs(count) == 1]
    for term, sign in named(once, assumptions):
        yield Pow(gamma(term.args[0]) if isinstance(term, loggamma) else term.args[0], sign)
    for z, count in total.items():
        if abs(count) > 1:
            yield Pow(gamma(z), count)


def _is_of_gammas(base: Expr) -> bool:
    return isinstance(base, (gamma, beta, binomial, factorial))
