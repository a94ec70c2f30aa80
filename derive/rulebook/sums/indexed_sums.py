"""Sums and products of symbolic length: logarithms, joining, taking apart, means, equal terms."""

from __future__ import annotations

from typing import Any

from sympy import Add, Expr, Ge, Max, Min, Mul, S, Symbol, expand_mul, log

from derive.language.condition import Everywhere, IsFinite
from derive.language.density import ArbitraryMap
from derive.language.expectation import Expect
from derive.language.integral import Integral
from derive.language.law import ProductLaw, arbitrary_law
from derive.language.sequence import Element, FiniteProduct, FiniteSum
from derive.language.space import Lattice, Line, Space
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.conditions.node_signs import is_nonnegative
from derive.rulebook.places import facts_at
from derive.rulebook.reading.terms import split_constant
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_X, _ONE_TO_N = Space("X"), Lattice(1)
_i, _s = Symbol("i"), Symbol("s")
_n = Symbol("n", integer=True, positive=True)
_a, _b = Symbol("a", real=True), Symbol("b", real=True)
_f, _g = ArbitraryMap("f", _ONE_TO_N), ArbitraryMap("g", _ONE_TO_N)
_w = ArbitraryMap("w", _ONE_TO_N, codomain=Line(0))
_REFERENCE = "Graham, Knuth and Patashnik 1994, section 2.3"


def is_sum(expr: Any) -> bool:
    """Whether an expression is a sum over an index, and not a product over one."""
    return isinstance(expr, FiniteSum) and not isinstance(expr, FiniteProduct)


def _total(body: Expr) -> FiniteSum:
    return FiniteSum(body, _i, 1, _n)


def _log_of_product(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, log) or not isinstance(expr.args[0], FiniteProduct):
        return None
    body, i, low, high = expr.args[0].open()
    sign = Ge(body, 0)
    needed = () if sign == S.true else (Everywhere(sign, i, Lattice(low, high)),)
    return Rewritten(FiniteSum(log(body), i, low, high), needed)


log_of_finite_product = Rule(
    name="log-of-a-finite-product-is-the-sum-of-logs",
    title="The log of a product is the sum of the logs",
    reason="The factors are not negative; where one is zero both sides are minus infinity.",
    reference="Abramowitz and Stegun 1964, section 4.1",
    state=lambda: Statement(
        before=log(FiniteProduct(_w(_i), _i, 1, _n)),
        after=_total(log(_w(_i))),
        wrong=(
            Wrong(log(_total(_w(_i))), "the log of the sum"),
            Wrong(FiniteProduct(log(_w(_i)), _i, 1, _n), "the product of the logs"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_log_of_product,
)


def _joined(expr: Any, _: Site) -> Rewritten | None:
    """All terms coefficient * sum over the first range that occurs, as one sum."""
    if not isinstance(expr, Add):
        return None
    by_range: dict[tuple[Expr, Expr], list[tuple[Expr, FiniteSum]]] = {}
    for term in expr.args:
        sums = [f for f in Mul.make_args(term) if is_sum(f)]
        if len(sums) == 1:
            found: Any = sums[0]
            rest = Mul(*(f for f in Mul.make_args(term) if f is not found))
            by_range.setdefault((found.low, found.high), []).append((rest, found))
    for (low, high), terms in by_range.items():
        if len(terms) > 1:
            i = terms[0][1].open()[1]
            body = Add(*(c * s.open(i)[0] for c, s in terms))
            rest = Add(*(t for t in expr.args if t not in [c * s for c, s in terms]))
            return Rewritten(FiniteSum(body, i, low, high) + rest)
    return None


sums_join = Rule(
    name="sums-over-one-range-join",
    title="Sums over the same range are one sum",
    reason="The terms with the same index are added first.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_a * _total(_f(_i)) + _b * _total(_g(_i)),
        after=_total(_a * _f(_i) + _b * _g(_i)),
        wrong=(
            Wrong(_total(_f(_i) + _g(_i)), "the factors lost"),
            Wrong(_total(_a * _f(_i) * _b * _g(_i)), "a product in the place of the sum"),
        ),
    ),
    rewrite=_joined,
)


def _apart(expr: Any, _: Site) -> Rewritten | None:
    if not is_sum(expr):
        return None
    body, i, low, high = expr.open()
    parts = [split_constant(term, i) for term in Add.make_args(expand_mul(body, deep=False))]
    if len(parts) == 1 and (parts[0][0] == 1 or parts[0][1] == 1):
        return None
    return Rewritten(Add(*(c * FiniteSum(f, i, low, high) for c, f in parts)))


sum_is_linear = Rule(
    name="sum-is-linear",
    title="A sum of sums, taken apart",
    reason="Terms may be added in any order, and a common factor comes out.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_total(_a * _f(_i) + _b * _g(_i)),
        after=_a * _total(_f(_i)) + _b * _total(_g(_i)),
        wrong=(
            Wrong(_total(_f(_i)) + _total(_g(_i)), "the factors lost"),
            Wrong(_a * _total(_f(_i)) - _b * _total(_g(_i)), "a sign"),
        ),
    ),
    rewrite=_apart,
)


def _equal_terms(expr: Any, _: Site) -> Rewritten | None:
    if not is_sum(expr):
        return None
    body, i, low, high = expr.open()
    if body.has(i):
        return None
    count = high - low + 1
    return Rewritten(body * count, () if count.is_nonnegative else (count >= 0,))


sum_of_equal_terms = Rule(
    name="sum-of-equal-terms-is-their-number-times-one",
    title="A sum of equal terms is their number times one of them",
    reason="The index does not occur in the term.",
    reference=_REFERENCE,
    state=lambda: Statement(
        before=_total(_a),
        after=_n * _a,
        wrong=(
            Wrong(_a, "not counted"),
            Wrong((_n - 1) * _a, "one too few"),
        ),
        conditions=(_n >= 2,),
    ),
    rewrite=_equal_terms,
)


def sum_under(body: Any, x: Any) -> tuple[Any, tuple[Any, ...]] | None:
    """A constant times a sum, opened, whose ends do not depend on the variable x."""
    constant, inside = split_constant(body, x)
    if not is_sum(inside):
        return None
    opened = inside.open()
    return None if any(end.has(x) for end in opened[2:]) else (constant, opened)


def _mean_of_sum(expr: Any, site: Site) -> Rewritten | None:
    """Terms may have the mean plus infinity, as long as none has minus infinity, or the other way
    round."""
    if not isinstance(expr, Expect):
        return None
    body, x, law = expr.open()
    found = sum_under(body, x)
    if found is None:
        return None
    constant, (term, i, low, high) = found
    mean = FiniteSum(Expect(term, x, law), i, low, high)
    if is_nonnegative(term, site.assumptions.also(*facts_at(expr, x, site.assumptions))):
        return Rewritten(constant * mean)
    below, above = (
        Everywhere(IsFinite(Expect(part(term, 0), x, law)), i, Lattice(low, high))
        for part in (Min, Max)
    )
    return Rewritten(constant * mean, (above if holds(above, site.assumptions) else below,))


def _mean_of_sum_statement() -> Statement:
    h = ArbitraryMap("h", _X)
    p = ProductLaw(arbitrary_law("p", _X, index=(_i,)), _i, _n)
    terms = h(Element(_s, _i)) * _f(_i)
    each = Expect(terms, _s, p)
    return Statement(
        before=Expect(_total(terms), _s, p),
        after=_total(each),
        wrong=(
            Wrong(FiniteProduct(each, _i, 1, _n), "the product of the means"),
            Wrong(_total(each) / _n, "the mean of the means"),
        ),
        conditions=(_n >= 2,),
    )


mean_of_sum = Rule(
    name="mean-of-a-sum-is-the-sum-of-the-means",
    title="The mean of a sum is the sum of the means",
    reason="Expectation is linear, and the infinite means among the terms have one sign.",
    reference="Casella and Berger 2002, theorem 2.2.5",
    state=_mean_of_sum_statement,
    rewrite=_mean_of_sum,
)


def _integral_of_sum(expr: Any, _: Site) -> Rewritten | None:
    if not isinstance(expr, Integral):
        return None
    body, x, space = expr.open()
    found = sum_under(body, x)
    if found is None:
        return None
    constant, (term, i, low, high) = found
    each = Integral(term, x, space)
    needed = Everywhere(IsFinite(each), i, Lattice(low, high))
    return Rewritten(constant * FiniteSum(each, i, low, high), (needed,))


def _integral_of_sum_statement() -> Statement:
    h, x = ArbitraryMap("h", _X, _ONE_TO_N), Symbol("x")
    return Statement(
        before=Integral(_total(h(x, _i)), x, _X),
        after=_total(Integral(h(x, _i), x, _X)),
        wrong=(
            Wrong(FiniteProduct(Integral(h(x, _i), x, _X), _i, 1, _n), "the product of integrals"),
            Wrong(_total(Integral(h(x, _i), x, _X)) / _n, "the average of the integrals"),
        ),
        conditions=(_n >= 2,),
    )


integral_of_sum = Rule(
    name="integral-of-a-sum-is-the-sum-of-the-integrals",
    title="The integral of a sum is the sum of the integrals",
    reason="Integrals are linear, where they are finite.",
    reference="Rudin 1987, Real and Complex Analysis, theorem 1.27",
    state=_integral_of_sum_statement,
    rewrite=_integral_of_sum,
)

RULES = (
    integral_of_sum,
    log_of_finite_product,
    sums_join,
    sum_is_linear,
    sum_of_equal_terms,
    mean_of_sum,
)
