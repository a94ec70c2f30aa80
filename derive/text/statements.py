"""Relations and conditions, in signs and words."""

from __future__ import annotations

from typing import Any

from sympy import (
    And,
    Contains,
    Eq,
    Ge,
    Gt,
    ImmutableDenseMatrix,
    Interval,
    Le,
    Lt,
    Ne,
    Not,
    Or,
    S,
    Tuple,
)
from sympy.logic.boolalg import BooleanFalse, BooleanTrue
from sympy.sets.sets import EmptySet, Set, Union

from derive.language import (
    AlmostSurely,
    Convex,
    Differ,
    Disjoint,
    Dominates,
    Everywhere,
    Expect,
    Integral,
    IsFinite,
    Smooth,
    Value,
)
from derive.text.arrange import arrange, arranges
from derive.text.binders import differentiated, drawn, is_the_function, lies_in
from derive.text.laws import family_name, law_alone, needs_points
from derive.text.letters import Scope
from derive.text.notation import Digits, Enclosed, Formula, Listed, Mark, Phrase, Related

_SIGNS = {Gt: ">", Lt: "<", Ge: ">=", Le: "<=", Eq: "=", Ne: "!="}


@arranges(Gt, Lt, Ge, Le, Eq, Ne)
def _relation(expr: Any, scope: Scope) -> Formula:
    left, right = (arrange(a, scope) for a in expr.args)
    return Related(left, _SIGNS[type(expr)], right)


@arranges(And, Or)
def _junction(expr: Any, scope: Scope) -> Formula:
    word = " and " if isinstance(expr, And) else " or "
    parts: list[str | Formula] = []
    for a in expr.args:
        parts += [word, arrange(a, scope)]
    return Phrase(tuple(parts[1:]))


@arranges(Not)
def _not(expr: Any, scope: Scope) -> Formula:
    if isinstance(expr.args[0], Dominates):
        q, p = _laws(expr.args[0].args, scope)
        return Phrase((_positive(p), " somewhere where ", Related(q, "=", Digits("0"))))
    return Phrase(("not: ", arrange(expr.args[0], scope)))


@arranges(BooleanTrue, BooleanFalse)
def _truth(expr: Any, _: Scope) -> Formula:
    return Phrase(("true" if isinstance(expr, BooleanTrue) else "false",))


@arranges(Tuple)
def _tuple(expr: Any, scope: Scope) -> Formula:
    return Enclosed("(", tuple(arrange(a, scope) for a in expr), ")")


@arranges(ImmutableDenseMatrix)
def _matrix(expr: Any, scope: Scope) -> Formula:
    """A column as the list of its entries, any other matrix as the list of its rows."""
    rows = [tuple(arrange(a, scope) for a in row) for row in expr.tolist()]
    if expr.cols == 1:
        return Enclosed("[", tuple(row[0] for row in rows), "]")
    return Enclosed("[", tuple(Enclosed("[", row, "]") for row in rows), "]")


@arranges(Contains)
def _contains(expr: Any, scope: Scope) -> Formula:
    return Related(arrange(expr.args[0], scope), "in", arrange(expr.args[1], scope))


_SETS = {
    S.Reals: "reals",
    S.Integers: "integers",
    S.Naturals: "naturals",
    S.Naturals0: "naturals-with-zero",
    S.Rationals: "rationals",
}


@arranges(Set)
def _set(expr: Any, scope: Scope) -> Formula:
    if expr in _SETS:
        return Mark(_SETS[expr])
    if isinstance(expr, Interval):
        ends = (arrange(expr.start, scope), arrange(expr.end, scope))
        return Enclosed("(" if expr.left_open else "[", ends, ")" if expr.right_open else "]")
    if isinstance(expr, EmptySet):
        return Mark("empty-set")
    if isinstance(expr, Union):
        return Listed(tuple(arrange(a, scope) for a in expr.args))
    return Enclosed("{", tuple(arrange(a, scope) for a in expr.args), "}")


@arranges(Dominates)
def _dominates(condition: Dominates, scope: Scope) -> Formula:
    q, p = _laws(condition.args, scope)
    return Phrase((_positive(q), " wherever ", _positive(p)))


@arranges(Disjoint)
def _disjoint(condition: Disjoint, scope: Scope) -> Formula:
    p, q = _laws(condition.args, scope)
    return Phrase((p, " and ", q, " are nowhere positive together"))


def _laws(laws: tuple[Any, ...], scope: Scope) -> list[Formula]:
    pointed = any(needs_points(law) for law in laws)
    return [law_alone(law, scope, pointed) for law in laws]


def _positive(law: Formula) -> Formula:
    return Related(law, ">", Digits("0"))


@arranges(IsFinite)
def _finite(condition: IsFinite, scope: Scope) -> Formula:
    return Phrase((arrange(condition.args[0], scope), " is finite"))


@arranges(Smooth)
def _smooth(condition: Smooth, scope: Scope) -> Formula:
    inner, parameter, at = differentiated(condition, scope)
    where = parameter if at is None else at
    body = arrange(condition.args[0], inner)
    if not condition.args[0].atoms(Integral, Expect):
        return Phrase((body, " is differentiable at ", where))
    return Phrase((body, " may be differentiated under its integrals at ", where))


@arranges(Convex)
def _convex(condition: Convex, scope: Scope) -> Formula:
    if is_the_function(condition, condition.domain):
        return Phrase((family_name(condition.args[0].family, scope), " is convex"))
    sign, value = condition.args[0].as_coeff_Mul()
    if sign == -1 and isinstance(value, Value):
        upside_down = Convex(value, condition.bound, condition.domain)
        if is_the_function(upside_down, condition.domain):
            return Phrase((family_name(value.family, scope), " is concave"))
    inner, letter = scope.entering(condition)
    where = lies_in(letter, condition.domain, scope)
    return Phrase((arrange(condition.args[0], inner), " is convex in ", where))


@arranges(Differ)
def _differ(condition: Differ, scope: Scope) -> Formula:
    p, q = _laws(condition.args, scope)
    return Phrase((p, " and ", q, " are different laws"))


@arranges(AlmostSurely)
def _almost_surely(condition: AlmostSurely, scope: Scope) -> Formula:
    inner, letter = scope.entering(condition)
    draw = drawn(letter, condition.args[2], scope)
    return Phrase((arrange(condition.args[0], inner), " almost surely for ", draw))


@arranges(Everywhere)
def _everywhere(condition: Everywhere, scope: Scope) -> Formula:
    inner, letter = scope.entering(condition)
    inside, _, space = condition.args
    return Phrase((arrange(inside, inner), " for every ", lies_in(letter, space, scope)))
