"""Formulas as code: brackets where they are needed, and the names that a language has."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sympy import (
    Add,
    And,
    Expr,
    Integer,
    Mul,
    Not,
    Or,
    Piecewise,
    Pow,
    Rational,
    Symbol,
    Tuple,
    exp,
    log,
)
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanFalse, BooleanTrue

from derive.errors import DeriveError
from derive.render.summed_coordinates import SumOver

LOWEST, SUM, PRODUCT, POWER, ATOM = range(5)
# Functions of which some orders may have names of their own: how many arguments are orders.
_ORDERS = {
    "BesselIRatio": 2,
    "LogBesselI": 1,
    "LogBesselK": 1,
    "besseli": 1,
    "besselk": 1,
    "polygamma": 1,
}
RELATIONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "==", "!=": "!="}


@dataclass(frozen=True)
class Dialect:
    """How a language spells what is in a formula.

    functions: for the name of a SymPy class, a function's name or a pattern with {0} and {1};
    constants: by the names of their classes; joined: for `and`, `or` and `not`; choose: the code
    of a value where a condition holds, and of another where it does not; pairwise: functions that
    take two arguments at a time; helpers: the sources of the functions that the language lacks;
    summed: for the names of vectors, those of their coordinates, and the patterns of a sum over
    them and of a number beside them.
    """

    name: str
    functions: Mapping[str, str]
    constants: Mapping[str, str]
    joined: tuple[str, str, str]
    choose: Callable[[str, str, str], str]
    pairwise: tuple[str, ...] = ()
    helpers: Mapping[str, str] | None = None
    summed: Callable[[list[str]], tuple[list[str], str, str]] | None = None


class Writer:
    """Writes formulas in a dialect, with the names that the symbols have there.

    lift: what makes a number without a symbol an argument of a function, where numbers are none;
    constant: the writer of such numbers.
    """

    def __init__(
        self,
        dialect: Dialect,
        names: Mapping[Any, str],
        lift: Callable[[str], str] | None = None,
        constant: Writer | None = None,
    ) -> None:
        self.dialect, self.names = dialect, names
        self._lift, self._constant = lift, constant

    def named(self, names: Mapping[Any, str]) -> Writer:
        """The same writer with other names."""
        return Writer(self.dialect, names, self._lift, self._constant)

    def code(self, expr: Any, level: int = LOWEST) -> str:
        """The code of an expression, in brackets if it binds less tightly than its place wants."""
        shown, own = self._written(expr)
        return shown if own >= level else f"({shown})"

    def argument(self, expr: Any) -> str:
        """The code of an expression as the argument of a function."""
        shown = self.code(expr)
        is_number = self._lift is not None and not expr.free_symbols
        return self._lift(shown) if is_number and self._lift is not None else shown

    def terms(self, expr: Any) -> list[str]:
        """The terms of a sum, each with its sign before it but for a first one that is added."""
        shown: list[str] = []
        for term in _in_order(expr):
            negative = term.could_extract_minus_sign()
            code = self.code(-term if negative else term, PRODUCT)
            sign = "-" if negative else "+"
            shown.append(f"{sign} {code}" if shown else f"-{code}" if negative else code)
        return shown

    def condition(self, condition: Any) -> str:
        """The code of a condition."""
        conjunction, disjunction, negation = self.dialect.joined
        if isinstance(condition, (BooleanTrue, BooleanFalse)):
            return "True" if condition else "False"
        if isinstance(condition, Relational):
            left, right = (self.code(side, SUM) for side in condition.args)
            return f"({left} {RELATIONS[condition.rel_op]} {right})"
        if isinstance(condition, (And, Or)):
            sign = conjunction if isinstance(condition, And) else disjunction
            return "(" + f" {sign} ".join(map(self.condition, condition.args)) + ")"
        if isinstance(condition, Not):
            return f"({negation} {self.condition(condition.args[0])})"
        raise DeriveError(f"{self.dialect.name} has no code for the condition {condition}")

    def _written(self, expr: Any) -> tuple[str, int]:
        """The code and how tightly it binds."""
        if isinstance(expr, Symbol):
            return self.names.get(expr, expr.name), ATOM
        if self._constant is not None and not expr.free_symbols:
            return self._constant._written(expr)
        if isinstance(expr, Integer):
            return str(expr), ATOM if expr >= 0 else SUM
        if isinstance(expr, Rational):
            return f"{expr.p}/{expr.q}", PRODUCT if expr.p > 0 else SUM
        if type(expr).__name__ in self.dialect.constants:
            return self.dialect.constants[type(expr).__name__], ATOM
        if isinstance(expr, Add):
            return " ".join(self.terms(expr)), SUM
        if isinstance(expr, Mul):
            return self._product(expr), PRODUCT
        if isinstance(expr, Pow) and not isinstance(expr, exp):
            return self._power(expr)
        if isinstance(expr, Piecewise):
            return self._cases(expr), ATOM
        if isinstance(expr, SumOver):
            return self._summed(expr), ATOM
        if isinstance(expr, Tuple):
            return f"[{', '.join(map(self.code, expr))}]", ATOM
        return self._applied(expr), ATOM

    def _summed(self, expr: SumOver) -> str:
        if self.dialect.summed is None:
            raise DeriveError(f"{self.dialect.name} has no sums over coordinates")
        names = [self.names.get(v, v.name) for v in expr.vectors]
        coordinates, pattern, beside = self.dialect.summed(names)
        numbers = {s: beside.format(name) for s, name in self.names.items()}
        own = {**numbers, **dict(zip(expr.vectors, coordinates, strict=True))}
        return pattern.format(self.named(own).code(expr.body))

    def _product(self, expr: Mul) -> str:
        if expr.could_extract_minus_sign():
            return f"-{self.code(-expr, PRODUCT)}"
        above, below = _over_and_under(expr)
        shown = "*".join(self.code(f, POWER) for f in above) or "1"
        if not below:
            return shown
        under = "*".join(self.code(f, POWER) for f in below)
        return f"{shown}/{under}" if len(below) == 1 else f"{shown}/({under})"

    def _power(self, expr: Any) -> tuple[str, int]:
        base, power = expr.args
        if power == Rational(1, 2):
            return self._call("sqrt", [base]), ATOM
        if power.is_Rational and power < 0:
            return f"1/{self.code(base**-power, POWER)}", PRODUCT
        return f"{self.code(base, ATOM)}**{self.code(power, ATOM)}", POWER

    def _cases(self, expr: Piecewise) -> str:
        *rows, (value, last) = expr.args
        shown = self.argument(value)
        if not isinstance(last, BooleanTrue):
            shown = self.dialect.choose(self.condition(last), shown, self.dialect.constants["NaN"])
        for value, condition in reversed(rows):
            shown = self.dialect.choose(self.condition(condition), self.argument(value), shown)
        return shown

    def _applied(self, expr: Any) -> str:
        name = type(expr).__name__
        inner = expr.args[0] if expr.args else None
        if isinstance(expr, AppliedUndef):
            raise DeriveError(f"{self.dialect.name} has no function for {expr}")
        if isinstance(expr, log) and isinstance(inner, Add) and Integer(1) in inner.args:
            return self._call("Log1p", [inner - 1])
        orders = _ORDERS.get(name, 0)
        own = "_".join([name, *map(str, expr.args[:orders])])
        if orders and own in self.dialect.functions:
            return self._call(own, expr.args[orders:])
        return self._call(name, expr.args)

    def _call(self, name: str, args: Iterable[Any]) -> str:
        pattern = self.dialect.functions.get(name)
        if pattern is None:
            raise DeriveError(f"{self.dialect.name} has no function for {name}")
        shown = [self.argument(a) for a in args]
        if "{*}" in pattern:
            return pattern.replace("{*}", ", ".join(shown))
        if "{" in pattern:
            if f"{{{len(shown) - 1}}}" not in pattern or f"{{{len(shown)}}}" in pattern:
                raise DeriveError(f"{self.dialect.name} has no {name} of {len(shown)} arguments")
            return pattern.format(*shown)
        while name in self.dialect.pairwise and len(shown) > 2:
            shown[-2:] = [f"{pattern}({shown[-2]}, {shown[-1]})"]
        return f"{pattern}({', '.join(shown)})"


def _over_and_under(expr: Mul) -> tuple[list[Expr], list[Expr]]:
    """The factors above the bar and below it. Exponentials stay where they are: the reciprocal of
    what is too small for a float is too large for one."""
    above: list[Expr] = []
    below: list[Expr] = []
    for factor in Mul.make_args(expr):
        if isinstance(factor, Rational):
            above += [Integer(factor.p)] if factor.p != 1 else []
            below += [Integer(factor.q)] if factor.q != 1 else []
        elif isinstance(factor, Pow) and factor.exp.is_Rational and factor.exp < 0:
            below.append(Pow(factor.base, -factor.exp))
        else:
            above.append(factor)
    return above, below


def _in_order(expr: Expr) -> list[Expr]:
    """The terms as a person would order them: those that are added first, short ones first."""
    terms = list(Add.make_args(expr))
    return sorted(terms, key=lambda t: (t.could_extract_minus_sign(), len(t.free_symbols)))


def identifier(symbol: Any) -> str:
    """A symbol's name as a Python name."""
    name = re.sub(r"\W", "_", symbol.name, flags=re.ASCII) or "_"
    if name[0].isdigit():
        return f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in ("torch", "math", "mpmath") else name


def identifiers(symbols: Iterable[Any], taken: Iterable[str] = ()) -> dict[Any, str]:
    """Names for symbols, no two alike and none that is taken."""
    found: dict[Any, str] = {}
    used = set(taken)
    for symbol in symbols:
        name = identifier(symbol)
        while name in used:
            name += "_"
        used.add(name)
        found[symbol] = name
    return found
