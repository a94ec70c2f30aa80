"""The log density of a law on each side of its ends and kinks, compiled once for all
parameters."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Dummy, Expr, oo

from derive.language import Distribution
from derive.numeric.arithmetics.arithmetic import Arithmetic, Number
from derive.numeric.compiling.compile import Program, compile_expression
from derive.numeric.compiling.kinks import kinks
from derive.numeric.laws.law_forms import numbers_in, with_masses_named, with_numbers_named
from derive.numeric.models.shapes import LogDensity, sides_of


class LawFormula:
    """A law on the line with dummies for its numbers and for further places to split at.

    The anchors are the finite ends of the support, the kinks of the log density, and the further
    places, in this order. The masses that its log density speaks of (`Truncated`) are numbers like
    its parameters.
    """

    def __init__(self, law: Distribution, extra: int) -> None:
        self._numbers = numbers_in(law)
        self.extra = tuple(Dummy(f"c{i}", real=True) for i in range(extra))
        space: Any = law.space
        x = Dummy("x", real=True)
        log_density, masses = with_masses_named(law.log_density(x))
        self._masses = tuple(masses)
        self.parameters = (*self._numbers, *masses.values())
        self.low = None if space.low == -oo else 0
        self.high = None if space.high == oo else (1 if self.low == 0 else 0)
        ends = [end for end in (space.low, space.high) if end not in (oo, -oo)]
        inner = [*kinks(log_density, x), *self.extra]
        self.anchors = (*ends, *(c for c in inner if c not in ends))
        self.sides = sides_of(len(self.anchors), self.low, self.high)
        self.distances = tuple(
            Dummy("t", real=True) if side.anchor is None else Dummy("t", positive=True)
            for side in self.sides
        )
        self._logs = tuple(
            log_density.xreplace({x: side.place(self.anchors, t)})
            for side, t in zip(self.sides, self.distances, strict=True)
        )
        self._in_use: dict[Program, tuple[list[Number] | None, Any]] = {}
        self._programs: dict[str, tuple[list[Program], list[Program]]] = {}

    def programs(self, arithmetic: Arithmetic) -> tuple[list[Program], list[Program]]:
        """Programs of the log densities, by side, and of the anchors."""
        key = f"{arithmetic.name}{arithmetic.digits}"
        if key not in self._programs:
            given = [*self.parameters, *self.extra]
            logs = [
                compile_expression(log, [*given, t], arithmetic)
                for log, t in zip(self._logs, self.distances, strict=True)
            ]
            anchors = [compile_expression(a, given, arithmetic) for a in self.anchors]
            self._programs[key] = logs, anchors
        return self._programs[key]

    def in_floats(self, values: list[Number]) -> list[float]:
        """The parameters and further places, as floats."""
        return [float(v) for v in values]

    def places(self, values: list[Number], arithmetic: Arithmetic) -> list[Number]:
        """Where the anchors are."""
        return [program(*values) for program in self.programs(arithmetic)[1]]

    def log_densities(self, values: list[Number], arithmetic: Arithmetic) -> list[LogDensity]:
        """The log density on each side, as a function of the distance."""
        return [self._with(values, program) for program in self.programs(arithmetic)[0]]

    def _with(self, values: list[Number], program: Program) -> LogDensity:
        """A program at parameters, which it is given again where another law of the family, within
        an integrand, has had the program in between."""
        in_use = self._in_use

        def log_density(t: Number) -> Number:
            if in_use.get(program, (None, None))[0] is not values:
                in_use[program] = values, program.at(*values)
            return in_use[program][1](t)

        return log_density

    def numbers_of(self, law: Distribution) -> tuple[Expr, ...]:
        """What a law of this form has in the places of the dummies."""
        own = numbers_in(law)
        actual = dict(zip(self._numbers, own, strict=True))
        return (*own, *(mass.xreplace(actual) for mass in self._masses))

    def anchors_of(self, law: Distribution, extra: tuple[Basic, ...]) -> tuple[Expr, ...]:
        """The anchors in terms of a law's own parameters."""
        given = (*self.numbers_of(law), *extra)
        actual = dict(zip((*self.parameters, *self.extra), given, strict=True))
        return tuple(anchor.xreplace(actual) for anchor in self.anchors)


_MADE: dict[tuple[Basic, int], LawFormula] = {}


def law_formula(law: Distribution, extra: int) -> LawFormula:
    """The formula of all laws of one form on the line, made once."""
    form = with_numbers_named(law)
    if (form, extra) not in _MADE:
        _MADE[form, extra] = LawFormula(form, extra)
    return _MADE[form, extra]
