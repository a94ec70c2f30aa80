"""Means of powers and logs of the shares of a vector with the Dirichlet law."""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Expr, Mul, S, Symbol, gamma, log, polygamma

from derive.language.density import ArbitraryMap
from derive.language.distributions.dirichlet import Dirichlet, is_open_dirichlet
from derive.language.expectation import Expect
from derive.language.sequence import Element, FiniteSum
from derive.language.space import Lattice, Line
from derive.language.vector import Tabulated
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Dummy("x", real=True)


def _mean(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect) or not isinstance(expr.law, Dirichlet):
        return None
    if is_open_dirichlet(expr.law):
        return None
    body, _, law = expr.open(_X)
    read = _read(body)
    if read is None:
        return None
    constant, powers, logs = read
    alpha = list(law.concentration)
    if any(not 1 <= i <= len(alpha) for i in (*powers, *logs)):
        return None
    moved = [a + powers.get(i, S.Zero) for i, a in enumerate(alpha, start=1)]
    ratio = gamma(Add(*alpha)) / gamma(Add(*moved))
    moment = ratio * Mul(*(gamma(b) / gamma(a) for a, b in zip(alpha, moved, strict=True)))
    for i in logs:
        moment *= polygamma(0, moved[i - 1]) - polygamma(0, Add(*moved))
    needed = tuple(b > 0 for a, b in zip(alpha, moved, strict=True) if a != b)
    return Rewritten(constant * moment, needed)


def _read(body: Expr) -> tuple[Expr, dict[int, Expr], list[int]] | None:
    """A constant, the exponents of the shares, and the one share whose log is a factor, if any."""
    constant, powers, logs = S.One, dict[int, Expr](), list[int]()
    for factor in Mul.make_args(body):
        base, exponent = factor.as_base_exp()
        if _X not in factor.free_symbols:
            constant *= factor
        elif _is_share(base) and _X not in exponent.free_symbols:
            place = int(base.index)
            powers[place] = powers.get(place, S.Zero) + exponent
        elif isinstance(factor, log) and _is_share(factor.args[0]):
            logs.append(int(factor.args[0].index))
        else:
            return None
    return (constant, powers, logs) if len(logs) < 2 else None


def _is_share(expr: Any) -> bool:
    return isinstance(expr, Element) and expr.sequence == _X and bool(expr.index.is_Integer)


def _statement() -> Statement:
    a, b, c = (Symbol(name, positive=True) for name in "abc")
    x, s = Symbol("x", real=True), Symbol("s", real=True)
    law = Dirichlet([a, b, c])
    share = Element(x, 2)
    moment = gamma(a + b + c) / gamma(a + b + c + s) * gamma(b + s) / gamma(b)
    spread = polygamma(0, b + s) - polygamma(0, a + b + c + s)
    return Statement(
        before=Expect(share**s * log(share), x, law),
        after=moment * spread,
        wrong=(
            Wrong(moment * (polygamma(0, b) - polygamma(0, a + b + c)), "the law not tilted"),
            Wrong(moment * polygamma(0, b + s), "the part of the sum left out"),
        ),
        conditions=(b + s > 0,),
    )


moments_of_shares = Rule(
    name="moments-of-shares",
    title="Moments of the shares of a Dirichlet vector",
    reason="Powers of the shares change the concentrations in the integral of the density; a log "
    "is the derivative in an exponent.",
    reference="Kotz, Balakrishnan and Johnson 2000, Multivariate Distributions, chapter 49",
    state=_statement,
    rewrite=_mean,
)


def _of_one_share(expr: Any, _: Site) -> Rewritten | None:
    """Of a vector of symbolic length, whose shares are told apart by an index."""
    if not isinstance(expr, Expect) or not is_open_dirichlet(expr.law):
        return None
    body, _, law = expr.open(_X)
    constant, rest = body.as_independent(_X, as_Add=False)
    read = _power_and_log(rest)
    if read is None:
        return None
    index, power, has_log = read
    j = Symbol("j", integer=True, positive=True)
    own = Element(law.concentration, index)
    total = FiniteSum(Element(law.concentration, j), j, 1, law.space.length)
    if power == 1:
        moment = own / total
    elif power == 0:
        moment = S.One
    else:
        moment = gamma(total) * gamma(own + power) / (gamma(total + power) * gamma(own))
    if has_log:
        moment *= polygamma(0, own + power) - polygamma(0, total + power)
    return Rewritten(constant * moment, () if power.is_nonnegative else (own + power > 0,))


def _power_and_log(body: Expr) -> tuple[Expr, Expr, bool] | None:
    """Index and exponent of the one share of which a power is taken, and whether its log is a
    factor."""
    power, logs, places = S.Zero, 0, dict[Expr, None]()
    for factor in Mul.make_args(body):
        base, exponent = factor.as_base_exp()
        inside = base.args[0] if isinstance(base, log) and exponent == 1 else base
        if not isinstance(inside, Element) or inside.sequence != _X or exponent.has(_X):
            return None
        places[inside.index] = None
        if inside is base:
            power += exponent
        else:
            logs += 1
    if len(places) != 1 or logs > 1:
        return None
    return next(iter(places)), power, logs == 1


def _one_share_statement() -> Statement:
    x, i, j, k = Symbol("x", real=True), *(Symbol(n, integer=True, positive=True) for n in "ijK")
    alpha = ArbitraryMap("alpha", Lattice(1), codomain=Line(0))
    law = Dirichlet(Tabulated(alpha(i), i, k))
    total = FiniteSum(alpha(j), j, 1, k)

    def mean(moment: Expr) -> FiniteSum:
        return FiniteSum(i * moment, i, 1, k)

    spread = polygamma(0, alpha(i)) - polygamma(0, total)
    return Statement(
        before=mean(Expect(log(Element(x, i)), x, law)),
        after=mean(spread),
        wrong=(
            Wrong(mean(log(alpha(i) / total)), "the log of the mean for the mean of the log"),
            Wrong(mean(polygamma(0, alpha(i))), "the part of the sum left out"),
        ),
        conditions=(k >= 2,),
    )


moments_of_one_share = Rule(
    name="moments-of-one-share",
    title="Moments of one share of a Dirichlet vector",
    reason="One share has a beta law: its concentration and the sum of the others.",
    reference="Kotz, Balakrishnan and Johnson 2000, Multivariate Distributions, chapter 49",
    state=_one_share_statement,
    rewrite=_of_one_share,
)

RULES = (moments_of_shares, moments_of_one_share)
