"""The form that a person would write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from sympy import Add, And, Expr, Function, Mul, Piecewise, Pow, exp, gamma, hyper, log
from sympy.core.relational import Relational

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.assembling import assembled
from derive.rulebook.algebra.cases import opposite, settled
from derive.rulebook.algebra.cost import minuses, operations, reading_order, unsigned_length
from derive.rulebook.algebra.equality import equal
from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.heavy_terms import TooManyTerms, inner_sums, is_heavy, taken_apart
from derive.rulebook.algebra.log_gammas import as_log_gammas
from derive.rulebook.algebra.logs import expand_logs
from derive.rulebook.algebra.minus_signs import with_few_minuses
from derive.rulebook.algebra.polynomials import TooLarge
from derive.rulebook.algebra.powers import Undefined
from derive.rulebook.algebra.products import product_presented
from derive.rulebook.algebra.quotients import shortest_quotient
from derive.rulebook.algebra.reading import Reader
from derive.rulebook.algebra.simple_terms import equal_multiplied_out, has_simple_terms


def tidy(expr: Expr, assumptions: Assumptions) -> Expr:
    """An expression equal to `expr`, with as few operations as the forms tried here reach.

    Only sums with logarithms, log gamma and psi are multiplied out, and only where that is shorter;
    factors with one coefficient are collected, their logarithms merged, log gammas named; the rest
    is factored, or grouped by denominator with its squares completed. A form is proved equal to
    `expr` before it may stand for it.

    >>> from sympy.abc import m, s, t
    >>> given = Assumptions.of(s > 0, t > 0)
    >>> tidy(log(t) - log(s) + (m**2 - 2*m + 1 + s**2)/(2*t**2), given)
    log(t/s) + (s**2 + (m - 1)**2)/(2*t**2)
    """
    expr = _cases_tidied(settled(expr, assumptions), assumptions)
    longest = operations(expr)
    forms = [form for form in _forms(expr, assumptions) if operations(form) <= longest]
    for candidate in sorted(dict.fromkeys([expr, *forms]), key=reading_order):
        if candidate == expr or equal_multiplied_out(expr, candidate, assumptions):
            return candidate
        if equal(expr, candidate, assumptions):
            return candidate
    return expr


def _cases_tidied(expr: Expr, assumptions: Assumptions) -> Expr:
    """`expr` with the value of each case tidied under its condition."""
    pieces = sorted(expr.atoms(Piecewise), key=lambda piece: piece.sort_key())
    outermost = [p for p in pieces if not any(p is not q and q.has(p) for q in pieces)]
    return expr.xreplace({p: _each_case_tidied(p, assumptions) for p in outermost})


def _each_case_tidied(piece: Piecewise, known: Assumptions) -> Expr:
    rows = []
    for value, condition in piece.args:
        facts = condition.args if isinstance(condition, And) else (condition,)
        here = known.also(*(fact for fact in facts if isinstance(fact, Relational)))
        rows.append((tidy(value, here), condition))
        if isinstance(condition, Relational):
            known = known.also(opposite(condition))
    return Piecewise(*rows, evaluate=False)


def _forms(expr: Expr, assumptions: Assumptions) -> Iterator[Expr]:
    split = _log_gammas_split(expand_logs(expr, assumptions), assumptions)
    yield _presented(split, assumptions)
    if any(not _is_linear(heavy) for heavy in taken_apart(split)):
        yield _presented(shortest_quotient(split), assumptions)
    written = None if has_simple_terms(split) else _normal_form(expr, assumptions)
    if written is not None:
        yield _presented(expand_logs(written, assumptions), assumptions)
    yield from _beside_exponentials(expr, assumptions)


def _beside_exponentials(expr: Expr, assumptions: Assumptions) -> Iterator[Expr]:
    """What stands beside exponentials in its normal form, and these as they are: multiplied out,
    the square in an exponent would make the whole longer."""
    exponentials = [f for f in Mul.make_args(expr) if isinstance(f, exp)]
    if exponentials and isinstance(expr, Mul):
        rest = Mul(*(f for f in expr.args if f not in exponentials))
        written = _normal_form(rest, assumptions)
        if written is not None:
            yield Mul(_presented(expand_logs(written, assumptions), assumptions), *exponentials)


def _normal_form(expr: Expr, assumptions: Assumptions) -> Expr | None:
    """The normal form written out: arguments of gamma and psi are brought together in it."""
    field = Field(assumptions)
    try:
        return field.expr(Reader(field).read(expr))
    except (TooLarge, Undefined):
        return None


def _is_linear(heavy: Expr) -> bool:
    """Whether it is neither a product nor a power of heavy factors."""
    return not isinstance(heavy, (Mul, Pow))


def _log_gammas_split(expr: Expr, assumptions: Assumptions) -> Expr:
    if not is_heavy(expr):
        return expr
    if isinstance(expr, log):
        return as_log_gammas(expr, assumptions)
    if isinstance(expr, (Add, Mul, Pow)):
        return expr.func(*(_log_gammas_split(item, assumptions) for item in expr.args))
    return expr


def _presented(expr: Expr, assumptions: Assumptions) -> Expr:
    expr = _arguments_presented(expr, assumptions)
    if not is_heavy(expr):
        return shortest_quotient(expr)
    found = [_opened_where_shorter(expr, frozenset(), assumptions)]
    linear = frozenset(item for item in taken_apart(expr) if isinstance(item, Add))
    if len(linear) > 1:
        with suppress(TooManyTerms):
            found.append(_opened_where_shorter(expr, linear, assumptions))
    return min(found, key=reading_order)


def _opened_where_shorter(expr: Expr, opened: frozenset[Expr], given: Assumptions) -> Expr:
    """The form of `expr` with these inner sums opened, and others one by one while that helps."""
    best = _with_opened(expr, opened, given)
    for inner in inner_sums(taken_apart(expr, opened)):
        try:
            trial = _with_opened(expr, opened | {inner}, given)
        except TooManyTerms:
            continue
        if unsigned_length(trial) <= unsigned_length(best):
            best, opened = trial, opened | {inner}
    return best


def _with_opened(expr: Expr, opened: frozenset[Expr], given: Assumptions) -> Expr:
    closed = {
        _inner_sums_presented(heavy, given): light
        for heavy, light in taken_apart(expr, opened).items()
    }
    return assembled(closed, given, frozenset(expr.atoms(Add)))


def _inner_sums_presented(heavy: Expr, given: Assumptions) -> Expr:
    if isinstance(heavy, Add):
        return _presented(heavy, given)
    if isinstance(heavy, (Mul, Pow)):
        made = heavy.func(*(_inner_sums_presented(item, given) for item in heavy.args))
        turned = with_few_minuses(made) if isinstance(made, Pow) else made
        return made if minuses(turned) else turned
    return heavy


def _arguments_presented(expr: Expr, given: Assumptions) -> Expr:
    """`expr` with the arguments of its functions presented."""
    if expr.is_Atom or not isinstance(expr, (Add, Mul, Pow, Function)):
        return expr
    if isinstance(expr, hyper):
        return hyper(expr.ap, expr.bq, tidy(expr.argument, given))
    if not all(isinstance(argument, Expr) for argument in expr.args):
        return expr
    if isinstance(expr, log) and isinstance(expr.args[0], gamma):
        return expr  # a log gamma, as SymPy holds that of an integer: named with the others
    below = isinstance(expr, Pow) and not is_heavy(expr)  # logarithms in a denominator
    present = _presented if below or isinstance(expr, Function) else _arguments_presented
    arguments = [present(argument, given) for argument in expr.args]
    if arguments != list(expr.args):
        expr = expr.func(*arguments)
    return product_presented(expr, given) if isinstance(expr, (Mul, Pow, exp, gamma)) else expr
