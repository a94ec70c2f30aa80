"""The supremum of a function of one number over an interval, and where it is attained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.quadrature.open_intervals import FAR, Interval, interval_between
from derive.numeric.searches.refining import refined, shortest

Function = Callable[[Number], Number]

_NEAR = tuple(0.7 * k for k in range(-15, 16))
_SPARSE = (13.0, 16.0, 20.0, 25.0, 32.0, 40.0, 55.0, 75.0, 100.0, 150.0, 225.0, 325.0, 450.0, 600.0)
GRID = (*(-w for w in reversed(_SPARSE)), *_NEAR, *_SPARSE)
GLANCES = (-100.0, -30.0, -12.0, -6.0, -3.0, -1.0, 1.0, 3.0, 6.0, 12.0, 30.0, 100.0)
_BESIDE = 1e-6
_FIRST_LOOK = 0.25
_LEVEL = 10_000

Height = Callable[[Number], Number | None]


@dataclass(frozen=True)
class Peak:
    """A supremum: its height, and the place and coordinate where it is attained, None where it is
    only approached; how large the values around it are, and how far off it may be. The function has
    lower peaks at the coordinates of the `others`. `towards` is -1 or 1 where it is approached
    towards the lower or the upper end."""

    height: Number
    place: Number | None
    coordinate: Number | None
    size: Number
    error: Number
    others: tuple[Number, ...] = ()
    towards: int = 0


def supremum(
    function: Function,
    low: Number,
    high: Number,
    arithmetic: Arithmetic,
    near: tuple[Number, ...] = (),
    depth: int = 0,
    rounded: tuple[bool, bool] = (False, False),
) -> Peak:
    """The least upper bound of a function on the open interval between low and high.

    `near` are the coordinates of the peaks of a function much like this one, at which to look
    first, and `depth` how many suprema are nested within the function: they must reach farther than
    this one. `rounded` says of both ends whether they are numbers that the digits cannot hold.
    Raises NotConverged where it rises towards an end without settling, or where it has no value at
    any place that was tried.
    """
    interval = interval_between(low, high, arithmetic, rounded)

    def height(w: float | Number) -> Number | None:
        return _value(function, interval.place(w), arithmetic)

    if near:
        known = _at_first_look(height, near, arithmetic)
        if known is not None:
            return _highest([_attained(peak, interval, arithmetic) for peak in known])
    grid = [w for w in GRID if abs(w) <= interval.reach(w)]
    # a place at which a supremum within the function was not found says nothing
    samples = [(value, w) for value, w in ((height(w), w) for w in grid) if value is not None]
    if all(value == arithmetic.ninf for value, _ in samples):
        raise NotConverged("the function to be maximised has no value anywhere")
    found = _limits(interval, height, samples, depth)
    top = max((peak.height for peak in found), default=arithmetic.ninf)
    for bracket in _brackets(samples):
        left, middle, right = (value for value, _ in bracket)
        w, height_there = arithmetic.real(bracket[1][1]), middle
        rise = middle - min(left, right)
        level = rise <= _rounding(interval.place(w), arithmetic)
        # beside a place without a value nothing is known of the height
        places = tuple(arithmetic.real(place) for _, place in bracket)
        if not level and not _at_most((left, middle, right), places) < top:
            w, height_there = refined(height, places, middle, arithmetic)
            if isinstance(arithmetic, FloatArithmetic) and arithmetic.ninf in (left, right):
                _require_no_overflow(height, w, arithmetic)
        top = max(top, height_there)
        peak = _attained((w, height_there, (left, middle, right)), interval, arithmetic)
        # on a level all that sets one place above another is rounding
        noise = _rounding(interval.place(w), arithmetic) if level else arithmetic.zero
        found.append(replace(peak, error=max(peak.error, noise)))
    if not found:
        raise NotConverged("no supremum was found")
    highest = _highest(found)
    if highest.coordinate is not None and _LEVEL * highest.error > max(abs(highest.height), 1):
        raise NotConverged("the function to be maximised is level, but for rounding")
    return highest


Sample = tuple[Number, float]
"""A height and its coordinate."""


def _brackets(samples: list[Sample]) -> list[tuple[Sample, Sample, Sample]]:
    """Three neighbours the middle one of which is the highest, the highest first."""
    found = []
    level: Number | None = samples[0][0]
    for one, two, three in zip(samples, samples[1:], samples[2:], strict=False):
        # as level as at the lower end is no peak, but the limit there
        level = level if level == one[0] else None
        if two[0] >= one[0] and two[0] > three[0] and two[0] != level:
            found.append((one, two, three))
    return sorted(found, key=lambda bracket: bracket[1][0], reverse=True)


def _limits(interval: Interval, height: Height, samples: list[Sample], depth: int) -> list[Peak]:
    """The limits towards the ends to which the function rises."""
    found = []
    for direction in (-1.0, 1.0):
        far = [w / 3**depth for w in interval.far(direction)]
        beyond = [value for value, w in samples if direction * w <= abs(far[0])]
        edge = beyond[:2] if direction < 0 else beyond[:-3:-1]
        arithmetic = interval.arithmetic
        coarse = isinstance(arithmetic, FloatArithmetic)
        # among floats what is far out is all noise, and precise values have to tell
        noise = arithmetic.zero if coarse else _rounding(interval.place(far[-1]), arithmetic)
        known = [height(w) for w in far]
        end = _towards_an_end(known, edge, noise, arithmetic)
        if end is not None and end[0] == arithmetic.inf and not _rises(height, far, known):
            end = None
        if end is not None:
            end = _at_a_rounded_end(end, interval, direction, height)
            found.append(Peak(end[0], None, None, abs(end[0]), end[1], (), int(direction)))
    return found


def _rises(height: Height, far: list[float], known: list[Number | None]) -> bool:
    """Whether a function that seems to grow without bound rises between its far places as well, as
    a wave does not."""
    values = [known[0], height((far[0] + far[1]) / 2), known[1]]
    values += [height((far[1] + far[2]) / 2), known[2]]
    return all(a is not None and b is not None and a <= b for a, b in pairwise(values))


def _at_a_rounded_end(
    limit: tuple[Number, Number], interval: Interval, direction: float, height: Height
) -> tuple[Number, Number]:
    """A limit and how far off it is, or the value at the end itself where that is the same."""
    if not interval.is_rounded(direction) or abs(limit[0]) == interval.arithmetic.inf:
        return limit
    there = height(direction * FAR[-1])
    if there is None or abs(there - limit[0]) > 10 * limit[1]:
        return limit
    return there, _rounding(interval.place(direction * FAR[-1]), interval.arithmetic)


def _at_most(heights: tuple[Number, ...], places: tuple[Any, ...]) -> Number:
    """How high a peak between three places may be where the function is concave there: no higher
    than the lines through the middle one that go on upwards."""
    left, middle, right = heights
    before, after = places[1] - places[0], places[2] - places[1]
    return middle + max((middle - left) * after / before, (middle - right) * before / after)


def _require_no_overflow(height: Height, w: Number, arithmetic: Arithmetic) -> None:
    """NotConverged where the function jumps to -oo beside its peak, as it does where a float
    overflows."""
    if arithmetic.ninf in (height(w - _BESIDE), height(w + _BESIDE)):
        raise NotConverged("the function to be maximised has no value beside its highest place")


def _rounding(place: Number, arithmetic: Arithmetic) -> Number:
    """What may be left of rounding where numbers as large as the place cancel."""
    digits = 16 if isinstance(arithmetic, FloatArithmetic) else arithmetic.digits
    return max(abs(place), 1) * arithmetic.real(10.0 ** (4 - digits))


Around = tuple[Number, Number, tuple[Number, ...]]
"""A peak's coordinate and height, and the heights beside it."""


def _attained(peak: Around, interval: Interval, arithmetic: Arithmetic) -> Peak:
    w, top, beside = peak
    size = max(abs(h) for h in (top, *beside) if abs(h) < arithmetic.inf)
    if abs(top) <= size * _rounding(arithmetic.one, arithmetic):
        top = arithmetic.zero
    # at a kink the height is as far off as the place
    return Peak(top, interval.place(w), w, size, size * shortest(arithmetic))


def _highest(peaks: list[Peak]) -> Peak:
    """The first of the highest peaks, which remembers where the others are."""
    best = peaks[0]
    for peak in peaks[1:]:
        if peak.height > best.height:
            best = peak
    others = (p.coordinate for p in peaks if p is not best and p.coordinate is not None)
    return replace(best, others=tuple(others))


def _at_first_look(
    height: Height, near: tuple[Number, ...], arithmetic: Arithmetic
) -> list[Around] | None:
    """The peaks near some coordinates, if there is one at each and nothing higher at a few other
    places."""
    brackets = []
    for w in near:
        aside = arithmetic.real(_FIRST_LOOK)
        places = (w - aside, w, w + aside)
        left, middle, right = (height(place) for place in places)
        if left is None or middle is None or right is None or not left < middle > right:
            return None
        highest = _at_most((left, middle, right), places)
        brackets.append((middle, highest, places, (left, middle, right)))
    brackets.sort(key=lambda bracket: bracket[0], reverse=True)
    top, found = arithmetic.ninf, []
    for middle, highest, places, beside in brackets:
        if highest < top:
            found.append((places[1], middle, beside))
            continue
        found.append((*refined(height, places, middle, arithmetic), beside))
        top = max(top, found[-1][1])
    for w in GLANCES:
        value = height(w)
        if value is not None and value > top:
            return None
    return found


def _value(function: Function, x: Number, arithmetic: Arithmetic) -> Number | None:
    try:
        return function(x)
    except OutOfDomain:
        return arithmetic.ninf
    except NotConverged:
        return None


def _towards_an_end(
    known: list[Number | None],
    edge: list[Number],
    noise: Number,
    arithmetic: Arithmetic,
) -> tuple[Number, Number] | None:
    """The limit towards an end where the function rises to it, from the last places of the grid to
    three farther ones, with how far the last of them may be from it."""
    values = [value for value in known if value is not None]
    if len(values) < len(known):
        if edge[0] < edge[-1]:
            return None
        raise NotConverged("the function to be maximised has no value towards an end")
    rises = edge[0] <= values[0] <= values[1] <= values[2]
    if not rises or values[2] == arithmetic.ninf:
        return None
    if arithmetic.inf in values:
        return arithmetic.inf, arithmetic.zero
    first, second = values[1] - values[0], values[2] - values[1]
    if max(first, second) <= noise:
        tiny = abs(values[2]) <= _rounding(arithmetic.one, arithmetic) ** 2
        return arithmetic.zero if tiny else values[2], max(noise, second)
    size = max(abs(values[2]), 1)
    coarse = isinstance(arithmetic, FloatArithmetic)
    settled = arithmetic.last_place(11 if coarse else (arithmetic.digits + 1) // 2)
    # what is missing at the last place is to the last change as that is to the one before
    if second == 0 or (first != 0 and second * second / first <= settled * size):
        if abs(values[2]) <= _rounding(arithmetic.one, arithmetic) ** 2:
            return arithmetic.zero, abs(values[2])
        return values[2], second
    if second >= first:
        return arithmetic.inf, arithmetic.zero
    raise NotConverged("the function to be maximised rises towards an end without settling")
