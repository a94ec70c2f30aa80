"""Means of polynomials of a normal vector."""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Expr, Rational, S, Symbol

from derive.language.distributions.multivariatenormal import MultivariateNormal
from derive.language.expectation import Expect
from derive.language.sequence import Element
from derive.language.space import Line, Power
from derive.rulebook.reading.coordinates import polynomial_in
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X = Dummy("x", real=True)


def _mean(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Expect):
        return None
    covariance = getattr(expr.law, "covariance_matrix", None)
    if covariance is None or expr.law.space != Power(Line(), len(expr.law.loc)):
        return None
    body, _, law = expr.open(_X)
    size = len(law.loc)
    polynomial = polynomial_in(body, _X, size)
    if polynomial is None:
        return None
    letters = [Dummy(f"x{i}", real=True) for i in range(1, size + 1)]
    plain = body.xreplace({Element(_X, i): x for i, x in enumerate(letters, start=1)})
    at_mean = dict(zip(letters, law.loc, strict=True))
    terms, now = [plain.xreplace(at_mean)], plain
    for order in range(1, polynomial.total_degree() // 2 + 1):
        now = _halved_trace(now, letters, covariance) / order
        terms.append(now.xreplace(at_mean))
    return Rewritten(Add(*terms))


def _halved_trace(function: Expr, letters: list[Dummy], covariance: Any) -> Expr:
    """Half of the trace of the covariance times the matrix of second derivatives."""
    total = S.Zero
    for i, one in enumerate(letters):
        slope = function.diff(one)
        for j, other in enumerate(letters[: i + 1]):
            factor = S.One if i != j else Rational(1, 2)
            total += factor * covariance[i, j] * slope.diff(other)
    return total


def _statement() -> Statement:
    x, m, n = Symbol("x", real=True), Symbol("m", real=True), Symbol("n", real=True)
    s, t = Symbol("s", positive=True), Symbol("t", positive=True)
    law = MultivariateNormal([m, n], [[s**2, s * t / 2], [s * t / 2, t**2]])
    first, second = Element(x, 1), Element(x, 2)

    def mean(body: Expr) -> Expr:
        return Expect(body, x, law)

    centre = m**2 * n + m * n
    return Statement(
        before=mean(first**2 * second + first * second),
        after=centre + (n * s**2 + (2 * m + 1) * s * t / 2),
        wrong=(
            Wrong(centre, "the spread left out"),
            Wrong(centre + n * s**2, "the covariance left out"),
        ),
    )


polynomial_of_normal_vector = Rule(
    name="mean-of-a-polynomial-of-a-normal-vector",
    title="The mean of a polynomial of a normal vector",
    reason="It is the polynomial at the mean, and half the trace of the covariance times its "
    "second derivatives there, and so on: a product of deviations has the mean of its pairings.",
    reference="Isserlis 1918, On a formula for the product-moment coefficient",
    state=_statement,
    rewrite=_mean,
)

RULES = (polynomial_of_normal_vector,)
