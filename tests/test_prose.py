"""Sentences of a statement hold mathematics, and nothing else in them becomes any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.text.plain import Plain
from derive.text.prose import mathematical


def plain(text, *symbols):
    spell = Plain(True)
    return "".join(w if isinstance(w, str) else spell.line(w) for w in mathematical(text, symbols))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("L_K is at least L_1", "L_K is at least L_1"),
        ("the law at x_i", "the law at x_i"),
        ("a term in z^2 whatever theta is", "a term in z² whatever θ is"),
        ("the best phi^* of a law", "the best φ^* of a law"),
        ("from L_{K+1} to L_{k-1}", "from L_{K + 1} to L_{k - 1}"),
    ],
)
def test_formulas_in_sentences(text, shown):
    assert plain(text, "theta", "phi") == shown


def test_articles_are_no_symbols():
    assert mathematical("a law and I", ["a", "I"]) == ("a law and I",)


@given(st.text(alphabet="abxyz LK_^{}*+-12.,()$\\<&", max_size=40))
def test_no_text_is_lost(text):
    words = mathematical(text, ["x", "xy"])
    kept = "".join(w for w in words if isinstance(w, str))
    assert all(c in text for c in kept)
    assert len(kept) <= len(text)
    if all(isinstance(w, str) for w in words):
        assert kept == text
