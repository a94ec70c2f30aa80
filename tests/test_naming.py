"""A page may call an expression by a name: the derivation is the same, and the page says so."""

from __future__ import annotations

import pytest
from sympy import Symbol, log

from derive import Density, DeriveError, Exponential, Integral, Normal, start
from derive.derivation.document import page_of
from derive.render.terminal import Terminal
from derive.rulebook.laws.definitions import density_formula

x, z = Symbol("x", real=True), Symbol("z", positive=True)
prior = Exponential(2)
joint = Density(Normal(z, 1), x) * Density(prior, z)
evidence = Integral(joint, z, prior.space)


def page(derivation):
    return Terminal().text(page_of(derivation))


def test_the_name_stands_for_the_expression_and_is_explained():
    shown = page(start(log(joint / evidence), names={"p(x)": evidence}))
    assert shown.count("∫") == 1
    assert "p(x) = ∫" in shown
    assert "/p(x))" in shown


def test_what_becomes_of_the_expression_has_no_name():
    named = start(log(evidence), names={"p(x)": evidence}).by(density_formula)
    plain = start(log(evidence)).by(density_formula)
    assert named.result == plain.result
    assert "log p(x)" in page(named)
    assert "= log(∫" in page(named)


def test_a_name_may_carry_a_star():
    assert "phi" not in page(start(2 * evidence, names={"phi^*": evidence}))
    assert "2φ^*" in page(start(2 * evidence, names={"phi^*": evidence}))
    assert r"\phi^{*}" in start(2 * evidence, names={"phi^*": evidence}).latex()


@pytest.mark.parametrize("name", ["", "p(", "p(x)(y)", "2 + 2", "\\input{x}", "p(x"])
def test_other_texts_are_no_names(name):
    with pytest.raises(DeriveError, match="is no name"):
        page(start(evidence, names={name: evidence}))
