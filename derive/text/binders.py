"""Expectations, integrals, sums, suprema and derivatives: what binds a variable."""

from __future__ import annotations

from typing import Any

from sympy import Add, Symbol, oo

from derive.language import (
    ELBO,
    ArgMax,
    BestValue,
    Conjugate,
    Distribution,
    Expect,
    FiniteProduct,
    FiniteSum,
    Gradient,
    InfimalConvolution,
    Integral,
    Lattice,
    Laws,
    Limit,
    Line,
    Maps,
    Maximiser,
    Power,
    ProductLaw,
    Space,
    Sup,
    Value,
    Variance,
    View,
)
from derive.language.binder import replace_free
from derive.text.arrange import arrange, arranges
from derive.text.laws import family_name, law_of_draw, marked, points
from derive.text.letters import Scope
from derive.text.notation import (
    Call,
    Derived,
    Digits,
    Formula,
    Letter,
    Listed,
    Mark,
    Over,
    Raised,
    Related,
    Subscripted,
)

MOST_WRITTEN_OUT = 3


@arranges(Expect, Variance)
def _moment(expr: Any, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    head = Mark("E" if isinstance(expr, Expect) else "Var")
    subscripted = Subscripted(head, (drawn(letter, expr.law, scope),))
    return Call(subscripted, (arrange(expr.args[0], inner),), square=True)


@arranges(ELBO)
def _elbo(expr: ELBO, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    draw = drawn(letter, expr.law, scope)
    return Call(Mark("ELBO"), (draw,), (arrange(expr.args[0], inner),), "semicolon")


def drawn(letter: str, law: Any, scope: Scope) -> Formula:
    """z ~ q: what is drawn, and its law."""
    if not isinstance(law, ProductLaw):
        return Related(Letter(letter), "~", law_of_draw(law, Letter(letter), scope))
    if law.is_iid:
        return Related(
            variable(letter, law.space, scope), "~", law_of_draw(law, Letter(letter), scope)
        )
    inner, i = scope.entering(law)
    point = _element(letter, Letter(i))
    return Related(point, "~", law_of_draw(law.args[0], point, inner))


def variable(letter: str, space: Space | None, scope: Scope) -> Formula:
    """A variable; a sequence is written with its elements."""
    if not isinstance(space, Power):
        return Letter(letter)
    length = space.length
    if length.is_Integer and 1 <= length <= MOST_WRITTEN_OUT:
        elements = [_element(letter, Digits(str(i))) for i in range(1, int(length) + 1)]
        return elements[0] if len(elements) == 1 else Listed(tuple(elements))
    first, last = _element(letter, Digits("1")), _element(letter, arrange(length, scope))
    return Listed((first, Mark("dots"), last))


def _element(letter: str, index: Formula) -> Formula:
    return Subscripted(Letter(letter), (index,))


@arranges(Integral)
def _integral(expr: Integral, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    body, space = arrange(expr.args[0], inner), expr.space
    if isinstance(space, Lattice):
        start = Related(Letter(letter), "=", arrange(space.low, scope))
        return Over("sum", start, arrange(space.high, scope), body)
    if space.is_discrete:
        return Over("sum", lies_in(letter, space, scope), None, body)
    if isinstance(space, Line):
        low, high = arrange(space.low, scope), arrange(space.high, scope)
        return Over("integral", low, high, body, Letter(letter))
    below = None if space.is_arbitrary or isinstance(space, Power) else arrange(space, scope)
    return Over("integral", below, None, body, variable(letter, space, scope))


def lies_in(letter: str, space: Space, scope: Scope) -> Formula:
    """x in X."""
    return Related(Letter(letter), "in", arrange(space, scope))


@arranges(FiniteSum)
def _finite_sum(expr: FiniteSum, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    sign = "product" if isinstance(expr, FiniteProduct) else "sum"
    start = Related(Letter(letter), "=", arrange(expr.low, scope))
    return Over(sign, start, arrange(expr.high, scope), arrange(expr.args[0], inner))


@arranges(Sup)
def _sup(expr: Sup, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    sign = "argmax" if isinstance(expr, ArgMax) else "sup"
    return Over(sign, _ranging(letter, expr.domain, scope), None, arrange(expr.args[0], inner))


@arranges(InfimalConvolution)
def _infimal_convolution(expr: InfimalConvolution, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    first, second, y = expr.args[:3]
    other = expr.point - y
    ranges = [] if expr.line == Line() else [_between(Letter(letter), expr.line, scope)]
    if expr.other_line != Line():
        ranges.append(_between(arrange(other, inner), expr.other_line, scope))
    below = Listed(tuple(ranges)) if len(ranges) > 1 else (ranges or [Letter(letter)])[0]
    parts = [part for part in (first, replace_free(second, y, other)) if part != 0]
    total = Add(*parts, evaluate=False)
    return Over("inf", below, None, arrange(total, inner))


@arranges(Limit)
def _limit(expr: Limit, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    end = arrange(expr.point, scope)
    if expr.point.is_infinite is not True:
        end = Raised(end, Mark("minus" if expr.rises else "plus"))
    below = Related(Letter(letter), "tends-to", end)
    return Over("lim", below, None, arrange(expr.args[0], inner))


@arranges(Conjugate)
def _conjugate(expr: Conjugate, scope: Scope) -> Formula:
    if is_the_function(expr, expr.domain):
        star = Raised(family_name(expr.args[0].family, scope), Mark("star"))
        return Call(marked(star, expr.args[0].parameters, scope), points(expr.point, scope))
    inner, letter = scope.entering(expr)
    head = Subscripted(Mark("conj"), (_ranging(letter, expr.domain, scope),))
    return Call(head, (arrange(expr.args[0], inner),), (arrange(expr.point, scope),), "semicolon")


def is_the_function(binder: Any, domain: Space | None = None) -> bool:
    """Whether the body of a binder is an arbitrary function of its variable and nothing more, on
    the whole of a domain."""
    body = binder.args[0]
    if not isinstance(body, Value) or body.point != binder.bound:
        return False
    return domain is None or body.family.domain == (domain,)


@arranges(BestValue)
def _best_value(expr: BestValue, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    best = Over("argmax", Letter(letter), None, arrange(expr.args[0], inner))
    return Call(best, points(expr.point, scope))


@arranges(Maximiser)
def _maximiser(law: Maximiser, scope: Scope) -> Formula:
    inner, letter = scope.entering(law)
    return Over("argmax", Letter(letter), None, arrange(law.args[0], inner))


def _ranging(letter: str, domain: Space, scope: Scope) -> Formula:
    """Where the variable of a supremum runs."""
    if isinstance(domain, (Laws, Maps)):
        return Letter(letter)
    if isinstance(domain, Line):
        return _between(Letter(letter), domain, scope)
    return lies_in(letter, domain, scope)


def _between(found: Formula, line: Line, scope: Scope) -> Formula:
    bounded_below, bounded_above = line.low != -oo, line.high != oo
    if bounded_below and not bounded_above:
        return Related(found, ">", arrange(line.low, scope))
    if bounded_below:
        found = Related(arrange(line.low, scope), "<", found)
    if bounded_above:
        found = Related(found, "<", arrange(line.high, scope))
    return found


@arranges(Gradient)
def _gradient(expr: Gradient, scope: Scope) -> Formula:
    if is_the_function(expr) and not (expr.args[0].parameters or isinstance(expr.point, Symbol)):
        name = family_name(expr.args[0].family, scope)
        return Call(Letter(f"{name.text}'"), points(expr.point, scope))
    inner, parameter, at = differentiated(expr, scope)
    # Under one parameter of a named law a derivative is partial; an arbitrary law may have many.
    body, variable = expr.args[:2]
    named = body.has(Distribution) or (body.has(variable) and not body.has(View, Value))
    sign = "partial" if named else "nabla"
    return Derived(sign, parameter, arrange(expr.args[0], inner), at)


def differentiated(expr: Any, scope: Scope) -> tuple[Scope, Formula, Formula | None]:
    """The scope inside a derivative, its parameter, and the point where it is not the parameter."""
    body, _, point = expr.args
    name = arrange(point, scope)
    if isinstance(name, Letter):
        if not body.has(point):
            inner, _ = scope.entering(expr, name.text)
            return inner, name, None
        parameter = scope.unused((name.text,))
    else:
        parameter = scope.of_a_parameter(expr) or scope.unused(("t", "u", "v"))
    inner, _ = scope.entering(expr, parameter)
    return inner, Letter(parameter), Related(Letter(parameter), "=", name)
