"""What is known of each family: moments, means of logarithms, partial expectations.

One module per family, named as the file of its distribution; it is imported when the first law of
that family is met. Each fact speaks of one family and one statistic, and has a proof down to the
standard integrals and series.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from derive.language.distribution import Distribution
from derive.rulebook.rule import Rule


def facts_about(family: type[Distribution]) -> tuple[Rule, ...]:
    """The facts about a family, in the order in which they are tried; none where there are none.

    >>> from derive.language import Exponential
    >>> facts_about(Exponential)[0].name
    'exponential-mean'
    """
    return _facts_in(family.__module__.rpartition(".")[2])


@cache
def _facts_in(module: str) -> tuple[Rule, ...]:
    if find_spec(f"{__name__}.{module}") is None:
        return ()
    found: tuple[Rule, ...] = import_module(f"{__name__}.{module}").RULES
    return found


def all_facts() -> tuple[Rule, ...]:
    """Every fact about every family, by family."""
    names = sorted(m.name for m in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(rule for module in modules for rule in getattr(module, "RULES", ()))
