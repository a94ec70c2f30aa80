"""The integrands near one end of a piece, as functions of the distance to it."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property, lru_cache

from sympy import Add, Dummy, Expr, Max, Poly, Symbol, exp

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.arithmetic import STRICT, Arithmetic, Number
from derive.numeric.arithmetics.float_arithmetic import FloatArithmetic
from derive.numeric.compiling.compile import Compiler, Program, compile_expression
from derive.numeric.compiling.logscale import log_size
from derive.numeric.quadrature.landmarks import as_float

Vector = list[Number]
_LN10 = math.log(10)


class Side:
    """The integrands as functions of one variable ``t``, and their log envelope in ``log t``."""

    def __init__(
        self, expressions: tuple[Expr, ...], x: Symbol, end: Expr | None, sign: int
    ) -> None:
        self.distance = Dummy("t", positive=True) if end is not None else x
        self.end, self.sign = end, sign
        place = end + sign * self.distance if end is not None else x
        self._expressions = tuple(e.xreplace({x: place}) for e in expressions)
        if end not in (None, 0):
            self._expressions = tuple(_divided(e, self.distance) for e in self._expressions)
        self.cancels = end not in (None, 0) and any(
            len(node.args) > 1 and any(not a.has(self.distance) for a in node.args)
            for e in self._expressions
            for node in e.atoms(Add)
            if node.has(self.distance)
        )
        self.scale = abs(as_float(end)) if end not in (None, 0) else 1.0
        self._programs: dict[int, Callable[[Number], Vector]] = {}
        self._size: tuple[Program, ...] = ()
        self.overflows = 0

    @cached_property
    def expressions(self) -> tuple[Expr, ...]:
        """The integrands in terms of ``distance``."""
        return self._expressions

    def values(self, arithmetic: Arithmetic) -> Callable[[Number], Vector]:
        """All integrands at ``t``, their common parts computed once."""
        key = 0 if isinstance(arithmetic, FloatArithmetic) else arithmetic.digits
        if key not in self._programs:
            compiler = Compiler(arithmetic)
            variable = compiler.declare(self.distance)
            runs = [compiler.compile(*self.expressions)]
            if len(self.expressions) > 1:
                runs = list(runs[0])
            env = compiler.environment()

            def values(t: Number) -> Vector:
                variable.assign(env, t)
                return [run(env) for run in runs]

            self._programs[key] = values
        return self._programs[key]

    def size(self, w: float) -> float:
        """The envelope of ``log|f|`` at ``t = exp(w)``, or at ``x = w`` on the line.

        It is ``nan`` where it cannot be told.
        """
        if not self._size:
            if self.end is None:
                variable, expressions = self.distance, self.expressions
            else:
                variable = Dummy("w", real=True)
                expressions = tuple(
                    e.xreplace({self.distance: exp(variable)}) for e in self.expressions
                )
            envelope = Max(*[log_size(e, variable) for e in expressions], evaluate=False)
            # mpmath where floats overflow
            self._size = tuple(
                compile_expression(envelope, [variable], arithmetic) for arithmetic in STRICT
            )
        for program in self._size:
            try:
                value = float(program(program.arithmetic.real(w)))
            except OutOfDomain:
                self.overflows += 1
                continue
            if math.isfinite(value) or not isinstance(program.arithmetic, FloatArithmetic):
                return value
        return math.nan

    def extra_digits(self, w: float, spare: float) -> int:
        """How many digits more than usual ``end + t`` needs at ``t = exp(w)``.

        ``spare`` is how far, in e-folds, the integrand lies below its largest value.
        """
        if not self.cancels:
            return 0
        if not math.isfinite(spare):
            spare = 0.0 if spare < 0 else math.inf
        lost = (math.log(self.scale) - w - spare) / _LN10
        return 0 if lost <= 0 else math.ceil(min(lost, 1e9))


class SmoothSide(Side):
    """A side whose end is an ordinary point at which the range was cut.

    Nothing is singular there, so the integrands stay functions of ``x`` and are compiled once for
    all pieces.
    """

    def __init__(self, expressions: tuple[Expr, ...], x: Symbol, end: Expr, sign: int) -> None:
        self.whole = whole_side(expressions, x)
        self.end, self.sign = end, sign
        self.end_in_floats = as_float(end)
        self.distance = Dummy("t", positive=True)
        self.cancels = False
        self.overflows = 0

    @cached_property
    def expressions(self) -> tuple[Expr, ...]:
        place = self.end + self.sign * self.distance
        return tuple(e.xreplace({self.whole.distance: place}) for e in self.whole.expressions)

    def values(self, arithmetic: Arithmetic) -> Callable[[Number], Vector]:
        function = self.whole.values(arithmetic)
        end, sign = compile_expression(self.end, [], arithmetic)(), self.sign
        return lambda t: function(end + sign * t)

    def size(self, w: float) -> float:
        return self.whole.size(self.end_in_floats + self.sign * math.exp(min(w, 700.0)))


@lru_cache(maxsize=64)
def whole_side(expressions: tuple[Expr, ...], x: Symbol) -> Side:
    """The integrands as functions of ``x`` itself, compiled once for all that use them."""
    return Side(expressions, x, None, 1)


def _divided(f: Expr, t: Symbol) -> Expr:
    """Polynomials in ``t`` without a constant term as ``t**k`` times the rest."""

    def divided(node: Expr) -> Expr:
        polynomial = Poly(node, t)
        lowest = min(power for ((power,), _) in polynomial.terms())
        if lowest == 0:
            return node
        rest = Add(*[c * t ** (power - lowest) for ((power,), c) in polynomial.terms()])
        return t**lowest * rest

    return f.replace(lambda node: isinstance(node, Add) and node.is_polynomial(t), divided)
