"""What stands before a heavy factor: as short as it can be, and positive where that is known."""

from __future__ import annotations

from dataclasses import dataclass

from sympy import Add, Expr, Integer, Mul, Pow, Rational, S

from derive.language.assumptions import Assumptions
from derive.rulebook.algebra.cost import operations
from derive.rulebook.algebra.polynomials import TooLarge, read
from derive.rulebook.algebra.quotients import shortest_coefficient
from derive.rulebook.algebra.sign_sets import ANY, NEGATIVE, NONPOSITIVE, NONZERO
from derive.rulebook.algebra.signs import possible_signs

Key = frozenset[object]
MOST_TERMS_TURNED = 4


@dataclass(frozen=True)
class Coefficient:
    """A number times factors. SymPy would multiply -1 into a sum that stands alone, so they are
    kept apart until the whole term is built."""

    number: Rational
    factors: tuple[Expr, ...]

    def times(self, inner: Expr) -> Expr:
        """The term in which it stands before `inner`."""
        return Mul(self.number, *self.factors, inner)


def key_of(light: Expr) -> Key:
    """The same for two that are equal once multiplied out; empty for 0."""
    try:
        return frozenset(read(light).items())
    except TooLarge:
        return frozenset([light])


def key_of_negative(light: Expr) -> Key:
    """The key of -light."""
    return key_of(Mul(S.NegativeOne, light))


def coefficient(
    light: Expr, assumptions: Assumptions, standing: frozenset[Expr] = frozenset()
) -> Coefficient:
    """`light`, its sums written so that they are positive where their sign is known, and else as
    they stood where they came from.

    >>> from sympy.abc import p
    >>> coefficient(1/p - 1, Assumptions.of(p > 0, p < 1))
    Coefficient(number=1, factors=(1/p, 1 - p))
    """
    unit = product_of(light)
    number = unit.number
    factors: list[Expr] = []
    for factor in unit.factors:
        base, exponent = factor.as_base_exp()
        whole = isinstance(base, Add) and exponent.is_Integer
        if whole and _is_turned(base, assumptions, standing):
            number *= Integer(-1) ** exponent
            factor = Pow(Mul(S.NegativeOne, base), exponent)
        factors.append(factor)
    return Coefficient(number, tuple(factors))


def product_of(light: Expr) -> Coefficient:
    """`light` as a product, with the number that its terms share taken out where that is shorter.

    >>> from sympy.abc import a, b
    >>> product_of(a/2 - b/2)
    Coefficient(number=1/2, factors=(a - b,))
    """
    number: Rational = S.One
    factors: list[Expr] = []
    for factor in Mul.make_args(shortest_coefficient(light)):
        shared, primitive = factor.primitive() if isinstance(factor, Add) else (S.One, factor)
        if isinstance(factor, Rational):
            number *= factor
        elif operations(primitive) + 1 < operations(factor):
            number *= shared
            factors.append(primitive)
        else:
            factors.append(factor)
    return Coefficient(number, tuple(factors))


def without_minus(unit: Coefficient, assumptions: Assumptions) -> Coefficient:
    """A negative coefficient with its sign taken into a sum of unknown sign: (1 - c), not -(c - 1).

    >>> from sympy.abc import c
    >>> without_minus(Coefficient(S.NegativeOne, (c - 1,)), Assumptions())
    Coefficient(number=1, factors=(1 - c,))
    """
    for position, factor in enumerate(unit.factors):
        if isinstance(factor, Add) and possible_signs(factor, assumptions) in (ANY, NONZERO, None):
            turned = Mul(S.NegativeOne, factor)
            if operations(turned) <= operations(factor):
                factors = (*unit.factors[:position], turned, *unit.factors[position + 1 :])
                return Coefficient(-unit.number, factors)
    return unit


def common_factors(units: list[Coefficient]) -> dict[Expr, Expr]:
    """The powers that all the coefficients share, by their bases."""
    powers = [dict(f.as_base_exp() for f in unit.factors) for unit in units]
    if not powers or not all(powers):
        return {}
    first, *others = powers
    return {
        base: min((exponent, *(other[base] for other in others)), key=abs)
        for base, exponent in first.items()
        if all(_same_side(exponent, other.get(base, S.Zero)) for other in others)
    }


def _same_side(e: Expr, f: Expr) -> bool:
    """Whether two exponents put a base on the same side of the fraction bar."""
    return isinstance(e, Rational) and isinstance(f, Rational) and e.p * f.p > 0


def without(unit: Coefficient, common: dict[Expr, Expr]) -> Coefficient:
    """The coefficient divided by powers that it has."""
    divided = [f / Pow(f.as_base_exp()[0], common.get(f.as_base_exp()[0], 0)) for f in unit.factors]
    return Coefficient(unit.number, tuple(f for f in divided if f != 1))


def _is_turned(base: Expr, assumptions: Assumptions, standing: frozenset[Expr]) -> bool:
    """Whether minus the sum is the better one to write."""
    if len(base.args) > MOST_TERMS_TURNED:
        return False
    signs = possible_signs(base, assumptions)
    if signs in (NEGATIVE, NONPOSITIVE):
        return True
    return base not in standing and Mul(S.NegativeOne, base) in standing
