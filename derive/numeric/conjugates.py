"""Conjugates: the supremum that defines them, by search."""

from __future__ import annotations

from derive.language import Conjugate, Sup
from derive.numeric.compile import Compiler, Run, compiles


@compiles(Conjugate, binds=True)
def _conjugate(node: Conjugate, compiler: Compiler) -> Run:
    body, variable, domain, point = node.open()
    return compiler.child(Sup(point * variable - body, variable, domain))
