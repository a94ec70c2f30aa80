"""Formulas: sums, products, powers and relations, each built after a look at its size.

Read by recursive descent, with a method for each level of precedence. `^` and `**` are the power,
which binds from the right, and more tightly than a minus sign before it.
"""

from __future__ import annotations

from typing import Any

from mpmath.libmp import NoConvergence
from sympy import (
    Add,
    And,
    Contains,
    Eq,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Mul,
    Ne,
    Not,
    Or,
    Pow,
    Rational,
    S,
    Symbol,
)
from sympy.core.relational import Relational
from sympy.logic.boolalg import BooleanAtom, BooleanFunction

from derive.language.law import Law, iid
from derive.text.reading import brackets, calls, limits
from derive.text.reading.cursor import Cursor
from derive.text.reading.domains import lost
from derive.text.reading.draws import Drawn
from derive.text.reading.forms import related
from derive.text.reading.functions import INFINITE
from derive.text.reading.lexer import Token
from derive.text.reading.sets import read_set
from derive.text.reading.vectors import DiagonalOf

CONSTANTS = {
    "pi": S.Pi,
    "oo": S.Infinity,
    "EulerGamma": S.EulerGamma,
    "Catalan": S.Catalan,
    "GoldenRatio": S.GoldenRatio,
    "True": S.true,
    "False": S.false,
    "true": S.true,
    "false": S.false,
}
RESERVED = ("and", "if", "in", "not", "or", "otherwise")
_RELATIONS = {"<": Lt, "<=": Le, ">": Gt, ">=": Ge, "==": Eq, "!=": Ne, "=": Eq}
_LARGEST_TENS_EXPONENT = 300
# What SymPy raises where there is no value, also by mistakes of its own, and mpmath where it finds
# none.
_NO_VALUE = (
    TypeError, ValueError, ArithmeticError, NoConvergence, RecursionError, AttributeError
)  # fmt: skip


class Reader(Cursor):
    """Reads values from a text: numbers, conditions, laws, and lists of them."""

    # inside |...| the next | closes, inside {... if ...} an = compares
    in_bars = False
    in_cases = False

    def __init__(self, text: str) -> None:
        super().__init__(text)
        # where the text is defined, as far as it is lost in what was built of it
        self.wanted: dict[Any, None] = {}

    def value(self) -> Any:
        """What may stand anywhere: conditions joined by `or` and `and`, or one value."""
        return self._joined(("or", "|"), Or, self._conjunction)

    def _conjunction(self) -> Any:
        return self._joined(("and", "&"), And, self._negation)

    def _joined(self, words: tuple[str, str], join: Any, part: Any) -> Any:
        token = self.next
        found = part()
        if not self._joins(words):
            return found
        parts = [self.truth(found, token)]
        while self._joins(words):
            self.take()
            token = self.next
            parts.append(self.truth(part(), token))
        return join(*parts)

    def _joins(self, words: tuple[str, str]) -> bool:
        return self.next.text in words and not (self.in_bars and self.next.text == "|")

    def _negation(self) -> Any:
        token = self.accept("not", "~")
        if token is None:
            return self._comparison()
        with self.deeper(token):
            return Not(self.truth(self._negation(), token))

    def _comparison(self) -> Any:
        token = self.next
        left = self.sum()
        found = []
        while self._compares():
            sign = self.take()
            left = self.number(left, token)
            if sign.text == "in":
                found.append(Contains(left, read_set(self)))
                break
            token = self.next
            right = self.number(self.sum(), token)
            found.append(self.built(sign, related, _RELATIONS[sign.text], left, right))
            left = right
        return And(*found) if len(found) > 1 else found[0] if found else left

    def _compares(self) -> bool:
        if self.next.text == "=":
            return self.in_cases
        return self.next.text == "in" or self.next.text in _RELATIONS

    def sum(self) -> Any:
        """Terms with + and - between them."""
        token = self.next
        first = self._term()
        if self.next.text not in ("+", "-"):
            return first
        terms = [self.finite(first, token)]
        while self.next.text in ("+", "-"):
            token = self.next
            terms.append(self.finite(self._term(), token))
        return self.built(token, Add, *terms)

    def _term(self) -> Any:
        """Factors with * and / between them, and the signs before them."""
        sign = 1
        while minus := self.accept("-", "+"):
            sign = -sign if minus.text == "-" else sign
        token = self.next
        first = self._power()
        if sign == 1 and self.next.text not in ("*", "/"):
            return first
        factors = [Integer(sign), self.number(first, token)]
        if self.next.text in ("*", "/"):
            self.finite(first, token)
        while operator := self.accept("*", "/"):
            token = self.next
            factor = self.finite(self._signed(), token)
            factors.append(self._reciprocal(factor, token) if operator.text == "/" else factor)
        return self.built(token, Mul, *factors)

    def _reciprocal(self, divisor: Expr, token: Token) -> Any:
        if divisor == 0:
            self.refuse("nothing is divided by zero", token)
        return self.built(token, Pow, divisor, Integer(-1))

    def _signed(self) -> Any:
        token = self.accept("-", "+")
        if token is None:
            return self._power()
        with self.deeper(token):
            value = self.number(self._signed(), token)
        return self.built(token, Mul, Integer(-1), value) if token.text == "-" else value

    def _power(self) -> Any:
        token = self.next
        base = self._operand()
        sign = self.accept("^", "**")
        if sign is None:
            return base
        with self.deeper(sign):
            token_of_exponent = self.next
            exponent = self.finite(self._signed(), token_of_exponent)
        if isinstance(base, Law):
            return self.built(sign, iid, base, exponent)
        base = self.finite(base, token)
        if base == 0 and exponent.is_negative:
            self.refuse("zero has no negative powers", token)
        self.allow(limits.power(base, exponent), sign)
        return self.built(sign, Pow, base, exponent)

    def _operand(self) -> Any:
        """A numeral, a name, a call, or something in brackets."""
        token = self.take()
        if token.kind == "number":
            return self._numeral(token)
        if token.kind == "name" and token.text not in RESERVED:
            if self.next.text != "(":
                found = CONSTANTS.get(token.text)
                return Symbol(token.text, real=True) if found is None else found
            with self.deeper(token):
                return calls.call(self, token)
        inside = brackets.KINDS.get(token.text)
        if inside is None:
            self.refuse(_expected(token), token)
        around = self.in_bars, self.in_cases
        self.in_bars, self.in_cases = token.text == "|", token.text == "{"
        with self.deeper(token):
            found = inside(self, token)
        self.in_bars, self.in_cases = around
        return found

    def _numeral(self, token: Token) -> Rational:
        """The exact number that a numeral writes."""
        if self.next.kind == "number" or self.next.text == "(" or self._names_next():
            self.refuse("a sign is missing: a product is written 2*x", self.next)
        tens = token.text.lower().partition("e")[2]
        if tens and abs(int(tens)) > _LARGEST_TENS_EXPONENT:
            self.refuse("the number is too large or too small", token)
        return Rational(token.text)

    def _names_next(self) -> bool:
        return self.next.kind == "name" and self.next.text not in RESERVED

    # what was read

    def number(self, value: Any, token: Token) -> Any:
        """A value that has to be a number, read at a token."""
        if not isinstance(value, Expr):
            self.refuse(f"{kind(value)} stands where a number is wanted", token)
        return value

    def finite(self, value: Any, token: Token) -> Any:
        """A value that has to be a number to reckon with."""
        if self.number(value, token) in (S.Infinity, S.NegativeInfinity):
            self.refuse(INFINITE, token)
        return value

    def truth(self, value: Any, token: Token) -> Any:
        """A value that has to be a condition, read at a token."""
        if not isinstance(value, (Relational, BooleanFunction, BooleanAtom, Contains)):
            self.refuse(f"{kind(value)} stands where a condition is wanted", token)
        return value

    def allow(self, reason: str | None, token: Token) -> None:
        """Refuse the text at a token where there is a reason to."""
        if reason is not None:
            self.refuse(reason, token)

    def built(self, token: Token, build: Any, *arguments: Any) -> Any:
        """What a function makes of its arguments, where it is something and not too large."""
        try:
            found = build(*arguments)
        except _NO_VALUE as error:
            self.refuse("this has no value that can be reckoned with", token, error)
        if isinstance(found, Expr):
            if found.has(S.NaN, S.ComplexInfinity):
                self.refuse("this is not defined", token)
            self.allow(limits.result(found), token)
            self.wanted |= dict.fromkeys(lost(arguments, found))
        return found


def kind(value: Any) -> str:
    """What a value is, as the subject of a sentence."""
    if isinstance(value, Law):
        return "a law"
    if isinstance(value, Expr):
        return "a number"
    if isinstance(value, DiagonalOf):
        return "a matrix"
    if isinstance(value, Drawn):
        return "a draw"
    return "a list" if isinstance(value, (list, tuple)) else "a condition"


def _expected(token: Token) -> str:
    if token.kind == "end":
        return "the text ends where a number or a name is wanted"
    return f"{token.text} stands where a number or a name is wanted"
