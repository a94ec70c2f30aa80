"""The highest of the lines below a function: sup over v of u v - sup over w of (w v - f(w)).

What is maximised over v is concave whatever f is, since the inner supremum is one of functions
linear in v; where that is attained, at w, the slope is u - w. So no second peak has to be looked
for: the slope changes its sign once. Between a v with w < u and one with w > u the two lines that
touch there bound the maximum from above, and every value of the function bounds it from below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from derive.errors import NotConverged, OutOfDomain
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Env, Run
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.searches.biconjugate_forms import Lines
from derive.numeric.searches.line_search import Peak, supremum
from derive.numeric.searches.refining import shortest

MOST_DOUBLINGS = 40
MOST_ROUNDS = 160
_PATIENCE = 6
_FAR_OUT = (2, 4)
"""Multiples of the number of digits of an arithmetic."""
_UNEVEN = 1.25
_FIRST = 0.71875
"""Slopes that are no corners of the usual functions, nor have one in the middle."""


@dataclass(frozen=True)
class Touch:
    """A slope v, the place w at which the line of this slope touches f, f there, both infinite
    where it touches nowhere, and the height of the line at u."""

    v: Number
    w: Number
    f: Number
    height: Number


def highest_line(lines: Lines, otherwise: Run, evaluator: Evaluator) -> Run:
    """Closes over the search; `otherwise` is asked where the slope has one sign throughout."""
    point, low, high = (
        evaluator.child(e) for e in (lines.point, lines.domain.low, lines.domain.high)
    )
    with evaluator.binding(lines.variable) as variable:
        value = evaluator.compile(lines.body)
    arithmetic, budget = evaluator.arithmetic, evaluator.budget

    def found(env: Env) -> Number:
        def f(x: Number) -> Number:
            budget.spend(1)
            variable.assign(env, x)
            return value(env)

        search = _Search(point(env), low(env), high(env), f, arithmetic)
        peak = search.run()
        if peak is None:
            return otherwise(env)
        evaluator.note(peak.size, peak.error)
        return peak.height

    return found


class _Search:
    def __init__(
        self, u: Number, low: Number, high: Number, f: Any, arithmetic: Arithmetic
    ) -> None:
        self.u, self.low, self.high, self.f, self.arithmetic = u, low, high, f, arithmetic
        self.tolerance = shortest(arithmetic)
        self.near: tuple[Number, ...] = ()
        self.is_careful = False
        self.touches: list[Touch] = []
        self.below: Touch | None = None
        self.above: Touch | None = None

    def run(self) -> Peak | None:
        """The highest line at u; None where no two slopes enclose it."""
        try:
            if self._is_bottomless():
                return replace(self._infinite(), height=self.arithmetic.ninf)
            if not self.low <= self.u <= self.high:
                # for v towards +oo or -oo the height grows as v times the distance of u
                return self._infinite() if self._touches() else None
            return self._enclosed() if self._encloses() else None
        except (NotConverged, OutOfDomain):
            return None

    def _is_bottomless(self) -> bool:
        """Whether the function falls below every line: it falls faster than any on one side, or
        some gap grows on both."""
        far = self.arithmetic.real(10) ** (_FAR_OUT[0] * self.arithmetic.digits)
        for side, end in ((-1, self.low), (1, self.high)):
            falls = abs(end) == self.arithmetic.inf and self.f(side * far) < -far
            if falls and self.f(side * far) / far < -self.arithmetic.sqrt(far):
                return True
        if not abs(self.low) == abs(self.high) == self.arithmetic.inf:
            return False
        left, right = (self._exact_slopes(side)[0] for side in (-1, 1))
        gap = self._gap((left + right) / 2)
        return bool(left > right and all(self._grows(gap, side) for side in (-1, 1)))

    def _gap(self, v: Number) -> Any:
        return lambda w: v * w - self.f(w)

    def _probe(self, v: Number) -> Touch:
        known = max((v * touch.w - touch.f for touch in self.touches), default=self.arithmetic.ninf)
        noise = self.tolerance * max(abs(known), self.arithmetic.one)
        peak = self._peak(v)
        if self.near and peak.height < known - noise:
            # of two peaks one may grow as the other falls
            self.near = ()
            peak = self._peak(v)
        if peak.height < known - noise:
            raise NotConverged("a higher line is known than the search has found")
        if peak.coordinate is None or self.is_careful:
            self.near = ()
        else:
            self.near = (peak.coordinate, *peak.others)
        end = {-1: self.low, 0: peak.place, 1: self.high}[peak.towards]
        if abs(end) == self.arithmetic.inf > abs(peak.height) and self._touches_here(
            v, peak.height
        ):
            end = self.u
        finite = abs(end) < self.arithmetic.inf
        at = end * v - peak.height if finite else self.arithmetic.inf
        touch = Touch(v, end, at, self.u * v - peak.height)
        if finite:
            self.touches.append(touch)
        if end <= self.u and (self.below is None or v >= self.below.v):
            self.below = touch
        if end >= self.u and (self.above is None or v <= self.above.v):
            self.above = touch
        return touch

    def _touches_here(self, v: Number, height: Number) -> bool:
        """Whether a line that is approached far out touches at u as well, as a straight function
        is touched everywhere."""
        return bool(
            self._gap(v)(self.u) >= height - self.tolerance * max(abs(height), self.arithmetic.one)
        )

    def _peak(self, v: Number) -> Peak:
        gap = self._gap(v)
        for side, end in ((-1, self.low), (1, self.high)):
            if abs(end) == self.arithmetic.inf and self._grows(gap, side):
                return replace(self._infinite(), towards=side)
        return supremum(gap, self.low, self.high, self.arithmetic, self.near)

    def _grows(self, gap: Any, side: int) -> bool:
        """Whether a gap grows far out: with a slope that is all but level it grows later than a
        search looks."""
        near, far = (self.arithmetic.real(10) ** (k * self.arithmetic.digits) for k in _FAR_OUT)
        try:
            return bool(gap(side * far) > gap(side * near) + 1)
        except OutOfDomain:
            return False

    def _infinite(self) -> Peak:
        arithmetic = self.arithmetic
        return Peak(arithmetic.inf, None, None, arithmetic.one, arithmetic.zero)

    def _touches(self) -> bool:
        """Whether some line touches f."""
        found = (self._tried(self.arithmetic.real(v)) for v in (0.0, _FIRST, -_FIRST))
        return any(touch is not None and abs(touch.height) < self.arithmetic.inf for touch in found)

    def _tried(self, v: Number) -> Touch | None:
        """The line of a slope, if it is found where that touches."""
        try:
            return self._probe(v)
        except (NotConverged, OutOfDomain):
            return None

    def _encloses(self) -> bool:
        """Whether slopes are found that are too small and too large."""
        v = step = self.arithmetic.real(_FIRST)
        self._tried(self.arithmetic.zero)
        for _ in range(MOST_DOUBLINGS):
            if self.above is None:
                self._tried(v)
            if self.below is None:
                self._tried(-v * self.arithmetic.real(_UNEVEN))
            if self.above is not None and self.below is not None:
                return True
            step *= 2
            v += step
        return False

    def _enclosed(self) -> Peak | None:
        for count in range(MOST_ROUNDS):
            if count == _PATIENCE:
                self._probe_along_the_end()
            one, two = self.below, self.above
            if one is None or two is None:
                return None
            best = one if one.height >= two.height else two
            v, bound = self._bound(one, two)
            size = max(abs(best.height), abs(best.v * self.u))
            error = max(bound - best.height, self.arithmetic.zero)
            scale = max(size, abs(self.u), self.tolerance)
            if best.height - bound > 10 * self.tolerance * scale:
                # a search near the last peak has missed a higher one
                if self.is_careful:
                    raise NotConverged("a line is higher than others allow")
                self.is_careful, self.below, self.above = True, None, None
                if not self._encloses():
                    return None
                continue
            if size < self.arithmetic.inf and error <= self.tolerance * scale:
                return Peak(best.height, self.u, None, size, error)
            if not self._narrow(one, two, v):
                return None
        return None

    def _probe_along_the_end(self) -> None:
        """Where a line with a slope on one side touches nowhere: the slope that f has far out, and
        one a little beyond."""
        one, two = self.below, self.above
        for end, touch, side in ((self.low, two, -1), (self.high, one, 1)):
            if one is None or two is None or touch is None or abs(end) < self.arithmetic.inf:
                continue
            at = touch.w if abs(touch.f) < self.arithmetic.inf else self.u
            far = at + side / self.tolerance
            v = (self.f(far) - self.f(at)) / (far - at)
            beyond = v + side * self.tolerance * max(1, abs(v)) / 4
            for slope in (*self._exact_slopes(side), v, beyond):
                if one.v < slope < two.v:
                    self._probe(slope)

    def _exact_slopes(self, side: int) -> list[Number]:
        """The slope of a line, to the last digit: so far out nothing is left of what is added to
        it, and to multiply by a power of the base of the numbers costs no digit."""
        digits = _FAR_OUT[0] * self.arithmetic.digits
        places = [side * self.arithmetic.real(b) ** n for b, n in ((10, digits), (2, 4 * digits))]
        return [self.f(far) / far for far in places]

    def _bound(self, one: Touch, two: Touch) -> tuple[Number, Number]:
        """A slope between two and what no height there exceeds: where the lines that touch at two
        places have one height; or, where one of them touches nowhere, in the middle."""
        inf = self.arithmetic.inf
        if abs(one.f) < inf and abs(two.f) < inf:
            if one.w == two.w or one.v == two.v:
                return one.v, max(one.height, two.height)
            v = (two.f - one.f) / (two.w - one.w)
            return v, v * (self.u - one.w) + one.f
        middle = (one.v + two.v) * self.arithmetic.real(0.5)
        if abs(one.f) < inf:
            return middle, two.v * (self.u - one.w) + one.f
        return middle, one.v * (self.u - two.w) + two.f if abs(two.f) < inf else inf

    def _narrow(self, one: Touch, two: Touch, between: Number) -> bool:
        """Slopes nearer to the best one: where the place would be u if it moved evenly, one a
        little beyond, and the one that is named. False where numbers are too coarse for more."""
        tried = False
        smooth = abs(one.w) < self.arithmetic.inf > abs(two.w) and one.w != two.w
        secant = one.v + (self.u - one.w) * ((two.v - one.v) / (two.w - one.w)) if smooth else one.v
        if one.v < secant < two.v:
            touch, tried = self._probe(secant), True
            left = touch.w < self.u
            beyond = 2 * secant - (one if left else two).v
            if one.v < beyond < two.v and touch.w != self.u:
                self._probe(beyond)
        lower, upper = self.below, self.above
        if lower is not None and upper is not None and lower.v < between < upper.v:
            self._probe(between)
            tried = True
        return tried
