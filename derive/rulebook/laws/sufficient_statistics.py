"""Products over data, by sums of functions of one observation each."""

from __future__ import annotations

from typing import Any

from sympy import Add, Dummy, Expr, Ge, S, Symbol, exp, log

from derive.language.assumptions import Assumptions
from derive.language.density import ArbitraryMap, Density
from derive.language.distribution import Distribution
from derive.language.law import ProductLaw
from derive.language.sequence import Element, FiniteProduct, FiniteSum
from derive.language.space import Lattice
from derive.rulebook.algebra import expand_logs, sign
from derive.rulebook.places import facts_at
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rewriting.products_by_logarithm import from_logarithm
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_n = Symbol("n", integer=True, positive=True)
_i, _z = Symbol("i"), Symbol("z", real=True)
_f = ArbitraryMap("f", Lattice(1))


def summed_log(logarithm: Expr, i: Any, low: Expr, high: Expr) -> Expr:
    """The sum over i of a logarithm, with what does not depend on i before sums over what does.

    >>> from sympy.abc import i, n, z
    >>> summed_log(_f(i) * z - z**2, i, S.One, n).has(n * z**2)
    True
    """
    by_factor: dict[Expr, Expr] = {}
    multiplied = logarithm.expand(log=False, power_base=False, power_exp=False)
    for term in Add.make_args(multiplied):
        factor, inside = split_constant(term, i)
        number, factor = factor.as_coeff_Mul()
        by_factor[factor] = by_factor.get(factor, S.Zero) + number * inside
    found = []
    for factor, body in by_factor.items():
        constant = Add(*(t for t in Add.make_args(body) if not t.has(i)))
        moving = Add(*(t for t in Add.make_args(body) if t.has(i)))
        number, moving = moving.as_coeff_Mul() if not isinstance(moving, Add) else (S.One, moving)
        total = constant * (high - low + 1)
        total += number * FiniteSum(moving, i, low, high) if moving != 0 else S.Zero
        found.append(factor * total)
    return Add(*found)


def log_likelihood(law: ProductLaw, data: Any, known: Assumptions) -> Expr | None:
    """The log density of independent observations in such sums; None where the law of one has no
    formula."""
    i = Dummy("i", integer=True)
    one = law.at(i)
    if not isinstance(one, Distribution):
        return None
    formula = expand_logs(one.log_density(Element(data, i)), known)
    return summed_log(formula, i, S.One, law.length)


def _collected(expr: Any, site: Site) -> Rewritten | None:
    if not isinstance(expr, FiniteProduct):
        return None
    body, i, low, high = expr.open()
    here = site.assumptions.also(*facts_at(expr, i, site.assumptions))
    if body.atoms(Density) or sign(body, here) != "+":
        return None
    logarithm = expand_logs(log(body), here)
    count = high - low + 1
    counted = () if count.is_nonnegative else (Ge(count, 0),)
    return Rewritten(from_logarithm(summed_log(logarithm, i, low, high)), counted)


def _statement() -> Statement:
    x = _f(_i)
    total = FiniteSum(x, _i, 1, _n)
    squares = FiniteSum(x**2, _i, 1, _n)
    return Statement(
        before=FiniteProduct(exp(-((x - _z) ** 2) / 2), _i, 1, _n),
        after=exp(-squares / 2 + _z * total - _n * _z**2 / 2),
        wrong=(
            Wrong(exp(-squares / 2 + _z * total - _z**2 / 2), "the constant counted once"),
            Wrong(exp(-(total**2) / 2 + _z * total - _n * _z**2 / 2), "the square of the sum"),
        ),
        conditions=(_n >= 2,),
    )


product_by_statistics = Rule(
    name="product-over-data-is-a-function-of-sums",
    title="A product over data, by its sufficient statistics",
    reason="The logarithm of a product is the sum of the logarithms, and what does not depend on "
    "the observation comes out of the sum.",
    reference="Casella and Berger 2002, section 6.2",
    state=_statement,
    rewrite=_collected,
)

RULES = (product_by_statistics,)
