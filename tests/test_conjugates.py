"""Conjugates and biconjugates: against tables, against Fenchel and Moreau, and against search."""

from __future__ import annotations

import mpmath
import pytest
from sympy import (
    Abs,
    And,
    E,
    Eq,
    FiniteSet,
    Integer,
    Interval,
    LambertW,
    Max,
    Min,
    Piecewise,
    Rational,
    S,
    Symbol,
    asin,
    atan,
    atanh,
    cos,
    cosh,
    exp,
    log,
    oo,
    pi,
    sin,
    sqrt,
    tan,
)

from derive.derivation.derivation import RuleRefused, start
from derive.derivation.status import Status
from derive.errors import DeriveError
from derive.language import Assumptions, Conjugate, Line, Sup
from derive.numeric import value_of
from derive.rulebook.algebra import equal
from derive.rulebook.convexity.arcs import arcs_of, is_convex
from derive.rulebook.convexity.inverses import UP, inverse
from derive.rulebook.optima.conjugate_calculus import (
    conjugate_of_moved,
    conjugate_of_tilted,
    conjugate_scales,
    fenchel_inequality,
)
from derive.solvers.conjugates import biconjugate, conjugate
from derive.text.reading import parse

u, v = Symbol("u", real=True), Symbol("v", real=True)
a, ep, p, tau = (Symbol(name, real=True) for name in ("a", "ep", "p", "tau"))
LINE, HALF = (-oo, oo), (0, oo)


def number(expr, at):
    return value_of(expr, at, Assumptions(), 20)


def cases(*rows):
    return Piecewise(*rows, (oo, True))


ROOT, SPREAD = sqrt(1 + v**2), sqrt(4 + v**2)
POWER = (1 - 1 / p) * a * (Abs(v) / a) ** (p / (p - 1))
TABLE = [
    # f, its interval, what is assumed, the conjugate, where it is finite
    (u**2 / 2, LINE, (), v**2 / 2, S.Reals),
    (exp(u), LINE, (), cases((v * log(v) - v, v > 0), (0, Eq(v, 0))), Interval(0, oo)),
    (u * log(u), HALF, (), exp(v - 1), S.Reals),
    (-log(u), HALF, (), cases((-1 - log(-v), v < 0)), Interval.open(-oo, 0)),
    (1 / u, HALF, (), cases((-2 * sqrt(-v), v <= 0)), Interval(-oo, 0)),
    (-2 * sqrt(u), HALF, (), cases((-1 / v, v < 0)), Interval.open(-oo, 0)),
    (Abs(u), LINE, (), cases((0, Abs(v) <= 1)), Interval(-1, 1)),
    (Abs(u) ** 3 / 3, LINE, (), Rational(2, 3) * Abs(v) ** Rational(3, 2), S.Reals),
    (sqrt(1 + u**2), LINE, (), cases((-sqrt(1 - v**2), Abs(v) <= 1)), Interval(-1, 1)),
    (u**2 / 2, (-1, 1), (), Piecewise((v**2 / 2, Abs(v) <= 1), (Abs(v) - S.Half, True)), S.Reals),
    (Integer(0), (-1, 1), (), Abs(v), S.Reals),
    (3 * u + 2, LINE, (), cases((-2, Eq(v, 3))), FiniteSet(3)),
    (Max(0, 1 - u), LINE, (), cases((v, And(v >= -1, v <= 0))), Interval(-1, 0)),
    (
        Max(0, Abs(u) - ep),
        LINE,
        (ep > 0,),
        cases((ep * Abs(v), Abs(v) <= 1)),
        Interval(-1, 1),
    ),
    (
        Max(tau * u, (tau - 1) * u),
        LINE,
        (tau > 0, tau < 1),
        cases((0, And(v >= tau - 1, v <= tau))),
        Interval(tau - 1, tau),
    ),
    (
        log(1 + exp(a * u)),
        LINE,
        (a > 0,),
        cases(
            ((v * log(v / a) + (a - v) * log((a - v) / a)) / a, And(v > 0, v < a)),
            (0, Eq(v, 0)),
            (0, Eq(v, a)),
        ),
        Interval(0, a),
    ),
    (Abs(u - a), LINE, (), cases((a * v, Abs(v) <= 1)), Interval(-1, 1)),
    (
        Max(0, u) - tau * u,
        LINE,
        (),
        cases((0, And(v >= -tau, v <= 1 - tau))),
        Interval(-tau, 1 - tau),
    ),
    (
        exp(-a * u),
        HALF,
        (a > 0,),
        Piecewise((-1, v <= -a), (v / a * (1 - log(-v / a)), v < 0), (0, Eq(v, 0)), (oo, True)),
        Interval(-oo, 0),
    ),
    (
        u**p / p,
        HALF,
        (p > 1,),
        Piecewise((0, v <= 0), (v ** (p / (p - 1)) * (1 - 1 / p), True)),
        S.Reals,
    ),
    (cosh(u), LINE, (), v * log(v + sqrt(1 + v**2)) - sqrt(1 + v**2), S.Reals),
    (
        log(cosh(u)),
        LINE,
        (),
        cases((v * atanh(v) + log(1 - v**2) / 2, Abs(v) < 1), (log(2), Eq(Abs(v), 1))),
        Interval(-1, 1),
    ),
    (
        -cos(u),
        (-pi / 2, pi / 2),
        (),
        Piecewise((v * asin(v) + sqrt(1 - v**2), Abs(v) < 1), (pi * Abs(v) / 2, True)),
        S.Reals,
    ),
    (u**2 / 2 + exp(u), LINE, (), v**2 / 2 - LambertW(exp(v)) ** 2 / 2 - LambertW(exp(v)), S.Reals),
    ((u - 1) ** 2, HALF, (), Piecewise((-1, v <= -2), (v + v**2 / 4, True)), S.Reals),
    (
        Abs(u - 1) / 2,
        HALF,
        (),
        cases((-S.Half, v <= -S.Half), (v, v <= S.Half)),
        Interval(-oo, S.Half),
    ),
    (-(u**2), (-1, 1), (), Abs(v) + 1, S.Reals),
    (-(u**2), LINE, (), oo, S.EmptySet),
    (sqrt(Abs(u)), (-1, 1), (), Max(0, Abs(v) - 1), S.Reals),
    (-log(1 - u**2), (-1, 1), (), ROOT - 1 - log((1 + ROOT) / 2), S.Reals),
    (-log(u) - log(1 - u), (0, 1), (), v / 2 + SPREAD / 2 - 1 - log(2 + SPREAD), S.Reals),
    (sqrt(1 + u**2) - u, LINE, (), cases((-sqrt(-v * (v + 2)), Abs(v + 1) <= 1)), Interval(-2, 0)),
    (u * atanh(u) + log(1 - u**2) / 2, (-1, 1), (), log(cosh(v)), S.Reals),
    (
        u * atan(u) - log(1 + u**2) / 2,
        LINE,
        (),
        cases((-log(cos(v)), Abs(v) < pi / 2)),
        Interval.open(-pi / 2, pi / 2),
    ),
    (
        (u**p - p * u + p - 1) / (p * (p - 1)),
        HALF,
        (p > 1,),
        Piecewise(
            (-1 / p, v <= -1 / (p - 1)), (((1 + (p - 1) * v) ** (p / (p - 1)) - 1) / p, True)
        ),
        S.Reals,
    ),
    (
        (u**tau - tau * u + tau - 1) / (tau * (tau - 1)),
        HALF,
        (tau > 0, tau < 1),
        cases((((1 + (tau - 1) * v) ** (tau / (tau - 1)) - 1) / tau, v < 1 / (1 - tau))),
        Interval.open(-oo, -1 / (tau - 1)),
    ),
    (a * Abs(u) ** p / p, LINE, (p > 1, a > 0), POWER, S.Reals),
    (-log(cos(u)), (-pi / 2, pi / 2), (), v * atan(v) - log(1 + v**2) / 2, S.Reals),
    (
        u * log(2 * u / (1 + u)),
        HALF,
        (),
        cases((-LambertW(-exp(v - 1) / 2), v <= log(2))),
        Interval(-oo, log(2)),
    ),
    (
        tau * u * log(u) - (1 - tau + tau * u) * log(1 - tau + tau * u),
        HALF,
        (tau > 0, tau < 1),
        cases(((1 - tau) * log((1 - tau) / (1 - tau * exp(v / tau))), v < -tau * log(tau))),
        Interval.open(-oo, tau * log(1 / tau)),
    ),
    (log(1 + u**2), LINE, (), cases((0, Eq(v, 0))), FiniteSet(0)),
    (exp(-(u**2)), LINE, (), cases((0, Eq(v, 0))), FiniteSet(0)),
    (atan(u), LINE, (), cases((pi / 2, Eq(v, 0))), FiniteSet(0)),
    (Min(Abs(u - 1), Abs(u + 1)), LINE, (), cases((Abs(v), Abs(v) <= 1)), Interval(-1, 1)),
]
VALUES = [Rational(n, 7) for n in (-30, -14, -8, -7, -5, -2, 0, 1, 3, 4, 7, 9, 16, 21, 29)]
LETTERS = {a: Rational(12, 7), ep: Rational(3, 5), p: Rational(5, 2), tau: Rational(2, 7)}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row[0]))
def test_it_is_that_of_the_table(row) -> None:
    f, interval, given, wanted, domain = row
    found = conjugate(f, u, v, interval, given)
    assert found.domain == domain
    for value in VALUES:
        at = {**LETTERS, v: value}
        there = domain.subs(LETTERS).contains(value)
        assert (found.result.subs(at) != oo) == (there == S.true)
        if there == S.true:
            assert abs(number(found.result.subs(at), {}) - number(wanted.subs(at), {})) < 1e-15


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row[0]))
def test_each_step_of_it_is_checked(row) -> None:
    f, interval, given, *_ = row
    found = conjugate(f, u, v, interval, given).verify()
    assert found.status is Status.VERIFIED
    assert len(found.steps) >= 2
    assert all(s.evidence is not None and s.evidence.effective for s in found.steps)


def test_every_case_is_tried_in_a_model_of_its_own() -> None:
    found = conjugate(Max(0, 1 - u) ** 2 / 2 + Max(0, u - 2), u, v).verify()
    tried = [model.numbers[v] for model in found.models]
    assert any(n < 0 for n in tried)
    assert any(0 < n < 1 for n in tried)
    assert any(n > 1 for n in tried)


ENVELOPES = [
    ((u**2 - 1) ** 2, (-3, 3), Piecewise((0, Abs(u) < 1), ((u**2 - 1) ** 2, True))),
    (
        Min((u + 1) ** 2, (u - 2) ** 2 + 1),
        (-4, 4),
        Piecewise(
            ((u + 1) ** 2, u < -Rational(5, 6)),
            (u / 3 + Rational(11, 36), u < Rational(13, 6)),
            ((u - 2) ** 2 + 1, True),
        ),
    ),
    (u**3, (-1, 1), Piecewise((Rational(3, 4) * u - S(1) / 4, u < S.Half), (u**3, True))),
    (-(u**2), (-1, 1), Integer(-1)),
    (sqrt(Abs(u)), (-1, 1), Abs(u)),
    (atan(u), (-oo, oo), -pi / 2),
    (log(u), (1, 3), log(3) * (u - 1) / 2),
    (u**4 - 2 * u**2 + u, (-2, 2), Piecewise((u - 1, Abs(u) < 1), (u**4 - 2 * u**2 + u, True))),
]


@pytest.mark.parametrize("row", ENVELOPES, ids=lambda row: str(row[0]))
def test_the_biconjugate_is_the_convex_envelope(row) -> None:
    f, (low, high), wanted = row
    found = biconjugate(f, u, (low, high))
    assert found.domain == Interval(low, high)
    near, far = max(low, -9), min(high, 9)
    for k in range(9):
        at = near + (far - near) * Rational(k, 8)
        there = number(found.result.subs(u, at), {})
        assert abs(there - number(wanted.subs(u, at), {})) < 1e-15
        assert there - number(f.subs(u, at), {}) < 1e-15
    assert high == oo or found.result.subs(u, high + 1) == oo


@pytest.mark.slow
@pytest.mark.parametrize("row", ENVELOPES[:5], ids=lambda row: str(row[0]))
def test_the_biconjugate_is_checked_by_two_nested_searches(row) -> None:
    assert biconjugate(row[0], u, row[1]).verify().status is Status.VERIFIED


@pytest.mark.parametrize(
    ("f", "interval"),
    [
        (exp(u), LINE),
        (u**2, LINE),
        (cosh(u), LINE),
        (u * log(u), HALF),
        (-log(u), HALF),
        (1 / u + u, HALF),
    ],
)
def test_a_convex_function_is_its_biconjugate(f, interval) -> None:
    found = biconjugate(f, u, interval).result
    for at in (Rational(1, 3), Rational(2), Rational(19, 4)):
        assert abs(number(found.subs(u, at), {}) - number(f.subs(u, at), {})) < 1e-15


@pytest.mark.parametrize("row", TABLE[:10], ids=lambda row: str(row[0]))
def test_fenchel_and_young(row) -> None:
    """u v <= f(u) + f*(v), with equality where v is the slope of f at u."""
    f, (low, high), given, *_ = row
    star = conjugate(f, u, v, (low, high), given).result
    inside = [n for n in VALUES if low < n < high]
    for at in inside:
        for value in VALUES:
            if star.subs(v, value) != oo:
                total = number(f.subs(u, at), {}) + number(star.subs(v, value), {})
                assert total - number(at * value, {}) > -1e-12 * max(1, abs(total))
        rate = f.diff(u).subs(u, at)
        if f.has(Abs) or star.subs(v, rate) == oo:
            continue
        total = number(f.subs(u, at), {}) + number(star.subs(v, rate), {})
        assert abs(total - number(at * rate, {})) < 1e-12 * max(1, abs(total))


def test_a_pole_inside_the_interval_is_not_passed_over() -> None:
    assert conjugate(1 / u + u, u, v).remaining


def test_what_has_no_closed_form_stays_open() -> None:
    found = conjugate(u**2 * exp(u), u, v, HALF)
    assert found.remaining
    assert found.result is None
    assert found.domain is None
    assert abs(
        found.value_at({"v": 2}, 15) - number(Sup(2 * u - u**2 * exp(u), u, Line(0)), {})
    ) < (1e-14)


def test_assumptions_are_read_with_the_function() -> None:
    f, x, y, low, high = parse("l*Abs(x) + x^2/2", "x", "y", "-oo", "oo", assume=["l > 0"])
    found = conjugate(f, x, y, (low, high)).verify()
    assert found.status is Status.VERIFIED
    assert found.result.subs({Symbol("l", real=True): 2, Symbol("y", real=True): 5}) == Rational(
        9, 2
    )


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: conjugate(u**2, u, u), "another variable"),
        (lambda: conjugate(u * v, u, v), "another variable"),
        (lambda: conjugate(u**2, u, v, (1, 0)), "not known to be less"),
        (lambda: conjugate(u**2, u, v, (a, a - 1)), "not known to be less"),
        (lambda: conjugate(u**2, u, v, (oo, -oo)), "not known to be less"),
        (lambda: start(u**2).domain, "only a conjugate"),
    ],
)
def test_what_is_refused(build, said) -> None:
    with pytest.raises(DeriveError, match=said):
        build()


def test_an_interval_between_two_letters_is_taken_not_to_be_empty() -> None:
    low, high = Symbol("l", real=True), Symbol("h", real=True)
    found = conjugate(Integer(0), u, v, (low, high)).verify()
    assert found.status is Status.VERIFIED
    assert (low < high) in found.assumptions
    assert found.result.subs({low: -1, high: 3, v: -2}) == 2
    assert conjugate(-log(a * u + tau), u, v, (-tau / a, oo), (a > 0,)).result is not None


def test_a_model_may_stand_on_a_boundary_that_is_computed_with_rounding() -> None:
    f = (u - a) ** 2 / (2 * a**2 * u)
    assert conjugate(f, u, v, HALF, (a > 0,)).verify().status is Status.VERIFIED


class TestCalculus:
    f = Conjugate(exp(u), u, Line(), v)

    def test_a_multiple(self) -> None:
        b = Symbol("b", positive=True)
        d = start(Conjugate(b * exp(u), u, Line(), v)).by(conjugate_scales)
        assert d.result == b * Conjugate(exp(u), u, Line(), v / b)

    def test_something_affine(self) -> None:
        d = start(Conjugate(exp(u) + 3 * u + 5, u, Line(), v)).by(conjugate_of_tilted)
        assert d.result == Conjugate(exp(u), u, Line(), v - 3) - 5

    def test_a_translation(self) -> None:
        d = start(Conjugate((u - 2) ** 4, u, Line(1, 4), v)).by(conjugate_of_moved, Integer(2))
        assert d.result == 2 * v + Conjugate(u**4, u, Line(-1, 2), v)

    def test_fenchel_is_an_equality_where_the_slopes_are_equal(self) -> None:
        d = start(u * v, v > 0).by(fenchel_inequality, self.f, u).verify()
        assert d.status is Status.VERIFIED
        assert d.relation.value == "<="

    def test_a_multiple_that_may_be_negative_is_refused(self) -> None:
        with pytest.raises(RuleRefused):
            start(Conjugate(a * exp(u), u, Line(), v)).by(conjugate_scales)


class TestInverses:
    """h(inverse(y)) = y, for functions of many shapes."""

    @pytest.mark.parametrize(
        ("h", "low", "at"),
        [
            (log(u) - log(u + 1), 0, 3),
            (1 - 1 / u**2, 0, 2),
            (u - 1 / u, 0, 2),
            (exp(u) - 2 * exp(-u), -oo, 1),
            (u + exp(u), -oo, 1),
            (u * exp(u), -1, 2),
            (log(u) + u**2, 0, 2),
            (u / sqrt(1 + u**2), -oo, 2),
            (4 * u**3 - 4 * u, 1, 2),
            (u**3 + u, -oo, -2),
            (u**5, -oo, -3),
            (1 - 1 / sqrt(u), 0, 4),
            (u * exp(u**2 / 2), 0, 2),
            (2 * u / (1 - u**2) + u * 0, -1, 0),
        ],
        ids=str,
    )
    def test_it_undoes(self, h, low, at) -> None:
        known = Assumptions.of(*([u > low] if low != -oo else []))
        if h.subs(u, 2).is_negative and low == -1:
            known = known.also(u < 1)
        found = inverse(h, u, v, UP, known)
        assert found is not None
        assert abs(number(found.subs(v, h.subs(u, at)), {}) - at) < 1e-15


def test_a_function_is_called_convex_only_where_it_is() -> None:
    convex = [Abs(u), Max(u, u**2 - 1), u**4, exp(u) + Abs(u - 1)]
    other = [Min(u, 0), u**3, Abs(Abs(u) - 1), cosh(u) - 2 * u**2]
    for f in convex:
        assert is_convex(arcs_of(f, u, Line(), Assumptions()), Assumptions())
    for f in other[:3]:
        assert not is_convex(arcs_of(f, u, Line(), Assumptions()), Assumptions())


def test_the_same_function_gives_the_same_conjugate_however_it_is_written() -> None:
    one = conjugate((u - 1) ** 2 / u, u, v, HALF).result
    two = conjugate(u - 2 + 1 / u, u, v, HALF).result
    for value in (-3, 0, Rational(1, 2)):
        assert equal(one.subs(v, value), two.subs(v, value), Assumptions()) is True


@pytest.mark.parametrize(
    ("f", "interval", "given"),
    [
        (exp(-a * u), LINE, (a > 0,)),
        (1 / u**2, HALF, ()),
        (a * u + tau, LINE, ()),
        (u + 1, HALF, ()),
        (sqrt(1 + u**2), LINE, ()),
        (sqrt(Abs(u)), LINE, ()),
        (log(1 + u**2), LINE, ()),
        (Min((u + 1) ** 2, (u - 2) ** 2 + 1), (-4, 4), ()),
        (u * log(u), HALF, ()),
    ],
    ids=str,
)
def test_the_highest_line_below_a_function_is_found(f, interval, given) -> None:
    """By its slope, whether it touches the function at one place, at two, or only far out."""
    assert biconjugate(f, u, interval, given).verify().status is Status.VERIFIED


@pytest.mark.parametrize(
    ("function", "low", "high"),
    [
        (lambda u: tan(u), -pi / 2, pi / 2),
        (lambda u: -1 / sin(u), S.Zero, pi),
        (lambda u: log(cos(u)), -pi / 2, pi / 2),
    ],
    ids=["tan", "cosecant", "log cos"],
)
def test_a_supremum_towards_an_end_that_no_digits_hold_is_infinite(function, low, high):
    """u v - f(u) grows without bound towards an end, whichever side of it its rounding lies on."""
    bound = Conjugate(function(u), u, Line(low, high), v)
    for place in ("-3", "1/2", "4"):
        assert value_of(bound, {v: place}, ()) == oo


@pytest.mark.parametrize("low", [-pi, -sqrt(2), -E])
def test_a_limit_at_such_an_end_keeps_its_digits(low):
    bound = Conjugate(u, u, Line(low, 0), v)
    with mpmath.workdps(30):
        expected = -2 * mpmath.mpf(str(low.n(40)))
        assert abs(value_of(bound, {v: "-1"}, ()) / expected - 1) < mpmath.mpf(10) ** -27
