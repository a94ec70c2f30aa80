"""Algebra inside sums and products over an index, where coordinates are numbers like any other."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Mul, S, Symbol, count_ops, exp

from derive.language.assumptions import Assumptions
from derive.language.density import ArbitraryMap, Value
from derive.language.sequence import FiniteProduct, FiniteSum
from derive.language.space import Lattice, Line
from derive.rulebook.algebra import tidy
from derive.rulebook.places import facts_at
from derive.rulebook.rewriting.products_by_logarithm import product_by_its_logarithm
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong
from derive.rulebook.sums.indexed_sums import is_sum

_REFERENCE = "Graham, Knuth and Patashnik 1994, section 2.3"
_i, _a = Symbol("i"), Symbol("a", real=True)
_n = Symbol("n", integer=True, positive=True)
_f = ArbitraryMap("f", Lattice(1))
_w = ArbitraryMap("w", Lattice(1), codomain=Line(0))


class _Numbers:
    """The coordinates of vectors in an expression as numbers of their own, and back."""

    def __init__(self, expr: Expr, known: Assumptions) -> None:
        self._names = {
            value: _number(f"{value.family.label}'{k}", value)
            for k, value in enumerate(sorted(expr.atoms(Value), key=str))
        }
        self._values = {name: value for value, name in self._names.items()}
        self.known = Assumptions.of(*(fact.xreplace(self._names) for fact in known))

    def into(self, expr: Expr) -> Expr:
        found: Expr = expr.xreplace(self._names)
        return found

    def back(self, expr: Expr) -> Expr:
        found: Expr = expr.xreplace(self._values)
        return found


def _number(name: str, value: Value) -> Symbol:
    """A symbol whose name no text has, so that forms depend on names alone."""
    return Symbol(name, real=True, positive=value.is_extended_positive or None)


def _summed(expr: Any, site: Site) -> Rewritten | None:
    """A number times a sum, as a sum of the terms that a person would write; a factor that is no
    plain number goes in where that is shorter."""
    factors = Mul.make_args(expr)
    inside: Any = next((f for f in factors if is_sum(f)), None)
    if inside is None:
        return None
    rest = Mul(*(f for f in factors if f is not inside))
    body, i, low, high = inside.open()
    here = site.assumptions.also(*facts_at(inside, i, site.assumptions))
    numbers = _Numbers(body * rest, here)

    def term(of: Expr) -> Expr:
        return numbers.back(tidy(numbers.into(of), numbers.known))

    own = term(body)
    forms = [(rest, own), (S.One, term(rest * own))]
    if rest.is_Rational:
        # a number stays before a single term and goes into several
        forms = forms[1:] if isinstance(own, Add) else forms[:1]
    outside, shortest = min(forms, key=lambda form: count_ops(form[0]) + count_ops(form[1]))
    return Rewritten(outside * FiniteSum(shortest, i, low, high))


terms_simplified = Rule(
    name="terms-of-a-sum-are-simplified",
    title="Algebra in each term of a sum",
    reason="Equal terms have equal sums, and a factor before the sum stands before each term.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=-FiniteSum(_f(_i) - _a - _f(_i) / 2, _i, 1, _n),
        after=FiniteSum(_a - _f(_i) / 2, _i, 1, _n),
        wrong=(
            Wrong(FiniteSum(_f(_i) / 2 - _a, _i, 1, _n), "the sign lost"),
            Wrong(_a - FiniteSum(_f(_i), _i, 1, _n) / 2, "the constant counted once"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_summed,
)


def _multiplied(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, FiniteProduct):
        return None
    body, i, low, high = expr.open()
    here = site.assumptions.also(*facts_at(expr, i, site.assumptions))
    numbers = _Numbers(body, here)
    made = product_by_its_logarithm.rewrite(numbers.into(body), Site(numbers.known))
    if made is None:
        return None
    return Rewritten(FiniteProduct(numbers.back(made.after), i, low, high))


def _multiplied_statement() -> Statement:
    w, square = _w(_i), _f(_i) ** 2
    return Statement(
        before=FiniteProduct(exp(-square / w) * exp(square / (w * (w + 1))), _i, 1, _n),
        after=FiniteProduct(exp(-square / (w + 1)), _i, 1, _n),
        wrong=(
            Wrong(FiniteProduct(exp(-square / w), _i, 1, _n), "one factor lost"),
            Wrong(FiniteProduct(exp(square / (w + 1)), _i, 1, _n), "a sign"),
        ),
        conditions=(_n >= 2,),
    )


factors_simplified = Rule(
    name="factors-of-a-product-are-simplified",
    title="Algebra in each factor of a product",
    reason="Equal factors have equal products; each is written anew from its logarithm.",
    reference=_REFERENCE,
    state=_multiplied_statement,
    rewrite=_multiplied,
)

RULES = (terms_simplified, factors_simplified)
