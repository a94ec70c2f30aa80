"""Every family against the convention: names, arguments, support, density, refusals."""

from __future__ import annotations

import itertools
import math
import pickle
import random
import re

import numpy as np
import pytest
from families import FAMILIES, dirichlet, lgamma
from sympy import I, ImmutableDenseMatrix, MatrixSymbol, Symbol, lambdify, nan, oo, symbols, true

from derive import language
from derive.errors import InvalidParameter
from derive.language import distributions
from derive.language.sequence import Element
from derive.language.space import Lattice, Line, Power, Simplex

NO_NUMBER = [I, oo, -oo, nan, "1", True, None, [1], MatrixSymbol("A", 1, 1)]
BAD = {
    "real": NO_NUMBER,
    "positive": [*NO_NUMBER, 0, -1],
    "probability": [*NO_NUMBER, 0, 1, -0.1, 1.5],
    "natural": [*NO_NUMBER, 0, -2, 2.5],
    "integer": [*NO_NUMBER, 0.5],
    "positives": ["1", 3, None, [1, I], [nan, 1], [[1], [2]]],
    "vector": ["1", 3, None, [1, oo], [I, 1], ImmutableDenseMatrix([[1, 2]])],
    "matrix": ["1", 3, None, [1, 2], [[1, I], [I, 1]]],
}
STATED = {"parameters", "defaults", "requirements", "space", "log_density", "covariance_matrix"}
OF_SYMPY = {"default_assumptions"}


def formula(expr, *letters):
    """A NumPy function of an expression."""
    names = {"loggamma": lgamma, "besseli": lambda _, k: np.i0(k)}
    return lambda *points: lambdify(letters, expr, [names, "numpy"])(*points) + 0 * points[0]


STEP = 1 / 64
GRID = np.arange(-4, 4 + STEP, STEP)
BEND = np.sinh(GRID) * math.pi / 2
SLOPE = np.cosh(GRID) * math.pi / 2 * STEP


def nodes(low, high, cuts):
    """Points and weights on an interval: a trapezoid after a double exponential substitution."""
    ends = [low, *cuts, high]
    points, weights = [], []
    for a, b in itertools.pairwise(ends):
        if math.isfinite(a) and math.isfinite(b):
            part = 1 / (1 + np.exp(-2 * BEND))
            points.append(a + (b - a) * part)
            weights.append((b - a) * 2 * part * (1 - part) * SLOPE)
        else:
            far = np.exp(BEND)
            points.append(a + far if math.isfinite(a) else b - far)
            weights.append(far * SLOPE)
    x, w = np.concatenate(points), np.concatenate(weights)
    inside = (x > low) & (x < high)
    return x[inside], w[inside]


def mass(density, space, values):
    """The total mass of a density on its space."""
    if isinstance(space, Lattice):
        high = 4000 if space.high == oo else int(space.high)
        return density(np.arange(int(space.low), high + 1, dtype=float)).sum()
    if isinstance(space, Simplex):
        x, w = nodes(0, 1, [])
        first, share = np.meshgrid(x, x)
        second = (1 - first) * share
        weight = np.outer(w, w) * (1 - first)
        rest = np.maximum(1 - first - second, 1e-300)
        return (density(first, second, rest) * weight).sum()
    if isinstance(space, Power):
        axes = [np.linspace(-16, 16, 81 if space.length == 3 else 641)] * int(space.length)
        grids = np.meshgrid(*axes)
        return density(*grids).sum() * (axes[0][1] - axes[0][0]) ** len(axes)
    low, high = float(space.low), float(space.high)
    cuts = sorted(
        {float(v) for v in values if low < float(v) < high} | ({0.0} if low < 0 else set())
    )
    x, w = nodes(low, high, cuts)
    return (density(x) * w).sum()


def some_points(space, rng):
    """Random points of a space, one array for each coordinate."""
    if isinstance(space, Lattice):
        high = 12 if space.high == oo else int(space.high)
        return [np.arange(int(space.low), high + 1, dtype=float)]
    if isinstance(space, Simplex):
        draws = np.array(
            [[rng.expovariate(1) for _ in range(20)] for _ in range(int(space.length))]
        )
        return list(draws / draws.sum(axis=0))
    if isinstance(space, Power):
        return [np.array([rng.gauss(0, 2) for _ in range(20)]) for _ in range(int(space.length))]
    low, high = float(space.low), float(space.high)
    if math.isfinite(high):
        return [np.array([rng.uniform(low, high) for _ in range(20)])]
    if math.isfinite(low):
        return [np.array([low + rng.expovariate(0.5) for _ in range(20)])]
    return [np.array([rng.gauss(0, 3) for _ in range(20)])]


def letters_like(values, prefix="a"):
    """A plain symbol for every number of the arguments."""
    return [
        letters_like(v, f"{prefix}{i}") if isinstance(v, list) else Symbol(f"{prefix}{i}")
        for i, v in enumerate(values)
    ]


def flat(values):
    return [w for v in values for w in (flat(v) if isinstance(v, list) else [v])]


def log_density_at(law, x):
    """The engine's log density, and the letters of the coordinates in it."""
    expr = law.log_density(x)
    if not isinstance(law.space, (Power, Simplex)):
        return expr, [x]
    letters = symbols(f"u1:{int(law.space.length) + 1}")
    return expr.xreplace({Element(x, i + 1): u for i, u in enumerate(letters)}), letters


def test_every_family_of_the_convention_is_there_and_no_other():
    assert sorted(distributions.__all__) == sorted(FAMILIES)
    assert len(FAMILIES) >= 45
    assert set(FAMILIES) <= set(language.__all__)


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_what_the_convention_says(name):
    convention = FAMILIES[name]
    family = getattr(language, name)
    assert family.signature() == f"{name}({', '.join(convention.kinds)})"
    assert not {m for m in vars(family) if not m.startswith("_")} - STATED - OF_SYMPY
    for values in convention.examples:
        law = family(*values)
        check_arguments(family, convention, law, values)
        check_support(convention, law, values)
        check_density(convention, law, values)
        check_letters(family, law, values)
    check_refusals(family, convention)


def check_arguments(family, convention, law, values):
    """By place, by name, left out where there is a default, rebuilt, pickled."""
    named = dict(zip(convention.kinds, values, strict=True))
    assert family(**named) == law
    assert family(**{k: v for k, v in named.items() if convention.defaults.get(k) != v}) == law
    assert law.func(*law.args) == law
    assert hash(law.func(*law.args)) == hash(law)
    assert pickle.loads(pickle.dumps(law)) == law
    assert [getattr(law, k) for k in named] == list(law.args)
    assert law.conditions == ()
    assert law.free_symbols == set()


def check_support(convention, law, values):
    ends = convention.support(*values)
    if isinstance(ends, int):
        kinds = {Simplex(ends), Power(Line(), ends)}
        assert law.space in kinds
        assert (type(law.space) is Simplex) == (convention.density is dirichlet)
    else:
        assert law.space == (Lattice(*ends) if convention.counts else Line(*ends))


def check_density(convention, law, values):
    """Mass one, and the value of an independent formula at random points."""
    for x in (Symbol("x"), Symbol("x", real=True)):
        expr, letters = log_density_at(law, x)
        engine = formula(expr, *letters)
        with np.errstate(all="ignore"):  # far out an exponential overflows, and the density is 0
            total = mass(lambda *p, engine=engine: np.exp(engine(*p)), law.space, flat(values))
        assert total == pytest.approx(1, abs=2e-7)
        points = some_points(law.space, random.Random(f"{law}"))
        assert np.exp(engine(*points)) == pytest.approx(own(convention, points, values), rel=1e-10)
    x = Symbol("x", positive=True)
    points = [np.abs(p) for p in points if len(points) == 1]
    low, high = convention.support(*values) if points else (oo, oo)
    points = [p[(p > 0) & (p >= float(low)) & (p <= float(high))] for p in points]
    if points and points[0].size:
        engine = formula(law.log_density(x), x)
        assert np.exp(engine(*points)) == pytest.approx(own(convention, points, values), rel=1e-10)


def own(convention, points, values):
    found = convention.density(points if len(points) > 1 else points[0], *values)
    assert np.all(found >= 0)
    assert np.any(found > 0)
    return found


def check_letters(family, law, values):
    """With plain symbols for the parameters it is the same law, once numbers take their places."""
    letters = letters_like(values)
    symbolic = family(*letters)
    numbers = [language.exact(v) for v in flat(values)]
    put = dict(zip(flat(letters), numbers, strict=True))
    assert symbolic.free_symbols == set(put)
    assert symbolic.func(*symbolic.args) == symbolic
    assert symbolic.xreplace(put) == law
    assert all(c.xreplace(put) == true for c in symbolic.conditions)
    expr, coordinates = log_density_at(symbolic, Symbol("x"))
    points = some_points(law.space, random.Random(f"{law}"))
    there = formula(expr.xreplace(put), *coordinates)(*points)
    expected = formula(log_density_at(law, Symbol("x"))[0], *coordinates)(*points)
    assert there == pytest.approx(expected, rel=1e-10)


def check_refusals(family, convention):
    """One sentence that names the argument and its value; when built, and when substituted."""
    good = list(convention.examples[0])
    for place, (argument, kind) in enumerate(convention.kinds.items()):
        for bad in BAD[kind]:
            given = [*good[:place], bad, *good[place + 1 :]]
            with pytest.raises(InvalidParameter) as caught:
                family(*given)
            said = str(caught.value)
            assert re.search(rf"\): {argument} = .+ is refused, it must be ", said)
            assert said.startswith(family.signature())
            assert said.endswith(".")
            assert "\n" not in said
    for bad in convention.refused:
        with pytest.raises(InvalidParameter, match=r"\w+ = .+ is refused, it must be .+\."):
            family(*bad)
        if not any(isinstance(v, MatrixSymbol) for v in bad):
            check_substitution(family, bad)
    with pytest.raises(InvalidParameter, match="argument"):
        family(*good, 1)
    with pytest.raises(InvalidParameter, match="no argument 'logits'"):
        family(*good, logits=1)
    if good and not convention.defaults:
        first, *_, last = [*convention.kinds, *convention.kinds]
        with pytest.raises(InvalidParameter, match=f"lacks its {last}"):
            family(*good[:-1])
        with pytest.raises(InvalidParameter, match=f"given its {first} twice"):
            family(*good, **{first: good[0]})


def check_substitution(family, bad):
    letters = letters_like(bad)
    try:
        symbolic = family(*letters)
    except InvalidParameter:  # the shapes alone refuse it
        return
    put = dict(zip(flat(letters), [language.exact(v) for v in flat(bad)], strict=True))
    with pytest.raises(InvalidParameter, match="is refused"):
        symbolic.xreplace(put)
