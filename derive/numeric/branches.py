"""The cases that expressions distinguish: each is to be tried in a model of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from sympy import And, Basic, Not, Or, Piecewise, S
from sympy.core.relational import Relational

from derive.language import Bound
from derive.numeric.sampling import Numbers, rational_holds

MOST_WAYS = 8
"""How many ways of coming to one case are told apart."""


def cases_in(expressions: Iterable[Basic]) -> list[tuple[Any, ...]]:
    """Relations between numbers under which a case of a Piecewise holds and none before it, for
    every case of every Piecewise, each once.

    >>> from sympy.abc import x
    >>> cases_in([Piecewise((0, x < 1), (1, True))])
    [(x < 1,), (x >= 1,)]
    """
    found: dict[tuple[Any, ...], None] = {}
    for expression in expressions:
        for node in sorted(expression.atoms(Piecewise), key=str):
            found.update(dict.fromkeys(_cases_of(node)))
    return list(found)


def _cases_of(node: Piecewise) -> Iterator[tuple[Any, ...]]:
    before: list[list[tuple[Any, ...]]] = []
    for _, condition in node.args:
        ways = [*before, _ways(condition)]
        for count, chosen in enumerate(product(*ways)):
            if count == MOST_WAYS:
                break
            case = tuple(dict.fromkeys(r for way in chosen for r in way))
            if not any(relation.atoms(Bound) for relation in case):
                yield case
        before.append(_ways(Not(condition)))


def _ways(condition: Any) -> list[tuple[Any, ...]]:
    """The ways in which a condition can hold, each as relations that hold together."""
    if condition == S.true:
        return [()]
    if isinstance(condition, Relational):
        return [(condition,)]
    if isinstance(condition, And):
        parts = product(*(_ways(part) for part in condition.args))
        return [tuple(r for part in chosen for r in part) for chosen in parts]
    if isinstance(condition, Or):
        return [way for part in condition.args for way in _ways(part)]
    return []


def holds_at(case: tuple[Any, ...], numbers: Numbers) -> bool:
    """Whether all relations of a case hold at these numbers; not where they speak of more."""
    return all(rational_holds(relation, numbers) is True for relation in case)
