from __future__ import annotations

import pytest
from sympy import (
    And,
    Contains,
    FiniteSet,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Ne,
    Rational,
    S,
    Symbol,
    exp,
    gamma,
    log,
    loggamma,
    oo,
    symbols,
)

from derive.errors import DeriveError
from derive.language import Integral, Line
from derive.language.assumptions import Assumptions
from derive.language.inequality import inequality
from derive.language.logarithm import logarithm
from derive.rulebook.algebra import consistent, decide, sign

a, b, c, n, p, q, x, y = symbols("a b c n p q x y")


def test_facts_keep_their_order_and_stand_once():
    given = Assumptions.of(a > 0, And(b > 0, a < b), a > 0)
    assert set(given) == {a > 0, b > 0, a < b}
    assert next(iter(given)) == (a > 0)
    assert given.also(c > 0).facts[-1] == (c > 0)


def test_equal_assumptions_are_one_key():
    assert Assumptions.of(a > 0, b > 0) == Assumptions.of(a > 0).also(b > 0)
    assert len({Assumptions.of(a > 0), Assumptions.of(a > 0)}) == 1


def test_what_a_declaration_says_is_dropped():
    assert Assumptions.of(Symbol("t", positive=True) > 0).facts == ()


def test_a_false_fact_is_refused_in_a_sentence():
    with pytest.raises(DeriveError, match="false by itself"):
        Assumptions.of(Symbol("t", positive=True) < 0)


def test_something_that_is_no_fact_is_refused():
    with pytest.raises(DeriveError, match="not a fact"):
        Assumptions.of(a + b)


def test_about_finds_the_facts_of_one_symbol():
    given = Assumptions.of(a > 0, a < b, c > 0)
    assert given.about(b) == (a < b,)


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (1 - p > 0, [p < 1]),
        (b - a > 0, [a < b]),
        (b > 0, [a > 0, a < b]),
        (c > a, [a < b, b <= c]),
        (1 - p - q > 0, [p + q < 1]),
        (x**2 >= 0, []),
        (x**2 - 2 * x * y + y**2 >= 0, []),
        (a**2 - a * b + b**2 >= 0, []),
        (p * (1 - p) > 0, [p > 0, p < 1]),
        (p - p**2 > 0, [p > 0, p < 1]),
        (1 - p * q > 0, [p > 0, p < 1, q > 0, q < 1]),
        (1 / x - 1 / y > 0, [x > 0, x < y]),
        (Ne(a - 1, 0), [Ne(a, 1)]),
        (n >= 1, [Contains(n, S.Integers), n > 0]),
        (Contains(2 * n + 1, S.Integers), [Contains(n, S.Naturals)]),
        (x >= 0, [Contains(x, FiniteSet(0, 1))]),
    ],
)
def test_what_follows_is_decided(condition, facts):
    assert decide(condition, Assumptions.of(*facts)) is True
    assert decide(~condition, Assumptions.of(*facts)) is False


@pytest.mark.parametrize(
    ("condition", "facts"),
    [
        (x > 0, []),
        (b > 0, [a < b]),
        (1 - p * q > 0, [p < 1, q < 1]),
        (x**2 > 0, []),
        (a - b > 0, [a > 0, b > 0]),
        (Contains(x, S.Integers), [x > 0]),
        (n >= 1, [n > 0]),
        (Contains(n / 2, S.Integers), [Contains(n, S.Integers)]),
    ],
)
def test_what_does_not_follow_is_unknown(condition, facts):
    assert decide(condition, Assumptions.of(*facts)) is None


def test_three_valued_connectives():
    given = Assumptions.of(a > 0)
    assert decide((a > 0) | (b > 0), given) is True
    assert decide((a > 0) & (b > 0), given) is None
    assert decide((a < 0) & (b > 0), given) is False


def test_contradictions_are_found():
    assert consistent(Assumptions.of(a > 0, a < 0)) is False
    assert consistent(Assumptions.of(a < b, b < c, c < a)) is False
    assert consistent(Assumptions.of(p > 0, q > 0, p * q < 0)) is False
    assert consistent(Assumptions.of(n > 0, n < 1, Contains(n, S.Integers))) is False
    assert consistent(Assumptions.of(a > 0, b < a)) is True


def test_signs_have_names():
    assert sign(x, Assumptions.of(x >= 0)) == ">="
    assert sign(-(x**2) - 1, Assumptions()) == "-"
    assert sign(x, Assumptions()) is None


LETTERS = [Symbol("r", real=True), Symbol("k", integer=True)] + [
    Symbol(name, **{name: True}) for name in ("positive", "negative", "nonnegative", "complex")
]


@pytest.mark.parametrize("kind", [Ge, Gt, Le, Lt])
@pytest.mark.parametrize("left", [s for s in LETTERS if s.is_real], ids=str)
def test_a_quick_inequality_is_that_of_sympy(kind, left):
    others = [s for s in LETTERS if s.is_real]
    for right in (S.Zero, S.One, Integer(-2), Rational(1, 2), oo, -oo, left, *others):
        assert inequality(kind, left, right) == kind(left, right)


@pytest.mark.parametrize("letter", LETTERS, ids=str)
def test_a_quick_logarithm_is_that_of_sympy(letter):
    r = Symbol("r", real=True)
    for inside in (letter, letter / 2, 1 - letter, letter**2 / 3, exp(r), 2 * exp(r), Integer(6)):
        assert logarithm(inside) == log(inside)
        assert hash(logarithm(inside)) == hash(log(inside))


@pytest.mark.parametrize("letter", [Symbol("t", real=True), Symbol("t", positive=True)], ids=repr)
def test_an_opened_scope_is_as_sympy_builds_it(letter):
    bound = Symbol("x", real=True)
    body = log(bound**2) + log(1 - bound) + gamma(bound) * exp(2 * bound) - loggamma(bound + 1)
    assert Integral(body, bound, Line(0)).open(letter)[0] == body.xreplace({bound: letter})
