"""log gamma(x) - log gamma(y) as one function in sums, and psi(x) - psi(y): at arguments of 10 000
the parts have 82 000 for the last digit to be lost in."""

from __future__ import annotations

from functools import partial
from typing import Any

from sympy import Add, Expr, Mul, Piecewise, S, count_ops, default_sort_key, loggamma, polygamma
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from derive.render.excesses import with_lgamma_excess
from derive.render.stable_marks import DigammaDifference, LgammaDifference


def with_differences(expr: Any) -> Any:
    """The expression with differences in all its sums."""
    if not expr.args or isinstance(expr, (Relational, Boolean)):
        return expr
    closer = with_lgamma_excess(expr) if isinstance(expr, Add) else None
    if closer is not None:
        return with_differences(closer)
    args = [with_differences(a) for a in expr.args]
    if isinstance(expr, Add):
        return paired(args)
    if isinstance(expr, Piecewise):
        return Piecewise(*((a, c) for a, c in args), evaluate=False)
    return expr.func(*args)


def paired(terms: list[Expr]) -> Expr:
    """The sum of terms, with differences for those that cancel.

    >>> from sympy import symbols
    >>> a, b, c = symbols("a b c")
    >>> paired([2 * loggamma(a), c, -2 * loggamma(b)])
    c + 2*LgammaDifference(a, b)
    """
    terms = list(Add.make_args(Add(*terms)))
    for kind, mark in (
        (_lgamma_argument, LgammaDifference),
        (_digamma_argument, DigammaDifference),
    ):
        terms = _replaced(terms, kind, mark)
    return Add(*terms)


def _replaced(terms: list[Expr], argument: Any, mark: Any) -> list[Expr]:
    found = [(term, *_split(term, argument)) for term in terms]
    rest = [term for term, _, at in found if at is None]
    among = sorted(((c, at) for _, c, at in found if at is not None), key=_simplicity)
    while among:
        coefficient, at = among.pop(0)
        partners = [pair for pair in among if _opposite(coefficient, pair[0])]
        if not partners:
            rest.append(coefficient * mark.function(at))
            continue
        other, partner = min(partners, key=partial(_distance, at))
        among.remove((other, partner))
        size = min((coefficient, other), key=abs) if coefficient.is_Rational else coefficient
        size = -size if size.could_extract_minus_sign() else size
        first, second = (partner, at) if coefficient.could_extract_minus_sign() else (at, partner)
        rest.append(size * mark(first, second))
        # of terms with other factors something is left
        sign = -1 if coefficient.could_extract_minus_sign() else 1
        left = [(coefficient - sign * size, at), (other + sign * size, partner)]
        among = sorted([*among, *(pair for pair in left if pair[0] != 0)], key=_simplicity)
    return rest


def _opposite(one: Expr, other: Expr) -> bool:
    if one.is_Rational and other.is_Rational:
        return bool((one > 0) != (other > 0))
    return bool(one == -other)


def _split(term: Expr, argument: Any) -> tuple[Expr, Expr | None]:
    """The coefficient and the argument of the function in a term; None where there is none."""
    for factor in Mul.make_args(term):
        at = argument(factor)
        if at is not None:
            return term / factor, at
    return term, None


def _lgamma_argument(factor: Any) -> Expr | None:
    return factor.args[0] if isinstance(factor, loggamma) and factor.free_symbols else None


def _digamma_argument(factor: Any) -> Expr | None:
    is_digamma = isinstance(factor, polygamma) and factor.args[0] == 0 and factor.free_symbols
    return factor.args[1] if is_digamma else None


def _simplicity(pair: tuple[Expr, Expr]) -> tuple[int, Any]:
    return int(count_ops(pair[1])), default_sort_key(pair[1])


def _distance(one: Expr, pair: tuple[Expr, Expr]) -> tuple[Any, ...]:
    """How unlike two arguments are: a and (a + c)/2 are nearer than a and a + b, which has another
    size where all names are one."""
    other = pair[1]
    sizes = [x.xreplace(dict.fromkeys(x.free_symbols, S.One)) for x in (one, other)]
    apart = abs(sizes[0] - sizes[1])
    shared = len(one.free_symbols & other.free_symbols)
    return (apart if apart.is_Rational else S(100), -shared, *_simplicity(pair))
