"""Two expressions that are not the same: a model in which they differ says so."""

from __future__ import annotations

from typing import Any

from derive.language.divergence import KL
from derive.language.law import arbitrary_law
from derive.language.relation import Relation
from derive.language.space import Space
from derive.rulebook.rule import Rewritten, Rule, Site, Statement, Wrong

_p, _q = (arbitrary_law(name, Space("X")) for name in "pq")


def _other(_: Any, site: Site) -> Rewritten | None:
    return Rewritten(site.arguments[0]) if len(site.arguments) == 1 else None


counterexample = Rule(
    name="counterexample",
    title="A counterexample",
    reason="In the model shown the two sides have different values.",
    reference="Lakatos 1976, Proofs and Refutations",
    state=lambda: Statement(
        before=KL(_p, _q),
        after=KL(_q, _p),
        wrong=(Wrong(KL(_p, _q), "the same expression written twice"),),
        arguments=(KL(_q, _p),),
    ),
    rewrite=_other,
    relation=Relation.NE,
    whole=True,
)

RULES = (counterexample,)
