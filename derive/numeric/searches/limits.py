"""Limits: values ever nearer to the end, extrapolated (Richardson 1911).

Near a finite end a, values are taken at a -+ h for h halved again and again, far out at -+ 1/h. A
body that has an expansion in powers of h, or else of sqrt(h), gives a table whose diagonal settles;
one that grows by a steady factor passes every bound. Anything else has no value here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from derive.errors import NotConverged, OutOfDomain
from derive.language import Limit
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import Compiler, Env, Run, compiles
from derive.numeric.models.evaluator import Evaluator, evaluator_of

ROWS, FARTHEST = 24, 60
POWERS = (1.0, 0.5)
"""The steps between the powers of h that are tried for the expansion."""
STEADY = 6
GROWING = 1.2


@compiles(Limit, binds=True)
def _limit(node: Limit, compiler: Compiler) -> Run:
    evaluator = evaluator_of(compiler)
    name = evaluator.variable_for(node.bound)
    body = node.open(name)[0]
    low, high = evaluator.child(node.domain.low), evaluator.child(node.domain.high)
    with compiler.binding(name) as variable:
        value = compiler.compile(body)
    rises, arithmetic = node.rises, evaluator.arithmetic

    def limit(env: Env) -> Number:
        first, last = low(env), high(env)
        end, width = (last if rises else first), last - first
        one: Number = arithmetic.one
        scale = one if abs(width) == arithmetic.inf else min(one, width)

        def near(k: int) -> Number:
            step = scale * arithmetic.rational(1, 2 ** (k + 3))
            away = step if abs(end) < arithmetic.inf else 1 / step
            finite_end = end if abs(end) < arithmetic.inf else one * 0
            inwards = -1 if rises == (abs(end) < arithmetic.inf) else 1
            variable.assign(env, finite_end + inwards * away)
            return value(env)

        return _settled(near, evaluator)

    return limit


class _Table:
    """Extrapolation for an expansion in multiples of a power of h, row by row."""

    def __init__(self, power: float, arithmetic: Arithmetic) -> None:
        two = arithmetic.rational(2, 1)
        self._root = two if power == 1 else arithmetic.positive_power(two, arithmetic.real(power))
        self._last: list[Number] = []
        self._seen = 0
        self.best, self.error = arithmetic.zero, float("inf")

    def take(self, value: Number) -> None:
        """One value more, at half the distance."""
        row, factor = [value], self._root
        for above in self._last:
            row.append(row[-1] + (row[-1] - above) / (factor - 1))
            factor = factor * self._root
        self._seen += 1
        if self._seen > STEADY:
            error = float(abs(row[-1] - self._last[-1]))
            if error < self.error:
                self.best, self.error = row[-1], error
        self._last = row


def _settled(near: Callable[[int], Number], evaluator: Evaluator) -> Number:
    arithmetic = evaluator.arithmetic
    coarse = isinstance(arithmetic, FloatArithmetic)
    goal = 10.0 ** -(8 if coarse else evaluator.digits - 5)
    tables = [_Table(power, arithmetic) for power in POWERS]
    values: list[Number] = []
    size = 1e-300
    for k in range(ROWS):
        values.append(near(k))
        if values[-1] != values[-1]:
            raise OutOfDomain("there is no value near the end at which a limit is taken")
        if abs(values[-1]) == arithmetic.inf:
            break
        size = max(size, float(abs(values[-1])))
        for table in tables:
            table.take(values[-1])
            if table.error <= goal * size:
                evaluator.note(size, table.error)
                return table.best
    if all(v == values[0] for v in values):
        return values[0]
    values += [near(k) for k in range(len(values), FARTHEST)]
    if _grows_steadily(values):
        return arithmetic.inf if values[-1] > 0 else arithmetic.ninf
    raise NotConverged("the values near the end at which a limit is taken do not settle")


def _grows_steadily(values: Sequence[Number]) -> bool:
    """Whether the last values grow, with one sign, by a factor that stays the same."""
    last = values[-STEADY - 1 :]
    if any(v == 0 or (v > 0) != (last[0] > 0) for v in last):
        return False
    ratios = [float(b / a) for a, b in itertools.pairwise(last)]
    return min(ratios) > GROWING and max(ratios) < 1.05 * min(ratios)
