"""Rewriting by a rule's own statement: its left side is the pattern, its right side the answer.

A statement such as E[x^s e^(t x)] = ... for x with a Gamma law has two kinds of letters: the
parameters of the law (or the ends of the interval), which are read off the law at hand, and the
others, its slots, which are read off the function: an exponent that does not occur is zero. Words
and code cannot drift apart, because the words are the code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sympy import (
    Add,
    Basic,
    Dummy,
    Expr,
    Gt,
    Mul,
    Pow,
    RisingFactorial,
    S,
    Symbol,
    cancel,
    factorial,
    hyper,
)

from derive.language.assumptions import Assumptions
from derive.language.distribution import Distribution
from derive.language.sequence import FiniteSum
from derive.rulebook.conditions.conditions import holds
from derive.rulebook.places import facts_at
from derive.rulebook.reading.products import Product, read_product
from derive.rulebook.reading.same_function import POINT, Binds, open_slots, same_function, set_slot
from derive.rulebook.rewriting.gamma_recurrences import reduced
from derive.rulebook.rule import Reason, Rewritten, Rule, Site, Statement


@lru_cache(maxsize=512)
def _reading(expr: Any, known: Assumptions) -> Product:
    """The function under an expectation or an integral, read as a product; not to be changed."""
    body, x, place = expr.open(POINT)
    known = known.also(*facts_at(expr, x))
    if isinstance(place, Distribution):
        known = known.also(*place.conditions)
    return read_product(body, x, known)


@dataclass(frozen=True)
class Pattern:
    """The left side of a statement, taken apart once."""

    state: Callable[[], Statement]

    @cached_property
    def statement(self) -> Statement:
        return self.state()

    @cached_property
    def own(self) -> dict[Basic, Basic]:
        """Letters for those of the statement that no expression at hand can have."""
        letters = sorted(self.statement.before.free_symbols, key=lambda symbol: symbol.name)
        return {symbol: Dummy(symbol.name, **symbol.assumptions0) for symbol in letters}

    @cached_property
    def place(self) -> Basic:
        """The law or the space in the statement."""
        return self.statement.before.args[2].xreplace(self.own)

    @cached_property
    def product(self) -> Product:
        """The function in the statement, read as a product of powers."""
        before = self.statement.before
        body, x, place = before.open(POINT)
        given = list(self.statement.conditions) + list(facts_at(before, x))
        if isinstance(place, Distribution):
            given += place.conditions
        read = read_product(body, x, Assumptions.of(*given))
        powers = {g.xreplace(self.own): e.xreplace(self.own) for g, e in read.powers.items()}
        return Product(read.constant.xreplace(self.own), powers)

    @cached_property
    def positive_ends(self) -> tuple[Symbol, ...]:
        """The letters of the space that stand for positive numbers: what a law exists for says that
        of its parameters, and nothing says it of the ends of an interval."""
        place = self.statement.before.args[2]
        ends = () if isinstance(place, Distribution) else place.free_symbols
        return tuple(sorted((end for end in ends if end.is_positive), key=lambda end: end.name))

    @cached_property
    def slots(self) -> frozenset[Symbol]:
        """The letters that the law or the space does not give."""
        return frozenset(self.own.values()) - self.place.free_symbols

    def __call__(self, expr: Any, site: Site) -> Rewritten | None:
        """What the statement says of `expr`; None where it says nothing, or needs what fails."""
        given = self.statement
        if type(expr) is not type(given.before) or type(expr.args[2]) is not type(
            given.before.args[2]
        ):
            return None
        binds = match_places(self.place, expr.args[2])
        if binds is None:
            return None
        read = _reading(expr, site.assumptions)
        binds = self._match(read, binds)
        if binds is None:
            return None
        values = {letter: binds[own] for letter, own in self.own.items()}
        needed: list[Basic] = []
        for end in self.positive_ends:
            condition = Gt(values[end], 0)
            verdict = holds(condition, site.assumptions)
            if verdict is False:
                return None
            if verdict is None:
                needed.append(condition)
        for condition in given.conditions:
            # in order: one that fails may be what keeps the next from dividing by zero
            needed.append(condition.xreplace(values))
            if holds(needed[-1], site.assumptions) is False:
                return None
        scale = read.constant / self.product.constant.xreplace(binds)
        after = _at_zero(with_plain_bases(written_out(given.after.xreplace(values))))
        if after.has(S.NaN, S.ComplexInfinity):
            return None  # a case that the statement leaves out, such as 0 log 0
        if any(binds[slot].is_Number for slot in self.slots):
            after = reduced(after)
        return Rewritten(scale * after, tuple(c for c in needed if c is not S.true))

    def _match(self, read: Product, binds: Binds) -> Binds | None:
        """The letters for which the pattern is the function."""
        return self._fitted(dict(read.powers), list(self.product.powers.items()), binds)

    def _fitted(
        self, left: dict[Expr, Expr], pending: list[tuple[Expr, Expr]], found: Binds
    ) -> Binds | None:
        """The letters for which the pending generators are those that are left: an exponent is
        looked at once at most one of its letters is open."""
        if not pending:
            return None if left or self.slots - found.keys() else found
        ready = next((p for p in pending if len(open_slots(p[1], self.slots, found)) <= 1), None)
        if ready is None:
            return None
        rest = [p for p in pending if p is not ready]
        wanted, exponent = ready[0].xreplace(found), ready[1].xreplace(found)
        for generator in (*left, None):
            tried = dict(found)
            if generator is not None and not same_function(wanted, generator, self.slots, tried):
                continue
            value = S.Zero if generator is None else left[generator]
            if not set_slot(exponent.xreplace(tried), value, self.slots, tried):
                continue
            others = {g: e for g, e in left.items() if g is not generator}
            fitted = self._fitted(others, rest, tried)
            if fitted is not None:
                return fitted
        return None


def written_out(expr: Any) -> Any:
    """The expression with its finite sums between literal bounds written out, outermost first, and
    hypergeometric series that end."""
    sums = {
        node: Add(*(written_out(node.open(k)[0]) for k in range(int(node.low), int(node.high) + 1)))
        for node in expr.atoms(FiniteSum)
        if node.low.is_Integer and node.high.is_Integer
    }
    series = {node: _terminated(node) for node in expr.atoms(hyper)}
    return expr.xreplace({**sums, **{node: s for node, s in series.items() if s is not None}})


def _terminated(series: hyper) -> Expr | None:
    """A hypergeometric series that ends, as the polynomial that it is; None where it goes on."""
    lengths = [-a for a in series.ap if a.is_Integer and a <= 0]
    if not lengths or any(b.is_Integer and b <= 0 for b in series.bq):
        return None
    terms = []
    for k in range(int(min(lengths)) + 1):
        above = Mul(*(RisingFactorial(a, k) for a in series.ap))
        below = Mul(*(RisingFactorial(b, k) for b in series.bq)) * factorial(k)
        terms.append(above / below * series.argument**k)
    return Add(*terms)


def with_plain_bases(expr: Any) -> Any:
    """The expression with sums under a symbolic power or a root, as in (1 + p/(1 - p))^n, as one
    fraction."""
    powers = {
        power: Pow(cancel(power.base), power.exp)
        for power in expr.atoms(Pow)
        if (
            power.base.is_Add and power.exp.q == 2 if power.exp.is_Rational else power.base.has(Add)
        )
    }
    return expr.xreplace(powers)


def _at_zero(expr: Expr) -> Expr:
    """The expression with hypergeometric functions at zero, which SymPy leaves, as the one that
    they are there."""
    return expr.xreplace({f: S.One for f in expr.atoms(hyper) if f.argument == 0})


def match_places(pattern: Basic, place: Basic) -> Binds | None:
    """The letters of a pattern's law or space, read off another of the same kind."""
    binds: Binds = {}
    for wanted, actual in zip(pattern.args, place.args, strict=True):
        if isinstance(wanted, Mul) and isinstance(-wanted, Symbol):
            wanted, actual = -wanted, -actual
        if isinstance(wanted, Symbol):
            if wanted.is_finite and actual.is_infinite:
                return None
            if binds.setdefault(wanted, actual) != actual:
                return None
        elif wanted != actual:
            return None
    return binds


def matched(
    name: str,
    title: str,
    reason: str,
    reference: str,
    state: Callable[[], Statement],
    prove: Callable[[], tuple[Reason, ...]] | None = None,
) -> Rule:
    """A rule whose statement is its own rewriting."""
    pattern = Pattern(state)
    return Rule(
        name=name,
        title=title,
        reason=reason,
        reference=reference,
        state=lambda: pattern.statement,
        rewrite=pattern,
        prove=prove,
    )
