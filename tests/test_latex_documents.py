"""Documents that a real LaTeX sets without errors and without running off the page."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sympy import Add, Expr, Mul, Piecewise, Symbol, exp, log, sqrt, symbols

from derive.derivation.derivation import start
from derive.derivation.document import page_of
from derive.derivation.rule_page import page_of_rule
from derive.language import (
    ArbitraryMap,
    Expect,
    Exponential,
    FiniteSum,
    Gradient,
    Integral,
    Line,
    Normal,
    Space,
    arbitrary_law,
)
from derive.packs.finding import find
from derive.render.latex import PREAMBLE, document, fragment
from derive.render.latex_formula import Latex
from derive.render.terminal import Terminal
from derive.rulebook.catalogue import groups
from derive.solvers.evidence_lower_bound import elbo
from derive.text.columns import width_of
from derive.text.formula import formula

pytestmark = pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="pdflatex is not installed"
)

WIDEST = 10.0
theta, phi = symbols("theta phi", positive=True)
z, x, j, K = symbols("z x j K")
X = Space("X")
p, T = arbitrary_law("p", X), ArbitraryMap("T", X)
terms = [Symbol(f"a_{i}") * log(1 + Symbol(f"b{i}") ** 2) / Symbol("sigma") for i in range(14)]


def compiled(source: str, folder: Path) -> str:
    (folder / "page.tex").write_text(source, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout[-2000:]
    return done.stdout


def overfull(log_text: str) -> list[float]:
    return [float(w) for w in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)", log_text)]


LONG = {
    "sum": Add(*terms),
    "inside an expectation": Expect(Add(*terms) * T(x), x, p),
    "product": Mul(*(1 + t for t in terms[:9])),
    "numerator": Add(*terms) / (1 + Symbol("c")),
    "denominator": (1 + Symbol("c")) / Add(*terms),
    "exponent": exp(-Add(*terms)),
    "root": sqrt(1 + Add(*terms) ** 2),
    "logarithm of a quotient": log(Add(*terms[:9]) / Add(*terms[5:])),
    "nested": FiniteSum(Expect(log(1 + Add(*terms) ** 2) * j, x, p), j, 1, K),
    "integral": Integral(Add(*terms) * exp(-(z**2)), z, Line()),
    "gradient": Gradient(Add(*terms) * theta, theta, theta),
    "cases": Piecewise((Add(*terms), x > 0), (0, True)),
    "one long name": Symbol("an_" + "extremely" * 14) + 1,
    "hostile names": Add(*(Symbol(n) for n in (r"\input{x}", "$^_&#%~{}", "中文", "\x07", "<b>"))),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_formula_stays_on_the_page(name: str, tmp_path: Path) -> None:
    derivation = start(LONG[name], title=f"{name}: 100% of $x_1$ & more \\ ~ ^ {{}} <é> θ 中 \x1b")
    output = compiled(document(page_of(derivation, "A statement about θ ≤ 1, at 50%.")), tmp_path)
    assert [w for w in overfull(output) if w > WIDEST] == []


def test_a_derivation_with_its_proofs_opened_stays_on_the_page(tmp_path: Path) -> None:
    derivation = elbo(Exponential(theta), Normal(z, 1), Exponential(phi), latent=z, observed=x)
    output = compiled(document(page_of(derivation.verify(), "A statement.", expand=True)), tmp_path)
    assert [w for w in overfull(output) if w > WIDEST] == []


SAMPLES: list[Expr] = [
    Add(*terms[:4]),
    Expect(log(T(x)) + T(x) ** 2, x, p),
    FiniteSum(Symbol("mu_q") * j, j, 1, K),
    exp(-(x**2) / 2) / sqrt(theta),
    Integral(z**2 * exp(-z), z, Line(0, 5)),
    Symbol("logvar") + Symbol("W") * Symbol("mm") - Symbol("l"),
    Gradient(theta**2, theta, theta) + phi**3,
]


def test_the_estimated_width_of_a_formula_is_what_latex_gives(tmp_path: Path) -> None:
    set_ = [Latex().spell(formula(e)) for e in SAMPLES]
    boxes = [
        f"\\setbox0\\hbox{{$\\displaystyle {t.text}$}}\\typeout{{WIDTH \\the\\wd0}}" for t in set_
    ]
    output = compiled(f"{PREAMBLE}\n{chr(10).join(boxes)}\n.\\end{{document}}", tmp_path)
    measured = [float(w) / 10.95 for w in re.findall(r"WIDTH ([\d.]+)pt", output)]
    assert len(measured) == len(SAMPLES)
    for typeset, width in zip(set_, measured, strict=True):
        assert width * 0.97 <= typeset.width <= width * 1.12 + 0.5


@pytest.mark.slow
def test_the_page_of_every_rule_stays_on_the_page(tmp_path: Path) -> None:
    pages = [page_of_rule(r, group, None) for group, rules in groups().items() for r in rules]
    body = "\n\n".join(fragment(page) for page in pages)
    output = compiled(f"{PREAMBLE}\n{body}\n\\end{{document}}", tmp_path)
    assert [w for w in overfull(output) if w > WIDEST] == []
    texts = [Terminal(80).text(page) for page in pages]
    assert max(width_of(line) for text in texts for line in text.splitlines()) <= 80


@pytest.mark.slow
@pytest.mark.parametrize("name", [e.declared.name for e in find().entries])
def test_every_problem_stays_on_the_page(name: str, tmp_path: Path) -> None:
    problem = find().problem(name)
    page = page_of(problem.derive(), problem.statement, expand=True)
    output = compiled(document(page), tmp_path)
    assert [w for w in overfull(output) if w > WIDEST] == []
    for width in (80, 120):
        text = Terminal(width).text(page)
        assert max(width_of(line) for line in text.splitlines()) <= width
