"""Distributions with a formula: parameters with their domains, support, log density. Nothing else.

A new family is one file in `derive/language/distributions`: a subclass with `parameters` (names, in
the order of the arguments, each with its kind), the space of its points, and `log_density`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar

from sympy import Basic, Expr, S, exp

from derive.errors import DeriveError, InvalidParameter
from derive.language import parameter
from derive.language.law import Law

Requirement = tuple[Basic, str]


class Distribution(Law):
    """A law with a formula for its density.

    `parameters` maps each name to its kind (see `derive.language.parameter`), `defaults` gives the
    values of those that may be left out. Arguments may be named, as in `Normal(0, scale=2)`.
    Raises InvalidParameter where the law does not exist for them, also when a number is put in the
    place of a symbol later.
    """

    parameters: ClassVar[dict[str, str]] = {}
    defaults: ClassVar[dict[str, Any]] = {}

    def __new__(cls, *values: Any, **named: Any) -> Any:
        given = cls._read(cls._paired(values, named))
        for condition, sentence in cls.requirements(given):
            if condition == S.false:
                raise InvalidParameter(f"{cls.signature()}: {sentence}.")
        return super().__new__(cls, *given.values())

    @classmethod
    def _paired(cls, values: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
        """Every name with what was given for it, in order."""
        names = list(cls.parameters)
        if len(values) > len(names):
            raise InvalidParameter(
                f"{cls.signature()} takes {len(names)} argument(s), not {len(values)}."
            )
        placed = dict(zip(names, values, strict=False))
        for name in named:
            if name not in names:
                raise InvalidParameter(f"{cls.signature()} has no argument {name!r}.")
            if name in placed:
                raise InvalidParameter(f"{cls.signature()} is given its {name} twice.")
        given = {**cls.defaults, **placed, **named}
        for name in names:
            if name not in given:
                raise InvalidParameter(f"{cls.signature()} lacks its {name}.")
        return {name: given[name] for name in names}

    @classmethod
    def _read(cls, given: dict[str, Any]) -> dict[str, Basic]:
        found = {}
        for name, value in given.items():
            kind = cls.parameters[name]
            try:
                found[name] = parameter.read(kind, value)
            except DeriveError as error:
                sentence = f"{cls.signature()}: {refused(name, value, parameter.WORDS[kind])}."
                raise InvalidParameter(sentence) from error
        return found

    @classmethod
    def signature(cls) -> str:
        """The family with its arguments, as one writes it.

        >>> from derive.language import Normal
        >>> Normal.signature()
        'Normal(loc, scale)'
        """
        return f"{cls.__name__}({', '.join(cls.parameters)})"

    @classmethod
    def requirements(cls, given: Mapping[str, Any]) -> Iterator[Requirement]:
        """Conditions on the parameters, each with the sentence that refuses its failure.

        A family whose parameters depend on one another adds to these. They are asked one after
        the other, so a later one may rely on the earlier ones not being false.
        """
        for name, kind in cls.parameters.items():
            for condition in parameter.asked(kind, given[name]):
                fails = condition == S.false
                # a sentence is long to write and read only where the condition fails
                yield condition, refused(name, given[name], parameter.WORDS[kind]) if fails else ""

    @property
    def conditions(self) -> tuple[Basic, ...]:
        """What must hold of the parameters for the law to exist: relations, the true ones left out.

        >>> from sympy import symbols
        >>> from derive.language import Gamma
        >>> a, b = symbols("a b", real=True)
        >>> Gamma(a, b).conditions
        (a > 0, b > 0)
        """
        return _conditions(self)

    def log_density(self, x: Basic, /) -> Expr:
        """The logarithm of the density at a point of the support."""
        raise NotImplementedError

    def density(self, x: Basic) -> Expr:
        """The density at a point of the support, as a formula."""
        return exp(self.log_density(x))

    def __getattr__(self, name: str) -> Any:
        names = list(type(self).parameters)
        if name in names:
            return self.args[names.index(name)]
        raise AttributeError(f"{type(self).__name__} has no {name!r}")


@lru_cache(maxsize=1024)
def _conditions(law: Distribution) -> tuple[Basic, ...]:
    named = dict(zip(type(law).parameters, law.args, strict=True))
    found = [c for c, _ in law.requirements(named) if c != S.true]
    return tuple(dict.fromkeys(found))


def refused(name: str, value: Any, right: str) -> str:
    """The sentence that refuses a parameter: its name, its value, and what it must be.

    >>> refused("scale", -1, "a positive number")
    'scale = -1 is refused, it must be a positive number'
    """
    return f"{name} = {parameter.shown(value)} is refused, it must be {right}"
