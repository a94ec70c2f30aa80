"""From a SymPy expression to a polynomial in generators."""

from __future__ import annotations

from fractions import Fraction

from sympy import Add, Expr, Function, LambertW, Mul, Pow, S, ceiling, floor
from sympy.core.function import AppliedUndef
from sympy.core.numbers import Float, Rational

from derive.rulebook.algebra.bessel_functions import BESSEL_FAMILY
from derive.rulebook.algebra.elementary import ELEMENTARY, undone
from derive.rulebook.algebra.field import Field
from derive.rulebook.algebra.gamma_functions import GAMMA_FAMILY
from derive.rulebook.algebra.integers import is_integer
from derive.rulebook.algebra.polynomials import Polynomial, add, constant, exact, scale
from derive.rulebook.algebra.powers import Undefined, exponential, rational_power, symbolic_power
from derive.rulebook.algebra.sign_sets import NEGATIVE, ZERO
from derive.rulebook.algebra.signs import possible_signs

READINGS = {**ELEMENTARY, **GAMMA_FAMILY, **BESSEL_FAMILY}


class Reader:
    """Reads expressions into one field; what it has read once it remembers."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self._known: dict[Expr, Polynomial] = {}

    def read(self, expr: Expr) -> Polynomial:
        """The polynomial of `expr`. Raises Undefined where it has no value, TooLarge where a bound
        is met."""
        known = self._known.get(expr)
        if known is None:
            known = self._known[expr] = self._read(expr)
        return known

    def _read(self, expr: Expr) -> Polynomial:
        if isinstance(expr, (Rational, Float)):
            return constant(exact(expr))
        if expr in (S.NaN, S.ComplexInfinity, S.Infinity, S.NegativeInfinity):
            raise Undefined
        if not expr.is_Atom and expr.is_commutative:
            if isinstance(expr, Add):
                result: Polynomial = {}
                for term in expr.args:
                    result = add(result, self.read(term))
                return result
            if isinstance(expr, Mul):
                result = constant(1)
                for factor in expr.args:
                    result = self.field.multiply(result, self.read(factor))
                return result
            if isinstance(expr, Pow):
                return self._power(expr.base, expr.exp)
            if isinstance(expr, Function):
                return self._function(expr)
        return self._atom(expr)

    def _power(self, base: Expr, exponent: Expr) -> Polynomial:
        if isinstance(exponent, (Rational, Float)):
            return rational_power(self.field, self.read(base), exact(exponent))
        whole = is_integer(exponent, self.field.assumptions)
        return symbolic_power(self.field, self.read(base), self.read(exponent), whole)

    def _function(self, expr: Function) -> Polynomial:
        inner = undone(self.field, expr)
        if inner is not None:
            return self.read(inner)
        if isinstance(expr, (floor, ceiling)) and is_integer(expr.args[0], self.field.assumptions):
            return self.read(expr.args[0])
        reading = READINGS.get(expr.func)
        known = expr.func.__module__.startswith("sympy.functions.") or isinstance(
            expr, AppliedUndef
        )
        if not known or not all(isinstance(argument, Expr) for argument in expr.args):
            return self._atom(expr)
        values = tuple(self.read(argument) for argument in expr.args)
        if reading is not None:
            return reading(self.field, expr, values)
        if isinstance(expr, LambertW) and len(values) == 1:
            return self.field.named("lambert", values[0], expr=lambda: LambertW(*expr.args))
        return self.field.value(expr.func, *values)

    def _atom(self, expr: Expr) -> Polynomial:
        if expr is S.ImaginaryUnit:
            return self.field.unity(Fraction(1, 2))
        if expr is S.Exp1:
            return exponential(self.field, constant(1))
        signs = possible_signs(expr, self.field.assumptions)
        if signs == ZERO:
            return {}
        if signs is not None and signs | ZERO == NEGATIVE | ZERO:
            # a generator for -x, so that every generator of known sign is positive
            return scale(self.field.named("atom", -expr, expr=lambda: -expr), -1)
        return self.field.named("atom", expr, expr=lambda: expr)
