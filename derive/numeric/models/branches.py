"""The cases that expressions distinguish: each is to be tried in a model of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from sympy import Abs, And, Basic, Max, Min, Not, Or, Piecewise, S, sign
from sympy.core.relational import Relational

from derive.language import Bound
from derive.numeric.models.sampling import Numbers, rational_holds

MOST_WAYS = 8
"""How many ways of coming to one case are told apart."""


def cases_in(expressions: Iterable[Basic]) -> list[tuple[Any, ...]]:
    """Relations between numbers under which a case of a Piecewise holds and none before it, an
    absolute value or a sign has an argument on one side of zero, and a maximum or minimum is one of
    its arguments: for every case of every such function, each once.

    >>> from sympy.abc import x
    >>> cases_in([Piecewise((0, x < 1), (1, True))])
    [(x < 1,), (x >= 1,)]
    >>> cases_in([abs(x + 50)])
    [(x + 50 < 0,), (x + 50 > 0,)]
    """
    found: dict[tuple[Any, ...], None] = {}
    for expression in expressions:
        for node in sorted(expression.atoms(*_CASES), key=str):
            found.update(dict.fromkeys(_CASES[node.func](node)))
    return list(found)


def _sides_of_zero(node: Abs | sign) -> Iterator[tuple[Any, ...]]:
    (argument,) = node.args
    for relation in (argument < 0, argument > 0):
        yield from _between_numbers((relation,))


def _greatest(node: Max) -> Iterator[tuple[Any, ...]]:
    for one in node.args:
        yield from _between_numbers(tuple(one >= other for other in node.args if other != one))


def _least(node: Min) -> Iterator[tuple[Any, ...]]:
    for one in node.args:
        yield from _between_numbers(tuple(one <= other for other in node.args if other != one))


def _between_numbers(case: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The case, unless it never holds or speaks of a bound variable."""
    relations = tuple(r for r in case if r != S.true)
    if all(isinstance(r, Relational) and not r.atoms(Bound) for r in relations):
        yield relations


def _cases_of(node: Piecewise) -> Iterator[tuple[Any, ...]]:
    before: list[list[tuple[Any, ...]]] = []
    for _, condition in node.args:
        ways = [*before, _ways(condition)]
        for count, chosen in enumerate(product(*ways)):
            if count == MOST_WAYS:
                break
            case = tuple(dict.fromkeys(r for way in chosen for r in way))
            yield from _between_numbers(case)
        before.append(_ways(Not(condition)))


_CASES = {Abs: _sides_of_zero, sign: _sides_of_zero, Max: _greatest, Min: _least}
_CASES |= {Piecewise: _cases_of}


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
