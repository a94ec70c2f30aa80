"""The strategy that turns expectations into closed forms.

Logs are split and densities inserted, the expectation is split into its terms, and each term is
looked for among the facts about its law; what has no fact is rewritten into what may have one. The
last step is algebra. Where nothing acts any more the derivation stops, and says what remains.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Abs, Add, Basic, Max, Min, Mul, Piecewise, log, oo
from sympy.core.relational import Relational

from derive.derivation.derivation import Derivation, RuleRefused
from derive.derivation.step import Verdict
from derive.language.assumptions import Assumptions
from derive.language.binder import Node
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.rulebook.algebra import expand_logs
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.conditions.finiteness import has_no_mean
from derive.rulebook.expectations.divergence import log_ratio_is_infinite_off_the_support
from derive.rulebook.laws.definitions import density_formula
from derive.rulebook.matching import Pattern
from derive.rulebook.places import facts_at, facts_of_case
from derive.rulebook.rewriting.logarithms import logarithms_split
from derive.rulebook.rule import Rule
from derive.rulebook.sums.indexed_sums import is_sum, sums_join
from derive.rulebook.sums.infinite_terms import infinite_term_decides
from derive.rulebook.sums.simplified_terms import terms_simplified
from derive.solvers.coordinatewise import over_data, taken_apart
from derive.solvers.known_open import why_none_is_known
from derive.solvers.moves import moves
from derive.solvers.normal_vectors import by_forms

MOST_STEPS = 40


def attempt(d: Derivation, *rules: Rule) -> Derivation:
    """The chain with one more step by the first of the rules that acts, if one does."""
    for rule in rules:
        try:
            return d.by(rule)
        except RuleRefused:
            continue
    return d


def reduced(d: Derivation) -> Derivation:
    """The chain continued until no expectation is left in it, or marked as open.

    It begins at an expression whose expectations are under laws with a formula.
    """
    d = by_forms(taken_apart(attempt(d, log_ratio_is_infinite_off_the_support)))
    begun = d
    d = over_data(d)
    if d is begun and any(unresolved(d.reached)):
        d = attempt(attempt(d, logarithms_split), density_formula)
    if any(_has_log_to_split(node, d) for node in unresolved(d.reached)):
        d = attempt(d, logarithms_split)
    for _ in range(MOST_STEPS):
        placed = sorted(unresolved_places(d.reached, d.known), key=_comes_later)
        nodes = [node for node, _ in placed]
        if not nodes:
            d = attempt(d, infinite_term_decides)
            d = attempt(d, sums_join) if _adds_up_sums(d.reached) else d
            d = attempt(d, terms_simplified, algebra)
            return _settled(d)
        tried = (_longer(d, *move) for node, known in placed for move in moves(node, known))
        longer = next((made for made in tried if made is not d), None)
        if longer is None:
            return attempt(d, algebra).stop(*what_remains(nodes, d.known))
        d = longer
    return d.stop(f"after {MOST_STEPS} more steps expectations were left")


def _adds_up_sums(expr: Basic) -> bool:
    """Whether several sums over an index are terms of an expression, but for plain numbers."""
    terms = [term.as_coeff_Mul()[1] for term in Add.make_args(expr)]
    return sum(map(is_sum, terms)) > 1


def _has_infinity(expr: Basic) -> bool:
    """Whether an infinity stands in an expression, and not inside one of its nodes."""
    if isinstance(expr, Node):
        return False
    return expr in (oo, -oo) or any(map(_has_infinity, expr.args))


def _comes_later(placed: tuple[Any, Assumptions]) -> bool:
    """Functions with kinks come first: what they are taken apart into is then looked for once."""
    return not placed[0].args[0].has(Abs, Max, Min, Piecewise)


def _longer(d: Derivation, rule: Rule, at: Any) -> Derivation:
    """The chain with one more step: an entry of the tables wherever it acts, if nothing is unclear
    there, and else at the place alone; the same chain where the rule is refused."""
    if isinstance(at, Integral) and isinstance(rule.rewrite, Pattern):
        tried = attempt(d, rule)
        if tried is not d and all(c.verdict is Verdict.HOLDS for c in tried.steps[-1].conditions):
            return tried
    try:
        return d.by(rule, at=at)
    except RuleRefused:
        return d


def _settled(d: Derivation) -> Derivation:
    """The chain, marked as open where an infinite term has a factor of unknown sign."""
    mixed = isinstance(d.reached, (Add, Mul)) and _has_infinity(d.reached)
    return d.stop("the sign of the factor of an infinite term is not known") if mixed else d


def _has_log_to_split(node: Any, d: Derivation) -> bool:
    """Whether a log in which the bound variable occurs is that of a product."""
    body, x, _ = node.open_alone()
    known = d.known.also(*facts_at(node, x))
    logs = [found for found in body.atoms(log) if x in found.free_symbols]
    return any(expand_logs(found, known) != found for found in logs)


def unresolved(expr: Basic) -> Iterator[Node]:
    """The outermost expectations, variances and integrals, in the order as written."""
    if isinstance(expr, (Expect, Variance, Integral)):
        yield expr
    else:
        for argument in expr.args:
            yield from unresolved(argument)


def unresolved_places(expr: Basic, known: Assumptions) -> Iterator[tuple[Node, Assumptions]]:
    """The same with what holds where they stand: in a case, its condition and none before it."""
    if isinstance(expr, (Expect, Variance, Integral)):
        yield expr, known
    elif isinstance(expr, Piecewise):
        for value, condition in expr.args:
            yield from unresolved_places(value, known.also(*facts_of_case(condition)))
            if isinstance(condition, Relational):
                known = known.also(*facts_of_case(condition.negated))
    else:
        for argument in expr.args:
            yield from unresolved_places(argument, known)


def what_remains(nodes: list[Any], known: Assumptions) -> tuple[Any, ...]:
    """One sentence that says what no rule here could do, or that what is asked does not exist."""
    first, more = nodes[0], len(nodes) - 1
    for node in nodes:
        if has_no_mean(node, known):
            ends = (
                " does not exist: its integral is infinite towards one end of the support and "
                "minus infinite towards the other"
            )
            return node, ends
    for node in nodes:
        reason = why_none_is_known(node)
        if reason is not None:
            return "no closed form of ", node, f" is known: {reason}"
    others = (f" and {more} more",) if more else ()
    return "no rule here gives a closed form of ", first, *others
