"""The tables on which the facts about the families rest: standard integrals and series.

None of the entries names a family. They are imported when a proof is opened, or where a function
has no fact of its own.
"""

from __future__ import annotations

from importlib import import_module

from derive.rulebook.exponentials import exponentials_merge
from derive.rulebook.finite_sums import sum_over_finitely_many_points
from derive.rulebook.rule import Rule

_TABLES = (
    "gamma_integrals",
    "beta_integrals",
    "beta_powers",
    "tails",
    "gumbel_integrals",
    "gaussian_integrals",
    "distances",
    "elementary_integrals",
    "incomplete_integrals",
    "log_integrals",
    "moments_on_intervals",
    "stretched_beta",
    "quadratic_kernels",
    "bessel_integrals",
    "cosine_integrals",
    "log_of_sum_integrals",
    "series",
    "integer_sums",
    "counting_series",
)


def standard_integrals() -> tuple[Rule, ...]:
    """Every entry, in the order in which they are tried."""
    tables = [import_module(f"{__name__}.{name}") for name in _TABLES]
    return tuple(rule for table in tables for rule in table.RULES)


def entry_named(name: str) -> Rule:
    """The entry, or the sum written out, with this name. Raises KeyError where there is none."""
    known = (*standard_integrals(), sum_over_finitely_many_points, exponentials_merge)
    return {rule.name: rule for rule in known}[name]
