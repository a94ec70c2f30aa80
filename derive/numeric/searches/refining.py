"""The maximum of a function of one number inside a bracket: smooth, or with a kink."""

from __future__ import annotations

import math
from collections.abc import Callable

from derive.errors import NotConverged
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic

MOST_STEPS = 420
_GOLDEN = (math.sqrt(5) - 1) / 2
_FINER, _CLOSE = 8, 4
_ASIDE = 1e-3

Height = Callable[[Number], "Number | None"]


def shortest(arithmetic: Arithmetic) -> Number:
    """The length of a bracket that need not be shorter."""
    coarse = isinstance(arithmetic, FloatArithmetic)
    return arithmetic.real(10.0 ** (-11 if coarse else -(arithmetic.digits // 2)))


def refined(
    height: Height, places: tuple[Number, Number, Number], top: Number, arithmetic: Arithmetic
) -> tuple[Number, Number]:
    """The place and height of the maximum inside a bracket: Newton's method on differences where
    the function is smooth, tangents from both sides where it has a kink, and golden sections where
    neither helps."""
    return _Search(height, places, top, arithmetic).run()


class _Search:
    def __init__(
        self,
        height: Height,
        places: tuple[Number, Number, Number],
        top: Number,
        arithmetic: Arithmetic,
    ) -> None:
        self.coarse = coarse = isinstance(arithmetic, FloatArithmetic)
        self.height, self.arithmetic, self.top = height, arithmetic, top
        self.low, self.middle, self.high = (arithmetic.real(w) for w in places)
        self.h = arithmetic.real(10.0 ** (-3 if coarse else -(arithmetic.digits // 4)))
        self.goal = arithmetic.real(10.0 ** (-5 if coarse else -(arithmetic.digits // 4)))
        self.shortest = shortest(arithmetic)
        self._seen: dict[Number, Number] = {}

    def at(self, w: Number) -> Number:
        if w not in self._seen:
            value = self.height(w)
            self._seen[w] = self.arithmetic.ninf if value is None else value
        return self._seen[w]

    def run(self) -> tuple[Number, Number]:
        last = min(self.high - self.low, self.arithmetic.one)
        kinked = False
        for _ in range(MOST_STEPS):
            edge = self._edge()
            if edge is not None and self._step_towards(edge):
                if abs(edge - self.middle) < self.shortest:
                    return self.middle, self.top
                continue
            step = None if kinked else self._newton_step()
            if step is not None and abs(step) < _CLOSE * self.h and not self._is_smooth():
                step, kinked = None, True
            if step is not None and abs(step) < last / 2 and self._holds(self.middle + step):
                place = self.middle + step
                value = self.at(place)
                settled = abs(step) < self.goal and abs(step) < last * last
                if abs(step) < self.shortest or settled:
                    return (place, value) if value >= self.top else (self.middle, self.top)
                last = abs(step)
                self._narrow(place, value)
            elif self._kink_step():
                # where that works it works better every time
                kinked, last = True, self.high - self.low
            else:
                self._golden_step()
                last = (self.high - self.low) / 2
            if self.high - self.low < self.shortest:
                return self.middle, self.top
        raise NotConverged("the search for a maximum does not settle")

    def _holds(self, place: Number) -> bool:
        return bool(self.low < place < self.high)

    def _narrow(self, place: Number, value: Number) -> None:
        if value >= self.top:
            if place > self.middle:
                self.low = self.middle
            else:
                self.high = self.middle
            self.middle, self.top = place, value
        elif place > self.middle:
            self.high = place
        else:
            self.low = place

    def _edge(self) -> Number | None:
        """The end of the bracket beside which the function jumps to -oo, if there is one."""
        ends = (end for end in (self.high, self.low) if self.at(end) == self.arithmetic.ninf)
        return next(ends, None)

    def _step_towards(self, edge: Number) -> bool:
        """Half the way to a jump, where the function rises up to there."""
        place = (self.middle + edge) / 2
        value = self.at(place)
        if self.arithmetic.ninf < value < self.top:
            return False
        if value > self.arithmetic.ninf:
            self._narrow(place, value)
        elif edge == self.high:
            self.high = place
        else:
            self.low = place
        return True

    def _golden_step(self) -> None:
        ratio = self.arithmetic.real(_GOLDEN)
        longer = self.high if self.high - self.middle > self.middle - self.low else self.low
        place = self.middle + (longer - self.middle) * (1 - ratio)
        self._narrow(place, self.at(place))

    def _newton_step(self) -> Number | None:
        """The step to where the derivative vanishes; None where the function is not concave."""
        w, h = self.middle, self.h
        up, down = self.at(w + h), self.at(w - h)
        bend, slope = up - 2 * self.top + down, (up - down) / 2
        if self.coarse:
            # among floats the steps are long, and three places do not do
            slope = (8 * (up - down) - (self.at(w + 2 * h) - self.at(w - 2 * h))) / 12
        if not bend < 0 or slope != slope:
            return None
        return -slope / bend * h

    def _is_smooth(self) -> bool:
        """Whether the function bends as much close by as it does farther off: not at a kink."""
        w, h, closer = self.middle, self.h, self.h / _FINER
        bend = self.at(w + h) - 2 * self.top + self.at(w - h)
        near = (self.at(w + closer) - 2 * self.top + self.at(w - closer)) * _FINER**2
        return bool(2 * bend < near < bend / 2)

    def _kink_step(self) -> bool:
        """Where the tangents at the two ends of the bracket meet, and a bracket around it as short
        as the square of this one, if that is one."""
        low, high = self.low, self.high
        width = high - low
        aside = width * self.arithmetic.real(_ASIDE)
        left, right = self.at(low), self.at(high)
        rise, fall = (self.at(low + aside) - left) / aside, (right - self.at(high - aside)) / aside
        if not rise > 0 > fall:
            return False
        place = low + (right - left - fall * width) / (rise - fall)
        if not low < place < high:
            return False
        around = min(max(width * width, self.shortest / 4), width / 8)
        value = self.at(place)
        if value < self.top:
            place, value = self.middle, self.top
        if not low < place - around < place + around < high:
            return False
        if not self.at(place - around) <= value >= self.at(place + around):
            return False
        self.low, self.middle, self.high, self.top = place - around, place, place + around, value
        return True
