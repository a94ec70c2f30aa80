"""A law restricted to an interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Basic, Contains, Dummy, Expr, Ge, Le, Lt, S, log, oo

from derive.errors import DeriveError, InvalidParameter
from derive.language import parameter
from derive.language.density import Density
from derive.language.distribution import Distribution, Requirement, refused
from derive.language.exact import exact
from derive.language.integral import Integral
from derive.language.space import Lattice, Line

_POINT = Dummy("t", real=True)


class Truncated(Distribution):
    """The law of a number given that it lies between low and high. Its density there is that of the
    law, divided by the probability of the interval.

    Arguments: law, a law of one number, real or whole, with a formula for its density; low, high,
    the ends of an interval within its support, low < high, of whole numbers both included: an end
    that is a symbol lies inside the support, one that is known to lie outside, such as -oo or oo,
    cuts nothing off.
    Raises InvalidParameter where the interval is empty or not within the support.

    >>> from sympy import Symbol
    >>> from derive.language.distributions import Exponential
    >>> law = Truncated(Exponential(2), high=3)
    >>> law.space
    Line(0, 3)
    >>> law.log_density(Symbol("x"))
    -2*x - log(Integral(Density(Exponential(2), _1), _1, Line(0, 3))) + log(2)
    """

    parameters: ClassVar[dict[str, str]] = {"law": "law", "low": "end", "high": "end"}
    defaults: ClassVar[dict[str, Any]] = {"low": -oo, "high": oo}

    @classmethod
    def _read(cls, given: dict[str, Any]) -> dict[str, Basic]:
        law = given["law"]
        if not isinstance(law, Distribution) or type(law.space) not in (Line, Lattice):
            shown = parameter.shown(law)
            sentence = f"law = {shown} is refused, it must be a law of one number by name"
            raise InvalidParameter(f"{cls.signature()}: {sentence}.")
        try:
            low, high = (exact(given[name]) for name in ("low", "high"))
        except DeriveError as error:
            raise InvalidParameter(f"{cls.signature()}: {error}.") from error
        whole = law.space
        return {
            "law": law,
            # an end known to lie outside cuts nothing off
            "low": whole.low if Le(low, whole.low) == S.true else low,
            "high": whole.high if Ge(high, whole.high) == S.true else high,
        }

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        law, low, high = (given[name] for name in cls.parameters)
        yield from ((condition, f"{law} does not exist") for condition in law.conditions)
        for name in ("low", "high"):
            if given[name].is_number and given[name].is_extended_real is False:
                yield S.false, refused(name, given[name], "a real number, -oo or oo")
        counts, whole = isinstance(law.space, Lattice), law.space
        above = Le if counts else Lt
        yield above(low, high), refused("low", low, f"below high = {high}")
        for name in ("low", "high"):
            end, outside = given[name], refused(name, given[name], f"within the support of {law}")
            if end not in (whole.low, whole.high):
                if counts:
                    yield Contains(end, S.Integers), refused(name, end, "an integer, -oo or oo")
                yield Lt(whole.low, end), outside
                yield Lt(end, whole.high), outside

    @property
    def space(self) -> Any:
        return type(self.law.space)(self.low, self.high)

    @property
    def mass(self) -> Integral:
        """The probability that the law gives the interval."""
        return Integral(Density(self.law, _POINT), _POINT, self.space)

    def log_density(self, x: Basic, /) -> Expr:
        return self.law.log_density(x) - log(self.mass)
