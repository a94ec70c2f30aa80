"""How fast a positive function grows towards an end of an interval.

Near an end a function is exp(c1 f1(u) + c2 f2(u) + ...), where u grows without bound towards the
end: u = |x| at an infinite end, 1/|x - e| at a finite end e. The f's are the scales below; a
function is known well enough once the c's of its scales are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sympy import Abs, Add, Expr, Max, Mul, S, cos, cosh, erf, exp, log, loggamma, oo, sin, tanh

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra import decide, sign
from derive.rulebook.reading.products import Product, linear_terms, read_product

_BOUNDED = (cos, sin, tanh, erf)


@dataclass(frozen=True)
class Scale:
    """One way of growing: exp(k u), u^k, u log u, (log u)^k or log log u, by falling rank."""

    rank: int
    power: Expr = S.One

    def beats(self, other: Scale, known: Assumptions) -> bool | None:
        """Whether this scale grows faster, under what is known of the powers."""
        if self.rank != other.rank:
            if {self.rank, other.rank} == {POWER, U_LOG_U}:
                power = self.power if self.rank == POWER else other.power
                return decide(power > 1 if self.rank == POWER else power <= 1, known)
            return self.rank > other.rank
        return decide(self.power > other.power, known)


EXPONENTIAL, POWER, U_LOG_U, LOG_POWER, LOG_LOG = 5, 4, 3, 2, 1
LOG = Scale(LOG_POWER)

Growth = dict[Scale, Expr]


@dataclass(frozen=True)
class End:
    """An end of an interval: the point, and whether it is approached from below or from above."""

    point: Expr
    from_below: bool

    @property
    def is_infinite(self) -> bool:
        return self.point in (oo, -oo)

    def distance(self, x: Any) -> Expr:
        """The positive quantity that goes to zero at a finite end."""
        return self.point - x if self.from_below else x - self.point


class Unknown(Exception):
    """The growth of some function is not known here."""


@dataclass(frozen=True)
class Approach:
    """A variable on its way to an end, and what is known meanwhile.

    exactly: whether bounds from above will not do, as where a divergence is to be shown.
    """

    x: Any
    end: End
    known: Assumptions
    exactly: bool = False

    def of(self, function: Expr) -> Growth:
        """The growth of |function|; an upper bound where terms of a sum may cancel, or where what
        is bounded may vanish, unless it has to be exact. Raises Unknown where it is not known."""
        return self.of_product(read_product(function, self.x, self.known))

    def of_product(self, product: Product) -> Growth:
        """The growth of a product of powers: that of its factors, times the exponents."""
        found: Growth = {}
        for generator, exponent in product.powers.items():
            for scale, c in self._of_generator(generator, exponent).items():
                _add(found, scale, c * exponent)
        return found

    def of_exponential(self, power: Expr) -> Growth:
        """The growth of exp(power)."""
        found: Growth = {}
        for coefficient, function in linear_terms(power, self.x, self.known):
            if self.x in function.free_symbols:
                for scale, c in self._leading(function).items():
                    _add(found, scale, c * coefficient)
        return found

    def _of_generator(self, generator: Expr, exponent: Expr) -> Growth:
        if isinstance(generator, exp):
            return self.of_exponential(generator.args[0])
        if isinstance(generator, cosh):
            return self._of_cosh(generator.args[0])
        if isinstance(generator, Abs):
            return self.of(generator.args[0])
        if isinstance(generator, log):
            return self._of_log(generator.args[0], exponent)
        if isinstance(generator, loggamma):
            return {LOG: S.One, Scale(LOG_LOG): S.One} if self._to_infinity(generator) else {}
        if isinstance(generator, _BOUNDED):
            return self._of_bounded(generator, exponent)
        if isinstance(generator, (Add, Max)) or generator == self.x:
            return self._of_sum(generator, exponent)
        raise Unknown

    def _of_cosh(self, argument: Expr) -> Growth:
        """cosh u grows as exp |u|."""
        found = self.of_exponential(argument)
        top = self.dominant(found)
        if top is None or sign(found[top], self.known) not in ("+", "-"):
            raise Unknown
        if sign(found[top], self.known) == "+":
            return found
        return {scale: -c for scale, c in found.items()}

    def _of_bounded(self, function: Expr, exponent: Expr) -> Growth:
        """What stays bounded: as the distance to a finite end at which it has a simple zero."""
        if not self.end.is_infinite:
            at_end = function.xreplace({self.x: self.end.point})
            slope = function.diff(self.x).xreplace({self.x: self.end.point})
            if at_end == 0 and sign(slope, self.known) in ("+", "-", "!="):
                return {LOG: S.NegativeOne}
            if sign(at_end, self.known) in ("+", "-", "!="):
                return {}
        if self.exactly or not exponent.is_nonnegative:
            raise Unknown
        return {}

    def _of_log(self, argument: Expr, exponent: Expr) -> Growth:
        inner = self.of(argument)
        top = self.dominant(inner)
        if top is None:
            return self._of_bounded(log(argument), exponent)
        return {
            EXPONENTIAL: {Scale(POWER): top.power},
            POWER: {LOG: top.power},
            U_LOG_U: {LOG: S.One, Scale(LOG_LOG): S.One},
            LOG_POWER: {Scale(LOG_LOG): top.power},
        }.get(top.rank) or {}

    def _to_infinity(self, function: Expr) -> bool:
        argument = function.args[0]
        slope = argument.coeff(self.x, 1)
        if self.x in (argument - slope * self.x).free_symbols:
            raise Unknown
        if not self.end.is_infinite:
            return False
        if sign(slope, self.known) != ("+" if self.end.from_below else "-"):
            raise Unknown
        return True

    def _of_sum(self, generator: Expr, exponent: Expr) -> Growth:
        slope = generator.coeff(self.x, 1)
        offset = generator - slope * self.x
        linear = self.x not in offset.free_symbols and slope != 0
        if linear and self.end.is_infinite:
            return {LOG: S.One}
        if not self.end.is_infinite and (linear or self._has_simple_zero(generator)):
            at_end = generator.xreplace({self.x: self.end.point}).expand()
            if at_end == 0:
                return {LOG: S.NegativeOne}
            if sign(at_end, self.known) in ("+", "-", "!="):
                return {}
            if self.exactly or not exponent.is_nonnegative:
                raise Unknown
            return {}
        if not all(sign(term, self.known) in ("+", ">=") for term in generator.args):
            return self._largest([self.of(term) for term in generator.args], may_cancel=True)
        return self._largest([self.of(term) for term in generator.args])

    def _has_simple_zero(self, generator: Expr) -> bool:
        """Whether a sum of powers vanishes at the end with a slope that is not zero there."""
        at = {self.x: self.end.point}
        if sign(self.end.point, self.known) not in ("+", "-", "!="):
            return False
        slope = generator.diff(self.x).xreplace(at)
        vanishes = generator.xreplace(at).expand() == 0
        return bool(vanishes) and sign(slope, self.known) in ("+", "-", "!=")

    def _largest(self, growths: list[Growth], may_cancel: bool = False) -> Growth:
        best, is_tied = growths[0], False
        for other in growths[1:]:
            difference = dict(other)
            for scale, c in best.items():
                _add(difference, scale, -c)
            top = self.dominant(difference)
            if top is None:
                is_tied = True
                continue
            direction = sign(difference[top], self.known)
            if direction not in ("+", "-"):
                raise Unknown
            if direction == "+":
                best, is_tied = other, False
        if is_tied and may_cancel:
            raise Unknown
        return best

    def dominant(self, growth: Growth) -> Scale | None:
        """The scale that grows fastest; None where there is none. Raises Unknown where unclear."""
        scales = [s for s, c in growth.items() if c != 0]
        for scale in scales:
            if all(other == scale or scale.beats(other, self.known) for other in scales):
                return scale
        if scales:
            raise Unknown
        return None

    def _leading(self, function: Expr) -> Growth:
        """The scale of a function that stands in an exponent, with its sign; none if bounded."""
        if isinstance(function, log):
            return self.of(function.args[0])
        if isinstance(function, loggamma):
            return {Scale(U_LOG_U): S.One} if self._to_infinity(function) else {}
        growth = self.of(function)
        top = self.dominant(growth)
        if top is None or sign(growth[top], self.known) == "-":
            return {}
        c = growth[top]
        if sign(c, self.known) != "+":
            raise Unknown
        toward = self._sign_near_end(function)
        if top.rank == LOG_LOG:
            return {Scale(LOG_POWER, c): toward}
        if top == LOG and set(growth) == {LOG}:
            return {Scale(POWER, c): toward}
        if top.rank == POWER and top.power == 1 and set(growth) == {top}:
            return {Scale(EXPONENTIAL, c): toward}
        if top == LOG and growth.get(Scale(LOG_LOG)) == 1 and c == 1:
            return {Scale(U_LOG_U): toward}
        raise Unknown

    def _sign_near_end(self, function: Expr) -> Expr:
        """+1 or -1: the sign of a product of powers close to the end."""
        found = S.One
        for factor in Mul.make_args(function):
            base, exponent = factor.as_base_exp()
            if isinstance(base, (Abs, exp)) or base is S.Exp1 or exponent.is_even:
                continue
            if sign(factor, self.known) in ("+", ">="):
                continue
            direction = self.sign_of(base)
            if direction == -1:
                if not exponent.is_odd:
                    raise Unknown
                found = -found
        return found

    def sign_of(self, base: Expr) -> int:
        """The sign of a function close to the end. Raises Unknown where it is not known."""
        known = {"+": 1, ">=": 1, "-": -1, "<=": -1}.get(sign(base, self.known) or "")
        if known is not None:
            return known
        if isinstance(base, log):
            inner = self.of(base.args[0])
            top = self.dominant(inner)
            if top is not None and sign(inner[top], self.known) in ("+", "-"):
                return 1 if sign(inner[top], self.known) == "+" else -1
            raise Unknown
        slope = base.coeff(self.x, 1)
        if self.x not in (base - slope * self.x).free_symbols and self.end.is_infinite:
            upward = 1 if self.end.from_below else -1
            if sign(slope, self.known) in ("+", "-"):
                return upward if sign(slope, self.known) == "+" else -upward
        raise Unknown


def _add(growth: Growth, scale: Scale, coefficient: Expr) -> None:
    total = growth.pop(scale, S.Zero) + coefficient
    if total != 0:
        growth[scale] = total
