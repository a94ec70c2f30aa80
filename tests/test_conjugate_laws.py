"""Laws of conjugates, for functions drawn at random: Fenchel and Young, Moreau, order, scaling."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Max, Rational, S, Symbol, cosh, exp, log, oo, sqrt

from derive.language import Assumptions
from derive.numeric import value_of
from derive.solvers.conjugates import biconjugate, conjugate

u, v = Symbol("u", real=True), Symbol("v", real=True)
LINE, HALF = (-oo, oo), (0, oo)
CONVEX = (
    (u**2 / 2, LINE),
    (u**4, LINE),
    (exp(u), LINE),
    (cosh(u), LINE),
    (Abs(u), LINE),
    (Max(0, 1 - u), LINE),
    (sqrt(1 + u**2), LINE),
    (log(1 + exp(u)), LINE),
    (u * log(u), HALF),
    (-log(u), HALF),
    (1 / u, HALF),
    ((sqrt(u) - 1) ** 2, HALF),
    (u**2, (-1, 2)),
    (-log(1 - u**2), (-1, 1)),
)
OTHER = (
    ((u**2 - 1) ** 2, (-2, 2)),
    (-(u**2), (-1, 2)),
    (Abs(Abs(u) - 1), LINE),
    (u**3, (-1, 2)),
    (sqrt(Abs(u)), (-1, 1)),
)
ORDERED = (
    (u**2 / 2, u**2, LINE),
    (Abs(u), sqrt(1 + u**2), LINE),
    (Max(0, u), log(1 + exp(u)), LINE),
    (1 + u, exp(u), LINE),
    (1 + u**2 / 2, cosh(u), LINE),
    (1 - 1 / u, u - 1, HALF),
    (-log(u), 1 / u - 1, HALF),
)
NUMBERS = st.fractions(-4, 4, max_denominator=12).map(
    lambda r: Rational(r.numerator, r.denominator)
)
SIZES = st.fractions("1/3", 4, max_denominator=6).map(
    lambda r: Rational(r.numerator, r.denominator)
)


@lru_cache(maxsize=256)
def star(f, interval):
    return conjugate(f, u, v, interval).result


@lru_cache(maxsize=256)
def closure(f, interval):
    return biconjugate(f, u, interval).result


def number(expr) -> float:
    return float(oo if expr == oo else value_of(expr, {}, Assumptions(), 20))


def close(one: float, two: float) -> bool:
    return one == two or abs(one - two) <= 1e-12 * max(1, abs(one), abs(two))


def inside(interval, at) -> bool:
    return bool(interval[0] < at < interval[1])


@given(st.sampled_from(CONVEX + OTHER), NUMBERS, NUMBERS)
def test_a_product_is_at_most_the_function_and_its_conjugate(row, at, slope) -> None:
    f, interval = row
    if inside(interval, at):
        total = number(f.subs(u, at)) + number(star(f, interval).subs(v, slope))
        assert total >= number(at * slope) - 1e-12 * max(1, abs(total))


@given(st.sampled_from(CONVEX), NUMBERS)
def test_they_are_equal_at_the_slope_of_a_convex_function(row, at) -> None:
    f, interval = row
    if inside(interval, at) and not f.has(Abs, Max):
        slope = f.diff(u).subs(u, at)
        star_there = number(star(f, interval).subs(v, slope))
        assert close(number(f.subs(u, at)) + star_there, number(at * slope))


@given(st.sampled_from(CONVEX + OTHER), NUMBERS)
def test_the_biconjugate_is_no_greater(row, at) -> None:
    f, interval = row
    there = number(closure(f, interval).subs(u, at))
    if inside(interval, at):
        below = number(f.subs(u, at))
        assert there <= below + 1e-12 * max(1, abs(below))
    elif not interval[0] <= at <= interval[1]:
        assert there == float("inf")


@given(st.sampled_from(CONVEX), NUMBERS)
def test_a_convex_function_is_its_biconjugate(row, at) -> None:
    f, interval = row
    if inside(interval, at):
        assert close(number(closure(f, interval).subs(u, at)), number(f.subs(u, at)))


@given(st.sampled_from(ORDERED), NUMBERS)
def test_the_greater_function_has_the_smaller_conjugate(row, slope) -> None:
    less, more, interval = row
    small, large = (number(star(f, interval).subs(v, slope)) for f in (more, less))
    assert small <= large + 1e-12 * max(1, abs(small))


@settings(max_examples=20)
@given(st.sampled_from(CONVEX[:10]), SIZES, NUMBERS, NUMBERS)
def test_scaling_and_tilting(row, c, b, slope) -> None:
    """(c f)*(v) = c f*(v/c), (f + b u + c)*(v) = f*(v - b) - c."""
    f, interval = row
    multiple, tilted = (star(c * f, interval), star(f + b * u + c, interval))
    assert close(number(multiple.subs(v, slope)), c * number(star(f, interval).subs(v, slope / c)))
    there = number(star(f, interval).subs(v, slope - b))
    assert close(number(tilted.subs(v, slope)), there - c)


@settings(max_examples=20)
@given(st.sampled_from(CONVEX[:8]), SIZES, NUMBERS, NUMBERS)
def test_moving_and_stretching(row, c, b, slope) -> None:
    """f(u - b) has the conjugate b v + f*(v), and f(c u) has f*(v/c)."""
    f, interval = row
    moved, stretched = star(f.subs(u, u - b), interval), star(f.subs(u, c * u), interval)
    there = number(star(f, interval).subs(v, slope))
    assert close(number(moved.subs(v, slope)), number(b * slope) + there)
    wide = number(star(f, interval).subs(v, slope / c))
    assert close(number(stretched.subs(v, slope)), wide)


def test_the_conjugate_of_half_a_square_is_itself() -> None:
    assert star(u**2 / 2, LINE) == v**2 / 2
    assert star(S.Zero * u, (-1, 1)) == Abs(v)
