"""Whether two functions of one variable are the same, for some values of the letters in one."""

from __future__ import annotations

from typing import Any

from sympy import Abs, Add, Basic, Dummy, Expr, Max, Rational, S, Symbol, cos

POINT = Dummy("x", real=True)
Binds = dict[Basic, Basic]


def open_slots(expr: Any, slots: frozenset[Symbol], found: Binds) -> set[Any]:
    """The letters in an expression for which nothing was found yet."""
    return (expr.free_symbols & slots) - found.keys()


def same_function(wanted: Any, actual: Any, slots: frozenset[Symbol], found: Binds) -> bool:
    """Whether the two are the same function, after setting the slots inside the wanted one."""
    if not open_slots(wanted, slots, found):
        if wanted == actual or type(wanted) is not type(actual):
            return bool(wanted == actual)
        return bool((wanted - actual).expand() == 0)
    if wanted.is_Function:
        return type(wanted) is type(actual) and _same_arguments(wanted, actual, slots, found)
    if wanted.is_Add:
        return _same_sum(_by_function(wanted), _by_function(actual), slots, found)
    base, exponent = wanted.as_base_exp()
    if base == actual.as_base_exp()[0]:
        return set_slot(exponent, actual.as_base_exp()[1], slots, found)
    return set_slot(wanted, actual, slots, found)


def _by_function(expr: Any) -> dict[Any, Any]:
    """The coefficients of a sum by the functions of the variable that they stand before."""
    found: dict[Any, Any] = {}
    for term in Add.make_args(expr):
        coefficient, function = term.as_independent(POINT, as_Add=False)
        found[function] = found.get(function, S.Zero) + coefficient
    return found


def _same_sum(
    wanted: dict[Any, Any], actual: dict[Any, Any], slots: frozenset[Symbol], found: Binds
) -> bool:
    """Sums are the same where their coefficients are; at most one function may have open slots, and
    beside that one nothing may be missing."""
    left = dict(actual)
    unclear = [f for f in wanted if open_slots(f, slots, found)]
    if unclear and any(f not in actual for f in wanted if f not in unclear):
        return False
    pending = {f: c for f, c in wanted.items() if f not in unclear}
    while pending:
        # a coefficient like g + u c^2 is looked at after those that give u and c
        function = min(pending, key=lambda f: len(open_slots(pending[f], slots, found)))
        value = left.pop(function, S.Zero)
        if not set_slot(pending.pop(function).xreplace(found), value, slots, found):
            return False
    if not unclear:
        return not left
    if len(unclear) != 1 or len(left) != 1:
        return False
    [(function, coefficient)] = left.items()
    return same_function(unclear[0].xreplace(found), function, slots, found) and set_slot(
        wanted[unclear[0]].xreplace(found), coefficient, slots, found
    )


def _same_arguments(wanted: Any, actual: Any, slots: frozenset[Symbol], found: Binds) -> bool:
    """The same for functions of one argument; a distance and a positive part are such."""
    if isinstance(wanted, (Abs, cos)):
        inside, value = wanted.args[0], actual.args[0]
        return same_function(inside, value, slots, found) or same_function(
            inside, -value, slots, found
        )
    if isinstance(wanted, Max):
        if S.Zero not in wanted.args or S.Zero not in actual.args or len(actual.args) > 2:
            return False
        return same_function(Add(*wanted.args), Add(*actual.args), slots, found)
    return same_function(wanted.args[0], actual.args[0], slots, found)


def set_slot(wanted: Expr, value: Any, slots: frozenset[Symbol], found: Binds) -> bool:
    """Set the one open slot in `wanted`, which is linear in it, so that it equals `value`."""
    unset = open_slots(wanted, slots, found)
    if not unset:
        numbers = isinstance(wanted, Rational) and isinstance(value, Rational)
        return bool(wanted == value if numbers else (wanted - value).expand() == 0)
    if isinstance(wanted, Symbol) and isinstance(value, Rational):
        found[wanted] = value
        return True
    if len(unset) > 1:
        return False
    (slot,) = unset
    factor = wanted.coeff(slot, 1)
    solved = ((value - wanted) / factor + slot).expand()
    if slot in solved.free_symbols or POINT in solved.free_symbols:
        return False
    found[slot] = solved
    return True
