"""Log-sum-exp and negative entropy are conjugate to each other.

A vector with a coordinate for each point of a space is a function on it, and a point of the simplex
is a law: over n points with weight one the integrals are sums.
"""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Expr, S, Symbol, exp, log

from derive.language.density import ArbitraryMap, Density, Value
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import arbitrary_law
from derive.language.optimum import ArgMax, Sup
from derive.language.space import Laws, Line, Maps, Space
from derive.rulebook.algebra import sign
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Space("X")
_x = Symbol("x")
_T = ArbitraryMap("T", _X)
_q = arbitrary_law("q", _X)
_LOG_SUM = log(Integral(exp(_T(_x)), _x, _X))
_MINUS_ENTROPY = Expect(log(Density(_q, _x)), _x, _q)
_REFERENCE = "Boyd and Vandenberghe 2004, Convex Optimization, example 3.25"


def _over_functions(expr: Any, _: Site) -> Rewritten | None:
    """Sup over T of E_q[T] - log of the integral of exp(T)."""
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax) or not isinstance(expr.domain, Maps):
        return None
    body, family, maps = expr.open()
    if maps.codomain != Line():
        return None
    means = [term for term in Add.make_args(body) if isinstance(term, Expect)]
    if len(means) != 1 or means[0].law.has(family) or means[0].law.space != maps.base:
        return None
    x = Dummy("x")
    at_x, _x_of_it, law = means[0].open(x)
    rest = (means[0] - body).expand()
    if at_x != Value(family, x) or rest != log(Integral(exp(at_x), x, maps.base)):
        return None
    mass = Integral(Density(law, x), x, maps.base)
    return Rewritten(Expect(log(Density(law, x)), x, law) - log(mass))


conjugate_of_log_sum_exp = Rule(
    name="linear-less-log-sum-exp-is-greatest-at-the-log-density",
    title="Its gradient q - exp(T)/integral of exp(T) vanishes at T = log q",
    reason="Log-sum-exp is convex, so that what is left of it is concave, and greatest where the "
    "gradient vanishes; T + c does as well as T.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Sup(Expect(_T(_x), _x, _q) - _LOG_SUM, _T.family, Maps(_X)),
        after=_MINUS_ENTROPY - log(Integral(Density(_q, _x), _x, _X)),
        wrong=(
            Wrong(-_MINUS_ENTROPY + S.Half, "entropy for its negative"),
            Wrong(log(Expect(Density(_q, _x), _x, _q)), "the log taken out of the mean"),
        ),
    ),
    rewrite=_over_functions,
)


def _over_laws(expr: Any, site: Site) -> Rewritten | None:
    """Sup over q of E_q[h] - c E_q[log q]."""
    if not isinstance(expr, Sup) or isinstance(expr, ArgMax) or type(expr.domain) is not Laws:
        return None
    body, family, laws = expr.open()
    x = Dummy("x")
    total: Expr = S.Zero
    law: Any = None
    for term in Add.make_args(body.expand()):
        c, rest = term.as_independent(Expect, as_Add=False)
        if not isinstance(rest, Expect) or c.has(family) or (law is not None and rest.law != law):
            return None
        law = rest.law
        total += c * rest.open(x)[0]
    if law is None or not law.has(family) or law.space != laws.base:
        return None
    own = log(Density(law, x))
    total = total.expand()
    scale, height = -total.coeff(own, 1), total - total.coeff(own, 1) * own
    if height.has(family) or scale.has(x) or sign(scale, site.assumptions) != "+":
        return None
    return Rewritten(scale * log(Integral(exp(height / scale), x, laws.base)))


conjugate_of_negative_entropy = Rule(
    name="conjugate-of-negative-entropy-is-log-sum-exp",
    title="The conjugate of negative entropy on the simplex is log-sum-exp",
    reason="With r = exp(T) divided by its integral, E_q[T] - E_q[log q] is the log of that "
    "integral less the divergence of r from q, which is zero for q = r.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=Sup(Expect(_T(_x), _x, _q) - _MINUS_ENTROPY, _q.family, Laws(_X)),
        after=_LOG_SUM,
        wrong=(
            Wrong(Integral(exp(_T(_x)), _x, _X), "the log forgotten"),
            Wrong(Integral(_T(_x), _x, _X) + 7, "the integral of T for that of exp(T)"),
        ),
    ),
    rewrite=_over_laws,
)

RULES = (conjugate_of_log_sum_exp, conjugate_of_negative_entropy)
