"""The form that a person would write."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import (
    Add,
    EulerGamma,
    Expr,
    Function,
    Mul,
    Pow,
    S,
    digamma,
    gcd,
    log,
    loggamma,
    polygamma,
)

from derive.language.assumptions import Assumptions
from derive.rules.algebra.cost import reading_order
from derive.rules.algebra.equality import equal
from derive.rules.algebra.factors import factored
from derive.rules.algebra.field import Field
from derive.rules.algebra.logs import expand_logs
from derive.rules.algebra.polynomials import TooLarge
from derive.rules.algebra.powers import Undefined
from derive.rules.algebra.quotients import shortest_quotient
from derive.rules.algebra.reading import Reader
from derive.rules.algebra.sign_sets import NEGATIVE, POSITIVE
from derive.rules.algebra.signs import possible_signs

HEAVY = (log, loggamma, polygamma, digamma)
MOST_TERMS = 60


def tidy(expr: Expr, assumptions: Assumptions) -> Expr:
    """An expression equal to `expr`, with as few operations as the forms tried here reach.

    Only terms with logarithms, log gamma and psi are multiplied out; they are collected, their
    logarithms split or merged; the rest is factored, or grouped by denominator with its squares
    completed. Each form is proved equal to `expr` before it may stand for it.

    >>> from sympy.abc import m, s, t
    >>> given = Assumptions.of(s > 0, t > 0)
    >>> tidy(log(t) - log(s) + (m**2 - 2*m + 1 + s**2)/(2*t**2), given)
    log(t/s) + (s**2 + (m - 1)**2)/(2*t**2)
    """
    candidates = [expr, *_forms(expr, assumptions)]
    for candidate in sorted(dict.fromkeys(candidates), key=reading_order):
        if candidate == expr or equal(expr, candidate, assumptions):
            return candidate
    return expr


def _forms(expr: Expr, assumptions: Assumptions) -> Iterator[Expr]:
    expr = _tidied_inside(expr, assumptions)
    yield expr
    starts = [expand_logs(expr, assumptions)]
    written = _normal_form(expr, assumptions)
    if written is not None:
        starts.append(written)
    for start in dict.fromkeys(starts):
        collected = _collect(start)
        if collected is None:
            continue
        short = {heavy: shortest_quotient(part) for heavy, part in collected.items()}
        yield _assembled(short)
        yield _assembled(_merged(short, given=assumptions, any_ratio=False))
        yield _assembled(_merged(short, given=assumptions, any_ratio=True))
        yield shortest_quotient(_assembled(short))


def _tidied_inside(expr: Expr, assumptions: Assumptions) -> Expr:
    """`expr` with the arguments of its functions tidied."""
    if expr.is_Atom or not isinstance(expr, (Add, Mul, Pow, Function)):
        return expr
    inside = tidy if isinstance(expr, Function) else _tidied_inside
    if not all(isinstance(argument, Expr) for argument in expr.args):
        return expr
    arguments = [inside(argument, assumptions) for argument in expr.args]
    return expr.func(*arguments) if arguments != list(expr.args) else expr


def _normal_form(expr: Expr, assumptions: Assumptions) -> Expr | None:
    """The normal form written out: arguments of gamma and psi are brought together in it."""
    field = Field(assumptions)
    try:
        return field.expr(Reader(field).read(expr))
    except (TooLarge, Undefined):
        return None


def _is_heavy(expr: Expr) -> bool:
    return expr is EulerGamma or (isinstance(expr, HEAVY) and not expr.is_Atom)


def _collect(expr: Expr) -> dict[Expr, Expr] | None:
    """`expr` as the sum of heavy factors times light ones; None where that has too many terms."""
    parts = _parts(expr)
    if parts is None:
        return None
    return {heavy: Add(*lights) for heavy, lights in parts.items() if Add(*lights) != 0}


def _parts(expr: Expr) -> dict[Expr, list[Expr]] | None:
    if expr.is_Atom or not expr.has(*HEAVY):
        return {expr: [S.One]} if _is_heavy(expr) else {S.One: [expr]}
    if isinstance(expr, Add):
        result: dict[Expr, list[Expr]] = {}
        for term in expr.args:
            for heavy, lights in (_parts(term) or {term: [S.One]}).items():
                result.setdefault(heavy, []).extend(lights)
        return result
    if isinstance(expr, Mul) or (isinstance(expr, Pow) and expr.exp in (2, 3)):
        factors = expr.args if isinstance(expr, Mul) else [expr.base] * int(expr.exp)
        result = {S.One: [S.One]}
        for factor in factors:
            own = _parts(factor)
            if own is None or sum(map(len, own.values())) * len(result) > MOST_TERMS:
                return None
            product: dict[Expr, list[Expr]] = {}
            for heavy, lights in result.items():
                for other, more in own.items():
                    weights = [Add(*lights) * Add(*more)]
                    product.setdefault(heavy * other, []).extend(weights)
            result = product
        return result
    return {expr: [S.One]}


def _assembled(parts: dict[Expr, Expr]) -> Expr:
    return Add(*(heavy * light for heavy, light in parts.items()))


def _merged(parts: dict[Expr, Expr], given: Assumptions, any_ratio: bool) -> dict[Expr, Expr]:
    """Logarithms whose coefficients differ by a sign (or by any rational) as one logarithm."""
    result: dict[Expr, Expr] = {}
    groups: list[tuple[Expr, list[tuple[Expr, Expr]]]] = []
    for heavy, light in parts.items():
        if not isinstance(heavy, log):
            result[heavy] = light
            continue
        for unit, members in groups:
            ratio = factored(light / unit)
            if ratio in (1, -1) or (any_ratio and ratio.is_Rational):
                members.append((heavy.args[0], ratio))
                break
        else:
            groups.append((light, [(heavy.args[0], S.One)]))
    for unit, members in groups:
        step = gcd([ratio for _, ratio in members])
        signs = possible_signs(unit * step, given)
        unsure = signs not in (POSITIVE, NEGATIVE)
        if signs == NEGATIVE or (unsure and (unit * step).could_extract_minus_sign()):
            step = -step
        argument = Mul(*(Pow(base, ratio / step) for base, ratio in members))
        result[log(argument)] = unit * step
    return result
