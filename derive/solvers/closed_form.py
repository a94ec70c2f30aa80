"""The strategy that turns expectations into closed forms.

Logs are split and densities inserted, the expectation is split into its terms, and each term is
looked for among the facts about its law; what has no fact is rewritten into what may have one. The
last step is algebra. Where nothing acts any more the derivation stops, and says what remains.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sympy import Basic, log

from derive.derivation.derivation import Derivation, RuleRefused
from derive.language.binder import Node
from derive.language.distribution import Distribution
from derive.language.expectation import Expect, Variance
from derive.language.integral import Integral
from derive.rules.absolute_values import (
    absolute_value_of_known_sign,
    distance_is_difference_and_twice_the_shortfall,
)
from derive.rules.algebra import expand_logs
from derive.rules.algebra.rule import algebra
from derive.rules.apply import Refused, apply
from derive.rules.conditions import holds
from derive.rules.definitions import density_formula
from derive.rules.divergence import expectation_diverges, log_ratio_is_infinite_off_the_support
from derive.rules.facts import facts_about
from derive.rules.finite_sums import expectation_over_finitely_many_points
from derive.rules.linearity import expectation_is_linear
from derive.rules.logarithms import logarithms_split
from derive.rules.moments import (
    second_moment_about_a_point,
    variance_is_second_moment_less_squared_mean,
)
from derive.rules.places import facts_at
from derive.rules.rule import Rule

MOST_STEPS = 40
SPLITTING = (expectation_is_linear, expectation_diverges)
RESHAPING = (
    absolute_value_of_known_sign,
    second_moment_about_a_point,
    expectation_over_finitely_many_points,
    variance_is_second_moment_less_squared_mean,
    distance_is_difference_and_twice_the_shortfall,
)


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
    d = attempt(d, log_ratio_is_infinite_off_the_support)
    d = attempt(attempt(d, logarithms_split), density_formula)
    if any(_has_log_to_split(node, d) for node in unresolved(d.reached)):
        d = attempt(d, logarithms_split)
    for _ in range(MOST_STEPS):
        nodes = list(unresolved(d.reached))
        if not nodes:
            return attempt(d, algebra)
        found = next(((rule, at) for node in nodes for rule, at in moves(node, d)), None)
        if found is None:
            return attempt(d, algebra).stop(what_remains(nodes))
        rule, at = found
        d = d.by(rule, at=at)
    return d.stop(f"after {MOST_STEPS} more steps expectations were left")


def _has_log_to_split(node: Any, d: Derivation) -> bool:
    """Whether a log in which the bound variable occurs is that of a product."""
    body, x, _ = node.open()
    known = d.assumptions.also(*facts_at(node, x))
    logs = [found for found in body.atoms(log) if x in found.free_symbols]
    return any(expand_logs(found, known) != found for found in logs)


def unresolved(expr: Basic) -> Iterator[Node]:
    """The outermost expectations, variances and integrals, in the order as written."""
    if isinstance(expr, (Expect, Variance, Integral)):
        yield expr
    else:
        for argument in expr.args:
            yield from unresolved(argument)


def moves(node: Any, d: Derivation) -> Iterator[tuple[Rule, Any]]:
    """The rules that act on a node, the most telling first; a fact acts wherever it matches."""
    facts = facts_about(type(node.args[2])) if isinstance(node.args[2], Distribution) else ()
    for rule in (*SPLITTING[:1], *facts, *SPLITTING[1:]):
        if acts(rule, node, d):
            yield rule, None
    for rule in RESHAPING:
        if acts(rule, node, d):
            yield rule, node


def acts(rule: Rule, node: Any, d: Derivation) -> bool:
    """Whether the rule rewrites the node, with no condition that fails."""
    tried = apply(rule, node, d.assumptions, (), node)
    if isinstance(tried, Refused):
        return False
    return all(holds(c, d.assumptions) is not False for c in tried.conditions)


def what_remains(nodes: list[Any]) -> str:
    """One sentence that says what no rule here could do."""
    first, more = nodes[0], len(nodes) - 1
    others = f" and {more} more" if more else ""
    return f"no rule here gives a closed form of {first}{others}"
