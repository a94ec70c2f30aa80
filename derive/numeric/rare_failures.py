"""Looking for the rare model in which an inequality fails: many models in floats, and what fails
there again precisely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from derive.errors import CannotEvaluate, NotConverged, OutOfDomain
from derive.language import Relation
from derive.numeric.arithmetics.arithmetic import FLOATS
from derive.numeric.chain_values import both_known
from derive.numeric.comparison import Counterexample, Known, agree, stands
from derive.numeric.models.evaluator import Evaluator
from derive.numeric.models.worlds import Worlds

LOOKED_THROUGH = 60
FIRST = 1000
"""Their numbers, so that no model is one that has been tried before."""
ROUGH, PRECISE = 1e-6, 1e-20


def rare_failure(
    sides: Sequence[Any], relation: Relation, worlds: Worlds, seed: int
) -> Counterexample | None:
    """A model in which `left relation right` fails, or None where none was met."""
    symbols = worlds.roles.symbols
    try:
        evaluator = Evaluator(FLOATS, 11, symbols)
        runs = evaluator.compile(*sides)
    except CannotEvaluate:
        return None
    for k in range(FIRST, FIRST + LOOKED_THROUGH):
        try:
            model = worlds.model(seed, k)
            env = evaluator.start(model)
            evaluator.budget.renew()
            a, b = (Known(run(env), 1.0, 0.0) for run in runs)
        except (CannotEvaluate, NotConverged, OutOfDomain):
            continue
        if agree(a, b, ROUGH) or stands(relation, a, b, same=False):
            continue
        found = both_known(sides, symbols, model)
        if found is not None and not stands(relation, *found, agree(*found, PRECISE)):
            return Counterexample(model, found[0].value, found[1].value)
    return None
