"""Maximising over laws: the Lagrange multiplier, point by point, stationary, normalised."""

from __future__ import annotations

from typing import Any

from sympy import Add, Basic, Dummy, Expr, Gt, Lt, Mul, Symbol, exp, log, solve

from derive.language.assumptions import Assumptions
from derive.language.binder import Node, replace_free
from derive.language.condition import Everywhere, IsFinite
from derive.language.density import ArbitraryMap, Density
from derive.language.integral import Integral
from derive.language.law import View, arbitrary_law
from derive.language.optimum import ArgMax, Maximiser, Normalised, WithDensity
from derive.language.sequence import FiniteSum
from derive.language.space import Laws, Line, Measures, Space
from derive.rulebook.algebra import decide, expand_logs, is_zero, sign
from derive.rulebook.places import facts_in, lies_in
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rewriting.products_by_logarithm import from_logarithm
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.indexed_sums import is_sum

_X = Space("X")
_x, _t, _m = Symbol("x"), Symbol("t", real=True), Symbol("m", real=True)
_q = arbitrary_law("q", _X)
_Q = Density(_q, _x)
_w = ArbitraryMap("w", _X, codomain=Line(0))
_POSITIVE = Line(0)
_OBJECTIVE = Integral(_Q * log(_w(_x)) - _Q * log(_Q), _x, _X)
_REFERENCE = "Boyd and Vandenberghe 2004, Convex Optimization, section 5.5"


def _best(body: Expr, domain: Laws) -> Maximiser:
    return Maximiser(body, _q.family, domain)


def _with_multiplier(expr: Any, site: Site) -> Rewritten | None:
    """The author may name the interval in which the multiplier lies."""
    if not isinstance(expr, Maximiser) or isinstance(expr.args[2], Measures):
        return None
    body, family, laws = expr.open()
    z, multiplier = Dummy("z", real=True), Dummy("m", real=True)
    mass = Integral(Density(View(family), z), z, laws.base)
    lagrangian = body + multiplier * (mass - 1)
    line = site.arguments[0] if site.arguments else Line()
    if not isinstance(line, Line):
        return None
    free = Maximiser(lagrangian, family, Measures(laws.base))
    return Rewritten(Normalised(free, multiplier, line))


def _with_multiplier_statement() -> Statement:
    lagrangian = _OBJECTIVE + _m * (Integral(_Q, _x, _X) - 1)
    free = Maximiser(lagrangian, _q.family, Measures(_X))
    return Statement(
        before=Density(_best(_OBJECTIVE, Laws(_X)), _x),
        after=Density(Normalised(free, _m), _x),
        wrong=(
            Wrong(
                Density(_best(_OBJECTIVE, Measures(_X)), _x),
                "the constraint forgotten",
            ),
            Wrong(
                Density(_best(2 * _OBJECTIVE - Integral(_Q * log(_w(_x)), _x, _X), Laws(_X)), _x),
                "a term counted twice",
            ),
        ),
    )


lagrange_multiplier = Rule(
    name="constraint-of-mass-one-as-a-multiplier",
    title="Lagrange multiplier for the constraint that the mass is one",
    reason="Among laws the added term is zero; so a measure of mass one that is best among all "
    "measures for some multiplier is best among laws.",
    reference="Everett 1963; " + _REFERENCE,
    state=_with_multiplier_statement,
    rewrite=_with_multiplier,
)


def integrand(body: Expr, law: Any, space: Space, x: Basic) -> Expr | None:
    """A sum of integrals over a space as the integral of one function of x; what the law does not
    occur in is left out. None where the law occurs in any other way than by its density at x."""
    found: list[Expr] = []
    for term in Add.make_args(body.expand()):
        if not _mentions(term, law):
            continue
        holding = [f for f in Mul.make_args(term) if _mentions(f, law)]
        inside = _at_one_point(holding[0], law, space, x) if len(holding) == 1 else None
        if inside is None:
            return None
        found.append(Mul(*(f for f in Mul.make_args(term) if f not in holding)) * inside)
    return Add(*found)


def _at_one_point(expr: Any, law: Any, space: Space, x: Basic) -> Expr | None:
    """What an integral, or a sum of integrals over an index, adds up at the point x."""
    if isinstance(expr, Integral) and expr.space == space:
        return expr.open(x)[0]
    if not is_sum(expr):
        return None
    term, i, low, high = expr.open()
    inside = integrand(term, law, space, x)
    if inside is None:
        return None
    parts = [split_constant(part, i) for part in Add.make_args(inside)]
    return Add(*(c * FiniteSum(f, i, low, high) for c, f in parts))


def _mentions(expr: Basic, law: Any) -> bool:
    return bool(expr.has(law.family))


def _pointwise(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Maximiser) or not isinstance(expr.args[2], Measures):
        return None
    body, family, measures = expr.open()
    law, x = View(family), Dummy("x", real=True)
    whole = integrand(body, law, measures.base, x)
    t = Dummy("t", real=True)
    if whole is None:
        return None
    at_x = whole.xreplace({Density(law, x): t})
    if _mentions(at_x, law):
        return None
    second = at_x.diff(t, 2)
    concave = Everywhere(Everywhere(Lt(second, 0), t, _POSITIVE), x, measures.base)
    best = ArgMax(at_x, t, _POSITIVE)
    return Rewritten(WithDensity(best, x, measures.base), (concave,))


def _pointwise_statement() -> Statement:
    objective = _OBJECTIVE - Integral(_Q, _x, _X)
    at_x = _t * log(_w(_x)) - _t * log(_t) - _t
    lost = _t * log(_w(_x)) - _t * log(_t)
    return Statement(
        before=Density(_best(objective, Measures(_X)), _x),
        after=Density(WithDensity(ArgMax(at_x, _t, _POSITIVE), _x, _X), _x),
        wrong=(
            Wrong(Density(WithDensity(ArgMax(lost, _t, _POSITIVE), _x, _X), _x), "a term left out"),
        ),
    )


pointwise_maximum = Rule(
    name="integral-is-greatest-where-the-integrand-is",
    title="An integral is greatest where its integrand is greatest at every point",
    reason="The value at one point does not bind that at another, and the integrand is concave in "
    "it, so that it has one greatest value.",
    reference="Rockafellar and Wets 1998, Variational Analysis, theorem 14.60",
    state=_pointwise_statement,
    rewrite=_pointwise,
)


def _abstracted(expr: Expr, names: dict[Node, Dummy], known: Assumptions) -> Expr:
    """The expression in letters for its nodes and symbols, positive where those are."""
    if isinstance(expr, (Node, Symbol)):
        positive = True if sign(expr, known) == "+" else None
        return names.setdefault(expr, Dummy("a", real=True, positive=positive))
    if not expr.args:
        return expr
    return expr.func(*(_abstracted(a, names, known) for a in expr.args))


def solution(equation: Expr, t: Symbol, known: Assumptions) -> Expr | None:
    """The one root of an equation in t, nodes taken as letters; None where there is not just one,
    or where putting it in does not give zero."""
    names: dict[Any, Dummy] = {}
    plain = _abstracted(equation, names, known)
    roots = solve(plain, names.get(t, t))
    if len(roots) != 1:
        return None
    found = roots[0].xreplace({v: k for k, v in names.items()})
    if isinstance(found, exp):
        found = from_logarithm(expand_logs(found.args[0].expand(), known).expand())
    return found if is_zero(equation.xreplace({t: found}), known) else None


def _stationary(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, ArgMax) or not isinstance(expr.domain, Line):
        return None
    t = Dummy("t", real=True)
    body = expr.open(t)[0]
    if any(n.has(t) for n in body.atoms(Node)):
        return None
    found = solution(body.diff(t), t, site.assumptions.also(*facts_in(expr.domain, t)))
    if found is None:
        return None
    concave = Everywhere(Lt(body.diff(t, 2), 0), t, expr.domain)
    return Rewritten(found, (concave, *lies_in(expr.domain, found)))


def _stationary_statement() -> Statement:
    a, b = Symbol("a", positive=True), Symbol("b", real=True)
    return Statement(
        before=ArgMax(_t * log(a) - _t * log(_t) + b * _t, _t, _POSITIVE),
        after=a * exp(b - 1),
        wrong=(
            Wrong(a * exp(b), "the derivative of t log t taken to be log t"),
            Wrong(a * exp(1 - b), "a sign"),
        ),
    )


concave_maximum_is_stationary = Rule(
    name="concave-function-is-greatest-where-it-is-stationary",
    title="A concave function is greatest where its derivative vanishes",
    reason="The derivative falls, so that the function rises before that point and falls after it.",
    reference="Boyd and Vandenberghe 2004, Convex Optimization, section 3.1.3",
    state=_stationary_statement,
    rewrite=_stationary,
)


def _eliminated(expr: Any, site: Site) -> Rewritten | None:
    """The density is a function of the multiplier times one of the point."""
    if not isinstance(expr, Density) or not isinstance(expr.law, Normalised):
        return None
    measure, multiplier, line = expr.law.open()
    if not isinstance(measure, WithDensity):
        return None
    body, x, space = measure.open()
    factors = [part for f in Mul.make_args(body) for part in _separated(f, x)]
    shared = Mul(*(f for f in factors if not f.has(x)))
    own = Mul(*(f for f in factors if f.has(x)))
    if own.has(multiplier) or not shared.has(multiplier):
        return None
    share = Dummy("share", positive=True)
    found = solution(shared - share, multiplier, site.assumptions)
    inside = () if found is None else facts_in(line, found)
    if found is None or any(decide(c, site.assumptions) is not True for c in inside):
        return None
    mass = Integral(own, x, space)
    return Rewritten(replace_free(own, x, expr.point) / mass, (Gt(mass, 0), IsFinite(mass)))


def _separated(factor: Any, x: Any) -> tuple[Any, ...]:
    """An exponential of a sum as the exponential of what holds x and that of the rest."""
    if not isinstance(factor, exp):
        return (factor,)
    constant, with_x = factor.args[0].expand().as_independent(x, as_Add=True)
    return exp(with_x), exp(constant)


def _eliminated_statement() -> Statement:
    measure = WithDensity(_w(_x) * exp(_m - 1), _x, _X)
    mass = Integral(_w(_x), _x, _X)
    return Statement(
        before=Density(Normalised(measure, _m), _x),
        after=_w(_x) / mass,
        wrong=(
            Wrong(_w(_x), "not normalised"),
            Wrong(_w(_x) * exp(-mass), "divided by the exponential of the mass"),
        ),
        conditions=(IsFinite(mass),),
    )


multiplier_eliminated = Rule(
    name="multiplier-is-fixed-by-the-mass",
    title="The multiplier is eliminated by the constraint",
    reason="It enters as a factor, and the mass is one for the value that makes the factor the "
    "reciprocal of the integral of the rest.",
    reference=_REFERENCE,
    state=_eliminated_statement,
    rewrite=_eliminated,
)

RULES = (
    lagrange_multiplier,
    pointwise_maximum,
    concave_maximum_is_stationary,
    multiplier_eliminated,
)
