"""Long formulas and pages in the width that there is."""

from __future__ import annotations

import pytest
from hypothesis import example as tried
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Add, Expr, Mul, Symbol, exp, log, sqrt, symbols

from derive.derivation.derivation import Derivation, start
from derive.derivation.document import page_of
from derive.language import (
    ArbitraryMap,
    Expect,
    Exponential,
    FiniteSum,
    Normal,
    Space,
    arbitrary_law,
)
from derive.render.display_lines import WIDTH, display_lines
from derive.render.terminal import Terminal
from derive.rulebook.laws.definitions import kl_definition
from derive.solvers.divergences import kl
from derive.solvers.evidence_lower_bound import elbo
from derive.text.breaking import broken, joined
from derive.text.columns import width_of
from derive.text.formula import formula
from derive.text.plain import Plain

theta, phi = symbols("theta phi", positive=True)
z, x, j = Symbol("z"), Symbol("x", real=True), Symbol("j")
X = Space("X")
p, T = arbitrary_law("p", X), ArbitraryMap("T", X)


def example() -> Derivation:
    return elbo(Exponential(theta), Normal(z, 1), Exponential(phi), latent=z, observed=x)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_of_a_page_is_wider_than_the_terminal(width: int, unicode: bool) -> None:
    text = Terminal(width, unicode).text(page_of(example(), "A statement. " * 20, expand=True))
    assert max(width_of(line) for line in text.splitlines()) <= width
    assert unicode or text.isascii()


def test_a_wider_terminal_breaks_less() -> None:
    page = page_of(example())
    assert Terminal(120).text(page).count("\n") < Terminal(80).text(page).count("\n")


def test_a_break_takes_the_outermost_place_first() -> None:
    body = log(z) + z * log(1 + z)
    shown = formula(Expect(body, z, Exponential(phi)) + sum(symbols("b0:12")))
    lines = broken(Plain().pieces(shown), 80, 2)
    assert [line.depth for line in lines] == [0, 1]
    assert lines[1].text.startswith("+ b")


def leaves() -> st.SearchStrategy[Expr]:
    names = st.sampled_from(["a", "b", "theta", "mu_q", "logvar", "x1", "K"])
    numbers = st.integers(-9, 9).filter(bool).map(lambda n: Add(n))
    return st.one_of(names.map(lambda n: Symbol(n, positive=True)), numbers)


def grown(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=2, max_size=9)
    return st.one_of(
        several.map(lambda terms: Add(*terms)),
        several.map(lambda factors: Mul(*factors)),
        st.tuples(inner, inner).map(lambda ab: ab[0] / (1 + ab[1] ** 2)),
        inner.map(lambda e: log(1 + e**2)),
        inner.map(lambda e: exp(-e)),
        inner.map(lambda e: sqrt(1 + e**2)),
        inner.map(lambda e: Expect(e * T(x), x, p)),
        inner.map(lambda e: FiniteSum(e * j, j, 1, Symbol("K"))),
    )


EXPRESSIONS = st.recursive(leaves(), grown, max_leaves=40)


def test_a_short_factor_shares_its_line_with_a_long_one() -> None:
    shown = formula(x * Add(*symbols("b0:40")))
    first, *rest = (line.text for line in broken(Plain().pieces(shown), 80, 2))
    assert first.startswith("x*(b0 + b1")
    assert rest
    assert all(line.startswith("+ b") for line in rest)


NESTED = Expect(
    Expect(FiniteSum(j * sqrt(log(1 + symbols("a") ** 2) ** 2 + 1), j, 1, Symbol("K")) * T(x), x, p)
    * T(x),
    x,
    p,
)


@settings(max_examples=60, deadline=None)
@tried(NESTED, 40)
@given(EXPRESSIONS, st.sampled_from([40, 80, 120]))
def test_breaking_loses_nothing_and_splits_no_piece(expr: Expr, width: int) -> None:
    pieces = Plain().pieces(formula(expr))
    lines = broken(pieces, width, 2)
    whole = joined(pieces)
    rest = whole
    for line in lines:
        assert rest.lstrip(" ").startswith(line.text)
        rest = rest.lstrip(" ")[len(line.text) :]
    assert rest == ""
    longest = max(piece.width for piece in pieces)
    limit = max(width, 2 * max(line.depth for line in lines) + 2 * longest)
    assert all(2 * line.depth + line.width <= limit for line in lines)


@settings(max_examples=40, deadline=None)
@given(EXPRESSIONS)
def test_latex_lines_have_balanced_groups(expr: Expr) -> None:
    for line in display_lines(formula(expr), WIDTH):
        assert line.count("{") == line.count("}")
        assert line.count(r"\begin") == line.count(r"\end")


def test_a_page_says_how_far_it_may_be_believed() -> None:
    derivation = kl(Exponential(theta), Exponential(phi))
    unchecked = Terminal().text(page_of(derivation))
    assert unchecked.endswith("Unchecked: no step has been checked.\n")
    checked = Terminal().text(page_of(derivation.verify()))
    assert "Checked: each step at 4 points, " in checked
    assert "Definition of the Kullback-Leibler divergence" in checked


def test_what_is_assumed_stands_above_the_result() -> None:
    q = arbitrary_law("q", X)
    derivation = start(Expect(T(x), x, p) + Expect(T(x), x, q))
    assert "The result assumes" not in Terminal().text(page_of(derivation))
    derivation = example().stop("nothing more is known")
    text = Terminal().text(page_of(derivation))
    assert "Open: nothing more is known. What was reached:" in text
    assert kl_definition.title not in text
