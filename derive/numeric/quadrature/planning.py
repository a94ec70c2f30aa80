"""Cut a range into pieces that each hold one hump, found from the log envelope alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from sympy import Expr, Symbol

from derive.errors import NotConverged
from derive.numeric.quadrature.charts import Chart, make_chart
from derive.numeric.quadrature.landmarks import as_float, grid, landmarks

SIGNIFICANT = 90.0
"""A hump that lies this many e-folds below the highest one adds nothing to 30 digits."""

MOST_PIECES = 160
MOST_CUTS = 20
_VALLEY = 1.0
_GOLDEN = (math.sqrt(5) - 1) / 2


def plan(
    expressions: tuple[Expr, ...],
    x: Symbol,
    lo: Expr | None,
    hi: Expr | None,
    extra: tuple[float, ...] = (),
) -> list[Chart]:
    """Charts of pieces between neighbouring breaks, each with one hump.

    ``extra`` are places at which to look for humps besides the landmarks.
    """
    low = -math.inf if lo is None else as_float(lo)
    high = math.inf if hi is None else as_float(hi)
    found = landmarks(expressions, x, low, high)
    hints = tuple(sorted({*found.hints, *(h for h in extra if low < h < high)}))
    ends = [lo, *found.breaks, hi]
    charts: list[Chart] = []
    for left, right in pairwise(ends):
        charts.extend(pieces(expressions, x, left, right, hints, 0))
        if len(charts) > MOST_PIECES:
            raise NotConverged("the integrand has too many humps to be split")
    top = max(chart.top for chart in charts)
    for chart in charts:
        chart.top = top if top > -math.inf else chart.top
    return charts


def pieces(
    expressions: tuple[Expr, ...],
    x: Symbol,
    lo: Expr | None,
    hi: Expr | None,
    hints: tuple[float, ...],
    depth: int,
    smooth: frozenset[Expr] = frozenset(),
) -> list[Chart]:
    """The piece as one chart, or split in the valleys between its humps.

    ``smooth`` are ends at which nothing is special.
    """
    chart = make_chart(expressions, x, lo, hi, smooth)
    if lo is None and hi is None:
        _settle_on_the_line(chart, hints)
    low = -math.inf if lo is None else as_float(lo)
    high = math.inf if hi is None else as_float(hi)
    inside = [chart.w_of(h) for h in hints if low < h < high]
    humps, samples = _humps(chart.log_mass, _places(chart, inside))
    if not humps:
        return [chart]
    highest = max(value for _, value in humps)
    humps = [(w, value) for w, value in humps if value >= highest - SIGNIFICANT]
    chart.top = highest
    valleys = []
    for (left, a), (right, b) in pairwise(humps):
        between = [(value, w) for w, value in samples if left < w < right]
        if between and min(between)[0] < min(a, b) - _VALLEY:
            valleys.append(min(between)[1])
    cuts: list[Expr] = []
    for w in valleys:
        cut = chart.x_at(w)
        if low < as_float(cut) < high and cut not in cuts:
            cuts.append(cut)
    if len(cuts) > MOST_CUTS:
        raise NotConverged("the integrand has too many humps to be split")
    if cuts and depth < 4:
        ends = [lo, *cuts, hi]
        return [
            piece
            for left, right in pairwise(ends)
            for piece in pieces(expressions, x, left, right, hints, depth + 1, smooth | set(cuts))
        ]
    chart.centre = max(humps, key=lambda hump: hump[1])[0]
    chart.width = _width(chart, chart.centre, highest)
    return [chart]


def measured(chart: Chart) -> Chart | None:
    """The same piece, its mass located by the integrand itself; None if that finds no hump."""
    exact = replace(chart, measured=True)
    humps, _ = _humps(exact.log_mass, [k / 2 for k in range(-60, 61)])
    if not humps:
        return None
    exact.centre, exact.top = max(humps, key=lambda hump: hump[1])
    exact.width = _width(exact, exact.centre, exact.top)
    return exact


def _settle_on_the_line(chart: Chart, hints: tuple[float, ...]) -> None:
    """Centre a chart of the whole line on the highest hump, in units of its width."""
    size = chart.sides[0].size
    places = sorted({*grid(-math.inf, math.inf), *hints})
    humps, _ = _humps(size, places)
    # what only rises towards an end is no hump
    humps = [hump for hump in humps if places[0] < hump[0] < places[-1]]
    if not humps:
        chart.middle = hints[len(hints) // 2] if hints else 0.0
        return
    mode, top = max(humps, key=lambda hump: hump[1])
    chart.middle = mode
    falls = [_fall(size, mode, top, direction) for direction in (-1.0, 1.0)]
    finite = [fall for fall in falls if fall is not None]
    if finite:
        chart.spread = max(finite)


def _fall(size: Callable[[float], float], mode: float, top: float, sign: float) -> float | None:
    """The distance from the mode at which the log envelope has fallen by one."""
    if not math.isfinite(top):
        return None
    step = max(abs(mode), 1.0) * 2.0**-40
    for _ in range(100):
        if size(mode + sign * step) < top - 1:
            return step
        step *= 2
    return None


def _places(chart: Chart, hints: list[float]) -> list[float]:
    near = [k / 2 for k in range(-20, 21)]
    far = [12.0, 15, 18, 22, 26, 30, 35, 40, 50, 60, 80, 100, 200, 400, 690]
    places = {*near, *far, *(-w for w in far), *hints}
    for hint in hints:
        places |= {hint + d for d in (-0.3, -0.1, -0.01, 0.01, 0.1, 0.3)}
    if len(chart.sides) == 2:
        places |= {math.log(k / (48 - k)) for k in range(1, 48)}
    return sorted(places)


def _humps(
    height: Callable[[float], float], places: list[float]
) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Local maxima of a function on a grid, each refined by golden sections."""
    samples = [(w, height(w)) for w in places]
    samples = [(w, value) for w, value in samples if value < math.inf]
    humps: list[tuple[float, float]] = []
    for i, (w, value) in enumerate(samples):
        if value == -math.inf:
            continue
        left = samples[i - 1][1] if i else -math.inf
        right = samples[i + 1][1] if i + 1 < len(samples) else -math.inf
        if value < left or value <= right:
            continue
        if 0 < i < len(samples) - 1:
            w, value = _climbed(height, samples[i - 1][0], w, value, samples[i + 1][0])
        humps.append((w, value))
    return humps, samples


def _climbed(
    height: Callable[[float], float], left: float, best: float, value: float, right: float
) -> tuple[float, float]:
    low, high = left, right
    for _ in range(80):
        if high - low < 1e-9 * (1 + abs(best)) and high - low < 1e-3 * (right - left):
            break
        one, two = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        at_one, at_two = height(one), height(two)
        if at_one > at_two:
            high = two
        else:
            low = one
        for w, at in ((one, at_one), (two, at_two)):
            if value < at < math.inf:
                best, value = w, at
    return best, value


def _width(chart: Chart, centre: float, top: float) -> float:
    falls = [_fall_in_w(chart, centre, top, sign) for sign in (-1.0, 1.0)]
    return min(1.6, *(1.5 * fall for fall in falls))


def _fall_in_w(chart: Chart, centre: float, top: float, sign: float) -> float:
    step = 2.0**-30
    while step < 2 and chart.log_mass(centre + sign * step) > top - 1:
        step *= 2
    return step
