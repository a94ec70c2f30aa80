"""Solutions of equations."""

from __future__ import annotations

from derive.language.equation import Root
from derive.text.arrange import arrange, arranges
from derive.text.binders import lies_in
from derive.text.letters import Scope
from derive.text.notation import Call, Digits, Formula, Mark, Related, Subscripted


@arranges(Root)
def _root(expr: Root, scope: Scope) -> Formula:
    inner, letter = scope.entering(expr)
    head = Subscripted(Mark("root"), (lies_in(letter, expr.domain, scope),))
    return Call(head, (Related(arrange(expr.args[0], inner), "=", Digits("0")),))
