"""The last line of a derivation is what a textbook prints."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sympy import Expr, Symbol, count_ops, expand, expand_log
from textbook_bounds import BOUNDS
from textbook_forms import FORMS as DIVERGENCES

import derive
from derive import parse
from derive.derivation.derivation import Derivation
from derive.rulebook.algebra import equal, is_zero, tidy
from derive.text.formula import formula
from derive.text.plain import Plain

LONGER = 1.3
FORMS = {**DIVERGENCES, **BOUNDS}


@pytest.fixture(scope="module")
def derived() -> dict[str, Derivation]:
    return {name: form.derive() for name, form in FORMS.items()}


def started(name: str) -> Iterator[Expr]:
    """The book's form multiplied out, its logarithms split, and both."""
    book = FORMS[name].book
    split = expand_log(book, force=True)
    yield from (book, expand(book, log=False), split, expand(split, log=False))


@pytest.mark.parametrize("name", FORMS)
def test_the_result_is_the_form_expected(name, derived):
    assert derived[name].result == FORMS[name].printed


@pytest.mark.parametrize("name", FORMS)
def test_the_result_is_that_of_the_book_and_about_as_short(name, derived):
    result, book = derived[name].result, FORMS[name].book
    assert is_zero(result - book, derived[name].assumptions) is True
    assert is_zero(result - book + 1, derived[name].assumptions) is not True
    assert count_ops(result) <= LONGER * count_ops(book)


@pytest.mark.parametrize("name", FORMS)
def test_no_start_ends_longer_than_it_was_or_far_from_the_book(name, derived):
    given = derived[name].assumptions
    for begun in started(name):
        ended = tidy(begun, given)
        assert equal(begun, ended, given) is True
        assert count_ops(ended) <= count_ops(begun)
        assert count_ops(ended) <= LONGER * count_ops(FORMS[name].book)
        assert tidy(ended, given) == ended


def test_the_order_of_hashing_does_not_matter():
    """Every form, multiplied out and tidied, in two processes."""
    code = (
        "from sympy import expand, expand_log\n"
        "from textbook_bounds import BOUNDS\n"
        "from textbook_forms import FORMS, p, q\n"
        "from derive.language.assumptions import Assumptions\n"
        "from derive.rulebook.algebra import tidy\n"
        "for form in (*FORMS.values(), *BOUNDS.values()):\n"
        "    begun = expand(expand_log(form.book, force=True), log=False)\n"
        "    print(tidy(begun, Assumptions.of(p < 1, q < 1)))\n"
    )
    here = Path(__file__).parent
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().count("\n") == len(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_names_do_not_matter(name, derived):
    given, begun = derived[name].assumptions, list(started(name))[-1]
    symbols = sorted(begun.free_symbols, key=lambda symbol: symbol.name)
    renamed = {
        old: Symbol(new.name + "'", **old.assumptions0)
        for old, new in zip(symbols, reversed(symbols), strict=True)
    }
    under = type(given)(tuple(fact.xreplace(renamed) for fact in given))
    assert count_ops(tidy(begun.xreplace(renamed), under)) == count_ops(tidy(begun, given))


@pytest.mark.parametrize(
    ("texts", "printed"),
    [
        (("kl", "Normal(m, s)", "Normal(0, 1)"), "(m² + s² - 1)/2 - log s"),
        (("expectation", "Abs(x)", "x ~ Normal(0, s)"), "√(2/π)·s"),
        (
            ("squared_hellinger", "Beta(a, b)", "Beta(c, d)"),
            "1 - B((a + c)/2, (b + d)/2)/√(B(a, b)·B(c, d))",
        ),
        (("squared_hellinger", "Exponential(a)", "Exponential(b)"), "1 - 2√(a·b)/(a + b)"),
        (("bhattacharyya", "Normal(0, 1)", "Normal(0, 2)"), "log(5/4)/2"),
        (("total_variation", "Normal(m, s)", "Normal(n, s)"), "erf(|m - n|/(2√2·s))"),
        (
            ("entropy", "ContinuousBernoulli(p)"),
            (
                "(1/log(p/(1 - p)) - p/(2p - 1))·log(p/(1 - p)) - log(2·atanh(2p - 1)/(2p - 1))"
                " - log(1 - p)"
            ),
        ),
    ],
)
def test_a_result_is_printed_as_a_person_writes_it(texts: tuple[str, ...], printed: str) -> None:
    name, *about = texts
    first, *rest = parse(*about)
    variable = parse("x") if name == "expectation" else ()
    derived = getattr(derive, name)(first, *variable, *rest)
    assert Plain(unicode=True).line(formula(derived.result)) == printed
