"""Dirichlet laws of vectors of symbolic length, at lengths where the formula for lists is known."""

from __future__ import annotations

from typing import Any

import mpmath
import pytest
from sympy import Integer, Symbol

import derive
from derive.errors import DeriveError
from derive.language import ArbitraryMap, Dirichlet, Element, Expect, Lattice, Line
from derive.language.vector import Tabulated
from derive.numeric.vectors.open_simplices import written_out
from derive.rulebook.laws.simplex_moments import moments_of_one_share
from derive.solvers.closed_form import reduced
from derive.text.plain import plain

AT = {"alpha": [1.5, 0.7, 2.25], "beta": [0.5, 3, 1]}


def value(result: Any, length: int) -> Any:
    """A result with its sums written out, at numbers for the entries of the vectors."""
    size = next(s for s in result.free_symbols if s.name == "K")
    written = written_out(result.xreplace({size: Integer(length)}))
    entries = {e: AT[e.family.label][int(e.point) - 1] for e in written.atoms(derive.Value)}
    found = derive.start(written.xreplace(entries))
    return found.value_at({}, 20)


def divergence(a: Any, b: Any) -> Any:
    """KL of Dirichlet laws, from the log-normalisers of the two (Penny 2001)."""
    total = mpmath.fsum(a)
    logs = [mpmath.loggamma(v) for v in (*b, total)], [mpmath.loggamma(v) for v in (*a, sum(b))]
    spreads = (
        (x - y) * (mpmath.psi(0, x) - mpmath.psi(0, total)) for x, y in zip(a, b, strict=True)
    )
    return mpmath.fsum(logs[0]) - mpmath.fsum(logs[1]) + mpmath.fsum(spreads)


@pytest.mark.parametrize("length", [2, 3])
def test_divergence_at_every_length(length: int) -> None:
    d = derive.kl(*derive.parse("Dirichlet(alpha)", "Dirichlet(beta)"))
    assert len(d.steps) <= 8
    wanted = divergence(AT["alpha"][:length], AT["beta"][:length])
    assert abs(value(d.result, length) - wanted) < 1e-14


def test_entropy_is_verified() -> None:
    d = derive.entropy(*derive.parse("Dirichlet(alpha)")).verify(seed=1)
    assert str(d.status) == "verified"
    flat = divergence(AT["alpha"], [1, 1, 1]) + mpmath.loggamma(3)
    assert abs(value(d.result, 3) + flat) < 1e-14


def test_moments_of_one_share_are_those_of_a_beta_law() -> None:
    i, j, k = (Symbol(name, integer=True, positive=True) for name in "ijK")
    x = Symbol("x", real=True)
    alpha = ArbitraryMap("alpha", Lattice(1), codomain=Line(0))
    law = Dirichlet(Tabulated(alpha(i), i, k))
    second = reduced(derive.start(Expect(Element(x, j) ** 2, x, law), k >= 2, j <= k))
    a, total = AT["alpha"][0], sum(AT["alpha"])
    found = value(second.result.xreplace({j: Integer(1)}), 3)
    assert abs(found - a * (a + 1) / (total * (total + 1))) < 1e-14
    assert [s.rule for s in second.steps][:1] == [moments_of_one_share]


@pytest.mark.parametrize("text", ["Dirichlet(alpha)", "Dirichlet(alpha + 1, n)", "Dirichlet(1, K)"])
def test_text_goes_round(text: str) -> None:
    [law] = derive.parse(text)
    assert plain(law) == text
    assert derive.parse(plain(law)) == (law,)


def test_what_is_no_such_law_is_refused() -> None:
    for text in ("Dirichlet(a, b, c)", "Dirichlet(alpha, 1)"):
        with pytest.raises(DeriveError, match=r"Dirichlet\(alpha, K\)|at least two"):
            derive.parse(text)
