"""A law drawn from several with given probabilities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from sympy import Add, Basic, Expr, Ge, Le, S, Tuple, log

from derive.errors import DeriveError, InvalidParameter
from derive.language import parameter
from derive.language.density import Density
from derive.language.distribution import Distribution, Requirement, refused
from derive.language.space import Lattice, Line, Space


class Mixture(Distribution):
    """The law of a number that is drawn from one of several laws, each with its weight for a
    probability. Its density is the mean of theirs, so weighted.

    Arguments: weights, a list of positive numbers that sum to one; laws, as many laws with a
    formula for their density, all of real numbers or all of integers, one of which has the support
    of all.
    Raises InvalidParameter where an argument is none of these.

    >>> from sympy import Symbol
    >>> from derive.language.distributions import Normal
    >>> w = Symbol("w")
    >>> law = Mixture([w, 1 - w], [Normal(0, 1), Normal(3, 2)])
    >>> law.space
    Line(-oo, oo)
    >>> law.conditions
    (w > 0, 1 - w > 0)
    """

    parameters: ClassVar[dict[str, str]] = {"weights": "positives", "laws": "laws"}

    @classmethod
    def _read(cls, given: dict[str, Any]) -> dict[str, Basic]:
        laws = given["laws"]
        if not isinstance(laws, (list, tuple, Tuple)) or not all(map(_is_of_numbers, laws)):
            sentence = refused("laws", laws, "a list of laws of real numbers, or of integers")
            raise InvalidParameter(f"{cls.signature()}: {sentence}.")
        try:
            weights = parameter.read("positives", given["weights"])
        except DeriveError as error:
            sentence = refused("weights", given["weights"], parameter.WORDS["positives"])
            raise InvalidParameter(f"{cls.signature()}: {sentence}.") from error
        return {"weights": weights, "laws": Tuple(*laws)}

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        weights, laws = given["weights"], given["laws"]
        asked = parameter.asked("positives", weights)
        positive = refused("weights", weights, "a list of positive numbers")
        yield from ((condition, positive) for condition in asked)
        as_many = refused("weights", weights, f"a list of {len(laws)} numbers, one for each law")
        yield S.true if len(weights) == len(laws) else S.false, as_many
        one = refused("weights", weights, "a list of numbers that sum to one")
        yield parameter.equal(Add(*weights), 1), one
        for law in laws:
            yield from ((condition, f"{law} does not exist") for condition in law.conditions)
        nested = refused("laws", laws, "laws one of which has the support of all")
        yield S.true if _widest([law.space for law in laws]) is not None else S.false, nested

    @property
    def parts(self) -> tuple[tuple[Expr, Any], ...]:
        """The laws, each after its weight."""
        return tuple(zip(*self.args, strict=True))

    @property
    def space(self) -> Any:
        return _widest([law.space for law in self.laws])

    def log_density(self, x: Basic, /) -> Expr:
        return log(Add(*(weight * Density(law, x) for weight, law in self.parts)))


def _is_of_numbers(law: Any) -> bool:
    return isinstance(law, Distribution) and type(law.space) in (Line, Lattice)


def _widest(spaces: list[Any]) -> Space | None:
    """The space that holds all others, where that is plain."""
    for one in spaces:
        if all(_holds(one, other) for other in spaces):
            found: Space = one
            return found
    return None


def _holds(outer: Any, inner: Any) -> bool:
    if type(outer) is not type(inner):
        return False
    return bool(
        outer == inner
        or (Le(outer.low, inner.low) == S.true and Ge(outer.high, inner.high) == S.true)
    )
