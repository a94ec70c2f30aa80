"""Where a function has its mass, found from its logarithm alone: humps, and the window around
them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from derive.errors import NotConverged

Height = Callable[[float], float]

_GOLDEN = (math.sqrt(5) - 1) / 2
_LN10 = math.log(10)
FIRST_STEP = 0.5
MOST_STEPS = 180
MANY_FALLS = 50.0
SLOW = 14.0
"""A tail is slow when the distance at which it has fallen by 50 is this many times that of a fall
by 1."""

WIDE_GRID = tuple(
    sorted(
        {
            0.0,
            *(s * 2.0**k for k in (*range(-6, 11), *range(12, 60, 3)) for s in (1, -1)),
            3.0,
            -3.0,
        }
    )
)
LOG_GRID = tuple(
    float(w) for w in (-400, -100, -60, -40, -30, -22, *range(-16, 13), 16, 22, 30, 40, 60, 100)
)
LOGISTIC_GRID = tuple(sorted({*LOG_GRID, *(-w for w in LOG_GRID)}))


@dataclass(frozen=True)
class Window:
    """Nodes lie at ``w = centre + width (v + right (e^v - 1) - left (e^-v - 1))`` for v from first
    to last in steps; ``left`` and ``right`` are 1 where a tail is slow and has to be stretched,
    else 0."""

    centre: float
    width: float
    left: int
    right: int
    first: float
    last: float

    def place(self, v: float) -> float:
        """The place w of a node."""
        stretched = self.right * math.expm1(v) - self.left * math.expm1(-v)
        return self.centre + self.width * (v + stretched)

    def slope(self, v: float) -> float:
        """dw/dv at a node."""
        return self.width * (1 + self.right * math.exp(v) + self.left * math.exp(-v))


class DoesNotFall(Exception):
    """A function has no window: it does not fall in this direction."""

    def __init__(self, direction: int) -> None:
        super().__init__(direction)
        self.direction = direction


def climbed(height: Height, left: float, best: float, right: float) -> tuple[float, float]:
    """The place and height of a local maximum between left and right, by golden sections."""
    value = height(best)
    for _ in range(60):
        if right - left < 1e-4 * (1 + abs(best)):
            break
        one, two = right - _GOLDEN * (right - left), left + _GOLDEN * (right - left)
        at_one, at_two = height(one), height(two)
        if at_one > at_two:
            right = two
        else:
            left = one
        for w, at in ((one, at_one), (two, at_two)):
            if value < at < math.inf:
                best, value = w, at
    return best, value


def humps(height: Height, grid: Sequence[float]) -> list[tuple[float, float]]:
    """Local maxima on a grid, each climbed; a function that only rises has none."""
    samples = [(w, height(w)) for w in grid]
    samples = [(w, value) for w, value in samples if -math.inf < value < math.inf]
    found = []
    for i, (w, value) in enumerate(samples):
        left = samples[i - 1][1] if i else -math.inf
        right = samples[i + 1][1] if i + 1 < len(samples) else -math.inf
        if value < left or value <= right:
            continue
        if 0 < i < len(samples) - 1:
            found.append(climbed(height, samples[i - 1][0], w, samples[i + 1][0]))
        else:
            found.append((w, value))
    return found


def fall(
    height: Height, mode: float, top: float, direction: int, first: float, depth: float = 1.0
) -> float:
    """The distance from a mode at which a function has fallen by `depth`; inf where it never
    does."""
    far, near = first, 0.0
    while height(mode + direction * far) > top - depth:
        near, far = far, 2 * far
        if far > 1e30:
            return math.inf
    for _ in range(4):
        middle = (near + far) / 2
        if height(mode + direction * middle) > top - depth:
            near = middle
        else:
            far = middle
    return far


def is_slow(height: Height, mode: float, top: float, direction: int, unit: float) -> bool:
    """Whether a tail falls like an exponential or slower: it then has to be stretched."""
    far = fall(height, mode, top, direction, unit, MANY_FALLS)
    return far > SLOW * unit


def window(height: Height, grid: Sequence[float], digits: float) -> Window:
    """The window outside which a function lies below ``10**-digits`` of its highest hump.

    Raises DoesNotFall where there is no such window, and NotConverged where there is no hump.
    """
    found = humps(height, grid)
    if not found:
        raise NotConverged("no place was found where the integrand has mass")
    centre, top = max(found, key=lambda hump: hump[1])
    falls = [fall(height, centre, top, sign, 2.0**-20) for sign in (-1, 1)]
    if min(falls) == math.inf:
        raise DoesNotFall(1)
    slow = [
        1 if f == math.inf or is_slow(height, centre, top, sign, f) else 0
        for sign, f in zip((-1, 1), falls, strict=True)
    ]
    width = min(min(falls) * (1.4 if slow == [0, 0] else 1.0), 2.0**20)
    open_window = Window(centre, width, slow[0], slow[1], 0.0, 0.0)
    floor = top + min(0.0, math.log(width)) - digits * _LN10
    high = [w for w, value in found if value > floor]
    edges = []
    for direction in (-1, 1):
        steps, below = 0, 0
        while below < 2:
            steps += 1
            v = direction * steps * FIRST_STEP
            if steps > MOST_STEPS:
                raise DoesNotFall(direction)
            w = open_window.place(v)
            low = not height(w) + math.log(open_window.slope(v)) >= floor
            beyond = all(w > h for h in high) if direction > 0 else all(w < h for h in high)
            below = below + 1 if low and beyond else 0
        edges.append(direction * (steps - 1) * FIRST_STEP)
    return replace(open_window, first=edges[0], last=edges[1])
