"""The tables on which the facts about the families rest: standard integrals and series.

None of the entries names a family. They are imported when a proof is opened, or where a function
has no fact of its own.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from sympy import oo

from derive.language.space import Lattice, Line, Space
from derive.rulebook.rewriting.exponentials import exponentials_merge
from derive.rulebook.rule import Rule
from derive.rulebook.sums.finite_sums import sum_over_finitely_many_points

_TABLES = {
    "gamma_integrals": ("above",),
    "beta_integrals": ("between",),
    "beta_powers": ("between", "above"),
    "tails": ("above", "line"),
    "gumbel_integrals": ("line",),
    "gaussian_integrals": ("line", "above"),
    "distances": ("above", "line"),
    "elementary_integrals": ("line", "between"),
    "incomplete_integrals": ("between", "below"),
    "incomplete_beta_integrals": ("between", "below"),
    "kinked_exponentials": ("line", "above", "below"),
    "kinks_on_intervals": ("between", "below"),
    "log_integrals": ("between",),
    "moments_on_intervals": ("between", "below"),
    "quadratic_logs": ("between",),
    "stretched_beta": ("between",),
    "semicircle_integrals": ("between",),
    "quadratic_kernels": ("line", "above"),
    "quadratic_distances": ("line",),
    "two_quadratics": ("line", "between"),
    "two_sided_exponentials": ("line",),
    "gaussian_distances": ("line",),
    "logistic_waves": ("line",),
    "bessel_integrals": ("above",),
    "cosine_integrals": ("between", "line", "above"),
    "confluent_integrals": ("between", "line"),
    "log_of_sum_integrals": ("above", "line"),
    "two_sums": ("above", "between"),
    "high_moments": ("line",),
    "secant_waves": ("line",),
    "incomplete_tails": ("between", "above"),
    "stretched_waves": ("above", "line", "between"),
    "logs_of_exponentials": ("between", "above"),
    "series": ("integers",),
    "counting_waves": ("integers",),
    "integer_sums": ("integers",),
    "counting_series": ("integers",),
    "partial_sums": ("integers",),
}
"""Each table, and over which kinds of spaces its integrals are."""


def kind_of(space: Space) -> str | None:
    """Whether a space is the line, an interval that goes on above, below, or not, or integers.

    >>> kind_of(Line(0))
    'above'
    """
    if isinstance(space, Lattice):
        return "integers"
    if not isinstance(space, Line):
        return None
    if space.low == -oo:
        return "line" if space.high == oo else "below"
    return "above" if space.high == oo else "between"


def standard_integrals() -> tuple[Rule, ...]:
    """Every entry, in the order in which they are tried."""
    return tuple(rule for name in _TABLES for rule in _table(name))


def standard_integrals_over(space: Space) -> tuple[Rule, ...]:
    """The entries of the tables that have integrals over spaces of the same kind, in order."""
    return _over(kind_of(space))


@cache
def _over(kind: str | None) -> tuple[Rule, ...]:
    return tuple(rule for name, kinds in _TABLES.items() if kind in kinds for rule in _table(name))


def _table(name: str) -> tuple[Rule, ...]:
    found: tuple[Rule, ...] = import_module(f"{__name__}.{name}").RULES
    return found


def entry_named(name: str) -> Rule:
    """The entry, or the sum written out, with this name. Raises KeyError where there is none."""
    known = (*standard_integrals(), sum_over_finitely_many_points, exponentials_merge)
    return {rule.name: rule for rule in known}[name]
