"""Wasserstein distances of order one between laws of different scales, by sums over quantiles."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist, fmean

import pytest

from derive import parse, wasserstein
from derive.derivation.status import Status

MANY = 20000
QUANTILES = {
    "Normal": NormalDist().inv_cdf,
    "Logistic": lambda u: math.log(u / (1 - u)),
    "Laplace": lambda u: math.log(2 * u) if u < 0.5 else -math.log(2 * (1 - u)),
}


@pytest.mark.parametrize("family", QUANTILES)
def test_a_distance_of_order_one(family: str) -> None:
    quantile: Callable[[float], float] = QUANTILES[family]
    derived = wasserstein(*parse(f"{family}(m, s)", f"{family}(n, t)", "1"))
    assert derived.verify().status is Status.VERIFIED
    points = [quantile((k + 0.5) / MANY) for k in range(MANY)]
    for one, other in [(2, 1), (1, 2), (1, 1)]:
        wanted = fmean(abs(0.25 + (one - other) * z) for z in points)
        at = {"m": 0.25, "n": 0, "s": one, "t": other}
        assert abs(derived.value_at(at, digits=15) - wanted) < 1e-3
