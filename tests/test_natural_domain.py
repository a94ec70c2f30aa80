"""Conjugates on the command line without a domain: the interval that is taken, or the question."""

from __future__ import annotations

import json

import pytest
from stub_problems import Run
from sympy import Symbol, exp, log, oo, pi, sqrt

from derive.cli.natural_domain import natural_domain
from derive.language.assumptions import Assumptions

u, a = Symbol("u", real=True), Symbol("a", real=True)


@pytest.mark.parametrize(
    ("f", "ends"),
    [
        (u**2, (-oo, oo)),
        (u * log(u), (0, oo)),
        (-sqrt(1 - u**2), (-1, 1)),
        (u * log(u) + (1 - u) * log(1 - u), (0, 1)),
        (log(1 + exp(u)), (-oo, oo)),
        (log((1 + u) / (1 - u)), (-1, 1)),
        (-log(a * u + 1), (-1 / a, oo)),
        (1 / (1 + u**2), (-oo, oo)),
        (u**pi, (0, oo)),
        (1 / u, None),
        (log(u**2 - 1), None),
    ],
    ids=str,
)
def test_where_a_function_is_real(f, ends) -> None:
    assert natural_domain(f, u, Assumptions.of(a > 0)) == ends


def test_the_interval_that_was_taken_is_said(run: Run) -> None:
    code, out, err = run("conjugate", "u*log(u)")
    assert (code, err) == (0, "")
    assert "where the function is real: u > 0" in out
    named = run("conjugate", "u*log(u)", "--domain", "u > 0", "--to", "json")
    taken = run("conjugate", "u*log(u)", "--to", "json")
    results = [json.loads(answer[1])["result"] for answer in (named, taken)]
    assert results[0] == results[1]


def test_where_there_are_several_it_is_asked(run: Run) -> None:
    code, _, err = run("biconjugate", "1/u")
    assert code == 2
    assert "--domain 'u > 0'" in err
