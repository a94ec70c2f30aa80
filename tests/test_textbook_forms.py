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

from derive.derivation.derivation import Derivation
from derive.rulebook.algebra import equal, is_zero, tidy

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
