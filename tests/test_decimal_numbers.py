"""Decimal numbers: their exponentials and logarithms are mpmath's, as far as they have digits."""

from __future__ import annotations

import decimal
import math
from decimal import Decimal

import mpmath
import pytest

from derive.errors import OutOfDomain
from derive.numeric.arithmetics.arithmetic import precise, public
from derive.numeric.arithmetics.decimal_arithmetic import DecimalArithmetic, decimals

PLACES = (
    *("0.3", "-0.3", "1e-30", "-1e-9", "3.16", "3.17", "0.3162", "0.99609", "0.99999", "1.0000001"),
    *("-0.5", "0.4999", "17.25", "-44.1", "349.9", "-349.9", "351", "-1200.5", "7e10", "-1"),
)


@pytest.mark.parametrize("digits", [25, 45, 80])
def test_functions_agree_with_mpmath(digits: int) -> None:
    numbers = decimals(digits)
    with numbers.working(), mpmath.workdps(3 * digits):
        for text in PLACES:
            x, exact = numbers.real(Decimal(text)), mpmath.mpf(text)
            pairs = [(numbers.exp(x), mpmath.exp(exact)), (numbers.expm1(x), mpmath.expm1(exact))]
            if exact > 0:
                pairs += [
                    (numbers.log(x), mpmath.log(exact)),
                    (numbers.sqrt(x), mpmath.sqrt(exact)),
                ]
                power = numbers.power(x, numbers.rational(1, 3))
                pairs += [(power, mpmath.power(exact, mpmath.mpf(1) / 3))]
                pairs += [(numbers.call("loggamma", [x]), mpmath.loggamma(exact))]
            if exact > -1:
                pairs += [(numbers.log1p(x), mpmath.log1p(exact))]
            for found, wanted in pairs:
                gap = abs(mpmath.mpf(str(found)) - wanted)
                # an exponential has the digits that its argument leaves it
                worth = max(1, abs(exact))
                assert gap <= worth * abs(wanted) * mpmath.mpf(10) ** (1 - digits), (text, wanted)


def test_extended_reals() -> None:
    numbers = decimals(25)
    with numbers.working():
        assert numbers.exp(numbers.inf) == numbers.inf
        assert numbers.exp(numbers.ninf) == 0 == numbers.exp(numbers.real(-(10**18)))
        assert numbers.log(numbers.zero) == numbers.ninf
        assert numbers.is_undefined(numbers.inf - numbers.inf)
        assert numbers.log(numbers.exp(numbers.real(-(10**12)))) == -(10**12)
        with pytest.raises(OutOfDomain):
            numbers.log(-numbers.one)
        with pytest.raises(ZeroDivisionError):
            numbers.one / numbers.zero


def test_numbers_pass_between_arithmetics() -> None:
    numbers, others = decimals(25), precise(25)
    with numbers.working():
        third = numbers.rational(1, 3)
        assert abs(public(third) - public(others.rational(1, 3))) < 1e-24
        assert numbers.real(others.rational(7, 4)) == Decimal("1.75")
        with mpmath.workdps(60):
            assert mpmath.almosteq(public(Decimal("1e-3000")), mpmath.mpf("1e-3000"))
        assert mpmath.isinf(public(numbers.ninf))


def test_nothing_is_left_of_the_length_of_a_number() -> None:
    before = decimal.getcontext().prec
    with DecimalArithmetic(60).working():
        assert decimal.getcontext().prec > 60
    assert decimal.getcontext().prec == before
    assert math.isclose(float(Decimal(1) / 3), 1 / 3)


@pytest.mark.parametrize("text", ["1.4", "0.001", "1.00001", "2", "77.25"])
def test_gamma_functions_of_many_digits(text: str) -> None:
    """They are taken from far out, unless the logarithm is nearly zero."""
    numbers = precise(240)
    x = numbers.context.mpf(text)
    for name in ("gamma", "loggamma"):
        found, wanted = numbers.call(name, [x]), getattr(numbers.context, name)(x)
        assert abs(found - wanted) <= abs(wanted) * numbers.context.mpf(10) ** -237
