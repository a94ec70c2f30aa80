"""What is used as a law has mass one: only what was written down or sought may have another."""

from __future__ import annotations

from typing import Any

from sympy import Dummy, Eq, S

from derive.language.density import Density
from derive.language.integral import Integral
from derive.language.law import Law, ProductLaw
from derive.language.optimum import Maximiser, WithDensity
from derive.language.space import Measures


def mass_conditions(law: Law) -> tuple[Any, ...]:
    """What has to hold for a measure to be a law; nothing for what is one by its nature.

    >>> from sympy import Symbol
    >>> from derive.language import Space, arbitrary_law
    >>> x, space = Symbol("x"), Space("X")
    >>> p = arbitrary_law("p", space)
    >>> len(mass_conditions(p)), len(mass_conditions(WithDensity(2 * Density(p, x), x, space)))
    (0, 1)
    """
    if isinstance(law, ProductLaw):
        return mass_conditions(law.args[0])
    sought = isinstance(law, Maximiser) and isinstance(law.args[2], Measures)
    if not sought and not isinstance(law, WithDensity):
        return ()
    x = Dummy("x", real=True)
    condition = Eq(Integral(Density(law, x), x, law.space), 1)
    return () if condition == S.true else (condition,)
