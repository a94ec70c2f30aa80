"""Under which conditions the laws in an expression exist."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Contains, Ge, Gt, S, Symbol

from derive.language.binder import Bound
from derive.language.condition import Everywhere
from derive.language.distribution import Distribution
from derive.language.distributions.dirichlet import is_open_dirichlet
from derive.language.law import ProductLaw
from derive.language.matrix import Diagonal
from derive.language.sequence import Element
from derive.language.shaped import Matrix
from derive.language.space import Lattice
from derive.language.vector import Tabulated
from derive.language.vector_laws import GaussianVector


def existence(expr: Basic) -> tuple[Any, ...]:
    """The conditions on the parameters of the laws in an expression, but for bound parameters.

    >>> from sympy import Symbol
    >>> from derive.language import Exponential, Expect
    >>> a, x = Symbol("a"), Symbol("x")
    >>> existence(Expect(x, x, Exponential(a)))
    (a > 0,)
    """
    own: tuple[Any, ...] = ()
    if isinstance(expr, Distribution):
        own = (*expr.conditions, *_integers(expr), *_positive_shares(expr))
    elif isinstance(expr, ProductLaw):
        own = _counts(expr.length)
    elif isinstance(expr, GaussianVector):
        own = (*_counts(expr.mean.length), *_positive_entries(expr.covariance))
    found = [c for c in own if _is_closed(c)]
    if isinstance(expr, ProductLaw):
        law, index, length = expr.open()
        inside = existence(law)
        everywhere = [Everywhere(c, index, Lattice(1, length)) for c in inside if c.has(index)]
        return (*found, *(c for c in inside if not c.has(index)), *everywhere)
    return (*found, *(c for a in expr.args for c in existence(a)))


def _is_closed(condition: Any) -> bool:
    """Whether a condition speaks of no variable that is bound outside it."""
    said = condition.open()[0] if isinstance(condition, Everywhere) else condition
    return not said.atoms(Bound)


def _counts(length: Basic) -> tuple[Any, ...]:
    """That a number of points is a positive integer."""
    return tuple(c for c in (Contains(length, S.Integers), Ge(length, 1)) if c != S.true)


def _positive_entries(covariance: Matrix) -> tuple[Any, ...]:
    """That the diagonal of a diagonal covariance matrix is positive; s^2 is said by s > 0."""
    if not isinstance(covariance, Diagonal) or not isinstance(covariance.args[0], Tabulated):
        return ()
    entry, index, length = covariance.args[0].open()
    base, exponent = entry.as_base_exp()
    condition = Gt(base if exponent == 2 else entry, 0)
    if condition == S.true or entry.is_extended_positive:
        return ()
    return (Everywhere(condition, index, Lattice(1, length)) if entry.has(index) else condition,)


def _positive_shares(law: Any) -> tuple[Any, ...]:
    """That the concentrations of a Dirichlet law of a vector are positive."""
    if not is_open_dirichlet(law):
        return ()
    alpha, i = law.concentration, Symbol("i", integer=True, positive=True)
    positive = Gt(Element(alpha, i), 0)
    if positive == S.true or Element(alpha, i).is_extended_positive:
        return ()
    return (Everywhere(positive, i, Lattice(1, alpha.length)),)


def _integers(law: Distribution) -> list[Any]:
    """That the parameters that count something are integers."""
    domains = type(law).parameters.values()
    members = [
        Contains(value, S.Integers)
        for value, domain in zip(law.args, domains, strict=True)
        if domain in ("natural", "integer")
    ]
    return [m for m in members if m != S.true]
