"""Pages in every form: what stands on them, and that nothing on them acts."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from sympy import Symbol, symbols

from derive.derivation.derivation import Derivation, start
from derive.derivation.document import page_of
from derive.derivation.parts import together
from derive.derivation.rule_page import page_of_rule
from derive.language import (
    ArbitraryMap,
    Conjugate,
    Convex,
    Exponential,
    Gradient,
    Limit,
    Line,
    Normal,
    Sup,
)
from derive.render import page as pages
from derive.render.html import html
from derive.render.latex import document
from derive.render.markdown import markdown
from derive.render.terminal import Terminal
from derive.rulebook.algebra.rule import algebra
from derive.rulebook.catalogue import rule
from derive.solvers.divergences import kl
from derive.solvers.evidence_lower_bound import elbo

theta, phi = symbols("theta phi", positive=True)
x, z = Symbol("x", real=True), Symbol("z")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def example() -> Derivation:
    return kl(Exponential(theta), Exponential(phi))


def test_a_page_in_a_terminal() -> None:
    assert Terminal(72, unicode=False).text(page_of(example(), "A statement.\n\nAnother.")) == (
        """\
KL(Exponential(theta) || Exponential(phi))

A statement.

Another.

Given:

- Exponential(rate) has the density rate*exp(-rate*x) on (0, oo)
- phi > 0, theta > 0

    KL(Exponential(theta) || Exponential(phi))

1. Definition of the Kullback-Leibler divergence. It is the mean, under
   the first law, of the log density of the first less that of the
   second.
    = E_{x ~ Exponential(theta)}[log(Exponential(x | theta))
          - log(Exponential(x | phi))]

2. The density of a named family. On the support of the law its density
   is given by the formula of the family.
    = E_{x ~ Exponential(theta)}[log(theta) - log(phi) + phi*x
          - theta*x]

3. Expectation is linear. The mean of a sum is the sum of the means, and
   constants come out, where the means are finite.
    = (phi - theta)*E_{x ~ Exponential(theta)}[x] + log(theta)
        - log(phi)

4. Mean of the exponential law. Waiting times last the reciprocal of
   their rate on average.
    = log(theta) - log(phi) + (phi - theta)/theta

5. Algebra. Expanding, collecting and cancelling does not change the
   value.
    = log(theta/phi) + phi/theta - 1

+--------------------------------------------+
| KL(Exponential(theta) || Exponential(phi)) |
| = log(theta/phi) + phi/theta - 1           |
+--------------------------------------------+

Unchecked: no step has been checked.
"""
    )


def test_expanding_opens_the_facts_of_a_page_and_nothing_else() -> None:
    plain, opened = (Terminal().text(page_of(example(), expand=e)) for e in (False, True))
    assert "Proof of step 4, in general:" not in plain
    assert "Proof of step 4, in general:" in opened
    assert opened.count("│ ") > 5
    kept = [line for line in opened.splitlines() if not line.startswith("  │")]
    assert [line for line in kept if line] == [line for line in plain.splitlines() if line]


def test_parts_are_numbered_through_and_say_what_holds_in_them() -> None:
    y = Symbol("y", real=True)
    first = start((y + 1) ** 2, y > 0, title="One").by(algebra, y**2 + 2 * y + 1)
    second = start((y - 1) ** 2, y < 0, title="Two").by(algebra, y**2 - 2 * y + 1)
    text = Terminal().text(page_of(together("Both", first, second)))
    assert text.index("One") < text.index("1. ") < text.index("Two") < text.index("2. ")
    assert "Here y > 0." in text
    assert "Here y < 0." in text
    assert "\n- y" not in text


def test_the_value_at_given_numbers_is_on_the_page() -> None:
    page = page_of(example(), values={"theta": "2", "phi": "1"}, number="0.193147180559945")
    assert "At theta = 2, phi = 1 this is 0.193147180559945." in Terminal().text(page)


def test_a_rule_has_a_page_with_its_mistakes() -> None:
    shown = rule("kl-definition")
    text = Terminal().text(page_of_rule(shown, "definitions", None))
    assert "kl-definition, of the group definitions" in text
    assert "KL(p || q) = E_{x ∼ p}[log p(x) - log q(x)]" in text
    assert "E_{x ∼ p}[log q(x) - log p(x)]: the two log densities swapped" in text
    assert "Reference: Kullback and Leibler 1951" in text


def test_markdown_and_html_hold_the_same_formulas() -> None:
    page = page_of(example())
    for formula in (r"\operatorname{KL}(", r"\log\Bigl(\frac{\theta}{\phi}\Bigr)", r"\boxed{"):
        assert formula in markdown(page)
        assert formula in html(page)
    assert markdown(page).startswith("# KL(")


def test_a_derivation_shows_itself_in_a_notebook() -> None:
    bundle: dict[str, Any] = example()._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/latex", "text/html"}
    assert bundle["text/plain"] == str(example())
    assert bundle["text/latex"].startswith("$$\n\\begin{aligned}")
    assert bundle["text/latex"].endswith("\\end{aligned}\n$$")
    assert bundle["text/html"].startswith('<div class="derivation">')
    assert r"\textbf{1.}" in example().latex()


HOSTILE = "<script>alert(1)</script> \x1b[31m $x$ \\input{x} `code` [a](b) | & % # \u202e"


def test_nothing_on_a_page_acts() -> None:
    symbol = Symbol(HOSTILE, positive=True)
    derivation = elbo(Exponential(symbol), Normal(z, 1), Exponential(phi), latent=z, observed=x)
    page = page_of(derivation, HOSTILE, values={HOSTILE: HOSTILE}, number="1")
    terminal = Terminal().text(page)
    assert all(c.isprintable() or c == "\n" for c in terminal)
    for shown in (html(page), markdown(page), document(page)):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "<script" not in shown
    assert "\\input" not in document(page) + html(page)
    assert r"\\input\{x\}" in markdown(page)
    assert r"\[a\](b)" in markdown(page)


def test_colours_change_nothing_but_the_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal, page = Terminal(80), page_of(example(), expand=True)
    coloured = pages.coloured(terminal.page(page), 80)
    assert ESCAPES.search(coloured)
    lines = [line.rstrip() for line in ESCAPES.sub("", coloured).splitlines()]
    assert lines == terminal.text(page).splitlines()


class FakeTerminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_a_terminal_has_colours_unless_it_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", FakeTerminal())
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in pages.on_terminal(page_of(example()))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in pages.on_terminal(page_of(example()))


@pytest.mark.parametrize(("encoding", "ascii_only"), [("utf-8", False), ("ascii", True)])
def test_a_pipe_gets_plain_text_in_its_encoding(encoding: str, ascii_only: bool) -> None:
    program = (
        "from sympy import symbols\n"
        "from derive import Exponential, kl\n"
        "from derive.derivation.document import page_of\n"
        "from derive.render.page import on_terminal\n"
        "import sys\n"
        "a, b = symbols('alpha beta', positive=True)\n"
        "print(on_terminal(page_of(kl(Exponential(a), Exponential(b)))), end='')\n"
        "print('rich' in sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    command = [sys.executable, "-c", program]
    out = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    *page, rich_was_imported = out.decode("utf-8").splitlines()
    assert rich_was_imported == "False"
    assert all(line.isascii() for line in page) is ascii_only
    assert "\x1b" not in out.decode("utf-8")
    assert max(map(len, page)) <= 100


def test_the_reason_of_a_rule_is_told_once_on_a_page() -> None:
    a, b = symbols("a b", positive=True)
    twice = together("Twice", *(kl(Exponential(c), Exponential(b)) for c in (a, 2 * a)))
    printed = Terminal().text(page_of(twice))
    assert printed.count("Definition of the Kullback-Leibler divergence.") == 2
    assert printed.count("It is the mean, under the") == 1
    assert not [line for line in markdown(page_of(twice)).splitlines() if line.endswith(" ")]


def test_a_limit_and_a_supremum_keep_the_letter_that_their_part_wants() -> None:
    a = Symbol("a", positive=True)
    parts = (
        start(a + 1, title="One"),
        start(Limit(a + 1, a, Line(0, 1), 1), title="Two", letters=("a",)),
        start(Sup(-(a**2), a, Line(0, 1)), title="Three", letters=("b",)),
    )
    printed = Terminal().text(page_of(together("Letters", *parts)))
    assert "lim_{a → 1^-} (a + 1)" in printed
    assert "sup_{0 < b < 1}" in printed


def test_functions_of_one_number_have_their_usual_marks() -> None:
    u, t = Symbol("u", positive=True), Symbol("t", real=True)
    f = ArbitraryMap("f", Line(0))
    convex, slope = Convex(f(u), u, Line(0)), Gradient(f(u), u, 2 * u)
    shown = start(Conjugate(f(u), u, Line(0), t) + slope, convex, Convex(-f(u), u, Line(0)))
    printed, typeset = Terminal().text(page_of(shown)), document(page_of(shown))
    assert "f^*(t)" in printed
    assert "f'(2u)" in printed
    assert "f is convex" in printed
    assert "f is concave" in printed
    assert "f^{*}(t)" in typeset
