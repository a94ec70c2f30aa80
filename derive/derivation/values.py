"""The value of a derivation's last expression at given numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Symbol

from derive.derivation.derivation import Derivation
from derive.derivation.step import Verdict
from derive.errors import DeriveError
from derive.numeric import value_of
from derive.numeric.trials import is_met_at
from derive.text.plain import plain


def value_at(derivation: Derivation, values: Mapping[Any, Any], digits: int = 30) -> Any:
    """The last expression's value, to so many digits. Raises DeriveError where values are no
    mapping, digits are below one, a symbol has no value, a name is not one of its symbols or of
    its assumptions', a value contradicts the assumptions or a condition that a step had to assume,
    or the value does not converge."""
    if not isinstance(values, Mapping):
        raise DeriveError(f"values are given by name, like {{'a': '1/3'}}, not as {values!r}")
    if digits < 1:
        raise DeriveError(f"digits are a positive whole number, not {digits!r}")
    expr = derivation.reached
    known = {s.name: s for s in expr.free_symbols}
    elsewhere = {s.name for f in derivation.assumptions for s in f.free_symbols}
    elsewhere |= {s.name for s in derivation.start.free_symbols}
    at = {}
    for key, value in values.items():
        name = str(key)
        if name in known:
            at[known[name]] = value
        elif name not in elsewhere:
            raise DeriveError(
                f"there is no {name} in the result; its symbols are "
                f"{', '.join(sorted(known)) or 'none'}"
            )
    missing = sorted(n for n, s in known.items() if s not in at)
    if missing:
        raise DeriveError(f"the value needs a number for {', '.join(missing)}")
    _require_what_was_assumed(derivation, at)
    return value_of(expr, at, derivation.assumptions, digits)


def _require_what_was_assumed(derivation: Derivation, at: Mapping[Symbol, Any]) -> None:
    """The result says nothing where a condition fails that no assumption implies."""
    for judged in derivation.conditions:
        if judged.verdict is Verdict.UNKNOWN and is_met_at(judged.condition, at) is False:
            where = ", ".join(f"{s} = {v}" for s, v in sorted(at.items(), key=lambda p: p[0].name))
            raise DeriveError(
                f"the result was derived for {plain(judged.condition)}, which fails at {where}"
            )
