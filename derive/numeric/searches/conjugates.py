"""Conjugates: the supremum that defines them, by search."""

from __future__ import annotations

from derive.language import Conjugate, Sup
from derive.numeric.compiling.compile import Compiler, Run, compiles
from derive.numeric.models.evaluator import evaluator_of


@compiles(Conjugate, binds=True)
def _conjugate(node: Conjugate, compiler: Compiler) -> Run:
    # the supremum may stand beside it in a chain, and is sought once
    return evaluator_of(compiler).kept(_supremum(node))


def _supremum(node: Conjugate) -> Sup:
    body, variable, domain, point = node.open()
    inner = {c: _supremum(c) for c in body.atoms(Conjugate)}
    return Sup(point * variable - body.xreplace(inner), variable, domain)
