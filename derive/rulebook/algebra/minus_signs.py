"""Products whose sums are written with as few minus signs as can be."""

from __future__ import annotations

from sympy import Add, Expr, Function, Integer, Mul, Pow, S

from derive.rulebook.algebra.cost import minuses


def with_few_minuses(expr: Expr) -> Expr:
    """The same products and powers of sums, some sums replaced by their negatives.

    >>> from sympy.abc import a, b, c
    >>> with_few_minuses((b - a - c)**2 - b*(a - b))
    b*(-a + b) + (a - b + c)**2
    """
    if isinstance(expr, Add):
        return Add(*(with_few_minuses(term) for term in expr.args if isinstance(term, Expr)))
    if not isinstance(expr, (Mul, Pow)):
        return expr
    sign = 1
    factors: list[Expr] = []
    for factor in Mul.make_args(expr):
        turned = _negative_of_base(factor)
        if turned is not None and _reads_better(turned, factor):
            sign *= _parity(factor)
            factor = turned
        factors.append(factor)
    whole = Mul(S(sign), *factors)
    if whole.could_extract_minus_sign() and whole.as_coeff_Mul()[0].is_negative:
        return _with_one_more_turned(S(sign), factors)
    return whole


def _with_one_more_turned(sign: Expr, factors: list[Expr]) -> Expr:
    """The product without its minus sign, where a polynomial can take it at no cost."""
    for i, factor in enumerate(factors):
        turned = None if factor.has(Function) else _negative_of_base(factor)
        if turned is None or _parity(factor) == 1 or minuses(turned) > minuses(factor):
            continue
        return Mul(-sign, *factors[:i], turned, *factors[i + 1 :])
    return Mul(sign, *factors)


def _negative_of_base(factor: Expr) -> Expr | None:
    """The factor with minus its base, where that is a sum and the exponent whole."""
    base, exponent = factor.as_base_exp()
    if isinstance(base, Add) and isinstance(exponent, Integer):
        return Pow(Mul(S.NegativeOne, base), exponent)
    return None


def _reads_better(turned: Expr, factor: Expr) -> bool:
    """Whether it has fewer minus signs, or as many and names in a better order where the sign of
    the whole is the same: (m - n)^2 rather than (n - m)^2."""
    apart = minuses(factor) - minuses(turned)
    even = _parity(factor) == 1
    return apart > 0 or (apart == 0 and even and factor.as_base_exp()[0].could_extract_minus_sign())


def _parity(factor: Expr) -> int:
    return -1 if factor.as_base_exp()[1] % 2 else 1
