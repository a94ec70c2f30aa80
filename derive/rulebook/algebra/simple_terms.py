"""Formulas that hold nothing to be brought together but terms, and equality by multiplying out."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Expr, Mul, Pow, Rational, isprime, log, loggamma, polygamma

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.logs import expand_logs
from derive.rulebook.algebra.polynomials import TooLarge, read


def has_simple_terms(expr: Expr) -> bool:
    """Whether a formula is made of letters and nodes, of their whole powers, of natural powers of
    sums, of logarithms of such products or of sums that have no factors, and of psi and log gamma
    functions of letters.

    There are then no quotients of sums, no arguments that differ by an integer and no exponents to
    be brought together, which is what the normal form sees and the other forms do not.

    >>> from sympy import gamma
    >>> from sympy.abc import a, b
    >>> has_simple_terms(log(a / b) + (a - b) ** 2 / b - polygamma(0, a))
    True
    >>> has_simple_terms(gamma(a + 1) / gamma(a))
    False
    """
    if expr.is_Atom:
        return True
    if isinstance(expr, (Add, Mul)):
        return all(isinstance(item, Expr) and has_simple_terms(item) for item in expr.args)
    if isinstance(expr, Pow):
        natural = expr.exp.is_Integer and expr.exp > 0
        return bool(
            expr.exp.is_Integer and (expr.base.is_Atom or (natural and has_simple_terms(expr.base)))
        )
    if isinstance(expr, log):
        factors = Mul.make_args(expr.args[0])
        simple = (_is_letter(f.as_base_exp()[0]) or _is_linear(f) for f in factors)
        return all(simple) and not any(map(_is_composite, factors))
    return isinstance(expr, (loggamma, polygamma)) and _is_letter(expr.args[-1])


def _is_letter(expr: Expr) -> bool:
    """Whether it is a letter or a node, perhaps with a number before it."""
    return bool(expr.as_coeff_Mul()[1].is_Atom)


def _is_composite(factor: Expr) -> bool:
    """Whether it is a number whose logarithm is made of others, as that of 4 is of that of 2."""
    return bool(factor.is_Rational) and not (factor.is_Integer and isprime(int(factor)))


def _is_linear(expr: Expr) -> bool:
    return isinstance(expr, Add) and all(_is_letter(term) for term in expr.args)


def equal_multiplied_out(a: Expr, b: Expr, assumptions: Assumptions) -> bool:
    """Whether two formulas with the same denominators have the same terms once their logarithms are
    split and they are multiplied out; False says only that they have not.

    >>> from sympy.abc import s, t
    >>> equal_multiplied_out(log(s / t), log(s) - log(t), Assumptions.of(s > 0, t > 0))
    True
    """
    if set(_denominators(a)) != set(_denominators(b)):
        return False
    try:
        left, right = (read(expand_logs(side, assumptions)) for side in (a, b))
    except TooLarge:
        return False
    return left == right


def _denominators(expr: Expr) -> Iterator[Expr]:
    """The bases of all powers that are not natural, outside of functions."""
    if isinstance(expr, Pow):
        if not (isinstance(expr.exp, Rational) and expr.exp > 0):
            yield expr.base
        yield from _denominators(expr.base)
    elif isinstance(expr, (Add, Mul)):
        for item in expr.args:
            yield from _denominators(item)
