"""Log densities among the terms of a sum, and the log ratio whose mean cannot be minus infinity."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Add, Basic, Expr, Mul, S, log

from derive.language.density import Density
from derive.language.law import Law


def log_densities(body: Expr, x: Basic) -> Iterator[tuple[Expr, Law]]:
    """The terms coefficient * log density at x of a sum: coefficient and law."""
    for term in Add.make_args(body):
        logs = [f for f in Mul.make_args(term) if isinstance(f, log)]
        if len(logs) == 1 and isinstance(logs[0].args[0], Density):
            law, point = logs[0].args[0].args
            if point == x and not law.has(x):
                yield Mul(*(f for f in Mul.make_args(term) if f is not logs[0])), law


def is_log_ratio(body: Expr, x: Basic, law: Law) -> bool:
    """Whether the body is the log density of the law less that of another on the same space.

    Under q the negative part of log q - log p has at most the mean 1: it is at most p/q - 1 where
    p > q (Csiszar 1975, lemma 1).
    """
    terms = list(log_densities(body, x))
    if len(terms) != 2 or len(Add.make_args(body)) != 2:
        return False
    own = [c for c, other in terms if other == law]
    others = [c for c, other in terms if other != law and other.space == law.space]
    return own == [S.One] and others == [S.NegativeOne]
