"""Distributions with a formula: parameters with their domains, support, log density. Nothing else.

A new family is one file in `derive/language/distributions`: a subclass with `parameters` (names, in
the order of the arguments, each with its domain), the space of its points, and `log_density`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Basic, Expr, Gt, Lt, S, exp

from derive.errors import InvalidParameter
from derive.language.exact import exact
from derive.language.law import Law


class Distribution(Law):
    """A law with a formula for its density.

    `parameters` maps each name to its domain: "real", "positive", "probability" (strictly between 0
    and 1), "natural" (a positive integer), "integer". `defaults` gives those that may be left out.
    """

    parameters: ClassVar[dict[str, str]] = {}
    defaults: ClassVar[dict[str, Any]] = {}

    def __new__(cls, *values: Any, **named: Any) -> Any:
        return super().__new__(cls, *cls._checked(values, named))

    @classmethod
    def _checked(cls, values: tuple[Any, ...], named: dict[str, Any]) -> list[Basic]:
        names = list(cls.parameters)
        given = dict(zip(names, values))
        unknown = [n for n in named if n not in names or n in given]
        if len(values) > len(names) or unknown:
            raise InvalidParameter(f"{cls.signature()} takes {len(names)} argument(s)")
        given = {**cls.defaults, **given, **named}
        missing = [n for n in names if n not in given]
        if missing:
            raise InvalidParameter(f"{cls.signature()} lacks its {missing[0]}")
        checked = [exact(given[n]) for n in names]
        for condition, sentence in cls._requirements(dict(zip(names, checked))):
            if condition == S.false:
                raise InvalidParameter(f"{cls.signature()}: {sentence}")
        return checked

    @classmethod
    def signature(cls) -> str:
        """The family with its arguments, as one writes it.

        >>> from derive.language import Normal
        >>> Normal.signature()
        'Normal(loc, scale)'
        """
        return f"{cls.__name__}({', '.join(cls.parameters)})"

    @classmethod
    def _requirements(cls, values: dict[str, Any]) -> list[tuple[Basic, str]]:
        """Conditions on the parameters, each with the sentence that refuses its failure."""
        found: list[tuple[Basic, str]] = []
        for name, domain in cls.parameters.items():
            v = values[name]
            said = f"{name} = {v} is refused, it must be"
            if v.is_extended_real is False or v.is_finite is False:
                found.append((S.false, f"{said} a finite real number"))
            if domain in ("positive", "natural"):
                found.append((Gt(v, 0), f"{said} positive"))
            if domain == "probability":
                found += [(c, f"{said} between 0 and 1") for c in (Gt(v, 0), Lt(v, 1))]
            if domain in ("natural", "integer") and v.is_integer is False:
                found.append((S.false, f"{said} an integer"))
        return found

    @property
    def conditions(self) -> tuple[Basic, ...]:
        """What must hold of the parameters for the law to exist: relations, the true ones left out.

        >>> from sympy import symbols
        >>> from derive.language import Gamma
        >>> a, b = symbols("a b", real=True)
        >>> Gamma(a, b).conditions
        (a > 0, b > 0)
        """
        named = dict(zip(type(self).parameters, self.args))
        found = [c for c, _ in self._requirements(named) if c != S.true]
        return tuple(dict.fromkeys(found))

    def log_density(self, x: Basic) -> Expr:
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


